"""`mainstay sample …`, `mainstay records …` and `mainstay report …`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="mainstay", description="Analytics for the people an organisation stands on.")
    top.add_argument("--version", action="store_true", help="print the version and leave")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")

    sample = commands.add_parser("sample", help="write the tables of a sample company and what was planted in them")
    sample.add_argument("company", choices=("lender", "broker", "call-centre", "phone-retail"))
    sample.add_argument("directory", metavar="DIR")
    sample.add_argument("--people", type=int, default=1200, metavar="N")
    sample.add_argument("--seed", type=int, default=1, metavar="S")
    sample.add_argument("--format", choices=("csv", "parquet"), default="csv")
    sample.add_argument("--daily", action=argparse.BooleanOptionalAction, default=None, help="day-by-day tables (default: up to 5,000 people)")

    sample.add_argument("--shapes", default="spells", metavar="LIST", help="of spells, history, snapshots, events, with commas between (default: spells)")
    sample.add_argument("--defects", action="store_true", help="spoil a few rows of the history; truth.json lists them")

    records = commands.add_parser("records", help="read the tables of an HR system by a recipe and say what was met",
                                  description="A folder with the tables and mapping.json, or the tables alone and the name of a recipe.")
    records.add_argument("directory", metavar="DIR")
    records.add_argument("--recipe", metavar="NAME", help="a recipe of the package, or a file with a mapping")
    records.add_argument("--shape", metavar="NAME", help="one of the mappings in DIR/dataset.json, as `mainstay sample --shapes` writes them")
    records.add_argument("--lenient", action="store_true", help="leave out rows that contradict themselves or each other, instead of refusing the first")
    records.add_argument("--observation-end", metavar="DATE", dest="observation_end")
    records.add_argument("--known-at", metavar="DATE", dest="known_at", help="the records as they were known on that day")
    records.add_argument("--language", choices=("en", "zh"), default="en")
    records.add_argument("-o", "--output", metavar="FILE", help="write the spells as CSV")

    report = commands.add_parser("report", help="write a retention report as one HTML page",
                                 description="A folder with people.csv (or .parquet) and optionally events and dataset.json, or one table.")
    report.add_argument("source", metavar="DIR", help="folder, or one CSV or Parquet file")
    report.add_argument("-o", "--output", default="report.html", metavar="FILE")
    report.add_argument("--language", choices=("en", "zh"), default="en", help="the language shown first")
    report.add_argument("--title")
    report.add_argument("--people", type=int, default=25, metavar="N", help="how many people still here to list (0: none)")
    roles = report.add_argument_group("columns (found by these names when not declared)")
    for role in ("person", "hire", "exit", "entry", "reason", "duration", "event"):
        roles.add_argument(f"--{role}", metavar="COLUMN")
    report.add_argument("--unit", choices=("day", "week", "month"), help="unit of the duration")
    report.add_argument("--interval", choices=("half_open", "closed"), help="exit is the first day not employed, or the last day employed")
    report.add_argument("--observation-end", metavar="DATE")
    report.add_argument("--turnover", metavar="DEFINITION", help="definition of turnover: mid, monthly_average_12, monthly_average_13, crude_wastage, opening, "
                                                                 "leavers_plus_closing, exposure, jolts (default: none is singled out)")
    report.add_argument("--last-day", dest="last_day", choices=("employed", "gone_at_close", "first_day_away"), help="which period a leaver belongs to")
    report.add_argument("--shape", metavar="NAME", help="one of the mappings in DIR/dataset.json instead of people.csv")
    report.add_argument("--encoding", metavar="NAME", help="of the CSV files (default: UTF-8)")
    report.add_argument("--events", metavar="FILE", dest="events_file", help="table of events (default: events.csv or .parquet in DIR)")
    report.add_argument("--groups", nargs="+", metavar="COLUMN", help="columns to compare retention by")
    report.add_argument("--drivers", nargs="+", metavar="COLUMN", help="columns that enter the model (default: every usable one)")
    report.add_argument("--include", nargs="+", metavar="COLUMN", help="protected attributes that may enter the model")
    report.add_argument("--exclude", nargs="+", metavar="COLUMN", help="columns that stay out of the model")
    report.add_argument("--categories", nargs="+", metavar="COLUMN", help="columns of numbers that are codes, not amounts")
    report.add_argument("--protected", nargs="+", metavar="COLUMN", help="more columns to treat as protected")
    report.add_argument("--cluster", metavar="COLUMN", help="rows with the same value are alike (class, team): robust errors")
    report.add_argument("--horizons", nargs="+", type=float, metavar="TIME", help="how far to look ahead (default: 30 90 180 days, 1 3 6 months)")
    report.add_argument("--small-cell", type=int, metavar="K", help="cells under K people are not shown (default: 5)")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    top = parser()
    given = top.parse_args(arguments)
    if given.version:
        from . import __version__

        print(f"mainstay {__version__}")
        return 0
    if given.command is None:
        top.print_help()
        return 2
    try:
        return {"sample": _sample, "records": _records, "report": _report}[given.command](given)
    except (ValueError, OSError) as error:
        print(f"mainstay {given.command}: {error}".replace(f"mainstay {given.command}: mainstay {given.command}: ", f"mainstay {given.command}: "), file=sys.stderr)
        return 1


def _sample(given: argparse.Namespace) -> int:
    from . import sample

    rows = sample.write(given.company, given.directory, given.people, given.seed, given.format, given.daily, [each for each in given.shapes.split(",") if each],
                        given.defects)
    for name, count in rows.items():
        print(f"{given.directory}/{name}.{given.format}: {count:,} rows")
    print(f"{given.directory}/truth.json: what was planted")
    return 0


def _records(given: argparse.Namespace) -> int:
    from . import records
    from .report.words import Words

    options: dict[str, Any] = {name: getattr(given, name) for name in ("observation_end", "known_at") if getattr(given, name) is not None}
    if given.lenient:
        options["conflicts"] = "leave_out"
    read = records.load(given.directory, given.recipe, shape=given.shape, **options)
    words = Words(given.language)
    print(words("console_records", analysis=read.analysis, **read.numbers()))
    if not read.findings:
        print(words("console_no_findings"))
    for each in read.findings:
        where = "; ".join(words("record_row", file=file, row=row) for file, row in each.where[:3])
        print("  " + words("console_finding", code=each.code, count=each.count, fate=words("record_left_out" if each.left_out else "record_kept"),
                           text=words.record(each.code), where=where).rstrip())
    if given.output:
        print(f"{given.output}: {read.write_spells(given.output):,} rows")
    return 0


def _report(given: argparse.Namespace) -> int:
    from . import report
    from .report.words import Words

    options: dict[str, Any] = {name: getattr(given, name) for name in (
        "person", "hire", "exit", "entry", "reason", "duration", "event", "unit", "interval", "observation_end", "encoding", "title", "groups",
        "drivers", "include", "exclude", "categories", "protected", "cluster", "horizons", "small_cell", "turnover", "last_day", "shape") if getattr(given, name) is not None}
    path, findings = report._write(given.source, given.output, given.events_file, given.language, given.people, options)
    words = Words(given.language)
    print(words("console_written", path=path.resolve()))
    print(words("console_findings"))
    for number, finding in enumerate(findings, 1):
        print(f"  {number}. {finding}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
