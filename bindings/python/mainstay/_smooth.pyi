# Written by `python -m mainstay._generate` from the description of the analyses.
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from numpy.typing import NDArray

from ._estimator import ProportionalHazards
from ._typing import ColumnLike, Numbers, Progress, TableLike
from .survival import SmoothFit, CoxReference, HazardSmooth

class SmoothCox(ProportionalHazards):
    """Along which curves attributes go with leaving sooner: Cox's regression with splines as a scikit-learn estimator.

    ``fit(X, y)`` takes y as a structured array (event, time), as two columns (duration, event) or as times that are all events;
    ``fit(df, duration_col="month", event_col="left")`` takes a frame whose other columns are the attributes. `smooth` names the columns
    with curves; without it the numeric columns get one that survival.smooth would choose.

    Parameters
    ----------
    smooth : list of HazardSmooth, default ()
        Numeric columns of x whose effect is a penalised spline (cubic, second differences) instead of a line.
        When none are named: every one with more than ten different values; where there is none, with two and
        more; of more than `most_curves` those with the strongest evidence.
    most_curves : int, default 16
        Curves at most when none are named. The columns that get them have, each alone, the largest score
        statistics of a curve with three bends; the others stay lines, named in `lines`. Cost grows with the
        third power of the curves. Must be between 1 and 10000.
    criterion : {'reml', 'aic'}, default 'reml'
        What chooses the smoothing parameters that are not given.
        * ``reml``: The restricted likelihood: seldom too wavy, the best choice on few rows.
        * ``aic``: Akaike's criterion with effective parameters, which estimates the error of prediction; where
          the scale is known, as here, generalised cross-validation becomes this one (mgcv's UBRE).
    ties : {'efron', 'breslow', 'exact'}, default 'efron'
        How tied times of leaving enter the likelihood.
        * ``efron``: Efron's average over the tied leavers: close to exact, also with many ties.
        * ``breslow``: Breslow's: the tied leavers all stay at risk; biased towards 0 with many ties.
        * ``exact``: Time is discrete: of all sets of so many at risk, just these left. survival.cox only,
          without weights; cost grows with the number of tied leavers.
    references : list of CoxReference, default ()
        Reference levels that are not the first level of their column.
    ridge : float, default 0.0
        Penalty: 0.5 * ridge * sum of squared coefficients of the linear terms is taken from the log-likelihood.
        Must be >= 0.
    robust : bool, default False
        Whether errors, tests of the terms and intervals are the robust (sandwich) ones; a `cluster` column
        implies it.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    baseline_errors : bool, default True
        Whether what the errors of curves need is kept: p numbers for each distinct time of leaving.
    max_iterations : int, default 50
        Newton steps at most, for each choice of smoothing parameters; and steps of that choice at most. Must be
        between 0 and 10000.
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
    fit_ : SmoothFit
        The fitted model with everything it knows, and its methods ``predict`` and ``explain``.
    coef_ : array of shape (p,)
        Coefficients: those of the linear terms, then those of the splines.
    n_features_in_, feature_names_in_
        As in scikit-learn.

    Examples
    --------
    >>> import mainstay
    >>> people = {"age": [22, 31, 45, 29, 52, 27], "month": [4, 9, 12, 2, 6, 12], "left": [1, 1, 0, 1, 0, 1]}
    >>> model = mainstay.SmoothCox(smooth=[{"column": "age", "size": 6, "smoothing": 100.0}]).fit(people, duration_col="month", event_col="left")
    >>> bool(model.predict({"age": [25]})[0] > model.predict({"age": [50]})[0])
    True
    """
    fit_: SmoothFit
    smooth: Any
    most_curves: Any
    criterion: Any
    ties: Any
    references: Any
    ridge: Any
    robust: Any
    confidence_level: Any
    baseline_errors: Any
    max_iterations: Any
    tolerance: Any
    threads: Any
    progress: Any
    def __init__(
        self,
        *,
        smooth: Sequence[HazardSmooth] | Mapping[str, int] | Sequence[str] = (),
        most_curves: int = 16,
        criterion: Literal["reml", "aic"] = 'reml',
        ties: Literal["efron", "breslow", "exact"] = 'efron',
        references: Sequence[CoxReference] | Mapping[str, str] = (),
        ridge: float = 0.0,
        robust: bool = False,
        confidence_level: float = 0.95,
        baseline_errors: bool = True,
        max_iterations: int = 50,
        tolerance: float = 1e-12,
        threads: int = 0,
        progress: Progress = None,
    ) -> None: ...
    def fit(self, X: Any, y: Any = None, sample_weight: Any = None, *, duration_col: str | None = None, event_col: str | None = None, entry_col: str | None = None, weights_col: str | None = None, strata: str | list[str] | None = None, offset_col: str | None = None, cluster_col: str | None = None) -> SmoothCox:
        """Fits the model; the names of columns are those of `X`, and every column without a role is an attribute."""
