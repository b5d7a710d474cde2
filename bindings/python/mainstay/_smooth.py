"""mainstay.SmoothCox: Cox's regression along curves as an estimator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from ._estimator import Regression, coefficient_lines, run

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .survival import SmoothFit


class SmoothCox(Regression, analysis="survival.smooth"):
    """Along which curves attributes go with leaving sooner: Cox's regression with splines as a scikit-learn estimator.

    ``fit(X, y)`` takes y as a structured array (event, time), as two columns (duration, event) or as times that are all events;
    ``fit(df, duration_col="month", event_col="left")`` takes a frame whose other columns are the attributes. `smooth` names the columns
    with curves; without it the numeric columns get one that survival.smooth would choose.

    PARAMETERS

    Attributes
    ----------
    fit_ : SmoothFit
        The fitted model with everything it knows, and its methods ``predict`` and ``explain``.
    coef_ : array of shape (p,)
        Coefficients: those of the linear terms, then those of the splines.
    n_features_in_, feature_names_in_
        As in scikit-learn.

    Examples
    --------
    >>> import mainstay
    >>> people = {"age": [22, 31, 45, 29, 52, 27], "month": [4, 9, 12, 2, 6, 12], "left": [1, 1, 0, 1, 0, 1]}
    >>> model = mainstay.SmoothCox(smooth=[{"column": "age", "size": 6, "smoothing": 100.0}]).fit(people, duration_col="month", event_col="left")
    >>> bool(model.predict({"age": [25]})[0] > model.predict({"age": [50]})[0])
    True
    """

    fit_: SmoothFit
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
        offset_col: str | None = None,
        cluster_col: str | None = None,
    ) -> SmoothCox:
        """Fits the model; the names of columns are those of `X`, and every column without a role is an attribute."""
        from . import survival

        columns = {"duration": duration_col, "event": event_col, "entry": entry_col, "weights": weights_col, "strata": strata, "offset": offset_col, "cluster": cluster_col}
        data = self._read_fit(X, y, sample_weight, columns)
        options = self._options()
        self.fit_ = run(lambda: survival.smooth(data.x, data.duration, data.event, **data.columns, **options))
        self.coef_ = self.fit_.model.coefficients.coefficient
        return self

    def _options(self) -> dict[str, Any]:
        """As everywhere; smooth columns may be given by name, or as a mapping from name to size of the basis."""
        options = super()._options()
        smooth = options["smooth"] or ()
        if isinstance(smooth, Mapping):
            options["smooth"] = [{"column": column, "size": size} for column, size in smooth.items()]
        else:
            options["smooth"] = [{"column": one} if isinstance(one, str) else one for one in smooth]
        return options

    def _predict(self, X: Any, **arguments: Any) -> Any:
        x, columns = self._read_new(X)
        return run(lambda: self.fit_.predict(x, **{**columns, **arguments}, threads=self.get_params()["threads"]))

    def predict(self, X: Any) -> Any:
        """The log hazard of each row against the mean: the higher, the sooner they leave."""
        return self._predict(X).linear_predictor

    def predict_survival_function(self, X: Any, times: Any, *, tenure: Any = None) -> Any:
        """Probabilities of staying until `times`, an array of shape (rows, times); after `tenure` already stayed, when given.

        ``fit_.predict`` gives standard errors and intervals too.
        """
        given = {} if tenure is None else {"tenure": tenure}
        return self._predict(X, errors=False, times=np.atleast_1d(times), **given).survival

    def predict_cumulative_hazard_function(self, X: Any, times: Any, *, tenure: Any = None) -> Any:
        """Cumulative hazards at `times`, an array of shape (rows, times)."""
        given = {} if tenure is None else {"tenure": tenure}
        return self._predict(X, errors=False, times=np.atleast_1d(times), **given).cumulative_hazard

    @property
    def log_likelihood_(self) -> float:
        """Log partial likelihood, without penalties."""
        return float(self.fit_.model.log_likelihood)

    @property
    def AIC_(self) -> float:
        """Akaike's criterion, with the effective number of parameters."""
        return float(self.fit_.aic)

    def _summary_text(self) -> str:
        fit, model = self.fit_, self.fit_.model
        lines = [f"Cox regression along curves ({model.ties} ties): {model.rows} rows, {model.events} events, {model.status} after {model.iterations} steps", "",
                 *coefficient_lines(model.coefficients), ""]
        lines += [f"{name}: smoothing {fit.smooths.smoothing[j]:.5g}, {fit.smooths.effective_parameters[j]:.4g} effective parameters, p {fit.tests.p_value[j]:.3g}" for j, name in enumerate(fit.smooths.name)]
        lines.append(f"Log-likelihood {model.log_likelihood:.6g}, {fit.effective_parameters:.4g} effective parameters, AIC {fit.aic:.6g}, concordance {model.concordance:.4g}")
        return "\n".join(lines)
