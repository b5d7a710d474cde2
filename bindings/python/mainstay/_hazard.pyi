# Written by `python -m mainstay._generate` from the description of the analyses.
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from numpy.typing import NDArray

from ._estimator import Curves, Regression
from ._typing import ColumnLike, Numbers, Progress, TableLike
from .survival import HazardFit, CoxReference, HazardSmooth

class DiscreteHazard(Curves, Regression):
    """The probability of leaving in each week or month of those still there, as a scikit-learn estimator.

    ``fit(X, y)`` takes y as a structured array (event, time), as two columns (duration, event) or as times that are all events;
    ``fit(df, duration_col="month", event_col="left")`` takes a frame whose other columns are the attributes. Times are counted in
    periods: one that is not whole belongs to the period in which it ends. Columns in `smooth` become curves. `group_col` names the site,
    class or team with a random intercept; predictions are of an average one, but ``fit_.predict`` takes groups.

    Parameters
    ----------
    link : {'logit', 'cloglog'}, default 'logit'
        How the probability of leaving follows from the linear predictor.
        * ``logit``: log(h / (1 - h)) is linear: exp(coefficient) is a ratio of odds.
        * ``cloglog``: log(-log(1 - h)) is linear: exp(coefficient) is the hazard ratio of Cox's model, of which
          only the period is known.
    baseline : {'free', 'bands', 'smooth'}, default 'free'
        How the hazard depends on the period.
        * ``free``: One parameter for each period in which somebody left.
        * ``bands``: One parameter for each band of periods; the option `bands` has their last periods.
        * ``smooth``: A penalised cubic spline over the periods, as smooth as REML finds it.
    bands : list of int, default ()
        Last period of each band, rising; one more band goes on from there. Needed by the baseline `bands`. Must
        be between 1 and 1000000.
    empty_periods : {'zero', 'merge'}, default 'zero'
        What a period is in which nobody left.
        * ``zero``: Its hazard is 0, which is the maximum of the likelihood; as in Cox's model.
        * ``merge``: It is joined with the next one in which somebody left; the last ones with the one before
          them.
    baseline_size : int, default 10
        B-splines of a smooth baseline. Must be between 5 and 200.
    baseline_smoothing : float or None, default None
        Smoothing parameter of a smooth baseline; chosen by REML when not given. Must be > 0.
    smooth : list of HazardSmooth, default ()
        Numeric columns of x whose effect is a penalised spline (cubic, second differences) instead of a line.
    group_variance : float or None, default None
        Variance of the random intercepts; found by REML when not given. Must be > 0.
    references : list of CoxReference, default ()
        Reference levels that are not the first level of their column.
    ridge : float, default 0.0
        Penalty: 0.5 * ridge * sum of squared coefficients of the linear terms is taken from the log-likelihood.
        Must be >= 0.
    robust : bool, default False
        Whether errors, tests and intervals are the robust (sandwich) ones; a `cluster` column implies it.
    information : {'expected', 'observed'}, default 'expected'
        From which information the errors come.
        * ``expected``: Fisher's, as generalised linear models in R have it; with cloglog it takes one more pass
          over all periods of all rows.
        * ``observed``: Minus the second derivatives of the log-likelihood. With logit the two are the same.
    likelihood_ratio_tests : bool, default False
        Whether the model is fitted without each linear column in turn, so that the likelihood-ratio tests of
        `column_tests` are known; without penalties only.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    max_iterations : int, default 50
        Newton steps at most, for each choice of smoothing parameters; and steps of that choice at most. Must be
        between 0 and 10000.
    tolerance : float, default 1e-12
        Converged when the next Newton step is shorter than this, measured in standard errors over the root of
        the number of rows. Must be > 0 and <= 0.001.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Attributes
    ----------
    fit_ : HazardFit
        The fitted model with everything it knows, and its methods ``predict`` and ``explain``.
    coef_ : array of shape (p,)
        Coefficients of the linear terms: logarithms of ratios of odds (logit) or hazards (cloglog).
    n_features_in_, feature_names_in_
        As in scikit-learn.

    Examples
    --------
    >>> import mainstay
    >>> people = {"level": [1, 2, 3, 1, 2, 3], "month": [1, 3, 3, 1, 2, 2], "left": [1, 1, 0, 0, 1, 1]}
    >>> model = mainstay.DiscreteHazard().fit(people, duration_col="month", event_col="left")
    >>> model.fit_.periods_at_risk
    12
    """
    fit_: HazardFit
    link: Any
    baseline: Any
    bands: Any
    empty_periods: Any
    baseline_size: Any
    baseline_smoothing: Any
    smooth: Any
    group_variance: Any
    references: Any
    ridge: Any
    robust: Any
    information: Any
    likelihood_ratio_tests: Any
    confidence_level: Any
    max_iterations: Any
    tolerance: Any
    threads: Any
    progress: Any
    def __init__(
        self,
        *,
        link: Literal["logit", "cloglog"] = 'logit',
        baseline: Literal["free", "bands", "smooth"] = 'free',
        bands: Sequence[int] | NDArray[Any] = (),
        empty_periods: Literal["zero", "merge"] = 'zero',
        baseline_size: int = 10,
        baseline_smoothing: float | None = None,
        smooth: Sequence[HazardSmooth] | Mapping[str, int] | Sequence[str] = (),
        group_variance: float | None = None,
        references: Sequence[CoxReference] | Mapping[str, str] = (),
        ridge: float = 0.0,
        robust: bool = False,
        information: Literal["expected", "observed"] = 'expected',
        likelihood_ratio_tests: bool = False,
        confidence_level: float = 0.95,
        max_iterations: int = 50,
        tolerance: float = 1e-12,
        threads: int = 0,
        progress: Progress = None,
    ) -> None: ...
    def predict_hazard(self, X: Any, times: Any, *, tenure: Any = None) -> Any:
        """Probabilities of leaving in these periods of those still there, an array of shape (rows, times)."""
    def fit(self, X: Any, y: Any = None, sample_weight: Any = None, *, duration_col: str | None = None, event_col: str | None = None, entry_col: str | None = None, weights_col: str | None = None, strata: str | list[str] | None = None, offset_col: str | None = None, cluster_col: str | None = None, group_col: str | None = None) -> DiscreteHazard:
        """Fits the model; the names of columns are those of `X`, and every column without a role is an attribute."""
