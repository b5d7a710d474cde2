"""Files into the columns of a loader: decoded, parsed and joined as the mapping declares, each row traceable to its file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Iterator, Mapping, Sequence

import numpy as np

from ..report.loading import InputError, read_cells
from . import mapping as _mapping
from .dates import Formats, date_of

NOTHING = ("", "NA", "N/A", "NULL", "null", "None", "NaT")


@dataclass
class Reading:
    """Columns for the loader and the other ones, and where each row stood."""

    files: list[str] = field(default_factory=list)
    input: dict[str, Any] = field(default_factory=dict)
    attributes: dict[str, np.ndarray] = field(default_factory=dict)
    rows: int = 0                       # read, those that were not kept included
    notes: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    _file: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    _line: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))

    def where(self, row: int) -> tuple[str, int]:
        return self.files[int(self._file[row])], int(self._line[row])

    def findings(self, examples: int) -> Iterator[Any]:
        from . import Finding

        for code, places in self.notes.items():
            yield Finding(code, len(places), code in ("not_kept", "no_rows"), places[: examples])


class _Cells:
    """One file's texts by column name."""

    def __init__(self, name: str, names: Sequence[str], columns: Sequence[Sequence[str]], lines: Sequence[int], missing: Sequence[str]) -> None:
        self.name, self.names, self.lines = name, list(names), list(lines)
        self._columns = dict(zip(names, columns))
        self._missing = {*NOTHING, *missing}

    def __len__(self) -> int:
        return len(self.lines)

    def column(self, name: str, missing: Sequence[str] = ()) -> list[str | None]:
        if name not in self._columns:
            raise InputError(f"{self.name}: has no column {name!r}; it has {', '.join(self.names)}")
        nothing = self._missing | set(missing)
        cells = self._columns[name]
        clean = {cell: None if cell.strip() in nothing else cell.strip() for cell in set(cells)}  # a text is looked at once, however often it stands there
        return [clean[cell] for cell in cells]


def read_files(folder: Path, mapping: Mapping[str, Any]) -> Reading:
    inputs, _, _ = _mapping.described(_mapping.SHAPES[mapping["shape"]])
    reading = Reading()
    parts: dict[str, list[Any]] = {}
    others: dict[str, list[Any]] = {}
    places: list[tuple[int, list[int]]] = []
    wanted = list(dict.fromkeys(part for file in mapping["files"] for part in file["columns"]))
    named = list(dict.fromkeys(name for file in mapping["files"] for name in file["attributes"]))
    lenient = mapping.get("ambiguous_dates", "refuse") == "leave_empty"
    for file in mapping["files"]:
        for path in _paths(folder, file):
            cells = _cells(path, file)
            number = len(reading.files)
            reading.files.append(path.name)
            reading.rows += len(cells)
            if not len(cells):
                reading.notes.setdefault("no_rows", []).append((path.name, 1))
            keep = _kept(cells, file["keep"], reading)
            whole = all(keep)
            for part in wanted:
                column = file["columns"].get(part)
                values = [None] * len(cells) if column is None else _part(cells, part, column, inputs[part], file, path, lenient, reading, keep)
                parts.setdefault(part, []).extend(values if whole else [value for value, use in zip(values, keep) if use])
            for name in named:
                source = file["attributes"].get(name)
                texts: list[str | None] = [None] * len(cells) if source is None else cells.column(source)
                others.setdefault(name, []).extend(texts if whole else [value for value, use in zip(texts, keep) if use])
            places.append((number, cells.lines if whole else [line for line, use in zip(cells.lines, keep) if use]))
    reading._file = np.array([number for number, lines in places for _ in lines], np.int64)
    reading._line = np.array([line for _, lines in places for line in lines], np.int64)
    if not len(reading._line):
        raise InputError(f"{', '.join(reading.files)}: no row is left to read")
    carried = mapping.get("carry") or []
    if carried:
        _carry(reading, parts, others, carried)
    for part, values in parts.items():
        reading.input[part] = _column(inputs[part], values)
    reading.attributes = {name: np.array(values, dtype=object) for name, values in others.items()}
    return reading


def _paths(folder: Path, file: Mapping[str, Any]) -> list[Path]:
    found = sorted(folder.glob(file["file"])) if any(mark in file["file"] for mark in "*?[") else [folder / file["file"]]
    if file.get("optional"):
        found = [path for path in found if path.exists()]
    elif not found or not found[0].exists():
        raise InputError(f"{folder}: holds no {file['file']}")
    return found


def _cells(path: Path, file: Mapping[str, Any]) -> _Cells:
    missing = file["missing"] or ()
    if path.suffix.lower() in (".parquet", ".pq"):
        from ..report.loading import read_parquet

        columns = read_parquet(path).columns
        texts = {name: ["" if cell is None or cell != cell else str(cell) for cell in values.tolist()] if values.dtype.kind != "f" else
                 ["" if cell != cell else f"{cell:.0f}" if cell == round(cell) else repr(cell) for cell in values.tolist()] for name, values in columns.items()}
        rows = len(next(iter(texts.values()), []))
        return _Cells(path.name, list(texts), list(texts.values()), range(1, rows + 1), missing)
    names, columns_, lines = read_cells(path, file["encoding"] or "utf-8", file["delimiter"], empty=True)
    return _Cells(path.name, names, columns_, lines, missing)


def _kept(cells: _Cells, rules: Sequence[Mapping[str, Any]], reading: Reading) -> list[bool]:
    keep = [True] * len(cells)
    for rule in rules:
        values = cells.column(rule["column"])
        wanted = {str(each) for each in rule.get("values", ())}
        for row, value in enumerate(values):
            keep[row] &= (value is not None) == rule["given"] if "given" in rule else value in wanted
    left = [(cells.name, cells.lines[row]) for row, use in enumerate(keep) if not use]
    if left:
        reading.notes.setdefault("not_kept", []).extend(left)
    return keep


def _part(cells: _Cells, part: str, column: Any, row: Mapping[str, Any], file: Mapping[str, Any], path: Path, lenient: bool, reading: Reading,
          keep: Sequence[bool]) -> list[Any]:
    column = {"column": column} if isinstance(column, str) else column
    formats = Formats(column.get("formats") or file["dates"] or ["iso"])
    is_day = _mapping.is_day(row)
    if "value" in column:
        value = column["value"]
        return [Formats(["iso"]).days(value).get("iso") if is_day and isinstance(value, str) else value] * len(cells)
    if "file_name" in column:
        found = Formats([column["file_name"]]).days(path.name)
        if not found:
            raise InputError(f"{path.name}: is no name like {column['file_name']}, which says its {part}")
        return [next(iter(found.values()))] * len(cells)
    name = column["column"]
    texts = cells.column(name, column.get("missing", ()))
    values = column.get("values")
    if values is not None:
        texts = [text if text is None else values.get(text, text) for text in texts]
    if not is_day:
        if row.get("category"):
            return texts
        return [_number(cells, place, name, text) if use else None for place, (text, use) in enumerate(zip(texts, keep))]
    if not all(keep):
        texts = [text if use else None for text, use in zip(texts, keep)]
    known: dict[Any, int | None] = {None: None}
    wrong: dict[str, str] = {}
    doubtful: set[str] = set()
    for text in {text for text in texts if text is not None}:
        read = formats.days(text)
        known[text] = next(iter(read.values()), None)
        if not read:
            wrong[text] = f"a date as {formats}"
        elif len(set(read.values())) > 1:
            one, day = next(iter(read.items()))
            other, second = next((form, value) for form, value in read.items() if value != day)
            known[text] = None
            doubtful.add(text)
            if not lenient:
                wrong[text] = f"a date that its formats read alike: {one} gives {date_of(day)}, {other} gives {date_of(second)}"
    if wrong:
        place = next(place for place, text in enumerate(texts) if text in wrong)
        raise InputError(f"{cells.name}: row {cells.lines[place]}, column {name} is {texts[place]!r}, but must be {wrong[str(texts[place])]}")
    if doubtful:
        reading.notes.setdefault("ambiguous_date", []).extend((cells.name, line) for line, text in zip(cells.lines, texts) if text in doubtful)
    return [known[text] for text in texts]


def _number(cells: _Cells, place: int, name: str, text: Any) -> float | int | None:
    if text is None or isinstance(text, (int, float)):
        return text
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", text):
        raise InputError(f"{cells.name}: row {cells.lines[place]}, column {name} is {text!r}, but must be a number")
    value = float(text)
    return int(value) if value == int(value) else value


def _carry(reading: Reading, parts: dict[str, list[Any]], others: dict[str, list[Any]], names: Sequence[str]) -> None:
    """Start-only rows of several tables: what a row does not say holds on from the person's row before it."""
    for name in names:
        if name not in parts and name not in others:
            raise InputError(f"mapping: carry is {name!r}, but must be one of {', '.join([*parts, *others])}")
    for part in ("person", "effective"):
        if part not in parts:
            raise InputError(f"mapping: carry needs the column {part}")
    size = len(parts["person"])
    order = sorted(range(size), key=lambda row: (str(parts["person"][row]), parts["effective"][row] is None, parts["effective"][row] or 0, row))
    for name in names:
        values = parts[name] if name in parts else others[name]
        before: Any = None
        person: Any = None
        for row in order:
            if parts["person"][row] != person:
                person, before = parts["person"][row], None
            if values[row] is None:
                values[row] = before
            else:
                before = values[row]


def _column(row: Mapping[str, Any], values: list[Any]) -> Any:
    if row.get("category"):
        return values
    missing = [value is None for value in values]
    whole = all(issubclass(kind, (int, np.integer, type(None))) for kind in set(map(type, values)))
    column = np.array([0 if value is None else value for value in values], np.int64 if whole else float)
    return np.ma.masked_array(column, missing) if any(missing) else column
