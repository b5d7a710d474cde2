"""What the estimators share: parameters and roles of columns from the description, and scikit-learn's conventions without importing
scikit-learn.
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
from ._reading import as_list, check_names, chosen, frame_names, is_sparse, joint, matrix, read_y, weights_of


class NotFittedError(ValueError, AttributeError):
    """An estimator is asked before it was fitted."""


class Survival(NamedTuple):
    """What a fit is made of."""

    x: Any
    duration: Any
    event: Any
    columns: dict[str, Any]  #: entry, weights, strata, cluster, offset, where given


class Estimator:
    """Base of the estimators: parameters are the options of one analysis, by the same names and defaults, and its columns are roles of ``fit``."""

    _defaults: dict[str, Any] = {"threads": 0, "progress": None}
    _roles: dict[str, str] = {}  #: names of arguments by role, `entry_col` of `entry`
    _analysis = ""
    _takes_missing = _takes_sparse = False
    _quick: dict[str, Any] = {}  #: leaves errors out of a prediction
    _any_cause = False  #: whether the score is of leaving for whatever cause
    fit_: Any
    threads: Any

    def __init_subclass__(cls, analysis: str = "", seeded: bool = False, takes_missing: bool = False, takes_sparse: bool = False, **options: Any) -> None:
        super().__init_subclass__(**options)
        if not analysis:
            return
        function = next(item for item in description["analyses"] if item["key"] == analysis)
        fields = function["options"]
        cls._analysis, cls._takes_missing, cls._takes_sparse = analysis, takes_missing, takes_sparse
        cls._quick = {"errors": False for method in function["methods"] if method["key"] == f"{analysis}.predict" for option in method["options"] if option["name"] == "errors"}
        context = {"seed": _words.CONTEXT["seed"], **Estimator._defaults} if seeded else Estimator._defaults
        cls._defaults = {**{field["name"]: _words.default_of(field) for field in fields}, **context}
        cls._roles = {field["name"]: _argument_of(field) for field in function["input"] if field["name"] != "x" and field["shape"][0] == "n"}
        cls.__doc__ = inspect.cleandoc(cls.__doc__ or "").replace("PARAMETERS", _words.parameters(fields, context))
        defaults, roles = cls._defaults, cls._roles

        def __init__(self: Any, **parameters: Any) -> None:
            _known(self, parameters)
            for name, value in {**defaults, **parameters}.items():
                setattr(self, name, value)

        def fit(self: Any, X: Any, y: Any = None, sample_weight: Any = None, **columns: Any) -> Any:
            """Fits the model; the names of columns are those of `X`, and every column without a role is an attribute."""
            for name in columns:
                if name not in roles.values():
                    raise TypeError(f"{type(self).__name__}.fit() got an unexpected keyword argument {name!r}")
            return self._fit(X, y, sample_weight, {role: columns.get(name) for role, name in roles.items()})

        types = {"strata": "str | list[str] | None", **{name: "list[str] | None" for name in roles.values() if name.endswith("_cols")}}
        own = inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD)
        _give(cls, __init__, inspect.Signature([own, *(inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=value) for name, value in defaults.items())]))
        _give(cls, fit, inspect.Signature([own, *list(inspect.signature(fit).parameters.values())[1:4],
                                           *(inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=types.get(name, "str | None")) for name in roles.values())],
                                          return_annotation=cls.__name__))

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
                         input_tags=tags.InputTags(allow_nan=self._takes_missing, sparse=self._takes_sparse))

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "fit_")

    def __repr__(self) -> str:
        changed = [f"{name}={getattr(self, name)!r}" for name, value in self._defaults.items() if getattr(self, name, value) != value]
        return f"{type(self).__name__}({', '.join(changed)})"

    def predict(self, X: Any) -> Any:
        """A number for each row: the higher, the sooner they leave."""
        raise NotImplementedError

    def score(self, X: Any, y: Any = None, sample_weight: Any = None) -> float:
        """Harrell's concordance of the predictions with y, whatever the cause of leaving: 0.5 is guessing, 1 is the right order throughout.

        Without y the columns named at the fit are read from X: times of entry, weights, strata and clusters count as they did there.
        """
        from . import survival

        risk = self.predict(X)
        duration, event, given = self._outcome(X, y)
        given = {name: value for name, value in given.items() if name in ("entry", "weights", "strata", "cluster")}
        if self._any_cause:
            event = (np.asarray(event) > 0).astype(np.int8)
        if sample_weight is not None:
            given["weights"] = sample_weight
        return float(run(lambda: survival.concordance(risk, duration, event, **given)).concordance)

    # ---- the analysis and its method predict ----

    def _options(self) -> dict[str, Any]:
        """The parameters; definitions may be given by column, as a mapping, and smooth columns by name alone."""
        options = self.get_params(deep=False)
        for name, field in (("references", "level"), ("cure_references", "level"), ("smooth", "size"), ("penalties", "ridge"), ("penalty_factors", "factor")):
            if isinstance(options.get(name), Mapping):
                options[name] = [{"column": column, field: value} for column, value in options[name].items()]
        if "smooth" in options:
            options["smooth"] = [{"column": one} if isinstance(one, str) else one for one in options["smooth"] or ()]
        return options

    def _fit(self, X: Any, y: Any, sample_weight: Any, columns: dict[str, Any]) -> Any:
        self._tables = {role: columns[role] for role, name in self._roles.items() if name.endswith("_cols") and columns[role]}
        x, duration, event, given = self._read_fit(X, y, sample_weight, {role: value for role, value in columns.items() if not self._roles[role].endswith("_cols")})
        given = {"x": x, "duration": duration, "event": event, **given, **{role: chosen(X, names) for role, names in self._tables.items()}}
        self.fit_ = self._estimate({name: value for name, value in given.items() if value is not None}, self._options())
        return self

    def _estimate(self, given: dict[str, Any], options: dict[str, Any]) -> Any:
        from . import survival

        return run(lambda: getattr(survival, self._analysis.split(".")[1])(**given, **options))

    def _predict(self, X: Any, **arguments: Any) -> Any:
        x, columns = self._read_new(X)
        columns.update({role: chosen(X, names) for role, names in self._tables.items()})
        given = {name: value for name, value in {**columns, **arguments}.items() if value is not None}
        return run(lambda: self.fit_.predict(x=x, **given, threads=self.threads))

    # ---- reading X and y ----

    def _outcome(self, X: Any, y: Any) -> tuple[Any, Any, dict[str, Any]]:
        """Durations and events of y or of the columns named at the fit, and what else was named."""
        if y is not None or not self._columns:
            return *read_y(self, y), {}
        given = {name: joint(X, value) for name, value in self._columns.items()}
        duration = given.pop("duration")
        return duration, given.pop("event") if "event" in given else np.ones(len(duration), dtype=np.int8), given

    def _read_fit(self, X: Any, y: Any, sample_weight: Any, columns: dict[str, Any]) -> Survival:
        """X and y, or a frame with the names of its columns, as what the analysis takes; remembers the features."""
        weights = {} if sample_weight is None else {"weights": weights_of(sample_weight)}
        self._columns: dict[str, Any] = {}
        columns = {name: value for name, value in columns.items() if value is not None}
        if "duration" not in columns:
            if columns:
                raise TypeError(f"{self._roles[next(iter(columns))]} names a column of a frame and needs duration_col")
            x, names = self._read_x(X)
            self._remember(x, names)
            return Survival(x, *read_y(self, y), weights)
        names = frame_names(X)
        if names is None:
            raise TypeError("duration_col names a column of a frame, but X is none")
        used = {name for value in columns.values() for name in as_list(value)}
        for name in used:
            if name not in names:
                raise Error(f"{type(self).__name__}: the frame has no column {name!r}; it has {', '.join(map(str, names))}", "unknown_name")
        x = chosen(X, [name for name in names if name not in used])
        self._remember(x, list(x))
        self._columns = columns
        duration, event, given = self._outcome(X, None)
        return Survival(x, duration, event, {**given, **weights})

    def _remember(self, x: dict[str, Any] | Any, names: list[str] | None) -> None:
        vars(self).pop("feature_names_in_", None)
        self.n_features_in_ = len(x) if isinstance(x, Mapping) else x.shape[1]
        if names is not None:
            self.feature_names_in_ = np.array(names, dtype=object)

    def _read_x(self, X: Any) -> tuple[Any, list[str] | None]:
        names = None if is_sparse(X) else frame_names(X)
        if names is not None:
            x = chosen(X, names)
            if not names:
                raise ValueError("Found array with 0 feature(s) (shape=(0, 0)) while a minimum of 1 is required.")
            return x, list(x) if all(isinstance(name, str) for name in names) else None
        return matrix(X), None

    def _check_fitted(self) -> None:
        if hasattr(self, "fit_"):
            return
        sentence = f"This {type(self).__name__} instance is not fitted yet. Call 'fit' with appropriate arguments before using it."
        if "sklearn" in sys.modules:  # its own exception
            raise typing.cast(Exception, import_module("sklearn.exceptions").NotFittedError(sentence))
        raise NotFittedError(sentence)

    def _read_new(self, X: Any) -> tuple[Any, dict[str, Any]]:
        """New rows, with the names of the fit; and the columns that go with them."""
        self._check_fitted()
        known = getattr(self, "feature_names_in_", None)
        names = None if is_sparse(X) else frame_names(X)
        if names is not None and self._columns and known is not None:  # fitted by column names: the rest is not looked at
            missing = [name for name in known if name not in names]
            if missing:
                raise Error(f"{type(self).__name__}: the frame has no column {', '.join(map(repr, missing))}", "unknown_name")
            extra: dict[str, Any] = {name: joint(X, self._columns[name]) for name in ("strata", "offset") if name in self._columns}
            return chosen(X, list(known)), extra
        x, names = self._read_x(X)
        if known is not None and names is not None:
            check_names(list(known), names)
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


class Curves(Estimator):
    """An estimator of how long people stay."""

    def predict_survival_function(self, X: Any, times: Any = None, *, tenure: Any = None) -> Any:
        """Probabilities of staying until `times`, an array of shape (rows, times); after `tenure` already stayed, when given.

        Without `times` at ``unique_times_``, where the estimator has them. NaN beyond the longest follow-up, but by AFT. ``fit_.predict`` says more,
        errors among it.
        """
        return self._curves(X, times, tenure).survival

    def predict_cumulative_hazard_function(self, X: Any, times: Any = None, *, tenure: Any = None) -> Any:
        """Cumulative hazards at `times`, an array of shape (rows, times): -log of these probabilities, where the estimator knows of no others."""
        curves = self._curves(X, times, tenure)
        with np.errstate(divide="ignore"):
            return curves.cumulative_hazard if hasattr(curves, "cumulative_hazard") else -np.log(curves.survival)

    def _curves(self, X: Any, times: Any, tenure: Any) -> Any:
        self._check_fitted()
        times = getattr(self, "unique_times_", None) if times is None else times
        if times is None:
            raise TypeError(f"{type(self).__name__} has no times of its own; give times")
        return self._predict(X, times=np.atleast_1d(times), tenure=tenure, **self._quick)


class CompetingRisks(Curves):
    """An estimator that tells causes of leaving apart."""

    _any_cause = True

    def predict_cumulative_incidence(self, X: Any, times: Any = None, *, cause: int | None = None, tenure: Any = None) -> Any:
        """Probabilities of having left by `times` for each cause, an array of shape (causes, rows, times); for one `cause` (1, 2, …) of shape (rows, times)."""
        curves = self._curves(X, times, tenure)
        shares = np.array([each.incidence for each in curves.incidence] or [1.0 - curves.survival])
        if cause is None:
            return shares
        if not 1 <= cause <= len(shares):
            raise ValueError(f"cause is {cause}, but must be between 1 and {len(shares)}")
        return shares[cause - 1]


class Summary(Estimator):
    """An estimator that shows itself."""

    def _summary_text(self) -> str:
        raise NotImplementedError

    def print_summary(self) -> None:
        """Prints what ``str()`` gives."""
        sys.stdout.write(f"{self}\n")

    def __str__(self) -> str:
        return self._summary_text() if hasattr(self, "fit_") else repr(self)

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"


class Regression(Summary):
    """An estimator with a table of coefficients."""

    @property
    def _model(self) -> Any:
        return self.fit_

    @property
    def coef_(self) -> Any:
        """Coefficients of the terms."""
        return self._model.coefficients.coefficient

    @property
    def log_likelihood_(self) -> float:
        """Log-likelihood (of Cox's regressions the partial one), without penalties."""
        return float(self._model.log_likelihood)

    @property
    def AIC_(self) -> float:
        """Akaike's criterion, with the effective number of parameters; where the fit has it."""
        return float(self.fit_.aic)

    def predict(self, X: Any) -> Any:
        """Linear predictors against a person at the means, logarithms of hazards and the like: the higher, the sooner they leave."""
        return self._predict(X).linear_predictor


class ProportionalHazards(Curves, Regression):
    """An estimator of hazards that are multiples of one."""

    def predict_partial_hazard(self, X: Any) -> Any:
        """The hazard of each row as a multiple of that of a person at the means."""
        return self._predict(X).hazard_ratio

    @property
    def unique_times_(self) -> Any:
        """Distinct times of leaving in the fit, of all strata."""
        return np.unique(self._model.baseline.time)


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


def log_mean_exp(predictors: Any, events: Any) -> Any:
    """The log of what the causes of leaving do to each row on average, weighed by how many left for each; 0 where nobody left."""
    parts = np.array(predictors)
    if not events.any():
        return np.zeros(parts.shape[1])
    highest = parts.max(axis=0)
    return highest + np.log(events / events.sum() @ np.exp(parts - highest))


def run(work: Any) -> Any:
    """Runs an analysis; a value that is not finite is named in scikit-learn's words too."""
    try:
        return work()
    except Error as error:
        if error.value in ("nan", "inf", "-inf", "missing"):
            word = "infinity" if error.value.endswith("inf") else "NaN"
            raise Error(f"{error}. Input contains {word}.", error.code, error.analysis, error.argument, error.index, error.value, error.rule) from None
        raise


def _known(estimator: Any, parameters: dict[str, Any]) -> None:
    for name in parameters:
        if name not in estimator._defaults:
            kind = type(estimator).__name__
            rule = f"one of {', '.join(estimator._defaults)}"
            raise Error(f"{kind}: {name} is unknown, but must be {rule}", "unknown_name", kind, name, None, "unknown", rule)


def _argument_of(field: dict[str, Any]) -> str:
    """The argument of ``fit`` that names the column of a role, or the columns of a table beside x."""
    if field["kind"] == "table":
        return str(field["name"]).removesuffix("_x") + "_cols"
    return "strata" if field["name"] == "strata" else f"{field['name']}_col"


def _give(cls: type, method: Any, signature: inspect.Signature) -> None:
    method.__signature__ = signature
    method.__qualname__ = f"{cls.__name__}.{method.__name__}"
    setattr(cls, method.__name__, method)
