"""duckdb: the funnel as a chain of self-joins over a table of its own, counts only; features by a join and the last of what was known; rolling sums by window functions."""

from __future__ import annotations

from harness import main
from problems import DEPARTMENTS, INDICATORS, MONTH_ENDS, OTHERS, STAGES, WINDOWS

QUERY = """
with first as (select person, min(day) as entered from events where word = '{0}' group by person),
     second as (select f.person, f.entered, min(e.day) as at from first f join events e on e.person = f.person
                where e.word = '{1}' and e.day between f.entered and f.entered + 180 group by f.person, f.entered),
     third as (select s.person, s.entered, min(e.day) as at from second s join events e on e.person = s.person
               where e.word = '{2}' and e.day between s.at and s.entered + 180 group by s.person, s.entered),
     fourth as (select t.person, t.entered, min(e.day) as at from third t join events e on e.person = t.person
                where e.word = '{3}' and e.day between t.at and t.entered + 180 group by t.person, t.entered)
select (select count(*) from first), (select count(*) from second), (select count(*) from third), (select count(*) from fourth)
"""


def version() -> str:
    import duckdb

    return str(duckdb.__version__)


def _funnel(data):
    import duckdb
    import pandas

    connection = duckdb.connect()
    words = STAGES + OTHERS
    frame = pandas.DataFrame({"person": data["person"].astype("int32"), "day": data["day"], "word": pandas.Categorical.from_codes(data["word"], list(words))})
    connection.execute("create type word as enum ({})".format(", ".join(f"'{word}'" for word in words)))
    connection.register("frame", frame)
    connection.execute("create table events as select person, day, word::varchar::word as word from frame")
    query = QUERY.format(*STAGES)
    return lambda: connection.execute(query).fetchone(), lambda row: {"reached": row}


def _features(data):
    import duckdb
    import pandas

    connection = duckdb.connect()
    connection.register("all_records", pandas.DataFrame({name: data[name] for name in ("person", "feature", "value", "effective", "recorded")}))
    connection.register("all_rows", pandas.DataFrame({"person": data["row_person"], "cut": data["cut"]}))
    connection.execute("create table records as select * from all_records; create table wanted as select * from all_rows")
    query = """create or replace table answer as
               select person, feature, arg_max(value, effective * 100000::bigint + recorded) as value from records join wanted using (person)
               where effective <= cut and recorded <= cut group by person, feature"""

    def read(_):
        rows = connection.execute("select feature, count(*), sum(value) from answer group by feature order by feature").fetchall()
        return {"filled": [row[1] for row in rows], "total": [row[2] for row in rows]}

    return lambda: connection.execute(query), read


def _jobs(data):
    import duckdb
    import pandas

    connection = duckdb.connect()
    frame = pandas.DataFrame({"person": data["person"], "start": data["start"], "stop": data["stop"], "department": pandas.Categorical.from_codes(data["department"], list(DEPARTMENTS))})
    connection.execute("create type department as enum ({})".format(", ".join(f"'{name}'" for name in DEPARTMENTS)))
    connection.register("frame", frame)
    connection.execute('create table jobs as select person, start, stop, department::varchar::department as department from frame')
    connection.execute("create table dates as select unnest(?::int[]) as day", [list(MONTH_ENDS)])
    return connection


def _wide(rows):
    import numpy as np

    heads = np.zeros((len(MONTH_ENDS), len(DEPARTMENTS)))
    dates, places = {day: i for i, day in enumerate(MONTH_ENDS)}, {name: j for j, name in enumerate(DEPARTMENTS)}
    for day, department, count in rows:
        heads[dates[day], places[department]] = count
    return {"heads": heads.ravel()}


def _headcount(data):
    """Jobs joined with the dates that they cover, people counted once."""
    connection = _jobs(data)
    query = "select day, department, count(distinct person) from jobs join dates on start <= day and stop > day group by day, department"
    return lambda: connection.execute(query).fetchall(), _wide


def _headcount_rows(data):
    """Rows that began less rows that ended, by running sums."""
    connection = _jobs(data)
    query = """
        with changes as (select start as day, department, count(*) as change from jobs group by all
                         union all select stop, department, -count(*) from jobs group by all),
             days as (select day, department, sum(change) as change from changes group by all),
             running as (select day, department, sum(change) over (partition by department order by day) as heads from days)
        select asked.day, asked.department, running.heads
        from (select day, department from dates, (select distinct department from jobs)) asked
             asof join running on asked.department = running.department and asked.day >= running.day"""
    return lambda: connection.execute(query).fetchall(), _wide


def _rolling(data):
    """Windows over days, into a table of its own."""
    import duckdb
    import pandas

    connection = duckdb.connect()
    connection.register("frame", pandas.DataFrame({"person": data["person"], "day": data["day"], **{name: data[f"x_{name}"] for name in INDICATORS}}))
    connection.execute("create table days as select * from frame")
    sums = ", ".join(f"sum({name}) over w{length} as {name}_{length}" for length in WINDOWS for name in INDICATORS)
    named = ", ".join(f"w{length} as (partition by person order by day range between {length - 1} preceding and current row)" for length in WINDOWS)
    columns = [f"{name}_{length}" for length in WINDOWS for name in INDICATORS]

    def read(_):
        total = connection.execute(f"select {', '.join(f'sum({name})' for name in columns)} from answer").fetchone()
        last = connection.execute(f"select {', '.join(columns)} from answer order by person desc, day desc limit 1").fetchone()
        return {"total": total, "last": last}

    return lambda: connection.execute(f"create or replace table answer as select person, day, {sums} from days window {named}"), read


def _alerts(data):
    import duckdb
    import pyarrow

    connection = duckdb.connect()
    connection.register("arrow", pyarrow.table({"person": data["person"], "day": data["day"], "team": data["team"].repeat(100), "calls": data["calls"], "stress": data["stress"]}))
    connection.execute("create table rows as select * from arrow")
    query = """
        with sums as (select team, day, sum(calls) as total, count(*) as n from rows group by all),
             marked as (select person, day, stress, calls * (n - 1) < total - calls as low from rows join sums using (team, day)),
             three as (select stress, low and lag(low) over w and lag(low, 2) over w as low from marked window w as (partition by person order by day))
        select count(*) from three where low and stress > 8"""
    return lambda: connection.execute(query).fetchone()[0], lambda held: {"held": float(held)}


if __name__ == "__main__":
    main("duckdb", version, {"alerts": _alerts, "funnel": _funnel, "features": _features, "headcount": _headcount, "headcount_rows": _headcount_rows, "rolling": _rolling})
