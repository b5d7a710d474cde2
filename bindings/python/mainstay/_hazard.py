"""mainstay.DiscreteHazard: the discrete-time hazard as an estimator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ._estimator import Curves, Regression, coefficient_lines

if TYPE_CHECKING:
    from .survival import HazardFit


class DiscreteHazard(Curves, Regression, analysis="survival.hazard"):
    """The probability of leaving in each week or month of those still there, as a scikit-learn estimator.

    ``fit(X, y)`` takes y as a structured array (event, time), as two columns (duration, event) or as times that are all events;
    ``fit(df, duration_col="month", event_col="left")`` takes a frame whose other columns are the attributes. Times are counted in
    periods: one that is not whole belongs to the period in which it ends. Columns in `smooth` become curves. `group_col` names the site,
    class or team with a random intercept; predictions are of an average one, but ``fit_.predict`` takes groups.

    PARAMETERS

    Attributes
    ----------
    fit_ : HazardFit
        The fitted model with everything it knows, and its methods ``predict`` and ``explain``.
    coef_ : array of shape (p,)
        Coefficients of the linear terms: logarithms of ratios of odds (logit) or hazards (cloglog).
    n_features_in_, feature_names_in_
        As in scikit-learn.

    Examples
    --------
    >>> import mainstay
    >>> people = {"level": [1, 2, 3, 1, 2, 3], "month": [1, 3, 3, 1, 2, 2], "left": [1, 1, 0, 0, 1, 1]}
    >>> model = mainstay.DiscreteHazard().fit(people, duration_col="month", event_col="left")
    >>> model.fit_.periods_at_risk
    12
    """

    fit_: HazardFit

    def _estimate(self, given: dict[str, Any], options: dict[str, Any]) -> Any:
        return super()._estimate({**given, "duration": _periods(given["duration"])}, options)

    def predict_hazard(self, X: Any, times: Any, *, tenure: Any = None) -> Any:
        """Probabilities of leaving in these periods of those still there, an array of shape (rows, times)."""
        return self._curves(X, times, tenure).hazard

    def _summary_text(self) -> str:
        fit = self.fit_
        lines = [f"Discrete-time hazard ({fit.link}): {fit.rows} rows, {fit.periods_at_risk} person-periods, {fit.events} events, {fit.status} after {fit.iterations} steps", "",
                 *coefficient_lines(fit.coefficients), ""]
        for j, name in enumerate(fit.smooths.name):
            more = f", variance {fit.smooths.variance[j]:.5g}" if name == "(group)" else ""
            lines.append(f"{name}: smoothing {fit.smooths.smoothing[j]:.5g}, {fit.smooths.effective_parameters[j]:.4g} effective parameters{more}")
        lines.append(f"Log-likelihood {fit.log_likelihood:.6g} (baseline {fit.log_likelihood_null:.6g}), {fit.effective_parameters:.4g} effective parameters, AIC {fit.aic:.6g}")
        return "\n".join(lines)


def _periods(duration: Any) -> Any:
    """The period in which each time lies."""
    values = np.asarray(duration)
    return np.ceil(values) if values.dtype.kind == "f" else duration
