"""The broker's scores and pay: what was planted is in the page, in both languages, and the printed steps give the same money by hand."""

from __future__ import annotations

import json
import math

import pytest

from mainstay import report, sample
from mainstay.report import page
from mainstay.sample import performing
from test_performance import money


def truth_of(folder):
    return json.loads((folder / "truth.json").read_text(encoding="utf-8"))["performance"]


def test_what_was_planted_is_found(broker, broker_model):
    section, truth = broker_model["performance"], truth_of(broker)
    rows = {row["person"]: row for row in section["rows"]}
    told = truth["told"][0]
    row = rows[told["person"]]
    assert row["attainment"] == told["attainment"] == 1.3 and round(row["commission"] * 100) == told["commission_fen"] == 780_000
    failed = rows[truth["gate_failed"][0]]
    assert failed["score"] <= 60 and "gate compliance failed (0.5" in failed["sentence"]["en"]
    overpaid = rows[truth["overpaid"][0]]
    assert overpaid["due"] == 0 and overpaid["carried"] == pytest.approx(20_000 - overpaid["earned"] + overpaid["deducted"])
    assert sum(pool["amount"] for pool in section["pools"]) * 100 == truth["pool_fen"]
    assert section["failed"] >= len(truth["gate_failed"])


def test_winners_and_losers_of_another_plan_by_group(broker_model):
    other = broker_model["performance"]["other"]
    assert other["by"] == "team" and {row["group"] for row in other["groups"]} == {"老组", "新组"}
    assert sum(row["winners"] for row in other["groups"]) == other["winners"] > 0 == other["losers"]  # the whole amount at the rate of the tier instead of the slice
    assert sum(row["change"] for row in other["groups"]) == pytest.approx(other["other_cost"] - other["cost"])


def test_ranks_have_intervals(broker_model):
    section = broker_model["performance"]
    assert section["intervals"]
    for row in section["rows"]:
        if row["rank"] is not None:
            assert 1 <= row["rank_lower"] <= row["rank"] <= row["rank_upper"] <= section["scored"]
    assert [row["rank"] for row in section["rows"][:3]] == sorted(row["rank"] for row in section["rows"][:3])


def test_by_hand_from_the_printed_steps(broker, broker_model):
    section = broker_model["performance"]
    text = page.render(broker_model, "zh")
    explained = [row for row in section["rows"] if row["steps"]]
    assert len(explained) >= 4
    for row in explained:
        for step in row["steps"]:
            if step["formula"]:
                assert eval(step["formula"], {"__builtins__": {}}, {"min": min, "max": max, "floor": math.floor}) == step["after"]
                assert step["formula"] in text
        assert row["steps"][-1]["after"] == row["score"]
        for step in row["pay_steps"]:
            if step["formula"]:
                assert money(step["formula"]) == step["after"] and step["formula"] in text
        assert row["pay_steps"][-1]["after"] / 100 == row["due"]
    assert "评分与奖金" in text and "Scores and pay" in text and "优质客户转化率" in text


def test_the_money_of_the_month_adds_up_on_the_page(broker_model):
    section = broker_model["performance"]
    assert section["earned"] - section["deducted"] + section["carried"] == pytest.approx(section["paid_before"] + section["due"])
    assert f"{section['paid_before']:,.2f} paid before" in page.render(broker_model, "en")


def test_nobody_is_named_when_nobody_is_listed(broker):
    assert report.model(broker, people=0)["performance"]["rows"] == []


@pytest.mark.parametrize(("change", "said"), [
    (lambda section: section["plan"]["tiers"][1].update(at_least=1.5), "tiers must not overlap"),
    (lambda section: section.update(shown_month="2031-01"), "performance.shown_month is '2031-01', but nobody has a score in it"),
])
def test_a_section_that_contradicts_itself_is_said(broker, tmp_path, change, said):
    for name in ("people", "performance_cards", "performance_days"):
        (tmp_path / f"{name}.csv").write_bytes((broker / f"{name}.csv").read_bytes())
    settings = json.loads((broker / "dataset.json").read_text(encoding="utf-8"))
    for name in ("portrait", "match"):
        settings.pop(name, None)
    section = settings["performance"]
    for name in ("violations", "fines", "payments"):
        section.pop(name)
    change(section)
    (tmp_path / "dataset.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    model = report.model(tmp_path)
    assert model["performance"] is None
    assert any(said in note["numbers"]["sentence"] for note in model["notes"] if note["code"] == "performance_refused")


def test_a_company_of_one():
    made = sample.COMPANIES["broker"].make(1, 3, False)
    assert all(len({len(column) for column in table.values()}) == 1 for table in performing.appraisal(made, 3).tables.values())
