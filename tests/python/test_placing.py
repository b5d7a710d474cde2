"""The placement of the phone retailer's leavers and the lender's ladder: what was planted is in the page, in both languages."""

from __future__ import annotations

import json

import pytest

from mainstay import report, sample
from mainstay.report import page
from mainstay.sample import placing


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    root = tmp_path_factory.mktemp("placing")
    for company in ("phone-retail", "lender"):
        sample.write(company, root / company, 900, 5)
    return root


def test_leavers_go_to_vacancies(folders):
    model = report.model(folders / "phone-retail")
    section = model["placement"]
    truth = json.loads((folders / "phone-retail/truth.json").read_text(encoding="utf-8"))["fits"]
    assert section["people"] == truth["leavers"] == placing.MOST_LEAVERS and section["seats"] == truth["vacancies"]
    assert section["status"] == "optimal" and section["placed"] <= section["seats"]
    assert section["bound"] - section["total"] == pytest.approx(0, abs=1e-9)
    lines = [line.split(",") for line in (folders / "phone-retail/fits.csv").read_text(encoding="utf-8-sig").splitlines()[1:]]
    score = {(person, vacancy): float(value) for person, vacancy, value in lines}
    assert len(score) == truth["pairs"] and max(score.values()) <= 1
    for row in section["rows"]:  # nobody is offered what is not there, nor less than a call is worth
        if row["post"]:
            assert row["score"] == score[row["person"], row["post"]] >= placing.WORTH_A_CALL
    for language, word in (("en", "Whom to offer which vacancy"), ("zh", "把哪个空缺提供给谁")):
        assert word in page.render(model, language)
    assert report.model(folders / "phone-retail", people=0)["placement"]["rows"] == []


def test_the_ladder_counts_who_is_ready(folders):
    model = report.model(folders / "lender")
    section = model["ladder"]
    truth = json.loads((folders / "lender/truth.json").read_text(encoding="utf-8"))["ladder"]
    assert (section["people"], section["ready"]) == (truth["people"], truth["ready"]) and section["ready"] > 0
    assert [row["post"] for row in section["posts"]] == truth["shortest"].split(" > ")
    assert [row["months"] for row in section["posts"]] == [36, 30, 18, 0] and section["posts"][0]["probability"] == pytest.approx(.0375)
    text = page.render(model, "en")
    assert "Mentorships" in text and "带教人数" in text and "职业阶梯" in text
    assert model["placement"] is None


def test_the_bench_counts_each_person_in_one_post(folders):
    section = report.model(folders / "lender")["ladder"]
    bench, posts = section["bench"], {row["post"]: row for row in section["posts"]}
    assert [row["post"] for row in bench["rows"]] == [row["post"] for row in section["posts"]][1:]
    for row in bench["rows"]:
        assert row["people"] == posts[row["post"]]["people"] and row["now"] == posts[row["post"]]["ready_in"]
        assert row["strength"] == pytest.approx(row["now"] / row["people"]) and row["without"] == (row["now"] + row["soon"] == 0)
    assert bench["at_once"] <= bench["posts"] == sum(row["people"] > 0 for row in bench["rows"])
    assert "Somebody for every post" in page.render(report.model(folders / "lender"), "en")


def test_trainees_and_branches_get_what_neither_would_leave(folders):
    model = report.model(folders / "lender", people=1000)
    section = model["stable_matching"]
    truth = json.loads((folders / "lender/truth.json").read_text(encoding="utf-8"))["wishes"]
    assert (section["people"], section["seats"]) == (truth["trainees"], truth["seats"]) and section["blocking"] == 0
    got = {row["person"]: row["post"] for row in section["rows"]}
    pairs = [line.split(",") for line in (folders / "lender/wishes.csv").read_text(encoding="utf-8-sig").splitlines()[1:]]
    assert len(pairs) == truth["pairs"] and len(got) == truth["trainees"]
    wish = {(person, branch): int(place) for person, branch, place, _ in pairs}
    rating = {(person, branch): float(value) for person, branch, _, value in pairs}
    for post in section["posts"]:
        taken = [rating[person, post["post"]] for person, at in got.items() if at == post["post"]]
        assert len(taken) == post["filled"] <= post["seats"] and post["lowest"] == (min(taken) if taken else None)
        for (person, branch), value in rating.items():  # nobody whom the branch rates higher would rather be there
            if branch == post["post"] and (got[person] is None or wish[person, branch] < wish[person, got[person]]):
                assert len(taken) == post["seats"] and value <= min(taken)
    assert section["first"] == sum(at is not None and wish[person, at] == 1 for person, at in got.items())
    for language, word in (("en", "Who goes where when both sides choose"), ("zh", "双向选择")):
        assert word in page.render(model, language)
    assert report.model(folders / "lender", people=0)["stable_matching"]["rows"] == []


def test_a_ladder_that_leads_back_is_said_not_drawn(folders, tmp_path):
    for name in ("people.csv", "ladder.csv", "assessments.csv"):
        (tmp_path / name).write_bytes((folders / "lender" / name).read_bytes())
    settings = json.loads((folders / "lender/dataset.json").read_text(encoding="utf-8"))
    settings["ladder"]["moves"].append({"from_post": "销售主管", "to_post": "销售代表"})
    (tmp_path / "dataset.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    model = report.model(tmp_path)
    assert model["ladder"] is None
    assert any("does not lead back" in note["numbers"]["sentence"] for note in model["notes"] if note["code"] == "ladder_refused")
