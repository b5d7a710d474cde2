# Written by `python -m mainstay._generate` from the description of the analyses.
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from numpy.typing import NDArray

from ._estimator import Estimator
from ._typing import ColumnLike, Numbers, Progress, TableLike
from .survival import CurveResult

class KaplanMeier(Estimator):
    """How many are still here after a time: one curve for everybody, whatever their attributes.

    ``fit(X, y)`` takes y as for :class:`CoxPH` and does not look at X beyond its shape, so that the curve can stand where a
    model stands; ``fit(df, duration_col="month", event_col="left", group_col="field")`` fits a curve for each group, which
    ``fit_`` has as tables. Predictions for new rows are those of everybody.

    Parameters
    ----------
    causes : list of str, default ()
        Names of the causes 1, 2, …; numbers when not given.
    confidence_level : float, default 0.95
        Coverage of the intervals. Must be > 0 and < 1.
    interval : {'log_log', 'log', 'plain'}, default 'log_log'
        Scale on which the intervals are symmetric.
        * ``log_log``: Symmetric on the scale of log(-log p); stays inside (0, 1).
        * ``log``: Symmetric on the scale of log p, cut off at 1.
        * ``plain``: Symmetric around p, cut off at 0 and 1.
    std_error : {'automatic', 'greenwood', 'robust'}, default 'automatic'
        What the standard errors take a row for.
        * ``automatic``: As R's survfit: Greenwood for survival and hazard, robust when a weight is not whole;
          robust for incidences.
        * ``greenwood``: Weights count people: a row of weight 3 stands for three people.
        * ``robust``: Infinitesimal jackknife: a row is one person, whatever its weight; with clusters, each of
          these is one.
    times : list of float, default ()
        Times to report, in any order; all distinct times when not given. Must be >= 0.
    probabilities : list of float, default (0.25, 0.5, 0.75)
        Shares of leavers whose times (quantiles) are reported. Must be between 0 and 1.
    restricted_mean_until : float or None, default None
        Horizon of the restricted mean; the last time of all groups when not given. Must be > 0.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Attributes
    ----------
    fit_ : CurveResult
        The curve with its errors and intervals, quantiles, restricted means and, with several causes, incidences.
    unique_times_, survival_ : array
        The curve of everybody.
    follow_up_ : float
        The longest time that was observed; nothing is known beyond.
    n_features_in_, feature_names_in_
        As in scikit-learn.
    """
    fit_: CurveResult
    unique_times_: NDArray[Any]
    survival_: NDArray[Any]
    follow_up_: float
    causes: Any
    confidence_level: Any
    interval: Any
    std_error: Any
    times: Any
    probabilities: Any
    restricted_mean_until: Any
    threads: Any
    progress: Any
    def __init__(
        self,
        *,
        causes: Sequence[str] = (),
        confidence_level: float = 0.95,
        interval: Literal["log_log", "log", "plain"] = 'log_log',
        std_error: Literal["automatic", "greenwood", "robust"] = 'automatic',
        times: Numbers = (),
        probabilities: Numbers = (0.25, 0.5, 0.75),
        restricted_mean_until: float | None = None,
        threads: int = 0,
        progress: Progress = None,
    ) -> None: ...
    def predict(self, X: Any) -> Any:
        """The same risk, 0, for every row."""
    def predict_survival_function(self, X: Any, times: Any = None, *, tenure: Any = None) -> Any:
        """Probabilities of staying until `times` (``unique_times_`` when not given), an array of shape (rows, times); NaN beyond ``follow_up_``."""
    def predict_median(self, X: Any) -> Any:
        """The time by which half have left, for every row; inf when it is never reached."""
    def fit(self, X: Any, y: Any = None, sample_weight: Any = None, *, duration_col: str | None = None, event_col: str | None = None, entry_col: str | None = None, weights_col: str | None = None, group_col: str | None = None, cluster_col: str | None = None) -> KaplanMeier:
        """Fits the model; the names of columns are those of `X`, and every column without a role is an attribute."""
