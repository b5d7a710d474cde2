"""A funnel of four stages within 180 days as the number of events grows: time, memory beyond the input, and its slope, beside duckdb and ClickHouse.

    python benchmarks/funnel_scale.py [--events 1e6 1e7 1e8] [--orders grouped shuffled parts] [--engines mainstay duckdb chdb] [--repeats 3] [--python chdb=…]

Ten events a person. `grouped`: rows by person and day, one pass; `shuffled`: rows in any order, one partition by person more; `parts`: grouped rows in ten parts of the
people, counted one after the other and merged as states (mainstay only). Each measurement runs in a process of its own on columns read from files; a peer's own table is
made before the clock starts. Memory is the peak resident size (VmHWM, reset before the first run) minus the resident size with the input in place. ClickHouse's windowFunnel
looks from the best entry, so it is compared with entry = any. Exit status 1 when answers differ.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

STAGES = ("hired", "trained", "first_contract", "confirmed")
WORDS = STAGES + ("absence", "training_day", "review", "transfer", "raise", "warning", "survey", "leave")


def make(events: int, order: str, folder: Path) -> None:
    """People in blocks, so that no sort needs more than a block; person int32, day int32, word int8."""
    random = np.random.default_rng(18)
    people, block = events // 10, 500_000
    columns = {"person": np.empty(people * 10, np.int32), "day": np.empty(people * 10, np.int32), "word": np.empty(people * 10, np.int8)}
    for first in range(0, people, block):
        count = min(block, people - first)
        entry = random.integers(0, 1500, count)
        day = entry[:, None] + random.integers(0, 700, (count, 10))
        word = random.integers(len(STAGES), len(WORDS), (count, 10)).astype(np.int8)
        at, alive = entry, np.ones(count, bool)
        day[:, 0], word[:, 0] = entry, 0
        for stage, share in enumerate((0.8, 0.7, 0.6), start=1):
            alive = alive & (random.random(count) < share)
            at = at + np.ceil(random.gamma(2.0, 30.0, count)).astype(np.int64)
            day[:, stage] = np.where(alive, at, day[:, stage])
            word[:, stage] = np.where(alive, stage, word[:, stage])
        places = np.argsort(day * 16 + word, axis=1)
        rows = slice(first * 10, (first + count) * 10)
        columns["person"][rows] = np.repeat(np.arange(first, first + count, dtype=np.int32), 10)
        columns["day"][rows] = np.take_along_axis(day, places, 1).ravel()
        columns["word"][rows] = np.take_along_axis(word, places, 1).ravel()
    if order == "shuffled":
        rows = random.permutation(people * 10)
        columns = {name: column[rows] for name, column in columns.items()}
    for name, column in columns.items():
        np.save(folder / f"{name}.npy", column)


def mainstay(data: dict[str, np.ndarray], order: str):
    import mainstay as library
    import pandas

    stages = [{"name": stage} for stage in STAGES]
    words = pandas.Series(pandas.Categorical.from_codes(data["word"], categories=list(WORDS)))

    def whole(entry):
        return lambda: list(library.funnel.window(data["person"], data["day"], words, stages=stages, window=180, entry=entry).stages.reached[: len(STAGES)])

    def parts():
        state = None
        cuts = np.searchsorted(data["person"], np.linspace(0, data["person"][-1] + 1, 11))
        for first, last in zip(cuts, cuts[1:], strict=False):
            part = library.funnel.WindowState(stages=stages, window=180, follow_up_end=int(data["day"].max()))
            part.update(person=data["person"][first:last], time=data["day"][first:last], event=words.iloc[first:last])
            if state is None:
                state = part
            else:
                state.merge(part)
        state.advance()
        return list(state.finish().stages.reached[: len(STAGES)])

    return parts if order == "parts" else whole("first"), whole("any")


QUERY = """with first as (select person, min(day) as entered from events where word = 0 group by person),
     second as (select f.person, f.entered, min(e.day) as at from first f join events e on e.person = f.person where e.word = 1 and e.day between f.entered and f.entered + 180 group by all),
     third as (select s.person, s.entered, min(e.day) as at from second s join events e on e.person = s.person where e.word = 2 and e.day between s.at and s.entered + 180 group by all),
     fourth as (select t.person, min(e.day) as at from third t join events e on e.person = t.person where e.word = 3 and e.day between t.at and t.entered + 180 group by all)
select (select count(*) from first), (select count(*) from second), (select count(*) from third), (select count(*) from fourth)"""


def duckdb(data: dict[str, np.ndarray], order: str):
    import duckdb as library
    import pandas

    connection = library.connect()
    connection.register("frame", pandas.DataFrame(data, copy=False))
    connection.execute("create table events as select person, day, word from frame")
    connection.unregister("frame")
    return (lambda: list(connection.execute(QUERY).fetchone())), None


def chdb(data: dict[str, np.ndarray], order: str):
    import pandas
    from chdb import session

    connection = session.Session()
    connection.query("create database funnel; ")
    connection.query("create table funnel.events (person Int32, day Int32, word Int8) engine = MergeTree order by " + ("tuple()" if order == "shuffled" else "(person, day)"))
    frame = pandas.DataFrame(data, copy=False)  # noqa: F841: the query below names it
    for first in range(0, len(frame), 10_000_000):
        part = frame.iloc[first : first + 10_000_000].reset_index(drop=True)  # noqa: F841
        connection.query("insert into funnel.events select person, day, word from Python(part)")
    query = """select countIf(level >= 1), countIf(level >= 2), countIf(level >= 3), countIf(level >= 4) from (select person, windowFunnel(180)(toUInt32(day), word = 0, word = 1, word = 2, word = 3) as level
               from funnel.events group by person)"""
    return (lambda: [int(value) for value in str(connection.query(query, "CSV")).strip().split(",")]), None


def resident(key: str) -> int:
    with open("/proc/self/status", encoding="utf-8") as lines:
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(key))


def measure(engine: str, order: str, folder: Path, repeats: int) -> dict:
    data = {name: np.load(folder / f"{name}.npy") for name in ("person", "day", "word")}
    work, other = {"mainstay": mainstay, "duckdb": duckdb, "chdb": chdb}[engine](data, order)
    if engine != "mainstay":
        data.clear()  # a table of its own holds them
    before = resident("VmRSS")
    with open("/proc/self/clear_refs", "w", encoding="utf-8") as file:
        file.write("5")
    seconds, processor = [], []
    for _ in range(repeats):
        used, start = time.process_time(), time.perf_counter()
        reached = work()
        seconds.append(time.perf_counter() - start)
        processor.append(time.process_time() - used)
    peak = resident("VmHWM") - before
    return {"seconds": min(seconds), "processor": min(processor), "peak": peak, "reached": [int(value) for value in reached],
            "any": [int(value) for value in other()] if other and order != "parts" else None}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", nargs="+", type=lambda text: int(float(text)), default=[10**6, 10**7, 10**8])
    parser.add_argument("--orders", nargs="+", choices=["grouped", "shuffled", "parts"], default=["grouped", "shuffled", "parts"])
    parser.add_argument("--engines", nargs="+", choices=["mainstay", "duckdb", "chdb"], default=["mainstay", "duckdb", "chdb"])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--python", action="append", default=[], metavar="ENGINE=INTERPRETER", help="interpreter of an engine that has an environment of its own")
    parser.add_argument("--measure", nargs=3, metavar=("ENGINE", "ORDER", "FOLDER"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        engine, order, folder = arguments.measure
        print("\n" + json.dumps(measure(engine, order, Path(folder), arguments.repeats)))
        return 0
    interpreters = dict(item.split("=", 1) for item in arguments.python)
    print("| events | order | engine | seconds | ns an event (of processor time) | MB beyond the input | slope of processor time | reached |\n|---|---|---|---|---|---|---|---|")
    agreed, before = True, {}
    for events in arguments.events:
        made: str | None = None
        with tempfile.TemporaryDirectory(prefix="mainstay-scale-") as name:
            for order in sorted(arguments.orders, key=["grouped", "parts", "shuffled"].index):
                columns = "shuffled" if order == "shuffled" else "grouped"
                if made != columns:
                    make(events, columns, Path(name))
                    made = columns
                ours: dict = {}
                for engine in arguments.engines:
                    if order == "parts" and engine != "mainstay":
                        continue
                    command = [interpreters.get(engine, sys.executable), "-W", "ignore", __file__, "--repeats", str(arguments.repeats), "--measure", engine, order, name]
                    done = subprocess.run(command, capture_output=True, text=True)
                    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
                    if not lines:
                        print(f"| {events:.0e} | {order} | {engine} | failed: {(done.stderr.strip().splitlines() or [''])[-1][:100]} | | | | |", flush=True)
                        continue
                    got = json.loads(lines[-1])
                    if engine == "mainstay":
                        ours = got
                    wanted = ours.get("any" if engine == "chdb" else "reached")
                    same = wanted is None or wanted == got["reached"]
                    agreed = agreed and same
                    last = before.get((engine, order))
                    slope = f"{np.log(got['processor'] / last[1]) / np.log(events / last[0]):.2f}" if last else ""
                    before[engine, order] = (events, got["processor"])
                    print(f"| {events:.0e} | {order} | {engine} | {got['seconds']:.3f} | {got['seconds'] / events * 1e9:.2f} ({got['processor'] / events * 1e9:.2f}) | {got['peak'] / 1e6:.0f} | {slope} | "
                          f"{', '.join(str(value) for value in got['reached'])}{'' if same else ' **differs**'} |", flush=True)
    return 0 if agreed else 1


if __name__ == "__main__":
    sys.exit(main())
