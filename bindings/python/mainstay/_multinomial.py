"""mainstay.MultinomialHazard: discrete-time hazards of several causes as an estimator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ._estimator import Estimator, _joint, read_y, run
from ._hazard import _periods

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .survival import MultinomialFit


class MultinomialHazard(Estimator, analysis="survival.multinomial"):
    """In which weeks or months people leave for which cause: all causes in one model, as a scikit-learn estimator.

    ``fit(X, y)`` takes y as two columns (duration, event), event being 0 for who is still here and the number of the cause for who has
    left, as a structured array (event, time) or as times that all ended for cause 1; ``fit(df, duration_col="month", event_col="cause")`` takes a
    frame whose other columns are the attributes. Times are counted in periods: one that is not whole belongs to the period in which it ends.

    PARAMETERS

    Attributes
    ----------
    fit_ : MultinomialFit
        The fitted model with everything it knows, and its methods ``predict`` and ``explain``.
    coef_ : array of shape (causes * p,)
        Coefficients, cause after cause: changes of log(probability of leaving for the cause / probability of staying).
    n_features_in_, feature_names_in_
        As in scikit-learn.

    Examples
    --------
    >>> import mainstay
    >>> people = {"level": [1, 2, 3, 1, 2, 3, 2, 1], "month": [1, 3, 3, 1, 2, 3, 2, 3], "left": [1, 1, 0, 2, 1, 0, 2, 0]}
    >>> model = mainstay.MultinomialHazard(ridge=1.0).fit(people, duration_col="month", event_col="left")
    >>> model.predict_cumulative_incidence(people, [2], cause=2).shape
    (8, 1)
    """

    fit_: MultinomialFit
    coef_: NDArray[Any]

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
        cluster_col: str | None = None,
    ) -> MultinomialHazard:
        """Fits the model; the names of columns are those of `X`, and every column without a role is an attribute."""
        from . import survival

        columns = {"duration": duration_col, "event": event_col, "entry": entry_col, "weights": weights_col, "strata": strata, "cluster": cluster_col}
        data = self._read_fit(X, y, sample_weight, columns)
        self.fit_ = run(lambda: survival.multinomial(data.x, _periods(data.duration), data.event, **data.columns, **self._options()))
        self.coef_ = self.fit_.coefficients.coefficient
        return self

    def _predict(self, X: Any, **arguments: Any) -> Any:
        x, columns = self._read_new(X)
        return run(lambda: self.fit_.predict(x, **{**columns, **arguments}, threads=self.threads))  # type: ignore[attr-defined]

    def predict(self, X: Any) -> Any:
        """The log of the odds of leaving, whatever the cause, against a person at the means: causes are weighed by how many left for each. The higher, the sooner they leave."""
        found = self._predict(X)
        fit = self.fit_
        left = np.asarray(fit.baseline.events).reshape(-1, len(fit.causes)).sum(axis=0)
        parts = np.stack([np.asarray(each.linear_predictor) for each in found.errors], axis=1)
        if not left.any():
            return np.zeros(len(parts))
        highest = parts.max(axis=1)
        return highest + np.log(np.exp(parts - highest[:, None]) @ (left / left.sum()))

    def predict_survival_function(self, X: Any, times: Any, *, tenure: Any = None) -> Any:
        """Probabilities of staying through so many periods, an array of shape (rows, times); after `tenure` periods already stayed, when given.

        ``fit_.predict`` gives standard errors and intervals too.
        """
        return self._times(X, times, tenure).survival

    def predict_cumulative_hazard_function(self, X: Any, times: Any, *, tenure: Any = None) -> Any:
        """-log of these probabilities, an array of shape (rows, times)."""
        with np.errstate(divide="ignore"):
            return -np.log(self._times(X, times, tenure).survival)

    def predict_cumulative_incidence(self, X: Any, times: Any, *, cause: int = 1, tenure: Any = None) -> Any:
        """Probabilities of having left for the cause by the end of these periods, an array of shape (rows, times); after `tenure` periods already stayed, when given."""
        prediction = self._times(X, times, tenure)
        if not 1 <= cause <= len(prediction.incidence):
            raise ValueError(f"cause is {cause}, but must be between 1 and {len(prediction.incidence)}")
        return prediction.incidence[cause - 1].incidence

    def _times(self, X: Any, times: Any, tenure: Any) -> Any:
        given = {} if tenure is None else {"tenure": tenure}
        return self._predict(X, times=np.atleast_1d(times), **given)

    def score(self, X: Any, y: Any = None, sample_weight: Any = None) -> float:
        """Harrell's concordance of `predict` with leaving, whatever the cause: 0.5 is guessing, 1 is the right order throughout."""
        from . import survival

        risk = self.predict(X)
        given: dict[str, Any] = {}
        if self._columns and y is None:
            given = {name: _joint(X, value) for name, value in self._columns.items()}
            duration = given.pop("duration")
            event = np.asarray(given.pop("event")) if "event" in given else np.ones(len(duration))
        else:
            duration, event = (np.asarray(column) for column in read_y(self, y))
        if sample_weight is not None:
            given["weights"] = sample_weight
        return float(run(lambda: survival.concordance(risk, duration, (event > 0).astype(np.int8), **given)).concordance)
