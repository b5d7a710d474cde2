"""The lender's knowledge test, mentors' ratings and role plays: what was planted is in the page, in both languages."""

from __future__ import annotations

import json

import numpy as np
import pytest

from mainstay import report, sample
from mainstay.report import page


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("measuring") / "lender"
    sample.write("lender", place, 700, 5)
    return place


@pytest.fixture(scope="module")
def told(folder):
    return report.model(folder), json.loads((folder / "truth.json").read_text(encoding="utf-8"))


def test_the_unfair_question_is_found_and_the_others_are_as_planted(told):
    section, truth = told[0]["knowledge_test"], told[1]["knowledge_test"]
    flagged = [row["item"] for row in section["rows"] if any(each["flagged"] for each in row["groups"])]
    assert truth["unfair"] in flagged and len(flagged) <= 2 and section["matched_on"] <= len(section["rows"]) - 1
    found = np.array([[row["location"], row["discrimination"]] for row in section["rows"]])
    assert np.corrcoef(found[:, 0], truth["location"])[0, 1] > .9
    assert np.median(np.abs(found[:, 1] - truth["discrimination"])) < .4
    assert section["alpha_lower"] < section["alpha"] < section["alpha_upper"] and section["omega"] > .6


def test_severe_mentors_are_found_and_fair_averages_move_people(told):
    section, truth = told[0]["mentor_ratings"], told[1]["mentor_ratings"]
    found = {row["name"]: row for row in section["raters"]}
    severity = np.array([found[name]["measure"] for name in truth["severity"]])
    planted = np.array(list(truth["severity"].values()))
    assert section["status"] == "converged" and np.corrcoef(severity, planted)[0, 1] > .98
    assert section["most_moved"] > 3 and section["rater_p"] < 1e-6
    assert [row["fair_place"] for row in section["rows"]] == list(range(1, len(section["rows"]) + 1))
    fair = np.array([found[name]["fair_average"] for name in truth["severity"]])
    assert (np.diff(fair[np.argsort(severity)]) < 0).all()


def test_weights_are_those_planted_and_scores_agree_with_experts(told):
    section, truth = told[0]["role_plays"], told[1]["role_plays"]
    assert section["status"] == "learnt" and abs(section["coverage"] - section["confidence"]) < .06
    for row in section["items"]:
        assert abs(row["weight"] - truth["weights"][row["item"]]) < .08
    judged = {row["score"]: row["error"] for row in section["judged"]}
    assert judged["learnt"] < judged["rubric"] < judged["constant"]
    assert [row["score"] for row in section["rows"]] == sorted(row["score"] for row in section["rows"])
    assert all(row["attainable"] >= row["score"] for row in section["rows"])


def test_the_page_says_it_in_both_languages(folder, told):
    for language, words in (("en", ("The knowledge test", "who is severe", "Role play: “利息太高了”", "Where practice pays most", "points of 100")), ("zh", ("知识测验", "谁偏严", "情景演练", "练习收益最大之处", "满分 100"))):
        text = page.render(told[0], language)
        assert all(word in text for word in words)
    nobody = report.model(folder, people=0)
    assert nobody["mentor_ratings"]["rows"] == [] and nobody["role_plays"]["rows"] == []


def test_what_is_refused_is_said_and_not_drawn(folder, tmp_path):
    for file in folder.glob("*.csv"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    settings = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
    settings["knowledge_test"]["items"].append("q99")
    settings["mentor_ratings"]["highest"] = 4
    settings["role_plays"]["rubric"]["items"][0]["lowest"] = 20
    (tmp_path / "dataset.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    model = report.model(tmp_path)
    assert model["knowledge_test"] is model["mentor_ratings"] is model["role_plays"] is None
    said = {note["code"]: note["numbers"]["sentence"] for note in model["notes"] if note["code"].endswith("_refused")}
    assert "needs the column q99" in said["knowledge_test_refused"] and "at most highest, which is 4" in said["mentor_ratings_refused"] and "above lowest (20)" in said["role_plays_refused"]
