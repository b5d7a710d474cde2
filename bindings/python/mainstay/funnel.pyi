# Written by `python -m mainstay._generate` from the description of the analyses.
from collections.abc import Sequence
from typing import Any, Literal, TypedDict

import numpy as np
from numpy.typing import NDArray

from ._call import Result, State
from ._table import Table
from ._typing import ColumnLike, Numbers, Progress, TableLike
from .data import FindingRows, Findings

__all__ = [
    "ChangeCauses",
    "ChangeOwner",
    "ChangeOwners",
    "ChangePeriods",
    "ChangeResult",
    "ChangeStages",
    "ChangeState",
    "ChangeStrata",
    "CohortCells",
    "CohortPeople",
    "CohortsResult",
    "CohortsState",
    "DriversColumns",
    "DriversLevels",
    "DriversResult",
    "DriversState",
    "TransitionsEdges",
    "TransitionsNodes",
    "TransitionsPeople",
    "TransitionsQuantiles",
    "TransitionsResult",
    "TransitionsRoutes",
    "TransitionsState",
    "TransitionsSteps",
    "TransitionsVariants",
    "UnitsCurve",
    "UnitsResult",
    "UnitsRows",
    "UnitsSpread",
    "UnitsState",
    "WindowBranches",
    "WindowDifferences",
    "WindowExclusion",
    "WindowExits",
    "WindowFindings",
    "WindowOccupancy",
    "WindowPeople",
    "WindowQuantiles",
    "WindowResult",
    "WindowStage",
    "WindowStages",
    "WindowState",
    "WindowSteps",
    "WindowTimes",
    "change",
    "cohorts",
    "drivers",
    "transitions",
    "units",
    "window",
]

class _WindowStageRequired(TypedDict):
    name: str

class WindowStage(_WindowStageRequired, total=False):
    events: list[str]
    within_days: int | None
    optional: bool

class _WindowExclusionRequired(TypedDict):
    name: str

class WindowExclusion(_WindowExclusionRequired, total=False):
    events: list[str]
    after: str
    before: str

class WindowResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'counted', 'nobody_entered'}
        How the count ended.
        * ``counted``: somebody entered the funnel
        * ``nobody_entered``: no event of the first stage within the follow-up
    people : int
        People in person_id, or else among the events.
    attempts : int
        Entries into the first stage; one a person unless entry = each.
    completed : int
        Attempts that reached the last stage.
    follow_up_end : int or None
        Last observed time of everybody without observed_until; missing when all had their own. In days. May be
        missing.
    stages : WindowStages
        Counts and conversion, stage by stage.
    steps : WindowSteps
        Time from stage to stage.
    quantiles : WindowQuantiles
        Quantiles of these times.
    exits : WindowExits
        Who was lost in a stage, by reason.
    branches : WindowBranches
        Which event word carried attempts into a stage; empty unless count_branches.
    occupancy : WindowOccupancy
        Where attempts are so long after their entry; empty unless occupancy_every.
    differences : WindowDifferences
        Groups against a group to compare with.
    findings : WindowFindings
        What was met in the data.
    listed : WindowPeople
        Every attempt; empty unless list_people.
    times : WindowTimes
        The times of every attempt; empty unless list_people.
    """
    @property
    def status(self) -> Literal["counted", "nobody_entered"]:
        """How the count ended."""
    @property
    def people(self) -> int:
        """People in person_id, or else among the events."""
    @property
    def attempts(self) -> int:
        """Entries into the first stage; one a person unless entry = each."""
    @property
    def completed(self) -> int:
        """Attempts that reached the last stage."""
    @property
    def follow_up_end(self) -> int | None:
        """Last observed time of everybody without observed_until; missing when all had their own. In days. May be missing."""
    @property
    def stages(self) -> WindowStages:
        """Counts and conversion, stage by stage."""
    @property
    def steps(self) -> WindowSteps:
        """Time from stage to stage."""
    @property
    def quantiles(self) -> WindowQuantiles:
        """Quantiles of these times."""
    @property
    def exits(self) -> WindowExits:
        """Who was lost in a stage, by reason."""
    @property
    def branches(self) -> WindowBranches:
        """Which event word carried attempts into a stage; empty unless count_branches."""
    @property
    def occupancy(self) -> WindowOccupancy:
        """Where attempts are so long after their entry; empty unless occupancy_every."""
    @property
    def differences(self) -> WindowDifferences:
        """Groups against a group to compare with."""
    @property
    def findings(self) -> WindowFindings:
        """What was met in the data."""
    @property
    def listed(self) -> WindowPeople:
        """Every attempt; empty unless list_people."""
    @property
    def times(self) -> WindowTimes:
        """The times of every attempt; empty unless list_people."""
    @classmethod
    def from_json(cls, document: str | bytes) -> WindowResult: ...

class WindowStages(Table):
    """A table of equally long columns.

    Attributes
    ----------
    breakdown : array of str of shape (s,)
        Column that the group is of; "total" for everybody.
    group : array of str of shape (s,)
        The group; "total" for everybody.
    stage : array of str of shape (s,)
        The stage; with order = any_order how many are done, as in "2 of 3".
    position : array of int of shape (s,)
        1 for the entry, 2 for the next …
    at_risk : array of int of shape (s,)
        Attempts that reached the stage before that is not optional; at the entry, all.
    reached : array of int of shape (s,)
        Attempts that reached this stage.
    lost : array of int of shape (s,)
        Of these, lost before any further stage: left, excluded, interrupted, or their time had passed.
    still_inside : array of int of shape (s,)
        Of these, still on their way when last observed: neither arrived nor lost.
    passed_over : array of int of shape (s,)
        Attempts that reached a later stage without this one; 0 unless the stage is optional.
    from_previous : array of float of shape (s,)
        reached / at_risk, those still inside counted as not arrived; NaN when nobody is at risk. May be missing.
    from_previous_lower : array of float of shape (s,)
        Lower bound (Wilson).
    from_previous_upper : array of float of shape (s,)
        Upper bound (Wilson).
    from_start : array of float of shape (s,)
        reached / all attempts; NaN without attempts. May be missing.
    from_start_lower : array of float of shape (s,)
        Lower bound (Wilson).
    from_start_upper : array of float of shape (s,)
        Upper bound (Wilson).
    estimate_from_previous : array of float of shape (s,)
        Probability of coming from the stage before to this one, those still inside censored (Aalen-Johansen);
        NaN when nobody is at risk. May be missing.
    estimate_from_previous_lower : array of float of shape (s,)
        Lower bound (Rothman).
    estimate_from_previous_upper : array of float of shape (s,)
        Upper bound (Rothman).
    estimate_from_start : array of float of shape (s,)
        Probability of coming from the entry to this stage, those still inside censored (Aalen-Johansen); NaN
        without attempts. May be missing.
    estimate_from_start_lower : array of float of shape (s,)
        Lower bound (Rothman).
    estimate_from_start_upper : array of float of shape (s,)
        Upper bound (Rothman).
    estimated_to : array of int of shape (s,)
        Longest time since entry at which somebody was still observed before this stage: estimate_from_start
        holds up to there. In days.
    mature : array of float of shape (s,)
        Share of at_risk whose whole window was observed; NaN when nobody is at risk. May be missing.

    Shapes: s length of `breakdown`.
    """
    @property
    def breakdown(self) -> NDArray[np.object_]:
        """Column that the group is of; "total" for everybody."""
    @property
    def group(self) -> NDArray[np.object_]:
        """The group; "total" for everybody."""
    @property
    def stage(self) -> NDArray[np.object_]:
        """The stage; with order = any_order how many are done, as in "2 of 3"."""
    @property
    def position(self) -> NDArray[np.int64]:
        """1 for the entry, 2 for the next …"""
    @property
    def at_risk(self) -> NDArray[np.int64]:
        """Attempts that reached the stage before that is not optional; at the entry, all."""
    @property
    def reached(self) -> NDArray[np.int64]:
        """Attempts that reached this stage."""
    @property
    def lost(self) -> NDArray[np.int64]:
        """Of these, lost before any further stage: left, excluded, interrupted, or their time had passed."""
    @property
    def still_inside(self) -> NDArray[np.int64]:
        """Of these, still on their way when last observed: neither arrived nor lost."""
    @property
    def passed_over(self) -> NDArray[np.int64]:
        """Attempts that reached a later stage without this one; 0 unless the stage is optional."""
    @property
    def from_previous(self) -> NDArray[np.float64]:
        """reached / at_risk, those still inside counted as not arrived; NaN when nobody is at risk. May be missing."""
    @property
    def from_previous_lower(self) -> NDArray[np.float64]:
        """Lower bound (Wilson)."""
    @property
    def from_previous_upper(self) -> NDArray[np.float64]:
        """Upper bound (Wilson)."""
    @property
    def from_start(self) -> NDArray[np.float64]:
        """reached / all attempts; NaN without attempts. May be missing."""
    @property
    def from_start_lower(self) -> NDArray[np.float64]:
        """Lower bound (Wilson)."""
    @property
    def from_start_upper(self) -> NDArray[np.float64]:
        """Upper bound (Wilson)."""
    @property
    def estimate_from_previous(self) -> NDArray[np.float64]:
        """Probability of coming from the stage before to this one, those still inside censored (Aalen-Johansen); NaN when nobody is at risk. May be missing."""
    @property
    def estimate_from_previous_lower(self) -> NDArray[np.float64]:
        """Lower bound (Rothman)."""
    @property
    def estimate_from_previous_upper(self) -> NDArray[np.float64]:
        """Upper bound (Rothman)."""
    @property
    def estimate_from_start(self) -> NDArray[np.float64]:
        """Probability of coming from the entry to this stage, those still inside censored (Aalen-Johansen); NaN without attempts. May be missing."""
    @property
    def estimate_from_start_lower(self) -> NDArray[np.float64]:
        """Lower bound (Rothman)."""
    @property
    def estimate_from_start_upper(self) -> NDArray[np.float64]:
        """Upper bound (Rothman)."""
    @property
    def estimated_to(self) -> NDArray[np.int64]:
        """Longest time since entry at which somebody was still observed before this stage: estimate_from_start holds up to there. In days."""
    @property
    def mature(self) -> NDArray[np.float64]:
        """Share of at_risk whose whole window was observed; NaN when nobody is at risk. May be missing."""

class WindowSteps(Table):
    """A table of equally long columns.

    Attributes
    ----------
    breakdown : array of str of shape (t,)
        Column that the group is of; "total" for everybody.
    group : array of str of shape (t,)
        The group; "total" for everybody.
    stage : array of str of shape (t,)
        The stage arrived at.
    reached : array of int of shape (t,)
        Attempts that reached it.
    mean_days : array of float of shape (t,)
        Mean time from the stage before; NaN when nobody arrived. In days. May be missing.
    std_days : array of float of shape (t,)
        Standard deviation of that time (n - 1); NaN below two arrivals. In days. May be missing.
    shortest_days : array of float of shape (t,)
        Shortest time from the stage before; NaN when nobody arrived. In days. May be missing.
    longest_days : array of float of shape (t,)
        Longest time from the stage before; NaN when nobody arrived. In days. May be missing.
    mean_days_from_start : array of float of shape (t,)
        Mean time from entry; NaN when nobody arrived. In days. May be missing.

    Shapes: t length of `breakdown`.
    """
    @property
    def breakdown(self) -> NDArray[np.object_]:
        """Column that the group is of; "total" for everybody."""
    @property
    def group(self) -> NDArray[np.object_]:
        """The group; "total" for everybody."""
    @property
    def stage(self) -> NDArray[np.object_]:
        """The stage arrived at."""
    @property
    def reached(self) -> NDArray[np.int64]:
        """Attempts that reached it."""
    @property
    def mean_days(self) -> NDArray[np.float64]:
        """Mean time from the stage before; NaN when nobody arrived. In days. May be missing."""
    @property
    def std_days(self) -> NDArray[np.float64]:
        """Standard deviation of that time (n - 1); NaN below two arrivals. In days. May be missing."""
    @property
    def shortest_days(self) -> NDArray[np.float64]:
        """Shortest time from the stage before; NaN when nobody arrived. In days. May be missing."""
    @property
    def longest_days(self) -> NDArray[np.float64]:
        """Longest time from the stage before; NaN when nobody arrived. In days. May be missing."""
    @property
    def mean_days_from_start(self) -> NDArray[np.float64]:
        """Mean time from entry; NaN when nobody arrived. In days. May be missing."""

class WindowQuantiles(Table):
    """A table of equally long columns.

    Attributes
    ----------
    breakdown : array of str of shape (q,)
        Column that the group is of; "total" for everybody.
    group : array of str of shape (q,)
        The group; "total" for everybody.
    stage : array of str of shape (q,)
        The stage arrived at.
    probability : array of float of shape (q,)
        Which quantile.
    days : array of float of shape (q,)
        Time from the stage before within which this share of those who arrived had arrived; NaN when nobody
        arrived. In days. May be missing.
    days_from_start : array of float of shape (q,)
        The same from entry. In days. May be missing.
    estimate_days : array of float of shape (q,)
        Time within which this share of all who set out from the stage before arrives, those still inside
        censored; NaN when never reached. In days. May be missing.
    estimate_days_from_start : array of float of shape (q,)
        The same from entry. In days. May be missing.

    Shapes: q length of `breakdown`.
    """
    @property
    def breakdown(self) -> NDArray[np.object_]:
        """Column that the group is of; "total" for everybody."""
    @property
    def group(self) -> NDArray[np.object_]:
        """The group; "total" for everybody."""
    @property
    def stage(self) -> NDArray[np.object_]:
        """The stage arrived at."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """Which quantile."""
    @property
    def days(self) -> NDArray[np.float64]:
        """Time from the stage before within which this share of those who arrived had arrived; NaN when nobody arrived. In days. May be missing."""
    @property
    def days_from_start(self) -> NDArray[np.float64]:
        """The same from entry. In days. May be missing."""
    @property
    def estimate_days(self) -> NDArray[np.float64]:
        """Time within which this share of all who set out from the stage before arrives, those still inside censored; NaN when never reached. In days. May be missing."""
    @property
    def estimate_days_from_start(self) -> NDArray[np.float64]:
        """The same from entry. In days. May be missing."""

class WindowExits(Table):
    """A table of equally long columns.

    Attributes
    ----------
    breakdown : array of str of shape (x,)
        Column that the group is of; "total" for everybody.
    group : array of str of shape (x,)
        The group; "total" for everybody.
    stage : array of str of shape (x,)
        The stage in which they were lost: the last one they reached.
    kind : array of str of shape (x,)
        left (with a reason), left_without_reason, excluded (by the exclusion that is the reason), interrupted
        (by an event that may not stand between two steps), or time_passed (stayed, but did not reach the next
        stage in time).
    reason : array of str of shape (x,)
        The reason, or the exclusion; empty for other kinds.
    count : array of int of shape (x,)
        Attempts lost in this stage for this reason.
    share_of_lost : array of float of shape (x,)
        count / lost of the stage.
    share_of_reached : array of float of shape (x,)
        count / reached of the stage.
    share_of_reached_lower : array of float of shape (x,)
        Lower bound (Wilson).
    share_of_reached_upper : array of float of shape (x,)
        Upper bound (Wilson).
    incidence : array of float of shape (x,)
        Probability of being lost in this stage for this reason, those still inside censored (Aalen-Johansen).
        Over the reasons of a stage it adds up with the conversion.

    Shapes: x length of `breakdown`.
    """
    @property
    def breakdown(self) -> NDArray[np.object_]:
        """Column that the group is of; "total" for everybody."""
    @property
    def group(self) -> NDArray[np.object_]:
        """The group; "total" for everybody."""
    @property
    def stage(self) -> NDArray[np.object_]:
        """The stage in which they were lost: the last one they reached."""
    @property
    def kind(self) -> NDArray[np.object_]:
        """left (with a reason), left_without_reason, excluded (by the exclusion that is the reason), interrupted (by an event that may not stand between two steps), or time_passed (stayed, but did not reach the next stage in time)."""
    @property
    def reason(self) -> NDArray[np.object_]:
        """The reason, or the exclusion; empty for other kinds."""
    @property
    def count(self) -> NDArray[np.int64]:
        """Attempts lost in this stage for this reason."""
    @property
    def share_of_lost(self) -> NDArray[np.float64]:
        """count / lost of the stage."""
    @property
    def share_of_reached(self) -> NDArray[np.float64]:
        """count / reached of the stage."""
    @property
    def share_of_reached_lower(self) -> NDArray[np.float64]:
        """Lower bound (Wilson)."""
    @property
    def share_of_reached_upper(self) -> NDArray[np.float64]:
        """Upper bound (Wilson)."""
    @property
    def incidence(self) -> NDArray[np.float64]:
        """Probability of being lost in this stage for this reason, those still inside censored (Aalen-Johansen). Over the reasons of a stage it adds up with the conversion."""

class WindowBranches(Table):
    """A table of equally long columns.

    Attributes
    ----------
    breakdown : array of str of shape (branches,)
        Column that the group is of; "total" for everybody.
    group : array of str of shape (branches,)
        The group; "total" for everybody.
    stage : array of str of shape (branches,)
        The stage.
    event : array of str of shape (branches,)
        The event word; of several at one moment the one declared first.
    reached : array of int of shape (branches,)
        Attempts that this word carried into the stage.
    went_on : array of int of shape (branches,)
        Of these, attempts that reached a further stage; of the last stage 0.
    lost : array of int of shape (branches,)
        Of these, attempts that were lost in the stage.
    still_inside : array of int of shape (branches,)
        Of these, attempts still in the stage.
    share_of_reached : array of float of shape (branches,)
        reached / reached of the stage.
    share_went_on : array of float of shape (branches,)
        went_on / reached, those still inside counted as not gone on.
    share_went_on_lower : array of float of shape (branches,)
        Lower bound (Wilson).
    share_went_on_upper : array of float of shape (branches,)
        Upper bound (Wilson).

    Shapes: branches length of `breakdown`.
    """
    @property
    def breakdown(self) -> NDArray[np.object_]:
        """Column that the group is of; "total" for everybody."""
    @property
    def group(self) -> NDArray[np.object_]:
        """The group; "total" for everybody."""
    @property
    def stage(self) -> NDArray[np.object_]:
        """The stage."""
    @property
    def event(self) -> NDArray[np.object_]:
        """The event word; of several at one moment the one declared first."""
    @property
    def reached(self) -> NDArray[np.int64]:
        """Attempts that this word carried into the stage."""
    @property
    def went_on(self) -> NDArray[np.int64]:
        """Of these, attempts that reached a further stage; of the last stage 0."""
    @property
    def lost(self) -> NDArray[np.int64]:
        """Of these, attempts that were lost in the stage."""
    @property
    def still_inside(self) -> NDArray[np.int64]:
        """Of these, attempts still in the stage."""
    @property
    def share_of_reached(self) -> NDArray[np.float64]:
        """reached / reached of the stage."""
    @property
    def share_went_on(self) -> NDArray[np.float64]:
        """went_on / reached, those still inside counted as not gone on."""
    @property
    def share_went_on_lower(self) -> NDArray[np.float64]:
        """Lower bound (Wilson)."""
    @property
    def share_went_on_upper(self) -> NDArray[np.float64]:
        """Upper bound (Wilson)."""

class WindowOccupancy(Table):
    """A table of equally long columns.

    Attributes
    ----------
    breakdown : array of str of shape (occupancy,)
        Column that the group is of; "total" for everybody.
    group : array of str of shape (occupancy,)
        The group; "total" for everybody.
    stage : array of str of shape (occupancy,)
        The stage.
    time : array of int of shape (occupancy,)
        Time since entry. In days.
    known : array of int of shape (occupancy,)
        Attempts of which it is known what had become of them at that time.
    in_stage : array of int of shape (occupancy,)
        Of these, attempts whose last stage it was, neither lost nor gone on; of the last stage those completed.
    share : array of float of shape (occupancy,)
        in_stage / known, those not known left out; NaN when nothing is known. May be missing.
    probability : array of float of shape (occupancy,)
        Probability of being in the stage at that time (Aalen-Johansen); NaN without attempts. May be missing.
    lower : array of float of shape (occupancy,)
        Lower bound (Rothman).
    upper : array of float of shape (occupancy,)
        Upper bound (Rothman).
    lost : array of float of shape (occupancy,)
        Probability of having been lost in the stage by that time; NaN without attempts. May be missing.

    Shapes: occupancy length of `breakdown`.
    """
    @property
    def breakdown(self) -> NDArray[np.object_]:
        """Column that the group is of; "total" for everybody."""
    @property
    def group(self) -> NDArray[np.object_]:
        """The group; "total" for everybody."""
    @property
    def stage(self) -> NDArray[np.object_]:
        """The stage."""
    @property
    def time(self) -> NDArray[np.int64]:
        """Time since entry. In days."""
    @property
    def known(self) -> NDArray[np.int64]:
        """Attempts of which it is known what had become of them at that time."""
    @property
    def in_stage(self) -> NDArray[np.int64]:
        """Of these, attempts whose last stage it was, neither lost nor gone on; of the last stage those completed."""
    @property
    def share(self) -> NDArray[np.float64]:
        """in_stage / known, those not known left out; NaN when nothing is known. May be missing."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """Probability of being in the stage at that time (Aalen-Johansen); NaN without attempts. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower bound (Rothman)."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper bound (Rothman)."""
    @property
    def lost(self) -> NDArray[np.float64]:
        """Probability of having been lost in the stage by that time; NaN without attempts. May be missing."""

class WindowDifferences(Table):
    """A table of equally long columns.

    Attributes
    ----------
    breakdown : array of str of shape (differences,)
        Column that the group is of.
    group : array of str of shape (differences,)
        The group.
    reference : array of str of shape (differences,)
        The group that it is compared with.
    stage : array of str of shape (differences,)
        The stage.
    from_previous : array of float of shape (differences,)
        from_previous of the group less that of the reference; NaN where one of them has nobody at risk. May be
        missing.
    from_previous_lower : array of float of shape (differences,)
        Lower bound (Newcombe).
    from_previous_upper : array of float of shape (differences,)
        Upper bound (Newcombe).
    from_start : array of float of shape (differences,)
        from_start of the group less that of the reference; NaN where one of them has no attempts. May be
        missing.
    from_start_lower : array of float of shape (differences,)
        Lower bound (Newcombe).
    from_start_upper : array of float of shape (differences,)
        Upper bound (Newcombe).
    estimate_from_start : array of float of shape (differences,)
        estimate_from_start of the group less that of the reference. May be missing.
    estimate_from_start_lower : array of float of shape (differences,)
        Lower bound: Newcombe's way from the intervals of the two estimates.
    estimate_from_start_upper : array of float of shape (differences,)
        Upper bound.

    Shapes: differences length of `breakdown`.
    """
    @property
    def breakdown(self) -> NDArray[np.object_]:
        """Column that the group is of."""
    @property
    def group(self) -> NDArray[np.object_]:
        """The group."""
    @property
    def reference(self) -> NDArray[np.object_]:
        """The group that it is compared with."""
    @property
    def stage(self) -> NDArray[np.object_]:
        """The stage."""
    @property
    def from_previous(self) -> NDArray[np.float64]:
        """from_previous of the group less that of the reference; NaN where one of them has nobody at risk. May be missing."""
    @property
    def from_previous_lower(self) -> NDArray[np.float64]:
        """Lower bound (Newcombe)."""
    @property
    def from_previous_upper(self) -> NDArray[np.float64]:
        """Upper bound (Newcombe)."""
    @property
    def from_start(self) -> NDArray[np.float64]:
        """from_start of the group less that of the reference; NaN where one of them has no attempts. May be missing."""
    @property
    def from_start_lower(self) -> NDArray[np.float64]:
        """Lower bound (Newcombe)."""
    @property
    def from_start_upper(self) -> NDArray[np.float64]:
        """Upper bound (Newcombe)."""
    @property
    def estimate_from_start(self) -> NDArray[np.float64]:
        """estimate_from_start of the group less that of the reference. May be missing."""
    @property
    def estimate_from_start_lower(self) -> NDArray[np.float64]:
        """Lower bound: Newcombe's way from the intervals of the two estimates."""
    @property
    def estimate_from_start_upper(self) -> NDArray[np.float64]:
        """Upper bound."""

class WindowFindings(Table):
    """A table of equally long columns.

    Attributes
    ----------
    code : array of str of shape (f,)
        What: events_of_other_words, events_of_unknown_people, events_without_held_value, events_before_spells,
        events_after_exit, events_after_follow_up, repeated_events (of a stage beyond the first of the same
        person, time and value; a row given twice is one), exits_after_follow_up (taken for still inside when
        last observed), exits_before_spell, follow_up_before_spell, people_without_entry, word_never_occurs.
    subject : array of str of shape (f,)
        The word, for word_never_occurs; else empty.
    count : array of int of shape (f,)
        How many.

    Shapes: f length of `code`.
    """
    @property
    def code(self) -> NDArray[np.object_]:
        """What: events_of_other_words, events_of_unknown_people, events_without_held_value, events_before_spells, events_after_exit, events_after_follow_up, repeated_events (of a stage beyond the first of the same person, time and value; a row given twice is one), exits_after_follow_up (taken for still inside when last observed), exits_before_spell, follow_up_before_spell, people_without_entry, word_never_occurs."""
    @property
    def subject(self) -> NDArray[np.object_]:
        """The word, for word_never_occurs; else empty."""
    @property
    def count(self) -> NDArray[np.int64]:
        """How many."""

class WindowPeople(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (a,)
        The person.
    row : array of int of shape (a,)
        Row of the person in person_id, from 0; -1 without person_id.
    attempt : array of int of shape (a,)
        1 for the person's first attempt, 2 for the next …
    stage : array of str of shape (a,)
        The last stage reached; with order = any_order how many are done.
    position : array of int of shape (a,)
        Its position, from 1.
    outcome : array of str of shape (a,)
        completed, still_inside, time_passed, left, left_without_reason, excluded or interrupted.
    reason : array of str of shape (a,)
        The reason, or the exclusion; empty for other outcomes.
    entered : array of int of shape (a,)
        Time of entry. In days.
    ended : array of int of shape (a,)
        Time of completion, of leaving, of the event that ended it, at which the time had passed, or last
        observed. In days.

    Shapes: a length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The person."""
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the person in person_id, from 0; -1 without person_id."""
    @property
    def attempt(self) -> NDArray[np.int64]:
        """1 for the person's first attempt, 2 for the next …"""
    @property
    def stage(self) -> NDArray[np.object_]:
        """The last stage reached; with order = any_order how many are done."""
    @property
    def position(self) -> NDArray[np.int64]:
        """Its position, from 1."""
    @property
    def outcome(self) -> NDArray[np.object_]:
        """completed, still_inside, time_passed, left, left_without_reason, excluded or interrupted."""
    @property
    def reason(self) -> NDArray[np.object_]:
        """The reason, or the exclusion; empty for other outcomes."""
    @property
    def entered(self) -> NDArray[np.int64]:
        """Time of entry. In days."""
    @property
    def ended(self) -> NDArray[np.int64]:
        """Time of completion, of leaving, of the event that ended it, at which the time had passed, or last observed. In days."""

class WindowTimes(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (b,)
        The person.
    attempt : array of int of shape (b,)
        Number of the attempt.
    stage : array of str of shape (b,)
        A stage that it reached.
    event : array of str of shape (b,)
        The event word that carried it there; empty unless count_branches.
    time : array of int of shape (b,)
        When. In days.
    listed_row : array of int of shape (b,)
        Row of the attempt in `listed`, from 0.

    Shapes: b length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The person."""
    @property
    def attempt(self) -> NDArray[np.int64]:
        """Number of the attempt."""
    @property
    def stage(self) -> NDArray[np.object_]:
        """A stage that it reached."""
    @property
    def event(self) -> NDArray[np.object_]:
        """The event word that carried it there; empty unless count_branches."""
    @property
    def time(self) -> NDArray[np.int64]:
        """When. In days."""
    @property
    def listed_row(self) -> NDArray[np.int64]:
        """Row of the attempt in `listed`, from 0."""

class WindowState(State):
    """Mergeable state of funnel.window: Where is a cohort lost on its way, and how long does each step take?

    begin; while not done: update in each part, merge all, advance; finish

    Parameters
    ----------
    stages : list of WindowStage
        The stages in order, 1 to 16; the first is the entry.
    window : int or None, default None
        Time from entry within which a stage must be reached, that day included; left out: no limit. In days.
        Must be > 0.
    entry : {'first', 'any', 'each'}, default 'first'
        Which events of the first stage count as an entry.
        * ``first``: a person's first event of the first stage; one attempt a person
        * ``any``: the entry from which the person gets furthest; one attempt a person
        * ``each``: every entry that is not inside an earlier attempt; several attempts a person
    ties : {'favour', 'by_sequence', 'strict'}, default 'favour'
        How events of one person at the same time are ordered.
        * ``favour``: in whichever order carries the person furthest; one event never counts twice
        * ``by_sequence``: by the column sequence; equal sequence means not one after the other
        * ``strict``: not one after the other: the next stage needs a later time
    order : {'ordered', 'any_order', 'milestone'}, default 'ordered'
        What the order of the stages means.
        * ``ordered``: one after the other: each stage is reached by an event after that of the stage before
        * ``any_order``: in whichever order: the first event of any stage is the entry, and what counts is how
          many stages are done
        * ``milestone``: a stage is reached as soon as its first event and those of all stages before it have
          happened, in whatever order
    between : {'anything', 'no_other_stage', 'no_other_event'}, default 'anything'
        What may happen between two steps of an attempt.
        * ``anything``: whatever else happens is passed over
        * ``no_other_stage``: an event of a stage that is neither the one reached last nor a next one ends the
          attempt
        * ``no_other_event``: so does an event of no stage at all
    end_at_repeats : bool, default False
        Whether an event of a stage that is already behind ends the attempt.
    exclusions : list of WindowExclusion, default ()
        Events that end an attempt between two stages, at most 16 of these.
    exit_events : list of str, default ()
        Event words that mean that the person left; the word is the reason.
    follow_up_end : int or None, default None
        Last observed time of everybody without observed_until; left out: the last time among the events. In
        days.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    probabilities : list of float, default (0.25, 0.5, 0.75)
        Which quantiles of the step times. Must be > 0 and < 1.
    count_branches : bool, default False
        Also count which event word carried attempts into each stage.
    list_people : bool, default False
        Also list every attempt with its times, so that each count can show its people.
    occupancy_every : int or None, default None
        Tell where the attempts are at every so many days since entry; left out: not at all. In days. Must be >
        0.
    reference : str, default ''
        The group with which the other groups of its column are compared; left out: of a column of two groups the
        first.
    parts : {'people', 'rows'}, default 'people'
        How the data of merged states are cut; without a state it says nothing.
        * ``people``: all events of a person, and the person's row, are in one part: a state holds counts alone
        * ``rows``: anywhere: by time, by source; a state holds the events that matter until it is finished
    """
    def __init__(
        self,
        stages: Sequence[WindowStage],
        *,
        window: int | None = None,
        entry: Literal["first", "any", "each"] = 'first',
        ties: Literal["favour", "by_sequence", "strict"] = 'favour',
        order: Literal["ordered", "any_order", "milestone"] = 'ordered',
        between: Literal["anything", "no_other_stage", "no_other_event"] = 'anything',
        end_at_repeats: bool = False,
        exclusions: Sequence[WindowExclusion] = (),
        exit_events: Sequence[str] = (),
        follow_up_end: int | None = None,
        confidence_level: float = 0.95,
        probabilities: Numbers = (0.25, 0.5, 0.75),
        count_branches: bool = False,
        list_people: bool = False,
        occupancy_every: int | None = None,
        reference: str = '',
        parts: Literal["people", "rows"] = 'people',
    ) -> None: ...
    def update(
        self,
        person: ColumnLike,
        time: ColumnLike,
        event: ColumnLike,
        *,
        sequence: ColumnLike | None = None,
        hold_constant: ColumnLike | None = None,
        person_id: ColumnLike | None = None,
        spell_start: ColumnLike | None = None,
        observed_until: ColumnLike | None = None,
        exit_time: ColumnLike | None = None,
        exit_reason: ColumnLike | None = None,
        groups: TableLike | None = None,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> WindowState: ...
    def merge(self, other: WindowState) -> WindowState: ...
    def advance(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> WindowState: ...
    def finish(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> WindowResult: ...
    @classmethod
    def from_bytes(cls, document: bytes) -> WindowState: ...

def window(
    person: ColumnLike,
    time: ColumnLike,
    event: ColumnLike,
    stages: Sequence[WindowStage],
    *,
    sequence: ColumnLike | None = None,
    hold_constant: ColumnLike | None = None,
    person_id: ColumnLike | None = None,
    spell_start: ColumnLike | None = None,
    observed_until: ColumnLike | None = None,
    exit_time: ColumnLike | None = None,
    exit_reason: ColumnLike | None = None,
    groups: TableLike | None = None,
    window: int | None = None,
    entry: Literal["first", "any", "each"] = 'first',
    ties: Literal["favour", "by_sequence", "strict"] = 'favour',
    order: Literal["ordered", "any_order", "milestone"] = 'ordered',
    between: Literal["anything", "no_other_stage", "no_other_event"] = 'anything',
    end_at_repeats: bool = False,
    exclusions: Sequence[WindowExclusion] = (),
    exit_events: Sequence[str] = (),
    follow_up_end: int | None = None,
    confidence_level: float = 0.95,
    probabilities: Numbers = (0.25, 0.5, 0.75),
    count_branches: bool = False,
    list_people: bool = False,
    occupancy_every: int | None = None,
    reference: str = '',
    parts: Literal["people", "rows"] = 'people',
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> WindowResult:
    """Where is a cohort lost on its way, and how long does each step take?

    Parameters
    ----------
    person : array-like of shape (n,)
        Whom the event belongs to. A person who was hired again is two: give spell_start, or the spell as the
        person. Text, categories or whole numbers.
    time : array-like of shape (n,)
        When it happened, as a whole number. In days. Whole numbers.
    event : array-like of shape (n,)
        The event word. Words that no stage declares are passed over; one that is written like a declared word
        (Offer, "offer ") is refused. Text, categories or whole numbers.
    stages : list of WindowStage
        The stages in order, 1 to 16; the first is the entry.
    sequence : array-like of shape (n,), optional
        Order of events at the same time; needed for ties = by_sequence. Whole numbers.
    hold_constant : array-like of shape (n,), optional
        What the events of one attempt must agree on (the class, the recruiter). An event with a missing value is
        in no attempt. Text, categories or whole numbers. May be missing.
    person_id : array-like of shape (m,), optional
        The people, each once. When given, events of anybody else are left out and counted in findings. Text,
        categories or whole numbers.
    spell_start : array-like of shape (m,), optional
        First day of the spell of this row (data.spells): a person may then have several rows, and an event
        belongs to the spell that started last before it. In days. Whole numbers.
    observed_until : array-like of shape (m,), optional
        Last time at which the person was observed; missing: follow_up_end. In days. Whole numbers. May be
        missing.
    exit_time : array-like of shape (m,), optional
        When the person left; missing: has not left. In days. Whole numbers. May be missing.
    exit_reason : array-like of shape (m,), optional
        Why the person left; missing: no reason given. Text, categories or whole numbers. May be missing.
    groups : table-like of shape (m,), optional
        Columns to break the counts down by. A missing value is the group "missing". Text, categories or whole
        numbers. May be missing.
    window : int or None, default None
        Time from entry within which a stage must be reached, that day included; left out: no limit. In days.
        Must be > 0.
    entry : {'first', 'any', 'each'}, default 'first'
        Which events of the first stage count as an entry.
        * ``first``: a person's first event of the first stage; one attempt a person
        * ``any``: the entry from which the person gets furthest; one attempt a person
        * ``each``: every entry that is not inside an earlier attempt; several attempts a person
    ties : {'favour', 'by_sequence', 'strict'}, default 'favour'
        How events of one person at the same time are ordered.
        * ``favour``: in whichever order carries the person furthest; one event never counts twice
        * ``by_sequence``: by the column sequence; equal sequence means not one after the other
        * ``strict``: not one after the other: the next stage needs a later time
    order : {'ordered', 'any_order', 'milestone'}, default 'ordered'
        What the order of the stages means.
        * ``ordered``: one after the other: each stage is reached by an event after that of the stage before
        * ``any_order``: in whichever order: the first event of any stage is the entry, and what counts is how
          many stages are done
        * ``milestone``: a stage is reached as soon as its first event and those of all stages before it have
          happened, in whatever order
    between : {'anything', 'no_other_stage', 'no_other_event'}, default 'anything'
        What may happen between two steps of an attempt.
        * ``anything``: whatever else happens is passed over
        * ``no_other_stage``: an event of a stage that is neither the one reached last nor a next one ends the
          attempt
        * ``no_other_event``: so does an event of no stage at all
    end_at_repeats : bool, default False
        Whether an event of a stage that is already behind ends the attempt.
    exclusions : list of WindowExclusion, default ()
        Events that end an attempt between two stages, at most 16 of these.
    exit_events : list of str, default ()
        Event words that mean that the person left; the word is the reason.
    follow_up_end : int or None, default None
        Last observed time of everybody without observed_until; left out: the last time among the events. In
        days.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    probabilities : list of float, default (0.25, 0.5, 0.75)
        Which quantiles of the step times. Must be > 0 and < 1.
    count_branches : bool, default False
        Also count which event word carried attempts into each stage.
    list_people : bool, default False
        Also list every attempt with its times, so that each count can show its people.
    occupancy_every : int or None, default None
        Tell where the attempts are at every so many days since entry; left out: not at all. In days. Must be >
        0.
    reference : str, default ''
        The group with which the other groups of its column are compared; left out: of a column of two groups the
        first.
    parts : {'people', 'rows'}, default 'people'
        How the data of merged states are cut; without a state it says nothing.
        * ``people``: all events of a person, and the person's row, are in one part: a state holds counts alone
        * ``rows``: anywhere: by time, by source; a state holds the events that matter until it is finished
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : WindowResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`, m length of `person_id`.
    """

class _ChangeOwnerRequired(TypedDict):
    reason: str
    owner: str

class ChangeOwner(_ChangeOwnerRequired, total=False):
    stage: str
    share: float

class ChangeResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'compared', 'short_follow_up'}
        Whether the periods were followed long enough.
        * ``compared``: Everybody's way is known up to the horizon, or enough people's to estimate it.
        * ``short_follow_up``: A stratum of a period was not followed to the horizon: its losses are those up to
          followed_to.
    horizon : int
        Losses up to this time after entry were counted. In days.
    other_periods : int
        Rows of other periods, left out.
    change : float
        Loss after less loss before; 0.1 is ten percentage points. Must be between -1 and 1.
    change_lower : float
        Lower bound (percentiles of the bootstrap by person, as all bounds, but for those of by_score); NaN
        without resamples. May be missing.
    change_upper : float
        Upper bound. May be missing.
    mix : float
        The part of the change that goes with other shares of the strata among the entries.
    mix_lower : float
        Lower bound. May be missing.
    mix_upper : float
        Upper bound. May be missing.
    rate : float
        The part that goes with other losses within the strata.
    rate_lower : float
        Lower bound. May be missing.
    rate_upper : float
        Upper bound. May be missing.
    periods : ChangePeriods
        The two periods.
    causes : ChangeCauses
        By stage and reason.
    stages : ChangeStages
        By stage.
    strata : ChangeStrata
        By stratum.
    owners : ChangeOwners
        By owner; without owners, all is unattributed.
    words_not_met : list of str of shape (b,)
        Words of the options that no row has, as "completed: done" or "owners[2].reason: pay"; one that a row has
        in another writing (Completed, "pay ") is refused.
    by_score : list of str of shape (a,)
        Figures whose samples say nothing because a share is 0 or 1, as with 0 of 60: their bounds are Wilson's
        for as many people as there are whose fate by the horizon is known, and of differences Newcombe's way
        from both.
    sentence : str
        The comparison in English.
    sentence_zh : str
        The same in Chinese.

    Shapes: b length of `words_not_met`, a length of `by_score`.
    """
    @property
    def status(self) -> Literal["compared", "short_follow_up"]:
        """Whether the periods were followed long enough."""
    @property
    def horizon(self) -> int:
        """Losses up to this time after entry were counted. In days."""
    @property
    def other_periods(self) -> int:
        """Rows of other periods, left out."""
    @property
    def change(self) -> float:
        """Loss after less loss before; 0.1 is ten percentage points. Must be between -1 and 1."""
    @property
    def change_lower(self) -> float:
        """Lower bound (percentiles of the bootstrap by person, as all bounds, but for those of by_score); NaN without resamples. May be missing."""
    @property
    def change_upper(self) -> float:
        """Upper bound. May be missing."""
    @property
    def mix(self) -> float:
        """The part of the change that goes with other shares of the strata among the entries."""
    @property
    def mix_lower(self) -> float:
        """Lower bound. May be missing."""
    @property
    def mix_upper(self) -> float:
        """Upper bound. May be missing."""
    @property
    def rate(self) -> float:
        """The part that goes with other losses within the strata."""
    @property
    def rate_lower(self) -> float:
        """Lower bound. May be missing."""
    @property
    def rate_upper(self) -> float:
        """Upper bound. May be missing."""
    @property
    def periods(self) -> ChangePeriods:
        """The two periods."""
    @property
    def causes(self) -> ChangeCauses:
        """By stage and reason."""
    @property
    def stages(self) -> ChangeStages:
        """By stage."""
    @property
    def strata(self) -> ChangeStrata:
        """By stratum."""
    @property
    def owners(self) -> ChangeOwners:
        """By owner; without owners, all is unattributed."""
    @property
    def words_not_met(self) -> list[str]:
        """Words of the options that no row has, as "completed: done" or "owners[2].reason: pay"; one that a row has in another writing (Completed, "pay ") is refused."""
    @property
    def by_score(self) -> list[str]:
        """Figures whose samples say nothing because a share is 0 or 1, as with 0 of 60: their bounds are Wilson's for as many people as there are whose fate by the horizon is known, and of differences Newcombe's way from both."""
    @property
    def sentence(self) -> str:
        """The comparison in English."""
    @property
    def sentence_zh(self) -> str:
        """The same in Chinese."""
    @classmethod
    def from_json(cls, document: str | bytes) -> ChangeResult: ...

class ChangePeriods(Table):
    """A table of equally long columns.

    Attributes
    ----------
    period : array of str of shape (periods,)
        The period, before first.
    entered : array of int of shape (periods,)
        Attempts.
    lost : array of int of shape (periods,)
        Lost within the horizon.
    completed : array of int of shape (periods,)
        Completed within the horizon.
    still_inside : array of int of shape (periods,)
        Neither: still on the way when last seen, or at the horizon.
    followed_to : array of int of shape (periods,)
        Longest time after entry that was seen of somebody. In days.
    naive : array of float of shape (periods,)
        lost / entered, as if everybody had been followed to the horizon. Must be between 0 and 1.
    loss : array of float of shape (periods,)
        Probability of being lost within the horizon, those still inside censored (Aalen-Johansen in each
        stratum, added by the strata's shares). Must be between 0 and 1.
    loss_lower : array of float of shape (periods,)
        Lower bound; NaN without resamples, as all bounds. May be missing.
    loss_upper : array of float of shape (periods,)
        Upper bound. May be missing.

    Shapes: periods length of `period`.
    """
    @property
    def period(self) -> NDArray[np.object_]:
        """The period, before first."""
    @property
    def entered(self) -> NDArray[np.int64]:
        """Attempts."""
    @property
    def lost(self) -> NDArray[np.int64]:
        """Lost within the horizon."""
    @property
    def completed(self) -> NDArray[np.int64]:
        """Completed within the horizon."""
    @property
    def still_inside(self) -> NDArray[np.int64]:
        """Neither: still on the way when last seen, or at the horizon."""
    @property
    def followed_to(self) -> NDArray[np.int64]:
        """Longest time after entry that was seen of somebody. In days."""
    @property
    def naive(self) -> NDArray[np.float64]:
        """lost / entered, as if everybody had been followed to the horizon. Must be between 0 and 1."""
    @property
    def loss(self) -> NDArray[np.float64]:
        """Probability of being lost within the horizon, those still inside censored (Aalen-Johansen in each stratum, added by the strata's shares). Must be between 0 and 1."""
    @property
    def loss_lower(self) -> NDArray[np.float64]:
        """Lower bound; NaN without resamples, as all bounds. May be missing."""
    @property
    def loss_upper(self) -> NDArray[np.float64]:
        """Upper bound. May be missing."""

class ChangeCauses(Table):
    """A table of equally long columns.

    Attributes
    ----------
    stage : array of str of shape (causes,)
        The stage in which people were lost.
    reason : array of str of shape (causes,)
        The reason.
    lost_before : array of int of shape (causes,)
        Lost so, before.
    lost_after : array of int of shape (causes,)
        Lost so, after.
    before : array of float of shape (causes,)
        Probability of being lost in this stage for this reason, before. Must be between 0 and 1.
    after : array of float of shape (causes,)
        The same after. Must be between 0 and 1.
    change : array of float of shape (causes,)
        after less before; 0.1 is ten percentage points. Must be between -1 and 1.
    change_lower : array of float of shape (causes,)
        Lower bound. May be missing.
    change_upper : array of float of shape (causes,)
        Upper bound. May be missing.

    Shapes: causes length of `stage`.
    """
    @property
    def stage(self) -> NDArray[np.object_]:
        """The stage in which people were lost."""
    @property
    def reason(self) -> NDArray[np.object_]:
        """The reason."""
    @property
    def lost_before(self) -> NDArray[np.int64]:
        """Lost so, before."""
    @property
    def lost_after(self) -> NDArray[np.int64]:
        """Lost so, after."""
    @property
    def before(self) -> NDArray[np.float64]:
        """Probability of being lost in this stage for this reason, before. Must be between 0 and 1."""
    @property
    def after(self) -> NDArray[np.float64]:
        """The same after. Must be between 0 and 1."""
    @property
    def change(self) -> NDArray[np.float64]:
        """after less before; 0.1 is ten percentage points. Must be between -1 and 1."""
    @property
    def change_lower(self) -> NDArray[np.float64]:
        """Lower bound. May be missing."""
    @property
    def change_upper(self) -> NDArray[np.float64]:
        """Upper bound. May be missing."""

class ChangeStages(Table):
    """A table of equally long columns.

    Attributes
    ----------
    stage : array of str of shape (stages,)
        The stage, in order.
    before : array of float of shape (stages,)
        Probability of being lost in it, before. Must be between 0 and 1.
    after : array of float of shape (stages,)
        The same after. Must be between 0 and 1.
    kept_before : array of float of shape (stages,)
        Of those whom earlier stages had not lost, the share that this one kept, before; NaN where there was
        nobody. May be missing.
    kept_after : array of float of shape (stages,)
        The same after. May be missing.
    contribution : array of float of shape (stages,)
        What the change of kept adds to the change of the loss: Shapley's value over the stages. They add up to
        the change.
    contribution_lower : array of float of shape (stages,)
        Lower bound. May be missing.
    contribution_upper : array of float of shape (stages,)
        Upper bound. May be missing.

    Shapes: stages length of `stage`.
    """
    @property
    def stage(self) -> NDArray[np.object_]:
        """The stage, in order."""
    @property
    def before(self) -> NDArray[np.float64]:
        """Probability of being lost in it, before. Must be between 0 and 1."""
    @property
    def after(self) -> NDArray[np.float64]:
        """The same after. Must be between 0 and 1."""
    @property
    def kept_before(self) -> NDArray[np.float64]:
        """Of those whom earlier stages had not lost, the share that this one kept, before; NaN where there was nobody. May be missing."""
    @property
    def kept_after(self) -> NDArray[np.float64]:
        """The same after. May be missing."""
    @property
    def contribution(self) -> NDArray[np.float64]:
        """What the change of kept adds to the change of the loss: Shapley's value over the stages. They add up to the change."""
    @property
    def contribution_lower(self) -> NDArray[np.float64]:
        """Lower bound. May be missing."""
    @property
    def contribution_upper(self) -> NDArray[np.float64]:
        """Upper bound. May be missing."""

class ChangeStrata(Table):
    """A table of equally long columns.

    Attributes
    ----------
    stratum : array of str of shape (strata,)
        The stratum; "total" without strata.
    entered_before : array of int of shape (strata,)
        Attempts, before.
    entered_after : array of int of shape (strata,)
        Attempts, after.
    followed_to_before : array of int of shape (strata,)
        Longest time that was seen of somebody, before; 0 where nobody entered. In days.
    followed_to_after : array of int of shape (strata,)
        The same after. In days.
    loss_before : array of float of shape (strata,)
        Probability of being lost within the horizon, before; NaN where nobody entered. May be missing.
    loss_after : array of float of shape (strata,)
        The same after. May be missing.
    mix : array of float of shape (strata,)
        Change of the stratum's share of the entries, times the mean of its two losses (Kitagawa 1955). Where it
        has entries in one period only, all of its part is mix.
    mix_lower : array of float of shape (strata,)
        Lower bound. May be missing.
    mix_upper : array of float of shape (strata,)
        Upper bound. May be missing.
    rate : array of float of shape (strata,)
        Change of its loss, times the mean of its two shares.
    rate_lower : array of float of shape (strata,)
        Lower bound. May be missing.
    rate_upper : array of float of shape (strata,)
        Upper bound. May be missing.

    Shapes: strata length of `stratum`.
    """
    @property
    def stratum(self) -> NDArray[np.object_]:
        """The stratum; "total" without strata."""
    @property
    def entered_before(self) -> NDArray[np.int64]:
        """Attempts, before."""
    @property
    def entered_after(self) -> NDArray[np.int64]:
        """Attempts, after."""
    @property
    def followed_to_before(self) -> NDArray[np.int64]:
        """Longest time that was seen of somebody, before; 0 where nobody entered. In days."""
    @property
    def followed_to_after(self) -> NDArray[np.int64]:
        """The same after. In days."""
    @property
    def loss_before(self) -> NDArray[np.float64]:
        """Probability of being lost within the horizon, before; NaN where nobody entered. May be missing."""
    @property
    def loss_after(self) -> NDArray[np.float64]:
        """The same after. May be missing."""
    @property
    def mix(self) -> NDArray[np.float64]:
        """Change of the stratum's share of the entries, times the mean of its two losses (Kitagawa 1955). Where it has entries in one period only, all of its part is mix."""
    @property
    def mix_lower(self) -> NDArray[np.float64]:
        """Lower bound. May be missing."""
    @property
    def mix_upper(self) -> NDArray[np.float64]:
        """Upper bound. May be missing."""
    @property
    def rate(self) -> NDArray[np.float64]:
        """Change of its loss, times the mean of its two shares."""
    @property
    def rate_lower(self) -> NDArray[np.float64]:
        """Lower bound. May be missing."""
    @property
    def rate_upper(self) -> NDArray[np.float64]:
        """Upper bound. May be missing."""

class ChangeOwners(Table):
    """A table of equally long columns.

    Attributes
    ----------
    owner : array of str of shape (owners,)
        The owner; "unattributed" last.
    before : array of float of shape (owners,)
        Probability of being lost for what the owner answers for, before. Must be between 0 and 1.
    after : array of float of shape (owners,)
        The same after. Must be between 0 and 1.
    change : array of float of shape (owners,)
        after less before. They add up to the change of the loss.
    change_lower : array of float of shape (owners,)
        Lower bound. May be missing.
    change_upper : array of float of shape (owners,)
        Upper bound. May be missing.
    share_before : array of float of shape (owners,)
        before over the loss of the period; NaN when nobody was lost. May be missing.
    share_before_lower : array of float of shape (owners,)
        Lower bound. May be missing.
    share_before_upper : array of float of shape (owners,)
        Upper bound. May be missing.
    share_after : array of float of shape (owners,)
        The same after. May be missing.
    share_after_lower : array of float of shape (owners,)
        Lower bound. May be missing.
    share_after_upper : array of float of shape (owners,)
        Upper bound. May be missing.

    Shapes: owners length of `owner`.
    """
    @property
    def owner(self) -> NDArray[np.object_]:
        """The owner; "unattributed" last."""
    @property
    def before(self) -> NDArray[np.float64]:
        """Probability of being lost for what the owner answers for, before. Must be between 0 and 1."""
    @property
    def after(self) -> NDArray[np.float64]:
        """The same after. Must be between 0 and 1."""
    @property
    def change(self) -> NDArray[np.float64]:
        """after less before. They add up to the change of the loss."""
    @property
    def change_lower(self) -> NDArray[np.float64]:
        """Lower bound. May be missing."""
    @property
    def change_upper(self) -> NDArray[np.float64]:
        """Upper bound. May be missing."""
    @property
    def share_before(self) -> NDArray[np.float64]:
        """before over the loss of the period; NaN when nobody was lost. May be missing."""
    @property
    def share_before_lower(self) -> NDArray[np.float64]:
        """Lower bound. May be missing."""
    @property
    def share_before_upper(self) -> NDArray[np.float64]:
        """Upper bound. May be missing."""
    @property
    def share_after(self) -> NDArray[np.float64]:
        """The same after. May be missing."""
    @property
    def share_after_lower(self) -> NDArray[np.float64]:
        """Lower bound. May be missing."""
    @property
    def share_after_upper(self) -> NDArray[np.float64]:
        """Upper bound. May be missing."""

class ChangeState(State):
    """Mergeable state of funnel.change: What changed between two cohorts: where, for which reasons, whose, and how much is who came in?

    begin; while not done: update in each part, merge all, advance; finish

    Parameters
    ----------
    stages : list of str
        The stages in order.
    before : str, default ''
        Label of the first period; left out with two labels: the smaller one. Rows of other periods than the two
        are left out.
    after : str, default ''
        Label of the second period; left out with two labels: the larger one.
    completed : list of str, default ('completed',)
        Outcomes that mean that the way was completed.
    inside : list of str, default ('still_inside',)
        Outcomes that mean that the person was still on the way when last seen: censored.
    horizon : int or None, default None
        Losses up to this time after entry count; left out: the longest time to which both periods were followed.
        In days. Must be >= 0.
    owners : list of ChangeOwner, default ()
        Who owns which reason.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    resamples : int, default 1000
        Samples of the bootstrap by person; 0: no intervals. Must be between 0 and 100000.
    """
    def __init__(
        self,
        stages: Sequence[str],
        *,
        before: str = '',
        after: str = '',
        completed: Sequence[str] = ('completed',),
        inside: Sequence[str] = ('still_inside',),
        horizon: int | None = None,
        owners: Sequence[ChangeOwner] = (),
        confidence_level: float = 0.95,
        resamples: int = 1000,
    ) -> None: ...
    def update(
        self,
        period: ColumnLike,
        stage: ColumnLike,
        outcome: ColumnLike,
        duration: ColumnLike,
        *,
        reason: ColumnLike | None = None,
        stratum: ColumnLike | None = None,
        person: ColumnLike | None = None,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> ChangeState: ...
    def merge(self, other: ChangeState) -> ChangeState: ...
    def advance(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> ChangeState: ...
    def finish(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> ChangeResult: ...
    @classmethod
    def from_bytes(cls, document: bytes) -> ChangeState: ...

def change(
    period: ColumnLike,
    stage: ColumnLike,
    outcome: ColumnLike,
    duration: ColumnLike,
    stages: Sequence[str],
    *,
    reason: ColumnLike | None = None,
    stratum: ColumnLike | None = None,
    person: ColumnLike | None = None,
    before: str = '',
    after: str = '',
    completed: Sequence[str] = ('completed',),
    inside: Sequence[str] = ('still_inside',),
    horizon: int | None = None,
    owners: Sequence[ChangeOwner] = (),
    confidence_level: float = 0.95,
    resamples: int = 1000,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> ChangeResult:
    """What changed between two cohorts: where, for which reasons, whose, and how much is who came in?

    Parameters
    ----------
    period : array-like of shape (n,)
        The cohort, or the period of entry. A row is an attempt, as funnel.window lists them. Text, categories or
        whole numbers.
    stage : array-like of shape (n,)
        The last stage reached. Text, categories or whole numbers.
    outcome : array-like of shape (n,)
        How it ended: a word of `completed`, of `inside`, or else lost. Text, categories or whole numbers.
    duration : array-like of shape (n,)
        Time from entry to completion or loss, or to the last look. In days. Must be >= 0.
    stages : list of str
        The stages in order.
    reason : array-like of shape (n,), optional
        Why the person was lost; missing or empty: the outcome stands for it. Text, categories or whole numbers.
        May be missing.
    stratum : array-like of shape (n,), optional
        What differs at entry, such as the recruiting channel; missing is a stratum of its own. Left out: one
        stratum. Text, categories or whole numbers. May be missing.
    person : array-like of shape (n,), optional
        Whose attempt; rows of one person are drawn together. Left out: each row is a person. Text, categories or
        whole numbers.
    before : str, default ''
        Label of the first period; left out with two labels: the smaller one. Rows of other periods than the two
        are left out.
    after : str, default ''
        Label of the second period; left out with two labels: the larger one.
    completed : list of str, default ('completed',)
        Outcomes that mean that the way was completed.
    inside : list of str, default ('still_inside',)
        Outcomes that mean that the person was still on the way when last seen: censored.
    horizon : int or None, default None
        Losses up to this time after entry count; left out: the longest time to which both periods were followed.
        In days. Must be >= 0.
    owners : list of ChangeOwner, default ()
        Who owns which reason.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    resamples : int, default 1000
        Samples of the bootstrap by person; 0: no intervals. Must be between 0 and 100000.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : ChangeResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `period`.
    """

class CohortsResult(Result):
    """A record of named fields.

    Attributes
    ----------
    people : int
        People counted.
    cohorts : int
        How many cohorts they are.
    follow_up_end : int
        Last day of the records. In days.
    cells : CohortCells
        The triangle as a long table.
    listed : CohortPeople
        The people behind the counts; empty unless list_people.
    findings : Findings
        What was met: people_after_follow_up and exit_before_entry (left out), exit_after_observed (taken for
        still here), events_of_unknown_people, events_before_entry, events_after_exit, events_after_observed,
        events_outside_boundaries (left out), observed_before_entry (nothing is known of them), repeated_events
        (of one person and day: counted once).
    finding_rows : FindingRows
        First rows of each.
    labels_alike : list of str of shape (b,)
        Cohorts that differ in writing only ("2026 A" and "2026-a"): they were counted apart.

    Shapes: b length of `labels_alike`.
    """
    @property
    def people(self) -> int:
        """People counted."""
    @property
    def cohorts(self) -> int:
        """How many cohorts they are."""
    @property
    def follow_up_end(self) -> int:
        """Last day of the records. In days."""
    @property
    def cells(self) -> CohortCells:
        """The triangle as a long table."""
    @property
    def listed(self) -> CohortPeople:
        """The people behind the counts; empty unless list_people."""
    @property
    def findings(self) -> Findings:
        """What was met: people_after_follow_up and exit_before_entry (left out), exit_after_observed (taken for still here), events_of_unknown_people, events_before_entry, events_after_exit, events_after_observed, events_outside_boundaries (left out), observed_before_entry (nothing is known of them), repeated_events (of one person and day: counted once)."""
    @property
    def finding_rows(self) -> FindingRows:
        """First rows of each."""
    @property
    def labels_alike(self) -> list[str]:
        """Cohorts that differ in writing only ("2026 A" and "2026-a"): they were counted apart."""
    @classmethod
    def from_json(cls, document: str | bytes) -> CohortsResult: ...

class CohortCells(Table):
    """A table of equally long columns.

    Attributes
    ----------
    cohort : array of str of shape (r,)
        The cohort; "total" for everybody.
    age : array of int of shape (r,)
        Periods since entry; 0 is the period of entry itself.
    entered : array of int of shape (r,)
        People of the cohort.
    observed : array of int of shape (r,)
        Of these, of whom it is known whether they were there at this age.
    retained : array of int of shape (r,)
        Of the observed, those who were there.
    mature : array of float of shape (r,)
        observed / entered: 1 when the whole cohort has reached this age. Must be between 0 and 1.
    rate : array of float of shape (r,)
        retained / observed. Young people and those lost from sight are in neither number. Must be between 0 and
        1.
    rate_lower : array of float of shape (r,)
        Lower bound (Wilson). Must be between 0 and 1.
    rate_upper : array of float of shape (r,)
        Upper bound (Wilson). Must be between 0 and 1.
    estimate : array of float of shape (r,)
        Of stayed: the share that is there, everybody counted for as long as they were seen (Kaplan-Meier on the
        first days of the periods); NaN for other measures. May be missing.
    estimate_lower : array of float of shape (r,)
        Lower bound (Rothman). May be missing.
    estimate_upper : array of float of shape (r,)
        Upper bound (Rothman). May be missing.

    Shapes: r length of `cohort`.
    """
    @property
    def cohort(self) -> NDArray[np.object_]:
        """The cohort; "total" for everybody."""
    @property
    def age(self) -> NDArray[np.int64]:
        """Periods since entry; 0 is the period of entry itself."""
    @property
    def entered(self) -> NDArray[np.int64]:
        """People of the cohort."""
    @property
    def observed(self) -> NDArray[np.int64]:
        """Of these, of whom it is known whether they were there at this age."""
    @property
    def retained(self) -> NDArray[np.int64]:
        """Of the observed, those who were there."""
    @property
    def mature(self) -> NDArray[np.float64]:
        """observed / entered: 1 when the whole cohort has reached this age. Must be between 0 and 1."""
    @property
    def rate(self) -> NDArray[np.float64]:
        """retained / observed. Young people and those lost from sight are in neither number. Must be between 0 and 1."""
    @property
    def rate_lower(self) -> NDArray[np.float64]:
        """Lower bound (Wilson). Must be between 0 and 1."""
    @property
    def rate_upper(self) -> NDArray[np.float64]:
        """Upper bound (Wilson). Must be between 0 and 1."""
    @property
    def estimate(self) -> NDArray[np.float64]:
        """Of stayed: the share that is there, everybody counted for as long as they were seen (Kaplan-Meier on the first days of the periods); NaN for other measures. May be missing."""
    @property
    def estimate_lower(self) -> NDArray[np.float64]:
        """Lower bound (Rothman). May be missing."""
    @property
    def estimate_upper(self) -> NDArray[np.float64]:
        """Upper bound (Rothman). May be missing."""

class CohortPeople(Table):
    """A table of equally long columns.

    Attributes
    ----------
    cohort : array of str of shape (a,)
        The person's cohort.
    row : array of int of shape (a,)
        Row of the person in person_id, from 0.
    age : array of int of shape (a,)
        Periods since entry.
    retained : array of int of shape (a,)
        1 where the person was there, else 0. Must be between 0 and 1.

    Shapes: a length of `cohort`.
    """
    @property
    def cohort(self) -> NDArray[np.object_]:
        """The person's cohort."""
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the person in person_id, from 0."""
    @property
    def age(self) -> NDArray[np.int64]:
        """Periods since entry."""
    @property
    def retained(self) -> NDArray[np.int64]:
        """1 where the person was there, else 0. Must be between 0 and 1."""

class CohortsState(State):
    """Mergeable state of funnel.cohorts: How many of each cohort are still there, or come back, after so many weeks?

    begin; while not done: update in each part, merge all, advance; finish

    Parameters
    ----------
    measure : {'stayed', 'on', 'on_or_after'}, default 'stayed'
        What counts as being there.
        * ``stayed``: Still here on the first day of the period: not left by then.
        * ``on``: With an event in that very period.
        * ``on_or_after``: With an event in that period or a later one, as far as seen: a lower limit near the
          end of the records.
    clock : {'rolling', 'calendar'}, default 'rolling'
        From when periods count.
        * ``rolling``: Periods count from each person's own entry: week 1 begins seven days after it.
        * ``calendar``: Periods are those of the calendar: week 1 is the next calendar week, however late in the
          week the person came.
    width_days : int, default 7
        Length of a period. In days. Must be > 0.
    anchor : int or None, default None
        A day on which a calendar period begins; left out: Monday 1970-01-05. In days.
    follow_up_end : int or None, default None
        Last day of the records; left out: the last observed_until, or else the last day among entries, exits and
        events. In days.
    ages : int or None, default None
        Periods after the entry that are told; left out: as many as were seen. Must be between 0 and 10000.
    boundaries : list of int, default ()
        First days of the calendar's periods in rising order, and the day after the last one (months, quarters);
        in place of width_days. In days.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    list_people : bool, default False
        Also list each person in each period seen, so that each count can show its people.
    """
    def __init__(
        self,
        *,
        measure: Literal["stayed", "on", "on_or_after"] = 'stayed',
        clock: Literal["rolling", "calendar"] = 'rolling',
        width_days: int = 7,
        anchor: int | None = None,
        follow_up_end: int | None = None,
        ages: int | None = None,
        boundaries: Sequence[int] | NDArray[Any] = (),
        confidence_level: float = 0.95,
        list_people: bool = False,
    ) -> None: ...
    def update(
        self,
        person_id: ColumnLike,
        entry: ColumnLike,
        *,
        cohort: ColumnLike | None = None,
        observed_until: ColumnLike | None = None,
        exit_time: ColumnLike | None = None,
        person: ColumnLike | None = None,
        time: ColumnLike | None = None,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> CohortsState: ...
    def merge(self, other: CohortsState) -> CohortsState: ...
    def advance(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> CohortsState: ...
    def finish(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> CohortsResult: ...
    @classmethod
    def from_bytes(cls, document: bytes) -> CohortsState: ...

def cohorts(
    person_id: ColumnLike,
    entry: ColumnLike,
    *,
    cohort: ColumnLike | None = None,
    observed_until: ColumnLike | None = None,
    exit_time: ColumnLike | None = None,
    person: ColumnLike | None = None,
    time: ColumnLike | None = None,
    measure: Literal["stayed", "on", "on_or_after"] = 'stayed',
    clock: Literal["rolling", "calendar"] = 'rolling',
    width_days: int = 7,
    anchor: int | None = None,
    follow_up_end: int | None = None,
    ages: int | None = None,
    boundaries: Sequence[int] | NDArray[Any] = (),
    confidence_level: float = 0.95,
    list_people: bool = False,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> CohortsResult:
    """How many of each cohort are still there, or come back, after so many weeks?

    Parameters
    ----------
    person_id : array-like of shape (m,)
        The people, each once. A person who was hired again is two: give the spell. Text, categories or whole
        numbers.
    entry : array-like of shape (m,)
        First day. In days. Whole numbers.
    cohort : array-like of shape (m,), optional
        The cohort; left out: the calendar period of entry, named by its first day. Text, categories or whole
        numbers.
    observed_until : array-like of shape (m,), optional
        Last day to which it is known whether the person is here; missing: follow_up_end. Who has left is known
        to be away until follow_up_end. In days. Whole numbers. May be missing.
    exit_time : array-like of shape (m,), optional
        First day away; missing: has not left. In days. Whole numbers. May be missing.
    person : array-like of shape (n,), optional
        Whom an event belongs to. Text, categories or whole numbers.
    time : array-like of shape (n,), optional
        When it happened. In days. Whole numbers.
    measure : {'stayed', 'on', 'on_or_after'}, default 'stayed'
        What counts as being there.
        * ``stayed``: Still here on the first day of the period: not left by then.
        * ``on``: With an event in that very period.
        * ``on_or_after``: With an event in that period or a later one, as far as seen: a lower limit near the
          end of the records.
    clock : {'rolling', 'calendar'}, default 'rolling'
        From when periods count.
        * ``rolling``: Periods count from each person's own entry: week 1 begins seven days after it.
        * ``calendar``: Periods are those of the calendar: week 1 is the next calendar week, however late in the
          week the person came.
    width_days : int, default 7
        Length of a period. In days. Must be > 0.
    anchor : int or None, default None
        A day on which a calendar period begins; left out: Monday 1970-01-05. In days.
    follow_up_end : int or None, default None
        Last day of the records; left out: the last observed_until, or else the last day among entries, exits and
        events. In days.
    ages : int or None, default None
        Periods after the entry that are told; left out: as many as were seen. Must be between 0 and 10000.
    boundaries : list of int, default ()
        First days of the calendar's periods in rising order, and the day after the last one (months, quarters);
        in place of width_days. In days.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    list_people : bool, default False
        Also list each person in each period seen, so that each count can show its people.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : CohortsResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: m length of `person_id`, n length of `person`.
    """

class UnitsResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'told_apart', 'differ_overall', 'nothing_distinguishable', 'nothing_varies', 'too_few_units'}
        The overall answer.
        * ``told_apart``: At least one unit differs from the centre by more than chance, after the correction for
          many units.
        * ``differ_overall``: Together the units vary by more than chance, but none can be named.
        * ``nothing_distinguishable``: The units vary by no more than chance makes them: any order of them is
          noise.
        * ``nothing_varies``: Everybody was counted, or nobody: nothing can vary.
        * ``too_few_units``: Fewer than two units with people: nothing to compare.
    people : int
        People of all units.
    counted : int
        Counted among them.
    centre : float
        Rate with which units are compared: the target, or what is expected of all over their number; NaN without
        people. May be missing.
    heterogeneity : float
        Sum of the squared distances from the centre in standard errors of chance.
    degrees_of_freedom : int
        Units with people, less one where the centre is their own rate.
    heterogeneity_p : float
        Probability of as large a sum by chance. Must be between 0 and 1.
    i_squared : float
        Share of the variation that is not chance: 1 - degrees_of_freedom / heterogeneity, at least 0. Must be
        between 0 and 1.
    dispersion : float
        Mean squared distance, winsorised: 1 by chance alone.
    between_std : float
        Standard deviation between units on top of chance (DerSimonian & Laird from winsorised distances). Must
        be >= 0.
    outside_inner : int
        Units outside the inner limits.
    outside_inner_by_chance : float
        How many would be if all were alike.
    outside_outer : int
        Units outside the outer limits.
    outside_outer_by_chance : float
        How many would be if all were alike.
    flagged : int
        Units that are told apart after the correction.
    units : UnitsRows
        The units.
    spread : UnitsSpread
        How much true rates vary; empty with fewer than three units.
    curve : UnitsCurve
        Limits for a plot; with adjustment, those of a unit without one.
    labels_alike : list of str of shape (a,)
        Units that differ in writing only ("Hunan" and "hunan "): they were counted apart.
    sentence : str
        The answer in English.
    sentence_zh : str
        The same in Chinese.

    Shapes: a length of `labels_alike`.
    """
    @property
    def status(self) -> Literal["told_apart", "differ_overall", "nothing_distinguishable", "nothing_varies", "too_few_units"]:
        """The overall answer."""
    @property
    def people(self) -> int:
        """People of all units."""
    @property
    def counted(self) -> int:
        """Counted among them."""
    @property
    def centre(self) -> float:
        """Rate with which units are compared: the target, or what is expected of all over their number; NaN without people. May be missing."""
    @property
    def heterogeneity(self) -> float:
        """Sum of the squared distances from the centre in standard errors of chance."""
    @property
    def degrees_of_freedom(self) -> int:
        """Units with people, less one where the centre is their own rate."""
    @property
    def heterogeneity_p(self) -> float:
        """Probability of as large a sum by chance. Must be between 0 and 1."""
    @property
    def i_squared(self) -> float:
        """Share of the variation that is not chance: 1 - degrees_of_freedom / heterogeneity, at least 0. Must be between 0 and 1."""
    @property
    def dispersion(self) -> float:
        """Mean squared distance, winsorised: 1 by chance alone."""
    @property
    def between_std(self) -> float:
        """Standard deviation between units on top of chance (DerSimonian & Laird from winsorised distances). Must be >= 0."""
    @property
    def outside_inner(self) -> int:
        """Units outside the inner limits."""
    @property
    def outside_inner_by_chance(self) -> float:
        """How many would be if all were alike."""
    @property
    def outside_outer(self) -> int:
        """Units outside the outer limits."""
    @property
    def outside_outer_by_chance(self) -> float:
        """How many would be if all were alike."""
    @property
    def flagged(self) -> int:
        """Units that are told apart after the correction."""
    @property
    def units(self) -> UnitsRows:
        """The units."""
    @property
    def spread(self) -> UnitsSpread:
        """How much true rates vary; empty with fewer than three units."""
    @property
    def curve(self) -> UnitsCurve:
        """Limits for a plot; with adjustment, those of a unit without one."""
    @property
    def labels_alike(self) -> list[str]:
        """Units that differ in writing only ("Hunan" and "hunan "): they were counted apart."""
    @property
    def sentence(self) -> str:
        """The answer in English."""
    @property
    def sentence_zh(self) -> str:
        """The same in Chinese."""
    @classmethod
    def from_json(cls, document: str | bytes) -> UnitsResult: ...

class UnitsRows(Table):
    """A table of equally long columns.

    Attributes
    ----------
    unit : array of str of shape (units,)
        The unit.
    position : array of str of shape (units,)
        In the funnel plot: within, above_inner, below_inner, above_outer or below_outer limits; unknown without
        people.
    count : array of int of shape (units,)
        Counted.
    total : array of int of shape (units,)
        Of so many.
    expected : array of float of shape (units,)
        Counted at the centre: total times target or overall rate, or as expected and stratum say.
    rate : array of float of shape (units,)
        count / total; NaN without people. May be missing.
    rate_lower : array of float of shape (units,)
        Lower bound (Wilson). Must be between 0 and 1.
    rate_upper : array of float of shape (units,)
        Upper bound (Wilson). Must be between 0 and 1.
    ratio : array of float of shape (units,)
        count / expected; NaN where nothing is expected. May be missing.
    adjusted_rate : array of float of shape (units,)
        ratio times the centre: the rate if the unit had the people of all; without adjustment the rate. It may
        pass 1. May be missing.
    estimate : array of float of shape (units,)
        Expected true (adjusted) rate: drawn to that of all units as far as the unit's own people do not bear it
        out. NaN with fewer than three units. May be missing.
    estimate_lower : array of float of shape (units,)
        Lower bound. May be missing.
    estimate_upper : array of float of shape (units,)
        Upper bound. May be missing.
    weight : array of float of shape (units,)
        How much the unit's own people count, from 0 to 1. May be missing.
    plot_total : array of float of shape (units,)
        Where the unit stands on the axis of the curve: its total, or with adjustment the total with the same
        standard error; NaN without. May be missing.
    inner_lower : array of float of shape (units,)
        Inner lower limit of the adjusted rate; NaN for a unit that is unknown, as all limits. May be missing.
    inner_upper : array of float of shape (units,)
        Inner upper limit. May be missing.
    outer_lower : array of float of shape (units,)
        Outer lower limit. May be missing.
    outer_upper : array of float of shape (units,)
        Outer upper limit. May be missing.
    z : array of float of shape (units,)
        Distance from the centre in standard errors, overdispersion in them. May be missing.
    p_value : array of float of shape (units,)
        Probability of a distance at least as large by chance, two-sided. May be missing.
    adjusted_p : array of float of shape (units,)
        The same after the correction for many units. May be missing.
    flagged : array of int of shape (units,)
        1 where adjusted_p is at most error_rate. Must be between 0 and 1.
    expected_rank : array of float of shape (units,)
        Mean of the rank that the true rate may have, 1 is best; NaN with fewer than three units, as all that is
        said of ranks. May be missing.
    rank_lower : array of float of shape (units,)
        Lower bound of the rank. May be missing.
    rank_upper : array of float of shape (units,)
        Upper bound of the rank. May be missing.
    best_probability : array of float of shape (units,)
        Probability that the unit's true rate is the best. May be missing.
    worst_probability : array of float of shape (units,)
        Probability that it is the worst. May be missing.

    Shapes: units length of `unit`.
    """
    @property
    def unit(self) -> NDArray[np.object_]:
        """The unit."""
    @property
    def position(self) -> NDArray[np.object_]:
        """In the funnel plot: within, above_inner, below_inner, above_outer or below_outer limits; unknown without people."""
    @property
    def count(self) -> NDArray[np.int64]:
        """Counted."""
    @property
    def total(self) -> NDArray[np.int64]:
        """Of so many."""
    @property
    def expected(self) -> NDArray[np.float64]:
        """Counted at the centre: total times target or overall rate, or as expected and stratum say."""
    @property
    def rate(self) -> NDArray[np.float64]:
        """count / total; NaN without people. May be missing."""
    @property
    def rate_lower(self) -> NDArray[np.float64]:
        """Lower bound (Wilson). Must be between 0 and 1."""
    @property
    def rate_upper(self) -> NDArray[np.float64]:
        """Upper bound (Wilson). Must be between 0 and 1."""
    @property
    def ratio(self) -> NDArray[np.float64]:
        """count / expected; NaN where nothing is expected. May be missing."""
    @property
    def adjusted_rate(self) -> NDArray[np.float64]:
        """ratio times the centre: the rate if the unit had the people of all; without adjustment the rate. It may pass 1. May be missing."""
    @property
    def estimate(self) -> NDArray[np.float64]:
        """Expected true (adjusted) rate: drawn to that of all units as far as the unit's own people do not bear it out. NaN with fewer than three units. May be missing."""
    @property
    def estimate_lower(self) -> NDArray[np.float64]:
        """Lower bound. May be missing."""
    @property
    def estimate_upper(self) -> NDArray[np.float64]:
        """Upper bound. May be missing."""
    @property
    def weight(self) -> NDArray[np.float64]:
        """How much the unit's own people count, from 0 to 1. May be missing."""
    @property
    def plot_total(self) -> NDArray[np.float64]:
        """Where the unit stands on the axis of the curve: its total, or with adjustment the total with the same standard error; NaN without. May be missing."""
    @property
    def inner_lower(self) -> NDArray[np.float64]:
        """Inner lower limit of the adjusted rate; NaN for a unit that is unknown, as all limits. May be missing."""
    @property
    def inner_upper(self) -> NDArray[np.float64]:
        """Inner upper limit. May be missing."""
    @property
    def outer_lower(self) -> NDArray[np.float64]:
        """Outer lower limit. May be missing."""
    @property
    def outer_upper(self) -> NDArray[np.float64]:
        """Outer upper limit. May be missing."""
    @property
    def z(self) -> NDArray[np.float64]:
        """Distance from the centre in standard errors, overdispersion in them. May be missing."""
    @property
    def p_value(self) -> NDArray[np.float64]:
        """Probability of a distance at least as large by chance, two-sided. May be missing."""
    @property
    def adjusted_p(self) -> NDArray[np.float64]:
        """The same after the correction for many units. May be missing."""
    @property
    def flagged(self) -> NDArray[np.int64]:
        """1 where adjusted_p is at most error_rate. Must be between 0 and 1."""
    @property
    def expected_rank(self) -> NDArray[np.float64]:
        """Mean of the rank that the true rate may have, 1 is best; NaN with fewer than three units, as all that is said of ranks. May be missing."""
    @property
    def rank_lower(self) -> NDArray[np.float64]:
        """Lower bound of the rank. May be missing."""
    @property
    def rank_upper(self) -> NDArray[np.float64]:
        """Upper bound of the rank. May be missing."""
    @property
    def best_probability(self) -> NDArray[np.float64]:
        """Probability that the unit's true rate is the best. May be missing."""
    @property
    def worst_probability(self) -> NDArray[np.float64]:
        """Probability that it is the worst. May be missing."""

class UnitsSpread(Table):
    """A table of equally long columns.

    Attributes
    ----------
    method : array of str of shape (methods,)
        marginal_likelihood or moments.
    mean : array of float of shape (methods,)
        Mean of the true (adjusted) rates.
    std : array of float of shape (methods,)
        Their standard deviation; 0: no more variation than by chance. Must be >= 0.
    strength : array of float of shape (methods,)
        How many people the spread counts for: with so many a unit's own rate has half the weight. Infinite
        without variation; NaN with adjustment. May be missing. May be infinite.

    Shapes: methods length of `method`.
    """
    @property
    def method(self) -> NDArray[np.object_]:
        """marginal_likelihood or moments."""
    @property
    def mean(self) -> NDArray[np.float64]:
        """Mean of the true (adjusted) rates."""
    @property
    def std(self) -> NDArray[np.float64]:
        """Their standard deviation; 0: no more variation than by chance. Must be >= 0."""
    @property
    def strength(self) -> NDArray[np.float64]:
        """How many people the spread counts for: with so many a unit's own rate has half the weight. Infinite without variation; NaN with adjustment. May be missing. May be infinite."""

class UnitsCurve(Table):
    """A table of equally long columns.

    Attributes
    ----------
    total : array of int of shape (points,)
        People.
    inner_lower : array of float of shape (points,)
        Inner lower limit of the rate of so many.
    inner_upper : array of float of shape (points,)
        Inner upper limit.
    outer_lower : array of float of shape (points,)
        Outer lower limit.
    outer_upper : array of float of shape (points,)
        Outer upper limit.

    Shapes: points length of `total`.
    """
    @property
    def total(self) -> NDArray[np.int64]:
        """People."""
    @property
    def inner_lower(self) -> NDArray[np.float64]:
        """Inner lower limit of the rate of so many."""
    @property
    def inner_upper(self) -> NDArray[np.float64]:
        """Inner upper limit."""
    @property
    def outer_lower(self) -> NDArray[np.float64]:
        """Outer lower limit."""
    @property
    def outer_upper(self) -> NDArray[np.float64]:
        """Outer upper limit."""

class UnitsState(State):
    """Mergeable state of funnel.units: Which provinces, classes or recruiters really differ, and which only by chance?

    begin; while not done: update in each part, merge all, advance; finish

    Parameters
    ----------
    better : {'undeclared', 'higher', 'lower'}, default 'undeclared'
        Which units are the good ones: rank 1 is the best.
        * ``undeclared``: Not said; refused.
        * ``higher``: A high rate is good: conversion.
        * ``lower``: A low rate is good: loss.
    adjustment : {'as_given', 'none', 'expected', 'stratum'}, default 'as_given'
        By what rates are adjusted for who the people are.
        * ``as_given``: By expected or stratum, whichever is given; both are refused.
        * ``none``: Not at all; the two are not looked at.
        * ``expected``: By expected; stratum is not looked at.
        * ``stratum``: By stratum; expected is not looked at.
    target : float or None, default None
        Rate with which units are compared; left out: that of all units together. Must be > 0 and < 1.
    fit : {'marginal_likelihood', 'moments'}, default 'marginal_likelihood'
        How the spread of the true rates is found, to which estimates are drawn.
        * ``marginal_likelihood``: The spread that makes the counts together most likely.
        * ``moments``: The spread with which rates vary as much as they do (Kleinman; adjusted rates: Paule &
          Mandel).
    intervals : {'spread_estimated', 'spread_known'}, default 'spread_estimated'
        Whether the intervals of estimates, and what is said of ranks, know of the error of the spread itself.
        * ``spread_estimated``: They go over all spreads that the counts allow, no variation among them: they
          hold with few units too. Of more than 200 units the ranks take the spread that was found: it is known
          well enough.
        * ``spread_known``: They take the spread that was found for the true one: with few units they are too
          short.
    limits : {'exact', 'normal'}, default 'exact'
        Of the funnel plot.
        * ``exact``: Tails of the binomial distribution, with straight lines between whole counts (Spiegelhalter
          2005).
        * ``normal``: The centre plus and minus so many standard errors.
    overdispersion : {'none', 'multiplicative', 'additive'}, default 'none'
        What is done where units vary by more than chance anyway.
        * ``none``: The limits are those of chance alone.
        * ``multiplicative``: Standard errors are widened by the square root of dispersion, where that is above
          1; limits are normal.
        * ``additive``: Units differ anyway, by between_std: its square is added to the variances; limits are
          normal.
    winsorised : float, default 0.1
        Share of units at each end whose distance counts as that of the next one when dispersion and between_std
        are found. Must be >= 0 and < 0.5.
    inner : float, default 0.95
        Coverage of the inner limits. Must be > 0 and < 1.
    outer : float, default 0.998
        Coverage of the outer limits. Must be > 0 and < 1.
    correction : {'benjamini_hochberg', 'benjamini_yekutieli', 'holm', 'bonferroni', 'none'}, default 'benjamini_hochberg'
        What is done about many units.
        * ``benjamini_hochberg``: Of what is named, at most this share is expected to be named by chance
          (independent or positively dependent tests).
        * ``benjamini_yekutieli``: The same whatever the dependence; stricter.
        * ``holm``: The chance of naming anything wrongly is at most this.
        * ``bonferroni``: The same, each p-value times the number of tests.
        * ``none``: Nothing: of twenty tests one is expected to be named by chance.
    error_rate : float, default 0.05
        A unit is flagged where its adjusted p-value is at most this; also the bound of the test of all units
        together. Must be > 0 and < 1.
    confidence_level : float, default 0.95
        Level of the intervals of rates, estimates and ranks. Must be > 0 and < 1.
    curve_points : int, default 100
        Points of each limit curve; 0: none. Must be between 0 and 100000.
    """
    def __init__(
        self,
        *,
        better: Literal["undeclared", "higher", "lower"] = 'undeclared',
        adjustment: Literal["as_given", "none", "expected", "stratum"] = 'as_given',
        target: float | None = None,
        fit: Literal["marginal_likelihood", "moments"] = 'marginal_likelihood',
        intervals: Literal["spread_estimated", "spread_known"] = 'spread_estimated',
        limits: Literal["exact", "normal"] = 'exact',
        overdispersion: Literal["none", "multiplicative", "additive"] = 'none',
        winsorised: float = 0.1,
        inner: float = 0.95,
        outer: float = 0.998,
        correction: Literal["benjamini_hochberg", "benjamini_yekutieli", "holm", "bonferroni", "none"] = 'benjamini_hochberg',
        error_rate: float = 0.05,
        confidence_level: float = 0.95,
        curve_points: int = 100,
    ) -> None: ...
    def update(
        self,
        unit: ColumnLike,
        count: ColumnLike,
        *,
        total: ColumnLike | None = None,
        expected: ColumnLike | None = None,
        stratum: ColumnLike | None = None,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> UnitsState: ...
    def merge(self, other: UnitsState) -> UnitsState: ...
    def advance(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> UnitsState: ...
    def finish(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> UnitsResult: ...
    @classmethod
    def from_bytes(cls, document: bytes) -> UnitsState: ...

def units(
    unit: ColumnLike,
    count: ColumnLike,
    *,
    total: ColumnLike | None = None,
    expected: ColumnLike | None = None,
    stratum: ColumnLike | None = None,
    better: Literal["undeclared", "higher", "lower"] = 'undeclared',
    adjustment: Literal["as_given", "none", "expected", "stratum"] = 'as_given',
    target: float | None = None,
    fit: Literal["marginal_likelihood", "moments"] = 'marginal_likelihood',
    intervals: Literal["spread_estimated", "spread_known"] = 'spread_estimated',
    limits: Literal["exact", "normal"] = 'exact',
    overdispersion: Literal["none", "multiplicative", "additive"] = 'none',
    winsorised: float = 0.1,
    inner: float = 0.95,
    outer: float = 0.998,
    correction: Literal["benjamini_hochberg", "benjamini_yekutieli", "holm", "bonferroni", "none"] = 'benjamini_hochberg',
    error_rate: float = 0.05,
    confidence_level: float = 0.95,
    curve_points: int = 100,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> UnitsResult:
    """Which provinces, classes or recruiters really differ, and which only by chance?

    Parameters
    ----------
    unit : array-like of shape (n,)
        Province, class, recruiter; rows of one unit are added up. Text, categories or whole numbers.
    count : array-like of shape (n,)
        How many were lost, or converted. Must be between 0 and 1000000000000.
    total : array-like of shape (n,), optional
        Of how many; left out: each row is a person. Must be between 0 and 1000000000000.
    expected : array-like of shape (n,), optional
        How many of the row's people would be counted anywhere: adjusts for who they are (indirect
        standardisation). Must be >= 0.
    stratum : array-like of shape (n,), optional
        Kind of people, such as the recruiting channel: expected counts are then those at each stratum's rate
        over all units. Missing is a stratum of its own. Text, categories or whole numbers. May be missing.
    better : {'undeclared', 'higher', 'lower'}, default 'undeclared'
        Which units are the good ones: rank 1 is the best.
        * ``undeclared``: Not said; refused.
        * ``higher``: A high rate is good: conversion.
        * ``lower``: A low rate is good: loss.
    adjustment : {'as_given', 'none', 'expected', 'stratum'}, default 'as_given'
        By what rates are adjusted for who the people are.
        * ``as_given``: By expected or stratum, whichever is given; both are refused.
        * ``none``: Not at all; the two are not looked at.
        * ``expected``: By expected; stratum is not looked at.
        * ``stratum``: By stratum; expected is not looked at.
    target : float or None, default None
        Rate with which units are compared; left out: that of all units together. Must be > 0 and < 1.
    fit : {'marginal_likelihood', 'moments'}, default 'marginal_likelihood'
        How the spread of the true rates is found, to which estimates are drawn.
        * ``marginal_likelihood``: The spread that makes the counts together most likely.
        * ``moments``: The spread with which rates vary as much as they do (Kleinman; adjusted rates: Paule &
          Mandel).
    intervals : {'spread_estimated', 'spread_known'}, default 'spread_estimated'
        Whether the intervals of estimates, and what is said of ranks, know of the error of the spread itself.
        * ``spread_estimated``: They go over all spreads that the counts allow, no variation among them: they
          hold with few units too. Of more than 200 units the ranks take the spread that was found: it is known
          well enough.
        * ``spread_known``: They take the spread that was found for the true one: with few units they are too
          short.
    limits : {'exact', 'normal'}, default 'exact'
        Of the funnel plot.
        * ``exact``: Tails of the binomial distribution, with straight lines between whole counts (Spiegelhalter
          2005).
        * ``normal``: The centre plus and minus so many standard errors.
    overdispersion : {'none', 'multiplicative', 'additive'}, default 'none'
        What is done where units vary by more than chance anyway.
        * ``none``: The limits are those of chance alone.
        * ``multiplicative``: Standard errors are widened by the square root of dispersion, where that is above
          1; limits are normal.
        * ``additive``: Units differ anyway, by between_std: its square is added to the variances; limits are
          normal.
    winsorised : float, default 0.1
        Share of units at each end whose distance counts as that of the next one when dispersion and between_std
        are found. Must be >= 0 and < 0.5.
    inner : float, default 0.95
        Coverage of the inner limits. Must be > 0 and < 1.
    outer : float, default 0.998
        Coverage of the outer limits. Must be > 0 and < 1.
    correction : {'benjamini_hochberg', 'benjamini_yekutieli', 'holm', 'bonferroni', 'none'}, default 'benjamini_hochberg'
        What is done about many units.
        * ``benjamini_hochberg``: Of what is named, at most this share is expected to be named by chance
          (independent or positively dependent tests).
        * ``benjamini_yekutieli``: The same whatever the dependence; stricter.
        * ``holm``: The chance of naming anything wrongly is at most this.
        * ``bonferroni``: The same, each p-value times the number of tests.
        * ``none``: Nothing: of twenty tests one is expected to be named by chance.
    error_rate : float, default 0.05
        A unit is flagged where its adjusted p-value is at most this; also the bound of the test of all units
        together. Must be > 0 and < 1.
    confidence_level : float, default 0.95
        Level of the intervals of rates, estimates and ranks. Must be > 0 and < 1.
    curve_points : int, default 100
        Points of each limit curve; 0: none. Must be between 0 and 100000.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : UnitsResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `unit`.
    """

class DriversResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'tested', 'nothing_varies', 'nothing_to_test'}
        Whether there was something to test.
        * ``tested``: At least one column or level was tested.
        * ``nothing_varies``: Everybody who is judged converted, or nobody.
        * ``nothing_to_test``: No column has two sides of min_people judged people.
    people : int
        Judged people.
    converted : int
        Of these, who converted.
    lost : int
        Of these, who were lost; with mature: who did not convert within the horizon.
    still_inside : int
        Of these, still inside: with log_rank only.
    not_judged : int
        Left out: still inside with known_fate, followed for less than the horizon with mature.
    not_reached : int
        Left out: did not reach of_stage.
    tested_columns : int
        Columns that were tested.
    tested_levels : int
        Levels that were tested.
    named_columns : int
        Columns named after the correction.
    named_levels : int
        Levels named after the correction.
    columns : DriversColumns
        By column.
    levels : DriversLevels
        By level.
    words_not_met : list of str of shape (a,)
        Words of the options that no row has, as "completed: done"; one that a row has in another writing
        (Completed) is refused.
    sentence : str
        The answer in English.
    sentence_zh : str
        The same in Chinese.

    Shapes: a length of `words_not_met`.
    """
    @property
    def status(self) -> Literal["tested", "nothing_varies", "nothing_to_test"]:
        """Whether there was something to test."""
    @property
    def people(self) -> int:
        """Judged people."""
    @property
    def converted(self) -> int:
        """Of these, who converted."""
    @property
    def lost(self) -> int:
        """Of these, who were lost; with mature: who did not convert within the horizon."""
    @property
    def still_inside(self) -> int:
        """Of these, still inside: with log_rank only."""
    @property
    def not_judged(self) -> int:
        """Left out: still inside with known_fate, followed for less than the horizon with mature."""
    @property
    def not_reached(self) -> int:
        """Left out: did not reach of_stage."""
    @property
    def tested_columns(self) -> int:
        """Columns that were tested."""
    @property
    def tested_levels(self) -> int:
        """Levels that were tested."""
    @property
    def named_columns(self) -> int:
        """Columns named after the correction."""
    @property
    def named_levels(self) -> int:
        """Levels named after the correction."""
    @property
    def columns(self) -> DriversColumns:
        """By column."""
    @property
    def levels(self) -> DriversLevels:
        """By level."""
    @property
    def words_not_met(self) -> list[str]:
        """Words of the options that no row has, as "completed: done"; one that a row has in another writing (Completed) is refused."""
    @property
    def sentence(self) -> str:
        """The answer in English."""
    @property
    def sentence_zh(self) -> str:
        """The same in Chinese."""
    @classmethod
    def from_json(cls, document: str | bytes) -> DriversResult: ...

class DriversColumns(Table):
    """A table of equally long columns.

    Attributes
    ----------
    column : array of str of shape (columns,)
        The column.
    test : array of str of shape (columns,)
        chi_squared, mantel_haenszel (categories, within strata), rank_sum, van_elteren (numbers, within strata),
        log_rank, or none.
    people : array of int of shape (columns,)
        Judged people with a value.
    missing : array of int of shape (columns,)
        Judged people without one.
    statistic : array of float of shape (columns,)
        Chi-squared statistic; NaN without a test. May be missing.
    degrees_of_freedom : array of int of shape (columns,)
        Its degrees of freedom.
    p_value : array of float of shape (columns,)
        Probability of as large a statistic by chance; NaN without a test. May be missing.
    adjusted_p : array of float of shape (columns,)
        The same after the correction for all columns tested. May be missing.
    named : array of int of shape (columns,)
        1 where adjusted_p is at most error_rate. Must be between 0 and 1.
    superiority : array of float of shape (columns,)
        Of numbers: probability that somebody who converted has the larger value than somebody who did not, ties
        half; NaN otherwise and with log_rank. May be missing.
    superiority_lower : array of float of shape (columns,)
        Lower bound (DeLong, on the logit scale; where that has no width, as at 0 and 1, Wilson's for as many
        people as the smaller side has). May be missing.
    superiority_upper : array of float of shape (columns,)
        Upper bound. May be missing.
    median_converted : array of float of shape (columns,)
        Of numbers: median of those who converted; NaN otherwise. May be missing.
    median_others : array of float of shape (columns,)
        Median of those who did not (with log_rank: not yet). May be missing.

    Shapes: columns length of `column`.
    """
    @property
    def column(self) -> NDArray[np.object_]:
        """The column."""
    @property
    def test(self) -> NDArray[np.object_]:
        """chi_squared, mantel_haenszel (categories, within strata), rank_sum, van_elteren (numbers, within strata), log_rank, or none."""
    @property
    def people(self) -> NDArray[np.int64]:
        """Judged people with a value."""
    @property
    def missing(self) -> NDArray[np.int64]:
        """Judged people without one."""
    @property
    def statistic(self) -> NDArray[np.float64]:
        """Chi-squared statistic; NaN without a test. May be missing."""
    @property
    def degrees_of_freedom(self) -> NDArray[np.int64]:
        """Its degrees of freedom."""
    @property
    def p_value(self) -> NDArray[np.float64]:
        """Probability of as large a statistic by chance; NaN without a test. May be missing."""
    @property
    def adjusted_p(self) -> NDArray[np.float64]:
        """The same after the correction for all columns tested. May be missing."""
    @property
    def named(self) -> NDArray[np.int64]:
        """1 where adjusted_p is at most error_rate. Must be between 0 and 1."""
    @property
    def superiority(self) -> NDArray[np.float64]:
        """Of numbers: probability that somebody who converted has the larger value than somebody who did not, ties half; NaN otherwise and with log_rank. May be missing."""
    @property
    def superiority_lower(self) -> NDArray[np.float64]:
        """Lower bound (DeLong, on the logit scale; where that has no width, as at 0 and 1, Wilson's for as many people as the smaller side has). May be missing."""
    @property
    def superiority_upper(self) -> NDArray[np.float64]:
        """Upper bound. May be missing."""
    @property
    def median_converted(self) -> NDArray[np.float64]:
        """Of numbers: median of those who converted; NaN otherwise. May be missing."""
    @property
    def median_others(self) -> NDArray[np.float64]:
        """Median of those who did not (with log_rank: not yet). May be missing."""

class DriversLevels(Table):
    """A table of equally long columns.

    Attributes
    ----------
    column : array of str of shape (levels,)
        The column.
    level : array of str of shape (levels,)
        The level.
    test : array of str of shape (levels,)
        fisher, chi_squared (where the smallest margin is above 1,000), mantel_haenszel (within strata),
        log_rank, or none.
    people : array of int of shape (levels,)
        Judged people of the level.
    converted : array of int of shape (levels,)
        Of these, who converted.
    other_people : array of int of shape (levels,)
        Judged people of the other levels.
    other_converted : array of int of shape (levels,)
        Of these, who converted.
    conversion : array of float of shape (levels,)
        converted / people; with log_rank the probability of having converted by the horizon (Aalen-Johansen).
        NaN without people. May be missing.
    conversion_lower : array of float of shape (levels,)
        Lower bound (Wilson; with log_rank Rothman). May be missing.
    conversion_upper : array of float of shape (levels,)
        Upper bound. May be missing.
    other_conversion : array of float of shape (levels,)
        The same of the others. May be missing.
    other_conversion_lower : array of float of shape (levels,)
        Lower bound. May be missing.
    other_conversion_upper : array of float of shape (levels,)
        Upper bound. May be missing.
    difference : array of float of shape (levels,)
        conversion less other_conversion, strata not looked at; 0.1 is ten percentage points. May be missing.
    difference_lower : array of float of shape (levels,)
        Lower bound (Newcombe). May be missing.
    difference_upper : array of float of shape (levels,)
        Upper bound. May be missing.
    odds_ratio : array of float of shape (levels,)
        Odds of converting over those of the others; within strata Mantel & Haenszel's. Infinite or 0 where a
        cell is empty, NaN where none is told. May be missing. May be infinite.
    odds_ratio_lower : array of float of shape (levels,)
        Lower bound: exact (Cornfield) with fisher, else on the log scale (Robins, Breslow & Greenland). May be
        missing. May be infinite.
    odds_ratio_upper : array of float of shape (levels,)
        Upper bound. May be missing. May be infinite.
    hazard_ratio : array of float of shape (levels,)
        With log_rank: hazard of converting over that of the others, by one step (Peto); NaN otherwise. May be
        missing.
    hazard_ratio_lower : array of float of shape (levels,)
        Lower bound. May be missing.
    hazard_ratio_upper : array of float of shape (levels,)
        Upper bound. May be missing.
    p_value : array of float of shape (levels,)
        Probability of as unlike a split by chance, two-sided; NaN without a test. May be missing.
    adjusted_p : array of float of shape (levels,)
        The same after the correction for all levels tested. May be missing.
    named : array of int of shape (levels,)
        1 where adjusted_p is at most error_rate. Must be between 0 and 1.

    Shapes: levels length of `column`.
    """
    @property
    def column(self) -> NDArray[np.object_]:
        """The column."""
    @property
    def level(self) -> NDArray[np.object_]:
        """The level."""
    @property
    def test(self) -> NDArray[np.object_]:
        """fisher, chi_squared (where the smallest margin is above 1,000), mantel_haenszel (within strata), log_rank, or none."""
    @property
    def people(self) -> NDArray[np.int64]:
        """Judged people of the level."""
    @property
    def converted(self) -> NDArray[np.int64]:
        """Of these, who converted."""
    @property
    def other_people(self) -> NDArray[np.int64]:
        """Judged people of the other levels."""
    @property
    def other_converted(self) -> NDArray[np.int64]:
        """Of these, who converted."""
    @property
    def conversion(self) -> NDArray[np.float64]:
        """converted / people; with log_rank the probability of having converted by the horizon (Aalen-Johansen). NaN without people. May be missing."""
    @property
    def conversion_lower(self) -> NDArray[np.float64]:
        """Lower bound (Wilson; with log_rank Rothman). May be missing."""
    @property
    def conversion_upper(self) -> NDArray[np.float64]:
        """Upper bound. May be missing."""
    @property
    def other_conversion(self) -> NDArray[np.float64]:
        """The same of the others. May be missing."""
    @property
    def other_conversion_lower(self) -> NDArray[np.float64]:
        """Lower bound. May be missing."""
    @property
    def other_conversion_upper(self) -> NDArray[np.float64]:
        """Upper bound. May be missing."""
    @property
    def difference(self) -> NDArray[np.float64]:
        """conversion less other_conversion, strata not looked at; 0.1 is ten percentage points. May be missing."""
    @property
    def difference_lower(self) -> NDArray[np.float64]:
        """Lower bound (Newcombe). May be missing."""
    @property
    def difference_upper(self) -> NDArray[np.float64]:
        """Upper bound. May be missing."""
    @property
    def odds_ratio(self) -> NDArray[np.float64]:
        """Odds of converting over those of the others; within strata Mantel & Haenszel's. Infinite or 0 where a cell is empty, NaN where none is told. May be missing. May be infinite."""
    @property
    def odds_ratio_lower(self) -> NDArray[np.float64]:
        """Lower bound: exact (Cornfield) with fisher, else on the log scale (Robins, Breslow & Greenland). May be missing. May be infinite."""
    @property
    def odds_ratio_upper(self) -> NDArray[np.float64]:
        """Upper bound. May be missing. May be infinite."""
    @property
    def hazard_ratio(self) -> NDArray[np.float64]:
        """With log_rank: hazard of converting over that of the others, by one step (Peto); NaN otherwise. May be missing."""
    @property
    def hazard_ratio_lower(self) -> NDArray[np.float64]:
        """Lower bound. May be missing."""
    @property
    def hazard_ratio_upper(self) -> NDArray[np.float64]:
        """Upper bound. May be missing."""
    @property
    def p_value(self) -> NDArray[np.float64]:
        """Probability of as unlike a split by chance, two-sided; NaN without a test. May be missing."""
    @property
    def adjusted_p(self) -> NDArray[np.float64]:
        """The same after the correction for all levels tested. May be missing."""
    @property
    def named(self) -> NDArray[np.int64]:
        """1 where adjusted_p is at most error_rate. Must be between 0 and 1."""

class DriversState(State):
    """Mergeable state of funnel.drivers: Which attributes go with coming through, and which only by chance?

    begin; while not done: update in each part, merge all, advance; finish

    Parameters
    ----------
    completed : list of str, default ('completed',)
        Outcomes that mean that the way was completed.
    inside : list of str, default ('still_inside',)
        Outcomes that mean that the person was still on the way when last seen.
    stages : list of str, default ()
        The stages in order; needed with of_stage.
    of_stage : str, default ''
        Conversion from this stage to the next one, among those who reached it; left out: of the whole way.
    censoring : {'known_fate', 'mature', 'log_rank'}, default 'known_fate'
        Who is judged.
        * ``known_fate``: Those who converted or were lost; those still inside are left out and counted. Fast
          ways weigh more while many are inside.
        * ``mature``: Those whom the records followed for `horizon` days: converted within them, or not. Needs
          duration, followed and horizon.
        * ``log_rank``: Everybody for as long as they were seen: tests of the cause-specific hazard of
          converting, conversion by Aalen-Johansen. Needs duration.
    horizon : int or None, default None
        Of mature: time within which people had to convert. Of log_rank: time at which conversion is told; left
        out: the longest at which both sides are still watched, of each level. In days. Must be >= 0.
    correction : {'benjamini_hochberg', 'benjamini_yekutieli', 'holm', 'bonferroni', 'none'}, default 'benjamini_hochberg'
        What is done about many tests: over all columns, and over all levels.
        * ``benjamini_hochberg``: Of what is named, at most this share is expected to be named by chance
          (independent or positively dependent tests).
        * ``benjamini_yekutieli``: The same whatever the dependence; stricter.
        * ``holm``: The chance of naming anything wrongly is at most this.
        * ``bonferroni``: The same, each p-value times the number of tests.
        * ``none``: Nothing: of twenty tests one is expected to be named by chance.
    error_rate : float, default 0.05
        A column or level is named where its adjusted p-value is at most this. Must be > 0 and < 1.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    min_people : int, default 5
        Levels with fewer judged people, or with fewer others, are told but not tested. Must be >= 1.
    """
    def __init__(
        self,
        *,
        completed: Sequence[str] = ('completed',),
        inside: Sequence[str] = ('still_inside',),
        stages: Sequence[str] = (),
        of_stage: str = '',
        censoring: Literal["known_fate", "mature", "log_rank"] = 'known_fate',
        horizon: int | None = None,
        correction: Literal["benjamini_hochberg", "benjamini_yekutieli", "holm", "bonferroni", "none"] = 'benjamini_hochberg',
        error_rate: float = 0.05,
        confidence_level: float = 0.95,
        min_people: int = 5,
    ) -> None: ...
    def update(
        self,
        x: TableLike,
        outcome: ColumnLike,
        *,
        stage: ColumnLike | None = None,
        duration: ColumnLike | None = None,
        followed: ColumnLike | None = None,
        stratum: ColumnLike | None = None,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> DriversState: ...
    def merge(self, other: DriversState) -> DriversState: ...
    def advance(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> DriversState: ...
    def finish(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> DriversResult: ...
    @classmethod
    def from_bytes(cls, document: bytes) -> DriversState: ...

def drivers(
    x: TableLike,
    outcome: ColumnLike,
    *,
    stage: ColumnLike | None = None,
    duration: ColumnLike | None = None,
    followed: ColumnLike | None = None,
    stratum: ColumnLike | None = None,
    completed: Sequence[str] = ('completed',),
    inside: Sequence[str] = ('still_inside',),
    stages: Sequence[str] = (),
    of_stage: str = '',
    censoring: Literal["known_fate", "mature", "log_rank"] = 'known_fate',
    horizon: int | None = None,
    correction: Literal["benjamini_hochberg", "benjamini_yekutieli", "holm", "bonferroni", "none"] = 'benjamini_hochberg',
    error_rate: float = 0.05,
    confidence_level: float = 0.95,
    min_people: int = 5,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> DriversResult:
    """Which attributes go with coming through, and which only by chance?

    Parameters
    ----------
    x : table-like of shape (n, c)
        Attributes known at entry, a row a person: numbers or categories. Missing: the person takes no part in
        that column's tests. May be missing.
    outcome : array-like of shape (n,)
        How the attempt ended: a word of `completed`, of `inside`, or else lost; as funnel.window lists them.
        Text, categories or whole numbers.
    stage : array-like of shape (n,), optional
        The last stage reached; needed with of_stage. Text, categories or whole numbers.
    duration : array-like of shape (n,), optional
        Time from entry to the end of the attempt, or to the last look. In days. Must be >= 0.
    followed : array-like of shape (n,), optional
        Time from entry to the end of the records, whatever became of the person. In days. Must be >= 0.
    stratum : array-like of shape (n,), optional
        Within which people are compared, such as class or province; missing is a stratum of its own. Text,
        categories or whole numbers. May be missing.
    completed : list of str, default ('completed',)
        Outcomes that mean that the way was completed.
    inside : list of str, default ('still_inside',)
        Outcomes that mean that the person was still on the way when last seen.
    stages : list of str, default ()
        The stages in order; needed with of_stage.
    of_stage : str, default ''
        Conversion from this stage to the next one, among those who reached it; left out: of the whole way.
    censoring : {'known_fate', 'mature', 'log_rank'}, default 'known_fate'
        Who is judged.
        * ``known_fate``: Those who converted or were lost; those still inside are left out and counted. Fast
          ways weigh more while many are inside.
        * ``mature``: Those whom the records followed for `horizon` days: converted within them, or not. Needs
          duration, followed and horizon.
        * ``log_rank``: Everybody for as long as they were seen: tests of the cause-specific hazard of
          converting, conversion by Aalen-Johansen. Needs duration.
    horizon : int or None, default None
        Of mature: time within which people had to convert. Of log_rank: time at which conversion is told; left
        out: the longest at which both sides are still watched, of each level. In days. Must be >= 0.
    correction : {'benjamini_hochberg', 'benjamini_yekutieli', 'holm', 'bonferroni', 'none'}, default 'benjamini_hochberg'
        What is done about many tests: over all columns, and over all levels.
        * ``benjamini_hochberg``: Of what is named, at most this share is expected to be named by chance
          (independent or positively dependent tests).
        * ``benjamini_yekutieli``: The same whatever the dependence; stricter.
        * ``holm``: The chance of naming anything wrongly is at most this.
        * ``bonferroni``: The same, each p-value times the number of tests.
        * ``none``: Nothing: of twenty tests one is expected to be named by chance.
    error_rate : float, default 0.05
        A column or level is named where its adjusted p-value is at most this. Must be > 0 and < 1.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    min_people : int, default 5
        Levels with fewer judged people, or with fewer others, are told but not tested. Must be >= 1.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : DriversResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n rows of `x`, c columns of `x`.
    """

class TransitionsResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'counted', 'nobody'}
        Whether there was something to count.
        * ``counted``: At least one person has an event.
        * ``nobody``: No event counts.
    people : int
        People with an event that counts.
    events : int
        Events counted.
    transitions : int
        How often one followed another: events less people.
    ended : int
        People whose way ended with one of end_events.
    still_inside : int
        People whose way did not end.
    returning_people : int
        People who came to some event more than once.
    distinct_ways : int
        Distinct ways.
    other_ways : int
        Of these, not listed.
    other_ways_people : int
        People who took them.
    rare_edges : int
        Pairs of events below min_count, not listed.
    rare_transitions : int
        How often they were made.
    events_of_other_words : int
        Events passed over: not in events.
    events_after_end : int
        Events left out: after the person's way had ended.
    collapsed_events : int
        Events left out by collapse.
    repeated_events : int
        Events beyond the first of the same person, time and word, such as a row given twice: they are counted,
        each as one that follows itself, unless collapse leaves them out.
    words_not_met : list of str of shape (a,)
        Words of the options that nobody came to, as "end_events: left"; an event word that is one of them in
        another writing (Left) is refused.
    nodes : TransitionsNodes
        The events.
    edges : TransitionsEdges
        What follows what.
    quantiles : TransitionsQuantiles
        How long it takes.
    variants : TransitionsVariants
        The distinct ways.
    steps : TransitionsSteps
        Their events.
    routes : TransitionsRoutes
        The likeliest ways to the target.
    listed : TransitionsPeople
        Everybody's way.

    Shapes: a length of `words_not_met`.
    """
    @property
    def status(self) -> Literal["counted", "nobody"]:
        """Whether there was something to count."""
    @property
    def people(self) -> int:
        """People with an event that counts."""
    @property
    def events(self) -> int:
        """Events counted."""
    @property
    def transitions(self) -> int:
        """How often one followed another: events less people."""
    @property
    def ended(self) -> int:
        """People whose way ended with one of end_events."""
    @property
    def still_inside(self) -> int:
        """People whose way did not end."""
    @property
    def returning_people(self) -> int:
        """People who came to some event more than once."""
    @property
    def distinct_ways(self) -> int:
        """Distinct ways."""
    @property
    def other_ways(self) -> int:
        """Of these, not listed."""
    @property
    def other_ways_people(self) -> int:
        """People who took them."""
    @property
    def rare_edges(self) -> int:
        """Pairs of events below min_count, not listed."""
    @property
    def rare_transitions(self) -> int:
        """How often they were made."""
    @property
    def events_of_other_words(self) -> int:
        """Events passed over: not in events."""
    @property
    def events_after_end(self) -> int:
        """Events left out: after the person's way had ended."""
    @property
    def collapsed_events(self) -> int:
        """Events left out by collapse."""
    @property
    def repeated_events(self) -> int:
        """Events beyond the first of the same person, time and word, such as a row given twice: they are counted, each as one that follows itself, unless collapse leaves them out."""
    @property
    def words_not_met(self) -> list[str]:
        """Words of the options that nobody came to, as "end_events: left"; an event word that is one of them in another writing (Left) is refused."""
    @property
    def nodes(self) -> TransitionsNodes:
        """The events."""
    @property
    def edges(self) -> TransitionsEdges:
        """What follows what."""
    @property
    def quantiles(self) -> TransitionsQuantiles:
        """How long it takes."""
    @property
    def variants(self) -> TransitionsVariants:
        """The distinct ways."""
    @property
    def steps(self) -> TransitionsSteps:
        """Their events."""
    @property
    def routes(self) -> TransitionsRoutes:
        """The likeliest ways to the target."""
    @property
    def listed(self) -> TransitionsPeople:
        """Everybody's way."""
    @classmethod
    def from_json(cls, document: str | bytes) -> TransitionsResult: ...

class TransitionsNodes(Table):
    """A table of equally long columns.

    Attributes
    ----------
    event : array of str of shape (nodes,)
        The event.
    count : array of int of shape (nodes,)
        How often it happened.
    people : array of int of shape (nodes,)
        To how many people.
    starts : array of int of shape (nodes,)
        People whose way begins with it.
    exits : array of int of shape (nodes,)
        People whose way ends with it: of end_events.
    still_inside : array of int of shape (nodes,)
        People of whom it is the last that is known, without an end.
    returns : array of int of shape (nodes,)
        How often somebody came to it again: count less people.
    returning_people : array of int of shape (nodes,)
        To how many people it happened again.
    loop : array of int of shape (nodes,)
        Events with the same number can be reached from each other, or follow themselves; 0: nobody could come
        back.

    Shapes: nodes length of `event`.
    """
    @property
    def event(self) -> NDArray[np.object_]:
        """The event."""
    @property
    def count(self) -> NDArray[np.int64]:
        """How often it happened."""
    @property
    def people(self) -> NDArray[np.int64]:
        """To how many people."""
    @property
    def starts(self) -> NDArray[np.int64]:
        """People whose way begins with it."""
    @property
    def exits(self) -> NDArray[np.int64]:
        """People whose way ends with it: of end_events."""
    @property
    def still_inside(self) -> NDArray[np.int64]:
        """People of whom it is the last that is known, without an end."""
    @property
    def returns(self) -> NDArray[np.int64]:
        """How often somebody came to it again: count less people."""
    @property
    def returning_people(self) -> NDArray[np.int64]:
        """To how many people it happened again."""
    @property
    def loop(self) -> NDArray[np.int64]:
        """Events with the same number can be reached from each other, or follow themselves; 0: nobody could come back."""

class TransitionsEdges(Table):
    """A table of equally long columns.

    Attributes
    ----------
    from_event : array of str of shape (edges,)
        The event before.
    to_event : array of str of shape (edges,)
        The event after.
    count : array of int of shape (edges,)
        How often.
    share : array of float of shape (edges,)
        Of all times that from_event happened, those still there counted as not gone on. Must be between 0 and 1.
    known_share : array of float of shape (edges,)
        Of those times after which it is known what came: something else, or the end. Must be between 0 and 1.
    known_share_lower : array of float of shape (edges,)
        Lower bound (Wilson). Must be between 0 and 1.
    known_share_upper : array of float of shape (edges,)
        Upper bound. Must be between 0 and 1.
    mean_days : array of float of shape (edges,)
        Mean time from the one to the other. In days.
    shortest_days : array of float of shape (edges,)
        Shortest time. In days.
    longest_days : array of float of shape (edges,)
        Longest time. In days.

    Shapes: edges length of `from_event`.
    """
    @property
    def from_event(self) -> NDArray[np.object_]:
        """The event before."""
    @property
    def to_event(self) -> NDArray[np.object_]:
        """The event after."""
    @property
    def count(self) -> NDArray[np.int64]:
        """How often."""
    @property
    def share(self) -> NDArray[np.float64]:
        """Of all times that from_event happened, those still there counted as not gone on. Must be between 0 and 1."""
    @property
    def known_share(self) -> NDArray[np.float64]:
        """Of those times after which it is known what came: something else, or the end. Must be between 0 and 1."""
    @property
    def known_share_lower(self) -> NDArray[np.float64]:
        """Lower bound (Wilson). Must be between 0 and 1."""
    @property
    def known_share_upper(self) -> NDArray[np.float64]:
        """Upper bound. Must be between 0 and 1."""
    @property
    def mean_days(self) -> NDArray[np.float64]:
        """Mean time from the one to the other. In days."""
    @property
    def shortest_days(self) -> NDArray[np.float64]:
        """Shortest time. In days."""
    @property
    def longest_days(self) -> NDArray[np.float64]:
        """Longest time. In days."""

class TransitionsQuantiles(Table):
    """A table of equally long columns.

    Attributes
    ----------
    from_event : array of str of shape (quantiles,)
        The event before.
    to_event : array of str of shape (quantiles,)
        The event after.
    probability : array of float of shape (quantiles,)
        Which quantile.
    days : array of float of shape (quantiles,)
        Time within which this share of the transitions were made. In days.

    Shapes: quantiles length of `from_event`.
    """
    @property
    def from_event(self) -> NDArray[np.object_]:
        """The event before."""
    @property
    def to_event(self) -> NDArray[np.object_]:
        """The event after."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """Which quantile."""
    @property
    def days(self) -> NDArray[np.float64]:
        """Time within which this share of the transitions were made. In days."""

class TransitionsVariants(Table):
    """A table of equally long columns.

    Attributes
    ----------
    variant : array of int of shape (variants,)
        Number of the way: 1 is the most frequent.
    way : list of str of shape (variants,)
        Its events, one after the other.
    events : array of int of shape (variants,)
        How many they are.
    people : array of int of shape (variants,)
        People who took it.
    ended : array of int of shape (variants,)
        1 where it ends with one of end_events, 0 where its people are still inside. Must be between 0 and 1.
    share : array of float of shape (variants,)
        people of all people. Must be between 0 and 1.
    cumulative_share : array of float of shape (variants,)
        Of this way and all more frequent ones. Must be between 0 and 1.
    mean_days : array of float of shape (variants,)
        Mean time from the first event to the last. In days.
    median_days : array of float of shape (variants,)
        Time within which half of them came from the first event to the last. In days.

    Shapes: variants length of `variant`.
    """
    @property
    def variant(self) -> NDArray[np.int64]:
        """Number of the way: 1 is the most frequent."""
    @property
    def way(self) -> NDArray[np.object_]:
        """Its events, one after the other."""
    @property
    def events(self) -> NDArray[np.int64]:
        """How many they are."""
    @property
    def people(self) -> NDArray[np.int64]:
        """People who took it."""
    @property
    def ended(self) -> NDArray[np.int64]:
        """1 where it ends with one of end_events, 0 where its people are still inside. Must be between 0 and 1."""
    @property
    def share(self) -> NDArray[np.float64]:
        """people of all people. Must be between 0 and 1."""
    @property
    def cumulative_share(self) -> NDArray[np.float64]:
        """Of this way and all more frequent ones. Must be between 0 and 1."""
    @property
    def mean_days(self) -> NDArray[np.float64]:
        """Mean time from the first event to the last. In days."""
    @property
    def median_days(self) -> NDArray[np.float64]:
        """Time within which half of them came from the first event to the last. In days."""

class TransitionsSteps(Table):
    """A table of equally long columns.

    Attributes
    ----------
    variant : array of int of shape (steps,)
        Number of the way.
    position : array of int of shape (steps,)
        1 for its first event.
    event : array of str of shape (steps,)
        The event.

    Shapes: steps length of `variant`.
    """
    @property
    def variant(self) -> NDArray[np.int64]:
        """Number of the way."""
    @property
    def position(self) -> NDArray[np.int64]:
        """1 for its first event."""
    @property
    def event(self) -> NDArray[np.object_]:
        """The event."""

class TransitionsRoutes(Table):
    """A table of equally long columns.

    Attributes
    ----------
    from_event : array of str of shape (routes,)
        The event.
    way : list of str of shape (routes,)
        The events of the way, from here to the target; empty where there is none.
    probability : array of float of shape (routes,)
        Product of known_share along it: how likely this one way is when what comes next depends on the event
        alone; 0 where there is none. Must be between 0 and 1.
    steps : array of int of shape (routes,)
        Its transitions.

    Shapes: routes length of `from_event`.
    """
    @property
    def from_event(self) -> NDArray[np.object_]:
        """The event."""
    @property
    def way(self) -> NDArray[np.object_]:
        """The events of the way, from here to the target; empty where there is none."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """Product of known_share along it: how likely this one way is when what comes next depends on the event alone; 0 where there is none. Must be between 0 and 1."""
    @property
    def steps(self) -> NDArray[np.int64]:
        """Its transitions."""

class TransitionsPeople(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (people,)
        The person.
    variant : array of int of shape (people,)
        Number of the way, listed or not.
    events : array of int of shape (people,)
        Its events.
    first : array of int of shape (people,)
        Time of the first event. In days.
    last : array of int of shape (people,)
        Time of the last event. In days.
    ended : array of int of shape (people,)
        1 where the way ended, 0 where the person is still inside. Must be between 0 and 1.

    Shapes: people length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The person."""
    @property
    def variant(self) -> NDArray[np.int64]:
        """Number of the way, listed or not."""
    @property
    def events(self) -> NDArray[np.int64]:
        """Its events."""
    @property
    def first(self) -> NDArray[np.int64]:
        """Time of the first event. In days."""
    @property
    def last(self) -> NDArray[np.int64]:
        """Time of the last event. In days."""
    @property
    def ended(self) -> NDArray[np.int64]:
        """1 where the way ended, 0 where the person is still inside. Must be between 0 and 1."""

class TransitionsState(State):
    """Mergeable state of funnel.transitions: Which ways do people really take, how long does each step take, and where do they come back?

    begin; while not done: update in each part, merge all, advance; finish

    Parameters
    ----------
    ties : {'refuse', 'by_sequence', 'by_order'}, default 'refuse'
        What is done about unlike events of one person at the same time.
        * ``refuse``: An error that names the row: which came first is not known.
        * ``by_sequence``: By the column sequence; unlike events of equal sequence are refused.
        * ``by_order``: By the list order, then by name.
    order : list of str, default ()
        Event words in the order in which they happen when they happen at once; others come after them, by name.
    events : list of str, default ()
        Event words that count; left out: all. Others are passed over and counted.
    end_events : list of str, default ()
        Event words that end the way: who has none is still inside. What follows one is left out and counted.
    collapse : bool, default False
        Count events that repeat the one before as one, at the time of the first.
    target : str, default ''
        Event to which the likeliest way from everywhere is told.
    most_variants : int, default 20
        Ways that are listed, the most frequent first; the others are counted together. Must be between 0 and
        1000000.
    min_count : int, default 1
        Transitions that are less frequent are not listed, but counted together. Must be >= 1.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    probabilities : list of float, default (0.25, 0.5, 0.75)
        Which quantiles of the times. Must be > 0 and < 1.
    list_people : bool, default False
        Also list everybody with the way they took, so that each count can show its people.
    """
    def __init__(
        self,
        *,
        ties: Literal["refuse", "by_sequence", "by_order"] = 'refuse',
        order: Sequence[str] = (),
        events: Sequence[str] = (),
        end_events: Sequence[str] = (),
        collapse: bool = False,
        target: str = '',
        most_variants: int = 20,
        min_count: int = 1,
        confidence_level: float = 0.95,
        probabilities: Numbers = (0.25, 0.5, 0.75),
        list_people: bool = False,
    ) -> None: ...
    def update(
        self,
        person: ColumnLike,
        time: ColumnLike,
        event: ColumnLike,
        *,
        sequence: ColumnLike | None = None,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> TransitionsState: ...
    def merge(self, other: TransitionsState) -> TransitionsState: ...
    def advance(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> TransitionsState: ...
    def finish(self, *, threads: int = 0, seed: int = 1, progress: Progress = None) -> TransitionsResult: ...
    @classmethod
    def from_bytes(cls, document: bytes) -> TransitionsState: ...

def transitions(
    person: ColumnLike,
    time: ColumnLike,
    event: ColumnLike,
    *,
    sequence: ColumnLike | None = None,
    ties: Literal["refuse", "by_sequence", "by_order"] = 'refuse',
    order: Sequence[str] = (),
    events: Sequence[str] = (),
    end_events: Sequence[str] = (),
    collapse: bool = False,
    target: str = '',
    most_variants: int = 20,
    min_count: int = 1,
    confidence_level: float = 0.95,
    probabilities: Numbers = (0.25, 0.5, 0.75),
    list_people: bool = False,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> TransitionsResult:
    """Which ways do people really take, how long does each step take, and where do they come back?

    Parameters
    ----------
    person : array-like of shape (n,)
        Whom the event belongs to. A person who was hired again is two: give the spell. Text, categories or whole
        numbers.
    time : array-like of shape (n,)
        When it happened, as a whole number. In days. Whole numbers.
    event : array-like of shape (n,)
        What happened: the state that the person came to. Text, categories or whole numbers.
    sequence : array-like of shape (n,), optional
        Order of events at the same time; needed for ties = by_sequence. Whole numbers.
    ties : {'refuse', 'by_sequence', 'by_order'}, default 'refuse'
        What is done about unlike events of one person at the same time.
        * ``refuse``: An error that names the row: which came first is not known.
        * ``by_sequence``: By the column sequence; unlike events of equal sequence are refused.
        * ``by_order``: By the list order, then by name.
    order : list of str, default ()
        Event words in the order in which they happen when they happen at once; others come after them, by name.
    events : list of str, default ()
        Event words that count; left out: all. Others are passed over and counted.
    end_events : list of str, default ()
        Event words that end the way: who has none is still inside. What follows one is left out and counted.
    collapse : bool, default False
        Count events that repeat the one before as one, at the time of the first.
    target : str, default ''
        Event to which the likeliest way from everywhere is told.
    most_variants : int, default 20
        Ways that are listed, the most frequent first; the others are counted together. Must be between 0 and
        1000000.
    min_count : int, default 1
        Transitions that are less frequent are not listed, but counted together. Must be >= 1.
    confidence_level : float, default 0.95
        Level of the intervals. Must be > 0 and < 1.
    probabilities : list of float, default (0.25, 0.5, 0.75)
        Which quantiles of the times. Must be > 0 and < 1.
    list_people : bool, default False
        Also list everybody with the way they took, so that each count can show its people.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : TransitionsResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`.
    """
