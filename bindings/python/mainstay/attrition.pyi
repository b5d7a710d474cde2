# Written by `python -m mainstay._generate` from the description of the analyses.
from collections.abc import Sequence
from typing import Any, Literal, TypedDict

import numpy as np
from numpy.typing import NDArray

from ._call import Result, State
from ._table import Table
from ._typing import ColumnLike, Numbers, Progress, TableLike
from .survival import ModelFit, ModelOptions

__all__ = [
    "BacktestCuts",
    "BacktestExits",
    "BacktestFigures",
    "BacktestResult",
    "CohortSurvival",
    "EmploymentNotices",
    "HeadcountDates",
    "HeadcountLeavers",
    "HeadcountPeriods",
    "HeadcountResult",
    "HeadcountState",
    "HireRates",
    "JudgedBands",
    "JudgedHorizons",
    "JudgedLoads",
    "JudgedPeriods",
    "MappingRule",
    "RateDefinitions",
    "RateTable",
    "RatesResult",
    "RatesState",
    "RetentionResult",
    "RetentionTable",
    "RiskCauses",
    "RiskChangeable",
    "RiskChanges",
    "RiskColumns",
    "RiskExits",
    "RiskExitsCauses",
    "RiskExitsTotal",
    "RiskExitsUnits",
    "RiskFit",
    "RiskFlags",
    "RiskJudgement",
    "RiskLevels",
    "RiskList",
    "RiskPeople",
    "RiskReasons",
    "RiskWhatIf",
    "RiskWhatIfCauses",
    "RiskWhatIfPeople",
    "RiskWhatIfTotal",
    "backtest",
    "headcount",
    "rates",
    "retention",
    "risk",
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

class _RiskChangeableRequired(TypedDict):
    column: str

class RiskChangeable(_RiskChangeableRequired, total=False):
    direction: Literal["either", "lower", "higher"]
    lowest: float | None
    highest: float | None
    step: float | None
    levels: list[str]

class RiskFit(Result):
    """A record of named fields.

    Attributes
    ----------
    model : ModelFit
        The model.
    base : list of ModelFit
        One curve for everybody, by cause: what the model has to beat.
    resamples : list of ModelFit
        The model fitted with random weights of the people.
    frozen_at : int or None
        As in the options. In days since 1970-01-01. Must be between -4371587 and 2932896.
    rows : int
        Rows with positive weight. Must be >= 0.
    people : int
        People among them. Must be >= 0.
    events : int
        Rows that left. Must be >= 0.
    follow_up : float
        Longest tenure: nothing is known beyond it. Must be >= 0.
    followed_until : float
        Longest tenure that few_people people were seen to reach; 0 where no tenure was. Must be >= 0.
    horizons : array of float of shape (t,)
        As in the options. Must be > 0.
    base_rate : array of float of shape (t,)
        Share of everybody who leaves within the horizon of the first day (1 - Kaplan-Meier). Must be between 0
        and 1.
    few_people : int
        As in the options. Must be >= 0.
    few_events : int
        As in the options. Must be >= 0.
    columns : RiskColumns
        What was seen of each column.
    shares : array of float of shape (q,)
        Shares to which the quantiles belong: 0, 0.05, … 1. Must be between 0 and 1.
    quantiles : array of float of shape (c, q)
        Quantiles of each column over the rows; missing (NaN) for categories. May be missing.
    levels : RiskLevels
        What was seen of each level.

    Methods
    -------
    list
        Who may leave, why, and how far is that to be trusted?
    what_if
        What does the model say of people who are like these but for this?
    exits
        How many will leave, and how many will be here, by unit and period?
    judge
        How well did the frozen model do on later days?

    Shapes: t length of `horizons`, q length of `shares`.
    """
    @property
    def model(self) -> ModelFit:
        """The model."""
    @property
    def base(self) -> list[ModelFit]:
        """One curve for everybody, by cause: what the model has to beat."""
    @property
    def resamples(self) -> list[ModelFit]:
        """The model fitted with random weights of the people."""
    @property
    def frozen_at(self) -> int | None:
        """As in the options. In days since 1970-01-01. Must be between -4371587 and 2932896."""
    @property
    def rows(self) -> int:
        """Rows with positive weight. Must be >= 0."""
    @property
    def people(self) -> int:
        """People among them. Must be >= 0."""
    @property
    def events(self) -> int:
        """Rows that left. Must be >= 0."""
    @property
    def follow_up(self) -> float:
        """Longest tenure: nothing is known beyond it. Must be >= 0."""
    @property
    def followed_until(self) -> float:
        """Longest tenure that few_people people were seen to reach; 0 where no tenure was. Must be >= 0."""
    @property
    def horizons(self) -> NDArray[np.float64]:
        """As in the options. Must be > 0."""
    @property
    def base_rate(self) -> NDArray[np.float64]:
        """Share of everybody who leaves within the horizon of the first day (1 - Kaplan-Meier). Must be between 0 and 1."""
    @property
    def few_people(self) -> int:
        """As in the options. Must be >= 0."""
    @property
    def few_events(self) -> int:
        """As in the options. Must be >= 0."""
    @property
    def columns(self) -> RiskColumns:
        """What was seen of each column."""
    @property
    def shares(self) -> NDArray[np.float64]:
        """Shares to which the quantiles belong: 0, 0.05, … 1. Must be between 0 and 1."""
    @property
    def quantiles(self) -> NDArray[np.float64]:
        """Quantiles of each column over the rows; missing (NaN) for categories. May be missing."""
    @property
    def levels(self) -> RiskLevels:
        """What was seen of each level."""
    @classmethod
    def from_json(cls, document: str | bytes) -> RiskFit: ...
    def list(
        self,
        x: TableLike,
        tenure: ColumnLike,
        *,
        person: ColumnLike | None = None,
        horizons: Numbers = (),
        intervals: bool = True,
        confidence_level: float = 0.95,
        beyond: Literal["carry", "missing"] = 'missing',
        most: int = 3,
        changeable: Sequence[RiskChangeable] = (),
        change_horizon: float | None = None,
        target: float | None = None,
        lower_by: float = 0.25,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> RiskList:
        """Who may leave, why, and how far is that to be trusted?

        Parameters
        ----------
        x : table-like of shape (m, c)
            Attributes of people still here: the fit's columns by name, in any order; others are not looked at.
            Missing values where the estimator takes them. May be missing.
        tenure : array-like of shape (m,)
            Time that the person has already stayed. Must be >= 0.
        person : array-like of shape (m,), optional
            Who it is, carried into the tables. Text, categories or whole numbers.
        horizons : list of float, default ()
            Times ahead, rising; the fit's when not given. Must be > 0.
        intervals : bool, default True
            Whether limits are computed.
        confidence_level : float, default 0.95
            Level of the intervals. Must be > 0 and < 1.
        beyond : {'carry', 'missing'}, default 'missing'
            What is predicted beyond the longest tenure of the fit: nothing, or the curve carried on.
            * ``carry``: The curve stays where it is at the last time of leaving. Where nobody of the fit left since
              the tenure it has no error and no limits: nothing is known, least of all that the person stays.
            * ``missing``: Missing values (NaN).
        most : int, default 3
            Reasons kept for each person, the strongest first. Must be between 1 and 1000.
        changeable : list of RiskChangeable, default ()
            Columns for which the nearest change is looked for; none when empty.
        change_horizon : float or None, default None
            Which of the horizons the change is for; the first when not given. Must be > 0.
        target : float or None, default None
            A change is looked for until the probability is at most this. Must be > 0 and < 1.
        lower_by : float, default 0.25
            Without `target`: until it is lower by this share of itself. Must be > 0 and < 1.
        threads : int, default 0
            Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
        seed : int, default 1
            Seed of whatever is drawn at random; equal seeds give equal results.
        progress : bool or callable, default None
            Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
            installed).

        Returns
        -------
        result : RiskList
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, c columns of `x`.
        """
    def what_if(
        self,
        x: TableLike,
        changed: TableLike,
        tenure: ColumnLike,
        *,
        horizons: Numbers = (),
        beyond: Literal["carry", "missing"] = 'missing',
        allow_outside: bool = False,
        intervals: bool = True,
        confidence_level: float = 0.95,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> RiskWhatIf:
        """What does the model say of people who are like these but for this?

        Parameters
        ----------
        x : table-like of shape (m, c)
            Attributes of people still here: the fit's columns by name, in any order; others are not looked at.
            Missing values where the estimator takes them. May be missing.
        changed : table-like of shape (m, changed_columns)
            Columns of x with other values, row by row; all other columns stay as they are.
        tenure : array-like of shape (m,)
            Time that the person has already stayed. Must be >= 0.
        horizons : list of float, default ()
            Times ahead, rising; the fit's when not given. Must be > 0.
        beyond : {'carry', 'missing'}, default 'missing'
            What is predicted beyond the longest tenure of the fit: nothing, or the curve carried on.
            * ``carry``: The curve stays where it is at the last time of leaving. Where nobody of the fit left since
              the tenure it has no error and no limits: nothing is known, least of all that the person stays.
            * ``missing``: Missing values (NaN).
        allow_outside : bool, default False
            Whether numbers outside what the fit saw are taken; they are refused otherwise.
        intervals : bool, default True
            Whether limits of the difference are computed; the fit needs resamples for them.
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
        result : RiskWhatIf
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, c columns of `x`, changed_columns columns of `changed`.
        """
    def exits(
        self,
        x: TableLike,
        tenure: ColumnLike,
        times: Numbers,
        *,
        unit: ColumnLike | None = None,
        weights: ColumnLike | None = None,
        hire_time: ColumnLike | None = None,
        hire_count: ColumnLike | None = None,
        hire_unit: ColumnLike | None = None,
        hire_x: TableLike | None = None,
        confidence_level: float = 0.9,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> RiskExits:
        """How many will leave, and how many will be here, by unit and period?

        Parameters
        ----------
        x : table-like of shape (m, c)
            Attributes of people still here: the fit's columns by name, in any order; others are not looked at.
            Missing values where the estimator takes them. May be missing.
        tenure : array-like of shape (m,)
            Time that the person has already stayed. Must be >= 0.
        times : list of float
            Ends of the periods, rising, counted from today in the unit of `duration`; the first period begins today.
            Must be > 0.
        unit : array-like of shape (m,), optional
            Unit of the person. Text, categories or whole numbers.
        weights : array-like of shape (m,), optional
            How many people a row stands for, a whole number, since exits are counted. One if not given. Must be
            between 0 and 10000000.
        hire_time : array-like of shape (hires,), optional
            Planned hires: time from today at which they begin. Must be >= 0.
        hire_count : array-like of shape (hires,), optional
            How many; one if not given. Must be between 0 and 10000000.
        hire_unit : array-like of shape (hires,), optional
            Into which unit; needed with `unit`. Text, categories or whole numbers.
        hire_x : table-like of shape (hires, c), optional
            Their attributes, as in `x`; one curve for everybody if not given.
        confidence_level : float, default 0.9
            Probability with which a prediction interval is to hold. Must be > 0 and < 1.
        threads : int, default 0
            Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
        seed : int, default 1
            Seed of whatever is drawn at random; equal seeds give equal results.
        progress : bool or callable, default None
            Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
            installed).

        Returns
        -------
        result : RiskExits
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, hires length of `hire_time`, c columns of `x`.
        """
    def judge(
        self,
        x: TableLike,
        tenure: ColumnLike,
        duration: ColumnLike,
        event: ColumnLike,
        *,
        weights: ColumnLike | None = None,
        person: ColumnLike | None = None,
        period: ColumnLike | None = None,
        scored_at: ColumnLike | None = None,
        horizons: Numbers = (),
        cause: str = '',
        beyond: Literal["carry", "missing"] = 'missing',
        minimum_events: int = 50,
        bands: int = 10,
        cuts: Numbers = (),
        alerts: Numbers = (),
        confidence_level: float = 0.95,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> RiskJudgement:
        """How well did the frozen model do on later days?

        Parameters
        ----------
        x : table-like of shape (m, c)
            Attributes on the day of scoring: the fit's columns by name, in any order; others are not looked at.
            Missing values where the estimator takes them. May be missing.
        tenure : array-like of shape (m,)
            Time that the person had stayed by then. Must be >= 0.
        duration : array-like of shape (m,)
            Time from the day of scoring to leaving, or to the end of observation. Must be >= 0.
        event : array-like of shape (m,)
            0 = still here (censored), 1, 2, … = left, by cause. Must be between 0 and 255.
        weights : array-like of shape (m,), optional
            How many people a row stands for. Rows with weight 0 are left out. Must be >= 0.
        person : array-like of shape (m,), optional
            Who it is: rows of one person go together in the standard errors. Text, categories or whole numbers.
        period : array-like of shape (m,), optional
            Period of scoring (week, month): alerts are given out period by period. One period when not given. Text,
            categories or whole numbers.
        scored_at : array-like of shape (m,), optional
            Day of scoring. Refused where it is before the day at which the model was frozen. In days since
            1970-01-01. Must be between -4371587 and 2932896.
        horizons : list of float, default ()
            Times from the day of scoring, rising; the fit's when not given. Must be > 0.
        cause : str, default ''
            The cause that is judged, of a model that tells causes apart; leaving as such when not given.
        beyond : {'carry', 'missing'}, default 'missing'
            People for whom a horizon reaches beyond the longest tenure of the fit: left out of that horizon and
            counted (missing), or judged as predicted (carry).
            * ``carry``: The curve stays where it is at the last time of leaving. Where nobody of the fit left since
              the tenure it has no error and no limits: nothing is known, least of all that the person stays.
            * ``missing``: Missing values (NaN).
        minimum_events : int, default 50
            With fewer leavings within the longest horizon nothing is judged; horizons with fewer have no figures.
            Must be >= 1.
        bands : int, default 10
            Bands of predicted probability, of equal weight. Must be between 1 and 10000.
        cuts : list of float, default ()
            Probabilities at which bands begin, rising, instead of `bands`. Must be > 0 and < 1.
        alerts : list of float, default ()
            Numbers of alerts in each period, given to those with the highest predicted probability; rising. Must be
            > 0.
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
        result : RiskJudgement
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m rows of `x`, c columns of `x`.
        """

class RiskColumns(Table):
    """A table of equally long columns.

    Attributes
    ----------
    column : list of str of shape (c,)
        Column of x.
    categorical : array of int of shape (c,)
        1 where it holds categories, 0 where numbers. Must be between 0 and 1.
    missing : array of int of shape (c,)
        Rows without a value. Must be >= 0.
    lowest : array of float of shape (c,)
        Smallest number; missing (NaN) for categories. May be missing.
    highest : array of float of shape (c,)
        Largest number; missing (NaN) for categories. May be missing.

    Shapes: c length of `column`.
    """
    @property
    def column(self) -> NDArray[np.object_]:
        """Column of x."""
    @property
    def categorical(self) -> NDArray[np.int64]:
        """1 where it holds categories, 0 where numbers. Must be between 0 and 1."""
    @property
    def missing(self) -> NDArray[np.int64]:
        """Rows without a value. Must be >= 0."""
    @property
    def lowest(self) -> NDArray[np.float64]:
        """Smallest number; missing (NaN) for categories. May be missing."""
    @property
    def highest(self) -> NDArray[np.float64]:
        """Largest number; missing (NaN) for categories. May be missing."""

class RiskLevels(Table):
    """A table of equally long columns.

    Attributes
    ----------
    column : array of str of shape (l,)
        Column of x.
    level : array of str of shape (l,)
        Level.
    rows : array of int of shape (l,)
        Rows with the level. Must be >= 0.
    people : array of int of shape (l,)
        People with a row with the level. Must be >= 0.
    events : array of int of shape (l,)
        Rows with the level that left. Must be >= 0.

    Shapes: l length of `column`.
    """
    @property
    def column(self) -> NDArray[np.object_]:
        """Column of x."""
    @property
    def level(self) -> NDArray[np.object_]:
        """Level."""
    @property
    def rows(self) -> NDArray[np.int64]:
        """Rows with the level. Must be >= 0."""
    @property
    def people(self) -> NDArray[np.int64]:
        """People with a row with the level. Must be >= 0."""
    @property
    def events(self) -> NDArray[np.int64]:
        """Rows with the level that left. Must be >= 0."""

class RiskList(Result):
    """A record of named fields.

    Attributes
    ----------
    interval : {'none', 'model', 'resamples'}
        Where the limits come from.
        * ``none``: The estimator has none and nothing was resampled: limits are missing (NaN).
        * ``model``: The estimator's own: how uncertain the fit is.
        * ``resamples``: Quantiles over the resampled fits.
    meaning : {'association'}
        How reasons and changes are to be read.
        * ``association``: What the model predicts for people who are like this in the data, not what would
          happen to somebody if it were changed.
    scale : str
        What the score is a logarithm of, as survival.model says.
    columns : list of str of shape (c,)
        Columns of x in the fit's order.
    score : array of float of shape (m,)
        Sum of the person's contributions.
    contributions : array of float of shape (m, c)
        What each column adds to the score.
    people : RiskPeople
        Probabilities and ranks.
    causes : RiskCauses
        Probabilities by cause.
    reasons : RiskReasons
        The strongest columns of each person.
    flags : RiskFlags
        Where the model reaches beyond what it saw.
    changes : RiskChanges
        The nearest changes.

    Shapes: c length of `columns`, m length of `score`.
    """
    @property
    def interval(self) -> Literal["none", "model", "resamples"]:
        """Where the limits come from."""
    @property
    def meaning(self) -> Literal["association"]:
        """How reasons and changes are to be read."""
    @property
    def scale(self) -> str:
        """What the score is a logarithm of, as survival.model says."""
    @property
    def columns(self) -> list[str]:
        """Columns of x in the fit's order."""
    @property
    def score(self) -> NDArray[np.float64]:
        """Sum of the person's contributions."""
    @property
    def contributions(self) -> NDArray[np.float64]:
        """What each column adds to the score."""
    @property
    def people(self) -> RiskPeople:
        """Probabilities and ranks."""
    @property
    def causes(self) -> RiskCauses:
        """Probabilities by cause."""
    @property
    def reasons(self) -> RiskReasons:
        """The strongest columns of each person."""
    @property
    def flags(self) -> RiskFlags:
        """Where the model reaches beyond what it saw."""
    @property
    def changes(self) -> RiskChanges:
        """The nearest changes."""
    @classmethod
    def from_json(cls, document: str | bytes) -> RiskList: ...

class RiskPeople(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (r,)
        Row of x. Must be >= 0.
    person : array of str of shape (r,)
        Who it is; empty unless given.
    horizon : array of float of shape (r,)
        Time ahead.
    probability : array of float of shape (r,)
        Probability of leaving within the horizon, given the tenure. Missing (NaN) beyond follow-up, unless
        carried on. Must be between 0 and 1. May be missing.
    lower : array of float of shape (r,)
        Lower limit. Missing (NaN) where there is none: see `interval`; and where it would have no width, since
        nobody of the fit left in that span. Must be between 0 and 1. May be missing.
    upper : array of float of shape (r,)
        Upper limit. Missing as the lower one. Must be between 0 and 1. May be missing.
    base_rate : array of float of shape (r,)
        The same probability by one curve for everybody. Missing as the probability. Must be between 0 and 1. May
        be missing.
    ratio : array of float of shape (r,)
        probability / base_rate. Missing (NaN) where that is 0 or missing. Must be >= 0. May be missing.
    rank : array of int of shape (r,)
        1 has the highest probability at that horizon; equal ones in the order of the rows, missing ones last.
        Must be >= 1.
    flags : array of int of shape (r,)
        Flags of the person, and of this horizon. Must be >= 0.

    Shapes: r length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of x. Must be >= 0."""
    @property
    def person(self) -> NDArray[np.object_]:
        """Who it is; empty unless given."""
    @property
    def horizon(self) -> NDArray[np.float64]:
        """Time ahead."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """Probability of leaving within the horizon, given the tenure. Missing (NaN) beyond follow-up, unless carried on. Must be between 0 and 1. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit. Missing (NaN) where there is none: see `interval`; and where it would have no width, since nobody of the fit left in that span. Must be between 0 and 1. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit. Missing as the lower one. Must be between 0 and 1. May be missing."""
    @property
    def base_rate(self) -> NDArray[np.float64]:
        """The same probability by one curve for everybody. Missing as the probability. Must be between 0 and 1. May be missing."""
    @property
    def ratio(self) -> NDArray[np.float64]:
        """probability / base_rate. Missing (NaN) where that is 0 or missing. Must be >= 0. May be missing."""
    @property
    def rank(self) -> NDArray[np.int64]:
        """1 has the highest probability at that horizon; equal ones in the order of the rows, missing ones last. Must be >= 1."""
    @property
    def flags(self) -> NDArray[np.int64]:
        """Flags of the person, and of this horizon. Must be >= 0."""

class RiskCauses(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (i,)
        Row of x. Must be >= 0.
    horizon : array of float of shape (i,)
        Time ahead.
    cause : array of str of shape (i,)
        Cause of leaving.
    probability : array of float of shape (i,)
        Probability of leaving within the horizon for this cause. Missing as that of leaving. Must be between 0
        and 1. May be missing.
    lower : array of float of shape (i,)
        Lower limit over the resamples; missing (NaN) without. Must be between 0 and 1. May be missing.
    upper : array of float of shape (i,)
        Upper limit; missing as the lower one. Must be between 0 and 1. May be missing.

    Shapes: i length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of x. Must be >= 0."""
    @property
    def horizon(self) -> NDArray[np.float64]:
        """Time ahead."""
    @property
    def cause(self) -> NDArray[np.object_]:
        """Cause of leaving."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """Probability of leaving within the horizon for this cause. Missing as that of leaving. Must be between 0 and 1. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit over the resamples; missing (NaN) without. Must be between 0 and 1. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit; missing as the lower one. Must be between 0 and 1. May be missing."""

class RiskReasons(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (reasons,)
        Row of x. Must be >= 0.
    rank : array of int of shape (reasons,)
        1 is the strongest. Must be >= 1.
    column : array of str of shape (reasons,)
        Column of x.
    contribution : array of float of shape (reasons,)
        What it adds to the score: above 0 makes leaving sooner more likely.
    value : array of float of shape (reasons,)
        The person's number; missing (NaN) for a category. May be missing.
    level : array of str of shape (reasons,)
        The person's category; empty for a number.
    typical : array of float of shape (reasons,)
        Median of the column in the fit; missing (NaN) for a category. May be missing.

    Shapes: reasons length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of x. Must be >= 0."""
    @property
    def rank(self) -> NDArray[np.int64]:
        """1 is the strongest. Must be >= 1."""
    @property
    def column(self) -> NDArray[np.object_]:
        """Column of x."""
    @property
    def contribution(self) -> NDArray[np.float64]:
        """What it adds to the score: above 0 makes leaving sooner more likely."""
    @property
    def value(self) -> NDArray[np.float64]:
        """The person's number; missing (NaN) for a category. May be missing."""
    @property
    def level(self) -> NDArray[np.object_]:
        """The person's category; empty for a number."""
    @property
    def typical(self) -> NDArray[np.float64]:
        """Median of the column in the fit; missing (NaN) for a category. May be missing."""

class RiskFlags(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (f,)
        Row of x. Must be >= 0.
    flag : array of str of shape (f,)
        below_range, above_range: the number lies outside what the fit saw. few_people, few_events: of the
        person's level. tenure_beyond_follow_up, horizon_beyond_follow_up: nobody was followed so long.
        thin_follow_up: few_people were not.
    column : array of str of shape (f,)
        Column of x; empty for flags of tenure.
    horizon : array of float of shape (f,)
        Time ahead that is meant; missing (NaN) where all are. May be missing.
    value : array of float of shape (f,)
        The person's number, the people or leavings of the level, or the tenure reached at the horizon.
    limit : array of float of shape (f,)
        What it passes: the range, the fewest wanted, or the end of follow-up.

    Shapes: f length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of x. Must be >= 0."""
    @property
    def flag(self) -> NDArray[np.object_]:
        """below_range, above_range: the number lies outside what the fit saw. few_people, few_events: of the person's level. tenure_beyond_follow_up, horizon_beyond_follow_up: nobody was followed so long. thin_follow_up: few_people were not."""
    @property
    def column(self) -> NDArray[np.object_]:
        """Column of x; empty for flags of tenure."""
    @property
    def horizon(self) -> NDArray[np.float64]:
        """Time ahead that is meant; missing (NaN) where all are. May be missing."""
    @property
    def value(self) -> NDArray[np.float64]:
        """The person's number, the people or leavings of the level, or the tenure reached at the horizon."""
    @property
    def limit(self) -> NDArray[np.float64]:
        """What it passes: the range, the fewest wanted, or the end of follow-up."""

class RiskChanges(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (a,)
        Row of x. Must be >= 0.
    rank : array of int of shape (a,)
        1 takes the fewest steps of the person's columns. Must be >= 1.
    column : array of str of shape (a,)
        Column that changes; the others stay.
    from_number : array of float of shape (a,)
        The person's number; missing (NaN) for a category. May be missing.
    to_number : array of float of shape (a,)
        The nearest number that is enough; missing (NaN) for a category. May be missing.
    from_level : array of str of shape (a,)
        The person's category; empty for a number.
    to_level : array of str of shape (a,)
        The category with the lowest probability; empty for a number.
    steps : array of float of shape (a,)
        Steps between the two: units, or quantiles of the fit. A category takes one. Must be >= 0.
    before : array of float of shape (a,)
        Probability of leaving within change_horizon. Must be between 0 and 1.
    after : array of float of shape (a,)
        The same for people who are alike but for this. Must be between 0 and 1.
    goal : array of float of shape (a,)
        What it had to come down to. Must be between 0 and 1.

    Shapes: a length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of x. Must be >= 0."""
    @property
    def rank(self) -> NDArray[np.int64]:
        """1 takes the fewest steps of the person's columns. Must be >= 1."""
    @property
    def column(self) -> NDArray[np.object_]:
        """Column that changes; the others stay."""
    @property
    def from_number(self) -> NDArray[np.float64]:
        """The person's number; missing (NaN) for a category. May be missing."""
    @property
    def to_number(self) -> NDArray[np.float64]:
        """The nearest number that is enough; missing (NaN) for a category. May be missing."""
    @property
    def from_level(self) -> NDArray[np.object_]:
        """The person's category; empty for a number."""
    @property
    def to_level(self) -> NDArray[np.object_]:
        """The category with the lowest probability; empty for a number."""
    @property
    def steps(self) -> NDArray[np.float64]:
        """Steps between the two: units, or quantiles of the fit. A category takes one. Must be >= 0."""
    @property
    def before(self) -> NDArray[np.float64]:
        """Probability of leaving within change_horizon. Must be between 0 and 1."""
    @property
    def after(self) -> NDArray[np.float64]:
        """The same for people who are alike but for this. Must be between 0 and 1."""
    @property
    def goal(self) -> NDArray[np.float64]:
        """What it had to come down to. Must be between 0 and 1."""

class RiskWhatIf(Result):
    """A record of named fields.

    Attributes
    ----------
    meaning : {'association'}
        How the figures are to be read.
        * ``association``: What the model predicts for people who are like this in the data, not what would
          happen to somebody if it were changed.
    reading_en : str
        The same in a sentence to stand beside them, in English.
    reading_zh : str
        In Chinese.
    people : RiskWhatIfPeople
        Before and after by person.
    causes : RiskWhatIfCauses
        Before and after by person and cause.
    total : RiskWhatIfTotal
        Expected leavings of everybody together.
    """
    @property
    def meaning(self) -> Literal["association"]:
        """How the figures are to be read."""
    @property
    def reading_en(self) -> str:
        """The same in a sentence to stand beside them, in English."""
    @property
    def reading_zh(self) -> str:
        """In Chinese."""
    @property
    def people(self) -> RiskWhatIfPeople:
        """Before and after by person."""
    @property
    def causes(self) -> RiskWhatIfCauses:
        """Before and after by person and cause."""
    @property
    def total(self) -> RiskWhatIfTotal:
        """Expected leavings of everybody together."""
    @classmethod
    def from_json(cls, document: str | bytes) -> RiskWhatIf: ...

class RiskWhatIfPeople(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (r,)
        Row of x. Must be >= 0.
    horizon : array of float of shape (r,)
        Time ahead.
    before : array of float of shape (r,)
        Probability of leaving within the horizon, as the person is. Missing (NaN) beyond follow-up, unless
        carried on. Must be between 0 and 1. May be missing.
    after : array of float of shape (r,)
        The same for people who are alike but for the changed columns. Missing as `before`. Must be between 0 and
        1. May be missing.
    difference : array of float of shape (r,)
        after - before. Missing as they are. Must be between -1 and 1. May be missing.
    lower : array of float of shape (r,)
        Lower limit of the difference over the resamples; missing (NaN) without. Must be between -1 and 1. May be
        missing.
    upper : array of float of shape (r,)
        Upper limit; missing as the lower one. Must be between -1 and 1. May be missing.
    outside : array of int of shape (r,)
        Changed numbers of the person that lie outside what the fit saw. Must be >= 0.

    Shapes: r length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of x. Must be >= 0."""
    @property
    def horizon(self) -> NDArray[np.float64]:
        """Time ahead."""
    @property
    def before(self) -> NDArray[np.float64]:
        """Probability of leaving within the horizon, as the person is. Missing (NaN) beyond follow-up, unless carried on. Must be between 0 and 1. May be missing."""
    @property
    def after(self) -> NDArray[np.float64]:
        """The same for people who are alike but for the changed columns. Missing as `before`. Must be between 0 and 1. May be missing."""
    @property
    def difference(self) -> NDArray[np.float64]:
        """after - before. Missing as they are. Must be between -1 and 1. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit of the difference over the resamples; missing (NaN) without. Must be between -1 and 1. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit; missing as the lower one. Must be between -1 and 1. May be missing."""
    @property
    def outside(self) -> NDArray[np.int64]:
        """Changed numbers of the person that lie outside what the fit saw. Must be >= 0."""

class RiskWhatIfCauses(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (i,)
        Row of x. Must be >= 0.
    horizon : array of float of shape (i,)
        Time ahead.
    cause : array of str of shape (i,)
        Cause of leaving.
    before : array of float of shape (i,)
        Probability of leaving within the horizon for this cause. Missing as that of leaving. Must be between 0
        and 1. May be missing.
    after : array of float of shape (i,)
        The same under the changed attributes. Must be between 0 and 1. May be missing.

    Shapes: i length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of x. Must be >= 0."""
    @property
    def horizon(self) -> NDArray[np.float64]:
        """Time ahead."""
    @property
    def cause(self) -> NDArray[np.object_]:
        """Cause of leaving."""
    @property
    def before(self) -> NDArray[np.float64]:
        """Probability of leaving within the horizon for this cause. Missing as that of leaving. Must be between 0 and 1. May be missing."""
    @property
    def after(self) -> NDArray[np.float64]:
        """The same under the changed attributes. Must be between 0 and 1. May be missing."""

class RiskWhatIfTotal(Table):
    """A table of equally long columns.

    Attributes
    ----------
    horizon : array of float of shape (t,)
        Time ahead.
    people : array of int of shape (t,)
        People for whom there is a prediction. Must be >= 0.
    before : array of float of shape (t,)
        Expected number of them who leave within it. Must be >= 0.
    after : array of float of shape (t,)
        The same under the changed attributes. Must be >= 0.
    difference : array of float of shape (t,)
        after - before.
    lower : array of float of shape (t,)
        Lower limit of the difference over the resamples; missing (NaN) without. May be missing.
    upper : array of float of shape (t,)
        Upper limit; missing as the lower one. May be missing.

    Shapes: t length of `horizon`.
    """
    @property
    def horizon(self) -> NDArray[np.float64]:
        """Time ahead."""
    @property
    def people(self) -> NDArray[np.int64]:
        """People for whom there is a prediction. Must be >= 0."""
    @property
    def before(self) -> NDArray[np.float64]:
        """Expected number of them who leave within it. Must be >= 0."""
    @property
    def after(self) -> NDArray[np.float64]:
        """The same under the changed attributes. Must be >= 0."""
    @property
    def difference(self) -> NDArray[np.float64]:
        """after - before."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit of the difference over the resamples; missing (NaN) without. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit; missing as the lower one. May be missing."""

class RiskExits(Result):
    """A record of named fields.

    Attributes
    ----------
    parameters : {'none', 'model', 'resamples'}
        Whether the intervals know that the model was estimated: resamples, or none: chance alone.
        * ``none``: The estimator has none and nothing was resampled: limits are missing (NaN).
        * ``model``: The estimator's own: how uncertain the fit is.
        * ``resamples``: Quantiles over the resampled fits.
    total : RiskExitsTotal
        Everybody together.
    units : RiskExitsUnits
        By unit; empty without `unit`.
    causes : RiskExitsCauses
        Exits by cause.
    """
    @property
    def parameters(self) -> Literal["none", "model", "resamples"]:
        """Whether the intervals know that the model was estimated: resamples, or none: chance alone."""
    @property
    def total(self) -> RiskExitsTotal:
        """Everybody together."""
    @property
    def units(self) -> RiskExitsUnits:
        """By unit; empty without `unit`."""
    @property
    def causes(self) -> RiskExitsCauses:
        """Exits by cause."""
    @classmethod
    def from_json(cls, document: str | bytes) -> RiskExits: ...

class RiskExitsTotal(Table):
    """A table of equally long columns.

    Attributes
    ----------
    start : array of float of shape (t,)
        Time from today at which the period begins.
    stop : array of float of shape (t,)
        Time at which it ends; who leaves then leaves within it.
    opening : array of float of shape (t,)
        Expected headcount at its beginning. Must be >= 0.
    hires : array of float of shape (t,)
        Planned hires within it. Must be >= 0.
    exits : array of float of shape (t,)
        Expected exits within it. Must be >= 0.
    of_hires : array of float of shape (t,)
        Of those, exits of planned hires. Must be >= 0.
    exits_std_dev : array of float of shape (t,)
        Standard deviation of the number of exits. Must be >= 0.
    exits_lower : array of float of shape (t,)
        Lower end of the prediction interval. Must be >= 0.
    exits_upper : array of float of shape (t,)
        Upper end. Must be >= 0.
    headcount : array of float of shape (t,)
        Expected headcount at its end. Must be >= 0.
    headcount_std_dev : array of float of shape (t,)
        Its standard deviation. Must be >= 0.
    headcount_lower : array of float of shape (t,)
        Lower end of the prediction interval. Must be >= 0.
    headcount_upper : array of float of shape (t,)
        Upper end. Must be >= 0.
    beyond_follow_up : array of float of shape (t,)
        People whose tenure at its end would lie beyond what the fit followed; they are predicted to stay from
        there on (distributions go on by themselves). Must be >= 0.

    Shapes: t length of `start`.
    """
    @property
    def start(self) -> NDArray[np.float64]:
        """Time from today at which the period begins."""
    @property
    def stop(self) -> NDArray[np.float64]:
        """Time at which it ends; who leaves then leaves within it."""
    @property
    def opening(self) -> NDArray[np.float64]:
        """Expected headcount at its beginning. Must be >= 0."""
    @property
    def hires(self) -> NDArray[np.float64]:
        """Planned hires within it. Must be >= 0."""
    @property
    def exits(self) -> NDArray[np.float64]:
        """Expected exits within it. Must be >= 0."""
    @property
    def of_hires(self) -> NDArray[np.float64]:
        """Of those, exits of planned hires. Must be >= 0."""
    @property
    def exits_std_dev(self) -> NDArray[np.float64]:
        """Standard deviation of the number of exits. Must be >= 0."""
    @property
    def exits_lower(self) -> NDArray[np.float64]:
        """Lower end of the prediction interval. Must be >= 0."""
    @property
    def exits_upper(self) -> NDArray[np.float64]:
        """Upper end. Must be >= 0."""
    @property
    def headcount(self) -> NDArray[np.float64]:
        """Expected headcount at its end. Must be >= 0."""
    @property
    def headcount_std_dev(self) -> NDArray[np.float64]:
        """Its standard deviation. Must be >= 0."""
    @property
    def headcount_lower(self) -> NDArray[np.float64]:
        """Lower end of the prediction interval. Must be >= 0."""
    @property
    def headcount_upper(self) -> NDArray[np.float64]:
        """Upper end. Must be >= 0."""
    @property
    def beyond_follow_up(self) -> NDArray[np.float64]:
        """People whose tenure at its end would lie beyond what the fit followed; they are predicted to stay from there on (distributions go on by themselves). Must be >= 0."""

class RiskExitsUnits(Table):
    """A table of equally long columns.

    Attributes
    ----------
    unit : array of str of shape (r,)
        Unit.
    start : array of float of shape (r,)
        Time from today at which the period begins.
    stop : array of float of shape (r,)
        Time at which it ends.
    opening : array of float of shape (r,)
        Expected headcount at its beginning. Must be >= 0.
    hires : array of float of shape (r,)
        Planned hires within it. Must be >= 0.
    exits : array of float of shape (r,)
        Expected exits within it. Must be >= 0.
    of_hires : array of float of shape (r,)
        Of those, exits of planned hires. Must be >= 0.
    exits_std_dev : array of float of shape (r,)
        Standard deviation of the number of exits. Must be >= 0.
    exits_lower : array of float of shape (r,)
        Lower end of the prediction interval. Must be >= 0.
    exits_upper : array of float of shape (r,)
        Upper end. Must be >= 0.
    headcount : array of float of shape (r,)
        Expected headcount at its end. Must be >= 0.
    headcount_std_dev : array of float of shape (r,)
        Its standard deviation. Must be >= 0.
    headcount_lower : array of float of shape (r,)
        Lower end of the prediction interval. Must be >= 0.
    headcount_upper : array of float of shape (r,)
        Upper end. Must be >= 0.
    beyond_follow_up : array of float of shape (r,)
        People whose tenure at its end would lie beyond what the fit followed. Must be >= 0.

    Shapes: r length of `unit`.
    """
    @property
    def unit(self) -> NDArray[np.object_]:
        """Unit."""
    @property
    def start(self) -> NDArray[np.float64]:
        """Time from today at which the period begins."""
    @property
    def stop(self) -> NDArray[np.float64]:
        """Time at which it ends."""
    @property
    def opening(self) -> NDArray[np.float64]:
        """Expected headcount at its beginning. Must be >= 0."""
    @property
    def hires(self) -> NDArray[np.float64]:
        """Planned hires within it. Must be >= 0."""
    @property
    def exits(self) -> NDArray[np.float64]:
        """Expected exits within it. Must be >= 0."""
    @property
    def of_hires(self) -> NDArray[np.float64]:
        """Of those, exits of planned hires. Must be >= 0."""
    @property
    def exits_std_dev(self) -> NDArray[np.float64]:
        """Standard deviation of the number of exits. Must be >= 0."""
    @property
    def exits_lower(self) -> NDArray[np.float64]:
        """Lower end of the prediction interval. Must be >= 0."""
    @property
    def exits_upper(self) -> NDArray[np.float64]:
        """Upper end. Must be >= 0."""
    @property
    def headcount(self) -> NDArray[np.float64]:
        """Expected headcount at its end. Must be >= 0."""
    @property
    def headcount_std_dev(self) -> NDArray[np.float64]:
        """Its standard deviation. Must be >= 0."""
    @property
    def headcount_lower(self) -> NDArray[np.float64]:
        """Lower end of the prediction interval. Must be >= 0."""
    @property
    def headcount_upper(self) -> NDArray[np.float64]:
        """Upper end. Must be >= 0."""
    @property
    def beyond_follow_up(self) -> NDArray[np.float64]:
        """People whose tenure at its end would lie beyond what the fit followed. Must be >= 0."""

class RiskExitsCauses(Table):
    """A table of equally long columns.

    Attributes
    ----------
    unit : array of str of shape (i,)
        Unit; empty for everybody together.
    cause : array of str of shape (i,)
        Cause of leaving.
    start : array of float of shape (i,)
        Time from today at which the period begins.
    stop : array of float of shape (i,)
        Time at which it ends.
    exits : array of float of shape (i,)
        Expected exits for the cause within it; over the causes they add up to all. Must be >= 0.
    of_hires : array of float of shape (i,)
        Of those, exits of planned hires. Must be >= 0.
    exits_std_dev : array of float of shape (i,)
        Standard deviation of their number. Must be >= 0.
    exits_lower : array of float of shape (i,)
        Lower end of the prediction interval. Must be >= 0.
    exits_upper : array of float of shape (i,)
        Upper end. Must be >= 0.

    Shapes: i length of `unit`.
    """
    @property
    def unit(self) -> NDArray[np.object_]:
        """Unit; empty for everybody together."""
    @property
    def cause(self) -> NDArray[np.object_]:
        """Cause of leaving."""
    @property
    def start(self) -> NDArray[np.float64]:
        """Time from today at which the period begins."""
    @property
    def stop(self) -> NDArray[np.float64]:
        """Time at which it ends."""
    @property
    def exits(self) -> NDArray[np.float64]:
        """Expected exits for the cause within it; over the causes they add up to all. Must be >= 0."""
    @property
    def of_hires(self) -> NDArray[np.float64]:
        """Of those, exits of planned hires. Must be >= 0."""
    @property
    def exits_std_dev(self) -> NDArray[np.float64]:
        """Standard deviation of their number. Must be >= 0."""
    @property
    def exits_lower(self) -> NDArray[np.float64]:
        """Lower end of the prediction interval. Must be >= 0."""
    @property
    def exits_upper(self) -> NDArray[np.float64]:
        """Upper end. Must be >= 0."""

class RiskJudgement(Result):
    """A record of named fields.

    Attributes
    ----------
    horizons : JudgedHorizons
        Base rate, scores and calibration by horizon.
    bands : JudgedBands
        Predicted and observed by band of predicted probability.
    loads : JudgedLoads
        Precision, recall and lead time at so many alerts a period; empty without `alerts`.
    periods : JudgedPeriods
        Predicted and observed by period of scoring.
    """
    @property
    def horizons(self) -> JudgedHorizons:
        """Base rate, scores and calibration by horizon."""
    @property
    def bands(self) -> JudgedBands:
        """Predicted and observed by band of predicted probability."""
    @property
    def loads(self) -> JudgedLoads:
        """Precision, recall and lead time at so many alerts a period; empty without `alerts`."""
    @property
    def periods(self) -> JudgedPeriods:
        """Predicted and observed by period of scoring."""
    @classmethod
    def from_json(cls, document: str | bytes) -> RiskJudgement: ...

class JudgedHorizons(Table):
    """A table of equally long columns.

    Attributes
    ----------
    horizon : array of float of shape (t,)
        Time from the prediction.
    status : array of str of shape (t,)
        judged, few_events, or beyond_follow_up: nobody was followed so long.
    rows : array of int of shape (t,)
        Predictions judged: people at days of scoring. Must be >= 0.
    events : array of int of shape (t,)
        Of those, people seen to leave within the horizon (for the cause). Must be >= 0.
    beyond_follow_up : array of int of shape (t,)
        People left out because the horizon reaches beyond what the model followed, unless `beyond` is carry.
        Must be >= 0.
    predicted : array of float of shape (t,)
        Mean predicted probability. Must be between 0 and 1. May be missing.
    observed : array of float of shape (t,)
        Share that left by the horizon: 1 - Kaplan-Meier, with a cause Aalen-Johansen. Must be between 0 and 1.
        May be missing.
    observed_lower : array of float of shape (t,)
        Lower limit. Must be between 0 and 1. May be missing.
    observed_upper : array of float of shape (t,)
        Upper limit. Must be between 0 and 1. May be missing.
    ratio : array of float of shape (t,)
        observed / predicted: 1 is right on the whole, above 1 more left than predicted. Must be >= 0. May be
        missing.
    ratio_lower : array of float of shape (t,)
        Lower limit. Must be >= 0. May be missing.
    ratio_upper : array of float of shape (t,)
        Upper limit. Must be >= 0. May be missing.
    base_rate : array of float of shape (t,)
        Share of the predictions that come true: the precision of alerts at random. Must be between 0 and 1. May
        be missing.
    base_rate_lower : array of float of shape (t,)
        Lower limit. Must be between 0 and 1. May be missing.
    base_rate_upper : array of float of shape (t,)
        Upper limit. Must be between 0 and 1. May be missing.
    average_precision : array of float of shape (t,)
        Precision averaged over the steps of recall; at random it is the base rate. Must be between 0 and 1. May
        be missing.
    brier : array of float of shape (t,)
        Mean squared distance between what was predicted and what happened. Must be >= 0. May be missing.
    brier_lower : array of float of shape (t,)
        Lower limit. Must be >= 0. May be missing.
    brier_upper : array of float of shape (t,)
        Upper limit. Must be >= 0. May be missing.
    reference : array of float of shape (t,)
        The score of one number for everybody, known afterwards: the observed share. Must be >= 0. May be
        missing.
    skill : array of float of shape (t,)
        1 - brier / reference: 1 is perfect, 0 no better than that number, below 0 worse. Must be <= 1. May be
        missing.
    skill_lower : array of float of shape (t,)
        Lower limit. May be missing.
    skill_upper : array of float of shape (t,)
        Upper limit. May be missing.
    curve_brier : array of float of shape (t,)
        The score of the frozen curve of everybody, given tenure: what could be had without the attributes. Must
        be >= 0. May be missing.
    auc : array of float of shape (t,)
        Probability that somebody who left by the horizon had a higher prediction than somebody who did not. Must
        be between 0 and 1. May be missing.
    auc_lower : array of float of shape (t,)
        Lower limit. Must be between 0 and 1. May be missing.
    auc_upper : array of float of shape (t,)
        Upper limit. Must be between 0 and 1. May be missing.
    intercept : array of float of shape (t,)
        Calibration in the large: what would have to be added to all predicted log-odds; 0 is right. Missing also
        where it has no finite answer. May be missing.
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
        """Time from the prediction."""
    @property
    def status(self) -> NDArray[np.object_]:
        """judged, few_events, or beyond_follow_up: nobody was followed so long."""
    @property
    def rows(self) -> NDArray[np.int64]:
        """Predictions judged: people at days of scoring. Must be >= 0."""
    @property
    def events(self) -> NDArray[np.int64]:
        """Of those, people seen to leave within the horizon (for the cause). Must be >= 0."""
    @property
    def beyond_follow_up(self) -> NDArray[np.int64]:
        """People left out because the horizon reaches beyond what the model followed, unless `beyond` is carry. Must be >= 0."""
    @property
    def predicted(self) -> NDArray[np.float64]:
        """Mean predicted probability. Must be between 0 and 1. May be missing."""
    @property
    def observed(self) -> NDArray[np.float64]:
        """Share that left by the horizon: 1 - Kaplan-Meier, with a cause Aalen-Johansen. Must be between 0 and 1. May be missing."""
    @property
    def observed_lower(self) -> NDArray[np.float64]:
        """Lower limit. Must be between 0 and 1. May be missing."""
    @property
    def observed_upper(self) -> NDArray[np.float64]:
        """Upper limit. Must be between 0 and 1. May be missing."""
    @property
    def ratio(self) -> NDArray[np.float64]:
        """observed / predicted: 1 is right on the whole, above 1 more left than predicted. Must be >= 0. May be missing."""
    @property
    def ratio_lower(self) -> NDArray[np.float64]:
        """Lower limit. Must be >= 0. May be missing."""
    @property
    def ratio_upper(self) -> NDArray[np.float64]:
        """Upper limit. Must be >= 0. May be missing."""
    @property
    def base_rate(self) -> NDArray[np.float64]:
        """Share of the predictions that come true: the precision of alerts at random. Must be between 0 and 1. May be missing."""
    @property
    def base_rate_lower(self) -> NDArray[np.float64]:
        """Lower limit. Must be between 0 and 1. May be missing."""
    @property
    def base_rate_upper(self) -> NDArray[np.float64]:
        """Upper limit. Must be between 0 and 1. May be missing."""
    @property
    def average_precision(self) -> NDArray[np.float64]:
        """Precision averaged over the steps of recall; at random it is the base rate. Must be between 0 and 1. May be missing."""
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
    def skill(self) -> NDArray[np.float64]:
        """1 - brier / reference: 1 is perfect, 0 no better than that number, below 0 worse. Must be <= 1. May be missing."""
    @property
    def skill_lower(self) -> NDArray[np.float64]:
        """Lower limit. May be missing."""
    @property
    def skill_upper(self) -> NDArray[np.float64]:
        """Upper limit. May be missing."""
    @property
    def curve_brier(self) -> NDArray[np.float64]:
        """The score of the frozen curve of everybody, given tenure: what could be had without the attributes. Must be >= 0. May be missing."""
    @property
    def auc(self) -> NDArray[np.float64]:
        """Probability that somebody who left by the horizon had a higher prediction than somebody who did not. Must be between 0 and 1. May be missing."""
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

class JudgedBands(Table):
    """A table of equally long columns.

    Attributes
    ----------
    horizon : array of float of shape (g,)
        Time from the prediction.
    lowest : array of float of shape (g,)
        Lowest predicted probability in the band. Must be between 0 and 1.
    highest : array of float of shape (g,)
        Highest one. Must be between 0 and 1.
    rows : array of int of shape (g,)
        Predictions. Must be >= 0.
    predicted : array of float of shape (g,)
        Their mean. Must be between 0 and 1.
    observed : array of float of shape (g,)
        Share that left by the horizon. Missing (NaN) where nobody of the band was followed so long. Must be
        between 0 and 1. May be missing.
    lower : array of float of shape (g,)
        Lower limit. Missing where nobody or everybody left. Must be between 0 and 1. May be missing.
    upper : array of float of shape (g,)
        Upper limit. Missing as the lower one. Must be between 0 and 1. May be missing.

    Shapes: g length of `horizon`.
    """
    @property
    def horizon(self) -> NDArray[np.float64]:
        """Time from the prediction."""
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
        """Share that left by the horizon. Missing (NaN) where nobody of the band was followed so long. Must be between 0 and 1. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit. Missing where nobody or everybody left. Must be between 0 and 1. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit. Missing as the lower one. Must be between 0 and 1. May be missing."""

class JudgedLoads(Table):
    """A table of equally long columns.

    Attributes
    ----------
    horizon : array of float of shape (a,)
        Time from the prediction.
    alerts : array of float of shape (a,)
        Alerts in each period.
    alerted : array of float of shape (a,)
        Alerts over all periods. Must be >= 0.
    precision : array of float of shape (a,)
        Share of those alerted that leave by the horizon. Missing (NaN) without alerts. Must be between 0 and 1.
        May be missing.
    precision_lower : array of float of shape (a,)
        Lower limit. Must be between 0 and 1. May be missing.
    precision_upper : array of float of shape (a,)
        Upper limit. Must be between 0 and 1. May be missing.
    recall : array of float of shape (a,)
        Share of those who leave by the horizon that was alerted. Must be between 0 and 1. May be missing.
    recall_lower : array of float of shape (a,)
        Lower limit. Must be between 0 and 1. May be missing.
    recall_upper : array of float of shape (a,)
        Upper limit. Must be between 0 and 1. May be missing.
    lead_time : array of float of shape (a,)
        Mean time from the alert to leaving, of those alerted who leave by the horizon. Missing without any. Must
        be >= 0. May be missing.
    median_lead_time : array of float of shape (a,)
        Its median. Missing as the mean. Must be >= 0. May be missing.

    Shapes: a length of `horizon`.
    """
    @property
    def horizon(self) -> NDArray[np.float64]:
        """Time from the prediction."""
    @property
    def alerts(self) -> NDArray[np.float64]:
        """Alerts in each period."""
    @property
    def alerted(self) -> NDArray[np.float64]:
        """Alerts over all periods. Must be >= 0."""
    @property
    def precision(self) -> NDArray[np.float64]:
        """Share of those alerted that leave by the horizon. Missing (NaN) without alerts. Must be between 0 and 1. May be missing."""
    @property
    def precision_lower(self) -> NDArray[np.float64]:
        """Lower limit. Must be between 0 and 1. May be missing."""
    @property
    def precision_upper(self) -> NDArray[np.float64]:
        """Upper limit. Must be between 0 and 1. May be missing."""
    @property
    def recall(self) -> NDArray[np.float64]:
        """Share of those who leave by the horizon that was alerted. Must be between 0 and 1. May be missing."""
    @property
    def recall_lower(self) -> NDArray[np.float64]:
        """Lower limit. Must be between 0 and 1. May be missing."""
    @property
    def recall_upper(self) -> NDArray[np.float64]:
        """Upper limit. Must be between 0 and 1. May be missing."""
    @property
    def lead_time(self) -> NDArray[np.float64]:
        """Mean time from the alert to leaving, of those alerted who leave by the horizon. Missing without any. Must be >= 0. May be missing."""
    @property
    def median_lead_time(self) -> NDArray[np.float64]:
        """Its median. Missing as the mean. Must be >= 0. May be missing."""

class JudgedPeriods(Table):
    """A table of equally long columns.

    Attributes
    ----------
    horizon : array of float of shape (d,)
        Time from the prediction.
    period : array of str of shape (d,)
        Period of scoring; all where none was given.
    rows : array of int of shape (d,)
        Predictions. Must be >= 0.
    events : array of int of shape (d,)
        People seen to leave within the horizon (for the cause). Must be >= 0.
    predicted : array of float of shape (d,)
        Mean predicted probability. Must be between 0 and 1.
    observed : array of float of shape (d,)
        Share that left by the horizon. Missing (NaN) where nobody was followed so long. Must be between 0 and 1.
        May be missing.
    lower : array of float of shape (d,)
        Lower limit. Missing where nobody or everybody left. Must be between 0 and 1. May be missing.
    upper : array of float of shape (d,)
        Upper limit. Missing as the lower one. Must be between 0 and 1. May be missing.

    Shapes: d length of `horizon`.
    """
    @property
    def horizon(self) -> NDArray[np.float64]:
        """Time from the prediction."""
    @property
    def period(self) -> NDArray[np.object_]:
        """Period of scoring; all where none was given."""
    @property
    def rows(self) -> NDArray[np.int64]:
        """Predictions. Must be >= 0."""
    @property
    def events(self) -> NDArray[np.int64]:
        """People seen to leave within the horizon (for the cause). Must be >= 0."""
    @property
    def predicted(self) -> NDArray[np.float64]:
        """Mean predicted probability. Must be between 0 and 1."""
    @property
    def observed(self) -> NDArray[np.float64]:
        """Share that left by the horizon. Missing (NaN) where nobody was followed so long. Must be between 0 and 1. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower limit. Missing where nobody or everybody left. Must be between 0 and 1. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper limit. Missing as the lower one. Must be between 0 and 1. May be missing."""

def risk(
    x: TableLike,
    duration: ColumnLike,
    event: ColumnLike,
    horizons: Numbers,
    *,
    entry: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    cluster: ColumnLike | None = None,
    model: ModelOptions | None = None,
    frozen_at: int | None = None,
    minimum_events: int = 50,
    few_people: int = 10,
    few_events: int = 5,
    resamples: int = 0,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> RiskFit:
    """Who of the people still here may leave, and how sure is that?

    Parameters
    ----------
    x : table-like of shape (n, c)
        Attributes: numbers or categories. Missing values where the estimator takes them. May be missing.
    duration : array-like of shape (n,)
        Tenure at which the row ends: of leaving, or of the last look. Must be >= 0.
    event : array-like of shape (n,)
        0 = still here (censored), 1, 2, … = left, by cause. Must be between 0 and 255.
    horizons : list of float
        Times ahead for which leaving is predicted, rising, in the unit of `duration`. Must be > 0.
    entry : array-like of shape (n,), optional
        Tenure from which the row is at risk (delayed entry, or pieces of a person's time); below `duration`. 0
        at first if not given. Must be >= 0.
    weights : array-like of shape (n,), optional
        How many people a row stands for. Rows with weight 0 are left out. Must be >= 0.
    cluster : array-like of shape (n,), optional
        Whose row it is: rows of one person are counted, drawn and held out together. Every row a person if not
        given. Text, categories or whole numbers.
    model : ModelOptions
        The estimator and its options, as survival.model takes them.
    frozen_at : int or None, default None
        Day up to which the rows were known: the model is not judged on earlier days. In days since 1970-01-01.
        Must be between -4371587 and 2932896.
    minimum_events : int, default 50
        Fewer leavings than this are refused. Must be >= 1.
    few_people : int, default 10
        Levels and tenures with fewer people than this are flagged. Must be >= 0.
    few_events : int, default 5
        Levels with fewer leavings than this are flagged. Must be >= 0.
    resamples : int, default 0
        Fits with random weights of the people (Bayesian bootstrap), for intervals of any estimator. 0: intervals
        of estimators that have them, otherwise none. Must be between 0 and 100000.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : RiskFit
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n rows of `x`, c columns of `x`.
    """

class BacktestResult(Result):
    """A record of named fields.

    Attributes
    ----------
    cuts : BacktestCuts
        What was fitted and scored at each cut.
    figures : BacktestFigures
        How each cut's model did.
    pooled : RiskJudgement
        All cuts together, people's rows together in the errors; alerts are given out cut by cut.
    exits : BacktestExits
        Expected and observed exits.
    held_share : float
        Share of the intervals for everybody together that held; to be compared with prediction_level. Must be
        between 0 and 1.
    held_share_units : float
        Share of the intervals of units that held. Missing (NaN) without `unit`. Must be between 0 and 1. May be
        missing.
    """
    @property
    def cuts(self) -> BacktestCuts:
        """What was fitted and scored at each cut."""
    @property
    def figures(self) -> BacktestFigures:
        """How each cut's model did."""
    @property
    def pooled(self) -> RiskJudgement:
        """All cuts together, people's rows together in the errors; alerts are given out cut by cut."""
    @property
    def exits(self) -> BacktestExits:
        """Expected and observed exits."""
    @property
    def held_share(self) -> float:
        """Share of the intervals for everybody together that held; to be compared with prediction_level. Must be between 0 and 1."""
    @property
    def held_share_units(self) -> float:
        """Share of the intervals of units that held. Missing (NaN) without `unit`. Must be between 0 and 1. May be missing."""
    @classmethod
    def from_json(cls, document: str | bytes) -> BacktestResult: ...

class BacktestCuts(Table):
    """A table of equally long columns.

    Attributes
    ----------
    cut : array of int of shape (cuts,)
        Day. In days since 1970-01-01.
    rows : array of int of shape (cuts,)
        Rows that begin before it: the model is fitted on them. Must be >= 0.
    people : array of int of shape (cuts,)
        People among them. Must be >= 0.
    events : array of int of shape (cuts,)
        Leavings known by then. Must be >= 0.
    status : array of str of shape (cuts,)
        How the fit ended, as survival.model says.
    scored : array of int of shape (cuts,)
        People there on the day, who were scored. Must be >= 0.
    unseen : array of int of shape (cuts,)
        People there who were left out for a level that the fit has not seen. Must be >= 0.

    Shapes: cuts length of `cut`.
    """
    @property
    def cut(self) -> NDArray[np.int64]:
        """Day. In days since 1970-01-01."""
    @property
    def rows(self) -> NDArray[np.int64]:
        """Rows that begin before it: the model is fitted on them. Must be >= 0."""
    @property
    def people(self) -> NDArray[np.int64]:
        """People among them. Must be >= 0."""
    @property
    def events(self) -> NDArray[np.int64]:
        """Leavings known by then. Must be >= 0."""
    @property
    def status(self) -> NDArray[np.object_]:
        """How the fit ended, as survival.model says."""
    @property
    def scored(self) -> NDArray[np.int64]:
        """People there on the day, who were scored. Must be >= 0."""
    @property
    def unseen(self) -> NDArray[np.int64]:
        """People there who were left out for a level that the fit has not seen. Must be >= 0."""

class BacktestFigures(Table):
    """A table of equally long columns.

    Attributes
    ----------
    cut : array of int of shape (d,)
        Day. In days since 1970-01-01.
    horizon : array of float of shape (d,)
        Time after it. In days.
    rows : array of int of shape (d,)
        People judged. Must be >= 0.
    events : array of int of shape (d,)
        Of those, people who left within the horizon. Must be >= 0.
    beyond_follow_up : array of int of shape (d,)
        People left out because the horizon reaches beyond what the cut's fit followed. Must be >= 0.
    predicted : array of float of shape (d,)
        Mean predicted probability. Must be between 0 and 1. May be missing.
    observed : array of float of shape (d,)
        Share that left. Must be between 0 and 1. May be missing.
    observed_lower : array of float of shape (d,)
        Lower limit. Must be between 0 and 1. May be missing.
    observed_upper : array of float of shape (d,)
        Upper limit. Must be between 0 and 1. May be missing.
    average_precision : array of float of shape (d,)
        Precision averaged over the steps of recall. Must be between 0 and 1. May be missing.
    brier : array of float of shape (d,)
        Mean squared distance between what was predicted and what happened. Must be >= 0. May be missing.
    reference : array of float of shape (d,)
        The score of one number for everybody, known afterwards. Must be >= 0. May be missing.
    skill : array of float of shape (d,)
        1 - brier / reference. Must be <= 1. May be missing.
    curve_brier : array of float of shape (d,)
        The score of the cut's curve of everybody, given tenure. Must be >= 0. May be missing.
    auc : array of float of shape (d,)
        Probability that somebody who left had a higher prediction than somebody who did not. Must be between 0
        and 1. May be missing.

    Shapes: d length of `cut`.
    """
    @property
    def cut(self) -> NDArray[np.int64]:
        """Day. In days since 1970-01-01."""
    @property
    def horizon(self) -> NDArray[np.float64]:
        """Time after it. In days."""
    @property
    def rows(self) -> NDArray[np.int64]:
        """People judged. Must be >= 0."""
    @property
    def events(self) -> NDArray[np.int64]:
        """Of those, people who left within the horizon. Must be >= 0."""
    @property
    def beyond_follow_up(self) -> NDArray[np.int64]:
        """People left out because the horizon reaches beyond what the cut's fit followed. Must be >= 0."""
    @property
    def predicted(self) -> NDArray[np.float64]:
        """Mean predicted probability. Must be between 0 and 1. May be missing."""
    @property
    def observed(self) -> NDArray[np.float64]:
        """Share that left. Must be between 0 and 1. May be missing."""
    @property
    def observed_lower(self) -> NDArray[np.float64]:
        """Lower limit. Must be between 0 and 1. May be missing."""
    @property
    def observed_upper(self) -> NDArray[np.float64]:
        """Upper limit. Must be between 0 and 1. May be missing."""
    @property
    def average_precision(self) -> NDArray[np.float64]:
        """Precision averaged over the steps of recall. Must be between 0 and 1. May be missing."""
    @property
    def brier(self) -> NDArray[np.float64]:
        """Mean squared distance between what was predicted and what happened. Must be >= 0. May be missing."""
    @property
    def reference(self) -> NDArray[np.float64]:
        """The score of one number for everybody, known afterwards. Must be >= 0. May be missing."""
    @property
    def skill(self) -> NDArray[np.float64]:
        """1 - brier / reference. Must be <= 1. May be missing."""
    @property
    def curve_brier(self) -> NDArray[np.float64]:
        """The score of the cut's curve of everybody, given tenure. Must be >= 0. May be missing."""
    @property
    def auc(self) -> NDArray[np.float64]:
        """Probability that somebody who left had a higher prediction than somebody who did not. Must be between 0 and 1. May be missing."""

class BacktestExits(Table):
    """A table of equally long columns.

    Attributes
    ----------
    cut : array of int of shape (r,)
        Day. In days since 1970-01-01.
    horizon : array of float of shape (r,)
        Time after it. In days.
    unit : array of str of shape (r,)
        Unit; empty for everybody together.
    expected : array of float of shape (r,)
        Expected exits. Must be >= 0.
    lower : array of float of shape (r,)
        Lower end of the prediction interval. Must be >= 0.
    upper : array of float of shape (r,)
        Upper end. Must be >= 0.
    observed : array of int of shape (r,)
        Exits that came. Must be >= 0.
    censored : array of int of shape (r,)
        People lost from sight within the horizon without having left: exits may be more. Must be >= 0.
    held : array of int of shape (r,)
        1 where the observed number lies in the interval. Must be between 0 and 1.

    Shapes: r length of `cut`.
    """
    @property
    def cut(self) -> NDArray[np.int64]:
        """Day. In days since 1970-01-01."""
    @property
    def horizon(self) -> NDArray[np.float64]:
        """Time after it. In days."""
    @property
    def unit(self) -> NDArray[np.object_]:
        """Unit; empty for everybody together."""
    @property
    def expected(self) -> NDArray[np.float64]:
        """Expected exits. Must be >= 0."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of the prediction interval. Must be >= 0."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end. Must be >= 0."""
    @property
    def observed(self) -> NDArray[np.int64]:
        """Exits that came. Must be >= 0."""
    @property
    def censored(self) -> NDArray[np.int64]:
        """People lost from sight within the horizon without having left: exits may be more. Must be >= 0."""
    @property
    def held(self) -> NDArray[np.int64]:
        """1 where the observed number lies in the interval. Must be between 0 and 1."""

def backtest(
    x: TableLike,
    start: ColumnLike,
    duration: ColumnLike,
    event: ColumnLike,
    cuts: Sequence[int] | NDArray[Any],
    horizons: Numbers,
    *,
    entry: ColumnLike | None = None,
    weights: ColumnLike | None = None,
    person: ColumnLike | None = None,
    unit: ColumnLike | None = None,
    model: ModelOptions | None = None,
    observation_end: int | None = None,
    unseen: Literal["refuse", "leave_out"] = 'refuse',
    beyond: Literal["carry", "missing"] = 'missing',
    minimum_events: int = 50,
    resamples: int = 0,
    bands: int = 10,
    band_cuts: Numbers = (),
    alerts: Numbers = (),
    confidence_level: float = 0.95,
    prediction_level: float = 0.9,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> BacktestResult:
    """How well would this model have done on the days that it did not know?

    Parameters
    ----------
    x : table-like of shape (n, c)
        Attributes: numbers or categories, as they were when the row begins. If it is dated, values known only
        after a cut that uses the row are refused. Missing values where the estimator takes them. May be missing.
    start : array-like of shape (n,)
        Day of tenure 0: the day of hire. In days since 1970-01-01. Must be between -4371587 and 2932896.
    duration : array-like of shape (n,)
        Tenure at which the row ends: of leaving, or of the last look. In days. Must be >= 0.
    event : array-like of shape (n,)
        0 = still here (censored), 1, 2, … = left, by cause. Must be between 0 and 255.
    cuts : list of int
        Days on which the model is fitted and scores, rising. What is known by a cut are the days before it and
        who is there on it. In days since 1970-01-01. Must be between -4371587 and 2932896.
    horizons : list of float
        Times after a cut for which leaving is predicted, rising. In days. Must be > 0.
    entry : array-like of shape (n,), optional
        Tenure from which the row is observed (delayed entry, or pieces of a person's time); below `duration`. 0
        if not given. In days. Must be >= 0.
    weights : array-like of shape (n,), optional
        How many people a row stands for, a whole number, since exits are counted. Rows with weight 0 are left
        out. Must be between 0 and 10000000.
    person : array-like of shape (n,), optional
        Whose row it is: rows of one person with the same start continue each other. Every row a person if not
        given. Text, categories or whole numbers.
    unit : array-like of shape (n,), optional
        Unit in which the row is, for the exits by unit. Text, categories or whole numbers.
    model : ModelOptions
        The estimator and its options, as survival.model takes them.
    observation_end : int or None, default None
        First day that is not observed any more; the last end of a row if not given. Every cut lies the longest
        horizon before it. In days since 1970-01-01. Must be between -4371587 and 2932896.
    unseen : {'refuse', 'leave_out'}, default 'refuse'
        What happens to people with a level that the model of the cut has not seen.
        * ``refuse``: An error names column, row and level.
        * ``leave_out``: They are not scored at that cut, and counted in `unseen`.
    beyond : {'carry', 'missing'}, default 'missing'
        People for whom a horizon reaches beyond the longest tenure of the cut's fit: left out of that horizon
        and counted (missing), or judged as predicted (carry).
        * ``carry``: The curve stays where it is at the last time of leaving. Where nobody of the fit left since
          the tenure it has no error and no limits: nothing is known, least of all that the person stays.
        * ``missing``: Missing values (NaN).
    minimum_events : int, default 50
        Fewer leavings than this before a cut, or within the longest horizon of all cuts, are refused. Must be >=
        1.
    resamples : int, default 0
        As in attrition.risk: prediction intervals of exits then know of the estimation. Must be between 0 and
        100000.
    bands : int, default 10
        Bands of predicted probability, of equal weight. Must be between 1 and 10000.
    band_cuts : list of float, default ()
        Probabilities at which bands begin, rising, instead of `bands`. Must be > 0 and < 1.
    alerts : list of float, default ()
        Numbers of alerts at each cut, given to those with the highest predicted probability; rising. Must be >
        0.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    prediction_level : float, default 0.9
        Level of the prediction intervals of exits. Must be > 0 and < 1.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : BacktestResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n rows of `x`, c columns of `x`.
    """
