# Written by `python -m mainstay._generate` from the description of the analyses.
from collections.abc import Sequence
from typing import Any, Literal, TypedDict

import numpy as np
from numpy.typing import NDArray

from ._call import Result, State
from ._table import Table
from ._typing import ColumnLike, Numbers, Progress, TableLike

__all__ = [
    "AftCoefficients",
    "AftCure",
    "AftFit",
    "AftOptions",
    "AftPrediction",
    "AftShapes",
    "AftState",
    "BoostingBaseline",
    "BoostingCauses",
    "BoostingExplanation",
    "BoostingFit",
    "BoostingGains",
    "BoostingImportance",
    "BoostingIntervals",
    "BoostingMonotone",
    "BoostingOptions",
    "BoostingPrediction",
    "BoostingScores",
    "BrierResult",
    "BrierTimes",
    "CalibrationBands",
    "CalibrationBins",
    "CalibrationResult",
    "Candidate",
    "CaseCohortFit",
    "CaseCohortSize",
    "CaseCohortStrata",
    "CauseErrors",
    "CauseIncidence",
    "CausesFit",
    "CausesOptions",
    "CausesPrediction",
    "ChooseFit",
    "ChooseModels",
    "ChooseParts",
    "ConcordanceResult",
    "CoxBaseline",
    "CoxCoefficients",
    "CoxColumn",
    "CoxFit",
    "CoxOptions",
    "CoxPenalty",
    "CoxPrediction",
    "CoxProportionality",
    "CoxProportionalityTests",
    "CoxReference",
    "CoxResiduals",
    "CoxScaledResiduals",
    "CoxSchoenfeld",
    "CoxState",
    "CoxTest",
    "CoxTimeEffect",
    "CurveCauses",
    "CurveGroups",
    "CurveResult",
    "CurveState",
    "CurveTable",
    "DecisionLoads",
    "DecisionResult",
    "DecisionThresholds",
    "DiscriminationResult",
    "DiscriminationTimes",
    "Explanation",
    "FineGrayBaseline",
    "FineGrayErrors",
    "FineGrayFit",
    "FineGrayPrediction",
    "ForestCauses",
    "ForestCells",
    "ForestFit",
    "ForestImportance",
    "ForestOptions",
    "ForestPrediction",
    "ForestScores",
    "GrayResult",
    "GrayScores",
    "GrayState",
    "GrayTests",
    "HazardBaselineTable",
    "HazardCoefficients",
    "HazardColumnTests",
    "HazardCurves",
    "HazardExplanation",
    "HazardFit",
    "HazardGroups",
    "HazardOptions",
    "HazardPrediction",
    "HazardSmooth",
    "HazardSmoothTable",
    "HazardSpline",
    "HazardState",
    "IncidenceTable",
    "LogRankGroups",
    "LogRankResult",
    "LogRankState",
    "ModelCurve",
    "ModelExplanation",
    "ModelFit",
    "ModelOptions",
    "ModelPrediction",
    "MultinomialBaseline",
    "MultinomialCoefficients",
    "MultinomialFit",
    "MultinomialOptions",
    "MultinomialState",
    "PathBaseline",
    "PathCoefficients",
    "PathFactor",
    "PathFit",
    "PathModel",
    "PathOptions",
    "PathPrediction",
    "PathSteps",
    "PathValidation",
    "QuantileTable",
    "Reasons",
    "SmoothFit",
    "SmoothOptions",
    "SmoothTests",
    "StatesMatrix",
    "StatesMoves",
    "StatesOccupation",
    "StatesResult",
    "StatesState",
    "StatesTable",
    "TreeColumn",
    "TreeLevelSets",
    "TreeNodes",
    "Trees",
    "aft",
    "boosting",
    "brier",
    "calibration",
    "case_cohort",
    "causes",
    "choose",
    "concordance",
    "cox",
    "curve",
    "decision",
    "discrimination",
    "fine_gray",
    "forest",
    "gray",
    "hazard",
    "log_rank",
    "model",
    "multinomial",
    "path",
    "smooth",
    "states",
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
        * ``robust``: Infinitesimal jackknife: a row is one person, whatever its weight; with clusters, each of
          these is one.
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
        cluster: ColumnLike | None = None,
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
    cluster: ColumnLike | None = None,
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
    cluster : array-like of shape (n,), optional
        Rows with the same label go together (rows of one person, people of one team) in the errors, which then
        are robust. Text, categories or whole numbers.
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

class _CoxTimeEffectRequired(TypedDict):
    column: str

class CoxTimeEffect(_CoxTimeEffectRequired, total=False):
    function: Literal["log", "identity", "square_root", "after"]
    at: float

class _CoxPenaltyRequired(TypedDict):
    column: str

class CoxPenalty(_CoxPenaltyRequired, total=False):
    ridge: float
    scaled: bool
    degrees_of_freedom: float | None

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
        Inverse of the information matrix (with the penalties); 0 in the rows of singular terms. May be infinite.
    log_likelihood_null : float
        Log partial likelihood with all coefficients 0.
    log_likelihood : float
        Log partial likelihood of the fit, without any penalty.
    likelihood_ratio_test : CoxTest
        Twice the difference of the two; with firth, of the two with its penalty.
    wald_test : CoxTest
        Coefficients against their covariance.
    score_test : CoxTest
        Slope of the likelihood at 0 (with one grouping column: the log-rank test).
    concordance : float
        Harrell's C: share of comparable pairs of which the person with the higher hazard left first. Missing
        (NaN) if not computed, no pair, or with time effects. Must be between 0 and 1. May be missing.
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
    ties : {'efron', 'breslow', 'exact'}
        As in the options.
        * ``efron``: Efron's average over the tied leavers: close to exact, also with many ties.
        * ``breslow``: Breslow's: the tied leavers all stay at risk; biased towards 0 with many ties.
        * ``exact``: Time is discrete: of all sets of so many at risk, just these left. survival.cox only,
          without weights; cost grows with the number of tied leavers.
    ridge : float
        As in the options. Must be >= 0.
    penalty : array of float of shape (p,)
        What each term's squared coefficient is multiplied by, twice: `ridge` or that of its column, times the
        term's variance where scaled. Empty when nothing is penalised. Must be >= 0.
    effective_degrees_of_freedom : float
        Trace of model_covariance times the information without the penalty: terms that are not singular, less
        what the penalty takes from each. Must be >= 0.
    confidence_level : float
        As in the options. Must be > 0 and < 1.
    firth : bool
        As in the options.
    columns : list of CoxColumn
        Columns of x in order; new people are matched by these names.
    time_effects : list of CoxTimeEffect
        As in the options; their terms stand behind those of the columns.
    means : array of float of shape (p,)
        Weighted mean of each term over the rows (of an effect that changes over time: of x); the baseline
        belongs to a person at these means.
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
    residuals
        Who left sooner or later than the model expects, and who shapes it most?
    proportionality
        Does what an attribute does change over tenure?

    Shapes: a length of `singular`, b length of `separated`, p length of `penalty`, c length of `columns`, effects length of `time_effects`, s length of `strata`.
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
        """Inverse of the information matrix (with the penalties); 0 in the rows of singular terms. May be infinite."""
    @property
    def log_likelihood_null(self) -> float:
        """Log partial likelihood with all coefficients 0."""
    @property
    def log_likelihood(self) -> float:
        """Log partial likelihood of the fit, without any penalty."""
    @property
    def likelihood_ratio_test(self) -> CoxTest:
        """Twice the difference of the two; with firth, of the two with its penalty."""
    @property
    def wald_test(self) -> CoxTest:
        """Coefficients against their covariance."""
    @property
    def score_test(self) -> CoxTest:
        """Slope of the likelihood at 0 (with one grouping column: the log-rank test)."""
    @property
    def concordance(self) -> float:
        """Harrell's C: share of comparable pairs of which the person with the higher hazard left first. Missing (NaN) if not computed, no pair, or with time effects. Must be between 0 and 1. May be missing."""
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
    def ties(self) -> Literal["efron", "breslow", "exact"]:
        """As in the options."""
    @property
    def ridge(self) -> float:
        """As in the options. Must be >= 0."""
    @property
    def penalty(self) -> NDArray[np.float64]:
        """What each term's squared coefficient is multiplied by, twice: `ridge` or that of its column, times the term's variance where scaled. Empty when nothing is penalised. Must be >= 0."""
    @property
    def effective_degrees_of_freedom(self) -> float:
        """Trace of model_covariance times the information without the penalty: terms that are not singular, less what the penalty takes from each. Must be >= 0."""
    @property
    def confidence_level(self) -> float:
        """As in the options. Must be > 0 and < 1."""
    @property
    def firth(self) -> bool:
        """As in the options."""
    @property
    def columns(self) -> list[CoxColumn]:
        """Columns of x in order; new people are matched by these names."""
    @property
    def time_effects(self) -> list[Any]:
        """As in the options; their terms stand behind those of the columns."""
    @property
    def means(self) -> NDArray[np.float64]:
        """Weighted mean of each term over the rows (of an effect that changes over time: of x); the baseline belongs to a person at these means."""
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
        beyond: Literal["carry", "missing"] = 'missing',
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
            Time that the person has already stayed. Then times count from there, and everything is given that the
            person is still here. Must be >= 0.
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
        beyond : {'carry', 'missing'}, default 'missing'
            What is predicted beyond the longest follow-up.
            * ``carry``: The curve stays where it is at the last time of leaving. Where nobody of the fit left since
              the tenure it has no error and no limits: nothing is known, least of all that the person stays.
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
    ) -> Explanation:
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
        result : Explanation
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, c columns of `x`.
        """
    def residuals(
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
        score: bool = True,
        dfbeta: bool = True,
        dfbetas: bool = True,
        schoenfeld: bool = True,
        weighted: bool = False,
        collapse: bool = False,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> CoxResiduals:
        """Who left sooner or later than the model expects, and who shapes it most?

        Parameters
        ----------
        x : table-like of shape (m, c)
            The fit's columns by name, in any order; others are not looked at.
        duration : array-like of shape (m,)
            As in the fit. Must be >= 0.
        event : array-like of shape (m,)
            As in the fit. Must be between 0 and 1.
        entry : array-like of shape (m,), optional
            As in the fit; needed when it had entries.
        weights : array-like of shape (m,), optional
            As in the fit; needed when it had weights. Must be >= 0.
        strata : array-like of shape (m,), optional
            As in the fit; needed when it had strata. Text, categories or whole numbers.
        offset : array-like of shape (m,), optional
            As in the fit; needed when it had offsets.
        cluster : array-like of shape (m,), optional
            Rows with the same label are added up, when that is asked for. Text, categories or whole numbers.
        score : bool, default True
            Whether score residuals are made: p numbers for each row.
        dfbeta : bool, default True
            Whether the changes of the coefficients without each row are made: p numbers for each row.
        dfbetas : bool, default True
            Whether the same in standard errors are made: p numbers for each row.
        schoenfeld : bool, default True
            Whether Schoenfeld residuals are made: 2 p numbers for each row that left.
        weighted : bool, default False
            Whether all residuals are multiplied by the row's weight; dfbeta and dfbetas always are.
        collapse : bool, default False
            Whether residuals are added up by `cluster` (all rows of one person), which then must be given; not those
            of Schoenfeld.
        threads : int, default 0
            Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
        seed : int, default 1
            Seed of whatever is drawn at random; equal seeds give equal results.
        progress : bool or callable, default None
            Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
            installed).

        Returns
        -------
        result : CoxResiduals
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, c columns of `x`.
        """
    def proportionality(
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
        transform: Literal["km", "identity", "log", "rank"] = 'km',
        scaled: bool = True,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> CoxProportionality:
        """Does what an attribute does change over tenure?

        Parameters
        ----------
        x : table-like of shape (m, c)
            The fit's columns by name, in any order; others are not looked at.
        duration : array-like of shape (m,)
            As in the fit. Must be >= 0.
        event : array-like of shape (m,)
            As in the fit. Must be between 0 and 1.
        entry : array-like of shape (m,), optional
            As in the fit; needed when it had entries.
        weights : array-like of shape (m,), optional
            As in the fit; needed when it had weights. Must be >= 0.
        strata : array-like of shape (m,), optional
            As in the fit; needed when it had strata. Text, categories or whole numbers.
        offset : array-like of shape (m,), optional
            As in the fit; needed when it had offsets.
        cluster : array-like of shape (m,), optional
            Rows with the same label are added up, when that is asked for. Text, categories or whole numbers.
        transform : {'km', 'identity', 'log', 'rank'}, default 'km'
            The function of time g(t) with which a coefficient is thought to change.
            * ``km``: The share that has left before t, by one Kaplan-Meier curve of all rows (each counted once):
              late times with few people have little say.
            * ``identity``: t itself.
            * ``log``: log(t): for changes in the first days. Refused when somebody left at 0.
            * ``rank``: The rank of t among the durations of all rows.
        scaled : bool, default True
            Whether scaled Schoenfeld residuals are made, for a plot of each coefficient over time: p numbers for
            each row that left.
        threads : int, default 0
            Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
        seed : int, default 1
            Seed of whatever is drawn at random; equal seeds give equal results.
        progress : bool or callable, default None
            Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
            installed).

        Returns
        -------
        result : CoxProportionality
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
        Name of the column, for a level "column=level"; of an effect that changes over time with the function
        behind it, "column:log(time)".
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
        """Name of the column, for a level "column=level"; of an effect that changes over time with the function behind it, "column:log(time)"."""
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
        sum of coefficient * (x - mean) + offset. Missing (NaN) with time effects, when there is no one number.
        May be missing.
    hazard_ratio : array of float of shape (m,)
        exp(linear_predictor): against a person at the means. May be missing. May be infinite.
    times : array of float of shape (t,)
        The times asked for; empty when each row has its own.
    survival : array of float of shape (m, t)
        Probability of staying until that time (given `tenure`). Missing (NaN) beyond follow-up, unless `beyond`
        carries it on. Must be between 0 and 1. May be missing.
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
        """sum of coefficient * (x - mean) + offset. Missing (NaN) with time effects, when there is no one number. May be missing."""
    @property
    def hazard_ratio(self) -> NDArray[np.float64]:
        """exp(linear_predictor): against a person at the means. May be missing. May be infinite."""
    @property
    def times(self) -> NDArray[np.float64]:
        """The times asked for; empty when each row has its own."""
    @property
    def survival(self) -> NDArray[np.float64]:
        """Probability of staying until that time (given `tenure`). Missing (NaN) beyond follow-up, unless `beyond` carries it on. Must be between 0 and 1. May be missing."""
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

class Explanation(Result):
    """A record of named fields.

    Attributes
    ----------
    contributions : array of float of shape (m, p)
        coefficient * (x - mean) for each row and term, 0 for an intercept; the sum over the terms is the linear
        predictor against the mean, without offset.
    terms : list of str of shape (p,)
        Names of the terms.
    reasons : Reasons
        The strongest columns of each row; a categorical column counts as one.

    Shapes: p length of `terms`.
    """
    @property
    def contributions(self) -> NDArray[np.float64]:
        """coefficient * (x - mean) for each row and term, 0 for an intercept; the sum over the terms is the linear predictor against the mean, without offset."""
    @property
    def terms(self) -> list[str]:
        """Names of the terms."""
    @property
    def reasons(self) -> Reasons:
        """The strongest columns of each row; a categorical column counts as one."""
    @classmethod
    def from_json(cls, document: str | bytes) -> Explanation: ...

class Reasons(Table):
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
        What it adds to the score, against the average of the people in the fit.
    factor : array of float of shape (r,)
        exp(contribution): by what it multiplies what the score is the logarithm of (hazard, odds or time). May
        be infinite.

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
        """What it adds to the score, against the average of the people in the fit."""
    @property
    def factor(self) -> NDArray[np.float64]:
        """exp(contribution): by what it multiplies what the score is the logarithm of (hazard, odds or time). May be infinite."""

class CoxResiduals(Result):
    """A record of named fields.

    Attributes
    ----------
    terms : list of str of shape (p,)
        Names of the terms.
    groups : list of str of shape (groups,)
        Labels of the clusters in rising order when residuals were added up by them: then these are the rows
        below.
    martingale : array of float of shape (rows,)
        Event less the number of events expected of such a row until it ended. Missing (NaN) for rows of weight
        0. May be missing.
    deviance : array of float of shape (rows,)
        The same on a scale that is about normal: sign(m) sqrt(2 (d log(d / (d - m)) - m)), d the events. Missing
        (NaN) for rows of weight 0. May be missing.
    score : array of float of shape (rows, p)
        The row's part of the slope of the log-likelihood at the coefficients. Missing (NaN) for rows of weight
        0. May be missing.
    dfbeta : array of float of shape (rows, p)
        About how much each coefficient would fall without the row: weighted score residual times
        model_covariance. Missing (NaN) for rows of weight 0. May be missing.
    dfbetas : array of float of shape (rows, p)
        dfbeta over the model's standard errors. Missing (NaN) for rows of weight 0 and for singular terms. May
        be missing.
    schoenfeld : CoxSchoenfeld
        Residuals of those who left.

    Shapes: p length of `terms`, groups length of `groups`, rows length of `martingale`.
    """
    @property
    def terms(self) -> list[str]:
        """Names of the terms."""
    @property
    def groups(self) -> list[str]:
        """Labels of the clusters in rising order when residuals were added up by them: then these are the rows below."""
    @property
    def martingale(self) -> NDArray[np.float64]:
        """Event less the number of events expected of such a row until it ended. Missing (NaN) for rows of weight 0. May be missing."""
    @property
    def deviance(self) -> NDArray[np.float64]:
        """The same on a scale that is about normal: sign(m) sqrt(2 (d log(d / (d - m)) - m)), d the events. Missing (NaN) for rows of weight 0. May be missing."""
    @property
    def score(self) -> NDArray[np.float64]:
        """The row's part of the slope of the log-likelihood at the coefficients. Missing (NaN) for rows of weight 0. May be missing."""
    @property
    def dfbeta(self) -> NDArray[np.float64]:
        """About how much each coefficient would fall without the row: weighted score residual times model_covariance. Missing (NaN) for rows of weight 0. May be missing."""
    @property
    def dfbetas(self) -> NDArray[np.float64]:
        """dfbeta over the model's standard errors. Missing (NaN) for rows of weight 0 and for singular terms. May be missing."""
    @property
    def schoenfeld(self) -> CoxSchoenfeld:
        """Residuals of those who left."""
    @classmethod
    def from_json(cls, document: str | bytes) -> CoxResiduals: ...

class CoxSchoenfeld(Result):
    """A record of named fields.

    Attributes
    ----------
    row : array of int of shape (leavers,)
        Row of x. Must be >= 0.
    stratum : array of int of shape (leavers,)
        Place of its stratum in the fit's `strata`. Must be >= 0.
    time : array of float of shape (leavers,)
        Time of leaving.
    residual : array of float of shape (leavers, p)
        The row's attributes less the mean of those at risk (with Efron's ties, of those at risk as the tied
        leavers leave one after the other).
    scaled : array of float of shape (leavers, p)
        residual times the number of leavers times model_covariance, plus the coefficients: about the coefficient
        at that time.

    Shapes: leavers length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of x. Must be >= 0."""
    @property
    def stratum(self) -> NDArray[np.int64]:
        """Place of its stratum in the fit's `strata`. Must be >= 0."""
    @property
    def time(self) -> NDArray[np.float64]:
        """Time of leaving."""
    @property
    def residual(self) -> NDArray[np.float64]:
        """The row's attributes less the mean of those at risk (with Efron's ties, of those at risk as the tied leavers leave one after the other)."""
    @property
    def scaled(self) -> NDArray[np.float64]:
        """residual times the number of leavers times model_covariance, plus the coefficients: about the coefficient at that time."""
    @classmethod
    def from_json(cls, document: str | bytes) -> CoxSchoenfeld: ...

class CoxProportionality(Result):
    """A record of named fields.

    Attributes
    ----------
    transform : {'km', 'identity', 'log', 'rank'}
        As in the options.
        * ``km``: The share that has left before t, by one Kaplan-Meier curve of all rows (each counted once):
          late times with few people have little say.
        * ``identity``: t itself.
        * ``log``: log(t): for changes in the first days. Refused when somebody left at 0.
        * ``rank``: The rank of t among the durations of all rows.
    tests : CoxProportionalityTests
        Tests by column.
    together : CoxTest
        Test of all columns together.
    terms : list of str of shape (p,)
        Names of the terms.
    scaled : CoxScaledResiduals
        Residuals for a plot.

    Shapes: p length of `terms`.
    """
    @property
    def transform(self) -> Literal["km", "identity", "log", "rank"]:
        """As in the options."""
    @property
    def tests(self) -> CoxProportionalityTests:
        """Tests by column."""
    @property
    def together(self) -> CoxTest:
        """Test of all columns together."""
    @property
    def terms(self) -> list[str]:
        """Names of the terms."""
    @property
    def scaled(self) -> CoxScaledResiduals:
        """Residuals for a plot."""
    @classmethod
    def from_json(cls, document: str | bytes) -> CoxProportionality: ...

class CoxProportionalityTests(Table):
    """A table of equally long columns.

    Attributes
    ----------
    column : list of str of shape (c,)
        Name of the column.
    statistic : array of float of shape (c,)
        Chi-squared statistic of the score test that column's coefficients do not change with g(t). Must be >= 0.
    degrees_of_freedom : array of int of shape (c,)
        Terms of the column that are not singular. Must be >= 0.
    p_value : array of float of shape (c,)
        Small when the effect of the column changes over tenure. Must be between 0 and 1.

    Shapes: c length of `column`.
    """
    @property
    def column(self) -> NDArray[np.object_]:
        """Name of the column."""
    @property
    def statistic(self) -> NDArray[np.float64]:
        """Chi-squared statistic of the score test that column's coefficients do not change with g(t). Must be >= 0."""
    @property
    def degrees_of_freedom(self) -> NDArray[np.int64]:
        """Terms of the column that are not singular. Must be >= 0."""
    @property
    def p_value(self) -> NDArray[np.float64]:
        """Small when the effect of the column changes over tenure. Must be between 0 and 1."""

class CoxScaledResiduals(Result):
    """A record of named fields.

    Attributes
    ----------
    row : array of int of shape (leavers,)
        Row of x. Must be >= 0.
    stratum : array of int of shape (leavers,)
        Place of its stratum in the fit's `strata`. Must be >= 0.
    time : array of float of shape (leavers,)
        Time of leaving.
    transformed : array of float of shape (leavers,)
        g of that time.
    coefficient : array of float of shape (leavers, p)
        Scaled Schoenfeld residual plus the coefficient: smoothed over `transformed`, it shows the coefficient
        over time. Missing (NaN) for singular terms and for terms that are constant in the row's stratum. May be
        missing.

    Shapes: leavers length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of x. Must be >= 0."""
    @property
    def stratum(self) -> NDArray[np.int64]:
        """Place of its stratum in the fit's `strata`. Must be >= 0."""
    @property
    def time(self) -> NDArray[np.float64]:
        """Time of leaving."""
    @property
    def transformed(self) -> NDArray[np.float64]:
        """g of that time."""
    @property
    def coefficient(self) -> NDArray[np.float64]:
        """Scaled Schoenfeld residual plus the coefficient: smoothed over `transformed`, it shows the coefficient over time. Missing (NaN) for singular terms and for terms that are constant in the row's stratum. May be missing."""
    @classmethod
    def from_json(cls, document: str | bytes) -> CoxScaledResiduals: ...

class CoxState(State):
    """Mergeable state of survival.cox: Which attributes go with leaving sooner, and by how much?

    begin; while not done: update in each part, merge all, advance; finish

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
    """
    def __init__(
        self,
        *,
        ties: Literal["efron", "breslow", "exact"] = 'efron',
        references: Sequence[CoxReference] = (),
        time_effects: Sequence[CoxTimeEffect] = (),
        ridge: float = 0.0,
        penalties: Sequence[CoxPenalty] = (),
        firth: bool = False,
        profile: bool = True,
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
    ties: Literal["efron", "breslow", "exact"] = 'efron',
    references: Sequence[CoxReference] = (),
    time_effects: Sequence[CoxTimeEffect] = (),
    ridge: float = 0.0,
    penalties: Sequence[CoxPenalty] = (),
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

class _CaseCohortSizeRequired(TypedDict):
    sampling: str

class CaseCohortSize(_CaseCohortSizeRequired, total=False):
    size: int

class CaseCohortFit(Result):
    """A record of named fields.

    Attributes
    ----------
    method : {'prentice', 'self_prentice', 'lin_ying', 'borgan_i', 'borgan_ii'}
        As in the options.
        * ``prentice``: Compared are the subcohort at risk and the person who leaves, also one from outside it
          (Prentice 1986).
        * ``self_prentice``: Compared is the subcohort at risk alone (Self and Prentice 1988).
        * ``lin_ying``: Everybody who left, and those of the subcohort who did not, these weighted up to the
          cohort's (Lin and Ying 1993).
        * ``borgan_i``: Subcohort drawn by strata: the subcohort weighted by stratum; those who left outside it
          are not at risk (Borgan and others 2000, I).
        * ``borgan_ii``: Subcohort drawn by strata: everybody who left, and those of the subcohort who did not,
          these weighted by stratum (the same, II).
    model : CoxFit
        The Cox regression: status, coefficients with errors that know of the sampling (std_error;
        robust_std_error is missing), their covariance, baseline of the cohort. Tests of all coefficients,
        log-likelihoods' difference and concordance say nothing of the cohort and are left empty.
    cohort_covariance : array of float of shape (p, p)
        The part of the covariance that would remain if everybody's attributes were known. May be infinite.
    sampling_covariance : array of float of shape (p, p)
        The part that is due to drawing the subcohort. May be infinite.
    strata : CaseCohortStrata
        What the sampling amounts to.

    Methods
    -------
    predict
        How likely is each of these people to stay until a given day?
    explain
        Why is this person's risk of leaving above or below the average?
    """
    @property
    def method(self) -> Literal["prentice", "self_prentice", "lin_ying", "borgan_i", "borgan_ii"]:
        """As in the options."""
    @property
    def model(self) -> CoxFit:
        """The Cox regression: status, coefficients with errors that know of the sampling (std_error; robust_std_error is missing), their covariance, baseline of the cohort. Tests of all coefficients, log-likelihoods' difference and concordance say nothing of the cohort and are left empty."""
    @property
    def cohort_covariance(self) -> NDArray[np.float64]:
        """The part of the covariance that would remain if everybody's attributes were known. May be infinite."""
    @property
    def sampling_covariance(self) -> NDArray[np.float64]:
        """The part that is due to drawing the subcohort. May be infinite."""
    @property
    def strata(self) -> CaseCohortStrata:
        """What the sampling amounts to."""
    @classmethod
    def from_json(cls, document: str | bytes) -> CaseCohortFit: ...
    def predict(
        self,
        x: TableLike,
        *,
        tenure: ColumnLike | None = None,
        time: ColumnLike | None = None,
        times: Numbers = (),
        beyond: Literal["carry", "missing"] = 'missing',
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> CoxPrediction:
        """How likely is each of these people to stay until a given day?

        Parameters
        ----------
        x : table-like of shape (m, c)
            The fit's columns by name, in any order; others are not looked at.
        tenure : array-like of shape (m,), optional
            Time that the person has already stayed. Then times count from there, and curves are S(tenure + t) /
            S(tenure). Must be >= 0.
        time : array-like of shape (m,), optional
            One time for each row, instead of the option `times`. Must be >= 0.
        times : list of float of shape (t,), default ()
            Times at which the curves are wanted; counted from `tenure` when that is given. Neither these nor the
            column: linear predictors only. Must be >= 0.
        beyond : {'carry', 'missing'}, default 'missing'
            What is predicted beyond the longest follow-up.
            * ``carry``: The curve stays where it is at the last time of leaving. Where nobody of the fit left since
              the tenure it has no error and no limits: nothing is known, least of all that the person stays.
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
    ) -> Explanation:
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
        result : Explanation
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, c columns of `x`.
        """

class CaseCohortStrata(Table):
    """A table of equally long columns.

    Attributes
    ----------
    label : list of str of shape (sampling_strata,)
        Label of `sampling`.
    cohort : array of int of shape (sampling_strata,)
        People of the cohort. Must be >= 0.
    subcohort : array of int of shape (sampling_strata,)
        Those of the subcohort. Must be >= 0.
    events : array of int of shape (sampling_strata,)
        Those who left. Must be >= 0.
    events_in_subcohort : array of int of shape (sampling_strata,)
        Those of the subcohort who left. Must be >= 0.
    weight : array of float of shape (sampling_strata,)
        How many of the cohort a person of the subcohort stands for (lin_ying and borgan_ii: one who did not
        leave). Must be >= 0.

    Shapes: sampling_strata length of `label`.
    """
    @property
    def label(self) -> NDArray[np.object_]:
        """Label of `sampling`."""
    @property
    def cohort(self) -> NDArray[np.int64]:
        """People of the cohort. Must be >= 0."""
    @property
    def subcohort(self) -> NDArray[np.int64]:
        """Those of the subcohort. Must be >= 0."""
    @property
    def events(self) -> NDArray[np.int64]:
        """Those who left. Must be >= 0."""
    @property
    def events_in_subcohort(self) -> NDArray[np.int64]:
        """Those of the subcohort who left. Must be >= 0."""
    @property
    def weight(self) -> NDArray[np.float64]:
        """How many of the cohort a person of the subcohort stands for (lin_ying and borgan_ii: one who did not leave). Must be >= 0."""

def case_cohort(
    x: TableLike,
    duration: ColumnLike,
    event: ColumnLike,
    subcohort: ColumnLike,
    *,
    entry: ColumnLike | None = None,
    sampling: ColumnLike | None = None,
    method: Literal["prentice", "self_prentice", "lin_ying", "borgan_i", "borgan_ii"] = 'prentice',
    cohort_size: int = 0,
    cohort_sizes: Sequence[CaseCohortSize] = (),
    ties: Literal["efron", "breslow", "exact"] = 'efron',
    references: Sequence[CoxReference] = (),
    robust: bool = False,
    confidence_level: float = 0.95,
    max_iterations: int = 30,
    tolerance: float = 1e-12,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> CaseCohortFit:
    """Which attributes go with leaving sooner, when only leavers and a sample were asked?

    Parameters
    ----------
    x : table-like of shape (n, c)
        Attributes: numbers, or categories, which become one term for each level but the reference.
    duration : array-like of shape (n,)
        Time at which the person left, or was last seen. Whole days or months are best; equal times are ties.
        Must be >= 0.
    event : array-like of shape (n,)
        1 where the person left at `duration`, 0 where still there. Must be between 0 and 1.
    subcohort : array-like of shape (n,)
        1 where the person belongs to the subcohort drawn at random, else 0; 1 where nobody left. Must be between
        0 and 1.
    entry : array-like of shape (n,), optional
        Time from which the person is at risk (delayed entry); below `duration`. From the start if not given.
    sampling : array-like of shape (n,), optional
        Strata within which the subcohort was drawn; the methods borgan_i and borgan_ii need it. Text, categories
        or whole numbers.
    method : {'prentice', 'self_prentice', 'lin_ying', 'borgan_i', 'borgan_ii'}, default 'prentice'
        How those who left outside the subcohort enter, and how the subcohort stands for the cohort.
        * ``prentice``: Compared are the subcohort at risk and the person who leaves, also one from outside it
          (Prentice 1986).
        * ``self_prentice``: Compared is the subcohort at risk alone (Self and Prentice 1988).
        * ``lin_ying``: Everybody who left, and those of the subcohort who did not, these weighted up to the
          cohort's (Lin and Ying 1993).
        * ``borgan_i``: Subcohort drawn by strata: the subcohort weighted by stratum; those who left outside it
          are not at risk (Borgan and others 2000, I).
        * ``borgan_ii``: Subcohort drawn by strata: everybody who left, and those of the subcohort who did not,
          these weighted by stratum (the same, II).
    cohort_size : int, default 0
        People of the whole cohort; needed by prentice, self_prentice and lin_ying. Must be >= 0.
    cohort_sizes : list of CaseCohortSize, default ()
        The same by stratum of `sampling`; needed by borgan_i and borgan_ii.
    ties : {'efron', 'breslow', 'exact'}, default 'efron'
        How tied times of leaving enter the likelihood: efron or breslow.
        * ``efron``: Efron's average over the tied leavers: close to exact, also with many ties.
        * ``breslow``: Breslow's: the tied leavers all stay at risk; biased towards 0 with many ties.
        * ``exact``: Time is discrete: of all sets of so many at risk, just these left. survival.cox only,
          without weights; cost grows with the number of tied leavers.
    references : list of CoxReference, default ()
        Reference levels that are not the first level of their column.
    robust : bool, default False
        With lin_ying: whether the cohort's part of the errors is the sandwich of the rows instead of the
        information's inverse.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
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
    result : CaseCohortFit
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n rows of `x`, c columns of `x`.
    """

class CausesFit(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'converged', 'some_not', 'no_events', 'singular'}
        How the fit ended, all causes together.
        * ``converged``: The model of every cause converged.
        * ``some_not``: The model of some cause ended in another way (nobody left for it, separated, not
          converged): see the status of each of `fits`.
        * ``no_events``: Nobody left, so nothing can be said: everybody is predicted to stay.
        * ``singular``: The model of every cause converged, but of some the terms in its `singular` are constant
          or combinations of the terms before them: their coefficient is 0, their errors are missing.
    causes : list of str of shape (causes,)
        Names of the causes.
    fits : list of CoxFit
        Cox's regression of each cause, in their order, with who left for another cause taken as still here at
        that time.
    rows : int
        Rows with positive weight. Must be >= 0.
    events : int
        Rows that left, for whatever cause. Must be >= 0.
    log_likelihood_null : float
        Sum of the causes' log partial likelihoods with all coefficients 0.
    log_likelihood : float
        Sum of the causes' log partial likelihoods.
    follow_up : array of float of shape (s,)
        Longest duration in each stratum: nothing is known beyond it.

    Methods
    -------
    predict
        How likely is each of these people to have left for each cause by a given day, and to be still here?

    Shapes: causes length of `causes`, s length of `follow_up`.
    """
    @property
    def status(self) -> Literal["converged", "some_not", "no_events", "singular"]:
        """How the fit ended, all causes together."""
    @property
    def causes(self) -> list[str]:
        """Names of the causes."""
    @property
    def fits(self) -> list[CoxFit]:
        """Cox's regression of each cause, in their order, with who left for another cause taken as still here at that time."""
    @property
    def rows(self) -> int:
        """Rows with positive weight. Must be >= 0."""
    @property
    def events(self) -> int:
        """Rows that left, for whatever cause. Must be >= 0."""
    @property
    def log_likelihood_null(self) -> float:
        """Sum of the causes' log partial likelihoods with all coefficients 0."""
    @property
    def log_likelihood(self) -> float:
        """Sum of the causes' log partial likelihoods."""
    @property
    def follow_up(self) -> NDArray[np.float64]:
        """Longest duration in each stratum: nothing is known beyond it."""
    @classmethod
    def from_json(cls, document: str | bytes) -> CausesFit: ...
    def predict(
        self,
        x: TableLike,
        *,
        strata: ColumnLike | None = None,
        offset: ColumnLike | None = None,
        tenure: ColumnLike | None = None,
        time: ColumnLike | None = None,
        times: Numbers = (),
        product: Literal["exponential", "product_limit"] = 'exponential',
        errors: bool = False,
        confidence_level: float = 0.95,
        interval: Literal["log_log", "log", "plain"] = 'log_log',
        beyond: Literal["carry", "missing"] = 'missing',
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> CausesPrediction:
        """How likely is each of these people to have left for each cause by a given day, and to be still here?

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
            Time that the person has already stayed. Then times count from there, and everything is given that the
            person is still here. Must be >= 0.
        time : array-like of shape (m,), optional
            One time for each row, instead of the option `times`. Must be >= 0.
        times : list of float of shape (t,), default ()
            Times at which probabilities are wanted; counted from `tenure` when that is given. Neither these nor the
            column: linear predictors only. Must be >= 0.
        product : {'exponential', 'product_limit'}, default 'exponential'
            How hazards of several causes become probabilities.
            * ``exponential``: Within a time of leaving the hazards act together and continuously: survival is
              exp(-sum of the cumulative hazards), as R's survfit of a multi-state coxph.
            * ``product_limit``: Survival is the product of 1 - sum of the hazards, as riskRegression's CSC. Where
              the hazards of a person add up to more than 1, everybody of the kind leaves.
        errors : bool, default False
            Whether standard errors and intervals are computed; cost (causes² + causes p) for each row and time of
            leaving, and causes² p² for each row and time.
        confidence_level : float, default 0.95
            Level of the intervals. Must be > 0 and < 1.
        interval : {'log_log', 'log', 'plain'}, default 'log_log'
            Scale on which the intervals are symmetric.
            * ``log_log``: Symmetric on the scale of log(-log p); stays inside (0, 1).
            * ``log``: Symmetric on the scale of log p, cut off at 1.
            * ``plain``: Symmetric around p, cut off at 0 and 1.
        beyond : {'carry', 'missing'}, default 'missing'
            What is predicted beyond the longest follow-up.
            * ``carry``: The curve stays where it is at the last time of leaving. Where nobody of the fit left since
              the tenure it has no error and no limits: nothing is known, least of all that the person stays.
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
        result : CausesPrediction
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, t length of `times`, c columns of `x`.
        """

class CausesPrediction(Result):
    """A record of named fields.

    Attributes
    ----------
    times : array of float of shape (t,)
        The times asked for; empty when each row has its own.
    survival : array of float of shape (m, t)
        Probability of staying until that time (given `tenure`). Missing (NaN) beyond follow-up, unless `beyond`
        carries it on. Must be between 0 and 1. May be missing.
    std_error : array of float of shape (m, t)
        Standard error of survival. Empty unless asked for. May be missing.
    lower : array of float of shape (m, t)
        Lower end of its interval; missing where the scale has none. May be missing.
    upper : array of float of shape (m, t)
        Upper end of its interval. May be missing.
    incidence : list of CauseIncidence
        Probability of having left, by cause: with survival they add up to 1.
    errors : list of CauseErrors
        Linear predictors and errors, by cause.

    Shapes: t length of `times`.
    """
    @property
    def times(self) -> NDArray[np.float64]:
        """The times asked for; empty when each row has its own."""
    @property
    def survival(self) -> NDArray[np.float64]:
        """Probability of staying until that time (given `tenure`). Missing (NaN) beyond follow-up, unless `beyond` carries it on. Must be between 0 and 1. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Standard error of survival. Empty unless asked for. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of its interval; missing where the scale has none. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end of its interval. May be missing."""
    @property
    def incidence(self) -> list[CauseIncidence]:
        """Probability of having left, by cause: with survival they add up to 1."""
    @property
    def errors(self) -> list[CauseErrors]:
        """Linear predictors and errors, by cause."""
    @classmethod
    def from_json(cls, document: str | bytes) -> CausesPrediction: ...

class CauseIncidence(Result):
    """A record of named fields.

    Attributes
    ----------
    cause : str
        Name of the cause.
    incidence : array of float of shape (m, t)
        Probability of having left for this cause by that time (given `tenure`). Missing (NaN) where survival is.
        Must be between 0 and 1. May be missing.
    """
    @property
    def cause(self) -> str:
        """Name of the cause."""
    @property
    def incidence(self) -> NDArray[np.float64]:
        """Probability of having left for this cause by that time (given `tenure`). Missing (NaN) where survival is. Must be between 0 and 1. May be missing."""
    @classmethod
    def from_json(cls, document: str | bytes) -> CauseIncidence: ...

class CauseErrors(Result):
    """A record of named fields.

    Attributes
    ----------
    cause : str
        Name of the cause.
    linear_predictor : array of float of shape (m,)
        sum of coefficient * (x - mean) + offset of this cause.
    std_error : array of float of shape (m, t)
        Standard error of the incidence. Empty unless asked for. May be missing.
    lower : array of float of shape (m, t)
        Lower end of its interval; missing where the scale has none (incidence 0). May be missing.
    upper : array of float of shape (m, t)
        Upper end of its interval. May be missing.

    Shapes: m length of `linear_predictor`.
    """
    @property
    def cause(self) -> str:
        """Name of the cause."""
    @property
    def linear_predictor(self) -> NDArray[np.float64]:
        """sum of coefficient * (x - mean) + offset of this cause."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Standard error of the incidence. Empty unless asked for. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of its interval; missing where the scale has none (incidence 0). May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end of its interval. May be missing."""
    @classmethod
    def from_json(cls, document: str | bytes) -> CauseErrors: ...

def causes(
    x: TableLike,
    duration: ColumnLike,
    event: ColumnLike,
    *,
    entry: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    strata: ColumnLike | None = None,
    offset: ColumnLike | None = None,
    cluster: ColumnLike | None = None,
    causes: Sequence[str] = (),
    ties: Literal["efron", "breslow", "exact"] = 'efron',
    references: Sequence[CoxReference] = (),
    ridge: float = 0.0,
    robust: bool = False,
    confidence_level: float = 0.95,
    concordance: bool = False,
    baseline_errors: bool = True,
    max_iterations: int = 30,
    tolerance: float = 1e-12,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> CausesFit:
    """Which attributes go with leaving sooner for each cause, and what do all causes add up to?

    Parameters
    ----------
    x : table-like of shape (n, c)
        Attributes: numbers, or categories, which become one term for each level but the reference.
    duration : array-like of shape (n,)
        Time at which the row ends: of leaving, or of the last look. Equal times are ties. Must be >= 0.
    event : array-like of shape (n,)
        0 = still here (censored), 1, 2, … = left, by cause. Must be between 0 and 255.
    entry : array-like of shape (n,), optional
        Time from which the row is at risk (delayed entry, or pieces of a person's time); below `duration`. 0 at
        first if not given.
    weights : array-like of shape (n,), optional
        How many people a row stands for. Rows with weight 0 are left out. Must be >= 0.
    strata : array-like of shape (n,), optional
        Groups with baselines of their own; people are only compared within their group. Text, categories or
        whole numbers.
    offset : array-like of shape (n,), optional
        A part of the log hazard that is known, the same for every cause.
    cluster : array-like of shape (n,), optional
        Rows with the same label go together (rows of one person, people of one team) in the robust errors. Text,
        categories or whole numbers.
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
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : CausesFit
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n rows of `x`, c columns of `x`.
    """

class FineGrayFit(Result):
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
    cause : str
        Name of the cause of interest.
    coefficients : CoxCoefficients
        Table of the terms; the hazard ratios are those of the subdistribution.
    covariance : array of float of shape (p, p)
        Covariance of the coefficients, the robust one unless asked otherwise; 0 in the rows of singular terms.
        May be infinite.
    model_covariance : array of float of shape (p, p)
        Inverse of the information matrix (with the ridge penalty); 0 in the rows of singular terms. May be
        infinite.
    log_likelihood_null : float
        Log pseudo-likelihood with all coefficients 0.
    log_likelihood : float
        Log pseudo-likelihood of the fit, without the ridge penalty.
    likelihood_ratio_test : CoxTest
        Twice the difference of the two; only roughly chi-squared, since the weights are estimated.
    wald_test : CoxTest
        Coefficients against their covariance.
    score_test : CoxTest
        Slope of the pseudo-likelihood at 0.
    iterations : int
        Newton steps. Must be >= 0.
    rows : int
        Rows with positive weight. Must be >= 0.
    events : int
        Of those, rows that left for the cause. Must be >= 0.
    competing : int
        Of those, rows that left for another cause. Must be >= 0.
    singular : list of str of shape (a,)
        Terms that were left out because they depend on the terms before them.
    separated : list of str of shape (b,)
        Terms whose coefficients have no finite estimate.
    ties : {'efron', 'breslow', 'exact'}
        As in the options.
        * ``efron``: Efron's average over the tied leavers: close to exact, also with many ties.
        * ``breslow``: Breslow's: the tied leavers all stay at risk; biased towards 0 with many ties.
        * ``exact``: Time is discrete: of all sets of so many at risk, just these left. survival.cox only,
          without weights; cost grows with the number of tied leavers.
    censoring : {'events_first', 'together'}
        As in the options.
        * ``events_first``: Who leaves at a time is no longer there to be censored at it; as everywhere in this
          library, and in R's finegray.
        * ``together``: Who leaves at a time counts as at risk of being censored at it; as in cmprsk's crr.
    ridge : float
        As in the options. Must be >= 0.
    confidence_level : float
        As in the options. Must be > 0 and < 1.
    columns : list of CoxColumn
        Columns of x in order; new people are matched by these names.
    means : array of float of shape (p,)
        Weighted mean of each term over the rows; the baseline belongs to a person at these means.
    follow_up : float
        Longest duration: nothing is known beyond it.
    baseline : FineGrayBaseline
        Baseline of the cause.
    errors : FineGrayErrors
        Covariances of the baseline at the times of `errors_at`.

    Methods
    -------
    predict
        How likely is each of these people to have left for this cause by a given day?

    Shapes: a length of `singular`, b length of `separated`, c length of `columns`, p length of `means`.
    """
    @property
    def status(self) -> Literal["converged", "separated", "singular", "no_events", "iteration_limit", "out_of_range"]:
        """How the fit ended."""
    @property
    def cause(self) -> str:
        """Name of the cause of interest."""
    @property
    def coefficients(self) -> CoxCoefficients:
        """Table of the terms; the hazard ratios are those of the subdistribution."""
    @property
    def covariance(self) -> NDArray[np.float64]:
        """Covariance of the coefficients, the robust one unless asked otherwise; 0 in the rows of singular terms. May be infinite."""
    @property
    def model_covariance(self) -> NDArray[np.float64]:
        """Inverse of the information matrix (with the ridge penalty); 0 in the rows of singular terms. May be infinite."""
    @property
    def log_likelihood_null(self) -> float:
        """Log pseudo-likelihood with all coefficients 0."""
    @property
    def log_likelihood(self) -> float:
        """Log pseudo-likelihood of the fit, without the ridge penalty."""
    @property
    def likelihood_ratio_test(self) -> CoxTest:
        """Twice the difference of the two; only roughly chi-squared, since the weights are estimated."""
    @property
    def wald_test(self) -> CoxTest:
        """Coefficients against their covariance."""
    @property
    def score_test(self) -> CoxTest:
        """Slope of the pseudo-likelihood at 0."""
    @property
    def iterations(self) -> int:
        """Newton steps. Must be >= 0."""
    @property
    def rows(self) -> int:
        """Rows with positive weight. Must be >= 0."""
    @property
    def events(self) -> int:
        """Of those, rows that left for the cause. Must be >= 0."""
    @property
    def competing(self) -> int:
        """Of those, rows that left for another cause. Must be >= 0."""
    @property
    def singular(self) -> list[str]:
        """Terms that were left out because they depend on the terms before them."""
    @property
    def separated(self) -> list[str]:
        """Terms whose coefficients have no finite estimate."""
    @property
    def ties(self) -> Literal["efron", "breslow", "exact"]:
        """As in the options."""
    @property
    def censoring(self) -> Literal["events_first", "together"]:
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
    def follow_up(self) -> float:
        """Longest duration: nothing is known beyond it."""
    @property
    def baseline(self) -> FineGrayBaseline:
        """Baseline of the cause."""
    @property
    def errors(self) -> FineGrayErrors:
        """Covariances of the baseline at the times of `errors_at`."""
    @classmethod
    def from_json(cls, document: str | bytes) -> FineGrayFit: ...
    def predict(
        self,
        x: TableLike,
        *,
        offset: ColumnLike | None = None,
        tenure: ColumnLike | None = None,
        still_here: ColumnLike | None = None,
        time: ColumnLike | None = None,
        times: Numbers = (),
        errors: bool = True,
        confidence_level: float = 0.95,
        beyond: Literal["carry", "missing"] = 'missing',
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> FineGrayPrediction:
        """How likely is each of these people to have left for this cause by a given day?

        Parameters
        ----------
        x : table-like of shape (m, c)
            The fit's columns by name, in any order; others are not looked at.
        offset : array-like of shape (m,), optional
            Known part of the log hazard.
        tenure : array-like of shape (m,), optional
            Time that the person has already stayed; then times count from there. The model knows one cause only: it
            is given that the person has not left for that cause by then, unless `still_here` says more. Must be >=
            0.
        still_here : array-like of shape (m,), optional
            Probability of being still here at `tenure`, whatever the cause, of such people (of survival.curve, say).
            Then the incidence is that of somebody still here: (F(tenure + t) - F(tenure)) / still_here. Must be > 0
            and <= 1.
        time : array-like of shape (m,), optional
            One time for each row, instead of the option `times`. Must be >= 0.
        times : list of float of shape (t,), default ()
            Times at which incidences are wanted; counted from `tenure` when that is given. Neither these nor the
            column: linear predictors only. Must be >= 0.
        errors : bool, default True
            Whether standard errors and intervals are computed, where the fit was told the times (`errors_at`); cost
            p² for each row and time.
        confidence_level : float, default 0.95
            Level of the intervals. Must be > 0 and < 1.
        beyond : {'carry', 'missing'}, default 'missing'
            What is predicted beyond the longest follow-up.
            * ``carry``: The curve stays where it is at the last time of leaving. Where nobody of the fit left since
              the tenure it has no error and no limits: nothing is known, least of all that the person stays.
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
        result : FineGrayPrediction
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, t length of `times`, c columns of `x`.
        """

class FineGrayBaseline(Table):
    """A table of equally long columns.

    Attributes
    ----------
    time : array of float of shape (k,)
        Distinct times of leaving for the cause, ascending.
    hazard : array of float of shape (k,)
        Jump of the cumulative subdistribution hazard. Must be >= 0.
    cumulative_hazard : array of float of shape (k,)
        Sum of the jumps up to and with this time. Must be >= 0.
    incidence : array of float of shape (k,)
        1 - exp(-cumulative_hazard): share of such people that has left for the cause. Must be between 0 and 1.

    Shapes: k length of `time`.
    """
    @property
    def time(self) -> NDArray[np.float64]:
        """Distinct times of leaving for the cause, ascending."""
    @property
    def hazard(self) -> NDArray[np.float64]:
        """Jump of the cumulative subdistribution hazard. Must be >= 0."""
    @property
    def cumulative_hazard(self) -> NDArray[np.float64]:
        """Sum of the jumps up to and with this time. Must be >= 0."""
    @property
    def incidence(self) -> NDArray[np.float64]:
        """1 - exp(-cumulative_hazard): share of such people that has left for the cause. Must be between 0 and 1."""

class FineGrayErrors(Result):
    """A record of named fields.

    Attributes
    ----------
    place : array of int of shape (error_places,)
        Row of the baseline, ascending. Must be >= 0.
    covariance : array of float of shape (error_places, error_places)
        Covariance of the cumulative hazards there.
    with_coefficients : array of float of shape (error_places, p)
        Their covariance with the coefficients.

    Shapes: error_places length of `place`.
    """
    @property
    def place(self) -> NDArray[np.int64]:
        """Row of the baseline, ascending. Must be >= 0."""
    @property
    def covariance(self) -> NDArray[np.float64]:
        """Covariance of the cumulative hazards there."""
    @property
    def with_coefficients(self) -> NDArray[np.float64]:
        """Their covariance with the coefficients."""
    @classmethod
    def from_json(cls, document: str | bytes) -> FineGrayErrors: ...

class FineGrayPrediction(Result):
    """A record of named fields.

    Attributes
    ----------
    linear_predictor : array of float of shape (m,)
        sum of coefficient * (x - mean) + offset.
    hazard_ratio : array of float of shape (m,)
        exp(linear_predictor): subdistribution hazard against a person at the means. May be infinite.
    times : array of float of shape (t,)
        The times asked for; empty when each row has its own.
    incidence : array of float of shape (m, t)
        Probability of having left for the cause by that time (given `tenure`, see there). Missing (NaN) beyond
        follow-up, unless `beyond` carries it on. Must be between 0 and 1. May be missing.
    std_error : array of float of shape (m, t)
        Standard error of incidence, which knows of the coefficients, the baseline and the weights. Missing (NaN)
        at times whose step of the baseline is not that of a time of `errors_at`; empty without any. May be
        missing.
    lower : array of float of shape (m, t)
        Lower end of its interval, formed on the scale log(-log(1 - incidence)): always within (0, 1). May be
        missing.
    upper : array of float of shape (m, t)
        Upper end of its interval. May be missing.

    Shapes: m length of `linear_predictor`, t length of `times`.
    """
    @property
    def linear_predictor(self) -> NDArray[np.float64]:
        """sum of coefficient * (x - mean) + offset."""
    @property
    def hazard_ratio(self) -> NDArray[np.float64]:
        """exp(linear_predictor): subdistribution hazard against a person at the means. May be infinite."""
    @property
    def times(self) -> NDArray[np.float64]:
        """The times asked for; empty when each row has its own."""
    @property
    def incidence(self) -> NDArray[np.float64]:
        """Probability of having left for the cause by that time (given `tenure`, see there). Missing (NaN) beyond follow-up, unless `beyond` carries it on. Must be between 0 and 1. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Standard error of incidence, which knows of the coefficients, the baseline and the weights. Missing (NaN) at times whose step of the baseline is not that of a time of `errors_at`; empty without any. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of its interval, formed on the scale log(-log(1 - incidence)): always within (0, 1). May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end of its interval. May be missing."""
    @classmethod
    def from_json(cls, document: str | bytes) -> FineGrayPrediction: ...

def fine_gray(
    x: TableLike,
    duration: ColumnLike,
    event: ColumnLike,
    *,
    entry: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    offset: ColumnLike | None = None,
    cluster: ColumnLike | None = None,
    cause: int = 1,
    causes: Sequence[str] = (),
    ties: Literal["efron", "breslow", "exact"] = 'efron',
    censoring: Literal["events_first", "together"] = 'events_first',
    references: Sequence[CoxReference] = (),
    ridge: float = 0.0,
    robust: bool = True,
    errors_at: Numbers = (),
    confidence_level: float = 0.95,
    max_iterations: int = 30,
    tolerance: float = 1e-12,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> FineGrayFit:
    """Which attributes go with a higher share leaving for one cause, when other causes compete with it?

    Parameters
    ----------
    x : table-like of shape (n, c)
        Attributes: numbers, or categories, which become one term for each level but the reference.
    duration : array-like of shape (n,)
        Time of leaving, or of the end of observation. Must be >= 0.
    event : array-like of shape (n,)
        0 = still here (censored), 1, 2, … = left, by cause. Must be between 0 and 255.
    entry : array-like of shape (n,), optional
        Time from which the person was observed (delayed entry); below `duration`.
    weights : array-like of shape (n,), optional
        How many people a row stands for. Rows with weight 0 are left out. Must be >= 0.
    offset : array-like of shape (n,), optional
        A part of the log hazard that is known.
    cluster : array-like of shape (n,), optional
        Rows with the same label go together (spells of one person, people of one team) in the robust errors.
        Text, categories or whole numbers.
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
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : FineGrayFit
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n rows of `x`, errors_at length of `errors_at`, c columns of `x`.
    """

class StatesResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'estimated', 'no_moves'}
        How the estimation ended.
        * ``estimated``: At least one person moved.
        * ``no_moves``: Nobody moved: everybody is predicted to stay where they are.
    states : list of str of shape (a,)
        The states in the order of the tables.
    occupation : StatesOccupation
        Probabilities of the states over time.
    moves : StatesMoves
        Cumulative hazards of the moves.
    table : StatesTable
        By state: the beginning, moves, expected time.
    matrix : StatesMatrix
        Transition probabilities.

    Shapes: a length of `states`.
    """
    @property
    def status(self) -> Literal["estimated", "no_moves"]:
        """How the estimation ended."""
    @property
    def states(self) -> list[str]:
        """The states in the order of the tables."""
    @property
    def occupation(self) -> StatesOccupation:
        """Probabilities of the states over time."""
    @property
    def moves(self) -> StatesMoves:
        """Cumulative hazards of the moves."""
    @property
    def table(self) -> StatesTable:
        """By state: the beginning, moves, expected time."""
    @property
    def matrix(self) -> StatesMatrix:
        """Transition probabilities."""
    @classmethod
    def from_json(cls, document: str | bytes) -> StatesResult: ...

class StatesOccupation(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (occupation,)
        Group; 'all' without groups.
    state : array of str of shape (occupation,)
        State.
    time : array of float of shape (occupation,)
        Time.
    probability : array of float of shape (occupation,)
        Probability of being in the state after the time (Aalen-Johansen). Must be between 0 and 1.
    std_error : array of float of shape (occupation,)
        Its standard error. Must be >= 0.
    lower : array of float of shape (occupation,)
        Lower limit; missing where the scale has no interval (probability 0, and 1 under log_log). May be
        missing.
    upper : array of float of shape (occupation,)
        Upper limit; missing as the lower one. May be missing.
    at_risk : array of float of shape (occupation,)
        Weight observed in the state just before the time. Must be >= 0.

    Shapes: occupation length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """Group; 'all' without groups."""
    @property
    def state(self) -> NDArray[np.object_]:
        """State."""
    @property
    def time(self) -> NDArray[np.float64]:
        """Time."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """Probability of being in the state after the time (Aalen-Johansen). Must be between 0 and 1."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error. Must be >= 0."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit; missing where the scale has no interval (probability 0, and 1 under log_log). May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit; missing as the lower one. May be missing."""
    @property
    def at_risk(self) -> NDArray[np.float64]:
        """Weight observed in the state just before the time. Must be >= 0."""

class StatesMoves(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (moves,)
        Group; 'all' without groups.
    state : array of str of shape (moves,)
        State from which people move.
    next_state : array of str of shape (moves,)
        State into which they move.
    time : array of float of shape (moves,)
        Time.
    moves : array of float of shape (moves,)
        Weight that has moved since the reported time before, and at this one. Must be >= 0.
    cumulative_hazard : array of float of shape (moves,)
        Nelson-Aalen estimate of this move. Must be >= 0.
    std_error : array of float of shape (moves,)
        Its standard error: root of the sum of squared weights moved over the squared weight at risk. Must be >=
        0.

    Shapes: moves length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """Group; 'all' without groups."""
    @property
    def state(self) -> NDArray[np.object_]:
        """State from which people move."""
    @property
    def next_state(self) -> NDArray[np.object_]:
        """State into which they move."""
    @property
    def time(self) -> NDArray[np.float64]:
        """Time."""
    @property
    def moves(self) -> NDArray[np.float64]:
        """Weight that has moved since the reported time before, and at this one. Must be >= 0."""
    @property
    def cumulative_hazard(self) -> NDArray[np.float64]:
        """Nelson-Aalen estimate of this move. Must be >= 0."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error: root of the sum of squared weights moved over the squared weight at risk. Must be >= 0."""

class StatesTable(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (states,)
        Group; 'all' without groups.
    state : array of str of shape (states,)
        State.
    rows : array of int of shape (states,)
        Rows in the state.
    moved_in : array of int of shape (states,)
        Moves into it.
    moved_out : array of int of shape (states,)
        Moves out of it.
    initial : array of float of shape (states,)
        Share of people in it at the beginning. Must be between 0 and 1.
    initial_std_error : array of float of shape (states,)
        Its standard error; 0 where it was given. Must be >= 0.
    expected_time : array of float of shape (states,)
        Mean time spent in the state from the beginning (`since`, or 0) to the horizon: the area under its
        probability. Must be >= 0.
    expected_time_std_error : array of float of shape (states,)
        Its standard error. Must be >= 0.
    until : array of float of shape (states,)
        The horizon.

    Shapes: states length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """Group; 'all' without groups."""
    @property
    def state(self) -> NDArray[np.object_]:
        """State."""
    @property
    def rows(self) -> NDArray[np.int64]:
        """Rows in the state."""
    @property
    def moved_in(self) -> NDArray[np.int64]:
        """Moves into it."""
    @property
    def moved_out(self) -> NDArray[np.int64]:
        """Moves out of it."""
    @property
    def initial(self) -> NDArray[np.float64]:
        """Share of people in it at the beginning. Must be between 0 and 1."""
    @property
    def initial_std_error(self) -> NDArray[np.float64]:
        """Its standard error; 0 where it was given. Must be >= 0."""
    @property
    def expected_time(self) -> NDArray[np.float64]:
        """Mean time spent in the state from the beginning (`since`, or 0) to the horizon: the area under its probability. Must be >= 0."""
    @property
    def expected_time_std_error(self) -> NDArray[np.float64]:
        """Its standard error. Must be >= 0."""
    @property
    def until(self) -> NDArray[np.float64]:
        """The horizon."""

class StatesMatrix(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (matrix,)
        Group; 'all' without groups.
    state : array of str of shape (matrix,)
        State at the beginning.
    next_state : array of str of shape (matrix,)
        State after the time.
    time : array of float of shape (matrix,)
        Time.
    probability : array of float of shape (matrix,)
        Transition probability. Must be between 0 and 1.
    std_error : array of float of shape (matrix,)
        Its standard error. Must be >= 0.

    Shapes: matrix length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """Group; 'all' without groups."""
    @property
    def state(self) -> NDArray[np.object_]:
        """State at the beginning."""
    @property
    def next_state(self) -> NDArray[np.object_]:
        """State after the time."""
    @property
    def time(self) -> NDArray[np.float64]:
        """Time."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """Transition probability. Must be between 0 and 1."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error. Must be >= 0."""

class StatesState(State):
    """Mergeable state of survival.states: Who is where over time: here, on leave, gone, back?

    begin; while not done: update in each part, merge all, advance; finish

    Parameters
    ----------
    states : list of str, default ()
        The states in the order of the tables; those that occur, in rising order, when not given.
    absorbing : list of str, default ()
        States that nobody leaves: a row in one of them that moves on is refused.
    since : float or None, default None
        Moves count from after this time on (a landmark): probabilities are of the state at a time given the
        state at this one. From the beginning when not given.
    initial : list of float, default ()
        Shares of people by state at the beginning, in the order of the states. Those under observation at the
        first move when not given. Must be between 0 and 1.
    gaps : {'refuse', 'unobserved'}, default 'refuse'
        What a gap between two rows of a person means.
        * ``refuse``: A person's rows must follow each other without a gap.
        * ``unobserved``: In a gap the person is not under observation, and comes back in any state.
    std_error : {'robust', 'greenwood'}, default 'robust'
        What the standard errors take for independent.
        * ``robust``: Infinitesimal jackknife by person: the rows of a person go together, whatever their
          weights; as R's survfit.
        * ``greenwood``: Moves at a time are multinomial and one time tells nothing of another; weights count
          people; as etm. A known beginning is taken as it is.
    confidence_level : float, default 0.95
        Coverage of the intervals. Must be > 0 and < 1.
    interval : {'log_log', 'log', 'plain'}, default 'log'
        Scale on which the intervals are symmetric.
        * ``log_log``: Symmetric on the scale of log(-log p); stays inside (0, 1).
        * ``log``: Symmetric on the scale of log p, cut off at 1.
        * ``plain``: Symmetric around p, cut off at 0 and 1.
    times : list of float, default ()
        Times to report, in any order; all distinct times of `stop` when not given.
    until : float or None, default None
        Horizon of the expected time in each state; the last time of all groups when not given.
    matrix : bool, default False
        Whether the whole matrix of transition probabilities is reported as well: from each state at the
        beginning to each at a time.
    """
    def __init__(
        self,
        *,
        states: Sequence[str] = (),
        absorbing: Sequence[str] = (),
        since: float | None = None,
        initial: Numbers = (),
        gaps: Literal["refuse", "unobserved"] = 'refuse',
        std_error: Literal["robust", "greenwood"] = 'robust',
        confidence_level: float = 0.95,
        interval: Literal["log_log", "log", "plain"] = 'log',
        times: Numbers = (),
        until: float | None = None,
        matrix: bool = False,
    ) -> None: ...
    def update(
        self,
        stop: ColumnLike,
        state: ColumnLike,
        next_state: ColumnLike,
        *,
        person: ColumnLike | None = None,
        start: ColumnLike | None = None,
        weights: ColumnLike | None = None,
        group: ColumnLike | None = None,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> StatesState: ...
    def merge(self, other: StatesState) -> StatesState: ...
    def advance(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> StatesState: ...
    def finish(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> StatesResult: ...
    @classmethod
    def from_bytes(cls, document: bytes) -> StatesState: ...

def states(
    stop: ColumnLike,
    state: ColumnLike,
    next_state: ColumnLike,
    *,
    person: ColumnLike | None = None,
    start: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    group: ColumnLike | None = None,
    states: Sequence[str] = (),
    absorbing: Sequence[str] = (),
    since: float | None = None,
    initial: Numbers = (),
    gaps: Literal["refuse", "unobserved"] = 'refuse',
    std_error: Literal["robust", "greenwood"] = 'robust',
    confidence_level: float = 0.95,
    interval: Literal["log_log", "log", "plain"] = 'log',
    times: Numbers = (),
    until: float | None = None,
    matrix: bool = False,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> StatesResult:
    """Who is where over time: here, on leave, gone, back?

    Parameters
    ----------
    stop : array-like of shape (n,)
        Time at which the stay, or its observation, ends.
    state : array-like of shape (n,)
        The state during the row. Text, categories or whole numbers.
    next_state : array-like of shape (n,)
        The state into which the person moves at `stop`. Missing, or the same state: no move. An empty text is
        neither, and refused. Text, categories or whole numbers. May be missing.
    person : array-like of shape (n,), optional
        Rows with the same label are of one person. Without it each row is a person of its own. Text, categories
        or whole numbers.
    start : array-like of shape (n,), optional
        Time from which the person is observed in the state; below `stop`. 0 if not given.
    weights : array-like of shape (n,), optional
        Weight of the row. Rows of weight 0 are left out. Must be >= 0.
    group : array-like of shape (n,), optional
        An estimate for each group; the rows of a person may lie in several. A group in which nobody is observed
        (after `since`) has none. Text, categories or whole numbers.
    states : list of str, default ()
        The states in the order of the tables; those that occur, in rising order, when not given.
    absorbing : list of str, default ()
        States that nobody leaves: a row in one of them that moves on is refused.
    since : float or None, default None
        Moves count from after this time on (a landmark): probabilities are of the state at a time given the
        state at this one. From the beginning when not given.
    initial : list of float, default ()
        Shares of people by state at the beginning, in the order of the states. Those under observation at the
        first move when not given. Must be between 0 and 1.
    gaps : {'refuse', 'unobserved'}, default 'refuse'
        What a gap between two rows of a person means.
        * ``refuse``: A person's rows must follow each other without a gap.
        * ``unobserved``: In a gap the person is not under observation, and comes back in any state.
    std_error : {'robust', 'greenwood'}, default 'robust'
        What the standard errors take for independent.
        * ``robust``: Infinitesimal jackknife by person: the rows of a person go together, whatever their
          weights; as R's survfit.
        * ``greenwood``: Moves at a time are multinomial and one time tells nothing of another; weights count
          people; as etm. A known beginning is taken as it is.
    confidence_level : float, default 0.95
        Coverage of the intervals. Must be > 0 and < 1.
    interval : {'log_log', 'log', 'plain'}, default 'log'
        Scale on which the intervals are symmetric.
        * ``log_log``: Symmetric on the scale of log(-log p); stays inside (0, 1).
        * ``log``: Symmetric on the scale of log p, cut off at 1.
        * ``plain``: Symmetric around p, cut off at 0 and 1.
    times : list of float, default ()
        Times to report, in any order; all distinct times of `stop` when not given.
    until : float or None, default None
        Horizon of the expected time in each state; the last time of all groups when not given.
    matrix : bool, default False
        Whether the whole matrix of transition probabilities is reported as well: from each state at the
        beginning to each at a time.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : StatesResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `stop`.
    """

class AftFit(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'converged', 'separated', 'singular', 'no_events', 'iteration_limit', 'at_boundary'}
        How the fit ended.
        * ``converged``: The maximum was found.
        * ``separated``: The likelihood rises without end along the coefficients of `separated`: a group in which
          nobody left. Those coefficients and their errors are as they stood when the likelihood no longer rose.
        * ``singular``: Converged, but the terms in `singular` are constant or combinations of the terms before
          them: their coefficient is 0, their errors are missing.
        * ``no_events``: Nobody is known to have left, so nothing can be said: all coefficients are 0, their
          errors missing, curves are 1.
        * ``iteration_limit``: Not converged within max_iterations, or no step raised the likelihood; the numbers
          are those of the last step.
        * ``at_boundary``: The likelihood rises without end towards the edge of the parameters in `boundary`: a
          scale of 0 or infinity, a shape without end, a share of nobody who never leaves. Numbers are those at
          which it no longer rose, the errors of these parameters mean nothing.
    distribution : {'exponential', 'weibull', 'log_normal', 'log_logistic', 'generalised_gamma', 'gompertz'}
        As in the options.
        * ``exponential``: The rate of leaving is the same at any tenure.
        * ``weibull``: The rate rises or falls as a power of tenure; hazards are proportional, too.
        * ``log_normal``: The logarithm of time is normal: the rate rises, then falls.
        * ``log_logistic``: The logarithm of time is logistic: the odds of having left rise as a power of tenure.
        * ``generalised_gamma``: Prentice's form with a shape of its own: 1 is Weibull, 0 log-normal, equal to
          the scale gamma; it shows which of them the data want.
        * ``gompertz``: The rate is exp(linear predictor + slope · time): in the form of proportional hazards, so
          that coefficients are log hazard ratios and not log time ratios. With a negative slope some never
          leave.
    coefficients : AftCoefficients
        Table of the terms.
    shapes : AftShapes
        Table of scale, slope and shape.
    cure : AftCure
        Table of the part that never leaves; empty without it.
    parameters : list of str of shape (parameters,)
        Names of all parameters in the order of the covariance: the terms, log(scale) or slope by stratum, shape,
        the terms of the cure part.
    covariance : array of float of shape (parameters, parameters)
        Covariance of the parameters, the robust one if asked for; 0 in the rows of what is not estimated. May be
        infinite.
    model_covariance : array of float of shape (parameters, parameters)
        Inverse of the information matrix (with the ridge penalty). May be infinite.
    log_likelihood_null : float
        Log-likelihood without any attribute: intercepts, scales and shape only.
    log_likelihood : float
        Log-likelihood of the fit, without the ridge penalty.
    aic : float
        2 (number of estimated parameters) - 2 log_likelihood: of two models of the same rows the lower one is
        preferred.
    bic : float
        log(rows) (number of estimated parameters) - 2 log_likelihood.
    likelihood_ratio_test : CoxTest
        Twice the difference of the two log-likelihoods, on the terms that are not intercepts.
    wald_test : CoxTest
        Coefficients of x, intercept apart, against their covariance.
    iterations : int
        Newton steps, those of the model without attributes apart. Must be >= 0.
    rows : int
        Rows with positive weight. Must be >= 0.
    events : int
        Rows whose time of leaving is known exactly. Must be >= 0.
    right_censored : int
        Rows still there. Must be >= 0.
    left_censored : int
        Rows that had left before a known time. Must be >= 0.
    interval_censored : int
        Rows that left between two known times. Must be >= 0.
    singular : list of str of shape (a,)
        Terms that were left out because they depend on the terms before them; those of the cure part begin with
        "cure:".
    separated : list of str of shape (b,)
        Terms whose coefficients have no finite estimate.
    boundary : list of str of shape (edges,)
        Parameters that ran to their edge.
    ridge : float
        As in the options. Must be >= 0.
    confidence_level : float
        As in the options. Must be > 0 and < 1.
    columns : list of CoxColumn
        Columns of x in order; new people are matched by these names.
    cure_columns : list of CoxColumn
        Columns of cure_x in order.
    means : array of float of shape (p,)
        Weighted mean of each term over the rows (1 for the intercept).
    strata : list of str of shape (s,)
        Labels of the strata in rising order; one empty label when there are none.
    follow_up : float
        Longest finite time in the data: beyond it the distribution is extrapolated.

    Methods
    -------
    predict
        How long will each of these people stay, and how likely until a given day?
    explain
        Why do such people stay longer or shorter than the average?

    Shapes: parameters length of `parameters`, a length of `singular`, b length of `separated`, edges length of `boundary`, c length of `columns`, cure_columns length of `cure_columns`, p length of `means`, s length of `strata`.
    """
    @property
    def status(self) -> Literal["converged", "separated", "singular", "no_events", "iteration_limit", "at_boundary"]:
        """How the fit ended."""
    @property
    def distribution(self) -> Literal["exponential", "weibull", "log_normal", "log_logistic", "generalised_gamma", "gompertz"]:
        """As in the options."""
    @property
    def coefficients(self) -> AftCoefficients:
        """Table of the terms."""
    @property
    def shapes(self) -> AftShapes:
        """Table of scale, slope and shape."""
    @property
    def cure(self) -> AftCure:
        """Table of the part that never leaves; empty without it."""
    @property
    def parameters(self) -> list[str]:
        """Names of all parameters in the order of the covariance: the terms, log(scale) or slope by stratum, shape, the terms of the cure part."""
    @property
    def covariance(self) -> NDArray[np.float64]:
        """Covariance of the parameters, the robust one if asked for; 0 in the rows of what is not estimated. May be infinite."""
    @property
    def model_covariance(self) -> NDArray[np.float64]:
        """Inverse of the information matrix (with the ridge penalty). May be infinite."""
    @property
    def log_likelihood_null(self) -> float:
        """Log-likelihood without any attribute: intercepts, scales and shape only."""
    @property
    def log_likelihood(self) -> float:
        """Log-likelihood of the fit, without the ridge penalty."""
    @property
    def aic(self) -> float:
        """2 (number of estimated parameters) - 2 log_likelihood: of two models of the same rows the lower one is preferred."""
    @property
    def bic(self) -> float:
        """log(rows) (number of estimated parameters) - 2 log_likelihood."""
    @property
    def likelihood_ratio_test(self) -> CoxTest:
        """Twice the difference of the two log-likelihoods, on the terms that are not intercepts."""
    @property
    def wald_test(self) -> CoxTest:
        """Coefficients of x, intercept apart, against their covariance."""
    @property
    def iterations(self) -> int:
        """Newton steps, those of the model without attributes apart. Must be >= 0."""
    @property
    def rows(self) -> int:
        """Rows with positive weight. Must be >= 0."""
    @property
    def events(self) -> int:
        """Rows whose time of leaving is known exactly. Must be >= 0."""
    @property
    def right_censored(self) -> int:
        """Rows still there. Must be >= 0."""
    @property
    def left_censored(self) -> int:
        """Rows that had left before a known time. Must be >= 0."""
    @property
    def interval_censored(self) -> int:
        """Rows that left between two known times. Must be >= 0."""
    @property
    def singular(self) -> list[str]:
        """Terms that were left out because they depend on the terms before them; those of the cure part begin with "cure:"."""
    @property
    def separated(self) -> list[str]:
        """Terms whose coefficients have no finite estimate."""
    @property
    def boundary(self) -> list[str]:
        """Parameters that ran to their edge."""
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
    def cure_columns(self) -> list[CoxColumn]:
        """Columns of cure_x in order."""
    @property
    def means(self) -> NDArray[np.float64]:
        """Weighted mean of each term over the rows (1 for the intercept)."""
    @property
    def strata(self) -> list[str]:
        """Labels of the strata in rising order; one empty label when there are none."""
    @property
    def follow_up(self) -> float:
        """Longest finite time in the data: beyond it the distribution is extrapolated."""
    @classmethod
    def from_json(cls, document: str | bytes) -> AftFit: ...
    def predict(
        self,
        *,
        x: TableLike | None = None,
        strata: ColumnLike | None = None,
        offset: ColumnLike | None = None,
        tenure: ColumnLike | None = None,
        time: ColumnLike | None = None,
        cure_x: TableLike | None = None,
        times: Numbers = (),
        quantiles: Numbers = (),
        means: bool = False,
        errors: bool = True,
        confidence_level: float = 0.95,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> AftPrediction:
        """How long will each of these people stay, and how likely until a given day?

        Parameters
        ----------
        x : table-like of shape (m, c), optional
            The fit's columns by name, in any order; others are not looked at. Needed when the fit has columns.
        strata : array-like of shape (m,), optional
            The stratum of each row, one of the fit's. Needed when the fit has strata. Text, categories or whole
            numbers.
        offset : array-like of shape (m,), optional
            Known part of the linear predictor.
        tenure : array-like of shape (m,), optional
            Time that the person has already stayed. Then all times count from there and everything is given that
            tenure. Must be >= 0.
        time : array-like of shape (m,), optional
            One time for each row, instead of the option `times`. Must be >= 0.
        cure_x : table-like of shape (m, cure_columns), optional
            The fit's columns of cure_x by name. Needed when the fit has them.
        times : list of float of shape (t,), default ()
            Times at which curves are wanted; counted from `tenure` when that is given. Must be >= 0.
        quantiles : list of float of shape (q,), default ()
            Shares of such people that have left, for which the time is wanted: 0.5 is the median. Must be > 0 and <
            1.
        means : bool, default False
            Whether mean times are wanted: without end, and restricted to each of the times.
        errors : bool, default True
            Whether standard errors and intervals are computed; cost p² for each row.
        confidence_level : float, default 0.95
            Level of the intervals. Must be > 0 and < 1.
        threads : int, default 0
            Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
        seed : int, default 1
            Seed of whatever is drawn at random; equal seeds give equal results.
        progress : bool or callable, default None
            Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
            installed).

        Returns
        -------
        result : AftPrediction
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, t length of `times`, q length of `quantiles`, c columns of `x`, cure_columns columns of `cure_x`.
        """
    def explain(
        self,
        x: TableLike,
        *,
        most: int = 3,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> Explanation:
        """Why do such people stay longer or shorter than the average?

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
        result : Explanation
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, c columns of `x`.
        """

class AftCoefficients(Table):
    """A table of equally long columns.

    Attributes
    ----------
    term : list of str of shape (p,)
        "(intercept)", then the name of the column, for a level "column=level".
    coefficient : array of float of shape (p,)
        Log time ratio (Gompertz: log hazard ratio) for one unit more, or against the reference level. 0 for a
        singular term.
    std_error : array of float of shape (p,)
        Standard error of the coefficient from the information matrix. Missing (NaN) for a singular term. May be
        missing. May be infinite.
    robust_std_error : array of float of shape (p,)
        Sandwich standard error. Missing (NaN) unless robust errors were asked for. May be missing. May be
        infinite.
    z : array of float of shape (p,)
        coefficient / its error (the robust one if asked for). May be missing. May be infinite.
    p_value : array of float of shape (p,)
        Two-sided p-value of z. Must be between 0 and 1. May be missing.
    lower : array of float of shape (p,)
        Lower end of the coefficient's interval. May be missing. May be infinite.
    upper : array of float of shape (p,)
        Upper end of the coefficient's interval. May be missing. May be infinite.
    time_ratio : array of float of shape (p,)
        exp(coefficient), the acceleration factor: 2 means that everything takes twice as long. Missing (NaN) for
        Gompertz. May be missing. May be infinite.
    time_ratio_lower : array of float of shape (p,)
        Lower end of its interval. May be missing. May be infinite.
    time_ratio_upper : array of float of shape (p,)
        Upper end of its interval. May be missing. May be infinite.
    hazard_ratio : array of float of shape (p,)
        Where hazards are proportional (exponential, Weibull with one scale, Gompertz): above 1 means leaving
        sooner. Missing (NaN) elsewhere and for the intercept. May be missing. May be infinite.
    hazard_ratio_lower : array of float of shape (p,)
        Lower end of its interval (delta method on the log). May be missing. May be infinite.
    hazard_ratio_upper : array of float of shape (p,)
        Upper end of its interval. May be missing. May be infinite.

    Shapes: p length of `term`.
    """
    @property
    def term(self) -> NDArray[np.object_]:
        """"(intercept)", then the name of the column, for a level "column=level"."""
    @property
    def coefficient(self) -> NDArray[np.float64]:
        """Log time ratio (Gompertz: log hazard ratio) for one unit more, or against the reference level. 0 for a singular term."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Standard error of the coefficient from the information matrix. Missing (NaN) for a singular term. May be missing. May be infinite."""
    @property
    def robust_std_error(self) -> NDArray[np.float64]:
        """Sandwich standard error. Missing (NaN) unless robust errors were asked for. May be missing. May be infinite."""
    @property
    def z(self) -> NDArray[np.float64]:
        """coefficient / its error (the robust one if asked for). May be missing. May be infinite."""
    @property
    def p_value(self) -> NDArray[np.float64]:
        """Two-sided p-value of z. Must be between 0 and 1. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of the coefficient's interval. May be missing. May be infinite."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end of the coefficient's interval. May be missing. May be infinite."""
    @property
    def time_ratio(self) -> NDArray[np.float64]:
        """exp(coefficient), the acceleration factor: 2 means that everything takes twice as long. Missing (NaN) for Gompertz. May be missing. May be infinite."""
    @property
    def time_ratio_lower(self) -> NDArray[np.float64]:
        """Lower end of its interval. May be missing. May be infinite."""
    @property
    def time_ratio_upper(self) -> NDArray[np.float64]:
        """Upper end of its interval. May be missing. May be infinite."""
    @property
    def hazard_ratio(self) -> NDArray[np.float64]:
        """Where hazards are proportional (exponential, Weibull with one scale, Gompertz): above 1 means leaving sooner. Missing (NaN) elsewhere and for the intercept. May be missing. May be infinite."""
    @property
    def hazard_ratio_lower(self) -> NDArray[np.float64]:
        """Lower end of its interval (delta method on the log). May be missing. May be infinite."""
    @property
    def hazard_ratio_upper(self) -> NDArray[np.float64]:
        """Upper end of its interval. May be missing. May be infinite."""

class AftShapes(Table):
    """A table of equally long columns.

    Attributes
    ----------
    parameter : list of str of shape (shapes,)
        scale (of log time; of Weibull the inverse of the shape that others print), slope (of the log hazard over
        time, Gompertz) or shape (generalised gamma).
    stratum : list of str of shape (shapes,)
        Its stratum; empty when there is one for all.
    estimate : array of float of shape (shapes,)
        Estimate; exactly 1 for the scale of the exponential.
    std_error : array of float of shape (shapes,)
        Its standard error, of a scale by the delta method from its logarithm; the robust one if asked for. 0
        where it is not estimated. May be missing. May be infinite.
    lower : array of float of shape (shapes,)
        Lower end of its interval, of a scale on the log. May be missing. May be infinite.
    upper : array of float of shape (shapes,)
        Upper end. May be missing. May be infinite.

    Shapes: shapes length of `parameter`.
    """
    @property
    def parameter(self) -> NDArray[np.object_]:
        """scale (of log time; of Weibull the inverse of the shape that others print), slope (of the log hazard over time, Gompertz) or shape (generalised gamma)."""
    @property
    def stratum(self) -> NDArray[np.object_]:
        """Its stratum; empty when there is one for all."""
    @property
    def estimate(self) -> NDArray[np.float64]:
        """Estimate; exactly 1 for the scale of the exponential."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error, of a scale by the delta method from its logarithm; the robust one if asked for. 0 where it is not estimated. May be missing. May be infinite."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of its interval, of a scale on the log. May be missing. May be infinite."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end. May be missing. May be infinite."""

class AftCure(Table):
    """A table of equally long columns.

    Attributes
    ----------
    term : list of str of shape (cure_terms,)
        "(intercept)", then the terms of cure_x; empty without a cure fraction.
    coefficient : array of float of shape (cure_terms,)
        Log odds of never leaving; 0 for a singular term.
    std_error : array of float of shape (cure_terms,)
        Its standard error, the robust one if asked for. May be missing. May be infinite.
    z : array of float of shape (cure_terms,)
        coefficient / its error. May be missing. May be infinite.
    p_value : array of float of shape (cure_terms,)
        Two-sided p-value of z. Must be between 0 and 1. May be missing.
    lower : array of float of shape (cure_terms,)
        Lower end of the coefficient's interval. May be missing. May be infinite.
    upper : array of float of shape (cure_terms,)
        Upper end. May be missing. May be infinite.
    odds_ratio : array of float of shape (cure_terms,)
        exp(coefficient). May be infinite.

    Shapes: cure_terms length of `term`.
    """
    @property
    def term(self) -> NDArray[np.object_]:
        """"(intercept)", then the terms of cure_x; empty without a cure fraction."""
    @property
    def coefficient(self) -> NDArray[np.float64]:
        """Log odds of never leaving; 0 for a singular term."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error, the robust one if asked for. May be missing. May be infinite."""
    @property
    def z(self) -> NDArray[np.float64]:
        """coefficient / its error. May be missing. May be infinite."""
    @property
    def p_value(self) -> NDArray[np.float64]:
        """Two-sided p-value of z. Must be between 0 and 1. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of the coefficient's interval. May be missing. May be infinite."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end. May be missing. May be infinite."""
    @property
    def odds_ratio(self) -> NDArray[np.float64]:
        """exp(coefficient). May be infinite."""

class AftPrediction(Result):
    """A record of named fields.

    Attributes
    ----------
    linear_predictor : array of float of shape (m,)
        intercept + sum of coefficient * x + offset: location of log time; for Gompertz the log hazard at time 0.
    time_ratio : array of float of shape (m,)
        How many times as long as a person at `means` such people take (without offset there); for Gompertz the
        hazard ratio. May be infinite.
    never : array of float of shape (m,)
        Share that never leaves, by the cure part, of people who just begin. Empty without it. Must be between 0
        and 1.
    times : array of float of shape (t,)
        The times asked for; empty when each row has its own.
    survival : array of float of shape (m, t)
        Probability of staying until that time (given `tenure`). Must be between 0 and 1.
    std_error : array of float of shape (m, t)
        Standard error of survival. May be missing. May be infinite.
    lower : array of float of shape (m, t)
        Lower end of its interval, formed on log(-log S). May be missing.
    upper : array of float of shape (m, t)
        Upper end of its interval. May be missing.
    hazard : array of float of shape (m, t)
        Rate of leaving at that time; infinite at 0 where the distribution has it so. Must be >= 0. May be
        infinite.
    hazard_std_error : array of float of shape (m, t)
        Its standard error. May be missing. May be infinite.
    cumulative_hazard : array of float of shape (m, t)
        -log(survival). Must be >= 0. May be infinite.
    cumulative_hazard_std_error : array of float of shape (m, t)
        Its standard error, which is also that of log(survival). May be missing. May be infinite.
    restricted_mean : array of float of shape (m, t)
        Mean time stayed of the span until that time. Must be >= 0.
    restricted_mean_std_error : array of float of shape (m, t)
        Its standard error. May be missing. May be infinite.
    quantiles : array of float of shape (q,)
        The shares asked for.
    quantile : array of float of shape (m, q)
        Time by which that share of such people has left; infinite if that is never so. Must be >= 0. May be
        infinite.
    quantile_std_error : array of float of shape (m, q)
        Its standard error. May be missing. May be infinite.
    quantile_lower : array of float of shape (m, q)
        Lower end of its interval, formed on the logarithm. May be missing. May be infinite.
    quantile_upper : array of float of shape (m, q)
        Upper end of its interval. May be missing. May be infinite.
    mean : array of float of shape (m,)
        Mean time until leaving (after `tenure`); infinite where some never leave or the tail is too long for a
        mean. Must be >= 0. May be infinite.
    mean_std_error : array of float of shape (m,)
        Its standard error. Missing (NaN) where the mean is infinite. May be missing. May be infinite.

    Shapes: m length of `linear_predictor`, t length of `times`, q length of `quantiles`.
    """
    @property
    def linear_predictor(self) -> NDArray[np.float64]:
        """intercept + sum of coefficient * x + offset: location of log time; for Gompertz the log hazard at time 0."""
    @property
    def time_ratio(self) -> NDArray[np.float64]:
        """How many times as long as a person at `means` such people take (without offset there); for Gompertz the hazard ratio. May be infinite."""
    @property
    def never(self) -> NDArray[np.float64]:
        """Share that never leaves, by the cure part, of people who just begin. Empty without it. Must be between 0 and 1."""
    @property
    def times(self) -> NDArray[np.float64]:
        """The times asked for; empty when each row has its own."""
    @property
    def survival(self) -> NDArray[np.float64]:
        """Probability of staying until that time (given `tenure`). Must be between 0 and 1."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Standard error of survival. May be missing. May be infinite."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of its interval, formed on log(-log S). May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end of its interval. May be missing."""
    @property
    def hazard(self) -> NDArray[np.float64]:
        """Rate of leaving at that time; infinite at 0 where the distribution has it so. Must be >= 0. May be infinite."""
    @property
    def hazard_std_error(self) -> NDArray[np.float64]:
        """Its standard error. May be missing. May be infinite."""
    @property
    def cumulative_hazard(self) -> NDArray[np.float64]:
        """-log(survival). Must be >= 0. May be infinite."""
    @property
    def cumulative_hazard_std_error(self) -> NDArray[np.float64]:
        """Its standard error, which is also that of log(survival). May be missing. May be infinite."""
    @property
    def restricted_mean(self) -> NDArray[np.float64]:
        """Mean time stayed of the span until that time. Must be >= 0."""
    @property
    def restricted_mean_std_error(self) -> NDArray[np.float64]:
        """Its standard error. May be missing. May be infinite."""
    @property
    def quantiles(self) -> NDArray[np.float64]:
        """The shares asked for."""
    @property
    def quantile(self) -> NDArray[np.float64]:
        """Time by which that share of such people has left; infinite if that is never so. Must be >= 0. May be infinite."""
    @property
    def quantile_std_error(self) -> NDArray[np.float64]:
        """Its standard error. May be missing. May be infinite."""
    @property
    def quantile_lower(self) -> NDArray[np.float64]:
        """Lower end of its interval, formed on the logarithm. May be missing. May be infinite."""
    @property
    def quantile_upper(self) -> NDArray[np.float64]:
        """Upper end of its interval. May be missing. May be infinite."""
    @property
    def mean(self) -> NDArray[np.float64]:
        """Mean time until leaving (after `tenure`); infinite where some never leave or the tail is too long for a mean. Must be >= 0. May be infinite."""
    @property
    def mean_std_error(self) -> NDArray[np.float64]:
        """Its standard error. Missing (NaN) where the mean is infinite. May be missing. May be infinite."""
    @classmethod
    def from_json(cls, document: str | bytes) -> AftPrediction: ...

class AftState(State):
    """Mergeable state of survival.aft: How long do people stay, and what makes it longer or shorter?

    begin; while not done: update in each part, merge all, advance; finish

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
    """
    def __init__(
        self,
        *,
        distribution: Literal["exponential", "weibull", "log_normal", "log_logistic", "generalised_gamma", "gompertz"] = 'weibull',
        cure: bool = False,
        references: Sequence[CoxReference] = (),
        cure_references: Sequence[CoxReference] = (),
        ridge: float = 0.0,
        robust: bool = False,
        confidence_level: float = 0.95,
        max_iterations: int = 100,
        tolerance: float = 1e-11,
    ) -> None: ...
    def update(
        self,
        duration: ColumnLike,
        *,
        x: TableLike | None = None,
        event: ColumnLike | None = None,
        upper: ColumnLike | None = None,
        entry: ColumnLike | None = None,
        weights: ColumnLike | None = None,
        strata: ColumnLike | None = None,
        offset: ColumnLike | None = None,
        cluster: ColumnLike | None = None,
        cure_x: TableLike | None = None,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> AftState: ...
    def merge(self, other: AftState) -> AftState: ...
    def advance(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> AftState: ...
    def finish(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> AftFit: ...
    @classmethod
    def from_bytes(cls, document: bytes) -> AftState: ...

def aft(
    duration: ColumnLike,
    *,
    x: TableLike | None = None,
    event: ColumnLike | None = None,
    upper: ColumnLike | None = None,
    entry: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    strata: ColumnLike | None = None,
    offset: ColumnLike | None = None,
    cluster: ColumnLike | None = None,
    cure_x: TableLike | None = None,
    distribution: Literal["exponential", "weibull", "log_normal", "log_logistic", "generalised_gamma", "gompertz"] = 'weibull',
    cure: bool = False,
    references: Sequence[CoxReference] = (),
    cure_references: Sequence[CoxReference] = (),
    ridge: float = 0.0,
    robust: bool = False,
    confidence_level: float = 0.95,
    max_iterations: int = 100,
    tolerance: float = 1e-11,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> AftFit:
    """How long do people stay, and what makes it longer or shorter?

    Parameters
    ----------
    duration : array-like of shape (n,)
        Time at which the person left or was last seen; with `upper` the time until which the person is known to
        have stayed, of those who left 0 or missing (NaN) for none. Must be >= 0. May be missing.
    x : table-like of shape (n, c), optional
        Attributes: numbers, or categories, which become one term for each level but the reference. Without it
        the distribution of all.
    event : array-like of shape (n,), optional
        1 where the person left at `duration` (with `upper`: between the two), 0 where still there. Without it
        and without `upper` everybody left. Must be between 0 and 1.
    upper : array-like of shape (n,), optional
        Time by which the person had left: equal to `duration` if known exactly, above it for leaving unseen
        between two looks, infinite or missing (NaN) where still there. Not looked at where `event` is 0. Must be
        >= 0. May be missing. May be infinite.
    entry : array-like of shape (n,), optional
        Tenure from which the row was under observation (delayed entry): who left before it could not be in the
        data. Must be >= 0.
    weights : array-like of shape (n,), optional
        How many people a row stands for. Rows with weight 0 are left out. Must be >= 0.
    strata : array-like of shape (n,), optional
        Groups with a scale (Gompertz: a slope) of their own; the coefficients are common. Text, categories or
        whole numbers.
    offset : array-like of shape (n,), optional
        A part of the linear predictor that is known.
    cluster : array-like of shape (n,), optional
        Rows with the same label go together (rows of one person, people of one team) in the robust errors. Text,
        categories or whole numbers.
    cure_x : table-like of shape (n, cure_columns), optional
        Attributes of the part that never leaves; with the option `cure`. Without it that share is the same for
        all.
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
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : AftFit
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `duration`, c columns of `x`, cure_columns columns of `cure_x`.
    """

class ForestFit(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'grown', 'budget_reached', 'no_events'}
        How the fit ended.
        * ``grown``: All trees asked for were grown.
        * ``budget_reached``: Fewer trees than asked for: a further one might have needed more than max_bytes.
        * ``no_events``: Nobody left, so nothing can be said: no tree was grown, everybody is predicted to stay.
    causes : ForestCauses
        Table of the causes.
    times : array of float of shape (steps,)
        Times at which curves step, rising. Must be >= 0.
    trees : Trees
        The trees. The value of a leaf is the logarithm of its leavers (and 1) over those expected if all people
        left alike (and 1), by the number of trees.
    leaf_cells : array of int of shape (nodes,)
        Of each node, how many cells it has; 0 unless it is a leaf. Must be >= 0.
    cells : ForestCells
        Table of what the leaves hold.
    scores : ForestScores
        Table of the out-of-bag scores; empty unless asked for.
    score_times : array of float of shape (t,)
        Times at which they were taken. Must be >= 0.
    importance : ForestImportance
        Table of the importance of columns; empty unless asked for.
    rows : int
        Rows with positive weight. Must be >= 0.
    people : int
        Clusters of them, or rows without clusters. Must be >= 0.
    events : int
        Rows of them that left. Must be >= 0.
    out_of_bag_rows : int
        Rows that were scored: those not drawn for one tree or more. Must be >= 0.
    memory : int
        Bytes for which the fit had accounted when it was largest; at most max_bytes. Must be >= 0.
    follow_up : float
        Longest time in the data: nothing is known beyond it. Must be >= 0.

    Methods
    -------
    predict
        How likely is each person to have left by then, and for which cause?

    Shapes: steps length of `times`, nodes length of `leaf_cells`, t length of `score_times`.
    """
    @property
    def status(self) -> Literal["grown", "budget_reached", "no_events"]:
        """How the fit ended."""
    @property
    def causes(self) -> ForestCauses:
        """Table of the causes."""
    @property
    def times(self) -> NDArray[np.float64]:
        """Times at which curves step, rising. Must be >= 0."""
    @property
    def trees(self) -> Trees:
        """The trees. The value of a leaf is the logarithm of its leavers (and 1) over those expected if all people left alike (and 1), by the number of trees."""
    @property
    def leaf_cells(self) -> NDArray[np.int64]:
        """Of each node, how many cells it has; 0 unless it is a leaf. Must be >= 0."""
    @property
    def cells(self) -> ForestCells:
        """Table of what the leaves hold."""
    @property
    def scores(self) -> ForestScores:
        """Table of the out-of-bag scores; empty unless asked for."""
    @property
    def score_times(self) -> NDArray[np.float64]:
        """Times at which they were taken. Must be >= 0."""
    @property
    def importance(self) -> ForestImportance:
        """Table of the importance of columns; empty unless asked for."""
    @property
    def rows(self) -> int:
        """Rows with positive weight. Must be >= 0."""
    @property
    def people(self) -> int:
        """Clusters of them, or rows without clusters. Must be >= 0."""
    @property
    def events(self) -> int:
        """Rows of them that left. Must be >= 0."""
    @property
    def out_of_bag_rows(self) -> int:
        """Rows that were scored: those not drawn for one tree or more. Must be >= 0."""
    @property
    def memory(self) -> int:
        """Bytes for which the fit had accounted when it was largest; at most max_bytes. Must be >= 0."""
    @property
    def follow_up(self) -> float:
        """Longest time in the data: nothing is known beyond it. Must be >= 0."""
    @classmethod
    def from_json(cls, document: str | bytes) -> ForestFit: ...
    def predict(
        self,
        x: TableLike,
        *,
        tenure: ColumnLike | None = None,
        time: ColumnLike | None = None,
        times: Numbers = (),
        unseen: Literal["refuse", "missing"] = 'refuse',
        beyond: Literal["carry", "missing"] = 'missing',
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> ForestPrediction:
        """How likely is each person to have left by then, and for which cause?

        Parameters
        ----------
        x : table-like of shape (m, c)
            The fit's columns by name, in any order; others are not looked at. Missing values (NaN) where the
            estimator takes them. May be missing.
        tenure : array-like of shape (m,), optional
            Time that the person has already stayed. Then times count from there, and everything is given that
            tenure. Must be >= 0.
        time : array-like of shape (m,), optional
            One time for each row, instead of the option `times`. Must be >= 0.
        times : list of float, default ()
            Times at which curves are wanted; counted from `tenure` when that is given. Neither these nor the column:
            scores only. Must be >= 0.
        unseen : {'refuse', 'missing'}, default 'refuse'
            What levels are taken for that the fit has not seen.
            * ``refuse``: An error that names row and level.
            * ``missing``: As a missing value: each split says on which side these go.
        beyond : {'carry', 'missing'}, default 'missing'
            What is predicted beyond the longest follow-up.
            * ``carry``: The curve stays where it is at the last time of leaving. Where nobody of the fit left since
              the tenure it has no error and no limits: nothing is known, least of all that the person stays.
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
        result : ForestPrediction
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, c columns of `x`.
        """

class ForestCauses(Table):
    """A table of equally long columns.

    Attributes
    ----------
    cause : list of str of shape (causes,)
        Name of the cause.
    events : array of int of shape (causes,)
        Rows that left for it. Must be >= 0.

    Shapes: causes length of `cause`.
    """
    @property
    def cause(self) -> NDArray[np.object_]:
        """Name of the cause."""
    @property
    def events(self) -> NDArray[np.int64]:
        """Rows that left for it. Must be >= 0."""

class Trees(Result):
    """A record of named fields.

    Attributes
    ----------
    columns : list of TreeColumn
        Columns of x in order; new rows are matched by these names.
    nodes : TreeNodes
        Table of the nodes.
    sets : TreeLevelSets
        Table of the levels that go left.

    Shapes: c length of `columns`.
    """
    @property
    def columns(self) -> list[TreeColumn]:
        """Columns of x in order; new rows are matched by these names."""
    @property
    def nodes(self) -> TreeNodes:
        """Table of the nodes."""
    @property
    def sets(self) -> TreeLevelSets:
        """Table of the levels that go left."""
    @classmethod
    def from_json(cls, document: str | bytes) -> Trees: ...

class TreeColumn(Result):
    """A record of named fields.

    Attributes
    ----------
    name : str
        Name of the column.
    categorical : bool
        Whether it is categorical.
    bins : int
        Bins of given values; 0 where every value was missing. Must be between 0 and 255.
    levels : list of str of shape (l,)
        Levels that occurred; the places from bins - 1 on share the last bin. Empty for numbers.

    Shapes: l length of `levels`.
    """
    @property
    def name(self) -> str:
        """Name of the column."""
    @property
    def categorical(self) -> bool:
        """Whether it is categorical."""
    @property
    def bins(self) -> int:
        """Bins of given values; 0 where every value was missing. Must be between 0 and 255."""
    @property
    def levels(self) -> list[str]:
        """Levels that occurred; the places from bins - 1 on share the last bin. Empty for numbers."""
    @classmethod
    def from_json(cls, document: str | bytes) -> TreeColumn: ...

class TreeNodes(Table):
    """A table of equally long columns.

    Attributes
    ----------
    tree : array of int of shape (nodes,)
        Tree of the node: 0, 1, … Must be >= 0.
    feature : array of int of shape (nodes,)
        Place of the column in `columns` that splits the node; -1 for a leaf, -2 for a split by time. Must be >=
        -2.
    left : array of int of shape (nodes,)
        Node of those at or below the threshold, or in the set of levels; -1 for a leaf. Must be >= -1.
    right : array of int of shape (nodes,)
        Node of the others; -1 for a leaf. Must be >= -1.
    missing_left : array of int of shape (nodes,)
        1 where missing values go left. Must be between 0 and 1.
    level_set : array of int of shape (nodes,)
        Place of the levels that go left in `sets`; -1 where numbers are split. Must be >= -1.
    threshold : array of float of shape (nodes,)
        Numbers at or below it go left; of a split by time, the first interval of time that goes right.
    cover : array of float of shape (nodes,)
        Weight of the rows of the fit that came by. Must be >= 0.
    value : array of float of shape (nodes,)
        What a leaf adds; 0 in other nodes. Empty where leaves hold more than one number.

    Shapes: nodes length of `tree`.
    """
    @property
    def tree(self) -> NDArray[np.int64]:
        """Tree of the node: 0, 1, … Must be >= 0."""
    @property
    def feature(self) -> NDArray[np.int64]:
        """Place of the column in `columns` that splits the node; -1 for a leaf, -2 for a split by time. Must be >= -2."""
    @property
    def left(self) -> NDArray[np.int64]:
        """Node of those at or below the threshold, or in the set of levels; -1 for a leaf. Must be >= -1."""
    @property
    def right(self) -> NDArray[np.int64]:
        """Node of the others; -1 for a leaf. Must be >= -1."""
    @property
    def missing_left(self) -> NDArray[np.int64]:
        """1 where missing values go left. Must be between 0 and 1."""
    @property
    def level_set(self) -> NDArray[np.int64]:
        """Place of the levels that go left in `sets`; -1 where numbers are split. Must be >= -1."""
    @property
    def threshold(self) -> NDArray[np.float64]:
        """Numbers at or below it go left; of a split by time, the first interval of time that goes right."""
    @property
    def cover(self) -> NDArray[np.float64]:
        """Weight of the rows of the fit that came by. Must be >= 0."""
    @property
    def value(self) -> NDArray[np.float64]:
        """What a leaf adds; 0 in other nodes. Empty where leaves hold more than one number."""

class TreeLevelSets(Table):
    """A table of equally long columns.

    Attributes
    ----------
    level_set : array of int of shape (set_levels,)
        Number of the set: 0, 1, …, rising. Must be >= 0.
    bin : array of int of shape (set_levels,)
        Bin of the column (place of the level in its `levels`, at most bins - 1) that goes left. Must be between
        0 and 254.

    Shapes: set_levels length of `level_set`.
    """
    @property
    def level_set(self) -> NDArray[np.int64]:
        """Number of the set: 0, 1, …, rising. Must be >= 0."""
    @property
    def bin(self) -> NDArray[np.int64]:
        """Bin of the column (place of the level in its `levels`, at most bins - 1) that goes left. Must be between 0 and 254."""

class ForestCells(Table):
    """A table of equally long columns.

    Attributes
    ----------
    cell : array of int of shape (cells,)
        step * (causes + 2) + kind. Kind 0: last seen, at risk up to this step (1, 2, … of `times`); 1, 2, …:
        left at it for that cause; causes + 1: entered, at risk after it. Rising in a leaf. Must be >= 0.
    weight : array of float of shape (cells,)
        Weight of such rows. Must be > 0.

    Shapes: cells length of `cell`.
    """
    @property
    def cell(self) -> NDArray[np.int64]:
        """step * (causes + 2) + kind. Kind 0: last seen, at risk up to this step (1, 2, … of `times`); 1, 2, …: left at it for that cause; causes + 1: entered, at risk after it. Rising in a leaf. Must be >= 0."""
    @property
    def weight(self) -> NDArray[np.float64]:
        """Weight of such rows. Must be > 0."""

class ForestScores(Table):
    """A table of equally long columns.

    Attributes
    ----------
    cause : list of str of shape (scores,)
        Cause of leaving; empty for leaving at all, the first row.
    integrated_brier : array of float of shape (scores,)
        Integrated Brier score over the score times, as of survival.brier. Missing (NaN) where fewer than two of
        them can be judged. Must be >= 0. May be missing.
    reference : array of float of shape (scores,)
        The same of one curve for everybody. Missing as the score. Must be >= 0. May be missing.
    skill : array of float of shape (scores,)
        1 - integrated_brier / reference: 0 is no better than one curve for everybody. Missing as the score, and
        where the reference is 0. Must be <= 1. May be missing.
    concordance : array of float of shape (scores,)
        Concordance of the probability of having left (for the cause) by the last score time. Missing (NaN) where
        no pairs can be compared. Must be between 0 and 1. May be missing.

    Shapes: scores length of `cause`.
    """
    @property
    def cause(self) -> NDArray[np.object_]:
        """Cause of leaving; empty for leaving at all, the first row."""
    @property
    def integrated_brier(self) -> NDArray[np.float64]:
        """Integrated Brier score over the score times, as of survival.brier. Missing (NaN) where fewer than two of them can be judged. Must be >= 0. May be missing."""
    @property
    def reference(self) -> NDArray[np.float64]:
        """The same of one curve for everybody. Missing as the score. Must be >= 0. May be missing."""
    @property
    def skill(self) -> NDArray[np.float64]:
        """1 - integrated_brier / reference: 0 is no better than one curve for everybody. Missing as the score, and where the reference is 0. Must be <= 1. May be missing."""
    @property
    def concordance(self) -> NDArray[np.float64]:
        """Concordance of the probability of having left (for the cause) by the last score time. Missing (NaN) where no pairs can be compared. Must be between 0 and 1. May be missing."""

class ForestImportance(Table):
    """A table of equally long columns.

    Attributes
    ----------
    column : list of str of shape (importances,)
        Column of x.
    cause : list of str of shape (importances,)
        Cause of leaving; empty for leaving at all.
    rise : array of float of shape (importances,)
        Rise of the integrated Brier score where the column's values are shuffled among the people for whom a
        tree was not grown; about 0 for a column that does not matter. May be missing.
    concordance_drop : array of float of shape (importances,)
        Fall of the concordance there. May be missing.

    Shapes: importances length of `column`.
    """
    @property
    def column(self) -> NDArray[np.object_]:
        """Column of x."""
    @property
    def cause(self) -> NDArray[np.object_]:
        """Cause of leaving; empty for leaving at all."""
    @property
    def rise(self) -> NDArray[np.float64]:
        """Rise of the integrated Brier score where the column's values are shuffled among the people for whom a tree was not grown; about 0 for a column that does not matter. May be missing."""
    @property
    def concordance_drop(self) -> NDArray[np.float64]:
        """Fall of the concordance there. May be missing."""

class ForestPrediction(Result):
    """A record of named fields.

    Attributes
    ----------
    score : array of float of shape (m,)
        Mean over the trees of the leaf's log ratio of leavers to those expected: above 0 means leaving sooner
        than the average, for whatever cause.
    times : array of float of shape (t,)
        The times asked for; empty when each row has its own.
    survival : array of float of shape (m, t)
        Probability of staying until that time (given `tenure`). Missing (NaN) beyond follow-up, unless `beyond`
        carries it on. Must be between 0 and 1. May be missing.
    incidence : list of CauseIncidence
        Probability of having left, for each cause.

    Shapes: m length of `score`, t length of `times`.
    """
    @property
    def score(self) -> NDArray[np.float64]:
        """Mean over the trees of the leaf's log ratio of leavers to those expected: above 0 means leaving sooner than the average, for whatever cause."""
    @property
    def times(self) -> NDArray[np.float64]:
        """The times asked for; empty when each row has its own."""
    @property
    def survival(self) -> NDArray[np.float64]:
        """Probability of staying until that time (given `tenure`). Missing (NaN) beyond follow-up, unless `beyond` carries it on. Must be between 0 and 1. May be missing."""
    @property
    def incidence(self) -> list[CauseIncidence]:
        """Probability of having left, for each cause."""
    @classmethod
    def from_json(cls, document: str | bytes) -> ForestPrediction: ...

def forest(
    x: TableLike,
    duration: ColumnLike,
    event: ColumnLike,
    *,
    entry: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    cluster: ColumnLike | None = None,
    causes: Sequence[str] = (),
    trees: int = 100,
    split: Literal["causes", "any"] = 'causes',
    columns: int = 0,
    min_leaf_rows: int = 15,
    min_leaf_events: float = 3.0,
    depth: int = 1000,
    cuts: int = 0,
    sample_share: float = 0.632,
    replace: bool = False,
    bins: int = 64,
    intervals: int = 100,
    split_intervals: int = 16,
    out_of_bag: bool = True,
    importance: bool = False,
    score_times: Numbers = (),
    max_bytes: int = 4294967296,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> ForestFit:
    """Who leaves when and for what, where attributes work together in ways nobody wrote down?

    Parameters
    ----------
    x : table-like of shape (n, c)
        Attributes: numbers or categories, as they are. Missing values (NaN) are values of their own: each split
        says on which side they go. May be missing.
    duration : array-like of shape (n,)
        Time at which the row ends: of leaving, or of the last look. Must be >= 0.
    event : array-like of shape (n,)
        0 = still here (censored), 1, 2, … = left, by cause. Must be between 0 and 255.
    entry : array-like of shape (n,), optional
        Time from which the row is at risk (delayed entry, or pieces of a person's time); below `duration`. 0 if
        not given. Must be >= 0.
    weights : array-like of shape (n,), optional
        How many people a row stands for, in splits and leaves. Rows with weight 0 are left out. Must be >= 0.
    cluster : array-like of shape (n,), optional
        Rows with the same label (rows of one person) are drawn together: all of them grow a tree, or none. Text,
        categories or whole numbers.
    causes : list of str, default ()
        Names of the causes 1, 2, …; numbers when not given.
    trees : int, default 100
        Trees. Must be between 1 and 100000.
    split : {'causes', 'any'}, default 'causes'
        What makes a split good.
        * ``causes``: Sum over the causes of the chi-squared statistics of their log-rank tests: a split may part
          people by any of them, in any direction.
        * ``any``: The log-rank test of leaving for whatever cause.
    columns : int, default 0
        Columns drawn for each node, of which the best one splits it; 0 is the root of their number, rounded up.
        Must be >= 0.
    min_leaf_rows : int, default 15
        Rows drawn for the tree that each leaf has at least. Must be >= 1.
    min_leaf_events : float, default 3.0
        Weight of those who left, for whatever cause, that each leaf has at least. Must be >= 0.
    depth : int, default 1000
        Splits between the root and a leaf at most. Must be between 1 and 1000.
    cuts : int, default 0
        Cuts tried of each column and node, drawn at random; 0 tries all of them. Must be >= 0.
    sample_share : float, default 0.632
        People (clusters, or rows without them) drawn for each tree, as a share of all. Must be > 0 and <= 1.
    replace : bool, default False
        Whether the same person may be drawn several times for a tree (bootstrap).
    bins : int, default 64
        Bins of a column at most; splits lie between bins. Must be between 2 and 255.
    intervals : int, default 100
        Times at which curves step, at most: with more distinct times of leaving, neighbours share a step, so
        that each has as many leavers. Must be between 1 and 10000.
    split_intervals : int, default 16
        The same for the tests of splits; more is slower and hardly better. Must be between 1 and 64.
    out_of_bag : bool, default True
        Whether the forest is scored on people by the trees for which they were not drawn.
    importance : bool, default False
        Whether the importance of columns is computed: the rise of that score where a column is shuffled. Cost: a
        score for each column.
    score_times : list of float, default ()
        Times at which scores are taken, rising; 10 quantiles of the times of leaving when not given. Must be >=
        0.
    max_bytes : int, default 4294967296
        Memory that the fit may take, x apart, the fitted forest included. Trees are grown until the next one
        might not fit. Must be >= 1.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : ForestFit
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n rows of `x`, c columns of `x`.
    """

class _CoxOptionsRequired(TypedDict):
    pass

class CoxOptions(_CoxOptionsRequired, total=False):
    ties: Literal["efron", "breslow", "exact"]
    references: list[CoxReference]
    time_effects: list[CoxTimeEffect]
    ridge: float
    penalties: list[CoxPenalty]
    firth: bool
    profile: bool
    robust: bool
    confidence_level: float
    concordance: bool
    baseline: bool
    baseline_errors: bool
    max_iterations: int
    tolerance: float

class _CausesOptionsRequired(TypedDict):
    pass

class CausesOptions(_CausesOptionsRequired, total=False):
    causes: list[str]
    ties: Literal["efron", "breslow", "exact"]
    references: list[CoxReference]
    ridge: float
    robust: bool
    confidence_level: float
    concordance: bool
    baseline_errors: bool
    max_iterations: int
    tolerance: float

class _HazardSmoothRequired(TypedDict):
    column: str

class HazardSmooth(_HazardSmoothRequired, total=False):
    size: int
    smoothing: float | None
    degrees_of_freedom: float | None

class _SmoothOptionsRequired(TypedDict):
    pass

class SmoothOptions(_SmoothOptionsRequired, total=False):
    smooth: list[HazardSmooth]
    most_curves: int
    criterion: Literal["reml", "aic"]
    ties: Literal["efron", "breslow", "exact"]
    references: list[CoxReference]
    ridge: float
    robust: bool
    confidence_level: float
    baseline_errors: bool
    max_iterations: int
    tolerance: float

class _AftOptionsRequired(TypedDict):
    pass

class AftOptions(_AftOptionsRequired, total=False):
    distribution: Literal["exponential", "weibull", "log_normal", "log_logistic", "generalised_gamma", "gompertz"]
    cure: bool
    references: list[CoxReference]
    cure_references: list[CoxReference]
    ridge: float
    robust: bool
    confidence_level: float
    max_iterations: int
    tolerance: float

class _HazardOptionsRequired(TypedDict):
    pass

class HazardOptions(_HazardOptionsRequired, total=False):
    link: Literal["logit", "cloglog"]
    baseline: Literal["free", "bands", "smooth"]
    bands: list[int]
    empty_periods: Literal["zero", "merge"]
    baseline_size: int
    baseline_smoothing: float | None
    smooth: list[HazardSmooth]
    group_variance: float | None
    references: list[CoxReference]
    ridge: float
    robust: bool
    information: Literal["expected", "observed"]
    likelihood_ratio_tests: bool
    confidence_level: float
    max_iterations: int
    tolerance: float

class _PathFactorRequired(TypedDict):
    column: str

class PathFactor(_PathFactorRequired, total=False):
    factor: float

class _PathOptionsRequired(TypedDict):
    pass

class PathOptions(_PathOptionsRequired, total=False):
    ties: Literal["efron", "breslow", "exact"]
    alpha: float
    penalties: list[float]
    penalty_count: int
    penalty_ratio: float | None
    standardize: bool
    group_levels: bool
    penalty_factors: list[PathFactor]
    references: list[CoxReference]
    stop_early: bool
    most_terms: int
    folds: int
    forward: bool
    cuts: list[float]
    measure: Literal["deviance", "concordance"]
    choose: Literal["automatic", "minimum", "one_standard_error", "bic", "aic", "last"]
    baseline: bool
    max_iterations: int
    tolerance: float

class _BoostingMonotoneRequired(TypedDict):
    column: str

class BoostingMonotone(_BoostingMonotoneRequired, total=False):
    direction: Literal["rises", "falls"]

class _BoostingOptionsRequired(TypedDict):
    pass

class BoostingOptions(_BoostingOptionsRequired, total=False):
    causes: list[str]
    iterations: int
    learning_rate: float
    leaves: int
    depth: int
    min_leaf_events: float
    l2: float
    min_gain: float
    bins: int
    intervals: int
    cuts: list[float]
    proportional: bool
    monotone: list[BoostingMonotone]
    row_share: float
    column_share: float
    held_out: float
    folds: int | None
    patience: int
    calibrate: bool

class _ForestOptionsRequired(TypedDict):
    pass

class ForestOptions(_ForestOptionsRequired, total=False):
    causes: list[str]
    trees: int
    split: Literal["causes", "any"]
    columns: int
    min_leaf_rows: int
    min_leaf_events: float
    depth: int
    cuts: int
    sample_share: float
    replace: bool
    bins: int
    intervals: int
    split_intervals: int
    out_of_bag: bool
    importance: bool
    score_times: list[float]
    max_bytes: int

class _MultinomialOptionsRequired(TypedDict):
    pass

class MultinomialOptions(_MultinomialOptionsRequired, total=False):
    causes: list[str]
    bands: list[int]
    references: list[CoxReference]
    ridge: float
    robust: bool
    confidence_level: float
    max_iterations: int
    tolerance: float

class ModelFit(Result):
    """A record of named fields.

    Attributes
    ----------
    learner : {'curve', 'cox', 'causes', 'smooth', 'aft', 'hazard', 'path', 'boosting', 'forest', 'multinomial'}
        Which estimator.
        * ``curve``: One curve for everybody: Kaplan-Meier, with several causes Aalen-Johansen. What any model
          has to beat.
        * ``cox``: Cox's regression (survival.cox). Leaving for any cause.
        * ``causes``: Cox's regression of each cause (survival.causes).
        * ``smooth``: Cox's regression with penalised splines for numbers (survival.smooth); of several causes,
          one for each.
        * ``aft``: Accelerated failure time (survival.aft); of several causes, one for each.
        * ``hazard``: Hazard of each period (survival.hazard); durations in whole periods; of several causes, one
          for each, whose hazards of a period add up.
        * ``path``: Penalised Cox regression (survival.path), the penalty by cross-validation; of several causes,
          one for each.
        * ``boosting``: Boosted trees on the rates of each cause (survival.boosting).
        * ``forest``: A forest of trees (survival.forest), each cause apart.
        * ``multinomial``: Hazards of each period for all causes together (survival.multinomial); durations in
          whole periods.
    status : {'fitted', 'no_events', 'not_converged'}
        How the fit ended.
        * ``fitted``: The model was fitted; `detail` has the learner's own word.
        * ``no_events``: Nobody left, so nothing can be said: everybody is predicted to stay.
        * ``not_converged``: The learner stopped before it was done; `detail` has its word.
    detail : str
        The learner's own status.
    columns : list of str of shape (c,)
        Columns of x in order; new people are matched by these names.
    causes : list of str of shape (causes,)
        Causes of leaving that the model tells apart; empty when it models leaving as such.
    rows : int
        Rows with positive weight. Must be >= 0.
    events : int
        Of those, rows that left. Must be >= 0.
    follow_up : float
        Longest duration: nothing is known beyond it.
    curve : list of ModelCurve
        The fit, where learner is curve.
    cox : list of CoxFit
        The fit, where learner is cox.
    by_cause : list of CausesFit
        The fit, where learner is causes.
    smooth : list of SmoothFit
        The fit, where learner is smooth; one for each of `causes` where it tells them apart.
    aft : list of AftFit
        The fit, where learner is aft; one for each of `causes` where it tells them apart.
    hazard : list of HazardFit
        The fit, where learner is hazard; one for each of `causes` where it tells them apart.
    path : list of PathFit
        The fit, where learner is path; one for each of `causes` where it tells them apart.
    boosting : list of BoostingFit
        The fit, where learner is boosting.
    forest : list of ForestFit
        The fit, where learner is forest.
    multinomial : list of MultinomialFit
        The fit, where learner is multinomial.

    Methods
    -------
    predict
        How likely is each person to have left by then, and for which cause?
    explain
        Why is a person's risk above or below the average?

    Shapes: c length of `columns`, causes length of `causes`.
    """
    @property
    def learner(self) -> Literal["curve", "cox", "causes", "smooth", "aft", "hazard", "path", "boosting", "forest", "multinomial"]:
        """Which estimator."""
    @property
    def status(self) -> Literal["fitted", "no_events", "not_converged"]:
        """How the fit ended."""
    @property
    def detail(self) -> str:
        """The learner's own status."""
    @property
    def columns(self) -> list[str]:
        """Columns of x in order; new people are matched by these names."""
    @property
    def causes(self) -> list[str]:
        """Causes of leaving that the model tells apart; empty when it models leaving as such."""
    @property
    def rows(self) -> int:
        """Rows with positive weight. Must be >= 0."""
    @property
    def events(self) -> int:
        """Of those, rows that left. Must be >= 0."""
    @property
    def follow_up(self) -> float:
        """Longest duration: nothing is known beyond it."""
    @property
    def curve(self) -> list[ModelCurve]:
        """The fit, where learner is curve."""
    @property
    def cox(self) -> list[CoxFit]:
        """The fit, where learner is cox."""
    @property
    def by_cause(self) -> list[CausesFit]:
        """The fit, where learner is causes."""
    @property
    def smooth(self) -> list[SmoothFit]:
        """The fit, where learner is smooth; one for each of `causes` where it tells them apart."""
    @property
    def aft(self) -> list[AftFit]:
        """The fit, where learner is aft; one for each of `causes` where it tells them apart."""
    @property
    def hazard(self) -> list[HazardFit]:
        """The fit, where learner is hazard; one for each of `causes` where it tells them apart."""
    @property
    def path(self) -> list[PathFit]:
        """The fit, where learner is path; one for each of `causes` where it tells them apart."""
    @property
    def boosting(self) -> list[BoostingFit]:
        """The fit, where learner is boosting."""
    @property
    def forest(self) -> list[ForestFit]:
        """The fit, where learner is forest."""
    @property
    def multinomial(self) -> list[MultinomialFit]:
        """The fit, where learner is multinomial."""
    @classmethod
    def from_json(cls, document: str | bytes) -> ModelFit: ...
    def predict(
        self,
        x: TableLike,
        *,
        tenure: ColumnLike | None = None,
        time: ColumnLike | None = None,
        times: Numbers = (),
        errors: bool = False,
        confidence_level: float = 0.95,
        beyond: Literal["carry", "missing"] = 'missing',
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> ModelPrediction:
        """How likely is each person to have left by then, and for which cause?

        Parameters
        ----------
        x : table-like of shape (m, c)
            The fit's columns by name, in any order; others are not looked at. Missing values (NaN) where the
            estimator takes them. May be missing.
        tenure : array-like of shape (m,), optional
            Time that the person has already stayed. Then times count from there, and everything is given that
            tenure. Must be >= 0.
        time : array-like of shape (m,), optional
            One time for each row, instead of the option `times`. Must be >= 0.
        times : list of float, default ()
            Times at which curves are wanted; counted from `tenure` when that is given. Must be >= 0.
        errors : bool, default False
            Whether standard errors and intervals are computed, by learners that have them (cox, smooth, aft, hazard;
            with several causes smooth, aft and hazard, causes taken for independent).
        confidence_level : float, default 0.95
            Level of the intervals. Must be > 0 and < 1.
        beyond : {'carry', 'missing'}, default 'missing'
            What is predicted beyond the longest follow-up. Distributions (aft) go on by themselves with `carry`.
            * ``carry``: The curve stays where it is at the last time of leaving. Where nobody of the fit left since
              the tenure it has no error and no limits: nothing is known, least of all that the person stays.
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
        result : ModelPrediction
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, c columns of `x`.
        """
    def explain(
        self,
        x: TableLike,
        *,
        cause: str = '',
        most: int = 3,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> ModelExplanation:
        """Why is a person's risk above or below the average?

        Parameters
        ----------
        x : table-like of shape (m, c)
            The fit's columns by name, in any order; others are not looked at. Missing values where the learner takes
            them. May be missing.
        cause : str, default ''
            Cause of leaving whose hazard is explained, of models that tell causes apart; leaving as such when not
            given. The forest explains leaving as such only.
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
        result : ModelExplanation
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, c columns of `x`.
        """

class ModelCurve(Result):
    """A record of named fields.

    Attributes
    ----------
    time : array of float of shape (k,)
        Distinct times of leaving, ascending.
    survival : array of float of shape (k,)
        Probability of still being here after the time. Must be between 0 and 1.
    incidence : array of float of shape (k, causes)
        Probability of having left by the time for each of `causes`. Must be between 0 and 1.

    Shapes: k length of `time`.
    """
    @property
    def time(self) -> NDArray[np.float64]:
        """Distinct times of leaving, ascending."""
    @property
    def survival(self) -> NDArray[np.float64]:
        """Probability of still being here after the time. Must be between 0 and 1."""
    @property
    def incidence(self) -> NDArray[np.float64]:
        """Probability of having left by the time for each of `causes`. Must be between 0 and 1."""
    @classmethod
    def from_json(cls, document: str | bytes) -> ModelCurve: ...

class SmoothFit(Result):
    """A record of named fields.

    Attributes
    ----------
    model : CoxFit
        The Cox regression on the linear terms and then the splines' terms, "s(column).1" and so on: status,
        coefficients, covariance (that of the Bayesian posterior, or the robust one; model_covariance is the
        former), baseline. Its tests, on 0 degrees of freedom, say nothing.
    smooths : HazardSmoothTable
        Table of the smooth columns.
    tests : SmoothTests
        Table of their tests.
    curves : HazardCurves
        Their curves.
    penalised_log_likelihood : float
        Log partial likelihood less all penalties: what the fit maximises.
    reml : float
        Restricted log-likelihood (Laplace's approximation) at the smoothing parameters.
    effective_parameters : float
        Effective number of all parameters. Must be >= 0.
    aic : float
        2 effective_parameters - 2 log partial likelihood.
    smoothing_iterations : int
        Steps of the smoothing parameters. Must be >= 0.
    lines : list of str of shape (lines,)
        Columns that would have had a curve, were there not `most_curves` with stronger evidence.
    columns : list of CoxColumn
        Columns of x in order; new people are matched by these names.
    splines : list of HazardSpline
        Bases of the smooth columns.

    Methods
    -------
    predict
        How likely is each of these people to stay until a given day?
    explain
        Why is this person's risk of leaving above or below the average?

    Shapes: lines length of `lines`, attributes length of `columns`.
    """
    @property
    def model(self) -> CoxFit:
        """The Cox regression on the linear terms and then the splines' terms, "s(column).1" and so on: status, coefficients, covariance (that of the Bayesian posterior, or the robust one; model_covariance is the former), baseline. Its tests, on 0 degrees of freedom, say nothing."""
    @property
    def smooths(self) -> HazardSmoothTable:
        """Table of the smooth columns."""
    @property
    def tests(self) -> SmoothTests:
        """Table of their tests."""
    @property
    def curves(self) -> HazardCurves:
        """Their curves."""
    @property
    def penalised_log_likelihood(self) -> float:
        """Log partial likelihood less all penalties: what the fit maximises."""
    @property
    def reml(self) -> float:
        """Restricted log-likelihood (Laplace's approximation) at the smoothing parameters."""
    @property
    def effective_parameters(self) -> float:
        """Effective number of all parameters. Must be >= 0."""
    @property
    def aic(self) -> float:
        """2 effective_parameters - 2 log partial likelihood."""
    @property
    def smoothing_iterations(self) -> int:
        """Steps of the smoothing parameters. Must be >= 0."""
    @property
    def lines(self) -> list[str]:
        """Columns that would have had a curve, were there not `most_curves` with stronger evidence."""
    @property
    def columns(self) -> list[CoxColumn]:
        """Columns of x in order; new people are matched by these names."""
    @property
    def splines(self) -> list[HazardSpline]:
        """Bases of the smooth columns."""
    @classmethod
    def from_json(cls, document: str | bytes) -> SmoothFit: ...
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
        beyond: Literal["carry", "missing"] = 'missing',
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
            Time that the person has already stayed. Then times count from there, and everything is given that the
            person is still here. Must be >= 0.
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
        beyond : {'carry', 'missing'}, default 'missing'
            What is predicted beyond the longest follow-up.
            * ``carry``: The curve stays where it is at the last time of leaving. Where nobody of the fit left since
              the tenure it has no error and no limits: nothing is known, least of all that the person stays.
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
    ) -> HazardExplanation:
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
        result : HazardExplanation
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, c columns of `x`.
        """

class HazardSmoothTable(Table):
    """A table of equally long columns.

    Attributes
    ----------
    name : list of str of shape (smooths,)
        "(baseline)", the name of the column, or "(group)".
    smoothing : array of float of shape (smooths,)
        Smoothing parameter, of squared second differences of the spline's coefficients; of groups 1 / variance.
        Must be >= 0.
    effective_parameters : array of float of shape (smooths,)
        Effective number of parameters: 1 is a straight line. May be missing.
    variance : array of float of shape (smooths,)
        1 / smoothing: of random intercepts their variance. Must be >= 0.
    at_edge : array of int of shape (smooths,)
        1 where REML runs to its end: as smooth as can be (a straight line), or groups without any difference.
        Must be between 0 and 1.

    Shapes: smooths length of `name`.
    """
    @property
    def name(self) -> NDArray[np.object_]:
        """"(baseline)", the name of the column, or "(group)"."""
    @property
    def smoothing(self) -> NDArray[np.float64]:
        """Smoothing parameter, of squared second differences of the spline's coefficients; of groups 1 / variance. Must be >= 0."""
    @property
    def effective_parameters(self) -> NDArray[np.float64]:
        """Effective number of parameters: 1 is a straight line. May be missing."""
    @property
    def variance(self) -> NDArray[np.float64]:
        """1 / smoothing: of random intercepts their variance. Must be >= 0."""
    @property
    def at_edge(self) -> NDArray[np.int64]:
        """1 where REML runs to its end: as smooth as can be (a straight line), or groups without any difference. Must be between 0 and 1."""

class SmoothTests(Table):
    """A table of equally long columns.

    Attributes
    ----------
    name : list of str of shape (smooths,)
        Name of the column.
    statistic : array of float of shape (smooths,)
        Wood's (2013): the curve against its covariance in as many directions as it has effective parameters.
        Missing (NaN) without a fit. Must be >= 0. May be missing.
    rank : array of float of shape (smooths,)
        How many directions: the reference degrees of freedom, 2 trace F - trace F F of the curve. Missing (NaN)
        without a fit. Must be >= 0. May be missing.
    p_value : array of float of shape (smooths,)
        P-value of no curve and no line either. It does not know that the smoothing was chosen. Missing (NaN)
        without a fit. Must be between 0 and 1. May be missing.

    Shapes: smooths length of `name`.
    """
    @property
    def name(self) -> NDArray[np.object_]:
        """Name of the column."""
    @property
    def statistic(self) -> NDArray[np.float64]:
        """Wood's (2013): the curve against its covariance in as many directions as it has effective parameters. Missing (NaN) without a fit. Must be >= 0. May be missing."""
    @property
    def rank(self) -> NDArray[np.float64]:
        """How many directions: the reference degrees of freedom, 2 trace F - trace F F of the curve. Missing (NaN) without a fit. Must be >= 0. May be missing."""
    @property
    def p_value(self) -> NDArray[np.float64]:
        """P-value of no curve and no line either. It does not know that the smoothing was chosen. Missing (NaN) without a fit. Must be between 0 and 1. May be missing."""

class HazardCurves(Table):
    """A table of equally long columns.

    Attributes
    ----------
    column : array of str of shape (r,)
        Name of the column.
    value : array of float of shape (r,)
        Its value.
    effect : array of float of shape (r,)
        What it adds to the linear predictor, against the mean over the rows of the fit.
    std_error : array of float of shape (r,)
        Its standard error. May be missing.
    lower : array of float of shape (r,)
        Lower end of its interval. May be missing.
    upper : array of float of shape (r,)
        Upper end. May be missing.

    Shapes: r length of `column`.
    """
    @property
    def column(self) -> NDArray[np.object_]:
        """Name of the column."""
    @property
    def value(self) -> NDArray[np.float64]:
        """Its value."""
    @property
    def effect(self) -> NDArray[np.float64]:
        """What it adds to the linear predictor, against the mean over the rows of the fit."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of its interval. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end. May be missing."""

class HazardSpline(Result):
    """A record of named fields.

    Attributes
    ----------
    column : str
        Name of the column; "(baseline)" for the periods.
    low : float
        Smallest value in the fit.
    high : float
        Largest value; beyond the two a curve goes on as a line.
    coefficients : array of float of shape (splines,)
        Coefficients of the B-splines.
    transform : array of float of shape (splines, free)
        What makes them of the `parameters`.
    first : int
        Place of its first parameter in `parameters`. Must be >= 0.

    Shapes: splines length of `coefficients`.
    """
    @property
    def column(self) -> str:
        """Name of the column; "(baseline)" for the periods."""
    @property
    def low(self) -> float:
        """Smallest value in the fit."""
    @property
    def high(self) -> float:
        """Largest value; beyond the two a curve goes on as a line."""
    @property
    def coefficients(self) -> NDArray[np.float64]:
        """Coefficients of the B-splines."""
    @property
    def transform(self) -> NDArray[np.float64]:
        """What makes them of the `parameters`."""
    @property
    def first(self) -> int:
        """Place of its first parameter in `parameters`. Must be >= 0."""
    @classmethod
    def from_json(cls, document: str | bytes) -> HazardSpline: ...

class HazardFit(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'converged', 'separated', 'singular', 'no_events', 'iteration_limit'}
        How the fit ended.
        * ``converged``: The maximum was found.
        * ``separated``: The likelihood rises without end along the coefficients of `separated`: a group in which
          nobody left, or all. Those coefficients and their errors are as they stood when the likelihood no
          longer rose.
        * ``singular``: Converged, but the terms in `singular` are constant, or combinations of the terms before
          them or of the periods: their coefficient is 0, their errors are missing.
        * ``no_events``: Nobody left, so nothing can be said: all coefficients are 0, their errors missing,
          curves are 1.
        * ``iteration_limit``: Not converged within max_iterations; the numbers are those of the last step.
    link : {'logit', 'cloglog'}
        As in the options.
        * ``logit``: log(h / (1 - h)) is linear: exp(coefficient) is a ratio of odds.
        * ``cloglog``: log(-log(1 - h)) is linear: exp(coefficient) is the hazard ratio of Cox's model, of which
          only the period is known.
    coefficients : HazardCoefficients
        Table of the linear terms.
    baseline : HazardBaselineTable
        Table of the periods.
    smooths : HazardSmoothTable
        Table of what has a smoothing parameter.
    curves : HazardCurves
        Curves of the smooth columns.
    groups : HazardGroups
        Table of the random intercepts.
    parameters : list of str of shape (parameters,)
        Names of the parameters in the order of the covariance: the baseline's, unless it is free and there are
        no groups; the linear terms; the smooth columns'.
    covariance : array of float of shape (parameters, parameters)
        Covariance of the parameters, the robust one if asked for; 0 in the rows of singular terms. May be
        infinite.
    model_covariance : array of float of shape (parameters, parameters)
        Inverse of the (penalised) information. May be infinite.
    log_likelihood_null : float
        Log-likelihood of the baseline alone.
    log_likelihood : float
        Log-likelihood of the fit, without penalties.
    penalised_log_likelihood : float
        Log-likelihood less all penalties: what the fit maximises.
    reml : float
        Restricted log-likelihood (Laplace's approximation) at the smoothing parameters; 0 where there are none.
    effective_parameters : float
        Effective number of all parameters. Must be >= 0.
    aic : float
        2 effective_parameters - 2 log_likelihood; the lower one is preferred, among models of the same periods.
    bic : float
        log(person-periods in which a hazard is estimated) effective_parameters - 2 log_likelihood, as of the
        expanded table.
    likelihood_ratio_test : CoxTest
        Twice the difference of the two log-likelihoods; without penalties only, else 0 on 0 degrees of freedom.
    wald_test : CoxTest
        Linear terms against their covariance.
    column_tests : HazardColumnTests
        Table of tests of the linear columns, each with all its levels.
    iterations : int
        Newton steps in all. Must be >= 0.
    smoothing_iterations : int
        Steps of the smoothing parameters. Must be >= 0.
    rows : int
        Rows with positive weight. Must be >= 0.
    events : int
        Rows that left. Must be >= 0.
    periods_at_risk : int
        Person-periods: rows that an expanded table would have. Must be >= 0.
    singular : list of str of shape (a,)
        Terms that were left out because they depend on the terms before them or on the periods.
    separated : list of str of shape (edges,)
        Terms whose coefficients have no finite estimate.
    ridge : float
        As in the options. Must be >= 0.
    confidence_level : float
        As in the options. Must be > 0 and < 1.
    columns : list of CoxColumn
        Columns of x in order; new people are matched by these names.
    splines : list of HazardSpline
        Bases of the smooth columns, and of a smooth baseline.
    means : array of float of shape (p,)
        Weighted mean of each linear term over the rows; the baseline belongs to a person at these means.
    strata : list of str of shape (s,)
        Labels of the strata in rising order; one empty label when there are none.
    follow_up : array of float of shape (s,)
        Last period in each stratum: nothing is known beyond it. Must be >= 0.

    Methods
    -------
    predict
        How likely is each of these people to stay through the next months?
    explain
        Why is this person's risk of leaving above or below the average?

    Shapes: parameters length of `parameters`, a length of `singular`, edges length of `separated`, c length of `columns`, p length of `means`, s length of `strata`.
    """
    @property
    def status(self) -> Literal["converged", "separated", "singular", "no_events", "iteration_limit"]:
        """How the fit ended."""
    @property
    def link(self) -> Literal["logit", "cloglog"]:
        """As in the options."""
    @property
    def coefficients(self) -> HazardCoefficients:
        """Table of the linear terms."""
    @property
    def baseline(self) -> HazardBaselineTable:
        """Table of the periods."""
    @property
    def smooths(self) -> HazardSmoothTable:
        """Table of what has a smoothing parameter."""
    @property
    def curves(self) -> HazardCurves:
        """Curves of the smooth columns."""
    @property
    def groups(self) -> HazardGroups:
        """Table of the random intercepts."""
    @property
    def parameters(self) -> list[str]:
        """Names of the parameters in the order of the covariance: the baseline's, unless it is free and there are no groups; the linear terms; the smooth columns'."""
    @property
    def covariance(self) -> NDArray[np.float64]:
        """Covariance of the parameters, the robust one if asked for; 0 in the rows of singular terms. May be infinite."""
    @property
    def model_covariance(self) -> NDArray[np.float64]:
        """Inverse of the (penalised) information. May be infinite."""
    @property
    def log_likelihood_null(self) -> float:
        """Log-likelihood of the baseline alone."""
    @property
    def log_likelihood(self) -> float:
        """Log-likelihood of the fit, without penalties."""
    @property
    def penalised_log_likelihood(self) -> float:
        """Log-likelihood less all penalties: what the fit maximises."""
    @property
    def reml(self) -> float:
        """Restricted log-likelihood (Laplace's approximation) at the smoothing parameters; 0 where there are none."""
    @property
    def effective_parameters(self) -> float:
        """Effective number of all parameters. Must be >= 0."""
    @property
    def aic(self) -> float:
        """2 effective_parameters - 2 log_likelihood; the lower one is preferred, among models of the same periods."""
    @property
    def bic(self) -> float:
        """log(person-periods in which a hazard is estimated) effective_parameters - 2 log_likelihood, as of the expanded table."""
    @property
    def likelihood_ratio_test(self) -> CoxTest:
        """Twice the difference of the two log-likelihoods; without penalties only, else 0 on 0 degrees of freedom."""
    @property
    def wald_test(self) -> CoxTest:
        """Linear terms against their covariance."""
    @property
    def column_tests(self) -> HazardColumnTests:
        """Table of tests of the linear columns, each with all its levels."""
    @property
    def iterations(self) -> int:
        """Newton steps in all. Must be >= 0."""
    @property
    def smoothing_iterations(self) -> int:
        """Steps of the smoothing parameters. Must be >= 0."""
    @property
    def rows(self) -> int:
        """Rows with positive weight. Must be >= 0."""
    @property
    def events(self) -> int:
        """Rows that left. Must be >= 0."""
    @property
    def periods_at_risk(self) -> int:
        """Person-periods: rows that an expanded table would have. Must be >= 0."""
    @property
    def singular(self) -> list[str]:
        """Terms that were left out because they depend on the terms before them or on the periods."""
    @property
    def separated(self) -> list[str]:
        """Terms whose coefficients have no finite estimate."""
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
    def splines(self) -> list[HazardSpline]:
        """Bases of the smooth columns, and of a smooth baseline."""
    @property
    def means(self) -> NDArray[np.float64]:
        """Weighted mean of each linear term over the rows; the baseline belongs to a person at these means."""
    @property
    def strata(self) -> list[str]:
        """Labels of the strata in rising order; one empty label when there are none."""
    @property
    def follow_up(self) -> NDArray[np.float64]:
        """Last period in each stratum: nothing is known beyond it. Must be >= 0."""
    @classmethod
    def from_json(cls, document: str | bytes) -> HazardFit: ...
    def predict(
        self,
        *,
        x: TableLike | None = None,
        strata: ColumnLike | None = None,
        offset: ColumnLike | None = None,
        group: ColumnLike | None = None,
        tenure: ColumnLike | None = None,
        time: ColumnLike | None = None,
        times: Numbers = (),
        errors: bool = True,
        confidence_level: float = 0.95,
        interval: Literal["log_log", "log", "plain"] = 'log_log',
        beyond: Literal["carry", "missing"] = 'missing',
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> HazardPrediction:
        """How likely is each of these people to stay through the next months?

        Parameters
        ----------
        x : table-like of shape (m, c), optional
            The fit's columns by name, in any order; others are not looked at. Needed when the fit has columns.
        strata : array-like of shape (m,), optional
            The stratum of each row, one of the fit's. Needed when the fit has strata. Text, categories or whole
            numbers.
        offset : array-like of shape (m,), optional
            Known part of the linear predictor.
        group : array-like of shape (m,), optional
            The group of each row, one of the fit's. Without it people of an average group are meant (random
            intercept 0). Text, categories or whole numbers.
        tenure : array-like of shape (m,), optional
            Whole periods that the person has already stayed. Then times count from there, and curves are S(tenure +
            t) / S(tenure). Must be between 0 and 1000000.
        time : array-like of shape (m,), optional
            One time for each row, instead of the option `times`. Must be >= 0.
        times : list of float, default ()
            Numbers of periods after which curves are wanted, counted from `tenure` when that is given; the part
            after the point is cut off. Must be >= 0.
        errors : bool, default True
            Whether standard errors and intervals are computed; cost p² for each row and time.
        confidence_level : float, default 0.95
            Level of the intervals. Must be > 0 and < 1.
        interval : {'log_log', 'log', 'plain'}, default 'log_log'
            How the interval of a curve is formed.
            * ``log_log``: On the scale log(-log S): always within (0, 1).
            * ``log``: On the scale log S, cut at 1; what R's survfit prints for Cox models.
            * ``plain``: On the scale of S, cut at 0 and 1.
        beyond : {'carry', 'missing'}, default 'missing'
            What is predicted beyond the last period of the fit.
            * ``carry``: The curve stays where it is at the last time of leaving. Where nobody of the fit left since
              the tenure it has no error and no limits: nothing is known, least of all that the person stays.
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
        result : HazardPrediction
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, c columns of `x`.
        """
    def explain(
        self,
        x: TableLike,
        *,
        group: ColumnLike | None = None,
        most: int = 3,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> HazardExplanation:
        """Why is this person's risk of leaving above or below the average?

        Parameters
        ----------
        x : table-like of shape (m, c)
            The fit's columns by name, in any order; others are not looked at.
        group : array-like of shape (m,), optional
            The group of each row, one of the fit's. Text, categories or whole numbers.
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
        result : HazardExplanation
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, c columns of `x`.
        """

class HazardCoefficients(Table):
    """A table of equally long columns.

    Attributes
    ----------
    term : list of str of shape (p,)
        Name of the column, for a level "column=level".
    coefficient : array of float of shape (p,)
        Change of the linear predictor for one unit more, or against the reference level. 0 for a singular term.
    ratio : array of float of shape (p,)
        exp(coefficient): ratio of the odds of leaving (logit) or of hazards (cloglog); above 1 means leaving
        sooner. May be infinite.
    std_error : array of float of shape (p,)
        Standard error from the information matrix. Missing (NaN) for a singular term. May be missing. May be
        infinite.
    robust_std_error : array of float of shape (p,)
        Sandwich standard error. Missing (NaN) unless robust errors were asked for. May be missing. May be
        infinite.
    z : array of float of shape (p,)
        coefficient / its error (the robust one if asked for). May be missing. May be infinite.
    p_value : array of float of shape (p,)
        Two-sided p-value of z. Must be between 0 and 1. May be missing.
    lower : array of float of shape (p,)
        Lower end of the coefficient's interval. May be missing. May be infinite.
    upper : array of float of shape (p,)
        Upper end of the coefficient's interval. May be missing. May be infinite.
    ratio_lower : array of float of shape (p,)
        exp(lower). May be missing. May be infinite.
    ratio_upper : array of float of shape (p,)
        exp(upper). May be missing. May be infinite.

    Shapes: p length of `term`.
    """
    @property
    def term(self) -> NDArray[np.object_]:
        """Name of the column, for a level "column=level"."""
    @property
    def coefficient(self) -> NDArray[np.float64]:
        """Change of the linear predictor for one unit more, or against the reference level. 0 for a singular term."""
    @property
    def ratio(self) -> NDArray[np.float64]:
        """exp(coefficient): ratio of the odds of leaving (logit) or of hazards (cloglog); above 1 means leaving sooner. May be infinite."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Standard error from the information matrix. Missing (NaN) for a singular term. May be missing. May be infinite."""
    @property
    def robust_std_error(self) -> NDArray[np.float64]:
        """Sandwich standard error. Missing (NaN) unless robust errors were asked for. May be missing. May be infinite."""
    @property
    def z(self) -> NDArray[np.float64]:
        """coefficient / its error (the robust one if asked for). May be missing. May be infinite."""
    @property
    def p_value(self) -> NDArray[np.float64]:
        """Two-sided p-value of z. Must be between 0 and 1. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of the coefficient's interval. May be missing. May be infinite."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end of the coefficient's interval. May be missing. May be infinite."""
    @property
    def ratio_lower(self) -> NDArray[np.float64]:
        """exp(lower). May be missing. May be infinite."""
    @property
    def ratio_upper(self) -> NDArray[np.float64]:
        """exp(upper). May be missing. May be infinite."""

class HazardBaselineTable(Result):
    """A record of named fields.

    Attributes
    ----------
    stratum : array of int of shape (k,)
        Place of its stratum in `strata`. Must be >= 0.
    first_period : array of int of shape (k,)
        First period. Must be >= 1.
    last_period : array of int of shape (k,)
        Last period. Must be >= 1.
    at_risk : array of float of shape (k,)
        Weight at risk, summed over its periods. Must be >= 0.
    events : array of float of shape (k,)
        Weight that left. Must be >= 0.
    state : array of str of shape (k,)
        estimated; nobody_left (the hazard is 0 whatever the attributes); everybody_left (it is 1);
        nobody_at_risk (nothing is known, curves stay where they are).
    linear_predictor : array of float of shape (k,)
        Its linear predictor; minus infinity where nobody left, infinite where everybody did. Missing (NaN) where
        nobody was at risk. May be missing. May be infinite.
    std_error : array of float of shape (k,)
        Its standard error. Missing (NaN) where nothing is estimated. May be missing. May be infinite.
    hazard : array of float of shape (k,)
        Probability of leaving in one such period. Missing (NaN) where nobody was at risk. Must be between 0 and
        1. May be missing.
    lower : array of float of shape (k,)
        Lower end of its interval. Must be between 0 and 1. May be missing.
    upper : array of float of shape (k,)
        Upper end. Must be between 0 and 1. May be missing.
    own_variance : array of float of shape (k,)
        Variance of linear_predictor if all `parameters` were known. Must be >= 0. May be infinite.
    gradient : array of float of shape (k, parameters)
        Derivative of linear_predictor by the `parameters`. May be infinite.

    Shapes: k length of `stratum`.
    """
    @property
    def stratum(self) -> NDArray[np.int64]:
        """Place of its stratum in `strata`. Must be >= 0."""
    @property
    def first_period(self) -> NDArray[np.int64]:
        """First period. Must be >= 1."""
    @property
    def last_period(self) -> NDArray[np.int64]:
        """Last period. Must be >= 1."""
    @property
    def at_risk(self) -> NDArray[np.float64]:
        """Weight at risk, summed over its periods. Must be >= 0."""
    @property
    def events(self) -> NDArray[np.float64]:
        """Weight that left. Must be >= 0."""
    @property
    def state(self) -> NDArray[np.object_]:
        """estimated; nobody_left (the hazard is 0 whatever the attributes); everybody_left (it is 1); nobody_at_risk (nothing is known, curves stay where they are)."""
    @property
    def linear_predictor(self) -> NDArray[np.float64]:
        """Its linear predictor; minus infinity where nobody left, infinite where everybody did. Missing (NaN) where nobody was at risk. May be missing. May be infinite."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error. Missing (NaN) where nothing is estimated. May be missing. May be infinite."""
    @property
    def hazard(self) -> NDArray[np.float64]:
        """Probability of leaving in one such period. Missing (NaN) where nobody was at risk. Must be between 0 and 1. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of its interval. Must be between 0 and 1. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end. Must be between 0 and 1. May be missing."""
    @property
    def own_variance(self) -> NDArray[np.float64]:
        """Variance of linear_predictor if all `parameters` were known. Must be >= 0. May be infinite."""
    @property
    def gradient(self) -> NDArray[np.float64]:
        """Derivative of linear_predictor by the `parameters`. May be infinite."""
    @classmethod
    def from_json(cls, document: str | bytes) -> HazardBaselineTable: ...

class HazardGroups(Result):
    """A record of named fields.

    Attributes
    ----------
    name : list of str of shape (g,)
        The group.
    events : array of float of shape (g,)
        Weight that left. Must be >= 0.
    effect : array of float of shape (g,)
        Its intercept, shrunken towards 0 (posterior mode).
    std_error : array of float of shape (g,)
        Its standard error, as of a prediction. May be missing.
    own_variance : array of float of shape (g,)
        Variance of effect if all `parameters` were known. Must be >= 0.
    gradient : array of float of shape (g, parameters)
        Derivative of effect by the `parameters`. May be infinite.

    Shapes: g length of `name`.
    """
    @property
    def name(self) -> list[str]:
        """The group."""
    @property
    def events(self) -> NDArray[np.float64]:
        """Weight that left. Must be >= 0."""
    @property
    def effect(self) -> NDArray[np.float64]:
        """Its intercept, shrunken towards 0 (posterior mode)."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error, as of a prediction. May be missing."""
    @property
    def own_variance(self) -> NDArray[np.float64]:
        """Variance of effect if all `parameters` were known. Must be >= 0."""
    @property
    def gradient(self) -> NDArray[np.float64]:
        """Derivative of effect by the `parameters`. May be infinite."""
    @classmethod
    def from_json(cls, document: str | bytes) -> HazardGroups: ...

class HazardColumnTests(Table):
    """A table of equally long columns.

    Attributes
    ----------
    column : list of str of shape (linear,)
        Name of the column.
    degrees_of_freedom : array of int of shape (linear,)
        Its terms that are not singular. Must be >= 0.
    wald : array of float of shape (linear,)
        Its coefficients against their covariance (the robust one if asked for), chi-squared. Missing (NaN)
        without a fit. Must be >= 0. May be missing.
    wald_p_value : array of float of shape (linear,)
        P-value. Missing as the statistic. Must be between 0 and 1. May be missing.
    likelihood_ratio : array of float of shape (linear,)
        Twice what the log-likelihood loses without the column, chi-squared. Missing (NaN) unless
        `likelihood_ratio_tests` are asked for, with penalties, and where the fit without it does not converge.
        Must be >= 0. May be missing.
    likelihood_ratio_p_value : array of float of shape (linear,)
        P-value. Missing as the statistic. Must be between 0 and 1. May be missing.

    Shapes: linear length of `column`.
    """
    @property
    def column(self) -> NDArray[np.object_]:
        """Name of the column."""
    @property
    def degrees_of_freedom(self) -> NDArray[np.int64]:
        """Its terms that are not singular. Must be >= 0."""
    @property
    def wald(self) -> NDArray[np.float64]:
        """Its coefficients against their covariance (the robust one if asked for), chi-squared. Missing (NaN) without a fit. Must be >= 0. May be missing."""
    @property
    def wald_p_value(self) -> NDArray[np.float64]:
        """P-value. Missing as the statistic. Must be between 0 and 1. May be missing."""
    @property
    def likelihood_ratio(self) -> NDArray[np.float64]:
        """Twice what the log-likelihood loses without the column, chi-squared. Missing (NaN) unless `likelihood_ratio_tests` are asked for, with penalties, and where the fit without it does not converge. Must be >= 0. May be missing."""
    @property
    def likelihood_ratio_p_value(self) -> NDArray[np.float64]:
        """P-value. Missing as the statistic. Must be between 0 and 1. May be missing."""

class PathFit(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'complete', 'explained', 'term_limit', 'not_converged', 'no_events', 'no_terms', 'out_of_range'}
        How the path ended.
        * ``complete``: Every penalty was fitted.
        * ``explained``: The path ended early: smaller penalties explained hardly more, or nearly everything was
          explained.
        * ``term_limit``: The path ended before the step that would have had more than `most_terms` terms.
        * ``not_converged``: The path ended at a penalty that did not converge within max_iterations, which is
          left out: without a penalty the likelihood may rise without end (separation).
        * ``no_events``: Nobody left, so nothing can be said: there are no steps.
        * ``no_terms``: No term varies, or all are left out: there is one step without terms.
        * ``out_of_range``: The offsets differ by more than exp() can carry, so that a risk set sums to zero:
          there are no steps.
    steps : PathSteps
        Table of the penalties that were fitted.
    path : PathCoefficients
        Table of the coefficients that are not 0.
    validation : PathValidation
        Table of the cross-validation, beside `steps`; empty without it.
    minimum : int
        The row of `steps` with the best cross-validated measure; -1 without cross-validation. Must be >= -1.
    one_standard_error : int
        The first row of `steps` within one standard error of it; -1 without cross-validation. Must be >= -1.
    chosen : int
        The row of `steps` that is the model; -1 when there are no steps. Must be >= -1.
    penalty : float
        Its penalty, lambda. Must be >= 0.
    coefficients : PathModel
        Table of its terms, those that are 0 too.
    log_likelihood_null : float
        Log partial likelihood with all coefficients 0.
    log_likelihood : float
        Log partial likelihood of the chosen step, without the penalty.
    null_deviance : float
        Twice the log-likelihood that a term for each person would reach, less log_likelihood_null. Must be >= 0.
    rows : int
        Rows with positive weight. Must be >= 0.
    events : int
        Rows that left. Must be >= 0.
    constant : list of str of shape (a,)
        Terms that do not vary and are left out.
    ties : {'efron', 'breslow', 'exact'}
        As in the options.
        * ``efron``: Efron's average over the tied leavers: close to exact, also with many ties.
        * ``breslow``: Breslow's: the tied leavers all stay at risk; biased towards 0 with many ties.
        * ``exact``: Time is discrete: of all sets of so many at risk, just these left. survival.cox only,
          without weights; cost grows with the number of tied leavers.
    alpha : float
        As in the options. Must be between 0 and 1.
    columns : list of CoxColumn
        Columns of x in order; new people are matched by these names.
    cells : list of str of shape (cell_columns,)
        Attributes of the sparse table, in rising order; their terms stand behind those of `columns`.
    means : array of float of shape (p,)
        Weighted mean of each term over the rows; the baseline belongs to a person at these means.
    deviations : array of float of shape (p,)
        Weighted standard deviation of each term (dividing by the sum of weights); 0 for a constant. Must be >=
        0.
    strata : list of str of shape (s,)
        Labels of the strata in rising order; one empty label when there are none.
    follow_up : array of float of shape (s,)
        Longest duration in each stratum: nothing is known beyond it.
    baseline : PathBaseline
        Baseline hazard of the chosen step.

    Methods
    -------
    predict
        How likely is each of these people to stay until a given day?
    explain
        Why is this person's risk of leaving above or below the average?

    Shapes: a length of `constant`, c length of `columns`, cell_columns length of `cells`, p length of `means`, s length of `strata`.
    """
    @property
    def status(self) -> Literal["complete", "explained", "term_limit", "not_converged", "no_events", "no_terms", "out_of_range"]:
        """How the path ended."""
    @property
    def steps(self) -> PathSteps:
        """Table of the penalties that were fitted."""
    @property
    def path(self) -> PathCoefficients:
        """Table of the coefficients that are not 0."""
    @property
    def validation(self) -> PathValidation:
        """Table of the cross-validation, beside `steps`; empty without it."""
    @property
    def minimum(self) -> int:
        """The row of `steps` with the best cross-validated measure; -1 without cross-validation. Must be >= -1."""
    @property
    def one_standard_error(self) -> int:
        """The first row of `steps` within one standard error of it; -1 without cross-validation. Must be >= -1."""
    @property
    def chosen(self) -> int:
        """The row of `steps` that is the model; -1 when there are no steps. Must be >= -1."""
    @property
    def penalty(self) -> float:
        """Its penalty, lambda. Must be >= 0."""
    @property
    def coefficients(self) -> PathModel:
        """Table of its terms, those that are 0 too."""
    @property
    def log_likelihood_null(self) -> float:
        """Log partial likelihood with all coefficients 0."""
    @property
    def log_likelihood(self) -> float:
        """Log partial likelihood of the chosen step, without the penalty."""
    @property
    def null_deviance(self) -> float:
        """Twice the log-likelihood that a term for each person would reach, less log_likelihood_null. Must be >= 0."""
    @property
    def rows(self) -> int:
        """Rows with positive weight. Must be >= 0."""
    @property
    def events(self) -> int:
        """Rows that left. Must be >= 0."""
    @property
    def constant(self) -> list[str]:
        """Terms that do not vary and are left out."""
    @property
    def ties(self) -> Literal["efron", "breslow", "exact"]:
        """As in the options."""
    @property
    def alpha(self) -> float:
        """As in the options. Must be between 0 and 1."""
    @property
    def columns(self) -> list[CoxColumn]:
        """Columns of x in order; new people are matched by these names."""
    @property
    def cells(self) -> list[str]:
        """Attributes of the sparse table, in rising order; their terms stand behind those of `columns`."""
    @property
    def means(self) -> NDArray[np.float64]:
        """Weighted mean of each term over the rows; the baseline belongs to a person at these means."""
    @property
    def deviations(self) -> NDArray[np.float64]:
        """Weighted standard deviation of each term (dividing by the sum of weights); 0 for a constant. Must be >= 0."""
    @property
    def strata(self) -> list[str]:
        """Labels of the strata in rising order; one empty label when there are none."""
    @property
    def follow_up(self) -> NDArray[np.float64]:
        """Longest duration in each stratum: nothing is known beyond it."""
    @property
    def baseline(self) -> PathBaseline:
        """Baseline hazard of the chosen step."""
    @classmethod
    def from_json(cls, document: str | bytes) -> PathFit: ...
    def predict(
        self,
        *,
        x: TableLike | None = None,
        strata: ColumnLike | None = None,
        offset: ColumnLike | None = None,
        tenure: ColumnLike | None = None,
        time: ColumnLike | None = None,
        cell_row: ColumnLike | None = None,
        cell_column: ColumnLike | None = None,
        cell_value: ColumnLike | None = None,
        times: Numbers = (),
        beyond: Literal["carry", "missing"] = 'missing',
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> PathPrediction:
        """How likely is each of these people to stay until a given day?

        Parameters
        ----------
        x : table-like of shape (m, c), optional
            The fit's columns by name, in any order; others are not looked at. Without it there are as many rows as
            in the other columns, or as the cells say.
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
        cell_row : array-like of shape (cells,), optional
            Cells that are not 0 of the fit's sparse table: the row of each. Must be >= 0.
        cell_column : array-like of shape (cells,), optional
            The attribute of each; those that the fit does not have are not looked at. Text, categories or whole
            numbers.
        cell_value : array-like of shape (cells,), optional
            The value of each. 1 when not given.
        times : list of float of shape (t,), default ()
            Times at which the curves are wanted; counted from `tenure` when that is given. Neither these nor the
            column: linear predictors only. Must be >= 0.
        beyond : {'carry', 'missing'}, default 'missing'
            What is predicted beyond the longest follow-up.
            * ``carry``: The curve stays where it is at the last time of leaving. Where nobody of the fit left since
              the tenure it has no error and no limits: nothing is known, least of all that the person stays.
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
        result : PathPrediction
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, cells length of `cell_row`, t length of `times`, c columns of `x`.
        """
    def explain(
        self,
        *,
        x: TableLike | None = None,
        cell_row: ColumnLike | None = None,
        cell_column: ColumnLike | None = None,
        cell_value: ColumnLike | None = None,
        most: int = 3,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> Explanation:
        """Why is this person's risk of leaving above or below the average?

        Parameters
        ----------
        x : table-like of shape (m, c), optional
            The fit's columns by name, in any order; others are not looked at. Without it there are as many rows as
            the cells say.
        cell_row : array-like of shape (cells,), optional
            Cells that are not 0 of the fit's sparse table: the row of each. Must be >= 0.
        cell_column : array-like of shape (cells,), optional
            The attribute of each; those that the fit does not have are not looked at. Text, categories or whole
            numbers.
        cell_value : array-like of shape (cells,), optional
            The value of each. 1 when not given.
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
        result : Explanation
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, cells length of `cell_row`, c columns of `x`.
        """

class PathSteps(Table):
    """A table of equally long columns.

    Attributes
    ----------
    penalty : array of float of shape (steps,)
        Lambda: lambda · sum of factor · (alpha |b| + (1 - alpha) / 2 · b²) is added to -log-likelihood / sum of
        weights; with group_levels |b| is that of a column times the root of its terms. Must be >= 0.
    deviance_ratio : array of float of shape (steps,)
        Share of the deviance that is explained: 0 with all coefficients 0, 1 at best.
    log_likelihood : array of float of shape (steps,)
        Log partial likelihood, without the penalty.
    terms : array of int of shape (steps,)
        Terms whose coefficient is not 0. Must be >= 0.
    iterations : array of int of shape (steps,)
        Evaluations of the likelihood that it took. Must be >= 0.

    Shapes: steps length of `penalty`.
    """
    @property
    def penalty(self) -> NDArray[np.float64]:
        """Lambda: lambda · sum of factor · (alpha |b| + (1 - alpha) / 2 · b²) is added to -log-likelihood / sum of weights; with group_levels |b| is that of a column times the root of its terms. Must be >= 0."""
    @property
    def deviance_ratio(self) -> NDArray[np.float64]:
        """Share of the deviance that is explained: 0 with all coefficients 0, 1 at best."""
    @property
    def log_likelihood(self) -> NDArray[np.float64]:
        """Log partial likelihood, without the penalty."""
    @property
    def terms(self) -> NDArray[np.int64]:
        """Terms whose coefficient is not 0. Must be >= 0."""
    @property
    def iterations(self) -> NDArray[np.int64]:
        """Evaluations of the likelihood that it took. Must be >= 0."""

class PathCoefficients(Table):
    """A table of equally long columns.

    Attributes
    ----------
    step : array of int of shape (r,)
        Row of `steps`. Must be >= 0.
    term : array of str of shape (r,)
        Name of the column, for a level "column=level".
    coefficient : array of float of shape (r,)
        Log hazard ratio for one unit more, or against the reference level.

    Shapes: r length of `step`.
    """
    @property
    def step(self) -> NDArray[np.int64]:
        """Row of `steps`. Must be >= 0."""
    @property
    def term(self) -> NDArray[np.object_]:
        """Name of the column, for a level "column=level"."""
    @property
    def coefficient(self) -> NDArray[np.float64]:
        """Log hazard ratio for one unit more, or against the reference level."""

class PathValidation(Table):
    """A table of equally long columns.

    Attributes
    ----------
    mean : array of float of shape (validated,)
        Mean of the measure over the parts, weighted by the leavers held out (concordance: by the weights held
        out). Missing (NaN) where a part's path did not come so far. May be missing.
    std_error : array of float of shape (validated,)
        Its standard error over the parts. Missing (NaN) with one part. Must be >= 0. May be missing.
    lower : array of float of shape (validated,)
        mean - std_error. May be missing.
    upper : array of float of shape (validated,)
        mean + std_error. May be missing.

    Shapes: validated length of `mean`.
    """
    @property
    def mean(self) -> NDArray[np.float64]:
        """Mean of the measure over the parts, weighted by the leavers held out (concordance: by the weights held out). Missing (NaN) where a part's path did not come so far. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error over the parts. Missing (NaN) with one part. Must be >= 0. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """mean - std_error. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """mean + std_error. May be missing."""

class PathModel(Table):
    """A table of equally long columns.

    Attributes
    ----------
    term : list of str of shape (p,)
        Name of the column, for a level "column=level".
    coefficient : array of float of shape (p,)
        Log hazard ratio for one unit more, or against the reference level; shrunk towards 0, so without standard
        errors.
    hazard_ratio : array of float of shape (p,)
        exp(coefficient): above 1 means leaving sooner. May be infinite.

    Shapes: p length of `term`.
    """
    @property
    def term(self) -> NDArray[np.object_]:
        """Name of the column, for a level "column=level"."""
    @property
    def coefficient(self) -> NDArray[np.float64]:
        """Log hazard ratio for one unit more, or against the reference level; shrunk towards 0, so without standard errors."""
    @property
    def hazard_ratio(self) -> NDArray[np.float64]:
        """exp(coefficient): above 1 means leaving sooner. May be infinite."""

class PathBaseline(Table):
    """A table of equally long columns.

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

class BoostingFit(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'no_events', 'iteration_limit', 'early_stopped', 'converged'}
        How the fit ended.
        * ``no_events``: Nobody left (for the cause): its rate is 0 everywhere, and no tree was grown.
        * ``iteration_limit``: All trees asked for were grown; with held-out people those after the best are left
          out.
        * ``early_stopped``: The score of the people held out rose no more for `patience` trees; the trees after
          the best are left out.
        * ``converged``: No split was left that the options allow.
    causes : BoostingCauses
        Table of the causes.
    intervals : BoostingIntervals
        Table of the intervals of time.
    baseline : BoostingBaseline
        Table of the rates before the trees.
    trees : Trees
        The trees. What a leaf adds to the log rate has the learning rate in it.
    tree_cause : array of int of shape (trees,)
        Place of each tree's cause in `causes`. Must be >= 0.
    scores : BoostingScores
        Table of the score, tree by tree.
    gains : BoostingGains
        Table of what the trees split by.
    rows : int
        Rows with positive weight. Must be >= 0.
    events : int
        Of them, those who left. Must be >= 0.
    held_out_rows : int
        Rows held out; with folds all, each once. Must be >= 0.
    follow_up : float
        Longest time in the data: nothing is known beyond it. Must be >= 0.

    Methods
    -------
    predict
        How likely are these people to stay, and to leave for each cause, by when?
    explain
        Why is a person's rate of leaving above or below the average?
    importance
        Which attributes does the model need to predict who leaves when?

    Shapes: trees length of `tree_cause`.
    """
    @property
    def status(self) -> Literal["no_events", "iteration_limit", "early_stopped", "converged"]:
        """How the fit ended."""
    @property
    def causes(self) -> BoostingCauses:
        """Table of the causes."""
    @property
    def intervals(self) -> BoostingIntervals:
        """Table of the intervals of time."""
    @property
    def baseline(self) -> BoostingBaseline:
        """Table of the rates before the trees."""
    @property
    def trees(self) -> Trees:
        """The trees. What a leaf adds to the log rate has the learning rate in it."""
    @property
    def tree_cause(self) -> NDArray[np.int64]:
        """Place of each tree's cause in `causes`. Must be >= 0."""
    @property
    def scores(self) -> BoostingScores:
        """Table of the score, tree by tree."""
    @property
    def gains(self) -> BoostingGains:
        """Table of what the trees split by."""
    @property
    def rows(self) -> int:
        """Rows with positive weight. Must be >= 0."""
    @property
    def events(self) -> int:
        """Of them, those who left. Must be >= 0."""
    @property
    def held_out_rows(self) -> int:
        """Rows held out; with folds all, each once. Must be >= 0."""
    @property
    def follow_up(self) -> float:
        """Longest time in the data: nothing is known beyond it. Must be >= 0."""
    @classmethod
    def from_json(cls, document: str | bytes) -> BoostingFit: ...
    def predict(
        self,
        x: TableLike,
        *,
        tenure: ColumnLike | None = None,
        time: ColumnLike | None = None,
        times: Numbers = (),
        beyond: Literal["carry", "missing"] = 'missing',
        unseen: Literal["refuse", "missing"] = 'refuse',
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> BoostingPrediction:
        """How likely are these people to stay, and to leave for each cause, by when?

        Parameters
        ----------
        x : table-like of shape (m, c)
            The fit's columns by name, in any order; others are not looked at. Missing values (NaN) where the
            estimator takes them. May be missing.
        tenure : array-like of shape (m,), optional
            Time that the person has already stayed. Then times count from there, and everything is given that
            tenure. Must be >= 0.
        time : array-like of shape (m,), optional
            One time for each row, instead of the option `times`. Must be >= 0.
        times : list of float of shape (t,), default ()
            Times at which the curves are wanted; counted from `tenure` when that is given. Must be >= 0.
        beyond : {'carry', 'missing'}, default 'missing'
            What is predicted beyond the longest follow-up.
            * ``carry``: The curve stays where it is at the last time of leaving. Where nobody of the fit left since
              the tenure it has no error and no limits: nothing is known, least of all that the person stays.
            * ``missing``: Missing values (NaN).
        unseen : {'refuse', 'missing'}, default 'refuse'
            What a level is taken for that the fit has not seen.
            * ``refuse``: An error that names row and level.
            * ``missing``: As a missing value: each split says on which side these go.
        threads : int, default 0
            Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
        seed : int, default 1
            Seed of whatever is drawn at random; equal seeds give equal results.
        progress : bool or callable, default None
            Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
            installed).

        Returns
        -------
        result : BoostingPrediction
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
        tenure: ColumnLike | None = None,
        cause: int = 1,
        horizon: float | None = None,
        most: int = 3,
        unseen: Literal["refuse", "missing"] = 'refuse',
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> BoostingExplanation:
        """Why is a person's rate of leaving above or below the average?

        Parameters
        ----------
        x : table-like of shape (m, c)
            The fit's columns by name, in any order; others are not looked at. May be missing.
        tenure : array-like of shape (m,), optional
            Time that the person has already stayed: the window explained begins there. Must be >= 0.
        cause : int, default 1
            The cause whose rate is explained: its number in `event`. Must be between 1 and 255.
        horizon : float or None, default None
            Length of the window, from `tenure` (or 0) on; up to the last event when not given. Must be > 0.
        most : int, default 3
            Reasons kept for each row, the strongest first. Must be between 1 and 1000.
        unseen : {'refuse', 'missing'}, default 'refuse'
            What a level is taken for that the fit has not seen.
            * ``refuse``: An error that names row and level.
            * ``missing``: As a missing value: each split says on which side these go.
        threads : int, default 0
            Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
        seed : int, default 1
            Seed of whatever is drawn at random; equal seeds give equal results.
        progress : bool or callable, default None
            Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
            installed).

        Returns
        -------
        result : BoostingExplanation
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, c columns of `x`.
        """
    def importance(
        self,
        x: TableLike,
        duration: ColumnLike,
        event: ColumnLike,
        *,
        entry: ColumnLike | None = None,
        weights: ColumnLike | None = None,
        repeats: int = 5,
        unseen: Literal["refuse", "missing"] = 'refuse',
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> BoostingImportance:
        """Which attributes does the model need to predict who leaves when?

        Parameters
        ----------
        x : table-like of shape (m, c)
            The fit's columns by name: best of people that the fit has not seen. May be missing.
        duration : array-like of shape (m,)
            As in the fit. Must be >= 0.
        event : array-like of shape (m,)
            As in the fit. Must be between 0 and 255.
        entry : array-like of shape (m,), optional
            As in the fit. Must be >= 0.
        weights : array-like of shape (m,), optional
            As in the fit. Must be >= 0.
        repeats : int, default 5
            How often each column is shuffled. Must be between 1 and 1000.
        unseen : {'refuse', 'missing'}, default 'refuse'
            What a level is taken for that the fit has not seen.
            * ``refuse``: An error that names row and level.
            * ``missing``: As a missing value: each split says on which side these go.
        threads : int, default 0
            Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
        seed : int, default 1
            Seed of whatever is drawn at random; equal seeds give equal results.
        progress : bool or callable, default None
            Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
            installed).

        Returns
        -------
        result : BoostingImportance
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, c columns of `x`.
        """

class BoostingCauses(Table):
    """A table of equally long columns.

    Attributes
    ----------
    cause : list of str of shape (causes,)
        Name of the cause.
    status : list of str of shape (causes,)
        How its boosting ended, a word of the status.
    events : array of int of shape (causes,)
        Rows that left for it. Must be >= 0.
    held_out_events : array of int of shape (causes,)
        Of them, those held out; with folds all, each once. Must be >= 0.
    trees : array of int of shape (causes,)
        Trees kept. Must be >= 0.
    log_likelihood_null : array of float of shape (causes,)
        Log-likelihood of its rates in the rows of the fit without any tree, for each unit of weight.
    log_likelihood : array of float of shape (causes,)
        The same with the trees kept, before calibration.
    held_out_null : array of float of shape (causes,)
        As log_likelihood_null, in the rows held out. Missing (NaN) without them. May be missing.
    held_out : array of float of shape (causes,)
        As log_likelihood, in the rows held out: the score that chose the number of trees. Missing (NaN) without
        them. May be missing.

    Shapes: causes length of `cause`.
    """
    @property
    def cause(self) -> NDArray[np.object_]:
        """Name of the cause."""
    @property
    def status(self) -> NDArray[np.object_]:
        """How its boosting ended, a word of the status."""
    @property
    def events(self) -> NDArray[np.int64]:
        """Rows that left for it. Must be >= 0."""
    @property
    def held_out_events(self) -> NDArray[np.int64]:
        """Of them, those held out; with folds all, each once. Must be >= 0."""
    @property
    def trees(self) -> NDArray[np.int64]:
        """Trees kept. Must be >= 0."""
    @property
    def log_likelihood_null(self) -> NDArray[np.float64]:
        """Log-likelihood of its rates in the rows of the fit without any tree, for each unit of weight."""
    @property
    def log_likelihood(self) -> NDArray[np.float64]:
        """The same with the trees kept, before calibration."""
    @property
    def held_out_null(self) -> NDArray[np.float64]:
        """As log_likelihood_null, in the rows held out. Missing (NaN) without them. May be missing."""
    @property
    def held_out(self) -> NDArray[np.float64]:
        """As log_likelihood, in the rows held out: the score that chose the number of trees. Missing (NaN) without them. May be missing."""

class BoostingIntervals(Table):
    """A table of equally long columns.

    Attributes
    ----------
    start : array of float of shape (intervals,)
        The interval is (start, stop]. Must be >= 0.
    stop : array of float of shape (intervals,)
        Its end. Must be > 0.
    events : array of float of shape (intervals,)
        Weight of those who left in it. Must be >= 0.

    Shapes: intervals length of `start`.
    """
    @property
    def start(self) -> NDArray[np.float64]:
        """The interval is (start, stop]. Must be >= 0."""
    @property
    def stop(self) -> NDArray[np.float64]:
        """Its end. Must be > 0."""
    @property
    def events(self) -> NDArray[np.float64]:
        """Weight of those who left in it. Must be >= 0."""

class BoostingBaseline(Table):
    """A table of equally long columns.

    Attributes
    ----------
    cause : array of int of shape (rates,)
        Place of the cause in `causes`. Must be >= 0.
    interval : array of int of shape (rates,)
        Place of the interval in `intervals`. Must be >= 0.
    log_rate : array of float of shape (rates,)
        Log of the rate of leaving for the cause in a unit of time, to which the trees add; with the calibration
        in it. Minus infinity for a cause for which nobody left. May be infinite.
    calibration : array of float of shape (rates,)
        Observed over expected leavers before calibration; 1 without calibration and where nobody left. Must be >
        0.

    Shapes: rates length of `cause`.
    """
    @property
    def cause(self) -> NDArray[np.int64]:
        """Place of the cause in `causes`. Must be >= 0."""
    @property
    def interval(self) -> NDArray[np.int64]:
        """Place of the interval in `intervals`. Must be >= 0."""
    @property
    def log_rate(self) -> NDArray[np.float64]:
        """Log of the rate of leaving for the cause in a unit of time, to which the trees add; with the calibration in it. Minus infinity for a cause for which nobody left. May be infinite."""
    @property
    def calibration(self) -> NDArray[np.float64]:
        """Observed over expected leavers before calibration; 1 without calibration and where nobody left. Must be > 0."""

class BoostingScores(Table):
    """A table of equally long columns.

    Attributes
    ----------
    cause : array of int of shape (r,)
        Place of the cause in `causes`. Must be >= 0.
    trees : array of int of shape (r,)
        Trees so far. Must be >= 0.
    log_likelihood : array of float of shape (r,)
        Log-likelihood in the rows of the fit, for each unit of weight.
    held_out : array of float of shape (r,)
        In the rows held out. Missing (NaN) without them. May be missing.

    Shapes: r length of `cause`.
    """
    @property
    def cause(self) -> NDArray[np.int64]:
        """Place of the cause in `causes`. Must be >= 0."""
    @property
    def trees(self) -> NDArray[np.int64]:
        """Trees so far. Must be >= 0."""
    @property
    def log_likelihood(self) -> NDArray[np.float64]:
        """Log-likelihood in the rows of the fit, for each unit of weight."""
    @property
    def held_out(self) -> NDArray[np.float64]:
        """In the rows held out. Missing (NaN) without them. May be missing."""

class BoostingGains(Table):
    """A table of equally long columns.

    Attributes
    ----------
    column : list of str of shape (gains,)
        Column of x; "(time)" for splits by time.
    cause : array of int of shape (gains,)
        Place of the cause in `causes`. Must be >= 0.
    splits : array of int of shape (gains,)
        Splits by it. Must be >= 0.
    gain : array of float of shape (gains,)
        Rise of the log-likelihood that they promised, summed. Must be >= 0.

    Shapes: gains length of `column`.
    """
    @property
    def column(self) -> NDArray[np.object_]:
        """Column of x; "(time)" for splits by time."""
    @property
    def cause(self) -> NDArray[np.int64]:
        """Place of the cause in `causes`. Must be >= 0."""
    @property
    def splits(self) -> NDArray[np.int64]:
        """Splits by it. Must be >= 0."""
    @property
    def gain(self) -> NDArray[np.float64]:
        """Rise of the log-likelihood that they promised, summed. Must be >= 0."""

class MultinomialFit(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'converged', 'separated', 'singular', 'no_events', 'iteration_limit'}
        How the fit ended.
        * ``converged``: The maximum was found.
        * ``separated``: The likelihood rises without end along the coefficients of `separated`: a group in which
          nobody left, or all. Those coefficients and their errors are as they stood when the likelihood no
          longer rose.
        * ``singular``: Converged, but the terms in `singular` are constant, or combinations of the terms before
          them or of the periods: their coefficient is 0, their errors are missing.
        * ``no_events``: Nobody left, so nothing can be said: all coefficients are 0, their errors missing,
          curves are 1.
        * ``iteration_limit``: Not converged within max_iterations; the numbers are those of the last step.
    coefficients : MultinomialCoefficients
        Table of the terms by cause.
    baseline : MultinomialBaseline
        Table of the periods.
    covariance : array of float of shape (p, p)
        Covariance of the coefficients, the robust one if asked for; 0 in the rows of singular terms.
    model_covariance : array of float of shape (p, p)
        Inverse of the information matrix (with the ridge penalty).
    log_likelihood_null : float
        Log-likelihood with all coefficients 0, the baselines (and offsets) alone.
    log_likelihood : float
        Log-likelihood of the fit, without the penalty.
    likelihood_ratio_test : CoxTest
        Twice the difference of the two.
    iterations : int
        Newton steps. Must be >= 0.
    rows : int
        Rows with positive weight. Must be >= 0.
    events : int
        Rows that left. Must be >= 0.
    singular : list of str of shape (a,)
        Terms, as "cause: term", that are constant, or combinations of the terms before them or of the periods.
    separated : list of str of shape (b,)
        Terms whose coefficients have no finite estimate.
    causes : list of str of shape (causes,)
        Names of the causes in order.
    without_events : list of str of shape (idle_causes,)
        Causes that are named, but for which nobody left: their hazards are 0.
    ridge : float
        As in the options. Must be >= 0.
    confidence_level : float
        As in the options. Must be > 0 and < 1.
    columns : list of CoxColumn
        Columns of x in order; new people are matched by these names.
    means : array of float of shape (terms,)
        Weighted mean of each term over the rows; the baseline belongs to a person at these means.
    strata : list of str of shape (s,)
        Labels of the strata in rising order; one empty label when there are none.
    follow_up : array of float of shape (s,)
        Longest duration in each stratum: nothing is known beyond it.

    Methods
    -------
    predict
        How likely is each of these people to have left for each cause by the end of a given period?
    explain
        Why is this person more or less likely than the average to leave for this cause?

    Shapes: a length of `singular`, b length of `separated`, causes length of `causes`, idle_causes length of `without_events`, c length of `columns`, terms length of `means`, s length of `strata`.
    """
    @property
    def status(self) -> Literal["converged", "separated", "singular", "no_events", "iteration_limit"]:
        """How the fit ended."""
    @property
    def coefficients(self) -> MultinomialCoefficients:
        """Table of the terms by cause."""
    @property
    def baseline(self) -> MultinomialBaseline:
        """Table of the periods."""
    @property
    def covariance(self) -> NDArray[np.float64]:
        """Covariance of the coefficients, the robust one if asked for; 0 in the rows of singular terms."""
    @property
    def model_covariance(self) -> NDArray[np.float64]:
        """Inverse of the information matrix (with the ridge penalty)."""
    @property
    def log_likelihood_null(self) -> float:
        """Log-likelihood with all coefficients 0, the baselines (and offsets) alone."""
    @property
    def log_likelihood(self) -> float:
        """Log-likelihood of the fit, without the penalty."""
    @property
    def likelihood_ratio_test(self) -> CoxTest:
        """Twice the difference of the two."""
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
        """Terms, as "cause: term", that are constant, or combinations of the terms before them or of the periods."""
    @property
    def separated(self) -> list[str]:
        """Terms whose coefficients have no finite estimate."""
    @property
    def causes(self) -> list[str]:
        """Names of the causes in order."""
    @property
    def without_events(self) -> list[str]:
        """Causes that are named, but for which nobody left: their hazards are 0."""
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
    @classmethod
    def from_json(cls, document: str | bytes) -> MultinomialFit: ...
    def predict(
        self,
        x: TableLike,
        *,
        strata: ColumnLike | None = None,
        offset: ColumnLike | None = None,
        tenure: ColumnLike | None = None,
        time: ColumnLike | None = None,
        times: Numbers = (),
        errors: bool = False,
        confidence_level: float = 0.95,
        beyond: Literal["carry", "missing"] = 'missing',
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> CausesPrediction:
        """How likely is each of these people to have left for each cause by the end of a given period?

        Parameters
        ----------
        x : table-like of shape (m, c)
            The fit's columns by name, in any order; others are not looked at.
        strata : array-like of shape (m,), optional
            The stratum of each row, one of the fit's. Needed when the fit has strata. Text, categories or whole
            numbers.
        offset : array-like of shape (m,), optional
            Known part of the linear predictors.
        tenure : array-like of shape (m,), optional
            Periods that the person has already stayed through. Then times count from there, given that the person is
            still here. Must be between 0 and 1000000.
        time : array-like of shape (m,), optional
            One time for each row, instead of the option `times`. Must be >= 0.
        times : list of float of shape (t,), default ()
            Periods by whose end probabilities are wanted; counted from `tenure` when that is given. Neither these
            nor the column: linear predictors only. Must be >= 0.
        errors : bool, default False
            Whether standard errors and intervals are computed; cost periods · causes · p · causes for each row, time
            and cause.
        confidence_level : float, default 0.95
            Level of the intervals. Must be > 0 and < 1.
        beyond : {'carry', 'missing'}, default 'missing'
            What is predicted beyond the longest follow-up.
            * ``carry``: The curve stays where it is at the last time of leaving. Where nobody of the fit left since
              the tenure it has no error and no limits: nothing is known, least of all that the person stays.
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
        result : CausesPrediction
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
        cause: str = '',
        most: int = 3,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> Explanation:
        """Why is this person more or less likely than the average to leave for this cause?

        Parameters
        ----------
        x : table-like of shape (m, c)
            The fit's columns by name, in any order; others are not looked at.
        cause : str, default ''
            Which cause; the first when not given.
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
        result : Explanation
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, c columns of `x`.
        """

class MultinomialCoefficients(Table):
    """A table of equally long columns.

    Attributes
    ----------
    cause : array of str of shape (p,)
        Cause of leaving.
    term : list of str of shape (p,)
        Name of the column, for a level "column=level".
    coefficient : array of float of shape (p,)
        Change of log(probability of leaving for the cause / probability of staying) for one unit more, or
        against the reference level. 0 for a singular term.
    ratio : array of float of shape (p,)
        exp(coefficient): ratio of those odds; above 1 means that more leave for the cause. May be infinite.
    std_error : array of float of shape (p,)
        Standard error from the information matrix. Missing (NaN) for a singular term, and of a cause for which
        nobody left. May be missing.
    robust_std_error : array of float of shape (p,)
        Sandwich standard error. Missing (NaN) unless robust errors were asked for. May be missing.
    z : array of float of shape (p,)
        coefficient / its error (the robust one if asked for). Missing as the error. May be missing. May be
        infinite.
    p_value : array of float of shape (p,)
        Two-sided p-value of z. Missing as the error. Must be between 0 and 1. May be missing.
    lower : array of float of shape (p,)
        Lower end of the coefficient's interval. Missing as the error. May be missing.
    upper : array of float of shape (p,)
        Upper end of the coefficient's interval. Missing as the error. May be missing.
    ratio_lower : array of float of shape (p,)
        exp(lower). May be missing. May be infinite.
    ratio_upper : array of float of shape (p,)
        exp(upper). May be missing. May be infinite.

    Shapes: p length of `cause`.
    """
    @property
    def cause(self) -> NDArray[np.object_]:
        """Cause of leaving."""
    @property
    def term(self) -> NDArray[np.object_]:
        """Name of the column, for a level "column=level"."""
    @property
    def coefficient(self) -> NDArray[np.float64]:
        """Change of log(probability of leaving for the cause / probability of staying) for one unit more, or against the reference level. 0 for a singular term."""
    @property
    def ratio(self) -> NDArray[np.float64]:
        """exp(coefficient): ratio of those odds; above 1 means that more leave for the cause. May be infinite."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Standard error from the information matrix. Missing (NaN) for a singular term, and of a cause for which nobody left. May be missing."""
    @property
    def robust_std_error(self) -> NDArray[np.float64]:
        """Sandwich standard error. Missing (NaN) unless robust errors were asked for. May be missing."""
    @property
    def z(self) -> NDArray[np.float64]:
        """coefficient / its error (the robust one if asked for). Missing as the error. May be missing. May be infinite."""
    @property
    def p_value(self) -> NDArray[np.float64]:
        """Two-sided p-value of z. Missing as the error. Must be between 0 and 1. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of the coefficient's interval. Missing as the error. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end of the coefficient's interval. Missing as the error. May be missing."""
    @property
    def ratio_lower(self) -> NDArray[np.float64]:
        """exp(lower). May be missing. May be infinite."""
    @property
    def ratio_upper(self) -> NDArray[np.float64]:
        """exp(upper). May be missing. May be infinite."""

class MultinomialBaseline(Result):
    """A record of named fields.

    Attributes
    ----------
    stratum : array of int of shape (k,)
        Place of its stratum in `strata`. Must be >= 0.
    first_period : array of int of shape (k,)
        First period. Must be >= 1.
    last_period : array of int of shape (k,)
        Last period; of the last band the last one in which somebody was at risk. Must be >= 1.
    everybody_left : array of int of shape (k,)
        1 where nobody at risk stayed: the hazards add up to 1 whatever the attributes, and say nothing of them.
        Must be between 0 and 1.
    at_risk : array of float of shape (k,)
        Weight at risk, summed over its periods. Must be >= 0.
    events : array of float of shape (k, causes)
        Weight that left, by cause. Must be >= 0.
    linear_predictor : array of float of shape (k, causes)
        log(hazard / probability of staying); minus infinity where nobody left for the cause, infinite where
        everybody left. May be infinite.
    hazard : array of float of shape (k, causes)
        Probability of leaving for the cause in one such period, of who is still here. Must be between 0 and 1.
    own_covariance : array of float of shape (k, cause_pairs)
        Covariance of a period's linear predictors if the coefficients were known, causes by causes; 0 where
        there are none.
    gradient : array of float of shape (cells, p)
        Derivative of the linear predictors by the coefficients.

    Shapes: k length of `stratum`.
    """
    @property
    def stratum(self) -> NDArray[np.int64]:
        """Place of its stratum in `strata`. Must be >= 0."""
    @property
    def first_period(self) -> NDArray[np.int64]:
        """First period. Must be >= 1."""
    @property
    def last_period(self) -> NDArray[np.int64]:
        """Last period; of the last band the last one in which somebody was at risk. Must be >= 1."""
    @property
    def everybody_left(self) -> NDArray[np.int64]:
        """1 where nobody at risk stayed: the hazards add up to 1 whatever the attributes, and say nothing of them. Must be between 0 and 1."""
    @property
    def at_risk(self) -> NDArray[np.float64]:
        """Weight at risk, summed over its periods. Must be >= 0."""
    @property
    def events(self) -> NDArray[np.float64]:
        """Weight that left, by cause. Must be >= 0."""
    @property
    def linear_predictor(self) -> NDArray[np.float64]:
        """log(hazard / probability of staying); minus infinity where nobody left for the cause, infinite where everybody left. May be infinite."""
    @property
    def hazard(self) -> NDArray[np.float64]:
        """Probability of leaving for the cause in one such period, of who is still here. Must be between 0 and 1."""
    @property
    def own_covariance(self) -> NDArray[np.float64]:
        """Covariance of a period's linear predictors if the coefficients were known, causes by causes; 0 where there are none."""
    @property
    def gradient(self) -> NDArray[np.float64]:
        """Derivative of the linear predictors by the coefficients."""
    @classmethod
    def from_json(cls, document: str | bytes) -> MultinomialBaseline: ...

class ModelPrediction(Result):
    """A record of named fields.

    Attributes
    ----------
    times : array of float of shape (t,)
        The times asked for; empty when each row has its own.
    survival : array of float of shape (m, t)
        Probability of staying until that time (given `tenure`). Missing (NaN) beyond follow-up, unless `beyond`
        carries it on. Must be between 0 and 1. May be missing.
    std_error : array of float of shape (m, t)
        Standard error of survival. Empty unless asked for, and where the learner has none. May be missing.
    lower : array of float of shape (m, t)
        Lower end of its interval. May be missing.
    upper : array of float of shape (m, t)
        Upper end of its interval. May be missing.
    incidence : list of CauseIncidence
        Probability of having left, by cause; empty when the model tells no causes apart.

    Shapes: t length of `times`.
    """
    @property
    def times(self) -> NDArray[np.float64]:
        """The times asked for; empty when each row has its own."""
    @property
    def survival(self) -> NDArray[np.float64]:
        """Probability of staying until that time (given `tenure`). Missing (NaN) beyond follow-up, unless `beyond` carries it on. Must be between 0 and 1. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Standard error of survival. Empty unless asked for, and where the learner has none. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of its interval. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end of its interval. May be missing."""
    @property
    def incidence(self) -> list[CauseIncidence]:
        """Probability of having left, by cause; empty when the model tells no causes apart."""
    @classmethod
    def from_json(cls, document: str | bytes) -> ModelPrediction: ...

class ModelExplanation(Result):
    """A record of named fields.

    Attributes
    ----------
    scale : str
        What the score is a logarithm of: hazard, odds, or pace (minus log time). Of several causes, unless one
        is asked for, the mean by their number of leavers.
    columns : list of str of shape (c,)
        Columns of x in the fit's order.
    score : array of float of shape (m,)
        Sum of the row's contributions.
    contributions : array of float of shape (m, c)
        What each column adds to the score. For linear models coefficient · (x − mean), summed over the terms of
        the column; for trees Shapley values.
    reasons : Reasons
        The strongest columns of each row: a factor above 1 makes leaving sooner more likely.

    Shapes: c length of `columns`, m length of `score`.
    """
    @property
    def scale(self) -> str:
        """What the score is a logarithm of: hazard, odds, or pace (minus log time). Of several causes, unless one is asked for, the mean by their number of leavers."""
    @property
    def columns(self) -> list[str]:
        """Columns of x in the fit's order."""
    @property
    def score(self) -> NDArray[np.float64]:
        """Sum of the row's contributions."""
    @property
    def contributions(self) -> NDArray[np.float64]:
        """What each column adds to the score. For linear models coefficient · (x − mean), summed over the terms of the column; for trees Shapley values."""
    @property
    def reasons(self) -> Reasons:
        """The strongest columns of each row: a factor above 1 makes leaving sooner more likely."""
    @classmethod
    def from_json(cls, document: str | bytes) -> ModelExplanation: ...

def model(
    x: TableLike,
    duration: ColumnLike,
    event: ColumnLike,
    *,
    entry: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    cluster: ColumnLike | None = None,
    learner: Literal["curve", "cox", "causes", "smooth", "aft", "hazard", "path", "boosting", "forest", "multinomial"] = 'cox',
    causes: Sequence[str] = (),
    causes_apart: bool = True,
    cox: CoxOptions | None = None,
    by_cause: CausesOptions | None = None,
    smooth: SmoothOptions | None = None,
    aft: AftOptions | None = None,
    hazard: HazardOptions | None = None,
    path: PathOptions | None = None,
    boosting: BoostingOptions | None = None,
    forest: ForestOptions | None = None,
    multinomial: MultinomialOptions | None = None,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> ModelFit:
    """Who leaves when, by the estimator named in one word?

    Parameters
    ----------
    x : table-like of shape (n, c)
        Attributes: numbers or categories; missing values where the learner takes them. May be missing.
    duration : array-like of shape (n,)
        Time at which the row ends: of leaving, or of the last look. Must be >= 0.
    event : array-like of shape (n,)
        0 = still here (censored), 1, 2, … = left, by cause. Must be between 0 and 255.
    entry : array-like of shape (n,), optional
        Time from which the row is at risk (delayed entry, or pieces of a person's time); below `duration`. 0 at
        first if not given. Must be >= 0.
    weights : array-like of shape (n,), optional
        How many people a row stands for. Rows with weight 0 are left out. Must be >= 0.
    cluster : array-like of shape (n,), optional
        Rows with the same label go together (rows of one person) where the learner makes use of it: robust
        errors, held-out rows. Text, categories or whole numbers.
    learner : {'curve', 'cox', 'causes', 'smooth', 'aft', 'hazard', 'path', 'boosting', 'forest', 'multinomial'}, default 'cox'
        Which estimator.
        * ``curve``: One curve for everybody: Kaplan-Meier, with several causes Aalen-Johansen. What any model
          has to beat.
        * ``cox``: Cox's regression (survival.cox). Leaving for any cause.
        * ``causes``: Cox's regression of each cause (survival.causes).
        * ``smooth``: Cox's regression with penalised splines for numbers (survival.smooth); of several causes,
          one for each.
        * ``aft``: Accelerated failure time (survival.aft); of several causes, one for each.
        * ``hazard``: Hazard of each period (survival.hazard); durations in whole periods; of several causes, one
          for each, whose hazards of a period add up.
        * ``path``: Penalised Cox regression (survival.path), the penalty by cross-validation; of several causes,
          one for each.
        * ``boosting``: Boosted trees on the rates of each cause (survival.boosting).
        * ``forest``: A forest of trees (survival.forest), each cause apart.
        * ``multinomial``: Hazards of each period for all causes together (survival.multinomial); durations in
          whole periods.
    causes : list of str, default ()
        Names of the causes 1, 2, …; numbers when not given. Read by learners that tell causes apart.
    causes_apart : bool, default True
        Whether causes are told apart, by learners that can; otherwise every event is leaving, for whatever
        cause.
    cox : CoxOptions
        Options of survival.cox, with that learner.
    by_cause : CausesOptions
        Options of survival.causes, with that learner.
    smooth : SmoothOptions
        Options of survival.smooth, with that learner.
    aft : AftOptions
        Options of survival.aft, with that learner.
    hazard : HazardOptions
        Options of survival.hazard, with that learner.
    path : PathOptions
        Options of survival.path, with that learner; five folds when neither folds nor penalties are given.
    boosting : BoostingOptions
        Options of survival.boosting, with that learner.
    forest : ForestOptions
        Options of survival.forest, with that learner.
    multinomial : MultinomialOptions
        Options of survival.multinomial, with that learner.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : ModelFit
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n rows of `x`, c columns of `x`.
    """

class _ModelOptionsRequired(TypedDict):
    pass

class ModelOptions(_ModelOptionsRequired, total=False):
    learner: Literal["curve", "cox", "causes", "smooth", "aft", "hazard", "path", "boosting", "forest", "multinomial"]
    causes: list[str]
    causes_apart: bool
    cox: CoxOptions
    by_cause: CausesOptions
    smooth: SmoothOptions
    aft: AftOptions
    hazard: HazardOptions
    path: PathOptions
    boosting: BoostingOptions
    forest: ForestOptions
    multinomial: MultinomialOptions

class _CandidateRequired(TypedDict):
    name: str

class Candidate(_CandidateRequired, total=False):
    model: ModelOptions

class ChooseFit(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'chosen', 'no_events', 'all_failed'}
        How the comparison ended.
        * ``chosen``: The candidates were compared.
        * ``no_events``: Nobody left, so nothing can be compared.
        * ``all_failed``: No candidate could be judged; `failure` says why for each.
    winner : str
        Candidate with the lowest integrated Brier score; the blend is shown, but takes no part.
    plain : str
        The candidate that is preferred when it is as good.
    plain_suffices : bool
        Whether the interval of its difference from the winner contains 0, or it is the winner.
    verdict_en : str
        The outcome in words, in English.
    verdict_zh : str
        The same in Chinese.
    by_cause : bool
        Whether incidences were judged, cause by cause (the mean of their scores), because all candidates tell
        causes apart; otherwise leaving as such.
    times : array of float of shape (t,)
        Times at which predictions were judged.
    models : ChooseModels
        The candidates side by side.
    parts : ChooseParts
        Their scores in each part.
    fits : list of ModelFit
        Candidates fitted to all rows.
    fit_names : list of str of shape (fits,)
        Their names.
    fit_weights : array of float of shape (fits,)
        Their shares in the blend. Must be between 0 and 1.

    Methods
    -------
    predict
        How likely is each person to have left by then, by the model that was chosen?

    Shapes: t length of `times`, fits length of `fit_names`.
    """
    @property
    def status(self) -> Literal["chosen", "no_events", "all_failed"]:
        """How the comparison ended."""
    @property
    def winner(self) -> str:
        """Candidate with the lowest integrated Brier score; the blend is shown, but takes no part."""
    @property
    def plain(self) -> str:
        """The candidate that is preferred when it is as good."""
    @property
    def plain_suffices(self) -> bool:
        """Whether the interval of its difference from the winner contains 0, or it is the winner."""
    @property
    def verdict_en(self) -> str:
        """The outcome in words, in English."""
    @property
    def verdict_zh(self) -> str:
        """The same in Chinese."""
    @property
    def by_cause(self) -> bool:
        """Whether incidences were judged, cause by cause (the mean of their scores), because all candidates tell causes apart; otherwise leaving as such."""
    @property
    def times(self) -> NDArray[np.float64]:
        """Times at which predictions were judged."""
    @property
    def models(self) -> ChooseModels:
        """The candidates side by side."""
    @property
    def parts(self) -> ChooseParts:
        """Their scores in each part."""
    @property
    def fits(self) -> list[ModelFit]:
        """Candidates fitted to all rows."""
    @property
    def fit_names(self) -> list[str]:
        """Their names."""
    @property
    def fit_weights(self) -> NDArray[np.float64]:
        """Their shares in the blend. Must be between 0 and 1."""
    @classmethod
    def from_json(cls, document: str | bytes) -> ChooseFit: ...
    def predict(
        self,
        x: TableLike,
        *,
        tenure: ColumnLike | None = None,
        time: ColumnLike | None = None,
        model: str = '',
        times: Numbers = (),
        beyond: Literal["carry", "missing"] = 'missing',
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> ModelPrediction:
        """How likely is each person to have left by then, by the model that was chosen?

        Parameters
        ----------
        x : table-like of shape (m, c)
            The fit's columns by name, in any order; others are not looked at. Missing values (NaN) where the
            estimator takes them. May be missing.
        tenure : array-like of shape (m,), optional
            Time that the person has already stayed. Then times count from there, and everything is given that
            tenure. Must be >= 0.
        time : array-like of shape (m,), optional
            One time for each row, instead of the option `times`. Must be >= 0.
        model : str, default ''
            Name of a candidate, or blend; the winner when not given.
        times : list of float, default ()
            Times at which curves are wanted; counted from `tenure` when that is given. Must be >= 0.
        beyond : {'carry', 'missing'}, default 'missing'
            What is predicted beyond the longest follow-up.
            * ``carry``: The curve stays where it is at the last time of leaving. Where nobody of the fit left since
              the tenure it has no error and no limits: nothing is known, least of all that the person stays.
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
        result : ModelPrediction
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, c columns of `x`.
        """

class ChooseModels(Table):
    """A table of equally long columns.

    Attributes
    ----------
    name : list of str of shape (models,)
        Candidate, or blend.
    learner : list of str of shape (models,)
        Its learner.
    failure : list of str of shape (models,)
        Why it could not be fitted in a part; empty when it could.
    integrated_brier : array of float of shape (models,)
        Mean over the parts of the integrated Brier score of held-out rows; lower is better. Missing (NaN) for
        who failed. Must be >= 0. May be missing.
    std_error : array of float of shape (models,)
        Its standard error over the parts, corrected for what the parts share (Nadeau and Bengio). Missing with
        one part. Must be >= 0. May be missing.
    skill : array of float of shape (models,)
        1 - integrated_brier / the score of one curve for everybody; below 0: worse than knowing nothing of the
        person. Must be <= 1. May be missing.
    difference : array of float of shape (models,)
        integrated_brier less that of the winner, part by part. May be missing.
    difference_std_error : array of float of shape (models,)
        Its standard error, corrected in the same way. Must be >= 0. May be missing.
    lower : array of float of shape (models,)
        Lower end of the difference's interval (Student's t). May be missing.
    upper : array of float of shape (models,)
        Upper end. May be missing.
    concordance : array of float of shape (models,)
        Mean of Uno's concordance up to the last of `times`. Missing where no pair could be compared. Must be
        between 0 and 1. May be missing.
    log_score : array of float of shape (models,)
        Mean of the right-censored log score of leaving as such, whatever the cause. Must be >= 0. May be
        missing. May be infinite.
    log_score_by_cause : array of float of shape (models,)
        Mean of the causes' log scores: of leaving for the cause between two of `times`, or of not having done
        so. Missing (NaN) unless causes are judged (`by_cause`). Must be >= 0. May be missing. May be infinite.
    weight : array of float of shape (models,)
        Share in the blend; 1 for the blend itself. Must be between 0 and 1.
    unseen : array of int of shape (models,)
        Held-out rows with a level that the part's model had not seen: they were predicted with its most frequent
        level. Must be >= 0.

    Shapes: models length of `name`.
    """
    @property
    def name(self) -> NDArray[np.object_]:
        """Candidate, or blend."""
    @property
    def learner(self) -> NDArray[np.object_]:
        """Its learner."""
    @property
    def failure(self) -> NDArray[np.object_]:
        """Why it could not be fitted in a part; empty when it could."""
    @property
    def integrated_brier(self) -> NDArray[np.float64]:
        """Mean over the parts of the integrated Brier score of held-out rows; lower is better. Missing (NaN) for who failed. Must be >= 0. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error over the parts, corrected for what the parts share (Nadeau and Bengio). Missing with one part. Must be >= 0. May be missing."""
    @property
    def skill(self) -> NDArray[np.float64]:
        """1 - integrated_brier / the score of one curve for everybody; below 0: worse than knowing nothing of the person. Must be <= 1. May be missing."""
    @property
    def difference(self) -> NDArray[np.float64]:
        """integrated_brier less that of the winner, part by part. May be missing."""
    @property
    def difference_std_error(self) -> NDArray[np.float64]:
        """Its standard error, corrected in the same way. Must be >= 0. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of the difference's interval (Student's t). May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end. May be missing."""
    @property
    def concordance(self) -> NDArray[np.float64]:
        """Mean of Uno's concordance up to the last of `times`. Missing where no pair could be compared. Must be between 0 and 1. May be missing."""
    @property
    def log_score(self) -> NDArray[np.float64]:
        """Mean of the right-censored log score of leaving as such, whatever the cause. Must be >= 0. May be missing. May be infinite."""
    @property
    def log_score_by_cause(self) -> NDArray[np.float64]:
        """Mean of the causes' log scores: of leaving for the cause between two of `times`, or of not having done so. Missing (NaN) unless causes are judged (`by_cause`). Must be >= 0. May be missing. May be infinite."""
    @property
    def weight(self) -> NDArray[np.float64]:
        """Share in the blend; 1 for the blend itself. Must be between 0 and 1."""
    @property
    def unseen(self) -> NDArray[np.int64]:
        """Held-out rows with a level that the part's model had not seen: they were predicted with its most frequent level. Must be >= 0."""

class ChooseParts(Table):
    """A table of equally long columns.

    Attributes
    ----------
    part : array of int of shape (r,)
        Part that was held out, from 0. Must be >= 0.
    cut : array of float of shape (r,)
        Its day, of a forward split; missing (NaN) of a random one. May be missing.
    rows : array of int of shape (r,)
        Rows judged. Must be >= 0.
    events : array of int of shape (r,)
        Of those, rows that left within the times. Must be >= 0.
    model : array of str of shape (r,)
        Candidate, or blend.
    detail : list of str of shape (r,)
        How its fit ended, in the learner's word; mixed for the blend.
    integrated_brier : array of float of shape (r,)
        Integrated Brier score. Missing where the part could not be judged. May be missing.
    reference : array of float of shape (r,)
        The same of one curve for everybody (of the held-out rows). May be missing.
    concordance : array of float of shape (r,)
        Uno's concordance up to the last of `times`. May be missing.
    log_score : array of float of shape (r,)
        Right-censored log score of leaving as such. May be missing. May be infinite.
    log_score_by_cause : array of float of shape (r,)
        Mean of the causes' log scores. Missing unless causes are judged. May be missing. May be infinite.

    Shapes: r length of `part`.
    """
    @property
    def part(self) -> NDArray[np.int64]:
        """Part that was held out, from 0. Must be >= 0."""
    @property
    def cut(self) -> NDArray[np.float64]:
        """Its day, of a forward split; missing (NaN) of a random one. May be missing."""
    @property
    def rows(self) -> NDArray[np.int64]:
        """Rows judged. Must be >= 0."""
    @property
    def events(self) -> NDArray[np.int64]:
        """Of those, rows that left within the times. Must be >= 0."""
    @property
    def model(self) -> NDArray[np.object_]:
        """Candidate, or blend."""
    @property
    def detail(self) -> NDArray[np.object_]:
        """How its fit ended, in the learner's word; mixed for the blend."""
    @property
    def integrated_brier(self) -> NDArray[np.float64]:
        """Integrated Brier score. Missing where the part could not be judged. May be missing."""
    @property
    def reference(self) -> NDArray[np.float64]:
        """The same of one curve for everybody (of the held-out rows). May be missing."""
    @property
    def concordance(self) -> NDArray[np.float64]:
        """Uno's concordance up to the last of `times`. May be missing."""
    @property
    def log_score(self) -> NDArray[np.float64]:
        """Right-censored log score of leaving as such. May be missing. May be infinite."""
    @property
    def log_score_by_cause(self) -> NDArray[np.float64]:
        """Mean of the causes' log scores. Missing unless causes are judged. May be missing. May be infinite."""

def choose(
    x: TableLike,
    duration: ColumnLike,
    event: ColumnLike,
    *,
    entry: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    person: ColumnLike | None = None,
    day: ColumnLike | None = None,
    candidates: Sequence[Candidate] = (),
    split: Literal["random", "forward"] = 'random',
    folds: int = 5,
    repeats: int = 1,
    cuts: Numbers = (),
    times: Numbers = (),
    plain: str = '',
    blend: bool = True,
    confidence_level: float = 0.95,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> ChooseFit:
    """Which model of leaving predicts best, and would the plain one do?

    Parameters
    ----------
    x : table-like of shape (n, c)
        Attributes: numbers or categories; missing values where all candidates take them. May be missing.
    duration : array-like of shape (n,)
        Time at which the row ends: of leaving, or of the last look. Must be >= 0.
    event : array-like of shape (n,)
        0 = still here (censored), 1, 2, … = left, by cause. Must be between 0 and 255.
    entry : array-like of shape (n,), optional
        Time from which the row is at risk; below `duration`. 0 at first if not given. Must be >= 0.
    weights : array-like of shape (n,), optional
        How many people a row stands for. Rows with weight 0 are left out. Must be >= 0.
    person : array-like of shape (n,), optional
        Rows with the same label are held out together. Each row by itself when not given. Text, categories or
        whole numbers.
    day : array-like of shape (n,), optional
        Where time 0 of the row lies on the calendar (the hire), in the unit of `duration`. Needed for forward
        splits.
    candidates : list of Candidate, default ()
        The models that are compared. One of every learner with its own defaults when none are given; with
        several causes, of every learner that tells them apart (hazard and multinomial where durations are at
        most 120 whole periods).
    split : {'random', 'forward'}, default 'random'
        How rows are held out.
        * ``random``: People at random, all rows of a person together: how well new people of the same time are
          predicted.
        * ``forward``: By the calendar: at each of `cuts` a model learns what was known by that day and predicts
          those who are there, given their tenure. What a company can do.
    folds : int, default 5
        Parts of a random split; number of cuts of a forward one, when `cuts` are not given. Must be between 2
        and 100.
    repeats : int, default 1
        How often a random split is drawn anew. Must be between 1 and 100.
    cuts : list of float, default ()
        Days of a forward split, rising. When not given: spread between the days by which 50 % and 90 % of the
        leavers had left.
    times : list of float, default ()
        Times at which predictions are judged, rising; of a forward split counted from the cut. When not given:
        twelve, evenly between the times by which 10 % and 90 % of the leavers had left; of a forward split up to
        the last cut's distance from the end of the records. Must be > 0.
    plain : str, default ''
        Name of the candidate that is preferred when it is as good: simple and explained. The first one that is
        not a curve when not given.
    blend : bool, default True
        Whether the mixture of the candidates that would have predicted best is looked for, too.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : ChooseFit
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n rows of `x`, c columns of `x`.
    """

class MultinomialState(State):
    """Mergeable state of survival.multinomial: In which months do people leave for which cause, and which attributes go with it?

    begin; while not done: update in each part, merge all, advance; finish

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
    """
    def __init__(
        self,
        *,
        causes: Sequence[str] = (),
        bands: Sequence[int] | NDArray[Any] = (),
        references: Sequence[CoxReference] = (),
        ridge: float = 0.0,
        robust: bool = False,
        confidence_level: float = 0.95,
        max_iterations: int = 50,
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
    ) -> MultinomialState: ...
    def merge(self, other: MultinomialState) -> MultinomialState: ...
    def advance(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> MultinomialState: ...
    def finish(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> MultinomialFit: ...
    @classmethod
    def from_bytes(cls, document: bytes) -> MultinomialState: ...

def multinomial(
    x: TableLike,
    duration: ColumnLike,
    event: ColumnLike,
    *,
    entry: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    strata: ColumnLike | None = None,
    offset: ColumnLike | None = None,
    cluster: ColumnLike | None = None,
    causes: Sequence[str] = (),
    bands: Sequence[int] | NDArray[Any] = (),
    references: Sequence[CoxReference] = (),
    ridge: float = 0.0,
    robust: bool = False,
    confidence_level: float = 0.95,
    max_iterations: int = 50,
    tolerance: float = 1e-12,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> MultinomialFit:
    """In which months do people leave for which cause, and which attributes go with it?

    Parameters
    ----------
    x : table-like of shape (n, c)
        Attributes: numbers, or categories, which become one term for each level but the reference. Attributes
        that change come as one row for each piece of time.
    duration : array-like of shape (n,)
        Last period (week, month, …) at risk: the one in which the person left, or was last known to stay
        through. Periods count from 1. Must be between 1 and 1000000.
    event : array-like of shape (n,)
        0 = still here, 1, 2, … = left in the period `duration`, by cause. Must be between 0 and 255.
    entry : array-like of shape (n,), optional
        Periods already behind the person when observation (of this row) began; below `duration`. 0 if not given.
        Must be between 0 and 1000000.
    weights : array-like of shape (n,), optional
        How many people a row stands for. Rows with weight 0 are left out. Must be >= 0.
    strata : array-like of shape (n,), optional
        Groups with baselines of their own. Text, categories or whole numbers.
    offset : array-like of shape (n,), optional
        A part of the linear predictors that is known, the same for every cause.
    cluster : array-like of shape (n,), optional
        Rows with the same label go together (rows of one person, people of one team) in the robust errors. Text,
        categories or whole numbers.
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
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : MultinomialFit
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n rows of `x`, c columns of `x`.
    """

class PathPrediction(Result):
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
        Probability of staying until that time (given `tenure`). Missing (NaN) beyond follow-up, unless `beyond`
        carries it on. Must be between 0 and 1. May be missing.
    cumulative_hazard : array of float of shape (m, t)
        -log(survival). Must be >= 0. May be missing. May be infinite.

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
        """Probability of staying until that time (given `tenure`). Missing (NaN) beyond follow-up, unless `beyond` carries it on. Must be between 0 and 1. May be missing."""
    @property
    def cumulative_hazard(self) -> NDArray[np.float64]:
        """-log(survival). Must be >= 0. May be missing. May be infinite."""
    @classmethod
    def from_json(cls, document: str | bytes) -> PathPrediction: ...

def path(
    duration: ColumnLike,
    event: ColumnLike,
    *,
    x: TableLike | None = None,
    entry: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    strata: ColumnLike | None = None,
    offset: ColumnLike | None = None,
    person: ColumnLike | None = None,
    fold: ColumnLike | None = None,
    day: ColumnLike | None = None,
    cell_row: ColumnLike | None = None,
    cell_column: ColumnLike | None = None,
    cell_value: ColumnLike | None = None,
    ties: Literal["efron", "breslow", "exact"] = 'efron',
    alpha: float = 1.0,
    penalties: Numbers = (),
    penalty_count: int = 100,
    penalty_ratio: float | None = None,
    standardize: bool = True,
    group_levels: bool = False,
    penalty_factors: Sequence[PathFactor] = (),
    references: Sequence[CoxReference] = (),
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
    seed: int = 1,
    progress: Progress = None,
) -> PathFit:
    """Which of many attributes go with leaving sooner?

    Parameters
    ----------
    duration : array-like of shape (n,)
        Time at which the row ends: of leaving, or of the last look. Equal times are ties. Must be >= 0.
    event : array-like of shape (n,)
        1 where the person left at `duration`, 0 where still there. Must be between 0 and 1.
    x : table-like of shape (n, c), optional
        Attributes: numbers, or categories, which become one term for each level but the reference and are never
        written out as columns. May be left out where there are cells.
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
    person : array-like of shape (n,), optional
        Rows with the same label are held out together in cross-validation. Each row by itself when not given.
        Text, categories or whole numbers.
    fold : array-like of shape (n,), optional
        The part that each row belongs to in cross-validation, instead of parts drawn by lot. Text, categories or
        whole numbers.
    day : array-like of shape (n,), optional
        Where time 0 of the row lies on the calendar (the hire), in the unit of `duration`. Needed for
        cross-validation forward in time.
    cell_row : array-like of shape (cells,), optional
        A sparse table of further attributes, one number for each of its cells that are not 0: the row of the
        cell, from 0. Must be >= 0.
    cell_column : array-like of shape (cells,), optional
        The attribute of each cell, by name or number; each is a term. Text, categories or whole numbers.
    cell_value : array-like of shape (cells,), optional
        The value of each cell. 1 when not given.
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
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : PathFit
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `duration`, cells length of `cell_row`, penalties length of `penalties`, cuts length of `cuts`, c columns of `x`.
    """

class HazardPrediction(Result):
    """A record of named fields.

    Attributes
    ----------
    linear_predictor : array of float of shape (m,)
        Linear predictor without the baseline: against a person at the means (of an average group).
    ratio : array of float of shape (m,)
        exp(linear_predictor): ratio of odds (logit) or hazards (cloglog). May be infinite.
    times : array of float of shape (t,)
        The times asked for; empty when each row has its own.
    survival : array of float of shape (m, t)
        Probability of staying through so many periods (given `tenure`). Missing (NaN) beyond follow-up, unless
        `beyond` carries it on. Must be between 0 and 1. May be missing.
    std_error : array of float of shape (m, t)
        Standard error of survival. Missing (NaN) when not asked for. May be missing.
    lower : array of float of shape (m, t)
        Lower end of its interval. May be missing.
    upper : array of float of shape (m, t)
        Upper end of its interval. May be missing.
    hazard : array of float of shape (m, t)
        Probability of leaving in that period of those still there; 0 at time 0 and where nothing is known. Must
        be between 0 and 1. May be missing.
    cumulative_hazard : array of float of shape (m, t)
        -log(survival). Must be >= 0. May be missing. May be infinite.
    cumulative_hazard_std_error : array of float of shape (m, t)
        Its standard error, which is also that of log(survival). May be missing. May be infinite.

    Shapes: m length of `linear_predictor`, t length of `times`.
    """
    @property
    def linear_predictor(self) -> NDArray[np.float64]:
        """Linear predictor without the baseline: against a person at the means (of an average group)."""
    @property
    def ratio(self) -> NDArray[np.float64]:
        """exp(linear_predictor): ratio of odds (logit) or hazards (cloglog). May be infinite."""
    @property
    def times(self) -> NDArray[np.float64]:
        """The times asked for; empty when each row has its own."""
    @property
    def survival(self) -> NDArray[np.float64]:
        """Probability of staying through so many periods (given `tenure`). Missing (NaN) beyond follow-up, unless `beyond` carries it on. Must be between 0 and 1. May be missing."""
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
    def hazard(self) -> NDArray[np.float64]:
        """Probability of leaving in that period of those still there; 0 at time 0 and where nothing is known. Must be between 0 and 1. May be missing."""
    @property
    def cumulative_hazard(self) -> NDArray[np.float64]:
        """-log(survival). Must be >= 0. May be missing. May be infinite."""
    @property
    def cumulative_hazard_std_error(self) -> NDArray[np.float64]:
        """Its standard error, which is also that of log(survival). May be missing. May be infinite."""
    @classmethod
    def from_json(cls, document: str | bytes) -> HazardPrediction: ...

class HazardExplanation(Result):
    """A record of named fields.

    Attributes
    ----------
    contributions : array of float of shape (m, parts)
        What each column adds to the linear predictor, row by row; their sum is the linear predictor without
        offset.
    names : list of str of shape (parts,)
        Names of the columns, and "(group)" when groups are given.
    reasons : Reasons
        The strongest columns of each row, and "(group)"; a factor above 1 makes leaving sooner more likely.

    Shapes: parts length of `names`.
    """
    @property
    def contributions(self) -> NDArray[np.float64]:
        """What each column adds to the linear predictor, row by row; their sum is the linear predictor without offset."""
    @property
    def names(self) -> list[str]:
        """Names of the columns, and "(group)" when groups are given."""
    @property
    def reasons(self) -> Reasons:
        """The strongest columns of each row, and "(group)"; a factor above 1 makes leaving sooner more likely."""
    @classmethod
    def from_json(cls, document: str | bytes) -> HazardExplanation: ...

class HazardState(State):
    """Mergeable state of survival.hazard: In which months do people leave, and which attributes go with it?

    begin; while not done: update in each part, merge all, advance; finish

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
    """
    def __init__(
        self,
        *,
        link: Literal["logit", "cloglog"] = 'logit',
        baseline: Literal["free", "bands", "smooth"] = 'free',
        bands: Sequence[int] | NDArray[Any] = (),
        empty_periods: Literal["zero", "merge"] = 'zero',
        baseline_size: int = 10,
        baseline_smoothing: float | None = None,
        smooth: Sequence[HazardSmooth] = (),
        group_variance: float | None = None,
        references: Sequence[CoxReference] = (),
        ridge: float = 0.0,
        robust: bool = False,
        information: Literal["expected", "observed"] = 'expected',
        likelihood_ratio_tests: bool = False,
        confidence_level: float = 0.95,
        max_iterations: int = 50,
        tolerance: float = 1e-12,
    ) -> None: ...
    def update(
        self,
        duration: ColumnLike,
        event: ColumnLike,
        *,
        x: TableLike | None = None,
        entry: ColumnLike | None = None,
        weights: ColumnLike | None = None,
        strata: ColumnLike | None = None,
        offset: ColumnLike | None = None,
        cluster: ColumnLike | None = None,
        group: ColumnLike | None = None,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> HazardState: ...
    def merge(self, other: HazardState) -> HazardState: ...
    def advance(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> HazardState: ...
    def finish(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> HazardFit: ...
    @classmethod
    def from_bytes(cls, document: bytes) -> HazardState: ...

def hazard(
    duration: ColumnLike,
    event: ColumnLike,
    *,
    x: TableLike | None = None,
    entry: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    strata: ColumnLike | None = None,
    offset: ColumnLike | None = None,
    cluster: ColumnLike | None = None,
    group: ColumnLike | None = None,
    link: Literal["logit", "cloglog"] = 'logit',
    baseline: Literal["free", "bands", "smooth"] = 'free',
    bands: Sequence[int] | NDArray[Any] = (),
    empty_periods: Literal["zero", "merge"] = 'zero',
    baseline_size: int = 10,
    baseline_smoothing: float | None = None,
    smooth: Sequence[HazardSmooth] = (),
    group_variance: float | None = None,
    references: Sequence[CoxReference] = (),
    ridge: float = 0.0,
    robust: bool = False,
    information: Literal["expected", "observed"] = 'expected',
    likelihood_ratio_tests: bool = False,
    confidence_level: float = 0.95,
    max_iterations: int = 50,
    tolerance: float = 1e-12,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> HazardFit:
    """In which months do people leave, and which attributes go with it?

    Parameters
    ----------
    duration : array-like of shape (n,)
        Last period (week, month, …) at risk: the one in which the person left, or was last known to stay
        through. Periods count from 1. Must be between 1 and 1000000.
    event : array-like of shape (n,)
        1 where the person left in the period `duration`, 0 where still there. Must be between 0 and 1.
    x : table-like of shape (n, c), optional
        Attributes: numbers, or categories, which become one term for each level but the reference. Attributes
        that change come as one row for each piece of time.
    entry : array-like of shape (n,), optional
        Periods already behind the person when observation (of this row) began; below `duration`. 0 if not given.
        Must be between 0 and 1000000.
    weights : array-like of shape (n,), optional
        How many people a row stands for. Rows with weight 0 are left out. Must be >= 0.
    strata : array-like of shape (n,), optional
        Groups with a baseline of their own. Text, categories or whole numbers.
    offset : array-like of shape (n,), optional
        A part of the linear predictor that is known.
    cluster : array-like of shape (n,), optional
        Rows with the same label go together (rows of one person, people of one team) in the robust errors. Text,
        categories or whole numbers.
    group : array-like of shape (n,), optional
        Site, class or team with a random intercept: normal around 0, its variance by REML, the intercepts
        shrunken. Text, categories or whole numbers.
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
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : HazardFit
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `duration`, c columns of `x`.
    """

class BoostingPrediction(Result):
    """A record of named fields.

    Attributes
    ----------
    risk : array of float of shape (m,)
        Log of the cumulative hazard of leaving at all until the last event of the fit, as from the start: the
        higher, the sooner they leave. 0 where nobody left in the fit.
    times : array of float of shape (t,)
        The times asked for; empty when each row has its own.
    survival : array of float of shape (m, t)
        Probability of staying until that time (given `tenure`). Missing (NaN) beyond follow-up, unless `beyond`
        carries it on. Must be between 0 and 1. May be missing.
    cumulative_hazard : array of float of shape (m, t)
        -log(survival). Must be >= 0. May be missing.
    incidence : list of CauseIncidence
        With two causes or more, for each the probability of having left for it by then.

    Shapes: m length of `risk`, t length of `times`.
    """
    @property
    def risk(self) -> NDArray[np.float64]:
        """Log of the cumulative hazard of leaving at all until the last event of the fit, as from the start: the higher, the sooner they leave. 0 where nobody left in the fit."""
    @property
    def times(self) -> NDArray[np.float64]:
        """The times asked for; empty when each row has its own."""
    @property
    def survival(self) -> NDArray[np.float64]:
        """Probability of staying until that time (given `tenure`). Missing (NaN) beyond follow-up, unless `beyond` carries it on. Must be between 0 and 1. May be missing."""
    @property
    def cumulative_hazard(self) -> NDArray[np.float64]:
        """-log(survival). Must be >= 0. May be missing."""
    @property
    def incidence(self) -> list[CauseIncidence]:
        """With two causes or more, for each the probability of having left for it by then."""
    @classmethod
    def from_json(cls, document: str | bytes) -> BoostingPrediction: ...

class BoostingExplanation(Result):
    """A record of named fields.

    Attributes
    ----------
    score : array of float of shape (m,)
        Log rate of leaving for the cause, averaged over the window.
    expected : array of float of shape (m,)
        The same for people as in the fit, before anything is known of the person but tenure.
    contributions : array of float of shape (m, c)
        Shapley value of each column; their sum and `expected` are `score`.
    columns : list of str of shape (c,)
        Names of the columns.
    reasons : Reasons
        The strongest columns of each row.

    Shapes: m length of `score`, c length of `columns`.
    """
    @property
    def score(self) -> NDArray[np.float64]:
        """Log rate of leaving for the cause, averaged over the window."""
    @property
    def expected(self) -> NDArray[np.float64]:
        """The same for people as in the fit, before anything is known of the person but tenure."""
    @property
    def contributions(self) -> NDArray[np.float64]:
        """Shapley value of each column; their sum and `expected` are `score`."""
    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
    @property
    def reasons(self) -> Reasons:
        """The strongest columns of each row."""
    @classmethod
    def from_json(cls, document: str | bytes) -> BoostingExplanation: ...

class BoostingImportance(Result):
    """A record of named fields.

    Attributes
    ----------
    log_likelihood : float
        Log-likelihood of the rates in these rows, all causes together, for each unit of weight.
    column : list of str of shape (c,)
        Column of x.
    importance : array of float of shape (c,)
        How much of it is lost when the column is shuffled: near 0, or below, for a column of no use.
    std_error : array of float of shape (c,)
        Standard error of the mean over the repeats; 0 with one. Must be >= 0.

    Shapes: c length of `column`.
    """
    @property
    def log_likelihood(self) -> float:
        """Log-likelihood of the rates in these rows, all causes together, for each unit of weight."""
    @property
    def column(self) -> list[str]:
        """Column of x."""
    @property
    def importance(self) -> NDArray[np.float64]:
        """How much of it is lost when the column is shuffled: near 0, or below, for a column of no use."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Standard error of the mean over the repeats; 0 with one. Must be >= 0."""
    @classmethod
    def from_json(cls, document: str | bytes) -> BoostingImportance: ...

def boosting(
    x: TableLike,
    duration: ColumnLike,
    event: ColumnLike,
    *,
    entry: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    cluster: ColumnLike | None = None,
    causes: Sequence[str] = (),
    iterations: int = 300,
    learning_rate: float = 0.1,
    leaves: int = 8,
    depth: int = 4,
    min_leaf_events: float = 5.0,
    l2: float = 1.0,
    min_gain: float = 0.0,
    bins: int = 255,
    intervals: int = 24,
    cuts: Numbers = (),
    proportional: bool = False,
    monotone: Sequence[BoostingMonotone] = (),
    row_share: float = 1.0,
    column_share: float = 1.0,
    held_out: float = 0.1,
    folds: int | None = None,
    patience: int = 20,
    calibrate: bool = True,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> BoostingFit:
    """Who leaves when and for which cause, whatever the shape of the dependence?

    Parameters
    ----------
    x : table-like of shape (n, c)
        Attributes: numbers or categories, as they are. Missing values (NaN) are values of their own: each split
        says on which side they go. May be missing.
    duration : array-like of shape (n,)
        Time at which the row ends: of leaving, or of the last look. Must be >= 0.
    event : array-like of shape (n,)
        0 = still here (censored), 1, 2, … = left, by cause. Must be between 0 and 255.
    entry : array-like of shape (n,), optional
        Time from which the row is at risk (delayed entry, or pieces of a person's time); below `duration`. 0 if
        not given. Must be >= 0.
    weights : array-like of shape (n,), optional
        How many people a row stands for. Rows with weight 0 are left out. Must be >= 0.
    cluster : array-like of shape (n,), optional
        Rows with the same label (rows of one person) are held out together and drawn together. Text, categories
        or whole numbers.
    causes : list of str, default ()
        Names of the causes 1, 2, …; numbers when not given.
    iterations : int, default 300
        Trees of each cause at most. Must be between 0 and 100000.
    learning_rate : float, default 0.1
        Share of a tree's values that counts. Must be > 0 and <= 1.
    leaves : int, default 8
        Leaves of a tree at most; the best leaf is split first. Must be between 2 and 4096.
    depth : int, default 4
        Splits between the root and a leaf at most. Must be between 1 and 100.
    min_leaf_events : float, default 5.0
        Leavers that the model so far must expect in a leaf, at least. Must be >= 0.
    l2 : float, default 1.0
        Shrinkage of the leaves: so many events more are observed, and expected, in each. To second order half of
        it penalises the squared value. Must be >= 0.
    min_gain : float, default 0.0
        Rise of the penalised log-likelihood that a split must promise. Must be >= 0.
    bins : int, default 255
        Bins of a column at most; splits lie between bins. Must be between 2 and 255.
    intervals : int, default 24
        Intervals of time at most, with equal numbers of events; of a few distinct times (months) each has its
        own. Ten events for each, or fewer intervals. Must be between 1 and 255.
    cuts : list of float, default ()
        Ends of the intervals, rising, instead of `intervals`; the last one ends with the last event. Must be >
        0.
    proportional : bool, default False
        Whether no tree may split by time, so that attributes multiply a rate by the same factor at any tenure.
    monotone : list of BoostingMonotone, default ()
        Columns along which the rates must rise or fall.
    row_share : float, default 1.0
        Share of the people drawn for each tree. Must be > 0 and <= 1.
    column_share : float, default 1.0
        Share of the columns drawn for each tree. Must be > 0 and <= 1.
    held_out : float, default 0.1
        Share of the people on whom the score is watched and no tree is grown, where there is one such part
        (`folds`); 0: no early stopping. Must be >= 0 and < 1.
    folds : int or None, default None
        Parts of the people of which each is held out in turn: the number of trees is that with the best score of
        all parts together, and so many are grown on everybody. Cost: so many boostings more. 1: one part, the
        share `held_out`, on which no tree is ever grown. When not given: 10 with fewer than 5,000 rows that
        count (one part alone would leave the number to chance), 1 from there on and with held_out 0. Must be
        between 1 and 100.
    patience : int, default 20
        Trees without a better score until the boosting of a cause stops. Must be between 1 and 100000.
    calibrate : bool, default True
        Whether in each interval the expected leavers of each cause are made equal to the observed ones.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : BoostingFit
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n rows of `x`, c columns of `x`.
    """

def smooth(
    x: TableLike,
    duration: ColumnLike,
    event: ColumnLike,
    *,
    entry: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    strata: ColumnLike | None = None,
    offset: ColumnLike | None = None,
    cluster: ColumnLike | None = None,
    smooth: Sequence[HazardSmooth] = (),
    most_curves: int = 16,
    criterion: Literal["reml", "aic"] = 'reml',
    ties: Literal["efron", "breslow", "exact"] = 'efron',
    references: Sequence[CoxReference] = (),
    ridge: float = 0.0,
    robust: bool = False,
    confidence_level: float = 0.95,
    baseline_errors: bool = True,
    max_iterations: int = 50,
    tolerance: float = 1e-12,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> SmoothFit:
    """Along which curve does an attribute go with leaving sooner?

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
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : SmoothFit
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
        Lower end of the interval, cut at 0; where all pairs are in order, or none, Wilson's at as many pairs as
        share nobody. Missing (NaN) without pairs. Must be between 0 and 1. May be missing.
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
        """Lower end of the interval, cut at 0; where all pairs are in order, or none, Wilson's at as many pairs as share nobody. Missing (NaN) without pairs. Must be between 0 and 1. May be missing."""
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

class BrierResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'judged', 'truncated', 'no_events', 'beyond_follow_up'}
        How the judging ended.
        * ``judged``: Everything that was asked could be judged.
        * ``truncated``: Some times lie beyond the follow-up; their values are missing, and integrals end before
          them.
        * ``no_events``: Nobody left for the cause by the last time: what compares those who left with others is
          missing.
        * ``beyond_follow_up``: No time can be judged: all lie beyond the follow-up, or there are no rows. All
          values are missing.
    warning : str
        What could not be judged; empty when everything could.
    times : BrierTimes
        Scores at each time.
    integrated : float
        Integrated Brier score: area under the score from the first to the last time that can be judged
        (trapezoids), by the length between. Missing (NaN) with fewer than two such times. Must be >= 0. May be
        missing.
    integrated_std_error : float
        Its standard error. Missing as the score. Must be >= 0. May be missing.
    integrated_lower : float
        Lower end of its interval, cut at 0. Missing as the score. Must be >= 0. May be missing.
    integrated_upper : float
        Upper end of its interval. Missing as the score. Must be >= 0. May be missing.
    integrated_reference : float
        The same of the reference. Missing as the score. Must be >= 0. May be missing.
    integrated_skill : float
        1 - integrated / integrated_reference. Missing as the score, and where the reference is 0. Must be <= 1.
        May be missing.
    integrated_skill_std_error : float
        Its standard error. Missing as the skill. Must be >= 0. May be missing.
    integrated_skill_lower : float
        Lower end of its interval. Missing as the skill. May be missing.
    integrated_skill_upper : float
        Upper end of its interval, cut at 1. Missing as the skill. May be missing.
    integrated_from : float
        Where the integral begins. Missing as the score. May be missing.
    integrated_until : float
        Where the integral ends. Missing as the score. May be missing.
    log_score : float
        Mean of -log of the probability that was given to what was seen: leaving between two of `times`, or
        staying beyond the end of observation. With `cause`: leaving for it between two of `times`, or not having
        done so by the last time that can be judged, with the weights of the Brier score. Lower is better;
        infinite where something happened that was called impossible. Missing (NaN) without rows; with `cause`
        also where no time can be judged. Must be >= 0. May be missing. May be infinite.
    log_score_std_error : float
        Its standard error. Missing where the score is missing or infinite. Must be >= 0. May be missing.
    log_score_lower : float
        Lower end of its interval, cut at 0. Missing as its error. Must be >= 0. May be missing.
    log_score_upper : float
        Upper end of its interval. Missing as its error. Must be >= 0. May be missing.
    log_score_reference : float
        The log score of the reference. Missing as the log score. Must be >= 0. May be missing. May be infinite.
    impossible : int
        Rows to which something happened that had been given probability 0. Must be >= 0.
    rows : int
        Rows with positive weight. Must be >= 0.
    events : int
        Of those, rows that left for the cause. Must be >= 0.
    judged_until : float
        Last duration of the rows at which a time could be judged; negative without rows.
    """
    @property
    def status(self) -> Literal["judged", "truncated", "no_events", "beyond_follow_up"]:
        """How the judging ended."""
    @property
    def warning(self) -> str:
        """What could not be judged; empty when everything could."""
    @property
    def times(self) -> BrierTimes:
        """Scores at each time."""
    @property
    def integrated(self) -> float:
        """Integrated Brier score: area under the score from the first to the last time that can be judged (trapezoids), by the length between. Missing (NaN) with fewer than two such times. Must be >= 0. May be missing."""
    @property
    def integrated_std_error(self) -> float:
        """Its standard error. Missing as the score. Must be >= 0. May be missing."""
    @property
    def integrated_lower(self) -> float:
        """Lower end of its interval, cut at 0. Missing as the score. Must be >= 0. May be missing."""
    @property
    def integrated_upper(self) -> float:
        """Upper end of its interval. Missing as the score. Must be >= 0. May be missing."""
    @property
    def integrated_reference(self) -> float:
        """The same of the reference. Missing as the score. Must be >= 0. May be missing."""
    @property
    def integrated_skill(self) -> float:
        """1 - integrated / integrated_reference. Missing as the score, and where the reference is 0. Must be <= 1. May be missing."""
    @property
    def integrated_skill_std_error(self) -> float:
        """Its standard error. Missing as the skill. Must be >= 0. May be missing."""
    @property
    def integrated_skill_lower(self) -> float:
        """Lower end of its interval. Missing as the skill. May be missing."""
    @property
    def integrated_skill_upper(self) -> float:
        """Upper end of its interval, cut at 1. Missing as the skill. May be missing."""
    @property
    def integrated_from(self) -> float:
        """Where the integral begins. Missing as the score. May be missing."""
    @property
    def integrated_until(self) -> float:
        """Where the integral ends. Missing as the score. May be missing."""
    @property
    def log_score(self) -> float:
        """Mean of -log of the probability that was given to what was seen: leaving between two of `times`, or staying beyond the end of observation. With `cause`: leaving for it between two of `times`, or not having done so by the last time that can be judged, with the weights of the Brier score. Lower is better; infinite where something happened that was called impossible. Missing (NaN) without rows; with `cause` also where no time can be judged. Must be >= 0. May be missing. May be infinite."""
    @property
    def log_score_std_error(self) -> float:
        """Its standard error. Missing where the score is missing or infinite. Must be >= 0. May be missing."""
    @property
    def log_score_lower(self) -> float:
        """Lower end of its interval, cut at 0. Missing as its error. Must be >= 0. May be missing."""
    @property
    def log_score_upper(self) -> float:
        """Upper end of its interval. Missing as its error. Must be >= 0. May be missing."""
    @property
    def log_score_reference(self) -> float:
        """The log score of the reference. Missing as the log score. Must be >= 0. May be missing. May be infinite."""
    @property
    def impossible(self) -> int:
        """Rows to which something happened that had been given probability 0. Must be >= 0."""
    @property
    def rows(self) -> int:
        """Rows with positive weight. Must be >= 0."""
    @property
    def events(self) -> int:
        """Of those, rows that left for the cause. Must be >= 0."""
    @property
    def judged_until(self) -> float:
        """Last duration of the rows at which a time could be judged; negative without rows."""
    @classmethod
    def from_json(cls, document: str | bytes) -> BrierResult: ...

class BrierTimes(Table):
    """A table of equally long columns.

    Attributes
    ----------
    time : array of float of shape (t,)
        Time.
    brier : array of float of shape (t,)
        Mean squared distance between what was predicted and what happened; 0 is best. Missing (NaN) where the
        time cannot be judged. Must be >= 0. May be missing.
    std_error : array of float of shape (t,)
        Its standard error. Missing as the score. Must be >= 0. May be missing.
    lower : array of float of shape (t,)
        Lower end of its interval, cut at 0. Missing as the score. Must be >= 0. May be missing.
    upper : array of float of shape (t,)
        Upper end of its interval. Missing as the score. Must be >= 0. May be missing.
    reference : array of float of shape (t,)
        The score of one curve for everybody: Kaplan-Meier (Aalen-Johansen for a cause) of the judged rows.
        Missing as the score. Must be >= 0. May be missing.
    skill : array of float of shape (t,)
        1 - brier / reference (index of prediction accuracy): 1 is perfect, 0 no better than one curve for
        everybody, below 0 worse. Missing as the score, and where the reference is 0. Must be <= 1. May be
        missing.
    skill_std_error : array of float of shape (t,)
        Its standard error. Missing as the skill. Must be >= 0. May be missing.
    skill_lower : array of float of shape (t,)
        Lower end of its interval. Missing as the skill. May be missing.
    skill_upper : array of float of shape (t,)
        Upper end of its interval, cut at 1. Missing as the skill. May be missing.
    known : array of float of shape (t,)
        Weight of the rows of whom it is known whether they had left by the time. Must be >= 0.
    events : array of float of shape (t,)
        Weight of the rows that had left by the time, for the cause. Must be >= 0.

    Shapes: t length of `time`.
    """
    @property
    def time(self) -> NDArray[np.float64]:
        """Time."""
    @property
    def brier(self) -> NDArray[np.float64]:
        """Mean squared distance between what was predicted and what happened; 0 is best. Missing (NaN) where the time cannot be judged. Must be >= 0. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error. Missing as the score. Must be >= 0. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of its interval, cut at 0. Missing as the score. Must be >= 0. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end of its interval. Missing as the score. Must be >= 0. May be missing."""
    @property
    def reference(self) -> NDArray[np.float64]:
        """The score of one curve for everybody: Kaplan-Meier (Aalen-Johansen for a cause) of the judged rows. Missing as the score. Must be >= 0. May be missing."""
    @property
    def skill(self) -> NDArray[np.float64]:
        """1 - brier / reference (index of prediction accuracy): 1 is perfect, 0 no better than one curve for everybody, below 0 worse. Missing as the score, and where the reference is 0. Must be <= 1. May be missing."""
    @property
    def skill_std_error(self) -> NDArray[np.float64]:
        """Its standard error. Missing as the skill. Must be >= 0. May be missing."""
    @property
    def skill_lower(self) -> NDArray[np.float64]:
        """Lower end of its interval. Missing as the skill. May be missing."""
    @property
    def skill_upper(self) -> NDArray[np.float64]:
        """Upper end of its interval, cut at 1. Missing as the skill. May be missing."""
    @property
    def known(self) -> NDArray[np.float64]:
        """Weight of the rows of whom it is known whether they had left by the time. Must be >= 0."""
    @property
    def events(self) -> NDArray[np.float64]:
        """Weight of the rows that had left by the time, for the cause. Must be >= 0."""

def brier(
    prediction: TableLike,
    duration: ColumnLike,
    event: ColumnLike,
    times: Numbers,
    *,
    entry: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    cluster: ColumnLike | None = None,
    censoring_duration: ColumnLike | None = None,
    censoring_event: ColumnLike | None = None,
    predicted: Literal["survival", "incidence"] = 'survival',
    cause: int | None = None,
    censoring_at: Literal["before", "at"] = 'before',
    confidence_level: float = 0.95,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> BrierResult:
    """How far are predicted probabilities of leaving from what happened?

    Parameters
    ----------
    prediction : table-like of shape (n, t)
        Predicted probabilities: a column for each of `times`, in their order. Must be between 0 and 1.
    duration : array-like of shape (n,)
        Time of leaving, or of the end of observation. Must be >= 0.
    event : array-like of shape (n,)
        0 = still here (censored), 1, 2, … = left, by cause. Must be between 0 and 255.
    times : list of float
        Times that the columns of `prediction` are for, rising. Must be >= 0.
    entry : array-like of shape (n,), optional
        Time from which the row is observed; below `duration`.
    weights : array-like of shape (n,), optional
        How many people a row stands for. Rows with weight 0 are left out. Must be >= 0.
    cluster : array-like of shape (n,), optional
        Rows with the same label go together in the standard errors. Text, categories or whole numbers.
    censoring_duration : array-like of shape (m,), optional
        Durations of other people from whom censoring is learnt, such as those of the training data; the judged
        rows when not given. Must be >= 0.
    censoring_event : array-like of shape (m,), optional
        Their events; 0 = censored. Must be between 0 and 255.
    predicted : {'survival', 'incidence'}, default 'survival'
        What the predictions are probabilities of.
        * ``survival``: Probability of still being here (with a cause: of not having left for it).
        * ``incidence``: Probability of having left (with a cause: for it).
    cause : int or None, default None
        The cause that is predicted, others compete with it; every cause when not given. Must be between 1 and
        255.
    censoring_at : {'before', 'at'}, default 'before'
        Where the censoring distribution is read for people who left.
        * ``before``: Just before they left: G(T-), as Graf's definition and R's riskRegression and pec.
        * ``at``: At the time when they left: G(T), as scikit-survival. Differs where others are censored at that
          time.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : BrierResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n rows of `prediction`, m length of `censoring_duration`, t columns of `prediction`.
    """

class DiscriminationResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'judged', 'truncated', 'no_events', 'beyond_follow_up'}
        How the judging ended.
        * ``judged``: Everything that was asked could be judged.
        * ``truncated``: Some times lie beyond the follow-up; their values are missing, and integrals end before
          them.
        * ``no_events``: Nobody left for the cause by the last time: what compares those who left with others is
          missing.
        * ``beyond_follow_up``: No time can be judged: all lie beyond the follow-up, or there are no rows. All
          values are missing.
    warning : str
        What could not be judged; empty when everything could.
    uno : float
        Uno's concordance up to the horizon: pairs weighted by 1 / G², so that it does not depend on who was
        censored. Missing (NaN) without comparable pairs. Must be between 0 and 1. May be missing.
    uno_std_error : float
        Its standard error. Missing as the concordance. Must be >= 0. May be missing.
    uno_lower : float
        Lower end of its interval, cut at 0; where all pairs are in order, or none, Wilson's at as many pairs as
        share nobody. Missing as the concordance. Must be between 0 and 1. May be missing.
    uno_upper : float
        Upper end of its interval, cut at 1. Missing as the concordance. Must be between 0 and 1. May be missing.
    harrell : float
        Harrell's concordance up to the horizon. Missing (NaN) without comparable pairs. Must be between 0 and 1.
        May be missing.
    harrell_std_error : float
        Its standard error. Missing as the concordance. Must be >= 0. May be missing.
    harrell_lower : float
        Lower end of its interval, cut at 0; where all pairs are in order, or none, Wilson's at as many pairs as
        share nobody. Missing as the concordance. Must be between 0 and 1. May be missing.
    harrell_upper : float
        Upper end of its interval, cut at 1. Missing as the concordance. Must be between 0 and 1. May be missing.
    horizon : float
        Last time of leaving that the concordances count: the option, or where the follow-up allows no more;
        negative without rows.
    mean_auc : float
        Mean of the AUC over `times`, weighted by the share that left since the time before (of those that can be
        judged). Missing (NaN) without any. Must be between 0 and 1. May be missing.
    mean_auc_std_error : float
        Its standard error, the shares taken as given. Missing as the mean. Must be >= 0. May be missing.
    mean_auc_lower : float
        Lower end of its interval, cut at 0; where all pairs are in order, or none, Wilson's at as many pairs as
        share nobody. Missing as the mean. Must be between 0 and 1. May be missing.
    mean_auc_upper : float
        Upper end of its interval, cut at 1. Missing as the mean. Must be between 0 and 1. May be missing.
    times : DiscriminationTimes
        AUC at each time.
    rows : int
        Rows with positive weight. Must be >= 0.
    events : int
        Of those, rows that left for the cause. Must be >= 0.
    judged_until : float
        Last duration of the rows at which a time could be judged; negative without rows.
    """
    @property
    def status(self) -> Literal["judged", "truncated", "no_events", "beyond_follow_up"]:
        """How the judging ended."""
    @property
    def warning(self) -> str:
        """What could not be judged; empty when everything could."""
    @property
    def uno(self) -> float:
        """Uno's concordance up to the horizon: pairs weighted by 1 / G², so that it does not depend on who was censored. Missing (NaN) without comparable pairs. Must be between 0 and 1. May be missing."""
    @property
    def uno_std_error(self) -> float:
        """Its standard error. Missing as the concordance. Must be >= 0. May be missing."""
    @property
    def uno_lower(self) -> float:
        """Lower end of its interval, cut at 0; where all pairs are in order, or none, Wilson's at as many pairs as share nobody. Missing as the concordance. Must be between 0 and 1. May be missing."""
    @property
    def uno_upper(self) -> float:
        """Upper end of its interval, cut at 1. Missing as the concordance. Must be between 0 and 1. May be missing."""
    @property
    def harrell(self) -> float:
        """Harrell's concordance up to the horizon. Missing (NaN) without comparable pairs. Must be between 0 and 1. May be missing."""
    @property
    def harrell_std_error(self) -> float:
        """Its standard error. Missing as the concordance. Must be >= 0. May be missing."""
    @property
    def harrell_lower(self) -> float:
        """Lower end of its interval, cut at 0; where all pairs are in order, or none, Wilson's at as many pairs as share nobody. Missing as the concordance. Must be between 0 and 1. May be missing."""
    @property
    def harrell_upper(self) -> float:
        """Upper end of its interval, cut at 1. Missing as the concordance. Must be between 0 and 1. May be missing."""
    @property
    def horizon(self) -> float:
        """Last time of leaving that the concordances count: the option, or where the follow-up allows no more; negative without rows."""
    @property
    def mean_auc(self) -> float:
        """Mean of the AUC over `times`, weighted by the share that left since the time before (of those that can be judged). Missing (NaN) without any. Must be between 0 and 1. May be missing."""
    @property
    def mean_auc_std_error(self) -> float:
        """Its standard error, the shares taken as given. Missing as the mean. Must be >= 0. May be missing."""
    @property
    def mean_auc_lower(self) -> float:
        """Lower end of its interval, cut at 0; where all pairs are in order, or none, Wilson's at as many pairs as share nobody. Missing as the mean. Must be between 0 and 1. May be missing."""
    @property
    def mean_auc_upper(self) -> float:
        """Upper end of its interval, cut at 1. Missing as the mean. Must be between 0 and 1. May be missing."""
    @property
    def times(self) -> DiscriminationTimes:
        """AUC at each time."""
    @property
    def rows(self) -> int:
        """Rows with positive weight. Must be >= 0."""
    @property
    def events(self) -> int:
        """Of those, rows that left for the cause. Must be >= 0."""
    @property
    def judged_until(self) -> float:
        """Last duration of the rows at which a time could be judged; negative without rows."""
    @classmethod
    def from_json(cls, document: str | bytes) -> DiscriminationResult: ...

class DiscriminationTimes(Table):
    """A table of equally long columns.

    Attributes
    ----------
    time : array of float of shape (t,)
        Time.
    auc : array of float of shape (t,)
        Probability that somebody who had left by the time has a higher risk score than somebody who had not,
        ties by half. Missing (NaN) where the time cannot be judged, or one side is empty. Must be between 0 and
        1. May be missing.
    std_error : array of float of shape (t,)
        Its standard error. Missing as the AUC. Must be >= 0. May be missing.
    lower : array of float of shape (t,)
        Lower end of its interval, cut at 0; where all pairs are in order, or none, Wilson's at as many pairs as
        share nobody. Missing as the AUC. Must be between 0 and 1. May be missing.
    upper : array of float of shape (t,)
        Upper end of its interval, cut at 1. Missing as the AUC. Must be between 0 and 1. May be missing.
    leavers : array of float of shape (t,)
        Weight of the rows known to have left by the time, for the cause. Must be >= 0.
    others : array of float of shape (t,)
        Weight of the rows they are compared with. Must be >= 0.

    Shapes: t length of `time`.
    """
    @property
    def time(self) -> NDArray[np.float64]:
        """Time."""
    @property
    def auc(self) -> NDArray[np.float64]:
        """Probability that somebody who had left by the time has a higher risk score than somebody who had not, ties by half. Missing (NaN) where the time cannot be judged, or one side is empty. Must be between 0 and 1. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error. Missing as the AUC. Must be >= 0. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of its interval, cut at 0; where all pairs are in order, or none, Wilson's at as many pairs as share nobody. Missing as the AUC. Must be between 0 and 1. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end of its interval, cut at 1. Missing as the AUC. Must be between 0 and 1. May be missing."""
    @property
    def leavers(self) -> NDArray[np.float64]:
        """Weight of the rows known to have left by the time, for the cause. Must be >= 0."""
    @property
    def others(self) -> NDArray[np.float64]:
        """Weight of the rows they are compared with. Must be >= 0."""

def discrimination(
    score: ColumnLike,
    duration: ColumnLike,
    event: ColumnLike,
    *,
    entry: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    cluster: ColumnLike | None = None,
    censoring_duration: ColumnLike | None = None,
    censoring_event: ColumnLike | None = None,
    score_at: TableLike | None = None,
    times: Numbers = (),
    horizon: float | None = None,
    cause: int | None = None,
    direction: Literal["risk", "survival"] = 'risk',
    controls: Literal["still_here", "all_others"] = 'still_here',
    censoring_at: Literal["before", "at"] = 'before',
    confidence_level: float = 0.95,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> DiscriminationResult:
    """How well does a score tell who has left by a horizon?

    Parameters
    ----------
    score : array-like of shape (n,)
        What is to be judged: one number for each row.
    duration : array-like of shape (n,)
        Time of leaving, or of the end of observation. Must be >= 0.
    event : array-like of shape (n,)
        0 = still here (censored), 1, 2, … = left, by cause. Must be between 0 and 255.
    entry : array-like of shape (n,), optional
        Time from which the row is observed; below `duration`.
    weights : array-like of shape (n,), optional
        How many people a row stands for. Rows with weight 0 are left out. Must be >= 0.
    cluster : array-like of shape (n,), optional
        Rows with the same label go together in the standard errors. Text, categories or whole numbers.
    censoring_duration : array-like of shape (m,), optional
        Durations of other people from whom censoring is learnt, such as those of the training data; the judged
        rows when not given. Must be >= 0.
    censoring_event : array-like of shape (m,), optional
        Their events; 0 = censored. Must be between 0 and 255.
    score_at : table-like of shape (n, t), optional
        Scores that change with the time: a column for each of `times`, judged by the AUC instead of `score`.
    times : list of float, default ()
        Times of the AUC, rising; none when empty. Must be >= 0.
    horizon : float or None, default None
        The concordances count those who left by this time; all when not given. Must be > 0.
    cause : int or None, default None
        The cause that the score is for, others compete with it; every cause when not given. Must be between 1
        and 255.
    direction : {'risk', 'survival'}, default 'risk'
        What a higher score means.
        * ``risk``: A higher score means leaving sooner (a hazard, a linear predictor).
        * ``survival``: A higher score means staying longer (an expected tenure, a survival probability).
    controls : {'still_here', 'all_others'}, default 'still_here'
        With whom the AUC compares those who left.
        * ``still_here``: People still here after the time.
        * ``all_others``: People still here after the time, and those who had left for another cause.
    censoring_at : {'before', 'at'}, default 'before'
        Where the censoring distribution is read for people who left.
        * ``before``: Just before they left: G(T-), as Graf's definition and R's riskRegression and pec.
        * ``at``: At the time when they left: G(T), as scikit-survival. Differs where others are censored at that
          time.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : DiscriminationResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `score`, m length of `censoring_duration`, t columns of `score_at`.
    """

class CalibrationResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'judged', 'truncated', 'no_events', 'beyond_follow_up'}
        How the judging ended.
        * ``judged``: Everything that was asked could be judged.
        * ``truncated``: Some times lie beyond the follow-up; their values are missing, and integrals end before
          them.
        * ``no_events``: Nobody left for the cause by the last time: what compares those who left with others is
          missing.
        * ``beyond_follow_up``: No time can be judged: all lie beyond the follow-up, or there are no rows. All
          values are missing.
    warning : str
        What could not be judged; empty when everything could.
    predicted : float
        Mean predicted probability of leaving by the horizon. Missing (NaN) without rows. Must be between 0 and
        1. May be missing.
    observed : float
        Observed share that left by then, as in the bands. With `entry` and predictions from the start the mean
        of the bands' shares: the curve of all would count people who left before they could enter. Missing (NaN)
        beyond the follow-up. Must be between 0 and 1. May be missing.
    observed_std_error : float
        Its standard error. Missing as in the bands. Must be >= 0. May be missing.
    observed_lower : float
        Lower end of its interval. Missing as in the bands. Must be between 0 and 1. May be missing.
    observed_upper : float
        Upper end of its interval. Missing as in the bands. Must be between 0 and 1. May be missing.
    ratio : float
        observed / predicted: 1 is right on the whole, above 1 more left than predicted. Missing (NaN) where one
        of them is 0 or missing. Must be >= 0. May be missing.
    ratio_lower : float
        Lower end of its interval, symmetric for the logarithm, the prediction taken as given. Missing as the
        ratio. Must be >= 0. May be missing.
    ratio_upper : float
        Upper end of its interval. Missing as the ratio. Must be >= 0. May be missing.
    intercept : float
        Calibration in the large: what would have to be added to all predicted log-odds; 0 is right. Missing
        (NaN) with `entry` unless predictions are given being here then, beyond the follow-up, and where the
        regression has no finite answer. May be missing.
    intercept_std_error : float
        Its standard error. Missing as the intercept. Must be >= 0. May be missing.
    intercept_lower : float
        Lower end of its interval. Missing as the intercept. May be missing.
    intercept_upper : float
        Upper end of its interval. Missing as the intercept. May be missing.
    slope : float
        Factor by which the predicted log-odds would have to be stretched; 1 is right, below 1 the predictions
        are too extreme. Missing (NaN) as the intercept, and where all predictions are equal. May be missing.
    slope_std_error : float
        Its standard error. Missing as the slope. Must be >= 0. May be missing.
    slope_lower : float
        Lower end of its interval. Missing as the slope. May be missing.
    slope_upper : float
        Upper end of its interval. Missing as the slope. May be missing.
    integrated_index : float
        Integrated calibration index: mean distance between the smooth curve of what is observed and what was
        predicted. Missing (NaN) as the intercept. Must be between 0 and 1. May be missing.
    integrated_index_std_error : float
        Its standard error (delta method: where the curve crosses the diagonal nearly everywhere, the index is
        too small to be normal). Missing as the index. Must be >= 0. May be missing.
    integrated_index_lower : float
        Lower end of its interval, cut at 0. Missing as the index. Must be between 0 and 1. May be missing.
    integrated_index_upper : float
        Upper end of its interval, cut at 1. Missing as the index. Must be between 0 and 1. May be missing.
    median_error : float
        Median of that distance (E50). Missing as the index. Must be between 0 and 1. May be missing.
    ninetieth_error : float
        Its 90th percentile (E90). Missing as the index. Must be between 0 and 1. May be missing.
    largest_error : float
        Its largest value (Emax). Missing as the index. Must be between 0 and 1. May be missing.
    bands : CalibrationBands
        Predicted and observed by band of predicted probability.
    bins : CalibrationBins
        Predicted survival at the own end, which is spread evenly when whole curves are right; empty without
        `survival_at_end`.
    chi_squared : float
        Pearson's statistic of the bins (D-calibration). Missing (NaN) without `survival_at_end`. Must be >= 0.
        May be missing.
    degrees_of_freedom : float
        Its degrees of freedom: bins less 1. Missing as the statistic. Must be >= 0. May be missing.
    p_value : float
        Probability of so large a statistic when the curves are right. Missing as the statistic. Must be between
        0 and 1. May be missing.
    rows : int
        Rows with positive weight. Must be >= 0.
    events : int
        Of those, rows that left for the cause. Must be >= 0.
    """
    @property
    def status(self) -> Literal["judged", "truncated", "no_events", "beyond_follow_up"]:
        """How the judging ended."""
    @property
    def warning(self) -> str:
        """What could not be judged; empty when everything could."""
    @property
    def predicted(self) -> float:
        """Mean predicted probability of leaving by the horizon. Missing (NaN) without rows. Must be between 0 and 1. May be missing."""
    @property
    def observed(self) -> float:
        """Observed share that left by then, as in the bands. With `entry` and predictions from the start the mean of the bands' shares: the curve of all would count people who left before they could enter. Missing (NaN) beyond the follow-up. Must be between 0 and 1. May be missing."""
    @property
    def observed_std_error(self) -> float:
        """Its standard error. Missing as in the bands. Must be >= 0. May be missing."""
    @property
    def observed_lower(self) -> float:
        """Lower end of its interval. Missing as in the bands. Must be between 0 and 1. May be missing."""
    @property
    def observed_upper(self) -> float:
        """Upper end of its interval. Missing as in the bands. Must be between 0 and 1. May be missing."""
    @property
    def ratio(self) -> float:
        """observed / predicted: 1 is right on the whole, above 1 more left than predicted. Missing (NaN) where one of them is 0 or missing. Must be >= 0. May be missing."""
    @property
    def ratio_lower(self) -> float:
        """Lower end of its interval, symmetric for the logarithm, the prediction taken as given. Missing as the ratio. Must be >= 0. May be missing."""
    @property
    def ratio_upper(self) -> float:
        """Upper end of its interval. Missing as the ratio. Must be >= 0. May be missing."""
    @property
    def intercept(self) -> float:
        """Calibration in the large: what would have to be added to all predicted log-odds; 0 is right. Missing (NaN) with `entry` unless predictions are given being here then, beyond the follow-up, and where the regression has no finite answer. May be missing."""
    @property
    def intercept_std_error(self) -> float:
        """Its standard error. Missing as the intercept. Must be >= 0. May be missing."""
    @property
    def intercept_lower(self) -> float:
        """Lower end of its interval. Missing as the intercept. May be missing."""
    @property
    def intercept_upper(self) -> float:
        """Upper end of its interval. Missing as the intercept. May be missing."""
    @property
    def slope(self) -> float:
        """Factor by which the predicted log-odds would have to be stretched; 1 is right, below 1 the predictions are too extreme. Missing (NaN) as the intercept, and where all predictions are equal. May be missing."""
    @property
    def slope_std_error(self) -> float:
        """Its standard error. Missing as the slope. Must be >= 0. May be missing."""
    @property
    def slope_lower(self) -> float:
        """Lower end of its interval. Missing as the slope. May be missing."""
    @property
    def slope_upper(self) -> float:
        """Upper end of its interval. Missing as the slope. May be missing."""
    @property
    def integrated_index(self) -> float:
        """Integrated calibration index: mean distance between the smooth curve of what is observed and what was predicted. Missing (NaN) as the intercept. Must be between 0 and 1. May be missing."""
    @property
    def integrated_index_std_error(self) -> float:
        """Its standard error (delta method: where the curve crosses the diagonal nearly everywhere, the index is too small to be normal). Missing as the index. Must be >= 0. May be missing."""
    @property
    def integrated_index_lower(self) -> float:
        """Lower end of its interval, cut at 0. Missing as the index. Must be between 0 and 1. May be missing."""
    @property
    def integrated_index_upper(self) -> float:
        """Upper end of its interval, cut at 1. Missing as the index. Must be between 0 and 1. May be missing."""
    @property
    def median_error(self) -> float:
        """Median of that distance (E50). Missing as the index. Must be between 0 and 1. May be missing."""
    @property
    def ninetieth_error(self) -> float:
        """Its 90th percentile (E90). Missing as the index. Must be between 0 and 1. May be missing."""
    @property
    def largest_error(self) -> float:
        """Its largest value (Emax). Missing as the index. Must be between 0 and 1. May be missing."""
    @property
    def bands(self) -> CalibrationBands:
        """Predicted and observed by band of predicted probability."""
    @property
    def bins(self) -> CalibrationBins:
        """Predicted survival at the own end, which is spread evenly when whole curves are right; empty without `survival_at_end`."""
    @property
    def chi_squared(self) -> float:
        """Pearson's statistic of the bins (D-calibration). Missing (NaN) without `survival_at_end`. Must be >= 0. May be missing."""
    @property
    def degrees_of_freedom(self) -> float:
        """Its degrees of freedom: bins less 1. Missing as the statistic. Must be >= 0. May be missing."""
    @property
    def p_value(self) -> float:
        """Probability of so large a statistic when the curves are right. Missing as the statistic. Must be between 0 and 1. May be missing."""
    @property
    def rows(self) -> int:
        """Rows with positive weight. Must be >= 0."""
    @property
    def events(self) -> int:
        """Of those, rows that left for the cause. Must be >= 0."""
    @classmethod
    def from_json(cls, document: str | bytes) -> CalibrationResult: ...

class CalibrationBands(Table):
    """A table of equally long columns.

    Attributes
    ----------
    lowest : array of float of shape (g,)
        Lowest predicted probability of leaving in the band. Must be between 0 and 1.
    highest : array of float of shape (g,)
        Highest one. Must be between 0 and 1.
    weight : array of float of shape (g,)
        Sum of the weights. Must be >= 0.
    predicted : array of float of shape (g,)
        Mean predicted probability of leaving by the horizon. Must be between 0 and 1.
    observed : array of float of shape (g,)
        Observed share that left by then: 1 - Kaplan-Meier, with a cause Aalen-Johansen; of predictions given
        entry the share of those at risk then, weighted for censoring. Missing (NaN) where nobody of the band was
        observed so long. Must be between 0 and 1. May be missing.
    std_error : array of float of shape (g,)
        Its standard error. Missing as the share, and where nobody stayed. Must be >= 0. May be missing.
    lower : array of float of shape (g,)
        Lower end of its interval (log-log; where nobody or everybody left Wilson's, of those followed so far).
        Missing as the share. Must be between 0 and 1. May be missing.
    upper : array of float of shape (g,)
        Upper end of its interval. Missing as the lower one. Must be between 0 and 1. May be missing.
    smoothed : array of float of shape (g,)
        The smooth curve at the mean prediction. Missing as the smooth measures. Must be between 0 and 1. May be
        missing.
    rows : array of int of shape (g,)
        Rows with positive weight. Must be >= 0.

    Shapes: g length of `lowest`.
    """
    @property
    def lowest(self) -> NDArray[np.float64]:
        """Lowest predicted probability of leaving in the band. Must be between 0 and 1."""
    @property
    def highest(self) -> NDArray[np.float64]:
        """Highest one. Must be between 0 and 1."""
    @property
    def weight(self) -> NDArray[np.float64]:
        """Sum of the weights. Must be >= 0."""
    @property
    def predicted(self) -> NDArray[np.float64]:
        """Mean predicted probability of leaving by the horizon. Must be between 0 and 1."""
    @property
    def observed(self) -> NDArray[np.float64]:
        """Observed share that left by then: 1 - Kaplan-Meier, with a cause Aalen-Johansen; of predictions given entry the share of those at risk then, weighted for censoring. Missing (NaN) where nobody of the band was observed so long. Must be between 0 and 1. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error. Missing as the share, and where nobody stayed. Must be >= 0. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of its interval (log-log; where nobody or everybody left Wilson's, of those followed so far). Missing as the share. Must be between 0 and 1. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end of its interval. Missing as the lower one. Must be between 0 and 1. May be missing."""
    @property
    def smoothed(self) -> NDArray[np.float64]:
        """The smooth curve at the mean prediction. Missing as the smooth measures. Must be between 0 and 1. May be missing."""
    @property
    def rows(self) -> NDArray[np.int64]:
        """Rows with positive weight. Must be >= 0."""

class CalibrationBins(Table):
    """A table of equally long columns.

    Attributes
    ----------
    since : array of float of shape (b,)
        Predicted survival at which the bin begins. Must be between 0 and 1.
    until : array of float of shape (b,)
        Where it ends. Must be between 0 and 1.
    observed : array of float of shape (b,)
        Weight of the rows in the bin; a censored row is spread over the bins up to its own. Must be >= 0.
    expected : array of float of shape (b,)
        Weight expected when the predicted curves are right: the same in each bin. Must be >= 0.

    Shapes: b length of `since`.
    """
    @property
    def since(self) -> NDArray[np.float64]:
        """Predicted survival at which the bin begins. Must be between 0 and 1."""
    @property
    def until(self) -> NDArray[np.float64]:
        """Where it ends. Must be between 0 and 1."""
    @property
    def observed(self) -> NDArray[np.float64]:
        """Weight of the rows in the bin; a censored row is spread over the bins up to its own. Must be >= 0."""
    @property
    def expected(self) -> NDArray[np.float64]:
        """Weight expected when the predicted curves are right: the same in each bin. Must be >= 0."""

def calibration(
    prediction: ColumnLike,
    duration: ColumnLike,
    event: ColumnLike,
    horizon: float,
    *,
    entry: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    cluster: ColumnLike | None = None,
    survival_at_end: ColumnLike | None = None,
    predicted: Literal["survival", "incidence"] = 'survival',
    given: Literal["start", "entry"] = 'start',
    cause: int | None = None,
    bands: int = 10,
    cuts: Numbers = (),
    bins: int = 10,
    confidence_level: float = 0.95,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> CalibrationResult:
    """Do as many leave as was predicted?

    Parameters
    ----------
    prediction : array-like of shape (n,)
        Predicted probability at the horizon. Must be between 0 and 1.
    duration : array-like of shape (n,)
        Time of leaving, or of the end of observation. Must be >= 0.
    event : array-like of shape (n,)
        0 = still here (censored), 1, 2, … = left, by cause. Must be between 0 and 255.
    horizon : float
        Time that the predictions are for. Must be > 0.
    entry : array-like of shape (n,), optional
        Time from which the row is observed; below `duration`.
    weights : array-like of shape (n,), optional
        How many people a row stands for. Rows with weight 0 are left out. Must be >= 0.
    cluster : array-like of shape (n,), optional
        Rows with the same label go together in the standard errors of intercept and slope. Text, categories or
        whole numbers.
    survival_at_end : array-like of shape (n,), optional
        Predicted probability of still being here at the row's own `duration`, for the calibration of whole
        curves. Must be between 0 and 1.
    predicted : {'survival', 'incidence'}, default 'survival'
        What the predictions are probabilities of.
        * ``survival``: Probability of still being here (with a cause: of not having left for it).
        * ``incidence``: Probability of having left (with a cause: for it).
    given : {'start', 'entry'}, default 'start'
        What the predictions take for granted where there are entries.
        * ``start``: Nothing: they count from time 0. Bands and ratio know of the entries; intercept, slope and
          the smooth measures are missing with entries.
        * ``entry``: Being here at the row's `entry`, as survival.brier and survival.decision take them:
          everything is judged from entry to horizon, with censoring weights.
    cause : int or None, default None
        The cause that is predicted, others compete with it; every cause when not given. Must be between 1 and
        255.
    bands : int, default 10
        Bands of predicted probability of leaving, of equal weight. Must be between 1 and 10000.
    cuts : list of float, default ()
        Probabilities of leaving at which bands begin, rising, instead of `bands`. Must be > 0 and < 1.
    bins : int, default 10
        Bins of `survival_at_end`. Must be between 2 and 10000.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : CalibrationResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `prediction`.
    """

class DecisionResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'judged', 'truncated', 'no_events', 'beyond_follow_up'}
        How the judging ended.
        * ``judged``: Everything that was asked could be judged.
        * ``truncated``: Some times lie beyond the follow-up; their values are missing, and integrals end before
          them.
        * ``no_events``: Nobody left for the cause by the last time: what compares those who left with others is
          missing.
        * ``beyond_follow_up``: No time can be judged: all lie beyond the follow-up, or there are no rows. All
          values are missing.
    warning : str
        What could not be judged; empty when everything could.
    base_rate : float
        Share of the rows that leave by the horizon: the precision of alerts at random. Missing (NaN) beyond the
        follow-up. Must be between 0 and 1. May be missing.
    base_rate_std_error : float
        Its standard error. Missing as the rate. Must be >= 0. May be missing.
    base_rate_lower : float
        Lower end of its interval (Wilson's, at as many people as have the same variance). Missing as the rate.
        Must be between 0 and 1. May be missing.
    base_rate_upper : float
        Upper end of its interval. Missing as the rate. Must be between 0 and 1. May be missing.
    average_precision : float
        Precision averaged over the steps of recall, from the highest prediction down, equal predictions
        together. Missing (NaN) beyond the follow-up and where nobody leaves. Must be between 0 and 1. May be
        missing.
    average_precision_std_error : float
        Its standard error. Missing as the average. Must be >= 0. May be missing.
    average_precision_lower : float
        Lower end of its interval, cut at 0; of an average of 1 Wilson's at the leavers. Missing as the average.
        Must be between 0 and 1. May be missing.
    average_precision_upper : float
        Upper end of its interval, cut at 1. Missing as the average. Must be between 0 and 1. May be missing.
    thresholds : DecisionThresholds
        The decision curve.
    loads : DecisionLoads
        What a number of alerts in each period catches; empty without `alerts`.
    rows : int
        Rows with positive weight. Must be >= 0.
    events : int
        Of those, rows that left for the cause. Must be >= 0.
    periods : int
        Periods. Must be >= 0.
    """
    @property
    def status(self) -> Literal["judged", "truncated", "no_events", "beyond_follow_up"]:
        """How the judging ended."""
    @property
    def warning(self) -> str:
        """What could not be judged; empty when everything could."""
    @property
    def base_rate(self) -> float:
        """Share of the rows that leave by the horizon: the precision of alerts at random. Missing (NaN) beyond the follow-up. Must be between 0 and 1. May be missing."""
    @property
    def base_rate_std_error(self) -> float:
        """Its standard error. Missing as the rate. Must be >= 0. May be missing."""
    @property
    def base_rate_lower(self) -> float:
        """Lower end of its interval (Wilson's, at as many people as have the same variance). Missing as the rate. Must be between 0 and 1. May be missing."""
    @property
    def base_rate_upper(self) -> float:
        """Upper end of its interval. Missing as the rate. Must be between 0 and 1. May be missing."""
    @property
    def average_precision(self) -> float:
        """Precision averaged over the steps of recall, from the highest prediction down, equal predictions together. Missing (NaN) beyond the follow-up and where nobody leaves. Must be between 0 and 1. May be missing."""
    @property
    def average_precision_std_error(self) -> float:
        """Its standard error. Missing as the average. Must be >= 0. May be missing."""
    @property
    def average_precision_lower(self) -> float:
        """Lower end of its interval, cut at 0; of an average of 1 Wilson's at the leavers. Missing as the average. Must be between 0 and 1. May be missing."""
    @property
    def average_precision_upper(self) -> float:
        """Upper end of its interval, cut at 1. Missing as the average. Must be between 0 and 1. May be missing."""
    @property
    def thresholds(self) -> DecisionThresholds:
        """The decision curve."""
    @property
    def loads(self) -> DecisionLoads:
        """What a number of alerts in each period catches; empty without `alerts`."""
    @property
    def rows(self) -> int:
        """Rows with positive weight. Must be >= 0."""
    @property
    def events(self) -> int:
        """Of those, rows that left for the cause. Must be >= 0."""
    @property
    def periods(self) -> int:
        """Periods. Must be >= 0."""
    @classmethod
    def from_json(cls, document: str | bytes) -> DecisionResult: ...

class DecisionThresholds(Table):
    """A table of equally long columns.

    Attributes
    ----------
    threshold : array of float of shape (b,)
        Probability of leaving from which one acts.
    alerted : array of float of shape (b,)
        Share of the rows predicted to be at or above it. Missing (NaN) beyond the follow-up. Must be between 0
        and 1. May be missing.
    net_benefit : array of float of shape (b,)
        True positives less false positives weighed by threshold / (1 - threshold), per row; not acting at all
        brings 0. Missing beyond the follow-up. Must be <= 1. May be missing.
    std_error : array of float of shape (b,)
        Its standard error. Missing as the benefit. Must be >= 0. May be missing.
    lower : array of float of shape (b,)
        Lower end of its interval. Missing as the benefit. May be missing.
    upper : array of float of shape (b,)
        Upper end of its interval. Missing as the benefit. May be missing.
    net_benefit_all : array of float of shape (b,)
        Net benefit of acting on everybody. Missing as the benefit. Must be <= 1. May be missing.
    precision : array of float of shape (b,)
        Share of those alerted that leave by the horizon. Missing without alerts. Must be between 0 and 1. May be
        missing.
    precision_std_error : array of float of shape (b,)
        Its standard error. Missing as the precision. Must be >= 0. May be missing.
    precision_lower : array of float of shape (b,)
        Lower end of its interval (Wilson's, at as many people as have the same variance). Missing as the
        precision. Must be between 0 and 1. May be missing.
    precision_upper : array of float of shape (b,)
        Upper end of its interval. Missing as the precision. Must be between 0 and 1. May be missing.
    recall : array of float of shape (b,)
        Share of those who leave by the horizon that was alerted. Missing where nobody leaves. Must be between 0
        and 1. May be missing.
    recall_std_error : array of float of shape (b,)
        Its standard error. Missing as the recall. Must be >= 0. May be missing.
    recall_lower : array of float of shape (b,)
        Lower end of its interval (Wilson's, at as many people as have the same variance). Missing as the recall.
        Must be between 0 and 1. May be missing.
    recall_upper : array of float of shape (b,)
        Upper end of its interval. Missing as the recall. Must be between 0 and 1. May be missing.

    Shapes: b length of `threshold`.
    """
    @property
    def threshold(self) -> NDArray[np.float64]:
        """Probability of leaving from which one acts."""
    @property
    def alerted(self) -> NDArray[np.float64]:
        """Share of the rows predicted to be at or above it. Missing (NaN) beyond the follow-up. Must be between 0 and 1. May be missing."""
    @property
    def net_benefit(self) -> NDArray[np.float64]:
        """True positives less false positives weighed by threshold / (1 - threshold), per row; not acting at all brings 0. Missing beyond the follow-up. Must be <= 1. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error. Missing as the benefit. Must be >= 0. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of its interval. Missing as the benefit. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end of its interval. Missing as the benefit. May be missing."""
    @property
    def net_benefit_all(self) -> NDArray[np.float64]:
        """Net benefit of acting on everybody. Missing as the benefit. Must be <= 1. May be missing."""
    @property
    def precision(self) -> NDArray[np.float64]:
        """Share of those alerted that leave by the horizon. Missing without alerts. Must be between 0 and 1. May be missing."""
    @property
    def precision_std_error(self) -> NDArray[np.float64]:
        """Its standard error. Missing as the precision. Must be >= 0. May be missing."""
    @property
    def precision_lower(self) -> NDArray[np.float64]:
        """Lower end of its interval (Wilson's, at as many people as have the same variance). Missing as the precision. Must be between 0 and 1. May be missing."""
    @property
    def precision_upper(self) -> NDArray[np.float64]:
        """Upper end of its interval. Missing as the precision. Must be between 0 and 1. May be missing."""
    @property
    def recall(self) -> NDArray[np.float64]:
        """Share of those who leave by the horizon that was alerted. Missing where nobody leaves. Must be between 0 and 1. May be missing."""
    @property
    def recall_std_error(self) -> NDArray[np.float64]:
        """Its standard error. Missing as the recall. Must be >= 0. May be missing."""
    @property
    def recall_lower(self) -> NDArray[np.float64]:
        """Lower end of its interval (Wilson's, at as many people as have the same variance). Missing as the recall. Must be between 0 and 1. May be missing."""
    @property
    def recall_upper(self) -> NDArray[np.float64]:
        """Upper end of its interval. Missing as the recall. Must be between 0 and 1. May be missing."""

class DecisionLoads(Table):
    """A table of equally long columns.

    Attributes
    ----------
    alerts : array of float of shape (a,)
        Alerts in each period.
    alerted : array of float of shape (a,)
        Alerts given over all periods: fewer where a period has fewer rows. Must be >= 0.
    precision : array of float of shape (a,)
        Share of those alerted that leave by the horizon. Missing (NaN) beyond the follow-up and without alerts.
        Must be between 0 and 1. May be missing.
    precision_std_error : array of float of shape (a,)
        Its standard error, the alerts taken as given. Missing as the precision. Must be >= 0. May be missing.
    precision_lower : array of float of shape (a,)
        Lower end of its interval (Wilson's, at as many people as have the same variance). Missing as the
        precision. Must be between 0 and 1. May be missing.
    precision_upper : array of float of shape (a,)
        Upper end of its interval. Missing as the precision. Must be between 0 and 1. May be missing.
    recall : array of float of shape (a,)
        Share of those who leave by the horizon that was alerted. Missing beyond the follow-up and where nobody
        leaves. Must be between 0 and 1. May be missing.
    recall_std_error : array of float of shape (a,)
        Its standard error, the alerts taken as given. Missing as the recall. Must be >= 0. May be missing.
    recall_lower : array of float of shape (a,)
        Lower end of its interval (Wilson's, at as many people as have the same variance). Missing as the recall.
        Must be between 0 and 1. May be missing.
    recall_upper : array of float of shape (a,)
        Upper end of its interval. Missing as the recall. Must be between 0 and 1. May be missing.
    lead_time : array of float of shape (a,)
        Mean time from the alert to leaving, of those alerted who leave by the horizon. Missing without any. Must
        be >= 0. May be missing.
    lead_time_std_error : array of float of shape (a,)
        Its standard error, the alerts taken as given. Missing as the mean. Must be >= 0. May be missing.
    lead_time_lower : array of float of shape (a,)
        Lower end of its interval, cut at 0. Missing as the mean. Must be >= 0. May be missing.
    lead_time_upper : array of float of shape (a,)
        Upper end of its interval, cut at the horizon. Missing as the mean. Must be >= 0. May be missing.
    median_lead_time : array of float of shape (a,)
        Its median. Missing as the mean. Must be >= 0. May be missing.

    Shapes: a length of `alerts`.
    """
    @property
    def alerts(self) -> NDArray[np.float64]:
        """Alerts in each period."""
    @property
    def alerted(self) -> NDArray[np.float64]:
        """Alerts given over all periods: fewer where a period has fewer rows. Must be >= 0."""
    @property
    def precision(self) -> NDArray[np.float64]:
        """Share of those alerted that leave by the horizon. Missing (NaN) beyond the follow-up and without alerts. Must be between 0 and 1. May be missing."""
    @property
    def precision_std_error(self) -> NDArray[np.float64]:
        """Its standard error, the alerts taken as given. Missing as the precision. Must be >= 0. May be missing."""
    @property
    def precision_lower(self) -> NDArray[np.float64]:
        """Lower end of its interval (Wilson's, at as many people as have the same variance). Missing as the precision. Must be between 0 and 1. May be missing."""
    @property
    def precision_upper(self) -> NDArray[np.float64]:
        """Upper end of its interval. Missing as the precision. Must be between 0 and 1. May be missing."""
    @property
    def recall(self) -> NDArray[np.float64]:
        """Share of those who leave by the horizon that was alerted. Missing beyond the follow-up and where nobody leaves. Must be between 0 and 1. May be missing."""
    @property
    def recall_std_error(self) -> NDArray[np.float64]:
        """Its standard error, the alerts taken as given. Missing as the recall. Must be >= 0. May be missing."""
    @property
    def recall_lower(self) -> NDArray[np.float64]:
        """Lower end of its interval (Wilson's, at as many people as have the same variance). Missing as the recall. Must be between 0 and 1. May be missing."""
    @property
    def recall_upper(self) -> NDArray[np.float64]:
        """Upper end of its interval. Missing as the recall. Must be between 0 and 1. May be missing."""
    @property
    def lead_time(self) -> NDArray[np.float64]:
        """Mean time from the alert to leaving, of those alerted who leave by the horizon. Missing without any. Must be >= 0. May be missing."""
    @property
    def lead_time_std_error(self) -> NDArray[np.float64]:
        """Its standard error, the alerts taken as given. Missing as the mean. Must be >= 0. May be missing."""
    @property
    def lead_time_lower(self) -> NDArray[np.float64]:
        """Lower end of its interval, cut at 0. Missing as the mean. Must be >= 0. May be missing."""
    @property
    def lead_time_upper(self) -> NDArray[np.float64]:
        """Upper end of its interval, cut at the horizon. Missing as the mean. Must be >= 0. May be missing."""
    @property
    def median_lead_time(self) -> NDArray[np.float64]:
        """Its median. Missing as the mean. Must be >= 0. May be missing."""

def decision(
    prediction: ColumnLike,
    duration: ColumnLike,
    event: ColumnLike,
    horizon: float,
    *,
    entry: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    cluster: ColumnLike | None = None,
    period: ColumnLike | None = None,
    predicted: Literal["survival", "incidence"] = 'survival',
    cause: int | None = None,
    thresholds: Numbers = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5),
    alerts: Numbers = (),
    confidence_level: float = 0.95,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> DecisionResult:
    """What does acting on predicted risk bring, and whom do so many alerts catch?

    Parameters
    ----------
    prediction : array-like of shape (n,)
        Predicted probability at the horizon. Must be between 0 and 1.
    duration : array-like of shape (n,)
        Time from the prediction to leaving, or to the end of observation. Must be >= 0.
    event : array-like of shape (n,)
        0 = still here (censored), 1, 2, … = left, by cause. Must be between 0 and 255.
    horizon : float
        Time that the predictions are for. Must be > 0.
    entry : array-like of shape (n,), optional
        Time from which the row is observed; below `duration`.
    weights : array-like of shape (n,), optional
        How many people a row stands for. Rows with weight 0 are left out. Must be >= 0.
    cluster : array-like of shape (n,), optional
        Rows with the same label go together in the standard errors. Text, categories or whole numbers.
    period : array-like of shape (n,), optional
        Period (week, month) in which the prediction was made: alerts are given out period by period. One period
        when not given. Text, categories or whole numbers.
    predicted : {'survival', 'incidence'}, default 'survival'
        What the predictions are probabilities of.
        * ``survival``: Probability of still being here (with a cause: of not having left for it).
        * ``incidence``: Probability of having left (with a cause: for it).
    cause : int or None, default None
        The cause that is predicted, others compete with it; every cause when not given. Must be between 1 and
        255.
    thresholds : list of float, default (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
        Probabilities of leaving from which one would act, rising. Must be > 0 and < 1.
    alerts : list of float, default ()
        Numbers of alerts in each period, given to those with the highest predicted probability of leaving;
        rising. Must be > 0.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : DecisionResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `prediction`.
    """
