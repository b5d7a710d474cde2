"""The Python twin of examples/cpp/turnover.cpp: one company from three HR systems, and the same turnover from each, with its reasons.

    python turnover.py examples/turnover
"""

import sys

import mainstay
from mainstay import records

FIRST, AFTER = records.day_of("2025-01-01"), records.day_of("2026-01-01")
KINDS = {"薪酬": "voluntary", "家庭原因": "voluntary", "不适应": "voluntary", "同行挖角": "voluntary", "考核不合格": "involuntary", "退休": "other"}
CODES = {"PAY": "voluntary", "FAMILY": "voluntary", "UNSUITED": "voluntary", "RIVAL": "voluntary", "PERF": "involuntary", "RETIRE": "other"}
TYPES = {"1": "voluntary", "2": "voluntary", "4": "voluntary", "6": "voluntary", "7": "involuntary", "9": "other"}


def reasons(kinds):
    return [{"reason": reason, "kind": kind} for reason, kind in kinds.items()]


# Each export is read as its system means it; recipes of the package say what is common to all that have the system.
ROSTER = {"recipe": "monthly_roster", "options": {"reasons": reasons(KINDS), "rehire": "new_spell"}, "files": [
    {"as": "roster", "file": "roster.csv", "columns": {
        "person": "工号", "snapshot": "截止日期", "status": "状态", "start": "入职日期", "stop": "最后工作日", "reason": "离职原因"}}]}
ORACLE = {"recipe": "oracle", "options": {"reasons": reasons(CODES), "observation_end": "2026-01-10"}}
DINGTALK = {"recipe": "dingtalk", "options": {"reasons": reasons(TYPES), "observation_end": "2026-01-10"}, "files": [
    {"as": "roster", "file": "present.csv"}, {"as": "leavers", "file": "leavers.csv"}]}


def show(name, read):
    """What was met, who came and went, the rate by the declared definition, and the other definitions beside it."""
    print(f"\n{name}")
    found = read.result.findings
    for finding, count, left_out in zip(found.finding, found.count, found.left_out):
        print("  %-20s %6d %s" % (finding, count, "left out" if left_out else "kept"))
    rows = read.employment()
    rows.pop("state", None)  # people on leave are counted like the others
    declared = {"observation_end": AFTER, "boundaries": [FIRST, AFTER], "last_day_rule": "gone_at_close"}
    flow = mainstay.attrition.headcount(**rows, **declared).periods
    print("  opening %d + hires %d - leavers %d = closing %d" % (flow.opening[0], flow.hires[0], flow.leavers[0], flow.closing[0]))
    result = mainstay.attrition.rates(**rows, **declared, definition="mid")
    rates, definitions = result.rates, result.definitions
    for row in zip(rates.part, rates.numerator, rates.denominator, rates.rate, rates.lower, rates.upper):
        print("  %-20s %6d / %8.4f = %7.4f  [%.4f, %.4f]" % row)
    print("  " + rates.definition_en[0])
    print("  " + rates.definition_zh[0])
    for row in zip(definitions.definition, definitions.numerator, definitions.denominator, definitions.rate, definitions.per,
                   ("outside the interval of mid" if differs else "" for differs in definitions.differs)):
        print(("  %-20s %6d / %8.4f = %7.4f per %-6s %s" % row).rstrip())
    return [list(rates.numerator), list(rates.rate)]


def main(folder):
    answers = [show("Monthly roster: data.snapshots", records.load(folder, ROSTER)),
               show("Oracle: data.history", records.load(folder, ORACLE)),
               show("DingTalk: data.spells", records.load(folder, DINGTALK))]
    print("\nThe three agree" if answers[0] == answers[1] == answers[2] else "\nThe three differ")


if __name__ == "__main__":
    main(sys.argv[1])
