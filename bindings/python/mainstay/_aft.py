"""mainstay.AFT: accelerated failure time models as an estimator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ._estimator import Regression, _chosen, coefficient_lines, run

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .survival import AftFit


class AFT(Regression, analysis="survival.aft"):
    """How long people stay: an accelerated failure time model as a scikit-learn estimator.

    ``fit(X, y)`` takes y as a structured array (event, time), as two columns (duration, event) or as times that are all events;
    ``fit(df, duration_col="month", event_col="left")`` takes a frame whose other columns are the attributes, and with ``upper_col``
    times that are known to lie between two bounds. Categories and texts become terms against their first
    level (or the one in `references`).

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
    coef_: NDArray[Any]
    intercept_: float

    def fit(
        self,
        X: Any,
        y: Any = None,
        sample_weight: Any = None,
        *,
        duration_col: str | None = None,
        event_col: str | None = None,
        upper_col: str | None = None,
        entry_col: str | None = None,
        weights_col: str | None = None,
        strata: str | list[str] | None = None,
        cluster_col: str | None = None,
        offset_col: str | None = None,
        cure_cols: list[str] | None = None,
    ) -> AFT:
        """Fits the model; the names of columns are those of `X`, and every column without a role is an attribute.

        Columns in `cure_cols` are attributes of the part that never leaves (parameter `cure`), and of the time as well.
        """
        from . import survival

        columns = {"duration": duration_col, "event": event_col, "upper": upper_col, "entry": entry_col, "weights": weights_col, "strata": strata,
                   "cluster": cluster_col, "offset": offset_col}
        data = self._read_fit(X, y, sample_weight, columns)
        given = dict(data.columns)
        if upper_col is None or event_col is not None:
            given["event"] = data.event
        self._cure_names = list(cure_cols or ())
        if self._cure_names:
            given["cure_x"] = _chosen(X, self._cure_names)
        self.fit_ = run(lambda: survival.aft(data.duration, x=data.x, **given, **self._options()))
        self.intercept_ = float(self.fit_.coefficients.coefficient[0])
        self.coef_ = self.fit_.coefficients.coefficient[1:]
        return self

    def _predict(self, X: Any, **arguments: Any) -> Any:
        x, columns = self._read_new(X)
        if self._cure_names:
            columns["cure_x"] = _chosen(X, self._cure_names)
        return run(lambda: self.fit_.predict(x=x, **{**columns, **arguments}, threads=self.threads))

    def predict(self, X: Any) -> Any:
        """The higher, the sooner they leave: minus the log of the time ratio against a person at the means (Gompertz: the log hazard ratio)."""
        ratio = self._predict(X).time_ratio
        return np.log(ratio) if self.fit_.distribution == "gompertz" else -np.log(ratio)

    def score(self, X: Any, y: Any = None, sample_weight: Any = None) -> float:
        """Harrell's concordance of the predictions with y; after a fit with ``upper_col`` y has to be given."""
        if y is None and "upper" in self._columns:
            raise TypeError("score needs y here: times that lie between bounds have no order")
        return super().score(X, y, sample_weight)

    def predict_survival_function(self, X: Any, times: Any, *, tenure: Any = None) -> Any:
        """Probabilities of staying until `times`, an array of shape (rows, times); after `tenure` already stayed, when given.

        ``fit_.predict`` gives standard errors and intervals too.
        """
        return self._times(X, tenure, times=np.atleast_1d(times)).survival

    def predict_cumulative_hazard_function(self, X: Any, times: Any, *, tenure: Any = None) -> Any:
        """Cumulative hazards at `times`, an array of shape (rows, times)."""
        return self._times(X, tenure, times=np.atleast_1d(times)).cumulative_hazard

    def predict_median(self, X: Any, *, tenure: Any = None) -> Any:
        """The time by which half of such people have left, counted from `tenure` when given; inf when it is never reached."""
        return self.predict_percentile(X, 0.5, tenure=tenure)

    def predict_percentile(self, X: Any, p: float = 0.5, *, tenure: Any = None) -> Any:
        """The time at which the probability of still being here falls to `p`; inf when it never does."""
        return self._times(X, tenure, quantiles=[1.0 - p]).quantile[:, 0]

    def predict_expectation(self, X: Any, *, tenure: Any = None) -> Any:
        """The mean time until leaving, counted from `tenure` when given; inf where there is none."""
        return self._times(X, tenure, means=True).mean

    def _times(self, X: Any, tenure: Any, **arguments: Any) -> Any:
        given = {} if tenure is None else {"tenure": tenure}
        return self._predict(X, errors=False, **arguments, **given)

    @property
    def log_likelihood_(self) -> float:
        """Log-likelihood."""
        return float(self.fit_.log_likelihood)

    @property
    def AIC_(self) -> float:
        """Akaike's criterion."""
        return float(self.fit_.aic)

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
