"""mainstay.KaplanMeier: the retention curve as an estimator, the baseline that every model has to beat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ._estimator import Estimator
from ._features import FeatureTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .survival import CurveResult


class KaplanMeier(Estimator, analysis="survival.curve"):
    """How many are still here after a time: one curve for everybody, whatever their attributes.

    ``fit(X, y)`` takes y as for :class:`CoxPH` and does not look at X beyond its shape, so that the curve can stand where a
    model stands; ``fit(df, duration_col="month", event_col="left", group_col="field")`` fits a curve for each group, which
    ``fit_`` has as tables. Predictions for new rows are those of everybody.

    PARAMETERS

    Attributes
    ----------
    fit_ : CurveResult
        The curve with its errors and intervals, quantiles, restricted means and, with several causes, incidences.
    unique_times_, survival_ : array
        The curve of everybody.
    follow_up_ : float
        The longest time that was observed; nothing is known beyond.
    n_features_in_, feature_names_in_
        As in scikit-learn.
    """

    fit_: CurveResult
    unique_times_: NDArray[Any]
    survival_: NDArray[Any]
    follow_up_: float

    def _estimate(self, given: dict[str, Any], options: dict[str, Any]) -> Any:
        _check_finite(given.pop("x"))
        fit = alone = super()._estimate(given, options)
        if given.pop("group", None) is not None or len(options["times"]) > 0:
            alone = super()._estimate(given, {"threads": self.threads})
        self.unique_times_, self.survival_ = alone.curve.time, alone.curve.survival
        self.follow_up_ = float(max(alone.groups.last_time))
        return fit

    def predict(self, X: Any) -> Any:
        """The same risk, 0, for every row."""
        return np.zeros(self._rows(X))

    def predict_survival_function(self, X: Any, times: Any = None, *, tenure: Any = None) -> Any:
        """Probabilities of staying until `times` (``unique_times_`` when not given), an array of shape (rows, times); NaN beyond ``follow_up_``."""
        rows = self._rows(X)
        at = self.unique_times_ if times is None else np.atleast_1d(np.asarray(times, dtype=float))
        start = np.zeros(rows) if tenure is None else np.broadcast_to(np.asarray(tenure, dtype=float), (rows,))
        reached = self._survival(start)[:, None]
        until = start[:, None] + at
        with np.errstate(invalid="ignore", divide="ignore"):
            staying = np.where(reached > 0, self._survival(until) / reached, 0.0)
        return np.where(until > self.follow_up_, np.nan, staying)

    def predict_median(self, X: Any) -> Any:
        """The time by which half have left, for every row; inf when it is never reached."""
        rows = self._rows(X)
        below = np.flatnonzero(self.survival_ <= 0.5 + 1e-12)
        return np.full(rows, self.unique_times_[below[0]] if len(below) else np.inf)

    def _survival(self, times: Any) -> Any:
        return np.append(1.0, self.survival_)[np.searchsorted(self.unique_times_, times, side="right")]

    def _rows(self, X: Any) -> int:
        x, _ = self._read_new(X)
        _check_finite(x)
        return len(next(iter(x.values()))) if isinstance(x, dict) else int(x.shape[0])


def _check_finite(x: Any) -> None:
    """Refuses an array with values that are not finite, as a model would: a pipeline should not pass them on unseen."""
    if isinstance(x, FeatureTable):
        x = {name: x[name] for name in x.check("survival.curve")}
    for name, column in x.items() if isinstance(x, dict) else [("X", x)]:
        values = np.asarray(column)
        if values.dtype.kind == "f" and not np.isfinite(values).all():
            word = "NaN" if np.isnan(values).any() else "infinity"
            raise ValueError(f"survival.curve: {name} is not finite, but must be. Input contains {word}.")
