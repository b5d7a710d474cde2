"""Careers and growth records of the lender and the broker: what was planted is in the page, in both languages."""

from __future__ import annotations

import json

import numpy as np
import pytest

from mainstay import report, sample
from mainstay.report import page
from mainstay.sample import careers


@pytest.fixture(scope="module", params=["lender", "broker"])
def folder(request, tmp_path_factory):
    place = tmp_path_factory.mktemp("careers") / request.param
    sample.write(request.param, place, 900, 5)
    return place


def test_moves_are_those_planted_where_the_naive_share_is_too_low(folder):
    model = report.model(folder)
    section, truth = model["careers"], json.loads((folder / "truth.json").read_text(encoding="utf-8"))["careers"]
    assert (section["people"], section["stays"]) == (truth["people"], truth["stays"])
    posts = [row["post"] for row in section["posts"]]
    up = {row["from"]: row for row in section["moves"] if row["to"] != careers.END}
    for post, following in zip(posts, posts[1:]):
        row = up[post]
        assert row["to"] == following
        # All units but one move with the planted chance, the last one faster: the mixture lies a little above.
        assert row["naive"] < row["incidence"] and row["lower"] - .05 < truth["up_within_48_months"][post] * 1.15 < row["upper"] + .05
    flow = section["promotion"]["posts"]
    assert all(row["heads_open"] + row["hired"] + row["promoted_in"] - row["promoted_out"] - row["left"] == row["heads_close"] for row in flow)
    assert sum(unit["expected"] for unit in section["promotion"]["units"]) == pytest.approx(sum(unit["promoted"] for unit in section["promotion"]["units"]))
    assert np.mean([row["unresolved"] for row in section["reach"]]) < .2


def test_who_stands_still_is_found(folder):
    model = report.model(folder)
    section, truth = model["growth"], json.loads((folder / "truth.json").read_text(encoding="utf-8"))["growth"]
    assert section["people"] == truth["people"] and section["stalled"] >= .7 * truth["standing"]
    completion = [row for row in section["groups"] if row["dimension"] == "completion"]
    assert len(completion) == len(careers.UNITS[folder.name]) and all(row["lower"] > 0 for row in completion)
    for language, words in (("en", ("How careers go", "Growth: what has been gained", "Objection handling")), ("zh", ("职业发展", "成长档案", "异议处理"))):
        text = page.render(model, language)
        assert all(word in text for word in words)
    assert report.model(folder, people=0)["growth"]["rows"] == []


def test_what_is_refused_is_said_and_not_drawn(folder, tmp_path):
    for file in folder.glob("*.csv"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    settings = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
    settings["careers"]["posts"] = settings["careers"]["posts"][1:]
    settings["growth"]["requirements"].append({"name": "patience", "at_least": 1})
    (tmp_path / "dataset.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    model = report.model(tmp_path)
    assert model["careers"] is None and model["growth"] is None
    said = {note["code"]: note["numbers"]["sentence"] for note in model["notes"] if note["code"].endswith("_refused")}
    assert "must be one of posts" in said["careers_refused"] and "must be one of the dimensions" in said["growth_refused"]
