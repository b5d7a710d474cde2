"""mainstay.data.FeatureTable: a table that knows when its values became known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib import import_module
from typing import Any

import numpy as np

from . import _core

_SHOWN_ROWS = 8
_EPOCH = 719163  # the ordinal of 1970-01-01


class FeatureTable:
    """Columns that say when each of their values became known, and for each row the day on which a prediction is made (the cut).

    Every analysis and estimator takes it where it takes a table of attributes, and refuses it when a value was known only after
    its cut: ``survival.cox: x.exit_interview[17] is known at 2024-05-01, but must be known by the cut, 2024-04-01``. Rows keep
    their days: ``table[mask]``, ``table[10:20]`` and a cross-validation's parts are guarded as the whole is. What turns the table
    into a plain array (a pipeline's scaler) is guarded, too.

    Parameters
    ----------
    columns : frame, mapping of columns or array of shape (rows, columns)
        The values; columns of an array are named x0, x1, …
    known_at : day, array, mapping or frame
        When they became known: one day for everything, one a row, or for each column by name one day or one a row. Days are dates
        or whole numbers since 1970-01-01. A value may lack its day where it is missing itself.
    cut : day or array
        The day by which a row's values have to be known: one for all rows, or one a row.

    Examples
    --------
    >>> import datetime
    >>> import mainstay
    >>> day = datetime.date.fromisoformat
    >>> table = mainstay.data.FeatureTable({"level": [1, 2, 3], "interview": [4, 2, 5]}, cut=day("2024-04-01"),
    ...     known_at={"level": day("2020-01-01"), "interview": [day("2024-01-10"), day("2024-05-01"), day("2024-02-20")]})
    >>> table.check()
    Traceback (most recent call last):
    mainstay.Error: data.FeatureTable: x.interview[1] is known at 2024-05-01, but must be known by the cut, 2024-04-01
    >>> table[[0, 2]].check()
    FeatureTable of 2 rows: level, interview
    """

    __slots__ = ("_columns", "_known_at", "_cut")

    def __init__(self, columns: Any, *, known_at: Any, cut: Any) -> None:
        self._columns: dict[str, Any] = _columns_of(columns)
        self._known_at: dict[str, Any] = _known_of(known_at, list(self._columns))
        self._cut: Any = _days(cut, "cut")

    @classmethod
    def of(cls, features: Any) -> FeatureTable:
        """The table of a result of :func:`mainstay.data.features`, with its days and cuts."""
        names = list(features.columns.feature)
        return cls._made(
            {name: features.value[:, j] for j, name in enumerate(names)},
            {name: features.known_at[:, j] for j, name in enumerate(names)},
            np.asarray(features.cut, dtype=np.float64),
        )

    @classmethod
    def _made(cls, columns: dict[str, Any], known_at: dict[str, Any], cut: Any) -> FeatureTable:
        made = object.__new__(cls)
        made._columns, made._known_at, made._cut = columns, known_at, cut
        return made

    # ---- what it holds ----

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        return list(self._columns)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self), len(self._columns)

    @property
    def known_at(self) -> dict[str, Any]:
        """For each column when it became known: a day for all rows, or an array of days since 1970-01-01 (nan where not said)."""
        return dict(self._known_at)

    @property
    def cut(self) -> Any:
        """The day of the prediction: one for all rows, or an array."""
        return self._cut

    def __len__(self) -> int:
        return next((len(column) for column in self._columns.values()), 0)

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __contains__(self, name: object) -> bool:
        return name in self._columns

    def __getitem__(self, key: Any) -> Any:
        """A column by its name; some columns by a list of names; rows by a slice, numbers or a mask, with their days."""
        if isinstance(key, tuple) and len(key) == 2 and key[1] in (Ellipsis, slice(None)):
            key = key[0]
        if isinstance(key, str):
            if key not in self._columns:
                raise KeyError(f"{key}; the columns are {', '.join(self._columns)}")
            return self._columns[key]
        if isinstance(key, (list, tuple)) and key and all(isinstance(name, str) for name in key):
            return self.select(key)
        rows = np.arange(len(self))[key if isinstance(key, slice) else np.asarray(key)]
        if rows.ndim != 1:
            raise TypeError("rows are chosen by a slice, by numbers or by a mask")
        return self._made(
            {name: _taken(column, rows) for name, column in self._columns.items()},
            {name: _taken(days, rows) for name, days in self._known_at.items()},
            _taken(self._cut, rows),
        )

    def select(self, names: Sequence[str]) -> FeatureTable:
        """Some of the columns, in the order asked for."""
        return self._made({name: self[name] for name in names}, {name: self._known_at[name] for name in names if name in self._known_at}, self._cut)

    def renamed(self, names: Sequence[str]) -> FeatureTable:
        """The same columns by other names."""
        places = dict(zip(self._columns, map(str, names)))
        if len(set(places.values())) != len(self._columns):
            raise ValueError(f"{len(self._columns)} columns need as many names, each of its own")
        return self._made({places[name]: column for name, column in self._columns.items()},
                          {places[name]: days for name, days in self._known_at.items()}, self._cut)

    # ---- the guard ----

    def check(self, analysis: str = "data.FeatureTable", argument: str = "x") -> FeatureTable:
        """Refuses the first value that was known after its cut; gives the table back when there is none."""
        from . import _data

        _core.check_known(_data.columns(analysis, argument, self, True))
        return self

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        """The values without their days; refused when one was known after its cut, because an array cannot say so any more."""
        self.check()
        array = np.column_stack([np.asarray(column) for column in self._columns.values()]) if self._columns else np.empty((0, 0))
        return array if dtype is None else array.astype(dtype)

    # ---- conversions, which leave the days behind ----

    def to_dict(self) -> dict[str, list[Any]]:
        """Columns as lists of plain Python values, without their days."""
        return {name: np.asarray(column).tolist() for name, column in self._columns.items()}

    def to_pandas(self) -> Any:
        """A pandas DataFrame of the values, without their days (needs pandas)."""
        pandas = import_module("pandas")

        plain = {name: column.reset_index(drop=True) if hasattr(column, "reset_index") else np.asarray(column) for name, column in self._columns.items()}
        return pandas.DataFrame(plain)

    def to_polars(self) -> Any:
        """A polars DataFrame of the values, without their days (needs polars)."""
        return import_module("polars").DataFrame({name: column if hasattr(column, "to_arrow") else np.asarray(column) for name, column in self._columns.items()})

    def to_arrow(self) -> Any:
        """A pyarrow Table of the values, without their days (needs pyarrow)."""
        pyarrow = import_module("pyarrow")

        return pyarrow.table({name: column if hasattr(column, "combine_chunks") else pyarrow.array(column) for name, column in self._columns.items()})

    # ---- how it shows itself ----

    def __repr__(self) -> str:
        return f"FeatureTable of {len(self)} rows: {', '.join(self._columns)}"

    def _cell(self, name: str, row: int) -> str:
        known = self._known_at.get(name)
        day = known if isinstance(known, int) or known is None else known[row]
        value = np.asarray(self._columns[name][row : row + 1])[0]
        shown = f"{value:.7g}" if isinstance(value, (float, np.floating)) else str(value)
        return f"{shown} ({_day_text(day)})"

    def _repr_html_(self) -> str:
        rows = range(min(len(self), _SHOWN_ROWS))
        head = "".join(f"<th>{escape(name)}</th>" for name in [*self._columns, "cut"])
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(self._cell(name, i))}</td>" for name in self._columns)
            + f"<td>{escape(_day_text(self._cut if isinstance(self._cut, int) else self._cut[i]))}</td></tr>" for i in rows
        )
        more = f"<p>… {len(self)} rows</p>" if len(self) > _SHOWN_ROWS else ""
        return f"<table><caption>values (known at)</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"

    def __reduce__(self) -> Any:
        return FeatureTable._made, (self._columns, self._known_at, self._cut)


FeatureTable.__module__ = "mainstay.data"


def _columns_of(columns: Any) -> dict[str, Any]:
    if isinstance(columns, FeatureTable):
        return dict(columns._columns)
    names = columns if isinstance(columns, Mapping) else getattr(columns, "column_names", getattr(columns, "columns", None))
    if names is None:
        array = np.asarray(columns)
        if array.dtype.names is not None:
            return {name: array[name] for name in array.dtype.names}
        if array.ndim != 2:
            raise TypeError("columns must be a frame, a mapping of columns or an array of two dimensions")
        return {f"x{j}": array[:, j] for j in range(array.shape[1])}
    return {str(name): _column(columns[name]) for name in names}


def _column(column: Any) -> Any:
    """A column that can be cut by rows: of pandas, polars, pyarrow or numpy."""
    if isinstance(column, np.ndarray) or hasattr(column, "iloc") or hasattr(column, "to_arrow") or hasattr(column, "combine_chunks"):
        return column
    array = np.asarray(column)
    return np.asarray(column, dtype=object) if array.dtype.kind in "US" else array


def _known_of(known_at: Any, names: list[str]) -> dict[str, Any]:
    given: Any = known_at.known_at if isinstance(known_at, FeatureTable) else known_at
    by_name = given if isinstance(given, Mapping) else getattr(given, "column_names", getattr(given, "columns", None))
    if by_name is not None:
        for name in by_name:
            if str(name) not in names:
                _core.refuse("data.FeatureTable", f"known_at.{name}", "unknown", f"one of the columns {', '.join(names)}")
        return {str(name): _days(given[name], f"known_at.{name}") for name in by_name}
    if isinstance(given, np.ndarray) and given.ndim == 2:
        if given.shape[1] != len(names):
            _core.refuse("data.FeatureTable", "known_at", f"of {given.shape[1]} columns", f"of {len(names)}, one for each column")
        return {name: _days(given[:, j], f"known_at.{name}") for j, name in enumerate(names)}
    days = _days(given, "known_at")
    return {name: days for name in names}


def _days(value: Any, argument: str) -> Any:
    """One day as a whole number, or an array of days in float64 with nan where there is none."""
    if hasattr(value, "toordinal"):
        return int(value.toordinal()) - _EPOCH
    if isinstance(value, np.datetime64):
        return int(value.astype("datetime64[D]").astype(np.int64))
    if isinstance(value, (int, np.integer)) and not isinstance(value, bool):
        return int(value)
    array = value.to_numpy() if hasattr(value, "to_numpy") else np.asarray(value)
    if array.dtype.kind in "US" and array.ndim == 1:
        array = array.astype(object)
    if array.dtype.kind == "M":
        days = array.astype("datetime64[D]")
        return np.where(np.isnat(days), np.nan, days.astype(np.int64).astype(np.float64))
    if array.ndim == 1 and array.dtype.kind in "iuf":
        return array.astype(np.float64)
    if array.ndim == 1 and array.dtype.kind == "O":
        return np.array([_day(each, argument, row) for row, each in enumerate(array)], dtype=np.float64)
    return _core.refuse("data.FeatureTable", argument, f"of type {type(value).__name__}", "a day, or days: dates or whole numbers since 1970-01-01")


def _day(value: Any, argument: str, row: int) -> float:
    if value is None or value != value:
        return float("nan")
    if type(value).__name__ in ("NAType", "NaTType"):
        return float("nan")
    if hasattr(value, "toordinal"):
        return float(value.toordinal() - _EPOCH)
    if isinstance(value, (int, float, np.number)) and not isinstance(value, bool):
        return float(value)
    refused: float = _core.refuse("data.FeatureTable", f"{argument}[{row}]", f"of type {type(value).__name__}", "a date or a whole number since 1970-01-01")
    return refused


def _taken(column: Any, rows: Any) -> Any:
    """Some rows of a column, or one day for all of them as it is."""
    if isinstance(column, int):
        return column
    if hasattr(column, "iloc"):
        return column.iloc[rows]
    if hasattr(column, "gather"):
        return column.gather(rows)
    return column.take(rows)


def _day_text(day: Any) -> str:
    return "?" if day is None or day != day else str(np.datetime64(int(day), "D"))
