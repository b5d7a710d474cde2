"""A mapping says as data how the tables of one system are read: files, columns by their parts, formats, the loader's options."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any, Mapping

from .. import _core
from ..report.loading import InputError
from . import dates

SHAPES = {"spells": "data.spells", "history": "data.history", "snapshots": "data.snapshots"}
KEYS = {"recipe", "system", "title", "notes", "shape", "encoding", "delimiter", "dates", "missing", "ambiguous_dates", "files", "carry", "options"}
FILE_KEYS = {"file", "encoding", "delimiter", "dates", "missing", "columns", "attributes", "keep", "optional"}
COLUMN_KEYS = {"column", "formats", "values", "value", "file_name", "missing"}
KEEP_KEYS = {"column", "values", "given"}


def recipes() -> list[str]:
    """Names of the recipes that come with the package."""
    return sorted(entry.name[:-5] for entry in (resources.files(__package__) / "recipes").iterdir() if entry.name.endswith(".json"))


def described(key: str) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]], dict[str, Any]]:
    """Inputs and options of an analysis by name, and the nested records."""
    everything = json.loads(_core.describe())
    found = next((each for each in everything["analyses"] if each["key"] == key), None)
    if found is None:
        raise InputError(f"this build of the library lacks {key}")
    return {each["name"]: each for each in found["input"]}, {each["name"]: each for each in found["options"]}, everything["records"]


def _refuse(place: str, value: Any, rule: str) -> InputError:
    return InputError(f"mapping: {place} is {value!r}, but must be {rule}")


def _keys(place: str, given: Mapping[str, Any], known: set[str]) -> None:
    for name in given:
        if name not in known:
            raise InputError(f"mapping: {place}{name} is unknown, but must be one of {', '.join(sorted(known))}")


def read(source: str | Path | Mapping[str, Any]) -> dict[str, Any]:
    """A mapping from a dict, a file, or the name of a recipe; what it builds on is put under it."""
    if isinstance(source, Mapping):
        given = dict(source)
    else:
        name = str(source)
        if name in recipes():
            text = (resources.files(__package__) / "recipes" / f"{name}.json").read_text(encoding="utf-8")
        elif Path(name).is_file():
            text = Path(name).read_text(encoding="utf-8")
        else:
            raise InputError(f"recipe is {name!r}, but must be a file or one of {', '.join(recipes())}")
        try:
            given = json.loads(text)
        except ValueError as error:
            raise InputError(f"{Path(name).name}: is not valid JSON: {error}") from None
        if not isinstance(given, dict):
            raise InputError(f"{Path(name).name}: must be an object")
    base = given.get("recipe")
    if base is None:
        return given
    if base not in recipes():
        raise _refuse("recipe", base, f"one of {', '.join(recipes())}")
    under = read(base)
    merged = under | given
    merged["options"] = {**under.get("options", {}), **given.get("options", {})}
    if "files" in given:
        by_name = {each.get("as", each.get("file")): each for each in under.get("files", [])}
        merged["files"] = [{**by_name.get(each.get("as"), {}), **each} for each in given["files"]]
    return merged


def checked(mapping: Mapping[str, Any]) -> dict[str, Any]:
    """Refuses a mapping that could not mean anything, naming the place; returns it with every file's settings filled in."""
    _keys("", mapping, KEYS)
    shape = mapping.get("shape")
    if shape not in SHAPES:
        raise _refuse("shape", shape, f"one of {', '.join(SHAPES)}")
    inputs, options, _ = described(SHAPES[shape])
    files = mapping.get("files")
    if not isinstance(files, list) or not files:
        raise _refuse("files", files, "a list with at least one file")
    whole = dict(mapping)
    whole["files"] = []
    for place, file in enumerate(files):
        at = f"files[{place}]."
        if not isinstance(file, Mapping) or not isinstance(file.get("file"), str):
            raise _refuse(f"files[{place}]", file, "an object with a file")
        _keys(at, file, FILE_KEYS | {"as"})
        columns = file.get("columns", {})
        for part, column in columns.items():
            if part not in inputs:
                raise InputError(f"mapping: {at}columns.{part} is unknown, but must be one of {', '.join(inputs)}")
            if isinstance(column, Mapping):
                _keys(f"{at}columns.{part}.", column, COLUMN_KEYS)
                if sum(key in column for key in ("column", "value", "file_name")) != 1:
                    raise _refuse(f"{at}columns.{part}", dict(column), "an object with one of column, value, file_name")
            elif not isinstance(column, str):
                raise _refuse(f"{at}columns.{part}", column, "the name of a column, or an object")
        attributes = file.get("attributes", {})
        if not isinstance(attributes, Mapping):
            attributes = {str(name): str(name) for name in attributes}
        keep = file.get("keep", [])
        keep = [keep] if isinstance(keep, Mapping) else list(keep)
        for rule in keep:
            _keys(f"{at}keep.", rule, KEEP_KEYS)
            if "column" not in rule or ("values" in rule) == ("given" in rule):
                raise _refuse(f"{at}keep", dict(rule), "an object with column and one of values, given")
        settings = {name: file.get(name, mapping.get(name)) for name in ("encoding", "delimiter", "dates", "missing")}
        for form in settings["dates"] or ():
            try:
                dates.reader_of(form)
            except ValueError as error:
                raise InputError(f"mapping: {at}dates: {error}") from None
        whole["files"].append({**file, **settings, "columns": dict(columns), "attributes": dict(attributes), "keep": keep})
    for name in mapping.get("options", {}):
        if name not in options:
            raise InputError(f"mapping: options.{name} is unknown, but must be one of {', '.join(options)}")
    if mapping.get("ambiguous_dates", "refuse") not in ("refuse", "leave_empty"):
        raise _refuse("ambiguous_dates", mapping["ambiguous_dates"], "one of refuse, leave_empty")
    return whole


def is_day(row: Mapping[str, Any]) -> bool:
    return str(row.get("unit", "")).startswith("days since")


def options_of(mapping: Mapping[str, Any]) -> dict[str, Any]:
    """The loader's options with dates as days: "2025-12-31" where a day is meant."""
    _, options, records = described(SHAPES[mapping["shape"]])

    def value(place: str, row: Mapping[str, Any], given: Any) -> Any:
        if row["kind"] == "records" and isinstance(given, list):
            rows = {each["name"]: each for each in _fields(records, row)}
            return [{name: value(f"{place}[{at}].{name}", rows.get(name, {"kind": ""}), inner) for name, inner in each.items()}
                    for at, each in enumerate(given)]
        if isinstance(given, list):
            return [value(f"{place}[{at}]", {**row, "kind": ""}, inner) for at, inner in enumerate(given)]
        if isinstance(given, str) and row.get("kind") not in ("text", "word"):
            day = dates.day_of(given)
            if day is None:
                raise _refuse(place, given, "a date as YYYY-MM-DD")
            return day
        return given

    return {name: value(f"options.{name}", options[name], given) for name, given in mapping.get("options", {}).items()}


def _fields(records: Any, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    name = row.get("record")
    found = records.get(name) if isinstance(records, Mapping) else next((each for each in records if each.get("record", each.get("name")) == name), None)
    if isinstance(found, Mapping):
        found = found.get("fields", [])
    return list(found or [])
