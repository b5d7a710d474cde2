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
    "CrosswalkRecords",
    "CrosswalkResult",
    "CurrencyRate",
    "ExposureCauses",
    "ExposurePieces",
    "ExposureResult",
    "ExposureTotals",
    "FeatureColumns",
    "FeatureTable",
    "FeaturesResult",
    "FindingRows",
    "Findings",
    "HistoryResult",
    "HistorySpells",
    "JobIntervals",
    "MeasureGaps",
    "MeasureIndicators",
    "MeasureRule",
    "MeasureValues",
    "MeasuresResult",
    "MilestoneHits",
    "MilestoneRule",
    "MilestonesResult",
    "OrganisationClosure",
    "OrganisationCycles",
    "OrganisationDays",
    "OrganisationNodes",
    "OrganisationPaths",
    "OrganisationResult",
    "ReasonRule",
    "SnapshotRosters",
    "SnapshotSpells",
    "SnapshotsResult",
    "SpellTable",
    "SpellsResult",
    "StatusRule",
    "WorkingDaysResult",
    "WorkingDaysTable",
    "crosswalk",
    "exposure",
    "features",
    "history",
    "measures",
    "milestones",
    "organisation",
    "snapshots",
    "spells",
    "working_days",
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
    intervals : JobIntervals
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
    def intervals(self) -> JobIntervals:
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
        First day employed; the one that hired states, where the history begins later. In days since 1970-01-01.
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
        """First day employed; the one that hired states, where the history begins later. In days since 1970-01-01."""
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

class JobIntervals(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (i,)
        Row of the input whose attributes hold, from 0: the organisation as it was.
    last_row : array of int of shape (i,)
        Row that holds last for the person (with job_records = all, for this job record): the organisation as it
        is.
    person_row : array of int of shape (i,)
        The person's first row in the input: equal for the spells and intervals of one person.
    spell : array of int of shape (i,)
        Number of the person's spell.
    start : array of int of shape (i,)
        First day on which it holds. In days since 1970-01-01.
    stop : array of int of shape (i,)
        First day on which it no longer holds. In days since 1970-01-01.
    entry : array of float of shape (i,)
        Tenure at start, or at the day from which the spell was observed where that is later. In days.
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
        """Row that holds last for the person (with job_records = all, for this job record): the organisation as it is."""
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
        """Tenure at start, or at the day from which the spell was observed where that is later. In days."""
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
    hired: ColumnLike | None = None,
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
    hired : array-like of shape (n,), optional
        First day of the employment as the system states it on the row: tenure counts from there where the
        history begins later. In days since 1970-01-01. Must be between -4371587 and 2932896. May be missing.
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

class SnapshotsResult(Result):
    """A record of named fields.

    Attributes
    ----------
    spells : SnapshotSpells
        The spells.
    causes : list of str of shape (a,)
        Causes of leaving among them, in the order of the reason's labels, the unstated one last.
    intervals : JobIntervals
        Their pieces, by the row that holds.
    rosters : SnapshotRosters
        The rosters.
    findings : Findings
        What was set aside, contradicted or noticed, with counts.
    finding_rows : FindingRows
        The first rows of each finding.

    Shapes: a length of `causes`.
    """
    @property
    def spells(self) -> SnapshotSpells:
        """The spells."""
    @property
    def causes(self) -> list[str]:
        """Causes of leaving among them, in the order of the reason's labels, the unstated one last."""
    @property
    def intervals(self) -> JobIntervals:
        """Their pieces, by the row that holds."""
    @property
    def rosters(self) -> SnapshotRosters:
        """The rosters."""
    @property
    def findings(self) -> Findings:
        """What was set aside, contradicted or noticed, with counts."""
    @property
    def finding_rows(self) -> FindingRows:
        """The first rows of each finding."""
    @classmethod
    def from_json(cls, document: str | bytes) -> SnapshotsResult: ...

class SnapshotSpells(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (r,)
        Row of the input that shows the person first in this spell, from 0; of a spell that no roster shows, the
        leaver's row.
    last_row : array of int of shape (r,)
        Row that shows the person last.
    person_row : array of int of shape (r,)
        The person's first row in the input: equal for the spells and intervals of one person.
    spell : array of int of shape (r,)
        1 for a person's first kept spell by start, 2 for the next.
    entered_after : array of float of shape (r,)
        Last whole roster before the spell, without the person; NaN where there is none. In days since
        1970-01-01. May be missing.
    first_seen : array of float of shape (r,)
        First roster with the person; NaN where only a list of leavers names the spell. In days since 1970-01-01.
        May be missing.
    last_seen : array of float of shape (r,)
        Last roster with the person; NaN as first_seen. In days since 1970-01-01. May be missing.
    first_missing : array of float of shape (r,)
        First roster after it that shows the person gone; NaN while still here. In days since 1970-01-01. May be
        missing.
    start : array of int of shape (r,)
        First day employed. In days since 1970-01-01.
    stop : array of int of shape (r,)
        First day no longer employed, or no longer observed. In days since 1970-01-01.
    start_from : array of str of shape (r,)
        stated; start_rule; or before_first_roster: not known, start is the day of the first roster and the
        duration too short.
    stop_from : array of str of shape (r,)
        stated; stop_rule; or still_here.
    duration : array of float of shape (r,)
        Tenure when the spell or its observation ended. In days.
    entry : array of float of shape (r,)
        Tenure from which the spell was observed (delayed entry). In days.
    event : array of int of shape (r,)
        1 left, 0 still here (censored).
    cause : array of int of shape (r,)
        0 still here, 1, 2, … the cause by its place in causes.
    days_away : array of int of shape (r,)
        Days of the spell not employed: the gaps over which rehire continues it. In days.
    kind : array of str of shape (r,)
        Kind of leaving by reasons: voluntary, involuntary, other, or unclassified; missing while still here. May
        be missing.

    Shapes: r length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the input that shows the person first in this spell, from 0; of a spell that no roster shows, the leaver's row."""
    @property
    def last_row(self) -> NDArray[np.int64]:
        """Row that shows the person last."""
    @property
    def person_row(self) -> NDArray[np.int64]:
        """The person's first row in the input: equal for the spells and intervals of one person."""
    @property
    def spell(self) -> NDArray[np.int64]:
        """1 for a person's first kept spell by start, 2 for the next."""
    @property
    def entered_after(self) -> NDArray[np.float64]:
        """Last whole roster before the spell, without the person; NaN where there is none. In days since 1970-01-01. May be missing."""
    @property
    def first_seen(self) -> NDArray[np.float64]:
        """First roster with the person; NaN where only a list of leavers names the spell. In days since 1970-01-01. May be missing."""
    @property
    def last_seen(self) -> NDArray[np.float64]:
        """Last roster with the person; NaN as first_seen. In days since 1970-01-01. May be missing."""
    @property
    def first_missing(self) -> NDArray[np.float64]:
        """First roster after it that shows the person gone; NaN while still here. In days since 1970-01-01. May be missing."""
    @property
    def start(self) -> NDArray[np.int64]:
        """First day employed. In days since 1970-01-01."""
    @property
    def stop(self) -> NDArray[np.int64]:
        """First day no longer employed, or no longer observed. In days since 1970-01-01."""
    @property
    def start_from(self) -> NDArray[np.object_]:
        """stated; start_rule; or before_first_roster: not known, start is the day of the first roster and the duration too short."""
    @property
    def stop_from(self) -> NDArray[np.object_]:
        """stated; stop_rule; or still_here."""
    @property
    def duration(self) -> NDArray[np.float64]:
        """Tenure when the spell or its observation ended. In days."""
    @property
    def entry(self) -> NDArray[np.float64]:
        """Tenure from which the spell was observed (delayed entry). In days."""
    @property
    def event(self) -> NDArray[np.int64]:
        """1 left, 0 still here (censored)."""
    @property
    def cause(self) -> NDArray[np.int64]:
        """0 still here, 1, 2, … the cause by its place in causes."""
    @property
    def days_away(self) -> NDArray[np.int64]:
        """Days of the spell not employed: the gaps over which rehire continues it. In days."""
    @property
    def kind(self) -> NDArray[np.object_]:
        """Kind of leaving by reasons: voluntary, involuntary, other, or unclassified; missing while still here. May be missing."""

class SnapshotRosters(Table):
    """A table of equally long columns.

    Attributes
    ----------
    day : array of int of shape (t,)
        Day of the roster, ascending. In days since 1970-01-01.
    roster : array of str of shape (t,)
        whole; missing: expected, but without rows; unexpected: its absences say nothing.
    rows : array of int of shape (t,)
        Rows that are not set aside by observation or known_at.
    people : array of int of shape (t,)
        People employed in it.
    entered : array of int of shape (t,)
        Spells that it shows first.
    left : array of int of shape (t,)
        Spells that it is the first to lack.

    Shapes: t length of `day`.
    """
    @property
    def day(self) -> NDArray[np.int64]:
        """Day of the roster, ascending. In days since 1970-01-01."""
    @property
    def roster(self) -> NDArray[np.object_]:
        """whole; missing: expected, but without rows; unexpected: its absences say nothing."""
    @property
    def rows(self) -> NDArray[np.int64]:
        """Rows that are not set aside by observation or known_at."""
    @property
    def people(self) -> NDArray[np.int64]:
        """People employed in it."""
    @property
    def entered(self) -> NDArray[np.int64]:
        """Spells that it shows first."""
    @property
    def left(self) -> NDArray[np.int64]:
        """Spells that it is the first to lack."""

def snapshots(
    person: ColumnLike,
    snapshot: ColumnLike,
    *,
    status: ColumnLike | None = None,
    start: ColumnLike | None = None,
    stop: ColumnLike | None = None,
    reason: ColumnLike | None = None,
    recorded_at: ColumnLike | None = None,
    expected: Sequence[int] | NDArray[Any] = (),
    observation_start: int | None = None,
    observation_end: int | None = None,
    known_at: int | None = None,
    interval: Literal["undeclared", "closed", "half_open"] = 'undeclared',
    open_ends: Sequence[int] | NDArray[Any] = (),
    statuses: Sequence[StatusRule] = (),
    reasons: Sequence[ReasonRule] = (),
    unstated_reason: str = 'unstated',
    start_rule: Literal["undeclared", "first_seen", "after_previous", "midpoint"] = 'undeclared',
    stop_rule: Literal["undeclared", "last_seen", "first_missing", "midpoint"] = 'undeclared',
    contradictions: Literal["refuse", "stated", "seen"] = 'refuse',
    leavers_listed: bool = False,
    rehire: Literal["undeclared", "new_spell", "continued", "after"] = 'undeclared',
    rehire_gap_days: int | None = None,
    conflicts: Literal["refuse", "leave_out"] = 'refuse',
    examples: int = 5,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> SnapshotsResult:
    """Who came and who left between one roster and the next, and between which days?

    Parameters
    ----------
    person : array-like of shape (n,)
        Who it is. Text, categories or whole numbers.
    snapshot : array-like of shape (n,)
        Day that the roster shows. In days since 1970-01-01. Must be between -4371587 and 2932896.
    status : array-like of shape (n,), optional
        Status of employment on that day; statuses say what it means. Without it everybody listed is employed,
        leavers by stop excepted. Text, categories or whole numbers. May be missing.
    start : array-like of shape (n,), optional
        First day employed, as this roster states it. In days since 1970-01-01. Must be between -4371587 and
        2932896. May be missing.
    stop : array-like of shape (n,), optional
        Last day employed, or the day after it (see interval), as this roster states it: of leavers it lists, or
        of people who will leave. In days since 1970-01-01. Must be between -4371587 and 2932896. May be missing.
    reason : array-like of shape (n,), optional
        Why the person leaves or left. Without it every leaver has the one cause 'left'. Text, categories or
        whole numbers. May be missing.
    recorded_at : array-like of shape (n,), optional
        Day from which the row was known; missing: the day of its roster. Of one person's rows in one roster
        those recorded last hold. In days since 1970-01-01. Must be between -4371587 and 2932896. May be missing.
    expected : list of int, default ()
        Days of the rosters that should be there. One of them without rows is a missing file, in which nobody
        leaves; absence from a roster that is not among them says nothing. Left out: every roster is whole. In
        days since 1970-01-01. Must be between -4371587 and 2932896.
    observation_start : int or None, default None
        Rosters before this day are set aside. In days since 1970-01-01. Must be between -4371587 and 2932896.
    observation_end : int or None, default None
        First day not observed: rosters from it on are set aside, and who is still here is censored by then. Left
        out: the day after the last roster. In days since 1970-01-01. Must be between -4371587 and 2932896.
    known_at : int or None, default None
        Rows recorded after this day are set aside: what was known then. In days since 1970-01-01. Must be
        between -4371587 and 2932896.
    interval : {'undeclared', 'closed', 'half_open'}, default 'undeclared'
        What stop means. To be given where stop is.
        * ``undeclared``: Not said; refused.
        * ``closed``: stop is the last day employed.
        * ``half_open``: stop is the first day no longer employed.
    open_ends : list of int, default ()
        Days that the system writes for 'no end yet': 2932896 is 9999-12-31, 1001859 is 4712-12-31.
    statuses : list of StatusRule, default ()
        What each status means. To be given where status is; a status that is not among them is a conflict.
    reasons : list of ReasonRule, default ()
        Which kind of leaving each reason is. Once some are declared, a leaver's reason that is not among them is
        a conflict.
    unstated_reason : str, default 'unstated'
        Name of the cause of leavers without a reason.
    start_rule : {'undeclared', 'first_seen', 'after_previous', 'midpoint'}, default 'undeclared'
        First day of a spell that states no start and came after the first roster.
        * ``undeclared``: Not said; refused once it is needed.
        * ``first_seen``: The day of the first roster with the person: the latest possible.
        * ``after_previous``: The day after the last roster without the person: the earliest possible.
        * ``midpoint``: The middle of the possible days, the earlier of two.
    stop_rule : {'undeclared', 'last_seen', 'first_missing', 'midpoint'}, default 'undeclared'
        First day away of a leaver for whom no stop is stated.
        * ``undeclared``: Not said; refused once it is needed.
        * ``last_seen``: The day after the last roster with the person: the earliest possible.
        * ``first_missing``: The day of the first roster without the person: the latest possible.
        * ``midpoint``: The middle of the possible days, the earlier of two.
    contradictions : {'refuse', 'stated', 'seen'}, default 'refuse'
        What holds where a stated date contradicts being or not being in a roster.
        * ``refuse``: An error names the row.
        * ``stated``: The stated date: the rosters list late and drop late. Counted in the findings.
        * ``seen``: The roster: the stated date is not used. Counted in the findings.
    leavers_listed : bool, default False
        The rosters list leavers with their last day, so that nobody comes and goes unseen between two of them:
        observation begins with the first roster, not with the first one that shows the person.
    rehire : {'undeclared', 'new_spell', 'continued', 'after'}, default 'undeclared'
        What coming back means. To be given where somebody does.
        * ``undeclared``: Not said; refused once somebody comes back.
        * ``new_spell``: Every return begins a new spell.
        * ``continued``: Every return continues the spell, as if the person had not been away.
        * ``after``: A return begins a new spell after more than rehire_gap_days away, and continues the old one
          before.
    rehire_gap_days : int or None, default None
        For rehire = after: days away up to which a return continues the spell; 0 is a return without a day away.
        Must be >= 0.
    conflicts : {'refuse', 'leave_out'}, default 'refuse'
        What happens to rows that contradict themselves or another row of the same roster.
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
    result : SnapshotsResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`.
    """

class _MilestoneRuleRequired(TypedDict):
    name: str

class MilestoneRule(_MilestoneRuleRequired, total=False):
    events: list[str]
    which: Literal["first", "last", "count"]
    after_days: int | None
    within_days: int | None

class MilestonesResult(Result):
    """A record of named fields.

    Attributes
    ----------
    milestones : list of str of shape (s,)
        Names of the milestones.
    person_row : array of int of shape (m,)
        The person's row: in person_id, or without it the first one among the events.
    value : array of float of shape (m, s)
        Day (since 1970-01-01) of each person's milestone, NaN where there is none; for which = count how many.
        May be missing.
    tenure : array of float of shape (m, s)
        Days from the person's origin to it; NaN where there is none, without origin, and for which = count. In
        days. May be missing.
    hits : MilestoneHits
        The events behind it.
    findings : Findings
        What was left out or noticed, with counts.
    finding_rows : FindingRows
        The first rows of each finding.

    Shapes: s length of `milestones`, m length of `person_row`.
    """
    @property
    def milestones(self) -> list[str]:
        """Names of the milestones."""
    @property
    def person_row(self) -> NDArray[np.int64]:
        """The person's row: in person_id, or without it the first one among the events."""
    @property
    def value(self) -> NDArray[np.float64]:
        """Day (since 1970-01-01) of each person's milestone, NaN where there is none; for which = count how many. May be missing."""
    @property
    def tenure(self) -> NDArray[np.float64]:
        """Days from the person's origin to it; NaN where there is none, without origin, and for which = count. In days. May be missing."""
    @property
    def hits(self) -> MilestoneHits:
        """The events behind it."""
    @property
    def findings(self) -> Findings:
        """What was left out or noticed, with counts."""
    @property
    def finding_rows(self) -> FindingRows:
        """The first rows of each finding."""
    @classmethod
    def from_json(cls, document: str | bytes) -> MilestonesResult: ...

class MilestoneHits(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of int of shape (r,)
        Place of the person, from 0.
    milestone : array of int of shape (r,)
        Place of the milestone, from 0.
    row : array of int of shape (r,)
        Row of the event, from 0: the first, or the last for which = last.
    day : array of int of shape (r,)
        Its day. In days since 1970-01-01.
    count : array of int of shape (r,)
        How many such events.

    Shapes: r length of `person`.
    """
    @property
    def person(self) -> NDArray[np.int64]:
        """Place of the person, from 0."""
    @property
    def milestone(self) -> NDArray[np.int64]:
        """Place of the milestone, from 0."""
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the event, from 0: the first, or the last for which = last."""
    @property
    def day(self) -> NDArray[np.int64]:
        """Its day. In days since 1970-01-01."""
    @property
    def count(self) -> NDArray[np.int64]:
        """How many such events."""

def milestones(
    person: ColumnLike,
    time: ColumnLike,
    event: ColumnLike,
    milestones: Sequence[MilestoneRule],
    *,
    sequence: ColumnLike | None = None,
    recorded_at: ColumnLike | None = None,
    person_id: ColumnLike | None = None,
    origin: ColumnLike | None = None,
    exit_time: ColumnLike | None = None,
    known_at: int | None = None,
    conflicts: Literal["refuse", "leave_out"] = 'refuse',
    examples: int = 5,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> MilestonesResult:
    """When did each person first or last do something, or how often, as far as was known?

    Parameters
    ----------
    person : array-like of shape (n,)
        Whom the event belongs to. Text, categories or whole numbers.
    time : array-like of shape (n,)
        Day of the event. In days since 1970-01-01. Must be between -4371587 and 2932896.
    event : array-like of shape (n,)
        The event word. Text, categories or whole numbers.
    milestones : list of MilestoneRule
        What is looked for.
    sequence : array-like of shape (n,), optional
        Tells events of one person, day and word apart, and orders those of one day. Without it equal rows are
        one event. Whole numbers.
    recorded_at : array-like of shape (n,), optional
        Day from which the event was known; missing: its own day. In days since 1970-01-01. Must be between
        -4371587 and 2932896. May be missing.
    person_id : array-like of shape (m,), optional
        The people, each once, those without events too. Without it those who have events, in the order of their
        labels. Text, categories or whole numbers.
    origin : array-like of shape (m,), optional
        Day from which the person's time counts (hire). Needs person_id. In days since 1970-01-01. Must be
        between -4371587 and 2932896.
    exit_time : array-like of shape (m,), optional
        First day no longer employed; missing: still here. Needs person_id. In days since 1970-01-01. Must be
        between -4371587 and 2932896. May be missing.
    known_at : int or None, default None
        Events recorded after this day, or that lie after it, are left out: what was known then. In days since
        1970-01-01. Must be between -4371587 and 2932896.
    conflicts : {'refuse', 'leave_out'}, default 'refuse'
        What happens to events before the person's origin or from exit_time on.
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
    result : MilestonesResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`, m length of `person_id`.
    """

class ExposureResult(Result):
    """A record of named fields.

    Attributes
    ----------
    pieces : ExposurePieces
        Each row cut at periods and bands; empty without list_pieces.
    totals : ExposureTotals
        Days and events of each cell.
    causes : ExposureCauses
        Events of each cell by cause.
    days : int
        Days at risk in all cells together. In days.
    days_outside : int
        Days of the rows kept that lie outside the periods. In days.
    findings : Findings
        What was left out, cut or noticed, with counts.
    finding_rows : FindingRows
        The first rows of each finding.
    """
    @property
    def pieces(self) -> ExposurePieces:
        """Each row cut at periods and bands; empty without list_pieces."""
    @property
    def totals(self) -> ExposureTotals:
        """Days and events of each cell."""
    @property
    def causes(self) -> ExposureCauses:
        """Events of each cell by cause."""
    @property
    def days(self) -> int:
        """Days at risk in all cells together. In days."""
    @property
    def days_outside(self) -> int:
        """Days of the rows kept that lie outside the periods. In days."""
    @property
    def findings(self) -> Findings:
        """What was left out, cut or noticed, with counts."""
    @property
    def finding_rows(self) -> FindingRows:
        """The first rows of each finding."""
    @classmethod
    def from_json(cls, document: str | bytes) -> ExposureResult: ...

class ExposurePieces(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (i,)
        Row of the input, from 0.
    period : array of int of shape (i,)
        Place of the period in periods, from 0.
    band : array of int of shape (i,)
        Place of the tenure band, from 0: the number of bands that begin no later.
    start : array of int of shape (i,)
        First day of the piece. In days since 1970-01-01.
    stop : array of int of shape (i,)
        First day after it. In days since 1970-01-01.
    days : array of int of shape (i,)
        Days at risk: stop - start. In days.
    event : array of int of shape (i,)
        The row's event at its last piece, 0 elsewhere.
    entry : array of float of shape (i,)
        Tenure at start. In days.
    duration : array of float of shape (i,)
        Tenure at stop. In days.

    Shapes: i length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the input, from 0."""
    @property
    def period(self) -> NDArray[np.int64]:
        """Place of the period in periods, from 0."""
    @property
    def band(self) -> NDArray[np.int64]:
        """Place of the tenure band, from 0: the number of bands that begin no later."""
    @property
    def start(self) -> NDArray[np.int64]:
        """First day of the piece. In days since 1970-01-01."""
    @property
    def stop(self) -> NDArray[np.int64]:
        """First day after it. In days since 1970-01-01."""
    @property
    def days(self) -> NDArray[np.int64]:
        """Days at risk: stop - start. In days."""
    @property
    def event(self) -> NDArray[np.int64]:
        """The row's event at its last piece, 0 elsewhere."""
    @property
    def entry(self) -> NDArray[np.float64]:
        """Tenure at start. In days."""
    @property
    def duration(self) -> NDArray[np.float64]:
        """Tenure at stop. In days."""

class ExposureTotals(Table):
    """A table of equally long columns.

    Attributes
    ----------
    group : array of str of shape (r,)
        The group; "total" when none is given.
    period : array of int of shape (r,)
        Place of the period, from 0.
    band : array of int of shape (r,)
        Place of the band, from 0.
    period_start : array of int of shape (r,)
        First day of the period; with a single period for all time, the first day at risk. In days since
        1970-01-01.
    period_stop : array of int of shape (r,)
        First day after it. In days since 1970-01-01.
    tenure_from : array of int of shape (r,)
        Shortest tenure of the band. In days.
    tenure_until : array of float of shape (r,)
        Shortest tenure beyond the band; infinite for the last one. In days. May be infinite.
    days : array of int of shape (r,)
        Days at risk. In days.
    person_years : array of float of shape (r,)
        days / 365.25. In years.
    events : array of int of shape (r,)
        Events of any cause.
    rate : array of float of shape (r,)
        events / person_years; NaN where nobody was at risk. In per person-year. May be missing.

    Shapes: r length of `group`.
    """
    @property
    def group(self) -> NDArray[np.object_]:
        """The group; "total" when none is given."""
    @property
    def period(self) -> NDArray[np.int64]:
        """Place of the period, from 0."""
    @property
    def band(self) -> NDArray[np.int64]:
        """Place of the band, from 0."""
    @property
    def period_start(self) -> NDArray[np.int64]:
        """First day of the period; with a single period for all time, the first day at risk. In days since 1970-01-01."""
    @property
    def period_stop(self) -> NDArray[np.int64]:
        """First day after it. In days since 1970-01-01."""
    @property
    def tenure_from(self) -> NDArray[np.int64]:
        """Shortest tenure of the band. In days."""
    @property
    def tenure_until(self) -> NDArray[np.float64]:
        """Shortest tenure beyond the band; infinite for the last one. In days. May be infinite."""
    @property
    def days(self) -> NDArray[np.int64]:
        """Days at risk. In days."""
    @property
    def person_years(self) -> NDArray[np.float64]:
        """days / 365.25. In years."""
    @property
    def events(self) -> NDArray[np.int64]:
        """Events of any cause."""
    @property
    def rate(self) -> NDArray[np.float64]:
        """events / person_years; NaN where nobody was at risk. In per person-year. May be missing."""

class ExposureCauses(Table):
    """A table of equally long columns.

    Attributes
    ----------
    cell : array of int of shape (x,)
        Row of totals, from 0.
    cause : array of int of shape (x,)
        The event's number.
    events : array of int of shape (x,)
        How many.

    Shapes: x length of `cell`.
    """
    @property
    def cell(self) -> NDArray[np.int64]:
        """Row of totals, from 0."""
    @property
    def cause(self) -> NDArray[np.int64]:
        """The event's number."""
    @property
    def events(self) -> NDArray[np.int64]:
        """How many."""

def exposure(
    start: ColumnLike,
    stop: ColumnLike,
    *,
    event: ColumnLike | None = None,
    origin: ColumnLike | None = None,
    observed_from: ColumnLike | None = None,
    person: ColumnLike | None = None,
    group: ColumnLike | None = None,
    period: Literal["none", "month", "quarter", "year"] = 'none',
    first_day: int | None = None,
    last_day: int | None = None,
    boundaries: Sequence[int] | NDArray[Any] = (),
    bands: Sequence[int] | NDArray[Any] = (),
    observation_end: int | None = None,
    interval: Literal["undeclared", "closed", "half_open"] = 'undeclared',
    open_ends: Sequence[int] | NDArray[Any] = (),
    list_pieces: bool = True,
    conflicts: Literal["refuse", "leave_out"] = 'refuse',
    examples: int = 5,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> ExposureResult:
    """How many days was everybody at risk, in each period and at each length of tenure, and who left there?

    Parameters
    ----------
    start : array-like of shape (n,)
        First day employed, or on which the row holds. In days since 1970-01-01. Must be between -4371587 and
        2932896.
    stop : array-like of shape (n,)
        Last day employed, or the day after it (see interval); missing, or one of open_ends, while still here. In
        days since 1970-01-01. Must be between -4371587 and 2932896. May be missing.
    event : array-like of shape (n,), optional
        What ended it: 0 nothing (still here, or another row goes on), 1, 2, … the cause. Without it every known
        stop is an event. Must be between 0 and 1000000.
    origin : array-like of shape (n,), optional
        Day from which tenure counts: the start of the spell of which the row is a piece. Without it, start. In
        days since 1970-01-01. Must be between -4371587 and 2932896.
    observed_from : array-like of shape (n,), optional
        Day from which the row was observed, where that is later than its start (delayed entry): the days before
        are not at risk. In days since 1970-01-01. Must be between -4371587 and 2932896. May be missing.
    person : array-like of shape (n,), optional
        Who it is: rows of one person must not overlap. Without it every row is a person. Text, categories or
        whole numbers.
    group : array-like of shape (n,), optional
        Totals are broken down by it. Text, categories or whole numbers.
    period : {'none', 'month', 'quarter', 'year'}, default 'none'
        Calendar periods by word.
        * ``none``: Periods are the boundaries; without them there is one, for all time.
        * ``month``: Calendar months that meet first_day to last_day.
        * ``quarter``: Calendar quarters that meet first_day to last_day.
        * ``year``: Calendar years that meet first_day to last_day.
    first_day : int or None, default None
        First day that counts. Needed with period. In days since 1970-01-01. Must be between -4371587 and
        2932896.
    last_day : int or None, default None
        Last day that counts. Needed with period. In days since 1970-01-01. Must be between -4371587 and 2932896.
    boundaries : list of int, default ()
        Days at which periods begin, ascending, and last the day on which the last one is over. Days outside do
        not count. In days since 1970-01-01. Must be between -4371587 and 2932896.
    bands : list of int, default ()
        Tenures at which bands begin, ascending; the first band begins at 0, the last has no end. In days. Must
        be > 0.
    observation_end : int or None, default None
        Day up to which leaving is known; who is still here then is censored there. To be given where a stop is
        missing. In days since 1970-01-01. Must be between -4371587 and 2932896.
    interval : {'undeclared', 'closed', 'half_open'}, default 'undeclared'
        What stop means. To be given.
        * ``undeclared``: Not said; refused.
        * ``closed``: stop is the last day employed.
        * ``half_open``: stop is the first day no longer employed.
    open_ends : list of int, default ()
        Days that the system writes for 'no end yet': 2932896 is 9999-12-31, 1001859 is 4712-12-31.
    list_pieces : bool, default True
        Whether the pieces are listed, not only added up.
    conflicts : {'refuse', 'leave_out'}, default 'refuse'
        What happens to rows that contradict themselves or another row of the same person.
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
    result : ExposureResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `start`.
    """

class _MeasureRuleRequired(TypedDict):
    indicator: str

class MeasureRule(_MeasureRuleRequired, total=False):
    unit: str
    every: Literal["any", "day", "week", "month", "quarter", "year", "calendar"]
    lowest: float | None
    highest: float | None

class _CurrencyRateRequired(TypedDict):
    currency: str
    rate: float

class CurrencyRate(_CurrencyRateRequired, total=False):
    valid_from: int | None
    valid_until: int | None

class MeasuresResult(Result):
    """A record of named fields.

    Attributes
    ----------
    values : MeasureValues
        The values that are kept, in order.
    indicators : MeasureIndicators
        What was met of each indicator.
    gaps : MeasureGaps
        Missing periods.
    last : array of float of shape (m, l)
        Of each query and indicator the last value on or before the day; NaN where there is none. May be missing.
    age : array of float of shape (m, l)
        Days since that value; NaN where there is none. In days. May be missing.
    last_row : array of float of shape (m, l)
        Its row of the input; NaN where there is none. May be missing.
    window_count : array of float of shape (m, l)
        Values in the window.
    window_sum : array of float of shape (m, l)
        Their sum; 0 where there are none.
    window_mean : array of float of shape (m, l)
        Their mean by weight; NaN without weight or values. May be missing.
    findings : Findings
        What was left out or noticed, with counts.
    finding_rows : FindingRows
        The first rows of each finding.
    """
    @property
    def values(self) -> MeasureValues:
        """The values that are kept, in order."""
    @property
    def indicators(self) -> MeasureIndicators:
        """What was met of each indicator."""
    @property
    def gaps(self) -> MeasureGaps:
        """Missing periods."""
    @property
    def last(self) -> NDArray[np.float64]:
        """Of each query and indicator the last value on or before the day; NaN where there is none. May be missing."""
    @property
    def age(self) -> NDArray[np.float64]:
        """Days since that value; NaN where there is none. In days. May be missing."""
    @property
    def last_row(self) -> NDArray[np.float64]:
        """Its row of the input; NaN where there is none. May be missing."""
    @property
    def window_count(self) -> NDArray[np.float64]:
        """Values in the window."""
    @property
    def window_sum(self) -> NDArray[np.float64]:
        """Their sum; 0 where there are none."""
    @property
    def window_mean(self) -> NDArray[np.float64]:
        """Their mean by weight; NaN without weight or values. May be missing."""
    @property
    def findings(self) -> Findings:
        """What was left out or noticed, with counts."""
    @property
    def finding_rows(self) -> FindingRows:
        """The first rows of each finding."""
    @classmethod
    def from_json(cls, document: str | bytes) -> MeasuresResult: ...

class MeasureValues(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (r,)
        Row of the input, from 0; people in the order of their labels.
    indicator : array of int of shape (r,)
        Place among the indicators, from 0.
    date : array of int of shape (r,)
        Its day. In days since 1970-01-01.
    value : array of float of shape (r,)
        The value, exchanged where rates say so.

    Shapes: r length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the input, from 0; people in the order of their labels."""
    @property
    def indicator(self) -> NDArray[np.int64]:
        """Place among the indicators, from 0."""
    @property
    def date(self) -> NDArray[np.int64]:
        """Its day. In days since 1970-01-01."""
    @property
    def value(self) -> NDArray[np.float64]:
        """The value, exchanged where rates say so."""

class MeasureIndicators(Table):
    """A table of equally long columns.

    Attributes
    ----------
    indicator : list of str of shape (l,)
        The indicator.
    unit : list of str of shape (l,)
        Its unit; empty where none is given.
    currency : list of str of shape (l,)
        Its currency, after exchange; empty where none is given.
    values : array of int of shape (l,)
        Values kept.
    people : array of int of shape (l,)
        People with a value.
    missing_periods : array of int of shape (l,)
        Periods without a value between a person's first and last one.

    Shapes: l length of `indicator`.
    """
    @property
    def indicator(self) -> NDArray[np.object_]:
        """The indicator."""
    @property
    def unit(self) -> NDArray[np.object_]:
        """Its unit; empty where none is given."""
    @property
    def currency(self) -> NDArray[np.object_]:
        """Its currency, after exchange; empty where none is given."""
    @property
    def values(self) -> NDArray[np.int64]:
        """Values kept."""
    @property
    def people(self) -> NDArray[np.int64]:
        """People with a value."""
    @property
    def missing_periods(self) -> NDArray[np.int64]:
        """Periods without a value between a person's first and last one."""

class MeasureGaps(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (b,)
        Row of the last value before the gap.
    indicator : array of int of shape (b,)
        Place of the indicator, from 0.
    first_day : array of int of shape (b,)
        First day of the first period without a value. In days since 1970-01-01.
    periods : array of int of shape (b,)
        How many periods in a row have none.

    Shapes: b length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the last value before the gap."""
    @property
    def indicator(self) -> NDArray[np.int64]:
        """Place of the indicator, from 0."""
    @property
    def first_day(self) -> NDArray[np.int64]:
        """First day of the first period without a value. In days since 1970-01-01."""
    @property
    def periods(self) -> NDArray[np.int64]:
        """How many periods in a row have none."""

def measures(
    person: ColumnLike,
    date: ColumnLike,
    indicator: ColumnLike,
    value: ColumnLike,
    *,
    weight: ColumnLike | None = None,
    unit: ColumnLike | None = None,
    currency: ColumnLike | None = None,
    recorded_at: ColumnLike | None = None,
    query_person: ColumnLike | None = None,
    query_day: ColumnLike | None = None,
    indicators: Sequence[MeasureRule] = (),
    window_days: int = 365,
    exchange_to: str = '',
    rates: Sequence[CurrencyRate] = (),
    periods: Sequence[int] | NDArray[Any] = (),
    known_at: int | None = None,
    conflicts: Literal["refuse", "leave_out"] = 'refuse',
    examples: int = 5,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> MeasuresResult:
    """Are the measures of people sound, and what was each one's last value, sum and mean as of a day?

    Parameters
    ----------
    person : array-like of shape (n,)
        Whose value it is. Text, categories or whole numbers.
    date : array-like of shape (n,)
        Day of the value, or the last day of the period it is of. In days since 1970-01-01. Must be between
        -4371587 and 2932896.
    indicator : array-like of shape (n,)
        What is measured. Text, categories or whole numbers.
    value : array-like of shape (n,)
        The value. One that is missing or not finite is a conflict. May be missing. May be infinite.
    weight : array-like of shape (n,), optional
        How much the value counts in means: hours, cases. Must be >= 0.
    unit : array-like of shape (n,), optional
        Its unit: one for each indicator. Text, categories or whole numbers. May be missing.
    currency : array-like of shape (n,), optional
        Of amounts of money: one for each indicator, unless rates are given. Text, categories or whole numbers.
        May be missing.
    recorded_at : array-like of shape (n,), optional
        Day from which the value was known; missing: its own day. Of the values of one person, indicator and day
        the one recorded last holds. In days since 1970-01-01. Must be between -4371587 and 2932896. May be
        missing.
    query_person : array-like of shape (m,), optional
        Of whom values are asked for. Text, categories or whole numbers.
    query_day : array-like of shape (m,), optional
        As of which day; needed with query_person. In days since 1970-01-01. Must be between -4371587 and
        2932896.
    indicators : list of MeasureRule, default ()
        The indicators, in the order of the result; another one is a conflict. Left out: all, in the order of
        their labels.
    window_days : int, default 365
        Length of the window: of a query for day d the days in (d - window_days, d]. In days. Must be >= 1.
    exchange_to : str, default ''
        Currency to which amounts are exchanged by rates.
    rates : list of CurrencyRate, default ()
        Rates of exchange. Money of unlike currencies is never added up without them.
    periods : list of int, default ()
        Days at which the periods of every = calendar begin, ascending, and last the day on which the last one is
        over. In days since 1970-01-01. Must be between -4371587 and 2932896.
    known_at : int or None, default None
        Values recorded after this day, or that lie after it, are left out: what was known then. In days since
        1970-01-01. Must be between -4371587 and 2932896.
    conflicts : {'refuse', 'leave_out'}, default 'refuse'
        What happens to rows that contradict another one or what is declared.
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
    result : MeasuresResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`, m length of `query_person`.
    """

class CrosswalkResult(Result):
    """A record of named fields.

    Attributes
    ----------
    records : CrosswalkRecords
        The person of each record.
    matched : int
        Records with a person.
    unmatched : int
        Records without one.
    unused : array of int of shape (b,)
        Rows of the table, from 0, that are sound and that no record met.
    findings : Findings
        What was left out or noticed, with counts. Codes that begin with record_ count records, the others rows
        of the table.
    finding_rows : FindingRows
        The first rows of each finding.

    Shapes: b length of `unused`.
    """
    @property
    def records(self) -> CrosswalkRecords:
        """The person of each record."""
    @property
    def matched(self) -> int:
        """Records with a person."""
    @property
    def unmatched(self) -> int:
        """Records without one."""
    @property
    def unused(self) -> NDArray[np.int64]:
        """Rows of the table, from 0, that are sound and that no record met."""
    @property
    def findings(self) -> Findings:
        """What was left out or noticed, with counts. Codes that begin with record_ count records, the others rows of the table."""
    @property
    def finding_rows(self) -> FindingRows:
        """The first rows of each finding."""
    @classmethod
    def from_json(cls, document: str | bytes) -> CrosswalkResult: ...

class CrosswalkRecords(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (n,)
        Whose record it is; missing where the table does not say. May be missing.
    row : array of int of shape (n,)
        Row of the table that says so, from 0; -1 where none does.

    Shapes: n length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """Whose record it is; missing where the table does not say. May be missing."""
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the table that says so, from 0; -1 where none does."""

def crosswalk(
    record_id: ColumnLike,
    id: ColumnLike,
    person: ColumnLike,
    *,
    record_source: ColumnLike | None = None,
    record_day: ColumnLike | None = None,
    source: ColumnLike | None = None,
    valid_from: ColumnLike | None = None,
    valid_until: ColumnLike | None = None,
    interval: Literal["undeclared", "closed", "half_open"] = 'undeclared',
    open_ends: Sequence[int] | NDArray[Any] = (),
    conflicts: Literal["refuse", "leave_out"] = 'refuse',
    examples: int = 5,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> CrosswalkResult:
    """Whose id is it, in which system and on which day?

    Parameters
    ----------
    record_id : array-like of shape (n,)
        The id in the record. Text, categories or whole numbers. May be missing.
    id : array-like of shape (m,)
        Ids of the table. Text, categories or whole numbers.
    person : array-like of shape (m,)
        Whose id it is. Text, categories or whole numbers.
    record_source : array-like of shape (n,), optional
        The system that the record is from; given where source is. Text, categories or whole numbers.
    record_day : array-like of shape (n,), optional
        Day of the record; needed where the table has days. A record without one is matched where the id is one
        person's on all days. In days since 1970-01-01. Must be between -4371587 and 2932896. May be missing.
    source : array-like of shape (m,), optional
        The system in which it is the id. Left out: all ids are of one system. Text, categories or whole numbers.
    valid_from : array-like of shape (m,), optional
        First day on which it is; missing: from always. In days since 1970-01-01. Must be between -4371587 and
        2932896. May be missing.
    valid_until : array-like of shape (m,), optional
        Last day on which it is, or the day after it (see interval); missing, or one of open_ends: for ever. In
        days since 1970-01-01. Must be between -4371587 and 2932896. May be missing.
    interval : {'undeclared', 'closed', 'half_open'}, default 'undeclared'
        What valid_until means. To be given where valid_until is.
        * ``undeclared``: Not said; refused.
        * ``closed``: stop is the last day employed.
        * ``half_open``: stop is the first day no longer employed.
    open_ends : list of int, default ()
        Days that the system writes for 'no end yet': 2932896 is 9999-12-31, 1001859 is 4712-12-31.
    conflicts : {'refuse', 'leave_out'}, default 'refuse'
        What happens to rows of the table that contradict themselves, or each other on some day.
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
    result : CrosswalkResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `record_id`, m length of `id`.
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

class WorkingDaysResult(Result):
    """A record of named fields.

    Attributes
    ----------
    days : WorkingDaysTable
        The answers, row by row.
    known : int
        Days in the calendar. In days.
    worked : int
        Those of them that are worked. In days.
    """
    @property
    def days(self) -> WorkingDaysTable:
        """The answers, row by row."""
    @property
    def known(self) -> int:
        """Days in the calendar. In days."""
    @property
    def worked(self) -> int:
        """Those of them that are worked. In days."""
    @classmethod
    def from_json(cls, document: str | bytes) -> WorkingDaysResult: ...

class WorkingDaysTable(Table):
    """A table of equally long columns.

    Attributes
    ----------
    is_working : array of float of shape (n,)
        1 where day is worked, 0 where not; NaN where day is missing. May be missing.
    between : array of float of shape (n,)
        Working days in [day, until); negative where until comes first; NaN where one is missing or not given.
        May be missing.
    shifted : array of float of shape (n,)
        The working day found; with add = 0 day itself when it is worked, otherwise the next one; NaN where one
        is missing or not given. In days since 1970-01-01. May be missing.

    Shapes: n length of `is_working`.
    """
    @property
    def is_working(self) -> NDArray[np.float64]:
        """1 where day is worked, 0 where not; NaN where day is missing. May be missing."""
    @property
    def between(self) -> NDArray[np.float64]:
        """Working days in [day, until); negative where until comes first; NaN where one is missing or not given. May be missing."""
    @property
    def shifted(self) -> NDArray[np.float64]:
        """The working day found; with add = 0 day itself when it is worked, otherwise the next one; NaN where one is missing or not given. In days since 1970-01-01. May be missing."""

def working_days(
    day: ColumnLike,
    *,
    until: ColumnLike | None = None,
    add: ColumnLike | None = None,
    worked: ColumnLike | None = None,
    first_day: int | None = None,
    last_day: int | None = None,
    holidays: Sequence[int] | NDArray[Any] = (),
    make_up_days: Sequence[int] | NDArray[Any] = (),
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> WorkingDaysResult:
    """How many working days lie between two days, and which comes so many later?

    Parameters
    ----------
    day : array-like of shape (n,)
        The day asked about. In days since 1970-01-01. Must be between -4371587 and 2932896. May be missing.
    until : array-like of shape (n,), optional
        Count the working days from day to the one before this. In days since 1970-01-01. Must be between
        -4371587 and 2932896. May be missing.
    add : array-like of shape (n,), optional
        Find the working day that comes so many after day; before it when negative. In working days. Whole
        numbers. May be missing.
    worked : array-like of shape (a,), optional
        Every day of the calendar that is worked, in any order. Without it Monday to Friday, by holidays and
        make_up_days. In days since 1970-01-01. Must be between -4371587 and 2932896.
    first_day : int or None, default None
        First day that the calendar knows. To be given. In days since 1970-01-01. Must be between -4371587 and
        2932896.
    last_day : int or None, default None
        Last day that it knows. To be given; nothing is guessed beyond it. In days since 1970-01-01. Must be
        between -4371587 and 2932896.
    holidays : list of int, default ()
        Days that are not worked though they are Mondays to Fridays. Not with worked. In days since 1970-01-01.
    make_up_days : list of int, default ()
        Saturdays and Sundays that are worked (调休). Not with worked. In days since 1970-01-01.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : WorkingDaysResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `day`, a length of `worked`.
    """
