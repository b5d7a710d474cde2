"""ClickHouse, inside Python as chdb: the funnel by windowFunnel over a table in order of person and day, counts only."""

from __future__ import annotations

from harness import main


def version() -> str:
    import chdb

    return str(chdb.engine_version)


def _funnel(data):
    import pandas
    from chdb import session

    connection = session.Session()
    connection.query("create database funnel")
    connection.query("create table funnel.events (person Int32, day Int32, word Int8) engine = MergeTree order by (person, day)")
    frame = pandas.DataFrame({"person": data["person"].astype("int32"), "day": data["day"].astype("int32"), "word": data["word"].astype("int8")})  # noqa: F841: the query names it
    connection.query("insert into funnel.events select person, day, word from Python(frame)")
    query = """select countIf(level >= 1), countIf(level >= 2), countIf(level >= 3), countIf(level >= 4) from
               (select person, windowFunnel(180)(toUInt32(day), word = 0, word = 1, word = 2, word = 3) as level from funnel.events group by person)"""
    return lambda: str(connection.query(query, "CSV")), lambda row: {"reached": [float(value) for value in row.strip().split(",")]}


if __name__ == "__main__":
    main("clickhouse", version, {"funnel": _funnel})
