"""The broker's 360° feedback and target tree, the lender's new sellers by the month: what was planted is in the page, in both languages."""

from __future__ import annotations

import json

import numpy as np
import pytest

from mainstay import report, sample
from mainstay.report import page
from mainstay.sample import feedback


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("steering") / "broker"
    sample.write("broker", place, 900, 5)
    return place


@pytest.fixture(scope="module")
def told(folder):
    return report.model(folder), json.loads((folder / "truth.json").read_text(encoding="utf-8"))


def test_differences_come_from_where_they_were_planted(told):
    section, truth = told[0]["feedback"], told[1]["feedback"]
    found = {row["effect"]: row["variance"] ** .5 for row in section["variances"]}
    for effect, planted in truth["std_deviation"].items():
        assert abs(found[effect] - planted) < .25 * planted  # what ends of the scale cut off included
    severity = np.sort(list(truth["severity"].values()))
    assert section["people"] == section["raters"] == truth["people"] and np.corrcoef(section["severity"], severity)[0, 1] > .97
    assert 0 < section["alpha_lower"] < section["alpha"] < section["alpha_upper"] < 1


def test_those_who_see_themselves_otherwise_are_found_and_nobody_else_is_shown(folder, told):
    section, truth = report.model(folder, people=10_000)["feedback"], told[1]["feedback"]
    kinds = {row["person"]: row["own"]["kind"] for row in section["rows"]}
    for person in truth["see_themselves_higher"]:
        assert kinds[person] == "blind_spot"
    assert sum(kinds[person] == "hidden_strength" for person in truth["see_themselves_lower"]) >= .9 * len(truth["see_themselves_lower"])
    leaders = [row for row in section["rows"] if row["means"][section["roles"].index("report")] is not None]
    assert len(leaders) == truth["people"] // feedback.GROUP
    assert report.model(folder, people=0)["feedback"]["rows"] == []


def test_the_parts_of_every_target_add_up_and_what_is_out_of_reach_is_named(folder, told):
    section, truth = report.model(folder, people=10_000)["targets"], told[1]["targets"]
    nodes = {row["node"]: row for row in section["nodes"]}
    regions = [row for row in section["nodes"] if row["level"] == 1]
    assert sum(row["target"] for row in regions) == section["total"] == truth["total_fen"] / 100
    for region in regions:
        teams = [row for row in section["nodes"] if row["parent"] == region["node"]]
        assert sum(row["target"] for row in teams) == region["target"] and sum(row["actual"] for row in teams) == pytest.approx(region["actual"])
    root = next(row for row in section["nodes"] if row["parent"] is None)
    assert root["pace"] == pytest.approx(root["achievement"] / section["elapsed"]) and nodes[root["node"]]["people"] == truth["people"]
    assert truth["out_of_reach"] in [row["node"] for row in section["rows"]]
    assert report.model(folder, people=0)["targets"]["rows"] == []


def test_the_page_says_it_in_both_languages(folder, told):
    for language, words in (("en", ("Feedback from all sides", "Own view against the others", "Targets from the top to each person", "Out of reach")), ("zh", ("360° 反馈", "自评与他评", "目标自上而下分解到人", "难以达成"))):
        text = page.render(told[0], language)
        assert all(word in text for word in words) and told[1]["targets"]["out_of_reach"] in text


def test_what_is_refused_is_said_and_not_drawn(folder, tmp_path):
    for file in folder.glob("*.csv"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    settings = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
    settings["feedback"]["role"] = "relation"
    del settings["targets"]["total"]
    (tmp_path / "dataset.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    model = report.model(tmp_path)
    said = {note["code"]: note["numbers"]["sentence"] for note in model["notes"] if note["code"].endswith("_refused")}
    assert model["feedback"] is model["targets"] is None and "needs the column relation" in said["feedback_refused"] and "has no total" in said["targets_refused"]


def test_the_lenders_new_sellers_have_scores_pay_and_steps(tmp_path):
    sample.write("lender", tmp_path, 900, 5)
    model, truth = report.model(tmp_path), json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))["performance"]
    section, told = model["performance"], truth["told"][0]
    rows = {row["person"]: row for row in section["rows"]}
    row = rows[told["person"]]
    assert row["attainment"] == pytest.approx(told["attainment"]) and round(100 * row["commission"]) == told["commission_fen"] and row["pay_steps"][-1]["after"] == told["commission_fen"]
    failed = rows[truth["gate_failed"][0]]
    assert failed["score"] <= 60 and "gate advice failed (0.5" in failed["sentence"]["en"] and section["failed"] >= len(truth["gate_failed"])
    assert section["intervals"] and all(each["rank_lower"] <= each["rank"] <= each["rank_upper"] for each in section["rows"] if each["rank"] is not None)
    assert sum(tier["people"] for tier in section["tiers"]) == section["scored"] == model["spread"]["people"]
    text = page.render(model, "zh")
    assert "首次沟通成功率" in text and "First contacts that succeed" in text
