# Written by `python -m mainstay._generate` from the description of the analyses.
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from numpy.typing import NDArray

from ._estimator import ProportionalHazards
from ._typing import ColumnLike, Numbers, Progress, TableLike
from .survival import CoxFit, CoxPenalty, CoxReference, CoxTimeEffect

class CoxPH(ProportionalHazards):
    """Which attributes go with leaving sooner: Cox's proportional hazards as a scikit-learn estimator.

    ``fit(X, y)`` takes y as a structured array (event, time), as two columns (duration, event) or as times that are all events;
    ``fit(df, duration_col="month", event_col="left")`` takes a frame whose other columns are the attributes. Categories and
    texts become terms against their first level (or the one in `references`).

    Parameters
    ----------
    ties : {'efron', 'breslow', 'exact'}, default 'efron'
        How tied times of leaving enter the likelihood.
        * ``efron``: Efron's average over the tied leavers: close to exact, also with many ties.
        * ``breslow``: Breslow's: the tied leavers all stay at risk; biased towards 0 with many ties.
        * ``exact``: Time is discrete: of all sets of so many at risk, just these left. survival.cox only,
          without weights; cost grows with the number of tied leavers.
    references : list of CoxReference, default ()
        Reference levels that are not the first level of their column.
    time_effects : list of CoxTimeEffect, default ()
        Columns whose effect changes over time, each with a function of time.
    ridge : float, default 0.0
        Penalty: 0.5 * ridge * sum of squared coefficients is taken from the log-likelihood. Must be >= 0.
    penalties : list of CoxPenalty, default ()
        Columns with a penalty of their own, which stands for them in place of `ridge`; terms of time_effects
        keep `ridge`.
    firth : bool, default False
        Whether half the logarithm of the information's determinant is added to the log-likelihood (Firth's
        correction): estimates stay finite under separation.
    profile : bool, default True
        With firth: whether intervals and p-values come from the profile of the penalised likelihood, which costs
        about 50 fits a term; else from the standard error.
    robust : bool, default False
        Whether errors, tests and intervals are the robust (sandwich) ones; a `cluster` column implies it.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    concordance : bool, default True
        Whether the fit's concordance is computed.
    baseline : bool, default True
        Whether the baseline hazard is kept, which curves of new people need.
    baseline_errors : bool, default True
        Whether what the errors of such curves need is kept: p numbers for each distinct time of leaving.
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
    ties: Any
    references: Any
    time_effects: Any
    ridge: Any
    penalties: Any
    firth: Any
    profile: Any
    robust: Any
    confidence_level: Any
    concordance: Any
    baseline: Any
    baseline_errors: Any
    max_iterations: Any
    tolerance: Any
    threads: Any
    progress: Any
    def __init__(
        self,
        *,
        ties: Literal["efron", "breslow", "exact"] = 'efron',
        references: Sequence[CoxReference] | Mapping[str, str] = (),
        time_effects: Sequence[CoxTimeEffect] = (),
        ridge: float = 0.0,
        penalties: Sequence[CoxPenalty] | Mapping[str, float] = (),
        firth: bool = False,
        profile: bool = True,
        robust: bool = False,
        confidence_level: float = 0.95,
        concordance: bool = True,
        baseline: bool = True,
        baseline_errors: bool = True,
        max_iterations: int = 30,
        tolerance: float = 1e-12,
        threads: int = 0,
        progress: Progress = None,
    ) -> None: ...
    def predict_median(self, X: Any, *, tenure: Any = None) -> Any:
        """The time by which half of such people have left, counted from `tenure` when given; inf when it is never reached."""
    def predict_percentile(self, X: Any, p: float = 0.5, *, tenure: Any = None) -> Any:
        """The time at which the probability of still being here falls to `p`; inf when it never does."""
    @property
    def concordance_index_(self) -> float:
        """Concordance on the rows of the fit."""
    @property
    def summary(self) -> Any:
        """The terms as a pandas DataFrame with the column names that lifelines' users know (needs pandas)."""
    def fit(self, X: Any, y: Any = None, sample_weight: Any = None, *, duration_col: str | None = None, event_col: str | None = None, entry_col: str | None = None, weights_col: str | None = None, strata: str | list[str] | None = None, offset_col: str | None = None, cluster_col: str | None = None) -> CoxPH:
        """Fits the model; the names of columns are those of `X`, and every column without a role is an attribute."""
