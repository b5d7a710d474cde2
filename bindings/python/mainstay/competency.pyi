# Written by `python -m mainstay._generate` from the description of the analyses.
from collections.abc import Sequence
from typing import Any, Literal, TypedDict

import numpy as np
from numpy.typing import NDArray

from ._call import Result, State
from ._table import Table
from ._typing import ColumnLike, Numbers, Progress, TableLike

__all__ = [
    "AssessedScale",
    "DialogueAdvice",
    "DialogueAgreement",
    "DialogueAnswers",
    "DialogueContributions",
    "DialogueFit",
    "DialogueItem",
    "DialogueRubric",
    "DialogueScores",
    "DialogueValidation",
    "DialogueWeights",
    "DifferentialGroups",
    "DifferentialLogistic",
    "DifferentialMatched",
    "DifferentialResult",
    "FacetsFit",
    "FacetsMeasures",
    "FacetsPeople",
    "FacetsPeopleResult",
    "FacetsSummary",
    "FacetsThresholds",
    "FacetsUnobservedRatings",
    "GrowthChanges",
    "GrowthDimension",
    "GrowthGroups",
    "GrowthPeople",
    "GrowthRequirement",
    "GrowthResult",
    "IrtAbilities",
    "IrtFit",
    "IrtItemAnswers",
    "IrtItems",
    "IrtNextItem",
    "IrtSteps",
    "IrtUnobservedAnswers",
    "LadderLacking",
    "LadderMove",
    "LadderPosts",
    "LadderReadiness",
    "LadderRequirement",
    "LadderResult",
    "LadderSuccession",
    "LadderToTarget",
    "LadderWays",
    "MatchChanges",
    "MatchCost",
    "MatchFailures",
    "MatchIndices",
    "MatchPeople",
    "MatchReasons",
    "MatchResult",
    "MovesIncidence",
    "MovesLadder",
    "MovesPosts",
    "MovesQuantiles",
    "MovesReach",
    "MovesResult",
    "MovesStaying",
    "MovesTable",
    "MovesWays",
    "PlacementBound",
    "PlacementBounds",
    "PlacementGroups",
    "PlacementPeople",
    "PlacementPosts",
    "PlacementResult",
    "PlacementViolation",
    "PortraitDimension",
    "PortraitFindings",
    "PortraitResult",
    "PortraitTable",
    "PortraitValidation",
    "Profile",
    "ProfileDimension",
    "ProfileGap",
    "ProfileGrade",
    "ProfileLimit",
    "ProfileTable",
    "PromotionCover",
    "PromotionFlow",
    "PromotionResult",
    "PromotionSuccession",
    "PromotionUnits",
    "ReliabilityItems",
    "ReliabilityResult",
    "RoleProfile",
    "SearchByPerson",
    "SearchByPost",
    "SearchConstraint",
    "SearchResult",
    "StableMatchingPeople",
    "StableMatchingPosts",
    "StableMatchingResult",
    "dialogue",
    "differential",
    "facets",
    "growth",
    "irt",
    "ladder",
    "match",
    "moves",
    "placement",
    "portrait",
    "profile",
    "promotion",
    "reliability",
    "search",
    "stable_matching",
]

class _ProfileDimensionRequired(TypedDict):
    name: str
    target: float

class ProfileDimension(_ProfileDimensionRequired, total=False):
    weight: float
    lower: float
    upper: float
    zero: float | None
    floor: float | None
    floor_rule: Literal["cap", "soft", "veto"]
    veto: float | None
    surplus: Literal["ignore", "bonus", "ideal"]
    surplus_change: float
    std_error: float
    indifference: float
    preference: float
    scale: str

class _ProfileGapRequired(TypedDict):
    gap: float
    value: float

class ProfileGap(_ProfileGapRequired, total=False):
    pass

class _ProfileLimitRequired(TypedDict):
    dimension: str
    at_least: float

class ProfileLimit(_ProfileLimitRequired, total=False):
    veto: float | None

class _ProfileGradeRequired(TypedDict):
    name: str

class ProfileGrade(_ProfileGradeRequired, total=False):
    limits: list[ProfileLimit]

class RoleProfile(Result):
    """A record of named fields.

    Attributes
    ----------
    profile : Profile
        The profile as it was given.
    dimensions : ProfileTable
        Its dimensions.
    """
    @property
    def profile(self) -> Any:
        """The profile as it was given."""
    @property
    def dimensions(self) -> ProfileTable:
        """Its dimensions."""
    @classmethod
    def from_json(cls, document: str | bytes) -> RoleProfile: ...

class _ProfileRequired(TypedDict):
    dimensions: list[ProfileDimension]

class Profile(_ProfileRequired, total=False):
    name: str
    version: str
    weights: Literal["shares", "relative"]
    aggregation: Literal["power_mean", "conjunctive", "gap_table", "distance", "level", "shape", "mahalanobis", "electre"]
    power: float
    ceiling: float
    majority: float
    gaps: list[ProfileGap]
    covariance: list[float]
    grades: list[ProfileGrade]

class ProfileTable(Table):
    """A table of equally long columns.

    Attributes
    ----------
    dimension : list of str of shape (dimensions,)
        Name.
    share : array of float of shape (dimensions,)
        Weight as a share of all. Must be between 0 and 1.
    zero : array of float of shape (dimensions,)
        The score that is worth nothing.
    target : array of float of shape (dimensions,)
        The score that is worth everything.
    floor : array of float of shape (dimensions,)
        The floor; missing (NaN) where there is none. May be missing.

    Shapes: dimensions length of `dimension`.
    """
    @property
    def dimension(self) -> NDArray[np.object_]:
        """Name."""
    @property
    def share(self) -> NDArray[np.float64]:
        """Weight as a share of all. Must be between 0 and 1."""
    @property
    def zero(self) -> NDArray[np.float64]:
        """The score that is worth nothing."""
    @property
    def target(self) -> NDArray[np.float64]:
        """The score that is worth everything."""
    @property
    def floor(self) -> NDArray[np.float64]:
        """The floor; missing (NaN) where there is none. May be missing."""

def profile(
    dimensions: Sequence[ProfileDimension],
    *,
    name: str = '',
    version: str = '',
    weights: Literal["shares", "relative"] = 'shares',
    aggregation: Literal["power_mean", "conjunctive", "gap_table", "distance", "level", "shape", "mahalanobis", "electre"] = 'power_mean',
    power: float = 1.0,
    ceiling: float = 0.6,
    majority: float = 1.0,
    gaps: Sequence[ProfileGap] = (),
    covariance: Numbers = (),
    grades: Sequence[ProfileGrade] = (),
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> RoleProfile:
    """What does the post ask for, and does it contradict itself?

    Parameters
    ----------
    dimensions : list of ProfileDimension
        What is asked for, 1 to 1000.
    name : str, default ''
        Name of the post.
    version : str, default ''
        Version of the profile, a word of the owner's such as "2026-03".
    weights : {'shares', 'relative'}, default 'shares'
        How the weights are read.
        * ``shares``: They are shares and must add up to 1 (1e-9).
        * ``relative``: Only their ratios count: each is divided by their sum.
    aggregation : {'power_mean', 'conjunctive', 'gap_table', 'distance', 'level', 'shape', 'mahalanobis', 'electre'}, default 'power_mean'
        How the dimensions make one score.
        * ``power_mean``: Weighted power mean of u with exponent `power`: 1 adds, 0 is geometric, -Infinity is
          the weakest dimension.
        * ``conjunctive``: 1 when the dimensions at or beyond their target have a weight of `majority` or more
          together, else 0.
        * ``gap_table``: Each distance from the target is looked up in `gaps`; the weighted mean of what is found
          there over the largest value of the table.
        * ``distance``: 1 - distance from the targets over the largest distance that the scales allow. Surplus
          counts as much as lack.
        * ``level``: 1 - difference between the mean score and the mean target over the largest possible.
          Strengths make up for weaknesses in full.
        * ``shape``: (1 + correlation of scores and targets over the dimensions) / 2: the pattern alone, whatever
          its level.
        * ``mahalanobis``: Share of a normal group around the targets with `covariance` that lies farther from
          them (upper tail of chi-squared).
        * ``electre``: Credibility that the person is at least as good as the targets (ELECTRE III), with
          indifference, preference and veto of each dimension.
    power : float, default 1.0
        Exponent of aggregation = power_mean: from 1, where strengths make up for weaknesses in full, down to
        -Infinity, where they do not at all. Must be <= 1. May be infinite.
    ceiling : float, default 0.6
        The most that the score can be while a must-have with floor_rule = cap fails. Must be between 0 and 1.
    majority : float, default 1.0
        Weight of the dimensions that must be met: with aggregation = conjunctive, and for a grade (MR-Sort).
        Must be > 0 and <= 1.
    gaps : list of ProfileGap, default ()
        For aggregation = gap_table, in rising order of gap; straight lines between the rows, the end rows beyond
        them. Left out: the table of nine gaps from -4 to 4 that gives 5 at 0.
    covariance : list of float, default ()
        For aggregation = mahalanobis: covariance of the dimensions among those who do well, row by row.
    grades : list of ProfileGrade, default ()
        Grades to sort into, the best first.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : RoleProfile
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.
    """

class _AssessedScaleRequired(TypedDict):
    scale: str

class AssessedScale(_AssessedScaleRequired, total=False):
    dimension: str

class _MatchCostRequired(TypedDict):
    dimension: str

class MatchCost(_MatchCostRequired, total=False):
    cost: float
    most: float | None

class MatchResult(Result):
    """A record of named fields.

    Attributes
    ----------
    profile : Profile
        The profile, so that the result can be read and replayed by itself.
    dimensions : list of str of shape (dimensions,)
        Its dimensions, in the order of the matrices.
    people : MatchPeople
        One row for each person.
    attained : array of float of shape (n, dimensions)
        What each dimension attains: 0 at its zero, 1 at its target; of gap_table the value over the largest, of
        conjunctive and electre whether (how far) the target is met. Missing (NaN) where the score is. May be
        missing.
    contribution : array of float of shape (n, dimensions)
        What each dimension adds to core; the sum over the dimensions is core. What is missing counts at its
        worst.
    gain : array of float of shape (n, dimensions)
        What the match would gain with this dimension at its target. What is missing counts at its worst.
    floor_probability : array of float of shape (n, dimensions)
        Probability that the true score clears the floor. Missing (NaN) without a floor or a score. May be
        missing.
    indices : MatchIndices
        Distance, level, scatter and shape.
    failures : MatchFailures
        Must-haves that fail.
    reasons : MatchReasons
        Why, as codes with numbers.
    changes : MatchChanges
        The smallest change that reaches the bar; empty without one.
    sentence : list of str of shape (n,)
        The reasons in English. Empty unless explain.
    sentence_zh : list of str of shape (n,)
        The reasons in Chinese. Empty unless explain.

    Shapes: dimensions length of `dimensions`, n length of `sentence`.
    """
    @property
    def profile(self) -> Any:
        """The profile, so that the result can be read and replayed by itself."""
    @property
    def dimensions(self) -> list[str]:
        """Its dimensions, in the order of the matrices."""
    @property
    def people(self) -> MatchPeople:
        """One row for each person."""
    @property
    def attained(self) -> NDArray[np.float64]:
        """What each dimension attains: 0 at its zero, 1 at its target; of gap_table the value over the largest, of conjunctive and electre whether (how far) the target is met. Missing (NaN) where the score is. May be missing."""
    @property
    def contribution(self) -> NDArray[np.float64]:
        """What each dimension adds to core; the sum over the dimensions is core. What is missing counts at its worst."""
    @property
    def gain(self) -> NDArray[np.float64]:
        """What the match would gain with this dimension at its target. What is missing counts at its worst."""
    @property
    def floor_probability(self) -> NDArray[np.float64]:
        """Probability that the true score clears the floor. Missing (NaN) without a floor or a score. May be missing."""
    @property
    def indices(self) -> MatchIndices:
        """Distance, level, scatter and shape."""
    @property
    def failures(self) -> MatchFailures:
        """Must-haves that fail."""
    @property
    def reasons(self) -> MatchReasons:
        """Why, as codes with numbers."""
    @property
    def changes(self) -> MatchChanges:
        """The smallest change that reaches the bar; empty without one."""
    @property
    def sentence(self) -> list[str]:
        """The reasons in English. Empty unless explain."""
    @property
    def sentence_zh(self) -> list[str]:
        """The reasons in Chinese. Empty unless explain."""
    @classmethod
    def from_json(cls, document: str | bytes) -> MatchResult: ...

class MatchPeople(Table):
    """A table of equally long columns.

    Attributes
    ----------
    score : array of float of shape (n,)
        min(core x factor, ceiling). Missing (NaN) where too little is known. Must be between 0 and 1. May be
        missing.
    lower : array of float of shape (n,)
        Lower end: what is missing at its worst, errors at the stated level. The score itself when all is known
        exactly. Must be between 0 and 1.
    upper : array of float of shape (n,)
        Upper end: what is missing at its best. Must be between 0 and 1.
    core : array of float of shape (n,)
        The aggregate before must-haves; above 1 only with bonuses. Missing (NaN) with the score. May be missing.
    ceiling : array of float of shape (n,)
        1, the profile's ceiling while a must-have caps, 0 under a veto. Missing (NaN) with the score. Must be
        between 0 and 1. May be missing.
    factor : array of float of shape (n,)
        Product of the soft must-haves that fail; 1 when none does. Missing (NaN) with the score. Must be between
        0 and 1. May be missing.
    coverage : array of float of shape (n,)
        Weight of the dimensions that are known. Must be between 0 and 1.
    failed : array of int of shape (n,)
        Must-haves that fail, of those known. Must be >= 0.
    unknown : array of int of shape (n,)
        Must-haves whose score is missing. Must be >= 0.
    must_have_probability : array of float of shape (n,)
        Probability that the true scores clear every floor. Missing (NaN) without must-haves, or where one is
        unknown. Must be between 0 and 1. May be missing.
    bar_probability : array of float of shape (n,)
        Probability that the score of the true values reaches the bar. Missing (NaN) without a bar or a score.
        Must be between 0 and 1. May be missing.
    status : array of str of shape (n,)
        How it ended: scored, must_have_failed, incomplete, too_little_known, nothing_known.
    grade : array of str of shape (n,)
        The best grade whose limits are met by a weight of `majority` without a veto. Missing without grades or a
        score. May be missing.
    reach : array of str of shape (n,)
        Whether the bar can be reached: not_asked, reached, reachable, unreachable, not_sought.
    change_cost : array of float of shape (n,)
        Cost of the smallest change. Missing (NaN) where there is none. May be missing.
    changed_score : array of float of shape (n,)
        Score after it. Missing (NaN) where there is none. May be missing.

    Shapes: n length of `score`.
    """
    @property
    def score(self) -> NDArray[np.float64]:
        """min(core x factor, ceiling). Missing (NaN) where too little is known. Must be between 0 and 1. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end: what is missing at its worst, errors at the stated level. The score itself when all is known exactly. Must be between 0 and 1."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end: what is missing at its best. Must be between 0 and 1."""
    @property
    def core(self) -> NDArray[np.float64]:
        """The aggregate before must-haves; above 1 only with bonuses. Missing (NaN) with the score. May be missing."""
    @property
    def ceiling(self) -> NDArray[np.float64]:
        """1, the profile's ceiling while a must-have caps, 0 under a veto. Missing (NaN) with the score. Must be between 0 and 1. May be missing."""
    @property
    def factor(self) -> NDArray[np.float64]:
        """Product of the soft must-haves that fail; 1 when none does. Missing (NaN) with the score. Must be between 0 and 1. May be missing."""
    @property
    def coverage(self) -> NDArray[np.float64]:
        """Weight of the dimensions that are known. Must be between 0 and 1."""
    @property
    def failed(self) -> NDArray[np.int64]:
        """Must-haves that fail, of those known. Must be >= 0."""
    @property
    def unknown(self) -> NDArray[np.int64]:
        """Must-haves whose score is missing. Must be >= 0."""
    @property
    def must_have_probability(self) -> NDArray[np.float64]:
        """Probability that the true scores clear every floor. Missing (NaN) without must-haves, or where one is unknown. Must be between 0 and 1. May be missing."""
    @property
    def bar_probability(self) -> NDArray[np.float64]:
        """Probability that the score of the true values reaches the bar. Missing (NaN) without a bar or a score. Must be between 0 and 1. May be missing."""
    @property
    def status(self) -> NDArray[np.object_]:
        """How it ended: scored, must_have_failed, incomplete, too_little_known, nothing_known."""
    @property
    def grade(self) -> NDArray[np.object_]:
        """The best grade whose limits are met by a weight of `majority` without a veto. Missing without grades or a score. May be missing."""
    @property
    def reach(self) -> NDArray[np.object_]:
        """Whether the bar can be reached: not_asked, reached, reachable, unreachable, not_sought."""
    @property
    def change_cost(self) -> NDArray[np.float64]:
        """Cost of the smallest change. Missing (NaN) where there is none. May be missing."""
    @property
    def changed_score(self) -> NDArray[np.float64]:
        """Score after it. Missing (NaN) where there is none. May be missing."""

class MatchIndices(Table):
    """A table of equally long columns.

    Attributes
    ----------
    distance_squared : array of float of shape (n,)
        Sum over the dimensions of (score - target) squared, weighted: dimensions x share. The sum of the next
        three. Must be >= 0. May be missing.
    level : array of float of shape (n,)
        From the difference of the means. Must be >= 0. May be missing.
    scatter : array of float of shape (n,)
        From the difference of the standard deviations. Must be >= 0. May be missing.
    shape : array of float of shape (n,)
        From the difference of the patterns. Must be >= 0. May be missing.
    correlation : array of float of shape (n,)
        Of scores and targets over the dimensions, weighted. Missing (NaN) too where either does not vary. May be
        missing.

    Shapes: n length of `distance_squared`.
    """
    @property
    def distance_squared(self) -> NDArray[np.float64]:
        """Sum over the dimensions of (score - target) squared, weighted: dimensions x share. The sum of the next three. Must be >= 0. May be missing."""
    @property
    def level(self) -> NDArray[np.float64]:
        """From the difference of the means. Must be >= 0. May be missing."""
    @property
    def scatter(self) -> NDArray[np.float64]:
        """From the difference of the standard deviations. Must be >= 0. May be missing."""
    @property
    def shape(self) -> NDArray[np.float64]:
        """From the difference of the patterns. Must be >= 0. May be missing."""
    @property
    def correlation(self) -> NDArray[np.float64]:
        """Of scores and targets over the dimensions, weighted. Missing (NaN) too where either does not vary. May be missing."""

class MatchFailures(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (failures,)
        Row of the input. Must be >= 0.
    dimension : array of str of shape (failures,)
        The must-have.
    rule : array of str of shape (failures,)
        What follows: cap, soft, veto.
    value : array of float of shape (failures,)
        The score.
    floor : array of float of shape (failures,)
        The floor.
    lack : array of float of shape (failures,)
        Points to the floor. Must be > 0.
    probability : array of float of shape (failures,)
        Probability that the true score clears the floor. Must be between 0 and 1.
    score_at_floor : array of float of shape (failures,)
        What the match would be with this score at its floor. What is missing counts at its worst. Must be
        between 0 and 1.

    Shapes: failures length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the input. Must be >= 0."""
    @property
    def dimension(self) -> NDArray[np.object_]:
        """The must-have."""
    @property
    def rule(self) -> NDArray[np.object_]:
        """What follows: cap, soft, veto."""
    @property
    def value(self) -> NDArray[np.float64]:
        """The score."""
    @property
    def floor(self) -> NDArray[np.float64]:
        """The floor."""
    @property
    def lack(self) -> NDArray[np.float64]:
        """Points to the floor. Must be > 0."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """Probability that the true score clears the floor. Must be between 0 and 1."""
    @property
    def score_at_floor(self) -> NDArray[np.float64]:
        """What the match would be with this score at its floor. What is missing counts at its worst. Must be between 0 and 1."""

class MatchReasons(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (r,)
        Row of the input. Must be >= 0.
    rank : array of int of shape (r,)
        1 is the first. Must be >= 1.
    reason : array of str of shape (r,)
        must_have_failed, must_have_unknown, unknown, lacking, meets.
    dimension : array of str of shape (r,)
        The dimension.
    value : array of float of shape (r,)
        The score; missing (NaN) where unknown. May be missing.
    limit : array of float of shape (r,)
        The floor of a must-have, else the target.
    effect : array of float of shape (r,)
        What the match would gain at `limit`; of `unknown` the weight, of `meets` the contribution. What is
        missing counts at its worst.

    Shapes: r length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the input. Must be >= 0."""
    @property
    def rank(self) -> NDArray[np.int64]:
        """1 is the first. Must be >= 1."""
    @property
    def reason(self) -> NDArray[np.object_]:
        """must_have_failed, must_have_unknown, unknown, lacking, meets."""
    @property
    def dimension(self) -> NDArray[np.object_]:
        """The dimension."""
    @property
    def value(self) -> NDArray[np.float64]:
        """The score; missing (NaN) where unknown. May be missing."""
    @property
    def limit(self) -> NDArray[np.float64]:
        """The floor of a must-have, else the target."""
    @property
    def effect(self) -> NDArray[np.float64]:
        """What the match would gain at `limit`; of `unknown` the weight, of `meets` the contribution. What is missing counts at its worst."""

class MatchChanges(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (changes,)
        Row of the input. Must be >= 0.
    dimension : array of str of shape (changes,)
        What is raised.
    before : array of float of shape (changes,)
        The score.
    after : array of float of shape (changes,)
        What it has to become.
    change : array of float of shape (changes,)
        after - before.
    cost : array of float of shape (changes,)
        What that costs. Must be >= 0.

    Shapes: changes length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the input. Must be >= 0."""
    @property
    def dimension(self) -> NDArray[np.object_]:
        """What is raised."""
    @property
    def before(self) -> NDArray[np.float64]:
        """The score."""
    @property
    def after(self) -> NDArray[np.float64]:
        """What it has to become."""
    @property
    def change(self) -> NDArray[np.float64]:
        """after - before."""
    @property
    def cost(self) -> NDArray[np.float64]:
        """What that costs. Must be >= 0."""

def match(
    x: TableLike,
    profile: Profile,
    *,
    std_error: TableLike | None = None,
    scales: Sequence[AssessedScale] = (),
    missing: Literal["interval", "known_only", "worst", "refuse"] = 'interval',
    least_coverage: float = 0.0,
    bar: float | None = None,
    costs: Sequence[MatchCost] = (),
    confidence_level: float = 0.9,
    draws: int = 1000,
    reasons: int = 3,
    explain: bool = True,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> MatchResult:
    """How well does each person fit the post, why, how sure is that, and what would have to change?

    Parameters
    ----------
    x : table-like of shape (n, c)
        Scores of the people: one column for each dimension of the profile by its name, others are not looked at.
        A missing score is handled by the option `missing`. May be missing.
    profile : Profile
        What the post asks for.
    std_error : table-like of shape (n, error_columns), optional
        Standard errors of these scores, by the same names; a dimension without a column is measured exactly.
        Must be >= 0.
    scales : list of AssessedScale, default ()
        Scales of the assessment; needed where the profile names a scale id, which must be the same.
    missing : {'interval', 'known_only', 'worst', 'refuse'}, default 'interval'
        What happens to people of whom a score is missing.
        * ``interval``: No score, but the lowest and the highest that it can be.
        * ``known_only``: A score of what is known, with the weights of the others spread over it; the interval
          is that of `interval`.
        * ``worst``: What is missing counts as the worst score of its scale; the interval is that of `interval`.
        * ``refuse``: A missing score is an error that names dimension and row.
    least_coverage : float, default 0.0
        With less known weight than this there is no score. Must be between 0 and 1.
    bar : float or None, default None
        Score to be reached: asks for the probability of reaching it and the smallest change that does. Must be >
        0 and <= 1.
    costs : list of MatchCost, default ()
        What raising each dimension costs; a dimension that is not listed costs 1 for each point.
    confidence_level : float, default 0.9
        Level of the intervals that follow from standard errors. Must be > 0 and < 1.
    draws : int, default 1000
        Draws of the errors (a Latin hypercube, the same for everybody), when there are any. Must be between 10
        and 100000.
    reasons : int, default 3
        Reasons of the kinds `lacking` and `meets` kept for each person. Must be between 0 and 1000.
    explain : bool, default True
        Whether the sentences are written, which takes most of the time for many people.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : MatchResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n rows of `x`, c columns of `x`, error_columns columns of `std_error`.
    """

class _SearchConstraintRequired(TypedDict):
    person: str
    post: str

class SearchConstraint(_SearchConstraintRequired, total=False):
    rule: Literal["equal", "at_least", "at_most"]

class SearchResult(Result):
    """A record of named fields.

    Attributes
    ----------
    people : int
        People looked at. Must be >= 0.
    posts : int
        Posts looked at. Must be >= 0.
    by_post : SearchByPost
        The best people for each post.
    by_person : SearchByPerson
        The best posts for each person.
    """
    @property
    def people(self) -> int:
        """People looked at. Must be >= 0."""
    @property
    def posts(self) -> int:
        """Posts looked at. Must be >= 0."""
    @property
    def by_post(self) -> SearchByPost:
        """The best people for each post."""
    @property
    def by_person(self) -> SearchByPerson:
        """The best posts for each person."""
    @classmethod
    def from_json(cls, document: str | bytes) -> SearchResult: ...

class SearchByPost(Table):
    """A table of equally long columns.

    Attributes
    ----------
    post_row : array of int of shape (post_matches,)
        Row of the post. Must be >= 0.
    rank : array of int of shape (post_matches,)
        1 is the best. Must be >= 1.
    person_row : array of int of shape (post_matches,)
        Row of the person. Must be >= 0.
    score : array of float of shape (post_matches,)
        The match: that of competency.match, bit for bit. Must be between 0 and 1.

    Shapes: post_matches length of `post_row`.
    """
    @property
    def post_row(self) -> NDArray[np.int64]:
        """Row of the post. Must be >= 0."""
    @property
    def rank(self) -> NDArray[np.int64]:
        """1 is the best. Must be >= 1."""
    @property
    def person_row(self) -> NDArray[np.int64]:
        """Row of the person. Must be >= 0."""
    @property
    def score(self) -> NDArray[np.float64]:
        """The match: that of competency.match, bit for bit. Must be between 0 and 1."""

class SearchByPerson(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person_row : array of int of shape (person_matches,)
        Row of the person. Must be >= 0.
    rank : array of int of shape (person_matches,)
        1 is the best. Must be >= 1.
    post_row : array of int of shape (person_matches,)
        Row of the post. Must be >= 0.
    score : array of float of shape (person_matches,)
        The match: that of competency.match, bit for bit. Must be between 0 and 1.

    Shapes: person_matches length of `person_row`.
    """
    @property
    def person_row(self) -> NDArray[np.int64]:
        """Row of the person. Must be >= 0."""
    @property
    def rank(self) -> NDArray[np.int64]:
        """1 is the best. Must be >= 1."""
    @property
    def post_row(self) -> NDArray[np.int64]:
        """Row of the post. Must be >= 0."""
    @property
    def score(self) -> NDArray[np.float64]:
        """The match: that of competency.match, bit for bit. Must be between 0 and 1."""

def search(
    x: TableLike,
    profile: Profile,
    *,
    person: ColumnLike | None = None,
    person_facts: TableLike | None = None,
    target: TableLike | None = None,
    weight: TableLike | None = None,
    floor: TableLike | None = None,
    post: ColumnLike | None = None,
    post_facts: TableLike | None = None,
    scales: Sequence[AssessedScale] = (),
    per_post: int = 10,
    per_person: int = 0,
    constraints: Sequence[SearchConstraint] = (),
    must_haves: Literal["exclude", "score"] = 'exclude',
    missing: Literal["refuse", "worst"] = 'refuse',
    least_score: float = 0.0,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> SearchResult:
    """Who fits which post best, of all people and posts?

    Parameters
    ----------
    x : table-like of shape (n, c)
        Scores of the people: one column for each dimension of the profile by its name, others are not looked at.
        May be missing.
    profile : Profile
        Dimensions, scales and rules that the posts share; without tables of posts, the one post. Aggregation:
        power_mean.
    person : array-like of shape (n,), optional
        Who each row is, each once. Equal scores are put in rising order of it; without it, in the order of the
        rows. Text, categories or whole numbers.
    person_facts : table-like of shape (n, fact_columns), optional
        What the constraints ask of people. May be missing.
    target : table-like of shape (m, target_columns), optional
        Targets of each post by dimension; a dimension without a column has the profile's in every post.
    weight : table-like of shape (m, weight_columns), optional
        Weights of each post, the same way; read by the profile's rule, row by row. Must be >= 0.
    floor : table-like of shape (m, floor_columns), optional
        Floors of each post, the same way. Missing: no must-have. May be missing.
    post : array-like of shape (m,), optional
        What each post is, each once. Equal scores are put in rising order of it. Text, categories or whole
        numbers.
    post_facts : table-like of shape (m, post_fact_columns), optional
        What the constraints ask of posts. May be missing.
    scales : list of AssessedScale, default ()
        Scales of the assessment; needed where the profile names a scale id, which must be the same.
    per_post : int, default 10
        People listed for each post at most; 0 for none. Must be between 0 and 100000.
    per_person : int, default 0
        Posts listed for each person at most; 0 for none. Must be between 0 and 10000.
    constraints : list of SearchConstraint, default ()
        Hard constraints; a pair that breaks one is never listed.
    must_haves : {'exclude', 'score'}, default 'exclude'
        What happens to people below a floor.
        * ``exclude``: Whoever fails a must-have of a post is not listed for it.
        * ``score``: They are listed with the score that the floor's rule leaves them; under a veto they are not.
    missing : {'refuse', 'worst'}, default 'refuse'
        What happens to people of whom a score is missing.
        * ``refuse``: A missing score is an error that names dimension and row.
        * ``worst``: It counts as the worst of its scale: the person is listed with the lower end of their
          interval.
    least_score : float, default 0.0
        Pairs below this score are not listed. Must be between 0 and 1.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : SearchResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n rows of `x`, m rows of `target`, c columns of `x`, fact_columns columns of `person_facts`, target_columns columns of `target`, weight_columns columns of `weight`, floor_columns columns of `floor`, post_fact_columns columns of `post_facts`.
    """

class _PlacementBoundRequired(TypedDict):
    group: str

class PlacementBound(_PlacementBoundRequired, total=False):
    post: str
    at_least: int | None
    at_most: int | None
    share_at_least: float | None
    share_at_most: float | None

class PlacementResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'optimal', 'infeasible', 'nobody', 'within_gap'}
        How it ended.
        * ``optimal``: No placement has a better sum; the prices prove it.
        * ``infeasible``: No placement keeps to the seats, minimums and bounds; `violation` names people and
          posts that prove it.
        * ``nobody``: There are no people or no posts.
        * ``within_gap``: The prices prove that no placement has a sum that is better by more than
          `relative_gap`; there may be a better one.
    placed : int
        People placed.
    seats : int
        Seats of all posts.
    total : float
        Sum of the scores of those placed, and of unplaced_value for each who is not (unplaced = allowed).
    bound : float
        What no placement exceeds (undercuts, for costs), from the prices; among placements of as many people
        with only_if_needed.
    gap : float
        Distance of the two, which relative_gap allows. Of an optimal placement 0 where all scores are whole
        multiples of unit; else at most a unit for each person.
    unit : float
        Scores counted as multiples of this, a power of 2: some 1e-13 of the largest.
    total_without_bounds : float or None
        The sum without `bounds`: the difference is what they cost. Missing without bounds. May be missing.
    people : PlacementPeople
        Where each person goes, and why.
    posts : PlacementPosts
        Who came to each post, and what one more seat would be worth.
    groups : PlacementGroups
        Placed by group.
    bounds : PlacementBounds
        What came of the bounds.
    violation : PlacementViolation
        Why there is no placement; empty unless infeasible.
    sentence : list of str of shape (n,)
        The reasons in English, by person. Empty unless explain.
    sentence_zh : list of str of shape (n,)
        The reasons in Chinese. Empty unless explain.

    Shapes: n length of `sentence`.
    """
    @property
    def status(self) -> Literal["optimal", "infeasible", "nobody", "within_gap"]:
        """How it ended."""
    @property
    def placed(self) -> int:
        """People placed."""
    @property
    def seats(self) -> int:
        """Seats of all posts."""
    @property
    def total(self) -> float:
        """Sum of the scores of those placed, and of unplaced_value for each who is not (unplaced = allowed)."""
    @property
    def bound(self) -> float:
        """What no placement exceeds (undercuts, for costs), from the prices; among placements of as many people with only_if_needed."""
    @property
    def gap(self) -> float:
        """Distance of the two, which relative_gap allows. Of an optimal placement 0 where all scores are whole multiples of unit; else at most a unit for each person."""
    @property
    def unit(self) -> float:
        """Scores counted as multiples of this, a power of 2: some 1e-13 of the largest."""
    @property
    def total_without_bounds(self) -> float | None:
        """The sum without `bounds`: the difference is what they cost. Missing without bounds. May be missing."""
    @property
    def people(self) -> PlacementPeople:
        """Where each person goes, and why."""
    @property
    def posts(self) -> PlacementPosts:
        """Who came to each post, and what one more seat would be worth."""
    @property
    def groups(self) -> PlacementGroups:
        """Placed by group."""
    @property
    def bounds(self) -> PlacementBounds:
        """What came of the bounds."""
    @property
    def violation(self) -> PlacementViolation:
        """Why there is no placement; empty unless infeasible."""
    @property
    def sentence(self) -> list[str]:
        """The reasons in English, by person. Empty unless explain."""
    @property
    def sentence_zh(self) -> list[str]:
        """The reasons in Chinese. Empty unless explain."""
    @classmethod
    def from_json(cls, document: str | bytes) -> PlacementResult: ...

class PlacementPeople(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (n,)
        The person.
    group : array of str of shape (n,)
        The group; empty without groups.
    post : array of str of shape (n,)
        Where the person goes; missing: nowhere. May be missing.
    score : array of float of shape (n,)
        Score there; missing (NaN) where unplaced. May be missing.
    reason : array of str of shape (n,)
        first_choice, placed, outbid, not_worth or not_eligible.
    first_choice : array of str of shape (n,)
        The post with the person's best score; of equals the one where the person is, or the first. Missing:
        eligible for none. May be missing.
    first_choice_score : array of float of shape (n,)
        The score there; missing (NaN) with it. May be missing.
    surplus : array of float of shape (n,)
        Dual value of the person: what the sum would lose without, with unplaced_value. No post gives more than
        this over its price. May be missing.
    closest : array of str of shape (n,)
        For people who are not at their first choice: the post into which the least would have brought them that
        is better for them. Missing for others, and within a gap. May be missing.
    closest_score : array of float of shape (n,)
        The score there; missing (NaN) with it. May be missing.
    lacking : array of float of shape (n,)
        What the score there lacks: of people without a post exactly (explain, no bounds): with more than this
        they are placed there; of others it is needed at least. Missing (NaN) with it, within a gap, or where no
        score would do. May be missing.

    Shapes: n length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The person."""
    @property
    def group(self) -> NDArray[np.object_]:
        """The group; empty without groups."""
    @property
    def post(self) -> NDArray[np.object_]:
        """Where the person goes; missing: nowhere. May be missing."""
    @property
    def score(self) -> NDArray[np.float64]:
        """Score there; missing (NaN) where unplaced. May be missing."""
    @property
    def reason(self) -> NDArray[np.object_]:
        """first_choice, placed, outbid, not_worth or not_eligible."""
    @property
    def first_choice(self) -> NDArray[np.object_]:
        """The post with the person's best score; of equals the one where the person is, or the first. Missing: eligible for none. May be missing."""
    @property
    def first_choice_score(self) -> NDArray[np.float64]:
        """The score there; missing (NaN) with it. May be missing."""
    @property
    def surplus(self) -> NDArray[np.float64]:
        """Dual value of the person: what the sum would lose without, with unplaced_value. No post gives more than this over its price. May be missing."""
    @property
    def closest(self) -> NDArray[np.object_]:
        """For people who are not at their first choice: the post into which the least would have brought them that is better for them. Missing for others, and within a gap. May be missing."""
    @property
    def closest_score(self) -> NDArray[np.float64]:
        """The score there; missing (NaN) with it. May be missing."""
    @property
    def lacking(self) -> NDArray[np.float64]:
        """What the score there lacks: of people without a post exactly (explain, no bounds): with more than this they are placed there; of others it is needed at least. Missing (NaN) with it, within a gap, or where no score would do. May be missing."""

class PlacementPosts(Table):
    """A table of equally long columns.

    Attributes
    ----------
    post : array of str of shape (posts,)
        The post.
    capacity : array of int of shape (posts,)
        Its seats.
    minimum : array of int of shape (posts,)
        Seats that had to be filled.
    filled : array of int of shape (posts,)
        People placed.
    eligible : array of int of shape (posts,)
        People eligible for it.
    first_choices : array of int of shape (posts,)
        People whose first choice it is.
    price : array of float of shape (posts,)
        What the sum would lose without one of its seats (explain, no gap; else a price between that and what one
        more seat would add); below 0 where its minimum costs. With only_if_needed beside the number of people
        placed.
    lowest_score : array of float of shape (posts,)
        Lowest score among those placed; missing (NaN) where nobody is. May be missing.
    highest_score : array of float of shape (posts,)
        Highest score among those placed; missing (NaN) where nobody is. May be missing.
    total : array of float of shape (posts,)
        Sum of their scores.

    Shapes: posts length of `post`.
    """
    @property
    def post(self) -> NDArray[np.object_]:
        """The post."""
    @property
    def capacity(self) -> NDArray[np.int64]:
        """Its seats."""
    @property
    def minimum(self) -> NDArray[np.int64]:
        """Seats that had to be filled."""
    @property
    def filled(self) -> NDArray[np.int64]:
        """People placed."""
    @property
    def eligible(self) -> NDArray[np.int64]:
        """People eligible for it."""
    @property
    def first_choices(self) -> NDArray[np.int64]:
        """People whose first choice it is."""
    @property
    def price(self) -> NDArray[np.float64]:
        """What the sum would lose without one of its seats (explain, no gap; else a price between that and what one more seat would add); below 0 where its minimum costs. With only_if_needed beside the number of people placed."""
    @property
    def lowest_score(self) -> NDArray[np.float64]:
        """Lowest score among those placed; missing (NaN) where nobody is. May be missing."""
    @property
    def highest_score(self) -> NDArray[np.float64]:
        """Highest score among those placed; missing (NaN) where nobody is. May be missing."""
    @property
    def total(self) -> NDArray[np.float64]:
        """Sum of their scores."""

class PlacementGroups(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (g,)
        The group; "total" without groups.
    people : array of int of shape (g,)
        People in it.
    eligible : array of int of shape (g,)
        Those eligible for at least one post.
    placed : array of int of shape (g,)
        Those placed.
    share : array of float of shape (g,)
        placed / people; missing (NaN) without people. May be missing.
    mean_score : array of float of shape (g,)
        Mean score of those placed; missing (NaN) without any. May be missing.

    Shapes: g length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """The group; "total" without groups."""
    @property
    def people(self) -> NDArray[np.int64]:
        """People in it."""
    @property
    def eligible(self) -> NDArray[np.int64]:
        """Those eligible for at least one post."""
    @property
    def placed(self) -> NDArray[np.int64]:
        """Those placed."""
    @property
    def share(self) -> NDArray[np.float64]:
        """placed / people; missing (NaN) without people. May be missing."""
    @property
    def mean_score(self) -> NDArray[np.float64]:
        """Mean score of those placed; missing (NaN) without any. May be missing."""

class PlacementBounds(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (bounds,)
        The group.
    post : array of str of shape (bounds,)
        The post; empty: all of them. May be missing.
    at_least : array of int of shape (bounds,)
        The bound as a number of people.
    at_most : array of int of shape (bounds,)
        The bound as a number of people.
    placed : array of int of shape (bounds,)
        How many are placed there.
    price : array of float of shape (bounds,)
        What the bound weighs in the sum, by person: above 0 where at_most holds back, below 0 where at_least
        pushes.

    Shapes: bounds length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """The group."""
    @property
    def post(self) -> NDArray[np.object_]:
        """The post; empty: all of them. May be missing."""
    @property
    def at_least(self) -> NDArray[np.int64]:
        """The bound as a number of people."""
    @property
    def at_most(self) -> NDArray[np.int64]:
        """The bound as a number of people."""
    @property
    def placed(self) -> NDArray[np.int64]:
        """How many are placed there."""
    @property
    def price(self) -> NDArray[np.float64]:
        """What the bound weighs in the sum, by person: above 0 where at_most holds back, below 0 where at_least pushes."""

class PlacementViolation(Result):
    """A record of named fields.

    Attributes
    ----------
    people : int
        People in the set.
    seats : int
        Seats that are open to them, or that have to be filled by them.
    persons : list of str of shape (violating_people,)
        These people.
    posts : list of str of shape (violating_posts,)
        These posts.
    groups : list of str of shape (violating_groups,)
        Groups whose bounds are part of it.
    sentence : str
        In words; empty where there is nothing to say.
    sentence_zh : str
        In Chinese.

    Shapes: violating_people length of `persons`, violating_posts length of `posts`, violating_groups length of `groups`.
    """
    @property
    def people(self) -> int:
        """People in the set."""
    @property
    def seats(self) -> int:
        """Seats that are open to them, or that have to be filled by them."""
    @property
    def persons(self) -> list[str]:
        """These people."""
    @property
    def posts(self) -> list[str]:
        """These posts."""
    @property
    def groups(self) -> list[str]:
        """Groups whose bounds are part of it."""
    @property
    def sentence(self) -> str:
        """In words; empty where there is nothing to say."""
    @property
    def sentence_zh(self) -> str:
        """In Chinese."""
    @classmethod
    def from_json(cls, document: str | bytes) -> PlacementViolation: ...

def placement(
    *,
    person: ColumnLike | None = None,
    score: TableLike | None = None,
    assessment: TableLike | None = None,
    group: ColumnLike | None = None,
    pair_person: ColumnLike | None = None,
    pair_post: ColumnLike | None = None,
    pair_score: ColumnLike | None = None,
    post: ColumnLike | None = None,
    capacity: ColumnLike | None = None,
    minimum: ColumnLike | None = None,
    objective: Literal["highest", "lowest"] = 'highest',
    unplaced: Literal["allowed", "only_if_needed", "refused"] = 'allowed',
    unplaced_value: float = 0.0,
    relative_gap: float = 0.0,
    bounds: Sequence[PlacementBound] = (),
    profiles: Sequence[Profile] = (),
    scales: Sequence[AssessedScale] = (),
    explain: bool = True,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> PlacementResult:
    """Who should go to which post, and why not elsewhere?

    Parameters
    ----------
    person : array-like of shape (n,), optional
        The people, each once. Left out: the numbers of the rows from 0; with pairs alone, everybody in them.
        Text, categories or whole numbers.
    score : table-like of shape (n,), optional
        Scores: a row for each person, a column for each post, by its name. Missing: not eligible. May be
        missing.
    assessment : table-like of shape (n,), optional
        Scores of the people in the dimensions of `profiles`: a column for each, by its name, on its scale. Where
        one that a profile asks for is missing, the person is not eligible for that post. May be missing.
    group : array-like of shape (n,), optional
        Group of each person, for bounds and counts. Text, categories or whole numbers.
    pair_person : array-like of shape (pairs,), optional
        Pairs of person and post with a score of their own: the person. Text, categories or whole numbers.
    pair_post : array-like of shape (pairs,), optional
        The post of the pair. Text, categories or whole numbers.
    pair_score : array-like of shape (pairs,), optional
        The score of the pair. Missing: not eligible, whatever else says. May be missing.
    post : array-like of shape (posts,), optional
        The posts, each once. Left out: those of score, profiles and pairs, with one seat each. Text, categories
        or whole numbers.
    capacity : array-like of shape (posts,), optional
        Seats of the post; 1 if left out. Must be >= 0.
    minimum : array-like of shape (posts,), optional
        Seats that have to be filled. Must be >= 0.
    objective : {'highest', 'lowest'}, default 'highest'
        Whether scores are merits or costs.
        * ``highest``: Scores are merits: their sum is to be the greatest.
        * ``lowest``: Scores are costs: their sum is to be the least. Needs unplaced = only_if_needed or refused,
          or an unplaced_value other than 0.
    unplaced : {'allowed', 'only_if_needed', 'refused'}, default 'allowed'
        What staying unplaced means.
        * ``allowed``: Staying unplaced is worth `unplaced_value`: nobody is placed where the sum would be better
          without.
        * ``only_if_needed``: As many people as possible are placed; among these ways the sum of the scores
          decides.
        * ``refused``: Everybody has to be placed; where that cannot be, status is infeasible and says for whom.
    unplaced_value : float, default 0.0
        With unplaced = allowed: what it is worth that a person stays unplaced, on the scale of the scores.
    relative_gap : float, default 0.0
        The search may end once `gap` is proven to be at most this share of `bound`. 0: the best placement. With
        minimum, bounds or another word of unplaced than allowed it is the best all the same. Must be between 0
        and 1.
    bounds : list of PlacementBound, default ()
        Bounds for groups.
    profiles : list of Profile, default ()
        What posts ask for, with the post's name: scores are computed from `assessment` while they are needed,
        and never held all at once.
    scales : list of AssessedScale, default ()
        Scales of the assessment; needed where a profile names a scale id, which must be the same.
    explain : bool, default True
        Whether the sentences are written, and prices are the highest that prove the placement, which takes some
        more readings of the scores.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : PlacementResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`, pairs length of `pair_person`, posts length of `post`.
    """

class _LadderRequirementRequired(TypedDict):
    name: str

class LadderRequirement(_LadderRequirementRequired, total=False):
    at_least: float | None
    at_most: float | None

class _LadderMoveRequired(TypedDict):
    from_post: str
    to_post: str

class LadderMove(_LadderMoveRequired, total=False):
    months: float
    expected_months: float | None
    probability: float
    requirements: list[LadderRequirement]

class LadderResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'climbed', 'no_way'}
        How it ended.
        * ``climbed``: There is a way to the target from the post of somebody, or no target was asked for.
        * ``no_way``: From nobody's post is there a way to the target.
    people : int
        People in posts of the ladder.
    outside : int
        People in other posts: they are in no table.
    ready : int
        People who are ready for at least one move.
    posts : LadderPosts
        The posts: who is there, who could come, the ways to the target.
    readiness : LadderReadiness
        How far each person is for each move.
    lacking : LadderLacking
        What is not met.
    ways : LadderWays
        The way to the target of each person.
    to_target : LadderToTarget
        What that way asks and is not met.
    succession : LadderSuccession
        Who could follow into each post.
    sentence : list of str of shape (readiness,)
        In English, for each row of readiness. Empty unless explain.
    sentence_zh : list of str of shape (readiness,)
        In Chinese. Empty unless explain.

    Shapes: readiness length of `sentence`.
    """
    @property
    def status(self) -> Literal["climbed", "no_way"]:
        """How it ended."""
    @property
    def people(self) -> int:
        """People in posts of the ladder."""
    @property
    def outside(self) -> int:
        """People in other posts: they are in no table."""
    @property
    def ready(self) -> int:
        """People who are ready for at least one move."""
    @property
    def posts(self) -> LadderPosts:
        """The posts: who is there, who could come, the ways to the target."""
    @property
    def readiness(self) -> LadderReadiness:
        """How far each person is for each move."""
    @property
    def lacking(self) -> LadderLacking:
        """What is not met."""
    @property
    def ways(self) -> LadderWays:
        """The way to the target of each person."""
    @property
    def to_target(self) -> LadderToTarget:
        """What that way asks and is not met."""
    @property
    def succession(self) -> LadderSuccession:
        """Who could follow into each post."""
    @property
    def sentence(self) -> list[str]:
        """In English, for each row of readiness. Empty unless explain."""
    @property
    def sentence_zh(self) -> list[str]:
        """In Chinese. Empty unless explain."""
    @classmethod
    def from_json(cls, document: str | bytes) -> LadderResult: ...

class LadderPosts(Table):
    """A table of equally long columns.

    Attributes
    ----------
    post : array of str of shape (posts,)
        The post.
    people : array of int of shape (posts,)
        People in it.
    moves_out : array of int of shape (posts,)
        Moves out of it.
    moves_in : array of int of shape (posts,)
        Moves into it.
    ready_out : array of int of shape (posts,)
        Its people who are ready for at least one move.
    ready_in : array of int of shape (posts,)
        People who are ready to come.
    shortest_next : array of str of shape (posts,)
        Where the shortest way to the target goes first; missing without target or way, and at the target. May be
        missing.
    shortest_moves : array of int of shape (posts,)
        Its moves; 0 where there is none.
    shortest_months : array of float of shape (posts,)
        Its expected months from entering the post; missing (NaN) without target or way. May be missing.
    likeliest_next : array of str of shape (posts,)
        Where the likeliest way goes first; missing as the shortest. May be missing.
    likeliest_moves : array of int of shape (posts,)
        Its moves; 0 where there is none.
    likeliest_probability : array of float of shape (posts,)
        Product of the probabilities of its moves; missing (NaN) without target or way. May be missing.

    Shapes: posts length of `post`.
    """
    @property
    def post(self) -> NDArray[np.object_]:
        """The post."""
    @property
    def people(self) -> NDArray[np.int64]:
        """People in it."""
    @property
    def moves_out(self) -> NDArray[np.int64]:
        """Moves out of it."""
    @property
    def moves_in(self) -> NDArray[np.int64]:
        """Moves into it."""
    @property
    def ready_out(self) -> NDArray[np.int64]:
        """Its people who are ready for at least one move."""
    @property
    def ready_in(self) -> NDArray[np.int64]:
        """People who are ready to come."""
    @property
    def shortest_next(self) -> NDArray[np.object_]:
        """Where the shortest way to the target goes first; missing without target or way, and at the target. May be missing."""
    @property
    def shortest_moves(self) -> NDArray[np.int64]:
        """Its moves; 0 where there is none."""
    @property
    def shortest_months(self) -> NDArray[np.float64]:
        """Its expected months from entering the post; missing (NaN) without target or way. May be missing."""
    @property
    def likeliest_next(self) -> NDArray[np.object_]:
        """Where the likeliest way goes first; missing as the shortest. May be missing."""
    @property
    def likeliest_moves(self) -> NDArray[np.int64]:
        """Its moves; 0 where there is none."""
    @property
    def likeliest_probability(self) -> NDArray[np.float64]:
        """Product of the probabilities of its moves; missing (NaN) without target or way. May be missing."""

class LadderReadiness(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (readiness,)
        The person.
    from_post : array of str of shape (readiness,)
        The post now.
    to_post : array of str of shape (readiness,)
        Where the move leads.
    ready : array of int of shape (readiness,)
        1 where everything is met, else 0. Must be between 0 and 1.
    met : array of int of shape (readiness,)
        Requirements met, the time in the post among them.
    asked : array of int of shape (readiness,)
        Requirements asked.
    unknown : array of int of shape (readiness,)
        Of those not met, not shown.
    share : array of float of shape (readiness,)
        How far the person is, between 0 and 1: the mean over the requirements of min(1, value / at_least) (1 or
        0 for at_most, and where at_least is not above 0). Must be between 0 and 1.
    months_to_go : array of float of shape (readiness,)
        Months that are still asked for in the post; missing (NaN) where the time is not shown. May be missing.

    Shapes: readiness length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The person."""
    @property
    def from_post(self) -> NDArray[np.object_]:
        """The post now."""
    @property
    def to_post(self) -> NDArray[np.object_]:
        """Where the move leads."""
    @property
    def ready(self) -> NDArray[np.int64]:
        """1 where everything is met, else 0. Must be between 0 and 1."""
    @property
    def met(self) -> NDArray[np.int64]:
        """Requirements met, the time in the post among them."""
    @property
    def asked(self) -> NDArray[np.int64]:
        """Requirements asked."""
    @property
    def unknown(self) -> NDArray[np.int64]:
        """Of those not met, not shown."""
    @property
    def share(self) -> NDArray[np.float64]:
        """How far the person is, between 0 and 1: the mean over the requirements of min(1, value / at_least) (1 or 0 for at_most, and where at_least is not above 0). Must be between 0 and 1."""
    @property
    def months_to_go(self) -> NDArray[np.float64]:
        """Months that are still asked for in the post; missing (NaN) where the time is not shown. May be missing."""

class LadderLacking(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (lacking,)
        The person.
    to_post : array of str of shape (lacking,)
        Where the move leads.
    requirement : array of str of shape (lacking,)
        What is not met; "months" for the time in the post.
    kind : array of str of shape (lacking,)
        below, above, unknown or time.
    value : array of float of shape (lacking,)
        What was shown; missing (NaN) where unknown. May be missing.
    asked : array of float of shape (lacking,)
        The bound.
    lack : array of float of shape (lacking,)
        Distance from it; missing (NaN) where unknown. May be missing.

    Shapes: lacking length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The person."""
    @property
    def to_post(self) -> NDArray[np.object_]:
        """Where the move leads."""
    @property
    def requirement(self) -> NDArray[np.object_]:
        """What is not met; "months" for the time in the post."""
    @property
    def kind(self) -> NDArray[np.object_]:
        """below, above, unknown or time."""
    @property
    def value(self) -> NDArray[np.float64]:
        """What was shown; missing (NaN) where unknown. May be missing."""
    @property
    def asked(self) -> NDArray[np.float64]:
        """The bound."""
    @property
    def lack(self) -> NDArray[np.float64]:
        """Distance from it; missing (NaN) where unknown. May be missing."""

class LadderWays(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (ways,)
        The person.
    from_post : array of str of shape (ways,)
        The post now.
    shortest_via : array of str of shape (ways,)
        The posts of the shortest way, joined by " > ".
    shortest_moves : array of int of shape (ways,)
        Its moves.
    shortest_months : array of float of shape (ways,)
        Its expected months, less those that the person has been in the post already (not below those of the
        moves after it).
    likeliest_via : array of str of shape (ways,)
        The posts of the likeliest way.
    likeliest_moves : array of int of shape (ways,)
        Its moves.
    likeliest_probability : array of float of shape (ways,)
        Its probability. Must be between 0 and 1.

    Shapes: ways length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The person."""
    @property
    def from_post(self) -> NDArray[np.object_]:
        """The post now."""
    @property
    def shortest_via(self) -> NDArray[np.object_]:
        """The posts of the shortest way, joined by " > "."""
    @property
    def shortest_moves(self) -> NDArray[np.int64]:
        """Its moves."""
    @property
    def shortest_months(self) -> NDArray[np.float64]:
        """Its expected months, less those that the person has been in the post already (not below those of the moves after it)."""
    @property
    def likeliest_via(self) -> NDArray[np.object_]:
        """The posts of the likeliest way."""
    @property
    def likeliest_moves(self) -> NDArray[np.int64]:
        """Its moves."""
    @property
    def likeliest_probability(self) -> NDArray[np.float64]:
        """Its probability. Must be between 0 and 1."""

class LadderToTarget(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (requirements,)
        The person.
    requirement : array of str of shape (requirements,)
        What is asked.
    kind : array of str of shape (requirements,)
        below, above or unknown.
    move_to : array of str of shape (requirements,)
        The move that asks it most strictly leads here.
    value : array of float of shape (requirements,)
        What was shown; missing (NaN) where unknown. May be missing.
    asked : array of float of shape (requirements,)
        The bound.
    lack : array of float of shape (requirements,)
        Distance from it; missing (NaN) where unknown. May be missing.

    Shapes: requirements length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The person."""
    @property
    def requirement(self) -> NDArray[np.object_]:
        """What is asked."""
    @property
    def kind(self) -> NDArray[np.object_]:
        """below, above or unknown."""
    @property
    def move_to(self) -> NDArray[np.object_]:
        """The move that asks it most strictly leads here."""
    @property
    def value(self) -> NDArray[np.float64]:
        """What was shown; missing (NaN) where unknown. May be missing."""
    @property
    def asked(self) -> NDArray[np.float64]:
        """The bound."""
    @property
    def lack(self) -> NDArray[np.float64]:
        """Distance from it; missing (NaN) where unknown. May be missing."""

class LadderSuccession(Table):
    """A table of equally long columns.

    Attributes
    ----------
    post : array of str of shape (succession,)
        The post to be filled.
    rank : array of int of shape (succession,)
        1 is the readiest.
    person : array of str of shape (succession,)
        The person.
    from_post : array of str of shape (succession,)
        The post now.
    ready : array of int of shape (succession,)
        1 where everything is met.
    lacking : array of int of shape (succession,)
        Requirements that are not met.
    share : array of float of shape (succession,)
        How far the person is. Must be between 0 and 1.
    months_to_go : array of float of shape (succession,)
        Months that are still asked for; missing (NaN) where the time is not shown. May be missing.

    Shapes: succession length of `post`.
    """
    @property
    def post(self) -> NDArray[np.object_]:
        """The post to be filled."""
    @property
    def rank(self) -> NDArray[np.int64]:
        """1 is the readiest."""
    @property
    def person(self) -> NDArray[np.object_]:
        """The person."""
    @property
    def from_post(self) -> NDArray[np.object_]:
        """The post now."""
    @property
    def ready(self) -> NDArray[np.int64]:
        """1 where everything is met."""
    @property
    def lacking(self) -> NDArray[np.int64]:
        """Requirements that are not met."""
    @property
    def share(self) -> NDArray[np.float64]:
        """How far the person is. Must be between 0 and 1."""
    @property
    def months_to_go(self) -> NDArray[np.float64]:
        """Months that are still asked for; missing (NaN) where the time is not shown. May be missing."""

def ladder(
    post: ColumnLike,
    moves: Sequence[LadderMove],
    *,
    person: ColumnLike | None = None,
    months: ColumnLike | None = None,
    achieved: TableLike | None = None,
    posts: Sequence[str] = (),
    target: str = '',
    cycles: Literal["refuse", "allow"] = 'refuse',
    most_successors: int = 10,
    explain: bool = True,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> LadderResult:
    """What does a person still lack for the next post, which way leads there, and who could follow whom?

    Parameters
    ----------
    post : array-like of shape (n,)
        The post of each person. People in posts that the ladder does not know are counted in outside. Text,
        categories or whole numbers.
    moves : list of LadderMove
        The steps.
    person : array-like of shape (n,), optional
        The people, each once. Left out: the numbers of the rows from 0. Text, categories or whole numbers.
    months : array-like of shape (n,), optional
        Months in the post; needed where a move asks for some. Missing: not shown, so not met. Must be >= 0. May
        be missing.
    achieved : table-like of shape (n,), optional
        What each person has shown: a column for each requirement, by its name. Missing: not shown, so not met.
        May be missing.
    posts : list of str, default ()
        The posts in the order of the tables; left out: in the order in which the moves name them.
    target : str, default ''
        The post for which ways are asked; empty: none.
    cycles : {'refuse', 'allow'}, default 'refuse'
        Whether moves may lead back.
        * ``refuse``: A ladder leads up: moves that lead back to a post are refused, naming the posts.
        * ``allow``: Moves may lead back, as between branches or out of a trial.
    most_successors : int, default 10
        Successors listed for each post at most; 0: all. Must be >= 0.
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
    result : LadderResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `post`.
    """

class MovesResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'estimated', 'no_moves'}
        How it ended.
        * ``estimated``: At least one person moved.
        * ``no_moves``: Nobody moved: nothing is known of the moves.
    people : int
        People.
    spells : int
        Stays.
    ends : list of str of shape (a,)
        What next_post names that is no post.
    posts : MovesPosts
        Time in each post.
    moves : MovesTable
        The moves that were made.
    staying : MovesStaying
        Probability of still being in the post, by time in it.
    incidence : MovesIncidence
        Probability of each move, by time in the post.
    quantiles : MovesQuantiles
        Times by which given shares have moved on.
    reach : MovesReach
        From one post to another.
    ways : MovesWays
        The same along each way; empty under clock = forward.
    ladder : MovesLadder
        Moves between posts as competency.ladder takes them.

    Shapes: a length of `ends`.
    """
    @property
    def status(self) -> Literal["estimated", "no_moves"]:
        """How it ended."""
    @property
    def people(self) -> int:
        """People."""
    @property
    def spells(self) -> int:
        """Stays."""
    @property
    def ends(self) -> list[str]:
        """What next_post names that is no post."""
    @property
    def posts(self) -> MovesPosts:
        """Time in each post."""
    @property
    def moves(self) -> MovesTable:
        """The moves that were made."""
    @property
    def staying(self) -> MovesStaying:
        """Probability of still being in the post, by time in it."""
    @property
    def incidence(self) -> MovesIncidence:
        """Probability of each move, by time in the post."""
    @property
    def quantiles(self) -> MovesQuantiles:
        """Times by which given shares have moved on."""
    @property
    def reach(self) -> MovesReach:
        """From one post to another."""
    @property
    def ways(self) -> MovesWays:
        """The same along each way; empty under clock = forward."""
    @property
    def ladder(self) -> MovesLadder:
        """Moves between posts as competency.ladder takes them."""
    @classmethod
    def from_json(cls, document: str | bytes) -> MovesResult: ...

class MovesPosts(Table):
    """A table of equally long columns.

    Attributes
    ----------
    post : array of str of shape (posts,)
        The post.
    spells : array of int of shape (posts,)
        Stays in it.
    people : array of int of shape (posts,)
        People who stayed in it.
    moved : array of int of shape (posts,)
        Stays that ended with a move, or in an end.
    follow_up : array of float of shape (posts,)
        The longest time in the post that was observed; 0 without rows. Nothing is known beyond.
    staying : array of float of shape (posts,)
        Probability of being there still after it: above 0, some moves are not reached within follow-up.
    restricted_mean : array of float of shape (posts,)
        Mean time in the post before `until`; missing (NaN) without rows. May be missing.
    std_error : array of float of shape (posts,)
        Its standard error (Greenwood). May be missing.
    lower : array of float of shape (posts,)
        Lower limit, not below 0. May be missing.
    upper : array of float of shape (posts,)
        Upper limit, not above until. May be missing.
    until : array of float of shape (posts,)
        The horizon.
    naive_mean : array of float of shape (posts,)
        For comparison: the mean length of the stays that have ended, which leaves out whoever stays long;
        missing (NaN) where none has. May be missing.

    Shapes: posts length of `post`.
    """
    @property
    def post(self) -> NDArray[np.object_]:
        """The post."""
    @property
    def spells(self) -> NDArray[np.int64]:
        """Stays in it."""
    @property
    def people(self) -> NDArray[np.int64]:
        """People who stayed in it."""
    @property
    def moved(self) -> NDArray[np.int64]:
        """Stays that ended with a move, or in an end."""
    @property
    def follow_up(self) -> NDArray[np.float64]:
        """The longest time in the post that was observed; 0 without rows. Nothing is known beyond."""
    @property
    def staying(self) -> NDArray[np.float64]:
        """Probability of being there still after it: above 0, some moves are not reached within follow-up."""
    @property
    def restricted_mean(self) -> NDArray[np.float64]:
        """Mean time in the post before `until`; missing (NaN) without rows. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error (Greenwood). May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit, not below 0. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit, not above until. May be missing."""
    @property
    def until(self) -> NDArray[np.float64]:
        """The horizon."""
    @property
    def naive_mean(self) -> NDArray[np.float64]:
        """For comparison: the mean length of the stays that have ended, which leaves out whoever stays long; missing (NaN) where none has. May be missing."""

class MovesTable(Table):
    """A table of equally long columns.

    Attributes
    ----------
    from_post : array of str of shape (moves,)
        The post that the move leaves.
    to_post : array of str of shape (moves,)
        Where it leads: a post or an end.
    moves : array of int of shape (moves,)
        Stays that ended so.
    probability : array of float of shape (moves,)
        Probability of having made this move by the end of the post's follow-up (cumulative incidence). Must be
        between 0 and 1.
    std_error : array of float of shape (moves,)
        Its standard error. May be missing.
    lower : array of float of shape (moves,)
        Lower limit; missing where the scale has none. May be missing.
    upper : array of float of shape (moves,)
        Upper limit; missing as the lower one. May be missing.
    by : array of float of shape (moves,)
        That end.
    mean_time : array of float of shape (moves,)
        Mean time in the post of those who make this move by then, corrected for observation that ends.
    naive_share : array of float of shape (moves,)
        For comparison: share of all stays; whoever is still there counts as never moving.
    naive_of_ended : array of float of shape (moves,)
        For comparison: share of the stays that have ended.
    naive_mean : array of float of shape (moves,)
        For comparison: mean length of the stays that ended so.

    Shapes: moves length of `from_post`.
    """
    @property
    def from_post(self) -> NDArray[np.object_]:
        """The post that the move leaves."""
    @property
    def to_post(self) -> NDArray[np.object_]:
        """Where it leads: a post or an end."""
    @property
    def moves(self) -> NDArray[np.int64]:
        """Stays that ended so."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """Probability of having made this move by the end of the post's follow-up (cumulative incidence). Must be between 0 and 1."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit; missing where the scale has none. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit; missing as the lower one. May be missing."""
    @property
    def by(self) -> NDArray[np.float64]:
        """That end."""
    @property
    def mean_time(self) -> NDArray[np.float64]:
        """Mean time in the post of those who make this move by then, corrected for observation that ends."""
    @property
    def naive_share(self) -> NDArray[np.float64]:
        """For comparison: share of all stays; whoever is still there counts as never moving."""
    @property
    def naive_of_ended(self) -> NDArray[np.float64]:
        """For comparison: share of the stays that have ended."""
    @property
    def naive_mean(self) -> NDArray[np.float64]:
        """For comparison: mean length of the stays that ended so."""

class MovesStaying(Table):
    """A table of equally long columns.

    Attributes
    ----------
    post : array of str of shape (staying,)
        The post.
    time : array of float of shape (staying,)
        Time in the post.
    at_risk : array of float of shape (staying,)
        Weight observed just before the time.
    staying : array of float of shape (staying,)
        Probability of being there after the time (Kaplan-Meier). It and the incidences add up to 1.
    std_error : array of float of shape (staying,)
        Its standard error; missing where staying is 0. May be missing.
    lower : array of float of shape (staying,)
        Lower limit; missing where the scale has none. May be missing.
    upper : array of float of shape (staying,)
        Upper limit; missing as the lower one. May be missing.

    Shapes: staying length of `post`.
    """
    @property
    def post(self) -> NDArray[np.object_]:
        """The post."""
    @property
    def time(self) -> NDArray[np.float64]:
        """Time in the post."""
    @property
    def at_risk(self) -> NDArray[np.float64]:
        """Weight observed just before the time."""
    @property
    def staying(self) -> NDArray[np.float64]:
        """Probability of being there after the time (Kaplan-Meier). It and the incidences add up to 1."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error; missing where staying is 0. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit; missing where the scale has none. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit; missing as the lower one. May be missing."""

class MovesIncidence(Table):
    """A table of equally long columns.

    Attributes
    ----------
    from_post : array of str of shape (incidence,)
        The post.
    to_post : array of str of shape (incidence,)
        Where the move leads.
    time : array of float of shape (incidence,)
        Time in the post.
    incidence : array of float of shape (incidence,)
        Probability of having made this move by the time (Aalen-Johansen).
    std_error : array of float of shape (incidence,)
        Its standard error. May be missing.
    lower : array of float of shape (incidence,)
        Lower limit; missing where the scale has none (incidence 0). May be missing.
    upper : array of float of shape (incidence,)
        Upper limit; missing as the lower one. May be missing.

    Shapes: incidence length of `from_post`.
    """
    @property
    def from_post(self) -> NDArray[np.object_]:
        """The post."""
    @property
    def to_post(self) -> NDArray[np.object_]:
        """Where the move leads."""
    @property
    def time(self) -> NDArray[np.float64]:
        """Time in the post."""
    @property
    def incidence(self) -> NDArray[np.float64]:
        """Probability of having made this move by the time (Aalen-Johansen)."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit; missing where the scale has none (incidence 0). May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit; missing as the lower one. May be missing."""

class MovesQuantiles(Table):
    """A table of equally long columns.

    Attributes
    ----------
    post : array of str of shape (quantiles,)
        The post.
    share : array of float of shape (quantiles,)
        Share that has moved on.
    time : array of float of shape (quantiles,)
        Time in the post by which it has; missing = not reached within follow-up. May be missing.
    lower : array of float of shape (quantiles,)
        Lower limit; missing = not reached. May be missing.
    upper : array of float of shape (quantiles,)
        Upper limit; missing = not reached. May be missing.

    Shapes: quantiles length of `post`.
    """
    @property
    def post(self) -> NDArray[np.object_]:
        """The post."""
    @property
    def share(self) -> NDArray[np.float64]:
        """Share that has moved on."""
    @property
    def time(self) -> NDArray[np.float64]:
        """Time in the post by which it has; missing = not reached within follow-up. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit; missing = not reached. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit; missing = not reached. May be missing."""

class MovesReach(Table):
    """A table of equally long columns.

    Attributes
    ----------
    from_post : array of str of shape (reach,)
        The post at the beginning.
    to_post : array of str of shape (reach,)
        The post to be reached.
    horizon : array of int of shape (reach,)
        Time within which.
    probability : array of float of shape (reach,)
        Probability of having reached it, as far as follow-up tells. Must be between 0 and 1.
    std_error : array of float of shape (reach,)
        Its standard error (bootstrap); missing (NaN) without replicates. May be missing.
    lower : array of float of shape (reach,)
        Lower limit (percentile of the bootstrap); missing (NaN) without replicates. May be missing.
    upper : array of float of shape (reach,)
        Upper limit. May be missing.
    unresolved : array of float of shape (reach,)
        Probability of sitting in a post for longer than anybody was observed there: probability could be higher
        by so much at most.
    restricted_mean : array of float of shape (reach,)
        Mean time until it is reached, the horizon counting for those who do not: never above the horizon.
    restricted_mean_lower : array of float of shape (reach,)
        Lower limit. May be missing.
    restricted_mean_upper : array of float of shape (reach,)
        Upper limit. May be missing.
    mean_time : array of float of shape (reach,)
        Mean time of those who reach it within the horizon; missing (NaN) = not reached within follow-up. May be
        missing.
    mean_time_lower : array of float of shape (reach,)
        Lower limit. May be missing.
    mean_time_upper : array of float of shape (reach,)
        Upper limit. May be missing.
    median : array of float of shape (reach,)
        Time by which half have reached it; missing (NaN) = not reached within the horizon. May be missing.

    Shapes: reach length of `from_post`.
    """
    @property
    def from_post(self) -> NDArray[np.object_]:
        """The post at the beginning."""
    @property
    def to_post(self) -> NDArray[np.object_]:
        """The post to be reached."""
    @property
    def horizon(self) -> NDArray[np.int64]:
        """Time within which."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """Probability of having reached it, as far as follow-up tells. Must be between 0 and 1."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error (bootstrap); missing (NaN) without replicates. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit (percentile of the bootstrap); missing (NaN) without replicates. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit. May be missing."""
    @property
    def unresolved(self) -> NDArray[np.float64]:
        """Probability of sitting in a post for longer than anybody was observed there: probability could be higher by so much at most."""
    @property
    def restricted_mean(self) -> NDArray[np.float64]:
        """Mean time until it is reached, the horizon counting for those who do not: never above the horizon."""
    @property
    def restricted_mean_lower(self) -> NDArray[np.float64]:
        """Lower limit. May be missing."""
    @property
    def restricted_mean_upper(self) -> NDArray[np.float64]:
        """Upper limit. May be missing."""
    @property
    def mean_time(self) -> NDArray[np.float64]:
        """Mean time of those who reach it within the horizon; missing (NaN) = not reached within follow-up. May be missing."""
    @property
    def mean_time_lower(self) -> NDArray[np.float64]:
        """Lower limit. May be missing."""
    @property
    def mean_time_upper(self) -> NDArray[np.float64]:
        """Upper limit. May be missing."""
    @property
    def median(self) -> NDArray[np.float64]:
        """Time by which half have reached it; missing (NaN) = not reached within the horizon. May be missing."""

class MovesWays(Table):
    """A table of equally long columns.

    Attributes
    ----------
    from_post : array of str of shape (ways,)
        The post at the beginning.
    to_post : array of str of shape (ways,)
        The post to be reached.
    way : array of str of shape (ways,)
        The posts, joined by " > ".
    moves : array of int of shape (ways,)
        Its moves.
    horizon : array of int of shape (ways,)
        The longest of the horizons.
    probability : array of float of shape (ways,)
        Probability of having arrived by just this way within it. Must be between 0 and 1.
    mean_time : array of float of shape (ways,)
        Mean time of those who do; missing (NaN) = not reached within the horizon. May be missing.
    sum_of_means : array of float of shape (ways,)
        The mean times of its moves added up, however long that is.

    Shapes: ways length of `from_post`.
    """
    @property
    def from_post(self) -> NDArray[np.object_]:
        """The post at the beginning."""
    @property
    def to_post(self) -> NDArray[np.object_]:
        """The post to be reached."""
    @property
    def way(self) -> NDArray[np.object_]:
        """The posts, joined by " > "."""
    @property
    def moves(self) -> NDArray[np.int64]:
        """Its moves."""
    @property
    def horizon(self) -> NDArray[np.int64]:
        """The longest of the horizons."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """Probability of having arrived by just this way within it. Must be between 0 and 1."""
    @property
    def mean_time(self) -> NDArray[np.float64]:
        """Mean time of those who do; missing (NaN) = not reached within the horizon. May be missing."""
    @property
    def sum_of_means(self) -> NDArray[np.float64]:
        """The mean times of its moves added up, however long that is."""

class MovesLadder(Table):
    """A table of equally long columns.

    Attributes
    ----------
    from_post : array of str of shape (ladder,)
        The post that the move leaves.
    to_post : array of str of shape (ladder,)
        The post that it leads to.
    expected_months : array of float of shape (ladder,)
        mean_time of the move, in months.
    probability : array of float of shape (ladder,)
        Its probability. Must be between 0 and 1.

    Shapes: ladder length of `from_post`.
    """
    @property
    def from_post(self) -> NDArray[np.object_]:
        """The post that the move leaves."""
    @property
    def to_post(self) -> NDArray[np.object_]:
        """The post that it leads to."""
    @property
    def expected_months(self) -> NDArray[np.float64]:
        """mean_time of the move, in months."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """Its probability. Must be between 0 and 1."""

def moves(
    post: ColumnLike,
    start: ColumnLike,
    stop: ColumnLike,
    next_post: ColumnLike,
    *,
    person: ColumnLike | None = None,
    entry: ColumnLike | None = None,
    origin: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    posts: Sequence[str] = (),
    clock: Literal["reset", "forward"] = 'reset',
    since: int = 0,
    target: str = '',
    horizons: Sequence[int] | NDArray[Any] = (),
    until: float | None = None,
    times: Numbers = (),
    shares: Numbers = (0.25, 0.5, 0.75),
    confidence_level: float = 0.95,
    interval: Literal["log_log", "log", "plain"] = 'log_log',
    std_error: Literal["automatic", "greenwood", "robust"] = 'automatic',
    replicates: int = 200,
    most_moves: int = 6,
    most_ways: int = 1000,
    month: float = 30.436875,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> MovesResult:
    """How long do people stay in a post, where do they go, and how long does it take from one post to another?

    Parameters
    ----------
    post : array-like of shape (n,)
        The post. Text, categories or whole numbers.
    start : array-like of shape (n,)
        First time in the post. Must be between -1000000000000 and 1000000000000.
    stop : array-like of shape (n,)
        Time at which the stay, or its observation, ends: it is [start, stop). Above start. Must be between
        -1000000000000 and 1000000000000.
    next_post : array-like of shape (n,)
        Where the person went at `stop`: another post, or an end (left, retired). Missing: still there, or no
        longer observed. Text, categories or whole numbers. May be missing.
    person : array-like of shape (n,), optional
        Rows with the same label are of one person. Without it each row is a person of its own. Text, categories
        or whole numbers.
    entry : array-like of shape (n,), optional
        Time from which the stay was observed (records that begin later than the stay); at least start, below
        stop. start when not given. Must be between -1000000000000 and 1000000000000.
    origin : array-like of shape (n,), optional
        The person's beginning, for clock = forward: at most start. The person's first start when not given. Must
        be between -1000000000000 and 1000000000000.
    weights : array-like of shape (n,), optional
        Weight of the row. Rows of weight 0 are left out. Must be >= 0.
    posts : list of str, default ()
        The posts in the order of the tables; what next_post names besides are ends. Left out: the labels of
        `post`, in rising order.
    clock : {'reset', 'forward'}, default 'reset'
        Which time the chances of a move hang on, for reach.
        * ``reset``: What matters is the time in the post: the clock starts anew with every post (semi-Markov).
          Steps are taken as independent of each other.
        * ``forward``: What matters is the time since the person's beginning, whatever the post (Markov):
          Aalen-Johansen with the post asked for as an end.
    since : int, default 0
        With clock = forward: ways begin so long after the beginning. Must be between 0 and 1000000000000.
    target : str, default ''
        The only post for which reach and ways are reported; empty: all.
    horizons : list of int, default ()
        Times within which reach is reported, in any order; the longest observed when not given. Must be between
        1 and 100000.
    until : float or None, default None
        Horizon of the restricted mean time in a post. Left out: the shortest follow-up of the posts that have
        rows, so that nothing is extrapolated. Must be > 0.
    times : list of float, default ()
        Times in the post at which staying and incidence are reported, in any order; all at which somebody moved
        or observation ended when not given. Must be >= 0.
    shares : list of float, default (0.25, 0.5, 0.75)
        Shares of those who have moved on whose times (quantiles) are reported. Must be between 0 and 1.
    confidence_level : float, default 0.95
        Coverage of the intervals. Must be > 0 and < 1.
    interval : {'log_log', 'log', 'plain'}, default 'log_log'
        Scale on which the intervals of staying and incidence are symmetric.
        * ``log_log``: Symmetric on the scale of log(-log p); stays inside (0, 1).
        * ``log``: Symmetric on the scale of log p, cut off at 1.
        * ``plain``: Symmetric around p, cut off at 0 and 1.
    std_error : {'automatic', 'greenwood', 'robust'}, default 'automatic'
        What the standard errors of staying and incidence take a row for.
        * ``automatic``: As R's survfit: Greenwood for survival and hazard, robust when a weight is not whole;
          robust for incidences.
        * ``greenwood``: Weights count people: a row of weight 3 stands for three people.
        * ``robust``: Infinitesimal jackknife: a row is one person, whatever its weight; with clusters, each of
          these is one.
    replicates : int, default 200
        People are drawn again so many times for the intervals of reach (bootstrap); 0: no intervals. Must be
        between 0 and 100000.
    most_moves : int, default 6
        Ways have so many moves at most. Must be between 1 and 30.
    most_ways : int, default 1000
        More ways than this are refused. Must be >= 1.
    month : float, default 30.436875
        So many units of time are a month, for the table ladder: 30.436875 where times are days, 1 where they are
        months. Must be > 0.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : MovesResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `post`.
    """

class _GrowthDimensionRequired(TypedDict):
    name: str

class GrowthDimension(_GrowthDimensionRequired, total=False):
    direction: Literal["higher", "lower"]
    std_error: float | None

class _GrowthRequirementRequired(TypedDict):
    name: str

class GrowthRequirement(_GrowthRequirementRequired, total=False):
    post: str
    at_least: float | None
    at_most: float | None

class GrowthResult(Result):
    """A record of named fields.

    Attributes
    ----------
    as_of : int
        The day of the record. In days since 1970-01-01.
    later_rows : int
        Rows after it, which are left out.
    changes : GrowthChanges
        Each person's dimensions.
    people : GrowthPeople
        Each person as a whole.
    groups : GrowthGroups
        Groups of people.
    sentence : list of str of shape (people,)
        In English, for each row of people. Empty unless explain.
    sentence_zh : list of str of shape (people,)
        In Chinese. Empty unless explain.

    Shapes: people length of `sentence`.
    """
    @property
    def as_of(self) -> int:
        """The day of the record. In days since 1970-01-01."""
    @property
    def later_rows(self) -> int:
        """Rows after it, which are left out."""
    @property
    def changes(self) -> GrowthChanges:
        """Each person's dimensions."""
    @property
    def people(self) -> GrowthPeople:
        """Each person as a whole."""
    @property
    def groups(self) -> GrowthGroups:
        """Groups of people."""
    @property
    def sentence(self) -> list[str]:
        """In English, for each row of people. Empty unless explain."""
    @property
    def sentence_zh(self) -> list[str]:
        """In Chinese. Empty unless explain."""
    @classmethod
    def from_json(cls, document: str | bytes) -> GrowthResult: ...

class GrowthChanges(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (changes,)
        The person.
    dimension : array of str of shape (changes,)
        The dimension.
    assessments : array of int of shape (changes,)
        Assessments of it.
    first_day : array of int of shape (changes,)
        Day of the first. In days since 1970-01-01.
    previous_day : array of int of shape (changes,)
        Day of the last but one; of the only one where there is one. In days since 1970-01-01.
    last_day : array of int of shape (changes,)
        Day of the last. In days since 1970-01-01.
    first : array of float of shape (changes,)
        The first value.
    previous : array of float of shape (changes,)
        The last value but one; the only one where there is one.
    last : array of float of shape (changes,)
        The last value.
    change_previous : array of float of shape (changes,)
        last - previous; missing (NaN) with one assessment. May be missing.
    std_error_previous : array of float of shape (changes,)
        Its standard error: root of the sum of both squared errors; missing (NaN) where one is not known. May be
        missing.
    reliable_change_previous : array of float of shape (changes,)
        Reliable change index: change over its standard error; missing (NaN) as that. May be missing.
    verdict_previous : array of str of shape (changes,)
        What it says at the confidence level: better, worse, not_told_apart, no_error, single.
    change_first : array of float of shape (changes,)
        last - first; missing (NaN) with one assessment. May be missing.
    std_error_first : array of float of shape (changes,)
        Its standard error. May be missing.
    reliable_change_first : array of float of shape (changes,)
        Its reliable change index. May be missing.
    verdict_first : array of str of shape (changes,)
        What that says.
    trend : array of float of shape (changes,)
        Slope of the line through all values, a month of 30.436875 days; weighted by 1 / std_error² where all are
        known, else by least squares. Missing (NaN) with one assessment. May be missing.
    trend_std_error : array of float of shape (changes,)
        Its standard error: of measurement where those are known, else from the residuals (three assessments at
        least). May be missing.
    trend_lower : array of float of shape (changes,)
        Lower limit (normal with known errors, else Student's t). May be missing.
    trend_upper : array of float of shape (changes,)
        Upper limit. May be missing.
    asked : array of float of shape (changes,)
        The bound that the person's post asks, the one that is not met first; missing (NaN) where none is. May be
        missing.
    lack : array of float of shape (changes,)
        Distance from it; 0 where it is met; missing (NaN) where nothing is asked. May be missing.
    share_first : array of float of shape (changes,)
        How far the first value was: min(1, value / at_least), and 1 or 0 for at_most and where at_least is not
        above 0. May be missing.
    share : array of float of shape (changes,)
        How far the last value is. May be missing.
    pace : array of str of shape (changes,)
        reached, rising, stalled, falling, too_new, stale or not_asked.
    months_to_go : array of float of shape (changes,)
        lack / trend: months until it is met if the trend goes on; 0 where met; missing (NaN) where the trend
        does not lead there. May be missing.

    Shapes: changes length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The person."""
    @property
    def dimension(self) -> NDArray[np.object_]:
        """The dimension."""
    @property
    def assessments(self) -> NDArray[np.int64]:
        """Assessments of it."""
    @property
    def first_day(self) -> NDArray[np.int64]:
        """Day of the first. In days since 1970-01-01."""
    @property
    def previous_day(self) -> NDArray[np.int64]:
        """Day of the last but one; of the only one where there is one. In days since 1970-01-01."""
    @property
    def last_day(self) -> NDArray[np.int64]:
        """Day of the last. In days since 1970-01-01."""
    @property
    def first(self) -> NDArray[np.float64]:
        """The first value."""
    @property
    def previous(self) -> NDArray[np.float64]:
        """The last value but one; the only one where there is one."""
    @property
    def last(self) -> NDArray[np.float64]:
        """The last value."""
    @property
    def change_previous(self) -> NDArray[np.float64]:
        """last - previous; missing (NaN) with one assessment. May be missing."""
    @property
    def std_error_previous(self) -> NDArray[np.float64]:
        """Its standard error: root of the sum of both squared errors; missing (NaN) where one is not known. May be missing."""
    @property
    def reliable_change_previous(self) -> NDArray[np.float64]:
        """Reliable change index: change over its standard error; missing (NaN) as that. May be missing."""
    @property
    def verdict_previous(self) -> NDArray[np.object_]:
        """What it says at the confidence level: better, worse, not_told_apart, no_error, single."""
    @property
    def change_first(self) -> NDArray[np.float64]:
        """last - first; missing (NaN) with one assessment. May be missing."""
    @property
    def std_error_first(self) -> NDArray[np.float64]:
        """Its standard error. May be missing."""
    @property
    def reliable_change_first(self) -> NDArray[np.float64]:
        """Its reliable change index. May be missing."""
    @property
    def verdict_first(self) -> NDArray[np.object_]:
        """What that says."""
    @property
    def trend(self) -> NDArray[np.float64]:
        """Slope of the line through all values, a month of 30.436875 days; weighted by 1 / std_error² where all are known, else by least squares. Missing (NaN) with one assessment. May be missing."""
    @property
    def trend_std_error(self) -> NDArray[np.float64]:
        """Its standard error: of measurement where those are known, else from the residuals (three assessments at least). May be missing."""
    @property
    def trend_lower(self) -> NDArray[np.float64]:
        """Lower limit (normal with known errors, else Student's t). May be missing."""
    @property
    def trend_upper(self) -> NDArray[np.float64]:
        """Upper limit. May be missing."""
    @property
    def asked(self) -> NDArray[np.float64]:
        """The bound that the person's post asks, the one that is not met first; missing (NaN) where none is. May be missing."""
    @property
    def lack(self) -> NDArray[np.float64]:
        """Distance from it; 0 where it is met; missing (NaN) where nothing is asked. May be missing."""
    @property
    def share_first(self) -> NDArray[np.float64]:
        """How far the first value was: min(1, value / at_least), and 1 or 0 for at_most and where at_least is not above 0. May be missing."""
    @property
    def share(self) -> NDArray[np.float64]:
        """How far the last value is. May be missing."""
    @property
    def pace(self) -> NDArray[np.object_]:
        """reached, rising, stalled, falling, too_new, stale or not_asked."""
    @property
    def months_to_go(self) -> NDArray[np.float64]:
        """lack / trend: months until it is met if the trend goes on; 0 where met; missing (NaN) where the trend does not lead there. May be missing."""

class GrowthPeople(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (people,)
        The person.
    post : array of str of shape (people,)
        The post as last recorded; missing where none is. May be missing.
    group : array of str of shape (people,)
        The group; 'all' without groups.
    assessments : array of int of shape (people,)
        Days with an assessment.
    first_day : array of int of shape (people,)
        The first of them. In days since 1970-01-01.
    last_day : array of int of shape (people,)
        The last. In days since 1970-01-01.
    asked : array of int of shape (people,)
        Dimensions of which something is asked.
    met : array of int of shape (people,)
        Of these, met.
    unknown : array of int of shape (people,)
        Of these, never assessed: not met.
    better : array of int of shape (people,)
        Dimensions better than at first.
    worse : array of int of shape (people,)
        Dimensions worse than at first.
    stalled : array of int of shape (people,)
        Dimensions stalled or falling.
    completion_first : array of float of shape (people,)
        Mean of share_first over the dimensions asked, those never assessed counting 0; missing (NaN) where
        nothing is asked. May be missing.
    completion : array of float of shape (people,)
        Mean of share: how much of the way to the next post is done. May be missing.
    months_to_go : array of float of shape (people,)
        The longest months_to_go; missing (NaN) where nothing is asked or one trend does not lead there. May be
        missing.

    Shapes: people length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The person."""
    @property
    def post(self) -> NDArray[np.object_]:
        """The post as last recorded; missing where none is. May be missing."""
    @property
    def group(self) -> NDArray[np.object_]:
        """The group; 'all' without groups."""
    @property
    def assessments(self) -> NDArray[np.int64]:
        """Days with an assessment."""
    @property
    def first_day(self) -> NDArray[np.int64]:
        """The first of them. In days since 1970-01-01."""
    @property
    def last_day(self) -> NDArray[np.int64]:
        """The last. In days since 1970-01-01."""
    @property
    def asked(self) -> NDArray[np.int64]:
        """Dimensions of which something is asked."""
    @property
    def met(self) -> NDArray[np.int64]:
        """Of these, met."""
    @property
    def unknown(self) -> NDArray[np.int64]:
        """Of these, never assessed: not met."""
    @property
    def better(self) -> NDArray[np.int64]:
        """Dimensions better than at first."""
    @property
    def worse(self) -> NDArray[np.int64]:
        """Dimensions worse than at first."""
    @property
    def stalled(self) -> NDArray[np.int64]:
        """Dimensions stalled or falling."""
    @property
    def completion_first(self) -> NDArray[np.float64]:
        """Mean of share_first over the dimensions asked, those never assessed counting 0; missing (NaN) where nothing is asked. May be missing."""
    @property
    def completion(self) -> NDArray[np.float64]:
        """Mean of share: how much of the way to the next post is done. May be missing."""
    @property
    def months_to_go(self) -> NDArray[np.float64]:
        """The longest months_to_go; missing (NaN) where nothing is asked or one trend does not lead there. May be missing."""

class GrowthGroups(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (groups,)
        The group; 'all' without groups.
    dimension : array of str of shape (groups,)
        The dimension; 'completion' for the way to the next post.
    people : array of int of shape (groups,)
        People with a value.
    compared : array of int of shape (groups,)
        Of these, with two assessments or more: first, last and change are theirs.
    first : array of float of shape (groups,)
        Mean of the first values; missing (NaN) where nobody is compared. May be missing.
    last : array of float of shape (groups,)
        Mean of the last values. May be missing.
    change : array of float of shape (groups,)
        Mean change. May be missing.
    std_error : array of float of shape (groups,)
        Its standard error, over people; missing (NaN) with fewer than two. May be missing.
    lower : array of float of shape (groups,)
        Lower limit (Student's t, paired). May be missing.
    upper : array of float of shape (groups,)
        Upper limit. May be missing.
    better : array of int of shape (groups,)
        People better than at first beyond errors of measurement; for completion: in one dimension at least.
    worse : array of int of shape (groups,)
        People worse than at first, so.
    stalled : array of int of shape (groups,)
        People stalled or falling; for completion: in one dimension at least.

    Shapes: groups length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """The group; 'all' without groups."""
    @property
    def dimension(self) -> NDArray[np.object_]:
        """The dimension; 'completion' for the way to the next post."""
    @property
    def people(self) -> NDArray[np.int64]:
        """People with a value."""
    @property
    def compared(self) -> NDArray[np.int64]:
        """Of these, with two assessments or more: first, last and change are theirs."""
    @property
    def first(self) -> NDArray[np.float64]:
        """Mean of the first values; missing (NaN) where nobody is compared. May be missing."""
    @property
    def last(self) -> NDArray[np.float64]:
        """Mean of the last values. May be missing."""
    @property
    def change(self) -> NDArray[np.float64]:
        """Mean change. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error, over people; missing (NaN) with fewer than two. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit (Student's t, paired). May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit. May be missing."""
    @property
    def better(self) -> NDArray[np.int64]:
        """People better than at first beyond errors of measurement; for completion: in one dimension at least."""
    @property
    def worse(self) -> NDArray[np.int64]:
        """People worse than at first, so."""
    @property
    def stalled(self) -> NDArray[np.int64]:
        """People stalled or falling; for completion: in one dimension at least."""

def growth(
    person: ColumnLike,
    day: ColumnLike,
    scores: TableLike,
    *,
    std_errors: TableLike | None = None,
    post: ColumnLike | None = None,
    group: ColumnLike | None = None,
    dimensions: Sequence[GrowthDimension] = (),
    requirements: Sequence[GrowthRequirement] = (),
    as_of: int | None = None,
    confidence_level: float = 0.95,
    stall_rule: Literal["gain", "reliable"] = 'gain',
    stall_gain: float = 0.0,
    stall_days: int = 90,
    stale_days: int = 180,
    explain: bool = True,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> GrowthResult:
    """What has each person gained, how far is it to the next post, and who stands still?

    Parameters
    ----------
    person : array-like of shape (n,)
        The person. Text, categories or whole numbers.
    day : array-like of shape (n,)
        Day of the assessment. In days since 1970-01-01. Must be between -4371587 and 2932896.
    scores : table-like of shape (n, dimensions)
        A column for each dimension: levels of competencies, completions, results. Missing: not assessed on that
        day. May be missing.
    std_errors : table-like of shape (n, error_columns), optional
        Standard errors of these scores, by the same names; missing: the dimension's own. Must be >= 0. May be
        missing.
    post : array-like of shape (n,), optional
        The person's post on that day, which decides what is asked. Missing: as before. Text, categories or whole
        numbers. May be missing.
    group : array-like of shape (n,), optional
        People are summarised by the group of their last row. Text, categories or whole numbers.
    dimensions : list of GrowthDimension, default ()
        The dimensions; left out: all columns of scores, more being better, without standard errors.
    requirements : list of GrowthRequirement, default ()
        What the next post asks.
    as_of : int or None, default None
        The day of the record: later assessments are left out and counted. The last day of all when not given. In
        days since 1970-01-01. Must be between -4371587 and 2932896.
    confidence_level : float, default 0.95
        Of the verdicts and intervals. Must be > 0 and < 1.
    stall_rule : {'gain', 'reliable'}, default 'gain'
        When somebody stands still.
        * ``gain``: Stalled: has gained stall_gain at most.
        * ``reliable``: Stalled: the gain above stall_gain is within what errors of measurement make (needs
          standard errors).
    stall_gain : float, default 0.0
        A gain up to this is none, in units of the score. Must be >= 0.
    stall_days : int, default 90
        The gain is looked at over so many days at least: against the last assessment that lies so far before the
        latest one. Must be >= 1.
    stale_days : int, default 180
        After so many days an assessment tells nothing of today. Must be >= 1.
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
    result : GrowthResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`, dimensions columns of `scores`, error_columns columns of `std_errors`.
    """

class PromotionResult(Result):
    """A record of named fields.

    Attributes
    ----------
    people : int
        People with rows.
    candidates_outside : int
        Rows of candidates who are in no unit on the last day: they are left out.
    flow : PromotionFlow
        Posts of units by period.
    units : PromotionUnits
        Units by period.
    succession : PromotionSuccession
        Who could follow; empty without candidates.
    cover : PromotionCover
        The same for each unit; empty without candidates.
    """
    @property
    def people(self) -> int:
        """People with rows."""
    @property
    def candidates_outside(self) -> int:
        """Rows of candidates who are in no unit on the last day: they are left out."""
    @property
    def flow(self) -> PromotionFlow:
        """Posts of units by period."""
    @property
    def units(self) -> PromotionUnits:
        """Units by period."""
    @property
    def succession(self) -> PromotionSuccession:
        """Who could follow; empty without candidates."""
    @property
    def cover(self) -> PromotionCover:
        """The same for each unit; empty without candidates."""
    @classmethod
    def from_json(cls, document: str | bytes) -> PromotionResult: ...

class PromotionFlow(Table):
    """A table of equally long columns.

    Attributes
    ----------
    unit : array of str of shape (flow,)
        The unit; 'all' without units.
    post : array of str of shape (flow,)
        The post.
    period_start : array of int of shape (flow,)
        First day of the period. In days since 1970-01-01.
    period_stop : array of int of shape (flow,)
        First day after it. In days since 1970-01-01.
    heads_open : array of int of shape (flow,)
        People there on the day before the period.
    hired : array of int of shape (flow,)
        Came from outside, or back after a gap.
    promoted_in : array of int of shape (flow,)
        Came from a lower post, of this unit or another.
    demoted_in : array of int of shape (flow,)
        Came from a higher post.
    transferred_in : array of int of shape (flow,)
        Came from the same post of another unit.
    promoted_out : array of int of shape (flow,)
        Went to a higher post, in this unit or another.
    demoted_out : array of int of shape (flow,)
        Went to a lower post.
    transferred_out : array of int of shape (flow,)
        Went to the same post of another unit.
    left : array of int of shape (flow,)
        Left, or paused: the first day away lies in the period.
    heads_close : array of int of shape (flow,)
        People there on its last day.
    promoted_of_open : array of int of shape (flow,)
        Of heads_open, promoted out of it in the period.
    person_years : array of float of shape (flow,)
        Time spent there in the period, in years of 365.25 days.
    promotion_rate : array of float of shape (flow,)
        promoted_out a person-year; missing (NaN) without time. May be missing.
    promotion_rate_lower : array of float of shape (flow,)
        Lower limit (exact for a Poisson count). May be missing.
    promotion_rate_upper : array of float of shape (flow,)
        Upper limit. May be missing.
    promoted_share : array of float of shape (flow,)
        promoted_of_open over heads_open; missing (NaN) where nobody was there. May be missing.
    promoted_share_lower : array of float of shape (flow,)
        Lower limit (Wilson). May be missing.
    promoted_share_upper : array of float of shape (flow,)
        Upper limit. May be missing.
    from_inside : array of float of shape (flow,)
        promoted_in over promoted_in + hired: how much is filled from inside; missing (NaN) where nobody came so.
        May be missing.
    from_inside_lower : array of float of shape (flow,)
        Lower limit (Wilson). May be missing.
    from_inside_upper : array of float of shape (flow,)
        Upper limit. May be missing.
    months_in_post : array of float of shape (flow,)
        Mean months that heads_close have been in the post by the end of the period, in whatever unit; missing
        (NaN) where nobody is. May be missing.
    months_longest : array of float of shape (flow,)
        The longest of them. May be missing.
    months_at_promotion : array of float of shape (flow,)
        Mean months in the post of those promoted out of it in the period; missing (NaN) without any. Those still
        waiting are not in it: competency.moves counts them. May be missing.

    Shapes: flow length of `unit`.
    """
    @property
    def unit(self) -> NDArray[np.object_]:
        """The unit; 'all' without units."""
    @property
    def post(self) -> NDArray[np.object_]:
        """The post."""
    @property
    def period_start(self) -> NDArray[np.int64]:
        """First day of the period. In days since 1970-01-01."""
    @property
    def period_stop(self) -> NDArray[np.int64]:
        """First day after it. In days since 1970-01-01."""
    @property
    def heads_open(self) -> NDArray[np.int64]:
        """People there on the day before the period."""
    @property
    def hired(self) -> NDArray[np.int64]:
        """Came from outside, or back after a gap."""
    @property
    def promoted_in(self) -> NDArray[np.int64]:
        """Came from a lower post, of this unit or another."""
    @property
    def demoted_in(self) -> NDArray[np.int64]:
        """Came from a higher post."""
    @property
    def transferred_in(self) -> NDArray[np.int64]:
        """Came from the same post of another unit."""
    @property
    def promoted_out(self) -> NDArray[np.int64]:
        """Went to a higher post, in this unit or another."""
    @property
    def demoted_out(self) -> NDArray[np.int64]:
        """Went to a lower post."""
    @property
    def transferred_out(self) -> NDArray[np.int64]:
        """Went to the same post of another unit."""
    @property
    def left(self) -> NDArray[np.int64]:
        """Left, or paused: the first day away lies in the period."""
    @property
    def heads_close(self) -> NDArray[np.int64]:
        """People there on its last day."""
    @property
    def promoted_of_open(self) -> NDArray[np.int64]:
        """Of heads_open, promoted out of it in the period."""
    @property
    def person_years(self) -> NDArray[np.float64]:
        """Time spent there in the period, in years of 365.25 days."""
    @property
    def promotion_rate(self) -> NDArray[np.float64]:
        """promoted_out a person-year; missing (NaN) without time. May be missing."""
    @property
    def promotion_rate_lower(self) -> NDArray[np.float64]:
        """Lower limit (exact for a Poisson count). May be missing."""
    @property
    def promotion_rate_upper(self) -> NDArray[np.float64]:
        """Upper limit. May be missing."""
    @property
    def promoted_share(self) -> NDArray[np.float64]:
        """promoted_of_open over heads_open; missing (NaN) where nobody was there. May be missing."""
    @property
    def promoted_share_lower(self) -> NDArray[np.float64]:
        """Lower limit (Wilson). May be missing."""
    @property
    def promoted_share_upper(self) -> NDArray[np.float64]:
        """Upper limit. May be missing."""
    @property
    def from_inside(self) -> NDArray[np.float64]:
        """promoted_in over promoted_in + hired: how much is filled from inside; missing (NaN) where nobody came so. May be missing."""
    @property
    def from_inside_lower(self) -> NDArray[np.float64]:
        """Lower limit (Wilson). May be missing."""
    @property
    def from_inside_upper(self) -> NDArray[np.float64]:
        """Upper limit. May be missing."""
    @property
    def months_in_post(self) -> NDArray[np.float64]:
        """Mean months that heads_close have been in the post by the end of the period, in whatever unit; missing (NaN) where nobody is. May be missing."""
    @property
    def months_longest(self) -> NDArray[np.float64]:
        """The longest of them. May be missing."""
    @property
    def months_at_promotion(self) -> NDArray[np.float64]:
        """Mean months in the post of those promoted out of it in the period; missing (NaN) without any. Those still waiting are not in it: competency.moves counts them. May be missing."""

class PromotionUnits(Table):
    """A table of equally long columns.

    Attributes
    ----------
    unit : array of str of shape (units,)
        The unit; 'all' without units.
    period_start : array of int of shape (units,)
        First day of the period. In days since 1970-01-01.
    period_stop : array of int of shape (units,)
        First day after it. In days since 1970-01-01.
    heads_open : array of int of shape (units,)
        People there on the day before the period.
    hired : array of int of shape (units,)
        Came from outside.
    left : array of int of shape (units,)
        Left.
    promoted : array of int of shape (units,)
        Promotions of its people, wherever they led.
    heads_close : array of int of shape (units,)
        People there on its last day.
    person_years : array of float of shape (units,)
        Time spent there.
    promotion_rate : array of float of shape (units,)
        promoted a person-year; missing (NaN) without time. May be missing.
    promotion_rate_lower : array of float of shape (units,)
        Lower limit (exact for a Poisson count). May be missing.
    promotion_rate_upper : array of float of shape (units,)
        Upper limit. May be missing.
    expected : array of float of shape (units,)
        Promotions if every post had the rate that it has in all units together in the period.
    ratio : array of float of shape (units,)
        promoted over expected: above 1, more than its posts lead one to expect; missing (NaN) where none are
        expected. May be missing.
    ratio_lower : array of float of shape (units,)
        Lower limit; expected is taken as known. May be missing.
    ratio_upper : array of float of shape (units,)
        Upper limit. May be missing.

    Shapes: units length of `unit`.
    """
    @property
    def unit(self) -> NDArray[np.object_]:
        """The unit; 'all' without units."""
    @property
    def period_start(self) -> NDArray[np.int64]:
        """First day of the period. In days since 1970-01-01."""
    @property
    def period_stop(self) -> NDArray[np.int64]:
        """First day after it. In days since 1970-01-01."""
    @property
    def heads_open(self) -> NDArray[np.int64]:
        """People there on the day before the period."""
    @property
    def hired(self) -> NDArray[np.int64]:
        """Came from outside."""
    @property
    def left(self) -> NDArray[np.int64]:
        """Left."""
    @property
    def promoted(self) -> NDArray[np.int64]:
        """Promotions of its people, wherever they led."""
    @property
    def heads_close(self) -> NDArray[np.int64]:
        """People there on its last day."""
    @property
    def person_years(self) -> NDArray[np.float64]:
        """Time spent there."""
    @property
    def promotion_rate(self) -> NDArray[np.float64]:
        """promoted a person-year; missing (NaN) without time. May be missing."""
    @property
    def promotion_rate_lower(self) -> NDArray[np.float64]:
        """Lower limit (exact for a Poisson count). May be missing."""
    @property
    def promotion_rate_upper(self) -> NDArray[np.float64]:
        """Upper limit. May be missing."""
    @property
    def expected(self) -> NDArray[np.float64]:
        """Promotions if every post had the rate that it has in all units together in the period."""
    @property
    def ratio(self) -> NDArray[np.float64]:
        """promoted over expected: above 1, more than its posts lead one to expect; missing (NaN) where none are expected. May be missing."""
    @property
    def ratio_lower(self) -> NDArray[np.float64]:
        """Lower limit; expected is taken as known. May be missing."""
    @property
    def ratio_upper(self) -> NDArray[np.float64]:
        """Upper limit. May be missing."""

class PromotionSuccession(Table):
    """A table of equally long columns.

    Attributes
    ----------
    unit : array of str of shape (succession,)
        The unit; 'all' without units.
    post : array of str of shape (succession,)
        The post.
    heads : array of int of shape (succession,)
        People in it.
    ready_now : array of int of shape (succession,)
        People of the unit who are ready for it.
    ready_soon : array of int of shape (succession,)
        People of the unit who are ready soon, by soon_lacking and soon_months.
    ready_now_elsewhere : array of int of shape (succession,)
        People of other units who are ready.
    ready_soon_elsewhere : array of int of shape (succession,)
        People of other units who are ready soon.
    only_here : array of int of shape (succession,)
        Of ready_now, ready for no other post.
    bench_strength : array of float of shape (succession,)
        ready_now over heads; missing (NaN) where nobody is in the post. May be missing.
    without_successor : array of int of shape (succession,)
        1 where people are in the post, it is not the lowest, and nobody of the unit is ready now or soon. Must
        be between 0 and 1.

    Shapes: succession length of `unit`.
    """
    @property
    def unit(self) -> NDArray[np.object_]:
        """The unit; 'all' without units."""
    @property
    def post(self) -> NDArray[np.object_]:
        """The post."""
    @property
    def heads(self) -> NDArray[np.int64]:
        """People in it."""
    @property
    def ready_now(self) -> NDArray[np.int64]:
        """People of the unit who are ready for it."""
    @property
    def ready_soon(self) -> NDArray[np.int64]:
        """People of the unit who are ready soon, by soon_lacking and soon_months."""
    @property
    def ready_now_elsewhere(self) -> NDArray[np.int64]:
        """People of other units who are ready."""
    @property
    def ready_soon_elsewhere(self) -> NDArray[np.int64]:
        """People of other units who are ready soon."""
    @property
    def only_here(self) -> NDArray[np.int64]:
        """Of ready_now, ready for no other post."""
    @property
    def bench_strength(self) -> NDArray[np.float64]:
        """ready_now over heads; missing (NaN) where nobody is in the post. May be missing."""
    @property
    def without_successor(self) -> NDArray[np.int64]:
        """1 where people are in the post, it is not the lowest, and nobody of the unit is ready now or soon. Must be between 0 and 1."""

class PromotionCover(Table):
    """A table of equally long columns.

    Attributes
    ----------
    unit : array of str of shape (cover,)
        The unit; 'all' without units.
    posts : array of int of shape (cover,)
        Its posts above the lowest with people in them.
    covered_now : array of int of shape (cover,)
        Of these, with somebody of the unit ready now.
    covered_soon : array of int of shape (cover,)
        Of the rest, with somebody ready soon.
    without : array of int of shape (cover,)
        Of these, with nobody.
    at_once : array of int of shape (cover,)
        Of these, so many could be filled at the same time by different people who are ready now: somebody ready
        for three posts is no bench of three.
    share : array of float of shape (cover,)
        covered_now over posts; missing (NaN) without posts. May be missing.

    Shapes: cover length of `unit`.
    """
    @property
    def unit(self) -> NDArray[np.object_]:
        """The unit; 'all' without units."""
    @property
    def posts(self) -> NDArray[np.int64]:
        """Its posts above the lowest with people in them."""
    @property
    def covered_now(self) -> NDArray[np.int64]:
        """Of these, with somebody of the unit ready now."""
    @property
    def covered_soon(self) -> NDArray[np.int64]:
        """Of the rest, with somebody ready soon."""
    @property
    def without(self) -> NDArray[np.int64]:
        """Of these, with nobody."""
    @property
    def at_once(self) -> NDArray[np.int64]:
        """Of these, so many could be filled at the same time by different people who are ready now: somebody ready for three posts is no bench of three."""
    @property
    def share(self) -> NDArray[np.float64]:
        """covered_now over posts; missing (NaN) without posts. May be missing."""

def promotion(
    person: ColumnLike,
    post: ColumnLike,
    start: ColumnLike,
    stop: ColumnLike,
    posts: Sequence[str],
    boundaries: Sequence[int] | NDArray[Any],
    *,
    unit: ColumnLike | None = None,
    candidate: ColumnLike | None = None,
    candidate_post: ColumnLike | None = None,
    ready: ColumnLike | None = None,
    lacking: ColumnLike | None = None,
    months_to_go: ColumnLike | None = None,
    soon_lacking: int = 1,
    soon_months: float = 12.0,
    confidence_level: float = 0.95,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> PromotionResult:
    """Who moves up in a unit, in from outside and out, how fast, and is there somebody for every post?

    Parameters
    ----------
    person : array-like of shape (n,)
        The person. Text, categories or whole numbers.
    post : array-like of shape (n,)
        The post. Text, categories or whole numbers.
    start : array-like of shape (n,)
        First day in unit and post. In days since 1970-01-01. Must be between -4371587 and 2932896.
    stop : array-like of shape (n,)
        First day no longer there: [start, stop). Missing: still there. In days since 1970-01-01. Must be between
        -4371587 and 2932896. May be missing.
    posts : list of str
        The posts from the lowest to the highest: a move to a later one is a promotion.
    boundaries : list of int
        Periods by their first days, rising; the last one is the first day after the last period. What happens on
        a first day belongs to the period. In days since 1970-01-01. Must be between -4371587 and 2932896.
    unit : array-like of shape (n,), optional
        The unit. Without it all are one. Text, categories or whole numbers.
    candidate : array-like of shape (candidates,), optional
        Somebody who could follow into candidate_post (succession.person of competency.ladder). Text, categories
        or whole numbers.
    candidate_post : array-like of shape (candidates,), optional
        The post to be filled (succession.post). Text, categories or whole numbers.
    ready : array-like of shape (candidates,), optional
        1 where everything that it asks is met (succession.ready). Must be between 0 and 1.
    lacking : array-like of shape (candidates,), optional
        Requirements that are not met, the time in the post among them (succession.lacking). Left out: nobody is
        ready soon. Must be >= 0.
    months_to_go : array-like of shape (candidates,), optional
        Months that are still asked for in the post (succession.months_to_go); missing: not known. Left out: 0.
        Must be >= 0. May be missing.
    soon_lacking : int, default 1
        Ready soon is who lacks so many requirements at most, and has soon_months to go at most. Must be >= 0.
    soon_months : float, default 12.0
        Months to go of who is ready soon, at most. Must be >= 0.
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
    result : PromotionResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`, candidates length of `candidate`.
    """

class _PortraitDimensionRequired(TypedDict):
    name: str

class PortraitDimension(_PortraitDimensionRequired, total=False):
    lower: float
    upper: float
    lower_is_better: bool
    must_have: bool
    floor_rule: Literal["cap", "soft", "veto"]
    scale: str

class PortraitResult(Result):
    """A record of named fields.

    Attributes
    ----------
    profile : Profile
        The learnt profile, as competency.match takes it; std_error is that of the target, covariance that of the
        top group where it has full rank.
    outcome : {'number', 'yes_or_no', 'staying'}
        What the outcome is.
        * ``number``: A number: linear regression.
        * ``yes_or_no``: Two values: logistic regression.
        * ``staying``: Time until leaving: Cox regression.
    people : int
        People learnt from. Must be >= 0.
    top : int
        People in the top group. Must be >= 0.
    rest : int
        The others. Must be >= 0.
    undecided : int
        Last seen before the horizon, so in neither group; they take part in the weights. Must be >= 0.
    left_out : int
        Left out because a score is missing. Must be >= 0.
    edge : float
        Outcome from which people are on top; with durations the horizon.
    penalty : float
        The penalty taken; 0 with equal weights. Must be >= 0.
    top_below_floors : float
        Share of the top group that fails a must-have of the profile. Must be between 0 and 1.
    dimensions : PortraitTable
        What was learnt.
    validation : PortraitValidation
        Whether it predicts.
    findings : PortraitFindings
        What to be careful about.
    """
    @property
    def profile(self) -> Any:
        """The learnt profile, as competency.match takes it; std_error is that of the target, covariance that of the top group where it has full rank."""
    @property
    def outcome(self) -> Literal["number", "yes_or_no", "staying"]:
        """What the outcome is."""
    @property
    def people(self) -> int:
        """People learnt from. Must be >= 0."""
    @property
    def top(self) -> int:
        """People in the top group. Must be >= 0."""
    @property
    def rest(self) -> int:
        """The others. Must be >= 0."""
    @property
    def undecided(self) -> int:
        """Last seen before the horizon, so in neither group; they take part in the weights. Must be >= 0."""
    @property
    def left_out(self) -> int:
        """Left out because a score is missing. Must be >= 0."""
    @property
    def edge(self) -> float:
        """Outcome from which people are on top; with durations the horizon."""
    @property
    def penalty(self) -> float:
        """The penalty taken; 0 with equal weights. Must be >= 0."""
    @property
    def top_below_floors(self) -> float:
        """Share of the top group that fails a must-have of the profile. Must be between 0 and 1."""
    @property
    def dimensions(self) -> PortraitTable:
        """What was learnt."""
    @property
    def validation(self) -> PortraitValidation:
        """Whether it predicts."""
    @property
    def findings(self) -> PortraitFindings:
        """What to be careful about."""
    @classmethod
    def from_json(cls, document: str | bytes) -> PortraitResult: ...

class PortraitTable(Table):
    """A table of equally long columns.

    Attributes
    ----------
    dimension : list of str of shape (dimensions,)
        Name.
    target : array of float of shape (dimensions,)
        Target.
    target_std_error : array of float of shape (dimensions,)
        Its standard error. Must be >= 0.
    target_lower : array of float of shape (dimensions,)
        Lower end of its interval.
    target_upper : array of float of shape (dimensions,)
        Upper end of its interval.
    floor : array of float of shape (dimensions,)
        Floor, a must-have only where it was asked for.
    floor_std_error : array of float of shape (dimensions,)
        Its standard error. Must be >= 0.
    floor_lower : array of float of shape (dimensions,)
        Lower end of its interval.
    floor_upper : array of float of shape (dimensions,)
        Upper end of its interval.
    weight : array of float of shape (dimensions,)
        Weight; they add up to 1. Must be between 0 and 1.
    weight_std_error : array of float of shape (dimensions,)
        Its standard error. Must be >= 0.
    weight_lower : array of float of shape (dimensions,)
        Lower end of its interval.
    weight_upper : array of float of shape (dimensions,)
        Upper end of its interval.
    top_mean : array of float of shape (dimensions,)
        Mean of the top group.
    rest_mean : array of float of shape (dimensions,)
        Mean of the others.
    difference : array of float of shape (dimensions,)
        top_mean - rest_mean.
    difference_lower : array of float of shape (dimensions,)
        Lower end of its interval.
    difference_upper : array of float of shape (dimensions,)
        Upper end of its interval.
    spread : array of float of shape (dimensions,)
        Standard deviation of the people over that of the reference; without one, over the width of the scale.
        Must be >= 0.
    separates : array of str of shape (dimensions,)
        yes, no, or reversed: whether the top group is better here.
    shape : array of str of shape (dimensions,)
        How the dimension goes with the outcome, by the surface; not_asked otherwise.
    slope : array of float of shape (dimensions,)
        Of the surface, in positions on the scale from 0 to 1; of the log hazard with its sign turned. Missing
        (NaN) unless weights = surface. May be missing.
    slope_std_error : array of float of shape (dimensions,)
        Its standard error. Missing (NaN) likewise. May be missing.
    curvature : array of float of shape (dimensions,)
        Coefficient of the squared position. Missing (NaN) likewise. May be missing.
    curvature_std_error : array of float of shape (dimensions,)
        Its standard error. Missing (NaN) likewise. May be missing.
    optimum : array of float of shape (dimensions,)
        Score at which the surface is highest, where that is inside the observed range (shape = peak). Missing
        (NaN) otherwise. May be missing.

    Shapes: dimensions length of `dimension`.
    """
    @property
    def dimension(self) -> NDArray[np.object_]:
        """Name."""
    @property
    def target(self) -> NDArray[np.float64]:
        """Target."""
    @property
    def target_std_error(self) -> NDArray[np.float64]:
        """Its standard error. Must be >= 0."""
    @property
    def target_lower(self) -> NDArray[np.float64]:
        """Lower end of its interval."""
    @property
    def target_upper(self) -> NDArray[np.float64]:
        """Upper end of its interval."""
    @property
    def floor(self) -> NDArray[np.float64]:
        """Floor, a must-have only where it was asked for."""
    @property
    def floor_std_error(self) -> NDArray[np.float64]:
        """Its standard error. Must be >= 0."""
    @property
    def floor_lower(self) -> NDArray[np.float64]:
        """Lower end of its interval."""
    @property
    def floor_upper(self) -> NDArray[np.float64]:
        """Upper end of its interval."""
    @property
    def weight(self) -> NDArray[np.float64]:
        """Weight; they add up to 1. Must be between 0 and 1."""
    @property
    def weight_std_error(self) -> NDArray[np.float64]:
        """Its standard error. Must be >= 0."""
    @property
    def weight_lower(self) -> NDArray[np.float64]:
        """Lower end of its interval."""
    @property
    def weight_upper(self) -> NDArray[np.float64]:
        """Upper end of its interval."""
    @property
    def top_mean(self) -> NDArray[np.float64]:
        """Mean of the top group."""
    @property
    def rest_mean(self) -> NDArray[np.float64]:
        """Mean of the others."""
    @property
    def difference(self) -> NDArray[np.float64]:
        """top_mean - rest_mean."""
    @property
    def difference_lower(self) -> NDArray[np.float64]:
        """Lower end of its interval."""
    @property
    def difference_upper(self) -> NDArray[np.float64]:
        """Upper end of its interval."""
    @property
    def spread(self) -> NDArray[np.float64]:
        """Standard deviation of the people over that of the reference; without one, over the width of the scale. Must be >= 0."""
    @property
    def separates(self) -> NDArray[np.object_]:
        """yes, no, or reversed: whether the top group is better here."""
    @property
    def shape(self) -> NDArray[np.object_]:
        """How the dimension goes with the outcome, by the surface; not_asked otherwise."""
    @property
    def slope(self) -> NDArray[np.float64]:
        """Of the surface, in positions on the scale from 0 to 1; of the log hazard with its sign turned. Missing (NaN) unless weights = surface. May be missing."""
    @property
    def slope_std_error(self) -> NDArray[np.float64]:
        """Its standard error. Missing (NaN) likewise. May be missing."""
    @property
    def curvature(self) -> NDArray[np.float64]:
        """Coefficient of the squared position. Missing (NaN) likewise. May be missing."""
    @property
    def curvature_std_error(self) -> NDArray[np.float64]:
        """Its standard error. Missing (NaN) likewise. May be missing."""
    @property
    def optimum(self) -> NDArray[np.float64]:
        """Score at which the surface is highest, where that is inside the observed range (shape = peak). Missing (NaN) otherwise. May be missing."""

class PortraitValidation(Result):
    """A record of named fields.

    Attributes
    ----------
    match : float
        Of two people with unlike outcomes: how often the one with the higher match did better (stayed longer).
        Missing (NaN) without such pairs. Must be between 0 and 1. May be missing.
    match_lower : float
        Lower end of its interval (bootstrap). May be missing.
    match_upper : float
        Upper end of its interval. May be missing.
    core : float
        The same of the match before must-haves. Must be between 0 and 1. May be missing.
    plain_mean : float
        The same of the plain mean of the scores' positions on their scales. Must be between 0 and 1. May be
        missing.
    plain_mean_lower : float
        Lower end of its interval. May be missing.
    plain_mean_upper : float
        Upper end of its interval. May be missing.
    gain : float
        match - plain_mean. May be missing.
    gain_lower : float
        Lower end of its interval. May be missing.
    gain_upper : float
        Upper end of its interval. May be missing.
    """
    @property
    def match(self) -> float:
        """Of two people with unlike outcomes: how often the one with the higher match did better (stayed longer). Missing (NaN) without such pairs. Must be between 0 and 1. May be missing."""
    @property
    def match_lower(self) -> float:
        """Lower end of its interval (bootstrap). May be missing."""
    @property
    def match_upper(self) -> float:
        """Upper end of its interval. May be missing."""
    @property
    def core(self) -> float:
        """The same of the match before must-haves. Must be between 0 and 1. May be missing."""
    @property
    def plain_mean(self) -> float:
        """The same of the plain mean of the scores' positions on their scales. Must be between 0 and 1. May be missing."""
    @property
    def plain_mean_lower(self) -> float:
        """Lower end of its interval. May be missing."""
    @property
    def plain_mean_upper(self) -> float:
        """Upper end of its interval. May be missing."""
    @property
    def gain(self) -> float:
        """match - plain_mean. May be missing."""
    @property
    def gain_lower(self) -> float:
        """Lower end of its interval. May be missing."""
    @property
    def gain_upper(self) -> float:
        """Upper end of its interval. May be missing."""
    @classmethod
    def from_json(cls, document: str | bytes) -> PortraitValidation: ...

class PortraitFindings(Table):
    """A table of equally long columns.

    Attributes
    ----------
    code : array of str of shape (f,)
        What it is.
    dimension : list of str of shape (f,)
        The dimension; empty where none is meant.
    value : array of float of shape (f,)
        What was found.
    limit : array of float of shape (f,)
        What it is compared with.
    sentence : list of str of shape (f,)
        In English.
    sentence_zh : list of str of shape (f,)
        In Chinese.

    Shapes: f length of `code`.
    """
    @property
    def code(self) -> NDArray[np.object_]:
        """What it is."""
    @property
    def dimension(self) -> NDArray[np.object_]:
        """The dimension; empty where none is meant."""
    @property
    def value(self) -> NDArray[np.float64]:
        """What was found."""
    @property
    def limit(self) -> NDArray[np.float64]:
        """What it is compared with."""
    @property
    def sentence(self) -> NDArray[np.object_]:
        """In English."""
    @property
    def sentence_zh(self) -> NDArray[np.object_]:
        """In Chinese."""

def portrait(
    x: TableLike,
    dimensions: Sequence[PortraitDimension],
    *,
    outcome: ColumnLike | None = None,
    duration: ColumnLike | None = None,
    event: ColumnLike | None = None,
    reference: TableLike | None = None,
    name: str = '',
    version: str = '',
    learn_from: Literal["given", "outcome", "staying"] = 'given',
    top_share: float = 0.25,
    horizon: float | None = None,
    target_quantile: float = 0.5,
    floor_quantile: float = 0.1,
    weights: Literal["regression", "surface", "equal"] = 'regression',
    penalties: Numbers = (0.0001, 0.001, 0.01, 0.1, 1.0),
    folds: int = 5,
    resamples: int = 200,
    confidence_level: float = 0.95,
    missing: Literal["refuse", "leave_out"] = 'refuse',
    least_group: int = 30,
    least_spread: float = 0.1,
    ceiling: float = 0.6,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> PortraitResult:
    """What do those who do well, or who stay, have in common, and does it predict?

    Parameters
    ----------
    x : table-like of shape (n, c)
        Scores of the people, one column for each dimension by its name. May be missing.
    dimensions : list of PortraitDimension
        What is to be learnt.
    outcome : array-like of shape (n,), optional
        How well each did: higher is better; two values mean no and yes. This, or duration and event.
    duration : array-like of shape (n,), optional
        How long each stayed, or was observed. Must be > 0.
    event : array-like of shape (n,), optional
        1 where the person left at `duration`, 0 where still there. Must be between 0 and 1.
    reference : table-like of shape (m, reference_columns), optional
        Scores of everybody who might have been chosen, such as all applicants: tells a restricted range. May be
        missing.
    name : str, default ''
        Name of the profile.
    version : str, default ''
        Version of the profile.
    learn_from : {'given', 'outcome', 'staying'}, default 'given'
        Which outcome is learnt from, where both are given.
        * ``given``: The one that is given; both are refused.
        * ``outcome``: The column outcome.
        * ``staying``: duration and event.
    top_share : float, default 0.25
        Share of people on top, by a number; ties at the edge belong to it. With two values: those with the
        higher one. Must be > 0 and < 1.
    horizon : float or None, default None
        With duration and event: the top group stayed at least so long; those last seen earlier are in neither
        group. Must be > 0.
    target_quantile : float, default 0.5
        The target is this quantile of the top group. Must be > 0 and < 1.
    floor_quantile : float, default 0.1
        The floor is this quantile of the top group. Must be > 0 and < 1.
    weights : {'regression', 'surface', 'equal'}, default 'regression'
        Where the weights come from.
        * ``regression``: Penalised regression of the outcome on what each dimension attains, weights not below
          0.
        * ``surface``: Response surface: the outcome on each dimension and its square; weight is the rise from
          the lowest tenth of all to the target.
        * ``equal``: All the same.
    penalties : list of float, default (0.0001, 0.001, 0.01, 0.1, 1.0)
        Ridge penalties tried, for each person (Cox: for each leaver); the one that predicts held-out people best
        is taken. Must be > 0.
    folds : int, default 5
        Parts of the cross-validation. Must be between 2 and 100.
    resamples : int, default 200
        Bootstrap samples of people. Must be between 20 and 10000.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    missing : {'refuse', 'leave_out'}, default 'refuse'
        What happens to people of whom a score is missing.
        * ``refuse``: A missing score is an error that names dimension and row.
        * ``leave_out``: They are left out and counted.
    least_group : int, default 30
        Smaller groups are warned of. Must be >= 2.
    least_spread : float, default 0.1
        Without reference: a standard deviation below this share of the scale is warned of. Must be >= 0 and < 1.
    ceiling : float, default 0.6
        Ceiling of the profile. Must be between 0 and 1.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : PortraitResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n rows of `x`, m rows of `reference`, c columns of `x`, reference_columns columns of `reference`.
    """

class StableMatchingResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'stable', 'nobody'}
        How it ended.
        * ``stable``: Checked: no person and post would rather have each other.
        * ``nobody``: There are no people, no posts, or no pair that both sides accept.
    matched : int
        People who go somewhere.
    seats : int
        Seats of all posts.
    pairs : int
        Pairs of which both sides accept each other.
    proposals : int
        How many offers were made.
    blocking_pairs : int
        Pairs that would rather have each other than what they got, counted over all pairs at the end: 0.
    people : StableMatchingPeople
        Where each person goes.
    posts : StableMatchingPosts
        Who came to each post.
    sentence : list of str of shape (n,)
        Why there, in English, by person. Empty unless explain.
    sentence_zh : list of str of shape (n,)
        In Chinese. Empty unless explain.

    Shapes: n length of `sentence`.
    """
    @property
    def status(self) -> Literal["stable", "nobody"]:
        """How it ended."""
    @property
    def matched(self) -> int:
        """People who go somewhere."""
    @property
    def seats(self) -> int:
        """Seats of all posts."""
    @property
    def pairs(self) -> int:
        """Pairs of which both sides accept each other."""
    @property
    def proposals(self) -> int:
        """How many offers were made."""
    @property
    def blocking_pairs(self) -> int:
        """Pairs that would rather have each other than what they got, counted over all pairs at the end: 0."""
    @property
    def people(self) -> StableMatchingPeople:
        """Where each person goes."""
    @property
    def posts(self) -> StableMatchingPosts:
        """Who came to each post."""
    @property
    def sentence(self) -> list[str]:
        """Why there, in English, by person. Empty unless explain."""
    @property
    def sentence_zh(self) -> list[str]:
        """In Chinese. Empty unless explain."""
    @classmethod
    def from_json(cls, document: str | bytes) -> StableMatchingResult: ...

class StableMatchingPeople(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (n,)
        The person.
    post : array of str of shape (n,)
        Where the person goes; missing: nowhere. May be missing.
    choice : array of int of shape (n,)
        Place of it in the person's list of posts that take the person, 1 being the best; 0 where nowhere.
    choices : array of int of shape (n,)
        Length of that list.
    acceptable : array of int of shape (n,)
        Posts that the person wants, whether they take the person or not.
    wish : array of float of shape (n,)
        What the person thinks of the post; missing (NaN) where nowhere. May be missing.
    rating : array of float of shape (n,)
        What the post thinks of the person; missing (NaN) where nowhere. May be missing.
    first_choice : array of str of shape (n,)
        The first of the list; missing where it is empty. May be missing.
    first_choice_rating : array of float of shape (n,)
        What it thinks of the person; missing (NaN) with it. May be missing.
    first_choice_lowest : array of float of shape (n,)
        What it thinks of the last person whom it took; missing (NaN) where it took nobody. May be missing.

    Shapes: n length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The person."""
    @property
    def post(self) -> NDArray[np.object_]:
        """Where the person goes; missing: nowhere. May be missing."""
    @property
    def choice(self) -> NDArray[np.int64]:
        """Place of it in the person's list of posts that take the person, 1 being the best; 0 where nowhere."""
    @property
    def choices(self) -> NDArray[np.int64]:
        """Length of that list."""
    @property
    def acceptable(self) -> NDArray[np.int64]:
        """Posts that the person wants, whether they take the person or not."""
    @property
    def wish(self) -> NDArray[np.float64]:
        """What the person thinks of the post; missing (NaN) where nowhere. May be missing."""
    @property
    def rating(self) -> NDArray[np.float64]:
        """What the post thinks of the person; missing (NaN) where nowhere. May be missing."""
    @property
    def first_choice(self) -> NDArray[np.object_]:
        """The first of the list; missing where it is empty. May be missing."""
    @property
    def first_choice_rating(self) -> NDArray[np.float64]:
        """What it thinks of the person; missing (NaN) with it. May be missing."""
    @property
    def first_choice_lowest(self) -> NDArray[np.float64]:
        """What it thinks of the last person whom it took; missing (NaN) where it took nobody. May be missing."""

class StableMatchingPosts(Table):
    """A table of equally long columns.

    Attributes
    ----------
    post : array of str of shape (posts,)
        The post.
    capacity : array of int of shape (posts,)
        Its seats.
    filled : array of int of shape (posts,)
        People who come. The same in every stable matching, where lists are strict; a post that is not full has
        the same people in all of them.
    acceptable : array of int of shape (posts,)
        People who want it and whom it takes.
    first_choices : array of int of shape (posts,)
        People whose first choice it is.
    lowest_rating : array of float of shape (posts,)
        What it thinks of the last person whom it took; missing (NaN) where it took nobody. May be missing.

    Shapes: posts length of `post`.
    """
    @property
    def post(self) -> NDArray[np.object_]:
        """The post."""
    @property
    def capacity(self) -> NDArray[np.int64]:
        """Its seats."""
    @property
    def filled(self) -> NDArray[np.int64]:
        """People who come. The same in every stable matching, where lists are strict; a post that is not full has the same people in all of them."""
    @property
    def acceptable(self) -> NDArray[np.int64]:
        """People who want it and whom it takes."""
    @property
    def first_choices(self) -> NDArray[np.int64]:
        """People whose first choice it is."""
    @property
    def lowest_rating(self) -> NDArray[np.float64]:
        """What it thinks of the last person whom it took; missing (NaN) where it took nobody. May be missing."""

def stable_matching(
    *,
    person: ColumnLike | None = None,
    wish: TableLike | None = None,
    rating: TableLike | None = None,
    pair_person: ColumnLike | None = None,
    pair_post: ColumnLike | None = None,
    pair_wish: ColumnLike | None = None,
    pair_rating: ColumnLike | None = None,
    post: ColumnLike | None = None,
    capacity: ColumnLike | None = None,
    proposer: Literal["people", "posts"] = 'people',
    order: Literal["highest", "lowest"] = 'highest',
    ties: Literal["refuse", "by_label", "lottery"] = 'refuse',
    explain: bool = True,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> StableMatchingResult:
    """Who goes where when both sides have a say, so that nobody can do better together?

    Parameters
    ----------
    person : array-like of shape (n,), optional
        The people, each once. Left out: the numbers of the rows from 0; with pairs alone, everybody in them.
        Text, categories or whole numbers.
    wish : table-like of shape (n,), optional
        What people think of posts: a column for each post. Missing: the person does not want it. May be missing.
    rating : table-like of shape (n,), optional
        What posts think of people: the same columns in any order. Missing: the post does not take the person.
        May be missing.
    pair_person : array-like of shape (pairs,), optional
        Pairs of person and post: the person. Text, categories or whole numbers.
    pair_post : array-like of shape (pairs,), optional
        The post of the pair. Text, categories or whole numbers.
    pair_wish : array-like of shape (pairs,), optional
        What the person thinks of the post. Missing: does not want it. May be missing.
    pair_rating : array-like of shape (pairs,), optional
        What the post thinks of the person. Missing: does not take the person. May be missing.
    post : array-like of shape (posts,), optional
        The posts, each once. Left out: those of the tables and pairs, with one seat each. Text, categories or
        whole numbers.
    capacity : array-like of shape (posts,), optional
        Seats of the post; 1 if left out. Must be >= 0.
    proposer : {'people', 'posts'}, default 'people'
        Which side's best stable matching it is.
        * ``people``: Of all stable matchings the one that is best for every person at once.
        * ``posts``: The one that is best for every post at once, and worst for every person.
    order : {'highest', 'lowest'}, default 'highest'
        Whether the greatest or the least number is liked best.
        * ``highest``: The greatest number is liked best: scores.
        * ``lowest``: The least number is liked best: ranks.
    ties : {'refuse', 'by_label', 'lottery'}, default 'refuse'
        What happens where somebody likes two equally.
        * ``refuse``: Who likes two equally is refused, naming both: lists must be strict.
        * ``by_label``: Of equals the person with the lower label, and the post that comes first.
        * ``lottery``: Of equals the one with the better number in one lottery for all posts (and one of posts
          for all people), drawn from the seed of the call.
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
    result : StableMatchingResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`, pairs length of `pair_person`, posts length of `post`.
    """

class IrtFit(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'converged', 'singular', 'iteration_limit', 'no_items'}
        How the fit ended.
        * ``converged``: The maximum was found.
        * ``singular``: The likelihood is flat in some direction: too few items or people for so many parameters
          (two right-or-wrong items cannot tell their discriminations). Errors are missing.
        * ``iteration_limit``: Not converged within max_iterations: the values are those of the last step.
        * ``no_items``: No item has two different answers: nothing can be estimated.
    model : {'graded', 'partial_credit', 'two_parameter'}
        As in the options.
        * ``graded``: Graded response (Samejima): each answer or a higher one has a logistic curve. With two
          answers it is the two-parameter model.
        * ``partial_credit``: Generalised partial credit (Muraki): each answer against the one below it has a
          logistic curve.
        * ``two_parameter``: Two-parameter logistic: right or wrong; items with more than two answers are
          refused.
    discrimination : {'free', 'equal', 'one'}
        As in the options.
        * ``free``: Each item has its own discrimination.
        * ``equal``: All items share one, which is estimated (one-parameter model).
        * ``one``: It is 1 for all, and abilities have variance 1.
    items : IrtItems
        Table of the items.
    steps : IrtSteps
        Table of the steps between an item's answers.
    unobserved : IrtUnobservedAnswers
        Answers of the scale that nobody gave.
    scale : list of IrtItemAnswers
        The answers of each item.
    parameters : list of str of shape (p,)
        Names of what was estimated, "item:discrimination" ("discrimination" if shared) and "item:answer" for
        intercepts.
    covariance : array of float of shape (p, p)
        Covariance of the parameters (discriminations and intercepts). Missing (NaN) without standard errors. May
        be missing.
    log_likelihood : float
        Logarithm of the marginal likelihood, abilities being standard normal.
    aic : float
        Akaike's criterion: 2 p - 2 log-likelihood.
    bic : float
        Bayesian criterion: p log(people) - 2 log-likelihood.
    reliability : float
        Share of the variance of expected abilities that is not error (marginal reliability of EAP). Missing
        without items. Must be between 0 and 1. May be missing.
    rows : int
        Rows with positive weight and an answer. Must be >= 0.
    rows_without_answers : int
        Rows that answered no item that varies; they say nothing. Must be >= 0.
    iterations : int
        Passes over all answers until convergence. Must be >= 0.
    nodes : int
        Points of ability over which the likelihood was summed. Must be >= 0.
    people : float
        Sum of the weights of `rows`. Must be >= 0.
    quadrature_error : float
        Estimated error of log_likelihood from summing over so many points: half its change on points in between.
        Must be >= 0.

    Methods
    -------
    abilities
        How able are these people by their answers, and how sure is that?
    next_item
        Which item should each person be asked next, or is enough known?

    Shapes: p length of `parameters`.
    """
    @property
    def status(self) -> Literal["converged", "singular", "iteration_limit", "no_items"]:
        """How the fit ended."""
    @property
    def model(self) -> Literal["graded", "partial_credit", "two_parameter"]:
        """As in the options."""
    @property
    def discrimination(self) -> Literal["free", "equal", "one"]:
        """As in the options."""
    @property
    def items(self) -> IrtItems:
        """Table of the items."""
    @property
    def steps(self) -> IrtSteps:
        """Table of the steps between an item's answers."""
    @property
    def unobserved(self) -> IrtUnobservedAnswers:
        """Answers of the scale that nobody gave."""
    @property
    def scale(self) -> list[IrtItemAnswers]:
        """The answers of each item."""
    @property
    def parameters(self) -> list[str]:
        """Names of what was estimated, "item:discrimination" ("discrimination" if shared) and "item:answer" for intercepts."""
    @property
    def covariance(self) -> NDArray[np.float64]:
        """Covariance of the parameters (discriminations and intercepts). Missing (NaN) without standard errors. May be missing."""
    @property
    def log_likelihood(self) -> float:
        """Logarithm of the marginal likelihood, abilities being standard normal."""
    @property
    def aic(self) -> float:
        """Akaike's criterion: 2 p - 2 log-likelihood."""
    @property
    def bic(self) -> float:
        """Bayesian criterion: p log(people) - 2 log-likelihood."""
    @property
    def reliability(self) -> float:
        """Share of the variance of expected abilities that is not error (marginal reliability of EAP). Missing without items. Must be between 0 and 1. May be missing."""
    @property
    def rows(self) -> int:
        """Rows with positive weight and an answer. Must be >= 0."""
    @property
    def rows_without_answers(self) -> int:
        """Rows that answered no item that varies; they say nothing. Must be >= 0."""
    @property
    def iterations(self) -> int:
        """Passes over all answers until convergence. Must be >= 0."""
    @property
    def nodes(self) -> int:
        """Points of ability over which the likelihood was summed. Must be >= 0."""
    @property
    def people(self) -> float:
        """Sum of the weights of `rows`. Must be >= 0."""
    @property
    def quadrature_error(self) -> float:
        """Estimated error of log_likelihood from summing over so many points: half its change on points in between. Must be >= 0."""
    @classmethod
    def from_json(cls, document: str | bytes) -> IrtFit: ...
    def abilities(
        self,
        answers: TableLike,
        *,
        estimate: Literal["expected", "mode", "weighted"] = 'expected',
        floor: float | None = None,
        centre: float = 0.0,
        unit: float = 1.0,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> IrtAbilities:
        """How able are these people by their answers, and how sure is that?

        Parameters
        ----------
        answers : table-like of shape (m, asked)
            Columns by the names of the fit's items, in any order. Items without a column, and missing answers, say
            nothing. A column that is no item is refused. Whole numbers. May be missing.
        estimate : {'expected', 'mode', 'weighted'}, default 'expected'
            Which value of the ability is reported.
            * ``expected``: EAP: the mean of what is possible given the answers; its error is the posterior's
              deviation. Drawn towards the mean of all people.
            * ``mode``: MAP: the most probable value; its error is from the posterior's curvature.
            * ``weighted``: WLE (Warm): by the answers alone, without the distribution of people, and nearly
              unbiased; its error is from the test's information.
        floor : float or None, default None
            Ability, on the scale reported, of which the probability to have it or more is wanted.
        centre : float, default 0.0
            The scale reported: its value at the mean of the people of the fit.
        unit : float, default 1.0
            The scale reported: its length of one standard deviation of their abilities. Must be > 0.
        threads : int, default 0
            Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
        seed : int, default 1
            Seed of whatever is drawn at random; equal seeds give equal results.
        progress : bool or callable, default None
            Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
            installed).

        Returns
        -------
        result : IrtAbilities
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `answers`, asked columns of `answers`.
        """
    def next_item(
        self,
        answers: TableLike,
        *,
        floor: float | None = None,
        std_error: float | None = None,
        certainty: float = 0.95,
        least_items: int = 1,
        most_items: int | None = None,
        items: Sequence[str] = (),
        centre: float = 0.0,
        unit: float = 1.0,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> IrtNextItem:
        """Which item should each person be asked next, or is enough known?

        Parameters
        ----------
        answers : table-like of shape (m, asked)
            Columns by the names of the fit's items, in any order. Items without a column, and missing answers, say
            nothing. A column that is no item is refused. Whole numbers. May be missing.
        floor : float or None, default None
            Stop once it is decided whether the ability is at least this, on the scale reported.
        std_error : float or None, default None
            Stop once the standard error, on the scale reported, is at most this. Must be > 0.
        certainty : float, default 0.95
            Probability with which a floor counts as decided. Must be > 0.5 and < 1.
        least_items : int, default 1
            Answers before a floor or an error can stop the test. Must be >= 0.
        most_items : int or None, default None
            Stop after so many answers. Must be >= 1.
        items : list of str, default ()
            Items that may be asked; all if empty.
        centre : float, default 0.0
            The scale reported: its value at the mean of the people of the fit.
        unit : float, default 1.0
            The scale reported: its length of one standard deviation of their abilities. Must be > 0.
        threads : int, default 0
            Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
        seed : int, default 1
            Seed of whatever is drawn at random; equal seeds give equal results.
        progress : bool or callable, default None
            Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
            installed).

        Returns
        -------
        result : IrtNextItem
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `answers`, asked columns of `answers`.
        """

class IrtItems(Table):
    """A table of equally long columns.

    Attributes
    ----------
    item : list of str of shape (items,)
        Name of the column.
    status : array of str of shape (items,)
        What became of it: estimated, reversed (against the others: keyed the wrong way?), steep (discrimination
        without end, held at 25), no_variation, no_answers.
    answered : array of float of shape (items,)
        People who answered it. Must be >= 0.
    discrimination : array of float of shape (items,)
        a: how sharply the item tells people apart, on the scale of the logit. Missing (NaN) where nothing could
        be estimated. May be missing.
    std_error : array of float of shape (items,)
        Its standard error; missing where it was not estimated. Must be >= 0. May be missing.
    statistic : array of float of shape (items,)
        S-X²: given answers against expected ones by total score. Missing where not tested. Must be >= 0. May be
        missing.
    degrees_of_freedom : array of float of shape (items,)
        Cells less parameters; missing where not tested. May be missing.
    p_value : array of float of shape (items,)
        Probability of a statistic as large if the model holds; missing where not tested or nothing is left to
        test. Must be between 0 and 1. May be missing.

    Shapes: items length of `item`.
    """
    @property
    def item(self) -> NDArray[np.object_]:
        """Name of the column."""
    @property
    def status(self) -> NDArray[np.object_]:
        """What became of it: estimated, reversed (against the others: keyed the wrong way?), steep (discrimination without end, held at 25), no_variation, no_answers."""
    @property
    def answered(self) -> NDArray[np.float64]:
        """People who answered it. Must be >= 0."""
    @property
    def discrimination(self) -> NDArray[np.float64]:
        """a: how sharply the item tells people apart, on the scale of the logit. Missing (NaN) where nothing could be estimated. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error; missing where it was not estimated. Must be >= 0. May be missing."""
    @property
    def statistic(self) -> NDArray[np.float64]:
        """S-X²: given answers against expected ones by total score. Missing where not tested. Must be >= 0. May be missing."""
    @property
    def degrees_of_freedom(self) -> NDArray[np.float64]:
        """Cells less parameters; missing where not tested. May be missing."""
    @property
    def p_value(self) -> NDArray[np.float64]:
        """Probability of a statistic as large if the model holds; missing where not tested or nothing is left to test. Must be between 0 and 1. May be missing."""

class IrtSteps(Table):
    """A table of equally long columns.

    Attributes
    ----------
    item : array of str of shape (steps,)
        Name of the item.
    answer : array of int of shape (steps,)
        The answer that this step leads to.
    location : array of float of shape (steps,)
        b: ability at which this answer or a higher one is given by half (graded), or this answer as often as the
        one below (partial credit). Missing at discrimination 0. May be missing. May be infinite.
    std_error : array of float of shape (steps,)
        Its standard error; missing where it was not estimated. Must be >= 0. May be missing. May be infinite.
    intercept : array of float of shape (steps,)
        d = -a b: the logit at ability 0.
    intercept_std_error : array of float of shape (steps,)
        Its standard error; missing where it was not estimated. Must be >= 0. May be missing.

    Shapes: steps length of `item`.
    """
    @property
    def item(self) -> NDArray[np.object_]:
        """Name of the item."""
    @property
    def answer(self) -> NDArray[np.int64]:
        """The answer that this step leads to."""
    @property
    def location(self) -> NDArray[np.float64]:
        """b: ability at which this answer or a higher one is given by half (graded), or this answer as often as the one below (partial credit). Missing at discrimination 0. May be missing. May be infinite."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error; missing where it was not estimated. Must be >= 0. May be missing. May be infinite."""
    @property
    def intercept(self) -> NDArray[np.float64]:
        """d = -a b: the logit at ability 0."""
    @property
    def intercept_std_error(self) -> NDArray[np.float64]:
        """Its standard error; missing where it was not estimated. Must be >= 0. May be missing."""

class IrtUnobservedAnswers(Table):
    """A table of equally long columns.

    Attributes
    ----------
    item : array of str of shape (a,)
        Name of the item.
    answer : array of int of shape (a,)
        The answer that nobody gave.

    Shapes: a length of `item`.
    """
    @property
    def item(self) -> NDArray[np.object_]:
        """Name of the item."""
    @property
    def answer(self) -> NDArray[np.int64]:
        """The answer that nobody gave."""

class IrtItemAnswers(Result):
    """A record of named fields.

    Attributes
    ----------
    item : str
        Name of the item.
    answers : array of int of shape (l,)
        Its answers, ascending; those that nobody gave are not among them.

    Shapes: l length of `answers`.
    """
    @property
    def item(self) -> str:
        """Name of the item."""
    @property
    def answers(self) -> NDArray[np.int64]:
        """Its answers, ascending; those that nobody gave are not among them."""
    @classmethod
    def from_json(cls, document: str | bytes) -> IrtItemAnswers: ...

class IrtAbilities(Result):
    """A record of named fields.

    Attributes
    ----------
    estimate : {'expected', 'mode', 'weighted'}
        As in the options.
        * ``expected``: EAP: the mean of what is possible given the answers; its error is the posterior's
          deviation. Drawn towards the mean of all people.
        * ``mode``: MAP: the most probable value; its error is from the posterior's curvature.
        * ``weighted``: WLE (Warm): by the answers alone, without the distribution of people, and nearly
          unbiased; its error is from the test's information.
    ability : array of float of shape (m,)
        The ability. With `weighted`, missing (NaN) for a person without answers. May be missing.
    std_error : array of float of shape (m,)
        Its standard error. Missing as the ability. Must be >= 0. May be missing.
    probability : array of float of shape (m,)
        Of having the floor or more, given the answers and the distribution of people; empty without floor. Must
        be between 0 and 1.
    log_likelihood : array of float of shape (m,)
        Logarithm of the probability of these answers, over all abilities.
    answered : array of int of shape (m,)
        Answers that were given to items of the fit that have parameters. Must be >= 0.

    Shapes: m length of `ability`.
    """
    @property
    def estimate(self) -> Literal["expected", "mode", "weighted"]:
        """As in the options."""
    @property
    def ability(self) -> NDArray[np.float64]:
        """The ability. With `weighted`, missing (NaN) for a person without answers. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error. Missing as the ability. Must be >= 0. May be missing."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """Of having the floor or more, given the answers and the distribution of people; empty without floor. Must be between 0 and 1."""
    @property
    def log_likelihood(self) -> NDArray[np.float64]:
        """Logarithm of the probability of these answers, over all abilities."""
    @property
    def answered(self) -> NDArray[np.int64]:
        """Answers that were given to items of the fit that have parameters. Must be >= 0."""
    @classmethod
    def from_json(cls, document: str | bytes) -> IrtAbilities: ...

class IrtNextItem(Result):
    """A record of named fields.

    Attributes
    ----------
    open : int
        People who are to be asked another item. Must be >= 0.
    decision : array of str of shape (m,)
        ask; or stop: above, below (the floor is decided), precise, enough_items, no_items.
    item : array of str of shape (m,)
        The item to ask: of those not answered the one that tells most at the person's ability; empty where the
        decision is to stop.
    information : array of float of shape (m,)
        What it tells: its Fisher information at the ability, for deviations of 1; 0 where the decision is to
        stop. Must be >= 0.
    ability : array of float of shape (m,)
        Expected ability (EAP) by the answers so far.
    std_error : array of float of shape (m,)
        Its standard error. Must be >= 0.
    probability : array of float of shape (m,)
        Of having the floor or more; empty without floor. Must be between 0 and 1.
    answered : array of int of shape (m,)
        Answers so far. Must be >= 0.

    Shapes: m length of `decision`.
    """
    @property
    def open(self) -> int:
        """People who are to be asked another item. Must be >= 0."""
    @property
    def decision(self) -> NDArray[np.object_]:
        """ask; or stop: above, below (the floor is decided), precise, enough_items, no_items."""
    @property
    def item(self) -> NDArray[np.object_]:
        """The item to ask: of those not answered the one that tells most at the person's ability; empty where the decision is to stop."""
    @property
    def information(self) -> NDArray[np.float64]:
        """What it tells: its Fisher information at the ability, for deviations of 1; 0 where the decision is to stop. Must be >= 0."""
    @property
    def ability(self) -> NDArray[np.float64]:
        """Expected ability (EAP) by the answers so far."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error. Must be >= 0."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """Of having the floor or more; empty without floor. Must be between 0 and 1."""
    @property
    def answered(self) -> NDArray[np.int64]:
        """Answers so far. Must be >= 0."""
    @classmethod
    def from_json(cls, document: str | bytes) -> IrtNextItem: ...

def irt(
    answers: TableLike,
    *,
    weights: ColumnLike | None = None,
    model: Literal["graded", "partial_credit", "two_parameter"] = 'graded',
    discrimination: Literal["free", "equal", "one"] = 'free',
    lowest: int | None = None,
    highest: int | None = None,
    unobserved: Literal["report", "refuse"] = 'report',
    std_errors: Literal["observed", "sandwich", "none"] = 'observed',
    item_fit: bool = True,
    nodes: int | None = None,
    max_iterations: int = 500,
    tolerance: float = 1e-08,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> IrtFit:
    """What do the items of a test tell of the people who answer them?

    Parameters
    ----------
    answers : table-like of shape (n, c)
        One column for each item: whole numbers, higher ones mean more of the ability. Missing: not asked or not
        answered; such cells say nothing. Whole numbers. May be missing.
    weights : array-like of shape (n,), optional
        How many people a row stands for. Rows with weight 0 are left out. Must be >= 0.
    model : {'graded', 'partial_credit', 'two_parameter'}, default 'graded'
        How the probability of an answer depends on the ability.
        * ``graded``: Graded response (Samejima): each answer or a higher one has a logistic curve. With two
          answers it is the two-parameter model.
        * ``partial_credit``: Generalised partial credit (Muraki): each answer against the one below it has a
          logistic curve.
        * ``two_parameter``: Two-parameter logistic: right or wrong; items with more than two answers are
          refused.
    discrimination : {'free', 'equal', 'one'}, default 'free'
        How much the items may differ in how sharply they tell people apart.
        * ``free``: Each item has its own discrimination.
        * ``equal``: All items share one, which is estimated (one-parameter model).
        * ``one``: It is 1 for all, and abilities have variance 1.
    lowest : int or None, default None
        Lowest answer of the scale; lower ones are refused, and it is reported where nobody gave it. Must be
        between -1000000 and 1000000.
    highest : int or None, default None
        Highest answer of the scale, likewise. Must be between -1000000 and 1000000.
    unobserved : {'report', 'refuse'}, default 'report'
        What happens where nobody gave an answer of the scale.
        * ``report``: It is listed in `unobserved` and has no step: the item's answers are those that were given.
        * ``refuse``: An error names item and answer.
    std_errors : {'observed', 'sandwich', 'none'}, default 'observed'
        Which standard errors are computed.
        * ``observed``: From the observed information of the marginal likelihood (Louis).
        * ``sandwich``: Robust against a wrong model: observed information around the products of people's
          scores.
        * ``none``: None: saves up to half of the time.
    item_fit : bool, default True
        Whether the fit of each item is tested (S-X²), on people who answered every item.
    nodes : int or None, default None
        Points of ability from -8 to 8 over which the likelihood is summed. If not given, as many as it takes:
        see `quadrature_error`. Must be between 9 and 2000.
    max_iterations : int, default 500
        Passes over the answers at most. Must be between 1 and 100000.
    tolerance : float, default 1e-08
        Converged when the next Newton step is shorter than this, measured in standard errors. Must be > 0 and <=
        0.01.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : IrtFit
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n rows of `answers`, c columns of `answers`.
    """

class FacetsFit(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'converged', 'disconnected', 'one_rater', 'separated', 'iteration_limit', 'no_variation'}
        How the fit ended.
        * ``converged``: The maximum was found.
        * ``disconnected``: It was found, but ratings fall into parts that nothing links: measures of different
          subsets cannot be compared.
        * ``one_rater``: It was found, but there is one rater only: how severe that rater is cannot be told from
          how good people are.
        * ``separated``: A measure grows without end: some elements were always rated above others. The values
          are those of the last step.
        * ``iteration_limit``: Not converged within max_iterations: the values are those of the last step.
        * ``no_variation``: Ratings do not differ once elements with extreme ratings alone are set aside: nothing
          can be estimated.
    steps : {'rating_scale', 'by_item', 'by_rater'}
        Whose steps are alike.
        * ``rating_scale``: Everybody's and everything's (Andrich's rating scale).
        * ``by_item``: Each item has its own (partial credit).
        * ``by_rater``: Each rater has their own: raters may use the scale more or less widely.
    log_likelihood : float
        Of the ratings that were used, given the measures.
    extreme_adjustment : float
        As given.
    iterations : int
        Newton steps made.
    rows : int
        Ratings that were used.
    left_out : int
        Rows without a rating or of weight 0.
    extreme_rows : int
        Ratings of elements that were set aside, because their ratings are extreme alone or there is nothing else
        to set them against.
    measures : FacetsMeasures
        Table of the measures.
    thresholds : FacetsThresholds
        Table of the scales.
    unobserved : FacetsUnobservedRatings
        Table of ratings that do not occur.
    facets : FacetsSummary
        Table of the facets.

    Methods
    -------
    people
        How good are these people, by raters whose severity is known?
    """
    @property
    def status(self) -> Literal["converged", "disconnected", "one_rater", "separated", "iteration_limit", "no_variation"]:
        """How the fit ended."""
    @property
    def steps(self) -> Literal["rating_scale", "by_item", "by_rater"]:
        """Whose steps are alike."""
    @property
    def log_likelihood(self) -> float:
        """Of the ratings that were used, given the measures."""
    @property
    def extreme_adjustment(self) -> float:
        """As given."""
    @property
    def iterations(self) -> int:
        """Newton steps made."""
    @property
    def rows(self) -> int:
        """Ratings that were used."""
    @property
    def left_out(self) -> int:
        """Rows without a rating or of weight 0."""
    @property
    def extreme_rows(self) -> int:
        """Ratings of elements that were set aside, because their ratings are extreme alone or there is nothing else to set them against."""
    @property
    def measures(self) -> FacetsMeasures:
        """Table of the measures."""
    @property
    def thresholds(self) -> FacetsThresholds:
        """Table of the scales."""
    @property
    def unobserved(self) -> FacetsUnobservedRatings:
        """Table of ratings that do not occur."""
    @property
    def facets(self) -> FacetsSummary:
        """Table of the facets."""
    @classmethod
    def from_json(cls, document: str | bytes) -> FacetsFit: ...
    def people(
        self,
        person: ColumnLike,
        rater: ColumnLike,
        rating: ColumnLike,
        *,
        item: ColumnLike | None = None,
        others: TableLike | None = None,
        weights: ColumnLike | None = None,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> FacetsPeopleResult:
        """How good are these people, by raters whose severity is known?

        Parameters
        ----------
        person : array-like of shape (m,)
            Who is rated. Text, categories or whole numbers.
        rater : array-like of shape (m,)
            Who rates; a rater whom the fit does not know is refused. Text, categories or whole numbers.
        rating : array-like of shape (m,)
            The rating; missing: the row says nothing. A rating that the fit's scale lacks is refused. Whole numbers.
            May be missing.
        item : array-like of shape (m,), optional
            What is rated, if the fit has items. Text, categories or whole numbers.
        others : table-like of shape (m, c), optional
            The fit's further facets.
        weights : array-like of shape (m,), optional
            How often a row counts. Must be >= 0.
        threads : int, default 0
            Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
        seed : int, default 1
            Seed of whatever is drawn at random; equal seeds give equal results.
        progress : bool or callable, default None
            Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
            installed).

        Returns
        -------
        result : FacetsPeopleResult
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m length of `person`, c columns of `others`.
        """

class FacetsMeasures(Table):
    """A table of equally long columns.

    Attributes
    ----------
    facet : array of str of shape (elements,)
        person, rater, item, or the name of a column of `others`.
    element : list of str of shape (elements,)
        Its label.
    status : array of str of shape (elements,)
        What became of it: estimated, lowest, highest (extreme ratings alone), no_variation, unmeasured.
    measure : array of float of shape (elements,)
        In logits: of people how good, of all others how severe or hard. Those of a facet other than person add
        up to 0. Missing (NaN) where nothing is known. May be missing.
    std_error : array of float of shape (elements,)
        Its standard error if the model holds and the other measures are known; missing with it. Must be >= 0.
        May be missing.
    real_std_error : array of float of shape (elements,)
        The same if misfit is real: times the root of infit where that is above 1. Must be >= 0. May be missing.
    ratings : array of float of shape (elements,)
        Sum of the weights of its ratings. Must be >= 0.
    observed_average : array of float of shape (elements,)
        Mean of its ratings; missing where there are none. May be missing.
    fair_average : array of float of shape (elements,)
        The mean rating that is expected where all others are average: of a person, from average raters on
        average items; of a rater, for the average person. Missing with the measure. May be missing.
    infit : array of float of shape (elements,)
        Squared residuals against expected ones, weighted by information: 1 where the model holds, above where
        ratings are erratic, below where they are too regular. Missing unless estimated. Must be >= 0. May be
        missing.
    outfit : array of float of shape (elements,)
        Mean of squared standardised residuals: sensitive to single surprising ratings. Missing unless estimated.
        Must be >= 0. May be missing.
    infit_z : array of float of shape (elements,)
        Infit as a standard normal variable (Wilson and Hilferty). Missing unless estimated. May be missing.
    outfit_z : array of float of shape (elements,)
        Outfit likewise. May be missing.
    subset : array of int of shape (elements,)
        Which part of the facet it belongs to, from 1; only measures of one part can be compared. 0 unless
        estimated. Must be >= 0.

    Shapes: elements length of `facet`.
    """
    @property
    def facet(self) -> NDArray[np.object_]:
        """person, rater, item, or the name of a column of `others`."""
    @property
    def element(self) -> NDArray[np.object_]:
        """Its label."""
    @property
    def status(self) -> NDArray[np.object_]:
        """What became of it: estimated, lowest, highest (extreme ratings alone), no_variation, unmeasured."""
    @property
    def measure(self) -> NDArray[np.float64]:
        """In logits: of people how good, of all others how severe or hard. Those of a facet other than person add up to 0. Missing (NaN) where nothing is known. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error if the model holds and the other measures are known; missing with it. Must be >= 0. May be missing."""
    @property
    def real_std_error(self) -> NDArray[np.float64]:
        """The same if misfit is real: times the root of infit where that is above 1. Must be >= 0. May be missing."""
    @property
    def ratings(self) -> NDArray[np.float64]:
        """Sum of the weights of its ratings. Must be >= 0."""
    @property
    def observed_average(self) -> NDArray[np.float64]:
        """Mean of its ratings; missing where there are none. May be missing."""
    @property
    def fair_average(self) -> NDArray[np.float64]:
        """The mean rating that is expected where all others are average: of a person, from average raters on average items; of a rater, for the average person. Missing with the measure. May be missing."""
    @property
    def infit(self) -> NDArray[np.float64]:
        """Squared residuals against expected ones, weighted by information: 1 where the model holds, above where ratings are erratic, below where they are too regular. Missing unless estimated. Must be >= 0. May be missing."""
    @property
    def outfit(self) -> NDArray[np.float64]:
        """Mean of squared standardised residuals: sensitive to single surprising ratings. Missing unless estimated. Must be >= 0. May be missing."""
    @property
    def infit_z(self) -> NDArray[np.float64]:
        """Infit as a standard normal variable (Wilson and Hilferty). Missing unless estimated. May be missing."""
    @property
    def outfit_z(self) -> NDArray[np.float64]:
        """Outfit likewise. May be missing."""
    @property
    def subset(self) -> NDArray[np.int64]:
        """Which part of the facet it belongs to, from 1; only measures of one part can be compared. 0 unless estimated. Must be >= 0."""

class FacetsThresholds(Table):
    """A table of equally long columns.

    Attributes
    ----------
    of : list of str of shape (thresholds,)
        Whose scale: the label of an item or rater, or "all".
    rating : array of int of shape (thresholds,)
        The rating.
    step : array of float of shape (thresholds,)
        Where it becomes as likely as the one below, against the element's measure; the steps of a scale add up
        to 0. Missing (NaN) for the lowest. May be missing.
    std_error : array of float of shape (thresholds,)
        Its standard error, the rest being known; missing for the lowest. Must be >= 0. May be missing.
    ratings : array of float of shape (thresholds,)
        How often it was given, by weight, among ratings that were used. Must be >= 0.
    average_measure : array of float of shape (thresholds,)
        Mean of person less severity and difficulty where it was given; should rise with the rating. May be
        missing.

    Shapes: thresholds length of `of`.
    """
    @property
    def of(self) -> NDArray[np.object_]:
        """Whose scale: the label of an item or rater, or "all"."""
    @property
    def rating(self) -> NDArray[np.int64]:
        """The rating."""
    @property
    def step(self) -> NDArray[np.float64]:
        """Where it becomes as likely as the one below, against the element's measure; the steps of a scale add up to 0. Missing (NaN) for the lowest. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error, the rest being known; missing for the lowest. Must be >= 0. May be missing."""
    @property
    def ratings(self) -> NDArray[np.float64]:
        """How often it was given, by weight, among ratings that were used. Must be >= 0."""
    @property
    def average_measure(self) -> NDArray[np.float64]:
        """Mean of person less severity and difficulty where it was given; should rise with the rating. May be missing."""

class FacetsUnobservedRatings(Table):
    """A table of equally long columns.

    Attributes
    ----------
    of : list of str of shape (unobserved,)
        Whose scale.
    rating : array of int of shape (unobserved,)
        The rating that does not occur.

    Shapes: unobserved length of `of`.
    """
    @property
    def of(self) -> NDArray[np.object_]:
        """Whose scale."""
    @property
    def rating(self) -> NDArray[np.int64]:
        """The rating that does not occur."""

class FacetsSummary(Table):
    """A table of equally long columns.

    Attributes
    ----------
    facet : list of str of shape (facets,)
        person, rater, item, or the name of a column of `others`.
    elements : array of int of shape (facets,)
        How many it has.
    extreme : array of int of shape (facets,)
        Of these with extreme ratings alone.
    unmeasured : array of int of shape (facets,)
        Of these without a measure.
    subsets : array of int of shape (facets,)
        Parts between which measures cannot be compared; 1 is what one wants. Must be >= 0.
    mean : array of float of shape (facets,)
        Mean of the measures that were estimated, as what follows. May be missing.
    deviation : array of float of shape (facets,)
        Their standard deviation; missing with fewer than two. Must be >= 0. May be missing.
    root_mean_square_error : array of float of shape (facets,)
        Root of the mean squared standard error. Must be >= 0. May be missing.
    separation : array of float of shape (facets,)
        Deviation without error, in errors. Must be >= 0. May be missing.
    reliability : array of float of shape (facets,)
        Share of the measures' variance that is not error. For raters it should be low: raters should agree. Must
        be between 0 and 1. May be missing.
    statistic : array of float of shape (facets,)
        Chi-squared statistic of the hypothesis that all have the same measure. Must be >= 0. May be missing.
    degrees_of_freedom : array of float of shape (facets,)
        Its degrees of freedom. May be missing.
    p_value : array of float of shape (facets,)
        Probability of a statistic as large if it holds. Must be between 0 and 1. May be missing.

    Shapes: facets length of `facet`.
    """
    @property
    def facet(self) -> NDArray[np.object_]:
        """person, rater, item, or the name of a column of `others`."""
    @property
    def elements(self) -> NDArray[np.int64]:
        """How many it has."""
    @property
    def extreme(self) -> NDArray[np.int64]:
        """Of these with extreme ratings alone."""
    @property
    def unmeasured(self) -> NDArray[np.int64]:
        """Of these without a measure."""
    @property
    def subsets(self) -> NDArray[np.int64]:
        """Parts between which measures cannot be compared; 1 is what one wants. Must be >= 0."""
    @property
    def mean(self) -> NDArray[np.float64]:
        """Mean of the measures that were estimated, as what follows. May be missing."""
    @property
    def deviation(self) -> NDArray[np.float64]:
        """Their standard deviation; missing with fewer than two. Must be >= 0. May be missing."""
    @property
    def root_mean_square_error(self) -> NDArray[np.float64]:
        """Root of the mean squared standard error. Must be >= 0. May be missing."""
    @property
    def separation(self) -> NDArray[np.float64]:
        """Deviation without error, in errors. Must be >= 0. May be missing."""
    @property
    def reliability(self) -> NDArray[np.float64]:
        """Share of the measures' variance that is not error. For raters it should be low: raters should agree. Must be between 0 and 1. May be missing."""
    @property
    def statistic(self) -> NDArray[np.float64]:
        """Chi-squared statistic of the hypothesis that all have the same measure. Must be >= 0. May be missing."""
    @property
    def degrees_of_freedom(self) -> NDArray[np.float64]:
        """Its degrees of freedom. May be missing."""
    @property
    def p_value(self) -> NDArray[np.float64]:
        """Probability of a statistic as large if it holds. Must be between 0 and 1. May be missing."""

class FacetsPeopleResult(Result):
    """A record of named fields.

    Attributes
    ----------
    rows : int
        Ratings that were used.
    left_out : int
        Rows without a rating or of weight 0.
    people : FacetsPeople
        Table of the people.
    """
    @property
    def rows(self) -> int:
        """Ratings that were used."""
    @property
    def left_out(self) -> int:
        """Rows without a rating or of weight 0."""
    @property
    def people(self) -> FacetsPeople:
        """Table of the people."""
    @classmethod
    def from_json(cls, document: str | bytes) -> FacetsPeopleResult: ...

class FacetsPeople(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : list of str of shape (people,)
        The person.
    status : array of str of shape (people,)
        As in the fit.
    measure : array of float of shape (people,)
        In logits; missing (NaN) where unmeasured. May be missing.
    std_error : array of float of shape (people,)
        Its standard error, raters and items being known. Must be >= 0. May be missing.
    ratings : array of float of shape (people,)
        Sum of the weights of the ratings. Must be >= 0.
    observed_average : array of float of shape (people,)
        Mean of the ratings; missing where there are none. May be missing.
    fair_average : array of float of shape (people,)
        The mean that average raters would have given on average items. May be missing.
    infit : array of float of shape (people,)
        As in the fit; missing unless estimated. Must be >= 0. May be missing.
    outfit : array of float of shape (people,)
        As in the fit; missing unless estimated. Must be >= 0. May be missing.

    Shapes: people length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The person."""
    @property
    def status(self) -> NDArray[np.object_]:
        """As in the fit."""
    @property
    def measure(self) -> NDArray[np.float64]:
        """In logits; missing (NaN) where unmeasured. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error, raters and items being known. Must be >= 0. May be missing."""
    @property
    def ratings(self) -> NDArray[np.float64]:
        """Sum of the weights of the ratings. Must be >= 0."""
    @property
    def observed_average(self) -> NDArray[np.float64]:
        """Mean of the ratings; missing where there are none. May be missing."""
    @property
    def fair_average(self) -> NDArray[np.float64]:
        """The mean that average raters would have given on average items. May be missing."""
    @property
    def infit(self) -> NDArray[np.float64]:
        """As in the fit; missing unless estimated. Must be >= 0. May be missing."""
    @property
    def outfit(self) -> NDArray[np.float64]:
        """As in the fit; missing unless estimated. Must be >= 0. May be missing."""

def facets(
    person: ColumnLike,
    rater: ColumnLike,
    rating: ColumnLike,
    *,
    item: ColumnLike | None = None,
    others: TableLike | None = None,
    weights: ColumnLike | None = None,
    steps: Literal["rating_scale", "by_item", "by_rater"] = 'rating_scale',
    lowest: int | None = None,
    highest: int | None = None,
    unobserved: Literal["report", "refuse"] = 'report',
    disconnected: Literal["report", "refuse"] = 'report',
    extreme_adjustment: float = 0.3,
    max_iterations: int = 100,
    tolerance: float = 1e-06,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> FacetsFit:
    """How good are people whom different raters rated, and how severe is each rater?

    Parameters
    ----------
    person : array-like of shape (n,)
        Who is rated. Text, categories or whole numbers.
    rater : array-like of shape (n,)
        Who rates: mentor, peer, customer. Text, categories or whole numbers.
    rating : array-like of shape (n,)
        The rating: a whole number, higher ones mean more. Missing: not rated; the row says nothing. Whole
        numbers. May be missing.
    item : array-like of shape (n,), optional
        What is rated: trait, task, question. Text, categories or whole numbers.
    others : table-like of shape (n, c), optional
        Further facets, a column each: occasion, place, kind of rater.
    weights : array-like of shape (n,), optional
        How often a row counts. Rows with weight 0 are left out. Must be >= 0.
    steps : {'rating_scale', 'by_item', 'by_rater'}, default 'rating_scale'
        Whose steps from one rating to the next are alike.
        * ``rating_scale``: Everybody's and everything's (Andrich's rating scale).
        * ``by_item``: Each item has its own (partial credit).
        * ``by_rater``: Each rater has their own: raters may use the scale more or less widely.
    lowest : int or None, default None
        Lowest rating of the scale; lower ones are refused, and it is reported where nobody gave it. Must be
        between -1000000 and 1000000.
    highest : int or None, default None
        Highest rating of the scale, likewise. Must be between -1000000 and 1000000.
    unobserved : {'report', 'refuse'}, default 'report'
        What happens where a rating of the scale occurs nowhere.
        * ``report``: It is listed in `unobserved` and has no step: the scale is that of the ratings which occur.
        * ``refuse``: An error names it.
    disconnected : {'report', 'refuse'}, default 'report'
        What happens where ratings fall into parts that nothing links.
        * ``report``: Status disconnected; `subset` of each element says with whom it can be compared.
        * ``refuse``: An error names two people who cannot be compared.
    extreme_adjustment : float, default 0.3
        By how many points of the scale the sum of an element with extreme ratings alone is moved inwards, so
        that its measure is finite. Must be > 0 and <= 0.5.
    max_iterations : int, default 100
        Newton steps at most. Must be between 1 and 10000.
    tolerance : float, default 1e-06
        Converged when no measure moves by more than this, in standard errors. Must be > 0 and <= 0.01.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : FacetsFit
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`, c columns of `others`.
    """

class DifferentialResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'estimated', 'not_settled', 'one_group', 'no_anchors'}
        How it ended.
        * ``estimated``: Items were compared.
        * ``not_settled``: The anchors still changed after max_rounds: items were compared by the last ones.
        * ``one_group``: There is one group only: nothing to compare.
        * ``no_anchors``: Purification left fewer than two anchors: items were compared by those before.
    reference : str
        The group with which the others were compared.
    anchors : list of str of shape (anchors,)
        The items whose sum people were matched on; none with `match`.
    rounds : int
        Rounds of purification.
    people : float
        Sum of the weights of those who could be matched. Must be >= 0.
    left_out : float
        Sum of the weights of those who lack an answer to an anchor. Must be >= 0.
    groups : DifferentialGroups
        Table of the groups.
    matched : DifferentialMatched
        Table of comparisons of matched people.
    logistic : DifferentialLogistic
        Table of logistic regressions; empty unless asked for.

    Shapes: anchors length of `anchors`.
    """
    @property
    def status(self) -> Literal["estimated", "not_settled", "one_group", "no_anchors"]:
        """How it ended."""
    @property
    def reference(self) -> str:
        """The group with which the others were compared."""
    @property
    def anchors(self) -> list[str]:
        """The items whose sum people were matched on; none with `match`."""
    @property
    def rounds(self) -> int:
        """Rounds of purification."""
    @property
    def people(self) -> float:
        """Sum of the weights of those who could be matched. Must be >= 0."""
    @property
    def left_out(self) -> float:
        """Sum of the weights of those who lack an answer to an anchor. Must be >= 0."""
    @property
    def groups(self) -> DifferentialGroups:
        """Table of the groups."""
    @property
    def matched(self) -> DifferentialMatched:
        """Table of comparisons of matched people."""
    @property
    def logistic(self) -> DifferentialLogistic:
        """Table of logistic regressions; empty unless asked for."""
    @classmethod
    def from_json(cls, document: str | bytes) -> DifferentialResult: ...

class DifferentialGroups(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : list of str of shape (groups,)
        Its label.
    people : array of float of shape (groups,)
        Sum of the weights of those who could be matched. Must be >= 0.
    mean_match : array of float of shape (groups,)
        Mean of what they are matched on: unlike abilities of groups are no unfairness of an item. Missing
        without people. May be missing.

    Shapes: groups length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """Its label."""
    @property
    def people(self) -> NDArray[np.float64]:
        """Sum of the weights of those who could be matched. Must be >= 0."""
    @property
    def mean_match(self) -> NDArray[np.float64]:
        """Mean of what they are matched on: unlike abilities of groups are no unfairness of an item. Missing without people. May be missing."""

class DifferentialMatched(Table):
    """A table of equally long columns.

    Attributes
    ----------
    item : array of str of shape (comparisons,)
        Name of the item.
    group : array of str of shape (comparisons,)
        The group that is compared with the reference.
    status : array of str of shape (comparisons,)
        What became of it: estimated, few_people, no_variation, not_matched.
    flagged : array of int of shape (comparisons,)
        1 where the corrected p-value is below `significance`. Must be between 0 and 1.
    size : array of str of shape (comparisons,)
        Size of the difference. Two answers: A where not significant or |delta| < 1; C where |delta| >= 1.5 and
        significantly above 1; else B. More: A where not significant or |standardised_difference| <= 0.17; C
        above 0.25; else B. Missing where nothing could be compared. May be missing.
    people_reference : array of float of shape (comparisons,)
        People of the reference in classes where both groups are. Must be >= 0.
    people_group : array of float of shape (comparisons,)
        People of the group likewise. Must be >= 0.
    mean_reference : array of float of shape (comparisons,)
        Their mean answer, before matching; missing without people. May be missing.
    mean_group : array of float of shape (comparisons,)
        The group's, likewise. May be missing.
    statistic : array of float of shape (comparisons,)
        Mantel–Haenszel chi-squared statistic; with more than two answers Mantel's. One degree of freedom.
        Missing where nothing could be compared, as what follows. Must be >= 0. May be missing.
    p_value : array of float of shape (comparisons,)
        Probability of a statistic as large if matched people answer alike. Must be between 0 and 1. May be
        missing.
    corrected_p_value : array of float of shape (comparisons,)
        Corrected for the number of items. Must be between 0 and 1. May be missing.
    odds_ratio : array of float of shape (comparisons,)
        Common odds ratio of the higher answer, reference over group; above 1 the item favours the reference. Two
        answers only. Must be >= 0. May be missing. May be infinite.
    lower : array of float of shape (comparisons,)
        Lower end of its interval (Robins, Breslow and Greenland). Must be >= 0. May be missing. May be infinite.
    upper : array of float of shape (comparisons,)
        Upper end of its interval. Must be >= 0. May be missing. May be infinite.
    delta : array of float of shape (comparisons,)
        -2.35 log(odds_ratio): below 0 the item is harder for the group. May be missing. May be infinite.
    delta_std_error : array of float of shape (comparisons,)
        Its standard error. Must be >= 0. May be missing. May be infinite.
    difference : array of float of shape (comparisons,)
        Mean answer of the group less that of matched people of the reference, weighted by the group's people
        (standardised mean difference). May be missing.
    difference_std_error : array of float of shape (comparisons,)
        Its standard error if matched people answer alike (Zwick and Thayer). Must be >= 0. May be missing.
    standardised_difference : array of float of shape (comparisons,)
        The difference in deviations of the answers of both groups. May be missing.

    Shapes: comparisons length of `item`.
    """
    @property
    def item(self) -> NDArray[np.object_]:
        """Name of the item."""
    @property
    def group(self) -> NDArray[np.object_]:
        """The group that is compared with the reference."""
    @property
    def status(self) -> NDArray[np.object_]:
        """What became of it: estimated, few_people, no_variation, not_matched."""
    @property
    def flagged(self) -> NDArray[np.int64]:
        """1 where the corrected p-value is below `significance`. Must be between 0 and 1."""
    @property
    def size(self) -> NDArray[np.object_]:
        """Size of the difference. Two answers: A where not significant or |delta| < 1; C where |delta| >= 1.5 and significantly above 1; else B. More: A where not significant or |standardised_difference| <= 0.17; C above 0.25; else B. Missing where nothing could be compared. May be missing."""
    @property
    def people_reference(self) -> NDArray[np.float64]:
        """People of the reference in classes where both groups are. Must be >= 0."""
    @property
    def people_group(self) -> NDArray[np.float64]:
        """People of the group likewise. Must be >= 0."""
    @property
    def mean_reference(self) -> NDArray[np.float64]:
        """Their mean answer, before matching; missing without people. May be missing."""
    @property
    def mean_group(self) -> NDArray[np.float64]:
        """The group's, likewise. May be missing."""
    @property
    def statistic(self) -> NDArray[np.float64]:
        """Mantel–Haenszel chi-squared statistic; with more than two answers Mantel's. One degree of freedom. Missing where nothing could be compared, as what follows. Must be >= 0. May be missing."""
    @property
    def p_value(self) -> NDArray[np.float64]:
        """Probability of a statistic as large if matched people answer alike. Must be between 0 and 1. May be missing."""
    @property
    def corrected_p_value(self) -> NDArray[np.float64]:
        """Corrected for the number of items. Must be between 0 and 1. May be missing."""
    @property
    def odds_ratio(self) -> NDArray[np.float64]:
        """Common odds ratio of the higher answer, reference over group; above 1 the item favours the reference. Two answers only. Must be >= 0. May be missing. May be infinite."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of its interval (Robins, Breslow and Greenland). Must be >= 0. May be missing. May be infinite."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end of its interval. Must be >= 0. May be missing. May be infinite."""
    @property
    def delta(self) -> NDArray[np.float64]:
        """-2.35 log(odds_ratio): below 0 the item is harder for the group. May be missing. May be infinite."""
    @property
    def delta_std_error(self) -> NDArray[np.float64]:
        """Its standard error. Must be >= 0. May be missing. May be infinite."""
    @property
    def difference(self) -> NDArray[np.float64]:
        """Mean answer of the group less that of matched people of the reference, weighted by the group's people (standardised mean difference). May be missing."""
    @property
    def difference_std_error(self) -> NDArray[np.float64]:
        """Its standard error if matched people answer alike (Zwick and Thayer). Must be >= 0. May be missing."""
    @property
    def standardised_difference(self) -> NDArray[np.float64]:
        """The difference in deviations of the answers of both groups. May be missing."""

class DifferentialLogistic(Table):
    """A table of equally long columns.

    Attributes
    ----------
    item : array of str of shape (regressions,)
        Name of the item.
    group : array of str of shape (regressions,)
        The group that is compared with the reference.
    status : array of str of shape (regressions,)
        What became of it: estimated, few_people, no_variation, not_matched, separated.
    flagged : array of int of shape (regressions,)
        1 where the corrected p-value of both kinds together is below `significance`. Must be between 0 and 1.
    size : array of str of shape (regressions,)
        By r_squared_change (Jodoin and Gierl): A where not significant or below 0.035, C from 0.07, else B.
        Missing where nothing could be compared. May be missing.
    coefficient : array of float of shape (regressions,)
        Of the group, without the product: log odds of higher answers against matched people of the reference.
        Missing where nothing could be compared, as what follows, or separated. May be missing.
    std_error : array of float of shape (regressions,)
        Its standard error. Must be >= 0. May be missing.
    product : array of float of shape (regressions,)
        Of group times match (in deviations of the match): how much sharper or flatter the item is in the group.
        May be missing.
    product_std_error : array of float of shape (regressions,)
        Its standard error. Must be >= 0. May be missing.
    uniform_statistic : array of float of shape (regressions,)
        Likelihood ratio of the group given match: a difference alike at all levels. One degree of freedom. Must
        be >= 0. May be missing.
    uniform_p_value : array of float of shape (regressions,)
        Its p-value. Must be between 0 and 1. May be missing.
    nonuniform_statistic : array of float of shape (regressions,)
        Likelihood ratio of the product given both: a difference that depends on the level. One degree of
        freedom. Must be >= 0. May be missing.
    nonuniform_p_value : array of float of shape (regressions,)
        Its p-value. Must be between 0 and 1. May be missing.
    statistic : array of float of shape (regressions,)
        Both together. Two degrees of freedom. Must be >= 0. May be missing.
    p_value : array of float of shape (regressions,)
        Its p-value. Must be between 0 and 1. May be missing.
    corrected_p_value : array of float of shape (regressions,)
        Corrected for the number of items. Must be between 0 and 1. May be missing.
    r_squared_change : array of float of shape (regressions,)
        How much group and product add to Nagelkerke's R². May be missing.
    uniform_r_squared_change : array of float of shape (regressions,)
        How much the group alone adds. May be missing.

    Shapes: regressions length of `item`.
    """
    @property
    def item(self) -> NDArray[np.object_]:
        """Name of the item."""
    @property
    def group(self) -> NDArray[np.object_]:
        """The group that is compared with the reference."""
    @property
    def status(self) -> NDArray[np.object_]:
        """What became of it: estimated, few_people, no_variation, not_matched, separated."""
    @property
    def flagged(self) -> NDArray[np.int64]:
        """1 where the corrected p-value of both kinds together is below `significance`. Must be between 0 and 1."""
    @property
    def size(self) -> NDArray[np.object_]:
        """By r_squared_change (Jodoin and Gierl): A where not significant or below 0.035, C from 0.07, else B. Missing where nothing could be compared. May be missing."""
    @property
    def coefficient(self) -> NDArray[np.float64]:
        """Of the group, without the product: log odds of higher answers against matched people of the reference. Missing where nothing could be compared, as what follows, or separated. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error. Must be >= 0. May be missing."""
    @property
    def product(self) -> NDArray[np.float64]:
        """Of group times match (in deviations of the match): how much sharper or flatter the item is in the group. May be missing."""
    @property
    def product_std_error(self) -> NDArray[np.float64]:
        """Its standard error. Must be >= 0. May be missing."""
    @property
    def uniform_statistic(self) -> NDArray[np.float64]:
        """Likelihood ratio of the group given match: a difference alike at all levels. One degree of freedom. Must be >= 0. May be missing."""
    @property
    def uniform_p_value(self) -> NDArray[np.float64]:
        """Its p-value. Must be between 0 and 1. May be missing."""
    @property
    def nonuniform_statistic(self) -> NDArray[np.float64]:
        """Likelihood ratio of the product given both: a difference that depends on the level. One degree of freedom. Must be >= 0. May be missing."""
    @property
    def nonuniform_p_value(self) -> NDArray[np.float64]:
        """Its p-value. Must be between 0 and 1. May be missing."""
    @property
    def statistic(self) -> NDArray[np.float64]:
        """Both together. Two degrees of freedom. Must be >= 0. May be missing."""
    @property
    def p_value(self) -> NDArray[np.float64]:
        """Its p-value. Must be between 0 and 1. May be missing."""
    @property
    def corrected_p_value(self) -> NDArray[np.float64]:
        """Corrected for the number of items. Must be between 0 and 1. May be missing."""
    @property
    def r_squared_change(self) -> NDArray[np.float64]:
        """How much group and product add to Nagelkerke's R². May be missing."""
    @property
    def uniform_r_squared_change(self) -> NDArray[np.float64]:
        """How much the group alone adds. May be missing."""

def differential(
    answers: TableLike,
    group: ColumnLike,
    *,
    match: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    reference: str = '',
    anchors: Sequence[str] = (),
    purify: Literal["no", "mantel_haenszel", "logistic"] = 'no',
    max_rounds: int = 10,
    strata: int | None = None,
    continuity: bool = True,
    correction: Literal["benjamini_hochberg", "holm", "bonferroni", "none"] = 'benjamini_hochberg',
    significance: float = 0.05,
    confidence_level: float = 0.95,
    few: int = 100,
    logistic: bool = True,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> DifferentialResult:
    """Do people who are equally able answer an item differently by group?

    Parameters
    ----------
    answers : table-like of shape (n, c)
        One column for each item: whole numbers, higher ones mean more. Missing: not answered; such a person is
        left out of the item, and, where the item is an anchor, of all. Whole numbers. May be missing.
    group : array-like of shape (n,)
        Each person's group. Text, categories or whole numbers.
    match : array-like of shape (n,), optional
        What people are matched on instead of the sum of the anchors: a score from elsewhere.
    weights : array-like of shape (n,), optional
        How many people a row stands for. Rows with weight 0 are left out. Must be >= 0.
    reference : str, default ''
        The group with which each of the others is compared; if empty the largest one (of equals the first
        label).
    anchors : list of str of shape (a,), default ()
        Items whose sum people are matched on; if empty all. An item that is no anchor is added to the sum for
        its own comparison.
    purify : {'no', 'mantel_haenszel', 'logistic'}, default 'no'
        Which of them stay.
        * ``no``: All anchors.
        * ``mantel_haenszel``: Items that this test flags leave the anchors, again and again until the same stay.
        * ``logistic``: Likewise by the logistic test of either kind of difference.
    max_rounds : int, default 10
        Rounds of purification at most. Must be between 1 and 1000.
    strata : int or None, default None
        People are matched in so many classes of about equal size by score; if not given, each score is a class.
        Must be between 2 and 10000.
    continuity : bool, default True
        Whether the chi-squared statistic of items with two answers is corrected by 1/2 (Mantel and Haenszel).
    correction : {'benjamini_hochberg', 'holm', 'bonferroni', 'none'}, default 'benjamini_hochberg'
        How p-values of many items are corrected; those of each group together.
        * ``benjamini_hochberg``: Share of false alarms among alarms (Benjamini and Hochberg).
        * ``holm``: Probability of any false alarm, step by step (Holm).
        * ``bonferroni``: Probability of any false alarm: times the number of items.
        * ``none``: Not at all.
    significance : float, default 0.05
        Corrected p-values below are flagged; uncorrected ones count for the classes. Must be > 0 and < 1.
    confidence_level : float, default 0.95
        Of the intervals. Must be > 0 and < 1.
    few : int, default 100
        Groups with fewer people are marked. Must be >= 0.
    logistic : bool, default True
        Whether logistic regressions are fitted.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : DifferentialResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n rows of `answers`, a length of `anchors`, c columns of `answers`.
    """

class _DialogueItemRequired(TypedDict):
    name: str

class DialogueItem(_DialogueItemRequired, total=False):
    label: str
    label_zh: str
    direction: Literal["higher", "lower", "band"]
    lowest: float
    highest: float
    best_from: float | None
    best_to: float | None
    attainable: float | None
    weight: float
    advice: str
    advice_zh: str

class _DialogueRubricRequired(TypedDict):
    items: list[DialogueItem]

class DialogueRubric(_DialogueRubricRequired, total=False):
    name: str
    version: str
    scenario: str

class DialogueFit(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'learnt', 'not_learnt', 'too_few', 'no_variation'}
        Where the weights come from.
        * ``learnt``: The weights were learnt from the ratings.
        * ``not_learnt``: There are no ratings: the weights are those of the rubric.
        * ``too_few``: Fewer rated answers than `minimum`, or people than folds: the weights are those of the
          rubric.
        * ``no_variation``: All ratings are equal: the weights are those of the rubric.
    rubric : DialogueRubric
        The rubric as it was given.
    base : float
        What every answer gets; it and all weights add up to 1 at most. Must be between 0 and 1.
    penalty : float
        The one that cross-validation chose; 0 unless learnt. Must be >= 0.
    half_width : float
        An interval is the score and so much to either side: the held-out errors' quantile. Missing (NaN) unless
        learnt. Must be >= 0. May be missing.
    confidence_level : float
        Of the intervals.
    held_out_coverage : float
        Share of answers whose mean rating fell into an interval that neither weights nor width had seen. Missing
        unless learnt. Must be between 0 and 1. May be missing.
    answers : float
        Sum of the weights of the answers learnt from. Must be >= 0.
    left_out : float
        Of those left out: without rating or with a missing item. Must be >= 0.
    people : int
        People learnt from. Must be >= 0.
    items : DialogueWeights
        Table of the items.
    validation : DialogueValidation
        Table of scores; empty unless learnt.
    agreement : DialogueAgreement
        Table of agreements; empty unless learnt.

    Methods
    -------
    score
        How good is each answer, what makes it so, and what would raise it most?
    """
    @property
    def status(self) -> Literal["learnt", "not_learnt", "too_few", "no_variation"]:
        """Where the weights come from."""
    @property
    def rubric(self) -> Any:
        """The rubric as it was given."""
    @property
    def base(self) -> float:
        """What every answer gets; it and all weights add up to 1 at most. Must be between 0 and 1."""
    @property
    def penalty(self) -> float:
        """The one that cross-validation chose; 0 unless learnt. Must be >= 0."""
    @property
    def half_width(self) -> float:
        """An interval is the score and so much to either side: the held-out errors' quantile. Missing (NaN) unless learnt. Must be >= 0. May be missing."""
    @property
    def confidence_level(self) -> float:
        """Of the intervals."""
    @property
    def held_out_coverage(self) -> float:
        """Share of answers whose mean rating fell into an interval that neither weights nor width had seen. Missing unless learnt. Must be between 0 and 1. May be missing."""
    @property
    def answers(self) -> float:
        """Sum of the weights of the answers learnt from. Must be >= 0."""
    @property
    def left_out(self) -> float:
        """Of those left out: without rating or with a missing item. Must be >= 0."""
    @property
    def people(self) -> int:
        """People learnt from. Must be >= 0."""
    @property
    def items(self) -> DialogueWeights:
        """Table of the items."""
    @property
    def validation(self) -> DialogueValidation:
        """Table of scores; empty unless learnt."""
    @property
    def agreement(self) -> DialogueAgreement:
        """Table of agreements; empty unless learnt."""
    @classmethod
    def from_json(cls, document: str | bytes) -> DialogueFit: ...
    def score(
        self,
        x: TableLike,
        *,
        missing: Literal["bounds", "typical"] = 'bounds',
        advice: int = 3,
        least_gain: float = 0.01,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> DialogueScores:
        """How good is each answer, what makes it so, and what would raise it most?

        Parameters
        ----------
        x : table-like of shape (m, c)
            A row for each answer, a column for each item of the rubric by its name. May be missing.
        missing : {'bounds', 'typical'}, default 'bounds'
            What becomes of an answer of which an item is not known.
            * ``bounds``: It gets no score, but the bounds between which it lies.
            * ``typical``: The item counts as the mean of the answers that were learnt from; status incomplete.
        advice : int, default 3
            Pieces of advice for each answer at most. Must be between 0 and 200.
        least_gain : float, default 0.01
            Advice that would add less is not given. Must be between 0 and 1.
        threads : int, default 0
            Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
        seed : int, default 1
            Seed of whatever is drawn at random; equal seeds give equal results.
        progress : bool or callable, default None
            Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
            installed).

        Returns
        -------
        result : DialogueScores
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, c columns of `x`.
        """

class DialogueWeights(Table):
    """A table of equally long columns.

    Attributes
    ----------
    item : list of str of shape (items,)
        Its name.
    weight : array of float of shape (items,)
        What the item adds to a score at its best. Must be between 0 and 1.
    std_error : array of float of shape (items,)
        Its bootstrap error; missing (NaN) unless learnt. Must be >= 0. May be missing.
    lower : array of float of shape (items,)
        Lower end of its bootstrap interval; missing unless learnt. May be missing.
    upper : array of float of shape (items,)
        Upper end. May be missing.
    zero_share : array of float of shape (items,)
        Share of bootstrap samples in which nothing is left of it; missing unless learnt. Must be between 0 and
        1. May be missing.
    rubric_weight : array of float of shape (items,)
        The rubric's own weight as a share. Must be between 0 and 1.
    mean_level : array of float of shape (items,)
        Mean level, 0 worst and 1 best, in the answers learnt from (of all given, where nothing was learnt);
        missing without any. May be missing.
    deviation : array of float of shape (items,)
        Standard deviation of the level. Must be >= 0. May be missing.
    correlation : array of float of shape (items,)
        Of the level with the experts' mean rating; missing where one of them does not vary. Must be between -1
        and 1. May be missing.

    Shapes: items length of `item`.
    """
    @property
    def item(self) -> NDArray[np.object_]:
        """Its name."""
    @property
    def weight(self) -> NDArray[np.float64]:
        """What the item adds to a score at its best. Must be between 0 and 1."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its bootstrap error; missing (NaN) unless learnt. Must be >= 0. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of its bootstrap interval; missing unless learnt. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end. May be missing."""
    @property
    def zero_share(self) -> NDArray[np.float64]:
        """Share of bootstrap samples in which nothing is left of it; missing unless learnt. Must be between 0 and 1. May be missing."""
    @property
    def rubric_weight(self) -> NDArray[np.float64]:
        """The rubric's own weight as a share. Must be between 0 and 1."""
    @property
    def mean_level(self) -> NDArray[np.float64]:
        """Mean level, 0 worst and 1 best, in the answers learnt from (of all given, where nothing was learnt); missing without any. May be missing."""
    @property
    def deviation(self) -> NDArray[np.float64]:
        """Standard deviation of the level. Must be >= 0. May be missing."""
    @property
    def correlation(self) -> NDArray[np.float64]:
        """Of the level with the experts' mean rating; missing where one of them does not vary. Must be between -1 and 1. May be missing."""

class DialogueValidation(Table):
    """A table of equally long columns.

    Attributes
    ----------
    score : list of str of shape (scores,)
        learnt: by the weights of this fit; rubric: by the rubric's own; equal: all items alike; constant:
        everybody gets the mean rating.
    root_mean_square_error : array of float of shape (scores,)
        Against the experts' mean rating, both from 0 to 1. Must be >= 0. May be missing.
    mean_absolute_error : array of float of shape (scores,)
        Likewise. Must be >= 0. May be missing.
    correlation : array of float of shape (scores,)
        With the experts' mean rating; missing where one does not vary. Must be between -1 and 1. May be missing.
    kappa : array of float of shape (scores,)
        Agreement of the rounded score with each expert's rating: quadratically weighted kappa over all pairs of
        answer and expert. Missing where nothing varies. May be missing.

    Shapes: scores length of `score`.
    """
    @property
    def score(self) -> NDArray[np.object_]:
        """learnt: by the weights of this fit; rubric: by the rubric's own; equal: all items alike; constant: everybody gets the mean rating."""
    @property
    def root_mean_square_error(self) -> NDArray[np.float64]:
        """Against the experts' mean rating, both from 0 to 1. Must be >= 0. May be missing."""
    @property
    def mean_absolute_error(self) -> NDArray[np.float64]:
        """Likewise. Must be >= 0. May be missing."""
    @property
    def correlation(self) -> NDArray[np.float64]:
        """With the experts' mean rating; missing where one does not vary. Must be between -1 and 1. May be missing."""
    @property
    def kappa(self) -> NDArray[np.float64]:
        """Agreement of the rounded score with each expert's rating: quadratically weighted kappa over all pairs of answer and expert. Missing where nothing varies. May be missing."""

class DialogueAgreement(Table):
    """A table of equally long columns.

    Attributes
    ----------
    between : list of str of shape (agreements,)
        score_and_expert, expert_and_expert.
    pairs : array of float of shape (agreements,)
        Pairs of two ratings of one answer. Must be >= 0.
    kappa : array of float of shape (agreements,)
        Quadratically weighted kappa; missing without pairs or variation, as what follows. May be missing.
    kappa_lower : array of float of shape (agreements,)
        Lower end of its bootstrap interval. May be missing.
    kappa_upper : array of float of shape (agreements,)
        Upper end. May be missing.
    correlation : array of float of shape (agreements,)
        Correlation over the same pairs. Must be between -1 and 1. May be missing.
    correlation_lower : array of float of shape (agreements,)
        Lower end of its bootstrap interval. May be missing.
    correlation_upper : array of float of shape (agreements,)
        Upper end. May be missing.

    Shapes: agreements length of `between`.
    """
    @property
    def between(self) -> NDArray[np.object_]:
        """score_and_expert, expert_and_expert."""
    @property
    def pairs(self) -> NDArray[np.float64]:
        """Pairs of two ratings of one answer. Must be >= 0."""
    @property
    def kappa(self) -> NDArray[np.float64]:
        """Quadratically weighted kappa; missing without pairs or variation, as what follows. May be missing."""
    @property
    def kappa_lower(self) -> NDArray[np.float64]:
        """Lower end of its bootstrap interval. May be missing."""
    @property
    def kappa_upper(self) -> NDArray[np.float64]:
        """Upper end. May be missing."""
    @property
    def correlation(self) -> NDArray[np.float64]:
        """Correlation over the same pairs. Must be between -1 and 1. May be missing."""
    @property
    def correlation_lower(self) -> NDArray[np.float64]:
        """Lower end of its bootstrap interval. May be missing."""
    @property
    def correlation_upper(self) -> NDArray[np.float64]:
        """Upper end. May be missing."""

class DialogueScores(Result):
    """A record of named fields.

    Attributes
    ----------
    base : float
        What every answer gets. Must be between 0 and 1.
    answers : DialogueAnswers
        Table of the answers.
    contributions : DialogueContributions
        Table of what each item contributes.
    advice : DialogueAdvice
        Table of advice.
    """
    @property
    def base(self) -> float:
        """What every answer gets. Must be between 0 and 1."""
    @property
    def answers(self) -> DialogueAnswers:
        """Table of the answers."""
    @property
    def contributions(self) -> DialogueContributions:
        """Table of what each item contributes."""
    @property
    def advice(self) -> DialogueAdvice:
        """Table of advice."""
    @classmethod
    def from_json(cls, document: str | bytes) -> DialogueScores: ...

class DialogueAnswers(Table):
    """A table of equally long columns.

    Attributes
    ----------
    status : array of str of shape (m,)
        scored, incomplete, nothing_known.
    score : array of float of shape (m,)
        From 0 to 1: base and contributions. Missing (NaN) without status scored, unless missing = typical. Must
        be between 0 and 1. May be missing.
    lower : array of float of shape (m,)
        Where experts' mean rating would lie, lower end; missing with the score, and where nothing was learnt.
        Must be between 0 and 1. May be missing.
    upper : array of float of shape (m,)
        Upper end. Must be between 0 and 1. May be missing.
    least : array of float of shape (m,)
        The score if every item that is not known were at its worst. Must be between 0 and 1.
    most : array of float of shape (m,)
        The score if they were at their best. Must be between 0 and 1.
    known : array of float of shape (m,)
        Share of the weight that is known. Must be between 0 and 1.
    attainable : array of float of shape (m,)
        The score if every known item came to what is attainable; missing with the score. Must be between 0 and
        1. May be missing.

    Shapes: m length of `status`.
    """
    @property
    def status(self) -> NDArray[np.object_]:
        """scored, incomplete, nothing_known."""
    @property
    def score(self) -> NDArray[np.float64]:
        """From 0 to 1: base and contributions. Missing (NaN) without status scored, unless missing = typical. Must be between 0 and 1. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Where experts' mean rating would lie, lower end; missing with the score, and where nothing was learnt. Must be between 0 and 1. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end. Must be between 0 and 1. May be missing."""
    @property
    def least(self) -> NDArray[np.float64]:
        """The score if every item that is not known were at its worst. Must be between 0 and 1."""
    @property
    def most(self) -> NDArray[np.float64]:
        """The score if they were at their best. Must be between 0 and 1."""
    @property
    def known(self) -> NDArray[np.float64]:
        """Share of the weight that is known. Must be between 0 and 1."""
    @property
    def attainable(self) -> NDArray[np.float64]:
        """The score if every known item came to what is attainable; missing with the score. Must be between 0 and 1. May be missing."""

class DialogueContributions(Table):
    """A table of equally long columns.

    Attributes
    ----------
    answer : array of int of shape (contributions,)
        Row of the answer, from 0. Must be >= 0.
    item : array of str of shape (contributions,)
        Name of the item.
    value : array of float of shape (contributions,)
        Its value; missing as given. May be missing.
    level : array of float of shape (contributions,)
        From 0, worst, to 1, best; missing with the value, unless missing = typical. Must be between 0 and 1. May
        be missing.
    contribution : array of float of shape (contributions,)
        Weight times level; with the base they add up to the score. Missing with the level. Must be between 0 and
        1. May be missing.

    Shapes: contributions length of `answer`.
    """
    @property
    def answer(self) -> NDArray[np.int64]:
        """Row of the answer, from 0. Must be >= 0."""
    @property
    def item(self) -> NDArray[np.object_]:
        """Name of the item."""
    @property
    def value(self) -> NDArray[np.float64]:
        """Its value; missing as given. May be missing."""
    @property
    def level(self) -> NDArray[np.float64]:
        """From 0, worst, to 1, best; missing with the value, unless missing = typical. Must be between 0 and 1. May be missing."""
    @property
    def contribution(self) -> NDArray[np.float64]:
        """Weight times level; with the base they add up to the score. Missing with the level. Must be between 0 and 1. May be missing."""

class DialogueAdvice(Table):
    """A table of equally long columns.

    Attributes
    ----------
    answer : array of int of shape (advice,)
        Row of the answer, from 0. Must be >= 0.
    rank : array of int of shape (advice,)
        From 1. Must be >= 1.
    item : array of str of shape (advice,)
        Name of the item.
    value : array of float of shape (advice,)
        Its value.
    target : array of float of shape (advice,)
        The attainable value.
    gain : array of float of shape (advice,)
        What that would add to the score. Must be between 0 and 1.
    sentence : list of str of shape (advice,)
        In English.
    sentence_zh : list of str of shape (advice,)
        In Chinese.

    Shapes: advice length of `answer`.
    """
    @property
    def answer(self) -> NDArray[np.int64]:
        """Row of the answer, from 0. Must be >= 0."""
    @property
    def rank(self) -> NDArray[np.int64]:
        """From 1. Must be >= 1."""
    @property
    def item(self) -> NDArray[np.object_]:
        """Name of the item."""
    @property
    def value(self) -> NDArray[np.float64]:
        """Its value."""
    @property
    def target(self) -> NDArray[np.float64]:
        """The attainable value."""
    @property
    def gain(self) -> NDArray[np.float64]:
        """What that would add to the score. Must be between 0 and 1."""
    @property
    def sentence(self) -> NDArray[np.object_]:
        """In English."""
    @property
    def sentence_zh(self) -> NDArray[np.object_]:
        """In Chinese."""

def dialogue(
    x: TableLike,
    rubric: DialogueRubric,
    *,
    rating: TableLike | None = None,
    person: ColumnLike | None = None,
    fold: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    rating_lowest: float = 0.0,
    rating_highest: float = 10.0,
    rating_step: float = 1.0,
    penalties: Numbers = (0.0001, 0.001, 0.01, 0.1, 1.0),
    folds: int = 5,
    minimum: int = 30,
    resamples: int = 200,
    confidence_level: float = 0.9,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> DialogueFit:
    """What makes a good answer in a role play, as experts see it, and how well do scores agree with them?

    Parameters
    ----------
    x : table-like of shape (n, c)
        A row for each answer, a column for each item of the rubric by its name; further columns are not looked
        at. Missing: the answer is left out of learning. May be missing.
    rubric : DialogueRubric
        What is looked at, with the weights that hold as long as nothing better is learnt.
    rating : table-like of shape (n, experts), optional
        Experts' ratings of the whole answer, a column for each expert. Missing: not rated by this one. If left
        out the weights are those of the rubric. May be missing.
    person : array-like of shape (n,), optional
        Who answered. Answers of one person are never both learnt from and judged. If left out each answer is a
        person. Text, categories or whole numbers.
    fold : array-like of shape (n,), optional
        In which fold each answer is judged; if left out people are dealt into `folds` by the seed of the call.
        Text, categories or whole numbers.
    weights : array-like of shape (n,), optional
        How much an answer counts in learning. Rows with weight 0 are left out. Must be >= 0.
    rating_lowest : float, default 0.0
        Lower end of the experts' scale; ratings beyond are refused.
    rating_highest : float, default 10.0
        Upper end of the experts' scale.
    rating_step : float, default 1.0
        Steps of the experts' scale: scores are rounded to them before agreement (kappa) is counted. Must be > 0.
    penalties : list of float of shape (penalties,), default (0.0001, 0.001, 0.01, 0.1, 1.0)
        How strongly weights are held to those of the rubric, to choose from by cross-validation. Must be >= 0.
    folds : int, default 5
        Parts of the cross-validation. Must be between 2 and 100.
    minimum : int, default 30
        Rated answers needed for learning. Must be >= 5.
    resamples : int, default 200
        Bootstrap samples of people, for errors of weights and of agreement. Must be between 0 and 100000.
    confidence_level : float, default 0.9
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
    result : DialogueFit
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n rows of `x`, penalties length of `penalties`, c columns of `x`, experts columns of `rating`.
    """

class ReliabilityResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'estimated', 'too_few_items', 'too_few_people'}
        Whether reliability could be computed; if not, everything below is missing (NaN).
        * ``estimated``: There are two items or more that vary, and enough people.
        * ``too_few_items``: Fewer than two items vary among the people who answered all of them: nothing can be
          said.
        * ``too_few_people``: Fewer than three people answered every item: nothing can be said.
    omega_status : {'converged', 'negative_variance', 'too_few_items', 'singular', 'not_converged'}
        How the one-factor model behind omega ended.
        * ``converged``: The maximum was found.
        * ``negative_variance``: The maximum has an item with a negative error variance (Heywood case): one
          factor does not describe these items; do not rely on omega.
        * ``too_few_items``: Fewer than three items vary: one factor cannot be told from none.
        * ``singular``: The items' covariances are singular (an item is a sum of others), or people are fewer
          than items: no fit.
        * ``not_converged``: No maximum was found: no fit.
    alpha : float
        Cronbach's alpha: a lower bound of reliability when errors are independent. Missing without status
        estimated. May be missing.
    alpha_lower : float
        Lower end of its interval (Feldt: exact for normal items with equal covariances). May be missing.
    alpha_upper : float
        Upper end of its interval. May be missing.
    standardised_alpha : float
        Alpha of the items divided by their deviations. Missing as alpha. May be missing.
    omega : float
        McDonald's omega: share of the sum's variance that is the common factor's (one-factor model, maximum
        likelihood). Missing without fit. May be missing.
    omega_std_error : float
        Its standard error by the delta method. Missing without fit. Must be >= 0. May be missing.
    omega_lower : float
        omega - z · error. May be missing.
    omega_upper : float
        omega + z · error, at most 1. Must be <= 1. May be missing.
    lambda_2 : float
        Guttman's second bound, never below alpha. May be missing.
    lambda_6 : float
        Guttman's sixth bound, from the items' regressions on the others. Missing when covariances are singular.
        May be missing.
    split_half : float
        Guttman's fourth bound for the items at odd and at even places. May be missing.
    spearman_brown : float
        Correlation of these two halves, stepped up to the whole length. May be missing.
    total_mean : float
        Mean of the sum. May be missing.
    total_deviation : float
        Standard deviation of the sum. Must be >= 0. May be missing.
    standard_error_of_measurement : float
        total_deviation · sqrt(1 - alpha): how far a person's sum is from their true one, as a deviation. Must be
        >= 0. May be missing.
    omega_error_of_measurement : float
        The same with omega. Must be >= 0. May be missing.
    people : float
        Sum of the weights of those who answered every item. Must be >= 0.
    left_out : float
        Sum of the weights of those who did not. Must be >= 0.
    items : ReliabilityItems
        Table of the items.
    """
    @property
    def status(self) -> Literal["estimated", "too_few_items", "too_few_people"]:
        """Whether reliability could be computed; if not, everything below is missing (NaN)."""
    @property
    def omega_status(self) -> Literal["converged", "negative_variance", "too_few_items", "singular", "not_converged"]:
        """How the one-factor model behind omega ended."""
    @property
    def alpha(self) -> float:
        """Cronbach's alpha: a lower bound of reliability when errors are independent. Missing without status estimated. May be missing."""
    @property
    def alpha_lower(self) -> float:
        """Lower end of its interval (Feldt: exact for normal items with equal covariances). May be missing."""
    @property
    def alpha_upper(self) -> float:
        """Upper end of its interval. May be missing."""
    @property
    def standardised_alpha(self) -> float:
        """Alpha of the items divided by their deviations. Missing as alpha. May be missing."""
    @property
    def omega(self) -> float:
        """McDonald's omega: share of the sum's variance that is the common factor's (one-factor model, maximum likelihood). Missing without fit. May be missing."""
    @property
    def omega_std_error(self) -> float:
        """Its standard error by the delta method. Missing without fit. Must be >= 0. May be missing."""
    @property
    def omega_lower(self) -> float:
        """omega - z · error. May be missing."""
    @property
    def omega_upper(self) -> float:
        """omega + z · error, at most 1. Must be <= 1. May be missing."""
    @property
    def lambda_2(self) -> float:
        """Guttman's second bound, never below alpha. May be missing."""
    @property
    def lambda_6(self) -> float:
        """Guttman's sixth bound, from the items' regressions on the others. Missing when covariances are singular. May be missing."""
    @property
    def split_half(self) -> float:
        """Guttman's fourth bound for the items at odd and at even places. May be missing."""
    @property
    def spearman_brown(self) -> float:
        """Correlation of these two halves, stepped up to the whole length. May be missing."""
    @property
    def total_mean(self) -> float:
        """Mean of the sum. May be missing."""
    @property
    def total_deviation(self) -> float:
        """Standard deviation of the sum. Must be >= 0. May be missing."""
    @property
    def standard_error_of_measurement(self) -> float:
        """total_deviation · sqrt(1 - alpha): how far a person's sum is from their true one, as a deviation. Must be >= 0. May be missing."""
    @property
    def omega_error_of_measurement(self) -> float:
        """The same with omega. Must be >= 0. May be missing."""
    @property
    def people(self) -> float:
        """Sum of the weights of those who answered every item. Must be >= 0."""
    @property
    def left_out(self) -> float:
        """Sum of the weights of those who did not. Must be >= 0."""
    @property
    def items(self) -> ReliabilityItems:
        """Table of the items."""
    @classmethod
    def from_json(cls, document: str | bytes) -> ReliabilityResult: ...

class ReliabilityItems(Table):
    """A table of equally long columns.

    Attributes
    ----------
    item : list of str of shape (items,)
        Name of the column.
    mean : array of float of shape (items,)
        Mean of its scores, as given. Missing (NaN) without people. May be missing.
    deviation : array of float of shape (items,)
        Standard deviation; an item with 0 is left out of everything else. Missing without people. Must be >= 0.
        May be missing.
    item_total : array of float of shape (items,)
        Correlation with the sum of all items, itself included. Missing where it does not vary. Must be between
        -1 and 1. May be missing.
    item_rest : array of float of shape (items,)
        Correlation with the sum of the other items: negative means keyed the wrong way. Missing where one of
        them does not vary. Must be between -1 and 1. May be missing.
    alpha_if_dropped : array of float of shape (items,)
        Alpha of the other items; missing when fewer than two are left. May be missing.
    loading : array of float of shape (items,)
        How much of the factor is in it (one-factor model, unstandardised); missing without fit. May be missing.
    error_variance : array of float of shape (items,)
        Variance that is not the factor's; missing without fit. May be missing.

    Shapes: items length of `item`.
    """
    @property
    def item(self) -> NDArray[np.object_]:
        """Name of the column."""
    @property
    def mean(self) -> NDArray[np.float64]:
        """Mean of its scores, as given. Missing (NaN) without people. May be missing."""
    @property
    def deviation(self) -> NDArray[np.float64]:
        """Standard deviation; an item with 0 is left out of everything else. Missing without people. Must be >= 0. May be missing."""
    @property
    def item_total(self) -> NDArray[np.float64]:
        """Correlation with the sum of all items, itself included. Missing where it does not vary. Must be between -1 and 1. May be missing."""
    @property
    def item_rest(self) -> NDArray[np.float64]:
        """Correlation with the sum of the other items: negative means keyed the wrong way. Missing where one of them does not vary. Must be between -1 and 1. May be missing."""
    @property
    def alpha_if_dropped(self) -> NDArray[np.float64]:
        """Alpha of the other items; missing when fewer than two are left. May be missing."""
    @property
    def loading(self) -> NDArray[np.float64]:
        """How much of the factor is in it (one-factor model, unstandardised); missing without fit. May be missing."""
    @property
    def error_variance(self) -> NDArray[np.float64]:
        """Variance that is not the factor's; missing without fit. May be missing."""

def reliability(
    answers: TableLike,
    *,
    weights: ColumnLike | None = None,
    reversed: Sequence[str] = (),
    confidence_level: float = 0.95,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> ReliabilityResult:
    """How much of the differences between people's sums of scores is error?

    Parameters
    ----------
    answers : table-like of shape (n, c)
        One column for each item, all on the way that higher is more. People with a missing answer are left out
        and counted. May be missing.
    weights : array-like of shape (n,), optional
        How many people a row stands for. Rows with weight 0 are left out. Must be >= 0.
    reversed : list of str, default ()
        Items that are keyed the other way: their sign is turned.
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
    result : ReliabilityResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n rows of `answers`, c columns of `answers`.
    """
