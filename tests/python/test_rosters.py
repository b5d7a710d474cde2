"""Rosters, person-time, milestones, measures and ids together with the analyses that take them."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pytest

import mainstay
from mainstay import attrition, data, survival


def careers(seed: int, people: int = 120) -> dict[str, np.ndarray]:
    """Spells [start, stop) of some people, some of them hired again after more than a month."""
    rng = np.random.default_rng(seed)
    rows = []
    for person in range(people):
        day = int(rng.integers(18_000, 18_900))
        for _ in range(int(rng.integers(1, 4))):
            stop = day + 1 + int(rng.integers(0, 400))
            rows.append((person, day, stop, str(rng.choice(["pay", "boss", "moved"]))))
            day = stop + 40 + int(rng.integers(0, 200))
    return {name: np.array(column, dtype=object if name == "reason" else int) for name, column in zip(("person", "start", "stop", "reason"), zip(*rows))}


def month_ends(first: int, last: int) -> list[int]:
    """Last days of the months that end in [first, last)."""
    months = np.arange(np.datetime64(0, "M") + first // 32, np.datetime64(0, "M") + last // 28)
    ends = (months + 1).astype("datetime64[D]").astype(int) - 1
    return [int(day) for day in ends if first <= day < last]


def rosters(spells: dict[str, np.ndarray], days: list[int]) -> dict[str, Any]:
    """Monthly rosters that state the dates and go on listing those who have left."""
    rows = [(p, day, start, stop if stop <= day else None, reason if stop <= day else None)
            for day in days for p, start, stop, reason in zip(*(spells[name].tolist() for name in ("person", "start", "stop", "reason"))) if start <= day]
    return {name: list(column) for name, column in zip(("person", "snapshot", "start", "stop", "reason"), zip(*rows))}


@pytest.mark.parametrize("seed", range(3))
def test_rosters_that_state_the_dates_give_the_spells_of_the_table_of_spells(seed: int) -> None:
    spells, days = careers(seed), month_ends(18_300, 19_000)
    table = rosters(spells, days)
    ours = data.snapshots(**table, interval="half_open", leavers_listed=True, rehire="new_spell").spells
    theirs = data.spells(spells["start"], spells["stop"], reason=spells["reason"], person=spells["person"], observation_start=days[0], observation_end=days[-1] + 1,
                         interval="half_open")
    kept = theirs.spells
    expected = sorted(zip(spells["person"][kept.row], kept.start, kept.duration, kept.entry, kept.event))
    got = sorted(zip((table["person"][row] for row in ours.row), ours.start, ours.duration, ours.entry, ours.event))
    assert [tuple(map(float, each)) for each in got] == [tuple(map(float, each)) for each in expected]


def test_intervals_of_rosters_count_the_heads_that_the_spells_count() -> None:
    spells, days = careers(7), month_ends(18_300, 19_000)
    table = rosters(spells, days)
    result = data.snapshots(**table, interval="half_open", leavers_listed=True, rehire="new_spell")
    person, pieces = np.array(table["person"]), result.intervals
    dates = list(range(days[0], days[-1] + 1, 17))
    counted = attrition.headcount(person[pieces.row], pieces.start, pieces.stop, event=pieces.event, spell=pieces.spell, dates=dates, observation_end=days[-1] + 1)
    direct = [sum((spells["start"] <= day) & (day < spells["stop"])) for day in dates]
    assert counted.dates.heads.tolist() == direct
    # And the days at risk of the pieces are those of the spells.
    cells = {"period": "month", "first_day": days[0], "last_day": days[-1], "bands": [90, 365], "interval": "half_open"}
    begin = {key: start for key, start in zip(zip(result.spells.person_row, result.spells.spell), result.spells.start)}
    origin = np.array([begin[key] for key in zip(pieces.person_row, pieces.spell)])
    of_pieces = data.exposure(pieces.start, pieces.stop, event=pieces.event, origin=origin, **cells).totals
    of_spells = data.exposure(result.spells.start, result.spells.stop, event=result.spells.event, **cells).totals
    assert of_pieces.days.tolist() == of_spells.days.tolist() and of_pieces.events.tolist() == of_spells.events.tolist()


def test_rows_cut_at_periods_and_bands_are_the_same_regression() -> None:
    rng = np.random.default_rng(5)
    n = 400
    start = rng.integers(18_000, 19_000, n)
    tenure = rng.integers(2, 900, n)
    late = np.where(rng.random(n) < 0.3, rng.integers(0, 300, n), 0)
    late = np.minimum(late, tenure - 1)
    event, x = rng.integers(0, 2, n), rng.normal(size=(n, 2))
    whole = survival.cox(x, tenure, event, entry=late)
    cut = data.exposure(start, start + tenure, event=event, origin=start, observed_from=start + late, interval="half_open", period="quarter", first_day=17_000, last_day=21_000,
                        bands=[30, 90, 365]).pieces
    pieces = survival.cox(x[cut.row], cut.duration, cut.event, entry=cut.entry, cluster=cut.row)
    assert len(cut.row) > 3 * n
    assert cut.days.sum() == (tenure - late).sum()
    np.testing.assert_allclose(pieces.coefficients.coefficient, whole.coefficients.coefficient, rtol=1e-9)
    np.testing.assert_allclose(pieces.log_likelihood, whole.log_likelihood, rtol=1e-10)


def test_dates_and_frames_go_in_as_they_are() -> None:
    polars = pytest.importorskip("polars")
    day = datetime.date
    frame = polars.DataFrame({"person": ["王五", "王五", "李四"], "day": [day(2024, 1, 31), day(2024, 2, 29), day(2024, 1, 31)], "hired": [day(2020, 2, 29), day(2020, 2, 29), None]})
    result = data.snapshots(frame["person"], frame["day"], start=frame["hired"], stop_rule="last_seen")
    assert result.spells.start.tolist() == [19_753, 18_321] and result.spells.event.tolist() == [1, 0]
    assert list(result.spells.start_from) == ["before_first_roster", "stated"]
    pandas = pytest.importorskip("pandas")
    values = pandas.DataFrame({"person": ["a", "a"], "date": pandas.to_datetime(["2024-01-31", "2024-02-29"]), "sales": [10.0, 20.0]})
    told = data.measures(values["person"], values["date"], ["sales", "sales"], values["sales"], query_person=["a"], query_day=np.array(["2024-02-28"], dtype="datetime64[D]"))
    assert told.last.tolist() == [[10.0]] and told.age.tolist() == [[28.0]]


def test_milestones_are_features_of_a_regression() -> None:
    rng = np.random.default_rng(1)
    people = np.array([f"p{i:03}" for i in range(200)], dtype=object)
    hire = rng.integers(0, 100, 200)
    trained = np.flatnonzero(rng.random(200) < 0.6)
    result = data.milestones(people[trained], hire[trained] + rng.integers(0, 90, len(trained)), ["trained"] * len(trained), person_id=people, origin=hire,
                             milestones=[{"name": "trained", "within_days": 30}])
    has = ~np.isnan(result.value[:, 0])
    assert has.sum() == len(result.hits.row) and (result.tenure[has, 0] <= 30).all()
    survival.cox({"trained": has.astype(float)}, rng.integers(31, 400, 200), rng.integers(0, 2, 200))


def test_ids_of_two_systems_meet_in_one_person() -> None:
    result = data.crosswalk([7, 7, 9], id=[7, 7, 9], person=["ann", "bob", "ann"], record_day=[10, 20, 20], valid_from=[None, 15, None], valid_until=[15, None, None], interval="half_open")
    assert list(result.records.person) == ["ann", "bob", "ann"]
    measured = data.measures(result.records.person, [10, 20, 20], ["sales", "sales", "calls"], [5, 6, 7], query_person=["ann"], query_day=[30])
    assert measured.last.tolist() == [[7.0, 5.0]]  # calls, sales
    with pytest.raises(mainstay.Error, match="no longer"):
        data.crosswalk([7], id=[7, 7], person=["ann", "bob"])
