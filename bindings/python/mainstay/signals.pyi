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
    "alerts",
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
    sentence : list of str of shape (alerts,)
        In English, for each alert. Empty unless explain.
    sentence_zh : list of str of shape (alerts,)
        In Chinese. Empty unless explain.

    Shapes: alerts length of `sentence`.
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
        other_events, known_of_other_rules.
    count : array of int of shape (f,)
        How many.

    Shapes: f length of `finding`.
    """
    @property
    def finding(self) -> NDArray[np.object_]:
        """rows_of_unknown_people, rows_before_start, rows_after_stop, rows_after_last_day, rows_before_reach, repeated_values, conflicting_values, days_without_rows, people_without_rows, people_without_group, other_events, known_of_other_rules."""
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
