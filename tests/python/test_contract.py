"""What every registered analysis owes its callers, in one loop over the registry."""

from __future__ import annotations

import json
import keyword
import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

import mainstay
from conftest import ROOT
from valid_calls import valid_calls

DESCRIPTION = mainstay.describe()
ANALYSES = {analysis["key"]: analysis for analysis in DESCRIPTION["analyses"]}
CALLS = valid_calls()


def function(key: str) -> Any:
    room, word = key.split(".")[:2]
    return getattr(getattr(mainstay, room), word)


class Subject:
    """One analysis, or one method of a fit, with a valid call of it."""

    def __init__(self, key: str, fields: dict[str, Any], run: Any, given: dict[str, Any], options: dict[str, Any]) -> None:
        self.key, self.input, self.options = key, fields["input"], fields["options"]
        self.call, self.given, self.set = run, given, options

    def __call__(self, *, options: dict[str, Any] | None = None, context: dict[str, Any] | None = None, **changed: Any) -> Any:
        return self.call(**{**self.given, **changed}, **{**self.set, **(options or {})}, **(context or {}))

    def refused(self, **arguments: Any) -> mainstay.Error:
        with pytest.raises(mainstay.Error) as caught:
            self(**arguments)
        assert str(caught.value).startswith(f"{self.key}: ") and caught.value.analysis == self.key
        return caught.value


def subject(key: str) -> Subject:
    if key in ANALYSES:
        return Subject(key, ANALYSES[key], function(key), CALLS[key]["input"], CALLS[key]["options"])
    base, name = key.rsplit(".", 1)
    fit = function(base)(**CALLS[base]["input"], **CALLS[base]["options"])
    given, options = CALLS[base]["methods"][name]
    return Subject(key, next(method for method in ANALYSES[base]["methods"] if method["key"] == key), getattr(fit, name), given, options)


KEYS = [*ANALYSES, *(method["key"] for analysis in ANALYSES.values() for method in analysis["methods"])]
every = pytest.mark.parametrize("key", KEYS)


def test_there_is_a_call_of_everything() -> None:
    assert set(CALLS) == set(ANALYSES)
    for key, analysis in ANALYSES.items():
        assert set(CALLS[key]["input"]) == {field["name"] for field in analysis["input"]}, key
        assert set(CALLS[key].get("methods", {})) == {method["key"].rsplit(".", 1)[1] for method in analysis["methods"]}, key


@every
def test_names(key: str) -> None:
    it = subject(key)
    names = [field["name"] for field in it.input + it.options]
    assert len(set(names)) == len(names)
    assert not {name for name in names if keyword.iskeyword(name)} and not set(names) & {"self", "threads", "seed", "progress"}
    assert all(field["sentence"].endswith((".", "?")) or "." in field["sentence"] for field in it.input + it.options)


def fields_at(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from fields_at(item, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from fields_at(item, f"{path}[{i}]")
    else:
        yield path, value


def close(first: Any, second: Any, tolerance: float) -> None:
    ours, theirs = dict(fields_at(first.to_dict())), dict(fields_at(second.to_dict()))
    assert ours.keys() == theirs.keys()
    for path, value in ours.items():
        if isinstance(value, float):
            assert math.isclose(value, theirs[path], rel_tol=tolerance, abs_tol=tolerance), path
        else:
            assert value == theirs[path], path


@every
def test_it_runs_and_its_result_can_be_saved(key: str) -> None:
    result = subject(key)()
    document = result.to_json()
    again = mainstay.load(document)  # checks the shapes that the letters promise
    assert again.to_json() == document and type(again) is type(result)
    assert json.loads(document)["mainstay"] == key
    for name in result._fields:
        getattr(result, name)
    for record in DESCRIPTION["records"][type(result).__name__]:
        if len(record.get("shape", ())) == 2 and getattr(result, record["name"]).size:
            assert getattr(result, record["name"]).ndim == 2, record["name"]


@every
def test_threads_do_not_change_a_bit(key: str) -> None:
    it = subject(key)
    assert len({it(context={"threads": threads}).to_json() for threads in (1, 2, 3)}) == 1


@pytest.mark.parametrize("key", [key for key in ANALYSES if not CALLS[key].get("in_order")])  # methods answer row by row
def test_the_order_of_rows_does_not_matter(key: str) -> None:
    it = subject(key)
    order = np.random.default_rng(7).permutation
    changed, orders = {}, {}
    for field in it.input:
        value, letter = it.given[field["name"]], field["shape"][0]
        if isinstance(value, dict):
            orders.setdefault(letter, order(len(next(iter(value.values())))))
            changed[field["name"]] = {name: column[orders[letter]] for name, column in value.items()}
        else:
            orders.setdefault(letter, order(len(value)))
            changed[field["name"]] = value[orders[letter]]
    close(it(), it(**changed), 1e-9)


@every
def test_an_unknown_name_lists_the_candidates(key: str) -> None:
    it = subject(key)
    names = [field["name"] for field in it.input + it.options]
    error = it.refused(options={"nonsense": 1})
    assert str(error) == f"{key}: nonsense is unknown, but must be one of {', '.join(names)}" and error.code == "unknown_name"


@every
def test_what_must_be_given_is_asked_for(key: str) -> None:
    it = subject(key)
    for field in it.input:
        if not field.get("optional"):
            assert f"{field['name']} is missing, but must be a " in str(it.refused(**{field["name"]: None}))


@every
def test_each_input_may_be_left_out_if_optional(key: str) -> None:
    it = subject(key)
    for field in it.input:
        if field.get("optional"):
            try:
                it(**{field["name"]: None})
            except mainstay.Error as error:  # the fit has strata, then the method needs them
                assert field["name"] in str(error)


def columns(it: Subject) -> Iterator[tuple[dict[str, Any], str, Any, Any]]:
    """(field, path, values, how a changed column goes back)"""
    for field in it.input:
        value = it.given.get(field["name"])
        if value is None:
            continue
        if field["kind"] == "table":
            for name, column in value.items():
                yield field, f"{field['name']}.{name}", column, lambda new, f=field["name"], n=name, v=value: {f: {**v, n: new}}
        elif field["kind"] == "column":
            yield field, field["name"], value, lambda new, f=field["name"]: {f: new}


@every
def test_values_that_are_not_allowed_are_named_by_column_and_row(key: str) -> None:
    it = subject(key)
    for field, path, values, back in columns(it):
        row = len(values) // 2
        missing = list(values)
        missing[row] = None
        if field.get("may_be_missing"):
            try:
                it(**back(missing))
            except mainstay.Error as error:  # an option may forbid it
                assert (error.argument, error.index) == (path, row)
        else:
            assert f"{path}[{row}] is missing, but must be " in str(it.refused(**back(missing)))
        if values.dtype.kind == "O":
            continue
        for bad, word in ((math.nan, "nan"), (math.inf, "inf"), (-math.inf, "-inf")):
            if field.get("may_be_infinite") and math.isinf(bad) or field.get("may_be_missing") and math.isnan(bad):
                continue
            broken = values.astype(float)
            broken[row] = bad
            error = it.refused(**back(broken))
            assert (error.argument, error.index, error.value) == (path, row, word)
        for bound, past in (("above", 0.0), ("at_least", -1.0), ("below", 0.0), ("at_most", 1.0)):
            if bound in field:
                broken = values.astype(float)
                broken[row] = field[bound] + past
                assert it.refused(**back(broken)).index == row
        if field.get("whole"):
            broken = values.astype(float)
            broken[row] += 0.5
            assert "whole number" in str(it.refused(**back(broken))) or "between" in str(it.refused(**back(broken)))
        if field["kind"] == "column" and not field.get("category"):
            assert str(it.refused(**back(values.astype(str).astype(object)))) == f"{key}: {path} is text, but must be numbers"


@every
def test_columns_of_unequal_length(key: str) -> None:
    it = subject(key)
    for field, path, values, back in columns(it):
        others = [other for other in it.input if other["shape"][0] == field["shape"][0] and it.given.get(other["name"]) is not None]
        if len(others) > 1 or field["kind"] == "table" and len(it.given[field["name"]]) > 1:
            assert it.refused(**back(values[:-1])).code == "wrong_shape", path


@every
def test_no_rows_and_one_row_end_in_a_result_or_a_sentence(key: str) -> None:
    it = subject(key)
    for rows in (0, 1):
        given = {name: {n: c[:rows] for n, c in value.items()} if isinstance(value, dict) else value[:rows] for name, value in it.given.items()}
        try:
            mainstay.load(it(**given).to_json())
        except mainstay.Error as error:
            assert str(error).startswith(f"{key}: ")


@every
def test_options_out_of_bounds(key: str) -> None:
    it = subject(key)
    for field in it.options:
        name, kind = field["name"], field["kind"]
        wrap = (lambda value: [value]) if kind in ("numbers", "integers") else (lambda value: value)
        if kind in ("number", "maybe_number", "numbers", "integer", "maybe_integer", "integers"):
            whole = "integer" in kind
            beyond = [(field[bound] + past) for bound, past in (("above", 0), ("at_least", -1), ("below", 0), ("at_most", 1)) if bound in field]
            for value in beyond:
                assert it.refused(options={name: wrap(int(value) if whole else value)}).argument == name
            if not whole:
                assert it.refused(options={name: wrap(math.nan)}).value == "nan"
            assert "but must be a" in str(it.refused(options={name: wrap("text")}))
        if kind == "word":
            for word in field["words"]:
                try:
                    it(options={name: word["name"]})
                except mainstay.Error as error:  # a word may need another argument
                    assert name in str(error)
            assert str(it.refused(options={name: "nonsense"})) == f"{key}: {name} is \"nonsense\", but must be one of {', '.join(w['name'] for w in field['words'])}"
        if kind == "flag":
            assert "but must be true or false" in str(it.refused(options={name: 1}))
        if kind == "records":
            error = it.refused(options={name: [{"nonsense": 1}]})
            assert error.argument == f"{name}[0].nonsense" and "one of" in str(error)
            assert f"{name} is 3, but must be a list" in str(it.refused(options={name: 3}))


@every
def test_cancelling_leaves_everything_usable(key: str) -> None:
    it = subject(key)
    expected = it().to_json()
    try:
        it(context={"progress": lambda share: False})
    except mainstay.Error as error:
        assert error.code == "cancelled"
    assert it().to_json() == expected
    assert it(context={"progress": lambda share: None}).to_json() == expected


@pytest.mark.parametrize("key", [key for key, analysis in ANALYSES.items() if "state" in analysis])
def test_a_state_in_seven_parts_over_bytes_equals_the_whole(key: str) -> None:
    it = subject(key)
    made = getattr(getattr(mainstay, key.split(".")[0]), ANALYSES[key]["state"])
    it.set = {**it.set, **CALLS[key].get("state_options", {})}
    refused = CALLS[key].get("state_without", ())
    if refused:
        with pytest.raises(mainstay.Error, match="left out of a state"):
            made(**it.set).update(**it.given)
        it.input = [field for field in it.input if field["name"] not in refused]
        it.given = {name: value for name, value in it.given.items() if name not in refused}
    whole = it()
    parts = parts_of(it)
    state = made(**it.set)
    rounds = 0
    while not state.done:
        before = state.to_bytes()
        pieces = [made.from_bytes(before).update(**part).to_bytes() for part in parts] if rounds else [made(**it.set).update(**part).to_bytes() for part in parts]
        merged = made.from_bytes(pieces[0])
        for piece in pieces[1:]:
            merged.merge(mainstay.load(piece))
        state = merged.advance()
        rounds += 1
        assert rounds < 100
    close(whole, state.finish(), 1e-9)
    assert mainstay.load(state.to_bytes()).to_bytes() == state.to_bytes()
    with pytest.raises(mainstay.Error):
        made.from_bytes(state.to_bytes()[:-3])
    with pytest.raises(mainstay.Error):
        state.merge(3)


def parts_of(it: Subject) -> list[dict[str, Any]]:
    """Rows in seven parts at random; those of a cluster together, those of a person too, a funnel's with the rows of these people.
    Other tables (units and their ancestors) go into every part."""
    rng = np.random.default_rng(11)
    if "person" in it.given:
        people = it.given.get("person_id", np.unique(it.given["person"]))
        label = dict(zip(people, rng.integers(0, 7, len(people))))
        marks = {"n": np.array([label[p] for p in it.given["person"]])}
        if "person_id" in it.given:
            marks["m"] = np.array([label[p] for p in people])
    elif "person_id" in it.given:  # and columns about these people, each with their person
        label = dict(zip(it.given["person_id"], rng.integers(0, 7, len(it.given["person_id"]))))
        marks = {field["shape"][0]: np.array([label.get(p, 0) for p in it.given[field["name"]]]) for field in it.input if field["name"] in it.given and field["name"] in ("person_id", "alert_person", "score_person")}
    else:
        rows = next(len(it.given[field["name"]]) for field in it.input if field["shape"][0] == "n" and field["kind"] == "column" and field["name"] in it.given)
        labels = it.given.get("cluster", np.arange(rows))
        marks = {"n": rng.integers(0, 7, labels.max() + 1)[labels]}
    parts = []
    for part in range(7):
        given = {}
        for field in it.input:
            value, mark = it.given[field["name"]], marks.get(field["shape"][0])
            if mark is None:
                given[field["name"]] = value
            else:
                given[field["name"]] = {n: c[mark == part] for n, c in value.items()} if isinstance(value, dict) else value[mark == part]
        parts.append(given)
    return parts


@pytest.mark.parametrize("key", [key for key in KEYS if key.startswith("survival.") and key.endswith(".predict") and key != "survival.aft.predict"])
def test_nobody_is_told_to_stay_who_stayed_longer_than_anybody_was_followed(key: str) -> None:
    """Beyond the longest follow-up nothing is said; carried on by request, a probability that nothing is known of has no error and no limits."""
    it = subject(key)
    assert next(field for field in it.options if field["name"] == "beyond")["default"] == "missing"
    rows = len(it.given["tenure"])
    asked = {"tenure": np.full(rows, 1e4)}
    if "still_here" in it.given:
        asked["still_here"] = np.full(rows, 1.0)
    curve = "incidence" if key == "survival.fine_gray.predict" else "survival"
    missing, carried = it(**asked), it(**asked, options={"beyond": "carry"})
    assert np.isnan(getattr(missing, curve)).all()
    assert not np.isnan(getattr(carried, curve)).any()
    for name in ("std_error", "lower", "upper", "cumulative_hazard_std_error"):
        for result in (missing, carried):
            assert np.isnan(getattr(result, name, np.nan)).all(), name
    for errors in getattr(carried, "errors", ()):
        assert np.isnan(errors.std_error).all() and np.isnan(errors.lower).all() and np.isnan(errors.upper).all()


def test_letters_are_listed_in_the_documents() -> None:
    text = (ROOT / "docs/adding-an-analysis.md").read_text(encoding="utf-8")
    for key in KEYS:
        it = subject(key)
        for field in it.input + it.options:
            for letter in field.get("shape", ()):
                assert f"`{letter}`" in text, letter
