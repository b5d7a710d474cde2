# Written by `python -m mainstay._generate` from the description of the analyses.
from collections.abc import Sequence
from typing import Any, Literal, TypedDict

import numpy as np
from numpy.typing import NDArray

from ._call import Result, State
from ._table import Table
from ._typing import ColumnLike, Numbers, Progress, TableLike

__all__ = [
    "ConcordanceResult",
    "CoxBaseline",
    "CoxCoefficients",
    "CoxColumn",
    "CoxExplanation",
    "CoxFit",
    "CoxPrediction",
    "CoxReasons",
    "CoxReference",
    "CoxState",
    "CoxTest",
    "CurveCauses",
    "CurveGroups",
    "CurveResult",
    "CurveState",
    "CurveTable",
    "GrayResult",
    "GrayScores",
    "GrayState",
    "GrayTests",
    "IncidenceTable",
    "LogRankGroups",
    "LogRankResult",
    "LogRankState",
    "QuantileTable",
    "concordance",
    "cox",
    "curve",
    "gray",
    "log_rank",
]

class CurveResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'estimated', 'no_events'}
        How the estimation ended.
        * ``estimated``: At least one person left.
        * ``no_events``: Nobody left: survival is 1 throughout.
    curve : CurveTable
        Survival and cumulative hazard.
    incidence : IncidenceTable
        Cumulative incidence by cause.
    quantiles : QuantileTable
        Times by which given shares have left.
    groups : CurveGroups
        Totals and restricted means.
    causes : CurveCauses
        Totals by cause.
    """
    @property
    def status(self) -> Literal["estimated", "no_events"]:
        """How the estimation ended."""
    @property
    def curve(self) -> CurveTable:
        """Survival and cumulative hazard."""
    @property
    def incidence(self) -> IncidenceTable:
        """Cumulative incidence by cause."""
    @property
    def quantiles(self) -> QuantileTable:
        """Times by which given shares have left."""
    @property
    def groups(self) -> CurveGroups:
        """Totals and restricted means."""
    @property
    def causes(self) -> CurveCauses:
        """Totals by cause."""
    @classmethod
    def from_json(cls, document: str | bytes) -> CurveResult: ...

class CurveTable(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (r,)
        Group; 'all' without groups.
    time : array of float of shape (r,)
        Time.
    at_risk : array of float of shape (r,)
        Weight observed just before the time.
    events : array of float of shape (r,)
        Weight that left at the time.
    censored : array of float of shape (r,)
        Weight whose observation ended at the time.
    entered : array of float of shape (r,)
        Weight whose observation began since the time before (without delayed entry: everybody, first time).
    survival : array of float of shape (r,)
        Probability of still being here after the time (Kaplan-Meier).
    survival_std_error : array of float of shape (r,)
        Its standard error; missing where survival is 0. May be missing.
    survival_lower : array of float of shape (r,)
        Lower limit; missing where the scale has no interval (survival 0, and 1 under log_log). May be missing.
    survival_upper : array of float of shape (r,)
        Upper limit; missing as the lower one. May be missing.
    cumulative_hazard : array of float of shape (r,)
        Nelson-Aalen estimate.
    cumulative_hazard_std_error : array of float of shape (r,)
        Its standard error.

    Shapes: r length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """Group; 'all' without groups."""
    @property
    def time(self) -> NDArray[np.float64]:
        """Time."""
    @property
    def at_risk(self) -> NDArray[np.float64]:
        """Weight observed just before the time."""
    @property
    def events(self) -> NDArray[np.float64]:
        """Weight that left at the time."""
    @property
    def censored(self) -> NDArray[np.float64]:
        """Weight whose observation ended at the time."""
    @property
    def entered(self) -> NDArray[np.float64]:
        """Weight whose observation began since the time before (without delayed entry: everybody, first time)."""
    @property
    def survival(self) -> NDArray[np.float64]:
        """Probability of still being here after the time (Kaplan-Meier)."""
    @property
    def survival_std_error(self) -> NDArray[np.float64]:
        """Its standard error; missing where survival is 0. May be missing."""
    @property
    def survival_lower(self) -> NDArray[np.float64]:
        """Lower limit; missing where the scale has no interval (survival 0, and 1 under log_log). May be missing."""
    @property
    def survival_upper(self) -> NDArray[np.float64]:
        """Upper limit; missing as the lower one. May be missing."""
    @property
    def cumulative_hazard(self) -> NDArray[np.float64]:
        """Nelson-Aalen estimate."""
    @property
    def cumulative_hazard_std_error(self) -> NDArray[np.float64]:
        """Its standard error."""

class IncidenceTable(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (i,)
        Group; 'all' without groups.
    cause : array of str of shape (i,)
        Cause of leaving.
    time : array of float of shape (i,)
        Time.
    at_risk : array of float of shape (i,)
        Weight observed just before the time.
    events : array of float of shape (i,)
        Weight that left at the time for this cause.
    incidence : array of float of shape (i,)
        Probability of having left by the time for this cause.
    std_error : array of float of shape (i,)
        Its standard error.
    lower : array of float of shape (i,)
        Lower limit; missing where the scale has no interval (incidence 0). May be missing.
    upper : array of float of shape (i,)
        Upper limit; missing as the lower one. May be missing.
    cumulative_hazard : array of float of shape (i,)
        Nelson-Aalen estimate of this cause.

    Shapes: i length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """Group; 'all' without groups."""
    @property
    def cause(self) -> NDArray[np.object_]:
        """Cause of leaving."""
    @property
    def time(self) -> NDArray[np.float64]:
        """Time."""
    @property
    def at_risk(self) -> NDArray[np.float64]:
        """Weight observed just before the time."""
    @property
    def events(self) -> NDArray[np.float64]:
        """Weight that left at the time for this cause."""
    @property
    def incidence(self) -> NDArray[np.float64]:
        """Probability of having left by the time for this cause."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit; missing where the scale has no interval (incidence 0). May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit; missing as the lower one. May be missing."""
    @property
    def cumulative_hazard(self) -> NDArray[np.float64]:
        """Nelson-Aalen estimate of this cause."""

class QuantileTable(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (q,)
        Group; 'all' without groups.
    probability : array of float of shape (q,)
        Share that has left.
    time : array of float of shape (q,)
        Earliest time by which that share has left; the middle of the step where the curve stays exactly there;
        missing = not reached. May be missing.
    lower : array of float of shape (q,)
        Time at which the curve of lower limits gets there; missing = not reached. May be missing.
    upper : array of float of shape (q,)
        Time at which the curve of upper limits gets there; missing = not reached. May be missing.

    Shapes: q length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """Group; 'all' without groups."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """Share that has left."""
    @property
    def time(self) -> NDArray[np.float64]:
        """Earliest time by which that share has left; the middle of the step where the curve stays exactly there; missing = not reached. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Time at which the curve of lower limits gets there; missing = not reached. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Time at which the curve of upper limits gets there; missing = not reached. May be missing."""

class CurveGroups(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (g,)
        Group; 'all' without groups.
    rows : array of int of shape (g,)
        Rows.
    weight : array of float of shape (g,)
        Sum of weights.
    events : array of float of shape (g,)
        Weight that left.
    censored : array of float of shape (g,)
        Weight still here when observation ended.
    first_time : array of float of shape (g,)
        First time at which anybody left or was censored.
    last_time : array of float of shape (g,)
        Last such time.
    restricted_mean : array of float of shape (g,)
        Mean time spent here from 0 to the horizon: the area under the curve, which keeps its last value beyond
        last_time.
    restricted_mean_std_error : array of float of shape (g,)
        Its standard error (Greenwood).
    restricted_mean_until : array of float of shape (g,)
        The horizon.

    Shapes: g length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """Group; 'all' without groups."""
    @property
    def rows(self) -> NDArray[np.int64]:
        """Rows."""
    @property
    def weight(self) -> NDArray[np.float64]:
        """Sum of weights."""
    @property
    def events(self) -> NDArray[np.float64]:
        """Weight that left."""
    @property
    def censored(self) -> NDArray[np.float64]:
        """Weight still here when observation ended."""
    @property
    def first_time(self) -> NDArray[np.float64]:
        """First time at which anybody left or was censored."""
    @property
    def last_time(self) -> NDArray[np.float64]:
        """Last such time."""
    @property
    def restricted_mean(self) -> NDArray[np.float64]:
        """Mean time spent here from 0 to the horizon: the area under the curve, which keeps its last value beyond last_time."""
    @property
    def restricted_mean_std_error(self) -> NDArray[np.float64]:
        """Its standard error (Greenwood)."""
    @property
    def restricted_mean_until(self) -> NDArray[np.float64]:
        """The horizon."""

class CurveCauses(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (a,)
        Group; 'all' without groups.
    cause : array of str of shape (a,)
        Cause of leaving.
    events : array of float of shape (a,)
        Weight that left for this cause.
    time_lost : array of float of shape (a,)
        Mean time lost to this cause before the horizon: the area under its incidence.

    Shapes: a length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """Group; 'all' without groups."""
    @property
    def cause(self) -> NDArray[np.object_]:
        """Cause of leaving."""
    @property
    def events(self) -> NDArray[np.float64]:
        """Weight that left for this cause."""
    @property
    def time_lost(self) -> NDArray[np.float64]:
        """Mean time lost to this cause before the horizon: the area under its incidence."""

class CurveState(State):
    """Mergeable state of survival.curve: How long do people stay, and what do they leave for?

    begin; while not done: update in each part, merge all, advance; finish

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
        * ``robust``: Infinitesimal jackknife: a row is one person, whatever its weight.
    times : list of float, default ()
        Times to report, in any order; all distinct times when not given. Must be >= 0.
    probabilities : list of float, default (0.25, 0.5, 0.75)
        Shares of leavers whose times (quantiles) are reported. Must be between 0 and 1.
    restricted_mean_until : float or None, default None
        Horizon of the restricted mean; the last time of all groups when not given. Must be > 0.
    """
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
    ) -> None: ...
    def update(
        self,
        duration: ColumnLike,
        event: ColumnLike,
        *,
        entry: ColumnLike | None = None,
        weights: ColumnLike | None = None,
        group: ColumnLike | None = None,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> CurveState: ...
    def merge(self, other: CurveState) -> CurveState: ...
    def advance(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> CurveState: ...
    def finish(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> CurveResult: ...
    @classmethod
    def from_bytes(cls, document: bytes) -> CurveState: ...

def curve(
    duration: ColumnLike,
    event: ColumnLike,
    *,
    entry: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    group: ColumnLike | None = None,
    causes: Sequence[str] = (),
    confidence_level: float = 0.95,
    interval: Literal["log_log", "log", "plain"] = 'log_log',
    std_error: Literal["automatic", "greenwood", "robust"] = 'automatic',
    times: Numbers = (),
    probabilities: Numbers = (0.25, 0.5, 0.75),
    restricted_mean_until: float | None = None,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> CurveResult:
    """How long do people stay, and what do they leave for?

    Parameters
    ----------
    duration : array-like of shape (n,)
        Time of leaving, or of the end of observation. Must be >= 0.
    event : array-like of shape (n,)
        0 = still here (censored), 1, 2, … = left, by cause. Must be between 0 and 255.
    entry : array-like of shape (n,), optional
        Time from which the person was observed (delayed entry); before duration.
    weights : array-like of shape (n,), optional
        Weight of the row. Must be >= 0.
    group : array-like of shape (n,), optional
        One curve for each group. Text, categories or whole numbers.
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
        * ``robust``: Infinitesimal jackknife: a row is one person, whatever its weight.
    times : list of float, default ()
        Times to report, in any order; all distinct times when not given. Must be >= 0.
    probabilities : list of float, default (0.25, 0.5, 0.75)
        Shares of leavers whose times (quantiles) are reported. Must be between 0 and 1.
    restricted_mean_until : float or None, default None
        Horizon of the restricted mean; the last time of all groups when not given. Must be > 0.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : CurveResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `duration`.
    """

class LogRankResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'tested', 'one_group', 'no_events', 'no_comparison'}
        Whether there was something to test.
        * ``tested``: The statistic was computed.
        * ``one_group``: There is only one group: nothing to compare.
        * ``no_events``: Nobody left: nothing to compare.
        * ``no_comparison``: Nobody left while members of two groups were observed together.
    statistic : float
        Chi-squared statistic; missing unless tested. May be missing.
    degrees_of_freedom : int
        Its degrees of freedom.
    p_value : float
        Probability of a statistic as large when all groups leave alike; missing unless tested. May be missing.
    groups : LogRankGroups
        Observed and expected leavers.
    variance : array of float of shape (g, g)
        Covariance of observed - expected.
    """
    @property
    def status(self) -> Literal["tested", "one_group", "no_events", "no_comparison"]:
        """Whether there was something to test."""
    @property
    def statistic(self) -> float:
        """Chi-squared statistic; missing unless tested. May be missing."""
    @property
    def degrees_of_freedom(self) -> int:
        """Its degrees of freedom."""
    @property
    def p_value(self) -> float:
        """Probability of a statistic as large when all groups leave alike; missing unless tested. May be missing."""
    @property
    def groups(self) -> LogRankGroups:
        """Observed and expected leavers."""
    @property
    def variance(self) -> NDArray[np.float64]:
        """Covariance of observed - expected."""
    @classmethod
    def from_json(cls, document: str | bytes) -> LogRankResult: ...

class LogRankGroups(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (g,)
        Group.
    rows : array of int of shape (g,)
        Rows.
    weight : array of float of shape (g,)
        People.
    observed : array of float of shape (g,)
        Leavers, each weighted by S(t-)^rho.
    expected : array of float of shape (g,)
        What they would be if all groups left alike.

    Shapes: g length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """Group."""
    @property
    def rows(self) -> NDArray[np.int64]:
        """Rows."""
    @property
    def weight(self) -> NDArray[np.float64]:
        """People."""
    @property
    def observed(self) -> NDArray[np.float64]:
        """Leavers, each weighted by S(t-)^rho."""
    @property
    def expected(self) -> NDArray[np.float64]:
        """What they would be if all groups left alike."""

class LogRankState(State):
    """Mergeable state of survival.log_rank: Do groups differ in how soon people leave?

    begin; while not done: update in each part, merge all, advance; finish

    Parameters
    ----------
    rho : float, default 0.0
        Each time is weighted by S(t-)^rho, S of all groups: 0 = log-rank, 1 = Peto-Peto (early differences).
        Must be between 0 and 100.
    """
    def __init__(
        self,
        *,
        rho: float = 0.0,
    ) -> None: ...
    def update(
        self,
        duration: ColumnLike,
        event: ColumnLike,
        group: ColumnLike,
        *,
        entry: ColumnLike | None = None,
        weights: ColumnLike | None = None,
        strata: ColumnLike | None = None,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> LogRankState: ...
    def merge(self, other: LogRankState) -> LogRankState: ...
    def advance(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> LogRankState: ...
    def finish(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> LogRankResult: ...
    @classmethod
    def from_bytes(cls, document: bytes) -> LogRankState: ...

def log_rank(
    duration: ColumnLike,
    event: ColumnLike,
    group: ColumnLike,
    *,
    entry: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    strata: ColumnLike | None = None,
    rho: float = 0.0,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> LogRankResult:
    """Do groups differ in how soon people leave?

    Parameters
    ----------
    duration : array-like of shape (n,)
        Time of leaving, or of the end of observation. Must be >= 0.
    event : array-like of shape (n,)
        0 = still here (censored), 1 or more = left. Must be between 0 and 255.
    group : array-like of shape (n,)
        Groups to compare. Text, categories or whole numbers.
    entry : array-like of shape (n,), optional
        Time from which the person was observed (delayed entry); before duration.
    weights : array-like of shape (n,), optional
        Number of people that the row stands for. Must be >= 0.
    strata : array-like of shape (n,), optional
        Groups are compared within each stratum only. Text, categories or whole numbers.
    rho : float, default 0.0
        Each time is weighted by S(t-)^rho, S of all groups: 0 = log-rank, 1 = Peto-Peto (early differences).
        Must be between 0 and 100.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : LogRankResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `duration`.
    """

class GrayResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'tested', 'one_group', 'no_events'}
        Whether there was something to test.
        * ``tested``: At least one cause was tested.
        * ``one_group``: There is only one group: nothing to compare.
        * ``no_events``: Nobody left while members of two groups were observed: nothing to compare.
    tests : GrayTests
        The test of each cause.
    scores : GrayScores
        What each group adds to it.
    """
    @property
    def status(self) -> Literal["tested", "one_group", "no_events"]:
        """Whether there was something to test."""
    @property
    def tests(self) -> GrayTests:
        """The test of each cause."""
    @property
    def scores(self) -> GrayScores:
        """What each group adds to it."""
    @classmethod
    def from_json(cls, document: str | bytes) -> GrayResult: ...

class GrayTests(Table):
    """A table of equally long columns.

    Attributes
    ----------
    cause : array of str of shape (a,)
        Cause of leaving.
    events : array of float of shape (a,)
        People who left for it.
    statistic : array of float of shape (a,)
        Chi-squared statistic; missing where there is nothing to compare. May be missing.
    degrees_of_freedom : array of int of shape (a,)
        Its degrees of freedom.
    p_value : array of float of shape (a,)
        Probability of a statistic as large when the incidence is the same in all groups; missing as the
        statistic. May be missing.

    Shapes: a length of `cause`.
    """
    @property
    def cause(self) -> NDArray[np.object_]:
        """Cause of leaving."""
    @property
    def events(self) -> NDArray[np.float64]:
        """People who left for it."""
    @property
    def statistic(self) -> NDArray[np.float64]:
        """Chi-squared statistic; missing where there is nothing to compare. May be missing."""
    @property
    def degrees_of_freedom(self) -> NDArray[np.int64]:
        """Its degrees of freedom."""
    @property
    def p_value(self) -> NDArray[np.float64]:
        """Probability of a statistic as large when the incidence is the same in all groups; missing as the statistic. May be missing."""

class GrayScores(Table):
    """A table of equally long columns.

    Attributes
    ----------
    cause : array of str of shape (r,)
        Cause of leaving.
    group : array of str of shape (r,)
        Group.
    events : array of float of shape (r,)
        People of the group who left for the cause.
    score : array of float of shape (r,)
        Weighted leavers above (positive) or below what the pooled incidence would give.

    Shapes: r length of `cause`.
    """
    @property
    def cause(self) -> NDArray[np.object_]:
        """Cause of leaving."""
    @property
    def group(self) -> NDArray[np.object_]:
        """Group."""
    @property
    def events(self) -> NDArray[np.float64]:
        """People of the group who left for the cause."""
    @property
    def score(self) -> NDArray[np.float64]:
        """Weighted leavers above (positive) or below what the pooled incidence would give."""

class GrayState(State):
    """Mergeable state of survival.gray: Do groups differ in how many leave for a given cause?

    begin; while not done: update in each part, merge all, advance; finish

    Parameters
    ----------
    causes : list of str, default ()
        Names of the causes 1, 2, …; numbers when not given.
    rho : float, default 0.0
        Each time is weighted by (1 - F(t-))^rho, F of all groups: larger values look at early differences. Must
        be between 0 and 100.
    """
    def __init__(
        self,
        *,
        causes: Sequence[str] = (),
        rho: float = 0.0,
    ) -> None: ...
    def update(
        self,
        duration: ColumnLike,
        event: ColumnLike,
        group: ColumnLike,
        *,
        weights: ColumnLike | None = None,
        strata: ColumnLike | None = None,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> GrayState: ...
    def merge(self, other: GrayState) -> GrayState: ...
    def advance(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> GrayState: ...
    def finish(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> GrayResult: ...
    @classmethod
    def from_bytes(cls, document: bytes) -> GrayState: ...

def gray(
    duration: ColumnLike,
    event: ColumnLike,
    group: ColumnLike,
    *,
    weights: ColumnLike | None = None,
    strata: ColumnLike | None = None,
    causes: Sequence[str] = (),
    rho: float = 0.0,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> GrayResult:
    """Do groups differ in how many leave for a given cause?

    Parameters
    ----------
    duration : array-like of shape (n,)
        Time of leaving, or of the end of observation. Must be >= 0.
    event : array-like of shape (n,)
        0 = still here (censored), 1, 2, … = left, by cause. Must be between 0 and 255.
    group : array-like of shape (n,)
        Groups to compare. Text, categories or whole numbers.
    weights : array-like of shape (n,), optional
        Number of people that the row stands for. Must be >= 0.
    strata : array-like of shape (n,), optional
        Groups are compared within each stratum only. Text, categories or whole numbers.
    causes : list of str, default ()
        Names of the causes 1, 2, …; numbers when not given.
    rho : float, default 0.0
        Each time is weighted by (1 - F(t-))^rho, F of all groups: larger values look at early differences. Must
        be between 0 and 100.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : GrayResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `duration`.
    """

class _CoxReferenceRequired(TypedDict):
    column: str

class CoxReference(_CoxReferenceRequired, total=False):
    level: str

class CoxFit(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'converged', 'separated', 'singular', 'no_events', 'iteration_limit', 'out_of_range'}
        How the fit ended.
        * ``converged``: The maximum was found.
        * ``separated``: The likelihood rises without end along the coefficients of `separated`: a group in which
          nobody (or everybody at risk) left. Those coefficients and their errors are as they stood when the
          likelihood no longer rose; tests by likelihood ratio hold, Wald tests do not.
        * ``singular``: Converged, but the terms in `singular` are constant or combinations of the terms before
          them: their coefficient is 0, their errors are missing.
        * ``no_events``: Nobody left, so nothing can be said: all coefficients are 0, their errors are missing.
        * ``iteration_limit``: Not converged within max_iterations; the coefficients are those of the last step.
        * ``out_of_range``: The offsets differ by more than exp() can carry, so that a risk set sums to zero: no
          fit, coefficients 0, errors missing.
    coefficients : CoxCoefficients
        Table of the terms.
    covariance : array of float of shape (p, p)
        Covariance of the coefficients, the robust one if asked for; 0 in the rows of singular terms. May be
        infinite.
    model_covariance : array of float of shape (p, p)
        Inverse of the information matrix (with the ridge penalty); 0 in the rows of singular terms. May be
        infinite.
    log_likelihood_null : float
        Log partial likelihood with all coefficients 0.
    log_likelihood : float
        Log partial likelihood of the fit, without the ridge penalty.
    likelihood_ratio_test : CoxTest
        Twice the difference of the two.
    wald_test : CoxTest
        Coefficients against their covariance.
    score_test : CoxTest
        Slope of the likelihood at 0 (with one grouping column: the log-rank test).
    concordance : float
        Harrell's C: share of comparable pairs of which the person with the higher hazard left first. Missing
        (NaN) if not computed or no pair. Must be between 0 and 1. May be missing.
    concordance_std_error : float
        Its standard error (infinitesimal jackknife), with the model taken as given. Must be >= 0. May be
        missing.
    iterations : int
        Newton steps. Must be >= 0.
    rows : int
        Rows with positive weight. Must be >= 0.
    events : int
        Rows that left. Must be >= 0.
    singular : list of str of shape (a,)
        Terms that were left out because they depend on the terms before them.
    separated : list of str of shape (b,)
        Terms whose coefficients have no finite estimate.
    ties : {'efron', 'breslow'}
        As in the options.
        * ``efron``: Efron's average over the tied leavers: close to exact, also with many ties.
        * ``breslow``: Breslow's: the tied leavers all stay at risk; biased towards 0 with many ties.
    ridge : float
        As in the options. Must be >= 0.
    confidence_level : float
        As in the options. Must be > 0 and < 1.
    columns : list of CoxColumn
        Columns of x in order; new people are matched by these names.
    means : array of float of shape (p,)
        Weighted mean of each term over the rows; the baseline belongs to a person at these means.
    strata : list of str of shape (s,)
        Labels of the strata in rising order; one empty label when there are none.
    follow_up : array of float of shape (s,)
        Longest duration in each stratum: nothing is known beyond it.
    baseline : CoxBaseline
        Baseline hazard.

    Methods
    -------
    predict
        How likely is each of these people to stay until a given day?
    explain
        Why is this person's risk of leaving above or below the average?

    Shapes: a length of `singular`, b length of `separated`, c length of `columns`, p length of `means`, s length of `strata`.
    """
    @property
    def status(self) -> Literal["converged", "separated", "singular", "no_events", "iteration_limit", "out_of_range"]:
        """How the fit ended."""
    @property
    def coefficients(self) -> CoxCoefficients:
        """Table of the terms."""
    @property
    def covariance(self) -> NDArray[np.float64]:
        """Covariance of the coefficients, the robust one if asked for; 0 in the rows of singular terms. May be infinite."""
    @property
    def model_covariance(self) -> NDArray[np.float64]:
        """Inverse of the information matrix (with the ridge penalty); 0 in the rows of singular terms. May be infinite."""
    @property
    def log_likelihood_null(self) -> float:
        """Log partial likelihood with all coefficients 0."""
    @property
    def log_likelihood(self) -> float:
        """Log partial likelihood of the fit, without the ridge penalty."""
    @property
    def likelihood_ratio_test(self) -> CoxTest:
        """Twice the difference of the two."""
    @property
    def wald_test(self) -> CoxTest:
        """Coefficients against their covariance."""
    @property
    def score_test(self) -> CoxTest:
        """Slope of the likelihood at 0 (with one grouping column: the log-rank test)."""
    @property
    def concordance(self) -> float:
        """Harrell's C: share of comparable pairs of which the person with the higher hazard left first. Missing (NaN) if not computed or no pair. Must be between 0 and 1. May be missing."""
    @property
    def concordance_std_error(self) -> float:
        """Its standard error (infinitesimal jackknife), with the model taken as given. Must be >= 0. May be missing."""
    @property
    def iterations(self) -> int:
        """Newton steps. Must be >= 0."""
    @property
    def rows(self) -> int:
        """Rows with positive weight. Must be >= 0."""
    @property
    def events(self) -> int:
        """Rows that left. Must be >= 0."""
    @property
    def singular(self) -> list[str]:
        """Terms that were left out because they depend on the terms before them."""
    @property
    def separated(self) -> list[str]:
        """Terms whose coefficients have no finite estimate."""
    @property
    def ties(self) -> Literal["efron", "breslow"]:
        """As in the options."""
    @property
    def ridge(self) -> float:
        """As in the options. Must be >= 0."""
    @property
    def confidence_level(self) -> float:
        """As in the options. Must be > 0 and < 1."""
    @property
    def columns(self) -> list[CoxColumn]:
        """Columns of x in order; new people are matched by these names."""
    @property
    def means(self) -> NDArray[np.float64]:
        """Weighted mean of each term over the rows; the baseline belongs to a person at these means."""
    @property
    def strata(self) -> list[str]:
        """Labels of the strata in rising order; one empty label when there are none."""
    @property
    def follow_up(self) -> NDArray[np.float64]:
        """Longest duration in each stratum: nothing is known beyond it."""
    @property
    def baseline(self) -> CoxBaseline:
        """Baseline hazard."""
    @classmethod
    def from_json(cls, document: str | bytes) -> CoxFit: ...
    def predict(
        self,
        x: TableLike,
        *,
        strata: ColumnLike | None = None,
        offset: ColumnLike | None = None,
        tenure: ColumnLike | None = None,
        time: ColumnLike | None = None,
        times: Numbers = (),
        errors: bool = True,
        confidence_level: float = 0.95,
        interval: Literal["log_log", "log", "plain"] = 'log_log',
        beyond: Literal["carry", "missing"] = 'carry',
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> CoxPrediction:
        """How likely is each of these people to stay until a given day?

        Parameters
        ----------
        x : table-like of shape (m, c)
            The fit's columns by name, in any order; others are not looked at.
        strata : array-like of shape (m,), optional
            The stratum of each row, one of the fit's. Needed when the fit has strata. Text, categories or whole
            numbers.
        offset : array-like of shape (m,), optional
            Known part of the log hazard.
        tenure : array-like of shape (m,), optional
            Time that the person has already stayed. Then times count from there, and curves are S(tenure + t) /
            S(tenure). Must be >= 0.
        time : array-like of shape (m,), optional
            One time for each row, instead of the option `times`. Must be >= 0.
        times : list of float of shape (t,), default ()
            Times at which the curves are wanted; counted from `tenure` when that is given. Neither these nor the
            column: linear predictors only. Must be >= 0.
        errors : bool, default True
            Whether standard errors and intervals are computed; cost p² for each row and time.
        confidence_level : float, default 0.95
            Level of the intervals. Must be > 0 and < 1.
        interval : {'log_log', 'log', 'plain'}, default 'log_log'
            How the interval of a curve is formed.
            * ``log_log``: On the scale log(-log S): always within (0, 1).
            * ``log``: On the scale log S, cut at 1; what R's survfit prints for Cox models.
            * ``plain``: On the scale of S, cut at 0 and 1.
        beyond : {'carry', 'missing'}, default 'carry'
            What is predicted beyond the longest follow-up.
            * ``carry``: The curve stays where it is at the last time of leaving.
            * ``missing``: Missing values (NaN).
        threads : int, default 0
            Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
        seed : int, default 1
            Seed of whatever is drawn at random; equal seeds give equal results.
        progress : bool or callable, default None
            Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
            installed).

        Returns
        -------
        result : CoxPrediction
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, t length of `times`, c columns of `x`.
        """
    def explain(
        self,
        x: TableLike,
        *,
        most: int = 3,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> CoxExplanation:
        """Why is this person's risk of leaving above or below the average?

        Parameters
        ----------
        x : table-like of shape (m, c)
            The fit's columns by name, in any order; others are not looked at.
        most : int, default 3
            Reasons kept for each row, the strongest first. Must be between 1 and 1000.
        threads : int, default 0
            Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
        seed : int, default 1
            Seed of whatever is drawn at random; equal seeds give equal results.
        progress : bool or callable, default None
            Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
            installed).

        Returns
        -------
        result : CoxExplanation
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, c columns of `x`.
        """

class CoxCoefficients(Table):
    """A table of equally long columns.

    Attributes
    ----------
    term : list of str of shape (p,)
        Name of the column, for a level "column=level".
    coefficient : array of float of shape (p,)
        Log hazard ratio for one unit more, or against the reference level. 0 for a singular term.
    hazard_ratio : array of float of shape (p,)
        exp(coefficient): above 1 means leaving sooner. May be infinite.
    std_error : array of float of shape (p,)
        Standard error of the coefficient from the information matrix. Missing (NaN) for a singular term. May be
        missing. May be infinite.
    robust_std_error : array of float of shape (p,)
        Sandwich standard error. Missing (NaN) unless robust errors were asked for. May be missing. May be
        infinite.
    z : array of float of shape (p,)
        coefficient / its error (the robust one if asked for). Missing (NaN) for a singular term. May be missing.
        May be infinite.
    p_value : array of float of shape (p,)
        Two-sided p-value of z. Missing (NaN) for a singular term. Must be between 0 and 1. May be missing.
    lower : array of float of shape (p,)
        Lower end of the coefficient's interval. Missing (NaN) for a singular term. May be missing. May be
        infinite.
    upper : array of float of shape (p,)
        Upper end of the coefficient's interval. Missing (NaN) for a singular term. May be missing. May be
        infinite.
    hazard_ratio_lower : array of float of shape (p,)
        exp(lower). May be missing. May be infinite.
    hazard_ratio_upper : array of float of shape (p,)
        exp(upper). May be missing. May be infinite.

    Shapes: p length of `term`.
    """
    @property
    def term(self) -> NDArray[np.object_]:
        """Name of the column, for a level "column=level"."""
    @property
    def coefficient(self) -> NDArray[np.float64]:
        """Log hazard ratio for one unit more, or against the reference level. 0 for a singular term."""
    @property
    def hazard_ratio(self) -> NDArray[np.float64]:
        """exp(coefficient): above 1 means leaving sooner. May be infinite."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Standard error of the coefficient from the information matrix. Missing (NaN) for a singular term. May be missing. May be infinite."""
    @property
    def robust_std_error(self) -> NDArray[np.float64]:
        """Sandwich standard error. Missing (NaN) unless robust errors were asked for. May be missing. May be infinite."""
    @property
    def z(self) -> NDArray[np.float64]:
        """coefficient / its error (the robust one if asked for). Missing (NaN) for a singular term. May be missing. May be infinite."""
    @property
    def p_value(self) -> NDArray[np.float64]:
        """Two-sided p-value of z. Missing (NaN) for a singular term. Must be between 0 and 1. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of the coefficient's interval. Missing (NaN) for a singular term. May be missing. May be infinite."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end of the coefficient's interval. Missing (NaN) for a singular term. May be missing. May be infinite."""
    @property
    def hazard_ratio_lower(self) -> NDArray[np.float64]:
        """exp(lower). May be missing. May be infinite."""
    @property
    def hazard_ratio_upper(self) -> NDArray[np.float64]:
        """exp(upper). May be missing. May be infinite."""

class CoxTest(Result):
    """A record of named fields.

    Attributes
    ----------
    statistic : float
        Chi-squared statistic. Must be >= 0. May be infinite.
    degrees_of_freedom : int
        Terms that are not singular. Must be >= 0.
    p_value : float
        P-value. Must be between 0 and 1.
    """
    @property
    def statistic(self) -> float:
        """Chi-squared statistic. Must be >= 0. May be infinite."""
    @property
    def degrees_of_freedom(self) -> int:
        """Terms that are not singular. Must be >= 0."""
    @property
    def p_value(self) -> float:
        """P-value. Must be between 0 and 1."""
    @classmethod
    def from_json(cls, document: str | bytes) -> CoxTest: ...

class CoxColumn(Result):
    """A record of named fields.

    Attributes
    ----------
    name : str
        Name of the column.
    categorical : bool
        Whether it is categorical.
    levels : list of str of shape (l,)
        Levels that occurred, the reference among them; empty for a numeric column.
    reference : str
        Reference level; empty for a numeric column.

    Shapes: l length of `levels`.
    """
    @property
    def name(self) -> str:
        """Name of the column."""
    @property
    def categorical(self) -> bool:
        """Whether it is categorical."""
    @property
    def levels(self) -> list[str]:
        """Levels that occurred, the reference among them; empty for a numeric column."""
    @property
    def reference(self) -> str:
        """Reference level; empty for a numeric column."""
    @classmethod
    def from_json(cls, document: str | bytes) -> CoxColumn: ...

class CoxBaseline(Result):
    """A record of named fields.

    Attributes
    ----------
    stratum : array of int of shape (k,)
        Place of the row's stratum in `strata`. Must be >= 0.
    time : array of float of shape (k,)
        Distinct times of leaving, ascending in each stratum.
    hazard : array of float of shape (k,)
        Jump of the cumulative hazard (of Efron's kind with Efron's ties). Must be >= 0.
    cumulative_hazard : array of float of shape (k,)
        Sum of the jumps up to and with this time. Must be >= 0.
    cumulative_variance : array of float of shape (k,)
        Variance of cumulative_hazard if the coefficients were known. Must be >= 0.
    cumulative_drift : array of float of shape (k, p)
        Derivative of -cumulative_hazard by the coefficients: sum of jump times (mean attributes at risk -
        means). Empty without baseline_errors.

    Shapes: k length of `stratum`.
    """
    @property
    def stratum(self) -> NDArray[np.int64]:
        """Place of the row's stratum in `strata`. Must be >= 0."""
    @property
    def time(self) -> NDArray[np.float64]:
        """Distinct times of leaving, ascending in each stratum."""
    @property
    def hazard(self) -> NDArray[np.float64]:
        """Jump of the cumulative hazard (of Efron's kind with Efron's ties). Must be >= 0."""
    @property
    def cumulative_hazard(self) -> NDArray[np.float64]:
        """Sum of the jumps up to and with this time. Must be >= 0."""
    @property
    def cumulative_variance(self) -> NDArray[np.float64]:
        """Variance of cumulative_hazard if the coefficients were known. Must be >= 0."""
    @property
    def cumulative_drift(self) -> NDArray[np.float64]:
        """Derivative of -cumulative_hazard by the coefficients: sum of jump times (mean attributes at risk - means). Empty without baseline_errors."""
    @classmethod
    def from_json(cls, document: str | bytes) -> CoxBaseline: ...

class CoxPrediction(Result):
    """A record of named fields.

    Attributes
    ----------
    linear_predictor : array of float of shape (m,)
        sum of coefficient * (x - mean) + offset.
    hazard_ratio : array of float of shape (m,)
        exp(linear_predictor): against a person at the means. May be infinite.
    times : array of float of shape (t,)
        The times asked for; empty when each row has its own.
    survival : array of float of shape (m, t)
        Probability of staying until that time (given `tenure`). Missing (NaN) beyond follow-up if asked so. Must
        be between 0 and 1. May be missing.
    std_error : array of float of shape (m, t)
        Standard error of survival. Missing (NaN) when not asked for. May be missing.
    lower : array of float of shape (m, t)
        Lower end of its interval. May be missing.
    upper : array of float of shape (m, t)
        Upper end of its interval. May be missing.
    cumulative_hazard : array of float of shape (m, t)
        -log(survival). Must be >= 0. May be missing. May be infinite.
    cumulative_hazard_std_error : array of float of shape (m, t)
        Its standard error, which is also that of log(survival). May be missing. May be infinite.

    Shapes: m length of `linear_predictor`, t length of `times`.
    """
    @property
    def linear_predictor(self) -> NDArray[np.float64]:
        """sum of coefficient * (x - mean) + offset."""
    @property
    def hazard_ratio(self) -> NDArray[np.float64]:
        """exp(linear_predictor): against a person at the means. May be infinite."""
    @property
    def times(self) -> NDArray[np.float64]:
        """The times asked for; empty when each row has its own."""
    @property
    def survival(self) -> NDArray[np.float64]:
        """Probability of staying until that time (given `tenure`). Missing (NaN) beyond follow-up if asked so. Must be between 0 and 1. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Standard error of survival. Missing (NaN) when not asked for. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of its interval. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end of its interval. May be missing."""
    @property
    def cumulative_hazard(self) -> NDArray[np.float64]:
        """-log(survival). Must be >= 0. May be missing. May be infinite."""
    @property
    def cumulative_hazard_std_error(self) -> NDArray[np.float64]:
        """Its standard error, which is also that of log(survival). May be missing. May be infinite."""
    @classmethod
    def from_json(cls, document: str | bytes) -> CoxPrediction: ...

class CoxExplanation(Result):
    """A record of named fields.

    Attributes
    ----------
    contributions : array of float of shape (m, p)
        coefficient * (x - mean) for each row and term; the sum over the terms is the linear predictor without
        offset.
    terms : list of str of shape (p,)
        Names of the terms.
    reasons : CoxReasons
        The strongest columns of each row; a categorical column counts as one.

    Shapes: p length of `terms`.
    """
    @property
    def contributions(self) -> NDArray[np.float64]:
        """coefficient * (x - mean) for each row and term; the sum over the terms is the linear predictor without offset."""
    @property
    def terms(self) -> list[str]:
        """Names of the terms."""
    @property
    def reasons(self) -> CoxReasons:
        """The strongest columns of each row; a categorical column counts as one."""
    @classmethod
    def from_json(cls, document: str | bytes) -> CoxExplanation: ...

class CoxReasons(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (r,)
        Row of x. Must be >= 0.
    rank : array of int of shape (r,)
        1 is the strongest. Must be >= 1.
    column : array of str of shape (r,)
        Column of x.
    contribution : array of float of shape (r,)
        What it adds to the log hazard, against the mean of the people in the fit.
    hazard_factor : array of float of shape (r,)
        exp(contribution): above 1 it makes leaving sooner more likely. May be infinite.

    Shapes: r length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of x. Must be >= 0."""
    @property
    def rank(self) -> NDArray[np.int64]:
        """1 is the strongest. Must be >= 1."""
    @property
    def column(self) -> NDArray[np.object_]:
        """Column of x."""
    @property
    def contribution(self) -> NDArray[np.float64]:
        """What it adds to the log hazard, against the mean of the people in the fit."""
    @property
    def hazard_factor(self) -> NDArray[np.float64]:
        """exp(contribution): above 1 it makes leaving sooner more likely. May be infinite."""

class CoxState(State):
    """Mergeable state of survival.cox: Which attributes go with leaving sooner, and by how much?

    begin; while not done: update in each part, merge all, advance; finish

    Parameters
    ----------
    ties : {'efron', 'breslow'}, default 'efron'
        How tied times of leaving enter the likelihood.
        * ``efron``: Efron's average over the tied leavers: close to exact, also with many ties.
        * ``breslow``: Breslow's: the tied leavers all stay at risk; biased towards 0 with many ties.
    references : list of CoxReference, default ()
        Reference levels that are not the first level of their column.
    ridge : float, default 0.0
        Penalty: 0.5 * ridge * sum of squared coefficients is taken from the log-likelihood. Must be >= 0.
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
    """
    def __init__(
        self,
        *,
        ties: Literal["efron", "breslow"] = 'efron',
        references: Sequence[CoxReference] = (),
        ridge: float = 0.0,
        robust: bool = False,
        confidence_level: float = 0.95,
        concordance: bool = True,
        baseline: bool = True,
        baseline_errors: bool = True,
        max_iterations: int = 30,
        tolerance: float = 1e-12,
    ) -> None: ...
    def update(
        self,
        x: TableLike,
        duration: ColumnLike,
        event: ColumnLike,
        *,
        entry: ColumnLike | None = None,
        weights: ColumnLike | None = None,
        strata: ColumnLike | None = None,
        offset: ColumnLike | None = None,
        cluster: ColumnLike | None = None,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> CoxState: ...
    def merge(self, other: CoxState) -> CoxState: ...
    def advance(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> CoxState: ...
    def finish(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> CoxFit: ...
    @classmethod
    def from_bytes(cls, document: bytes) -> CoxState: ...

def cox(
    x: TableLike,
    duration: ColumnLike,
    event: ColumnLike,
    *,
    entry: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    strata: ColumnLike | None = None,
    offset: ColumnLike | None = None,
    cluster: ColumnLike | None = None,
    ties: Literal["efron", "breslow"] = 'efron',
    references: Sequence[CoxReference] = (),
    ridge: float = 0.0,
    robust: bool = False,
    confidence_level: float = 0.95,
    concordance: bool = True,
    baseline: bool = True,
    baseline_errors: bool = True,
    max_iterations: int = 30,
    tolerance: float = 1e-12,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> CoxFit:
    """Which attributes go with leaving sooner, and by how much?

    Parameters
    ----------
    x : table-like of shape (n, c)
        Attributes: numbers, or categories, which become one term for each level but the reference.
    duration : array-like of shape (n,)
        Time at which the row ends: of leaving, or of the last look. Whole days or months are best; equal times
        are ties. Must be >= 0.
    event : array-like of shape (n,)
        1 where the person left at `duration`, 0 where still there. Must be between 0 and 1.
    entry : array-like of shape (n,), optional
        Time from which the row is at risk (delayed entry, or pieces of a person's time); below `duration`. 0 at
        first if not given.
    weights : array-like of shape (n,), optional
        How many people a row stands for. Rows with weight 0 are left out. Must be >= 0.
    strata : array-like of shape (n,), optional
        Groups with a baseline of their own; people are only compared within their group. Text, categories or
        whole numbers.
    offset : array-like of shape (n,), optional
        A part of the log hazard that is known.
    cluster : array-like of shape (n,), optional
        Rows with the same label go together (rows of one person, people of one team) in the robust errors. Text,
        categories or whole numbers.
    ties : {'efron', 'breslow'}, default 'efron'
        How tied times of leaving enter the likelihood.
        * ``efron``: Efron's average over the tied leavers: close to exact, also with many ties.
        * ``breslow``: Breslow's: the tied leavers all stay at risk; biased towards 0 with many ties.
    references : list of CoxReference, default ()
        Reference levels that are not the first level of their column.
    ridge : float, default 0.0
        Penalty: 0.5 * ridge * sum of squared coefficients is taken from the log-likelihood. Must be >= 0.
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
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : CoxFit
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n rows of `x`, c columns of `x`.
    """

class ConcordanceResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'counted', 'no_pairs'}
        How the count ended.
        * ``counted``: There are comparable pairs.
        * ``no_pairs``: No pair of rows can be compared: nobody left, or nobody was at risk later. All shares are
          missing.
    concordance : float
        (concordant + tied_score / 2) / (concordant + discordant + tied_score): 0.5 is chance, 1 perfect order.
        Missing (NaN) without pairs. Must be between 0 and 1. May be missing.
    std_error : float
        Standard error by the infinitesimal jackknife. Missing (NaN) without pairs. Must be >= 0. May be missing.
    lower : float
        Lower end of the interval, cut at 0. Missing (NaN) without pairs. Must be between 0 and 1. May be
        missing.
    upper : float
        Upper end of the interval, cut at 1. Missing (NaN) without pairs. Must be between 0 and 1. May be
        missing.
    concordant : float
        Pairs in the right order (products of weights). Must be >= 0.
    discordant : float
        Pairs in the wrong order. Must be >= 0.
    tied_score : float
        Comparable pairs with equal scores. Must be >= 0.
    tied_time : float
        Pairs that left at the same time, with unequal scores; not compared. Must be >= 0.
    tied_both : float
        Pairs that left at the same time with equal scores; not compared. Must be >= 0.
    rows : int
        Rows with positive weight. Must be >= 0.
    events : int
        Rows that left. Must be >= 0.
    """
    @property
    def status(self) -> Literal["counted", "no_pairs"]:
        """How the count ended."""
    @property
    def concordance(self) -> float:
        """(concordant + tied_score / 2) / (concordant + discordant + tied_score): 0.5 is chance, 1 perfect order. Missing (NaN) without pairs. Must be between 0 and 1. May be missing."""
    @property
    def std_error(self) -> float:
        """Standard error by the infinitesimal jackknife. Missing (NaN) without pairs. Must be >= 0. May be missing."""
    @property
    def lower(self) -> float:
        """Lower end of the interval, cut at 0. Missing (NaN) without pairs. Must be between 0 and 1. May be missing."""
    @property
    def upper(self) -> float:
        """Upper end of the interval, cut at 1. Missing (NaN) without pairs. Must be between 0 and 1. May be missing."""
    @property
    def concordant(self) -> float:
        """Pairs in the right order (products of weights). Must be >= 0."""
    @property
    def discordant(self) -> float:
        """Pairs in the wrong order. Must be >= 0."""
    @property
    def tied_score(self) -> float:
        """Comparable pairs with equal scores. Must be >= 0."""
    @property
    def tied_time(self) -> float:
        """Pairs that left at the same time, with unequal scores; not compared. Must be >= 0."""
    @property
    def tied_both(self) -> float:
        """Pairs that left at the same time with equal scores; not compared. Must be >= 0."""
    @property
    def rows(self) -> int:
        """Rows with positive weight. Must be >= 0."""
    @property
    def events(self) -> int:
        """Rows that left. Must be >= 0."""
    @classmethod
    def from_json(cls, document: str | bytes) -> ConcordanceResult: ...

def concordance(
    score: ColumnLike,
    duration: ColumnLike,
    event: ColumnLike,
    *,
    entry: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    strata: ColumnLike | None = None,
    cluster: ColumnLike | None = None,
    direction: Literal["risk", "survival"] = 'risk',
    confidence_level: float = 0.95,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> ConcordanceResult:
    """How well does a score tell who leaves first?

    Parameters
    ----------
    score : array-like of shape (n,)
        What is to be judged: one number for each row.
    duration : array-like of shape (n,)
        Time at which the row ends: of leaving, or of the last look. Must be >= 0.
    event : array-like of shape (n,)
        1 where the person left at `duration`, 0 where still there. Must be between 0 and 1.
    entry : array-like of shape (n,), optional
        Time from which the row is at risk; below `duration`.
    weights : array-like of shape (n,), optional
        How many people a row stands for. Rows with weight 0 are left out. Must be >= 0.
    strata : array-like of shape (n,), optional
        Groups; only people of one group are compared. Text, categories or whole numbers.
    cluster : array-like of shape (n,), optional
        Rows with the same label go together in the standard error. Text, categories or whole numbers.
    direction : {'risk', 'survival'}, default 'risk'
        What a higher score means.
        * ``risk``: A higher score means leaving sooner (a hazard, a linear predictor).
        * ``survival``: A higher score means staying longer (an expected tenure, a survival probability).
    confidence_level : float, default 0.95
        Level of the interval. Must be > 0 and < 1.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : ConcordanceResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `score`.
    """
