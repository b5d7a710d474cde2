# Written by `python -m mainstay._generate` from the description of the analyses.
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from numpy.typing import NDArray

from ._estimator import Regression
from ._typing import ColumnLike, Numbers, Progress, TableLike
from .survival import FineGrayFit, CoxReference

class FineGray(Regression):
    """Which attributes go with a higher share leaving for one cause: Fine and Gray's regression as a scikit-learn estimator.

    ``fit(X, y)`` takes y as two columns (duration, event), event being 0 for who is still here and the number of the cause for who has
    left, as a structured array (event, time) or as times that all ended for cause 1; ``fit(df, duration_col="month", event_col="cause")`` takes a frame whose
    other columns are the attributes. Categories and texts become terms against their first level (or the one in `references`).

    Parameters
    ----------
    cause : int, default 1
        The cause of interest: its number in `event`. All others compete with it. Must be between 1 and 255.
    causes : list of str, default ()
        Names of the causes 1, 2, …; numbers when not given.
    ties : {'efron', 'breslow', 'exact'}, default 'efron'
        How tied times of leaving enter the likelihood.
        * ``efron``: Efron's average over the tied leavers: close to exact, also with many ties.
        * ``breslow``: Breslow's: the tied leavers all stay at risk; biased towards 0 with many ties.
        * ``exact``: Time is discrete: of all sets of so many at risk, just these left. survival.cox only,
          without weights; cost grows with the number of tied leavers.
    censoring : {'events_first', 'together'}, default 'events_first'
        Who is at risk of being censored at a time at which people leave, too.
        * ``events_first``: Who leaves at a time is no longer there to be censored at it; as everywhere in this
          library, and in R's finegray.
        * ``together``: Who leaves at a time counts as at risk of being censored at it; as in cmprsk's crr.
    references : list of CoxReference, default ()
        Reference levels that are not the first level of their column.
    ridge : float, default 0.0
        Penalty: 0.5 * ridge * sum of squared coefficients is taken from the log-likelihood. Must be >= 0.
    robust : bool, default True
        Whether errors, tests and intervals are Fine and Gray's, which count in that the weights are estimated;
        those of the information matrix alone are too small. A `cluster` column implies it.
    errors_at : list of float of shape (errors_at,), default ()
        Times for which the fit keeps what standard errors of predicted incidences need: one pass of n·t numbers,
        and t·(t + p) of them kept. With tenures also the tenures. Must be >= 0.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    max_iterations : int, default 30
        Newton steps at most. Must be between 0 and 10000.
    tolerance : float, default 1e-12
        Converged when the next Newton step is shorter than this, measured in standard errors over the root of
        the number of events. Must be > 0 and <= 0.001.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

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
    cause: Any
    causes: Any
    ties: Any
    censoring: Any
    references: Any
    ridge: Any
    robust: Any
    errors_at: Any
    confidence_level: Any
    max_iterations: Any
    tolerance: Any
    threads: Any
    progress: Any
    def __init__(
        self,
        *,
        cause: int = 1,
        causes: Sequence[str] = (),
        ties: Literal["efron", "breslow", "exact"] = 'efron',
        censoring: Literal["events_first", "together"] = 'events_first',
        references: Sequence[CoxReference] | Mapping[str, str] = (),
        ridge: float = 0.0,
        robust: bool = True,
        errors_at: Numbers = (),
        confidence_level: float = 0.95,
        max_iterations: int = 30,
        tolerance: float = 1e-12,
        threads: int = 0,
        progress: Progress = None,
    ) -> None: ...
    def predict_cumulative_incidence(self, X: Any, times: Any = None, *, tenure: Any = None, still_here: Any = None) -> Any:
        """Probabilities of having left for the cause by `times`, an array of shape (rows, times).

        Without `times` at the distinct times of leaving for the cause. With `tenure` of who has not left for the cause by then; with
        `still_here` too, the probability of being still here at `tenure` whatever the cause, of who is.
        """
    def score(self, X: Any, y: Any = None, sample_weight: Any = None) -> float:
        """Concordance of the predictions with who left for the cause, sooner counting as worse; who left otherwise counts as never leaving for it (Wolbers et al. 2009)."""
    def fit(self, X: Any, y: Any = None, sample_weight: Any = None, *, duration_col: str | None = None, event_col: str | None = None, entry_col: str | None = None, weights_col: str | None = None, offset_col: str | None = None, cluster_col: str | None = None) -> FineGray:
        """Fits the model; the names of columns are those of `X`, and every column without a role is an attribute."""
