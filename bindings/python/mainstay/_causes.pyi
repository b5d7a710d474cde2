# Written by `python -m mainstay._generate` from the description of the analyses.
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from numpy.typing import NDArray

from ._estimator import CompetingRisks, ProportionalHazards
from ._typing import ColumnLike, Numbers, Progress, TableLike
from .survival import CausesFit, CoxReference

class CauseSpecificCox(CompetingRisks, ProportionalHazards):
    """Which attributes go with leaving sooner for each cause: Cox's regressions with one cause each as a scikit-learn estimator.

    ``fit(X, y)`` takes y as two columns (duration, event), event being 0 for who is still here and the number of the cause for who has
    left, as a structured array (event, time) or as times that all ended for cause 1; ``fit(df, duration_col="month", event_col="cause")`` takes a frame whose
    other columns are the attributes. Categories and texts become terms against their first level (or the one in `references`).

    Parameters
    ----------
    causes : list of str, default ()
        Names of the causes 1, 2, …; numbers when not given.
    ties : {'efron', 'breslow', 'exact'}, default 'efron'
        How tied times of leaving enter the likelihood.
        * ``efron``: Efron's average over the tied leavers: close to exact, also with many ties.
        * ``breslow``: Breslow's: the tied leavers all stay at risk; biased towards 0 with many ties.
        * ``exact``: Time is discrete: of all sets of so many at risk, just these left. survival.cox only,
          without weights; cost grows with the number of tied leavers.
    references : list of CoxReference, default ()
        Reference levels that are not the first level of their column.
    ridge : float, default 0.0
        Penalty: 0.5 * ridge * sum of squared coefficients is taken from the log-likelihood of each cause. Must
        be >= 0.
    robust : bool, default False
        Whether errors, tests and intervals are the robust (sandwich) ones; a `cluster` column implies it.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    concordance : bool, default False
        Whether the concordance of each cause is computed, other causes censoring.
    baseline_errors : bool, default True
        Whether what the errors of predictions need is kept: p numbers for each distinct time of leaving.
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
    fit_ : CausesFit
        The fitted model with everything it knows, and its method ``predict``.
    coef_ : array of shape (causes, p)
        Log hazard ratios.
    n_features_in_, feature_names_in_
        As in scikit-learn.

    Examples
    --------
    >>> import mainstay
    >>> people = {"level": [1, 2, 3, 1, 2, 3, 2, 1], "month": [4, 9, 12, 2, 6, 12, 5, 7], "left": [1, 1, 0, 1, 0, 1, 2, 2]}
    >>> model = mainstay.CauseSpecificCox().fit(people, duration_col="month", event_col="left")
    >>> model.predict_cumulative_incidence(people, [6.0]).shape
    (2, 8, 1)
    """
    fit_: CausesFit
    causes: Any
    ties: Any
    references: Any
    ridge: Any
    robust: Any
    confidence_level: Any
    concordance: Any
    baseline_errors: Any
    max_iterations: Any
    tolerance: Any
    threads: Any
    progress: Any
    def __init__(
        self,
        *,
        causes: Sequence[str] = (),
        ties: Literal["efron", "breslow", "exact"] = 'efron',
        references: Sequence[CoxReference] | Mapping[str, str] = (),
        ridge: float = 0.0,
        robust: bool = False,
        confidence_level: float = 0.95,
        concordance: bool = False,
        baseline_errors: bool = True,
        max_iterations: int = 30,
        tolerance: float = 1e-12,
        threads: int = 0,
        progress: Progress = None,
    ) -> None: ...
    @property
    def coef_(self) -> Any:
        """Log hazard ratios, an array of shape (causes, p)."""
    @property
    def unique_times_(self) -> Any:
        """Distinct times of leaving in the fit, of all causes and strata."""
    def predict(self, X: Any) -> Any:
        """The log of the hazard of leaving against a person at the means, on average over the causes, weighed by how many left for each: the higher, the sooner they leave."""
    def predict_partial_hazard(self, X: Any) -> Any:
        """Its exponential."""
    def fit(self, X: Any, y: Any = None, sample_weight: Any = None, *, duration_col: str | None = None, event_col: str | None = None, entry_col: str | None = None, weights_col: str | None = None, strata: str | list[str] | None = None, offset_col: str | None = None, cluster_col: str | None = None) -> CauseSpecificCox:
        """Fits the model; the names of columns are those of `X`, and every column without a role is an attribute."""
