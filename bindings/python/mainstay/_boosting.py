"""mainstay.BoostedHazards: gradient-boosted trees on the rates of leaving as an estimator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ._estimator import Estimator, _joint, read_y, run

if TYPE_CHECKING:
    from .survival import BoostingFit


class BoostedHazards(Estimator, analysis="survival.boosting", seeded=True):
    """Who leaves when and for which cause: boosted trees on the rates of leaving as a scikit-learn estimator.

    ``fit(X, y)`` takes y as two columns (duration, event), event being 0 for who is still here and the number of the cause for who has
    left, as a structured array (event, time) or as times that all ended for cause 1; ``fit(df, duration_col="month", event_col="cause")`` takes a
    frame whose other columns are the attributes. Categories, texts and missing values are taken as they are.

    PARAMETERS

    Attributes
    ----------
    fit_ : BoostingFit
        The fitted model with everything it knows, and its methods ``predict``, ``explain`` and ``importance``.
    n_features_in_, feature_names_in_
        As in scikit-learn.

    Examples
    --------
    >>> import mainstay
    >>> people = {"level": [1, 2, 3, 1, 2, 3, 2, 1], "month": [4, 9, 12, 2, 6, 12, 5, 7], "left": [1, 1, 0, 1, 0, 1, 2, 2]}
    >>> model = mainstay.BoostedHazards(iterations=10).fit(people, duration_col="month", event_col="left")
    >>> model.predict_cumulative_incidence(people, [6.0], cause=2).shape
    (8, 1)
    """

    fit_: BoostingFit

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
    ) -> BoostedHazards:
        """Fits the model; the names of columns are those of `X`, and every column without a role is an attribute."""
        from . import survival

        columns = {"duration": duration_col, "event": event_col, "entry": entry_col, "weights": weights_col, "cluster": cluster_col}
        data = self._read_fit(X, y, sample_weight, columns)
        self.fit_ = run(lambda: survival.boosting(data.x, data.duration, data.event, **data.columns, **self._options()))
        return self

    def _predict(self, X: Any, **arguments: Any) -> Any:
        x, _ = self._read_new(X)
        return run(lambda: self.fit_.predict(x, **arguments, threads=self.threads))  # type: ignore[attr-defined]

    def predict(self, X: Any) -> Any:
        """The log of the cumulative hazard of leaving, whatever the cause, until the last leaving of the fit: the higher, the sooner they leave."""
        return self._predict(X).risk

    def predict_survival_function(self, X: Any, times: Any, *, tenure: Any = None) -> Any:
        """Probabilities of staying until `times`, an array of shape (rows, times); after `tenure` already stayed, when given."""
        return self._times(X, times, tenure).survival

    def predict_cumulative_hazard_function(self, X: Any, times: Any, *, tenure: Any = None) -> Any:
        """Cumulative hazards at `times`, an array of shape (rows, times)."""
        return self._times(X, times, tenure).cumulative_hazard

    def predict_cumulative_incidence(self, X: Any, times: Any, *, cause: int = 1, tenure: Any = None) -> Any:
        """Probabilities of having left for the cause by `times`, an array of shape (rows, times); after `tenure` already stayed, when given."""
        prediction = self._times(X, times, tenure)
        causes = max(1, len(prediction.incidence))
        if not 1 <= cause <= causes:
            raise ValueError(f"cause is {cause}, but must be between 1 and {causes}")
        return prediction.incidence[cause - 1].incidence if prediction.incidence else 1.0 - prediction.survival

    def _times(self, X: Any, times: Any, tenure: Any) -> Any:
        given = {} if tenure is None else {"tenure": tenure}
        return self._predict(X, times=np.atleast_1d(times), **given)

    def score(self, X: Any, y: Any = None, sample_weight: Any = None) -> float:
        """Harrell's concordance of `predict` with leaving, whatever the cause: 0.5 is guessing, 1 is the right order throughout."""
        from . import survival

        risk = self.predict(X)
        given: dict[str, Any] = {}
        if self._columns and y is None:
            given = {name: _joint(X, value) for name, value in self._columns.items()}
            duration = given.pop("duration")
            event = np.asarray(given.pop("event")) if "event" in given else np.ones(len(duration))
        else:
            duration, event = (np.asarray(column) for column in read_y(self, y))
        if sample_weight is not None:
            given["weights"] = sample_weight
        return float(run(lambda: survival.concordance(risk, duration, (event > 0).astype(np.int8), **given)).concordance)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        return tags
