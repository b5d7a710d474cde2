# Written by `python -m mainstay._generate` from the description of the analyses.
from collections.abc import Sequence
from typing import Any, Literal, TypedDict

import numpy as np
from numpy.typing import NDArray

from ._call import Result, State
from ._table import Table
from ._typing import ColumnLike, Numbers, Progress, TableLike

__all__ = [
    "AgreementRaters",
    "AgreementResult",
    "AttainmentPoint",
    "DecisionBound",
    "DecisionCriteria",
    "DecisionCriterion",
    "DecisionGrade",
    "DecisionOutcome",
    "DecisionReversals",
    "DeductionRule",
    "DistributionClasses",
    "DistributionCurve",
    "DistributionGroups",
    "DistributionQuantiles",
    "DistributionResult",
    "DistributionTiers",
    "DistributionTops",
    "ForcedDistributionResult",
    "ForcedGrade",
    "ForcedGrades",
    "ForcedGuidelines",
    "GradeGuideline",
    "IntraclassForms",
    "MovementPeriods",
    "MovementResult",
    "MovementTable",
    "MovementTiers",
    "NineBoxResult",
    "NineBoxTable",
    "PayoutFactor",
    "PayoutPeople",
    "PayoutPlan",
    "PayoutPool",
    "PayoutPools",
    "PayoutResult",
    "PayoutSteps",
    "PayoutTier",
    "PayoutTiers",
    "PlanChanges",
    "PlanGroups",
    "PlanPeople",
    "PlanResult",
    "PlanSensitivity",
    "RankingGroups",
    "RankingResult",
    "RankingSetTable",
    "RatedItems",
    "RatedPeople",
    "RaterVariances",
    "RatersResult",
    "RatingRaters",
    "RatingSubsets",
    "RoleFeedback",
    "RollingCoverage",
    "RollingIndicators",
    "RollingMoved",
    "RollingRatio",
    "RollingRatios",
    "RollingResult",
    "RollingRows",
    "RollingState",
    "RollingSums",
    "RollingWindow",
    "Scorecard",
    "ScorecardCards",
    "ScorecardDeductions",
    "ScorecardFindings",
    "ScorecardGate",
    "ScorecardGates",
    "ScorecardIndicator",
    "ScorecardIndicators",
    "ScorecardResult",
    "ScorecardSteps",
    "ScorecardTier",
    "SelfAgainstOthers",
    "ShrinkageGroups",
    "ShrinkageResult",
    "TargetsNodes",
    "TargetsResult",
    "TargetsStages",
    "TargetsUnreachable",
    "WeightsCriteria",
    "WeightsJudgements",
    "WeightsResult",
    "agreement",
    "decision",
    "distribution",
    "forced_distribution",
    "movement",
    "nine_box",
    "payout",
    "plan",
    "ranking",
    "raters",
    "rolling",
    "scorecard",
    "shrinkage",
    "targets",
    "weights",
]

class _AttainmentPointRequired(TypedDict):
    at: float
    score: float

class AttainmentPoint(_AttainmentPointRequired, total=False):
    pass

class _ScorecardIndicatorRequired(TypedDict):
    name: str
    curve: list[AttainmentPoint]

class ScorecardIndicator(_ScorecardIndicatorRequired, total=False):
    numerator: str
    denominator: str
    direction: Literal["higher", "lower", "band"]
    curve_of: Literal["value", "share_of_target"]
    outside: float
    weight: float
    target: float | None
    prorate: bool
    missing: Literal["refuse", "interval", "reweigh", "zero"]

class _ScorecardGateRequired(TypedDict):
    indicator: str

class ScorecardGate(_ScorecardGateRequired, total=False):
    name: str
    at_least: float | None
    at_most: float | None
    effect: Literal["ceiling", "zero"]
    ceiling: float

class _DeductionRuleRequired(TypedDict):
    name: str

class DeductionRule(_DeductionRuleRequired, total=False):
    points: float
    half_life_days: float | None
    cap: float | None
    reach_days: int | None

class _ScorecardTierRequired(TypedDict):
    name: str

class ScorecardTier(_ScorecardTierRequired, total=False):
    at_least: float | None
    below: float | None

class _ScorecardRequired(TypedDict):
    indicators: list[ScorecardIndicator]

class Scorecard(_ScorecardRequired, total=False):
    role: str
    version: str
    weights: Literal["shares", "relative"]
    scale: float
    gates: list[ScorecardGate]
    deductions: list[DeductionRule]
    deduction_cap: float | None
    lowest: float
    highest: float | None
    decimals: int | None
    tiers: list[ScorecardTier]
    hysteresis_up: float
    hysteresis_down: float
    least_presence: float
    least_coverage: float

class ScorecardResult(Result):
    """A record of named fields.

    Attributes
    ----------
    scored : int
        Cards with a score.
    scorecards : list of Scorecard
        The definitions as they were given: with them the scores can be computed again.
    cards : ScorecardCards
        The scores.
    indicators : ScorecardIndicators
        What each indicator attained and adds.
    gates : ScorecardGates
        Which gates failed.
    deductions : ScorecardDeductions
        What each event cost.
    steps : ScorecardSteps
        The calculation, step by step. Empty unless explain.
    findings : ScorecardFindings
        What was met on the way.
    sentence : list of str of shape (n,)
        In English, for each card. Empty unless explain.
    sentence_zh : list of str of shape (n,)
        In Chinese. Empty unless explain.

    Shapes: n length of `sentence`.
    """
    @property
    def scored(self) -> int:
        """Cards with a score."""
    @property
    def scorecards(self) -> list[Any]:
        """The definitions as they were given: with them the scores can be computed again."""
    @property
    def cards(self) -> ScorecardCards:
        """The scores."""
    @property
    def indicators(self) -> ScorecardIndicators:
        """What each indicator attained and adds."""
    @property
    def gates(self) -> ScorecardGates:
        """Which gates failed."""
    @property
    def deductions(self) -> ScorecardDeductions:
        """What each event cost."""
    @property
    def steps(self) -> ScorecardSteps:
        """The calculation, step by step. Empty unless explain."""
    @property
    def findings(self) -> ScorecardFindings:
        """What was met on the way."""
    @property
    def sentence(self) -> list[str]:
        """In English, for each card. Empty unless explain."""
    @property
    def sentence_zh(self) -> list[str]:
        """In Chinese. Empty unless explain."""
    @classmethod
    def from_json(cls, document: str | bytes) -> ScorecardResult: ...

class ScorecardCards(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (n,)
        The person.
    period : array of str of shape (n,)
        The period; missing without. May be missing.
    role : array of str of shape (n,)
        The role.
    status : array of str of shape (n,)
        scored, interval, incomplete or absent.
    score : array of float of shape (n,)
        The score; missing (NaN) unless scored. May be missing.
    lower : array of float of shape (n,)
        What it is at least: the score, or less where something was not measured; missing (NaN) without score.
        May be missing.
    upper : array of float of shape (n,)
        What it is at most. May be missing.
    tier : array of str of shape (n,)
        The tier, after hysteresis; missing without score, and below the lowest. May be missing.
    reached_tier : array of str of shape (n,)
        The tier by the edges alone. May be missing.
    attained : array of float of shape (n,)
        The contributions added, before gates, deductions and limits; missing (NaN) unless scored. May be
        missing.
    deducted : array of float of shape (n,)
        Points that events cost; missing (NaN) unless scored. May be missing.
    gates_failed : array of int of shape (n,)
        Gates that failed.
    bound : array of str of shape (n,)
        What bound the score last.
    bound_by : array of str of shape (n,)
        Name of the gate; missing unless a gate. May be missing.
    coverage : array of float of shape (n,)
        Weight that was measured. Must be between 0 and 1.
    presence : array of float of shape (n,)
        Share of days present; 1 when not given. Must be >= 0.

    Shapes: n length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The person."""
    @property
    def period(self) -> NDArray[np.object_]:
        """The period; missing without. May be missing."""
    @property
    def role(self) -> NDArray[np.object_]:
        """The role."""
    @property
    def status(self) -> NDArray[np.object_]:
        """scored, interval, incomplete or absent."""
    @property
    def score(self) -> NDArray[np.float64]:
        """The score; missing (NaN) unless scored. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """What it is at least: the score, or less where something was not measured; missing (NaN) without score. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """What it is at most. May be missing."""
    @property
    def tier(self) -> NDArray[np.object_]:
        """The tier, after hysteresis; missing without score, and below the lowest. May be missing."""
    @property
    def reached_tier(self) -> NDArray[np.object_]:
        """The tier by the edges alone. May be missing."""
    @property
    def attained(self) -> NDArray[np.float64]:
        """The contributions added, before gates, deductions and limits; missing (NaN) unless scored. May be missing."""
    @property
    def deducted(self) -> NDArray[np.float64]:
        """Points that events cost; missing (NaN) unless scored. May be missing."""
    @property
    def gates_failed(self) -> NDArray[np.int64]:
        """Gates that failed."""
    @property
    def bound(self) -> NDArray[np.object_]:
        """What bound the score last."""
    @property
    def bound_by(self) -> NDArray[np.object_]:
        """Name of the gate; missing unless a gate. May be missing."""
    @property
    def coverage(self) -> NDArray[np.float64]:
        """Weight that was measured. Must be between 0 and 1."""
    @property
    def presence(self) -> NDArray[np.float64]:
        """Share of days present; 1 when not given. Must be >= 0."""

class ScorecardIndicators(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (indicators,)
        Row of the card, from 0.
    person : array of str of shape (indicators,)
        The person.
    period : array of str of shape (indicators,)
        The period; missing without. May be missing.
    indicator : array of str of shape (indicators,)
        The indicator.
    numerator : array of float of shape (indicators,)
        Sum credited; missing (NaN) where not measured. May be missing.
    denominator : array of float of shape (indicators,)
        Sum credited; missing (NaN) for amounts. May be missing.
    value : array of float of shape (indicators,)
        The value; missing (NaN) where not measured. May be missing.
    target : array of float of shape (indicators,)
        The target; missing (NaN) where the curve needs none. May be missing.
    compared : array of float of shape (indicators,)
        Where on the curve it stands: the value, prorated, over the target. May be missing.
    attainment : array of float of shape (indicators,)
        What the curve gives; missing (NaN) where not measured, unless it counts as 0. May be missing.
    bound : array of str of shape (indicators,)
        What kept it from counting by its value.
    weight : array of float of shape (indicators,)
        Weight as it counted, after reweighing. Must be between 0 and 1.
    contribution : array of float of shape (indicators,)
        Points; missing (NaN) where the score is an interval because of it. May be missing.

    Shapes: indicators length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the card, from 0."""
    @property
    def person(self) -> NDArray[np.object_]:
        """The person."""
    @property
    def period(self) -> NDArray[np.object_]:
        """The period; missing without. May be missing."""
    @property
    def indicator(self) -> NDArray[np.object_]:
        """The indicator."""
    @property
    def numerator(self) -> NDArray[np.float64]:
        """Sum credited; missing (NaN) where not measured. May be missing."""
    @property
    def denominator(self) -> NDArray[np.float64]:
        """Sum credited; missing (NaN) for amounts. May be missing."""
    @property
    def value(self) -> NDArray[np.float64]:
        """The value; missing (NaN) where not measured. May be missing."""
    @property
    def target(self) -> NDArray[np.float64]:
        """The target; missing (NaN) where the curve needs none. May be missing."""
    @property
    def compared(self) -> NDArray[np.float64]:
        """Where on the curve it stands: the value, prorated, over the target. May be missing."""
    @property
    def attainment(self) -> NDArray[np.float64]:
        """What the curve gives; missing (NaN) where not measured, unless it counts as 0. May be missing."""
    @property
    def bound(self) -> NDArray[np.object_]:
        """What kept it from counting by its value."""
    @property
    def weight(self) -> NDArray[np.float64]:
        """Weight as it counted, after reweighing. Must be between 0 and 1."""
    @property
    def contribution(self) -> NDArray[np.float64]:
        """Points; missing (NaN) where the score is an interval because of it. May be missing."""

class ScorecardGates(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (gates,)
        Row of the card, from 0.
    gate : array of str of shape (gates,)
        The gate.
    value : array of float of shape (gates,)
        The value of its indicator; missing (NaN) where not measured. May be missing.
    failed : array of int of shape (gates,)
        1 where it failed, also because the indicator counts as 0 when missing. Must be between 0 and 1.

    Shapes: gates length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the card, from 0."""
    @property
    def gate(self) -> NDArray[np.object_]:
        """The gate."""
    @property
    def value(self) -> NDArray[np.float64]:
        """The value of its indicator; missing (NaN) where not measured. May be missing."""
    @property
    def failed(self) -> NDArray[np.int64]:
        """1 where it failed, also because the indicator counts as 0 when missing. Must be between 0 and 1."""

class ScorecardDeductions(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (deductions,)
        Row of the card, from 0.
    person : array of str of shape (deductions,)
        The person.
    event : array of str of shape (deductions,)
        Id of the event.
    rule : array of str of shape (deductions,)
        The rule.
    day : array of int of shape (deductions,)
        Its day. In days since 1970-01-01.
    age_days : array of int of shape (deductions,)
        Days from it to the last day of the period. In days.
    points : array of float of shape (deductions,)
        Points of the event.
    decayed : array of float of shape (deductions,)
        What is left of them.
    taken : array of float of shape (deductions,)
        What was deducted, within the caps.

    Shapes: deductions length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the card, from 0."""
    @property
    def person(self) -> NDArray[np.object_]:
        """The person."""
    @property
    def event(self) -> NDArray[np.object_]:
        """Id of the event."""
    @property
    def rule(self) -> NDArray[np.object_]:
        """The rule."""
    @property
    def day(self) -> NDArray[np.int64]:
        """Its day. In days since 1970-01-01."""
    @property
    def age_days(self) -> NDArray[np.int64]:
        """Days from it to the last day of the period. In days."""
    @property
    def points(self) -> NDArray[np.float64]:
        """Points of the event."""
    @property
    def decayed(self) -> NDArray[np.float64]:
        """What is left of them."""
    @property
    def taken(self) -> NDArray[np.float64]:
        """What was deducted, within the caps."""

class ScorecardSteps(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (steps,)
        Row of the card, from 0.
    person : array of str of shape (steps,)
        The person.
    period : array of str of shape (steps,)
        The period; missing without. May be missing.
    step : array of int of shape (steps,)
        Number of the step, from 1.
    rule : array of str of shape (steps,)
        What is done.
    what : array of str of shape (steps,)
        Of what: an indicator, a gate, an event, the score.
    before : array of float of shape (steps,)
        The value that comes in; missing (NaN) where one begins. May be missing.
    after : array of float of shape (steps,)
        The value that comes out.
    formula : list of str of shape (steps,)
        How, in numbers: + - * / ** ( ) min max floor. Empty for a sum of rows and a tier.

    Shapes: steps length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the card, from 0."""
    @property
    def person(self) -> NDArray[np.object_]:
        """The person."""
    @property
    def period(self) -> NDArray[np.object_]:
        """The period; missing without. May be missing."""
    @property
    def step(self) -> NDArray[np.int64]:
        """Number of the step, from 1."""
    @property
    def rule(self) -> NDArray[np.object_]:
        """What is done."""
    @property
    def what(self) -> NDArray[np.object_]:
        """Of what: an indicator, a gate, an event, the score."""
    @property
    def before(self) -> NDArray[np.float64]:
        """The value that comes in; missing (NaN) where one begins. May be missing."""
    @property
    def after(self) -> NDArray[np.float64]:
        """The value that comes out."""
    @property
    def formula(self) -> NDArray[np.object_]:
        """How, in numbers: + - * / ** ( ) min max floor. Empty for a sum of rows and a tier."""

class ScorecardFindings(Table):
    """A table of equally long columns.

    Attributes
    ----------
    finding : list of str of shape (f,)
        What was found, as a code.
    count : array of int of shape (f,)
        Rows concerned.
    first_row : array of int of shape (f,)
        The first of them, from 0.

    Shapes: f length of `finding`.
    """
    @property
    def finding(self) -> NDArray[np.object_]:
        """What was found, as a code."""
    @property
    def count(self) -> NDArray[np.int64]:
        """Rows concerned."""
    @property
    def first_row(self) -> NDArray[np.int64]:
        """The first of them, from 0."""

def scorecard(
    person: ColumnLike,
    actual_person: ColumnLike,
    actual: TableLike,
    scorecards: Sequence[Scorecard],
    *,
    period: ColumnLike | None = None,
    role: ColumnLike | None = None,
    start: ColumnLike | None = None,
    stop: ColumnLike | None = None,
    days_present: ColumnLike | None = None,
    days_total: ColumnLike | None = None,
    previous_tier: ColumnLike | None = None,
    target: TableLike | None = None,
    actual_period: ColumnLike | None = None,
    event: ColumnLike | None = None,
    event_person: ColumnLike | None = None,
    event_rule: ColumnLike | None = None,
    event_day: ColumnLike | None = None,
    event_points: ColumnLike | None = None,
    split_from: ColumnLike | None = None,
    split_period: ColumnLike | None = None,
    split_indicator: ColumnLike | None = None,
    split_to: ColumnLike | None = None,
    split_share: ColumnLike | None = None,
    unmatched: Literal["refuse", "leave_out"] = 'refuse',
    overlaps: Literal["refuse", "allow"] = 'refuse',
    explain: bool = True,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> ScorecardResult:
    """What does each person score, and how did it come about?

    Parameters
    ----------
    person : array-like of shape (n,)
        Whose card; a row is a card. Text, categories or whole numbers.
    actual_person : array-like of shape (actuals,)
        Person or team of a row of actual. Text, categories or whole numbers.
    actual : table-like of shape (actuals,)
        Numerators and denominators, as many rows as there are (days, contracts, sums). Missing: not measured in
        this row; numerator and denominator together. May be missing.
    scorecards : list of Scorecard
        The definitions, one for each role.
    period : array-like of shape (n,), optional
        The period of the card. A person has one card in a period. Text, categories or whole numbers.
    role : array-like of shape (n,), optional
        Role of the card, as a scorecard names it; needed with several scorecards. Text, categories or whole
        numbers.
    start : array-like of shape (n,), optional
        First day of the period; needed with a ledger. In days since 1970-01-01. Must be between -4371587 and
        2932896.
    stop : array-like of shape (n,), optional
        First day after the period; needed with a ledger. In days since 1970-01-01. Must be between -4371587 and
        2932896.
    days_present : array-like of shape (n,), optional
        Days of the period on which the person worked or could have: after joining, without leave. In days. Must
        be >= 0.
    days_total : array-like of shape (n,), optional
        Days of the period, counted the same way. In days. Must be > 0.
    previous_tier : array-like of shape (n,), optional
        Tier of the period before, needed for hysteresis; missing: none. Text, categories or whole numbers. May
        be missing.
    target : table-like of shape (n,), optional
        Targets: a column for each indicator that has some. Missing: the target of the definition. Must be > 0.
        May be missing.
    actual_period : array-like of shape (actuals,), optional
        Its period; given when period is. Text, categories or whole numbers.
    event : array-like of shape (events,), optional
        Id of an event of the ledger, each once. Text, categories or whole numbers.
    event_person : array-like of shape (events,), optional
        Whose. Text, categories or whole numbers.
    event_rule : array-like of shape (events,), optional
        By which rule. Text, categories or whole numbers.
    event_day : array-like of shape (events,), optional
        On which day. In days since 1970-01-01. Must be between -4371587 and 2932896.
    event_points : array-like of shape (events,), optional
        Points that it costs; missing: those of the rule. Must be >= 0. May be missing.
    split_from : array-like of shape (splits,), optional
        Person or team whose actuals are split among people. Text, categories or whole numbers.
    split_period : array-like of shape (splits,), optional
        In which period; missing or left out: in all that have no split of their own. Text, categories or whole
        numbers. May be missing.
    split_indicator : array-like of shape (splits,), optional
        Of which indicator; missing: of all that have no split of their own. Text, categories or whole numbers.
        May be missing.
    split_to : array-like of shape (splits,), optional
        Who is credited. Text, categories or whole numbers.
    split_share : array-like of shape (splits,), optional
        With which share; the shares of one split add up to 1. Must be between 0 and 1.
    unmatched : {'refuse', 'leave_out'}, default 'refuse'
        What happens to rows and events that belong to no card.
        * ``refuse``: An error names the row.
        * ``leave_out``: It is left out and counted in the findings.
    overlaps : {'refuse', 'allow'}, default 'refuse'
        What happens when the periods of two cards of one person share days; looked at where start and stop are
        given.
        * ``refuse``: An error names the cards: a person has one card for a day.
        * ``allow``: Each card stands for itself, as with rolling windows: an event counts on each that it
          reaches.
    explain : bool, default True
        Whether steps and sentences are written.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : ScorecardResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`, actuals length of `actual_person`, events length of `event`, splits length of `split_from`.
    """

class _DecisionCriterionRequired(TypedDict):
    name: str

class DecisionCriterion(_DecisionCriterionRequired, total=False):
    direction: Literal["higher", "lower", "band"]
    weight: float | None
    zero: float | None
    full: float | None
    band_low: float | None
    band_high: float | None
    preference: Literal["usual", "quasi", "linear", "level", "gaussian"]
    indifference: float
    strict: float | None
    spread: float | None

class _DecisionBoundRequired(TypedDict):
    criterion: str
    value: float

class DecisionBound(_DecisionBoundRequired, total=False):
    veto: float | None

class _DecisionGradeRequired(TypedDict):
    name: str
    bounds: list[DecisionBound]

class DecisionGrade(_DecisionGradeRequired, total=False):
    pass

class DecisionOutcome(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'decided', 'tied', 'undetermined'}
        How it ended.
        * ``decided``: One alternative has the best score.
        * ``tied``: Several share it.
        * ``undetermined``: No alternative has a score, or the criteria tell none apart.
    scored : int
        Alternatives with a score. Must be >= 0.
    left_out : int
        Alternatives without. Must be >= 0.
    score : array of float of shape (n,)
        Higher is better. Of sorting: the number of grades below. Missing (NaN) where left out. May be missing.
    rank : array of float of shape (n,)
        1 is the best. Missing (NaN) where left out. May be missing.
    coverage : array of float of shape (n,)
        Weight of the criteria that are known. Empty with missing = refuse: all are. Must be between 0 and 1.
    grade : array of str of shape (n,)
        The grade, of sorting; missing where left out. May be missing.
    distance_best : array of float of shape (n,)
        Of topsis, with details: distance from the best. Missing (NaN) where left out. May be missing.
    distance_worst : array of float of shape (n,)
        Of topsis, with details: distance from the worst. Missing (NaN) where left out. May be missing.
    group_regret : array of float of shape (n,)
        Of vikor: S, the sum of the weighted regrets. Missing (NaN) where left out. May be missing.
    largest_regret : array of float of shape (n,)
        Of vikor: R, the largest of them. Missing (NaN) where left out. May be missing.
    compromise : array of float of shape (n,)
        Of vikor: 1 for the alternatives that cannot be told from the best by Opricovic's two conditions
        (advantage in Q of 1 / (n - 1), first in S or R too), else 0. Missing (NaN) where left out. May be
        missing.
    preferred : array of float of shape (n,)
        Of promethee: positive flow, how far it is preferred to the others. Missing (NaN) where left out. May be
        missing.
    preferred_to_it : array of float of shape (n,)
        Of promethee: negative flow. Missing (NaN) where left out. May be missing.
    first_share : array of float of shape (n,)
        Share of the drawn weights with which it comes first; ties share. Empty without draws, missing (NaN)
        where left out. May be missing.
    mean_rank : array of float of shape (n,)
        Mean of its ranks over the drawn weights, ties by their mean. Empty without draws, missing (NaN) where
        left out. May be missing.
    normalised : array of float of shape (n, criteria)
        Normalised values; of promethee net flows in each criterion. Missing (NaN) where unknown. Empty without
        details and with sorting. May be missing.
    contributions : array of float of shape (n, criteria)
        What adds up to the score: weight times normalised value or flow; of weighted_product weight times
        logarithm, which add up to the score's; of vikor the regrets, which add up to group_regret. Minus
        infinity for a product's 0. Missing (NaN) where unknown. Empty without details, with topsis and with
        sorting. May be missing. May be infinite.
    criteria : DecisionCriteria
        Table of the criteria.
    reversals : DecisionReversals
        Table of the changes of the set that turn the order of others; empty where none does or it was not asked
        for.

    Shapes: n length of `score`.
    """
    @property
    def status(self) -> Literal["decided", "tied", "undetermined"]:
        """How it ended."""
    @property
    def scored(self) -> int:
        """Alternatives with a score. Must be >= 0."""
    @property
    def left_out(self) -> int:
        """Alternatives without. Must be >= 0."""
    @property
    def score(self) -> NDArray[np.float64]:
        """Higher is better. Of sorting: the number of grades below. Missing (NaN) where left out. May be missing."""
    @property
    def rank(self) -> NDArray[np.float64]:
        """1 is the best. Missing (NaN) where left out. May be missing."""
    @property
    def coverage(self) -> NDArray[np.float64]:
        """Weight of the criteria that are known. Empty with missing = refuse: all are. Must be between 0 and 1."""
    @property
    def grade(self) -> NDArray[np.object_]:
        """The grade, of sorting; missing where left out. May be missing."""
    @property
    def distance_best(self) -> NDArray[np.float64]:
        """Of topsis, with details: distance from the best. Missing (NaN) where left out. May be missing."""
    @property
    def distance_worst(self) -> NDArray[np.float64]:
        """Of topsis, with details: distance from the worst. Missing (NaN) where left out. May be missing."""
    @property
    def group_regret(self) -> NDArray[np.float64]:
        """Of vikor: S, the sum of the weighted regrets. Missing (NaN) where left out. May be missing."""
    @property
    def largest_regret(self) -> NDArray[np.float64]:
        """Of vikor: R, the largest of them. Missing (NaN) where left out. May be missing."""
    @property
    def compromise(self) -> NDArray[np.float64]:
        """Of vikor: 1 for the alternatives that cannot be told from the best by Opricovic's two conditions (advantage in Q of 1 / (n - 1), first in S or R too), else 0. Missing (NaN) where left out. May be missing."""
    @property
    def preferred(self) -> NDArray[np.float64]:
        """Of promethee: positive flow, how far it is preferred to the others. Missing (NaN) where left out. May be missing."""
    @property
    def preferred_to_it(self) -> NDArray[np.float64]:
        """Of promethee: negative flow. Missing (NaN) where left out. May be missing."""
    @property
    def first_share(self) -> NDArray[np.float64]:
        """Share of the drawn weights with which it comes first; ties share. Empty without draws, missing (NaN) where left out. May be missing."""
    @property
    def mean_rank(self) -> NDArray[np.float64]:
        """Mean of its ranks over the drawn weights, ties by their mean. Empty without draws, missing (NaN) where left out. May be missing."""
    @property
    def normalised(self) -> NDArray[np.float64]:
        """Normalised values; of promethee net flows in each criterion. Missing (NaN) where unknown. Empty without details and with sorting. May be missing."""
    @property
    def contributions(self) -> NDArray[np.float64]:
        """What adds up to the score: weight times normalised value or flow; of weighted_product weight times logarithm, which add up to the score's; of vikor the regrets, which add up to group_regret. Minus infinity for a product's 0. Missing (NaN) where unknown. Empty without details, with topsis and with sorting. May be missing. May be infinite."""
    @property
    def criteria(self) -> DecisionCriteria:
        """Table of the criteria."""
    @property
    def reversals(self) -> DecisionReversals:
        """Table of the changes of the set that turn the order of others; empty where none does or it was not asked for."""
    @classmethod
    def from_json(cls, document: str | bytes) -> DecisionOutcome: ...

class DecisionCriteria(Table):
    """A table of equally long columns.

    Attributes
    ----------
    criterion : list of str of shape (criteria,)
        Its name.
    flag : array of str of shape (criteria,)
        Whether it tells alternatives apart: varies, constant, zero, unknown.
    weight : array of float of shape (criteria,)
        Its weight; they add up to 1. Must be between 0 and 1.
    minimum : array of float of shape (criteria,)
        Smallest value seen; of a band, distance outside it. Missing (NaN) without one. May be missing.
    maximum : array of float of shape (criteria,)
        Largest value seen. Missing (NaN) without one. May be missing.
    lower_swap : array of float of shape (criteria,)
        The largest weight below its own at which another alternative comes level with the first, the other
        weights keeping their ratios. Missing (NaN) where there is none or it was not asked for. May be missing.
    lower_first : array of int of shape (criteria,)
        Row of that alternative; -1 where there is none. Must be >= -1.
    upper_swap : array of float of shape (criteria,)
        The smallest weight above its own. Missing (NaN) as before. May be missing.
    upper_first : array of int of shape (criteria,)
        Row of that alternative; -1 where there is none. Must be >= -1.

    Shapes: criteria length of `criterion`.
    """
    @property
    def criterion(self) -> NDArray[np.object_]:
        """Its name."""
    @property
    def flag(self) -> NDArray[np.object_]:
        """Whether it tells alternatives apart: varies, constant, zero, unknown."""
    @property
    def weight(self) -> NDArray[np.float64]:
        """Its weight; they add up to 1. Must be between 0 and 1."""
    @property
    def minimum(self) -> NDArray[np.float64]:
        """Smallest value seen; of a band, distance outside it. Missing (NaN) without one. May be missing."""
    @property
    def maximum(self) -> NDArray[np.float64]:
        """Largest value seen. Missing (NaN) without one. May be missing."""
    @property
    def lower_swap(self) -> NDArray[np.float64]:
        """The largest weight below its own at which another alternative comes level with the first, the other weights keeping their ratios. Missing (NaN) where there is none or it was not asked for. May be missing."""
    @property
    def lower_first(self) -> NDArray[np.int64]:
        """Row of that alternative; -1 where there is none. Must be >= -1."""
    @property
    def upper_swap(self) -> NDArray[np.float64]:
        """The smallest weight above its own. Missing (NaN) as before. May be missing."""
    @property
    def upper_first(self) -> NDArray[np.int64]:
        """Row of that alternative; -1 where there is none. Must be >= -1."""

class DecisionReversals(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (reversals,)
        The alternative that was left out; -1 for one that was added, the worst in every criterion. Must be >=
        -1.
    turned : array of int of shape (reversals,)
        Pairs of the others whose order turned. Must be >= 1.
    first : array of int of shape (reversals,)
        Row of the first of the others then. Must be >= 0.

    Shapes: reversals length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """The alternative that was left out; -1 for one that was added, the worst in every criterion. Must be >= -1."""
    @property
    def turned(self) -> NDArray[np.int64]:
        """Pairs of the others whose order turned. Must be >= 1."""
    @property
    def first(self) -> NDArray[np.int64]:
        """Row of the first of the others then. Must be >= 0."""

def decision(
    x: TableLike,
    criteria: Sequence[DecisionCriterion],
    *,
    method: Literal["weighted_sum", "weighted_product", "topsis", "vikor", "promethee", "sorting"] = 'weighted_sum',
    normalisation: Literal["anchors", "minimum_maximum", "maximum", "vector", "standard", "rank"] = 'anchors',
    weights: Literal["given", "relative", "equal", "standard_deviation", "entropy", "critic", "merec"] = 'given',
    missing: Literal["refuse", "leave_out", "worst", "reweigh"] = 'refuse',
    ties: Literal["least", "greatest", "mean", "dense"] = 'least',
    tie_tolerance: float = 1e-12,
    balance: float = 0.5,
    majority: float = 0.5,
    grades: Sequence[DecisionGrade] = (),
    otherwise: str = 'none',
    most_pairs: int = 400000000,
    details: bool = True,
    sensitivity: bool = False,
    draws: int = 0,
    reversal: bool = False,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> DecisionOutcome:
    """Which alternative is best by several criteria, and how firm is that?

    Parameters
    ----------
    x : table-like of shape (n, c)
        A row for each alternative, a column for each criterion; other columns are not looked at. May be missing
        where the option `missing` says what follows. May be missing.
    criteria : list of DecisionCriterion
        The criteria, in the order of the tables.
    method : {'weighted_sum', 'weighted_product', 'topsis', 'vikor', 'promethee', 'sorting'}, default 'weighted_sum'
        How values become one score, higher always being better.
        * ``weighted_sum``: Sum of weight times normalised value.
        * ``weighted_product``: Product of the normalised values to the power of their weights; a 0 makes it 0.
        * ``topsis``: Hwang and Yoon (1981): d- / (d+ + d-), distances of weighted normalised values from the
          worst and the best. With anchors these are 0 and 1, else the worst and the best seen.
        * ``vikor``: Opricovic: 1 - Q, Q between the sum of the regrets and the largest one. With anchors regrets
          are measured to 0 and 1, else to the worst and the best seen.
        * ``promethee``: PROMETHEE II (Brans and Vincke 1985): net flow, how far it is preferred to the others
          less how far they are to it. Compares values as given; nothing is normalised.
        * ``sorting``: MR-Sort: the best grade whose bounds are met by a weight of `majority` without a veto.
          Compares values as given.
    normalisation : {'anchors', 'minimum_maximum', 'maximum', 'vector', 'standard', 'rank'}, default 'anchors'
        What makes values comparable. Those without anchors depend on the other alternatives, so that the order
        of two can turn when a third comes or goes.
        * ``anchors``: (x - zero) / (full - zero) within 0 and 1, between the stated ends of each criterion: no
          alternative changes another's value.
        * ``minimum_maximum``: The best value seen is 1, the worst 0; where all are equal, 1.
        * ``maximum``: x / largest; lower: smallest / x, for which values have to be above 0.
        * ``vector``: x / sqrt(sum of squares); lower: 1 less that. A column of zeros stays 0.
        * ``standard``: (x - mean) / standard deviation (n - 1), turned for lower; where all are equal, 0.
        * ``rank``: Share of the other alternatives that are worse, equal ones counting half.
    weights : {'given', 'relative', 'equal', 'standard_deviation', 'entropy', 'critic', 'merec'}, default 'given'
        Where the weights come from.
        * ``given``: Those of the criteria, which have to add up to 1 (1e-9).
        * ``relative``: Those of the criteria, each divided by their sum.
        * ``equal``: All the same.
        * ``standard_deviation``: In proportion to the standard deviations of the normalised values.
        * ``entropy``: Shannon: in proportion to 1 - entropy of x / sum of x. Values have to be at least 0; a
          criterion without differences weighs 0.
        * ``critic``: Diakoulaki and others (1995): standard deviation of the min-max values times the sum of 1 -
          correlation with the other criteria.
        * ``merec``: Keshavarz-Ghorabaee and others (2021): how much the alternatives' overall value changes
          without the criterion. Values have to be above 0.
    missing : {'refuse', 'leave_out', 'worst', 'reweigh'}, default 'refuse'
        What a missing value does.
        * ``refuse``: An error names criterion and row.
        * ``leave_out``: The alternative has no score and no say; it is counted.
        * ``worst``: It counts as the worst value seen, with anchors as 0.
        * ``reweigh``: The other weights are divided by their sum, for weighted_sum and weighted_product;
          coverage says how much was known.
    ties : {'least', 'greatest', 'mean', 'dense'}, default 'least'
        What rank equal scores have.
        * ``least``: Equal scores share the smallest of their ranks: 1, 1, 3.
        * ``greatest``: The largest: 2, 2, 3.
        * ``mean``: The mean: 1.5, 1.5, 3.
        * ``dense``: The smallest, and none is left out: 1, 1, 2.
    tie_tolerance : float, default 1e-12
        Scores that are no further than this below the best of their group are equal. Must be >= 0.
    balance : float, default 0.5
        Of vikor: the share of the sum of the regrets in Q, the rest is the largest regret's. Must be between 0
        and 1.
    majority : float, default 0.5
        Of sorting: the weight that has to meet a grade's bounds. Must be > 0 and <= 1.
    grades : list of DecisionGrade, default ()
        Of sorting: the grades, the best first; no grade asks for more than a better one.
    otherwise : str, default 'none'
        Of sorting: who reaches none.
    most_pairs : int, default 400000000
        Pairs that the gaussian shape may compare; more are refused. Must be >= 1.
    details : bool, default True
        Whether normalised values and contributions are given.
    sensitivity : bool, default False
        Whether the change of each weight is sought at which another alternative comes first. Not for sorting.
    draws : int, default 0
        Weights drawn at random, each set as likely (uniform on the simplex), for first_share and mean_rank. Not
        for sorting. Must be between 0 and 1000000.
    reversal : bool, default False
        Whether each alternative is left out in turn, and one that is worst in everything added, to see if the
        order of the others stays. At most 5,000 alternatives.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : DecisionOutcome
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n rows of `x`, c columns of `x`.
    """

class _RollingWindowRequired(TypedDict):
    pass

class RollingWindow(_RollingWindowRequired, total=False):
    unit: Literal["undeclared", "days", "weeks", "months", "working_days", "calendar_weeks", "calendar_months", "calendar_quarters", "calendar_years"]
    length: int
    name: str

class _RollingRatioRequired(TypedDict):
    name: str
    numerator: str
    denominator: str

class RollingRatio(_RollingRatioRequired, total=False):
    pass

class RollingResult(Result):
    """A record of named fields.

    Attributes
    ----------
    people : int
        People with a row.
    input_rows : int
        Rows of the input; in a state, of all rounds.
    replaced_rows : int
        Rows for which a later one of the same person and day holds (duplicates = latest); in a state, of those
        that the last round looked at.
    indicators : RollingIndicators
        What was met of each indicator.
    rows : RollingRows
        Person and day of every place below. A day is left out where no window has a row.
    sums : list of RollingSums
        Window by window, in each indicator by indicator.
    ratios : list of RollingRatios
        Window by window, in each ratio by ratio.
    coverage : list of RollingCoverage
        Window by window which days the windows cover; empty unless coverage.
    moved : RollingMoved
        Of a state: what its last round changed; else empty.
    """
    @property
    def people(self) -> int:
        """People with a row."""
    @property
    def input_rows(self) -> int:
        """Rows of the input; in a state, of all rounds."""
    @property
    def replaced_rows(self) -> int:
        """Rows for which a later one of the same person and day holds (duplicates = latest); in a state, of those that the last round looked at."""
    @property
    def indicators(self) -> RollingIndicators:
        """What was met of each indicator."""
    @property
    def rows(self) -> RollingRows:
        """Person and day of every place below. A day is left out where no window has a row."""
    @property
    def sums(self) -> list[RollingSums]:
        """Window by window, in each indicator by indicator."""
    @property
    def ratios(self) -> list[RollingRatios]:
        """Window by window, in each ratio by ratio."""
    @property
    def coverage(self) -> list[RollingCoverage]:
        """Window by window which days the windows cover; empty unless coverage."""
    @property
    def moved(self) -> RollingMoved:
        """Of a state: what its last round changed; else empty."""
    @classmethod
    def from_json(cls, document: str | bytes) -> RollingResult: ...

class RollingIndicators(Table):
    """A table of equally long columns.

    Attributes
    ----------
    indicator : list of str of shape (l,)
        The indicator.
    values : array of int of shape (l,)
        Rows with a value.
    missing : array of int of shape (l,)
        Rows without one.

    Shapes: l length of `indicator`.
    """
    @property
    def indicator(self) -> NDArray[np.object_]:
        """The indicator."""
    @property
    def values(self) -> NDArray[np.int64]:
        """Rows with a value."""
    @property
    def missing(self) -> NDArray[np.int64]:
        """Rows without one."""

class RollingRows(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (r,)
        The person.
    day : array of int of shape (r,)
        Last day of the windows. In days since 1970-01-01.

    Shapes: r length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The person."""
    @property
    def day(self) -> NDArray[np.int64]:
        """Last day of the windows. In days since 1970-01-01."""

class RollingSums(Result):
    """A record of named fields.

    Attributes
    ----------
    window : str
        The window.
    indicator : str
        The indicator.
    sum : array of float of shape (r,)
        Exact sum of the values in the window, rounded once; 0 where there are none.
    count : array of int of shape (r,)
        Days with a value; empty unless counts.
    mean : array of float of shape (r,)
        sum / count; NaN where there are none. Empty unless means. May be missing.
    smallest : array of float of shape (r,)
        Smallest value of a day; NaN where there are none. Empty unless extremes. May be missing.
    largest : array of float of shape (r,)
        Largest value of a day; NaN where there are none. Empty unless extremes. May be missing.
    quantiles : array of float of shape (r, q)
        Quantiles of the days that have a value, straight lines between neighbours (type 7); NaN where there are
        none. Empty unless quantiles. May be missing.
    fading_mean : array of float of shape (r,)
        Mean of the days that have a value, weighted by 2^(-age / half_life), age in calendar days to the last
        day of the window; days without one weigh nothing. NaN where there are none. Empty unless half_life. May
        be missing.

    Shapes: r length of `sum`.
    """
    @property
    def window(self) -> str:
        """The window."""
    @property
    def indicator(self) -> str:
        """The indicator."""
    @property
    def sum(self) -> NDArray[np.float64]:
        """Exact sum of the values in the window, rounded once; 0 where there are none."""
    @property
    def count(self) -> NDArray[np.int64]:
        """Days with a value; empty unless counts."""
    @property
    def mean(self) -> NDArray[np.float64]:
        """sum / count; NaN where there are none. Empty unless means. May be missing."""
    @property
    def smallest(self) -> NDArray[np.float64]:
        """Smallest value of a day; NaN where there are none. Empty unless extremes. May be missing."""
    @property
    def largest(self) -> NDArray[np.float64]:
        """Largest value of a day; NaN where there are none. Empty unless extremes. May be missing."""
    @property
    def quantiles(self) -> NDArray[np.float64]:
        """Quantiles of the days that have a value, straight lines between neighbours (type 7); NaN where there are none. Empty unless quantiles. May be missing."""
    @property
    def fading_mean(self) -> NDArray[np.float64]:
        """Mean of the days that have a value, weighted by 2^(-age / half_life), age in calendar days to the last day of the window; days without one weigh nothing. NaN where there are none. Empty unless half_life. May be missing."""
    @classmethod
    def from_json(cls, document: str | bytes) -> RollingSums: ...

class RollingRatios(Result):
    """A record of named fields.

    Attributes
    ----------
    window : str
        The window.
    ratio : str
        The ratio.
    value : array of float of shape (r,)
        numerator / denominator; NaN where the denominator is 0. May be missing.
    numerator : array of float of shape (r,)
        Exact sum over the days on which both are given.
    denominator : array of float of shape (r,)
        The same of the denominator.

    Shapes: r length of `value`.
    """
    @property
    def window(self) -> str:
        """The window."""
    @property
    def ratio(self) -> str:
        """The ratio."""
    @property
    def value(self) -> NDArray[np.float64]:
        """numerator / denominator; NaN where the denominator is 0. May be missing."""
    @property
    def numerator(self) -> NDArray[np.float64]:
        """Exact sum over the days on which both are given."""
    @property
    def denominator(self) -> NDArray[np.float64]:
        """The same of the denominator."""
    @classmethod
    def from_json(cls, document: str | bytes) -> RollingRatios: ...

class RollingCoverage(Result):
    """A record of named fields.

    Attributes
    ----------
    window : str
        The window.
    first_day : array of int of shape (r,)
        First day of the window. In days since 1970-01-01.
    with_row : array of int of shape (r,)
        Days with a row of the person; in windows of working days, working days.
    before_first : array of int of shape (r,)
        Days before the person's first row.
    without_row : array of int of shape (r,)
        Days from the person's first row on that have none.

    Shapes: r length of `first_day`.
    """
    @property
    def window(self) -> str:
        """The window."""
    @property
    def first_day(self) -> NDArray[np.int64]:
        """First day of the window. In days since 1970-01-01."""
    @property
    def with_row(self) -> NDArray[np.int64]:
        """Days with a row of the person; in windows of working days, working days."""
    @property
    def before_first(self) -> NDArray[np.int64]:
        """Days before the person's first row."""
    @property
    def without_row(self) -> NDArray[np.int64]:
        """Days from the person's first row on that have none."""
    @classmethod
    def from_json(cls, document: str | bytes) -> RollingCoverage: ...

class RollingMoved(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (moved,)
        The person.
    day : array of int of shape (moved,)
        Last day of the window. In days since 1970-01-01.
    window : array of str of shape (moved,)
        The window.
    measure : array of str of shape (moved,)
        The indicator, or the ratio.
    before : array of float of shape (moved,)
        The sum or ratio that was told before; NaN where there was none. May be missing.
    after : array of float of shape (moved,)
        What it is now. May be missing.
    count_before : array of int of shape (moved,)
        Days with a value before; of a ratio 0.
    count_after : array of int of shape (moved,)
        Days with a value now; of a ratio 0.

    Shapes: moved length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The person."""
    @property
    def day(self) -> NDArray[np.int64]:
        """Last day of the window. In days since 1970-01-01."""
    @property
    def window(self) -> NDArray[np.object_]:
        """The window."""
    @property
    def measure(self) -> NDArray[np.object_]:
        """The indicator, or the ratio."""
    @property
    def before(self) -> NDArray[np.float64]:
        """The sum or ratio that was told before; NaN where there was none. May be missing."""
    @property
    def after(self) -> NDArray[np.float64]:
        """What it is now. May be missing."""
    @property
    def count_before(self) -> NDArray[np.int64]:
        """Days with a value before; of a ratio 0."""
    @property
    def count_after(self) -> NDArray[np.int64]:
        """Days with a value now; of a ratio 0."""

class RollingState(State):
    """Mergeable state of performance.rolling: What did each person do in the last days, weeks and months, as of every day?

    begin; while not done: update in each part, merge all, advance; finish

    Parameters
    ----------
    windows : list of RollingWindow
        The windows, each of which ends with the day that it is told as of.
    ratios : list of RollingRatio, default ()
        Ratios of sums.
    at : {'rows', 'week_ends', 'month_ends', 'listed'}, default 'rows'
        As of which days.
        * ``rows``: Every day on which the person has a row.
        * ``week_ends``: Sundays, up to the last day of all rows.
        * ``month_ends``: Last days of months, up to the last day of all rows.
        * ``listed``: The days of days, up to the last day of all rows.
    days : list of int, default ()
        The days of at = listed, ascending. In days since 1970-01-01. Must be between -4371587 and 2932896.
    working_days : list of int, default ()
        Days that are worked, ascending: the calendar of windows of working days. It is known from its first day
        to its last. In days since 1970-01-01. Must be between -4371587 and 2932896.
    duplicates : {'refuse', 'add', 'latest'}, default 'refuse'
        What several rows of one person and day mean.
        * ``refuse``: An error names the row.
        * ``add``: They are parts of the day: their values are added, and the day's value is the sum of those
          that are given. Sums over windows are rounded once all the same.
        * ``latest``: The one recorded last holds, by recorded_at.
    counts : bool, default True
        Also tell how many days have a value.
    means : bool, default False
        Also tell the mean of a day that has a value.
    extremes : bool, default False
        Also tell the smallest and the largest value of a day.
    quantiles : list of float, default ()
        Also tell these quantiles of the days that have a value: 0.5 is the median. Must be between 0 and 1.
    half_life : float or None, default None
        Also tell the fading mean of each window: a day so many days before the last one counts half, one twice
        as old a quarter. In days. Must be > 0.
    coverage : bool, default True
        Also tell of each window how many of its days have a row, lie before the person's first one, or have
        none.
    late_days : int or None, default None
        In a state: how many days before the last day of the rounds before a row may still come. What no such row
        can reach any more is dropped; left out: nothing is. In days. Must be >= 0.
    """
    def __init__(
        self,
        windows: Sequence[RollingWindow],
        *,
        ratios: Sequence[RollingRatio] = (),
        at: Literal["rows", "week_ends", "month_ends", "listed"] = 'rows',
        days: Sequence[int] | NDArray[Any] = (),
        working_days: Sequence[int] | NDArray[Any] = (),
        duplicates: Literal["refuse", "add", "latest"] = 'refuse',
        counts: bool = True,
        means: bool = False,
        extremes: bool = False,
        quantiles: Numbers = (),
        half_life: float | None = None,
        coverage: bool = True,
        late_days: int | None = None,
    ) -> None: ...
    def update(
        self,
        person: ColumnLike,
        day: ColumnLike,
        x: TableLike,
        *,
        recorded_at: ColumnLike | None = None,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> RollingState: ...
    def merge(self, other: RollingState) -> RollingState: ...
    def advance(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> RollingState: ...
    def finish(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> RollingResult: ...
    @classmethod
    def from_bytes(cls, document: bytes) -> RollingState: ...

def rolling(
    person: ColumnLike,
    day: ColumnLike,
    x: TableLike,
    windows: Sequence[RollingWindow],
    *,
    recorded_at: ColumnLike | None = None,
    ratios: Sequence[RollingRatio] = (),
    at: Literal["rows", "week_ends", "month_ends", "listed"] = 'rows',
    days: Sequence[int] | NDArray[Any] = (),
    working_days: Sequence[int] | NDArray[Any] = (),
    duplicates: Literal["refuse", "add", "latest"] = 'refuse',
    counts: bool = True,
    means: bool = False,
    extremes: bool = False,
    quantiles: Numbers = (),
    half_life: float | None = None,
    coverage: bool = True,
    late_days: int | None = None,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> RollingResult:
    """What did each person do in the last days, weeks and months, as of every day?

    Parameters
    ----------
    person : array-like of shape (n,)
        Whose row it is. Text, categories or whole numbers.
    day : array-like of shape (n,)
        The day that the values are of. In days since 1970-01-01. Must be between -4371587 and 2932896.
    x : table-like of shape (n,)
        The indicators: amounts of that day. A missing value is counted and adds nothing. May be missing.
    windows : list of RollingWindow
        The windows, each of which ends with the day that it is told as of.
    recorded_at : array-like of shape (n,), optional
        When the row was recorded; needed for duplicates = latest. Whole numbers.
    ratios : list of RollingRatio, default ()
        Ratios of sums.
    at : {'rows', 'week_ends', 'month_ends', 'listed'}, default 'rows'
        As of which days.
        * ``rows``: Every day on which the person has a row.
        * ``week_ends``: Sundays, up to the last day of all rows.
        * ``month_ends``: Last days of months, up to the last day of all rows.
        * ``listed``: The days of days, up to the last day of all rows.
    days : list of int, default ()
        The days of at = listed, ascending. In days since 1970-01-01. Must be between -4371587 and 2932896.
    working_days : list of int, default ()
        Days that are worked, ascending: the calendar of windows of working days. It is known from its first day
        to its last. In days since 1970-01-01. Must be between -4371587 and 2932896.
    duplicates : {'refuse', 'add', 'latest'}, default 'refuse'
        What several rows of one person and day mean.
        * ``refuse``: An error names the row.
        * ``add``: They are parts of the day: their values are added, and the day's value is the sum of those
          that are given. Sums over windows are rounded once all the same.
        * ``latest``: The one recorded last holds, by recorded_at.
    counts : bool, default True
        Also tell how many days have a value.
    means : bool, default False
        Also tell the mean of a day that has a value.
    extremes : bool, default False
        Also tell the smallest and the largest value of a day.
    quantiles : list of float, default ()
        Also tell these quantiles of the days that have a value: 0.5 is the median. Must be between 0 and 1.
    half_life : float or None, default None
        Also tell the fading mean of each window: a day so many days before the last one counts half, one twice
        as old a quarter. In days. Must be > 0.
    coverage : bool, default True
        Also tell of each window how many of its days have a row, lie before the person's first one, or have
        none.
    late_days : int or None, default None
        In a state: how many days before the last day of the rounds before a row may still come. What no such row
        can reach any more is dropped; left out: nothing is. In days. Must be >= 0.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : RollingResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`.
    """

class WeightsResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'consistent', 'inconsistent', 'not_converged'}
        How it ended.
        * ``consistent``: The judgements agree well enough: consistency_ratio is at most the option of that name.
        * ``inconsistent``: They contradict each other: look at the comparisons with the largest deviation again.
        * ``not_converged``: The eigenvector was not found to full precision: judgements are too extreme.
    largest_eigenvalue : float
        Of the matrix; of geometric and column_mean the mean of (A w) / w. Missing (NaN) with best_worst. May be
        missing.
    consistency_index : float
        (largest_eigenvalue - c) / (c - 1); of best_worst the largest gap, xi. Must be >= 0.
    random_index : float
        What it is compared with: Saaty's mean index of random judgements (above 15 criteria Alonso and Lamata's
        line); of best_worst the largest gap that the judgement of best against worst allows. 0 where nothing can
        contradict. Must be >= 0.
    consistency_ratio : float
        One over the other; 0 where nothing can contradict. Must be >= 0.
    criteria : WeightsCriteria
        Table of the criteria.
    judgements : WeightsJudgements
        Table of the judgements, in the order of the input.
    """
    @property
    def status(self) -> Literal["consistent", "inconsistent", "not_converged"]:
        """How it ended."""
    @property
    def largest_eigenvalue(self) -> float:
        """Of the matrix; of geometric and column_mean the mean of (A w) / w. Missing (NaN) with best_worst. May be missing."""
    @property
    def consistency_index(self) -> float:
        """(largest_eigenvalue - c) / (c - 1); of best_worst the largest gap, xi. Must be >= 0."""
    @property
    def random_index(self) -> float:
        """What it is compared with: Saaty's mean index of random judgements (above 15 criteria Alonso and Lamata's line); of best_worst the largest gap that the judgement of best against worst allows. 0 where nothing can contradict. Must be >= 0."""
    @property
    def consistency_ratio(self) -> float:
        """One over the other; 0 where nothing can contradict. Must be >= 0."""
    @property
    def criteria(self) -> WeightsCriteria:
        """Table of the criteria."""
    @property
    def judgements(self) -> WeightsJudgements:
        """Table of the judgements, in the order of the input."""
    @classmethod
    def from_json(cls, document: str | bytes) -> WeightsResult: ...

class WeightsCriteria(Table):
    """A table of equally long columns.

    Attributes
    ----------
    criterion : array of str of shape (criteria,)
        The criteria in rising order of their names.
    weight : array of float of shape (criteria,)
        Its weight; they add up to 1. Of best_worst the centre of what is equally good. Must be between 0 and 1.
    lower : array of float of shape (criteria,)
        Of best_worst: the least weight with the same largest gap; else the weight. Must be between 0 and 1.
    upper : array of float of shape (criteria,)
        The greatest one. Must be between 0 and 1.

    Shapes: criteria length of `criterion`.
    """
    @property
    def criterion(self) -> NDArray[np.object_]:
        """The criteria in rising order of their names."""
    @property
    def weight(self) -> NDArray[np.float64]:
        """Its weight; they add up to 1. Of best_worst the centre of what is equally good. Must be between 0 and 1."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Of best_worst: the least weight with the same largest gap; else the weight. Must be between 0 and 1."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """The greatest one. Must be between 0 and 1."""

class WeightsJudgements(Table):
    """A table of equally long columns.

    Attributes
    ----------
    implied : array of float of shape (n,)
        Ratio of the two weights. Infinite where the second weighs nothing. May be infinite.
    deviation : array of float of shape (n,)
        Judgement over implied: far from 1, it contradicts the others. Must be >= 0.

    Shapes: n length of `implied`.
    """
    @property
    def implied(self) -> NDArray[np.float64]:
        """Ratio of the two weights. Infinite where the second weighs nothing. May be infinite."""
    @property
    def deviation(self) -> NDArray[np.float64]:
        """Judgement over implied: far from 1, it contradicts the others. Must be >= 0."""

def weights(
    first: ColumnLike,
    second: ColumnLike,
    ratio: ColumnLike,
    *,
    method: Literal["eigenvector", "geometric", "column_mean", "best_worst"] = 'eigenvector',
    best: str = '',
    worst: str = '',
    consistency_ratio: float = 0.1,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> WeightsResult:
    """How much should each criterion weigh, by judgements of two at a time?

    Parameters
    ----------
    first : array-like of shape (n,)
        A criterion. Text, categories or whole numbers.
    second : array-like of shape (n,)
        Another one. Text, categories or whole numbers.
    ratio : array-like of shape (n,)
        How many times as important the first is as the second, often on a scale from 1/9 to 9. Must be > 0.
    method : {'eigenvector', 'geometric', 'column_mean', 'best_worst'}, default 'eigenvector'
        How judgements become weights. All but best_worst need each pair once, in either order.
        * ``eigenvector``: Saaty: the principal right eigenvector of the matrix of ratios.
        * ``geometric``: Geometric means of its rows (logarithmic least squares).
        * ``column_mean``: Means of its rows after each column was divided by its sum; near the eigenvector where
          judgements agree.
        * ``best_worst``: Rezaei (2015): only the best and the worst are compared with the others; the largest
          gap between a judgement and the ratio of the weights is the smallest possible.
    best : str, default ''
        Of best_worst: the most important criterion; needed.
    worst : str, default ''
        Of best_worst: the least important one; needed.
    consistency_ratio : float, default 0.1
        Ratios up to it are consistent. Must be >= 0.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : WeightsResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `first`.
    """

class _PayoutTierRequired(TypedDict):
    name: str
    at_least: float
    rate: float

class PayoutTier(_PayoutTierRequired, total=False):
    below: float | None
    fixed: int

class _PayoutFactorRequired(TypedDict):
    at_least: float
    factor: float

class PayoutFactor(_PayoutFactorRequired, total=False):
    pass

class _PayoutPoolRequired(TypedDict):
    name: str
    amount: int

class PayoutPool(_PayoutPoolRequired, total=False):
    rule: Literal["share_out", "limit"]

class _PayoutPlanRequired(TypedDict):
    method: Literal["undeclared", "marginal", "retroactive"]
    tiers: list[PayoutTier]

class PayoutPlan(_PayoutPlanRequired, total=False):
    name: str
    version: str
    currency: str
    minor_digits: int
    tiers_by: Literal["share_of_target", "amount", "score"]
    hysteresis_up: float
    hysteresis_down: float
    factors: list[PayoutFactor]
    factor_below: float
    proration: Literal["none", "target", "pay"]
    cap: int | None
    pools: list[PayoutPool]
    rounding: Literal["half_up", "half_even", "down"]
    clawback: Literal["recover", "carry", "forgive"]

class PayoutResult(Result):
    """A record of named fields.

    Attributes
    ----------
    currency : str
        The currency of every amount.
    earned : int
        Sum over people. In minor units.
    deducted : int
        Sum over people. In minor units.
    entitled : int
        Sum over people. In minor units.
    paid_before : int
        Sum over people. In minor units.
    due : int
        Sum over people. In minor units.
    carried : int
        Sum over people. In minor units.
    forgiven : int
        Sum over people. In minor units.
    plan : PayoutPlan
        The plan as it was given: with it the money can be computed again.
    people : PayoutPeople
        The money of each row.
    tiers : PayoutTiers
        Rows and money by tier.
    pools : PayoutPools
        The pools.
    steps : PayoutSteps
        The calculation, step by step. Empty unless explain.
    sentence : list of str of shape (n,)
        In English, for each row. Empty unless explain.
    sentence_zh : list of str of shape (n,)
        In Chinese. Empty unless explain.

    Shapes: n length of `sentence`.
    """
    @property
    def currency(self) -> str:
        """The currency of every amount."""
    @property
    def earned(self) -> int:
        """Sum over people. In minor units."""
    @property
    def deducted(self) -> int:
        """Sum over people. In minor units."""
    @property
    def entitled(self) -> int:
        """Sum over people. In minor units."""
    @property
    def paid_before(self) -> int:
        """Sum over people. In minor units."""
    @property
    def due(self) -> int:
        """Sum over people. In minor units."""
    @property
    def carried(self) -> int:
        """Sum over people. In minor units."""
    @property
    def forgiven(self) -> int:
        """Sum over people. In minor units."""
    @property
    def plan(self) -> Any:
        """The plan as it was given: with it the money can be computed again."""
    @property
    def people(self) -> PayoutPeople:
        """The money of each row."""
    @property
    def tiers(self) -> PayoutTiers:
        """Rows and money by tier."""
    @property
    def pools(self) -> PayoutPools:
        """The pools."""
    @property
    def steps(self) -> PayoutSteps:
        """The calculation, step by step. Empty unless explain."""
    @property
    def sentence(self) -> list[str]:
        """In English, for each row. Empty unless explain."""
    @property
    def sentence_zh(self) -> list[str]:
        """In Chinese. Empty unless explain."""
    @classmethod
    def from_json(cls, document: str | bytes) -> PayoutResult: ...

class PayoutPeople(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (n,)
        The person.
    period : array of str of shape (n,)
        The period; missing without. May be missing.
    target : array of int of shape (n,)
        The target as it counted, prorated; 0 without. In minor units.
    measure : array of float of shape (n,)
        What the tiers were read by: amount over target, amount, or score.
    reached_tier : array of str of shape (n,)
        The tier by the edges; missing below the lowest. May be missing.
    tier : array of str of shape (n,)
        The tier that counted, after hysteresis. May be missing.
    commission : array of int of shape (n,)
        Amounts times rates and the fixed sum. In minor units.
    factor : array of float of shape (n,)
        Accelerator or decelerator.
    pool_change : array of int of shape (n,)
        What the pool added (share_out) or took away (limit). In minor units.
    earned : array of int of shape (n,)
        After proration, factor, cap and pool. In minor units.
    deducted : array of int of shape (n,)
        Deductions and what was owed, as far as something was earned. In minor units.
    entitled : array of int of shape (n,)
        earned - deducted: what the period is worth to the person. In minor units.
    paid_before : array of int of shape (n,)
        What was paid for it before. In minor units.
    due : array of int of shape (n,)
        What is to be paid now; negative where it is taken back. In minor units.
    carried : array of int of shape (n,)
        Owed from here on: carried_in of the next period. In minor units.
    forgiven : array of int of shape (n,)
        Paid too much and not asked back. In minor units.
    bound : array of str of shape (n,)
        What bound the pay.
    outcome : array of str of shape (n,)
        What came of it.

    Shapes: n length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The person."""
    @property
    def period(self) -> NDArray[np.object_]:
        """The period; missing without. May be missing."""
    @property
    def target(self) -> NDArray[np.int64]:
        """The target as it counted, prorated; 0 without. In minor units."""
    @property
    def measure(self) -> NDArray[np.float64]:
        """What the tiers were read by: amount over target, amount, or score."""
    @property
    def reached_tier(self) -> NDArray[np.object_]:
        """The tier by the edges; missing below the lowest. May be missing."""
    @property
    def tier(self) -> NDArray[np.object_]:
        """The tier that counted, after hysteresis. May be missing."""
    @property
    def commission(self) -> NDArray[np.int64]:
        """Amounts times rates and the fixed sum. In minor units."""
    @property
    def factor(self) -> NDArray[np.float64]:
        """Accelerator or decelerator."""
    @property
    def pool_change(self) -> NDArray[np.int64]:
        """What the pool added (share_out) or took away (limit). In minor units."""
    @property
    def earned(self) -> NDArray[np.int64]:
        """After proration, factor, cap and pool. In minor units."""
    @property
    def deducted(self) -> NDArray[np.int64]:
        """Deductions and what was owed, as far as something was earned. In minor units."""
    @property
    def entitled(self) -> NDArray[np.int64]:
        """earned - deducted: what the period is worth to the person. In minor units."""
    @property
    def paid_before(self) -> NDArray[np.int64]:
        """What was paid for it before. In minor units."""
    @property
    def due(self) -> NDArray[np.int64]:
        """What is to be paid now; negative where it is taken back. In minor units."""
    @property
    def carried(self) -> NDArray[np.int64]:
        """Owed from here on: carried_in of the next period. In minor units."""
    @property
    def forgiven(self) -> NDArray[np.int64]:
        """Paid too much and not asked back. In minor units."""
    @property
    def bound(self) -> NDArray[np.object_]:
        """What bound the pay."""
    @property
    def outcome(self) -> NDArray[np.object_]:
        """What came of it."""

class PayoutTiers(Table):
    """A table of equally long columns.

    Attributes
    ----------
    tier : array of str of shape (tiers,)
        The tier; missing below the lowest. May be missing.
    people : array of int of shape (tiers,)
        Rows in it.
    amount : array of int of shape (tiers,)
        What is credited to them. In minor units.
    earned : array of int of shape (tiers,)
        What they earned. In minor units.

    Shapes: tiers length of `tier`.
    """
    @property
    def tier(self) -> NDArray[np.object_]:
        """The tier; missing below the lowest. May be missing."""
    @property
    def people(self) -> NDArray[np.int64]:
        """Rows in it."""
    @property
    def amount(self) -> NDArray[np.int64]:
        """What is credited to them. In minor units."""
    @property
    def earned(self) -> NDArray[np.int64]:
        """What they earned. In minor units."""

class PayoutPools(Table):
    """A table of equally long columns.

    Attributes
    ----------
    pool : list of str of shape (pools,)
        The pool.
    amount : array of int of shape (pools,)
        The money in it. In minor units.
    members : array of int of shape (pools,)
        Rows in it.
    earned_before : array of int of shape (pools,)
        What they earned beside it. In minor units.
    given : array of int of shape (pools,)
        What went to them from it: with share_out the amount to the last minor unit. In minor units.
    left : array of int of shape (pools,)
        What is left: 0 with share_out. In minor units.

    Shapes: pools length of `pool`.
    """
    @property
    def pool(self) -> NDArray[np.object_]:
        """The pool."""
    @property
    def amount(self) -> NDArray[np.int64]:
        """The money in it. In minor units."""
    @property
    def members(self) -> NDArray[np.int64]:
        """Rows in it."""
    @property
    def earned_before(self) -> NDArray[np.int64]:
        """What they earned beside it. In minor units."""
    @property
    def given(self) -> NDArray[np.int64]:
        """What went to them from it: with share_out the amount to the last minor unit. In minor units."""
    @property
    def left(self) -> NDArray[np.int64]:
        """What is left: 0 with share_out. In minor units."""

class PayoutSteps(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (steps,)
        Row of the input, from 0.
    person : array of str of shape (steps,)
        The person.
    period : array of str of shape (steps,)
        The period; missing without. May be missing.
    step : array of int of shape (steps,)
        Number of the step, from 1.
    rule : array of str of shape (steps,)
        What is done.
    what : list of str of shape (steps,)
        Of what: a tier, a pool, a deduction, a payment.
    before : array of int of shape (steps,)
        What comes in, in minor units. In minor units.
    after : array of int of shape (steps,)
        What comes out. In minor units.
    formula : list of str of shape (steps,)
        How, in numbers: + - * / ( ) min max and the rounding. Empty for tiers.

    Shapes: steps length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the input, from 0."""
    @property
    def person(self) -> NDArray[np.object_]:
        """The person."""
    @property
    def period(self) -> NDArray[np.object_]:
        """The period; missing without. May be missing."""
    @property
    def step(self) -> NDArray[np.int64]:
        """Number of the step, from 1."""
    @property
    def rule(self) -> NDArray[np.object_]:
        """What is done."""
    @property
    def what(self) -> NDArray[np.object_]:
        """Of what: a tier, a pool, a deduction, a payment."""
    @property
    def before(self) -> NDArray[np.int64]:
        """What comes in, in minor units. In minor units."""
    @property
    def after(self) -> NDArray[np.int64]:
        """What comes out. In minor units."""
    @property
    def formula(self) -> NDArray[np.object_]:
        """How, in numbers: + - * / ( ) min max and the rounding. Empty for tiers."""

def payout(
    person: ColumnLike,
    amount: ColumnLike,
    plan: PayoutPlan,
    *,
    period: ColumnLike | None = None,
    target: ColumnLike | None = None,
    score: ColumnLike | None = None,
    previous_tier: ColumnLike | None = None,
    days_present: ColumnLike | None = None,
    days_total: ColumnLike | None = None,
    pool: ColumnLike | None = None,
    pool_points: ColumnLike | None = None,
    carried_in: ColumnLike | None = None,
    currency: ColumnLike | None = None,
    deduction: ColumnLike | None = None,
    deduction_person: ColumnLike | None = None,
    deduction_period: ColumnLike | None = None,
    deduction_amount: ColumnLike | None = None,
    payment: ColumnLike | None = None,
    paid_person: ColumnLike | None = None,
    paid_period: ColumnLike | None = None,
    paid_amount: ColumnLike | None = None,
    explain: bool = True,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> PayoutResult:
    """What is each person paid by this plan, and how did it come about?

    Parameters
    ----------
    person : array-like of shape (n,)
        Who is paid; a row is a person in a period. Text, categories or whole numbers.
    amount : array-like of shape (n,)
        What is credited, in minor units. In minor units. Must be >= 0.
    plan : PayoutPlan
        The plan.
    period : array-like of shape (n,), optional
        The period. A person is there once in a period. Text, categories or whole numbers.
    target : array-like of shape (n,), optional
        The target, in minor units; needed when tiers go by it. In minor units. Must be > 0.
    score : array-like of shape (n,), optional
        Score, for tiers or factors by score.
    previous_tier : array-like of shape (n,), optional
        Tier of the period before, needed for hysteresis; missing: none. Text, categories or whole numbers. May
        be missing.
    days_present : array-like of shape (n,), optional
        Days present; needed for proration. At most 3 decimals. In days. Must be between 0 and 366000.
    days_total : array-like of shape (n,), optional
        Days of the period. In days. Must be > 0 and <= 366000.
    pool : array-like of shape (n,), optional
        The pool of the row; missing: none. Text, categories or whole numbers. May be missing.
    pool_points : array-like of shape (n,), optional
        What a pool is shared out by. At most 6 decimals. Must be between 0 and 1000000000.
    carried_in : array-like of shape (n,), optional
        Owed from earlier periods, in minor units: carried of the period before. In minor units. Must be >= 0.
    currency : array-like of shape (n,), optional
        Currency of the row; must be that of the plan. Text, categories or whole numbers.
    deduction : array-like of shape (deductions,), optional
        Id of a deduction in money, each once. Text, categories or whole numbers.
    deduction_person : array-like of shape (deductions,), optional
        Whose. Text, categories or whole numbers.
    deduction_period : array-like of shape (deductions,), optional
        In which period; given when period is. Text, categories or whole numbers.
    deduction_amount : array-like of shape (deductions,), optional
        How much, in minor units. In minor units. Must be >= 0.
    payment : array-like of shape (payments,), optional
        Id of what was paid before for these periods, each once. Text, categories or whole numbers.
    paid_person : array-like of shape (payments,), optional
        To whom. Text, categories or whole numbers.
    paid_period : array-like of shape (payments,), optional
        For which period; given when period is. Text, categories or whole numbers.
    paid_amount : array-like of shape (payments,), optional
        How much, in minor units; negative where it was taken back. In minor units. Whole numbers.
    explain : bool, default True
        Whether steps and sentences are written.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : PayoutResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`, deductions length of `deduction`, payments length of `payment`.
    """

class PlanResult(Result):
    """A record of named fields.

    Attributes
    ----------
    currency : str
        The currency of every amount.
    cost : int
        What the plan as it is costs. In minor units.
    other_cost : int
        What the other costs. In minor units.
    change : int
        other_cost - cost. In minor units.
    winners : int
        People who earn more.
    losers : int
        People who earn less.
    same : int
        People who earn the same.
    groups : PlanGroups
        Everybody, then each group.
    changes : PlanChanges
        How the changes are distributed over people.
    sensitivity : PlanSensitivity
        What both cost when everybody attains more or less.
    people : PlanPeople
        The change of each person.
    sentence : str
        The comparison in English.
    sentence_zh : str
        The same in Chinese.
    """
    @property
    def currency(self) -> str:
        """The currency of every amount."""
    @property
    def cost(self) -> int:
        """What the plan as it is costs. In minor units."""
    @property
    def other_cost(self) -> int:
        """What the other costs. In minor units."""
    @property
    def change(self) -> int:
        """other_cost - cost. In minor units."""
    @property
    def winners(self) -> int:
        """People who earn more."""
    @property
    def losers(self) -> int:
        """People who earn less."""
    @property
    def same(self) -> int:
        """People who earn the same."""
    @property
    def groups(self) -> PlanGroups:
        """Everybody, then each group."""
    @property
    def changes(self) -> PlanChanges:
        """How the changes are distributed over people."""
    @property
    def sensitivity(self) -> PlanSensitivity:
        """What both cost when everybody attains more or less."""
    @property
    def people(self) -> PlanPeople:
        """The change of each person."""
    @property
    def sentence(self) -> str:
        """The comparison in English."""
    @property
    def sentence_zh(self) -> str:
        """The same in Chinese."""
    @classmethod
    def from_json(cls, document: str | bytes) -> PlanResult: ...

class PlanGroups(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (groups,)
        The group; missing for everybody. May be missing.
    people : array of int of shape (groups,)
        People.
    winners : array of int of shape (groups,)
        Who earn more by the other plan.
    losers : array of int of shape (groups,)
        Who earn less.
    cost : array of int of shape (groups,)
        Of the plan as it is. In minor units.
    other_cost : array of int of shape (groups,)
        Of the other. In minor units.
    change : array of int of shape (groups,)
        other_cost - cost = won - lost. In minor units.
    won : array of int of shape (groups,)
        What the winners earn more. In minor units.
    lost : array of int of shape (groups,)
        What the losers earn less. In minor units.

    Shapes: groups length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """The group; missing for everybody. May be missing."""
    @property
    def people(self) -> NDArray[np.int64]:
        """People."""
    @property
    def winners(self) -> NDArray[np.int64]:
        """Who earn more by the other plan."""
    @property
    def losers(self) -> NDArray[np.int64]:
        """Who earn less."""
    @property
    def cost(self) -> NDArray[np.int64]:
        """Of the plan as it is. In minor units."""
    @property
    def other_cost(self) -> NDArray[np.int64]:
        """Of the other. In minor units."""
    @property
    def change(self) -> NDArray[np.int64]:
        """other_cost - cost = won - lost. In minor units."""
    @property
    def won(self) -> NDArray[np.int64]:
        """What the winners earn more. In minor units."""
    @property
    def lost(self) -> NDArray[np.int64]:
        """What the losers earn less. In minor units."""

class PlanChanges(Table):
    """A table of equally long columns.

    Attributes
    ----------
    quantile : array of float of shape (quantiles,)
        Share of the people.
    change : array of int of shape (quantiles,)
        The least change that so many people do not exceed. In minor units.

    Shapes: quantiles length of `quantile`.
    """
    @property
    def quantile(self) -> NDArray[np.float64]:
        """Share of the people."""
    @property
    def change(self) -> NDArray[np.int64]:
        """The least change that so many people do not exceed. In minor units."""

class PlanSensitivity(Table):
    """A table of equally long columns.

    Attributes
    ----------
    attainment : array of float of shape (attainments,)
        Factor on every amount.
    cost : array of int of shape (attainments,)
        Of the plan as it is. In minor units.
    other_cost : array of int of shape (attainments,)
        Of the other. In minor units.
    change : array of int of shape (attainments,)
        other_cost - cost. In minor units.

    Shapes: attainments length of `attainment`.
    """
    @property
    def attainment(self) -> NDArray[np.float64]:
        """Factor on every amount."""
    @property
    def cost(self) -> NDArray[np.int64]:
        """Of the plan as it is. In minor units."""
    @property
    def other_cost(self) -> NDArray[np.int64]:
        """Of the other. In minor units."""
    @property
    def change(self) -> NDArray[np.int64]:
        """other_cost - cost. In minor units."""

class PlanPeople(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (people,)
        The person.
    rows : array of int of shape (people,)
        Periods.
    amount : array of int of shape (people,)
        What was credited. In minor units.
    earned : array of int of shape (people,)
        By the plan as it is. In minor units.
    other_earned : array of int of shape (people,)
        By the other. In minor units.
    change : array of int of shape (people,)
        other_earned - earned. In minor units.
    outcome : array of str of shape (people,)
        wins, loses or same.

    Shapes: people length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The person."""
    @property
    def rows(self) -> NDArray[np.int64]:
        """Periods."""
    @property
    def amount(self) -> NDArray[np.int64]:
        """What was credited. In minor units."""
    @property
    def earned(self) -> NDArray[np.int64]:
        """By the plan as it is. In minor units."""
    @property
    def other_earned(self) -> NDArray[np.int64]:
        """By the other. In minor units."""
    @property
    def change(self) -> NDArray[np.int64]:
        """other_earned - earned. In minor units."""
    @property
    def outcome(self) -> NDArray[np.object_]:
        """wins, loses or same."""

def plan(
    person: ColumnLike,
    amount: ColumnLike,
    plan: PayoutPlan,
    other: PayoutPlan,
    *,
    period: ColumnLike | None = None,
    target: ColumnLike | None = None,
    score: ColumnLike | None = None,
    previous_tier: ColumnLike | None = None,
    days_present: ColumnLike | None = None,
    days_total: ColumnLike | None = None,
    pool: ColumnLike | None = None,
    pool_points: ColumnLike | None = None,
    group: ColumnLike | None = None,
    attainments: Numbers = (0.8, 0.9, 1.0, 1.1, 1.2),
    quantiles: Numbers = (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0),
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> PlanResult:
    """What would another pay-out plan cost, and who would win and lose by it?

    Parameters
    ----------
    person : array-like of shape (n,)
        Who is paid; a row is a person in a period. Text, categories or whole numbers.
    amount : array-like of shape (n,)
        What is credited, in minor units. In minor units. Must be >= 0.
    plan : PayoutPlan
        The plan as it is.
    other : PayoutPlan
        The plan that is thought of; in the same currency.
    period : array-like of shape (n,), optional
        The period. A person is there once in a period. Text, categories or whole numbers.
    target : array-like of shape (n,), optional
        The target, in minor units; needed when tiers go by it. In minor units. Must be > 0.
    score : array-like of shape (n,), optional
        Score, for tiers or factors by score.
    previous_tier : array-like of shape (n,), optional
        Tier of the period before, needed for hysteresis; missing, or not a tier of the plan: none. Text,
        categories or whole numbers. May be missing.
    days_present : array-like of shape (n,), optional
        Days present; needed for proration. At most 3 decimals. In days. Must be between 0 and 366000.
    days_total : array-like of shape (n,), optional
        Days of the period. In days. Must be > 0 and <= 366000.
    pool : array-like of shape (n,), optional
        The pool of the row; missing, or not a pool of the plan: none. Text, categories or whole numbers. May be
        missing.
    pool_points : array-like of shape (n,), optional
        What a pool is shared out by. At most 6 decimals. Must be between 0 and 1000000000.
    group : array-like of shape (n,), optional
        Region, team, seniority: whose winners and losers are counted. Text, categories or whole numbers.
    attainments : list of float, default (0.8, 0.9, 1.0, 1.1, 1.2)
        Factors on every amount, for how the cost moves with results. At most 6 decimals. Must be between 0 and
        100.
    quantiles : list of float, default (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0)
        Shares of the people whose change is told. Must be between 0 and 1.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : PlanResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`.
    """

class RankingResult(Result):
    """A record of named fields.

    Attributes
    ----------
    rank : array of float of shape (n,)
        Rank within the group, 1 the best; NaN where there is none. May be missing.
    percentile : array of float of shape (n,)
        Place within the population, from 0 to 1, the better the higher; NaN without a score or a population. May
        be missing.
    rank_lower : array of float of shape (n,)
        Best rank that the errors allow; NaN without score or standard errors. May be missing.
    rank_upper : array of float of shape (n,)
        Worst rank that the errors allow. May be missing.
    place : array of int of shape (n,)
        Place in the order of the group, from 1: by score, then by label of person, then by row; 0 without a
        score.
    set : array of int of shape (n,)
        First set of people who cannot be told from this one; 0 without score or standard errors.
    groups : RankingGroups
        What was met in each group.
    sets : RankingSetTable
        The sets.

    Shapes: n length of `rank`.
    """
    @property
    def rank(self) -> NDArray[np.float64]:
        """Rank within the group, 1 the best; NaN where there is none. May be missing."""
    @property
    def percentile(self) -> NDArray[np.float64]:
        """Place within the population, from 0 to 1, the better the higher; NaN without a score or a population. May be missing."""
    @property
    def rank_lower(self) -> NDArray[np.float64]:
        """Best rank that the errors allow; NaN without score or standard errors. May be missing."""
    @property
    def rank_upper(self) -> NDArray[np.float64]:
        """Worst rank that the errors allow. May be missing."""
    @property
    def place(self) -> NDArray[np.int64]:
        """Place in the order of the group, from 1: by score, then by label of person, then by row; 0 without a score."""
    @property
    def set(self) -> NDArray[np.int64]:
        """First set of people who cannot be told from this one; 0 without score or standard errors."""
    @property
    def groups(self) -> RankingGroups:
        """What was met in each group."""
    @property
    def sets(self) -> RankingSetTable:
        """The sets."""
    @classmethod
    def from_json(cls, document: str | bytes) -> RankingResult: ...

class RankingGroups(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (g,)
        The group; "total" without groups.
    ranked : array of int of shape (g,)
        People with a score.
    missing : array of int of shape (g,)
        People without one.
    tied : array of int of shape (g,)
        People who share their score with somebody.
    sets : array of int of shape (g,)
        Sets of people who cannot be told apart; 0 without standard errors.
    critical : array of float of shape (g,)
        How many standard errors of their difference two scores must be apart; with coverage = marginal and
        simulation the mean of the people's. NaN without standard errors or with fewer than two people. May be
        missing.

    Shapes: g length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """The group; "total" without groups."""
    @property
    def ranked(self) -> NDArray[np.int64]:
        """People with a score."""
    @property
    def missing(self) -> NDArray[np.int64]:
        """People without one."""
    @property
    def tied(self) -> NDArray[np.int64]:
        """People who share their score with somebody."""
    @property
    def sets(self) -> NDArray[np.int64]:
        """Sets of people who cannot be told apart; 0 without standard errors."""
    @property
    def critical(self) -> NDArray[np.float64]:
        """How many standard errors of their difference two scores must be apart; with coverage = marginal and simulation the mean of the people's. NaN without standard errors or with fewer than two people. May be missing."""

class RankingSetTable(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (sets,)
        The group.
    number : array of int of shape (sets,)
        Number of the set within the group, from 1.
    first_place : array of int of shape (sets,)
        Place of its best person in the order of the group, from 1.
    last_place : array of int of shape (sets,)
        Place of its worst one.
    people : array of int of shape (sets,)
        How many it has.
    best : array of float of shape (sets,)
        Best score in it.
    worst : array of float of shape (sets,)
        Worst score in it.

    Shapes: sets length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """The group."""
    @property
    def number(self) -> NDArray[np.int64]:
        """Number of the set within the group, from 1."""
    @property
    def first_place(self) -> NDArray[np.int64]:
        """Place of its best person in the order of the group, from 1."""
    @property
    def last_place(self) -> NDArray[np.int64]:
        """Place of its worst one."""
    @property
    def people(self) -> NDArray[np.int64]:
        """How many it has."""
    @property
    def best(self) -> NDArray[np.float64]:
        """Best score in it."""
    @property
    def worst(self) -> NDArray[np.float64]:
        """Worst score in it."""

def ranking(
    score: ColumnLike,
    *,
    person: ColumnLike | None = None,
    group: ColumnLike | None = None,
    std_error: ColumnLike | None = None,
    reference: ColumnLike | None = None,
    reference_group: ColumnLike | None = None,
    direction: Literal["higher", "lower"] = 'higher',
    ties: Literal["min", "max", "mid", "dense", "ordinal"] = 'min',
    missing: Literal["leave_out", "last"] = 'leave_out',
    population: Literal["group", "everybody", "reference"] = 'group',
    percentile: Literal["mid", "worse", "at_most", "weibull"] = 'mid',
    confidence_level: float = 0.95,
    comparison: Literal["bonferroni", "simulation", "unadjusted"] = 'bonferroni',
    coverage: Literal["simultaneous", "marginal"] = 'simultaneous',
    sets: Literal["bands", "connected", "cliques"] = 'bands',
    draws: int = 1000,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> RankingResult:
    """Who stands where, how sure is that, and who cannot be told apart?

    Parameters
    ----------
    score : array-like of shape (n,)
        The score. May be missing.
    person : array-like of shape (n,), optional
        Whose it is; nobody twice in a group. Needed for ties = ordinal. Text, categories or whole numbers.
    group : array-like of shape (n,), optional
        Within which people are ranked; left out: everybody together. Text, categories or whole numbers.
    std_error : array-like of shape (n,), optional
        Standard error of the score, independent between people; needed where there is a score. Given: intervals
        of ranks. Must be >= 0. May be missing.
    reference : array-like of shape (m,), optional
        Scores of the population of population = reference.
    reference_group : array-like of shape (m,), optional
        Their groups, named as in group. Text, categories or whole numbers.
    direction : {'higher', 'lower'}, default 'higher'
        Which scores are good.
        * ``higher``: The highest score is first.
        * ``lower``: The lowest score is first.
    ties : {'min', 'max', 'mid', 'dense', 'ordinal'}, default 'min'
        Which rank equal scores have.
        * ``min``: The best of their places: 1, 2, 2, 4.
        * ``max``: The worst of their places: 1, 3, 3, 4.
        * ``mid``: The mean of their places: 1, 2.5, 2.5, 4.
        * ``dense``: One, and the next score has the next one: 1, 2, 2, 3.
        * ``ordinal``: Each its own, in the order of the labels of person: 1, 2, 3, 4.
    missing : {'leave_out', 'last'}, default 'leave_out'
        What happens to people without a score.
        * ``leave_out``: They have no rank and do not count.
        * ``last``: They stand tied behind everybody with a score; they have no percentile and no interval.
    population : {'group', 'everybody', 'reference'}, default 'group'
        Against whom percentiles are.
        * ``group``: Everybody with a score in the row's group.
        * ``everybody``: Everybody with a score.
        * ``reference``: The scores of reference; with reference_group, those of the row's group.
    percentile : {'mid', 'worse', 'at_most', 'weibull'}, default 'mid'
        What a percentile counts.
        * ``mid``: (b + e / 2) / N.
        * ``worse``: b / N: the share that is worse.
        * ``at_most``: (b + e) / N: the share that is not better.
        * ``weibull``: (b + e / 2 + 1/2) / (N + 1): never 0 or 1.
    confidence_level : float, default 0.95
        Level of the intervals of ranks. Must be > 0 and < 1.
    comparison : {'bonferroni', 'simulation', 'unadjusted'}, default 'bonferroni'
        How far apart scores must be to be told apart.
        * ``bonferroni``: The level is shared among all comparisons: holds whatever their dependence, a little
          wide.
        * ``simulation``: The largest of all comparisons is drawn at random from normal errors: not wider than it
          must be.
        * ``unadjusted``: Each comparison has the level for itself: ranks lie outside of their intervals more
          often than the level says.
    coverage : {'simultaneous', 'marginal'}, default 'simultaneous'
        What holds with the confidence level.
        * ``simultaneous``: All ranks of a group lie in their intervals at once: for looking at the whole list.
        * ``marginal``: Each person's rank lies in its interval: for looking at one person.
    sets : {'bands', 'connected', 'cliques'}, default 'bands'
        Which people are put together because they cannot be told apart.
        * ``bands``: From the top: everybody who cannot be told from the best of the band; the first who can
          begins the next one.
        * ``connected``: Neighbours in order that cannot be told apart are together, and so are theirs: the ends
          of a set may well differ.
        * ``cliques``: Longest stretches of the order within which nobody can be told from anybody: they overlap.
    draws : int, default 1000
        Draws of comparison = simulation. Must be between 100 and 100000.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : RankingResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `score`, m length of `reference`.
    """

class ShrinkageResult(Result):
    """A record of named fields.

    Attributes
    ----------
    raw : array of float of shape (n,)
        value / volume, or value; NaN where nothing is known. May be missing.
    estimate : array of float of shape (n,)
        Expected true value: weight · raw + (1 - weight) · prior_mean. May be missing.
    lower : array of float of shape (n,)
        Lower bound: true values lie below it with half of what the level leaves; never above the estimate. May
        be missing.
    upper : array of float of shape (n,)
        Upper bound. May be missing.
    std_error : array of float of shape (n,)
        Root of the mean squared distance of the true value from the estimate, given the data; what
        performance.ranking takes. May be missing.
    weight : array of float of shape (n,)
        How much the person's own data count, from 0 to 1. May be missing.
    groups : ShrinkageGroups
        What was found of each group.

    Shapes: n length of `raw`.
    """
    @property
    def raw(self) -> NDArray[np.float64]:
        """value / volume, or value; NaN where nothing is known. May be missing."""
    @property
    def estimate(self) -> NDArray[np.float64]:
        """Expected true value: weight · raw + (1 - weight) · prior_mean. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower bound: true values lie below it with half of what the level leaves; never above the estimate. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper bound. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Root of the mean squared distance of the true value from the estimate, given the data; what performance.ranking takes. May be missing."""
    @property
    def weight(self) -> NDArray[np.float64]:
        """How much the person's own data count, from 0 to 1. May be missing."""
    @property
    def groups(self) -> ShrinkageGroups:
        """What was found of each group."""
    @classmethod
    def from_json(cls, document: str | bytes) -> ShrinkageResult: ...

class ShrinkageGroups(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (g,)
        The group; "total" without groups.
    status : array of str of shape (g,)
        fitted, given, no_variation, from_everybody, too_few or one_case_each.
    people : array of int of shape (g,)
        People with a value.
    without : array of int of shape (g,)
        People of whom nothing is known.
    prior_mean : array of float of shape (g,)
        Mean of people's true values; NaN with too few. May be missing.
    prior_volume : array of float of shape (g,)
        How many cases, or how much exposure, the spread counts for: the volume at which a person's own rate has
        half the weight. Infinite without variation; NaN for normal values. May be missing. May be infinite.
    prior_std : array of float of shape (g,)
        Standard deviation of people's true values. May be missing.
    log_likelihood : array of float of shape (g,)
        Of all values given this spread; NaN with too few. May be missing.

    Shapes: g length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """The group; "total" without groups."""
    @property
    def status(self) -> NDArray[np.object_]:
        """fitted, given, no_variation, from_everybody, too_few or one_case_each."""
    @property
    def people(self) -> NDArray[np.int64]:
        """People with a value."""
    @property
    def without(self) -> NDArray[np.int64]:
        """People of whom nothing is known."""
    @property
    def prior_mean(self) -> NDArray[np.float64]:
        """Mean of people's true values; NaN with too few. May be missing."""
    @property
    def prior_volume(self) -> NDArray[np.float64]:
        """How many cases, or how much exposure, the spread counts for: the volume at which a person's own rate has half the weight. Infinite without variation; NaN for normal values. May be missing. May be infinite."""
    @property
    def prior_std(self) -> NDArray[np.float64]:
        """Standard deviation of people's true values. May be missing."""
    @property
    def log_likelihood(self) -> NDArray[np.float64]:
        """Of all values given this spread; NaN with too few. May be missing."""

def shrinkage(
    value: ColumnLike,
    *,
    volume: ColumnLike | None = None,
    std_error: ColumnLike | None = None,
    group: ColumnLike | None = None,
    model: Literal["undeclared", "beta_binomial", "gamma_poisson", "normal"] = 'undeclared',
    fit: Literal["marginal_likelihood", "moments", "efron_morris", "given"] = 'marginal_likelihood',
    intervals: Literal["spread_estimated", "spread_known"] = 'spread_estimated',
    prior_mean: float | None = None,
    prior_volume: float | None = None,
    prior_std: float | None = None,
    confidence_level: float = 0.95,
    min_people: int = 4,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> ShrinkageResult:
    """How good is each person really, where there are few cases?

    Parameters
    ----------
    value : array-like of shape (n,)
        Successes, events, or an estimate. Missing: nothing is known of the person. May be missing.
    volume : array-like of shape (n,), optional
        Cases or exposure; 0: nothing is known of the person. With normal, where given, value is the mean of so
        many cases. Must be >= 0.
    std_error : array-like of shape (n,), optional
        Of normal: known error of the estimate; with volume, of a single case. Must be > 0. May be missing.
    group : array-like of shape (n,), optional
        Within which people resemble each other: each group has its own spread. Left out: everybody together.
        Text, categories or whole numbers.
    model : {'undeclared', 'beta_binomial', 'gamma_poisson', 'normal'}, default 'undeclared'
        How values come about.
        * ``undeclared``: Not said; refused.
        * ``beta_binomial``: value of volume cases succeed; people's rates are spread as a beta distribution.
        * ``gamma_poisson``: value events in an exposure of volume; people's rates are spread as a gamma
          distribution.
        * ``normal``: value is an estimate with a known std_error; people's true values are spread as a normal
          distribution.
    fit : {'marginal_likelihood', 'moments', 'efron_morris', 'given'}, default 'marginal_likelihood'
        Where the spread of people comes from.
        * ``marginal_likelihood``: It makes the values together most likely.
        * ``moments``: It makes the values vary as much as they are expected to (Kleinman; for normal values
          Paule & Mandel).
        * ``efron_morris``: Normal values with equal errors: 1 - (k - 3) s^2 / sum (x - mean)^2 of the distance
          to the mean is kept (Efron & Morris 1975).
        * ``given``: By prior_mean and prior_volume, for normal values prior_std.
    intervals : {'spread_estimated', 'spread_known'}, default 'spread_estimated'
        Whether intervals and errors know of the error of the spread itself. With fit = given it is known.
        * ``spread_estimated``: They go over all spreads that the values allow, no variation among them: they
          hold with few people too.
        * ``spread_known``: They take the spread that was found for the true one: with fewer than a hundred
          people they are too short.
    prior_mean : float or None, default None
        Mean of fit = given: a rate, or a value.
    prior_volume : float or None, default None
        Strength of fit = given: it counts like so many cases, or so much exposure, at the mean. Must be > 0.
    prior_std : float or None, default None
        Spread of fit = given for normal values. Must be > 0.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    min_people : int, default 4
        A group with fewer people with a value takes the spread of everybody. Must be between 4 and 1000000.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : ShrinkageResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `value`.
    """

class RatersResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'converged', 'boundary', 'confounded', 'too_few', 'not_converged'}
        How the model ended.
        * ``converged``: The variances were found.
        * ``boundary``: A variance is 0: there is no sign of such differences.
        * ``confounded``: Every person, rater or item has one rating only: what is theirs cannot be told from
          chance; nothing is estimated.
        * ``too_few``: Fewer than three ratings, or ratings that do not differ, or fewer than two people or
          raters: nothing is estimated.
        * ``not_converged``: The variances moved still after 100 steps; do not rely on them.
    errors : {'exact', 'approximate'}
        Whether traces and standard errors are exact.
        * ``exact``: Traces and standard errors are exact.
        * ``approximate``: Traces by random probes (seeded): there are more raters and items than exact_up_to.
          Standard errors without what raters share, unless variances.error_ratio is 1.
    mean : float
        Of the model, generalised least squares. Missing (NaN) where nothing is estimated. May be missing.
    log_likelihood : float
        Restricted log-likelihood, as lme4 has it. Missing (NaN) where not exact. May be missing.
    steps : int
        Steps to the variances. Must be >= 0.
    self_ratings : int
        Ratings of oneself. Must be >= 0.
    suppressed : int
        Ratings that are in no row of feedback, because too few raters stand behind them. Must be >= 0.
    variances : RaterVariances
        Where the differences between ratings come from.
    people : RatedPeople
        Table of the people. For those who may see single ratings; for the people themselves there is feedback.
    raters : RatingRaters
        Table of the raters.
    items : RatedItems
        Table of the items; empty without.
    subsets : RatingSubsets
        People and raters that hang together; more than one row means that scores are comparable within each
        only.
    feedback : RoleFeedback
        By person and role, and by item; empty without role.
    blind_spots : SelfAgainstOthers
        Self against the others; empty without role.
    """
    @property
    def status(self) -> Literal["converged", "boundary", "confounded", "too_few", "not_converged"]:
        """How the model ended."""
    @property
    def errors(self) -> Literal["exact", "approximate"]:
        """Whether traces and standard errors are exact."""
    @property
    def mean(self) -> float:
        """Of the model, generalised least squares. Missing (NaN) where nothing is estimated. May be missing."""
    @property
    def log_likelihood(self) -> float:
        """Restricted log-likelihood, as lme4 has it. Missing (NaN) where not exact. May be missing."""
    @property
    def steps(self) -> int:
        """Steps to the variances. Must be >= 0."""
    @property
    def self_ratings(self) -> int:
        """Ratings of oneself. Must be >= 0."""
    @property
    def suppressed(self) -> int:
        """Ratings that are in no row of feedback, because too few raters stand behind them. Must be >= 0."""
    @property
    def variances(self) -> RaterVariances:
        """Where the differences between ratings come from."""
    @property
    def people(self) -> RatedPeople:
        """Table of the people. For those who may see single ratings; for the people themselves there is feedback."""
    @property
    def raters(self) -> RatingRaters:
        """Table of the raters."""
    @property
    def items(self) -> RatedItems:
        """Table of the items; empty without."""
    @property
    def subsets(self) -> RatingSubsets:
        """People and raters that hang together; more than one row means that scores are comparable within each only."""
    @property
    def feedback(self) -> RoleFeedback:
        """By person and role, and by item; empty without role."""
    @property
    def blind_spots(self) -> SelfAgainstOthers:
        """Self against the others; empty without role."""
    @classmethod
    def from_json(cls, document: str | bytes) -> RatersResult: ...

class RaterVariances(Table):
    """A table of equally long columns.

    Attributes
    ----------
    effect : array of str of shape (effects,)
        person, rater, item where given, residual.
    levels : array of int of shape (effects,)
        How many there are; of residual the ratings. Must be >= 0.
    variance : array of float of shape (effects,)
        By restricted maximum likelihood. Missing (NaN) where nothing is estimated. Must be >= 0. May be missing.
    std_error : array of float of shape (effects,)
        By the average information; 0 at the boundary. Missing (NaN) where nothing is estimated. Must be >= 0.
        May be missing.
    share : array of float of shape (effects,)
        Of the sum of the variances. Missing (NaN) where nothing is estimated. Must be between 0 and 1. May be
        missing.
    error_ratio : array of float of shape (effects,)
        The standard errors of its levels over what they should be, as a whole (roots of mean squares): 1 where
        they are exact: up to exact_up_to raters and items, and above where few raters share people, so that the
        equations stay sparse; elsewhere by the probes: 0.97 means that they are some 3 % too small. Missing
        (NaN) of residual, where nothing is estimated, and where the variance is 0. Must be >= 0. May be missing.

    Shapes: effects length of `effect`.
    """
    @property
    def effect(self) -> NDArray[np.object_]:
        """person, rater, item where given, residual."""
    @property
    def levels(self) -> NDArray[np.int64]:
        """How many there are; of residual the ratings. Must be >= 0."""
    @property
    def variance(self) -> NDArray[np.float64]:
        """By restricted maximum likelihood. Missing (NaN) where nothing is estimated. Must be >= 0. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """By the average information; 0 at the boundary. Missing (NaN) where nothing is estimated. Must be >= 0. May be missing."""
    @property
    def share(self) -> NDArray[np.float64]:
        """Of the sum of the variances. Missing (NaN) where nothing is estimated. Must be between 0 and 1. May be missing."""
    @property
    def error_ratio(self) -> NDArray[np.float64]:
        """The standard errors of its levels over what they should be, as a whole (roots of mean squares): 1 where they are exact: up to exact_up_to raters and items, and above where few raters share people, so that the equations stay sparse; elsewhere by the probes: 0.97 means that they are some 3 % too small. Missing (NaN) of residual, where nothing is estimated, and where the variance is 0. Must be >= 0. May be missing."""

class RatedPeople(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (people,)
        The person, in rising order of the label.
    ratings : array of int of shape (people,)
        Ratings by others. Must be >= 0.
    subset : array of int of shape (people,)
        Which of the subsets; people in different ones have no raters in common, however indirectly. -1 without
        ratings by others. Must be >= -1.
    mean : array of float of shape (people,)
        Mean of the ratings by others, as given. Missing (NaN) with role, so that nothing can be found by
        subtraction, and without ratings. May be missing.
    score : array of float of shape (people,)
        What average raters would give: the mean of all plus the best linear prediction of the person's
        difference. Missing (NaN) where nothing is estimated or the person has no ratings. May be missing.
    std_error : array of float of shape (people,)
        Of the difference. Missing (NaN) with the score. Must be >= 0. May be missing.
    lower : array of float of shape (people,)
        score less z times its error: that of the difference and of the mean together, for whoever holds the
        score against a line. People among each other are compared by std_error. Missing (NaN) with the score.
        May be missing.
    upper : array of float of shape (people,)
        The same added. Missing (NaN) with the score. May be missing.
    reliability : array of float of shape (people,)
        1 - std_error² / variance of the people. Missing (NaN) with the score, and where that variance is 0. May
        be missing.

    Shapes: people length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The person, in rising order of the label."""
    @property
    def ratings(self) -> NDArray[np.int64]:
        """Ratings by others. Must be >= 0."""
    @property
    def subset(self) -> NDArray[np.int64]:
        """Which of the subsets; people in different ones have no raters in common, however indirectly. -1 without ratings by others. Must be >= -1."""
    @property
    def mean(self) -> NDArray[np.float64]:
        """Mean of the ratings by others, as given. Missing (NaN) with role, so that nothing can be found by subtraction, and without ratings. May be missing."""
    @property
    def score(self) -> NDArray[np.float64]:
        """What average raters would give: the mean of all plus the best linear prediction of the person's difference. Missing (NaN) where nothing is estimated or the person has no ratings. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Of the difference. Missing (NaN) with the score. Must be >= 0. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """score less z times its error: that of the difference and of the mean together, for whoever holds the score against a line. People among each other are compared by std_error. Missing (NaN) with the score. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """The same added. Missing (NaN) with the score. May be missing."""
    @property
    def reliability(self) -> NDArray[np.float64]:
        """1 - std_error² / variance of the people. Missing (NaN) with the score, and where that variance is 0. May be missing."""

class RatingRaters(Table):
    """A table of equally long columns.

    Attributes
    ----------
    rater : array of str of shape (raters,)
        The rater, in rising order of the label; who only rated themselves is not listed.
    ratings : array of int of shape (raters,)
        Ratings of others. Must be >= 1.
    subset : array of int of shape (raters,)
        Which of the subsets. Must be >= 0.
    mean : array of float of shape (raters,)
        Mean of the ratings.
    severity : array of float of shape (raters,)
        How much less than average raters this one gives to the same people: minus the best linear prediction.
        Negative is lenient. Missing (NaN) where nothing is estimated. May be missing.
    std_error : array of float of shape (raters,)
        Of the severity. Missing (NaN) with it. Must be >= 0. May be missing.
    deviation : array of float of shape (raters,)
        Standard deviation of the ratings. Missing (NaN) below two. Must be >= 0. May be missing.
    expected_deviation : array of float of shape (raters,)
        What it would be for these people and items by the model; far more than deviation means that the middle
        of the scale is used (central tendency). Missing (NaN) with severity, below two. Must be >= 0. May be
        missing.
    lowest_share : array of float of shape (raters,)
        Share of the ratings at the lowest value that anybody gave. Must be between 0 and 1.
    highest_share : array of float of shape (raters,)
        Share at the highest. Must be between 0 and 1.

    Shapes: raters length of `rater`.
    """
    @property
    def rater(self) -> NDArray[np.object_]:
        """The rater, in rising order of the label; who only rated themselves is not listed."""
    @property
    def ratings(self) -> NDArray[np.int64]:
        """Ratings of others. Must be >= 1."""
    @property
    def subset(self) -> NDArray[np.int64]:
        """Which of the subsets. Must be >= 0."""
    @property
    def mean(self) -> NDArray[np.float64]:
        """Mean of the ratings."""
    @property
    def severity(self) -> NDArray[np.float64]:
        """How much less than average raters this one gives to the same people: minus the best linear prediction. Negative is lenient. Missing (NaN) where nothing is estimated. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Of the severity. Missing (NaN) with it. Must be >= 0. May be missing."""
    @property
    def deviation(self) -> NDArray[np.float64]:
        """Standard deviation of the ratings. Missing (NaN) below two. Must be >= 0. May be missing."""
    @property
    def expected_deviation(self) -> NDArray[np.float64]:
        """What it would be for these people and items by the model; far more than deviation means that the middle of the scale is used (central tendency). Missing (NaN) with severity, below two. Must be >= 0. May be missing."""
    @property
    def lowest_share(self) -> NDArray[np.float64]:
        """Share of the ratings at the lowest value that anybody gave. Must be between 0 and 1."""
    @property
    def highest_share(self) -> NDArray[np.float64]:
        """Share at the highest. Must be between 0 and 1."""

class RatedItems(Table):
    """A table of equally long columns.

    Attributes
    ----------
    item : array of str of shape (items,)
        The item, in rising order of the label.
    ratings : array of int of shape (items,)
        Ratings by others. Must be >= 0.
    mean : array of float of shape (items,)
        Their mean. Missing (NaN) without any. May be missing.
    effect : array of float of shape (items,)
        Best linear prediction of its difference. Missing (NaN) where nothing is estimated. May be missing.
    std_error : array of float of shape (items,)
        Of the difference. Missing (NaN) with it. Must be >= 0. May be missing.

    Shapes: items length of `item`.
    """
    @property
    def item(self) -> NDArray[np.object_]:
        """The item, in rising order of the label."""
    @property
    def ratings(self) -> NDArray[np.int64]:
        """Ratings by others. Must be >= 0."""
    @property
    def mean(self) -> NDArray[np.float64]:
        """Their mean. Missing (NaN) without any. May be missing."""
    @property
    def effect(self) -> NDArray[np.float64]:
        """Best linear prediction of its difference. Missing (NaN) where nothing is estimated. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Of the difference. Missing (NaN) with it. Must be >= 0. May be missing."""

class RatingSubsets(Table):
    """A table of equally long columns.

    Attributes
    ----------
    people : array of int of shape (subsets,)
        People in it. Must be >= 1.
    raters : array of int of shape (subsets,)
        Raters in it. Must be >= 1.
    ratings : array of int of shape (subsets,)
        Ratings in it. Must be >= 1.
    first_person : array of str of shape (subsets,)
        The first person of it, by label.

    Shapes: subsets length of `people`.
    """
    @property
    def people(self) -> NDArray[np.int64]:
        """People in it. Must be >= 1."""
    @property
    def raters(self) -> NDArray[np.int64]:
        """Raters in it. Must be >= 1."""
    @property
    def ratings(self) -> NDArray[np.int64]:
        """Ratings in it. Must be >= 1."""
    @property
    def first_person(self) -> NDArray[np.object_]:
        """The first person of it, by label."""

class RoleFeedback(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (feedback,)
        Who is rated.
    item : array of str of shape (feedback,)
        The item; missing: all that are shown together. May be missing.
    role : array of str of shape (feedback,)
        The role; pooled: roles below the floor together; others: all but self that are shown.
    raters : array of int of shape (feedback,)
        How many raters, each counted once. Must be >= 1.
    mean : array of float of shape (feedback,)
        Mean of their ratings.

    Shapes: feedback length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """Who is rated."""
    @property
    def item(self) -> NDArray[np.object_]:
        """The item; missing: all that are shown together. May be missing."""
    @property
    def role(self) -> NDArray[np.object_]:
        """The role; pooled: roles below the floor together; others: all but self that are shown."""
    @property
    def raters(self) -> NDArray[np.int64]:
        """How many raters, each counted once. Must be >= 1."""
    @property
    def mean(self) -> NDArray[np.float64]:
        """Mean of their ratings."""

class SelfAgainstOthers(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (blind_spots,)
        The person.
    item : array of str of shape (blind_spots,)
        The item; missing: all together. May be missing.
    kind : array of str of shape (blind_spots,)
        blind_spot, hidden_strength, agreed; missing where nothing is estimated. May be missing.
    own : array of float of shape (blind_spots,)
        Mean of the ratings of oneself.
    others : array of float of shape (blind_spots,)
        Mean of the others, as in feedback.
    difference : array of float of shape (blind_spots,)
        own - others.
    lower : array of float of shape (blind_spots,)
        Lower end of its interval: the others could have been other raters, with the model's variances. Missing
        (NaN) where nothing is estimated. May be missing.
    upper : array of float of shape (blind_spots,)
        Upper end. Missing (NaN) where nothing is estimated. May be missing.

    Shapes: blind_spots length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The person."""
    @property
    def item(self) -> NDArray[np.object_]:
        """The item; missing: all together. May be missing."""
    @property
    def kind(self) -> NDArray[np.object_]:
        """blind_spot, hidden_strength, agreed; missing where nothing is estimated. May be missing."""
    @property
    def own(self) -> NDArray[np.float64]:
        """Mean of the ratings of oneself."""
    @property
    def others(self) -> NDArray[np.float64]:
        """Mean of the others, as in feedback."""
    @property
    def difference(self) -> NDArray[np.float64]:
        """own - others."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of its interval: the others could have been other raters, with the model's variances. Missing (NaN) where nothing is estimated. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end. Missing (NaN) where nothing is estimated. May be missing."""

def raters(
    person: ColumnLike,
    rater: ColumnLike,
    rating: ColumnLike,
    *,
    item: ColumnLike | None = None,
    role: ColumnLike | None = None,
    self_role: str = 'self',
    named_roles: Sequence[str] = ('manager',),
    floor: int = 3,
    confidence_level: float = 0.95,
    exact_up_to: int = 1500,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> RatersResult:
    """What in a rating is the person's and what the rater's, and what may people be told?

    Parameters
    ----------
    person : array-like of shape (n,)
        Who is rated. Text, categories or whole numbers.
    rater : array-like of shape (n,)
        Who rates. With role, a rater who is named like the person is that person, and the role must be
        self_role. Text, categories or whole numbers.
    rating : array-like of shape (n,)
        The rating, higher being more.
    item : array-like of shape (n,), optional
        What is rated, where there are several questions. Text, categories or whole numbers.
    role : array-like of shape (n,), optional
        What the rater is to the person: self, peer, manager, report, … Needed for feedback. Text, categories or
        whole numbers.
    self_role : str, default 'self'
        The role of ratings of oneself: they take no part in the model.
    named_roles : list of str, default ('manager',)
        Roles whose holder is known anyway, so that the floor does not apply.
    floor : int, default 3
        The least number of raters of a role for its mean to be shown. Must be >= 1.
    confidence_level : float, default 0.95
        Of the intervals. Must be > 0 and < 1.
    exact_up_to : int, default 1500
        Raters and items (of people, raters and items all but the most numerous) up to which everything is exact.
        Must be between 0 and 4000.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : RatersResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`.
    """

class AgreementResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'estimated', 'no_pairs', 'no_variation'}
        Whether alpha could be computed.
        * ``estimated``: Some unit has two ratings, and ratings differ.
        * ``no_pairs``: No unit has two ratings.
        * ``no_variation``: All ratings are equal: agreement cannot be told from a rater's habit of always saying
          the same.
    intraclass_status : {'estimated', 'labels', 'too_few', 'one_way_only', 'no_variation'}
        Whether intraclass correlations could be.
        * ``estimated``: Two units or more were rated by all of two raters or more.
        * ``labels``: There are labels only; alpha is all there is.
        * ``too_few``: Fewer than two units have two ratings.
        * ``one_way_only``: Fewer than two units were rated by every rater: the two-way forms are missing.
        * ``no_variation``: All ratings are equal.
    alpha : float
        Krippendorff's alpha: 1 - observed over expected disagreement; 1 agreement, 0 chance. Missing (NaN)
        unless estimated. Must be <= 1. May be missing.
    alpha_lower : float
        Lower end of its interval: percentile of the resamples. Missing (NaN) without them. Must be <= 1. May be
        missing.
    alpha_upper : float
        Upper end. Missing (NaN) without them. Must be <= 1. May be missing.
    observed_disagreement : float
        Mean difference within units. Missing (NaN) without pairs. Must be >= 0. May be missing.
    expected_disagreement : float
        Mean difference of any two ratings. Missing (NaN) without pairs. Must be >= 0. May be missing.
    pairable : int
        Ratings of units that have two or more. Must be >= 0.
    units : int
        These units. Must be >= 0.
    complete_units : int
        Units that every rater rated: the two-way forms are computed on them. Must be >= 0.
    single_ratings : int
        Ratings that are alone in their unit and say nothing of agreement. Must be >= 0.
    ratings_per_unit : float
        k of the one-way forms: (N - sum of k_i² / N) / (units - 1), the number itself where all have as many.
        Missing (NaN) where not computed. May be missing.
    between_units : float
        Mean square between units, two-way. Missing (NaN) where not computed. Must be >= 0. May be missing.
    within_units : float
        Mean square within units, one-way. Missing (NaN) where not computed. Must be >= 0. May be missing.
    between_raters : float
        Mean square between raters, two-way. Missing (NaN) where not computed. Must be >= 0. May be missing.
    residual : float
        Mean square of the residuals, two-way. Missing (NaN) where not computed. Must be >= 0. May be missing.
    intraclass : IntraclassForms
        Table of the six forms.
    raters : AgreementRaters
        Table of the raters.
    """
    @property
    def status(self) -> Literal["estimated", "no_pairs", "no_variation"]:
        """Whether alpha could be computed."""
    @property
    def intraclass_status(self) -> Literal["estimated", "labels", "too_few", "one_way_only", "no_variation"]:
        """Whether intraclass correlations could be."""
    @property
    def alpha(self) -> float:
        """Krippendorff's alpha: 1 - observed over expected disagreement; 1 agreement, 0 chance. Missing (NaN) unless estimated. Must be <= 1. May be missing."""
    @property
    def alpha_lower(self) -> float:
        """Lower end of its interval: percentile of the resamples. Missing (NaN) without them. Must be <= 1. May be missing."""
    @property
    def alpha_upper(self) -> float:
        """Upper end. Missing (NaN) without them. Must be <= 1. May be missing."""
    @property
    def observed_disagreement(self) -> float:
        """Mean difference within units. Missing (NaN) without pairs. Must be >= 0. May be missing."""
    @property
    def expected_disagreement(self) -> float:
        """Mean difference of any two ratings. Missing (NaN) without pairs. Must be >= 0. May be missing."""
    @property
    def pairable(self) -> int:
        """Ratings of units that have two or more. Must be >= 0."""
    @property
    def units(self) -> int:
        """These units. Must be >= 0."""
    @property
    def complete_units(self) -> int:
        """Units that every rater rated: the two-way forms are computed on them. Must be >= 0."""
    @property
    def single_ratings(self) -> int:
        """Ratings that are alone in their unit and say nothing of agreement. Must be >= 0."""
    @property
    def ratings_per_unit(self) -> float:
        """k of the one-way forms: (N - sum of k_i² / N) / (units - 1), the number itself where all have as many. Missing (NaN) where not computed. May be missing."""
    @property
    def between_units(self) -> float:
        """Mean square between units, two-way. Missing (NaN) where not computed. Must be >= 0. May be missing."""
    @property
    def within_units(self) -> float:
        """Mean square within units, one-way. Missing (NaN) where not computed. Must be >= 0. May be missing."""
    @property
    def between_raters(self) -> float:
        """Mean square between raters, two-way. Missing (NaN) where not computed. Must be >= 0. May be missing."""
    @property
    def residual(self) -> float:
        """Mean square of the residuals, two-way. Missing (NaN) where not computed. Must be >= 0. May be missing."""
    @property
    def intraclass(self) -> IntraclassForms:
        """Table of the six forms."""
    @property
    def raters(self) -> AgreementRaters:
        """Table of the raters."""
    @classmethod
    def from_json(cls, document: str | bytes) -> AgreementResult: ...

class IntraclassForms(Table):
    """A table of equally long columns.

    Attributes
    ----------
    form : array of str of shape (forms,)
        ICC(1,1) and ICC(1,k): each unit has raters of its own; ICC(2,1) and ICC(2,k): raters are a sample,
        absolute agreement; ICC(3,1) and ICC(3,k): these raters only, consistency. 1: of one rating; k: of the
        mean.
    value : array of float of shape (forms,)
        The correlation; below 0 where units differ less than chance. Missing (NaN) where it cannot be computed.
        Must be <= 1. May be missing.
    lower : array of float of shape (forms,)
        Lower end of its interval. Missing (NaN) with it. Must be <= 1. May be missing.
    upper : array of float of shape (forms,)
        Upper end. Missing (NaN) with it. Must be <= 1. May be missing.
    statistic : array of float of shape (forms,)
        F of the differences between units. Infinite where raters agree entirely; missing (NaN) with the value.
        Must be >= 0. May be missing. May be infinite.
    degrees : array of float of shape (forms,)
        Its degrees of freedom. Missing (NaN) with the value. May be missing.
    divisor_degrees : array of float of shape (forms,)
        Those of its divisor. Missing (NaN) with the value. May be missing.

    Shapes: forms length of `form`.
    """
    @property
    def form(self) -> NDArray[np.object_]:
        """ICC(1,1) and ICC(1,k): each unit has raters of its own; ICC(2,1) and ICC(2,k): raters are a sample, absolute agreement; ICC(3,1) and ICC(3,k): these raters only, consistency. 1: of one rating; k: of the mean."""
    @property
    def value(self) -> NDArray[np.float64]:
        """The correlation; below 0 where units differ less than chance. Missing (NaN) where it cannot be computed. Must be <= 1. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of its interval. Missing (NaN) with it. Must be <= 1. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end. Missing (NaN) with it. Must be <= 1. May be missing."""
    @property
    def statistic(self) -> NDArray[np.float64]:
        """F of the differences between units. Infinite where raters agree entirely; missing (NaN) with the value. Must be >= 0. May be missing. May be infinite."""
    @property
    def degrees(self) -> NDArray[np.float64]:
        """Its degrees of freedom. Missing (NaN) with the value. May be missing."""
    @property
    def divisor_degrees(self) -> NDArray[np.float64]:
        """Those of its divisor. Missing (NaN) with the value. May be missing."""

class AgreementRaters(Table):
    """A table of equally long columns.

    Attributes
    ----------
    rater : array of str of shape (raters,)
        The rater, in rising order of the label.
    ratings : array of int of shape (raters,)
        Ratings given. Must be >= 1.
    mean : array of float of shape (raters,)
        Their mean. Missing (NaN) without numbers. May be missing.
    alpha_without : array of float of shape (raters,)
        Alpha of the others: well above alpha, this one disagrees. Missing (NaN) unless asked for, or where it
        cannot be computed. Must be <= 1. May be missing.

    Shapes: raters length of `rater`.
    """
    @property
    def rater(self) -> NDArray[np.object_]:
        """The rater, in rising order of the label."""
    @property
    def ratings(self) -> NDArray[np.int64]:
        """Ratings given. Must be >= 1."""
    @property
    def mean(self) -> NDArray[np.float64]:
        """Their mean. Missing (NaN) without numbers. May be missing."""
    @property
    def alpha_without(self) -> NDArray[np.float64]:
        """Alpha of the others: well above alpha, this one disagrees. Missing (NaN) unless asked for, or where it cannot be computed. Must be <= 1. May be missing."""

def agreement(
    unit: ColumnLike,
    rater: ColumnLike,
    *,
    rating: ColumnLike | None = None,
    label: ColumnLike | None = None,
    level: Literal["nominal", "ordinal", "interval", "ratio"] = 'interval',
    confidence_level: float = 0.95,
    resamples: int = 1000,
    without_each: bool = False,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> AgreementResult:
    """Do raters agree, and how far may one rating, or the mean of several, be trusted?

    Parameters
    ----------
    unit : array-like of shape (n,)
        What is rated: a person, an interview. Text, categories or whole numbers.
    rater : array-like of shape (n,)
        Who rates; each unit once. Text, categories or whole numbers.
    rating : array-like of shape (n,), optional
        The rating as a number; may be left out with label.
    label : array-like of shape (n,), optional
        The rating as a label: what alpha looks at with level nominal. Intraclass correlations look at rating.
        Text, categories or whole numbers.
    level : {'nominal', 'ordinal', 'interval', 'ratio'}, default 'interval'
        What the difference of two ratings means, for alpha. With labels only: nominal.
        * ``nominal``: Equal or not.
        * ``ordinal``: How many ratings lie between the two, themselves half.
        * ``interval``: The difference squared.
        * ``ratio``: The difference over the sum, squared; ratings of at least 0.
    confidence_level : float, default 0.95
        Of the intervals. Must be > 0 and < 1.
    resamples : int, default 1000
        Samples of the units, drawn with replacement, for alpha's interval; 0: none. Must be between 0 and
        100000.
    without_each : bool, default False
        Whether alpha is computed without each rater in turn, to see who disagrees.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : AgreementResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `unit`.
    """

class TargetsResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'split', 'achieved_already'}
        How it ended.
        * ``split``: The targets add up to the total.
        * ``achieved_already``: Under keep = achieved: no rest is left, targets are what was achieved.
    total : int
        Sum of the targets of the lowest nodes.
    kept : int
        What stays with those who achieved it.
    rest : int
        What was split.
    nodes : TargetsNodes
        The tree with targets, how they came about, and what was achieved.
    unreachable : TargetsUnreachable
        Targets that are out of reach.
    stages : TargetsStages
        Targets by stage; empty without ramp.
    sentence : list of str of shape (unreachable,)
        In English, for each row of unreachable. Empty unless explain.
    sentence_zh : list of str of shape (unreachable,)
        In Chinese. Empty unless explain.

    Shapes: unreachable length of `sentence`.
    """
    @property
    def status(self) -> Literal["split", "achieved_already"]:
        """How it ended."""
    @property
    def total(self) -> int:
        """Sum of the targets of the lowest nodes."""
    @property
    def kept(self) -> int:
        """What stays with those who achieved it."""
    @property
    def rest(self) -> int:
        """What was split."""
    @property
    def nodes(self) -> TargetsNodes:
        """The tree with targets, how they came about, and what was achieved."""
    @property
    def unreachable(self) -> TargetsUnreachable:
        """Targets that are out of reach."""
    @property
    def stages(self) -> TargetsStages:
        """Targets by stage; empty without ramp."""
    @property
    def sentence(self) -> list[str]:
        """In English, for each row of unreachable. Empty unless explain."""
    @property
    def sentence_zh(self) -> list[str]:
        """In Chinese. Empty unless explain."""
    @classmethod
    def from_json(cls, document: str | bytes) -> TargetsResult: ...

class TargetsNodes(Table):
    """A table of equally long columns.

    Attributes
    ----------
    node : array of str of shape (nodes,)
        The node.
    parent : array of str of shape (nodes,)
        The node above; missing at the top. May be missing.
    level : array of int of shape (nodes,)
        0 at the top.
    leaves : array of int of shape (nodes,)
        Lowest nodes below it; 1 for one of these.
    history : array of float of shape (nodes,)
        History of the lowest nodes, added up.
    volume : array of float of shape (nodes,)
        Their volume.
    capacity : array of float of shape (nodes,)
        Their capacity.
    rate : array of float of shape (nodes,)
        history / volume; missing (NaN) without volume. May be missing.
    credibility : array of float of shape (nodes,)
        volume / (volume + shrinkage); 0 without volume. Must be between 0 and 1.
    shrunk_rate : array of float of shape (nodes,)
        credibility * rate + (1 - credibility) * rate of all siblings together; missing (NaN) where no sibling
        has history: then capacity decides. May be missing.
    weight : array of float of shape (nodes,)
        shrunk_rate * capacity; capacity where no sibling has history.
    share : array of float of shape (nodes,)
        weight over that of all siblings; missing (NaN) where all are 0. May be missing.
    exact : array of float of shape (nodes,)
        The part before rounding, within floor and cap, what is kept included.
    target : array of int of shape (nodes,)
        The target. Those of a node's children add up to its own, to the unit.
    rounding : array of float of shape (nodes,)
        target - exact.
    bound : array of str of shape (nodes,)
        free, floor or cap.
    expected : array of float of shape (nodes,)
        What history and capacity lead one to expect, of the lowest nodes added up; missing (NaN) where that is
        not known of one with capacity. May be missing.
    stretch : array of float of shape (nodes,)
        What is asked (under keep = achieved: still) over expected; missing (NaN) without it. May be missing.
    unreachable : array of int of shape (nodes,)
        1 where more is asked than can be reached: see the table unreachable. Must be between 0 and 1.
    actual : array of int of shape (nodes,)
        Achieved so far by the lowest nodes that reported.
    unreported : array of int of shape (nodes,)
        Lowest nodes that did not.
    achievement : array of float of shape (nodes,)
        actual / target, sums over sums; missing (NaN) where the target is 0 or nobody reported. May be missing.
    pace : array of float of shape (nodes,)
        achievement / elapsed: 1 is on the way; missing (NaN) without elapsed. May be missing.
    projected : array of float of shape (nodes,)
        actual / elapsed: where it ends if it goes on so; missing (NaN) without elapsed. May be missing.
    previous : array of int of shape (nodes,)
        Targets before, added up.
    change : array of int of shape (nodes,)
        target - previous.
    movement : array of str of shape (nodes,)
        stays, joined or left; of nodes above others: stays.

    Shapes: nodes length of `node`.
    """
    @property
    def node(self) -> NDArray[np.object_]:
        """The node."""
    @property
    def parent(self) -> NDArray[np.object_]:
        """The node above; missing at the top. May be missing."""
    @property
    def level(self) -> NDArray[np.int64]:
        """0 at the top."""
    @property
    def leaves(self) -> NDArray[np.int64]:
        """Lowest nodes below it; 1 for one of these."""
    @property
    def history(self) -> NDArray[np.float64]:
        """History of the lowest nodes, added up."""
    @property
    def volume(self) -> NDArray[np.float64]:
        """Their volume."""
    @property
    def capacity(self) -> NDArray[np.float64]:
        """Their capacity."""
    @property
    def rate(self) -> NDArray[np.float64]:
        """history / volume; missing (NaN) without volume. May be missing."""
    @property
    def credibility(self) -> NDArray[np.float64]:
        """volume / (volume + shrinkage); 0 without volume. Must be between 0 and 1."""
    @property
    def shrunk_rate(self) -> NDArray[np.float64]:
        """credibility * rate + (1 - credibility) * rate of all siblings together; missing (NaN) where no sibling has history: then capacity decides. May be missing."""
    @property
    def weight(self) -> NDArray[np.float64]:
        """shrunk_rate * capacity; capacity where no sibling has history."""
    @property
    def share(self) -> NDArray[np.float64]:
        """weight over that of all siblings; missing (NaN) where all are 0. May be missing."""
    @property
    def exact(self) -> NDArray[np.float64]:
        """The part before rounding, within floor and cap, what is kept included."""
    @property
    def target(self) -> NDArray[np.int64]:
        """The target. Those of a node's children add up to its own, to the unit."""
    @property
    def rounding(self) -> NDArray[np.float64]:
        """target - exact."""
    @property
    def bound(self) -> NDArray[np.object_]:
        """free, floor or cap."""
    @property
    def expected(self) -> NDArray[np.float64]:
        """What history and capacity lead one to expect, of the lowest nodes added up; missing (NaN) where that is not known of one with capacity. May be missing."""
    @property
    def stretch(self) -> NDArray[np.float64]:
        """What is asked (under keep = achieved: still) over expected; missing (NaN) without it. May be missing."""
    @property
    def unreachable(self) -> NDArray[np.int64]:
        """1 where more is asked than can be reached: see the table unreachable. Must be between 0 and 1."""
    @property
    def actual(self) -> NDArray[np.int64]:
        """Achieved so far by the lowest nodes that reported."""
    @property
    def unreported(self) -> NDArray[np.int64]:
        """Lowest nodes that did not."""
    @property
    def achievement(self) -> NDArray[np.float64]:
        """actual / target, sums over sums; missing (NaN) where the target is 0 or nobody reported. May be missing."""
    @property
    def pace(self) -> NDArray[np.float64]:
        """achievement / elapsed: 1 is on the way; missing (NaN) without elapsed. May be missing."""
    @property
    def projected(self) -> NDArray[np.float64]:
        """actual / elapsed: where it ends if it goes on so; missing (NaN) without elapsed. May be missing."""
    @property
    def previous(self) -> NDArray[np.int64]:
        """Targets before, added up."""
    @property
    def change(self) -> NDArray[np.int64]:
        """target - previous."""
    @property
    def movement(self) -> NDArray[np.object_]:
        """stays, joined or left; of nodes above others: stays."""

class TargetsUnreachable(Table):
    """A table of equally long columns.

    Attributes
    ----------
    node : array of str of shape (unreachable,)
        The node.
    rule : array of str of shape (unreachable,)
        reachable: above what the caller said; stretch: above most_stretch times expected.
    asked : array of int of shape (unreachable,)
        What is asked (under keep = achieved: still).
    limit : array of float of shape (unreachable,)
        What can be reached.
    shortfall : array of int of shape (unreachable,)
        How much too much, rounded up to whole units.

    Shapes: unreachable length of `node`.
    """
    @property
    def node(self) -> NDArray[np.object_]:
        """The node."""
    @property
    def rule(self) -> NDArray[np.object_]:
        """reachable: above what the caller said; stretch: above most_stretch times expected."""
    @property
    def asked(self) -> NDArray[np.int64]:
        """What is asked (under keep = achieved: still)."""
    @property
    def limit(self) -> NDArray[np.float64]:
        """What can be reached."""
    @property
    def shortfall(self) -> NDArray[np.int64]:
        """How much too much, rounded up to whole units."""

class TargetsStages(Table):
    """A table of equally long columns.

    Attributes
    ----------
    node : array of str of shape (stages,)
        The node.
    stage : array of int of shape (stages,)
        The stage, from 1.
    target : array of int of shape (stages,)
        What the stage asks; stages add up to the target, children to their parent.
    cumulative : array of int of shape (stages,)
        What all stages up to it ask.

    Shapes: stages length of `node`.
    """
    @property
    def node(self) -> NDArray[np.object_]:
        """The node."""
    @property
    def stage(self) -> NDArray[np.int64]:
        """The stage, from 1."""
    @property
    def target(self) -> NDArray[np.int64]:
        """What the stage asks; stages add up to the target, children to their parent."""
    @property
    def cumulative(self) -> NDArray[np.int64]:
        """What all stages up to it ask."""

def targets(
    node: ColumnLike,
    parent: ColumnLike,
    total: int,
    *,
    history: ColumnLike | None = None,
    volume: ColumnLike | None = None,
    capacity: ColumnLike | None = None,
    floor: ColumnLike | None = None,
    cap: ColumnLike | None = None,
    reachable: ColumnLike | None = None,
    actual: ColumnLike | None = None,
    previous: ColumnLike | None = None,
    step: int = 1,
    shrinkage: float = 0.0,
    keep: Literal["nothing", "achieved"] = 'nothing',
    most_stretch: float | None = None,
    elapsed: float | None = None,
    ramp: Numbers = (),
    explain: bool = True,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> TargetsResult:
    """What is each region's, team's and person's part of the target, is it within reach, and how much of it is done?

    Parameters
    ----------
    node : array-like of shape (n,)
        The nodes, each once: region, team, person. Text, categories or whole numbers.
    parent : array-like of shape (n,)
        The node above. Missing at the top, of which there is one. Text, categories or whole numbers. May be
        missing.
    total : int
        The target of the top, in minor units. Must be between 0 and 9007199254740992.
    history : array-like of shape (n,), optional
        What was achieved before, in minor units. Missing: nothing is known. Must be >= 0. May be missing.
    volume : array-like of shape (n,), optional
        In how much capacity it was achieved (person-months worked): history / volume is the rate. 1 where
        history is given when this is not. Must be >= 0. May be missing.
    capacity : array-like of shape (n,), optional
        The capacity of the coming period (person-months); 0: gets its floor only. 1 for each lowest node when
        not given. Must be >= 0. May be missing.
    floor : array-like of shape (n,), optional
        The least target of the node, in minor units; at any level. Must be between 0 and 9007199254740992. May
        be missing.
    cap : array-like of shape (n,), optional
        The greatest; at least floor. Must be between 0 and 9007199254740992. May be missing.
    reachable : array-like of shape (n,), optional
        The most that can (still) be brought in: a target above is named, not lowered. Must be between 0 and
        9007199254740992. May be missing.
    actual : array-like of shape (n,), optional
        Achieved so far. Missing: not reported. Must be between -9007199254740992 and 9007199254740992. May be
        missing.
    previous : array-like of shape (n,), optional
        The target before. Missing: had none. Must be between 0 and 9007199254740992. May be missing.
    step : int, default 1
        Targets move in steps of so many minor units (10,000: hundreds); what is less than a step goes to one
        node at each level. Must be >= 1.
    shrinkage : float, default 0.0
        k of the credibility volume / (volume + k): the smaller a node's volume, the nearer its rate is drawn to
        that of its siblings together. 0: not at all. Must be >= 0.
    keep : {'nothing', 'achieved'}, default 'nothing'
        What stays.
        * ``nothing``: The whole total is split anew.
        * ``achieved``: What has been achieved stays with those who did it, and the rest of the total is split by
          capacity that is left: for a plan after joiners and leavers.
    most_stretch : float or None, default None
        A target that asks more than so many times what history and capacity lead one to expect is named as
        unreachable. Must be > 0.
    elapsed : float or None, default None
        Share of the period that is over, for pace and projection. Must be > 0 and <= 1.
    ramp : list of float, default ()
        Cumulative shares of the target at the ends of stages, rising to 1: {0.3, 1} asks for 30 thousand of 100
        in the first stage. Must be > 0 and <= 1.
    explain : bool, default True
        Whether the sentences are written.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : TargetsResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `node`.
    """

class _ForcedGradeRequired(TypedDict):
    name: str
    share: float

class ForcedGrade(_ForcedGradeRequired, total=False):
    pass

class _GradeGuidelineRequired(TypedDict):
    grades: list[str]
    rule: Literal["equal", "below", "at_most", "at_least", "between"]
    share: float

class GradeGuideline(_GradeGuidelineRequired, total=False):
    upper_share: float | None

class ForcedDistributionResult(Result):
    """A record of named fields.

    Attributes
    ----------
    position : array of int of shape (n,)
        Place of the person's grade, 1 the best; 0 without one.
    grade : array of str of shape (n,)
        The grade; missing without one. May be missing.
    not_graded : int
        People without a grade: no score, or a group that is too small.
    moved_by_ties : int
        People whose grade is another than the counts alone would give, because equal scores stay together.
    grades : ForcedGrades
        How many have which grade, group by group.
    guidelines : ForcedGuidelines
        Which guidelines hold.

    Shapes: n length of `position`.
    """
    @property
    def position(self) -> NDArray[np.int64]:
        """Place of the person's grade, 1 the best; 0 without one."""
    @property
    def grade(self) -> NDArray[np.object_]:
        """The grade; missing without one. May be missing."""
    @property
    def not_graded(self) -> int:
        """People without a grade: no score, or a group that is too small."""
    @property
    def moved_by_ties(self) -> int:
        """People whose grade is another than the counts alone would give, because equal scores stay together."""
    @property
    def grades(self) -> ForcedGrades:
        """How many have which grade, group by group."""
    @property
    def guidelines(self) -> ForcedGuidelines:
        """Which guidelines hold."""
    @classmethod
    def from_json(cls, document: str | bytes) -> ForcedDistributionResult: ...

class ForcedGrades(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (r,)
        The group; "total" without groups, "small groups" for those that are graded together.
    grade : array of str of shape (r,)
        The grade.
    target : array of int of shape (r,)
        How many its share means, by the largest remainder.
    count : array of int of shape (r,)
        How many have it.
    share : array of float of shape (r,)
        count over the people of the group.
    best : array of float of shape (r,)
        Best score with it; NaN without one. May be missing.
    worst : array of float of shape (r,)
        Worst score with it. May be missing.

    Shapes: r length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """The group; "total" without groups, "small groups" for those that are graded together."""
    @property
    def grade(self) -> NDArray[np.object_]:
        """The grade."""
    @property
    def target(self) -> NDArray[np.int64]:
        """How many its share means, by the largest remainder."""
    @property
    def count(self) -> NDArray[np.int64]:
        """How many have it."""
    @property
    def share(self) -> NDArray[np.float64]:
        """count over the people of the group."""
    @property
    def best(self) -> NDArray[np.float64]:
        """Best score with it; NaN without one. May be missing."""
    @property
    def worst(self) -> NDArray[np.float64]:
        """Worst score with it. May be missing."""

class ForcedGuidelines(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (v,)
        The group.
    guideline : array of int of shape (v,)
        Place among the guidelines, or the grades where none are given, from 0.
    people : array of int of shape (v,)
        People of the group with a grade.
    least : array of int of shape (v,)
        So many at least.
    most : array of int of shape (v,)
        So many at most.
    count : array of int of shape (v,)
        So many there are.
    holds : array of int of shape (v,)
        1 where it holds, else 0.

    Shapes: v length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """The group."""
    @property
    def guideline(self) -> NDArray[np.int64]:
        """Place among the guidelines, or the grades where none are given, from 0."""
    @property
    def people(self) -> NDArray[np.int64]:
        """People of the group with a grade."""
    @property
    def least(self) -> NDArray[np.int64]:
        """So many at least."""
    @property
    def most(self) -> NDArray[np.int64]:
        """So many at most."""
    @property
    def count(self) -> NDArray[np.int64]:
        """So many there are."""
    @property
    def holds(self) -> NDArray[np.int64]:
        """1 where it holds, else 0."""

def forced_distribution(
    grades: Sequence[ForcedGrade],
    *,
    score: ColumnLike | None = None,
    grade: ColumnLike | None = None,
    group: ColumnLike | None = None,
    guidelines: Sequence[GradeGuideline] = (),
    direction: Literal["higher", "lower"] = 'higher',
    ties: Literal["better", "worse", "nearest"] = 'better',
    min_people: int = 10,
    small_groups: Literal["leave_out", "together"] = 'leave_out',
    force: Literal["warn", "enforce"] = 'warn',
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> ForcedDistributionResult:
    """Who gets which grade when shares are laid down, and do given grades keep to them?

    Parameters
    ----------
    grades : list of ForcedGrade
        The grades from the best to the worst; their shares add up to 1.
    score : array-like of shape (n,), optional
        The score by which people are graded; without one nobody is. Beside grade it is only told. May be
        missing.
    grade : array-like of shape (n,), optional
        The grades that people have: given, they are held against the guidelines, and nobody is graded by score.
        Text, categories or whole numbers. May be missing.
    group : array-like of shape (n,), optional
        Within which shares hold; left out: everybody together. Text, categories or whole numbers.
    guidelines : list of GradeGuideline, default ()
        Left out: each grade equal to its share.
    direction : {'higher', 'lower'}, default 'higher'
        Which scores are good.
        * ``higher``: The highest score is first.
        * ``lower``: The lowest score is first.
    ties : {'better', 'worse', 'nearest'}, default 'better'
        Which grade people get whose equal scores lie on both sides of a cut.
        * ``better``: The better grade.
        * ``worse``: The worse grade.
        * ``nearest``: Whichever keeps the counts nearer; the better one when both do.
    min_people : int, default 10
        Shares of fewer people than this mean nothing. Must be between 1 and 1000000.
    small_groups : {'leave_out', 'together'}, default 'leave_out'
        What becomes of groups with fewer.
        * ``leave_out``: Nobody in them is graded, and no guideline holds.
        * ``together``: All of them are graded as one group.
    force : {'warn', 'enforce'}, default 'warn'
        What follows where a guideline does not hold.
        * ``warn``: Guidelines that do not hold are told.
        * ``enforce``: The first that does not hold is an error.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : ForcedDistributionResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `score`.
    """

class NineBoxResult(Result):
    """A record of named fields.

    Attributes
    ----------
    performance_level : array of int of shape (n,)
        Level of performance, 1 the lowest; 0 where it is missing.
    potential_level : array of int of shape (n,)
        Level of potential.
    box : array of str of shape (n,)
        The box; missing where a value is. May be missing.
    certainty : array of float of shape (n,)
        Probability that the true values, normal about the given ones, lie in this box; 1 without errors, NaN
        without a box. May be missing.
    without : int
        People without a box.
    boxes : NineBoxTable
        How many are in which box.

    Shapes: n length of `performance_level`.
    """
    @property
    def performance_level(self) -> NDArray[np.int64]:
        """Level of performance, 1 the lowest; 0 where it is missing."""
    @property
    def potential_level(self) -> NDArray[np.int64]:
        """Level of potential."""
    @property
    def box(self) -> NDArray[np.object_]:
        """The box; missing where a value is. May be missing."""
    @property
    def certainty(self) -> NDArray[np.float64]:
        """Probability that the true values, normal about the given ones, lie in this box; 1 without errors, NaN without a box. May be missing."""
    @property
    def without(self) -> int:
        """People without a box."""
    @property
    def boxes(self) -> NineBoxTable:
        """How many are in which box."""
    @classmethod
    def from_json(cls, document: str | bytes) -> NineBoxResult: ...

class NineBoxTable(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (r,)
        The group; "total" for everybody.
    box : array of str of shape (r,)
        The box.
    performance : array of str of shape (r,)
        Its level of performance.
    potential : array of str of shape (r,)
        Its level of potential.
    count : array of int of shape (r,)
        People in it.
    share : array of float of shape (r,)
        Of the group's people with both values; NaN without any. May be missing.
    lower : array of float of shape (r,)
        Lower bound (Wilson).
    upper : array of float of shape (r,)
        Upper bound (Wilson).
    expected : array of float of shape (r,)
        How many there are in expectation when errors are taken into account; count without errors.

    Shapes: r length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """The group; "total" for everybody."""
    @property
    def box(self) -> NDArray[np.object_]:
        """The box."""
    @property
    def performance(self) -> NDArray[np.object_]:
        """Its level of performance."""
    @property
    def potential(self) -> NDArray[np.object_]:
        """Its level of potential."""
    @property
    def count(self) -> NDArray[np.int64]:
        """People in it."""
    @property
    def share(self) -> NDArray[np.float64]:
        """Of the group's people with both values; NaN without any. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower bound (Wilson)."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper bound (Wilson)."""
    @property
    def expected(self) -> NDArray[np.float64]:
        """How many there are in expectation when errors are taken into account; count without errors."""

def nine_box(
    performance: ColumnLike,
    potential: ColumnLike,
    performance_cuts: Numbers,
    potential_cuts: Numbers,
    *,
    performance_error: ColumnLike | None = None,
    potential_error: ColumnLike | None = None,
    group: ColumnLike | None = None,
    performance_labels: Sequence[str] = (),
    potential_labels: Sequence[str] = (),
    boxes: Sequence[str] = (),
    edge: Literal["above", "below"] = 'above',
    confidence_level: float = 0.95,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> NineBoxResult:
    """Who stands where by performance and potential, and how sure is the box?

    Parameters
    ----------
    performance : array-like of shape (n,)
        What the person does. May be missing.
    potential : array-like of shape (n,)
        What the person could do. May be missing.
    performance_cuts : list of float
        Cuts between the levels of performance, ascending; two for nine boxes.
    potential_cuts : list of float
        Cuts between the levels of potential.
    performance_error : array-like of shape (n,), optional
        Standard error of performance; missing: 0. Must be >= 0. May be missing.
    potential_error : array-like of shape (n,), optional
        Standard error of potential; missing: 0. Must be >= 0. May be missing.
    group : array-like of shape (n,), optional
        Of which boxes are counted apart. Text, categories or whole numbers.
    performance_labels : list of str, default ()
        Names of the levels, lowest first; left out: low, middle, high, or their numbers.
    potential_labels : list of str, default ()
        Names of the levels of potential.
    boxes : list of str, default ()
        Names of the boxes, lowest potential first and there from the lowest performance on; left out:
        "performance / potential".
    edge : {'above', 'below'}, default 'above'
        Where a value belongs that equals a cut.
        * ``above``: Above it: a cut of 80 is reached with 80.
        * ``below``: Below it: 80 must be exceeded.
    confidence_level : float, default 0.95
        Of the intervals of shares. Must be > 0 and < 1.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : NineBoxResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `performance`.
    """

class MovementResult(Result):
    """A record of named fields.

    Attributes
    ----------
    moves : MovementTable
        From which tier to which.
    tiers : MovementTiers
        What became of each tier: movement, retention, promotion.
    periods : MovementPeriods
        Period by period.
    """
    @property
    def moves(self) -> MovementTable:
        """From which tier to which."""
    @property
    def tiers(self) -> MovementTiers:
        """What became of each tier: movement, retention, promotion."""
    @property
    def periods(self) -> MovementPeriods:
        """Period by period."""
    @classmethod
    def from_json(cls, document: str | bytes) -> MovementResult: ...

class MovementTable(Table):
    """A table of equally long columns.

    Attributes
    ----------
    all : array of int of shape (r,)
        1 where every period that has a next one is counted together, else 0.
    period : array of int of shape (r,)
        The period; the first one where all is 1.
    next_period : array of int of shape (r,)
        The next one; the last one where all is 1.
    from_tier : array of str of shape (r,)
        The tier in the period; "new" for people who were not there.
    to_tier : array of str of shape (r,)
        The tier in the next one; "left", or "absent" for people who are not there and have not left.
    count : array of int of shape (r,)
        How many went this way.
    share : array of float of shape (r,)
        Of those in from_tier; NaN where there are none. May be missing.
    lower : array of float of shape (r,)
        Lower bound (Wilson).
    upper : array of float of shape (r,)
        Upper bound (Wilson).

    Shapes: r length of `all`.
    """
    @property
    def all(self) -> NDArray[np.int64]:
        """1 where every period that has a next one is counted together, else 0."""
    @property
    def period(self) -> NDArray[np.int64]:
        """The period; the first one where all is 1."""
    @property
    def next_period(self) -> NDArray[np.int64]:
        """The next one; the last one where all is 1."""
    @property
    def from_tier(self) -> NDArray[np.object_]:
        """The tier in the period; "new" for people who were not there."""
    @property
    def to_tier(self) -> NDArray[np.object_]:
        """The tier in the next one; "left", or "absent" for people who are not there and have not left."""
    @property
    def count(self) -> NDArray[np.int64]:
        """How many went this way."""
    @property
    def share(self) -> NDArray[np.float64]:
        """Of those in from_tier; NaN where there are none. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower bound (Wilson)."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper bound (Wilson)."""

class MovementTiers(Table):
    """A table of equally long columns.

    Attributes
    ----------
    tier : array of str of shape (s,)
        The tier; "total" last.
    people : array of int of shape (s,)
        People in it, counted once for each period that has a next one.
    stayed : array of int of shape (s,)
        In the same tier in the next period.
    rose : array of int of shape (s,)
        In a better one.
    fell : array of int of shape (s,)
        In a worse one.
    left : array of int of shape (s,)
        Left before it.
    absent : array of int of shape (s,)
        Not there, and not left.
    promoted : array of int of shape (s,)
        Promoted before it; 0 unless promoted is given.
    retention : array of float of shape (s,)
        1 - left / people; NaN without people. May be missing.
    retention_lower : array of float of shape (s,)
        Lower bound (Wilson).
    retention_upper : array of float of shape (s,)
        Upper bound (Wilson).
    promotion : array of float of shape (s,)
        promoted / people; NaN without people or unless promoted is given. May be missing.
    promotion_lower : array of float of shape (s,)
        Lower bound (Wilson).
    promotion_upper : array of float of shape (s,)
        Upper bound (Wilson).

    Shapes: s length of `tier`.
    """
    @property
    def tier(self) -> NDArray[np.object_]:
        """The tier; "total" last."""
    @property
    def people(self) -> NDArray[np.int64]:
        """People in it, counted once for each period that has a next one."""
    @property
    def stayed(self) -> NDArray[np.int64]:
        """In the same tier in the next period."""
    @property
    def rose(self) -> NDArray[np.int64]:
        """In a better one."""
    @property
    def fell(self) -> NDArray[np.int64]:
        """In a worse one."""
    @property
    def left(self) -> NDArray[np.int64]:
        """Left before it."""
    @property
    def absent(self) -> NDArray[np.int64]:
        """Not there, and not left."""
    @property
    def promoted(self) -> NDArray[np.int64]:
        """Promoted before it; 0 unless promoted is given."""
    @property
    def retention(self) -> NDArray[np.float64]:
        """1 - left / people; NaN without people. May be missing."""
    @property
    def retention_lower(self) -> NDArray[np.float64]:
        """Lower bound (Wilson)."""
    @property
    def retention_upper(self) -> NDArray[np.float64]:
        """Upper bound (Wilson)."""
    @property
    def promotion(self) -> NDArray[np.float64]:
        """promoted / people; NaN without people or unless promoted is given. May be missing."""
    @property
    def promotion_lower(self) -> NDArray[np.float64]:
        """Lower bound (Wilson)."""
    @property
    def promotion_upper(self) -> NDArray[np.float64]:
        """Upper bound (Wilson)."""

class MovementPeriods(Table):
    """A table of equally long columns.

    Attributes
    ----------
    period : array of int of shape (t,)
        The period.
    next_period : array of int of shape (t,)
        The next one.
    people : array of int of shape (t,)
        People in the period.
    stayed : array of int of shape (t,)
        Of these, in the same tier next.
    rose : array of int of shape (t,)
        In a better one.
    fell : array of int of shape (t,)
        In a worse one.
    left : array of int of shape (t,)
        Left.
    absent : array of int of shape (t,)
        Not there, and not left.
    arrived : array of int of shape (t,)
        People of the next period who were not there.
    mobility : array of float of shape (t,)
        Shorrocks' index among people in both: (k - sum of the shares that stay) / (k - 1) over the k tiers that
        are not empty; 0 nobody moves. NaN with fewer than two. May be missing.

    Shapes: t length of `period`.
    """
    @property
    def period(self) -> NDArray[np.int64]:
        """The period."""
    @property
    def next_period(self) -> NDArray[np.int64]:
        """The next one."""
    @property
    def people(self) -> NDArray[np.int64]:
        """People in the period."""
    @property
    def stayed(self) -> NDArray[np.int64]:
        """Of these, in the same tier next."""
    @property
    def rose(self) -> NDArray[np.int64]:
        """In a better one."""
    @property
    def fell(self) -> NDArray[np.int64]:
        """In a worse one."""
    @property
    def left(self) -> NDArray[np.int64]:
        """Left."""
    @property
    def absent(self) -> NDArray[np.int64]:
        """Not there, and not left."""
    @property
    def arrived(self) -> NDArray[np.int64]:
        """People of the next period who were not there."""
    @property
    def mobility(self) -> NDArray[np.float64]:
        """Shorrocks' index among people in both: (k - sum of the shares that stay) / (k - 1) over the k tiers that are not empty; 0 nobody moves. NaN with fewer than two. May be missing."""

def movement(
    person: ColumnLike,
    period: ColumnLike,
    tier: ColumnLike,
    tiers: Sequence[str],
    *,
    left: ColumnLike | None = None,
    promoted: ColumnLike | None = None,
    confidence_level: float = 0.95,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> MovementResult:
    """Who rises, falls, stays or leaves from one period to the next, tier by tier?

    Parameters
    ----------
    person : array-like of shape (n,)
        The person; once in each period. Text, categories or whole numbers.
    period : array-like of shape (n,)
        The period as a whole number that rises with time; the next period is the next one that occurs. Whole
        numbers.
    tier : array-like of shape (n,)
        The person's tier in it. Text, categories or whole numbers.
    tiers : list of str
        The tiers from the best to the worst.
    left : array-like of shape (n,), optional
        1 where the person left before the next period, else 0. Left out: whoever is not there next has left.
        Must be between 0 and 1.
    promoted : array-like of shape (n,), optional
        1 where the person was promoted before the next period. Must be between 0 and 1.
    confidence_level : float, default 0.95
        Of the intervals. Must be > 0 and < 1.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : MovementResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`.
    """

class DistributionResult(Result):
    """A record of named fields.

    Attributes
    ----------
    groups : DistributionGroups
        Everybody, and group by group.
    quantiles : DistributionQuantiles
        Quantiles of scores and pay-outs.
    classes : DistributionClasses
        How many scores lie where; empty without scores.
    curve : DistributionCurve
        The pay-out curve; empty without pay-outs.
    tops : DistributionTops
        How much of the money goes to how few; empty without pay-outs.
    tiers : DistributionTiers
        People and money by tier; empty without tiers.
    """
    @property
    def groups(self) -> DistributionGroups:
        """Everybody, and group by group."""
    @property
    def quantiles(self) -> DistributionQuantiles:
        """Quantiles of scores and pay-outs."""
    @property
    def classes(self) -> DistributionClasses:
        """How many scores lie where; empty without scores."""
    @property
    def curve(self) -> DistributionCurve:
        """The pay-out curve; empty without pay-outs."""
    @property
    def tops(self) -> DistributionTops:
        """How much of the money goes to how few; empty without pay-outs."""
    @property
    def tiers(self) -> DistributionTiers:
        """People and money by tier; empty without tiers."""
    @classmethod
    def from_json(cls, document: str | bytes) -> DistributionResult: ...

class DistributionGroups(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (g,)
        The group; "total" for everybody.
    people : array of int of shape (g,)
        People.
    scored : array of int of shape (g,)
        People with a score.
    paid : array of int of shape (g,)
        People with a known pay-out, 0 included.
    mean_score : array of float of shape (g,)
        Mean score; NaN without any. May be missing.
    std_score : array of float of shape (g,)
        Standard deviation (n - 1); NaN below two. May be missing.
    skewness : array of float of shape (g,)
        Skewness of the scores, third central moment over the 1.5th power of the second; NaN without spread. May
        be missing.
    total_payout : array of float of shape (g,)
        Sum of the pay-outs, exact up to 2^53.
    mean_payout : array of float of shape (g,)
        Mean pay-out; NaN without any. May be missing.
    gini : array of float of shape (g,)
        Gini coefficient of the pay-outs: 0 everybody alike, (n - 1) / n all to one; NaN where nothing is paid.
        May be missing.

    Shapes: g length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """The group; "total" for everybody."""
    @property
    def people(self) -> NDArray[np.int64]:
        """People."""
    @property
    def scored(self) -> NDArray[np.int64]:
        """People with a score."""
    @property
    def paid(self) -> NDArray[np.int64]:
        """People with a known pay-out, 0 included."""
    @property
    def mean_score(self) -> NDArray[np.float64]:
        """Mean score; NaN without any. May be missing."""
    @property
    def std_score(self) -> NDArray[np.float64]:
        """Standard deviation (n - 1); NaN below two. May be missing."""
    @property
    def skewness(self) -> NDArray[np.float64]:
        """Skewness of the scores, third central moment over the 1.5th power of the second; NaN without spread. May be missing."""
    @property
    def total_payout(self) -> NDArray[np.float64]:
        """Sum of the pay-outs, exact up to 2^53."""
    @property
    def mean_payout(self) -> NDArray[np.float64]:
        """Mean pay-out; NaN without any. May be missing."""
    @property
    def gini(self) -> NDArray[np.float64]:
        """Gini coefficient of the pay-outs: 0 everybody alike, (n - 1) / n all to one; NaN where nothing is paid. May be missing."""

class DistributionQuantiles(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (q,)
        The group.
    probability : array of float of shape (q,)
        Which quantile.
    score : array of float of shape (q,)
        Of the scores, interpolated between neighbours (Hyndman & Fan 1996, type 7); NaN without any. May be
        missing.
    payout : array of float of shape (q,)
        Of the pay-outs. May be missing.

    Shapes: q length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """The group."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """Which quantile."""
    @property
    def score(self) -> NDArray[np.float64]:
        """Of the scores, interpolated between neighbours (Hyndman & Fan 1996, type 7); NaN without any. May be missing."""
    @property
    def payout(self) -> NDArray[np.float64]:
        """Of the pay-outs. May be missing."""

class DistributionClasses(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (c,)
        The group.
    lower_edge : array of float of shape (c,)
        Lower edge, which belongs to the class. May be infinite.
    upper_edge : array of float of shape (c,)
        Upper edge, which belongs to the next class; of the last one of equal width to itself. May be infinite.
    count : array of int of shape (c,)
        Scores in it.
    share : array of float of shape (c,)
        Of the scores; NaN without any. May be missing.

    Shapes: c length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """The group."""
    @property
    def lower_edge(self) -> NDArray[np.float64]:
        """Lower edge, which belongs to the class. May be infinite."""
    @property
    def upper_edge(self) -> NDArray[np.float64]:
        """Upper edge, which belongs to the next class; of the last one of equal width to itself. May be infinite."""
    @property
    def count(self) -> NDArray[np.int64]:
        """Scores in it."""
    @property
    def share(self) -> NDArray[np.float64]:
        """Of the scores; NaN without any. May be missing."""

class DistributionCurve(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (points,)
        The group.
    people : array of float of shape (points,)
        Share of the people, the worst paid first.
    money : array of float of shape (points,)
        Share of the money that they get: the pay-out curve (Lorenz). NaN where nothing is paid. May be missing.

    Shapes: points length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """The group."""
    @property
    def people(self) -> NDArray[np.float64]:
        """Share of the people, the worst paid first."""
    @property
    def money(self) -> NDArray[np.float64]:
        """Share of the money that they get: the pay-out curve (Lorenz). NaN where nothing is paid. May be missing."""

class DistributionTops(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (tops,)
        The group.
    top : array of float of shape (tops,)
        Share of the people who are paid most.
    people : array of int of shape (tops,)
        How many that are, rounded up.
    money : array of float of shape (tops,)
        Share of the money that they get; NaN where nothing is paid. May be missing.

    Shapes: tops length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """The group."""
    @property
    def top(self) -> NDArray[np.float64]:
        """Share of the people who are paid most."""
    @property
    def people(self) -> NDArray[np.int64]:
        """How many that are, rounded up."""
    @property
    def money(self) -> NDArray[np.float64]:
        """Share of the money that they get; NaN where nothing is paid. May be missing."""

class DistributionTiers(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (s,)
        The group.
    tier : array of str of shape (s,)
        The tier.
    people : array of int of shape (s,)
        People in it.
    share : array of float of shape (s,)
        Of the group's people; NaN without any. May be missing.
    mean_score : array of float of shape (s,)
        Their mean score; NaN without any. May be missing.
    total_payout : array of float of shape (s,)
        What they are paid.
    share_of_money : array of float of shape (s,)
        Of what the group is paid; NaN where that is nothing. May be missing.

    Shapes: s length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """The group."""
    @property
    def tier(self) -> NDArray[np.object_]:
        """The tier."""
    @property
    def people(self) -> NDArray[np.int64]:
        """People in it."""
    @property
    def share(self) -> NDArray[np.float64]:
        """Of the group's people; NaN without any. May be missing."""
    @property
    def mean_score(self) -> NDArray[np.float64]:
        """Their mean score; NaN without any. May be missing."""
    @property
    def total_payout(self) -> NDArray[np.float64]:
        """What they are paid."""
    @property
    def share_of_money(self) -> NDArray[np.float64]:
        """Of what the group is paid; NaN where that is nothing. May be missing."""

def distribution(
    *,
    score: ColumnLike | None = None,
    payout: ColumnLike | None = None,
    tier: ColumnLike | None = None,
    group: ColumnLike | None = None,
    probabilities: Numbers = (0.1, 0.25, 0.5, 0.75, 0.9),
    top_shares: Numbers = (0.01, 0.1, 0.2),
    edges: Numbers = (),
    bins: int = 20,
    points: int = 20,
    tiers: Sequence[str] = (),
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> DistributionResult:
    """How are scores and pay-outs spread, and how much of the money goes to how few?

    Parameters
    ----------
    score : array-like of shape (n,), optional
        The person's score; missing values are counted. May be missing.
    payout : array-like of shape (n,), optional
        What the person is paid, in whole minor units; missing: nothing is known. Must be >= 0. May be missing.
    tier : array-like of shape (n,), optional
        The person's tier. Text, categories or whole numbers.
    group : array-like of shape (n,), optional
        Groups that are told beside everybody. Text, categories or whole numbers.
    probabilities : list of float, default (0.1, 0.25, 0.5, 0.75, 0.9)
        Which quantiles of scores and pay-outs. Must be between 0 and 1.
    top_shares : list of float, default (0.01, 0.1, 0.2)
        Shares of the people who are paid most. Must be > 0 and <= 1.
    edges : list of float, default ()
        Edges of the classes of scores, ascending; left out: bins classes of equal width from the smallest to the
        largest score.
    bins : int, default 20
        How many classes. Must be between 1 and 1000.
    points : int, default 20
        Points of the pay-out curve after its origin. Must be between 1 and 10000.
    tiers : list of str, default ()
        The tiers from the best to the worst; left out: in the order of their labels.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : DistributionResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `score`.
    """
