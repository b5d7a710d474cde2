"""mainstay.FineGray: Fine and Gray's regression as an estimator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ._estimator import Regression, coefficient_lines, run

if TYPE_CHECKING:
    from .survival import FineGrayFit


class FineGray(Regression, analysis="survival.fine_gray"):
    """Which attributes go with a higher share leaving for one cause: Fine and Gray's regression as a scikit-learn estimator.

    ``fit(X, y)`` takes y as two columns (duration, event), event being 0 for who is still here and the number of the cause for who has
    left, as a structured array (event, time) or as times that all ended for cause 1; ``fit(df, duration_col="month", event_col="cause")`` takes a frame whose
    other columns are the attributes. Categories and texts become terms against their first level (or the one in `references`).

    PARAMETERS

    Attributes
    ----------
    fit_ : FineGrayFit
        The fitted model with everything it knows, and its method ``predict``.
    coef_ : array of shape (p,)
        Log subdistribution hazard ratios.
    n_features_in_, feature_names_in_
        As in scikit-learn.

    Examples
    --------
    >>> import mainstay
    >>> people = {"level": [1, 2, 3, 1, 2, 3, 2, 1], "month": [4, 9, 12, 2, 6, 12, 5, 7], "left": [1, 1, 0, 1, 0, 1, 2, 2]}
    >>> model = mainstay.FineGray().fit(people, duration_col="month", event_col="left")
    >>> model.predict_cumulative_incidence(people, [6.0]).shape
    (8, 1)
    """

    fit_: FineGrayFit

    def predict_cumulative_incidence(self, X: Any, times: Any = None, *, tenure: Any = None, still_here: Any = None) -> Any:
        """Probabilities of having left for the cause by `times`, an array of shape (rows, times).

        Without `times` at the distinct times of leaving for the cause. With `tenure` of who has not left for the cause by then; with
        `still_here` too, the probability of being still here at `tenure` whatever the cause, of who is.
        """
        self._check_fitted()
        return self._predict(X, times=self.fit_.baseline.time if times is None else np.atleast_1d(times), tenure=tenure, still_here=still_here).incidence

    def score(self, X: Any, y: Any = None, sample_weight: Any = None) -> float:
        """Concordance of the predictions with who left for the cause, sooner counting as worse; who left otherwise counts as never leaving for it (Wolbers et al. 2009)."""
        from . import survival

        risk = self.predict(X)
        duration, event = (np.asarray(column) for column in self._outcome(X, y)[:2])
        left = event == self.cause  # type: ignore[attr-defined]
        never = duration.max(initial=0) + 1
        given = {} if sample_weight is None else {"weights": sample_weight}
        return float(run(lambda: survival.concordance(risk, np.where(left | (event == 0), duration, never), left.astype(np.int8), **given)).concordance)

    def _summary_text(self) -> str:
        fit = self.fit_
        lines = [f"Fine-Gray regression for cause {fit.cause} ({fit.ties} ties): {fit.rows} rows, {fit.events} events, {fit.competing} of other causes, {fit.status} "
                 f"after {fit.iterations} steps", "", *coefficient_lines(fit.coefficients), ""]
        test = fit.wald_test
        lines.append(f"Log pseudo-likelihood {fit.log_likelihood:.6g}; Wald test {test.statistic:.5g} on {test.degrees_of_freedom} df, p = {test.p_value:.3g}")
        return "\n".join(lines)
