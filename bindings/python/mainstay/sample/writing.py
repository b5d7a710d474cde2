"""Writing tables: vectorised CSV with numpy alone (the same bytes on every machine), Parquet through pyarrow or polars."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Mapping, Sequence

import numpy as np

ROWS_PER_BLOCK = 100_000


@dataclass(frozen=True)
class Coded:
    """A column of few distinct texts; code -1 is an empty cell."""

    codes: np.ndarray
    levels: Sequence[str]

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, rows: Any) -> "Coded":
        return Coded(self.codes[rows], self.levels)


@dataclass(frozen=True)
class Decimal:
    """Numbers written with a fixed count of decimals; NaN is an empty cell."""

    values: np.ndarray
    decimals: int

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, rows: Any) -> "Decimal":
        return Decimal(self.values[rows], self.decimals)


@dataclass(frozen=True)
class Ids:
    """A prefix and a running number, zero-padded to one width."""

    prefix: str
    numbers: np.ndarray
    width: int = 7

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, rows: Any) -> "Ids":
        return Ids(self.prefix, self.numbers[rows], self.width)


Columns = Mapping[str, Any]


def take(columns: Columns, rows: Any) -> dict[str, Any]:
    """The chosen rows of every column."""
    return {name: [column[i] for i in np.arange(len(column))[rows]] if isinstance(column, list) else column[rows]
            for name, column in columns.items()}


def _quoted(text: str) -> bytes:
    if any(mark in text for mark in ',"\n\r'):
        text = '"' + text.replace('"', '""') + '"'
    return text.encode("utf-8")


def _of_levels(codes: np.ndarray, levels: Sequence[str]) -> Any:
    """n × width bytes, zero where there is no letter."""
    encoded = [_quoted(level) for level in levels] + [b""]  # the last answers code -1
    width = max(map(len, encoded)) or 1
    table = np.zeros((len(encoded), width), np.uint8)
    for row, letters in enumerate(encoded):
        table[row, : len(letters)] = np.frombuffer(letters, np.uint8)
    return table[codes]


def _of_integers(values: np.ndarray, decimals: int = 0, empty: np.ndarray | None = None, pad: int = 0) -> np.ndarray:
    negative = values < 0
    rest = np.abs(values).astype(np.int64)
    largest = int(rest.max(initial=0))
    digits = max(len(str(largest)), decimals + 1, pad)
    width = 1 + digits + (1 if decimals else 0)
    letters = np.zeros((len(values), width), np.uint8)
    position = width - 1
    for place in range(digits):
        if decimals and place == decimals:
            letters[:, position] = ord(".")
            position -= 1
        digit = (rest % 10).astype(np.uint8) + ord("0")
        if place > decimals and place >= pad:
            digit = np.where(rest > 0, digit, 0).astype(np.uint8)  # no leading zeros
        letters[:, position] = digit
        rest //= 10
        position -= 1
    # The sign stands left of the first digit; empty places between them are dropped on writing.
    letters[:, 0] = np.where(negative, ord("-"), 0)
    if empty is not None:
        letters[empty] = 0
    return letters


def _letters(column: Any) -> Any:
    """n × width bytes of the cells of one column."""
    if isinstance(column, Coded):
        return _of_levels(column.codes, column.levels)
    if isinstance(column, Ids):
        digits = _of_integers(column.numbers, pad=column.width)[:, 1:]
        prefix = np.frombuffer(column.prefix.encode(), np.uint8)
        return np.hstack([np.broadcast_to(prefix, (len(digits), len(prefix))), digits])
    if isinstance(column, Decimal):
        empty = np.isnan(column.values)
        scaled = np.rint(np.where(empty, 0.0, column.values) * 10**column.decimals).astype(np.int64)
        return _of_integers(scaled, column.decimals, empty)
    if isinstance(column, list):
        return _of_levels(np.arange(len(column)), column)
    if column.dtype.kind == "M":
        days = column.astype("datetime64[D]").astype(np.int64)
        missing = np.isnat(column)
        if missing.all():
            return np.zeros((len(column), 1), np.uint8)
        first, last = int(days[~missing].min()), int(days[~missing].max())
        names = [str(day) for day in np.arange(first, last + 1).astype("datetime64[D]")]
        return _of_levels(np.where(missing, -1, days - first), names)
    return _of_integers(column)


def write_csv(path: Path, columns: Columns) -> None:
    """UTF-8, a header, one line a row, quotes only where they are needed."""
    names = list(columns)
    rows = len(columns[names[0]])
    with open(path, "wb") as out:
        out.write(b",".join(_quoted(name) for name in names) + b"\n")
        for first in range(0, rows, ROWS_PER_BLOCK):
            block = take(columns, slice(first, first + ROWS_PER_BLOCK))
            parts: list[np.ndarray] = []
            for name in names:
                letters = _letters(block[name])
                mark = ord("\n") if name == names[-1] else ord(",")
                parts += [letters, np.full((len(letters), 1), mark, np.uint8)]
            page = np.hstack(parts)
            out.write(page[page != 0].tobytes())


def write_parquet(path: Path, columns: Columns) -> None:
    """Typed columns: dates as dates, categories as dictionaries."""
    try:
        import pyarrow as pa  # type: ignore[import-untyped,unused-ignore]
        import pyarrow.parquet as pq  # type: ignore[import-untyped,unused-ignore]
    except ImportError:
        raise SystemExit("mainstay sample: --format parquet needs pyarrow (pip install pyarrow)") from None

    def arrow(column: Any) -> Any:
        if isinstance(column, Coded):
            codes = pa.array(column.codes.astype(np.int32), mask=column.codes < 0)
            return pa.DictionaryArray.from_arrays(codes, pa.array(list(column.levels)))
        if isinstance(column, Ids):
            letters = _letters(column)
            return pa.array(np.ascontiguousarray(letters).view(f"S{letters.shape[1]}").ravel().astype(str))
        if isinstance(column, Decimal):
            return pa.array(np.round(column.values, column.decimals), from_pandas=True)
        if isinstance(column, list):
            return pa.array(column)
        return pa.array(column)

    pq.write_table(pa.table({name: arrow(column) for name, column in columns.items()}), path)


def _plain(value: Any) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return float(f"{value:.10g}")
    if isinstance(value, np.ndarray):
        return [_plain(item) for item in value.tolist()]
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, (datetime.date, np.datetime64)):
        return str(value)
    return value


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(_plain(content), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
