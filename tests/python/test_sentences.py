"""Mistakes and what is said about them: tests/sentences.jsonl, which C++, C and Python share.

A line is a case: {"analysis", "input", "options", "sentence"}. Columns are lists: numbers, texts, or null for a missing value; the words
"NaN", "Infinity" and "-Infinity" are numbers. Tables are objects of columns. Options are JSON values. A case may date a table:
"dates": {table: {"known_at": {column: days}, "cut": days}}, where days are a list or one day for all rows.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

import mainstay
from conftest import ROOT

CASES: list[dict[str, Any]] = [json.loads(line) for line in (ROOT / "tests/sentences.jsonl").read_text(encoding="utf-8").splitlines()]
NUMBERS = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}


def column(values: list[Any]) -> list[Any]:
    return [NUMBERS.get(value, value) if isinstance(value, str) else value for value in values]


def arguments(case: dict[str, Any]) -> dict[str, Any]:
    tables = {name: {n: column(c) for n, c in value.items()} if isinstance(value, dict) else column(value) for name, value in case["input"].items()}
    for name, dates in case.get("dates", {}).items():
        tables[name] = mainstay.data.FeatureTable(tables[name], known_at=dates["known_at"], cut=dates["cut"])
    return {**tables, **case["options"]}


@pytest.mark.parametrize("case", [pytest.param(case, id=case["sentence"].split(", but")[0]) for case in CASES])
def test_sentence(case: dict[str, Any]) -> None:
    room, word = case["analysis"].split(".")
    with pytest.raises(mainstay.Error) as caught:
        getattr(getattr(mainstay, room), word)(**arguments(case))
    assert str(caught.value) == case["sentence"]


def test_the_list_is_long_and_each_mistake_is_its_own() -> None:
    assert len(CASES) >= 25
    assert len({json.dumps(case, sort_keys=True) for case in CASES}) == len(CASES)


def test_an_error_carries_its_parts() -> None:
    with pytest.raises(ValueError) as caught:
        mainstay.survival.curve([1, -3], [1, 1])
    error = caught.value
    assert isinstance(error, mainstay.Error)
    assert (error.code, error.analysis, error.argument, error.index, error.value, error.rule) == (
        "invalid_argument", "survival.curve", "duration", 1, "-3", ">= 0")
    import pickle

    twin = pickle.loads(pickle.dumps(error))
    assert str(twin) == str(error) and twin.index == 1
