# Written by `python -m mainstay._generate` from the description of the analyses.
from collections.abc import Sequence
from typing import Any, Literal, TypedDict

import numpy as np
from numpy.typing import NDArray

from ._call import Result, State
from ._features import FeatureTable
from ._table import Table
from ._typing import ColumnLike, Numbers, Progress, TableLike

__all__ = [
    "FeatureColumns",
    "FeatureTable",
    "FeaturesResult",
    "FindingRows",
    "Findings",
    "HistoryIntervals",
    "HistoryResult",
    "HistorySpells",
    "OrganisationClosure",
    "OrganisationCycles",
    "OrganisationDays",
    "OrganisationNodes",
    "OrganisationPaths",
    "OrganisationResult",
    "ReasonRule",
    "SpellTable",
    "SpellsResult",
    "StatusRule",
    "features",
    "history",
    "organisation",
    "spells",
]

class _ReasonRuleRequired(TypedDict):
    reason: str
    kind: Literal["voluntary", "involuntary", "other"]

class ReasonRule(_ReasonRuleRequired, total=False):
    valid_from: int | None
    valid_until: int | None

class SpellsResult(Result):
    """A record of named fields.

    Attributes
    ----------
    spells : SpellTable
        The spells that are kept.
    causes : list of str of shape (a,)
        Causes of leaving among them, in the order of the reason's labels, the unstated one last.
    findings : Findings
        What was left out, cut off or noticed, with counts.
    finding_rows : FindingRows
        The first rows of each finding.

    Shapes: a length of `causes`.
    """
    @property
    def spells(self) -> SpellTable:
        """The spells that are kept."""
    @property
    def causes(self) -> list[str]:
        """Causes of leaving among them, in the order of the reason's labels, the unstated one last."""
    @property
    def findings(self) -> Findings:
        """What was left out, cut off or noticed, with counts."""
    @property
    def finding_rows(self) -> FindingRows:
        """The first rows of each finding."""
    @classmethod
    def from_json(cls, document: str | bytes) -> SpellsResult: ...

class SpellTable(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (r,)
        Row of the input, from 0.
    spell : array of int of shape (r,)
        1 for a person's first kept spell by start, 2 for the next.
    start : array of int of shape (r,)
        First day employed. In days since 1970-01-01.
    stop : array of int of shape (r,)
        First day no longer employed, or observation_end. In days since 1970-01-01.
    duration : array of float of shape (r,)
        Tenure when the spell or its observation ended. In days.
    entry : array of float of shape (r,)
        Tenure from which the spell was observed (delayed entry); 0 from the start. In days.
    event : array of int of shape (r,)
        1 left, 0 still here (censored).
    cause : array of int of shape (r,)
        0 still here, 1, 2, … the cause by its place in causes.
    kind : array of str of shape (r,)
        Kind of leaving by reasons: voluntary, involuntary, other, or unclassified; missing while still here. May
        be missing.

    Shapes: r length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the input, from 0."""
    @property
    def spell(self) -> NDArray[np.int64]:
        """1 for a person's first kept spell by start, 2 for the next."""
    @property
    def start(self) -> NDArray[np.int64]:
        """First day employed. In days since 1970-01-01."""
    @property
    def stop(self) -> NDArray[np.int64]:
        """First day no longer employed, or observation_end. In days since 1970-01-01."""
    @property
    def duration(self) -> NDArray[np.float64]:
        """Tenure when the spell or its observation ended. In days."""
    @property
    def entry(self) -> NDArray[np.float64]:
        """Tenure from which the spell was observed (delayed entry); 0 from the start. In days."""
    @property
    def event(self) -> NDArray[np.int64]:
        """1 left, 0 still here (censored)."""
    @property
    def cause(self) -> NDArray[np.int64]:
        """0 still here, 1, 2, … the cause by its place in causes."""
    @property
    def kind(self) -> NDArray[np.object_]:
        """Kind of leaving by reasons: voluntary, involuntary, other, or unclassified; missing while still here. May be missing."""

class Findings(Table):
    """A table of equally long columns.

    Attributes
    ----------
    finding : list of str of shape (f,)
        What was found, as a code.
    count : array of int of shape (f,)
        Rows concerned.
    first_row : array of int of shape (f,)
        The first of them, from 0; -1 where what was found is in no row, as a file that is missing.
    left_out : array of int of shape (f,)
        1 when these rows are left out, 0 when they are kept.

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
        """The first of them, from 0; -1 where what was found is in no row, as a file that is missing."""
    @property
    def left_out(self) -> NDArray[np.int64]:
        """1 when these rows are left out, 0 when they are kept."""

class FindingRows(Table):
    """A table of equally long columns.

    Attributes
    ----------
    finding : array of str of shape (e,)
        What was found, as a code.
    row : array of int of shape (e,)
        Row of the input, from 0, ascending within a finding.

    Shapes: e length of `finding`.
    """
    @property
    def finding(self) -> NDArray[np.object_]:
        """What was found, as a code."""
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the input, from 0, ascending within a finding."""

def spells(
    start: ColumnLike,
    stop: ColumnLike,
    *,
    reason: ColumnLike | None = None,
    person: ColumnLike | None = None,
    observed_from: ColumnLike | None = None,
    observation_end: int | None = None,
    observation_start: int | None = None,
    interval: Literal["undeclared", "closed", "half_open"] = 'undeclared',
    open_ends: Sequence[int] | NDArray[Any] = (),
    conflicts: Literal["refuse", "leave_out"] = 'refuse',
    zero_length: Literal["refuse", "leave_out", "keep", "half_day"] = 'refuse',
    unstated_reason: str = 'unstated',
    reasons: Sequence[ReasonRule] = (),
    examples: int = 5,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> SpellsResult:
    """How long was each spell of employment, when was it observed, and how did it end?

    Parameters
    ----------
    start : array-like of shape (n,)
        First day employed. In days since 1970-01-01. Must be between -4371587 and 2932896. May be missing.
    stop : array-like of shape (n,)
        Last day employed, or the day after it (see interval); missing, or one of open_ends, while still here. In
        days since 1970-01-01. Must be between -4371587 and 2932896. May be missing.
    reason : array-like of shape (n,), optional
        Why the spell ended. Without it every leaver has the one cause 'left'. Text, categories or whole numbers.
        May be missing.
    person : array-like of shape (n,), optional
        Who it is: spells of one person are numbered and must not overlap. Without it every row is a person.
        Text, categories or whole numbers.
    observed_from : array-like of shape (n,), optional
        Day from which this row was observed, where that is later than its start (an acquired site, a new
        system). In days since 1970-01-01. Must be between -4371587 and 2932896. May be missing.
    observation_end : int or None, default None
        Day up to which leaving is known; who is still here then is censored there. To be given. In days since
        1970-01-01. Must be between -4371587 and 2932896.
    observation_start : int or None, default None
        Day from which everybody was observed: longer spells enter late, those that ended before are left out. In
        days since 1970-01-01. Must be between -4371587 and 2932896.
    interval : {'undeclared', 'closed', 'half_open'}, default 'undeclared'
        What stop means. To be given.
        * ``undeclared``: Not said; refused.
        * ``closed``: stop is the last day employed.
        * ``half_open``: stop is the first day no longer employed.
    open_ends : list of int, default ()
        Days that the system writes for 'no end yet': 2932896 is 9999-12-31, 1001859 is 4712-12-31.
    conflicts : {'refuse', 'leave_out'}, default 'refuse'
        What happens to spells that end before they start, overlap, or lack a start.
        * ``refuse``: An error names the row.
        * ``leave_out``: The row is left out and counted in the findings.
    zero_length : {'refuse', 'leave_out', 'keep', 'half_day'}, default 'refuse'
        What happens to spells that end on the day on which they start.
        * ``refuse``: An error names the row.
        * ``leave_out``: The row is left out and counted in the findings.
        * ``keep``: A tenure of 0 days: a leaver who was at risk at no time.
        * ``half_day``: A tenure of half a day, as epidemiologists do.
    unstated_reason : str, default 'unstated'
        Name of the cause of leavers without a reason.
    reasons : list of ReasonRule, default ()
        Which kind of leaving each reason is. Once some are declared, a leaver's reason that is not among them is
        a conflict.
    examples : int, default 5
        How many rows of each finding finding_rows lists. Must be between 0 and 1000.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : SpellsResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `start`.
    """

class _StatusRuleRequired(TypedDict):
    status: str
    state: Literal["active", "on_leave", "excluded", "ended"]

class StatusRule(_StatusRuleRequired, total=False):
    pass

class HistoryResult(Result):
    """A record of named fields.

    Attributes
    ----------
    spells : HistorySpells
        The spells that are kept.
    intervals : HistoryIntervals
        Their intervals within the observation.
    causes : list of str of shape (a,)
        Causes of leaving among them, in the order of the reason's labels, the unstated one last.
    findings : Findings
        What was left out, cut or noticed, with counts.
    finding_rows : FindingRows
        The first rows of each finding.

    Shapes: a length of `causes`.
    """
    @property
    def spells(self) -> HistorySpells:
        """The spells that are kept."""
    @property
    def intervals(self) -> HistoryIntervals:
        """Their intervals within the observation."""
    @property
    def causes(self) -> list[str]:
        """Causes of leaving among them, in the order of the reason's labels, the unstated one last."""
    @property
    def findings(self) -> Findings:
        """What was left out, cut or noticed, with counts."""
    @property
    def finding_rows(self) -> FindingRows:
        """The first rows of each finding."""
    @classmethod
    def from_json(cls, document: str | bytes) -> HistoryResult: ...

class HistorySpells(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (r,)
        Row of the input with which the spell begins, from 0.
    last_row : array of int of shape (r,)
        Row of the input that held last in it.
    end_row : array of int of shape (r,)
        Row of the input that says how it ended; -1 while still here.
    person_row : array of int of shape (r,)
        The person's first row in the input: equal for the spells and intervals of one person.
    spell : array of int of shape (r,)
        1 for a person's first known spell, 2 for the next.
    start : array of int of shape (r,)
        First day employed. In days since 1970-01-01.
    stop : array of int of shape (r,)
        First day no longer employed, or the day on which observation ended. In days since 1970-01-01.
    duration : array of float of shape (r,)
        Tenure when the spell or its observation ended. In days.
    entry : array of float of shape (r,)
        Tenure from which the spell was observed (delayed entry); 0 from the start. In days.
    event : array of int of shape (r,)
        1 left, 0 still here, or no longer among those who are counted (censored).
    cause : array of int of shape (r,)
        0 while still here, 1, 2, … the cause by its place in causes.
    kind : array of str of shape (r,)
        Kind of leaving by reasons: voluntary, involuntary, other, or unclassified; missing while still here. May
        be missing.
    days_on_leave : array of int of shape (r,)
        Days of the spell on leave in every job held. In days.
    days_away : array of int of shape (r,)
        Days of the spell not employed: the gaps over which rehire continues it. In days.
    rows : array of int of shape (r,)
        Rows of the table of intervals that belong to it.

    Shapes: r length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the input with which the spell begins, from 0."""
    @property
    def last_row(self) -> NDArray[np.int64]:
        """Row of the input that held last in it."""
    @property
    def end_row(self) -> NDArray[np.int64]:
        """Row of the input that says how it ended; -1 while still here."""
    @property
    def person_row(self) -> NDArray[np.int64]:
        """The person's first row in the input: equal for the spells and intervals of one person."""
    @property
    def spell(self) -> NDArray[np.int64]:
        """1 for a person's first known spell, 2 for the next."""
    @property
    def start(self) -> NDArray[np.int64]:
        """First day employed. In days since 1970-01-01."""
    @property
    def stop(self) -> NDArray[np.int64]:
        """First day no longer employed, or the day on which observation ended. In days since 1970-01-01."""
    @property
    def duration(self) -> NDArray[np.float64]:
        """Tenure when the spell or its observation ended. In days."""
    @property
    def entry(self) -> NDArray[np.float64]:
        """Tenure from which the spell was observed (delayed entry); 0 from the start. In days."""
    @property
    def event(self) -> NDArray[np.int64]:
        """1 left, 0 still here, or no longer among those who are counted (censored)."""
    @property
    def cause(self) -> NDArray[np.int64]:
        """0 while still here, 1, 2, … the cause by its place in causes."""
    @property
    def kind(self) -> NDArray[np.object_]:
        """Kind of leaving by reasons: voluntary, involuntary, other, or unclassified; missing while still here. May be missing."""
    @property
    def days_on_leave(self) -> NDArray[np.int64]:
        """Days of the spell on leave in every job held. In days."""
    @property
    def days_away(self) -> NDArray[np.int64]:
        """Days of the spell not employed: the gaps over which rehire continues it. In days."""
    @property
    def rows(self) -> NDArray[np.int64]:
        """Rows of the table of intervals that belong to it."""

class HistoryIntervals(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (i,)
        Row of the input whose attributes hold, from 0: the organisation as it was.
    last_row : array of int of shape (i,)
        Row that holds last for the person (with job_records = all, for this job record): the organisation as it
        is at observation_end.
    person_row : array of int of shape (i,)
        The person's first row in the input: equal for the spells and intervals of one person.
    spell : array of int of shape (i,)
        Number of the person's spell.
    start : array of int of shape (i,)
        First day on which it holds. In days since 1970-01-01.
    stop : array of int of shape (i,)
        First day on which it no longer holds. In days since 1970-01-01.
    entry : array of float of shape (i,)
        Tenure at start. In days.
    duration : array of float of shape (i,)
        Tenure at stop. In days.
    event : array of int of shape (i,)
        1 where the spell ends at stop by leaving; 0 at every other row.
    cause : array of int of shape (i,)
        The cause of leaving by its place in causes, from 1; 0 where event is 0.
    state : array of str of shape (i,)
        active or on_leave.
    kind : array of str of shape (i,)
        Kind of leaving where event is 1, missing elsewhere. May be missing.

    Shapes: i length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the input whose attributes hold, from 0: the organisation as it was."""
    @property
    def last_row(self) -> NDArray[np.int64]:
        """Row that holds last for the person (with job_records = all, for this job record): the organisation as it is at observation_end."""
    @property
    def person_row(self) -> NDArray[np.int64]:
        """The person's first row in the input: equal for the spells and intervals of one person."""
    @property
    def spell(self) -> NDArray[np.int64]:
        """Number of the person's spell."""
    @property
    def start(self) -> NDArray[np.int64]:
        """First day on which it holds. In days since 1970-01-01."""
    @property
    def stop(self) -> NDArray[np.int64]:
        """First day on which it no longer holds. In days since 1970-01-01."""
    @property
    def entry(self) -> NDArray[np.float64]:
        """Tenure at start. In days."""
    @property
    def duration(self) -> NDArray[np.float64]:
        """Tenure at stop. In days."""
    @property
    def event(self) -> NDArray[np.int64]:
        """1 where the spell ends at stop by leaving; 0 at every other row."""
    @property
    def cause(self) -> NDArray[np.int64]:
        """The cause of leaving by its place in causes, from 1; 0 where event is 0."""
    @property
    def state(self) -> NDArray[np.object_]:
        """active or on_leave."""
    @property
    def kind(self) -> NDArray[np.object_]:
        """Kind of leaving where event is 1, missing elsewhere. May be missing."""

def history(
    person: ColumnLike,
    effective: ColumnLike,
    *,
    stop: ColumnLike | None = None,
    sequence: ColumnLike | None = None,
    job_record: ColumnLike | None = None,
    primary: ColumnLike | None = None,
    status: ColumnLike | None = None,
    reason: ColumnLike | None = None,
    recorded_at: ColumnLike | None = None,
    revoked_at: ColumnLike | None = None,
    observation_end: int | None = None,
    observation_start: int | None = None,
    known_at: int | None = None,
    interval: Literal["undeclared", "closed", "half_open", "start_only"] = 'undeclared',
    open_ends: Sequence[int] | NDArray[Any] = (),
    statuses: Sequence[StatusRule] = (),
    ending_day: Literal["undeclared", "first_day_away", "last_day"] = 'undeclared',
    reasons: Sequence[ReasonRule] = (),
    rehire: Literal["undeclared", "new_spell", "continued", "after"] = 'undeclared',
    rehire_gap_days: int | None = None,
    reuse_after_days: int | None = None,
    job_records: Literal["undeclared", "all", "primary"] = 'undeclared',
    ties: Literal["conflict", "row_order"] = 'conflict',
    zero_length: Literal["refuse", "leave_out", "keep", "half_day"] = 'refuse',
    conflicts: Literal["refuse", "leave_out"] = 'refuse',
    unstated_reason: str = 'unstated',
    most_causes: int = 1000,
    examples: int = 5,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> HistoryResult:
    """From job history, who was employed when, in which state, and how did each spell end?

    Parameters
    ----------
    person : array-like of shape (n,)
        Who it is. Text, categories or whole numbers. May be missing.
    effective : array-like of shape (n,)
        First day on which the row holds. In days since 1970-01-01. Must be between -4371587 and 2932896. May be
        missing.
    stop : array-like of shape (n,), optional
        Until when the row holds (see interval); missing, or one of open_ends, where no end is known. Not with
        start_only. In days since 1970-01-01. Must be between -4371587 and 2932896. May be missing.
    sequence : array-like of shape (n,), optional
        Order of the rows of one person, job record and day (EFFSEQ, EFFECTIVE_SEQUENCE, seqNumber, version).
        Whole numbers.
    job_record : array-like of shape (n,), optional
        Which of the person's jobs it is (EMPL_RCD, ASSIGNMENT_ID). Without it everybody has one. Text,
        categories or whole numbers.
    primary : array-like of shape (n,), optional
        1 where the job is the person's primary one. Needed for job_records = primary. Must be between 0 and 1.
    status : array-like of shape (n,), optional
        Status of employment, or the event, by the codes of statuses. Without it every row is one of employment.
        Text, categories or whole numbers. May be missing.
    reason : array-like of shape (n,), optional
        Why the spell ended: on rows with an ended status; where statuses declares none, on the last row of the
        spell. Text, categories or whole numbers. May be missing.
    recorded_at : array-like of shape (n,), optional
        Day on which the row was entered. A later entry for the same person, job record, day and sequence
        corrects the earlier one. In days since 1970-01-01. Must be between -4371587 and 2932896. May be missing.
    revoked_at : array-like of shape (n,), optional
        Day on which the row was taken back; missing where it stands. In days since 1970-01-01. Must be between
        -4371587 and 2932896. May be missing.
    observation_end : int or None, default None
        Day up to which leaving is known; who is still here then is censored there, and rows of later days are
        not in effect yet. To be given. In days since 1970-01-01. Must be between -4371587 and 2932896.
    observation_start : int or None, default None
        Day from which everybody was observed: intervals are cut there, longer spells enter late. In days since
        1970-01-01. Must be between -4371587 and 2932896.
    known_at : int or None, default None
        The table as it was known at the end of this day: rows recorded later are left out, revocations that came
        later did not happen yet. In days since 1970-01-01. Must be between -4371587 and 2932896.
    interval : {'undeclared', 'closed', 'half_open', 'start_only'}, default 'undeclared'
        Until when a row holds. To be given.
        * ``undeclared``: Not said; refused.
        * ``closed``: Through the day stop (Oracle, SAP).
        * ``half_open``: Until the day before stop (Feishu).
        * ``start_only``: Until the next row of the same job record; there is no stop (PeopleSoft, BambooHR,
          lists of events).
    open_ends : list of int, default ()
        Days that the system writes for 'no end yet': 2932896 is 9999-12-31, 1001859 is 4712-12-31.
    statuses : list of StatusRule, default ()
        What each status means. To be given with status; a status that is not among them is a conflict.
    ending_day : {'undeclared', 'first_day_away', 'last_day'}, default 'undeclared'
        What the effective day of a row with an ended status is.
        * ``undeclared``: Not said; refused once statuses has an ended one.
        * ``first_day_away``: The first day no longer employed (PeopleSoft, SAP, Oracle).
        * ``last_day``: The last day employed (most lists of leavers).
    reasons : list of ReasonRule, default ()
        Which kind of leaving each reason is. Once some are declared, a leaver's reason that is not among them is
        a conflict.
    rehire : {'undeclared', 'new_spell', 'continued', 'after'}, default 'undeclared'
        What somebody's coming back means.
        * ``undeclared``: Not said; refused once somebody comes back.
        * ``new_spell``: Every return begins a new spell.
        * ``continued``: Every return continues the spell, as if the person had not been away.
        * ``after``: A return begins a new spell after more than rehire_gap_days away, and continues the old one
          before.
    rehire_gap_days : int or None, default None
        For rehire = after: days away up to which a return continues the spell; 0 is a return without a day away.
        Must be >= 0.
    reuse_after_days : int or None, default None
        Nobody returns after more days away than this: such a row belongs to somebody else who was given an old
        id, and is a conflict. Must be >= 0.
    job_records : {'undeclared', 'all', 'primary'}, default 'undeclared'
        Which row of a person with several jobs the intervals show.
        * ``undeclared``: Not said; refused once job_record is given.
        * ``all``: Each job record: the intervals of a person with two jobs at a time overlap.
        * ``primary``: The primary one of each day, so that a person's intervals never overlap; where none is
          marked, the one begun first.
    ties : {'conflict', 'row_order'}, default 'conflict'
        What happens to rows of one day whose order nothing tells.
        * ``conflict``: They contradict each other; under leave_out the last of them in the input holds.
        * ``row_order``: They follow each other in the order of the input.
    zero_length : {'refuse', 'leave_out', 'keep', 'half_day'}, default 'refuse'
        What happens to a stay that ends on the day on which it starts.
        * ``refuse``: An error names the row.
        * ``leave_out``: The row is left out and counted in the findings.
        * ``keep``: A tenure of 0 days: a leaver who was at risk at no time.
        * ``half_day``: A tenure of half a day, as epidemiologists do.
    conflicts : {'refuse', 'leave_out'}, default 'refuse'
        What happens to rows that contradict themselves or each other.
        * ``refuse``: An error names the row.
        * ``leave_out``: The row is left out and counted in the findings.
    unstated_reason : str, default 'unstated'
        Name of the cause of leavers without a reason.
    most_causes : int, default 1000
        More different reasons of leaving than this are a finding: they are texts, not codes. Must be >= 1.
    examples : int, default 5
        How many rows of each finding finding_rows lists. Must be between 0 and 1000.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : HistoryResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`.
    """

class OrganisationResult(Result):
    """A record of named fields.

    Attributes
    ----------
    days : OrganisationDays
        The organisation of each day in numbers.
    nodes : OrganisationNodes
        Where each node stands.
    closure : OrganisationClosure
        Everything below everything; empty unless asked for.
    paths : OrganisationPaths
        The way to each node; empty unless asked for.
    cycles : OrganisationCycles
        Nodes that stand above themselves.
    findings : Findings
        What was left out or noticed in the rows, with counts.
    finding_rows : FindingRows
        The first rows of each finding.
    """
    @property
    def days(self) -> OrganisationDays:
        """The organisation of each day in numbers."""
    @property
    def nodes(self) -> OrganisationNodes:
        """Where each node stands."""
    @property
    def closure(self) -> OrganisationClosure:
        """Everything below everything; empty unless asked for."""
    @property
    def paths(self) -> OrganisationPaths:
        """The way to each node; empty unless asked for."""
    @property
    def cycles(self) -> OrganisationCycles:
        """Nodes that stand above themselves."""
    @property
    def findings(self) -> Findings:
        """What was left out or noticed in the rows, with counts."""
    @property
    def finding_rows(self) -> FindingRows:
        """The first rows of each finding."""
    @classmethod
    def from_json(cls, document: str | bytes) -> OrganisationResult: ...

class OrganisationDays(Table):
    """A table of equally long columns.

    Attributes
    ----------
    day : array of int of shape (d,)
        The day looked at. In days since 1970-01-01.
    nodes : array of int of shape (d,)
        Nodes that exist on it.
    roots : array of int of shape (d,)
        Nodes without a parent.
    orphans : array of int of shape (d,)
        Nodes whose parent does not exist.
    cycles : array of int of shape (d,)
        Cycles.
    depth : array of int of shape (d,)
        Greatest depth of a node.

    Shapes: d length of `day`.
    """
    @property
    def day(self) -> NDArray[np.int64]:
        """The day looked at. In days since 1970-01-01."""
    @property
    def nodes(self) -> NDArray[np.int64]:
        """Nodes that exist on it."""
    @property
    def roots(self) -> NDArray[np.int64]:
        """Nodes without a parent."""
    @property
    def orphans(self) -> NDArray[np.int64]:
        """Nodes whose parent does not exist."""
    @property
    def cycles(self) -> NDArray[np.int64]:
        """Cycles."""
    @property
    def depth(self) -> NDArray[np.int64]:
        """Greatest depth of a node."""

class OrganisationNodes(Table):
    """A table of equally long columns.

    Attributes
    ----------
    day : array of int of shape (r,)
        The day looked at. In days since 1970-01-01.
    node : array of str of shape (r,)
        Unit or person.
    parent : array of str of shape (r,)
        What it stands below; missing at the top. May be missing.
    root : array of str of shape (r,)
        Head of its chain: a root, an orphan, or the node of a cycle below which it hangs.
    depth : array of int of shape (r,)
        Levels below root; 0 for the head itself.
    children : array of int of shape (r,)
        Nodes directly below it: the span of a manager.
    subtree : array of int of shape (r,)
        Nodes below it at any level, and itself; the other nodes of a cycle are not counted.
    status : array of str of shape (r,)
        root; placed below one; orphan: the parent does not exist on that day; under_orphan; in_cycle;
        under_cycle.
    row : array of int of shape (r,)
        Row of the input that says so, from 0.

    Shapes: r length of `day`.
    """
    @property
    def day(self) -> NDArray[np.int64]:
        """The day looked at. In days since 1970-01-01."""
    @property
    def node(self) -> NDArray[np.object_]:
        """Unit or person."""
    @property
    def parent(self) -> NDArray[np.object_]:
        """What it stands below; missing at the top. May be missing."""
    @property
    def root(self) -> NDArray[np.object_]:
        """Head of its chain: a root, an orphan, or the node of a cycle below which it hangs."""
    @property
    def depth(self) -> NDArray[np.int64]:
        """Levels below root; 0 for the head itself."""
    @property
    def children(self) -> NDArray[np.int64]:
        """Nodes directly below it: the span of a manager."""
    @property
    def subtree(self) -> NDArray[np.int64]:
        """Nodes below it at any level, and itself; the other nodes of a cycle are not counted."""
    @property
    def status(self) -> NDArray[np.object_]:
        """root; placed below one; orphan: the parent does not exist on that day; under_orphan; in_cycle; under_cycle."""
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the input that says so, from 0."""

class OrganisationClosure(Table):
    """A table of equally long columns.

    Attributes
    ----------
    day : array of int of shape (v,)
        The day looked at. In days since 1970-01-01.
    ancestor : array of str of shape (v,)
        Unit or person above, or the node itself.
    descendant : array of str of shape (v,)
        Unit or person below.
    depth : array of int of shape (v,)
        Levels between them: 0 itself, 1 directly below.

    Shapes: v length of `day`.
    """
    @property
    def day(self) -> NDArray[np.int64]:
        """The day looked at. In days since 1970-01-01."""
    @property
    def ancestor(self) -> NDArray[np.object_]:
        """Unit or person above, or the node itself."""
    @property
    def descendant(self) -> NDArray[np.object_]:
        """Unit or person below."""
    @property
    def depth(self) -> NDArray[np.int64]:
        """Levels between them: 0 itself, 1 directly below."""

class OrganisationPaths(Table):
    """A table of equally long columns.

    Attributes
    ----------
    day : array of int of shape (j,)
        The day looked at. In days since 1970-01-01.
    node : array of str of shape (j,)
        Unit or person.
    path : list of str of shape (j,)
        Labels from root down to the node.

    Shapes: j length of `day`.
    """
    @property
    def day(self) -> NDArray[np.int64]:
        """The day looked at. In days since 1970-01-01."""
    @property
    def node(self) -> NDArray[np.object_]:
        """Unit or person."""
    @property
    def path(self) -> NDArray[np.object_]:
        """Labels from root down to the node."""

class OrganisationCycles(Table):
    """A table of equally long columns.

    Attributes
    ----------
    day : array of int of shape (b,)
        The day looked at. In days since 1970-01-01.
    cycle : array of int of shape (b,)
        1 for the first cycle of the day, by its smallest label.
    node : array of str of shape (b,)
        The nodes of the cycle: each one's parent is the next, the last one's is the first.
    row : array of int of shape (b,)
        Row of the input that says so, from 0.

    Shapes: b length of `day`.
    """
    @property
    def day(self) -> NDArray[np.int64]:
        """The day looked at. In days since 1970-01-01."""
    @property
    def cycle(self) -> NDArray[np.int64]:
        """1 for the first cycle of the day, by its smallest label."""
    @property
    def node(self) -> NDArray[np.object_]:
        """The nodes of the cycle: each one's parent is the next, the last one's is the first."""
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the input that says so, from 0."""

def organisation(
    node: ColumnLike,
    parent: ColumnLike,
    as_of: Sequence[int] | NDArray[Any],
    *,
    start: ColumnLike | None = None,
    stop: ColumnLike | None = None,
    recorded_at: ColumnLike | None = None,
    interval: Literal["undeclared", "closed", "half_open", "start_only"] = 'undeclared',
    open_ends: Sequence[int] | NDArray[Any] = (),
    no_parent: Sequence[str] = (),
    known_at: int | None = None,
    conflicts: Literal["refuse", "leave_out"] = 'refuse',
    closure: bool = True,
    closure_depth: int | None = None,
    paths: bool = False,
    separator: str = ' / ',
    examples: int = 5,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> OrganisationResult:
    """Who stood below whom on a given day, and where does the organisation contradict itself?

    Parameters
    ----------
    node : array-like of shape (n,)
        Unit or person. Text, categories or whole numbers. May be missing.
    parent : array-like of shape (n,)
        The unit above it, or the person's manager; missing, empty, or one of no_parent, at the top. Text,
        categories or whole numbers. May be missing.
    as_of : list of int
        The days on which the organisation is looked at, ascending. In days since 1970-01-01. Must be between
        -4371587 and 2932896.
    start : array-like of shape (n,), optional
        First day on which the row holds. Without it the rows hold since ever. In days since 1970-01-01. Must be
        between -4371587 and 2932896. May be missing.
    stop : array-like of shape (n,), optional
        Last day on which it holds, or the day after it (see interval); missing, or one of open_ends, while it
        still does. In days since 1970-01-01. Must be between -4371587 and 2932896. May be missing.
    recorded_at : array-like of shape (n,), optional
        Day on which the row was entered. Of rows of one node with the same start the one entered last holds. In
        days since 1970-01-01. Must be between -4371587 and 2932896. May be missing.
    interval : {'undeclared', 'closed', 'half_open', 'start_only'}, default 'undeclared'
        What start and stop mean. To be given where there are any.
        * ``undeclared``: Not said; refused where there are dates.
        * ``closed``: stop is the last day on which the row holds.
        * ``half_open``: stop is the first day on which it no longer holds.
        * ``start_only``: There is no stop: a row holds until the next one of the same node.
    open_ends : list of int, default ()
        Days that the system writes for 'no end yet': 2932896 is 9999-12-31, 1001859 is 4712-12-31.
    no_parent : list of str, default ()
        Labels of parent that mean that there is none, such as '0'.
    known_at : int or None, default None
        Looks at the organisation as it was recorded on that day: rows entered later are left out. In days since
        1970-01-01. Must be between -4371587 and 2932896.
    conflicts : {'refuse', 'leave_out'}, default 'refuse'
        What happens to rows that contradict themselves or another one; with leave_out cycles are named in
        cycles, not refused.
        * ``refuse``: An error names the row.
        * ``leave_out``: The row is left out and counted in the findings.
    closure : bool, default True
        Lists every pair of ancestor and descendant.
    closure_depth : int or None, default None
        Only pairs with at most so many levels between them. Must be >= 0.
    paths : bool, default False
        Writes out the way from the top to each node.
    separator : str, default ' / '
        What stands between the labels of a path.
    examples : int, default 5
        How many rows of each finding finding_rows lists. Must be between 0 and 1000.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : OrganisationResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `node`.
    """

class FeaturesResult(Result):
    """A record of named fields.

    Attributes
    ----------
    columns : FeatureColumns
        The columns of the table.
    value : array of float of shape (m, p)
        The values; NaN where there is none. May be missing.
    known_at : array of float of shape (m, p)
        Day from which each could be looked up: the later of effective and recorded_at; NaN where there is no
        value. In days since 1970-01-01. May be missing.
    effective : array of float of shape (m, p)
        Day from which each holds; NaN where there is no value. In days since 1970-01-01. May be missing.
    age : array of float of shape (m, p)
        From that day to the cut: negative for a value from the future; NaN where there is no value. In days. May
        be missing.
    cut : array of int of shape (m,)
        The cut of each row. In days since 1970-01-01.
    findings : Findings
        What was left out or noticed in the records, with counts.
    finding_rows : FindingRows
        The first records of each finding.

    Shapes: m length of `cut`.
    """
    @property
    def columns(self) -> FeatureColumns:
        """The columns of the table."""
    @property
    def value(self) -> NDArray[np.float64]:
        """The values; NaN where there is none. May be missing."""
    @property
    def known_at(self) -> NDArray[np.float64]:
        """Day from which each could be looked up: the later of effective and recorded_at; NaN where there is no value. In days since 1970-01-01. May be missing."""
    @property
    def effective(self) -> NDArray[np.float64]:
        """Day from which each holds; NaN where there is no value. In days since 1970-01-01. May be missing."""
    @property
    def age(self) -> NDArray[np.float64]:
        """From that day to the cut: negative for a value from the future; NaN where there is no value. In days. May be missing."""
    @property
    def cut(self) -> NDArray[np.int64]:
        """The cut of each row. In days since 1970-01-01."""
    @property
    def findings(self) -> Findings:
        """What was left out or noticed in the records, with counts."""
    @property
    def finding_rows(self) -> FindingRows:
        """The first records of each finding."""
    @classmethod
    def from_json(cls, document: str | bytes) -> FeaturesResult: ...

class FeatureColumns(Table):
    """A table of equally long columns.

    Attributes
    ----------
    feature : list of str of shape (p,)
        Name of the column.
    filled : array of int of shape (p,)
        Rows with a value.
    missing : array of int of shape (p,)
        Rows without one.
    stale : array of int of shape (p,)
        Rows without one because it was older than max_age_days.
    known_late : array of int of shape (p,)
        Records in effect by the cut of a row of their person, but recorded after it: what by = effective would
        leak.

    Shapes: p length of `feature`.
    """
    @property
    def feature(self) -> NDArray[np.object_]:
        """Name of the column."""
    @property
    def filled(self) -> NDArray[np.int64]:
        """Rows with a value."""
    @property
    def missing(self) -> NDArray[np.int64]:
        """Rows without one."""
    @property
    def stale(self) -> NDArray[np.int64]:
        """Rows without one because it was older than max_age_days."""
    @property
    def known_late(self) -> NDArray[np.int64]:
        """Records in effect by the cut of a row of their person, but recorded after it: what by = effective would leak."""

def features(
    person: ColumnLike,
    feature: ColumnLike,
    value: ColumnLike,
    effective: ColumnLike,
    for_person: ColumnLike,
    cut: ColumnLike,
    *,
    recorded_at: ColumnLike | None = None,
    features: Sequence[str] = (),
    by: Literal["known", "effective", "latest"] = 'known',
    max_age_days: int | None = None,
    conflicts: Literal["refuse", "leave_out"] = 'refuse',
    examples: int = 5,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> FeaturesResult:
    """What was known about each person on the day of a prediction, and since when?

    Parameters
    ----------
    person : array-like of shape (n,)
        Whose value it is. Text, categories or whole numbers.
    feature : array-like of shape (n,)
        Which feature: its name or number. Text, categories or whole numbers.
    value : array-like of shape (n,)
        The value. A missing one is left out: the value before it goes on. May be missing.
    effective : array-like of shape (n,)
        Day from which the value holds. In days since 1970-01-01. Must be between -4371587 and 2932896. May be
        missing.
    for_person : array-like of shape (m,)
        The rows to make: who. Text, categories or whole numbers.
    cut : array-like of shape (m,)
        The rows to make: the day on which the prediction is made. In days since 1970-01-01. Must be between
        -4371587 and 2932896.
    recorded_at : array-like of shape (n,), optional
        Day on which the value was entered. Without it a value counts as entered on the day from which it holds.
        In days since 1970-01-01. Must be between -4371587 and 2932896. May be missing.
    features : list of str, default ()
        The columns to make, in this order; left out: every feature that occurs, by label. Name them for a model,
        so that new rows get the same columns.
    by : {'known', 'effective', 'latest'}, default 'known'
        Which records a row may see.
        * ``known``: In effect and recorded by the row's cut: what somebody could have looked up on that day.
        * ``effective``: In effect by the cut, whenever it was recorded: backdated entries leak, and a fit
          refuses them.
        * ``latest``: The last one of all, whatever its day: the future leaks, and a fit refuses it.
    max_age_days : int or None, default None
        A value that holds since longer than this at the cut counts as missing. In days. Must be >= 0.
    conflicts : {'refuse', 'leave_out'}, default 'refuse'
        What happens to records without a day, and to two unlike values of one person, feature and day that were
        recorded on one day.
        * ``refuse``: An error names the row.
        * ``leave_out``: The row is left out and counted in the findings.
    examples : int, default 5
        How many rows of each finding finding_rows lists. Must be between 0 and 1000.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : FeaturesResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`, m length of `for_person`.
    """
