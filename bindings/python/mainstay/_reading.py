"""X and y as people hand them in: frames, arrays, sparse matrices; refused in scikit-learn's words."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import numpy as np

from ._features import FeatureTable


def frame_names(X: Any) -> list[Any] | None:
    """Names of the columns of a frame, None for an array."""
    if isinstance(X, Mapping):
        return list(X)
    if hasattr(X, "column_names"):  # pyarrow
        return list(X.column_names)
    if hasattr(X, "columns"):
        return list(X.columns)
    dtype = getattr(X, "dtype", None)
    return list(dtype.names) if isinstance(dtype, np.dtype) and dtype.names is not None else None


def chosen(X: Any, names: list[Any]) -> Any:
    """Some columns of a frame, by their names; those of a dated table keep their days."""
    return X.select(names) if isinstance(X, FeatureTable) else {str(name): X[name] for name in names}


def as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def joint(X: Any, names: Any) -> Any:
    """One column; several columns (strata) as the texts of their values together."""
    if not isinstance(names, (list, tuple)):
        return X[names]
    if len(names) == 1:
        return X[names[0]]
    parts = [np.asarray(X[name]) for name in names]
    return np.array([", ".join(map(str, row)) for row in zip(*parts)], dtype=object)


def is_sparse(X: Any) -> bool:
    return hasattr(X, "toarray") and hasattr(X, "nnz")


def matrix(X: Any) -> Any:
    """X as a two-dimensional array, refused in scikit-learn's words."""
    if is_sparse(X):
        raise TypeError("Sparse data was passed for X, but dense data is required. Use '.toarray()' to convert to dense.")
    X = np.asarray(X)
    if X.dtype.kind == "c":
        raise ValueError(f"Complex data not supported\n{X}")
    if X.ndim != 2:
        raise ValueError(f"Expected 2D array, got {X.ndim}D array instead. Reshape your data either using array.reshape(-1, 1) if your "
                         "data has a single feature or array.reshape(1, -1) if it contains a single sample.")
    for axis, word in ((0, "sample"), (1, "feature")):
        if X.shape[axis] == 0:
            raise ValueError(f"Found array with 0 {word}(s) (shape={X.shape}) while a minimum of 1 is required.")
    if X.dtype.kind == "O":
        try:
            X = X.astype(np.float64)
        except ValueError:  # texts are categories
            pass
    return X


def weights_of(values: Any) -> Any:
    weights = np.asarray(values)
    if weights.ndim != 1:
        raise ValueError(f"Sample weights must be 1D array or scalar, got {weights.ndim}D array.")
    if weights.dtype.kind in "biuf" and len(weights) and not weights.any():
        raise ValueError("Sample weights are zero in every row, but must be positive in one row or more.")
    return weights


def read_y(estimator: Any, y: Any) -> tuple[Any, Any]:
    """(duration, event) from y: a structured array (event, time), two columns (duration, event), or times that are all events."""
    if y is None:
        raise ValueError(f"This {type(estimator).__name__} estimator requires y to be passed, but the target y is None.")
    names = frame_names(y)
    if names is not None and len(names) == 2:
        return _event_and_time([y[name] for name in names])
    array = np.asarray(y)
    if array.dtype.kind == "c":
        raise ValueError(f"Complex data not supported\n{array}")
    if array.ndim == 2 and array.shape[1] == 1:
        message = "A column-vector y was passed when a 1d array was expected. Please change the shape of y to (n_samples,), for example using ravel()."
        category = import_module("sklearn.exceptions").DataConversionWarning if "sklearn" in sys.modules else UserWarning
        warnings.warn(message, category, stacklevel=5)
        array = array[:, 0]
    if array.ndim == 2 and array.shape[1] == 2:
        return array[:, 0], array[:, 1]
    if array.ndim != 1:
        raise ValueError(f"y should be a 1d array, two columns (duration, event) or a structured array (event, time), got shape {array.shape}")
    if array.dtype.kind == "O":
        try:
            array = array.astype(np.float64)
        except (TypeError, ValueError):
            raise ValueError("Unknown label type: y must be times, but holds other objects") from None
    return array, np.ones(array.shape[0], dtype=np.int8)


def _event_and_time(columns: list[Any]) -> tuple[Any, Any]:
    """Two named columns: the boolean one is the event; if both or none are, the first one is the duration."""
    first_is_event = np.asarray(columns[0]).dtype.kind == "b" and np.asarray(columns[1]).dtype.kind != "b"
    return (columns[1], columns[0]) if first_is_event else (columns[0], columns[1])


def check_names(known: list[str], names: list[str]) -> None:
    if known == names:
        return
    message = "The feature names should match those that were passed during fit.\n"
    unseen, missing = sorted(set(names) - set(known)), sorted(set(known) - set(names))
    if unseen:
        message += "Feature names unseen at fit time:\n" + "".join(f"- {name}\n" for name in unseen[:5])
    if missing:
        message += "Feature names seen at fit time, yet now missing:\n" + "".join(f"- {name}\n" for name in missing[:5])
    if not unseen and not missing:
        message += "Feature names must be in the same order as they were in fit.\n"
    raise ValueError(message)
