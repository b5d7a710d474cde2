"""Tables of a result: columns of equal length that any frame library can take."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib import import_module
from typing import Any
from weakref import ref

import numpy as np

_SHOWN_ROWS = 12


class Whole:
    """What the parts of a result know of it. They keep its memory and not the object, which would keep them: nothing waits for the collector of cycles."""

    __slots__ = ("value", "_result")

    def __init__(self, result: Any) -> None:
        self.value = result._value
        self._result = ref(result)

    def result(self) -> Any:
        """The result itself, or another object of the same value."""
        kept = self._result()
        if kept is None:
            kept = import_module("mainstay._call").wrap(self.value)
            self._result = ref(kept)
        return kept

    def part(self, path: str) -> Any:
        found = self.result()
        for name in path.split(".") if path else ():
            found = found[int(name)] if name.isdigit() else getattr(found, name)
        return found


class Table:
    """Columns of equal length, as attributes and by name.

    Numbers are read-only views of the result's own memory. ``to_pandas()``, ``to_polars()``, ``to_arrow()`` and every library
    that knows the Arrow stream take the table as a whole; days since 1970-01-01 are dates there and where the table shows itself.
    A column that was not asked for is empty, and neither shown nor handed on.
    """

    __slots__ = ("_value", "_path", "_whole", "_cache")
    _fields: tuple[str, ...] = ()
    _days: frozenset[str] = frozenset()  #: fields of days since 1970-01-01

    def __init__(self, value: Any, whole: Whole, path: str) -> None:
        self._value, self._whole, self._path = value, whole, path
        self._cache: dict[str, Any] = {}

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        return list(self._fields)

    def __getitem__(self, name: str) -> Any:
        if name not in self._fields:
            raise KeyError(f"{name}; the columns are {', '.join(self._fields)}")
        if name not in self._cache:
            self._cache[name] = column_of(self._value.get(name))
        return self._cache[name]

    def __len__(self) -> int:
        return max((len(self[name]) for name in self._fields), default=0)

    def _filled(self) -> tuple[str, ...]:
        """The columns that were asked for: the others are empty."""
        rows = len(self)
        return tuple(name for name in self._fields if len(self[name]) == rows)

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __contains__(self, name: object) -> bool:
        return name in self._fields

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._value.arrow_stream()

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        numbers = [self[name] for name in self._filled()]
        return np.column_stack(numbers).astype(dtype) if dtype is not None else np.column_stack(numbers)

    def to_dict(self) -> dict[str, list[Any]]:
        """Columns as lists of plain Python values."""
        return {name: self[name].tolist() for name in self._filled()}

    def to_pandas(self) -> Any:
        """A pandas DataFrame (needs pandas)."""
        pandas = import_module("pandas")

        data = {}
        for name in self._filled():
            raw = self._value.get(name)
            if isinstance(raw, tuple):
                data[name] = pandas.Categorical.from_codes(raw[0], categories=raw[1])
            else:
                data[name] = dates_of(self[name]).astype("datetime64[s]") if name in self._days else self[name]
        return pandas.DataFrame(data)

    def to_polars(self) -> Any:
        """A polars DataFrame (needs polars)."""
        polars = import_module("polars")

        return polars.DataFrame(self)

    def to_arrow(self) -> Any:
        """A pyarrow Table (needs pyarrow)."""
        pyarrow = import_module("pyarrow")

        return pyarrow.table(self)

    def __reduce__(self) -> Any:
        return part_at, (self._whole.result(), self._path)

    def _cells(self, row: int, names: tuple[str, ...]) -> list[str]:
        return [shown(dates_of(self[name][row : row + 1])[0] if name in self._days else self[name][row]) for name in names]

    def __repr__(self) -> str:
        names = self._filled()
        rows = [self._cells(i, names) for i in range(min(len(self), _SHOWN_ROWS))]
        widths = [max(len(name), *(len(row[j]) for row in rows)) if rows else len(name) for j, name in enumerate(names)]
        lines = ["  ".join(cell.rjust(width) for cell, width in zip(row, widths)) for row in [list(names), *rows]]
        if len(self) > _SHOWN_ROWS:
            lines.append(f"… {len(self)} rows")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        names = self._filled()
        head = "".join(f"<th>{escape(name)}</th>" for name in names)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in self._cells(i, names)) + "</tr>"
            for i in range(min(len(self), _SHOWN_ROWS))
        )
        more = f"<p>… {len(self)} rows</p>" if len(self) > _SHOWN_ROWS else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def column_of(raw: Any) -> Any:
    """A column as an array: numbers as they lie, texts and categories as objects."""
    if isinstance(raw, tuple):
        codes, levels = raw
        return np.asarray([*levels, None], dtype=object)[codes]  # code -1, the last place, is missing
    if isinstance(raw, list):
        column = np.empty(len(raw), dtype=object)
        column[:] = raw
        return column
    return raw


def dates_of(days: Any) -> Any:
    """Days since 1970-01-01 as dates; NaN is no date."""
    missing = np.isnan(days)
    dates = np.where(missing, 0, days).astype(np.int64).astype("datetime64[D]")
    dates[missing] = np.datetime64("NaT")
    return dates


def shown(value: Any) -> str:
    """A value as a person reads it: seven digits."""
    return f"{value:.7g}" if isinstance(value, float) else str(value)


def part_at(result: Any, path: str) -> Any:
    """A part of a result that was read again."""
    return Whole(result).part(path)
