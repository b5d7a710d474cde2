# Written by `python -m mainstay._generate` from the description of the analyses.
from collections.abc import Sequence
from typing import Any, Literal, TypedDict

import numpy as np
from numpy.typing import NDArray

from ._call import Result, State
from ._table import Table
from ._typing import ColumnLike, Numbers, Progress, TableLike

__all__ = [
    "RegretPart",
    "SelectionCombinations",
    "SelectionPeople",
    "SelectionReach",
    "SelectionReasons",
    "SelectionRegret",
    "SelectionResult",
    "SelectionRule",
    "SelectionRuleCounts",
    "SelectionSteps",
    "selection",
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
