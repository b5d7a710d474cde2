"""mainstay.PenalizedCox: Cox's regression with a penalty as an estimator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from ._estimator import Regression, _is_sparse, _matrix, _weights, read_y, run

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .survival import PathFit


class PenalizedCox(Regression, analysis="survival.path"):
    """Which of many attributes go with leaving sooner: lasso, ridge and elastic net for Cox's regression as a scikit-learn estimator.

    ``fit(X, y)`` takes y as a structured array (event, time), as two columns (duration, event) or as times that are all events;
    ``fit(df, duration_col="month", event_col="left")`` takes a frame whose other columns are the attributes. Categories and
    texts become terms against their first level (or the one in `references`). A sparse matrix of scipy is taken as it is; its columns
    are named by their numbers. `penalty_factors` may be a mapping by column.

    PARAMETERS

    Attributes
    ----------
    fit_ : PathFit
        The whole path with everything it knows, and its methods ``predict`` and ``explain``.
    coef_ : array of shape (p,)
        Log hazard ratios of the chosen step.
    penalty_ : float
        Its penalty.
    n_features_in_, feature_names_in_
        As in scikit-learn.

    Examples
    --------
    >>> import mainstay
    >>> people = {"level": [1, 2, 3, 1, 2, 3], "month": [4, 9, 12, 2, 6, 12], "left": [1, 1, 0, 1, 0, 1]}
    >>> model = mainstay.PenalizedCox(choose="last").fit(people, duration_col="month", event_col="left")
    >>> bool(model.coef_[0] < 0)
    True
    """

    fit_: PathFit
    coef_: NDArray[Any]
    penalty_: float

    def fit(
        self,
        X: Any,
        y: Any = None,
        sample_weight: Any = None,
        *,
        duration_col: str | None = None,
        event_col: str | None = None,
        entry_col: str | None = None,
        weights_col: str | None = None,
        strata: str | list[str] | None = None,
        offset_col: str | None = None,
        person_col: str | None = None,
        fold_col: str | None = None,
        day_col: str | None = None,
    ) -> PenalizedCox:
        """Fits the path; the names of columns are those of `X`, and every column without a role is an attribute."""
        from . import survival

        columns = {"duration": duration_col, "event": event_col, "entry": entry_col, "weights": weights_col, "strata": strata, "offset": offset_col,
                   "person": person_col, "fold": fold_col, "day": day_col}
        if _is_sparse(X):
            cells, shape = _cells(X)
            self._remember(np.empty(shape), None)
            self._columns = {}
            duration, event = read_y(self, y)
            given = {} if sample_weight is None else {"weights": _weights(sample_weight)}
            self.fit_ = run(lambda: survival.path(duration, event, **cells, **given, **self._options()))
            self.coef_ = np.zeros(shape[1])  # a column without any cell is no term
            self.coef_[np.asarray(self.fit_.cells, dtype=int)] = self.fit_.coefficients.coefficient
        else:
            data = self._read_fit(X, y, sample_weight, columns)
            self.fit_ = run(lambda: survival.path(data.duration, data.event, x=data.x, **data.columns, **self._options()))
            self.coef_ = self.fit_.coefficients.coefficient
        self.penalty_ = float(self.fit_.penalty)
        return self

    def _options(self) -> dict[str, Any]:
        options = super()._options()
        if isinstance(options["penalty_factors"], Mapping):
            options["penalty_factors"] = [{"column": column, "factor": factor} for column, factor in options["penalty_factors"].items()]
        return options

    def _predict(self, X: Any, **arguments: Any) -> Any:
        if hasattr(self, "fit_") and len(self.fit_.cells):
            cells, shape = _cells(X if _is_sparse(X) else _matrix(X))
            if shape[1] != self.n_features_in_:
                raise ValueError(f"X has {shape[1]} features, but PenalizedCox is expecting {self.n_features_in_} features as input.")
            return run(lambda: self.fit_.predict(**{"offset": np.zeros(shape[0]), **cells, **arguments}, threads=self.threads))
        x, columns = self._read_new(X.toarray() if _is_sparse(X) else X)
        return run(lambda: self.fit_.predict(x=x, **{**columns, **arguments}, threads=self.threads))

    def predict(self, X: Any) -> Any:
        """The log hazard of each row against a person at the means: the higher, the sooner they leave."""
        return self._predict(X).linear_predictor

    def predict_partial_hazard(self, X: Any) -> Any:
        """The hazard of each row as a multiple of that of a person at the means."""
        return self._predict(X).hazard_ratio

    @property
    def unique_times_(self) -> Any:
        """Distinct times of leaving in the fit, of all strata."""
        return np.unique(self.fit_.baseline.time)

    def predict_survival_function(self, X: Any, times: Any = None, *, tenure: Any = None) -> Any:
        """Probabilities of staying until `times`, an array of shape (rows, times); after `tenure` already stayed, when given.

        Without `times` at ``unique_times_``.
        """
        return self._curves(X, times, tenure).survival

    def predict_cumulative_hazard_function(self, X: Any, times: Any = None, *, tenure: Any = None) -> Any:
        """Cumulative hazards at `times`, an array of shape (rows, times)."""
        return self._curves(X, times, tenure).cumulative_hazard

    def _curves(self, X: Any, times: Any, tenure: Any) -> Any:
        given = {} if tenure is None else {"tenure": tenure}
        return self._predict(X, times=self.unique_times_ if times is None else np.atleast_1d(times), **given)

    def coefficients_path(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """Penalties, and the coefficients of all terms at each of them: arrays of shape (steps,) and (steps, p)."""
        fit = self.fit_
        place = {term: j for j, term in enumerate(fit.coefficients.term)}
        beta = np.zeros((len(fit.steps.penalty), len(place)))
        beta[fit.path.step, [place[term] for term in fit.path.term]] = fit.path.coefficient
        return fit.steps.penalty, beta

    def score(self, X: Any, y: Any = None, sample_weight: Any = None) -> float:
        """Harrell's concordance of the predictions with y."""
        kept = self._columns
        self._columns = {name: value for name, value in kept.items() if name not in ("person", "fold", "day")}
        try:
            return super().score(X, y, sample_weight)
        finally:
            self._columns = kept

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        return tags

    def _summary_text(self) -> str:
        fit = self.fit_
        table = fit.coefficients
        shown = [j for j in range(len(table.term)) if table.coefficient[j] != 0.0]
        lines = [f"Penalised Cox regression ({fit.ties} ties, alpha {fit.alpha:g}): {fit.rows} rows, {fit.events} events, {len(fit.steps.penalty)} penalties, {fit.status}",
                 f"chosen: penalty {fit.penalty:.5g} with {len(shown)} of {len(table.term)} terms", ""]
        width = max((len(table.term[j]) for j in shown), default=0)
        lines.append(" " * width + "".join(name.rjust(11) for name in ("coef", "exp(coef)")))
        lines += [table.term[j].ljust(width) + f"{table.coefficient[j]:.5g}".rjust(11) + f"{table.hazard_ratio[j]:.5g}".rjust(11) for j in shown]
        return "\n".join(lines)


def _cells(X: Any) -> tuple[dict[str, Any], tuple[int, int]]:
    """The cells of a matrix that are not 0, and its shape."""
    if hasattr(X, "tocoo"):
        X = X.tocoo()
        if X.data.dtype.kind == "c":
            raise ValueError(f"Complex data not supported\n{X}")
        row, column, value = X.row, X.col, X.data
    else:
        row, column = np.nonzero(X)
        value = X[row, column]
    if X.shape[0] == 0 or X.shape[1] == 0:
        raise ValueError(f"Found array with 0 sample(s) or feature(s) (shape={X.shape}) while a minimum of 1 is required.")
    return {"cell_row": row.astype(np.int64), "cell_column": column.astype(np.int64), "cell_value": value.astype(np.float64)}, X.shape
