# Written by `python -m mainstay._generate` from the description of the analyses.
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from numpy.typing import NDArray

from ._estimator import CompetingRisks
from ._typing import ColumnLike, Numbers, Progress, TableLike
from .survival import BoostingFit, BoostingMonotone

class BoostedHazards(CompetingRisks):
    """Who leaves when and for which cause: boosted trees on the rates of leaving as a scikit-learn estimator.

    ``fit(X, y)`` takes y as two columns (duration, event), event being 0 for who is still here and the number of the cause for who has
    left, as a structured array (event, time) or as times that all ended for cause 1; ``fit(df, duration_col="month", event_col="cause")`` takes a
    frame whose other columns are the attributes. Categories, texts and missing values are taken as they are.

    Parameters
    ----------
    causes : list of str, default ()
        Names of the causes 1, 2, …; numbers when not given.
    iterations : int, default 300
        Trees of each cause at most. Must be between 0 and 100000.
    learning_rate : float, default 0.1
        Share of a tree's values that counts. Must be > 0 and <= 1.
    leaves : int, default 8
        Leaves of a tree at most; the best leaf is split first. Must be between 2 and 4096.
    depth : int, default 4
        Splits between the root and a leaf at most. Must be between 1 and 100.
    min_leaf_events : float, default 5.0
        Leavers that the model so far must expect in a leaf, at least. Must be >= 0.
    l2 : float, default 1.0
        Shrinkage of the leaves: so many events more are observed, and expected, in each. To second order half of
        it penalises the squared value. Must be >= 0.
    min_gain : float, default 0.0
        Rise of the penalised log-likelihood that a split must promise. Must be >= 0.
    bins : int, default 255
        Bins of a column at most; splits lie between bins. Must be between 2 and 255.
    intervals : int, default 24
        Intervals of time at most, with equal numbers of events; of a few distinct times (months) each has its
        own. Ten events for each, or fewer intervals. Must be between 1 and 255.
    cuts : list of float, default ()
        Ends of the intervals, rising, instead of `intervals`; the last one ends with the last event. Must be >
        0.
    proportional : bool, default False
        Whether no tree may split by time, so that attributes multiply a rate by the same factor at any tenure.
    monotone : list of BoostingMonotone, default ()
        Columns along which the rates must rise or fall.
    row_share : float, default 1.0
        Share of the people drawn for each tree. Must be > 0 and <= 1.
    column_share : float, default 1.0
        Share of the columns drawn for each tree. Must be > 0 and <= 1.
    held_out : float, default 0.1
        Share of the people on whom the score is watched and no tree is grown, where there is one such part
        (`folds`); 0: no early stopping. Must be >= 0 and < 1.
    folds : int or None, default None
        Parts of the people of which each is held out in turn: the number of trees is that with the best score of
        all parts together, and so many are grown on everybody. Cost: so many boostings more. 1: one part, the
        share `held_out`, on which no tree is ever grown. When not given: 10 with fewer than 5,000 rows that
        count (one part alone would leave the number to chance), 1 from there on and with held_out 0. Must be
        between 1 and 100.
    patience : int, default 20
        Trees without a better score until the boosting of a cause stops. Must be between 1 and 100000.
    calibrate : bool, default True
        Whether in each interval the expected leavers of each cause are made equal to the observed ones.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

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
    causes: Any
    iterations: Any
    learning_rate: Any
    leaves: Any
    depth: Any
    min_leaf_events: Any
    l2: Any
    min_gain: Any
    bins: Any
    intervals: Any
    cuts: Any
    proportional: Any
    monotone: Any
    row_share: Any
    column_share: Any
    held_out: Any
    folds: Any
    patience: Any
    calibrate: Any
    seed: Any
    threads: Any
    progress: Any
    def __init__(
        self,
        *,
        causes: Sequence[str] = (),
        iterations: int = 300,
        learning_rate: float = 0.1,
        leaves: int = 8,
        depth: int = 4,
        min_leaf_events: float = 5.0,
        l2: float = 1.0,
        min_gain: float = 0.0,
        bins: int = 255,
        intervals: int = 24,
        cuts: Numbers = (),
        proportional: bool = False,
        monotone: Sequence[BoostingMonotone] = (),
        row_share: float = 1.0,
        column_share: float = 1.0,
        held_out: float = 0.1,
        folds: int | None = None,
        patience: int = 20,
        calibrate: bool = True,
        seed: int = 1,
        threads: int = 0,
        progress: Progress = None,
    ) -> None: ...
    def predict(self, X: Any) -> Any:
        """The log of the cumulative hazard of leaving, whatever the cause, until the last leaving of the fit: the higher, the sooner they leave."""
    def predict_cumulative_incidence(self, X: Any, times: Any = None, *, cause: int | None = 1, tenure: Any = None) -> Any:
        """Probabilities of having left for the cause by `times`, an array of shape (rows, times); after `tenure` already stayed, when given."""
    def fit(self, X: Any, y: Any = None, sample_weight: Any = None, *, duration_col: str | None = None, event_col: str | None = None, entry_col: str | None = None, weights_col: str | None = None, cluster_col: str | None = None) -> BoostedHazards:
        """Fits the model; the names of columns are those of `X`, and every column without a role is an attribute."""
