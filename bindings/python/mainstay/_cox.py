"""mainstay.CoxPH: Cox's regression as an estimator."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from ._estimator import ProportionalHazards, coefficient_lines, run

if TYPE_CHECKING:
    from .survival import CoxFit


class CoxPH(ProportionalHazards, analysis="survival.cox"):
    """Which attributes go with leaving sooner: Cox's proportional hazards as a scikit-learn estimator.

    ``fit(X, y)`` takes y as a structured array (event, time), as two columns (duration, event) or as times that are all events;
    ``fit(df, duration_col="month", event_col="left")`` takes a frame whose other columns are the attributes. Categories and
    texts become terms against their first level (or the one in `references`).

    PARAMETERS

    Attributes
    ----------
    fit_ : CoxFit
        The fitted model with everything it knows, and its methods ``predict`` and ``explain``.
    coef_ : array of shape (p,)
        Log hazard ratios.
    n_features_in_, feature_names_in_
        As in scikit-learn.

    Examples
    --------
    >>> import mainstay
    >>> people = {"level": [1, 2, 3, 1, 2, 3], "month": [4, 9, 12, 2, 6, 12], "left": [1, 1, 0, 1, 0, 1]}
    >>> model = mainstay.CoxPH().fit(people, duration_col="month", event_col="left")
    >>> bool(model.coef_[0] < 0)
    True
    """

    fit_: CoxFit

    def predict_median(self, X: Any, *, tenure: Any = None) -> Any:
        """The time by which half of such people have left, counted from `tenure` when given; inf when it is never reached."""
        return self.predict_percentile(X, 0.5, tenure=tenure)

    def predict_percentile(self, X: Any, p: float = 0.5, *, tenure: Any = None) -> Any:
        """The time at which the probability of still being here falls to `p`; inf when it never does."""
        x, columns = self._read_new(X)
        ratio = run(lambda: self.fit_.predict(x, **columns, threads=self.threads)).hazard_ratio
        baseline, names = self.fit_.baseline, list(self.fit_.strata)
        labels = np.asarray(columns["strata"]).astype(str) if "strata" in columns else np.full(len(ratio), names[0])
        start = np.zeros(len(ratio)) if tenure is None else np.broadcast_to(np.asarray(tenure, dtype=float), ratio.shape)
        answer = np.empty(len(ratio))
        for place, name in enumerate(names):
            mine, rows = baseline.stratum == place, labels == name
            time, hazard = np.append(baseline.time[mine], np.inf), np.append(0.0, baseline.cumulative_hazard[mine])
            reached = hazard[np.searchsorted(time[:-1], start[rows], side="right")]
            target = (reached - np.log(p) / ratio[rows]) * (1 - 1e-12)
            answer[rows] = time[np.searchsorted(hazard[1:], target)] - start[rows]
        return answer

    @property
    def concordance_index_(self) -> float:
        """Concordance on the rows of the fit."""
        return float(self.fit_.concordance)

    @property
    def summary(self) -> Any:
        """The terms as a pandas DataFrame with the column names that lifelines' users know (needs pandas)."""
        pandas = import_module("pandas")

        table, level = self.fit_.coefficients, f"{100 * self.fit_.confidence_level:g}%"
        with np.errstate(divide="ignore"):
            bits = -np.log2(table.p_value)
        error = table.std_error if np.isnan(table.robust_std_error).all() else table.robust_std_error
        columns = {
            "coef": table.coefficient,
            "exp(coef)": table.hazard_ratio,
            "se(coef)": error,
            f"coef lower {level}": table.lower,
            f"coef upper {level}": table.upper,
            f"exp(coef) lower {level}": table.hazard_ratio_lower,
            f"exp(coef) upper {level}": table.hazard_ratio_upper,
            "cmp to": np.zeros(len(table)),
            "z": table.z,
            "p": table.p_value,
            "-log2(p)": bits,
        }
        return pandas.DataFrame(columns, index=pandas.Index(table.term, name="covariate"))

    def _summary_text(self) -> str:
        fit = self.fit_
        lines = [f"Cox regression ({fit.ties} ties): {fit.rows} rows, {fit.events} events, {fit.status} after {fit.iterations} steps", "", *coefficient_lines(fit.coefficients)]
        lines.append("")
        if fit.concordance == fit.concordance:
            lines.append(f"Concordance {fit.concordance:.4f} (se {fit.concordance_std_error:.4f})")
        for name, test in (("Likelihood ratio test", fit.likelihood_ratio_test), ("Wald test", fit.wald_test), ("Score test", fit.score_test)):
            lines.append(f"{name} {test.statistic:.5g} on {test.degrees_of_freedom} df, p = {test.p_value:.3g}")
        return "\n".join(lines)
