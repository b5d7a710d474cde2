# Written by `python -m mainstay._generate` from the description of the analyses.
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from numpy.typing import NDArray

from ._estimator import ProportionalHazards
from ._typing import ColumnLike, Numbers, Progress, TableLike
from .survival import PathFit, CoxReference, PathFactor

class PenalizedCox(ProportionalHazards):
    """Which of many attributes go with leaving sooner: lasso, ridge and elastic net for Cox's regression as a scikit-learn estimator.

    ``fit(X, y)`` takes y as a structured array (event, time), as two columns (duration, event) or as times that are all events;
    ``fit(df, duration_col="month", event_col="left")`` takes a frame whose other columns are the attributes. Categories and
    texts become terms against their first level (or the one in `references`). A sparse matrix of scipy is taken as it is; its columns
    are named by their numbers. `penalty_factors` may be a mapping by column.

    Parameters
    ----------
    ties : {'efron', 'breslow', 'exact'}, default 'efron'
        How tied times of leaving enter the likelihood.
        * ``efron``: Efron's average over the tied leavers: close to exact, also with many ties.
        * ``breslow``: Breslow's: the tied leavers all stay at risk; biased towards 0 with many ties.
        * ``exact``: Time is discrete: of all sets of so many at risk, just these left. survival.cox only,
          without weights; cost grows with the number of tied leavers.
    alpha : float, default 1.0
        Mixture: 1 is the lasso, 0 ridge regression, between them the elastic net. Must be between 0 and 1.
    penalties : list of float of shape (penalties,), default ()
        Penalties to fit, in any order; they are taken from the largest down. Empty: penalty_count of them,
        equally spaced on the log scale. Must be >= 0.
    penalty_count : int, default 100
        How many penalties, when `penalties` is empty. Must be between 1 and 100000.
    penalty_ratio : float or None, default None
        The smallest penalty as a share of the one at which all terms are 0. Not given: 0.0001, or 0.01 with more
        terms than rows. Must be > 0 and < 1.
    standardize : bool, default True
        Whether the penalty is on the coefficients of terms with standard deviation 1. Coefficients are always
        those of the terms as they are.
    group_levels : bool, default False
        Whether the levels of a categorical column are in the model together or not at all (group lasso): the
        penalty is then on the standard deviation of what the column adds, times the root of its number of levels
        less 1, and does not depend on the reference level.
    penalty_factors : list of PathFactor, default ()
        Columns that bear more or less of the penalty than others; all factors together are scaled to a mean of 1
        over the terms.
    references : list of CoxReference, default ()
        Reference levels that are not the first level of their column.
    stop_early : bool, default True
        Whether a path of penalties of its own ends when 99 % of the deviance is explained or four steps explain
        less than 0.1 % more. Given `penalties` are all fitted.
    most_terms : int, default 0
        The path ends before a step with more terms than this; 0: no limit. Must be between 0 and 1000000000.
    folds : int, default 0
        Parts of the cross-validation; 0: none, unless `fold` or `cuts` is given. With `forward` the number of
        cuts. Must be between 0 and 1000.
    forward : bool, default False
        Whether cross-validation goes forward in time: what was known by a cut is learnt from, and judged by who
        left until the next cut.
    cuts : list of float of shape (cuts,), default ()
        Days to cut at, rising; with `forward` only. Not given: `folds` of them, evenly between the days by which
        50 % and 90 % of the leavers had left.
    measure : {'deviance', 'concordance'}, default 'deviance'
        What cross-validation measures.
        * ``deviance``: Partial-likelihood deviance for each leaver held out: of all rows less that of the rows
          that were learnt from; lower is better.
        * ``concordance``: Harrell's C of the rows held out; higher is better. It sees the order only, and
          changes little along a path.
    choose : {'automatic', 'minimum', 'one_standard_error', 'bic', 'aic', 'last'}, default 'automatic'
        Which step is the model: its coefficients, and its baseline for curves.
        * ``automatic``: `minimum` when cross-validated, else `bic`, as also where no part held a leaver.
        * ``minimum``: The step with the best cross-validated measure.
        * ``one_standard_error``: The largest penalty whose measure is within one standard error of the best.
        * ``bic``: The lowest -2 log-likelihood + terms · log(events): the Bayesian criterion, of the model's
          terms that are not 0.
        * ``aic``: The lowest -2 log-likelihood + 2 · terms: Akaike's criterion.
        * ``last``: The last step: the smallest penalty.
    baseline : bool, default True
        Whether the baseline hazard of the chosen step is kept, which curves of new people need.
    max_iterations : int, default 100
        Evaluations of the likelihood for each penalty at most. Must be between 1 and 100000.
    tolerance : float, default 1e-06
        Converged when the next step is shorter than this, measured in standard errors over the root of the
        number of events. Must be > 0 and <= 0.01.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Attributes
    ----------
    fit_ : PathFit
        The whole path with everything it knows, and its methods ``predict`` and ``explain``.
    coef_ : array of shape (p,)
        Log hazard ratios of the chosen step.
    penalty_ : float
        Its penalty.
    n_features_in_, feature_names_in_
        As in scikit-learn.

    Examples
    --------
    >>> import mainstay
    >>> people = {"level": [1, 2, 3, 1, 2, 3], "month": [4, 9, 12, 2, 6, 12], "left": [1, 1, 0, 1, 0, 1]}
    >>> model = mainstay.PenalizedCox(choose="last").fit(people, duration_col="month", event_col="left")
    >>> bool(model.coef_[0] < 0)
    True
    """
    fit_: PathFit
    ties: Any
    alpha: Any
    penalties: Any
    penalty_count: Any
    penalty_ratio: Any
    standardize: Any
    group_levels: Any
    penalty_factors: Any
    references: Any
    stop_early: Any
    most_terms: Any
    folds: Any
    forward: Any
    cuts: Any
    measure: Any
    choose: Any
    baseline: Any
    max_iterations: Any
    tolerance: Any
    threads: Any
    progress: Any
    def __init__(
        self,
        *,
        ties: Literal["efron", "breslow", "exact"] = 'efron',
        alpha: float = 1.0,
        penalties: Numbers | Mapping[str, float] = (),
        penalty_count: int = 100,
        penalty_ratio: float | None = None,
        standardize: bool = True,
        group_levels: bool = False,
        penalty_factors: Sequence[PathFactor] | Mapping[str, float] = (),
        references: Sequence[CoxReference] | Mapping[str, str] = (),
        stop_early: bool = True,
        most_terms: int = 0,
        folds: int = 0,
        forward: bool = False,
        cuts: Numbers = (),
        measure: Literal["deviance", "concordance"] = 'deviance',
        choose: Literal["automatic", "minimum", "one_standard_error", "bic", "aic", "last"] = 'automatic',
        baseline: bool = True,
        max_iterations: int = 100,
        tolerance: float = 1e-06,
        threads: int = 0,
        progress: Progress = None,
    ) -> None: ...
    @property
    def coef_(self) -> Any:
        """Log hazard ratios of the chosen step."""
    @property
    def penalty_(self) -> float:
        """The penalty of the chosen step."""
    def coefficients_path(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """Penalties, and the coefficients of all terms at each of them: arrays of shape (steps,) and (steps, p)."""
    def fit(self, X: Any, y: Any = None, sample_weight: Any = None, *, duration_col: str | None = None, event_col: str | None = None, entry_col: str | None = None, weights_col: str | None = None, strata: str | list[str] | None = None, offset_col: str | None = None, person_col: str | None = None, fold_col: str | None = None, day_col: str | None = None) -> PenalizedCox:
        """Fits the model; the names of columns are those of `X`, and every column without a role is an attribute."""
