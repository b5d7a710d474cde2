"""mainstay.AFT: accelerated failure time models as an estimator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ._estimator import Curves, Regression, coefficient_lines

if TYPE_CHECKING:
    from .survival import AftFit


class AFT(Curves, Regression, analysis="survival.aft"):
    """How long people stay: an accelerated failure time model as a scikit-learn estimator.

    ``fit(X, y)`` takes y as a structured array (event, time), as two columns (duration, event) or as times that are all events;
    ``fit(df, duration_col="month", event_col="left")`` takes a frame whose other columns are the attributes, and with ``upper_col``
    times that are known to lie between two bounds. Categories and texts become terms against their first
    level (or the one in `references`). `cure_cols` names attributes of the part that never leaves (parameter `cure`), and of the time as well.

    PARAMETERS

    Attributes
    ----------
    fit_ : AftFit
        The fitted model with everything it knows, and its methods ``predict`` and ``explain``.
    coef_ : array of shape (p - 1,)
        Log time ratios (Gompertz: log hazard ratios), the intercept apart.
    intercept_ : float
        The intercept.
    n_features_in_, feature_names_in_
        As in scikit-learn.

    Examples
    --------
    >>> import mainstay
    >>> people = {"level": [1, 2, 3, 1, 2, 3], "month": [4, 9, 12, 2, 6, 12], "left": [1, 1, 0, 1, 0, 1]}
    >>> model = mainstay.AFT(distribution="log_normal").fit(people, duration_col="month", event_col="left")
    >>> bool(model.coef_[0] > 0)
    True
    """

    fit_: AftFit

    def _estimate(self, given: dict[str, Any], options: dict[str, Any]) -> Any:
        if "upper" in self._columns and "event" not in self._columns:
            del given["event"]
        return super()._estimate(given, options)

    @property
    def coef_(self) -> Any:
        """Log time ratios (Gompertz: log hazard ratios)."""
        return super().coef_[1:]

    @property
    def intercept_(self) -> float:
        """The intercept."""
        return float(super().coef_[0])

    def predict(self, X: Any) -> Any:
        """The higher, the sooner they leave: minus the log of the time ratio against a person at the means (Gompertz: the log hazard ratio)."""
        ratio = self._predict(X).time_ratio
        return np.log(ratio) if self.fit_.distribution == "gompertz" else -np.log(ratio)

    def score(self, X: Any, y: Any = None, sample_weight: Any = None) -> float:
        """Harrell's concordance of the predictions with y; after a fit with ``upper_col`` y has to be given."""
        if y is None and "upper" in self._columns:
            raise TypeError("score needs y here: times that lie between bounds have no order")
        return super().score(X, y, sample_weight)

    def predict_median(self, X: Any, *, tenure: Any = None) -> Any:
        """The time by which half of such people have left, counted from `tenure` when given; inf when it is never reached."""
        return self.predict_percentile(X, 0.5, tenure=tenure)

    def predict_percentile(self, X: Any, p: float = 0.5, *, tenure: Any = None) -> Any:
        """The time at which the probability of still being here falls to `p`; inf when it never does."""
        return self._predict(X, quantiles=[1.0 - p], tenure=tenure, **self._quick).quantile[:, 0]

    def predict_expectation(self, X: Any, *, tenure: Any = None) -> Any:
        """The mean time until leaving, counted from `tenure` when given; inf where there is none."""
        return self._predict(X, means=True, tenure=tenure, **self._quick).mean

    @property
    def BIC_(self) -> float:
        """The Bayesian criterion."""
        return float(self.fit_.bic)

    def _summary_text(self) -> str:
        fit = self.fit_
        lines = [f"Accelerated failure time ({fit.distribution}): {fit.rows} rows, {fit.events} exact, {fit.right_censored} right-, {fit.left_censored} left-, "
                 f"{fit.interval_censored} interval-censored, {fit.status} after {fit.iterations} steps", "", *coefficient_lines(fit.coefficients)]
        lines.append("")
        for j, name in enumerate(fit.shapes.parameter):
            of = f" ({fit.shapes.stratum[j]})" if fit.shapes.stratum[j] else ""
            lines.append(f"{name}{of} {fit.shapes.estimate[j]:.5g} (se {fit.shapes.std_error[j]:.3g})")
        for j, term in enumerate(fit.cure.term):
            lines.append(f"never leaves, {term}: {fit.cure.coefficient[j]:.5g} (se {fit.cure.std_error[j]:.3g})")
        test = fit.likelihood_ratio_test
        lines.append(f"Log-likelihood {fit.log_likelihood:.6g}, AIC {fit.aic:.6g}; likelihood ratio test {test.statistic:.5g} on {test.degrees_of_freedom} df, "
                     f"p = {test.p_value:.3g}")
        return "\n".join(lines)
