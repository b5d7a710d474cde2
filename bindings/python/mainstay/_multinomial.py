"""mainstay.MultinomialHazard: discrete-time hazards of several causes as an estimator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ._estimator import CompetingRisks, log_mean_exp
from ._hazard import _periods

if TYPE_CHECKING:
    from .survival import MultinomialFit


class MultinomialHazard(CompetingRisks, analysis="survival.multinomial"):
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

    @property
    def coef_(self) -> Any:
        """Coefficients, cause after cause."""
        return self.fit_.coefficients.coefficient

    def _estimate(self, given: dict[str, Any], options: dict[str, Any]) -> Any:
        return super()._estimate({**given, "duration": _periods(given["duration"])}, options)

    def predict(self, X: Any) -> Any:
        """The log of the odds of leaving, whatever the cause, against a person at the means: causes are weighed by how many left for each. The higher, the sooner they leave."""
        found = self._predict(X)
        left = np.asarray(self.fit_.baseline.events).reshape(-1, len(self.fit_.causes)).sum(axis=0)
        return log_mean_exp([each.linear_predictor for each in found.errors], left)

    def predict_cumulative_incidence(self, X: Any, times: Any = None, *, cause: int | None = 1, tenure: Any = None) -> Any:
        """Probabilities of having left for the cause by the end of these periods, an array of shape (rows, times); after `tenure` periods already stayed, when given."""
        return super().predict_cumulative_incidence(X, times, cause=cause, tenure=tenure)
