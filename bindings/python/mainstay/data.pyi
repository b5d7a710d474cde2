# Written by `python -m mainstay._generate` from the description of the analyses.
from collections.abc import Sequence
from typing import Any, Literal, TypedDict

import numpy as np
from numpy.typing import NDArray

from ._call import Result, State
from ._table import Table
from ._typing import ColumnLike, Numbers, Progress, TableLike

__all__ = [
    "FindingRows",
    "Findings",
    "ReasonRule",
    "SpellTable",
    "SpellsResult",
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
        The first of them, from 0.
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
        """The first of them, from 0."""
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
