"""mainstay.SurvivalForest: survival forests as an estimator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ._estimator import CompetingRisks, Summary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .survival import ForestFit


class SurvivalForest(CompetingRisks, Summary, analysis="survival.forest", seeded=True, takes_missing=True):
    """Who leaves when and for what: a survival forest as a scikit-learn estimator.

    ``fit(X, y)`` takes y as two columns (duration, event), event being 0 for who is still here and the number of the cause for who has
    left, as a structured array (event, time) or as times that are all events; ``fit(df, duration_col="month", event_col="cause")`` takes a
    frame whose other columns are the attributes. Missing values and categories are taken as they are.

    PARAMETERS

    Attributes
    ----------
    fit_ : ForestFit
        The fitted forest with everything it knows, and its method ``predict``.
    feature_importances_ : array of shape (features,)
        Rise of the integrated Brier score of leaving at all where the column is shuffled; with the parameter `importance`.
    n_features_in_, feature_names_in_
        As in scikit-learn.

    Examples
    --------
    >>> import mainstay
    >>> people = {"level": [1, 2, 3, 1, 2, 3, 2, 1], "month": [4, 9, 12, 2, 6, 12, 5, 7], "left": [1, 1, 0, 1, 0, 1, 2, 2]}
    >>> model = mainstay.SurvivalForest(trees=20, min_leaf_rows=2, min_leaf_events=1).fit(people, duration_col="month", event_col="left")
    >>> model.predict_survival_function(people, [6.0]).shape
    (8, 1)
    """

    fit_: ForestFit

    def predict(self, X: Any) -> Any:
        """The higher, the sooner they leave: the mean log ratio of leavers to those expected in the leaves that a row comes to."""
        return self._predict(X).score

    @property
    def feature_importances_(self) -> NDArray[Any]:
        """Rise of the integrated Brier score where each column is shuffled."""
        table = self.fit_.importance
        if not len(table.column):
            raise AttributeError("feature_importances_ needs the parameter importance=True")
        return np.array([rise for rise, cause in zip(table.rise, table.cause) if cause == ""])

    def _summary_text(self) -> str:
        fit = self.fit_
        count = int(np.asarray(fit.trees.nodes.tree)[-1]) + 1 if len(fit.trees.nodes.tree) else 0
        lines = [f"Survival forest: {count} trees, {fit.rows} rows, {fit.people} people, {fit.events} events, {fit.status}"]
        lines += [f"  {name}: {events} events" for name, events in zip(fit.causes.cause, fit.causes.events)]
        for j, cause in enumerate(fit.scores.cause):
            lines.append(f"out of bag, {cause or 'leaving at all'}: integrated Brier score {fit.scores.integrated_brier[j]:.4g} (one curve for everybody {fit.scores.reference[j]:.4g}), "
                         f"concordance {fit.scores.concordance[j]:.3g}")
        return "\n".join(lines)
