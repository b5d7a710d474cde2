"""The match report and the portrait of the samples: what was planted is in the page, in both languages."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import mainstay
from mainstay import report, sample
from mainstay.report import page, words
from mainstay.sample import assessing

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    root = tmp_path_factory.mktemp("matching")
    for company in ("lender", "broker"):
        sample.write(company, root / company, 900, 5)
    return root


def test_the_two_candidates_that_the_lender_tells_of(folders):
    section = report.model(folders / "lender")["match"]
    rows = {row["candidate"]: row for row in section["rows"]}
    first, second = rows["K0000001"], rows["K0000002"]
    assert first["score"] == pytest.approx(.82, abs=1e-12) and second["score"] == .6 and second["core"] == pytest.approx(.88125, abs=1e-12)
    assert "1 must-have fails: stress_tolerance 5 is below 6 (by 1)" in second["sentence"]["en"] and "1 项必备项未达标" in second["sentence"]["zh"]
    truth = json.loads((folders / "lender/truth.json").read_text(encoding="utf-8"))["assessments"]
    assert [each["match"] for each in truth["told"]] == [.82, .60] and section["candidates"] == truth["candidates"]
    assert section["incomplete"] > 0 and all(row["score"] is None for row in section["rows"] if row["status"] == "incomplete")
    assert report.model(folders / "lender", people=0)["match"]["rows"] == [] and "K0000001" not in page.render(report.model(folders / "lender", people=0), "en")
    middles = [row["score"] if row["score"] is not None else (row["lower"] + row["upper"]) / 2 for row in section["rows"]]
    assert middles == sorted(middles, reverse=True)


def test_the_portrait_finds_what_was_planted(folders):
    section = report.model(folders / "broker")["portrait"]
    truth = json.loads((folders / "broker/truth.json").read_text(encoding="utf-8"))["assessments"]
    effects = truth["effects"]
    total = sum(effects.values())
    for row in section["rows"]:
        assert abs(row["weight"] - effects[row["dimension"]] / total) < .13, row["dimension"]
        assert row["weight_lower"] - 1e-9 <= row["weight"] <= row["weight_upper"] + 1e-9
    assert [row["dimension"] for row in section["rows"]][0] == "communication" and section["rows"][-1]["dimension"] == "presentation"
    assert {each["dimension"] for each in section["findings"] if each["code"] == "does_not_separate"} == set(truth["no_effect"])
    assert section["judged"]["match"] > section["judged"]["plain_mean"] > .6


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_pages_say_it(folders, language):
    lender = page.render(report.model(folders / "lender"), language)
    assert "K0000001" in lender and "82.0%" in lender and "60.0%" in lender
    assert ("Stress tolerance 5 is below 6" in lender) and ("抗压能力 5，低于底线 6" in lender)
    broker = page.render(report.model(folders / "broker"), language)
    assert "portrait-plot-en" in broker and "高绩效者的共同点" in broker and "Presentation does not tell the top group from the others" in broker


def test_the_same_candidates_against_four_posts(folders):
    model = report.model(folders / "lender", people=1000)
    section, match = model["search"], model["match"]
    assert [row["post"] for row in section["rows"]] == list(assessing.POSTS) and section["candidates"] == match["candidates"]
    seller = {each["candidate"]: each["score"] for each in section["rows"][0]["listed"]}  # the post of the match report
    scores = {row["candidate"]: row["score"] for row in match["rows"] if row["score"] is not None and row["failed"] == 0}
    assert all(seller[candidate] == scores[candidate] for candidate in seller if candidate in scores) and list(seller.values()) == sorted(seller.values(), reverse=True)
    assert max(scores.values()) == max(seller.values()) and "K0000002" not in seller
    assert sum(row["best_of"] for row in section["rows"]) + section["nowhere"] == section["candidates"]
    text = page.render(model, "en")
    assert "The best people for each post" in text and "Collections" in text and "各岗位的最佳人选" in text
    assert all(row["listed"] == [] for row in report.model(folders / "lender", people=0)["search"]["rows"])


def test_a_folder_without_assessments_has_no_such_sections(folders, tmp_path):
    for name in ("people.csv", "dataset.json"):
        (tmp_path / name).write_bytes((folders / "lender" / name).read_bytes())
    said = {note["code"]: note["numbers"]["sentence"] for note in report.model(tmp_path)["notes"] if note["code"].endswith("_refused")}
    assert "match.table is 'assessments'" in said["match_refused"]
    settings = json.loads((tmp_path / "dataset.json").read_text(encoding="utf-8"))
    del settings["match"]
    (tmp_path / "dataset.json").write_text(json.dumps(settings), encoding="utf-8")
    model = report.model(tmp_path)
    assert model["match"] is None and model["portrait"] is None


def test_the_portrait_is_a_profile_for_the_match():
    rng = np.random.default_rng(4)
    x = {name: np.clip(rng.normal(6, 1.5, 300), 0, 10) for name in ("insight", "product")}
    learnt = mainstay.competency.portrait(x, [{"name": "insight"}, {"name": "product"}], outcome=x["insight"] + rng.normal(0, 1, 300), resamples=20)
    saved = mainstay.load(learnt.to_json())
    matched = mainstay.competency.match(x, saved.profile.to_dict(), explain=False)
    assert np.corrcoef(matched.people.score, x["insight"])[0, 1] > .8
    role = mainstay.competency.profile(**{name: value for name, value in saved.profile.to_dict().items() if value is not None})
    assert role.profile.to_dict() == saved.profile.to_dict() and mainstay.load(role.to_json()).to_json() == role.to_json()
