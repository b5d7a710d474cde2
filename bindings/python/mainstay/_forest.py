"""mainstay.SurvivalForest: survival forests as an estimator."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from ._estimator import Estimator, read_y, run

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .survival import ForestFit


class SurvivalForest(Estimator, analysis="survival.forest", seeded=True):
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
        cluster_col: str | None = None,
    ) -> SurvivalForest:
        """Fits the forest; the names of columns are those of `X`, and every column without a role is an attribute."""
        from . import survival

        columns = {"duration": duration_col, "event": event_col, "entry": entry_col, "weights": weights_col, "cluster": cluster_col}
        data = self._read_fit(X, y, sample_weight, columns)
        self.fit_ = run(lambda: survival.forest(data.x, data.duration, data.event, **data.columns, **self._options()))
        return self

    def _predict(self, X: Any, **arguments: Any) -> Any:
        x, _ = self._read_new(X)
        given = {name: value for name, value in arguments.items() if value is not None}
        return run(lambda: self.fit_.predict(x, **given, threads=self.threads))

    def predict(self, X: Any) -> Any:
        """The higher, the sooner they leave: the mean log ratio of leavers to those expected in the leaves that a row comes to."""
        return self._predict(X).score

    def predict_survival_function(self, X: Any, times: Any, *, tenure: Any = None) -> Any:
        """Probabilities of staying until `times`, an array of shape (rows, times); after `tenure` already stayed, when given."""
        return self._predict(X, times=np.atleast_1d(times), tenure=tenure).survival

    def predict_cumulative_incidence(self, X: Any, times: Any, *, tenure: Any = None) -> Any:
        """Probabilities of having left by `times`, an array of shape (causes, rows, times); after `tenure` already stayed, when given."""
        return np.array([each.incidence for each in self._predict(X, times=np.atleast_1d(times), tenure=tenure).incidence])

    def score(self, X: Any, y: Any = None, sample_weight: Any = None) -> float:
        """Harrell's concordance of the predictions with leaving for whatever cause."""
        if self._columns and y is None:
            if "event" in self._columns:
                X = {**{name: X[name] for name in self.feature_names_in_}, **{name: X[name] for name in self._columns.values()},
                     self._columns["event"]: (np.asarray(X[self._columns["event"]]) > 0).astype(np.int8)}
            return super().score(X, None, sample_weight)
        duration, event = read_y(self, y)
        return super().score(X, np.column_stack([np.asarray(duration, dtype=float), np.asarray(event) > 0]), sample_weight)

    @property
    def feature_importances_(self) -> NDArray[Any]:
        """Rise of the integrated Brier score where each column is shuffled."""
        table = self.fit_.importance
        if not len(table.column):
            raise AttributeError("feature_importances_ needs the parameter importance=True")
        return np.array([rise for rise, cause in zip(table.rise, table.cause) if cause == ""])

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        return tags

    def __str__(self) -> str:
        if not hasattr(self, "fit_"):
            return repr(self)
        fit = self.fit_
        count = int(np.asarray(fit.trees.nodes.tree)[-1]) + 1 if len(fit.trees.nodes.tree) else 0
        lines = [f"Survival forest: {count} trees, {fit.rows} rows, {fit.people} people, {fit.events} events, {fit.status}"]
        lines += [f"  {name}: {events} events" for name, events in zip(fit.causes.cause, fit.causes.events)]
        for j, cause in enumerate(fit.scores.cause):
            lines.append(f"out of bag, {cause or 'leaving at all'}: integrated Brier score {fit.scores.integrated_brier[j]:.4g} (one curve for everybody {fit.scores.reference[j]:.4g}), "
                         f"concordance {fit.scores.concordance[j]:.3g}")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"
