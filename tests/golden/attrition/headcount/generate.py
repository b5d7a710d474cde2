"""Golden values of attrition.headcount: people counted day by day. Run: python generate.py (standard library only)."""
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from people import World, day, random_rows, turning_days  # noqa: E402

FIRST, LAST = day("2023-11-01"), day("2024-07-01")
CLOSURE = [("sales", "front"), ("care", "front"), ("sales", "all units"), ("care", "all units"), ("front", "all units"), ("office", "all units")]
MAPPING = [{"column": "department", "label": "sales", "to": "trade"}, {"column": "department", "label": "care", "to": "trade", "since": day("2024-02-10")},
           {"column": "department", "label": "care", "to": "help"}]


def units_of(organisation, rollup):
    def units(job, jobs, column, when):
        if organisation == "as_is":
            last = max((other["start"], other["stop"] if other["stop"] is not None else 10**9) for other in jobs)
            equal = [other for other in jobs if (other["start"], other["stop"] if other["stop"] is not None else 10**9) == last]
            job = min(equal, key=lambda other: (not str(other[column]).isdigit(), other[column] if column == "grade" else 0, label(other[column])))
        value = label(job[column])
        if organisation == "mapped":
            rules = [rule for rule in MAPPING if (rule["column"], rule["label"]) == (column, value) and rule.get("since", -10**9) <= when]
            if rules:
                value = max(rules, key=lambda rule: rule.get("since", -10**9))["to"]
        return {value, *(above for unit, above in CLOSURE if unit == value)} if rollup == column else {value}

    return units


def label(value):
    return "missing" if value is None else str(value)


def expected(rows, case, observation_end):
    columns = ["department", "grade"]
    world = World(rows, observation_end, columns, units_of(case["organisation"], case["rollup"]), case["use_spell"], case["use_event"], (FIRST - 1, LAST + 1))
    apart, rule = case["on_leave"] == "apart", case["last_day_rule"]
    groups = world.sorted_groups(["total", *columns])
    dates, periods, leavers = [], [], []
    for when in case["dates"]:
        for group in groups:
            fte = sum(world.fte_of_person[(*group, when, person, apart)] for person in world.present.get((*group, when), set()))
            dates.append([when, *group, len(world.heads(group, when, apart)), len(world.on_leave.get((*group, when), set())), fte / 1e6])
    for start, stop in zip(case["boundaries"], case["boundaries"][1:]):
        for group in groups:
            opening, closing = world.closing(group, start, rule, apart), world.closing(group, stop, rule, apart)
            left = world.leavers(group, start, stop, rule)
            count = lambda events, at: sum(1 for event in events if event[:2] == group and start <= event[at] < stop)  # noqa: E731
            days = range(start, stop)
            periods.append([start, stop, *group, opening[0], closing[0], opening[1], closing[1], count(world.hires, 3), len(left), count(world.ins, 3), count(world.outs, 4),
                            sum(len(world.heads(group, when, apart)) for when in days), sum(len(world.on_leave.get((*group, when), set())) for when in days),
                            opening[2] / 1e6, closing[2] / 1e6,
                            sum(world.fte_of_person[(*group, when, person, apart)] for when in days for person in world.present.get((*group, when), set())) / 1e6 / (stop - start)])
            kinds = [run["kind"] or "unclassified" for run in left]
            leavers += [[start, stop, *group, kind, kinds.count(kind)] for kind in sorted(set(kinds))]
    return {"dates": dates, "periods": periods, "leavers": leavers}


def main():
    here = Path(__file__).parent
    months = [day(f"2023-{m:02}-01") for m in (11, 12)] + [day(f"2024-{m:02}-01") for m in range(1, 8)]
    base = {"boundaries": months, "dates": [day("2023-12-31"), day("2024-02-29"), day("2024-06-30")], "last_day_rule": "first_day_away", "on_leave": "counted",
            "organisation": "as_was", "rollup": "", "use_spell": True, "use_event": False}
    cases = [base, {**base, "last_day_rule": "gone_at_close", "on_leave": "apart"}, {**base, "last_day_rule": "employed", "use_spell": False},
             {**base, "organisation": "as_is", "on_leave": "apart"}, {**base, "organisation": "mapped", "last_day_rule": "gone_at_close"},
             {**base, "rollup": "department", "last_day_rule": "gone_at_close"}, {**base, "organisation": "mapped", "rollup": "department", "use_spell": False},
             {**base, "use_event": True, "use_spell": False, "last_day_rule": "gone_at_close", "boundaries": [FIRST, day("2024-02-29"), day("2024-03-01"), LAST]}]
    for seed in range(3):
        rows = random_rows(seed, 40, FIRST, LAST)
        end = LAST + 5
        listed = []
        for case in cases:
            if len(listed) in (1, 2, 4):
                case = {**case, "boundaries": turning_days(rows, FIRST, LAST, 5)}
            given = random_rows(seed, 40, FIRST, LAST, events=True) if case["use_event"] else rows
            listed.append({"options": case, "rows": "events" if case["use_event"] else "rows", "expected": expected(given, case, end)})
        document = {"source": "generate.py: days and sets", "observation_end": end, "closure": CLOSURE, "mapping": MAPPING, "rows": rows,
                    "events": random_rows(seed, 40, FIRST, LAST, events=True), "cases": listed}
        (here / f"random_{seed}.json").write_text(json.dumps(document, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
