"""The broker's choice of a city: the order, what it is made of and how firm it is are those that were planted, recomputed in plain loops."""

from __future__ import annotations

import csv
import json

import pytest

from mainstay import report, sample
from mainstay.report import page
from mainstay.sample import siting


@pytest.fixture(scope="module", params=[1, 6, 11])
def told(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("deciding") / "broker"
    sample.write("broker", folder, 120, request.param)
    return folder, report.model(folder), json.loads((folder / "truth.json").read_text(encoding="utf-8"))["decisions"]


def worth(criterion, x):
    if criterion.get("direction") == "band":
        outside = max(criterion["band_low"] - x, x - criterion["band_high"], 0)
        return min(1, max(0, 1 - outside / criterion["zero"]))
    return min(1, max(0, (x - criterion["zero"]) / (criterion["full"] - criterion["zero"])))


def test_scores_and_their_parts_by_hand(told):
    folder, model, _ = told
    section = model["decisions"]
    with open(folder / "sites.csv", encoding="utf-8") as file:
        cities = {row["city"]: {each["name"]: worth(each, float(row[each["name"]])) for each in siting.CRITERIA} for row in csv.DictReader(file)}
    assert section["scored"] == section["alternatives"] == len(cities) == len(section["rows"]) and section["left_out"] == 0
    for row in section["rows"]:
        parts = [each["weight"] * cities[row["name"]][each["name"]] for each in siting.CRITERIA]
        assert row["parts"] == pytest.approx(parts) and row["score"] == pytest.approx(sum(parts))
        assert row["rank"] == 1 + sum(other["score"] > row["score"] for other in section["rows"])


def test_what_was_planted_is_found(told):
    _, model, truth = told
    section = model["decisions"]
    assert section["status"] == "decided" and section["first"] == [truth["first"]] and section["rows"][1]["name"] == truth["rival"]
    pay = next(row for row in section["criteria"] if row["name"] == "wage")
    assert pay["upper"] == pytest.approx(truth["wage_weight"], abs=1e-6) and pay["upper_first"] == truth["rival"]
    rank = {row["name"]: row["rank"] for row in section["rows"]}
    share = {row["name"]: row["first_share"] for row in section["rows"]}
    assert rank[truth["dominated"]] > rank[truth["by"]] and share[truth["dominated"]] == 0
    assert sum(share.values()) == pytest.approx(1) and section["reversals"] == 0 and section["tried"]  # anchors: nobody's coming or going changes the others


def test_the_page_says_it_in_both_languages(told):
    _, model, truth = told
    for language, words in (("en", ("Alternatives by several criteria", "How firm the first place is", f"{siting.VALUES[truth['first']]['en']} comes first of 8", f"above {100 * truth['wage_weight']:.1f}%", "Market pay a month")),
                            ("zh", ("按多项准则比较方案", "首位有多稳固", f"8 个方案中，{truth['first']}居首", f"权重高于 {100 * truth['wage_weight']:.1f}%", "当地月薪"))):
        text = page.render(model, language)
        assert all(word in text for word in words), language


@pytest.mark.parametrize(("change", "said"), [
    ({"criteria": []}, "decisions in dataset.json has no criteria"),
    ({"alternative": "town"}, "decisions needs the column town; it has city"),
    ({"criteria": [{"name": "rents", "weight": 1, "zero": 0, "full": 1}]}, "decisions needs the column rents with numbers"),
    ({"criteria": [{"name": "rent", "weight": .4, "zero": 0, "full": 1}]}, "weights that add up to 1"),
    ({"method": "sorting"}, "the section shows an order"),
])
def test_what_contradicts_itself_is_said(told, tmp_path, change, said):
    folder, _, _ = told
    for name in ("people", "sites"):
        (tmp_path / f"{name}.csv").write_bytes((folder / f"{name}.csv").read_bytes())
    settings = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
    settings = {name: settings[name] for name in ("dataset", "roles", "interval", "unit", "observation_start", "observation_end", "decisions") if name in settings}
    settings["decisions"] |= change
    (tmp_path / "dataset.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    model = report.model(tmp_path)
    assert model["decisions"] is None and said in next(note["numbers"]["sentence"] for note in model["notes"] if note["code"] == "decisions_refused")


def test_alternatives_who_are_people_are_listed_only_when_people_are(told, tmp_path):
    folder, _, truth = told
    for name in ("people", "sites"):
        (tmp_path / f"{name}.csv").write_bytes((folder / f"{name}.csv").read_bytes())
    settings = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
    settings = {name: settings[name] for name in ("dataset", "roles", "interval", "unit", "observation_start", "observation_end", "decisions") if name in settings}
    settings["decisions"]["person"] = settings["decisions"].pop("alternative")
    (tmp_path / "dataset.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    assert [row["rank"] for row in report.model(tmp_path, people=2)["decisions"]["rows"]] == [1, 2]
    hidden = report.model(tmp_path, people=0)
    assert hidden["decisions"]["rows"] == [] and truth["rival"] not in json.dumps(hidden["decisions"], ensure_ascii=False)
