"""What people hand in, as columns: any frame or array, without importing the library that it comes from.

Order of asking: pandas by its own methods (NaN stays NaN, no pyarrow needed), then the Arrow capsules
(``__arrow_c_stream__``, ``__arrow_c_array__``), then mappings of columns, then whatever numpy makes an array of.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from . import _core
from ._features import FeatureTable


def columns(analysis: str, argument: str, value: Any, is_table: bool, raw_texts: bool = False) -> Any:
    """`value` as the columns of one argument; they keep its memory alive and copy it only where they must.
    raw_texts: texts as the bytes that they are, for an analysis that was asked to replace what is not UTF-8."""
    reader = _Reader(analysis, argument, is_table, raw_texts)
    if is_table:
        reader.table(value)
    else:
        reader.column("", value)
    return reader.columns


class _Reader:
    def __init__(self, analysis: str, argument: str, is_table: bool, raw_texts: bool) -> None:
        self.analysis, self.argument, self.is_table = analysis, argument, is_table
        self.columns = _core.Columns(analysis, argument, is_table, raw_texts)

    def refuse(self, name: str, value: str, rule: str) -> Any:
        path = f"{self.argument}.{name}" if self.is_table and name else self.argument
        _core.refuse(self.analysis, path, value, rule)

    def table(self, value: Any) -> None:
        if isinstance(value, FeatureTable):
            for name in value:
                self.column(name, value[name])
            for name, days in value.known_at.items():
                self.columns.set_known_at(name, days)
            self.columns.set_cut(value.cut)
        elif _is_pandas(value):
            if hasattr(value, "columns"):
                for j, name in enumerate(value.columns):
                    self.pandas(str(name), value.iloc[:, j])
            else:
                self.pandas("x0" if value.name is None else str(value.name), value)
        elif _has_arrow(value):
            self.arrow("", value)
        elif isinstance(value, (dict, Mapping)):
            for name, column in value.items():
                self.column(str(name), column)
        else:
            array = self.array("", value)
            if array.dtype.names is not None and array.ndim == 1:
                for name in array.dtype.names:
                    self.numpy(name, array[name])
            elif array.ndim == 1:
                self.numpy("x0", array)
            elif array.ndim != 2:
                self.refuse("", _dimensions(array), "a table, with rows and columns")
            elif array.dtype.kind in "biuf":
                self.columns.add_matrix(_native(array))
            else:
                for j in range(array.shape[1]):
                    self.numpy(f"x{j}", array[:, j])

    def column(self, name: str, value: Any) -> None:
        if type(value) is np.ndarray and value.ndim == 1:
            self.numpy(name, value)
        elif isinstance(value, FeatureTable):  # one dated column: its days are looked at here, where they are still there
            if len(value.columns) != 1:
                self.refuse(name, f"a table of {len(value.columns)} columns", "one column")
            value.check(self.analysis, self.argument)
            self.column(name, value[value.columns[0]])
        elif _is_pandas(value) and not hasattr(value, "columns"):
            self.pandas(name, value)
        elif _is_pandas(value):
            if value.shape[1] != 1:
                self.refuse(name, f"a table of {value.shape[1]} columns", "one column")
            self.pandas(name, value.iloc[:, 0])
        elif _has_arrow(value):
            self.arrow(name or self.argument, value)
        else:
            array = self.array(name, value)
            if array.ndim != 1:
                self.refuse(name, _dimensions(array), "a column")
            self.numpy(name, array)

    def arrow(self, name: str, value: Any) -> None:
        if hasattr(value, "__arrow_c_stream__"):
            self.columns.add_stream(name, value.__arrow_c_stream__())
        else:
            self.columns.add_arrow_array(name, *value.__arrow_c_array__())

    def pandas(self, name: str, series: Any) -> None:
        dtype = series.dtype
        if hasattr(dtype, "categories"):
            codes = series.cat.codes.to_numpy()
            self.columns.add_codes(name, codes, [str(level) for level in dtype.categories], _validity(codes >= 0))
        elif isinstance(dtype, np.dtype):
            self.numpy(name, series.to_numpy())
        elif getattr(dtype, "kind", "O") in "biuf" and hasattr(dtype, "na_value"):  # Int64, Float32, boolean, arrow numbers
            missing = series.isna().to_numpy()
            plain = np.dtype(getattr(dtype, "numpy_dtype", "float64"))
            values = series.to_numpy(dtype=plain, na_value=plain.type(0)) if missing.any() else series.to_numpy(dtype=plain)
            self.numpy(name, values, _validity(~missing))
        elif getattr(dtype, "kind", "O") == "M":  # with a zone: the day that its clocks show
            self.numpy(name, series.dt.tz_localize(None).to_numpy() if getattr(dtype, "tz", None) else series.to_numpy("datetime64[ns]"))
        else:
            self.columns.add_objects(name, np.ascontiguousarray(series.to_numpy(dtype=object)))

    def array(self, name: str, value: Any) -> Any:
        """`value` as an array of numpy."""
        if isinstance(value, (str, bytes, Mapping)) or value is None:
            self.refuse(name, f"of type {type(value).__name__}", self.kind())
        if hasattr(value, "toarray") and hasattr(value, "nnz"):
            self.refuse(name, "sparse", "dense")
        if isinstance(value, np.ma.MaskedArray):
            masked: Any = value
            value = masked.data
            if np.ma.getmaskarray(masked).any():
                value = value.astype(object)
                value[np.ma.getmaskarray(masked)] = None
        try:
            array = np.asarray(value)
        except ValueError:  # rows of unequal length
            self.refuse(name, "of unequal parts", self.kind())
        if array.ndim == 0:
            self.refuse(name, f"of type {type(value).__name__}", self.kind())
        if array.dtype.kind in "US" and not isinstance(value, np.ndarray):  # [1, "a"]: numpy would write the number as text
            array = np.asarray(value, dtype=object)
        return array

    def kind(self) -> str:
        return "a table" if self.is_table else "a column"

    def numpy(self, name: str, array: Any, validity: Any = None) -> None:
        kind = array.dtype.kind
        if kind in "mM":  # times become days since 1970-01-01, lengths of time become days
            missing = np.isnat(array)
            days = array.astype("datetime64[D]").astype(np.int64) if kind == "M" else array / np.timedelta64(1, "D")
            self.columns.add_array(name, np.where(missing, 0, days), _validity(~missing))
        elif kind in "biuf":
            self.columns.add_array(name, _native(array), validity)
        elif kind in "OUT":
            self.columns.add_objects(name, np.ascontiguousarray(array.astype(object)))
        elif kind == "S":
            self.columns.add_objects(name, np.ascontiguousarray(array.astype(object)))
        else:
            self.refuse(name, f"of type {array.dtype.name}", "numbers or text")


def _is_pandas(value: Any) -> bool:
    return hasattr(value, "iloc") and hasattr(value, "index")


def _has_arrow(value: Any) -> bool:
    return hasattr(value, "__arrow_c_stream__") or hasattr(value, "__arrow_c_array__")


def _dimensions(array: Any) -> str:
    return f"an array of {array.ndim} dimensions"


def _native(array: Any) -> Any:
    """Numbers as the core reads them: native byte order, aligned, 64 bits at most, strides of whole elements."""
    dtype = array.dtype
    if dtype.kind == "f" and dtype.itemsize not in (4, 8):
        return array.astype(np.float64)
    if array.flags.c_contiguous and dtype.isnative and array.flags.aligned:
        return array
    if not dtype.isnative or not array.flags.aligned or any(stride % dtype.itemsize for stride in array.strides):
        return array.astype(dtype.newbyteorder("="), order="C", copy=True)
    return array


def _validity(present: Any) -> Any:
    """An Arrow bitmap, or None when nothing is missing."""
    return None if present.all() else np.packbits(present, bitorder="little")
