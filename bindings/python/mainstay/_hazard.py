"""mainstay.DiscreteHazard: the discrete-time hazard as an estimator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from ._estimator import Regression, coefficient_lines, run

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .survival import HazardFit


class DiscreteHazard(Regression, analysis="survival.hazard"):
    """The probability of leaving in each week or month of those still there, as a scikit-learn estimator.

    ``fit(X, y)`` takes y as a structured array (event, time), as two columns (duration, event) or as times that are all events;
    ``fit(df, duration_col="month", event_col="left")`` takes a frame whose other columns are the attributes. Times are counted in
    periods: one that is not whole belongs to the period in which it ends. Columns in `smooth` become curves.

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
        offset_col: str | None = None,
        group_col: str | None = None,
    ) -> DiscreteHazard:
        """Fits the model; the names of columns are those of `X`, and every column without a role is an attribute.

        `group_col` names the site, class or team with a random intercept.
        """
        from . import survival

        columns = {"duration": duration_col, "event": event_col, "entry": entry_col, "weights": weights_col, "strata": strata, "cluster": cluster_col,
                   "offset": offset_col, "group": group_col}
        data = self._read_fit(X, y, sample_weight, columns)
        self.fit_ = run(lambda: survival.hazard(_periods(data.duration), data.event, x=data.x, **data.columns, **self._options()))
        self.coef_ = self.fit_.coefficients.coefficient
        return self

    def _options(self) -> dict[str, Any]:
        """As everywhere; smooth columns may be given by name, or as a mapping from name to size of the basis."""
        options = super()._options()
        smooth = options["smooth"]
        if isinstance(smooth, Mapping):
            options["smooth"] = [{"column": column, "size": size} for column, size in smooth.items()]
        else:
            options["smooth"] = [{"column": one} if isinstance(one, str) else one for one in smooth]
        return options

    def _predict(self, X: Any, **arguments: Any) -> Any:
        x, columns = self._read_new(X)
        return run(lambda: self.fit_.predict(x=x, **{**columns, **arguments}, threads=self.get_params()["threads"]))

    def predict(self, X: Any) -> Any:
        """Linear predictors against a person at the means: the higher, the sooner they leave. Of an average group, where there are groups."""
        return self._predict(X).linear_predictor

    def predict_survival_function(self, X: Any, times: Any, *, tenure: Any = None) -> Any:
        """Probabilities of staying through so many periods, an array of shape (rows, times); after `tenure` periods already stayed, when given.

        ``fit_.predict`` gives standard errors and intervals too, and takes groups.
        """
        given = {} if tenure is None else {"tenure": tenure}
        return self._predict(X, errors=False, times=np.atleast_1d(times), **given).survival

    def predict_cumulative_hazard_function(self, X: Any, times: Any, *, tenure: Any = None) -> Any:
        """-log of these probabilities, an array of shape (rows, times)."""
        given = {} if tenure is None else {"tenure": tenure}
        return self._predict(X, errors=False, times=np.atleast_1d(times), **given).cumulative_hazard

    def predict_hazard(self, X: Any, times: Any, *, tenure: Any = None) -> Any:
        """Probabilities of leaving in these periods of those still there, an array of shape (rows, times)."""
        given = {} if tenure is None else {"tenure": tenure}
        return self._predict(X, errors=False, times=np.atleast_1d(times), **given).hazard

    @property
    def log_likelihood_(self) -> float:
        """Log-likelihood, without penalties."""
        return float(self.fit_.log_likelihood)

    @property
    def AIC_(self) -> float:
        """Akaike's criterion, with the effective number of parameters."""
        return float(self.fit_.aic)

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
