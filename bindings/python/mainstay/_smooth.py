"""mainstay.SmoothCox: Cox's regression along curves as an estimator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._estimator import ProportionalHazards, coefficient_lines

if TYPE_CHECKING:
    from .survival import SmoothFit


class SmoothCox(ProportionalHazards, analysis="survival.smooth"):
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

    @property
    def _model(self) -> Any:
        return self.fit_.model

    def _summary_text(self) -> str:
        fit, model = self.fit_, self.fit_.model
        lines = [f"Cox regression along curves ({model.ties} ties): {model.rows} rows, {model.events} events, {model.status} after {model.iterations} steps", "",
                 *coefficient_lines(model.coefficients), ""]
        lines += [f"{name}: smoothing {fit.smooths.smoothing[j]:.5g}, {fit.smooths.effective_parameters[j]:.4g} effective parameters, p {fit.tests.p_value[j]:.3g}" for j, name in enumerate(fit.smooths.name)]
        lines.append(f"Log-likelihood {model.log_likelihood:.6g}, {fit.effective_parameters:.4g} effective parameters, AIC {fit.aic:.6g}, concordance {model.concordance:.4g}")
        return "\n".join(lines)
