# Written by `python -m mainstay._generate` from the description of the analyses.
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from numpy.typing import NDArray

from ._estimator import CompetingRisks, Summary
from ._typing import ColumnLike, Numbers, Progress, TableLike
from .survival import ForestFit

class SurvivalForest(CompetingRisks, Summary):
    """Who leaves when and for what: a survival forest as a scikit-learn estimator.

    ``fit(X, y)`` takes y as two columns (duration, event), event being 0 for who is still here and the number of the cause for who has
    left, as a structured array (event, time) or as times that are all events; ``fit(df, duration_col="month", event_col="cause")`` takes a
    frame whose other columns are the attributes. Missing values and categories are taken as they are.

    Parameters
    ----------
    causes : list of str, default ()
        Names of the causes 1, 2, …; numbers when not given.
    trees : int, default 100
        Trees. Must be between 1 and 100000.
    split : {'causes', 'any'}, default 'causes'
        What makes a split good.
        * ``causes``: Sum over the causes of the chi-squared statistics of their log-rank tests: a split may part
          people by any of them, in any direction.
        * ``any``: The log-rank test of leaving for whatever cause.
    columns : int, default 0
        Columns drawn for each node, of which the best one splits it; 0 is the root of their number, rounded up.
        Must be >= 0.
    min_leaf_rows : int, default 15
        Rows drawn for the tree that each leaf has at least. Must be >= 1.
    min_leaf_events : float, default 3.0
        Weight of those who left, for whatever cause, that each leaf has at least. Must be >= 0.
    depth : int, default 1000
        Splits between the root and a leaf at most. Must be between 1 and 1000.
    cuts : int, default 0
        Cuts tried of each column and node, drawn at random; 0 tries all of them. Must be >= 0.
    sample_share : float, default 0.632
        People (clusters, or rows without them) drawn for each tree, as a share of all. Must be > 0 and <= 1.
    replace : bool, default False
        Whether the same person may be drawn several times for a tree (bootstrap).
    bins : int, default 64
        Bins of a column at most; splits lie between bins. Must be between 2 and 255.
    intervals : int, default 100
        Times at which curves step, at most: with more distinct times of leaving, neighbours share a step, so
        that each has as many leavers. Must be between 1 and 10000.
    split_intervals : int, default 16
        The same for the tests of splits; more is slower and hardly better. Must be between 1 and 64.
    out_of_bag : bool, default True
        Whether the forest is scored on people by the trees for which they were not drawn.
    importance : bool, default False
        Whether the importance of columns is computed: the rise of that score where a column is shuffled. Cost: a
        score for each column.
    score_times : list of float, default ()
        Times at which scores are taken, rising; 10 quantiles of the times of leaving when not given. Must be >=
        0.
    max_bytes : int, default 4294967296
        Memory that the fit may take, x apart, the fitted forest included. Trees are grown until the next one
        might not fit. Must be >= 1.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

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
    causes: Any
    trees: Any
    split: Any
    columns: Any
    min_leaf_rows: Any
    min_leaf_events: Any
    depth: Any
    cuts: Any
    sample_share: Any
    replace: Any
    bins: Any
    intervals: Any
    split_intervals: Any
    out_of_bag: Any
    importance: Any
    score_times: Any
    max_bytes: Any
    seed: Any
    threads: Any
    progress: Any
    def __init__(
        self,
        *,
        causes: Sequence[str] = (),
        trees: int = 100,
        split: Literal["causes", "any"] = 'causes',
        columns: int = 0,
        min_leaf_rows: int = 15,
        min_leaf_events: float = 3.0,
        depth: int = 1000,
        cuts: int = 0,
        sample_share: float = 0.632,
        replace: bool = False,
        bins: int = 64,
        intervals: int = 100,
        split_intervals: int = 16,
        out_of_bag: bool = True,
        importance: bool = False,
        score_times: Numbers = (),
        max_bytes: int = 4294967296,
        seed: int = 1,
        threads: int = 0,
        progress: Progress = None,
    ) -> None: ...
    def predict(self, X: Any) -> Any:
        """The higher, the sooner they leave: the mean log ratio of leavers to those expected in the leaves that a row comes to."""
    @property
    def feature_importances_(self) -> NDArray[Any]:
        """Rise of the integrated Brier score where each column is shuffled."""
    def fit(self, X: Any, y: Any = None, sample_weight: Any = None, *, duration_col: str | None = None, event_col: str | None = None, entry_col: str | None = None, weights_col: str | None = None, cluster_col: str | None = None) -> SurvivalForest:
        """Fits the model; the names of columns are those of `X`, and every column without a role is an attribute."""
