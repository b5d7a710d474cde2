"""mainstay.CauseSpecificCox: Cox's regression for each cause of leaving as an estimator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ._estimator import CompetingRisks, ProportionalHazards, coefficient_lines, log_mean_exp

if TYPE_CHECKING:
    from .survival import CausesFit


class CauseSpecificCox(CompetingRisks, ProportionalHazards, analysis="survival.causes"):
    """Which attributes go with leaving sooner for each cause: Cox's regressions with one cause each as a scikit-learn estimator.

    ``fit(X, y)`` takes y as two columns (duration, event), event being 0 for who is still here and the number of the cause for who has
    left, as a structured array (event, time) or as times that all ended for cause 1; ``fit(df, duration_col="month", event_col="cause")`` takes a frame whose
    other columns are the attributes. Categories and texts become terms against their first level (or the one in `references`).

    PARAMETERS

    Attributes
    ----------
    fit_ : CausesFit
        The fitted model with everything it knows, and its method ``predict``.
    coef_ : array of shape (causes, p)
        Log hazard ratios.
    n_features_in_, feature_names_in_
        As in scikit-learn.

    Examples
    --------
    >>> import mainstay
    >>> people = {"level": [1, 2, 3, 1, 2, 3, 2, 1], "month": [4, 9, 12, 2, 6, 12, 5, 7], "left": [1, 1, 0, 1, 0, 1, 2, 2]}
    >>> model = mainstay.CauseSpecificCox().fit(people, duration_col="month", event_col="left")
    >>> model.predict_cumulative_incidence(people, [6.0]).shape
    (2, 8, 1)
    """

    fit_: CausesFit

    @property
    def coef_(self) -> Any:
        """Log hazard ratios, an array of shape (causes, p)."""
        return np.array([each.coefficients.coefficient for each in self.fit_.fits])

    @property
    def unique_times_(self) -> Any:
        """Distinct times of leaving in the fit, of all causes and strata."""
        return np.unique(np.concatenate([each.baseline.time for each in self.fit_.fits]))

    def predict(self, X: Any) -> Any:
        """The log of the hazard of leaving against a person at the means, on average over the causes, weighed by how many left for each: the higher, the sooner they leave."""
        return log_mean_exp([each.linear_predictor for each in self._predict(X).errors], np.array([each.events for each in self.fit_.fits]))

    def predict_partial_hazard(self, X: Any) -> Any:
        """Its exponential."""
        return np.exp(self.predict(X))

    def _summary_text(self) -> str:
        fit = self.fit_
        lines = [f"Cox regression by cause ({fit.fits[0].ties} ties): {fit.rows} rows, {fit.events} events, {fit.status}"]
        for cause, each in zip(fit.causes, fit.fits):
            lines += ["", f"{cause}: {each.events} events, {each.status} after {each.iterations} steps", *coefficient_lines(each.coefficients)]
        return "\n".join(lines)
