"""The spread of scores and pay on the broker's page: figures add up, moves are those of the cards, in both languages."""

from __future__ import annotations

import pytest

from mainstay import report, sample
from mainstay.report import page


def test_people_money_and_moves_add_up(broker_model):
    section, pay = broker_model["spread"], broker_model["performance"]
    assert section["month"] == pay["month"] and section["people"] == pay["scored"]
    assert sum(each["count"] for each in section["classes"]) == section["people"] == sum(row["people"] for row in section["rows"])
    assert sum(row["money"] for row in section["rows"]) == pytest.approx(1)
    assert section["total"] == pytest.approx(pay["earned"], rel=1e-9)
    assert 0 < section["gini"] < 1 and section["top"] < section["top_money"] < 1
    assert [each["money"] for each in section["curve"]] == sorted(each["money"] for each in section["curve"])
    for row, tier in zip(section["moves"], section["rows"]):
        if row["cells"][0] is not None:
            assert sum(count for count, _ in row["cells"]) == tier["followed"]
            assert tier["retention"] == pytest.approx(1 - row["cells"][section["to"].index("left")][1])


def test_the_page_tells_it_in_both_languages(broker_model):
    text = page.render(broker_model, "zh")
    assert "奖金分布曲线" in text and "The pay-out curve" in text and 'id="spread-en"' in text and 'id="spread-zh"' in text


def test_promotions_are_told_where_they_are_given(broker, tmp_path):
    import json
    import shutil

    place = tmp_path / "broker"
    shutil.copytree(broker, place)
    lines = (place / "performance_cards.csv").read_text(encoding="utf-8").splitlines()
    names = lines[0].split(",")
    cards = [dict(zip(names, line.split(","))) for line in lines[1:]]
    chosen = [card for card in cards if card["month"] == "2025-10"][:10]
    (place / "promotions.csv").write_text("person,month\n" + "".join(f"{card['person']},{card['month']}\n" for card in chosen), encoding="utf-8")
    dataset = json.loads((place / "dataset.json").read_text(encoding="utf-8"))
    dataset["performance"]["promotions"] = "promotions"
    (place / "dataset.json").write_text(json.dumps(dataset), encoding="utf-8")
    section = report.model(place)["spread"]
    assert section["has_promotions"] and "Promoted before the next month" in page.render(report.model(place), "en")


def test_nothing_is_told_without_the_tables(tmp_path):
    sample.write("phone-retail", tmp_path / "retailer", 300, 2)
    assert report.model(tmp_path / "retailer")["spread"] is None
