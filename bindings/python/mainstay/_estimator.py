"""What the estimators share: parameters from the description, the reading of X and y, and scikit-learn's conventions without
importing scikit-learn.
"""

from __future__ import annotations

import inspect
import sys
import typing
import warnings
from collections.abc import Mapping
from html import escape
from importlib import import_module
from typing import Any, NamedTuple

import numpy as np

from . import _words
from ._call import description
from ._error import Error
from ._features import FeatureTable


class NotFittedError(ValueError, AttributeError):
    """An estimator is asked before it was fitted."""


class Survival(NamedTuple):
    """What a fit is made of."""

    x: Any
    duration: Any
    event: Any
    columns: dict[str, Any]  #: entry, weights, strata, cluster, offset, where given


class Estimator:
    """Base of the estimators: parameters are the options of one analysis, by the same names and defaults."""

    _defaults: dict[str, Any] = {"threads": 0, "progress": None}
    _analysis = ""

    def __init_subclass__(cls, analysis: str = "", seeded: bool = False, **options: Any) -> None:
        super().__init_subclass__(**options)
        if not analysis:
            return
        function = next(item for item in description["analyses"] if item["key"] == analysis)
        fields = function["options"]
        cls._analysis = analysis
        context = {"seed": _words.CONTEXT["seed"], **Estimator._defaults} if seeded else Estimator._defaults
        cls._defaults = {**{field["name"]: _words.default_of(field) for field in fields}, **context}
        defaults = cls._defaults

        def __init__(self: Any, **parameters: Any) -> None:
            _known(self, parameters)
            for name, value in {**defaults, **parameters}.items():
                setattr(self, name, value)

        own = [inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD)]
        named = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=value) for name, value in defaults.items()]
        __init__.__signature__ = inspect.Signature(own + named)  # type: ignore[attr-defined]
        __init__.__qualname__ = f"{cls.__name__}.__init__"
        cls.__init__ = __init__  # type: ignore[method-assign]
        cls.__doc__ = inspect.cleandoc(cls.__doc__ or "").replace("PARAMETERS", _words.parameters(fields, context))

    # ---- scikit-learn's conventions ----

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """The parameters by name."""
        return {name: getattr(self, name) for name in self._defaults}

    def set_params(self, **parameters: Any) -> Any:
        """Sets parameters by name."""
        _known(self, parameters)
        for name, value in parameters.items():
            setattr(self, name, value)
        return self

    def __sklearn_tags__(self) -> Any:
        tags = import_module("sklearn.utils")
        target = tags.TargetTags(required=True, positive_only=True)
        return tags.Tags(estimator_type=None, target_tags=target, transformer_tags=None, classifier_tags=None, regressor_tags=None,
                    input_tags=tags.InputTags())

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "fit_")

    def __repr__(self) -> str:
        changed = [f"{name}={getattr(self, name)!r}" for name, value in self._defaults.items() if getattr(self, name, value) != value]
        return f"{type(self).__name__}({', '.join(changed)})"

    def score(self, X: Any, y: Any = None, sample_weight: Any = None) -> float:
        """Harrell's concordance of the predictions with y: 0.5 is guessing, 1 is the right order throughout.

        Without y the columns named at the fit are read from X: times of entry, weights, strata and clusters count as they did there.
        """
        from . import survival

        risk = self.predict(X)  # type: ignore[attr-defined]
        given: dict[str, Any] = {}
        if self._columns and y is None:
            given = {name: _joint(X, value) for name, value in self._columns.items() if name != "offset" and name != "group"}
            duration = given.pop("duration")
            event = given.pop("event") if "event" in given else np.ones(len(duration), dtype=np.int8)
        else:
            duration, event = read_y(self, y)
        if sample_weight is not None:
            given["weights"] = sample_weight
        return float(run(lambda: survival.concordance(risk, duration, event, **given)).concordance)

    # ---- reading X and y ----

    def _options(self) -> dict[str, Any]:
        return self.get_params(deep=False)

    def _read_fit(self, X: Any, y: Any, sample_weight: Any, columns: dict[str, Any]) -> Survival:
        """X and y, or a frame with the names of its columns, as what the analysis takes; remembers the features."""
        columns = {name: value for name, value in columns.items() if value is not None}
        if "duration" not in columns:
            if columns:
                raise TypeError(f"{next(iter(columns))}_col names a column of a frame and needs duration_col")
            x, names = self._read_x(X)
            self._remember(x, names)
            self._columns: dict[str, Any] = {}
            return Survival(x, *read_y(self, y), {} if sample_weight is None else {"weights": _weights(sample_weight)})
        names = frame_names(X)
        if names is None:
            raise TypeError("duration_col names a column of a frame, but X is none")
        used = {name for value in columns.values() for name in _as_list(value)}
        for name in used:
            if name not in names:
                raise Error(f"{type(self).__name__}: the frame has no column {name!r}; it has {', '.join(map(str, names))}", "unknown_name")
        x = _chosen(X, [name for name in names if name not in used])
        self._remember(x, list(x))
        self._columns = columns
        given = {name: _joint(X, value) for name, value in columns.items()}
        duration = given.pop("duration")
        event = given.pop("event") if "event" in given else np.ones(len(duration), dtype=np.int8)
        if sample_weight is not None:
            given["weights"] = _weights(sample_weight)
        return Survival(x, duration, event, given)

    def _remember(self, x: dict[str, Any] | Any, names: list[str] | None) -> None:
        vars(self).pop("feature_names_in_", None)
        self.n_features_in_ = len(x) if isinstance(x, Mapping) else x.shape[1]
        if names is not None:
            self.feature_names_in_ = np.array(names, dtype=object)

    def _read_x(self, X: Any) -> tuple[Any, list[str] | None]:
        names = None if _is_sparse(X) else frame_names(X)
        if names is not None:
            x = _chosen(X, names)
            if not names:
                raise ValueError("Found array with 0 feature(s) (shape=(0, 0)) while a minimum of 1 is required.")
            return x, list(x) if all(isinstance(name, str) for name in names) else None
        return _matrix(X), None

    def _read_new(self, X: Any) -> tuple[Any, dict[str, Any]]:
        """New rows, with the names of the fit; and the columns that go with them."""
        if not hasattr(self, "fit_"):
            raise _not_fitted(f"This {type(self).__name__} instance is not fitted yet. Call 'fit' with appropriate arguments before using it.")
        known = getattr(self, "feature_names_in_", None)
        names = None if _is_sparse(X) else frame_names(X)
        if names is not None and self._columns and known is not None:  # fitted by column names: the rest is not looked at
            missing = [name for name in known if name not in names]
            if missing:
                raise Error(f"{type(self).__name__}: the frame has no column {', '.join(map(repr, missing))}", "unknown_name")
            extra: dict[str, Any] = {name: _joint(X, self._columns[name]) for name in ("strata", "offset") if name in self._columns}
            return _chosen(X, list(known)), extra
        x, names = self._read_x(X)
        if known is not None and names is not None:
            _same_names(list(known), names)
        elif known is not None:
            warnings.warn(f"X does not have valid feature names, but {type(self).__name__} was fitted with feature names", stacklevel=3)
        elif names is not None:
            warnings.warn(f"X has feature names, but {type(self).__name__} was fitted without feature names", stacklevel=3)
        count = len(x) if isinstance(x, Mapping) else x.shape[1]
        if count != self.n_features_in_:
            raise ValueError(f"X has {count} features, but {type(self).__name__} is expecting {self.n_features_in_} features as input.")
        if isinstance(x, FeatureTable):
            x = x.renamed([f"x{j}" for j in range(count)] if known is None else list(known))
        elif known is not None:
            values = list(x.values()) if isinstance(x, Mapping) else [x[:, j] for j in range(count)]
            x = dict(zip(known, values))
        elif isinstance(x, Mapping):
            x = {f"x{j}": column for j, column in enumerate(x.values())}
        return x, {}


class Regression(Estimator):
    """An estimator with a table of coefficients, which shows itself."""

    def _summary_text(self) -> str:
        raise NotImplementedError

    def print_summary(self) -> None:
        """Prints what ``str()`` gives."""
        sys.stdout.write(f"{self}\n")

    def __str__(self) -> str:
        return self._summary_text() if hasattr(self, "fit_") else repr(self)

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"

    def _options(self) -> dict[str, Any]:
        """As everywhere; reference levels may be given by column, as a mapping."""
        options = super()._options()
        for name in ("references", "cure_references"):
            if isinstance(options.get(name), Mapping):
                options[name] = [{"column": column, "level": level} for column, level in options[name].items()]
        return options


def coefficient_lines(table: Any) -> list[str]:
    """Coefficients as R's users read them."""
    robust = not np.isnan(table.robust_std_error).all()
    names = ["coef", "exp(coef)", "se(coef)", *(["robust se"] if robust else []), "z", "p"]
    with np.errstate(over="ignore"):
        ratio = np.exp(table.coefficient)
    columns = [table.coefficient, ratio, table.std_error, *([table.robust_std_error] if robust else []), table.z, table.p_value]
    width = max((len(term) for term in table.term), default=0)
    lines = [" " * width + "".join(name.rjust(11) for name in names)]
    lines += [term.ljust(width) + "".join(f"{column[j]:.5g}".rjust(11) for column in columns) for j, term in enumerate(table.term)]
    return lines


def run(work: Any) -> Any:
    """Runs an analysis; a value that is not finite is named in scikit-learn's words too."""
    try:
        return work()
    except Error as error:
        if error.value in ("nan", "inf", "-inf", "missing"):
            word = "infinity" if error.value.endswith("inf") else "NaN"
            raise Error(f"{error}. Input contains {word}.", error.code, error.analysis, error.argument, error.index, error.value, error.rule) from None
        raise


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


def _chosen(X: Any, names: list[Any]) -> Any:
    """Some columns of a frame, by their names; those of a dated table keep their days."""
    return X.select(names) if isinstance(X, FeatureTable) else {str(name): X[name] for name in names}


def _known(estimator: Any, parameters: dict[str, Any]) -> None:
    for name in parameters:
        if name not in estimator._defaults:
            kind = type(estimator).__name__
            rule = f"one of {', '.join(estimator._defaults)}"
            raise Error(f"{kind}: {name} is unknown, but must be {rule}", "unknown_name", kind, name, None, "unknown", rule)


def _not_fitted(sentence: str) -> Exception:
    """scikit-learn's own exception when scikit-learn is there."""
    if "sklearn" in sys.modules:
        return typing.cast(Exception, import_module("sklearn.exceptions").NotFittedError(sentence))
    return NotFittedError(sentence)


def _as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _joint(X: Any, names: Any) -> Any:
    """One column; several columns (strata) as the texts of their values together."""
    if not isinstance(names, (list, tuple)):
        return X[names]
    if len(names) == 1:
        return X[names[0]]
    parts = [np.asarray(X[name]) for name in names]
    return np.array([", ".join(map(str, row)) for row in zip(*parts)], dtype=object)


def _is_sparse(X: Any) -> bool:
    return hasattr(X, "toarray") and hasattr(X, "nnz")


def _matrix(X: Any) -> Any:
    """X as a two-dimensional array, refused in scikit-learn's words."""
    if _is_sparse(X):
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


def _weights(values: Any) -> Any:
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
        warnings.warn(message, category, stacklevel=4)
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


def _same_names(known: list[str], names: list[str]) -> None:
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
