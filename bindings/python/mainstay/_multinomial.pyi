# Written by `python -m mainstay._generate` from the description of the analyses.
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from numpy.typing import NDArray

from ._estimator import CompetingRisks
from ._typing import ColumnLike, Numbers, Progress, TableLike
from .survival import MultinomialFit, CoxReference

class MultinomialHazard(CompetingRisks):
    """In which weeks or months people leave for which cause: all causes in one model, as a scikit-learn estimator.

    ``fit(X, y)`` takes y as two columns (duration, event), event being 0 for who is still here and the number of the cause for who has
    left, as a structured array (event, time) or as times that all ended for cause 1; ``fit(df, duration_col="month", event_col="cause")`` takes a
    frame whose other columns are the attributes. Times are counted in periods: one that is not whole belongs to the period in which it ends.

    Parameters
    ----------
    causes : list of str, default ()
        Names of the causes 1, 2, …; numbers when not given.
    bands : list of int, default ()
        Last period of each band within which a baseline is constant, rising; one more band goes on from there.
        Without any each period has a baseline of its own. Must be between 1 and 1000000.
    references : list of CoxReference, default ()
        Reference levels that are not the first level of their column.
    ridge : float, default 0.0
        Penalty: 0.5 * ridge * sum of squared coefficients is taken from the log-likelihood. Must be >= 0.
    robust : bool, default False
        Whether errors, tests and intervals are the robust (sandwich) ones; a `cluster` column implies it.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    max_iterations : int, default 50
        Newton steps at most. Must be between 0 and 10000.
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
    fit_ : MultinomialFit
        The fitted model with everything it knows, and its methods ``predict`` and ``explain``.
    coef_ : array of shape (causes * p,)
        Coefficients, cause after cause: changes of log(probability of leaving for the cause / probability of staying).
    n_features_in_, feature_names_in_
        As in scikit-learn.

    Examples
    --------
    >>> import mainstay
    >>> people = {"level": [1, 2, 3, 1, 2, 3, 2, 1], "month": [1, 3, 3, 1, 2, 3, 2, 3], "left": [1, 1, 0, 2, 1, 0, 2, 0]}
    >>> model = mainstay.MultinomialHazard(ridge=1.0).fit(people, duration_col="month", event_col="left")
    >>> model.predict_cumulative_incidence(people, [2], cause=2).shape
    (8, 1)
    """
    fit_: MultinomialFit
    causes: Any
    bands: Any
    references: Any
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
        causes: Sequence[str] = (),
        bands: Sequence[int] | NDArray[Any] = (),
        references: Sequence[CoxReference] | Mapping[str, str] = (),
        ridge: float = 0.0,
        robust: bool = False,
        confidence_level: float = 0.95,
        max_iterations: int = 50,
        tolerance: float = 1e-12,
        threads: int = 0,
        progress: Progress = None,
    ) -> None: ...
    @property
    def coef_(self) -> Any:
        """Coefficients, cause after cause."""
    def predict(self, X: Any) -> Any:
        """The log of the odds of leaving, whatever the cause, against a person at the means: causes are weighed by how many left for each. The higher, the sooner they leave."""
    def predict_cumulative_incidence(self, X: Any, times: Any = None, *, cause: int | None = 1, tenure: Any = None) -> Any:
        """Probabilities of having left for the cause by the end of these periods, an array of shape (rows, times); after `tenure` periods already stayed, when given."""
    def fit(self, X: Any, y: Any = None, sample_weight: Any = None, *, duration_col: str | None = None, event_col: str | None = None, entry_col: str | None = None, weights_col: str | None = None, strata: str | list[str] | None = None, offset_col: str | None = None, cluster_col: str | None = None) -> MultinomialHazard:
        """Fits the model; the names of columns are those of `X`, and every column without a role is an attribute."""
