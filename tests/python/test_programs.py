"""The retention report as text: the C++, the C and the Python program print the same characters."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from test_three_languages import library

MONTHS = ("duration=month", "event=left", "group=gender", "drivers=field,level,sentiment", "horizons=1,3,6")
DATES = ("hire=hire", "exit=exit", "reason=reason", "until=2025-12-31", "interval=half_open", "group=trainer", "drivers=channel,learning",
         "horizons=30,90,180", "events=events.csv", "stages=enrolled,week_1_done,week_2_done,posted", "window=40")


def printed(command: list[str], folder: Path) -> str:
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def compare(arguments: tuple[str, ...], folder: Path) -> str:
    python = printed([sys.executable, str(ROOT / "examples/python/retention_report.py"), "people.csv", *arguments], folder)
    assert printed([str(library("examples/retention_report")), "people.csv", *arguments], folder) == python
    assert printed([str(library("examples/retention_report_c")), "people.csv", *arguments], folder) == python
    return python


def test_on_job_retention(job_retention: dict[str, list[Any]], tmp_path: Path) -> None:
    with open(tmp_path / "people.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(job_retention)
        writer.writerows(zip(*job_retention.values()))
    report = compare(MONTHS, tmp_path)
    assert "sentiment" in report and len(report.splitlines()) > 20


def test_on_a_training_class_with_dates_causes_and_a_funnel(tmp_path: Path) -> None:
    printed([sys.executable, "-m", "mainstay", "sample", "call-centre", ".", "--people", "600", "--seed", "3"], tmp_path)
    report = compare(DATES, tmp_path)
    assert "posted" in report and "压力大" in report


def test_the_same_turnover_from_three_systems() -> None:
    """Monthly rosters, an Oracle-type history and DingTalk's roster with its leavers: 6 leavers over (7 + 6) / 2, counted by hand in generate.py."""
    told = (ROOT / "examples/turnover/output.txt").read_text(encoding="utf-8")
    for command in ([sys.executable, "examples/python/turnover.py"], [str(library("examples/turnover"))], [str(library("examples/turnover_c"))]):
        assert printed([*command, "examples/turnover"], ROOT) == told
    assert told.count("6 /   6.5000 =  0.9231") == 9 and told.count("opening 7 + hires 5 - leavers 6 = closing 6") == 3 and told.endswith("The three agree\n")


def test_risks_of_leaving_in_three_languages(tmp_path: Path) -> None:
    """Fitted by each program itself, and by the Python program for the others: the same bits."""
    python = [sys.executable, str(ROOT / "examples/python/risk.py")]
    told = printed(python, tmp_path)
    assert told == (ROOT / "examples/python/risk.output").read_text(encoding="utf-8")
    assert printed([*python, "model.json"], tmp_path) == told  # fits and writes
    for command in (python, [str(library("examples/risk"))], [str(library("examples/risk_c"))]):
        assert printed(command, tmp_path) == told
        assert printed([*command, "model.json"], tmp_path) == told


@pytest.mark.parametrize("program", ("retention_report", "retention_report_c"))
def test_a_mistake_is_told_in_a_sentence(program: str, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("month,left,gender\n3,1,F\n-4,0,M\n", encoding="utf-8")
    ran = subprocess.run([str(library(f"examples/{program}")), "people.csv", "duration=month", "event=left", "group=gender", "drivers=gender",
                          "horizons=1"], cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 1 and "duration[1] is -4, but must be >= 0" in ran.stdout + ran.stderr


def test_the_lenders_two_candidates_in_three_languages(tmp_path: Path) -> None:
    """82 % and 60 %, with the sentences that say why, in English and Chinese."""
    told = (ROOT / "examples/python/match.output").read_text(encoding="utf-8")
    for command in ([sys.executable, str(ROOT / "examples/python/match.py")], [str(library("examples/match"))], [str(library("examples/match_c"))]):
        assert printed(command, tmp_path) == told
    assert "A: 0.8200" in told and "B: 0.6000" in told and "匹配度 60.0%" in told


def test_a_placement_in_three_languages(tmp_path: Path) -> None:
    told = (ROOT / "examples/python/placement.output").read_text(encoding="utf-8")
    for command in ([sys.executable, str(ROOT / "examples/python/placement.py")], [str(library("examples/placement"))], [str(library("examples/placement_c"))]):
        assert printed(command, tmp_path) == told
    assert "2 placed, 1.6000 of at most 1.6000" in told and "即可获得该岗位" in told


def test_a_programme_for_leavers_in_three_languages(tmp_path: Path) -> None:
    told = (ROOT / "examples/python/programme.output").read_text(encoding="utf-8")
    for command in ([sys.executable, str(ROOT / "examples/python/programme.py")], [str(library("examples/programme"))], [str(library("examples/programme_c"))]):
        assert printed(command, tmp_path) == told
    assert "selected: 4" in told and "3 of 4 are to be called" in told and "association" in told and "roi: 2960000 / 6880000 = 0.4302" in told


def test_scores_and_pay_in_three_languages(tmp_path: Path) -> None:
    told = (ROOT / "examples/python/scorecard.output").read_text(encoding="utf-8")
    for command in ([sys.executable, str(ROOT / "examples/python/scorecard.py")], [str(library("examples/scorecard"))], [str(library("examples/scorecard_c"))]):
        assert printed(command, tmp_path) == told
    assert "half_up(100000 * 0.05 + (120000 - 100000) * 0.08 + (130000 - 120000) * 0.12) = 7800" in told and "提成 7800 CNY" in told


def test_alerts_in_three_languages(tmp_path: Path) -> None:
    """One file of rules, two calls: what was known before is confirmed by its id, not raised again."""
    told = (ROOT / "examples/python/alerts.output").read_text(encoding="utf-8")
    for command in ([sys.executable, str(ROOT / "examples/python/alerts.py")], [str(library("examples/alerts"))], [str(library("examples/alerts_c"))]):
        assert printed([*command, str(ROOT / "examples/alerts/call_centre.json")], tmp_path) == told
    before, after = told.split("the third week, with what was known\n")
    ids = [line.split()[0] for line in before.splitlines() if " day " in line and ", new, " in line]
    assert len(ids) == 5 and [line.split()[0] for line in after.splitlines() if ", earlier, " in line] == ids[:4] and "certificate late, urgent, new" in after
