"""The call centre's rules over two trainees: until Friday of the second week, then the third with what was known. The C++ and the C program print the same characters."""

import json
import sys
from pathlib import Path

import mainstay

MONDAY = 20520  # 2026-03-09, in days since 1970-01-01
DAYS = [day for day in range(19) if day % 7 < 5]  # three weeks without their weekends

rules = json.loads(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[1] / "alerts/call_centre.json").read_text(encoding="utf-8"))
person, day, event, progress, exam, mood = [], [], [], [], [], []
for name, pace in (("Li", 5.0), ("Wu", 10.0)):
    for k, at in enumerate(DAYS):
        person.append(name)
        day.append(MONDAY + at)
        event.append("training" if k == 0 else "certificate" if name == "Wu" and k == 8 else None)
        progress.append(min(100.0, pace * (k + 1)))
        exam.append({("Li", 4): 62.0, ("Li", 8): 66.0, ("Wu", 4): 81.0, ("Wu", 8): 85.0}.get((name, k)))
        mood.append(54.0 if name == "Li" and k >= 7 else 75.0)
rows = {"person": person, "day": day, "event": event, "x": {"progress": progress, "exam": exam, "mood": mood}}
people = {"person_id": ["Li", "Wu"], "start": [MONDAY, MONDAY], "owners": {"trainer": ["Zhao", "Zhao"], "recruiter": ["Sun", "Qian"]}}
calendar = {"working_day": [MONDAY + at for at in range(28) if at % 7 < 5], "calendar_first": MONDAY, "calendar_last": MONDAY + 27}


def told(result):
    alerts, sent = result.alerts, result.deliveries
    for row, name in enumerate(alerts.person):
        owners = ", ".join(f"{role} {owner}" for alert, role, owner in zip(sent.alert, sent.role, sent.owner) if alert == row)
        print(f"{alerts.id[row]} day {alerts.day[row] - MONDAY} {name}: {alerts.rule[row]}, {alerts.severity[row]}, {alerts.change[row]}, {alerts.status[row]}")
        if alerts.change[row] == "new":
            print(f"  to {owners}")
            print(f"  {result.sentence[row]}")
            print(f"  {result.sentence_zh[row]}")


before = mainstay.signals.alerts(**rows, **people, **calendar, rules=rules, grows=["progress"], last_day=MONDAY + 11)
print("until Friday of the second week")
told(before)
known = before.alerts
after = mainstay.signals.alerts(
    **rows, **people, **calendar, rules=rules, grows=["progress"], first_day=MONDAY + 14,
    known_person=known.person, known_rule=known.rule, known_day=known.day, known_cleared=known.cleared,
)
print("the third week, with what was known")
told(after)
