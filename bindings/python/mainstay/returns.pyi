# Written by `python -m mainstay._generate` from the description of the analyses.
from collections.abc import Sequence
from typing import Any, Literal, TypedDict

import numpy as np
from numpy.typing import NDArray

from ._call import Result, State
from ._table import Table
from ._typing import ColumnLike, Numbers, Progress, TableLike
from .data import FindingRows, Findings
from .survival import CoxColumn, CoxReference, ModelFit, ModelOptions, Reasons

__all__ = [
    "CallsDecisions",
    "CallsList",
    "CallsPeople",
    "CallsRecruiters",
    "CallsResult",
    "CareDone",
    "CareDue",
    "CareLoads",
    "CareOwnerCap",
    "CareQuiet",
    "CareResult",
    "CareSkipped",
    "CareStage",
    "CareStageCounts",
    "CareTheme",
    "CostClaim",
    "CustomerNeeds",
    "CustomersPeople",
    "CustomersProducts",
    "CustomersResult",
    "HoldoutBalance",
    "HoldoutPeople",
    "HoldoutPower",
    "HoldoutResult",
    "HoldoutStrata",
    "JudgedReturnBands",
    "JudgedReturns",
    "MoneyCases",
    "MoneyClaims",
    "MoneyContradictions",
    "MoneyCosts",
    "MoneyGroups",
    "MoneyParts",
    "MoneyPeople",
    "MoneyResult",
    "MoneySensitivity",
    "MoneySteps",
    "OfferLever",
    "OfferPart",
    "OfferTerm",
    "OffersGaps",
    "OffersLevers",
    "OffersPairs",
    "OffersResult",
    "OffersTerms",
    "PredictedReturns",
    "Prediction",
    "PredictionFit",
    "PredictionJudgement",
    "ProbabilityEnds",
    "ProbabilityGroups",
    "ProbabilityPrior",
    "ProbabilityResult",
    "ProbabilityState",
    "ProbabilityTotal",
    "ProductLife",
    "ProgrammeCost",
    "RegretPart",
    "ReplacementPart",
    "ReturnEnds",
    "SecondSpellsCurve",
    "SecondSpellsEffects",
    "SecondSpellsGroups",
    "SecondSpellsPerformance",
    "SecondSpellsResult",
    "SecondSpellsTerms",
    "SelectionCombinations",
    "SelectionPeople",
    "SelectionReach",
    "SelectionReasons",
    "SelectionRegret",
    "SelectionResult",
    "SelectionRule",
    "SelectionRuleCounts",
    "SelectionSteps",
    "UpliftCalibration",
    "UpliftCoefficients",
    "UpliftCurve",
    "UpliftEffects",
    "UpliftFit",
    "UpliftPeople",
    "UpliftPrediction",
    "calls",
    "care",
    "customers",
    "holdout",
    "money",
    "offers",
    "prediction",
    "probability",
    "second_spells",
    "selection",
    "uplift",
]

class _SelectionRuleRequired(TypedDict):
    name: str
    column: str

class SelectionRule(_SelectionRuleRequired, total=False):
    kind: Literal["value", "quantile", "top_share", "bottom_share"]
    compare: Literal["undeclared", "at_least", "above", "at_most", "below"]
    threshold: float | None
    probability: float | None
    share: float | None
    population: Literal["undeclared", "leavers", "leavers_in_group", "reference", "reference_in_group"]
    group: str
    least_people: int
    ties: Literal["include", "exclude"]
    weight: float | None
    missing: Literal["refuse", "not_met", "unknown"]

class _RegretPartRequired(TypedDict):
    name: str
    column: str

class RegretPart(_RegretPartRequired, total=False):
    weight: float
    zero: float
    negative: bool
    missing: Literal["refuse", "zero", "unknown"]

class SelectionResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'selected', 'nobody_contactable', 'nobody_chosen', 'no_leavers'}
        How it ended.
        * ``selected``: Somebody is selected.
        * ``nobody_contactable``: The rules choose people, none of whom may be called.
        * ``nobody_chosen``: The rules choose nobody.
        * ``no_leavers``: There are no leavers.
    rules : list of SelectionRule
        The rules as they were given.
    currency_name : str
        Currency of the regret value; empty where it is no money.
    people : SelectionPeople
        The leavers.
    reasons : SelectionReasons
        Why: each rule of each leaver.
    regret : SelectionRegret
        What each regret value is made of.
    steps : SelectionSteps
        How many are left at each cut.
    counts : SelectionRuleCounts
        How many each rule keeps.
    combinations : SelectionCombinations
        How many meet exactly which rules.
    reach : SelectionReach
        What other combiners choose, and which numbers are possible at all.
    """
    @property
    def status(self) -> Literal["selected", "nobody_contactable", "nobody_chosen", "no_leavers"]:
        """How it ended."""
    @property
    def rules(self) -> list[Any]:
        """The rules as they were given."""
    @property
    def currency_name(self) -> str:
        """Currency of the regret value; empty where it is no money."""
    @property
    def people(self) -> SelectionPeople:
        """The leavers."""
    @property
    def reasons(self) -> SelectionReasons:
        """Why: each rule of each leaver."""
    @property
    def regret(self) -> SelectionRegret:
        """What each regret value is made of."""
    @property
    def steps(self) -> SelectionSteps:
        """How many are left at each cut."""
    @property
    def counts(self) -> SelectionRuleCounts:
        """How many each rule keeps."""
    @property
    def combinations(self) -> SelectionCombinations:
        """How many meet exactly which rules."""
    @property
    def reach(self) -> SelectionReach:
        """What other combiners choose, and which numbers are possible at all."""
    @classmethod
    def from_json(cls, document: str | bytes) -> SelectionResult: ...

class SelectionPeople(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (n,)
        The leaver.
    decision : array of str of shape (n,)
        selected, no_consent, do_not_contact, undecided or not_selected.
    selected : array of int of shape (n,)
        1 where decision is selected.
    contactable : array of int of shape (n,)
        1 where there is consent and no flag against: what every later step takes.
    rules_met : array of int of shape (n,)
        Rules that are met.
    rules_unknown : array of int of shape (n,)
        Rules that are unknown.
    score : array of float of shape (n,)
        Sum of the weights of the rules that are met; NaN unless every rule has a weight. May be missing.
    regret : array of float of shape (n,)
        What is lost with the person, the sum of the parts; whole minor units with a currency. NaN without parts,
        or where one is unknown. May be missing.

    Shapes: n length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The leaver."""
    @property
    def decision(self) -> NDArray[np.object_]:
        """selected, no_consent, do_not_contact, undecided or not_selected."""
    @property
    def selected(self) -> NDArray[np.int64]:
        """1 where decision is selected."""
    @property
    def contactable(self) -> NDArray[np.int64]:
        """1 where there is consent and no flag against: what every later step takes."""
    @property
    def rules_met(self) -> NDArray[np.int64]:
        """Rules that are met."""
    @property
    def rules_unknown(self) -> NDArray[np.int64]:
        """Rules that are unknown."""
    @property
    def score(self) -> NDArray[np.float64]:
        """Sum of the weights of the rules that are met; NaN unless every rule has a weight. May be missing."""
    @property
    def regret(self) -> NDArray[np.float64]:
        """What is lost with the person, the sum of the parts; whole minor units with a currency. NaN without parts, or where one is unknown. May be missing."""

class SelectionReasons(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (checks,)
        Row of the leaver, from 0.
    person : array of str of shape (checks,)
        The leaver.
    rule : array of str of shape (checks,)
        The rule.
    met : array of str of shape (checks,)
        met, not_met or unknown.
    value : array of float of shape (checks,)
        The value; NaN where missing. May be missing.
    cut : array of float of shape (checks,)
        What it is compared with. NaN where there is none: no population, or a share that holds nobody. May be
        missing.
    people : array of int of shape (checks,)
        How many the population has; 0 for kind = value.
    beyond : array of int of shape (checks,)
        How many of them have a larger value, of bottom_share a smaller one.
    sentence : list of str of shape (checks,)
        In English. Empty unless explain.
    sentence_zh : list of str of shape (checks,)
        In Chinese. Empty unless explain.

    Shapes: checks length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the leaver, from 0."""
    @property
    def person(self) -> NDArray[np.object_]:
        """The leaver."""
    @property
    def rule(self) -> NDArray[np.object_]:
        """The rule."""
    @property
    def met(self) -> NDArray[np.object_]:
        """met, not_met or unknown."""
    @property
    def value(self) -> NDArray[np.float64]:
        """The value; NaN where missing. May be missing."""
    @property
    def cut(self) -> NDArray[np.float64]:
        """What it is compared with. NaN where there is none: no population, or a share that holds nobody. May be missing."""
    @property
    def people(self) -> NDArray[np.int64]:
        """How many the population has; 0 for kind = value."""
    @property
    def beyond(self) -> NDArray[np.int64]:
        """How many of them have a larger value, of bottom_share a smaller one."""
    @property
    def sentence(self) -> NDArray[np.object_]:
        """In English. Empty unless explain."""
    @property
    def sentence_zh(self) -> NDArray[np.object_]:
        """In Chinese. Empty unless explain."""

class SelectionRegret(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (parts,)
        Row of the leaver, from 0.
    person : array of str of shape (parts,)
        The leaver.
    part : array of str of shape (parts,)
        The part.
    value : array of float of shape (parts,)
        The value; NaN where missing. May be missing.
    weight : array of float of shape (parts,)
        For each unit of it.
    zero : array of float of shape (parts,)
        The value at which nothing is lost.
    amount : array of float of shape (parts,)
        weight * (value - zero), rounded with a currency; NaN where unknown. May be missing.

    Shapes: parts length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the leaver, from 0."""
    @property
    def person(self) -> NDArray[np.object_]:
        """The leaver."""
    @property
    def part(self) -> NDArray[np.object_]:
        """The part."""
    @property
    def value(self) -> NDArray[np.float64]:
        """The value; NaN where missing. May be missing."""
    @property
    def weight(self) -> NDArray[np.float64]:
        """For each unit of it."""
    @property
    def zero(self) -> NDArray[np.float64]:
        """The value at which nothing is lost."""
    @property
    def amount(self) -> NDArray[np.float64]:
        """weight * (value - zero), rounded with a currency; NaN where unknown. May be missing."""

class SelectionSteps(Table):
    """A table of equally long columns.

    Attributes
    ----------
    step : array of str of shape (steps,)
        leavers; chosen by the rules; undecided; of the chosen: without_consent, then do_not_contact; selected =
        chosen - without_consent - do_not_contact.
    people : array of int of shape (steps,)
        How many.

    Shapes: steps length of `step`.
    """
    @property
    def step(self) -> NDArray[np.object_]:
        """leavers; chosen by the rules; undecided; of the chosen: without_consent, then do_not_contact; selected = chosen - without_consent - do_not_contact."""
    @property
    def people(self) -> NDArray[np.int64]:
        """How many."""

class SelectionRuleCounts(Table):
    """A table of equally long columns.

    Attributes
    ----------
    rule : list of str of shape (rules,)
        The rule.
    met : array of int of shape (rules,)
        Who meet it.
    not_met : array of int of shape (rules,)
        Who do not.
    unknown : array of int of shape (rules,)
        Of whom it is not known.
    all_so_far : array of int of shape (rules,)
        Who meet it and every rule before it.
    any_so_far : array of int of shape (rules,)
        Who meet it or a rule before it.
    only : array of int of shape (rules,)
        Who meet it and no other rule.
    cut : array of float of shape (rules,)
        What is compared with; NaN where it differs by group or is nowhere. May be missing.

    Shapes: rules length of `rule`.
    """
    @property
    def rule(self) -> NDArray[np.object_]:
        """The rule."""
    @property
    def met(self) -> NDArray[np.int64]:
        """Who meet it."""
    @property
    def not_met(self) -> NDArray[np.int64]:
        """Who do not."""
    @property
    def unknown(self) -> NDArray[np.int64]:
        """Of whom it is not known."""
    @property
    def all_so_far(self) -> NDArray[np.int64]:
        """Who meet it and every rule before it."""
    @property
    def any_so_far(self) -> NDArray[np.int64]:
        """Who meet it or a rule before it."""
    @property
    def only(self) -> NDArray[np.int64]:
        """Who meet it and no other rule."""
    @property
    def cut(self) -> NDArray[np.float64]:
        """What is compared with; NaN where it differs by group or is nowhere. May be missing."""

class SelectionCombinations(Table):
    """A table of equally long columns.

    Attributes
    ----------
    combination : list of str of shape (combinations,)
        Names of the rules that are met, joined by " + ", those unknown with a question mark; "none".
    rules_met : array of int of shape (combinations,)
        How many are met.
    rules_unknown : array of int of shape (combinations,)
        How many are unknown.
    people : array of int of shape (combinations,)
        Who have it.
    contactable : array of int of shape (combinations,)
        Of these, may be called.
    chosen : array of str of shape (combinations,)
        yes, no or undecided: what the combiner makes of it.

    Shapes: combinations length of `combination`.
    """
    @property
    def combination(self) -> NDArray[np.object_]:
        """Names of the rules that are met, joined by " + ", those unknown with a question mark; "none"."""
    @property
    def rules_met(self) -> NDArray[np.int64]:
        """How many are met."""
    @property
    def rules_unknown(self) -> NDArray[np.int64]:
        """How many are unknown."""
    @property
    def people(self) -> NDArray[np.int64]:
        """Who have it."""
    @property
    def contactable(self) -> NDArray[np.int64]:
        """Of these, may be called."""
    @property
    def chosen(self) -> NDArray[np.object_]:
        """yes, no or undecided: what the combiner makes of it."""

class SelectionReach(Table):
    """A table of equally long columns.

    Attributes
    ----------
    combine : array of str of shape (combiners,)
        all, at_least or any.
    least : array of int of shape (combiners,)
        Rules that must be met.
    chosen : array of int of shape (combiners,)
        Who surely meet so many.
    lowest : array of int of shape (combiners,)
        Fewest who could, however the rules coincide.
    highest : array of int of shape (combiners,)
        Most who could.
    claim_possible : array of int of shape (combiners,)
        1 where the claimed number lies between them; 0 where not, or without one.
    sentence : list of str of shape (combiners,)
        In English. Empty unless explain.
    sentence_zh : list of str of shape (combiners,)
        In Chinese. Empty unless explain.

    Shapes: combiners length of `combine`.
    """
    @property
    def combine(self) -> NDArray[np.object_]:
        """all, at_least or any."""
    @property
    def least(self) -> NDArray[np.int64]:
        """Rules that must be met."""
    @property
    def chosen(self) -> NDArray[np.int64]:
        """Who surely meet so many."""
    @property
    def lowest(self) -> NDArray[np.int64]:
        """Fewest who could, however the rules coincide."""
    @property
    def highest(self) -> NDArray[np.int64]:
        """Most who could."""
    @property
    def claim_possible(self) -> NDArray[np.int64]:
        """1 where the claimed number lies between them; 0 where not, or without one."""
    @property
    def sentence(self) -> NDArray[np.object_]:
        """In English. Empty unless explain."""
    @property
    def sentence_zh(self) -> NDArray[np.object_]:
        """In Chinese. Empty unless explain."""

def selection(
    person: ColumnLike,
    x: TableLike,
    consent: ColumnLike,
    rules: Sequence[SelectionRule],
    *,
    do_not_contact: ColumnLike | None = None,
    groups: TableLike | None = None,
    reference: TableLike | None = None,
    reference_groups: TableLike | None = None,
    currency: ColumnLike | None = None,
    combine: Literal["undeclared", "all", "any", "at_least", "score"] = 'undeclared',
    least: int | None = None,
    score_threshold: float | None = None,
    regret: Sequence[RegretPart] = (),
    currency_name: str = '',
    claimed: int | None = None,
    explain: bool = True,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> SelectionResult:
    """Which leavers are worth calling, and how many are left at each cut?

    Parameters
    ----------
    person : array-like of shape (n,)
        The leaver, each once. Text, categories or whole numbers.
    x : table-like of shape (n,)
        What is known of each: a column for each measure. May be missing.
    consent : array-like of shape (n,)
        1 where the person agreed to be called. Missing: not known, which is no consent. Must be between 0 and 1.
        May be missing.
    rules : list of SelectionRule
        The rules, in the order in which people are counted down.
    do_not_contact : array-like of shape (n,), optional
        1 where the person must not be called whatever was agreed. Must be between 0 and 1.
    groups : table-like of shape (n,), optional
        Ways of grouping (post, province), for percentiles within a group. Text, categories or whole numbers. May
        be missing.
    reference : table-like of shape (m,), optional
        Measures of other people, such as all staff: columns named as in x. May be missing.
    reference_groups : table-like of shape (m,), optional
        Their groups: columns named as in groups. Text, categories or whole numbers. May be missing.
    currency : array-like of shape (n,), optional
        Currency of the row; must be that of the options. Text, categories or whole numbers.
    combine : {'undeclared', 'all', 'any', 'at_least', 'score'}, default 'undeclared'
        How they are combined. To be given.
        * ``undeclared``: Not said; refused.
        * ``all``: Every rule is met.
        * ``any``: One rule is met, or more.
        * ``at_least``: `least` rules are met, or more.
        * ``score``: The weights of the rules that are met add up to `score_threshold`, or more.
    least : int or None, default None
        How many rules must be met, with combine = at_least. Must be >= 1.
    score_threshold : float or None, default None
        The score that must be reached, with combine = score.
    regret : list of RegretPart, default ()
        What is lost with a person, part by part. Left out: no regret value.
    currency_name : str, default ''
        Currency of the regret value, "CNY": every part is then rounded to whole minor units, halves away from 0.
        Left out: it is no money.
    claimed : int or None, default None
        A number of people that is said to be chosen: reach says which combiners could give it. Must be >= 0.
    explain : bool, default True
        Whether sentences are written.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : SelectionResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`, m rows of `reference`.
    """

class _ReturnEndsRequired(TypedDict):
    pass

class ReturnEnds(_ReturnEndsRequired, total=False):
    open: list[str]
    returned: list[str]
    settled: list[str]
    unreachable: list[str]

class _ProbabilityPriorRequired(TypedDict):
    horizon: float | None
    mean: float
    worth: float

class ProbabilityPrior(_ProbabilityPriorRequired, total=False):
    reason: str
    situation: str
    waited: float

class ProbabilityResult(Result):
    """A record of named fields.

    Attributes
    ----------
    rows : int
        Rows that took part. Must be >= 0.
    total : ProbabilityTotal
        Everybody, and the spread between groups.
    groups : ProbabilityGroups
        Return by group, with and without priors.
    ends : ProbabilityEnds
        Every end by group.
    """
    @property
    def rows(self) -> int:
        """Rows that took part. Must be >= 0."""
    @property
    def total(self) -> ProbabilityTotal:
        """Everybody, and the spread between groups."""
    @property
    def groups(self) -> ProbabilityGroups:
        """Return by group, with and without priors."""
    @property
    def ends(self) -> ProbabilityEnds:
        """Every end by group."""
    @classmethod
    def from_json(cls, document: str | bytes) -> ProbabilityResult: ...

class ProbabilityTotal(Table):
    """A table of equally long columns.

    Attributes
    ----------
    waited : array of float of shape (t,)
        Time since the exit that has passed without an end. Must be >= 0.
    horizon : array of float of shape (t,)
        Time from then on. Must be > 0.
    people : array of float of shape (t,)
        As in `groups`, of everybody. Must be >= 0.
    returned : array of float of shape (t,)
        Weight that returned. Must be >= 0.
    settled : array of float of shape (t,)
        Weight that settled elsewhere. Must be >= 0.
    unreachable : array of float of shape (t,)
        Weight that became unreachable. Must be >= 0.
    censored : array of float of shape (t,)
        Weight whose observation ended while still away. Must be >= 0.
    status : array of str of shape (t,)
        As in `groups`.
    probability : array of float of shape (t,)
        As in `groups`, of everybody. Missing (NaN) beyond the follow-up and without people. Must be between 0
        and 1. May be missing.
    std_error : array of float of shape (t,)
        Its standard error. Missing as the probability. Must be >= 0. May be missing.
    lower : array of float of shape (t,)
        Lower limit. Must be between 0 and 1.
    upper : array of float of shape (t,)
        Upper limit. Must be between 0 and 1.
    effective : array of float of shape (t,)
        Effective number of people. Must be >= 0.
    groups : array of int of shape (t,)
        Groups whose probability is known. Must be >= 0.
    spread : array of str of shape (t,)
        fitted, no_variation, too_few or none.
    spread_mean : array of float of shape (t,)
        Mean of the distribution of the groups' true probabilities. Missing (NaN) where nothing was pooled. Must
        be between 0 and 1. May be missing.
    spread_worth : array of float of shape (t,)
        People that this distribution is worth as a prior; infinite without variation. Missing as the mean. Must
        be > 0. May be missing. May be infinite.
    spread_std : array of float of shape (t,)
        Standard deviation of the true probabilities; 0 without variation. Missing as the mean. Must be >= 0. May
        be missing.

    Shapes: t length of `waited`.
    """
    @property
    def waited(self) -> NDArray[np.float64]:
        """Time since the exit that has passed without an end. Must be >= 0."""
    @property
    def horizon(self) -> NDArray[np.float64]:
        """Time from then on. Must be > 0."""
    @property
    def people(self) -> NDArray[np.float64]:
        """As in `groups`, of everybody. Must be >= 0."""
    @property
    def returned(self) -> NDArray[np.float64]:
        """Weight that returned. Must be >= 0."""
    @property
    def settled(self) -> NDArray[np.float64]:
        """Weight that settled elsewhere. Must be >= 0."""
    @property
    def unreachable(self) -> NDArray[np.float64]:
        """Weight that became unreachable. Must be >= 0."""
    @property
    def censored(self) -> NDArray[np.float64]:
        """Weight whose observation ended while still away. Must be >= 0."""
    @property
    def status(self) -> NDArray[np.object_]:
        """As in `groups`."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """As in `groups`, of everybody. Missing (NaN) beyond the follow-up and without people. Must be between 0 and 1. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error. Missing as the probability. Must be >= 0. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit. Must be between 0 and 1."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit. Must be between 0 and 1."""
    @property
    def effective(self) -> NDArray[np.float64]:
        """Effective number of people. Must be >= 0."""
    @property
    def groups(self) -> NDArray[np.int64]:
        """Groups whose probability is known. Must be >= 0."""
    @property
    def spread(self) -> NDArray[np.object_]:
        """fitted, no_variation, too_few or none."""
    @property
    def spread_mean(self) -> NDArray[np.float64]:
        """Mean of the distribution of the groups' true probabilities. Missing (NaN) where nothing was pooled. Must be between 0 and 1. May be missing."""
    @property
    def spread_worth(self) -> NDArray[np.float64]:
        """People that this distribution is worth as a prior; infinite without variation. Missing as the mean. Must be > 0. May be missing. May be infinite."""
    @property
    def spread_std(self) -> NDArray[np.float64]:
        """Standard deviation of the true probabilities; 0 without variation. Missing as the mean. Must be >= 0. May be missing."""

class ProbabilityGroups(Table):
    """A table of equally long columns.

    Attributes
    ----------
    reason : array of str of shape (r,)
        Reason for leaving; 'all' without reasons.
    situation : array of str of shape (r,)
        Present situation; 'all' without situations.
    waited : array of float of shape (r,)
        Time since the exit that has passed without an end. Must be >= 0.
    horizon : array of float of shape (r,)
        Time from then on. Must be > 0.
    people : array of float of shape (r,)
        Weight observed as still away just after `waited`. Must be >= 0.
    at_risk : array of float of shape (r,)
        Weight observed as still away just before the horizon. Must be >= 0.
    returned : array of float of shape (r,)
        Weight that returned between the two. Must be >= 0.
    settled : array of float of shape (r,)
        Weight that settled elsewhere. Must be >= 0.
    unreachable : array of float of shape (r,)
        Weight that became unreachable. Must be >= 0.
    censored : array of float of shape (r,)
        Weight whose observation ended while still away. Must be >= 0.
    followed_until : array of float of shape (r,)
        Time since the exit up to which somebody still away was observed without a gap, at most waited + horizon.
        Must be >= 0.
    status : array of str of shape (r,)
        known, no_return, beyond_follow_up or nobody.
    probability : array of float of shape (r,)
        Probability of returning within the horizon, of those still away at `waited` (Aalen-Johansen). Missing
        (NaN) beyond the follow-up and without people. Must be between 0 and 1. May be missing.
    std_error : array of float of shape (r,)
        Its standard error (Greenwood's argument for several ends). Missing as the probability. Must be >= 0. May
        be missing.
    lower : array of float of shape (r,)
        Lower limit: Wilson's score interval at the effective number. Beyond the follow-up that of the last time
        known. Must be between 0 and 1.
    upper : array of float of shape (r,)
        Upper limit; 1 beyond the follow-up. Must be between 0 and 1.
    effective : array of float of shape (r,)
        Effective number of people: so many, all followed to the horizon, would tell as much. 0 beyond the
        follow-up. Must be >= 0.
    basis : array of str of shape (r,)
        What the posterior rests on: nothing, data, groups, prior or both.
    posterior : array of float of shape (r,)
        Probability of returning when the prior counts too: (prior_mean * prior_worth + probability * effective)
        / (prior_worth + effective). Where nobody was followed to the horizon a caller's prior, or that of the
        groups, above the lower limit known. Missing (NaN) where there is none, or where it holds that limit
        impossible. Must be between 0 and 1. May be missing.
    posterior_lower : array of float of shape (r,)
        Lower limit: equal tails of the beta distribution; of pooled groups of the mixture of those, as mean and
        worth of the prior are not known for sure. Beyond the follow-up not below `lower`. Must be between 0 and
        1.
    posterior_upper : array of float of shape (r,)
        Upper limit; 1 where the posterior is missing. Must be between 0 and 1.
    prior_mean : array of float of shape (r,)
        Mean of the prior: the caller's, that of all groups, or 0.5 (Jeffreys) without either. Must be between 0
        and 1.
    prior_worth : array of float of shape (r,)
        People that it is worth; infinite where groups do not differ. Must be > 0. May be infinite.
    prior_share : array of float of shape (r,)
        Share of the posterior's weight that the prior has, and not the group's own rows. Must be between 0 and
        1.
    prior_p_value : array of float of shape (r,)
        Two-sided probability of returns as far from a caller's prior as those seen, if the prior holds (prior
        predictive, numbers rounded to whole people). Missing (NaN) without such a prior or rows. Must be between
        0 and 1. May be missing.
    conflict : array of int of shape (r,)
        1 where that is below conflict_level: the rule of thumb does not fit these people. Must be between 0 and
        1.

    Shapes: r length of `reason`.
    """
    @property
    def reason(self) -> NDArray[np.object_]:
        """Reason for leaving; 'all' without reasons."""
    @property
    def situation(self) -> NDArray[np.object_]:
        """Present situation; 'all' without situations."""
    @property
    def waited(self) -> NDArray[np.float64]:
        """Time since the exit that has passed without an end. Must be >= 0."""
    @property
    def horizon(self) -> NDArray[np.float64]:
        """Time from then on. Must be > 0."""
    @property
    def people(self) -> NDArray[np.float64]:
        """Weight observed as still away just after `waited`. Must be >= 0."""
    @property
    def at_risk(self) -> NDArray[np.float64]:
        """Weight observed as still away just before the horizon. Must be >= 0."""
    @property
    def returned(self) -> NDArray[np.float64]:
        """Weight that returned between the two. Must be >= 0."""
    @property
    def settled(self) -> NDArray[np.float64]:
        """Weight that settled elsewhere. Must be >= 0."""
    @property
    def unreachable(self) -> NDArray[np.float64]:
        """Weight that became unreachable. Must be >= 0."""
    @property
    def censored(self) -> NDArray[np.float64]:
        """Weight whose observation ended while still away. Must be >= 0."""
    @property
    def followed_until(self) -> NDArray[np.float64]:
        """Time since the exit up to which somebody still away was observed without a gap, at most waited + horizon. Must be >= 0."""
    @property
    def status(self) -> NDArray[np.object_]:
        """known, no_return, beyond_follow_up or nobody."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """Probability of returning within the horizon, of those still away at `waited` (Aalen-Johansen). Missing (NaN) beyond the follow-up and without people. Must be between 0 and 1. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error (Greenwood's argument for several ends). Missing as the probability. Must be >= 0. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit: Wilson's score interval at the effective number. Beyond the follow-up that of the last time known. Must be between 0 and 1."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit; 1 beyond the follow-up. Must be between 0 and 1."""
    @property
    def effective(self) -> NDArray[np.float64]:
        """Effective number of people: so many, all followed to the horizon, would tell as much. 0 beyond the follow-up. Must be >= 0."""
    @property
    def basis(self) -> NDArray[np.object_]:
        """What the posterior rests on: nothing, data, groups, prior or both."""
    @property
    def posterior(self) -> NDArray[np.float64]:
        """Probability of returning when the prior counts too: (prior_mean * prior_worth + probability * effective) / (prior_worth + effective). Where nobody was followed to the horizon a caller's prior, or that of the groups, above the lower limit known. Missing (NaN) where there is none, or where it holds that limit impossible. Must be between 0 and 1. May be missing."""
    @property
    def posterior_lower(self) -> NDArray[np.float64]:
        """Lower limit: equal tails of the beta distribution; of pooled groups of the mixture of those, as mean and worth of the prior are not known for sure. Beyond the follow-up not below `lower`. Must be between 0 and 1."""
    @property
    def posterior_upper(self) -> NDArray[np.float64]:
        """Upper limit; 1 where the posterior is missing. Must be between 0 and 1."""
    @property
    def prior_mean(self) -> NDArray[np.float64]:
        """Mean of the prior: the caller's, that of all groups, or 0.5 (Jeffreys) without either. Must be between 0 and 1."""
    @property
    def prior_worth(self) -> NDArray[np.float64]:
        """People that it is worth; infinite where groups do not differ. Must be > 0. May be infinite."""
    @property
    def prior_share(self) -> NDArray[np.float64]:
        """Share of the posterior's weight that the prior has, and not the group's own rows. Must be between 0 and 1."""
    @property
    def prior_p_value(self) -> NDArray[np.float64]:
        """Two-sided probability of returns as far from a caller's prior as those seen, if the prior holds (prior predictive, numbers rounded to whole people). Missing (NaN) without such a prior or rows. Must be between 0 and 1. May be missing."""
    @property
    def conflict(self) -> NDArray[np.int64]:
        """1 where that is below conflict_level: the rule of thumb does not fit these people. Must be between 0 and 1."""

class ProbabilityEnds(Table):
    """A table of equally long columns.

    Attributes
    ----------
    reason : array of str of shape (i,)
        Reason for leaving.
    situation : array of str of shape (i,)
        Present situation.
    waited : array of float of shape (i,)
        Time since the exit that has passed without an end. Must be >= 0.
    horizon : array of float of shape (i,)
        Time from then on. Must be > 0.
    end : array of str of shape (i,)
        open (still away at the horizon), returned, settled or unreachable.
    probability : array of float of shape (i,)
        Probability that it stands so at the horizon. Missing (NaN) beyond the follow-up and without people. Must
        be between 0 and 1. May be missing.
    std_error : array of float of shape (i,)
        Its standard error. Missing as the probability. Must be >= 0. May be missing.
    lower : array of float of shape (i,)
        Lower limit, as in `groups`. Must be between 0 and 1.
    upper : array of float of shape (i,)
        Upper limit, as in `groups`. Must be between 0 and 1.
    effective : array of float of shape (i,)
        Effective number of people. Must be >= 0.

    Shapes: i length of `reason`.
    """
    @property
    def reason(self) -> NDArray[np.object_]:
        """Reason for leaving."""
    @property
    def situation(self) -> NDArray[np.object_]:
        """Present situation."""
    @property
    def waited(self) -> NDArray[np.float64]:
        """Time since the exit that has passed without an end. Must be >= 0."""
    @property
    def horizon(self) -> NDArray[np.float64]:
        """Time from then on. Must be > 0."""
    @property
    def end(self) -> NDArray[np.object_]:
        """open (still away at the horizon), returned, settled or unreachable."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """Probability that it stands so at the horizon. Missing (NaN) beyond the follow-up and without people. Must be between 0 and 1. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error. Missing as the probability. Must be >= 0. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit, as in `groups`. Must be between 0 and 1."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit, as in `groups`. Must be between 0 and 1."""
    @property
    def effective(self) -> NDArray[np.float64]:
        """Effective number of people. Must be >= 0."""

class ProbabilityState(State):
    """Mergeable state of returns.probability: Who comes back, by reason and situation, and how sure is that?

    begin; while not done: update in each part, merge all, advance; finish

    Parameters
    ----------
    horizons : list of float
        Times within which the return is meant, counted from `waited`; rising. Must be > 0.
    waited : list of float, default (0.0,)
        Times since the exit that have passed without an end, rising: each has probabilities of its own, of those
        still away by then. Must be >= 0.
    ends : ReturnEnds
        Which texts of `end` mean what.
    reasons : list of str, default ()
        Reasons that there are; another one is refused. Those of the data when not given.
    situations : list of str, default ()
        Situations that there are; another one is refused. Those of the data when not given.
    frozen_at : int or None, default None
        Last day of which anything is known: later exits are left out, and whoever ended later is still away. In
        days since 1970-01-01. Must be between -4371587 and 2932896.
    priors : list of ProbabilityPrior, default ()
        What was known before.
    pooling : {'marginal_likelihood', 'moments', 'none'}, default 'marginal_likelihood'
        How groups without a prior of the caller inform each other.
        * ``marginal_likelihood``: Empirical Bayes: the groups' true probabilities are spread as the beta
          distribution that makes what was seen most likely.
        * ``moments``: The same, by moments.
        * ``none``: Not at all: each group by itself.
    least_groups : int, default 4
        With fewer groups nothing is pooled. Must be >= 2.
    conflict_level : float, default 0.05
        A prior is in conflict with the data where they are less probable than this under it. Must be between 0
        and 1.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    """
    def __init__(
        self,
        horizons: Numbers,
        *,
        waited: Numbers = (0.0,),
        ends: ReturnEnds | None = None,
        reasons: Sequence[str] = (),
        situations: Sequence[str] = (),
        frozen_at: int | None = None,
        priors: Sequence[ProbabilityPrior] = (),
        pooling: Literal["marginal_likelihood", "moments", "none"] = 'marginal_likelihood',
        least_groups: int = 4,
        conflict_level: float = 0.05,
        confidence_level: float = 0.95,
    ) -> None: ...
    def update(
        self,
        duration: ColumnLike,
        end: ColumnLike,
        *,
        entry: ColumnLike | None = None,
        reason: ColumnLike | None = None,
        situation: ColumnLike | None = None,
        person: ColumnLike | None = None,
        exit: ColumnLike | None = None,
        weights: ColumnLike | None = None,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> ProbabilityState: ...
    def merge(self, other: ProbabilityState) -> ProbabilityState: ...
    def advance(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> ProbabilityState: ...
    def finish(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> ProbabilityResult: ...
    @classmethod
    def from_bytes(cls, document: bytes) -> ProbabilityState: ...

def probability(
    duration: ColumnLike,
    end: ColumnLike,
    horizons: Numbers,
    *,
    entry: ColumnLike | None = None,
    reason: ColumnLike | None = None,
    situation: ColumnLike | None = None,
    person: ColumnLike | None = None,
    exit: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    waited: Numbers = (0.0,),
    ends: ReturnEnds | None = None,
    reasons: Sequence[str] = (),
    situations: Sequence[str] = (),
    frozen_at: int | None = None,
    priors: Sequence[ProbabilityPrior] = (),
    pooling: Literal["marginal_likelihood", "moments", "none"] = 'marginal_likelihood',
    least_groups: int = 4,
    conflict_level: float = 0.05,
    confidence_level: float = 0.95,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> ProbabilityResult:
    """Who comes back, by reason and situation, and how sure is that?

    Parameters
    ----------
    duration : array-like of shape (n,)
        Time from the exit to the end of the row: to the return, another end, or the last look. In days when
        `exit` is given. Must be >= 0.
    end : array-like of shape (n,)
        How the time away ended there: a text of `ends`, or 0 open, 1 returned, 2 settled, 3 unreachable.
        Missing: open. Text, categories or whole numbers. May be missing.
    horizons : list of float
        Times within which the return is meant, counted from `waited`; rising. Must be > 0.
    entry : array-like of shape (n,), optional
        Time from the exit at which the row begins; below `duration`. 0 if not given. Must be >= 0.
    reason : array-like of shape (n,), optional
        Why they left. Text, categories or whole numbers.
    situation : array-like of shape (n,), optional
        How they stand now: promoted or not, paid above our scale or below. Text, categories or whole numbers.
    person : array-like of shape (n,), optional
        Who it is. Pieces of one person may not overlap, and nobody is away twice at a time. Every row a person
        if not given. Text, categories or whole numbers.
    exit : array-like of shape (n,), optional
        Day of the exit. Needed with `frozen_at`, and to tell two exits of one person apart. In days since
        1970-01-01. Must be between -4371587 and 2932896.
    weights : array-like of shape (n,), optional
        How many people a row stands for. Rows with weight 0 are left out. Must be >= 0.
    waited : list of float, default (0.0,)
        Times since the exit that have passed without an end, rising: each has probabilities of its own, of those
        still away by then. Must be >= 0.
    ends : ReturnEnds
        Which texts of `end` mean what.
    reasons : list of str, default ()
        Reasons that there are; another one is refused. Those of the data when not given.
    situations : list of str, default ()
        Situations that there are; another one is refused. Those of the data when not given.
    frozen_at : int or None, default None
        Last day of which anything is known: later exits are left out, and whoever ended later is still away. In
        days since 1970-01-01. Must be between -4371587 and 2932896.
    priors : list of ProbabilityPrior, default ()
        What was known before.
    pooling : {'marginal_likelihood', 'moments', 'none'}, default 'marginal_likelihood'
        How groups without a prior of the caller inform each other.
        * ``marginal_likelihood``: Empirical Bayes: the groups' true probabilities are spread as the beta
          distribution that makes what was seen most likely.
        * ``moments``: The same, by moments.
        * ``none``: Not at all: each group by itself.
    least_groups : int, default 4
        With fewer groups nothing is pooled. Must be >= 2.
    conflict_level : float, default 0.05
        A prior is in conflict with the data where they are less probable than this under it. Must be between 0
        and 1.
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
    result : ProbabilityResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `duration`.
    """

class _CareStageRequired(TypedDict):
    name: str
    due_days: int

class CareStage(_CareStageRequired, total=False):
    opens_days: int | None
    closes_days: int | None
    role: str
    theme: str
    needs_theme: bool

class _CareThemeRequired(TypedDict):
    name: str

class CareTheme(_CareThemeRequired, total=False):
    stages: list[str]
    reasons: list[str]
    change: str
    customers: int

class _CareQuietRequired(TypedDict):
    first_day: int
    last_day: int

class CareQuiet(_CareQuietRequired, total=False):
    name: str

class _CareOwnerCapRequired(TypedDict):
    owner: str
    cap: int

class CareOwnerCap(_CareOwnerCapRequired, total=False):
    pass

class CareResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'due', 'nothing_due', 'nobody_contactable', 'no_leavers'}
        How it ended.
        * ``due``: Somebody is to be called.
        * ``nothing_due``: Nobody is to be called within the days asked about.
        * ``nobody_contactable``: Nobody may be called.
        * ``no_leavers``: There are no leavers.
    first_day : int
        First day planned. In days since 1970-01-01.
    last_day : int
        Last day planned. In days since 1970-01-01.
    stages : list of CareStage
        The stages as they were used.
    due : CareDue
        Whom to call.
    done : CareDone
        Stages done before.
    skipped : CareSkipped
        All others, with the reason.
    loads : CareLoads
        What each owner does on each day.
    counts : CareStageCounts
        Stage by stage.
    findings : Findings
        What was met on the way: contacts_of_unknown_people, contacts_of_other_stages, repeated_contacts,
        contacts_without_consent, contacts_after_end (rows of contacts), people_without_reason,
        people_without_owner (rows of people), and words that concern nobody: changes_of_other_reasons (rows of
        changes) and themes_of_other_reasons (places in themes) where known_reasons is left out,
        caps_of_other_owners (places in owner_caps).
    finding_rows : FindingRows
        The first rows of each.
    """
    @property
    def status(self) -> Literal["due", "nothing_due", "nobody_contactable", "no_leavers"]:
        """How it ended."""
    @property
    def first_day(self) -> int:
        """First day planned. In days since 1970-01-01."""
    @property
    def last_day(self) -> int:
        """Last day planned. In days since 1970-01-01."""
    @property
    def stages(self) -> list[Any]:
        """The stages as they were used."""
    @property
    def due(self) -> CareDue:
        """Whom to call."""
    @property
    def done(self) -> CareDone:
        """Stages done before."""
    @property
    def skipped(self) -> CareSkipped:
        """All others, with the reason."""
    @property
    def loads(self) -> CareLoads:
        """What each owner does on each day."""
    @property
    def counts(self) -> CareStageCounts:
        """Stage by stage."""
    @property
    def findings(self) -> Findings:
        """What was met on the way: contacts_of_unknown_people, contacts_of_other_stages, repeated_contacts, contacts_without_consent, contacts_after_end (rows of contacts), people_without_reason, people_without_owner (rows of people), and words that concern nobody: changes_of_other_reasons (rows of changes) and themes_of_other_reasons (places in themes) where known_reasons is left out, caps_of_other_owners (places in owner_caps)."""
    @property
    def finding_rows(self) -> FindingRows:
        """The first rows of each."""
    @classmethod
    def from_json(cls, document: str | bytes) -> CareResult: ...

class CareDue(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (due,)
        Row of the leaver, from 0.
    person : array of str of shape (due,)
        The leaver.
    owner : array of str of shape (due,)
        Who calls; missing without owners. May be missing.
    stage : array of str of shape (due,)
        The stage.
    day : array of int of shape (due,)
        The day planned. In days since 1970-01-01.
    due_day : array of int of shape (due,)
        The day by which it is due: the first usable one from exit + due_days on. In days since 1970-01-01.
    late_days : array of int of shape (due,)
        day - due_day, or 0. In days.
    days_since_exit : array of int of shape (due,)
        day - exit. In days.
    closes_day : array of float of shape (due,)
        Last day on which it is of use; NaN without one. In days since 1970-01-01. May be missing.
    theme : array of str of shape (due,)
        What it is about; missing where nothing fits. May be missing.
    changes : list of str of shape (due,)
        What has become real by that day of what concerns the person's reason, joined by commas.
    sentence : list of str of shape (due,)
        Why, in English. Empty unless explain.
    sentence_zh : list of str of shape (due,)
        In Chinese. Empty unless explain.

    Shapes: due length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the leaver, from 0."""
    @property
    def person(self) -> NDArray[np.object_]:
        """The leaver."""
    @property
    def owner(self) -> NDArray[np.object_]:
        """Who calls; missing without owners. May be missing."""
    @property
    def stage(self) -> NDArray[np.object_]:
        """The stage."""
    @property
    def day(self) -> NDArray[np.int64]:
        """The day planned. In days since 1970-01-01."""
    @property
    def due_day(self) -> NDArray[np.int64]:
        """The day by which it is due: the first usable one from exit + due_days on. In days since 1970-01-01."""
    @property
    def late_days(self) -> NDArray[np.int64]:
        """day - due_day, or 0. In days."""
    @property
    def days_since_exit(self) -> NDArray[np.int64]:
        """day - exit. In days."""
    @property
    def closes_day(self) -> NDArray[np.float64]:
        """Last day on which it is of use; NaN without one. In days since 1970-01-01. May be missing."""
    @property
    def theme(self) -> NDArray[np.object_]:
        """What it is about; missing where nothing fits. May be missing."""
    @property
    def changes(self) -> NDArray[np.object_]:
        """What has become real by that day of what concerns the person's reason, joined by commas."""
    @property
    def sentence(self) -> NDArray[np.object_]:
        """Why, in English. Empty unless explain."""
    @property
    def sentence_zh(self) -> NDArray[np.object_]:
        """In Chinese. Empty unless explain."""

class CareDone(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (done,)
        Row of the leaver, from 0.
    person : array of str of shape (done,)
        The leaver.
    stage : array of str of shape (done,)
        The stage.
    day : array of int of shape (done,)
        The day of the first call in it. In days since 1970-01-01.

    Shapes: done length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the leaver, from 0."""
    @property
    def person(self) -> NDArray[np.object_]:
        """The leaver."""
    @property
    def stage(self) -> NDArray[np.object_]:
        """The stage."""
    @property
    def day(self) -> NDArray[np.int64]:
        """The day of the first call in it. In days since 1970-01-01."""

class CareSkipped(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (skipped,)
        Row of the leaver, from 0.
    person : array of str of shape (skipped,)
        The leaver.
    stage : array of str of shape (skipped,)
        The stage.
    reason : array of str of shape (skipped,)
        A word of CareSkip; where it was open on several days, what kept it last.
    final : array of int of shape (skipped,)
        1 where it will not come any more, 0 where it may come after `until`.
    due_day : array of int of shape (skipped,)
        The day by which it is due. In days since 1970-01-01.
    sentence : list of str of shape (skipped,)
        In English. Empty unless explain.
    sentence_zh : list of str of shape (skipped,)
        In Chinese. Empty unless explain.

    Shapes: skipped length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the leaver, from 0."""
    @property
    def person(self) -> NDArray[np.object_]:
        """The leaver."""
    @property
    def stage(self) -> NDArray[np.object_]:
        """The stage."""
    @property
    def reason(self) -> NDArray[np.object_]:
        """A word of CareSkip; where it was open on several days, what kept it last."""
    @property
    def final(self) -> NDArray[np.int64]:
        """1 where it will not come any more, 0 where it may come after `until`."""
    @property
    def due_day(self) -> NDArray[np.int64]:
        """The day by which it is due. In days since 1970-01-01."""
    @property
    def sentence(self) -> NDArray[np.object_]:
        """In English. Empty unless explain."""
    @property
    def sentence_zh(self) -> NDArray[np.object_]:
        """In Chinese. Empty unless explain."""

class CareLoads(Table):
    """A table of equally long columns.

    Attributes
    ----------
    day : array of int of shape (loads,)
        The day. In days since 1970-01-01.
    owner : array of str of shape (loads,)
        The owner; missing without owners. May be missing.
    planned : array of int of shape (loads,)
        Calls planned.
    made : array of int of shape (loads,)
        Calls of today that were made already.
    waiting : array of int of shape (loads,)
        Calls that find no room and go on to the next day.
    cap : array of float of shape (loads,)
        The most of the day; NaN without a cap. May be missing.

    Shapes: loads length of `day`.
    """
    @property
    def day(self) -> NDArray[np.int64]:
        """The day. In days since 1970-01-01."""
    @property
    def owner(self) -> NDArray[np.object_]:
        """The owner; missing without owners. May be missing."""
    @property
    def planned(self) -> NDArray[np.int64]:
        """Calls planned."""
    @property
    def made(self) -> NDArray[np.int64]:
        """Calls of today that were made already."""
    @property
    def waiting(self) -> NDArray[np.int64]:
        """Calls that find no room and go on to the next day."""
    @property
    def cap(self) -> NDArray[np.float64]:
        """The most of the day; NaN without a cap. May be missing."""

class CareStageCounts(Table):
    """A table of equally long columns.

    Attributes
    ----------
    stage : list of str of shape (stages,)
        The stage.
    leavers : array of int of shape (stages,)
        done + due + open + never.
    done : array of int of shape (stages,)
        Called before.
    due : array of int of shape (stages,)
        Planned.
    late : array of int of shape (stages,)
        Of these, after the day by which it is due.
    open : array of int of shape (stages,)
        Skipped for now.
    never : array of int of shape (stages,)
        Skipped for good.

    Shapes: stages length of `stage`.
    """
    @property
    def stage(self) -> NDArray[np.object_]:
        """The stage."""
    @property
    def leavers(self) -> NDArray[np.int64]:
        """done + due + open + never."""
    @property
    def done(self) -> NDArray[np.int64]:
        """Called before."""
    @property
    def due(self) -> NDArray[np.int64]:
        """Planned."""
    @property
    def late(self) -> NDArray[np.int64]:
        """Of these, after the day by which it is due."""
    @property
    def open(self) -> NDArray[np.int64]:
        """Skipped for now."""
    @property
    def never(self) -> NDArray[np.int64]:
        """Skipped for good."""

def care(
    person: ColumnLike,
    exit: ColumnLike,
    contactable: ColumnLike,
    *,
    reason: ColumnLike | None = None,
    owners: TableLike | None = None,
    priority: ColumnLike | None = None,
    customers: ColumnLike | None = None,
    returned: ColumnLike | None = None,
    settled: ColumnLike | None = None,
    withdrawn: ColumnLike | None = None,
    change: ColumnLike | None = None,
    change_reason: ColumnLike | None = None,
    change_from: ColumnLike | None = None,
    change_until: ColumnLike | None = None,
    contact_person: ColumnLike | None = None,
    contact_day: ColumnLike | None = None,
    contact_stage: ColumnLike | None = None,
    working_day: ColumnLike | None = None,
    stages: Sequence[CareStage] = (),
    themes: Sequence[CareTheme] = (),
    known_reasons: Sequence[str] = (),
    today: int | None = None,
    until: int | None = None,
    calendar_first: int | None = None,
    calendar_last: int | None = None,
    weekends: bool = False,
    quiet: Sequence[CareQuiet] = (),
    gap_days: int = 7,
    owner_cap: int | None = None,
    owner_caps: Sequence[CareOwnerCap] = (),
    explain: bool = True,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> CareResult:
    """Who is to be called when, by whom and about what?

    Parameters
    ----------
    person : array-like of shape (n,)
        The leaver, each once: the last exit counts. Text, categories or whole numbers.
    exit : array-like of shape (n,)
        Day of the exit. In days since 1970-01-01. Must be between -4371587 and 2932896.
    contactable : array-like of shape (n,)
        1 where consent is given and no flag stands against it: the column of returns.selection. Must be between
        0 and 1.
    reason : array-like of shape (n,), optional
        Why the person left, as it was understood in the end. Missing: not known. Text, categories or whole
        numbers. May be missing.
    owners : table-like of shape (n,), optional
        Who calls: a column for each role. Missing: nobody. Text, categories or whole numbers. May be missing.
    priority : array-like of shape (n,), optional
        Who is called first, the higher the earlier; left out: all alike.
    customers : array-like of shape (n,), optional
        How many of the person's customers have a need now. Must be >= 0.
    returned : array-like of shape (n,), optional
        First day back; missing: not back. Nothing is planned from that day on. In days since 1970-01-01. Must be
        between -4371587 and 2932896. May be missing.
    settled : array-like of shape (n,), optional
        Day from which the person is known to have settled elsewhere. In days since 1970-01-01. Must be between
        -4371587 and 2932896. May be missing.
    withdrawn : array-like of shape (n,), optional
        Day from which consent is withdrawn. In days since 1970-01-01. Must be between -4371587 and 2932896. May
        be missing.
    change : array-like of shape (changes,), optional
        What has changed in the company. Text, categories or whole numbers.
    change_reason : array-like of shape (changes,), optional
        For which reason of leaving it matters; missing: for all. Needs the column reason. Text, categories or
        whole numbers. May be missing.
    change_from : array-like of shape (changes,), optional
        First day on which it is real; needed beside change. In days since 1970-01-01. Must be between -4371587
        and 2932896.
    change_until : array-like of shape (changes,), optional
        First day on which it no longer is; missing: it lasts. In days since 1970-01-01. Must be between -4371587
        and 2932896. May be missing.
    contact_person : array-like of shape (contacts,), optional
        Calls made so far: whom. Text, categories or whole numbers.
    contact_day : array-like of shape (contacts,), optional
        When, today at the latest; needed beside contact_person. In days since 1970-01-01. Must be between
        -4371587 and 2932896.
    contact_stage : array-like of shape (contacts,), optional
        In which stage; missing: another call, which counts for the gap only. Text, categories or whole numbers.
        May be missing.
    working_day : array-like of shape (worked,), optional
        The calendar: every day on which calls may be made, in any order. Left out: by weekends. In days since
        1970-01-01. Must be between -4371587 and 2932896.
    stages : list of CareStage, default ()
        The stages in their order. Left out: week (due after 7 days, opens after 3, closes after 14), month (30,
        24, 45) and quarter (90, 76, 120).
    themes : list of CareTheme, default ()
        What there is to say; the first theme that fits is offered.
    known_reasons : list of str, default ()
        The reasons that may occur; any other is an error. Left out: any may.
    today : int or None, default None
        First day planned. To be given: nothing here reads a clock. In days since 1970-01-01. Must be between
        -4371587 and 2932896.
    until : int or None, default None
        Last day planned, ten years later at most; left out: today. In days since 1970-01-01. Must be between
        -4371587 and 2932896.
    calendar_first : int or None, default None
        First day that working_day knows. In days since 1970-01-01. Must be between -4371587 and 2932896.
    calendar_last : int or None, default None
        Last day that it knows; nothing is guessed beyond it. In days since 1970-01-01. Must be between -4371587
        and 2932896.
    weekends : bool, default False
        Whether people are called on Saturdays and Sundays. Not beside working_day.
    quiet : list of CareQuiet, default ()
        Periods in which nobody is called.
    gap_days : int, default 7
        Days from one call of a person to the next, at least. In days. Must be between 1 and 3650.
    owner_cap : int or None, default None
        The most calls of an owner on a day, those made today included. Left out: no cap. Must be >= 0.
    owner_caps : list of CareOwnerCap, default ()
        Owners with caps of their own.
    explain : bool, default True
        Whether sentences are written.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : CareResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`, changes length of `change`, contacts length of `contact_person`, worked length of `working_day`.
    """

class _ProductLifeRequired(TypedDict):
    product: str
    days: int

class ProductLife(_ProductLifeRequired, total=False):
    pass

class CustomersResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'needs', 'no_needs', 'no_customers'}
        How it ended.
        * ``needs``: Some customer with a need may be named.
        * ``no_needs``: None has a need, or may be named.
        * ``no_customers``: There are no customers.
    currency_name : str
        Currency of the values; empty when not given.
    customers : CustomerNeeds
        The customers.
    people : CustomersPeople
        The leavers.
    products : CustomersProducts
        The products.
    findings : Findings
        What was met on the way: customers_of_unknown_people, customers_without_purchase (rows of customers),
        repeated_purchases (rows of purchases: same customer, product and day).
    finding_rows : FindingRows
        The first rows of each.
    """
    @property
    def status(self) -> Literal["needs", "no_needs", "no_customers"]:
        """How it ended."""
    @property
    def currency_name(self) -> str:
        """Currency of the values; empty when not given."""
    @property
    def customers(self) -> CustomerNeeds:
        """The customers."""
    @property
    def people(self) -> CustomersPeople:
        """The leavers."""
    @property
    def products(self) -> CustomersProducts:
        """The products."""
    @property
    def findings(self) -> Findings:
        """What was met on the way: customers_of_unknown_people, customers_without_purchase (rows of customers), repeated_purchases (rows of purchases: same customer, product and day)."""
    @property
    def finding_rows(self) -> FindingRows:
        """The first rows of each."""
    @classmethod
    def from_json(cls, document: str | bytes) -> CustomersResult: ...

class CustomerNeeds(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (n,)
        The leaver.
    customer : array of str of shape (n,)
        The customer.
    product : array of str of shape (n,)
        The product; "all" without products.
    last_purchase : array of float of shape (n,)
        Day of the last purchase; NaN without one. In days since 1970-01-01. May be missing.
    age_days : array of float of shape (n,)
        Days since then. In days. May be missing.
    probability : array of float of shape (n,)
        That the customer buys within the horizon, having not bought for age_days; NaN where basis gives none.
        Must be between 0 and 1. May be missing.
    lower : array of float of shape (n,)
        Lower limit. May be missing.
    upper : array of float of shape (n,)
        Upper limit. May be missing.
    basis : array of str of shape (n,)
        estimated, at_least, beyond, too_few or no_purchase.
    need : array of int of shape (n,)
        1 where there is a need within the horizon.
    why : array of str of shape (n,)
        none, probability, life or both.
    listed : array of int of shape (n,)
        1 where there is a need, the customer agreed, and the leaver may be called.
    rank : array of int of shape (n,)
        Place among the listed customers of the leaver, 1 first: by expected value, without values by
        probability, then by label; 0 where not listed.
    expected_value : array of float of shape (n,)
        probability * value, rounded to minor units; NaN without either. In minor units. May be missing.
    sentence : list of str of shape (n,)
        In English. Empty unless explain.
    sentence_zh : list of str of shape (n,)
        In Chinese. Empty unless explain.

    Shapes: n length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The leaver."""
    @property
    def customer(self) -> NDArray[np.object_]:
        """The customer."""
    @property
    def product(self) -> NDArray[np.object_]:
        """The product; "all" without products."""
    @property
    def last_purchase(self) -> NDArray[np.float64]:
        """Day of the last purchase; NaN without one. In days since 1970-01-01. May be missing."""
    @property
    def age_days(self) -> NDArray[np.float64]:
        """Days since then. In days. May be missing."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """That the customer buys within the horizon, having not bought for age_days; NaN where basis gives none. Must be between 0 and 1. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit. May be missing."""
    @property
    def basis(self) -> NDArray[np.object_]:
        """estimated, at_least, beyond, too_few or no_purchase."""
    @property
    def need(self) -> NDArray[np.int64]:
        """1 where there is a need within the horizon."""
    @property
    def why(self) -> NDArray[np.object_]:
        """none, probability, life or both."""
    @property
    def listed(self) -> NDArray[np.int64]:
        """1 where there is a need, the customer agreed, and the leaver may be called."""
    @property
    def rank(self) -> NDArray[np.int64]:
        """Place among the listed customers of the leaver, 1 first: by expected value, without values by probability, then by label; 0 where not listed."""
    @property
    def expected_value(self) -> NDArray[np.float64]:
        """probability * value, rounded to minor units; NaN without either. In minor units. May be missing."""
    @property
    def sentence(self) -> NDArray[np.object_]:
        """In English. Empty unless explain."""
    @property
    def sentence_zh(self) -> NDArray[np.object_]:
        """In Chinese. Empty unless explain."""

class CustomersPeople(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (m,)
        The leaver.
    customers : array of int of shape (m,)
        Listed customers: those with a need who agreed; 0 where the leaver may not be called.
    served : array of int of shape (m,)
        All rows of the leaver.
    without_consent : array of int of shape (m,)
        Of these, with a need but without consent.
    first_customer : array of str of shape (m,)
        The listed customer of rank 1; missing without one. May be missing.
    expected_value : array of float of shape (m,)
        Sum over the listed customers; NaN where one is not known, or without values. In minor units. May be
        missing.

    Shapes: m length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The leaver."""
    @property
    def customers(self) -> NDArray[np.int64]:
        """Listed customers: those with a need who agreed; 0 where the leaver may not be called."""
    @property
    def served(self) -> NDArray[np.int64]:
        """All rows of the leaver."""
    @property
    def without_consent(self) -> NDArray[np.int64]:
        """Of these, with a need but without consent."""
    @property
    def first_customer(self) -> NDArray[np.object_]:
        """The listed customer of rank 1; missing without one. May be missing."""
    @property
    def expected_value(self) -> NDArray[np.float64]:
        """Sum over the listed customers; NaN where one is not known, or without values. In minor units. May be missing."""

class CustomersProducts(Table):
    """A table of equally long columns.

    Attributes
    ----------
    product : list of str of shape (products,)
        The product.
    renewals : array of int of shape (products,)
        Times between two purchases that were seen.
    open : array of int of shape (products,)
        Times since a last purchase: the next one is not yet seen.
    median_days : array of float of shape (products,)
        Days after which half have bought again; NaN where that is not reached. In days. May be missing.
    longest_days : array of float of shape (products,)
        Longest time observed; NaN without any. In days. May be missing.
    customers : array of int of shape (products,)
        Rows of customers.
    needs : array of float of shape (products,)
        Of these, with a need; NaN where suppressed. May be missing.
    suppressed : array of int of shape (products,)
        1 where so few have a need that the count is not told.

    Shapes: products length of `product`.
    """
    @property
    def product(self) -> NDArray[np.object_]:
        """The product."""
    @property
    def renewals(self) -> NDArray[np.int64]:
        """Times between two purchases that were seen."""
    @property
    def open(self) -> NDArray[np.int64]:
        """Times since a last purchase: the next one is not yet seen."""
    @property
    def median_days(self) -> NDArray[np.float64]:
        """Days after which half have bought again; NaN where that is not reached. In days. May be missing."""
    @property
    def longest_days(self) -> NDArray[np.float64]:
        """Longest time observed; NaN without any. In days. May be missing."""
    @property
    def customers(self) -> NDArray[np.int64]:
        """Rows of customers."""
    @property
    def needs(self) -> NDArray[np.float64]:
        """Of these, with a need; NaN where suppressed. May be missing."""
    @property
    def suppressed(self) -> NDArray[np.int64]:
        """1 where so few have a need that the count is not told."""

def customers(
    person: ColumnLike,
    customer: ColumnLike,
    consent: ColumnLike,
    person_id: ColumnLike,
    contactable: ColumnLike,
    purchase_customer: ColumnLike,
    purchase_day: ColumnLike,
    *,
    product: ColumnLike | None = None,
    value: ColumnLike | None = None,
    currency: ColumnLike | None = None,
    purchase_product: ColumnLike | None = None,
    today: int | None = None,
    horizon_days: int = 30,
    need_at: float | None = None,
    lives: Sequence[ProductLife] = (),
    least_renewals: int = 10,
    confidence_level: float = 0.95,
    smallest: int = 5,
    explain: bool = True,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> CustomersResult:
    """Which customers of a leaver will soon buy again?

    Parameters
    ----------
    person : array-like of shape (n,)
        The leaver who served the customer. Text, categories or whole numbers.
    customer : array-like of shape (n,)
        The customer; once with a leaver and product. Text, categories or whole numbers.
    consent : array-like of shape (n,)
        1 where the customer agreed to be addressed. Missing: not known, which is no consent. Must be between 0
        and 1. May be missing.
    person_id : array-like of shape (m,)
        The leavers, each once. Text, categories or whole numbers.
    contactable : array-like of shape (m,)
        1 where the leaver may be called: the column of returns.selection. Customers of others are listed
        nowhere. Must be between 0 and 1.
    purchase_customer : array-like of shape (purchases,)
        Purchases of all customers, also of those whom nobody left: who bought. Text, categories or whole
        numbers.
    purchase_day : array-like of shape (purchases,)
        When; two on one day are one. In days since 1970-01-01. Must be between -4371587 and 2932896.
    product : array-like of shape (n,), optional
        Which product is looked at; needed beside purchase_product. Text, categories or whole numbers.
    value : array-like of shape (n,), optional
        What a purchase is worth, in minor units. In minor units. Must be between 0 and 10000000000000.
    currency : array-like of shape (n,), optional
        Currency of the row; the same in all. Text, categories or whole numbers.
    purchase_product : array-like of shape (purchases,), optional
        What; left out: all purchases are of one kind. Text, categories or whole numbers.
    today : int or None, default None
        The day of the list. To be given: nothing here reads a clock. In days since 1970-01-01. Must be between
        -4371587 and 2932896.
    horizon_days : int, default 30
        Within how many days after today a purchase counts. In days. Must be between 1 and 3650.
    need_at : float or None, default None
        From which probability on a customer has a need. This or lives is to be given. Must be > 0 and <= 1.
    lives : list of ProductLife, default ()
        How long products last by declaration, where no history says it: a rule, no probability.
    least_renewals : int, default 10
        Observed renewals of a product below which it has no probability. Must be >= 1.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    smallest : int, default 5
        In the table of products, counts of needs below this (but not 0) are suppressed; 1 suppresses none. Must
        be >= 1.
    explain : bool, default True
        Whether sentences are written.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : CustomersResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`, m length of `person_id`, purchases length of `purchase_customer`.
    """

class PredictionFit(Result):
    """A record of named fields.

    Attributes
    ----------
    model : ModelFit
        The model.
    base : list of ModelFit
        One set of curves for everybody: what the model has to beat.
    resamples : list of ModelFit
        The model fitted with random weights of the people and half the ridge.
    with_reason : bool
        Whether it was fitted on reasons.
    with_situation : bool
        Whether it was fitted on situations.
    pairs : bool
        Whether each pair of the two is a level of its own.
    frozen_at : int or None
        As in the options. In days since 1970-01-01. Must be between -4371587 and 2932896.
    rows : int
        Rows that took part. Must be >= 0.
    people : int
        People among them. Must be >= 0.
    returned : int
        Rows that ended in a return. Must be >= 0.
    settled : int
        Rows that ended elsewhere. Must be >= 0.
    unreachable : int
        Rows that ended unreachable. Must be >= 0.
    follow_up : float
        Longest time away: nothing is known beyond it. Must be >= 0.
    horizons : array of float of shape (t,)
        As in the options. Must be > 0.
    base_rate : array of float of shape (t,)
        Share of everybody who returns within the horizon of the exit (Aalen-Johansen). Must be between 0 and 1.

    Methods
    -------
    predict
        How likely is each of those still away to come back, and why?
    judge
        How well did the frozen model do on later days?

    Shapes: t length of `horizons`.
    """
    @property
    def model(self) -> ModelFit:
        """The model."""
    @property
    def base(self) -> list[ModelFit]:
        """One set of curves for everybody: what the model has to beat."""
    @property
    def resamples(self) -> list[ModelFit]:
        """The model fitted with random weights of the people and half the ridge."""
    @property
    def with_reason(self) -> bool:
        """Whether it was fitted on reasons."""
    @property
    def with_situation(self) -> bool:
        """Whether it was fitted on situations."""
    @property
    def pairs(self) -> bool:
        """Whether each pair of the two is a level of its own."""
    @property
    def frozen_at(self) -> int | None:
        """As in the options. In days since 1970-01-01. Must be between -4371587 and 2932896."""
    @property
    def rows(self) -> int:
        """Rows that took part. Must be >= 0."""
    @property
    def people(self) -> int:
        """People among them. Must be >= 0."""
    @property
    def returned(self) -> int:
        """Rows that ended in a return. Must be >= 0."""
    @property
    def settled(self) -> int:
        """Rows that ended elsewhere. Must be >= 0."""
    @property
    def unreachable(self) -> int:
        """Rows that ended unreachable. Must be >= 0."""
    @property
    def follow_up(self) -> float:
        """Longest time away: nothing is known beyond it. Must be >= 0."""
    @property
    def horizons(self) -> NDArray[np.float64]:
        """As in the options. Must be > 0."""
    @property
    def base_rate(self) -> NDArray[np.float64]:
        """Share of everybody who returns within the horizon of the exit (Aalen-Johansen). Must be between 0 and 1."""
    @classmethod
    def from_json(cls, document: str | bytes) -> PredictionFit: ...
    def predict(
        self,
        waited: ColumnLike,
        contactable: ColumnLike,
        *,
        x: TableLike | None = None,
        reason: ColumnLike | None = None,
        situation: ColumnLike | None = None,
        person: ColumnLike | None = None,
        horizons: Numbers = (),
        confidence_level: float = 0.95,
        beyond: Literal["carry", "missing"] = 'missing',
        most: int = 3,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> Prediction:
        """How likely is each of those still away to come back, and why?

        Parameters
        ----------
        waited : array-like of shape (m,)
            Time since the exit that has passed without an end. Must be >= 0.
        contactable : array-like of shape (m,)
            1 where the person may be contacted: consent is given, and no flag stands against it. Of who has 0
            nothing is told, and no rank is given. Must be between 0 and 1.
        x : table-like of shape (m, c), optional
            The fit's columns by name, in any order; others are not looked at. Missing values where the estimator
            takes them. May be missing.
        reason : array-like of shape (m,), optional
            Why they left, where the fit has reasons. Text, categories or whole numbers.
        situation : array-like of shape (m,), optional
            How they stand now, where the fit has situations. Text, categories or whole numbers.
        person : array-like of shape (m,), optional
            Who it is, carried into the tables. Text, categories or whole numbers.
        horizons : list of float, default ()
            Times ahead, rising; the fit's when not given. Must be > 0.
        confidence_level : float, default 0.95
            Level of the intervals. Must be > 0 and < 1.
        beyond : {'carry', 'missing'}, default 'missing'
            What is predicted beyond the longest time away of the fit: nothing, or the curve carried on.
            * ``carry``: The curve stays where it is at the last time of leaving. Where nobody of the fit left since
              the tenure it has no error and no limits: nothing is known, least of all that the person stays.
            * ``missing``: Missing values (NaN).
        most : int, default 3
            Reasons kept for each person, the strongest first. Must be between 1 and 1000.
        threads : int, default 0
            Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
        seed : int, default 1
            Seed of whatever is drawn at random; equal seeds give equal results.
        progress : bool or callable, default None
            Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
            installed).

        Returns
        -------
        result : Prediction
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m length of `waited`, c columns of `x`.
        """
    def judge(
        self,
        waited: ColumnLike,
        duration: ColumnLike,
        end: ColumnLike,
        *,
        x: TableLike | None = None,
        reason: ColumnLike | None = None,
        situation: ColumnLike | None = None,
        person: ColumnLike | None = None,
        scored_at: ColumnLike | None = None,
        weights: ColumnLike | None = None,
        horizons: Numbers = (),
        ends: ReturnEnds | None = None,
        minimum_returns: int = 10,
        bands: int = 5,
        confidence_level: float = 0.95,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> PredictionJudgement:
        """How well did the frozen model do on later days?

        Parameters
        ----------
        waited : array-like of shape (m,)
            Time between the exit and the day of scoring. Must be >= 0.
        duration : array-like of shape (m,)
            Time from the day of scoring to the end of the time away, or to the last look. Must be >= 0.
        end : array-like of shape (m,)
            How it ended: as in the fit. Missing: open. Text, categories or whole numbers. May be missing.
        x : table-like of shape (m, c), optional
            What was known of them on the day of scoring: the fit's columns by name. May be missing.
        reason : array-like of shape (m,), optional
            Why they left, where the fit has reasons. Text, categories or whole numbers.
        situation : array-like of shape (m,), optional
            How they stood on the day of scoring, where the fit has situations. Text, categories or whole numbers.
        person : array-like of shape (m,), optional
            Who it is: rows of one person go together in the standard errors. Text, categories or whole numbers.
        scored_at : array-like of shape (m,), optional
            Day of scoring. Refused where it is before the day at which the model was frozen. In days since
            1970-01-01. Must be between -4371587 and 2932896.
        weights : array-like of shape (m,), optional
            How many people a row stands for. Must be >= 0.
        horizons : list of float, default ()
            Times from the day of scoring, rising; the fit's when not given. Must be > 0.
        ends : ReturnEnds
            Which texts of `end` mean what.
        minimum_returns : int, default 10
            Horizons with fewer returns have no figures. Must be >= 1.
        bands : int, default 5
            Bands of predicted probability, of equal weight. Must be between 1 and 10000.
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
        result : PredictionJudgement
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m length of `waited`, c columns of `x`.
        """

class Prediction(Result):
    """A record of named fields.

    Attributes
    ----------
    people : PredictedReturns
        Probabilities and ranks.
    scale : str
        What the score is a logarithm of, of the return: hazard or odds. Empty of a forest, which does not
        explain one end alone.
    columns : list of str of shape (columns,)
        Columns of the fit, in its order.
    score : array of float of shape (m,)
        Sum of the person's contributions. Missing (NaN) of who may not be contacted. May be missing.
    contributions : array of float of shape (m, columns)
        What each column adds to the score of returning, against the average leaver. Missing as the score. May be
        missing.
    reasons : Reasons
        The strongest columns of each person who may be contacted: a factor above 1 makes the return more likely.

    Shapes: columns length of `columns`, m length of `score`.
    """
    @property
    def people(self) -> PredictedReturns:
        """Probabilities and ranks."""
    @property
    def scale(self) -> str:
        """What the score is a logarithm of, of the return: hazard or odds. Empty of a forest, which does not explain one end alone."""
    @property
    def columns(self) -> list[str]:
        """Columns of the fit, in its order."""
    @property
    def score(self) -> NDArray[np.float64]:
        """Sum of the person's contributions. Missing (NaN) of who may not be contacted. May be missing."""
    @property
    def contributions(self) -> NDArray[np.float64]:
        """What each column adds to the score of returning, against the average leaver. Missing as the score. May be missing."""
    @property
    def reasons(self) -> Reasons:
        """The strongest columns of each person who may be contacted: a factor above 1 makes the return more likely."""
    @classmethod
    def from_json(cls, document: str | bytes) -> Prediction: ...

class PredictedReturns(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (outlooks,)
        Row of the input. Must be >= 0.
    person : array of str of shape (outlooks,)
        Who it is; empty unless given.
    contactable : array of int of shape (outlooks,)
        As in the input: whoever has 0 is listed with no figure. Must be between 0 and 1.
    horizon : array of float of shape (outlooks,)
        Time ahead. Must be > 0.
    probability : array of float of shape (outlooks,)
        Probability of returning within the horizon, given the time waited. Missing (NaN) beyond follow-up,
        unless carried on, and of who may not be contacted. Must be between 0 and 1. May be missing.
    lower : array of float of shape (outlooks,)
        Lower limit of the model's probability, by the spread of the log odds over the resamples: how well the
        fit is known, not whether the model is right. 0 to 1 where none of them has a return so late. Missing as
        the probability, and without resamples. Must be between 0 and 1. May be missing.
    upper : array of float of shape (outlooks,)
        Upper limit. Missing as the lower one. Must be between 0 and 1. May be missing.
    settled : array of float of shape (outlooks,)
        Probability of settling elsewhere by then. Missing as the probability. Must be between 0 and 1. May be
        missing.
    unreachable : array of float of shape (outlooks,)
        Probability of being unreachable by then. Missing as the probability. Must be between 0 and 1. May be
        missing.
    open : array of float of shape (outlooks,)
        Probability of still being away, and to be reached, by then; the four add up to 1. Missing as the
        probability. Must be between 0 and 1. May be missing.
    base_rate : array of float of shape (outlooks,)
        The probability of returning by one set of curves for everybody. Missing as the probability. Must be
        between 0 and 1. May be missing.
    ratio : array of float of shape (outlooks,)
        probability / base_rate. Missing (NaN) where that is 0 or missing. Must be >= 0. May be missing.
    rank : array of int of shape (outlooks,)
        1 has the highest probability at that horizon among those who may be contacted; equal ones in the order
        of the rows, missing ones last. 0 of who may not be. Must be >= 0.

    Shapes: outlooks length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the input. Must be >= 0."""
    @property
    def person(self) -> NDArray[np.object_]:
        """Who it is; empty unless given."""
    @property
    def contactable(self) -> NDArray[np.int64]:
        """As in the input: whoever has 0 is listed with no figure. Must be between 0 and 1."""
    @property
    def horizon(self) -> NDArray[np.float64]:
        """Time ahead. Must be > 0."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """Probability of returning within the horizon, given the time waited. Missing (NaN) beyond follow-up, unless carried on, and of who may not be contacted. Must be between 0 and 1. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit of the model's probability, by the spread of the log odds over the resamples: how well the fit is known, not whether the model is right. 0 to 1 where none of them has a return so late. Missing as the probability, and without resamples. Must be between 0 and 1. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit. Missing as the lower one. Must be between 0 and 1. May be missing."""
    @property
    def settled(self) -> NDArray[np.float64]:
        """Probability of settling elsewhere by then. Missing as the probability. Must be between 0 and 1. May be missing."""
    @property
    def unreachable(self) -> NDArray[np.float64]:
        """Probability of being unreachable by then. Missing as the probability. Must be between 0 and 1. May be missing."""
    @property
    def open(self) -> NDArray[np.float64]:
        """Probability of still being away, and to be reached, by then; the four add up to 1. Missing as the probability. Must be between 0 and 1. May be missing."""
    @property
    def base_rate(self) -> NDArray[np.float64]:
        """The probability of returning by one set of curves for everybody. Missing as the probability. Must be between 0 and 1. May be missing."""
    @property
    def ratio(self) -> NDArray[np.float64]:
        """probability / base_rate. Missing (NaN) where that is 0 or missing. Must be >= 0. May be missing."""
    @property
    def rank(self) -> NDArray[np.int64]:
        """1 has the highest probability at that horizon among those who may be contacted; equal ones in the order of the rows, missing ones last. 0 of who may not be. Must be >= 0."""

class PredictionJudgement(Result):
    """A record of named fields.

    Attributes
    ----------
    horizons : JudgedReturns
        Scores and calibration by horizon.
    bands : JudgedReturnBands
        Predicted and observed by band of predicted probability.
    """
    @property
    def horizons(self) -> JudgedReturns:
        """Scores and calibration by horizon."""
    @property
    def bands(self) -> JudgedReturnBands:
        """Predicted and observed by band of predicted probability."""
    @classmethod
    def from_json(cls, document: str | bytes) -> PredictionJudgement: ...

class JudgedReturns(Table):
    """A table of equally long columns.

    Attributes
    ----------
    horizon : array of float of shape (t,)
        Time from the day of scoring.
    status : array of str of shape (t,)
        judged, few_returns, or beyond_follow_up.
    rows : array of int of shape (t,)
        Predictions judged. Must be >= 0.
    returned : array of int of shape (t,)
        Of those, people seen to return within the horizon. Must be >= 0.
    beyond_follow_up : array of int of shape (t,)
        People left out because the horizon reaches beyond what the model followed. Must be >= 0.
    predicted : array of float of shape (t,)
        Mean predicted probability of return. Must be between 0 and 1. May be missing.
    observed : array of float of shape (t,)
        Share that returned by the horizon (Aalen-Johansen). Must be between 0 and 1. May be missing.
    observed_lower : array of float of shape (t,)
        Lower limit. Must be between 0 and 1. May be missing.
    observed_upper : array of float of shape (t,)
        Upper limit. Must be between 0 and 1. May be missing.
    ratio : array of float of shape (t,)
        observed / predicted: 1 is right on the whole. Must be >= 0. May be missing.
    ratio_lower : array of float of shape (t,)
        Lower limit. Must be >= 0. May be missing.
    ratio_upper : array of float of shape (t,)
        Upper limit. Must be >= 0. May be missing.
    brier : array of float of shape (t,)
        Mean squared distance between what was predicted and what happened. Must be >= 0. May be missing.
    brier_lower : array of float of shape (t,)
        Lower limit. Must be >= 0. May be missing.
    brier_upper : array of float of shape (t,)
        Upper limit. Must be >= 0. May be missing.
    reference : array of float of shape (t,)
        The score of one number for everybody, known afterwards: the observed share. Must be >= 0. May be
        missing.
    curve_brier : array of float of shape (t,)
        The score of the frozen curves of everybody, given the time waited: what could be had without the
        attributes. Must be >= 0. May be missing.
    skill : array of float of shape (t,)
        1 - brier / reference: 1 is perfect, 0 no better than that number. Must be <= 1. May be missing.
    skill_lower : array of float of shape (t,)
        Lower limit. May be missing.
    skill_upper : array of float of shape (t,)
        Upper limit. May be missing.
    auc : array of float of shape (t,)
        Probability that somebody who returned had a higher prediction than somebody who did not, whether still
        away or ended elsewhere. Must be between 0 and 1. May be missing.
    auc_lower : array of float of shape (t,)
        Lower limit. Must be between 0 and 1. May be missing.
    auc_upper : array of float of shape (t,)
        Upper limit. Must be between 0 and 1. May be missing.
    intercept : array of float of shape (t,)
        Calibration in the large: what would have to be added to all predicted log-odds; 0 is right. Missing also
        where it has no finite answer. May be missing.
    intercept_lower : array of float of shape (t,)
        Lower limit. May be missing.
    intercept_upper : array of float of shape (t,)
        Upper limit. May be missing.
    slope : array of float of shape (t,)
        Calibration slope: 1 is right, below 1 the predictions are too extreme. Missing also where it has no
        finite answer. May be missing.
    slope_lower : array of float of shape (t,)
        Lower limit. May be missing.
    slope_upper : array of float of shape (t,)
        Upper limit. May be missing.
    integrated_index : array of float of shape (t,)
        Mean distance between predicted and smoothed observed shares. Must be between 0 and 1. May be missing.

    Shapes: t length of `horizon`.
    """
    @property
    def horizon(self) -> NDArray[np.float64]:
        """Time from the day of scoring."""
    @property
    def status(self) -> NDArray[np.object_]:
        """judged, few_returns, or beyond_follow_up."""
    @property
    def rows(self) -> NDArray[np.int64]:
        """Predictions judged. Must be >= 0."""
    @property
    def returned(self) -> NDArray[np.int64]:
        """Of those, people seen to return within the horizon. Must be >= 0."""
    @property
    def beyond_follow_up(self) -> NDArray[np.int64]:
        """People left out because the horizon reaches beyond what the model followed. Must be >= 0."""
    @property
    def predicted(self) -> NDArray[np.float64]:
        """Mean predicted probability of return. Must be between 0 and 1. May be missing."""
    @property
    def observed(self) -> NDArray[np.float64]:
        """Share that returned by the horizon (Aalen-Johansen). Must be between 0 and 1. May be missing."""
    @property
    def observed_lower(self) -> NDArray[np.float64]:
        """Lower limit. Must be between 0 and 1. May be missing."""
    @property
    def observed_upper(self) -> NDArray[np.float64]:
        """Upper limit. Must be between 0 and 1. May be missing."""
    @property
    def ratio(self) -> NDArray[np.float64]:
        """observed / predicted: 1 is right on the whole. Must be >= 0. May be missing."""
    @property
    def ratio_lower(self) -> NDArray[np.float64]:
        """Lower limit. Must be >= 0. May be missing."""
    @property
    def ratio_upper(self) -> NDArray[np.float64]:
        """Upper limit. Must be >= 0. May be missing."""
    @property
    def brier(self) -> NDArray[np.float64]:
        """Mean squared distance between what was predicted and what happened. Must be >= 0. May be missing."""
    @property
    def brier_lower(self) -> NDArray[np.float64]:
        """Lower limit. Must be >= 0. May be missing."""
    @property
    def brier_upper(self) -> NDArray[np.float64]:
        """Upper limit. Must be >= 0. May be missing."""
    @property
    def reference(self) -> NDArray[np.float64]:
        """The score of one number for everybody, known afterwards: the observed share. Must be >= 0. May be missing."""
    @property
    def curve_brier(self) -> NDArray[np.float64]:
        """The score of the frozen curves of everybody, given the time waited: what could be had without the attributes. Must be >= 0. May be missing."""
    @property
    def skill(self) -> NDArray[np.float64]:
        """1 - brier / reference: 1 is perfect, 0 no better than that number. Must be <= 1. May be missing."""
    @property
    def skill_lower(self) -> NDArray[np.float64]:
        """Lower limit. May be missing."""
    @property
    def skill_upper(self) -> NDArray[np.float64]:
        """Upper limit. May be missing."""
    @property
    def auc(self) -> NDArray[np.float64]:
        """Probability that somebody who returned had a higher prediction than somebody who did not, whether still away or ended elsewhere. Must be between 0 and 1. May be missing."""
    @property
    def auc_lower(self) -> NDArray[np.float64]:
        """Lower limit. Must be between 0 and 1. May be missing."""
    @property
    def auc_upper(self) -> NDArray[np.float64]:
        """Upper limit. Must be between 0 and 1. May be missing."""
    @property
    def intercept(self) -> NDArray[np.float64]:
        """Calibration in the large: what would have to be added to all predicted log-odds; 0 is right. Missing also where it has no finite answer. May be missing."""
    @property
    def intercept_lower(self) -> NDArray[np.float64]:
        """Lower limit. May be missing."""
    @property
    def intercept_upper(self) -> NDArray[np.float64]:
        """Upper limit. May be missing."""
    @property
    def slope(self) -> NDArray[np.float64]:
        """Calibration slope: 1 is right, below 1 the predictions are too extreme. Missing also where it has no finite answer. May be missing."""
    @property
    def slope_lower(self) -> NDArray[np.float64]:
        """Lower limit. May be missing."""
    @property
    def slope_upper(self) -> NDArray[np.float64]:
        """Upper limit. May be missing."""
    @property
    def integrated_index(self) -> NDArray[np.float64]:
        """Mean distance between predicted and smoothed observed shares. Must be between 0 and 1. May be missing."""

class JudgedReturnBands(Table):
    """A table of equally long columns.

    Attributes
    ----------
    horizon : array of float of shape (g,)
        Time from the day of scoring.
    lowest : array of float of shape (g,)
        Lowest predicted probability in the band. Must be between 0 and 1.
    highest : array of float of shape (g,)
        Highest one. Must be between 0 and 1.
    rows : array of int of shape (g,)
        Predictions. Must be >= 0.
    predicted : array of float of shape (g,)
        Their mean. Must be between 0 and 1.
    observed : array of float of shape (g,)
        Share that returned by the horizon. Missing (NaN) where nobody of the band was followed so long. Must be
        between 0 and 1. May be missing.
    lower : array of float of shape (g,)
        Lower limit (log-log); where nobody or everybody returned, Wilson's at the effective number, as in
        returns.probability, rows taken as people. Missing as the share. Must be between 0 and 1. May be missing.
    upper : array of float of shape (g,)
        Upper limit. Missing as the lower one. Must be between 0 and 1. May be missing.

    Shapes: g length of `horizon`.
    """
    @property
    def horizon(self) -> NDArray[np.float64]:
        """Time from the day of scoring."""
    @property
    def lowest(self) -> NDArray[np.float64]:
        """Lowest predicted probability in the band. Must be between 0 and 1."""
    @property
    def highest(self) -> NDArray[np.float64]:
        """Highest one. Must be between 0 and 1."""
    @property
    def rows(self) -> NDArray[np.int64]:
        """Predictions. Must be >= 0."""
    @property
    def predicted(self) -> NDArray[np.float64]:
        """Their mean. Must be between 0 and 1."""
    @property
    def observed(self) -> NDArray[np.float64]:
        """Share that returned by the horizon. Missing (NaN) where nobody of the band was followed so long. Must be between 0 and 1. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit (log-log); where nobody or everybody returned, Wilson's at the effective number, as in returns.probability, rows taken as people. Missing as the share. Must be between 0 and 1. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit. Missing as the lower one. Must be between 0 and 1. May be missing."""

def prediction(
    duration: ColumnLike,
    end: ColumnLike,
    horizons: Numbers,
    *,
    x: TableLike | None = None,
    entry: ColumnLike | None = None,
    reason: ColumnLike | None = None,
    situation: ColumnLike | None = None,
    person: ColumnLike | None = None,
    exit: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    model: ModelOptions | None = None,
    interactions: bool = True,
    ends: ReturnEnds | None = None,
    frozen_at: int | None = None,
    minimum_returns: int = 10,
    resamples: int = 50,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> PredictionFit:
    """Who of the leavers still away comes back, and how sure is that?

    Parameters
    ----------
    duration : array-like of shape (n,)
        Time from the exit to the end of the row: to the return, another end, or the last look. In days when
        `exit` is given. Must be >= 0.
    end : array-like of shape (n,)
        How the time away ended there: a text of `ends`, or 0 open, 1 returned, 2 settled, 3 unreachable.
        Missing: open. Text, categories or whole numbers. May be missing.
    horizons : list of float
        Times ahead for which the return is predicted, rising, in the unit of `duration`. Must be > 0.
    x : table-like of shape (n, c), optional
        What else is known of them: performance, pay against our scale, contacts made so far. Missing values
        where the estimator takes them. May be missing.
    entry : array-like of shape (n,), optional
        Time from the exit at which the row begins; below `duration`. 0 if not given. Must be >= 0.
    reason : array-like of shape (n,), optional
        Why they left. Text, categories or whole numbers.
    situation : array-like of shape (n,), optional
        How they stand now. Text, categories or whole numbers.
    person : array-like of shape (n,), optional
        Who it is. Pieces of one person may not overlap, and nobody is away twice at a time. Every row a person
        if not given. Text, categories or whole numbers.
    exit : array-like of shape (n,), optional
        Day of the exit. Needed with `frozen_at`, and to tell two exits of one person apart. In days since
        1970-01-01. Must be between -4371587 and 2932896.
    weights : array-like of shape (n,), optional
        How many people a row stands for. Rows with weight 0 are left out. Must be >= 0.
    model : ModelOptions
        The estimator and its options, as survival.model takes them; one that tells causes apart (any but cox).
        When not given: multinomial with ridge 1. Without `bands` of their own multinomial hazards are constant
        in bands with ten returns or more, eight at most.
    interactions : bool, default True
        Whether estimators of sums (causes, multinomial) take each pair of reason and situation as a level of its
        own; trees find pairs by themselves.
    ends : ReturnEnds
        Which texts of `end` mean what.
    frozen_at : int or None, default None
        Last day of which anything is known: later exits are left out, and whoever ended later is still away. The
        model is not judged on earlier days. In days since 1970-01-01. Must be between -4371587 and 2932896.
    minimum_returns : int, default 10
        Fewer returns than this are refused. Must be >= 1.
    resamples : int, default 50
        Fits with random weights of the people (Bayesian bootstrap) and half the ridge, for intervals; 0: no
        intervals. Must be between 0 and 100000.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : PredictionFit
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `duration`, c columns of `x`.
    """

class SecondSpellsResult(Result):
    """A record of named fields.

    Attributes
    ----------
    until : float
        Horizon of the restricted means. Must be > 0.
    restricted_mean_difference : float
        Mean time stayed up to `until`, returners less new hires; not adjusted.
    difference_std_error : float
        Its standard error, by person. Must be >= 0.
    difference_lower : float
        Lower limit.
    difference_upper : float
        Upper limit.
    groups : SecondSpellsGroups
        New hires and returners.
    curve : SecondSpellsCurve
        Who stays how long.
    effects : SecondSpellsEffects
        Rates of leaving compared.
    terms : SecondSpellsTerms
        The comparisons in full.
    performance : SecondSpellsPerformance
        Performance compared; empty without a measure.
    """
    @property
    def until(self) -> float:
        """Horizon of the restricted means. Must be > 0."""
    @property
    def restricted_mean_difference(self) -> float:
        """Mean time stayed up to `until`, returners less new hires; not adjusted."""
    @property
    def difference_std_error(self) -> float:
        """Its standard error, by person. Must be >= 0."""
    @property
    def difference_lower(self) -> float:
        """Lower limit."""
    @property
    def difference_upper(self) -> float:
        """Upper limit."""
    @property
    def groups(self) -> SecondSpellsGroups:
        """New hires and returners."""
    @property
    def curve(self) -> SecondSpellsCurve:
        """Who stays how long."""
    @property
    def effects(self) -> SecondSpellsEffects:
        """Rates of leaving compared."""
    @property
    def terms(self) -> SecondSpellsTerms:
        """The comparisons in full."""
    @property
    def performance(self) -> SecondSpellsPerformance:
        """Performance compared; empty without a measure."""
    @classmethod
    def from_json(cls, document: str | bytes) -> SecondSpellsResult: ...

class SecondSpellsGroups(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (g,)
        new_hires or returners.
    rows : array of int of shape (g,)
        Rows. Must be >= 0.
    people : array of int of shape (g,)
        People among them. Must be >= 0.
    left : array of int of shape (g,)
        Rows that left. Must be >= 0.
    restricted_mean : array of float of shape (g,)
        Mean time stayed up to `until`. Must be >= 0.
    std_error : array of float of shape (g,)
        Its standard error, by person. Must be >= 0.
    lower : array of float of shape (g,)
        Lower limit; where nobody left, as far as leaving at a constant rate can be excluded. Must be >= 0.
    upper : array of float of shape (g,)
        Upper limit, at most `until`. Must be >= 0.
    median : array of float of shape (g,)
        Time by which half have left. Missing (NaN): not reached. May be missing.
    median_lower : array of float of shape (g,)
        Lower limit (log-log). Missing: not reached. May be missing.
    median_upper : array of float of shape (g,)
        Upper limit. Missing: not reached. May be missing.
    followed_until : array of float of shape (g,)
        Longest duration. Must be >= 0.

    Shapes: g length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """new_hires or returners."""
    @property
    def rows(self) -> NDArray[np.int64]:
        """Rows. Must be >= 0."""
    @property
    def people(self) -> NDArray[np.int64]:
        """People among them. Must be >= 0."""
    @property
    def left(self) -> NDArray[np.int64]:
        """Rows that left. Must be >= 0."""
    @property
    def restricted_mean(self) -> NDArray[np.float64]:
        """Mean time stayed up to `until`. Must be >= 0."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error, by person. Must be >= 0."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit; where nobody left, as far as leaving at a constant rate can be excluded. Must be >= 0."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit, at most `until`. Must be >= 0."""
    @property
    def median(self) -> NDArray[np.float64]:
        """Time by which half have left. Missing (NaN): not reached. May be missing."""
    @property
    def median_lower(self) -> NDArray[np.float64]:
        """Lower limit (log-log). Missing: not reached. May be missing."""
    @property
    def median_upper(self) -> NDArray[np.float64]:
        """Upper limit. Missing: not reached. May be missing."""
    @property
    def followed_until(self) -> NDArray[np.float64]:
        """Longest duration. Must be >= 0."""

class SecondSpellsCurve(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (r,)
        new_hires or returners.
    time : array of float of shape (r,)
        Time since the (re)hire. Must be > 0.
    at_risk : array of float of shape (r,)
        Rows observed just before. Must be >= 0.
    left : array of float of shape (r,)
        Rows that had left by then. Must be >= 0.
    staying : array of float of shape (r,)
        Share that stays so long (Kaplan-Meier). Missing (NaN) beyond the follow-up. Must be between 0 and 1. May
        be missing.
    lower : array of float of shape (r,)
        Lower limit: Wilson's at the effective number; 0 beyond the follow-up. Must be between 0 and 1.
    upper : array of float of shape (r,)
        Upper limit. Must be between 0 and 1.

    Shapes: r length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """new_hires or returners."""
    @property
    def time(self) -> NDArray[np.float64]:
        """Time since the (re)hire. Must be > 0."""
    @property
    def at_risk(self) -> NDArray[np.float64]:
        """Rows observed just before. Must be >= 0."""
    @property
    def left(self) -> NDArray[np.float64]:
        """Rows that had left by then. Must be >= 0."""
    @property
    def staying(self) -> NDArray[np.float64]:
        """Share that stays so long (Kaplan-Meier). Missing (NaN) beyond the follow-up. Must be between 0 and 1. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit: Wilson's at the effective number; 0 beyond the follow-up. Must be between 0 and 1."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit. Must be between 0 and 1."""

class SecondSpellsEffects(Table):
    """A table of equally long columns.

    Attributes
    ----------
    comparison : array of str of shape (e,)
        unadjusted; adjusted: at equal x; with_history: at equal x, of a returner with the average history.
    status : array of str of shape (e,)
        estimated, corrected or not_estimated.
    rows : array of int of shape (e,)
        Rows. Must be >= 0.
    left : array of int of shape (e,)
        Rows that left. Must be >= 0.
    log_hazard_ratio : array of float of shape (e,)
        Log of the rate of leaving of returners over that of new hires. Missing (NaN) where not estimated. May be
        missing.
    std_error : array of float of shape (e,)
        Its standard error, by person. Missing as the ratio. Must be >= 0. May be missing.
    hazard_ratio : array of float of shape (e,)
        Below 1: returners stay longer. Missing as its logarithm. Must be >= 0. May be missing.
    lower : array of float of shape (e,)
        Lower limit of the hazard ratio. Missing as the ratio. Must be >= 0. May be missing.
    upper : array of float of shape (e,)
        Upper limit. Missing as the ratio. Must be >= 0. May be missing. May be infinite.
    p_value : array of float of shape (e,)
        Two-sided p-value. Missing as the ratio. Must be between 0 and 1. May be missing.
    proportionality_p_value : array of float of shape (e,)
        Small when the ratio changes over the time stayed, and one number hides it (Grambsch & Therneau). Missing
        unless estimated. Must be between 0 and 1. May be missing.

    Shapes: e length of `comparison`.
    """
    @property
    def comparison(self) -> NDArray[np.object_]:
        """unadjusted; adjusted: at equal x; with_history: at equal x, of a returner with the average history."""
    @property
    def status(self) -> NDArray[np.object_]:
        """estimated, corrected or not_estimated."""
    @property
    def rows(self) -> NDArray[np.int64]:
        """Rows. Must be >= 0."""
    @property
    def left(self) -> NDArray[np.int64]:
        """Rows that left. Must be >= 0."""
    @property
    def log_hazard_ratio(self) -> NDArray[np.float64]:
        """Log of the rate of leaving of returners over that of new hires. Missing (NaN) where not estimated. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error, by person. Missing as the ratio. Must be >= 0. May be missing."""
    @property
    def hazard_ratio(self) -> NDArray[np.float64]:
        """Below 1: returners stay longer. Missing as its logarithm. Must be >= 0. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit of the hazard ratio. Missing as the ratio. Must be >= 0. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit. Missing as the ratio. Must be >= 0. May be missing. May be infinite."""
    @property
    def p_value(self) -> NDArray[np.float64]:
        """Two-sided p-value. Missing as the ratio. Must be between 0 and 1. May be missing."""
    @property
    def proportionality_p_value(self) -> NDArray[np.float64]:
        """Small when the ratio changes over the time stayed, and one number hides it (Grambsch & Therneau). Missing unless estimated. Must be between 0 and 1. May be missing."""

class SecondSpellsTerms(Table):
    """A table of equally long columns.

    Attributes
    ----------
    comparison : array of str of shape (p,)
        unadjusted, adjusted or with_history.
    term : list of str of shape (p,)
        returner; a column of x, for a level "column=level"; of history with "history." before it.
    coefficient : array of float of shape (p,)
        Log hazard ratio for one unit more, or against the reference level; of history, among returners.
    std_error : array of float of shape (p,)
        Its standard error, by person. Missing (NaN) for a singular term. May be missing. May be infinite.
    lower : array of float of shape (p,)
        Lower limit. Missing as the error. May be missing. May be infinite.
    upper : array of float of shape (p,)
        Upper limit. Missing as the error. May be missing. May be infinite.
    p_value : array of float of shape (p,)
        Two-sided p-value. Missing as the error. Must be between 0 and 1. May be missing.
    centre : array of float of shape (p,)
        Of history: the mean (of a level the share) over the returners' rows, at which `returner` compares.
        Missing (NaN) of other terms. May be missing.

    Shapes: p length of `comparison`.
    """
    @property
    def comparison(self) -> NDArray[np.object_]:
        """unadjusted, adjusted or with_history."""
    @property
    def term(self) -> NDArray[np.object_]:
        """returner; a column of x, for a level "column=level"; of history with "history." before it."""
    @property
    def coefficient(self) -> NDArray[np.float64]:
        """Log hazard ratio for one unit more, or against the reference level; of history, among returners."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error, by person. Missing (NaN) for a singular term. May be missing. May be infinite."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit. Missing as the error. May be missing. May be infinite."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit. Missing as the error. May be missing. May be infinite."""
    @property
    def p_value(self) -> NDArray[np.float64]:
        """Two-sided p-value. Missing as the error. Must be between 0 and 1. May be missing."""
    @property
    def centre(self) -> NDArray[np.float64]:
        """Of history: the mean (of a level the share) over the returners' rows, at which `returner` compares. Missing (NaN) of other terms. May be missing."""

class SecondSpellsPerformance(Table):
    """A table of equally long columns.

    Attributes
    ----------
    comparison : array of str of shape (d,)
        unadjusted, or adjusted for x.
    new_hires : array of int of shape (d,)
        Rows of new hires with a measure. Must be >= 0.
    returners : array of int of shape (d,)
        Rows of returners with a measure. Must be >= 0.
    new_hire_mean : array of float of shape (d,)
        Mean of new hires. Missing (NaN) without rows. May be missing.
    returner_mean : array of float of shape (d,)
        Mean of returners. Missing without rows. May be missing.
    difference : array of float of shape (d,)
        Returners less new hires; adjusted: at equal x (least squares). Missing with fewer than two rows of one
        group, and where x tells them apart. May be missing.
    std_error : array of float of shape (d,)
        Its standard error, by person. Missing as the difference. Must be >= 0. May be missing.
    lower : array of float of shape (d,)
        Lower limit (Student's t). Missing as the difference. May be missing.
    upper : array of float of shape (d,)
        Upper limit. Missing as the difference. May be missing.
    degrees_of_freedom : array of float of shape (d,)
        Of the interval: Welch's, or people less terms. Missing as the difference. Must be >= 0. May be missing.

    Shapes: d length of `comparison`.
    """
    @property
    def comparison(self) -> NDArray[np.object_]:
        """unadjusted, or adjusted for x."""
    @property
    def new_hires(self) -> NDArray[np.int64]:
        """Rows of new hires with a measure. Must be >= 0."""
    @property
    def returners(self) -> NDArray[np.int64]:
        """Rows of returners with a measure. Must be >= 0."""
    @property
    def new_hire_mean(self) -> NDArray[np.float64]:
        """Mean of new hires. Missing (NaN) without rows. May be missing."""
    @property
    def returner_mean(self) -> NDArray[np.float64]:
        """Mean of returners. Missing without rows. May be missing."""
    @property
    def difference(self) -> NDArray[np.float64]:
        """Returners less new hires; adjusted: at equal x (least squares). Missing with fewer than two rows of one group, and where x tells them apart. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error, by person. Missing as the difference. Must be >= 0. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit (Student's t). Missing as the difference. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit. Missing as the difference. May be missing."""
    @property
    def degrees_of_freedom(self) -> NDArray[np.float64]:
        """Of the interval: Welch's, or people less terms. Missing as the difference. Must be >= 0. May be missing."""

def second_spells(
    person: ColumnLike,
    spell: ColumnLike,
    duration: ColumnLike,
    event: ColumnLike,
    horizons: Numbers,
    *,
    entry: ColumnLike | None = None,
    start: ColumnLike | None = None,
    strata: ColumnLike | None = None,
    performance: ColumnLike | None = None,
    x: TableLike | None = None,
    history: TableLike | None = None,
    until: float | None = None,
    ties: Literal["efron", "breslow", "exact"] = 'efron',
    confidence_level: float = 0.95,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> SecondSpellsResult:
    """Do people who came back stay longer than new hires, and do they perform?

    Parameters
    ----------
    person : array-like of shape (n,)
        Who it is: rows of one person go together in every error. Text, categories or whole numbers.
    spell : array-like of shape (n,)
        Which stay of the person it is: 1 of a new hire, 2 and more of somebody who came back. Must be between 1
        and 1000.
    duration : array-like of shape (n,)
        Time from the (re)hire to leaving, or to the end of observation. In days when `start` is given. Must be
        >= 0.
    event : array-like of shape (n,)
        1 where the person left at `duration`, 0 where still there. Must be between 0 and 1.
    horizons : list of float
        Times at which the curves are told, rising. Must be > 0.
    entry : array-like of shape (n,), optional
        Time since the (re)hire from which the row is observed; below `duration`. 0 if not given. Must be >= 0.
    start : array-like of shape (n,), optional
        Day of the (re)hire; a spell may not begin before the one before has ended. In days since 1970-01-01.
        Must be between -4371587 and 2932896.
    strata : array-like of shape (n,), optional
        People are compared within these only (year of hire, site). Text, categories or whole numbers.
    performance : array-like of shape (n,), optional
        How well they did in this spell, by one measure after equal time. Missing: not measured. May be missing.
    x : table-like of shape (n, c), optional
        Attributes that both kinds of people have when they are hired; compared at equal values.
    history : table-like of shape (n, history_columns), optional
        Attributes that only those who came back have: length of the spell before, why they left, how long they
        were away. Not looked at, and may be missing, of new hires. May be missing.
    until : float or None, default None
        Horizon of the restricted mean; when not given, the longest time to which both groups were followed. Must
        be > 0.
    ties : {'efron', 'breslow', 'exact'}, default 'efron'
        How tied times of leaving enter the likelihood.
        * ``efron``: Efron's average over the tied leavers: close to exact, also with many ties.
        * ``breslow``: Breslow's: the tied leavers all stay at risk; biased towards 0 with many ties.
        * ``exact``: Time is discrete: of all sets of so many at risk, just these left. survival.cox only,
          without weights; cost grows with the number of tied leavers.
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
    result : SecondSpellsResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`, c columns of `x`, history_columns columns of `history`.
    """

class CallsResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'greatest', 'within_gap', 'nobody_eligible', 'nobody_worth', 'nobody_possible'}
        How the search ended.
        * ``greatest``: No other list within the limits is worth more.
        * ``within_gap``: The search ended early: the list falls short of any other by `gap` of the bound at
          most.
        * ``nobody_eligible``: There is nobody who may be contacted; the list is empty.
        * ``nobody_worth``: Nobody who may be contacted is worth more than the contact costs; the list is empty.
        * ``nobody_possible``: Budget, number of calls or recruiters leave room for nobody; the list is empty.
    counted : {'every_return', 'added_returns'}
        Which returns the values count.
        * ``every_return``: All that are expected after the call, also of those who would come without one: the
          most that the calls can be worth.
        * ``added_returns``: Those that the call adds, by `uplift` from a hold-out: what the calls are worth.
    currency : str
        The currency; empty where none was said.
    called : int
        How many people are to be called.
    expected_value : int
        What the list is worth after its cost. In minor units.
    lower_value : int
        The sum at the lower limits, all at once: lower than a lower limit of the sum. In minor units.
    upper_value : int
        The sum at the upper limits, all at once. In minor units.
    cost : int
        What the list costs. In minor units.
    bound : int
        No list within the limits is worth more than this. In minor units.
    gap : float
        By which share of the bound the list can fall short at most; 0 where it is the greatest. Must be between
        0 and 1.
    list : CallsList
        Whom to call, in order.
    people : CallsPeople
        Everybody, with the reason of not being called.
    recruiters : CallsRecruiters
        What each recruiter has to do.
    decisions : CallsDecisions
        How many are called, and what stands against the others.
    sentence : str
        The list in a sentence.
    sentence_zh : str
        The same in Chinese.
    """
    @property
    def status(self) -> Literal["greatest", "within_gap", "nobody_eligible", "nobody_worth", "nobody_possible"]:
        """How the search ended."""
    @property
    def counted(self) -> Literal["every_return", "added_returns"]:
        """Which returns the values count."""
    @property
    def currency(self) -> str:
        """The currency; empty where none was said."""
    @property
    def called(self) -> int:
        """How many people are to be called."""
    @property
    def expected_value(self) -> int:
        """What the list is worth after its cost. In minor units."""
    @property
    def lower_value(self) -> int:
        """The sum at the lower limits, all at once: lower than a lower limit of the sum. In minor units."""
    @property
    def upper_value(self) -> int:
        """The sum at the upper limits, all at once. In minor units."""
    @property
    def cost(self) -> int:
        """What the list costs. In minor units."""
    @property
    def bound(self) -> int:
        """No list within the limits is worth more than this. In minor units."""
    @property
    def gap(self) -> float:
        """By which share of the bound the list can fall short at most; 0 where it is the greatest. Must be between 0 and 1."""
    @property
    def list(self) -> CallsList:
        """Whom to call, in order."""
    @property
    def people(self) -> CallsPeople:
        """Everybody, with the reason of not being called."""
    @property
    def recruiters(self) -> CallsRecruiters:
        """What each recruiter has to do."""
    @property
    def decisions(self) -> CallsDecisions:
        """How many are called, and what stands against the others."""
    @property
    def sentence(self) -> str:
        """The list in a sentence."""
    @property
    def sentence_zh(self) -> str:
        """The same in Chinese."""
    @classmethod
    def from_json(cls, document: str | bytes) -> CallsResult: ...

class CallsList(Table):
    """A table of equally long columns.

    Attributes
    ----------
    order : array of int of shape (r,)
        Place, from 1.
    row : array of int of shape (r,)
        Row of the input.
    person : array of str of shape (r,)
        The leaver.
    recruiter : array of str of shape (r,)
        Who calls; missing without recruiters. May be missing.
    probability : array of float of shape (r,)
        Probability or uplift.
    expected_value : array of int of shape (r,)
        What the call is worth after its cost. In minor units.
    lower_value : array of int of shape (r,)
        At the lower limit. In minor units.
    upper_value : array of int of shape (r,)
        At the upper limit. In minor units.
    cost : array of int of shape (r,)
        Of the contact. In minor units.
    cumulative_value : array of int of shape (r,)
        Expected value of this call and all before it. In minor units.
    cumulative_cost : array of int of shape (r,)
        Cost of this call and all before it. In minor units.
    worth_at_lower : array of int of shape (r,)
        1 where it pays even at the lower limit.
    called_at_lower : array of int of shape (r,)
        1 where the person would be called too if everybody stood at the lower limit.

    Shapes: r length of `order`.
    """
    @property
    def order(self) -> NDArray[np.int64]:
        """Place, from 1."""
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the input."""
    @property
    def person(self) -> NDArray[np.object_]:
        """The leaver."""
    @property
    def recruiter(self) -> NDArray[np.object_]:
        """Who calls; missing without recruiters. May be missing."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """Probability or uplift."""
    @property
    def expected_value(self) -> NDArray[np.int64]:
        """What the call is worth after its cost. In minor units."""
    @property
    def lower_value(self) -> NDArray[np.int64]:
        """At the lower limit. In minor units."""
    @property
    def upper_value(self) -> NDArray[np.int64]:
        """At the upper limit. In minor units."""
    @property
    def cost(self) -> NDArray[np.int64]:
        """Of the contact. In minor units."""
    @property
    def cumulative_value(self) -> NDArray[np.int64]:
        """Expected value of this call and all before it. In minor units."""
    @property
    def cumulative_cost(self) -> NDArray[np.int64]:
        """Cost of this call and all before it. In minor units."""
    @property
    def worth_at_lower(self) -> NDArray[np.int64]:
        """1 where it pays even at the lower limit."""
    @property
    def called_at_lower(self) -> NDArray[np.int64]:
        """1 where the person would be called too if everybody stood at the lower limit."""

class CallsPeople(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (n,)
        The leaver.
    decision : array of str of shape (n,)
        Whether the person is called, or what stands against it; of several the first in the order of the words.
    order : array of int of shape (n,)
        Place in the calling order, from 1; 0 for who is not called.
    recruiter : array of str of shape (n,)
        Who calls; missing for who is not called, and without recruiters. May be missing.
    probability : array of float of shape (n,)
        The probability or uplift that counted.
    value : array of int of shape (n,)
        What the return is worth. In minor units.
    gross : array of int of shape (n,)
        probability × value, to the nearest minor unit. In minor units.
    cost : array of int of shape (n,)
        What the contact costs. In minor units.
    expected_value : array of int of shape (n,)
        gross - cost. In minor units.
    lower_value : array of int of shape (n,)
        The same at the lower limit; expected_value without limits. In minor units.
    upper_value : array of int of shape (n,)
        The same at the upper limit. In minor units.
    worth_at_lower : array of int of shape (n,)
        1 where the call is worth more than it costs even at the lower limit.
    called_at_lower : array of int of shape (n,)
        1 where the person would be called too if everybody stood at the lower limit.

    Shapes: n length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The leaver."""
    @property
    def decision(self) -> NDArray[np.object_]:
        """Whether the person is called, or what stands against it; of several the first in the order of the words."""
    @property
    def order(self) -> NDArray[np.int64]:
        """Place in the calling order, from 1; 0 for who is not called."""
    @property
    def recruiter(self) -> NDArray[np.object_]:
        """Who calls; missing for who is not called, and without recruiters. May be missing."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """The probability or uplift that counted."""
    @property
    def value(self) -> NDArray[np.int64]:
        """What the return is worth. In minor units."""
    @property
    def gross(self) -> NDArray[np.int64]:
        """probability × value, to the nearest minor unit. In minor units."""
    @property
    def cost(self) -> NDArray[np.int64]:
        """What the contact costs. In minor units."""
    @property
    def expected_value(self) -> NDArray[np.int64]:
        """gross - cost. In minor units."""
    @property
    def lower_value(self) -> NDArray[np.int64]:
        """The same at the lower limit; expected_value without limits. In minor units."""
    @property
    def upper_value(self) -> NDArray[np.int64]:
        """The same at the upper limit. In minor units."""
    @property
    def worth_at_lower(self) -> NDArray[np.int64]:
        """1 where the call is worth more than it costs even at the lower limit."""
    @property
    def called_at_lower(self) -> NDArray[np.int64]:
        """1 where the person would be called too if everybody stood at the lower limit."""

class CallsRecruiters(Table):
    """A table of equally long columns.

    Attributes
    ----------
    recruiter : array of str of shape (g,)
        The recruiter.
    capacity : array of int of shape (g,)
        How many people the recruiter can call; -1: no limit.
    called : array of int of shape (g,)
        How many are to be called.
    expected_value : array of int of shape (g,)
        What these calls are worth. In minor units.
    cost : array of int of shape (g,)
        What they cost. In minor units.

    Shapes: g length of `recruiter`.
    """
    @property
    def recruiter(self) -> NDArray[np.object_]:
        """The recruiter."""
    @property
    def capacity(self) -> NDArray[np.int64]:
        """How many people the recruiter can call; -1: no limit."""
    @property
    def called(self) -> NDArray[np.int64]:
        """How many are to be called."""
    @property
    def expected_value(self) -> NDArray[np.int64]:
        """What these calls are worth. In minor units."""
    @property
    def cost(self) -> NDArray[np.int64]:
        """What they cost. In minor units."""

class CallsDecisions(Table):
    """A table of equally long columns.

    Attributes
    ----------
    decision : array of str of shape (x,)
        Called, or what stands against it; all words in their order.
    people : array of int of shape (x,)
        How many.
    expected_value : array of int of shape (x,)
        What calling them would be worth. In minor units.

    Shapes: x length of `decision`.
    """
    @property
    def decision(self) -> NDArray[np.object_]:
        """Called, or what stands against it; all words in their order."""
    @property
    def people(self) -> NDArray[np.int64]:
        """How many."""
    @property
    def expected_value(self) -> NDArray[np.int64]:
        """What calling them would be worth. In minor units."""

def calls(
    person: ColumnLike,
    contactable: ColumnLike,
    *,
    probability: ColumnLike | None = None,
    uplift: ColumnLike | None = None,
    lower: ColumnLike | None = None,
    upper: ColumnLike | None = None,
    value: ColumnLike | None = None,
    cost: ColumnLike | None = None,
    currency: ColumnLike | None = None,
    owner: ColumnLike | None = None,
    allowed_person: ColumnLike | None = None,
    allowed_recruiter: ColumnLike | None = None,
    recruiter: ColumnLike | None = None,
    capacity: ColumnLike | None = None,
    probability_each: float | None = None,
    value_each: int | None = None,
    cost_each: int | None = None,
    capacity_each: int | None = None,
    budget: int | None = None,
    most: int | None = None,
    in_currency: str = '',
    minor_digits: int = 2,
    gap: float = 0.0,
    effort: int = 20000000,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> CallsResult:
    """Whom should we call first, with this budget and these recruiters?

    Parameters
    ----------
    person : array-like of shape (n,)
        The leaver; nobody twice. Text, categories or whole numbers.
    contactable : array-like of shape (n,)
        1 where the person may be contacted: consent is given, and no wish to be left alone. Whoever has 0 is
        never listed. Must be between 0 and 1.
    probability : array-like of shape (n,), optional
        Probability of coming back. Must be between 0 and 1.
    uplift : array-like of shape (n,), optional
        What the call adds to that probability (returns.uplift); where given it counts in place of it. Must be
        between -1 and 1.
    lower : array-like of shape (n,), optional
        Lower limit of probability or uplift. Must be between -1 and 1.
    upper : array-like of shape (n,), optional
        Upper limit; given when lower is. Must be between -1 and 1.
    value : array-like of shape (n,), optional
        What the return is worth, in minor units. In minor units. Must be between 0 and 10000000000000.
    cost : array-like of shape (n,), optional
        What the contact costs, in minor units. In minor units. Must be between 0 and 10000000000000.
    currency : array-like of shape (n,), optional
        Currency of the row; the same in all. Text, categories or whole numbers.
    owner : array-like of shape (n,), optional
        A recruiter who may call the person; missing: nobody but those of the pairs. Text, categories or whole
        numbers. May be missing.
    allowed_person : array-like of shape (pairs,), optional
        Of pairs: the person. Text, categories or whole numbers.
    allowed_recruiter : array-like of shape (pairs,), optional
        Of pairs: a recruiter who may call the person, beside the owner. Text, categories or whole numbers.
    recruiter : array-like of shape (recruiters,), optional
        All recruiters, each once; left out: those of owner, or of the pairs. Without owner and pairs each of
        them may call everybody. Text, categories or whole numbers.
    capacity : array-like of shape (recruiters,), optional
        How many people each can call. Must be >= 0.
    probability_each : float or None, default None
        One probability for everybody, in place of the column. Must be between 0 and 1.
    value_each : int or None, default None
        One value of a return for everybody, in minor units. Must be between 0 and 10000000000000.
    cost_each : int or None, default None
        One cost of a contact for everybody, in minor units; without it and without the column a contact costs
        nothing. Must be between 0 and 10000000000000.
    capacity_each : int or None, default None
        One capacity for every recruiter; without it and without the column there is no limit. Must be >= 0.
    budget : int or None, default None
        What all contacts may cost together, in minor units; left out: no limit. Must be between 0 and
        9000000000000000.
    most : int or None, default None
        How many people are called at most; left out: no limit. Must be >= 0.
    in_currency : str, default ''
        The currency, "CNY"; a column currency must say the same.
    minor_digits : int, default 2
        Decimals of the currency: 2 means that amounts are cents. Only the sentences use it. Must be between 0
        and 4.
    gap : float, default 0.0
        The search may end once the list is proven to fall short by this share of the bound at most. Must be >= 0
        and < 1.
    effort : int, default 20000000
        How many candidates may be looked at, all passes of the search together. Only a budget needs a search.
        Must be >= 1.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : CallsResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`, pairs length of `allowed_person`, recruiters length of `recruiter`.
    """

class _OfferPartRequired(TypedDict):
    name: str

class OfferPart(_OfferPartRequired, total=False):
    rule: Literal["undeclared", "at_least", "at_most", "equal", "within"]
    tolerance: float
    money: bool

class _OfferLeverRequired(TypedDict):
    column: str

class OfferLever(_OfferLeverRequired, total=False):
    lower: float
    upper: float
    step: float
    unit_cost: float

class _OfferTermRequired(TypedDict):
    column: str
    lowest: float | None
    highest: float | None

class OfferTerm(_OfferTermRequired, total=False):
    coefficient: float

class OffersResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'estimated', 'given', 'no_model', 'nobody_accepted', 'everybody_accepted', 'separated', 'singular', 'iteration_limit'}
        Where the model comes from and whether it can be used.
        * ``estimated``: Fitted to the earlier offers.
        * ``given``: The caller's.
        * ``no_model``: Neither earlier offers nor terms: gaps only.
        * ``nobody_accepted``: No earlier offer was taken: no probability can be told.
        * ``everybody_accepted``: All were: none can be told either.
        * ``separated``: Some column tells all offers that were taken from the others, so that its coefficient
          has no end; a `ridge` gives it one.
        * ``singular``: Columns are constant, or combinations of others: leave them out.
        * ``iteration_limit``: The fit did not converge.
    earlier_offers : int
        Earlier offers that it was fitted to. Must be >= 0.
    accepted : int
        Those of them that were taken. Must be >= 0.
    reaching : int
        Pairs whose offer reaches the target as it stands. Must be >= 0.
    reachable : int
        Pairs for which another one does. Must be >= 0.
    currency : str
        The currency; empty where none was said.
    reading : str
        How the probabilities have to be read: an association, in English.
    reading_zh : str
        The same in Chinese.
    pairs : OffersPairs
        Table of the pairs.
    sentence : list of str of shape (pairs,)
        What is said of each pair, in English.
    sentence_zh : list of str of shape (pairs,)
        The same in Chinese.
    gaps : OffersGaps
        Table of wishes and offers.
    levers : OffersLevers
        Table of what would have to be changed.
    terms : OffersTerms
        Table of the model; empty where none can be used.

    Shapes: pairs length of `sentence`.
    """
    @property
    def status(self) -> Literal["estimated", "given", "no_model", "nobody_accepted", "everybody_accepted", "separated", "singular", "iteration_limit"]:
        """Where the model comes from and whether it can be used."""
    @property
    def earlier_offers(self) -> int:
        """Earlier offers that it was fitted to. Must be >= 0."""
    @property
    def accepted(self) -> int:
        """Those of them that were taken. Must be >= 0."""
    @property
    def reaching(self) -> int:
        """Pairs whose offer reaches the target as it stands. Must be >= 0."""
    @property
    def reachable(self) -> int:
        """Pairs for which another one does. Must be >= 0."""
    @property
    def currency(self) -> str:
        """The currency; empty where none was said."""
    @property
    def reading(self) -> str:
        """How the probabilities have to be read: an association, in English."""
    @property
    def reading_zh(self) -> str:
        """The same in Chinese."""
    @property
    def pairs(self) -> OffersPairs:
        """Table of the pairs."""
    @property
    def sentence(self) -> list[str]:
        """What is said of each pair, in English."""
    @property
    def sentence_zh(self) -> list[str]:
        """The same in Chinese."""
    @property
    def gaps(self) -> OffersGaps:
        """Table of wishes and offers."""
    @property
    def levers(self) -> OffersLevers:
        """Table of what would have to be changed."""
    @property
    def terms(self) -> OffersTerms:
        """Table of the model; empty where none can be used."""
    @classmethod
    def from_json(cls, document: str | bytes) -> OffersResult: ...

class OffersPairs(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (pairs,)
        The person.
    vacancy : array of str of shape (pairs,)
        The vacancy.
    status : array of str of shape (pairs,)
        What can be said: reaches, reachable, beyond_bounds, beyond_data, not_contactable, no_model.
    score : array of float of shape (pairs,)
        As given. Missing (NaN) where it is not. May be missing.
    lacking_parts : array of int of shape (pairs,)
        Parts in which the offer does not answer the wish; of who cannot be contacted 0. Must be >= 0.
    in_range : array of int of shape (pairs,)
        1 where the offer as it stands is like earlier ones; 0 otherwise, and without a model. Must be between 0
        and 1.
    probability : array of float of shape (pairs,)
        That the offer as it stands is taken, as such offers were. Missing (NaN) where it is unlike earlier ones
        or nothing is computed. Must be between 0 and 1. May be missing.
    lower : array of float of shape (pairs,)
        Lower end of its interval. Must be between 0 and 1. May be missing.
    upper : array of float of shape (pairs,)
        Upper end. Must be between 0 and 1. May be missing.
    needed_probability : array of float of shape (pairs,)
        Of the offer as it stands where that reaches the target, otherwise of the cheapest that does. Missing
        (NaN) unless the status is reaches or reachable. Must be between 0 and 1. May be missing.
    needed_lower : array of float of shape (pairs,)
        Lower end of its interval. Must be between 0 and 1. May be missing.
    needed_upper : array of float of shape (pairs,)
        Upper end. Must be between 0 and 1. May be missing.
    cost : array of float of shape (pairs,)
        What that offer costs more than the one as it stands, in whole minor units; below 0 where it costs less.
        Missing (NaN) with it. May be missing.
    best : array of float of shape (pairs,)
        The highest probability of an offer within the bounds that is like earlier ones. Missing (NaN) where
        there is none or nothing is computed. Must be between 0 and 1. May be missing.
    best_lower : array of float of shape (pairs,)
        Lower end of its interval. Must be between 0 and 1. May be missing.
    best_upper : array of float of shape (pairs,)
        Upper end. Must be between 0 and 1. May be missing.

    Shapes: pairs length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The person."""
    @property
    def vacancy(self) -> NDArray[np.object_]:
        """The vacancy."""
    @property
    def status(self) -> NDArray[np.object_]:
        """What can be said: reaches, reachable, beyond_bounds, beyond_data, not_contactable, no_model."""
    @property
    def score(self) -> NDArray[np.float64]:
        """As given. Missing (NaN) where it is not. May be missing."""
    @property
    def lacking_parts(self) -> NDArray[np.int64]:
        """Parts in which the offer does not answer the wish; of who cannot be contacted 0. Must be >= 0."""
    @property
    def in_range(self) -> NDArray[np.int64]:
        """1 where the offer as it stands is like earlier ones; 0 otherwise, and without a model. Must be between 0 and 1."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """That the offer as it stands is taken, as such offers were. Missing (NaN) where it is unlike earlier ones or nothing is computed. Must be between 0 and 1. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of its interval. Must be between 0 and 1. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end. Must be between 0 and 1. May be missing."""
    @property
    def needed_probability(self) -> NDArray[np.float64]:
        """Of the offer as it stands where that reaches the target, otherwise of the cheapest that does. Missing (NaN) unless the status is reaches or reachable. Must be between 0 and 1. May be missing."""
    @property
    def needed_lower(self) -> NDArray[np.float64]:
        """Lower end of its interval. Must be between 0 and 1. May be missing."""
    @property
    def needed_upper(self) -> NDArray[np.float64]:
        """Upper end. Must be between 0 and 1. May be missing."""
    @property
    def cost(self) -> NDArray[np.float64]:
        """What that offer costs more than the one as it stands, in whole minor units; below 0 where it costs less. Missing (NaN) with it. May be missing."""
    @property
    def best(self) -> NDArray[np.float64]:
        """The highest probability of an offer within the bounds that is like earlier ones. Missing (NaN) where there is none or nothing is computed. Must be between 0 and 1. May be missing."""
    @property
    def best_lower(self) -> NDArray[np.float64]:
        """Lower end of its interval. Must be between 0 and 1. May be missing."""
    @property
    def best_upper(self) -> NDArray[np.float64]:
        """Upper end. Must be between 0 and 1. May be missing."""

class OffersGaps(Table):
    """A table of equally long columns.

    Attributes
    ----------
    pair : array of int of shape (r,)
        Row of the pair. Must be >= 0.
    part : array of str of shape (r,)
        The part.
    match : array of str of shape (r,)
        met, lacking, no_wish or not_stated.
    wish : array of float of shape (r,)
        What is wished. Missing (NaN) where nothing is, and of texts. May be missing.
    offer : array of float of shape (r,)
        What is offered. Missing (NaN) where it is not stated, and of texts. May be missing.
    difference : array of float of shape (r,)
        offer - wish. Missing (NaN) where one of them is, and of texts. May be missing.
    percent : array of float of shape (r,)
        100 * difference / wish. Missing (NaN) also where the wish is not above 0. May be missing.
    lacking : array of float of shape (r,)
        By how much the offer misses the wish beyond the tolerance; of texts 1 where they are not the same.
        Missing (NaN) for no_wish and not_stated. Must be >= 0. May be missing.

    Shapes: r length of `pair`.
    """
    @property
    def pair(self) -> NDArray[np.int64]:
        """Row of the pair. Must be >= 0."""
    @property
    def part(self) -> NDArray[np.object_]:
        """The part."""
    @property
    def match(self) -> NDArray[np.object_]:
        """met, lacking, no_wish or not_stated."""
    @property
    def wish(self) -> NDArray[np.float64]:
        """What is wished. Missing (NaN) where nothing is, and of texts. May be missing."""
    @property
    def offer(self) -> NDArray[np.float64]:
        """What is offered. Missing (NaN) where it is not stated, and of texts. May be missing."""
    @property
    def difference(self) -> NDArray[np.float64]:
        """offer - wish. Missing (NaN) where one of them is, and of texts. May be missing."""
    @property
    def percent(self) -> NDArray[np.float64]:
        """100 * difference / wish. Missing (NaN) also where the wish is not above 0. May be missing."""
    @property
    def lacking(self) -> NDArray[np.float64]:
        """By how much the offer misses the wish beyond the tolerance; of texts 1 where they are not the same. Missing (NaN) for no_wish and not_stated. Must be >= 0. May be missing."""

class OffersLevers(Table):
    """A table of equally long columns.

    Attributes
    ----------
    pair : array of int of shape (levers_of_pairs,)
        Row of the pair. Must be >= 0.
    column : array of str of shape (levers_of_pairs,)
        The lever.
    now : array of float of shape (levers_of_pairs,)
        Its value as the offer stands.
    needed : array of float of shape (levers_of_pairs,)
        Its value in the offer as it stands where that reaches the target, otherwise in the cheapest that does.
    change : array of float of shape (levers_of_pairs,)
        needed - now.
    cost : array of float of shape (levers_of_pairs,)
        change * unit cost, in minor units before the sum is rounded.

    Shapes: levers_of_pairs length of `pair`.
    """
    @property
    def pair(self) -> NDArray[np.int64]:
        """Row of the pair. Must be >= 0."""
    @property
    def column(self) -> NDArray[np.object_]:
        """The lever."""
    @property
    def now(self) -> NDArray[np.float64]:
        """Its value as the offer stands."""
    @property
    def needed(self) -> NDArray[np.float64]:
        """Its value in the offer as it stands where that reaches the target, otherwise in the cheapest that does."""
    @property
    def change(self) -> NDArray[np.float64]:
        """needed - now."""
    @property
    def cost(self) -> NDArray[np.float64]:
        """change * unit cost, in minor units before the sum is rounded."""

class OffersTerms(Table):
    """A table of equally long columns.

    Attributes
    ----------
    term : list of str of shape (parameters,)
        (intercept), or the column.
    coefficient : array of float of shape (parameters,)
        What one unit more adds to the linear predictor; of the intercept its value where all columns are 0.
    std_error : array of float of shape (parameters,)
        Its standard error. Must be >= 0.
    lower : array of float of shape (parameters,)
        Lower end of its interval.
    upper : array of float of shape (parameters,)
        Upper end.
    lowest : array of float of shape (parameters,)
        Smallest value in the data of the model; of the intercept 1.
    highest : array of float of shape (parameters,)
        Largest.

    Shapes: parameters length of `term`.
    """
    @property
    def term(self) -> NDArray[np.object_]:
        """(intercept), or the column."""
    @property
    def coefficient(self) -> NDArray[np.float64]:
        """What one unit more adds to the linear predictor; of the intercept its value where all columns are 0."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Its standard error. Must be >= 0."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of its interval."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end."""
    @property
    def lowest(self) -> NDArray[np.float64]:
        """Smallest value in the data of the model; of the intercept 1."""
    @property
    def highest(self) -> NDArray[np.float64]:
        """Largest."""

def offers(
    person: ColumnLike,
    vacancy: ColumnLike,
    contactable: ColumnLike,
    *,
    score: ColumnLike | None = None,
    currency: ColumnLike | None = None,
    wish: TableLike | None = None,
    offer: TableLike | None = None,
    pair_x: TableLike | None = None,
    pair_lower: TableLike | None = None,
    pair_upper: TableLike | None = None,
    pair_unit_cost: TableLike | None = None,
    x: TableLike | None = None,
    accepted: ColumnLike | None = None,
    parts: Sequence[OfferPart] = (),
    levers: Sequence[OfferLever] = (),
    target: float = 0.5,
    reach: Literal["estimate", "lower"] = 'estimate',
    range: Literal["joint", "columns"] = 'joint',
    terms: Sequence[OfferTerm] = (),
    intercept: float | None = None,
    covariance: Numbers = (),
    link: Literal["logit", "cloglog"] = 'logit',
    ridge: float = 0.0,
    confidence_level: float = 0.95,
    in_currency: str = '',
    minor_digits: int = 2,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> OffersResult:
    """How far is this vacancy from the wish, and what offer goes with a chosen probability of return?

    Parameters
    ----------
    person : array-like of shape (pairs,)
        Who could be asked; a row for each pair of person and vacancy, each pair once. Text, categories or whole
        numbers.
    vacancy : array-like of shape (pairs,)
        For which vacancy. Text, categories or whole numbers.
    contactable : array-like of shape (pairs,)
        1 where consent is given and no flag stands against it, 0 otherwise; the same in all pairs of a person.
        Of who has 0 nothing is told. Must be between 0 and 1.
    score : array-like of shape (pairs,), optional
        How well they fit (of competency.match or placement); carried along. A missing value is none. May be
        missing.
    currency : array-like of shape (pairs,), optional
        Currency of the money of a pair; more than one is refused. Text, categories or whole numbers.
    wish : table-like of shape (pairs, wish_columns), optional
        What the person wishes, a column for each part. A missing value is no wish. May be missing.
    offer : table-like of shape (pairs, offer_columns), optional
        What the vacancy offers, a column for each part. A missing value is not stated. May be missing.
    pair_x : table-like of shape (pairs, pair_columns), optional
        The offer as it stands, in the columns of the model (numbers).
    pair_lower : table-like of shape (pairs, lower_columns), optional
        Smallest value that may be offered in a pair, by lever, where it is narrower than the lever's; missing:
        the lever's. May be missing.
    pair_upper : table-like of shape (pairs, upper_columns), optional
        Largest. May be missing.
    pair_unit_cost : table-like of shape (pairs, cost_columns), optional
        What one unit more costs in a pair, by lever, where it is not the lever's; missing: the lever's. May be
        missing.
    x : table-like of shape (n, c), optional
        Earlier offers, and what else goes with their being taken (numbers).
    accepted : array-like of shape (n,), optional
        1 where an earlier offer was taken, 0 where not. Must be between 0 and 1.
    parts : list of OfferPart, default ()
        Parts of the offer that have a wish.
    levers : list of OfferLever, default ()
        What may be changed; without any, the offer as it stands is all that is looked at.
    target : float, default 0.5
        The probability to reach. Must be > 0 and < 1.
    reach : {'estimate', 'lower'}, default 'estimate'
        Which number has to reach it.
        * ``estimate``: The estimated probability.
        * ``lower``: The lower end of its interval: few earlier offers then ask for more.
    range : {'joint', 'columns'}, default 'joint'
        Where the model may be used. With `terms` only the columns' ranges are known.
        * ``joint``: Each column within what earlier offers had, and all of them together no further from their
          middle (leverage) than the furthest earlier offer.
        * ``columns``: Each column within what earlier offers had.
    terms : list of OfferTerm, default ()
        The caller's model, instead of earlier offers.
    intercept : float or None, default None
        Its intercept; needed with terms.
    covariance : list of float of shape (parameters, parameters), default ()
        Covariance of intercept and terms, in this order, row by row; needed with terms.
    link : {'logit', 'cloglog'}, default 'logit'
        How the probability follows from intercept and terms. A fit to earlier offers uses it too.
        * ``logit``: p = 1 / (1 + exp(-terms)): logistic regression, or a hazard of one period.
        * ``cloglog``: p = 1 - exp(-exp(terms)): proportional hazards; the intercept is the logarithm of the
          cumulative hazard up to the horizon.
    ridge : float, default 0.0
        Of the fit: 0.5 * ridge * sum of squared coefficients is taken from the log-likelihood. Must be >= 0.
    confidence_level : float, default 0.95
        Of the intervals. Must be > 0 and < 1.
    in_currency : str, default ''
        The currency, "CNY"; a column currency must say the same.
    minor_digits : int, default 2
        Decimals of the currency: 2 means that amounts are cents. Only the sentences use it. Must be between 0
        and 4.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : OffersResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: pairs length of `person`, n rows of `x`, wish_columns columns of `wish`, offer_columns columns of `offer`, pair_columns columns of `pair_x`, lower_columns columns of `pair_lower`, upper_columns columns of `pair_upper`, cost_columns columns of `pair_unit_cost`, c columns of `x`.
    """

class HoldoutResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'assigned', 'nobody_eligible', 'nobody_held_out', 'nobody_called'}
        Whether there are people in both arms.
        * ``assigned``: There are people in both arms.
        * ``nobody_eligible``: There is nobody who may be contacted.
        * ``nobody_held_out``: Everybody is to be called: nothing will be learnt about what calling does.
        * ``nobody_called``: Nobody is to be called.
    eligible : int
        People who may be contacted.
    held_out : int
        How many are held out.
    called : int
        How many are to be called.
    detectable : float
        Least increase of the share that is found with the wanted power; NaN without base_share, without an arm,
        or where none is. May be missing.
    largest_difference : float
        Largest standardised difference in absolute value; NaN without any. May be missing.
    expected_spread : float
        Standard deviation that chance alone gives such differences, sqrt(1 / called + 1 / held_out); NaN without
        an arm. May be missing.
    people : HoldoutPeople
        The arm of each person.
    strata : HoldoutStrata
        How many of each stratum are held out.
    balance : HoldoutBalance
        How alike the arms are.
    power : HoldoutPower
        What can be found.
    sentence : str
        The assignment in a sentence.
    sentence_zh : str
        The same in Chinese.
    """
    @property
    def status(self) -> Literal["assigned", "nobody_eligible", "nobody_held_out", "nobody_called"]:
        """Whether there are people in both arms."""
    @property
    def eligible(self) -> int:
        """People who may be contacted."""
    @property
    def held_out(self) -> int:
        """How many are held out."""
    @property
    def called(self) -> int:
        """How many are to be called."""
    @property
    def detectable(self) -> float:
        """Least increase of the share that is found with the wanted power; NaN without base_share, without an arm, or where none is. May be missing."""
    @property
    def largest_difference(self) -> float:
        """Largest standardised difference in absolute value; NaN without any. May be missing."""
    @property
    def expected_spread(self) -> float:
        """Standard deviation that chance alone gives such differences, sqrt(1 / called + 1 / held_out); NaN without an arm. May be missing."""
    @property
    def people(self) -> HoldoutPeople:
        """The arm of each person."""
    @property
    def strata(self) -> HoldoutStrata:
        """How many of each stratum are held out."""
    @property
    def balance(self) -> HoldoutBalance:
        """How alike the arms are."""
    @property
    def power(self) -> HoldoutPower:
        """What can be found."""
    @property
    def sentence(self) -> str:
        """The assignment in a sentence."""
    @property
    def sentence_zh(self) -> str:
        """The same in Chinese."""
    @classmethod
    def from_json(cls, document: str | bytes) -> HoldoutResult: ...

class HoldoutPeople(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (n,)
        The leaver.
    arm : array of str of shape (n,)
        What happens to the person.
    held_out : array of int of shape (n,)
        1 held out, 0 called, -1 in neither arm.
    stratum : array of str of shape (n,)
        The stratum; missing without strata. May be missing.
    draw : array of float of shape (n,)
        The number in [0, 1) that seed, experiment and person draw. Must be between 0 and 1.
    propensity : array of float of shape (n,)
        Probability with which the person was to be called, for returns.uplift; NaN in neither arm, and with
        blocks for arms of earlier. May be missing.

    Shapes: n length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The leaver."""
    @property
    def arm(self) -> NDArray[np.object_]:
        """What happens to the person."""
    @property
    def held_out(self) -> NDArray[np.int64]:
        """1 held out, 0 called, -1 in neither arm."""
    @property
    def stratum(self) -> NDArray[np.object_]:
        """The stratum; missing without strata. May be missing."""
    @property
    def draw(self) -> NDArray[np.float64]:
        """The number in [0, 1) that seed, experiment and person draw. Must be between 0 and 1."""
    @property
    def propensity(self) -> NDArray[np.float64]:
        """Probability with which the person was to be called, for returns.uplift; NaN in neither arm, and with blocks for arms of earlier. May be missing."""

class HoldoutStrata(Table):
    """A table of equally long columns.

    Attributes
    ----------
    stratum : array of str of shape (s,)
        The stratum; "total" first.
    eligible : array of int of shape (s,)
        People who may be contacted.
    held_out : array of int of shape (s,)
        How many of them are held out.
    called : array of int of shape (s,)
        How many are to be called.
    share : array of float of shape (s,)
        held_out / eligible; NaN without any. May be missing.

    Shapes: s length of `stratum`.
    """
    @property
    def stratum(self) -> NDArray[np.object_]:
        """The stratum; "total" first."""
    @property
    def eligible(self) -> NDArray[np.int64]:
        """People who may be contacted."""
    @property
    def held_out(self) -> NDArray[np.int64]:
        """How many of them are held out."""
    @property
    def called(self) -> NDArray[np.int64]:
        """How many are to be called."""
    @property
    def share(self) -> NDArray[np.float64]:
        """held_out / eligible; NaN without any. May be missing."""

class HoldoutBalance(Table):
    """A table of equally long columns.

    Attributes
    ----------
    covariate : list of str of shape (r,)
        Column of covariates.
    level : list of str of shape (r,)
        Level of a category, whose shares are compared; "missing" where values are missing; empty for means of
        numbers.
    called : array of float of shape (r,)
        Mean or share of those called; NaN without any. May be missing.
    held_out : array of float of shape (r,)
        Mean or share of those held out. May be missing.
    difference : array of float of shape (r,)
        Standardised: (called - held_out) / sqrt((their two variances) / 2); 0 where both are constant and equal,
        NaN where it cannot be told. May be missing.

    Shapes: r length of `covariate`.
    """
    @property
    def covariate(self) -> NDArray[np.object_]:
        """Column of covariates."""
    @property
    def level(self) -> NDArray[np.object_]:
        """Level of a category, whose shares are compared; "missing" where values are missing; empty for means of numbers."""
    @property
    def called(self) -> NDArray[np.float64]:
        """Mean or share of those called; NaN without any. May be missing."""
    @property
    def held_out(self) -> NDArray[np.float64]:
        """Mean or share of those held out. May be missing."""
    @property
    def difference(self) -> NDArray[np.float64]:
        """Standardised: (called - held_out) / sqrt((their two variances) / 2); 0 where both are constant and equal, NaN where it cannot be told. May be missing."""

class HoldoutPower(Table):
    """A table of equally long columns.

    Attributes
    ----------
    effect : array of float of shape (q,)
        Increase of the share that comes back.
    power : array of float of shape (q,)
        Probability of finding it with these people. Must be between 0 and 1.
    people_needed : array of int of shape (q,)
        People who may be contacted, both arms together, with which it is found with the wanted power.

    Shapes: q length of `effect`.
    """
    @property
    def effect(self) -> NDArray[np.float64]:
        """Increase of the share that comes back."""
    @property
    def power(self) -> NDArray[np.float64]:
        """Probability of finding it with these people. Must be between 0 and 1."""
    @property
    def people_needed(self) -> NDArray[np.int64]:
        """People who may be contacted, both arms together, with which it is found with the wanted power."""

def holdout(
    person: ColumnLike,
    contactable: ColumnLike,
    share: float,
    *,
    strata: TableLike | None = None,
    covariates: TableLike | None = None,
    earlier: ColumnLike | None = None,
    experiment: str = '',
    method: Literal["by_person", "blocks"] = 'by_person',
    base_share: float | None = None,
    effects: Numbers = (),
    power: float = 0.8,
    significance: float = 0.05,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> HoldoutResult:
    """Whom do we leave alone at random, so that we learn what calling does?

    Parameters
    ----------
    person : array-like of shape (n,)
        The leaver; nobody twice. 17 and "17" are one person. Text, categories or whole numbers.
    contactable : array-like of shape (n,)
        1 where the person may be contacted. Whoever has 0 is in neither arm. Must be between 0 and 1.
    share : float
        Which share is held out. Must be > 0 and < 1.
    strata : table-like of shape (n, strata_columns), optional
        What the arms are to be balanced in, as texts or whole numbers: reason, city.
    covariates : table-like of shape (n, c), optional
        What the balance table looks at; no part in the draw. May be missing.
    earlier : array-like of shape (n,), optional
        Arm of an earlier assignment, which is kept: 1 held out, 0 called; missing: new. Must be between 0 and 1.
        May be missing.
    experiment : str, default ''
        Name of the experiment: two of different names draw apart from each other.
    method : {'by_person', 'blocks'}, default 'by_person'
        How it is drawn.
        * ``by_person``: Each person apart, by seed, experiment and label: who is added later changes nobody's
          arm. Sizes vary by chance.
        * ``blocks``: In each stratum the laid-down share, as near as whole people allow, at random. Who is added
          later may change arms: pass those assigned before as `earlier`.
    base_share : float or None, default None
        Which share is expected to come back without a call; for what can be detected. Must be > 0 and < 1.
    effects : list of float, default ()
        Increases of the share for which power and the people needed are told; needs base_share. Must be > 0 and
        < 1.
    power : float, default 0.8
        Probability with which an effect is to be found. Must be > 0 and < 1.
    significance : float, default 0.05
        Two-sided level of the test. Must be > 0 and < 1.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : HoldoutResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`, strata_columns columns of `strata`, c columns of `covariates`.
    """

class _ReplacementPartRequired(TypedDict):
    name: str
    basis: Literal["undeclared", "amount", "months_of_pay", "years_of_pay"]

class ReplacementPart(_ReplacementPartRequired, total=False):
    role: str
    unit: str
    quantity: float
    share: float
    saved: float
    amount: int | None

class _ProgrammeCostRequired(TypedDict):
    name: str
    amount: int

class ProgrammeCost(_ProgrammeCostRequired, total=False):
    quantity: float
    per: Literal["programme", "called", "returned"]

class _CostClaimRequired(TypedDict):
    name: str
    low: float
    high: float
    basis: Literal["undeclared", "amount", "months_of_pay", "years_of_pay"]

class CostClaim(_CostClaimRequired, total=False):
    pass

class MoneyResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'computed', 'no_return', 'no_cost', 'nobody'}
        Whether all figures could be computed.
        * ``computed``: All figures could be computed.
        * ``no_return``: Nobody who was called came back; intervals say what may be missed.
        * ``no_cost``: The programme cost nothing: there is no return on investment.
        * ``nobody``: There is nobody whom the programme was for.
    counted : {'against_hold_out', 'before_after', 'all_returns'}
        Which returns count: beyond the hold-out, beyond an earlier time, or all. A figure of one kind is not one
        of another.
        * ``against_hold_out``: Returns beyond the share of those held out at random: an effect of the programme.
        * ``before_after``: Returns beyond the share of an earlier time: a difference, not an effect.
        * ``all_returns``: All returns, also of those who would have come anyway: the most that the programme can
          have done.
    interval : {'none', 'bootstrap', 'score'}
        Where the intervals come from.
        * ``none``: There is none.
        * ``bootstrap``: Percentiles of resamples of people, drawn apart in both groups.
        * ``score``: Score interval of the share (Wilson) or of the difference of shares (Newcombe), times the
          saving per return, less the costs that so many returns bring: in a group, fewer than 5 came back, or
          all but fewer than 5, and resamples would look too sure.
    currency : str
        The currency; empty where none was said.
    called : int
        Rows that are not compared with.
    returned : int
        How many of them came back.
    compared : int
        Rows of comparison.
    compared_returned : int
        How many of these came back.
    replacement_cost : int
        What replacing one person costs by the parts, on average over those called. In minor units.
    saved_per_return : int
        What a return saves of it, on average over those who came back, or over those called where nobody did. In
        minor units.
    saved_called : int
        What the returns of those called saved. In minor units.
    saved_anyway : int
        What as many people save without the programme, by the comparison; 0 without one. In minor units.
    saved : int
        saved_called - saved_anyway. In minor units.
    cost : int
        What the programme cost. In minor units.
    net : int
        saved - cost. In minor units.
    excess : float
        Returns that count: those of the called, less those expected by the comparison.
    excess_lower : float
        Lower limit; NaN without anybody. May be missing.
    excess_upper : float
        Upper limit. May be missing.
    saved_lower : float
        Lower limit of saved. In minor units. May be missing.
    saved_upper : float
        Upper limit. In minor units. May be missing.
    net_lower : float
        Lower limit of net. In minor units. May be missing.
    net_upper : float
        Upper limit. In minor units. May be missing.
    roi : float
        Return on investment, net / cost: 0 is break-even, 1 doubles the money. NaN without a cost. May be
        missing.
    roi_lower : float
        Lower limit. May be missing.
    roi_upper : float
        Upper limit. May be missing.
    break_even_returns : float
        So many of those called must come back for net = 0, those who come anyway among them, at the mean saving
        of those who did; NaN where no number is enough. May be missing.
    break_even_share : float
        The same as a share of those called; above 1 where all of them are not enough. May be missing.
    groups : MoneyGroups
        Returns by group, everybody first.
    cases : MoneyCases
        What a return saves, for each role and pay.
    parts : MoneyParts
        The parts of the replacement cost in each case.
    costs : MoneyCosts
        What the programme spent.
    sensitivity : MoneySensitivity
        How net and roi move with each figure.
    claims : MoneyClaims
        What others say about the replacement cost, in one unit.
    contradictions : MoneyContradictions
        Which of these cannot both be true.
    people : MoneyPeople
        What each row counts for.
    steps : MoneySteps
        From the parts to the return on investment.
    sentence : str
        The result in a sentence, with what was counted.
    sentence_zh : str
        The same in Chinese.
    """
    @property
    def status(self) -> Literal["computed", "no_return", "no_cost", "nobody"]:
        """Whether all figures could be computed."""
    @property
    def counted(self) -> Literal["against_hold_out", "before_after", "all_returns"]:
        """Which returns count: beyond the hold-out, beyond an earlier time, or all. A figure of one kind is not one of another."""
    @property
    def interval(self) -> Literal["none", "bootstrap", "score"]:
        """Where the intervals come from."""
    @property
    def currency(self) -> str:
        """The currency; empty where none was said."""
    @property
    def called(self) -> int:
        """Rows that are not compared with."""
    @property
    def returned(self) -> int:
        """How many of them came back."""
    @property
    def compared(self) -> int:
        """Rows of comparison."""
    @property
    def compared_returned(self) -> int:
        """How many of these came back."""
    @property
    def replacement_cost(self) -> int:
        """What replacing one person costs by the parts, on average over those called. In minor units."""
    @property
    def saved_per_return(self) -> int:
        """What a return saves of it, on average over those who came back, or over those called where nobody did. In minor units."""
    @property
    def saved_called(self) -> int:
        """What the returns of those called saved. In minor units."""
    @property
    def saved_anyway(self) -> int:
        """What as many people save without the programme, by the comparison; 0 without one. In minor units."""
    @property
    def saved(self) -> int:
        """saved_called - saved_anyway. In minor units."""
    @property
    def cost(self) -> int:
        """What the programme cost. In minor units."""
    @property
    def net(self) -> int:
        """saved - cost. In minor units."""
    @property
    def excess(self) -> float:
        """Returns that count: those of the called, less those expected by the comparison."""
    @property
    def excess_lower(self) -> float:
        """Lower limit; NaN without anybody. May be missing."""
    @property
    def excess_upper(self) -> float:
        """Upper limit. May be missing."""
    @property
    def saved_lower(self) -> float:
        """Lower limit of saved. In minor units. May be missing."""
    @property
    def saved_upper(self) -> float:
        """Upper limit. In minor units. May be missing."""
    @property
    def net_lower(self) -> float:
        """Lower limit of net. In minor units. May be missing."""
    @property
    def net_upper(self) -> float:
        """Upper limit. In minor units. May be missing."""
    @property
    def roi(self) -> float:
        """Return on investment, net / cost: 0 is break-even, 1 doubles the money. NaN without a cost. May be missing."""
    @property
    def roi_lower(self) -> float:
        """Lower limit. May be missing."""
    @property
    def roi_upper(self) -> float:
        """Upper limit. May be missing."""
    @property
    def break_even_returns(self) -> float:
        """So many of those called must come back for net = 0, those who come anyway among them, at the mean saving of those who did; NaN where no number is enough. May be missing."""
    @property
    def break_even_share(self) -> float:
        """The same as a share of those called; above 1 where all of them are not enough. May be missing."""
    @property
    def groups(self) -> MoneyGroups:
        """Returns by group, everybody first."""
    @property
    def cases(self) -> MoneyCases:
        """What a return saves, for each role and pay."""
    @property
    def parts(self) -> MoneyParts:
        """The parts of the replacement cost in each case."""
    @property
    def costs(self) -> MoneyCosts:
        """What the programme spent."""
    @property
    def sensitivity(self) -> MoneySensitivity:
        """How net and roi move with each figure."""
    @property
    def claims(self) -> MoneyClaims:
        """What others say about the replacement cost, in one unit."""
    @property
    def contradictions(self) -> MoneyContradictions:
        """Which of these cannot both be true."""
    @property
    def people(self) -> MoneyPeople:
        """What each row counts for."""
    @property
    def steps(self) -> MoneySteps:
        """From the parts to the return on investment."""
    @property
    def sentence(self) -> str:
        """The result in a sentence, with what was counted."""
    @property
    def sentence_zh(self) -> str:
        """The same in Chinese."""
    @classmethod
    def from_json(cls, document: str | bytes) -> MoneyResult: ...

class MoneyGroups(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (g,)
        The group; "total" first.
    called : array of int of shape (g,)
        Rows that are not compared with.
    returned : array of int of shape (g,)
        How many of them came back.
    share : array of float of shape (g,)
        Which share; NaN without any. May be missing.
    share_lower : array of float of shape (g,)
        Lower limit (Wilson).
    share_upper : array of float of shape (g,)
        Upper limit.
    compared : array of int of shape (g,)
        Rows of comparison.
    compared_returned : array of int of shape (g,)
        How many of these came back.
    difference : array of float of shape (g,)
        Share of those called less that of the comparison; NaN where one of them is empty. May be missing.
    difference_lower : array of float of shape (g,)
        Lower limit (Newcombe); NaN without comparison. May be missing.
    difference_upper : array of float of shape (g,)
        Upper limit. May be missing.
    saved_called : array of int of shape (g,)
        What the returns of those called saved, all of them counted. In minor units.
    spent : array of int of shape (g,)
        Contacts and offers. In minor units.

    Shapes: g length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """The group; "total" first."""
    @property
    def called(self) -> NDArray[np.int64]:
        """Rows that are not compared with."""
    @property
    def returned(self) -> NDArray[np.int64]:
        """How many of them came back."""
    @property
    def share(self) -> NDArray[np.float64]:
        """Which share; NaN without any. May be missing."""
    @property
    def share_lower(self) -> NDArray[np.float64]:
        """Lower limit (Wilson)."""
    @property
    def share_upper(self) -> NDArray[np.float64]:
        """Upper limit."""
    @property
    def compared(self) -> NDArray[np.int64]:
        """Rows of comparison."""
    @property
    def compared_returned(self) -> NDArray[np.int64]:
        """How many of these came back."""
    @property
    def difference(self) -> NDArray[np.float64]:
        """Share of those called less that of the comparison; NaN where one of them is empty. May be missing."""
    @property
    def difference_lower(self) -> NDArray[np.float64]:
        """Lower limit (Newcombe); NaN without comparison. May be missing."""
    @property
    def difference_upper(self) -> NDArray[np.float64]:
        """Upper limit. May be missing."""
    @property
    def saved_called(self) -> NDArray[np.int64]:
        """What the returns of those called saved, all of them counted. In minor units."""
    @property
    def spent(self) -> NDArray[np.int64]:
        """Contacts and offers. In minor units."""

class MoneyCases(Table):
    """A table of equally long columns.

    Attributes
    ----------
    role : array of str of shape (k,)
        The role; missing without. May be missing.
    pay : array of int of shape (k,)
        Pay; 0 without. In minor units.
    called : array of int of shape (k,)
        Rows that are not compared with.
    returned : array of int of shape (k,)
        How many of them came back.
    compared : array of int of shape (k,)
        Rows of comparison.
    compared_returned : array of int of shape (k,)
        How many of these came back.
    replacement_cost : array of int of shape (k,)
        What replacing one person costs. In minor units.
    saved : array of int of shape (k,)
        What one return saves of it. In minor units.
    saved_called : array of int of shape (k,)
        returned × saved. In minor units.
    saved_compared : array of int of shape (k,)
        compared_returned × saved. In minor units.

    Shapes: k length of `role`.
    """
    @property
    def role(self) -> NDArray[np.object_]:
        """The role; missing without. May be missing."""
    @property
    def pay(self) -> NDArray[np.int64]:
        """Pay; 0 without. In minor units."""
    @property
    def called(self) -> NDArray[np.int64]:
        """Rows that are not compared with."""
    @property
    def returned(self) -> NDArray[np.int64]:
        """How many of them came back."""
    @property
    def compared(self) -> NDArray[np.int64]:
        """Rows of comparison."""
    @property
    def compared_returned(self) -> NDArray[np.int64]:
        """How many of these came back."""
    @property
    def replacement_cost(self) -> NDArray[np.int64]:
        """What replacing one person costs. In minor units."""
    @property
    def saved(self) -> NDArray[np.int64]:
        """What one return saves of it. In minor units."""
    @property
    def saved_called(self) -> NDArray[np.int64]:
        """returned × saved. In minor units."""
    @property
    def saved_compared(self) -> NDArray[np.int64]:
        """compared_returned × saved. In minor units."""

class MoneyParts(Table):
    """A table of equally long columns.

    Attributes
    ----------
    case_number : array of int of shape (i,)
        Row of cases, from 1.
    part : array of str of shape (i,)
        The part.
    basis : array of str of shape (i,)
        What it counts in.
    unit : list of str of shape (i,)
        What its quantity counts.
    cost : array of int of shape (i,)
        What it costs for one person. In minor units.
    cost_formula : list of str of shape (i,)
        How.
    saved : array of int of shape (i,)
        What one return saves of it. In minor units.
    saved_formula : list of str of shape (i,)
        How.

    Shapes: i length of `case_number`.
    """
    @property
    def case_number(self) -> NDArray[np.int64]:
        """Row of cases, from 1."""
    @property
    def part(self) -> NDArray[np.object_]:
        """The part."""
    @property
    def basis(self) -> NDArray[np.object_]:
        """What it counts in."""
    @property
    def unit(self) -> NDArray[np.object_]:
        """What its quantity counts."""
    @property
    def cost(self) -> NDArray[np.int64]:
        """What it costs for one person. In minor units."""
    @property
    def cost_formula(self) -> NDArray[np.object_]:
        """How."""
    @property
    def saved(self) -> NDArray[np.int64]:
        """What one return saves of it. In minor units."""
    @property
    def saved_formula(self) -> NDArray[np.object_]:
        """How."""

class MoneyCosts(Table):
    """A table of equally long columns.

    Attributes
    ----------
    name : list of str of shape (x,)
        What the programme spent on: contacts, offers, then those of the option.
    amount : array of int of shape (x,)
        How much. In minor units.
    formula : list of str of shape (x,)
        How.

    Shapes: x length of `name`.
    """
    @property
    def name(self) -> NDArray[np.object_]:
        """What the programme spent on: contacts, offers, then those of the option."""
    @property
    def amount(self) -> NDArray[np.int64]:
        """How much. In minor units."""
    @property
    def formula(self) -> NDArray[np.object_]:
        """How."""

class MoneySensitivity(Table):
    """A table of equally long columns.

    Attributes
    ----------
    figure : list of str of shape (s,)
        A part, a cost, the share that came back, the share of the comparison.
    amount : array of int of shape (s,)
        What it adds to net as it is; negative for costs. In minor units.
    net_low : array of int of shape (s,)
        net with the figure lowered by the share `sensitivity`: net - half_up(sensitivity × amount). In minor
        units.
    net_high : array of int of shape (s,)
        net with it raised. In minor units.
    roi_low : array of float of shape (s,)
        roi with it lowered; NaN where nothing is spent then. May be missing.
    roi_high : array of float of shape (s,)
        roi with it raised. May be missing.
    swing : array of int of shape (s,)
        |net_high - net_low|. In minor units.

    Shapes: s length of `figure`.
    """
    @property
    def figure(self) -> NDArray[np.object_]:
        """A part, a cost, the share that came back, the share of the comparison."""
    @property
    def amount(self) -> NDArray[np.int64]:
        """What it adds to net as it is; negative for costs. In minor units."""
    @property
    def net_low(self) -> NDArray[np.int64]:
        """net with the figure lowered by the share `sensitivity`: net - half_up(sensitivity × amount). In minor units."""
    @property
    def net_high(self) -> NDArray[np.int64]:
        """net with it raised. In minor units."""
    @property
    def roi_low(self) -> NDArray[np.float64]:
        """roi with it lowered; NaN where nothing is spent then. May be missing."""
    @property
    def roi_high(self) -> NDArray[np.float64]:
        """roi with it raised. May be missing."""
    @property
    def swing(self) -> NDArray[np.int64]:
        """|net_high - net_low|. In minor units."""

class MoneyClaims(Table):
    """A table of equally long columns.

    Attributes
    ----------
    name : list of str of shape (q,)
        The statement.
    low : array of int of shape (q,)
        Its least, in minor units, at the mean pay of those called; a year has 12 months. In minor units.
    high : array of int of shape (q,)
        Its most. In minor units.
    low_months : array of float of shape (q,)
        Its least in months of pay; NaN without pay. May be missing.
    high_months : array of float of shape (q,)
        Its most in months of pay. May be missing.
    verdict : array of str of shape (q,)
        Where it lies beside the mean replacement cost by the parts.

    Shapes: q length of `name`.
    """
    @property
    def name(self) -> NDArray[np.object_]:
        """The statement."""
    @property
    def low(self) -> NDArray[np.int64]:
        """Its least, in minor units, at the mean pay of those called; a year has 12 months. In minor units."""
    @property
    def high(self) -> NDArray[np.int64]:
        """Its most. In minor units."""
    @property
    def low_months(self) -> NDArray[np.float64]:
        """Its least in months of pay; NaN without pay. May be missing."""
    @property
    def high_months(self) -> NDArray[np.float64]:
        """Its most in months of pay. May be missing."""
    @property
    def verdict(self) -> NDArray[np.object_]:
        """Where it lies beside the mean replacement cost by the parts."""

class MoneyContradictions(Table):
    """A table of equally long columns.

    Attributes
    ----------
    first : list of str of shape (f,)
        The lower statement, or "parts".
    second : list of str of shape (f,)
        The higher one.
    factor : array of float of shape (f,)
        How many times the most of the lower one the least of the higher one is; infinite where the lower one
        says 0. May be infinite.
    sentence : list of str of shape (f,)
        The contradiction in a sentence.
    sentence_zh : list of str of shape (f,)
        The same in Chinese.

    Shapes: f length of `first`.
    """
    @property
    def first(self) -> NDArray[np.object_]:
        """The lower statement, or "parts"."""
    @property
    def second(self) -> NDArray[np.object_]:
        """The higher one."""
    @property
    def factor(self) -> NDArray[np.float64]:
        """How many times the most of the lower one the least of the higher one is; infinite where the lower one says 0. May be infinite."""
    @property
    def sentence(self) -> NDArray[np.object_]:
        """The contradiction in a sentence."""
    @property
    def sentence_zh(self) -> NDArray[np.object_]:
        """The same in Chinese."""

class MoneyPeople(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (n,)
        The leaver.
    case_number : array of int of shape (n,)
        Row of cases, from 1.
    compared : array of int of shape (n,)
        1 for rows of comparison.
    returned : array of int of shape (n,)
        1 where the person came back.
    saved : array of int of shape (n,)
        What the return saved; 0 without one. In minor units.
    contact_cost : array of int of shape (n,)
        Of the contacts. In minor units.
    offer_cost : array of int of shape (n,)
        Of the offer. In minor units.

    Shapes: n length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The leaver."""
    @property
    def case_number(self) -> NDArray[np.int64]:
        """Row of cases, from 1."""
    @property
    def compared(self) -> NDArray[np.int64]:
        """1 for rows of comparison."""
    @property
    def returned(self) -> NDArray[np.int64]:
        """1 where the person came back."""
    @property
    def saved(self) -> NDArray[np.int64]:
        """What the return saved; 0 without one. In minor units."""
    @property
    def contact_cost(self) -> NDArray[np.int64]:
        """Of the contacts. In minor units."""
    @property
    def offer_cost(self) -> NDArray[np.int64]:
        """Of the offer. In minor units."""

class MoneySteps(Table):
    """A table of equally long columns.

    Attributes
    ----------
    step : array of int of shape (r,)
        Number of the step, from 1.
    figure : list of str of shape (r,)
        What it is.
    formula : list of str of shape (r,)
        How it is reckoned, in numbers; half_up() rounds to the nearest minor unit, sum(people.saved) adds up a
        column.
    amount : array of int of shape (r,)
        What it comes to, in minor units or as a count; 0 where it is a ratio.
    ratio : array of float of shape (r,)
        What it comes to where it is no whole number; else NaN. May be missing.

    Shapes: r length of `step`.
    """
    @property
    def step(self) -> NDArray[np.int64]:
        """Number of the step, from 1."""
    @property
    def figure(self) -> NDArray[np.object_]:
        """What it is."""
    @property
    def formula(self) -> NDArray[np.object_]:
        """How it is reckoned, in numbers; half_up() rounds to the nearest minor unit, sum(people.saved) adds up a column."""
    @property
    def amount(self) -> NDArray[np.int64]:
        """What it comes to, in minor units or as a count; 0 where it is a ratio."""
    @property
    def ratio(self) -> NDArray[np.float64]:
        """What it comes to where it is no whole number; else NaN. May be missing."""

def money(
    person: ColumnLike,
    returned: ColumnLike,
    parts: Sequence[ReplacementPart],
    *,
    comparison: ColumnLike | None = None,
    contact_cost: ColumnLike | None = None,
    offer_cost: ColumnLike | None = None,
    pay: ColumnLike | None = None,
    role: ColumnLike | None = None,
    group: ColumnLike | None = None,
    currency: ColumnLike | None = None,
    costs: Sequence[ProgrammeCost] = (),
    claims: Sequence[CostClaim] = (),
    compared_with: Literal["undeclared", "hold_out", "before"] = 'undeclared',
    pay_each: int | None = None,
    pay_per: Literal["undeclared", "month", "year"] = 'undeclared',
    in_currency: str = '',
    minor_digits: int = 2,
    sensitivity: float = 0.2,
    confidence_level: float = 0.95,
    resamples: int = 2000,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> MoneyResult:
    """What did the programme for leavers bring, what did it cost, and from which number of returns on does it pay?

    Parameters
    ----------
    person : array-like of shape (n,)
        The leaver. Rows of one person are drawn together. Text, categories or whole numbers.
    returned : array-like of shape (n,)
        1 where the person came back. Must be between 0 and 1.
    parts : list of ReplacementPart
        What it costs to replace somebody.
    comparison : array-like of shape (n,), optional
        1 for rows to compare with, whom the programme did not reach; 0 for those called. Must be between 0 and
        1.
    contact_cost : array-like of shape (n,), optional
        What contacting the person cost; 0 in rows of comparison. In minor units. Must be between 0 and
        10000000000000.
    offer_cost : array-like of shape (n,), optional
        What the offer cost beyond a usual one; 0 for who did not come back, and in rows of comparison. In minor
        units. Must be between 0 and 10000000000000.
    pay : array-like of shape (n,), optional
        Pay of the post that the return fills. In minor units. Must be > 0 and <= 10000000000000.
    role : array-like of shape (n,), optional
        Role of that post. Text, categories or whole numbers.
    group : array-like of shape (n,), optional
        Of which returns are counted apart: a reason, a city. Text, categories or whole numbers.
    currency : array-like of shape (n,), optional
        Currency of the row; the same in all. Text, categories or whole numbers.
    costs : list of ProgrammeCost, default ()
        What the programme costs beside contacts and offers.
    claims : list of CostClaim, default ()
        What others say that replacing somebody costs.
    compared_with : {'undeclared', 'hold_out', 'before'}, default 'undeclared'
        What the rows of comparison are. To be given with them.
        * ``undeclared``: Not said; refused where there is a comparison.
        * ``hold_out``: People held out at random: the difference is an effect.
        * ``before``: People who left before the programme began: the difference may have other causes.
    pay_each : int or None, default None
        One pay for everybody, in place of the column. Must be > 0 and <= 10000000000000.
    pay_per : {'undeclared', 'month', 'year'}, default 'undeclared'
        Whether pay is that of a month or of a year. To be given with pay.
        * ``undeclared``: Not said; refused where pay counts.
        * ``month``: Pay is that of a month.
        * ``year``: Pay is that of a year.
    in_currency : str, default ''
        The currency, "CNY"; a column currency must say the same.
    minor_digits : int, default 2
        Decimals of the currency: 2 means that amounts are cents. Only the sentences use it. Must be between 0
        and 4.
    sensitivity : float, default 0.2
        By which share each figure is moved up and down. At most 9 decimals. Must be > 0 and <= 1.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    resamples : int, default 2000
        Resamples of people for the intervals; 0: score intervals. Must be between 0 and 100000.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : MoneyResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`.
    """

class UpliftFit(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'fitted', 'one_outcome', 'average_only'}
        What could be fitted.
        * ``fitted``: Average effect and uplift of each person.
        * ``one_outcome``: In one arm nobody came back, or everybody: its model is a constant, (returns + 1/2) /
          (people + 1).
        * ``average_only``: Without x there is only the average effect.
    method : {'two_models', 'transformed_outcome'}
        How the uplift of a person was estimated.
        * ``two_models``: A logistic regression of the called and one of the held out; uplift is the difference
          of their probabilities (T-learner).
        * ``transformed_outcome``: A linear regression of returned × (treated - e) / (e (1 - e)), whose mean
          given x is the uplift; e is the propensity.
    rows : int
        Rows.
    observed : int
        Rows whose outcome is known: all, or with a horizon those that came back before it or were observed until
        then.
    replicates : int
        Resamples of people. Must be >= 0.
    effect : float
        Average effect: stratified with strata, otherwise of all rows together.
    effect_lower : float
        Lower limit.
    effect_upper : float
        Upper limit.
    qini : float
        Qini coefficient: area between the curve and chance over that of the perfect order; NaN without x or
        where that is 0. May be missing.
    qini_lower : float
        Lower limit: percentiles over resamples of people, of these predictions as they are. May be missing.
    qini_upper : float
        Upper limit. May be missing.
    area : float
        Area between the Qini curve and chance over the number of rows: by how many returns the order is better
        than chance, on average over all lengths of a list; NaN without x. May be missing.
    area_lower : float
        Lower limit. May be missing.
    area_upper : float
        Upper limit. May be missing.
    effects : UpliftEffects
        Effects by stratum.
    people : UpliftPeople
        Uplift of each row.
    curve : UpliftCurve
        The Qini curve.
    calibration : UpliftCalibration
        Uplift beside what was observed.
    columns : list of CoxColumn
        Columns of x.
    coefficients : UpliftCoefficients
        The models.
    called_draws : array of float of shape (replicates, p)
        Coefficients of the called over resamples.
    held_out_draws : array of float of shape (replicates, p)
        Coefficients of the held out over resamples.
    called_inverse : array of float of shape (p, p)
        Of the called: one over x' G x, G this matrix and x the standardised terms with a 1 before them, is the
        effective number of people who say something of somebody with x. 0 with transformed_outcome.
    held_out_inverse : array of float of shape (p, p)
        That of the held out.
    sentence : str
        The effect in a sentence.
    sentence_zh : str
        The same in Chinese.

    Methods
    -------
    predict
        What would a call add for these people?
    """
    @property
    def status(self) -> Literal["fitted", "one_outcome", "average_only"]:
        """What could be fitted."""
    @property
    def method(self) -> Literal["two_models", "transformed_outcome"]:
        """How the uplift of a person was estimated."""
    @property
    def rows(self) -> int:
        """Rows."""
    @property
    def observed(self) -> int:
        """Rows whose outcome is known: all, or with a horizon those that came back before it or were observed until then."""
    @property
    def replicates(self) -> int:
        """Resamples of people. Must be >= 0."""
    @property
    def effect(self) -> float:
        """Average effect: stratified with strata, otherwise of all rows together."""
    @property
    def effect_lower(self) -> float:
        """Lower limit."""
    @property
    def effect_upper(self) -> float:
        """Upper limit."""
    @property
    def qini(self) -> float:
        """Qini coefficient: area between the curve and chance over that of the perfect order; NaN without x or where that is 0. May be missing."""
    @property
    def qini_lower(self) -> float:
        """Lower limit: percentiles over resamples of people, of these predictions as they are. May be missing."""
    @property
    def qini_upper(self) -> float:
        """Upper limit. May be missing."""
    @property
    def area(self) -> float:
        """Area between the Qini curve and chance over the number of rows: by how many returns the order is better than chance, on average over all lengths of a list; NaN without x. May be missing."""
    @property
    def area_lower(self) -> float:
        """Lower limit. May be missing."""
    @property
    def area_upper(self) -> float:
        """Upper limit. May be missing."""
    @property
    def effects(self) -> UpliftEffects:
        """Effects by stratum."""
    @property
    def people(self) -> UpliftPeople:
        """Uplift of each row."""
    @property
    def curve(self) -> UpliftCurve:
        """The Qini curve."""
    @property
    def calibration(self) -> UpliftCalibration:
        """Uplift beside what was observed."""
    @property
    def columns(self) -> list[CoxColumn]:
        """Columns of x."""
    @property
    def coefficients(self) -> UpliftCoefficients:
        """The models."""
    @property
    def called_draws(self) -> NDArray[np.float64]:
        """Coefficients of the called over resamples."""
    @property
    def held_out_draws(self) -> NDArray[np.float64]:
        """Coefficients of the held out over resamples."""
    @property
    def called_inverse(self) -> NDArray[np.float64]:
        """Of the called: one over x' G x, G this matrix and x the standardised terms with a 1 before them, is the effective number of people who say something of somebody with x. 0 with transformed_outcome."""
    @property
    def held_out_inverse(self) -> NDArray[np.float64]:
        """That of the held out."""
    @property
    def sentence(self) -> str:
        """The effect in a sentence."""
    @property
    def sentence_zh(self) -> str:
        """The same in Chinese."""
    @classmethod
    def from_json(cls, document: str | bytes) -> UpliftFit: ...
    def predict(
        self,
        x: TableLike,
        contactable: ColumnLike,
        *,
        confidence_level: float = 0.95,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> UpliftPrediction:
        """What would a call add for these people?

        Parameters
        ----------
        x : table-like of shape (m, c)
            New people, columns by name.
        contactable : array-like of shape (m,)
            1 where the person may be contacted: consent is given, and no flag stands against it. Of who has 0
            nothing is told. Must be between 0 and 1.
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
        result : UpliftPrediction
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, c columns of `x`.
        """

class UpliftEffects(Table):
    """A table of equally long columns.

    Attributes
    ----------
    stratum : array of str of shape (g,)
        "total": all rows together; with strata "stratified": their effects by their sizes; then each stratum.
    status : array of str of shape (g,)
        estimated; partial (stratified without the strata that are not estimated); empty_arm; too_short (an arm
        of the stratum was not followed until the horizon).
    called : array of int of shape (g,)
        Rows of the called.
    held_out : array of int of shape (g,)
        Rows of the held out.
    share_called : array of float of shape (g,)
        Share of the called that came back; NaN without any, or where they were not followed until the horizon.
        May be missing.
    share_held_out : array of float of shape (g,)
        Share of the held out that came back. May be missing.
    effect : array of float of shape (g,)
        Their difference; NaN where a share is. May be missing.
    lower : array of float of shape (g,)
        Lower limit (Newcombe). May be missing.
    upper : array of float of shape (g,)
        Upper limit. May be missing.

    Shapes: g length of `stratum`.
    """
    @property
    def stratum(self) -> NDArray[np.object_]:
        """"total": all rows together; with strata "stratified": their effects by their sizes; then each stratum."""
    @property
    def status(self) -> NDArray[np.object_]:
        """estimated; partial (stratified without the strata that are not estimated); empty_arm; too_short (an arm of the stratum was not followed until the horizon)."""
    @property
    def called(self) -> NDArray[np.int64]:
        """Rows of the called."""
    @property
    def held_out(self) -> NDArray[np.int64]:
        """Rows of the held out."""
    @property
    def share_called(self) -> NDArray[np.float64]:
        """Share of the called that came back; NaN without any, or where they were not followed until the horizon. May be missing."""
    @property
    def share_held_out(self) -> NDArray[np.float64]:
        """Share of the held out that came back. May be missing."""
    @property
    def effect(self) -> NDArray[np.float64]:
        """Their difference; NaN where a share is. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit (Newcombe). May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit. May be missing."""

class UpliftPeople(Table):
    """A table of equally long columns.

    Attributes
    ----------
    fold : array of int of shape (n,)
        Fold of the row, from 1; its models learnt from the others.
    weight : array of float of shape (n,)
        What the row counts for: 0 where it was not observed until the horizon, more than 1 for those who stand
        for such rows, 0 throughout a stratum that is too_short; with propensity also one over the probability of
        its arm.
    uplift : array of float of shape (n,)
        What a call adds to the probability of return of somebody like this.
    std_error : array of float of shape (n,)
        Standard deviation over resamples of people; NaN without. May be missing.
    lower : array of float of shape (n,)
        Lower limit, NaN without resamples: the normal one, or with two_models Newcombe's at the effective
        numbers of people where it is lower. Of the uplift of people like this on average, not of this one
        person's. May be missing.
    upper : array of float of shape (n,)
        Upper limit; likewise the higher one. May be missing.

    Shapes: n length of `fold`.
    """
    @property
    def fold(self) -> NDArray[np.int64]:
        """Fold of the row, from 1; its models learnt from the others."""
    @property
    def weight(self) -> NDArray[np.float64]:
        """What the row counts for: 0 where it was not observed until the horizon, more than 1 for those who stand for such rows, 0 throughout a stratum that is too_short; with propensity also one over the probability of its arm."""
    @property
    def uplift(self) -> NDArray[np.float64]:
        """What a call adds to the probability of return of somebody like this."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Standard deviation over resamples of people; NaN without. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit, NaN without resamples: the normal one, or with two_models Newcombe's at the effective numbers of people where it is lower. Of the uplift of people like this on average, not of this one person's. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit; likewise the higher one. May be missing."""

class UpliftCurve(Table):
    """A table of equally long columns.

    Attributes
    ----------
    people : array of int of shape (r,)
        So many rows with the highest uplift.
    threshold : array of float of shape (r,)
        The least uplift among them; NaN for none. May be missing.
    qini : array of float of shape (r,)
        Returns that calling brought among them: of the called, less those of the held out times called / held
        out (Radcliffe).
    uplift : array of float of shape (r,)
        Difference of shares among them, times the rows; the share of an empty arm counts as 0.
    random : array of float of shape (r,)
        qini of as many chosen at random.

    Shapes: r length of `people`.
    """
    @property
    def people(self) -> NDArray[np.int64]:
        """So many rows with the highest uplift."""
    @property
    def threshold(self) -> NDArray[np.float64]:
        """The least uplift among them; NaN for none. May be missing."""
    @property
    def qini(self) -> NDArray[np.float64]:
        """Returns that calling brought among them: of the called, less those of the held out times called / held out (Radcliffe)."""
    @property
    def uplift(self) -> NDArray[np.float64]:
        """Difference of shares among them, times the rows; the share of an empty arm counts as 0."""
    @property
    def random(self) -> NDArray[np.float64]:
        """qini of as many chosen at random."""

class UpliftCalibration(Table):
    """A table of equally long columns.

    Attributes
    ----------
    bin : array of int of shape (q,)
        Group of people with similar uplift, 1 the highest.
    called : array of int of shape (q,)
        Rows of the called.
    held_out : array of int of shape (q,)
        Rows of the held out.
    predicted : array of float of shape (q,)
        Mean uplift.
    observed : array of float of shape (q,)
        Observed difference of shares; NaN where an arm is empty. May be missing.
    lower : array of float of shape (q,)
        Lower limit (Newcombe). May be missing.
    upper : array of float of shape (q,)
        Upper limit. May be missing.

    Shapes: q length of `bin`.
    """
    @property
    def bin(self) -> NDArray[np.int64]:
        """Group of people with similar uplift, 1 the highest."""
    @property
    def called(self) -> NDArray[np.int64]:
        """Rows of the called."""
    @property
    def held_out(self) -> NDArray[np.int64]:
        """Rows of the held out."""
    @property
    def predicted(self) -> NDArray[np.float64]:
        """Mean uplift."""
    @property
    def observed(self) -> NDArray[np.float64]:
        """Observed difference of shares; NaN where an arm is empty. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit (Newcombe). May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit. May be missing."""

class UpliftCoefficients(Table):
    """A table of equally long columns.

    Attributes
    ----------
    term : list of str of shape (p,)
        "intercept", then the columns; a categorical one has one for each level but the reference.
    centre : array of float of shape (p,)
        Mean, which is taken off; 0 for the intercept.
    scale : array of float of shape (p,)
        Standard deviation, by which it is divided; 1 for the intercept and for constants. Must be > 0.
    called : array of float of shape (p,)
        Coefficient in the model of the called; with transformed_outcome that of the uplift.
    held_out : array of float of shape (p,)
        Coefficient in the model of the held out; 0 with transformed_outcome.

    Shapes: p length of `term`.
    """
    @property
    def term(self) -> NDArray[np.object_]:
        """"intercept", then the columns; a categorical one has one for each level but the reference."""
    @property
    def centre(self) -> NDArray[np.float64]:
        """Mean, which is taken off; 0 for the intercept."""
    @property
    def scale(self) -> NDArray[np.float64]:
        """Standard deviation, by which it is divided; 1 for the intercept and for constants. Must be > 0."""
    @property
    def called(self) -> NDArray[np.float64]:
        """Coefficient in the model of the called; with transformed_outcome that of the uplift."""
    @property
    def held_out(self) -> NDArray[np.float64]:
        """Coefficient in the model of the held out; 0 with transformed_outcome."""

class UpliftPrediction(Result):
    """A record of named fields.

    Attributes
    ----------
    average : float
        Mean uplift of those who may be contacted; NaN without any. May be missing.
    uplift : array of float of shape (m,)
        What a call adds to the probability of return; NaN of who may not be contacted. May be missing.
    std_error : array of float of shape (m,)
        Standard deviation over the resamples of the fit; NaN with fewer than two, and as the uplift. May be
        missing.
    lower : array of float of shape (m,)
        Lower limit, as that of the fit's people. May be missing.
    upper : array of float of shape (m,)
        Upper limit. May be missing.
    probability_called : array of float of shape (m,)
        Probability of return after a call; NaN with transformed_outcome, and as the uplift. May be missing.
    probability_held_out : array of float of shape (m,)
        Probability without one. May be missing.

    Shapes: m length of `uplift`.
    """
    @property
    def average(self) -> float:
        """Mean uplift of those who may be contacted; NaN without any. May be missing."""
    @property
    def uplift(self) -> NDArray[np.float64]:
        """What a call adds to the probability of return; NaN of who may not be contacted. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Standard deviation over the resamples of the fit; NaN with fewer than two, and as the uplift. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit, as that of the fit's people. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit. May be missing."""
    @property
    def probability_called(self) -> NDArray[np.float64]:
        """Probability of return after a call; NaN with transformed_outcome, and as the uplift. May be missing."""
    @property
    def probability_held_out(self) -> NDArray[np.float64]:
        """Probability without one. May be missing."""
    @classmethod
    def from_json(cls, document: str | bytes) -> UpliftPrediction: ...

def uplift(
    treated: ColumnLike,
    returned: ColumnLike,
    *,
    x: TableLike | None = None,
    duration: ColumnLike | None = None,
    propensity: ColumnLike | None = None,
    strata: ColumnLike | None = None,
    person: ColumnLike | None = None,
    method: Literal["two_models", "transformed_outcome"] = 'two_models',
    horizon: float | None = None,
    ridge: float = 1.0,
    folds: int = 5,
    resamples: int = 200,
    bins: int = 10,
    references: Sequence[CoxReference] = (),
    confidence_level: float = 0.95,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> UpliftFit:
    """What does calling do, for whom does it do most, and can that be told?

    Parameters
    ----------
    treated : array-like of shape (n,)
        1 called, 0 held out at random. Must be between 0 and 1.
    returned : array-like of shape (n,)
        1 where the person came back. Must be between 0 and 1.
    x : table-like of shape (n, c), optional
        What is known before the call, numbers and categories; left out: only the average effect.
    duration : array-like of shape (n,), optional
        Days from the assignment to the return, or to the end of observation; needed with horizon. In days. Must
        be >= 0.
    propensity : array-like of shape (n,), optional
        Probability with which the row was to be called (returns.holdout). Must be > 0 and < 1.
    strata : array-like of shape (n,), optional
        Strata of the draw: effects are told in each, and put together by their sizes. Text, categories or whole
        numbers.
    person : array-like of shape (n,), optional
        Whose row it is: rows of one person are in one fold, and are drawn together. Left out: each row is
        somebody else. Text, categories or whole numbers.
    method : {'two_models', 'transformed_outcome'}, default 'two_models'
        How the uplift of a person is estimated.
        * ``two_models``: A logistic regression of the called and one of the held out; uplift is the difference
          of their probabilities (T-learner).
        * ``transformed_outcome``: A linear regression of returned × (treated - e) / (e (1 - e)), whose mean
          given x is the uplift; e is the propensity.
    horizon : float or None, default None
        Returns within so many days count. Who was observed for a shorter time is made up for by those of the
        same arm, and of the same stratum with strata, who were observed longer. In days. Must be > 0.
    ridge : float, default 1.0
        Penalty on half the squared coefficients of standardised columns; the intercept is free. Must be > 0.
    folds : int, default 5
        Parts for cross-fitting: everybody's uplift comes from models that have not seen them. Must be between 2
        and 100.
    resamples : int, default 200
        Resamples of people for standard errors; 0: none, and limits are NaN. Must be between 0 and 10000.
    bins : int, default 10
        Groups by uplift in the calibration. Must be between 2 and 100.
    references : list of CoxReference, default ()
        Reference levels of categorical columns; by default the first.
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
    result : UpliftFit
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `treated`, c columns of `x`.
    """
