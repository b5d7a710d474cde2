"""mainstay.PenalizedCox: Cox's regression with a penalty as an estimator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ._estimator import ProportionalHazards, Survival, run
from ._reading import is_sparse, matrix, read_y, weights_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .survival import PathFit


class PenalizedCox(ProportionalHazards, analysis="survival.path", takes_sparse=True):
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

    def _read_fit(self, X: Any, y: Any, sample_weight: Any, columns: dict[str, Any]) -> Survival:
        if not is_sparse(X):
            return super()._read_fit(X, y, sample_weight, columns)
        cells, shape = _cells(X)
        self._remember(np.empty(shape), None)
        self._columns = {}
        return Survival(None, *read_y(self, y), {**cells, **({} if sample_weight is None else {"weights": weights_of(sample_weight)})})

    @property
    def coef_(self) -> Any:
        """Log hazard ratios of the chosen step."""
        if not len(self.fit_.cells):
            return super().coef_
        coefficients = np.zeros(self.n_features_in_)  # a column without any cell is no term
        coefficients[np.asarray(self.fit_.cells, dtype=int)] = super().coef_
        return coefficients

    @property
    def penalty_(self) -> float:
        """The penalty of the chosen step."""
        return float(self.fit_.penalty)

    def _predict(self, X: Any, **arguments: Any) -> Any:
        if hasattr(self, "fit_") and len(self.fit_.cells):
            cells, shape = _cells(X if is_sparse(X) else matrix(X))
            if shape[1] != self.n_features_in_:
                raise ValueError(f"X has {shape[1]} features, but PenalizedCox is expecting {self.n_features_in_} features as input.")
            given = {name: value for name, value in arguments.items() if value is not None}
            return run(lambda: self.fit_.predict(**{"offset": np.zeros(shape[0]), **cells, **given}, threads=self.threads))
        return super()._predict(X.toarray() if is_sparse(X) else X, **arguments)

    def coefficients_path(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """Penalties, and the coefficients of all terms at each of them: arrays of shape (steps,) and (steps, p)."""
        fit = self.fit_
        place = {term: j for j, term in enumerate(fit.coefficients.term)}
        beta = np.zeros((len(fit.steps.penalty), len(place)))
        beta[fit.path.step, [place[term] for term in fit.path.term]] = fit.path.coefficient
        return fit.steps.penalty, beta

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
