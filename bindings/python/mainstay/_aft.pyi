# Written by `python -m mainstay._generate` from the description of the analyses.
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from numpy.typing import NDArray

from ._estimator import Curves, Regression
from ._typing import ColumnLike, Numbers, Progress, TableLike
from .survival import AftFit, CoxReference

class AFT(Curves, Regression):
    """How long people stay: an accelerated failure time model as a scikit-learn estimator.

    ``fit(X, y)`` takes y as a structured array (event, time), as two columns (duration, event) or as times that are all events;
    ``fit(df, duration_col="month", event_col="left")`` takes a frame whose other columns are the attributes, and with ``upper_col``
    times that are known to lie between two bounds. Categories and texts become terms against their first
    level (or the one in `references`). `cure_cols` names attributes of the part that never leaves (parameter `cure`), and of the time as well.

    Parameters
    ----------
    distribution : {'exponential', 'weibull', 'log_normal', 'log_logistic', 'generalised_gamma', 'gompertz'}, default 'weibull'
        The distribution of time.
        * ``exponential``: The rate of leaving is the same at any tenure.
        * ``weibull``: The rate rises or falls as a power of tenure; hazards are proportional, too.
        * ``log_normal``: The logarithm of time is normal: the rate rises, then falls.
        * ``log_logistic``: The logarithm of time is logistic: the odds of having left rise as a power of tenure.
        * ``generalised_gamma``: Prentice's form with a shape of its own: 1 is Weibull, 0 log-normal, equal to
          the scale gamma; it shows which of them the data want.
        * ``gompertz``: The rate is exp(linear predictor + slope · time): in the form of proportional hazards, so
          that coefficients are log hazard ratios and not log time ratios. With a negative slope some never
          leave.
    cure : bool, default False
        Whether a share never leaves (mixture cure model): P(stay beyond t) = never + (1 - never) S(t), log(never
        / (1 - never)) linear.
    references : list of CoxReference, default ()
        Reference levels of x that are not the first level of their column.
    cure_references : list of CoxReference, default ()
        The same for cure_x.
    ridge : float, default 0.0
        Penalty: 0.5 * ridge * sum of squared coefficients, intercepts apart, is taken from the log-likelihood.
        Must be >= 0.
    robust : bool, default False
        Whether errors, tests and intervals are the robust (sandwich) ones; a `cluster` column implies it.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    max_iterations : int, default 100
        Newton steps at most. Must be between 0 and 10000.
    tolerance : float, default 1e-11
        Converged when the next Newton step is shorter than this, measured in standard errors over the root of
        the number of rows. Must be > 0 and <= 0.001.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Attributes
    ----------
    fit_ : AftFit
        The fitted model with everything it knows, and its methods ``predict`` and ``explain``.
    coef_ : array of shape (p - 1,)
        Log time ratios (Gompertz: log hazard ratios), the intercept apart.
    intercept_ : float
        The intercept.
    n_features_in_, feature_names_in_
        As in scikit-learn.

    Examples
    --------
    >>> import mainstay
    >>> people = {"level": [1, 2, 3, 1, 2, 3], "month": [4, 9, 12, 2, 6, 12], "left": [1, 1, 0, 1, 0, 1]}
    >>> model = mainstay.AFT(distribution="log_normal").fit(people, duration_col="month", event_col="left")
    >>> bool(model.coef_[0] > 0)
    True
    """
    fit_: AftFit
    distribution: Any
    cure: Any
    references: Any
    cure_references: Any
    ridge: Any
    robust: Any
    confidence_level: Any
    max_iterations: Any
    tolerance: Any
    threads: Any
    progress: Any
    def __init__(
        self,
        *,
        distribution: Literal["exponential", "weibull", "log_normal", "log_logistic", "generalised_gamma", "gompertz"] = 'weibull',
        cure: bool = False,
        references: Sequence[CoxReference] | Mapping[str, str] = (),
        cure_references: Sequence[CoxReference] | Mapping[str, str] = (),
        ridge: float = 0.0,
        robust: bool = False,
        confidence_level: float = 0.95,
        max_iterations: int = 100,
        tolerance: float = 1e-11,
        threads: int = 0,
        progress: Progress = None,
    ) -> None: ...
    @property
    def coef_(self) -> Any:
        """Log time ratios (Gompertz: log hazard ratios)."""
    @property
    def intercept_(self) -> float:
        """The intercept."""
    def predict(self, X: Any) -> Any:
        """The higher, the sooner they leave: minus the log of the time ratio against a person at the means (Gompertz: the log hazard ratio)."""
    def score(self, X: Any, y: Any = None, sample_weight: Any = None) -> float:
        """Harrell's concordance of the predictions with y; after a fit with ``upper_col`` y has to be given."""
    def predict_median(self, X: Any, *, tenure: Any = None) -> Any:
        """The time by which half of such people have left, counted from `tenure` when given; inf when it is never reached."""
    def predict_percentile(self, X: Any, p: float = 0.5, *, tenure: Any = None) -> Any:
        """The time at which the probability of still being here falls to `p`; inf when it never does."""
    def predict_expectation(self, X: Any, *, tenure: Any = None) -> Any:
        """The mean time until leaving, counted from `tenure` when given; inf where there is none."""
    @property
    def BIC_(self) -> float:
        """The Bayesian criterion."""
    def fit(self, X: Any, y: Any = None, sample_weight: Any = None, *, duration_col: str | None = None, event_col: str | None = None, upper_col: str | None = None, entry_col: str | None = None, weights_col: str | None = None, strata: str | list[str] | None = None, offset_col: str | None = None, cluster_col: str | None = None, cure_cols: list[str] | None = None) -> AFT:
        """Fits the model; the names of columns are those of `X`, and every column without a role is an attribute."""
