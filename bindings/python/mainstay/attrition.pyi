# Written by `python -m mainstay._generate` from the description of the analyses.
from collections.abc import Sequence
from typing import Any, Literal, TypedDict

import numpy as np
from numpy.typing import NDArray

from ._call import Result, State
from ._table import Table
from ._typing import ColumnLike, Numbers, Progress, TableLike

__all__ = [
    "CohortSurvival",
    "EmploymentNotices",
    "HeadcountDates",
    "HeadcountLeavers",
    "HeadcountPeriods",
    "HeadcountResult",
    "HeadcountState",
    "HireRates",
    "MappingRule",
    "RateDefinitions",
    "RateTable",
    "RatesResult",
    "RatesState",
    "RetentionResult",
    "RetentionTable",
    "headcount",
    "rates",
    "retention",
]

class _MappingRuleRequired(TypedDict):
    column: str
    label: str
    to: str

class MappingRule(_MappingRuleRequired, total=False):
    since: int | None

class HeadcountResult(Result):
    """A record of named fields.

    Attributes
    ----------
    dates : HeadcountDates
        Who was there on the days asked for.
    periods : HeadcountPeriods
        Openings, movements, closings and person-time of each period.
    leavers : HeadcountLeavers
        Leavers by kind.
    notices : EmploymentNotices
        What was noticed in the rows.
    definition_en : str
        How it was counted, in English.
    definition_zh : str
        How it was counted, in Chinese.
    """
    @property
    def dates(self) -> HeadcountDates:
        """Who was there on the days asked for."""
    @property
    def periods(self) -> HeadcountPeriods:
        """Openings, movements, closings and person-time of each period."""
    @property
    def leavers(self) -> HeadcountLeavers:
        """Leavers by kind."""
    @property
    def notices(self) -> EmploymentNotices:
        """What was noticed in the rows."""
    @property
    def definition_en(self) -> str:
        """How it was counted, in English."""
    @property
    def definition_zh(self) -> str:
        """How it was counted, in Chinese."""
    @classmethod
    def from_json(cls, document: str | bytes) -> HeadcountResult: ...

class HeadcountDates(Table):
    """A table of equally long columns.

    Attributes
    ----------
    date : array of int of shape (d,)
        Day. In days since 1970-01-01.
    column : array of str of shape (d,)
        'total', or a column of by.
    value : array of str of shape (d,)
        'all', or a value of the column.
    heads : array of int of shape (d,)
        People employed that day, each once; without those on leave where on_leave is apart.
    on_leave : array of int of shape (d,)
        People of whom every job here is on leave.
    fte : array of float of shape (d,)
        Full-time equivalents of those counted; missing without fte. May be missing.

    Shapes: d length of `date`.
    """
    @property
    def date(self) -> NDArray[np.int64]:
        """Day. In days since 1970-01-01."""
    @property
    def column(self) -> NDArray[np.object_]:
        """'total', or a column of by."""
    @property
    def value(self) -> NDArray[np.object_]:
        """'all', or a value of the column."""
    @property
    def heads(self) -> NDArray[np.int64]:
        """People employed that day, each once; without those on leave where on_leave is apart."""
    @property
    def on_leave(self) -> NDArray[np.int64]:
        """People of whom every job here is on leave."""
    @property
    def fte(self) -> NDArray[np.float64]:
        """Full-time equivalents of those counted; missing without fte. May be missing."""

class HeadcountPeriods(Table):
    """A table of equally long columns.

    Attributes
    ----------
    start : array of int of shape (r,)
        First day. In days since 1970-01-01.
    stop : array of int of shape (r,)
        First day after it. In days since 1970-01-01.
    column : array of str of shape (r,)
        'total', or a column of by.
    value : array of str of shape (r,)
        'all', or a value of the column.
    opening : array of int of shape (r,)
        People when the period opens: at the close of the day before it.
    closing : array of int of shape (r,)
        People at the close of its last day.
    opening_on_leave : array of int of shape (r,)
        People on leave when it opens.
    closing_on_leave : array of int of shape (r,)
        People on leave at its close.
    hires : array of int of shape (r,)
        People whose employment began here within it, whatever their state.
    leavers : array of int of shape (r,)
        People whose employment ended here within it, whatever their state.
    transfers_in : array of int of shape (r,)
        People who came from elsewhere in the company, or back from an interruption.
    transfers_out : array of int of shape (r,)
        People who went elsewhere in the company, or into an interruption.
    person_days : array of int of shape (r,)
        Days of the people counted. In person-days.
    on_leave_days : array of int of shape (r,)
        Days on leave. In person-days.
    mean_headcount : array of float of shape (r,)
        person_days over the days of the period.
    opening_fte : array of float of shape (r,)
        Full-time equivalents when it opens; missing without fte. May be missing.
    closing_fte : array of float of shape (r,)
        Full-time equivalents at its close; missing without fte. May be missing.
    mean_fte : array of float of shape (r,)
        Full-time equivalents on an average day; missing without fte. May be missing.

    Shapes: r length of `start`.
    """
    @property
    def start(self) -> NDArray[np.int64]:
        """First day. In days since 1970-01-01."""
    @property
    def stop(self) -> NDArray[np.int64]:
        """First day after it. In days since 1970-01-01."""
    @property
    def column(self) -> NDArray[np.object_]:
        """'total', or a column of by."""
    @property
    def value(self) -> NDArray[np.object_]:
        """'all', or a value of the column."""
    @property
    def opening(self) -> NDArray[np.int64]:
        """People when the period opens: at the close of the day before it."""
    @property
    def closing(self) -> NDArray[np.int64]:
        """People at the close of its last day."""
    @property
    def opening_on_leave(self) -> NDArray[np.int64]:
        """People on leave when it opens."""
    @property
    def closing_on_leave(self) -> NDArray[np.int64]:
        """People on leave at its close."""
    @property
    def hires(self) -> NDArray[np.int64]:
        """People whose employment began here within it, whatever their state."""
    @property
    def leavers(self) -> NDArray[np.int64]:
        """People whose employment ended here within it, whatever their state."""
    @property
    def transfers_in(self) -> NDArray[np.int64]:
        """People who came from elsewhere in the company, or back from an interruption."""
    @property
    def transfers_out(self) -> NDArray[np.int64]:
        """People who went elsewhere in the company, or into an interruption."""
    @property
    def person_days(self) -> NDArray[np.int64]:
        """Days of the people counted. In person-days."""
    @property
    def on_leave_days(self) -> NDArray[np.int64]:
        """Days on leave. In person-days."""
    @property
    def mean_headcount(self) -> NDArray[np.float64]:
        """person_days over the days of the period."""
    @property
    def opening_fte(self) -> NDArray[np.float64]:
        """Full-time equivalents when it opens; missing without fte. May be missing."""
    @property
    def closing_fte(self) -> NDArray[np.float64]:
        """Full-time equivalents at its close; missing without fte. May be missing."""
    @property
    def mean_fte(self) -> NDArray[np.float64]:
        """Full-time equivalents on an average day; missing without fte. May be missing."""

class HeadcountLeavers(Table):
    """A table of equally long columns.

    Attributes
    ----------
    start : array of int of shape (i,)
        First day. In days since 1970-01-01.
    stop : array of int of shape (i,)
        First day after it. In days since 1970-01-01.
    column : array of str of shape (i,)
        'total', or a column of by.
    value : array of str of shape (i,)
        'all', or a value of the column.
    kind : array of str of shape (i,)
        Kind of leaving.
    leavers : array of int of shape (i,)
        People who left so.

    Shapes: i length of `start`.
    """
    @property
    def start(self) -> NDArray[np.int64]:
        """First day. In days since 1970-01-01."""
    @property
    def stop(self) -> NDArray[np.int64]:
        """First day after it. In days since 1970-01-01."""
    @property
    def column(self) -> NDArray[np.object_]:
        """'total', or a column of by."""
    @property
    def value(self) -> NDArray[np.object_]:
        """'all', or a value of the column."""
    @property
    def kind(self) -> NDArray[np.object_]:
        """Kind of leaving."""
    @property
    def leavers(self) -> NDArray[np.int64]:
        """People who left so."""

class EmploymentNotices(Table):
    """A table of equally long columns.

    Attributes
    ----------
    notice : list of str of shape (f,)
        What was noticed, as a code.
    count : array of int of shape (f,)
        People or rows concerned.

    Shapes: f length of `notice`.
    """
    @property
    def notice(self) -> NDArray[np.object_]:
        """What was noticed, as a code."""
    @property
    def count(self) -> NDArray[np.int64]:
        """People or rows concerned."""

class HeadcountState(State):
    """Mergeable state of attrition.headcount: How many people were there, who came and who went?

    begin; while not done: update in each part, merge all, advance; finish

    Parameters
    ----------
    dates : list of int, default ()
        Days on which to count, in any order; before observation_end. In days since 1970-01-01. Must be between
        -4371587 and 2932896.
    observation_end : int or None, default None
        First day about which nothing is known: who left by then is known to have left. To be given; no date or
        period may go beyond it. In days since 1970-01-01. Must be between -4371587 and 2932896.
    observation_start : int or None, default None
        Day at which the records were cut: intervals that begin on it go on from before, by their entry. No date
        or period may go behind it. In days since 1970-01-01. Must be between -4371587 and 2932896.
    boundaries : list of int, default ()
        Periods by their first days, ascending; the last one is the first day after the last period. In days
        since 1970-01-01. Must be between -4371587 and 2932896.
    period : {'none', 'month', 'quarter', 'year'}, default 'none'
        Periods by a word, from first_day to last_day.
        * ``none``: Periods are the boundaries, if any.
        * ``month``: One month after the other from first_day.
        * ``quarter``: Three months after three months from first_day.
        * ``year``: Year after year from first_day, whatever month it begins in.
    first_day : int or None, default None
        First day of the first period. In days since 1970-01-01. Must be between -4371587 and 2932896.
    last_day : int or None, default None
        Last day of the last period. In days since 1970-01-01. Must be between -4371587 and 2932896.
    last_day_rule : {'undeclared', 'employed', 'gone_at_close', 'first_day_away'}, default 'undeclared'
        Which period a leaver belongs to. To be given with periods.
        * ``undeclared``: Not said; refused.
        * ``employed``: A leaver belongs to the period of the last day employed and is in the headcount of that
          day; opening + hires - leavers is then not closing.
        * ``gone_at_close``: A leaver belongs to the period of the last day employed; opening and closing are
          taken after those of the day have left. Balances.
        * ``first_day_away``: A leaver belongs to the period of the first day no longer employed. Balances.
    on_leave : {'undeclared', 'counted', 'apart'}, default 'undeclared'
        Whether people on leave are among those counted. To be given with state.
        * ``undeclared``: Not said; refused where state is given.
        * ``counted``: Heads, FTE and person-days include people on leave; they are shown a second time by
          themselves.
        * ``apart``: Heads, FTE and person-days leave them out; they are shown by themselves. Leavers count
          whatever their state.
    organisation : {'as_was', 'as_is', 'mapped'}, default 'as_was'
        Under which organisation the rows are broken down.
        * ``as_was``: The value of the row that holds on the day.
        * ``as_is``: The value of the person's last row, for all of the person's days.
        * ``mapped``: The value of the day, renamed as mapping declares.
    mapping : list of MappingRule, default ()
        What is counted under another name, with organisation mapped.
    rollup : str, default ''
        Column of by whose values unit and ancestor speak of: each unit then counts all below it.
    unstated_kind : str, default 'unclassified'
        Name of the kind of leavers without one.
    missing_label : str, default 'missing'
        Name of the value of rows that lack one.
    """
    def __init__(
        self,
        *,
        dates: Sequence[int] | NDArray[Any] = (),
        observation_end: int | None = None,
        observation_start: int | None = None,
        boundaries: Sequence[int] | NDArray[Any] = (),
        period: Literal["none", "month", "quarter", "year"] = 'none',
        first_day: int | None = None,
        last_day: int | None = None,
        last_day_rule: Literal["undeclared", "employed", "gone_at_close", "first_day_away"] = 'undeclared',
        on_leave: Literal["undeclared", "counted", "apart"] = 'undeclared',
        organisation: Literal["as_was", "as_is", "mapped"] = 'as_was',
        mapping: Sequence[MappingRule] = (),
        rollup: str = '',
        unstated_kind: str = 'unclassified',
        missing_label: str = 'missing',
    ) -> None: ...
    def update(
        self,
        person: ColumnLike,
        start: ColumnLike,
        stop: ColumnLike,
        *,
        event: ColumnLike | None = None,
        entry: ColumnLike | None = None,
        spell: ColumnLike | None = None,
        fte: ColumnLike | None = None,
        state: ColumnLike | None = None,
        kind: ColumnLike | None = None,
        regretted: ColumnLike | None = None,
        by: TableLike | None = None,
        unit: ColumnLike | None = None,
        ancestor: ColumnLike | None = None,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> HeadcountState: ...
    def merge(self, other: HeadcountState) -> HeadcountState: ...
    def advance(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> HeadcountState: ...
    def finish(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> HeadcountResult: ...
    @classmethod
    def from_bytes(cls, document: bytes) -> HeadcountState: ...

def headcount(
    person: ColumnLike,
    start: ColumnLike,
    stop: ColumnLike,
    *,
    event: ColumnLike | None = None,
    entry: ColumnLike | None = None,
    spell: ColumnLike | None = None,
    fte: ColumnLike | None = None,
    state: ColumnLike | None = None,
    kind: ColumnLike | None = None,
    regretted: ColumnLike | None = None,
    by: TableLike | None = None,
    unit: ColumnLike | None = None,
    ancestor: ColumnLike | None = None,
    dates: Sequence[int] | NDArray[Any] = (),
    observation_end: int | None = None,
    observation_start: int | None = None,
    boundaries: Sequence[int] | NDArray[Any] = (),
    period: Literal["none", "month", "quarter", "year"] = 'none',
    first_day: int | None = None,
    last_day: int | None = None,
    last_day_rule: Literal["undeclared", "employed", "gone_at_close", "first_day_away"] = 'undeclared',
    on_leave: Literal["undeclared", "counted", "apart"] = 'undeclared',
    organisation: Literal["as_was", "as_is", "mapped"] = 'as_was',
    mapping: Sequence[MappingRule] = (),
    rollup: str = '',
    unstated_kind: str = 'unclassified',
    missing_label: str = 'missing',
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> HeadcountResult:
    """How many people were there, who came and who went?

    Parameters
    ----------
    person : array-like of shape (n,)
        Who it is. Text, categories or whole numbers.
    start : array-like of shape (n,)
        First day of the interval. In days since 1970-01-01. Must be between -4371587 and 2932896.
    stop : array-like of shape (n,)
        First day after it; missing, or after observation_end, while it still runs. In days since 1970-01-01.
        Must be between -4371587 and 2932896. May be missing.
    event : array-like of shape (n,), optional
        1 where the person left at stop, 0 where only the interval ended (a change, or the end of observation).
        Without it the end of a spell is a leaving. Must be between 0 and 1.
    entry : array-like of shape (n,), optional
        Tenure at start, as data.history gives it, missing where nobody knows it; read where the interval begins
        on observation_start, to tell those who were there before from those hired that day. In days. Must be
        between 0 and 100000. May be missing.
    spell : array-like of shape (n,), optional
        Which spell of the person it belongs to: touching intervals of one spell continue it, those of another
        are a rehire. Without it all touching intervals of a person are one spell. Text, categories or whole
        numbers.
    fte : array-like of shape (n,), optional
        Full-time equivalent, kept to a millionth. Must be between 0 and 1000.
    state : array-like of shape (n,), optional
        active or on_leave. Text, categories or whole numbers.
    kind : array-like of shape (n,), optional
        Why the spell ended, in the row in which it ended: voluntary, involuntary, other, or any labels. Text,
        categories or whole numbers. May be missing.
    regretted : array-like of shape (n,), optional
        1 where the company would have kept the leaver, 0 where not, missing where nobody said. Must be between 0
        and 1. May be missing.
    by : table-like of shape (n,), optional
        Columns to break down by: department, grade, site. Text, categories or whole numbers. May be missing.
    unit : array-like of shape (u,), optional
        A value of the column that rollup names, beside each ancestor of it (the closure of data.organisation).
        Text, categories or whole numbers.
    ancestor : array-like of shape (u,), optional
        A unit above it; the unit itself need not be listed. Text, categories or whole numbers.
    dates : list of int, default ()
        Days on which to count, in any order; before observation_end. In days since 1970-01-01. Must be between
        -4371587 and 2932896.
    observation_end : int or None, default None
        First day about which nothing is known: who left by then is known to have left. To be given; no date or
        period may go beyond it. In days since 1970-01-01. Must be between -4371587 and 2932896.
    observation_start : int or None, default None
        Day at which the records were cut: intervals that begin on it go on from before, by their entry. No date
        or period may go behind it. In days since 1970-01-01. Must be between -4371587 and 2932896.
    boundaries : list of int, default ()
        Periods by their first days, ascending; the last one is the first day after the last period. In days
        since 1970-01-01. Must be between -4371587 and 2932896.
    period : {'none', 'month', 'quarter', 'year'}, default 'none'
        Periods by a word, from first_day to last_day.
        * ``none``: Periods are the boundaries, if any.
        * ``month``: One month after the other from first_day.
        * ``quarter``: Three months after three months from first_day.
        * ``year``: Year after year from first_day, whatever month it begins in.
    first_day : int or None, default None
        First day of the first period. In days since 1970-01-01. Must be between -4371587 and 2932896.
    last_day : int or None, default None
        Last day of the last period. In days since 1970-01-01. Must be between -4371587 and 2932896.
    last_day_rule : {'undeclared', 'employed', 'gone_at_close', 'first_day_away'}, default 'undeclared'
        Which period a leaver belongs to. To be given with periods.
        * ``undeclared``: Not said; refused.
        * ``employed``: A leaver belongs to the period of the last day employed and is in the headcount of that
          day; opening + hires - leavers is then not closing.
        * ``gone_at_close``: A leaver belongs to the period of the last day employed; opening and closing are
          taken after those of the day have left. Balances.
        * ``first_day_away``: A leaver belongs to the period of the first day no longer employed. Balances.
    on_leave : {'undeclared', 'counted', 'apart'}, default 'undeclared'
        Whether people on leave are among those counted. To be given with state.
        * ``undeclared``: Not said; refused where state is given.
        * ``counted``: Heads, FTE and person-days include people on leave; they are shown a second time by
          themselves.
        * ``apart``: Heads, FTE and person-days leave them out; they are shown by themselves. Leavers count
          whatever their state.
    organisation : {'as_was', 'as_is', 'mapped'}, default 'as_was'
        Under which organisation the rows are broken down.
        * ``as_was``: The value of the row that holds on the day.
        * ``as_is``: The value of the person's last row, for all of the person's days.
        * ``mapped``: The value of the day, renamed as mapping declares.
    mapping : list of MappingRule, default ()
        What is counted under another name, with organisation mapped.
    rollup : str, default ''
        Column of by whose values unit and ancestor speak of: each unit then counts all below it.
    unstated_kind : str, default 'unclassified'
        Name of the kind of leavers without one.
    missing_label : str, default 'missing'
        Name of the value of rows that lack one.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : HeadcountResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`, u length of `unit`.
    """

class RatesResult(Result):
    """A record of named fields.

    Attributes
    ----------
    definition : {'undeclared', 'mid', 'monthly_average_12', 'monthly_average_13', 'crude_wastage', 'opening', 'leavers_plus_closing', 'exposure', 'jolts'}
        The declared definition.
        * ``undeclared``: Not said; refused.
        * ``mid``: Leavers over the mean of opening and closing headcount.
        * ``monthly_average_12``: Leavers over the mean of the month-end headcounts of the period (12 in a year).
        * ``monthly_average_13``: Leavers over the mean of the opening and the month-end headcounts (13 in a
          year).
        * ``crude_wastage``: Leavers over the mean headcount of all days of the period.
        * ``opening``: Leavers over the opening headcount.
        * ``leavers_plus_closing``: Leavers over leavers plus closing headcount.
        * ``exposure``: Leavers per person-year of 365.25 days.
        * ``jolts``: Leavers per month over the headcount of the 12th of each calendar month, as the US survey of
          job openings counts.
    per : {'period', 'year', 'month'}
        What the rates are rates of.
        * ``period``: Of the period, however long it is.
        * ``year``: Per person-year.
        * ``month``: Per month.
    interval : {'exact_poisson', 'wilson'}
        Method of the intervals.
        * ``exact_poisson``: Leavers as a Poisson count, the denominator as given (Garwood).
        * ``wilson``: Leavers as a share of the denominator (Wilson's score interval).
    message : str
        Key of the definition in a catalogue of messages.
    definition_en : str
        The definition in words, in English.
    definition_zh : str
        The same in Chinese.
    annual_en : str
        How rates were annualised, in English.
    annual_zh : str
        The same in Chinese.
    warnings : int
        Rows of definitions that differ from the declared one by more than its interval.
    rates : RateTable
        The rates by period, group and kind.
    definitions : RateDefinitions
        The common definitions side by side.
    hires : HireRates
        Hires over the same denominator.
    notices : EmploymentNotices
        What was noticed in the rows.
    """
    @property
    def definition(self) -> Literal["undeclared", "mid", "monthly_average_12", "monthly_average_13", "crude_wastage", "opening", "leavers_plus_closing", "exposure", "jolts"]:
        """The declared definition."""
    @property
    def per(self) -> Literal["period", "year", "month"]:
        """What the rates are rates of."""
    @property
    def interval(self) -> Literal["exact_poisson", "wilson"]:
        """Method of the intervals."""
    @property
    def message(self) -> str:
        """Key of the definition in a catalogue of messages."""
    @property
    def definition_en(self) -> str:
        """The definition in words, in English."""
    @property
    def definition_zh(self) -> str:
        """The same in Chinese."""
    @property
    def annual_en(self) -> str:
        """How rates were annualised, in English."""
    @property
    def annual_zh(self) -> str:
        """The same in Chinese."""
    @property
    def warnings(self) -> int:
        """Rows of definitions that differ from the declared one by more than its interval."""
    @property
    def rates(self) -> RateTable:
        """The rates by period, group and kind."""
    @property
    def definitions(self) -> RateDefinitions:
        """The common definitions side by side."""
    @property
    def hires(self) -> HireRates:
        """Hires over the same denominator."""
    @property
    def notices(self) -> EmploymentNotices:
        """What was noticed in the rows."""
    @classmethod
    def from_json(cls, document: str | bytes) -> RatesResult: ...

class RateTable(Table):
    """A table of equally long columns.

    Attributes
    ----------
    start : array of int of shape (i,)
        First day of the period. In days since 1970-01-01.
    stop : array of int of shape (i,)
        First day after it. In days since 1970-01-01.
    column : array of str of shape (i,)
        'total', or a column of by.
    value : array of str of shape (i,)
        'all', or a value of the column.
    part : array of str of shape (i,)
        'total', or a kind of leaving; the kinds add up to the total.
    numerator : array of int of shape (i,)
        Leavers.
    denominator : array of float of shape (i,)
        What they are divided by; missing where the period does not consist of the months that the definition
        needs. May be missing.
    rate : array of float of shape (i,)
        The rate; missing where the denominator is 0 or missing, never 0 for that. May be missing.
    lower : array of float of shape (i,)
        Lower limit. May be missing.
    upper : array of float of shape (i,)
        Upper limit. May be missing.
    annual_rate : array of float of shape (i,)
        Rate of a year, as annualise says; missing without, and where compounding more than everybody. May be
        missing.
    annual_lower : array of float of shape (i,)
        Its lower limit. May be missing.
    annual_upper : array of float of shape (i,)
        Its upper limit. May be missing.
    definition_en : list of str of shape (i,)
        The figure in words and numbers, in English; empty without sentences.
    definition_zh : list of str of shape (i,)
        The same in Chinese.

    Shapes: i length of `start`.
    """
    @property
    def start(self) -> NDArray[np.int64]:
        """First day of the period. In days since 1970-01-01."""
    @property
    def stop(self) -> NDArray[np.int64]:
        """First day after it. In days since 1970-01-01."""
    @property
    def column(self) -> NDArray[np.object_]:
        """'total', or a column of by."""
    @property
    def value(self) -> NDArray[np.object_]:
        """'all', or a value of the column."""
    @property
    def part(self) -> NDArray[np.object_]:
        """'total', or a kind of leaving; the kinds add up to the total."""
    @property
    def numerator(self) -> NDArray[np.int64]:
        """Leavers."""
    @property
    def denominator(self) -> NDArray[np.float64]:
        """What they are divided by; missing where the period does not consist of the months that the definition needs. May be missing."""
    @property
    def rate(self) -> NDArray[np.float64]:
        """The rate; missing where the denominator is 0 or missing, never 0 for that. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit. May be missing."""
    @property
    def annual_rate(self) -> NDArray[np.float64]:
        """Rate of a year, as annualise says; missing without, and where compounding more than everybody. May be missing."""
    @property
    def annual_lower(self) -> NDArray[np.float64]:
        """Its lower limit. May be missing."""
    @property
    def annual_upper(self) -> NDArray[np.float64]:
        """Its upper limit. May be missing."""
    @property
    def definition_en(self) -> NDArray[np.object_]:
        """The figure in words and numbers, in English; empty without sentences."""
    @property
    def definition_zh(self) -> NDArray[np.object_]:
        """The same in Chinese."""

class RateDefinitions(Table):
    """A table of equally long columns.

    Attributes
    ----------
    start : array of int of shape (r,)
        First day of the period. In days since 1970-01-01.
    stop : array of int of shape (r,)
        First day after it. In days since 1970-01-01.
    column : array of str of shape (r,)
        'total', or a column of by.
    value : array of str of shape (r,)
        'all', or a value of the column.
    definition : array of str of shape (r,)
        Definition.
    declared : array of int of shape (r,)
        1 for the one that was asked for.
    numerator : array of int of shape (r,)
        Leavers.
    denominator : array of float of shape (r,)
        What they are divided by; missing where the period does not consist of the months that the definition
        needs. May be missing.
    rate : array of float of shape (r,)
        The rate; missing where the denominator is 0 or missing. May be missing.
    lower : array of float of shape (r,)
        Lower limit. May be missing.
    upper : array of float of shape (r,)
        Upper limit. May be missing.
    per : array of str of shape (r,)
        What the rate is a rate of: period, year, month.
    interval : array of str of shape (r,)
        Method of the interval.
    period_rate : array of float of shape (r,)
        The rate brought to the length of the period, for comparing. May be missing.
    differs : array of int of shape (r,)
        1 where period_rate lies outside the declared definition's interval.

    Shapes: r length of `start`.
    """
    @property
    def start(self) -> NDArray[np.int64]:
        """First day of the period. In days since 1970-01-01."""
    @property
    def stop(self) -> NDArray[np.int64]:
        """First day after it. In days since 1970-01-01."""
    @property
    def column(self) -> NDArray[np.object_]:
        """'total', or a column of by."""
    @property
    def value(self) -> NDArray[np.object_]:
        """'all', or a value of the column."""
    @property
    def definition(self) -> NDArray[np.object_]:
        """Definition."""
    @property
    def declared(self) -> NDArray[np.int64]:
        """1 for the one that was asked for."""
    @property
    def numerator(self) -> NDArray[np.int64]:
        """Leavers."""
    @property
    def denominator(self) -> NDArray[np.float64]:
        """What they are divided by; missing where the period does not consist of the months that the definition needs. May be missing."""
    @property
    def rate(self) -> NDArray[np.float64]:
        """The rate; missing where the denominator is 0 or missing. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit. May be missing."""
    @property
    def per(self) -> NDArray[np.object_]:
        """What the rate is a rate of: period, year, month."""
    @property
    def interval(self) -> NDArray[np.object_]:
        """Method of the interval."""
    @property
    def period_rate(self) -> NDArray[np.float64]:
        """The rate brought to the length of the period, for comparing. May be missing."""
    @property
    def differs(self) -> NDArray[np.int64]:
        """1 where period_rate lies outside the declared definition's interval."""

class HireRates(Table):
    """A table of equally long columns.

    Attributes
    ----------
    start : array of int of shape (g,)
        First day of the period. In days since 1970-01-01.
    stop : array of int of shape (g,)
        First day after it. In days since 1970-01-01.
    column : array of str of shape (g,)
        'total', or a column of by.
    value : array of str of shape (g,)
        'all', or a value of the column.
    hires : array of int of shape (g,)
        People hired within it.
    denominator : array of float of shape (g,)
        The declared definition's; missing for leavers_plus_closing, which divides by leavers. May be missing.
    rate : array of float of shape (g,)
        The rate; missing where the denominator is 0 or missing. May be missing.
    lower : array of float of shape (g,)
        Lower limit, exact Poisson. May be missing.
    upper : array of float of shape (g,)
        Upper limit, exact Poisson. May be missing.

    Shapes: g length of `start`.
    """
    @property
    def start(self) -> NDArray[np.int64]:
        """First day of the period. In days since 1970-01-01."""
    @property
    def stop(self) -> NDArray[np.int64]:
        """First day after it. In days since 1970-01-01."""
    @property
    def column(self) -> NDArray[np.object_]:
        """'total', or a column of by."""
    @property
    def value(self) -> NDArray[np.object_]:
        """'all', or a value of the column."""
    @property
    def hires(self) -> NDArray[np.int64]:
        """People hired within it."""
    @property
    def denominator(self) -> NDArray[np.float64]:
        """The declared definition's; missing for leavers_plus_closing, which divides by leavers. May be missing."""
    @property
    def rate(self) -> NDArray[np.float64]:
        """The rate; missing where the denominator is 0 or missing. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit, exact Poisson. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit, exact Poisson. May be missing."""

class RatesState(State):
    """Mergeable state of attrition.rates: How many left for every hundred employed, by which definition?

    begin; while not done: update in each part, merge all, advance; finish

    Parameters
    ----------
    definition : {'undeclared', 'mid', 'monthly_average_12', 'monthly_average_13', 'crude_wastage', 'opening', 'leavers_plus_closing', 'exposure', 'jolts'}, default 'undeclared'
        What is divided by what. To be given.
        * ``undeclared``: Not said; refused.
        * ``mid``: Leavers over the mean of opening and closing headcount.
        * ``monthly_average_12``: Leavers over the mean of the month-end headcounts of the period (12 in a year).
        * ``monthly_average_13``: Leavers over the mean of the opening and the month-end headcounts (13 in a
          year).
        * ``crude_wastage``: Leavers over the mean headcount of all days of the period.
        * ``opening``: Leavers over the opening headcount.
        * ``leavers_plus_closing``: Leavers over leavers plus closing headcount.
        * ``exposure``: Leavers per person-year of 365.25 days.
        * ``jolts``: Leavers per month over the headcount of the 12th of each calendar month, as the US survey of
          job openings counts.
    annualise : {'none', 'simple', 'compound'}, default 'none'
        How a rate of a period becomes one of a year.
        * ``none``: Annual rates are missing.
        * ``simple``: rate x 12 / months: what a year of such periods adds up to.
        * ``compound``: 1 - (1 - rate)^(12 / months): the share of a closed group gone after a year of such
          periods.
    confidence_level : float, default 0.95
        Coverage of the intervals. Must be > 0 and < 1.
    sentences : bool, default True
        Whether each row says its definition in words.
    observation_end : int or None, default None
        First day about which nothing is known: who left by then is known to have left. To be given; no date or
        period may go beyond it. In days since 1970-01-01. Must be between -4371587 and 2932896.
    observation_start : int or None, default None
        Day at which the records were cut: intervals that begin on it go on from before, by their entry. No date
        or period may go behind it. In days since 1970-01-01. Must be between -4371587 and 2932896.
    boundaries : list of int, default ()
        Periods by their first days, ascending; the last one is the first day after the last period. In days
        since 1970-01-01. Must be between -4371587 and 2932896.
    period : {'none', 'month', 'quarter', 'year'}, default 'none'
        Periods by a word, from first_day to last_day.
        * ``none``: Periods are the boundaries, if any.
        * ``month``: One month after the other from first_day.
        * ``quarter``: Three months after three months from first_day.
        * ``year``: Year after year from first_day, whatever month it begins in.
    first_day : int or None, default None
        First day of the first period. In days since 1970-01-01. Must be between -4371587 and 2932896.
    last_day : int or None, default None
        Last day of the last period. In days since 1970-01-01. Must be between -4371587 and 2932896.
    last_day_rule : {'undeclared', 'employed', 'gone_at_close', 'first_day_away'}, default 'undeclared'
        Which period a leaver belongs to. To be given with periods.
        * ``undeclared``: Not said; refused.
        * ``employed``: A leaver belongs to the period of the last day employed and is in the headcount of that
          day; opening + hires - leavers is then not closing.
        * ``gone_at_close``: A leaver belongs to the period of the last day employed; opening and closing are
          taken after those of the day have left. Balances.
        * ``first_day_away``: A leaver belongs to the period of the first day no longer employed. Balances.
    on_leave : {'undeclared', 'counted', 'apart'}, default 'undeclared'
        Whether people on leave are among those counted. To be given with state.
        * ``undeclared``: Not said; refused where state is given.
        * ``counted``: Heads, FTE and person-days include people on leave; they are shown a second time by
          themselves.
        * ``apart``: Heads, FTE and person-days leave them out; they are shown by themselves. Leavers count
          whatever their state.
    organisation : {'as_was', 'as_is', 'mapped'}, default 'as_was'
        Under which organisation the rows are broken down.
        * ``as_was``: The value of the row that holds on the day.
        * ``as_is``: The value of the person's last row, for all of the person's days.
        * ``mapped``: The value of the day, renamed as mapping declares.
    mapping : list of MappingRule, default ()
        What is counted under another name, with organisation mapped.
    rollup : str, default ''
        Column of by whose values unit and ancestor speak of: each unit then counts all below it.
    unstated_kind : str, default 'unclassified'
        Name of the kind of leavers without one.
    missing_label : str, default 'missing'
        Name of the value of rows that lack one.
    """
    def __init__(
        self,
        *,
        definition: Literal["undeclared", "mid", "monthly_average_12", "monthly_average_13", "crude_wastage", "opening", "leavers_plus_closing", "exposure", "jolts"] = 'undeclared',
        annualise: Literal["none", "simple", "compound"] = 'none',
        confidence_level: float = 0.95,
        sentences: bool = True,
        observation_end: int | None = None,
        observation_start: int | None = None,
        boundaries: Sequence[int] | NDArray[Any] = (),
        period: Literal["none", "month", "quarter", "year"] = 'none',
        first_day: int | None = None,
        last_day: int | None = None,
        last_day_rule: Literal["undeclared", "employed", "gone_at_close", "first_day_away"] = 'undeclared',
        on_leave: Literal["undeclared", "counted", "apart"] = 'undeclared',
        organisation: Literal["as_was", "as_is", "mapped"] = 'as_was',
        mapping: Sequence[MappingRule] = (),
        rollup: str = '',
        unstated_kind: str = 'unclassified',
        missing_label: str = 'missing',
    ) -> None: ...
    def update(
        self,
        person: ColumnLike,
        start: ColumnLike,
        stop: ColumnLike,
        *,
        event: ColumnLike | None = None,
        entry: ColumnLike | None = None,
        spell: ColumnLike | None = None,
        fte: ColumnLike | None = None,
        state: ColumnLike | None = None,
        kind: ColumnLike | None = None,
        regretted: ColumnLike | None = None,
        by: TableLike | None = None,
        unit: ColumnLike | None = None,
        ancestor: ColumnLike | None = None,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> RatesState: ...
    def merge(self, other: RatesState) -> RatesState: ...
    def advance(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> RatesState: ...
    def finish(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> RatesResult: ...
    @classmethod
    def from_bytes(cls, document: bytes) -> RatesState: ...

def rates(
    person: ColumnLike,
    start: ColumnLike,
    stop: ColumnLike,
    *,
    event: ColumnLike | None = None,
    entry: ColumnLike | None = None,
    spell: ColumnLike | None = None,
    fte: ColumnLike | None = None,
    state: ColumnLike | None = None,
    kind: ColumnLike | None = None,
    regretted: ColumnLike | None = None,
    by: TableLike | None = None,
    unit: ColumnLike | None = None,
    ancestor: ColumnLike | None = None,
    definition: Literal["undeclared", "mid", "monthly_average_12", "monthly_average_13", "crude_wastage", "opening", "leavers_plus_closing", "exposure", "jolts"] = 'undeclared',
    annualise: Literal["none", "simple", "compound"] = 'none',
    confidence_level: float = 0.95,
    sentences: bool = True,
    observation_end: int | None = None,
    observation_start: int | None = None,
    boundaries: Sequence[int] | NDArray[Any] = (),
    period: Literal["none", "month", "quarter", "year"] = 'none',
    first_day: int | None = None,
    last_day: int | None = None,
    last_day_rule: Literal["undeclared", "employed", "gone_at_close", "first_day_away"] = 'undeclared',
    on_leave: Literal["undeclared", "counted", "apart"] = 'undeclared',
    organisation: Literal["as_was", "as_is", "mapped"] = 'as_was',
    mapping: Sequence[MappingRule] = (),
    rollup: str = '',
    unstated_kind: str = 'unclassified',
    missing_label: str = 'missing',
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> RatesResult:
    """How many left for every hundred employed, by which definition?

    Parameters
    ----------
    person : array-like of shape (n,)
        Who it is. Text, categories or whole numbers.
    start : array-like of shape (n,)
        First day of the interval. In days since 1970-01-01. Must be between -4371587 and 2932896.
    stop : array-like of shape (n,)
        First day after it; missing, or after observation_end, while it still runs. In days since 1970-01-01.
        Must be between -4371587 and 2932896. May be missing.
    event : array-like of shape (n,), optional
        1 where the person left at stop, 0 where only the interval ended (a change, or the end of observation).
        Without it the end of a spell is a leaving. Must be between 0 and 1.
    entry : array-like of shape (n,), optional
        Tenure at start, as data.history gives it, missing where nobody knows it; read where the interval begins
        on observation_start, to tell those who were there before from those hired that day. In days. Must be
        between 0 and 100000. May be missing.
    spell : array-like of shape (n,), optional
        Which spell of the person it belongs to: touching intervals of one spell continue it, those of another
        are a rehire. Without it all touching intervals of a person are one spell. Text, categories or whole
        numbers.
    fte : array-like of shape (n,), optional
        Full-time equivalent, kept to a millionth. Must be between 0 and 1000.
    state : array-like of shape (n,), optional
        active or on_leave. Text, categories or whole numbers.
    kind : array-like of shape (n,), optional
        Why the spell ended, in the row in which it ended: voluntary, involuntary, other, or any labels. Text,
        categories or whole numbers. May be missing.
    regretted : array-like of shape (n,), optional
        1 where the company would have kept the leaver, 0 where not, missing where nobody said. Must be between 0
        and 1. May be missing.
    by : table-like of shape (n,), optional
        Columns to break down by: department, grade, site. Text, categories or whole numbers. May be missing.
    unit : array-like of shape (u,), optional
        A value of the column that rollup names, beside each ancestor of it (the closure of data.organisation).
        Text, categories or whole numbers.
    ancestor : array-like of shape (u,), optional
        A unit above it; the unit itself need not be listed. Text, categories or whole numbers.
    definition : {'undeclared', 'mid', 'monthly_average_12', 'monthly_average_13', 'crude_wastage', 'opening', 'leavers_plus_closing', 'exposure', 'jolts'}, default 'undeclared'
        What is divided by what. To be given.
        * ``undeclared``: Not said; refused.
        * ``mid``: Leavers over the mean of opening and closing headcount.
        * ``monthly_average_12``: Leavers over the mean of the month-end headcounts of the period (12 in a year).
        * ``monthly_average_13``: Leavers over the mean of the opening and the month-end headcounts (13 in a
          year).
        * ``crude_wastage``: Leavers over the mean headcount of all days of the period.
        * ``opening``: Leavers over the opening headcount.
        * ``leavers_plus_closing``: Leavers over leavers plus closing headcount.
        * ``exposure``: Leavers per person-year of 365.25 days.
        * ``jolts``: Leavers per month over the headcount of the 12th of each calendar month, as the US survey of
          job openings counts.
    annualise : {'none', 'simple', 'compound'}, default 'none'
        How a rate of a period becomes one of a year.
        * ``none``: Annual rates are missing.
        * ``simple``: rate x 12 / months: what a year of such periods adds up to.
        * ``compound``: 1 - (1 - rate)^(12 / months): the share of a closed group gone after a year of such
          periods.
    confidence_level : float, default 0.95
        Coverage of the intervals. Must be > 0 and < 1.
    sentences : bool, default True
        Whether each row says its definition in words.
    observation_end : int or None, default None
        First day about which nothing is known: who left by then is known to have left. To be given; no date or
        period may go beyond it. In days since 1970-01-01. Must be between -4371587 and 2932896.
    observation_start : int or None, default None
        Day at which the records were cut: intervals that begin on it go on from before, by their entry. No date
        or period may go behind it. In days since 1970-01-01. Must be between -4371587 and 2932896.
    boundaries : list of int, default ()
        Periods by their first days, ascending; the last one is the first day after the last period. In days
        since 1970-01-01. Must be between -4371587 and 2932896.
    period : {'none', 'month', 'quarter', 'year'}, default 'none'
        Periods by a word, from first_day to last_day.
        * ``none``: Periods are the boundaries, if any.
        * ``month``: One month after the other from first_day.
        * ``quarter``: Three months after three months from first_day.
        * ``year``: Year after year from first_day, whatever month it begins in.
    first_day : int or None, default None
        First day of the first period. In days since 1970-01-01. Must be between -4371587 and 2932896.
    last_day : int or None, default None
        Last day of the last period. In days since 1970-01-01. Must be between -4371587 and 2932896.
    last_day_rule : {'undeclared', 'employed', 'gone_at_close', 'first_day_away'}, default 'undeclared'
        Which period a leaver belongs to. To be given with periods.
        * ``undeclared``: Not said; refused.
        * ``employed``: A leaver belongs to the period of the last day employed and is in the headcount of that
          day; opening + hires - leavers is then not closing.
        * ``gone_at_close``: A leaver belongs to the period of the last day employed; opening and closing are
          taken after those of the day have left. Balances.
        * ``first_day_away``: A leaver belongs to the period of the first day no longer employed. Balances.
    on_leave : {'undeclared', 'counted', 'apart'}, default 'undeclared'
        Whether people on leave are among those counted. To be given with state.
        * ``undeclared``: Not said; refused where state is given.
        * ``counted``: Heads, FTE and person-days include people on leave; they are shown a second time by
          themselves.
        * ``apart``: Heads, FTE and person-days leave them out; they are shown by themselves. Leavers count
          whatever their state.
    organisation : {'as_was', 'as_is', 'mapped'}, default 'as_was'
        Under which organisation the rows are broken down.
        * ``as_was``: The value of the row that holds on the day.
        * ``as_is``: The value of the person's last row, for all of the person's days.
        * ``mapped``: The value of the day, renamed as mapping declares.
    mapping : list of MappingRule, default ()
        What is counted under another name, with organisation mapped.
    rollup : str, default ''
        Column of by whose values unit and ancestor speak of: each unit then counts all below it.
    unstated_kind : str, default 'unclassified'
        Name of the kind of leavers without one.
    missing_label : str, default 'missing'
        Name of the value of rows that lack one.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : RatesResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`, u length of `unit`.
    """

class RetentionResult(Result):
    """A record of named fields.

    Attributes
    ----------
    measures : RetentionTable
        The measures by period and group.
    survival : CohortSurvival
        Survival of the cohorts hired in each period.
    notices : EmploymentNotices
        What was noticed in the rows.
    definition_en : str
        How it was counted, in English.
    definition_zh : str
        How it was counted, in Chinese.
    """
    @property
    def measures(self) -> RetentionTable:
        """The measures by period and group."""
    @property
    def survival(self) -> CohortSurvival:
        """Survival of the cohorts hired in each period."""
    @property
    def notices(self) -> EmploymentNotices:
        """What was noticed in the rows."""
    @property
    def definition_en(self) -> str:
        """How it was counted, in English."""
    @property
    def definition_zh(self) -> str:
        """How it was counted, in Chinese."""
    @classmethod
    def from_json(cls, document: str | bytes) -> RetentionResult: ...

class RetentionTable(Table):
    """A table of equally long columns.

    Attributes
    ----------
    start : array of int of shape (r,)
        First day of the period. In days since 1970-01-01.
    stop : array of int of shape (r,)
        First day after it. In days since 1970-01-01.
    column : array of str of shape (r,)
        'total', or a column of by.
    value : array of str of shape (r,)
        'all', or a value of the column.
    measure : array of str of shape (r,)
        What is measured; regretted leavers when regretted is given, their share of voluntary leavers with kind.
    numerator : array of float of shape (r,)
        People above the line.
    denominator : array of float of shape (r,)
        People, or mean headcount, below it.
    figure : array of float of shape (r,)
        The figure; missing where the denominator is 0, and where half have not left. May be missing.
    lower : array of float of shape (r,)
        Lower limit; missing without a figure and where the method has none (nobody has left; not reached). May
        be missing.
    upper : array of float of shape (r,)
        Upper limit; missing as the lower one. May be missing.
    unit : array of str of shape (r,)
        share, per_head (leavers for each person of the mean headcount), days.
    interval : array of str of shape (r,)
        Method: wilson, exact_poisson, kaplan_meier (log-log).
    definition_en : list of str of shape (r,)
        The figure in words and numbers, in English; empty without sentences.
    definition_zh : list of str of shape (r,)
        The same in Chinese.

    Shapes: r length of `start`.
    """
    @property
    def start(self) -> NDArray[np.int64]:
        """First day of the period. In days since 1970-01-01."""
    @property
    def stop(self) -> NDArray[np.int64]:
        """First day after it. In days since 1970-01-01."""
    @property
    def column(self) -> NDArray[np.object_]:
        """'total', or a column of by."""
    @property
    def value(self) -> NDArray[np.object_]:
        """'all', or a value of the column."""
    @property
    def measure(self) -> NDArray[np.object_]:
        """What is measured; regretted leavers when regretted is given, their share of voluntary leavers with kind."""
    @property
    def numerator(self) -> NDArray[np.float64]:
        """People above the line."""
    @property
    def denominator(self) -> NDArray[np.float64]:
        """People, or mean headcount, below it."""
    @property
    def figure(self) -> NDArray[np.float64]:
        """The figure; missing where the denominator is 0, and where half have not left. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit; missing without a figure and where the method has none (nobody has left; not reached). May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit; missing as the lower one. May be missing."""
    @property
    def unit(self) -> NDArray[np.object_]:
        """share, per_head (leavers for each person of the mean headcount), days."""
    @property
    def interval(self) -> NDArray[np.object_]:
        """Method: wilson, exact_poisson, kaplan_meier (log-log)."""
    @property
    def definition_en(self) -> NDArray[np.object_]:
        """The figure in words and numbers, in English; empty without sentences."""
    @property
    def definition_zh(self) -> NDArray[np.object_]:
        """The same in Chinese."""

class CohortSurvival(Table):
    """A table of equally long columns.

    Attributes
    ----------
    start : array of int of shape (i,)
        First day of the period of hire. In days since 1970-01-01.
    stop : array of int of shape (i,)
        First day after it. In days since 1970-01-01.
    column : array of str of shape (i,)
        'total', or a column of by.
    value : array of str of shape (i,)
        'all', or the value into which they were hired.
    hires : array of int of shape (i,)
        People hired.
    time : array of float of shape (i,)
        Tenure. In days.
    at_risk : array of float of shape (i,)
        People seen employed up to the tenure.
    left : array of float of shape (i,)
        People who had left by it.
    survival : array of float of shape (i,)
        Share still employed.
    lower : array of float of shape (i,)
        Lower limit (log-log); missing where nobody or everybody has left. May be missing.
    upper : array of float of shape (i,)
        Upper limit; missing as the lower one. May be missing.

    Shapes: i length of `start`.
    """
    @property
    def start(self) -> NDArray[np.int64]:
        """First day of the period of hire. In days since 1970-01-01."""
    @property
    def stop(self) -> NDArray[np.int64]:
        """First day after it. In days since 1970-01-01."""
    @property
    def column(self) -> NDArray[np.object_]:
        """'total', or a column of by."""
    @property
    def value(self) -> NDArray[np.object_]:
        """'all', or the value into which they were hired."""
    @property
    def hires(self) -> NDArray[np.int64]:
        """People hired."""
    @property
    def time(self) -> NDArray[np.float64]:
        """Tenure. In days."""
    @property
    def at_risk(self) -> NDArray[np.float64]:
        """People seen employed up to the tenure."""
    @property
    def left(self) -> NDArray[np.float64]:
        """People who had left by it."""
    @property
    def survival(self) -> NDArray[np.float64]:
        """Share still employed."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit (log-log); missing where nobody or everybody has left. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit; missing as the lower one. May be missing."""

def retention(
    person: ColumnLike,
    start: ColumnLike,
    stop: ColumnLike,
    *,
    event: ColumnLike | None = None,
    entry: ColumnLike | None = None,
    spell: ColumnLike | None = None,
    fte: ColumnLike | None = None,
    state: ColumnLike | None = None,
    kind: ColumnLike | None = None,
    regretted: ColumnLike | None = None,
    by: TableLike | None = None,
    unit: ColumnLike | None = None,
    ancestor: ColumnLike | None = None,
    within_days: int = 90,
    times: Numbers = (30.0, 90.0, 180.0, 365.0),
    voluntary: Sequence[str] = ('voluntary',),
    confidence_level: float = 0.95,
    sentences: bool = True,
    observation_end: int | None = None,
    observation_start: int | None = None,
    boundaries: Sequence[int] | NDArray[Any] = (),
    period: Literal["none", "month", "quarter", "year"] = 'none',
    first_day: int | None = None,
    last_day: int | None = None,
    last_day_rule: Literal["undeclared", "employed", "gone_at_close", "first_day_away"] = 'undeclared',
    on_leave: Literal["undeclared", "counted", "apart"] = 'undeclared',
    organisation: Literal["as_was", "as_is", "mapped"] = 'as_was',
    mapping: Sequence[MappingRule] = (),
    rollup: str = '',
    unstated_kind: str = 'unclassified',
    missing_label: str = 'missing',
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> RetentionResult:
    """Who stayed, how long do new hires stay, and whom were we sorry to lose?

    Parameters
    ----------
    person : array-like of shape (n,)
        Who it is. Text, categories or whole numbers.
    start : array-like of shape (n,)
        First day of the interval. In days since 1970-01-01. Must be between -4371587 and 2932896.
    stop : array-like of shape (n,)
        First day after it; missing, or after observation_end, while it still runs. In days since 1970-01-01.
        Must be between -4371587 and 2932896. May be missing.
    event : array-like of shape (n,), optional
        1 where the person left at stop, 0 where only the interval ended (a change, or the end of observation).
        Without it the end of a spell is a leaving. Must be between 0 and 1.
    entry : array-like of shape (n,), optional
        Tenure at start, as data.history gives it, missing where nobody knows it; read where the interval begins
        on observation_start, to tell those who were there before from those hired that day. In days. Must be
        between 0 and 100000. May be missing.
    spell : array-like of shape (n,), optional
        Which spell of the person it belongs to: touching intervals of one spell continue it, those of another
        are a rehire. Without it all touching intervals of a person are one spell. Text, categories or whole
        numbers.
    fte : array-like of shape (n,), optional
        Full-time equivalent, kept to a millionth. Must be between 0 and 1000.
    state : array-like of shape (n,), optional
        active or on_leave. Text, categories or whole numbers.
    kind : array-like of shape (n,), optional
        Why the spell ended, in the row in which it ended: voluntary, involuntary, other, or any labels. Text,
        categories or whole numbers. May be missing.
    regretted : array-like of shape (n,), optional
        1 where the company would have kept the leaver, 0 where not, missing where nobody said. Must be between 0
        and 1. May be missing.
    by : table-like of shape (n,), optional
        Columns to break down by: department, grade, site. Text, categories or whole numbers. May be missing.
    unit : array-like of shape (u,), optional
        A value of the column that rollup names, beside each ancestor of it (the closure of data.organisation).
        Text, categories or whole numbers.
    ancestor : array-like of shape (u,), optional
        A unit above it; the unit itself need not be listed. Text, categories or whole numbers.
    within_days : int, default 90
        Tenure within which a new hire's leaving counts as early. In days. Must be between 1 and 36525.
    times : list of float, default (30.0, 90.0, 180.0, 365.0)
        Tenures at which the survival of each entry cohort is reported. In days. Must be >= 0.
    voluntary : list of str, default ('voluntary',)
        Kinds of leaving that are voluntary.
    confidence_level : float, default 0.95
        Coverage of the intervals. Must be > 0 and < 1.
    sentences : bool, default True
        Whether each row says its definition in words.
    observation_end : int or None, default None
        First day about which nothing is known: who left by then is known to have left. To be given; no date or
        period may go beyond it. In days since 1970-01-01. Must be between -4371587 and 2932896.
    observation_start : int or None, default None
        Day at which the records were cut: intervals that begin on it go on from before, by their entry. No date
        or period may go behind it. In days since 1970-01-01. Must be between -4371587 and 2932896.
    boundaries : list of int, default ()
        Periods by their first days, ascending; the last one is the first day after the last period. In days
        since 1970-01-01. Must be between -4371587 and 2932896.
    period : {'none', 'month', 'quarter', 'year'}, default 'none'
        Periods by a word, from first_day to last_day.
        * ``none``: Periods are the boundaries, if any.
        * ``month``: One month after the other from first_day.
        * ``quarter``: Three months after three months from first_day.
        * ``year``: Year after year from first_day, whatever month it begins in.
    first_day : int or None, default None
        First day of the first period. In days since 1970-01-01. Must be between -4371587 and 2932896.
    last_day : int or None, default None
        Last day of the last period. In days since 1970-01-01. Must be between -4371587 and 2932896.
    last_day_rule : {'undeclared', 'employed', 'gone_at_close', 'first_day_away'}, default 'undeclared'
        Which period a leaver belongs to. To be given with periods.
        * ``undeclared``: Not said; refused.
        * ``employed``: A leaver belongs to the period of the last day employed and is in the headcount of that
          day; opening + hires - leavers is then not closing.
        * ``gone_at_close``: A leaver belongs to the period of the last day employed; opening and closing are
          taken after those of the day have left. Balances.
        * ``first_day_away``: A leaver belongs to the period of the first day no longer employed. Balances.
    on_leave : {'undeclared', 'counted', 'apart'}, default 'undeclared'
        Whether people on leave are among those counted. To be given with state.
        * ``undeclared``: Not said; refused where state is given.
        * ``counted``: Heads, FTE and person-days include people on leave; they are shown a second time by
          themselves.
        * ``apart``: Heads, FTE and person-days leave them out; they are shown by themselves. Leavers count
          whatever their state.
    organisation : {'as_was', 'as_is', 'mapped'}, default 'as_was'
        Under which organisation the rows are broken down.
        * ``as_was``: The value of the row that holds on the day.
        * ``as_is``: The value of the person's last row, for all of the person's days.
        * ``mapped``: The value of the day, renamed as mapping declares.
    mapping : list of MappingRule, default ()
        What is counted under another name, with organisation mapped.
    rollup : str, default ''
        Column of by whose values unit and ancestor speak of: each unit then counts all below it.
    unstated_kind : str, default 'unclassified'
        Name of the kind of leavers without one.
    missing_label : str, default 'missing'
        Name of the value of rows that lack one.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : RetentionResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`, u length of `unit`.
    """
