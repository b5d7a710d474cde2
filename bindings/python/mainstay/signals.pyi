# Written by `python -m mainstay._generate` from the description of the analyses.
from collections.abc import Sequence
from typing import Any, Literal, TypedDict

import numpy as np
from numpy.typing import NDArray

from ._call import Result, State
from ._table import Table
from ._typing import ColumnLike, Numbers, Progress, TableLike

__all__ = [
    "AlertCause",
    "AlertCondition",
    "AlertDeliveries",
    "AlertFindings",
    "AlertReasons",
    "AlertRule",
    "AlertRuleCounts",
    "Alerts",
    "AlertsResult",
    "AlertsState",
    "ExpectedPoint",
    "QualityFindings",
    "QualityOverlap",
    "QualityResult",
    "QualityRules",
    "QualityState",
    "alerts",
    "quality",
]

class _ExpectedPointRequired(TypedDict):
    tenure: float
    value: float

class ExpectedPoint(_ExpectedPointRequired, total=False):
    pass

class _AlertConditionRequired(TypedDict):
    name: str

class AlertCondition(_AlertConditionRequired, total=False):
    kind: Literal["value", "count", "sum", "mean", "minimum", "maximum", "quantile", "tenure", "due_soon", "overdue", "absence", "sequence", "stage", "streak", "all", "any", "none", "at_least"]
    column: str
    events: list[str]
    of: list[str]
    stages: list[str]
    compare: Literal["undeclared", "below", "at_most", "equal", "at_least", "above"]
    threshold: float | None
    against: Literal["number", "own", "peers_mean", "peers_rank", "expected"]
    factor: float
    shift: float
    peers: str
    least_peers: int | None
    max_age: int | None
    window: int | None
    least_values: int
    probability: float | None
    baseline: int | None
    least_baseline: int | None
    expected: list[ExpectedPoint]
    from_tenure: int | None
    until_tenure: int | None
    length: int | None
    gap: int
    least: int | None
    due: int | None
    margin: int
    start_event: str
    within: int | None
    clock: Literal["undeclared", "days", "working_days", "values"]
    missing: Literal["undeclared", "unknown", "is_false", "is_true", "hold"]

class _AlertCauseRequired(TypedDict):
    name: str

class AlertCause(_AlertCauseRequired, total=False):
    when: str
    intervention: str
    roles: list[str]

class _AlertRuleRequired(TypedDict):
    name: str
    version: str
    conditions: list[AlertCondition]
    when: str

class AlertRule(_AlertRuleRequired, total=False):
    clock: Literal["undeclared", "days", "working_days", "values"]
    missing: Literal["undeclared", "unknown", "is_false", "is_true", "hold"]
    severity: Literal["notice", "warning", "urgent"]
    causes: list[AlertCause]
    cooldown_days: int
    remind_days: int | None
    expires_days: int | None

class AlertsResult(Result):
    """A record of named fields.

    Attributes
    ----------
    people : int
        People looked at.
    first_day : int
        First day on which alerts were raised. In days since 1970-01-01.
    last_day : int
        Last one. In days since 1970-01-01.
    reach_days : int or None
        So many days of rows before first_day give the same alerts as the whole history does, with all rows that
        carry events; missing where a rule counts values: all rows then. In days.
    alerts : Alerts
        The alerts.
    reasons : AlertReasons
        Why. Empty unless explain.
    deliveries : AlertDeliveries
        To whom.
    rules : AlertRuleCounts
        What each rule did.
    findings : AlertFindings
        What was met on the way.
    words_not_met : list of str of shape (words_not_met,)
        Event words of the rules that no row has, as "rules[0].conditions[1].events: exam"; a row that has one in
        another writing (Exam) is refused.
    sentence : list of str of shape (alerts,)
        In English, for each alert. Empty unless explain.
    sentence_zh : list of str of shape (alerts,)
        In Chinese. Empty unless explain.

    Shapes: words_not_met length of `words_not_met`, alerts length of `sentence`.
    """
    @property
    def people(self) -> int:
        """People looked at."""
    @property
    def first_day(self) -> int:
        """First day on which alerts were raised. In days since 1970-01-01."""
    @property
    def last_day(self) -> int:
        """Last one. In days since 1970-01-01."""
    @property
    def reach_days(self) -> int | None:
        """So many days of rows before first_day give the same alerts as the whole history does, with all rows that carry events; missing where a rule counts values: all rows then. In days."""
    @property
    def alerts(self) -> Alerts:
        """The alerts."""
    @property
    def reasons(self) -> AlertReasons:
        """Why. Empty unless explain."""
    @property
    def deliveries(self) -> AlertDeliveries:
        """To whom."""
    @property
    def rules(self) -> AlertRuleCounts:
        """What each rule did."""
    @property
    def findings(self) -> AlertFindings:
        """What was met on the way."""
    @property
    def words_not_met(self) -> list[str]:
        """Event words of the rules that no row has, as "rules[0].conditions[1].events: exam"; a row that has one in another writing (Exam) is refused."""
    @property
    def sentence(self) -> list[str]:
        """In English, for each alert. Empty unless explain."""
    @property
    def sentence_zh(self) -> list[str]:
        """In Chinese. Empty unless explain."""
    @classmethod
    def from_json(cls, document: str | bytes) -> AlertsResult: ...

class Alerts(Table):
    """A table of equally long columns.

    Attributes
    ----------
    id : list of str of shape (alerts,)
        16 hexadecimal digits from rule, version, person and day: the same whenever and wherever it is computed.
    rule : array of str of shape (alerts,)
        The rule.
    version : array of str of shape (alerts,)
        Its version.
    person : array of str of shape (alerts,)
        Whom it is about.
    day : array of int of shape (alerts,)
        On which day it was raised. In days since 1970-01-01.
    severity : array of str of shape (alerts,)
        How urgent it is.
    change : array of str of shape (alerts,)
        new, confirmed, earlier or retracted: against the known alerts.
    status : array of str of shape (alerts,)
        open, cleared, expired or retracted.
    cause : array of str of shape (alerts,)
        The cause; missing where none is named. May be missing.
    intervention : array of str of shape (alerts,)
        What is recommended; missing where none is named. May be missing.
    cleared : array of float of shape (alerts,)
        First day on which it no longer held; NaN while open. In days since 1970-01-01. May be missing.
    expires : array of float of shape (alerts,)
        Last day on which it is of use; NaN without such a day. In days since 1970-01-01. May be missing.

    Shapes: alerts length of `id`.
    """
    @property
    def id(self) -> NDArray[np.object_]:
        """16 hexadecimal digits from rule, version, person and day: the same whenever and wherever it is computed."""
    @property
    def rule(self) -> NDArray[np.object_]:
        """The rule."""
    @property
    def version(self) -> NDArray[np.object_]:
        """Its version."""
    @property
    def person(self) -> NDArray[np.object_]:
        """Whom it is about."""
    @property
    def day(self) -> NDArray[np.int64]:
        """On which day it was raised. In days since 1970-01-01."""
    @property
    def severity(self) -> NDArray[np.object_]:
        """How urgent it is."""
    @property
    def change(self) -> NDArray[np.object_]:
        """new, confirmed, earlier or retracted: against the known alerts."""
    @property
    def status(self) -> NDArray[np.object_]:
        """open, cleared, expired or retracted."""
    @property
    def cause(self) -> NDArray[np.object_]:
        """The cause; missing where none is named. May be missing."""
    @property
    def intervention(self) -> NDArray[np.object_]:
        """What is recommended; missing where none is named. May be missing."""
    @property
    def cleared(self) -> NDArray[np.float64]:
        """First day on which it no longer held; NaN while open. In days since 1970-01-01. May be missing."""
    @property
    def expires(self) -> NDArray[np.float64]:
        """Last day on which it is of use; NaN without such a day. In days since 1970-01-01. May be missing."""

class AlertReasons(Table):
    """A table of equally long columns.

    Attributes
    ----------
    alert : array of int of shape (reasons,)
        Row of alerts, from 0.
    condition : array of str of shape (reasons,)
        Name of the condition.
    truth : array of str of shape (reasons,)
        true, false or unknown.
    message : array of str of shape (reasons,)
        Key of the sentence: kind, what it is compared with, how.
    value : array of float of shape (reasons,)
        The value looked at: of a deadline, steps that are left; of a streak, its length as far as asked; NaN
        where there is none. May be missing.
    limit : array of float of shape (reasons,)
        What it is compared with; NaN where there is nothing. May be missing.
    counted : array of int of shape (reasons,)
        Others, values of the baseline or values in the window on which that rests.
    clears : array of int of shape (reasons,)
        1 where this condition alone, turned round, would clear the alert.
    sentence : list of str of shape (reasons,)
        In English.
    sentence_zh : list of str of shape (reasons,)
        In Chinese.

    Shapes: reasons length of `alert`.
    """
    @property
    def alert(self) -> NDArray[np.int64]:
        """Row of alerts, from 0."""
    @property
    def condition(self) -> NDArray[np.object_]:
        """Name of the condition."""
    @property
    def truth(self) -> NDArray[np.object_]:
        """true, false or unknown."""
    @property
    def message(self) -> NDArray[np.object_]:
        """Key of the sentence: kind, what it is compared with, how."""
    @property
    def value(self) -> NDArray[np.float64]:
        """The value looked at: of a deadline, steps that are left; of a streak, its length as far as asked; NaN where there is none. May be missing."""
    @property
    def limit(self) -> NDArray[np.float64]:
        """What it is compared with; NaN where there is nothing. May be missing."""
    @property
    def counted(self) -> NDArray[np.int64]:
        """Others, values of the baseline or values in the window on which that rests."""
    @property
    def clears(self) -> NDArray[np.int64]:
        """1 where this condition alone, turned round, would clear the alert."""
    @property
    def sentence(self) -> NDArray[np.object_]:
        """In English."""
    @property
    def sentence_zh(self) -> NDArray[np.object_]:
        """In Chinese."""

class AlertDeliveries(Table):
    """A table of equally long columns.

    Attributes
    ----------
    alert : array of int of shape (deliveries,)
        Row of alerts, from 0.
    role : array of str of shape (deliveries,)
        The role.
    owner : array of str of shape (deliveries,)
        Who has it; missing where owners names nobody. May be missing.
    held_back : array of int of shape (deliveries,)
        1 where the owner's cap was reached.

    Shapes: deliveries length of `alert`.
    """
    @property
    def alert(self) -> NDArray[np.int64]:
        """Row of alerts, from 0."""
    @property
    def role(self) -> NDArray[np.object_]:
        """The role."""
    @property
    def owner(self) -> NDArray[np.object_]:
        """Who has it; missing where owners names nobody. May be missing."""
    @property
    def held_back(self) -> NDArray[np.int64]:
        """1 where the owner's cap was reached."""

class AlertRuleCounts(Table):
    """A table of equally long columns.

    Attributes
    ----------
    rule : list of str of shape (rules,)
        The rule.
    version : list of str of shape (rules,)
        Its version.
    looked_at : array of int of shape (rules,)
        Person-days on which it was looked at.
    held : array of int of shape (rules,)
        Of these, it held.
    unknown : array of int of shape (rules,)
        Of these, it was unknown.
    alerts : array of int of shape (rules,)
        Alerts raised, new and confirmed.
    people : array of int of shape (rules,)
        People about whom they are.
    suppressed : array of int of shape (rules,)
        Person-days on which it held, but the last alert was not cooldown_days ago.

    Shapes: rules length of `rule`.
    """
    @property
    def rule(self) -> NDArray[np.object_]:
        """The rule."""
    @property
    def version(self) -> NDArray[np.object_]:
        """Its version."""
    @property
    def looked_at(self) -> NDArray[np.int64]:
        """Person-days on which it was looked at."""
    @property
    def held(self) -> NDArray[np.int64]:
        """Of these, it held."""
    @property
    def unknown(self) -> NDArray[np.int64]:
        """Of these, it was unknown."""
    @property
    def alerts(self) -> NDArray[np.int64]:
        """Alerts raised, new and confirmed."""
    @property
    def people(self) -> NDArray[np.int64]:
        """People about whom they are."""
    @property
    def suppressed(self) -> NDArray[np.int64]:
        """Person-days on which it held, but the last alert was not cooldown_days ago."""

class AlertFindings(Table):
    """A table of equally long columns.

    Attributes
    ----------
    finding : array of str of shape (f,)
        rows_of_unknown_people, rows_before_start, rows_after_stop, rows_after_last_day, rows_before_reach,
        repeated_values, conflicting_values, days_without_rows, people_without_rows, people_without_group,
        other_events, known_of_other_rules, rules_longer_than_rows (a window, baseline or streak is longer than
        there are days of rows).
    count : array of int of shape (f,)
        How many.

    Shapes: f length of `finding`.
    """
    @property
    def finding(self) -> NDArray[np.object_]:
        """rows_of_unknown_people, rows_before_start, rows_after_stop, rows_after_last_day, rows_before_reach, repeated_values, conflicting_values, days_without_rows, people_without_rows, people_without_group, other_events, known_of_other_rules, rules_longer_than_rows (a window, baseline or streak is longer than there are days of rows)."""
    @property
    def count(self) -> NDArray[np.int64]:
        """How many."""

class AlertsState(State):
    """Mergeable state of signals.alerts: Who needs attention today, why, and what would help?

    begin; while not done: update in each part, merge all, advance; finish

    Parameters
    ----------
    rules : list of AlertRule
        The definitions.
    grows : list of str, default ()
        Columns of x that grow with tenure, such as progress: a rule on one of them must say at what age.
    first_day : int or None, default None
        First day on which alerts are raised; earlier rows are history. Left out: the first day of the rows. In
        days since 1970-01-01. Must be between -4371587 and 2932896.
    last_day : int or None, default None
        Last day; later rows are left out and counted. Left out: the last day of the rows. In days since
        1970-01-01. Must be between -4371587 and 2932896.
    calendar_first : int or None, default None
        First day that working_day knows. In days since 1970-01-01. Must be between -4371587 and 2932896.
    calendar_last : int or None, default None
        Last day that it knows; nothing is guessed beyond it. In days since 1970-01-01. Must be between -4371587
        and 2932896.
    owner_cap : int or None, default None
        The most alerts that an owner is handed in owner_cap_days, the most severe of a day first; the others are
        held back, and listed. Left out: no cap. Must be > 0.
    owner_cap_days : int, default 1
        Length of the periods of the cap, counted from Monday, 1970-01-05. In days. Must be between 1 and 366.
    conflicts : {'refuse', 'leave_out'}, default 'refuse'
        What happens to two unlike values of one person, day and column: an error, or it is missing and counted.
        * ``refuse``: An error names the row.
        * ``leave_out``: The row is left out and counted in the findings.
    explain : bool, default True
        Whether reasons and sentences are written.
    """
    def __init__(
        self,
        rules: Sequence[AlertRule],
        *,
        grows: Sequence[str] = (),
        first_day: int | None = None,
        last_day: int | None = None,
        calendar_first: int | None = None,
        calendar_last: int | None = None,
        owner_cap: int | None = None,
        owner_cap_days: int = 1,
        conflicts: Literal["refuse", "leave_out"] = 'refuse',
        explain: bool = True,
    ) -> None: ...
    def update(
        self,
        person: ColumnLike,
        day: ColumnLike,
        *,
        event: ColumnLike | None = None,
        x: TableLike | None = None,
        person_id: ColumnLike | None = None,
        start: ColumnLike | None = None,
        stop: ColumnLike | None = None,
        groups: TableLike | None = None,
        owners: TableLike | None = None,
        working_day: ColumnLike | None = None,
        known_person: ColumnLike | None = None,
        known_rule: ColumnLike | None = None,
        known_version: ColumnLike | None = None,
        known_day: ColumnLike | None = None,
        known_cleared: ColumnLike | None = None,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> AlertsState: ...
    def merge(self, other: AlertsState) -> AlertsState: ...
    def advance(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> AlertsState: ...
    def finish(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> AlertsResult: ...
    @classmethod
    def from_bytes(cls, document: bytes) -> AlertsState: ...

def alerts(
    person: ColumnLike,
    day: ColumnLike,
    rules: Sequence[AlertRule],
    *,
    event: ColumnLike | None = None,
    x: TableLike | None = None,
    person_id: ColumnLike | None = None,
    start: ColumnLike | None = None,
    stop: ColumnLike | None = None,
    groups: TableLike | None = None,
    owners: TableLike | None = None,
    working_day: ColumnLike | None = None,
    known_person: ColumnLike | None = None,
    known_rule: ColumnLike | None = None,
    known_version: ColumnLike | None = None,
    known_day: ColumnLike | None = None,
    known_cleared: ColumnLike | None = None,
    grows: Sequence[str] = (),
    first_day: int | None = None,
    last_day: int | None = None,
    calendar_first: int | None = None,
    calendar_last: int | None = None,
    owner_cap: int | None = None,
    owner_cap_days: int = 1,
    conflicts: Literal["refuse", "leave_out"] = 'refuse',
    explain: bool = True,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> AlertsResult:
    """Who needs attention today, why, and what would help?

    Parameters
    ----------
    person : array-like of shape (n,)
        Whose row. A person who was hired again is two: give the spell. Text, categories or whole numbers.
    day : array-like of shape (n,)
        Of which day. In days since 1970-01-01. Must be between -4371587 and 2932896.
    rules : list of AlertRule
        The definitions.
    event : array-like of shape (n,), optional
        An event word of that day; missing: none. Text, categories or whole numbers. May be missing.
    x : table-like of shape (n,), optional
        What was measured, a column for each. Missing: not measured in this row. May be missing.
    person_id : array-like of shape (m,), optional
        The people, each once. When given, rows of anybody else are left out and counted, and people without rows
        are looked at too. Text, categories or whole numbers.
    start : array-like of shape (m,), optional
        First day there; missing: not known. Rows before it are left out and counted. In days since 1970-01-01.
        Must be between -4371587 and 2932896. May be missing.
    stop : array-like of shape (m,), optional
        First day no longer there; missing: still there. Rows from then on are left out and counted. In days
        since 1970-01-01. Must be between -4371587 and 2932896. May be missing.
    groups : table-like of shape (m,), optional
        Peer groups: a column for each way of grouping (class, province). Missing: no peers. Text, categories or
        whole numbers. May be missing.
    owners : table-like of shape (m,), optional
        Who is responsible: a column for each role (trainer, recruiter). Missing: nobody. Text, categories or
        whole numbers. May be missing.
    working_day : array-like of shape (worked,), optional
        The calendar: every day that is worked, in any order. Needed with a clock of working_days. In days since
        1970-01-01. Must be between -4371587 and 2932896.
    known_person : array-like of shape (known,), optional
        Alerts known before this call: whose. Text, categories or whole numbers.
    known_rule : array-like of shape (known,), optional
        By which rule. Text, categories or whole numbers.
    known_version : array-like of shape (known,), optional
        In which version; left out: the present one. Alerts of other rules and versions are left alone. Text,
        categories or whole numbers.
    known_day : array-like of shape (known,), optional
        Of which day. In days since 1970-01-01. Must be between -4371587 and 2932896.
    known_cleared : array-like of shape (known,), optional
        When it was cleared; missing: was open. In days since 1970-01-01. Must be between -4371587 and 2932896.
        May be missing.
    grows : list of str, default ()
        Columns of x that grow with tenure, such as progress: a rule on one of them must say at what age.
    first_day : int or None, default None
        First day on which alerts are raised; earlier rows are history. Left out: the first day of the rows. In
        days since 1970-01-01. Must be between -4371587 and 2932896.
    last_day : int or None, default None
        Last day; later rows are left out and counted. Left out: the last day of the rows. In days since
        1970-01-01. Must be between -4371587 and 2932896.
    calendar_first : int or None, default None
        First day that working_day knows. In days since 1970-01-01. Must be between -4371587 and 2932896.
    calendar_last : int or None, default None
        Last day that it knows; nothing is guessed beyond it. In days since 1970-01-01. Must be between -4371587
        and 2932896.
    owner_cap : int or None, default None
        The most alerts that an owner is handed in owner_cap_days, the most severe of a day first; the others are
        held back, and listed. Left out: no cap. Must be > 0.
    owner_cap_days : int, default 1
        Length of the periods of the cap, counted from Monday, 1970-01-05. In days. Must be between 1 and 366.
    conflicts : {'refuse', 'leave_out'}, default 'refuse'
        What happens to two unlike values of one person, day and column: an error, or it is missing and counted.
        * ``refuse``: An error names the row.
        * ``leave_out``: The row is left out and counted in the findings.
    explain : bool, default True
        Whether reasons and sentences are written.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : AlertsResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`, m length of `person_id`, worked length of `working_day`, known length of `known_person`.
    """

class QualityResult(Result):
    """A record of named fields.

    Attributes
    ----------
    people : int
        People watched between first_day and last_day.
    exits : int
        People who left.
    exits_that_could_be_warned_of : int
        Leavings with a judged day of the person lead_days to horizon_days before them.
    first_day : int
        First day judged.
    last_day : int
        Last one.
    person_weeks : float
        Weeks watched, over all people.
    base_rate : float
        Precision of an alert for everybody on every day watched; NaN when nobody was followed for the whole
        horizon. May be missing.
    rules : QualityRules
        The rules and the score.
    overlap : QualityOverlap
        Whether rules say the same.
    findings : QualityFindings
        What was met on the way.
    labels_alike : list of str of shape (b,)
        Rules that differ in writing only: they were judged apart.
    by_score : list of str of shape (a,)
        Figures whose samples say nothing, as with 0 of 5: their bounds are Wilson's, of a load Garwood's for a
        count.

    Shapes: b length of `labels_alike`, a length of `by_score`.
    """
    @property
    def people(self) -> int:
        """People watched between first_day and last_day."""
    @property
    def exits(self) -> int:
        """People who left."""
    @property
    def exits_that_could_be_warned_of(self) -> int:
        """Leavings with a judged day of the person lead_days to horizon_days before them."""
    @property
    def first_day(self) -> int:
        """First day judged."""
    @property
    def last_day(self) -> int:
        """Last one."""
    @property
    def person_weeks(self) -> float:
        """Weeks watched, over all people."""
    @property
    def base_rate(self) -> float:
        """Precision of an alert for everybody on every day watched; NaN when nobody was followed for the whole horizon. May be missing."""
    @property
    def rules(self) -> QualityRules:
        """The rules and the score."""
    @property
    def overlap(self) -> QualityOverlap:
        """Whether rules say the same."""
    @property
    def findings(self) -> QualityFindings:
        """What was met on the way."""
    @property
    def labels_alike(self) -> list[str]:
        """Rules that differ in writing only: they were judged apart."""
    @property
    def by_score(self) -> list[str]:
        """Figures whose samples say nothing, as with 0 of 5: their bounds are Wilson's, of a load Garwood's for a count."""
    @classmethod
    def from_json(cls, document: str | bytes) -> QualityResult: ...

class QualityRules(Table):
    """A table of equally long columns.

    Attributes
    ----------
    rule : list of str of shape (rules,)
        The rule; of the score "score >= threshold".
    threshold : array of float of shape (rules,)
        Threshold of the score; NaN for a rule, and where no threshold makes so few alerts. May be missing.
    alerts : array of int of shape (rules,)
        Alerts raised: the work.
    reminders : array of int of shape (rules,)
        Of these, reminders of an alert that still held: work, and in time for a leaving, but no further hit or
        miss.
    people : array of int of shape (rules,)
        People about whom they are.
    in_time : array of int of shape (rules,)
        Alerts, reminders aside, followed by a leaving within lead_days to horizon_days.
    too_late : array of int of shape (rules,)
        Alerts, reminders aside, followed by a leaving before lead_days.
    not_followed : array of int of shape (rules,)
        Alerts, reminders aside, whose whole horizon was observed without a leaving.
    censored : array of int of shape (rules,)
        Alerts, reminders aside, whose person was observed for less than the horizon and had not left: they are
        neither right nor wrong yet.
    exits_warned : array of int of shape (rules,)
        Leavings with an alert or a reminder in time, each once.
    precision : array of float of shape (rules,)
        Probability that an alert, reminders aside, is followed by a leaving in time, people whose follow-up ends
        censored (Kaplan-Meier from the alert on); NaN without alerts, or when nobody was followed for the whole
        horizon. May be missing.
    precision_lower : array of float of shape (rules,)
        Lower bound, by people drawn anew; where that has no width, as with none or all right, Wilson's for as
        many as there are people behind it. NaN where there is none. May be missing.
    precision_upper : array of float of shape (rules,)
        Upper bound. May be missing.
    precision_resolved : array of float of shape (rules,)
        The plain share in_time / (in_time + too_late + not_followed), for comparison: it is too high while
        follow-up is short, because leavings are known at once and stays only at the horizon; NaN without any.
        May be missing.
    base_rate_at_tenure : array of float of shape (rules,)
        Precision of an alert for everybody watched at the tenures of these alerts: what a rule reaches that only
        knows the week in which most leave. NaN as precision. May be missing.
    base_rate_at_tenure_lower : array of float of shape (rules,)
        Lower bound, as of precision; of Wilson's the people watched at one of these tenures are counted. May be
        missing.
    base_rate_at_tenure_upper : array of float of shape (rules,)
        Upper bound. May be missing.
    lift : array of float of shape (rules,)
        precision over base_rate, all days alike: above 1 also for a rule that only knows the week; NaN where the
        base rate is not known or 0. May be missing.
    lift_at_tenure : array of float of shape (rules,)
        precision over base_rate_at_tenure: how much more the rule knows than when people leave; NaN where the
        base rate is not known or 0. May be missing.
    lift_at_tenure_lower : array of float of shape (rules,)
        Lower bound, by the same samples of people for both; above 1: the rule knows more. Where no alert was
        right or the samples do not vary, the lower bound of precision over the upper one of the base rate. May
        be missing.
    lift_at_tenure_upper : array of float of shape (rules,)
        Upper bound; NaN where it has none. May be missing.
    needed_to_act : array of float of shape (rules,)
        Alerts to act on for each that is followed by a leaving in time: 1 / precision; NaN where precision is 0
        or not known. May be missing.
    recall : array of float of shape (rules,)
        Share of the leavings that could be warned of for which there was an alert or a reminder in time; NaN
        without any. May be missing.
    recall_lower : array of float of shape (rules,)
        Lower bound, as of precision; of Wilson's the leavings that could be warned of are counted. May be
        missing.
    recall_upper : array of float of shape (rules,)
        Upper bound. May be missing.
    per_100_person_weeks : array of float of shape (rules,)
        Alerts and reminders per 100 weeks of a person watched: the work. May be missing.
    per_100_person_weeks_lower : array of float of shape (rules,)
        Lower bound. May be missing.
    per_100_person_weeks_upper : array of float of shape (rules,)
        Upper bound. May be missing.
    median_lead_days : array of float of shape (rules,)
        Median over the leavings warned of: days from the first alert or reminder in time to the leaving; NaN
        without any. In days. May be missing.

    Shapes: rules length of `rule`.
    """
    @property
    def rule(self) -> NDArray[np.object_]:
        """The rule; of the score "score >= threshold"."""
    @property
    def threshold(self) -> NDArray[np.float64]:
        """Threshold of the score; NaN for a rule, and where no threshold makes so few alerts. May be missing."""
    @property
    def alerts(self) -> NDArray[np.int64]:
        """Alerts raised: the work."""
    @property
    def reminders(self) -> NDArray[np.int64]:
        """Of these, reminders of an alert that still held: work, and in time for a leaving, but no further hit or miss."""
    @property
    def people(self) -> NDArray[np.int64]:
        """People about whom they are."""
    @property
    def in_time(self) -> NDArray[np.int64]:
        """Alerts, reminders aside, followed by a leaving within lead_days to horizon_days."""
    @property
    def too_late(self) -> NDArray[np.int64]:
        """Alerts, reminders aside, followed by a leaving before lead_days."""
    @property
    def not_followed(self) -> NDArray[np.int64]:
        """Alerts, reminders aside, whose whole horizon was observed without a leaving."""
    @property
    def censored(self) -> NDArray[np.int64]:
        """Alerts, reminders aside, whose person was observed for less than the horizon and had not left: they are neither right nor wrong yet."""
    @property
    def exits_warned(self) -> NDArray[np.int64]:
        """Leavings with an alert or a reminder in time, each once."""
    @property
    def precision(self) -> NDArray[np.float64]:
        """Probability that an alert, reminders aside, is followed by a leaving in time, people whose follow-up ends censored (Kaplan-Meier from the alert on); NaN without alerts, or when nobody was followed for the whole horizon. May be missing."""
    @property
    def precision_lower(self) -> NDArray[np.float64]:
        """Lower bound, by people drawn anew; where that has no width, as with none or all right, Wilson's for as many as there are people behind it. NaN where there is none. May be missing."""
    @property
    def precision_upper(self) -> NDArray[np.float64]:
        """Upper bound. May be missing."""
    @property
    def precision_resolved(self) -> NDArray[np.float64]:
        """The plain share in_time / (in_time + too_late + not_followed), for comparison: it is too high while follow-up is short, because leavings are known at once and stays only at the horizon; NaN without any. May be missing."""
    @property
    def base_rate_at_tenure(self) -> NDArray[np.float64]:
        """Precision of an alert for everybody watched at the tenures of these alerts: what a rule reaches that only knows the week in which most leave. NaN as precision. May be missing."""
    @property
    def base_rate_at_tenure_lower(self) -> NDArray[np.float64]:
        """Lower bound, as of precision; of Wilson's the people watched at one of these tenures are counted. May be missing."""
    @property
    def base_rate_at_tenure_upper(self) -> NDArray[np.float64]:
        """Upper bound. May be missing."""
    @property
    def lift(self) -> NDArray[np.float64]:
        """precision over base_rate, all days alike: above 1 also for a rule that only knows the week; NaN where the base rate is not known or 0. May be missing."""
    @property
    def lift_at_tenure(self) -> NDArray[np.float64]:
        """precision over base_rate_at_tenure: how much more the rule knows than when people leave; NaN where the base rate is not known or 0. May be missing."""
    @property
    def lift_at_tenure_lower(self) -> NDArray[np.float64]:
        """Lower bound, by the same samples of people for both; above 1: the rule knows more. Where no alert was right or the samples do not vary, the lower bound of precision over the upper one of the base rate. May be missing."""
    @property
    def lift_at_tenure_upper(self) -> NDArray[np.float64]:
        """Upper bound; NaN where it has none. May be missing."""
    @property
    def needed_to_act(self) -> NDArray[np.float64]:
        """Alerts to act on for each that is followed by a leaving in time: 1 / precision; NaN where precision is 0 or not known. May be missing."""
    @property
    def recall(self) -> NDArray[np.float64]:
        """Share of the leavings that could be warned of for which there was an alert or a reminder in time; NaN without any. May be missing."""
    @property
    def recall_lower(self) -> NDArray[np.float64]:
        """Lower bound, as of precision; of Wilson's the leavings that could be warned of are counted. May be missing."""
    @property
    def recall_upper(self) -> NDArray[np.float64]:
        """Upper bound. May be missing."""
    @property
    def per_100_person_weeks(self) -> NDArray[np.float64]:
        """Alerts and reminders per 100 weeks of a person watched: the work. May be missing."""
    @property
    def per_100_person_weeks_lower(self) -> NDArray[np.float64]:
        """Lower bound. May be missing."""
    @property
    def per_100_person_weeks_upper(self) -> NDArray[np.float64]:
        """Upper bound. May be missing."""
    @property
    def median_lead_days(self) -> NDArray[np.float64]:
        """Median over the leavings warned of: days from the first alert or reminder in time to the leaving; NaN without any. In days. May be missing."""

class QualityOverlap(Table):
    """A table of equally long columns.

    Attributes
    ----------
    rule : list of str of shape (pairs,)
        A rule.
    other : list of str of shape (pairs,)
        Another.
    people_both : array of int of shape (pairs,)
        People with alerts of both.
    people_either : array of int of shape (pairs,)
        People with alerts of one or both.
    weeks_both : array of int of shape (pairs,)
        Weeks of a person (Monday to Sunday) with alerts of both.
    weeks_either : array of int of shape (pairs,)
        Weeks of a person with alerts of one or both.
    people_jaccard : array of float of shape (pairs,)
        people_both / people_either; NaN without any. May be missing.
    weeks_jaccard : array of float of shape (pairs,)
        weeks_both / weeks_either; NaN without any. May be missing.

    Shapes: pairs length of `rule`.
    """
    @property
    def rule(self) -> NDArray[np.object_]:
        """A rule."""
    @property
    def other(self) -> NDArray[np.object_]:
        """Another."""
    @property
    def people_both(self) -> NDArray[np.int64]:
        """People with alerts of both."""
    @property
    def people_either(self) -> NDArray[np.int64]:
        """People with alerts of one or both."""
    @property
    def weeks_both(self) -> NDArray[np.int64]:
        """Weeks of a person (Monday to Sunday) with alerts of both."""
    @property
    def weeks_either(self) -> NDArray[np.int64]:
        """Weeks of a person with alerts of one or both."""
    @property
    def people_jaccard(self) -> NDArray[np.float64]:
        """people_both / people_either; NaN without any. May be missing."""
    @property
    def weeks_jaccard(self) -> NDArray[np.float64]:
        """weeks_both / weeks_either; NaN without any. May be missing."""

class QualityFindings(Table):
    """A table of equally long columns.

    Attributes
    ----------
    finding : array of str of shape (f,)
        alerts_of_unknown_people, alerts_not_observed (before start, from watched_until or until on, outside
        first_day to last_day), repeated_alerts (same rule, person and day), scores_of_unknown_people,
        scores_not_observed.
    count : array of int of shape (f,)
        How many; they are left out.

    Shapes: f length of `finding`.
    """
    @property
    def finding(self) -> NDArray[np.object_]:
        """alerts_of_unknown_people, alerts_not_observed (before start, from watched_until or until on, outside first_day to last_day), repeated_alerts (same rule, person and day), scores_of_unknown_people, scores_not_observed."""
    @property
    def count(self) -> NDArray[np.int64]:
        """How many; they are left out."""

class QualityState(State):
    """Mergeable state of signals.quality: Are the alerts any good: how many are followed by a leaving, how many leavings were warned of, how much work do they make?

    begin; while not done: update in each part, merge all, advance; finish

    Parameters
    ----------
    lead_days : int, default 7
        An alert is in time when the person leaves so many days after it or later; less is too late to do
        anything. In days. Must be between 0 and 3660.
    horizon_days : int, default 90
        And so many days after it at most. In days. Must be between 1 and 3660.
    first_day : int or None, default None
        First day whose alerts are judged; left out: the first day on which somebody is observed. In days since
        1970-01-01. Must be between -4371587 and 2932896.
    last_day : int or None, default None
        Last one; left out: the last day on which somebody is watched. In days since 1970-01-01. Must be between
        -4371587 and 2932896.
    score_thresholds : list of float, default ()
        Thresholds at which the score raises an alert.
    score_loads : list of float, default ()
        Alerts per 100 person-weeks that can be handled: for each the lowest threshold whose alerts are no more.
        Must be > 0.
    score_cooldown_days : int, default 28
        Days after an alert of the score in which it raises none for the same person; 0: one on every day. In
        days. Must be between 0 and 3660.
    draws : int, default 200
        Samples of people for the intervals; 0: no intervals. Must be between 0 and 100000.
    confidence_level : float, default 0.95
        Of the intervals. Must be > 0 and < 1.
    """
    def __init__(
        self,
        *,
        lead_days: int = 7,
        horizon_days: int = 90,
        first_day: int | None = None,
        last_day: int | None = None,
        score_thresholds: Numbers = (),
        score_loads: Numbers = (),
        score_cooldown_days: int = 28,
        draws: int = 200,
        confidence_level: float = 0.95,
    ) -> None: ...
    def update(
        self,
        person_id: ColumnLike,
        start: ColumnLike,
        until: ColumnLike,
        left: ColumnLike,
        *,
        watched_until: ColumnLike | None = None,
        alert_person: ColumnLike | None = None,
        alert_rule: ColumnLike | None = None,
        alert_day: ColumnLike | None = None,
        alert_cleared: ColumnLike | None = None,
        score_person: ColumnLike | None = None,
        score_day: ColumnLike | None = None,
        score: ColumnLike | None = None,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> QualityState: ...
    def merge(self, other: QualityState) -> QualityState: ...
    def advance(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> QualityState: ...
    def finish(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> QualityResult: ...
    @classmethod
    def from_bytes(cls, document: bytes) -> QualityState: ...

def quality(
    person_id: ColumnLike,
    start: ColumnLike,
    until: ColumnLike,
    left: ColumnLike,
    *,
    watched_until: ColumnLike | None = None,
    alert_person: ColumnLike | None = None,
    alert_rule: ColumnLike | None = None,
    alert_day: ColumnLike | None = None,
    alert_cleared: ColumnLike | None = None,
    score_person: ColumnLike | None = None,
    score_day: ColumnLike | None = None,
    score: ColumnLike | None = None,
    lead_days: int = 7,
    horizon_days: int = 90,
    first_day: int | None = None,
    last_day: int | None = None,
    score_thresholds: Numbers = (),
    score_loads: Numbers = (),
    score_cooldown_days: int = 28,
    draws: int = 200,
    confidence_level: float = 0.95,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> QualityResult:
    """Are the alerts any good: how many are followed by a leaving, how many leavings were warned of, how much work do they make?

    Parameters
    ----------
    person_id : array-like of shape (m,)
        The people, each once. A person who was hired again is two: give the spell. Text, categories or whole
        numbers.
    start : array-like of shape (m,)
        First day observed. In days since 1970-01-01. Must be between -4371587 and 2932896.
    until : array-like of shape (m,)
        First day no longer observed: the day of leaving, or the day after the last known one. In days since
        1970-01-01. Must be between -4371587 and 2932896.
    left : array-like of shape (m,)
        1 where the person left at until, 0 where still there. Must be between 0 and 1.
    watched_until : array-like of shape (m,), optional
        First day on which the rules no longer run for the person; at most until. Weeks, alerts and the base rate
        count up to it, leavings are looked for until `until`. Left out: until. In days since 1970-01-01. Must be
        between -4371587 and 2932896.
    alert_person : array-like of shape (alerts,), optional
        Whom an alert is about. Give new and confirmed alerts, no retracted ones. Text, categories or whole
        numbers.
    alert_rule : array-like of shape (alerts,), optional
        By which rule; put the version into the name to tell versions apart. Text, categories or whole numbers.
    alert_day : array-like of shape (alerts,), optional
        Of which day. In days since 1970-01-01. Must be between -4371587 and 2932896.
    alert_cleared : array-like of shape (alerts,), optional
        First day on which it no longer held; missing: it still holds. When given, an alert raised while the one
        before it of that rule and person still held is a reminder. Left out: there are no reminders. In days
        since 1970-01-01. Must be between -4371587 and 2932896. May be missing.
    score_person : array-like of shape (scores,), optional
        A learnt warning: whose score. Text, categories or whole numbers.
    score_day : array-like of shape (scores,), optional
        Of which day. In days since 1970-01-01. Must be between -4371587 and 2932896.
    score : array-like of shape (scores,), optional
        The score as it was known that day; larger is more at risk.
    lead_days : int, default 7
        An alert is in time when the person leaves so many days after it or later; less is too late to do
        anything. In days. Must be between 0 and 3660.
    horizon_days : int, default 90
        And so many days after it at most. In days. Must be between 1 and 3660.
    first_day : int or None, default None
        First day whose alerts are judged; left out: the first day on which somebody is observed. In days since
        1970-01-01. Must be between -4371587 and 2932896.
    last_day : int or None, default None
        Last one; left out: the last day on which somebody is watched. In days since 1970-01-01. Must be between
        -4371587 and 2932896.
    score_thresholds : list of float, default ()
        Thresholds at which the score raises an alert.
    score_loads : list of float, default ()
        Alerts per 100 person-weeks that can be handled: for each the lowest threshold whose alerts are no more.
        Must be > 0.
    score_cooldown_days : int, default 28
        Days after an alert of the score in which it raises none for the same person; 0: one on every day. In
        days. Must be between 0 and 3660.
    draws : int, default 200
        Samples of people for the intervals; 0: no intervals. Must be between 0 and 100000.
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
    result : QualityResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: m length of `person_id`, alerts length of `alert_person`, scores length of `score_person`.
    """
