"""Records as HR systems export them, read by a declared mapping: `mainstay records DIR --recipe oracle`.

`load` finds the files, decodes them, parses their dates by the declared formats, and hands the columns to data.spells, data.history
or data.snapshots with the declared options. What comes back is the loader's own result, with every finding told by file and row.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Mapping

import numpy as np

from .. import _error
from ..report.loading import InputError
from . import mapping as _mapping
from .dates import date_of, day_of
from .mapping import SHAPES, recipes
from .reading import Reading, read_files


@dataclass(frozen=True)
class Finding:
    """Something met on the way: a code, how many rows, the first of them as (file, row), and whether they were left out."""

    code: str
    count: int
    left_out: bool
    where: list[tuple[str, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Records:
    """What a mapping made of a folder: `result` is the loader's own, `input` what it was given, `attributes` the other columns."""

    analysis: str
    mapping: dict[str, Any]
    options: dict[str, Any]
    input: dict[str, Any]
    attributes: dict[str, np.ndarray]
    result: Any
    findings: list[Finding]
    rows: int
    reading: Reading

    def where(self, row: int) -> tuple[str, int]:
        """File and row (2 is the first below the header) of a row of the input."""
        return self.reading.where(row)

    def employment(self) -> dict[str, Any]:
        """The columns that attrition.headcount, attrition.rates and attrition.retention take, without `by`."""
        table, people = self._table()
        columns: dict[str, Any] = {"person": people, "start": np.asarray(table.start), "stop": np.asarray(table.stop),
                                   "event": np.asarray(table.event), "spell": np.asarray(table.spell), "kind": [each for each in table.kind]}
        if self.analysis != "data.spells":
            columns["state"] = [each for each in table.state]
        return columns

    def by(self, *names: str) -> dict[str, list[Any]]:
        """Attributes of the rows of `employment()`: as they were on each day."""
        table, _ = self._table()
        row = np.asarray(table.row)
        for name in names:
            if name not in self.attributes:
                raise InputError(f"attribute is {name!r}, but must be one of {', '.join(self.attributes) or 'none: the mapping names none'}")
        return {name: [None if each is None else str(each) for each in self.attributes[name][row].tolist()] for name in names}

    def _table(self) -> tuple[Any, list[str]]:
        table = self.result.spells if self.analysis == "data.spells" else self.result.intervals
        person = self.input.get("person")
        row = np.asarray(table.row)
        return table, [str(each) for each in (np.asarray(person, dtype=object)[row] if person is not None else row)]

    def spells(self) -> dict[str, Any]:
        """The spells as columns: person, start, stop, event, reason, kind, and the attributes as they were when each began."""
        table = self.result.spells
        row = np.asarray(table.row)
        causes = [None, *self.result.causes]
        columns: dict[str, Any] = {"person": [str(each) for each in self._people_of(table)], "start": np.asarray(table.start), "stop": np.asarray(table.stop),
                                   "event": np.asarray(table.event), "reason": [causes[place] for place in table.cause], "kind": [each for each in table.kind]}
        return columns | {name: values[row].tolist() for name, values in self.attributes.items() if name not in columns}

    def write_spells(self, path: str | Path) -> int:
        """Writes them as CSV, days as dates; returns how many they are."""
        import csv

        columns = self.spells()
        columns["start"] = [date_of(day) for day in columns["start"].tolist()]
        columns["stop"] = [date_of(day) if left else "" for day, left in zip(columns["stop"].tolist(), columns["event"].tolist())]
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows(zip(*columns.values()))
        return len(columns["person"])

    def numbers(self) -> dict[str, int]:
        """Files, rows, people, spells, leavers."""
        spells = self.result.spells
        people = set(self._people_of(spells))
        return {"files": len(self.reading.files), "rows": self.rows, "people": len(people), "spells": len(spells.start), "left": int(np.sum(spells.event))}

    def _people_of(self, spells: Any) -> list[Any]:
        person = self.input.get("person")
        row = np.asarray(spells.row)
        return list(row.tolist() if person is None else np.asarray(person, dtype=object)[row].tolist())


def load(directory: str | Path, recipe: str | Path | Mapping[str, Any] | None = None, *, shape: str | None = None, **options: Any) -> Records:
    """Reads a folder by a mapping and returns what the loader made of it.

    `recipe` is the name of a recipe, a file, or a dict; without it the folder's own mapping.json is taken, or the mapping of
    its dataset.json that `shape` names. `options` override those of the mapping; days may be given as "2025-12-31".
    Raises InputError (a ValueError) for a file that cannot be read as declared, naming file, row and column, and mainstay.Error for
    records that contradict themselves unless the options are lenient (conflicts="leave_out").
    """
    from .. import data

    folder = Path(directory)
    if not folder.is_dir():
        raise InputError(f"{folder}: there is no such folder")
    if recipe is None:
        recipe = _own(folder, shape)
    elif isinstance(recipe, (str, Path)) and (folder / "mapping.json").is_file() and str(recipe) in recipes():
        own = _mapping.read(folder / "mapping.json")
        recipe = own if own.get("recipe") == str(recipe) else recipe
    given = _mapping.read(recipe)
    given["options"] = {**given.get("options", {}), **options}
    whole = _mapping.checked(given)
    chosen = _mapping.options_of(whole)
    reading = read_files(folder, whole)
    analysis = SHAPES[whole["shape"]]
    function = getattr(data, analysis.split(".")[1])
    try:
        result = function(**reading.input, **chosen)
    except _error.Error as error:
        if error.index is not None and error.index >= 0 and error.argument in reading.input:
            file, row = reading.where(error.index)
            error.args = (f"{error} ({file}, row {row})",)
        raise
    findings = list(reading.findings(chosen.get("examples", 5)))
    shown: dict[str, list[tuple[str, int]]] = {}
    for code, row in zip(result.finding_rows.finding, result.finding_rows.row):
        if row >= 0:
            shown.setdefault(str(code), []).append(reading.where(int(row)))
    told = result.findings
    for code, count, left_out in zip(told.finding, told.count, told.left_out):
        findings.append(Finding(str(code), int(count), bool(left_out), shown.get(str(code), [])))
    return Records(analysis, whole, chosen, reading.input, reading.attributes, result, findings, reading.rows, reading)


def _own(folder: Path, shape: str | None) -> str | Path | Mapping[str, Any]:
    if (folder / "mapping.json").is_file() and shape is None:
        return folder / "mapping.json"
    if (folder / "dataset.json").is_file():
        import json

        found = json.loads((folder / "dataset.json").read_text(encoding="utf-8")).get("mappings", {})
        if shape in found:
            return dict(found[shape])
        if found:
            raise InputError(f"shape is {shape!r}, but must be one of {', '.join(found)}")
    raise InputError(f"{folder}: holds no mapping.json; name a recipe ({', '.join(recipes())}) or a file")


__all__ = ["Finding", "InputError", "Records", "date_of", "day_of", "load", "recipes"]
