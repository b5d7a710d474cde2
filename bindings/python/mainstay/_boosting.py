"""mainstay.BoostedHazards: gradient-boosted trees on the rates of leaving as an estimator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._estimator import CompetingRisks

if TYPE_CHECKING:
    from .survival import BoostingFit


class BoostedHazards(CompetingRisks, analysis="survival.boosting", seeded=True, takes_missing=True):
    """Who leaves when and for which cause: boosted trees on the rates of leaving as a scikit-learn estimator.

    ``fit(X, y)`` takes y as two columns (duration, event), event being 0 for who is still here and the number of the cause for who has
    left, as a structured array (event, time) or as times that all ended for cause 1; ``fit(df, duration_col="month", event_col="cause")`` takes a
    frame whose other columns are the attributes. Categories, texts and missing values are taken as they are.

    PARAMETERS

    Attributes
    ----------
    fit_ : BoostingFit
        The fitted model with everything it knows, and its methods ``predict``, ``explain`` and ``importance``.
    n_features_in_, feature_names_in_
        As in scikit-learn.

    Examples
    --------
    >>> import mainstay
    >>> people = {"level": [1, 2, 3, 1, 2, 3, 2, 1], "month": [4, 9, 12, 2, 6, 12, 5, 7], "left": [1, 1, 0, 1, 0, 1, 2, 2]}
    >>> model = mainstay.BoostedHazards(iterations=10).fit(people, duration_col="month", event_col="left")
    >>> model.predict_cumulative_incidence(people, [6.0], cause=2).shape
    (8, 1)
    """

    fit_: BoostingFit

    def predict(self, X: Any) -> Any:
        """The log of the cumulative hazard of leaving, whatever the cause, until the last leaving of the fit: the higher, the sooner they leave."""
        return self._predict(X).risk

    def predict_cumulative_incidence(self, X: Any, times: Any = None, *, cause: int | None = 1, tenure: Any = None) -> Any:
        """Probabilities of having left for the cause by `times`, an array of shape (rows, times); after `tenure` already stayed, when given."""
        return super().predict_cumulative_incidence(X, times, cause=cause, tenure=tenure)
