"""Golden values of attrition.retention: who stayed, looked up person by person. Run: python generate.py (standard library only)."""
import json
import math
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from people import World, add_months, day, random_rows, turning_days  # noqa: E402


def survival(durations, until):
    """Kaplan-Meier at a tenure, with the times of leaving."""
    share = 1.0
    for time in sorted({duration for duration, left in durations if left and duration <= until}):
        at_risk = sum(duration >= time for duration, _ in durations)
        share *= 1 - sum(left and duration == time for duration, left in durations) / at_risk
    return share


def half_life(durations):
    """The earliest tenure by which half have left; the middle of the step where exactly half have."""
    times = sorted({duration for duration, left in durations if left})
    for i, time in enumerate(times):
        share = survival(durations, time)
        if abs(share - 0.5) < 1e-12:
            return (time + (times[i + 1] if i + 1 < len(times) else max(duration for duration, _ in durations))) / 2
        if share < 0.5:
            return time
    return None


def expected(rows, case, end, horizon):
    label = lambda value: "missing" if value is None else str(value)  # noqa: E731
    world = World(rows, end, ["department"], lambda job, jobs, column, when: {label(job[column])}, True, False, horizon)
    rule, d = case["last_day_rule"], case["within_days"]
    never = 10**9
    dated = lambda run, by: never if run["stop"] is None else world.dated(run["start"], run["stop"], by) if run["left"] else run["stop"]  # noqa: E731
    gone = lambda run: dated(run, rule)  # noqa: E731
    away = lambda run: dated(run, "first_day_away" if rule == "employed" else rule)  # noqa: E731  not there at the close
    out, cohorts = [], []
    for start, stop in zip(case["boundaries"], case["boundaries"][1:]):
        for group in world.sorted_groups(["total", "department"]):
            run_at = lambda person, when: next(run for run in world.runs if run["person"] == person and run["start"] <= when and (run["stop"] is None or when < run["stop"]))  # noqa: E731
            opening, closing = world.at_close(group, start, rule), world.at_close(group, stop, rule)
            year = add_months(stop, -12)
            figures = {"stability_index": (sum(run_at(person, stop - 1)["start"] < year for person in closing), len(world.at_close(group, year, rule)))}
            stays = [person for person in opening if away(run_at(person, start - 1)) >= stop]
            figures["retention"] = (len(stays), len(opening))
            figures["retention_in_unit"] = (sum(all(person in world.present.get((*group, when), set()) for when in range(start - 1, stop)) for person in stays), len(opening))
            hired = [run for column, value, _, when, run in world.hires if (column, value) == group and start <= when < stop]
            spent = [((run["stop"] if run["stop"] is not None else end) - run["start"], run["left"]) for run in hired]
            early = [left and time <= d for time, left in spent]
            followed = [end - run["start"] >= d for run in hired]
            figures["new_hires_left_within"] = (sum(early), len(hired))
            figures["new_hires_followed_left_within"] = (sum(a and b for a, b in zip(early, followed)), sum(followed))
            figures["new_hires_left_in_period"] = (sum(run["left"] and start <= gone(run) < stop for run in hired), len(hired))
            left = world.leavers(group, start, stop, rule)
            young = [run for run in left if run["stop"] < add_months(run["start"], 12)]
            days = sum(run_at(person, when)["start"] > add_months(when, -12) or when < add_months(run_at(person, when)["start"], 12)
                       for when in range(start, stop) for person in world.present.get((*group, when), set()))
            figures["first_year_share"] = (len(young), len(left))
            figures["first_year_rate"] = (len(young), days / (stop - start))
            person_days = sum(len(world.present.get((*group, when), set())) for when in range(start, stop))
            figures["regretted_rate"] = (sum(run["regretted"] == 1 for run in left), person_days / (stop - start))
            voluntary = [run for run in left if run["kind"] == "voluntary"]
            figures["regretted_share"] = (sum(run["regretted"] == 1 for run in voluntary), len(voluntary))
            row = {name: [*figure, figure[0] / figure[1] if figure[1] else None] for name, figure in figures.items()}
            row["new_hires_leaving_probability"] = [sum(early), len(hired), 1 - survival(spent, d) if hired else None]
            row["half_life"] = [sum(run["left"] for run in hired), len(hired), half_life(spent) if hired else None]
            out.append([start, stop, *group, row])
            if hired:
                cohorts += [[start, stop, *group, len(hired), time, sum(t >= time for t, _ in spent), sum(gone and t <= time for t, gone in spent), survival(spent, time)]
                            for time in case["times"]]
    assert not any(isinstance(value, float) and math.isnan(value) for row in cohorts for value in row)
    return {"measures": out, "survival": cohorts}


def main():
    here = Path(__file__).parent
    first, last = day("2022-08-01"), day("2024-07-15")
    base = {"on_leave": "counted", "within_days": 60, "times": [0, 30, 90, 365], "boundaries": [day(text) for text in ("2023-09-01", "2023-12-01", "2024-02-29", "2024-07-01")]}
    cases = [{**base, "last_day_rule": "gone_at_close"}, {**base, "last_day_rule": "first_day_away", "within_days": 30}, {**base, "last_day_rule": "employed"}]
    for seed in (31, 32):
        rows = random_rows(seed, 70, first, last, states=False)
        for case in cases:
            case["boundaries"] = turning_days(rows, day("2023-09-01"), last, 4)
        document = {"source": "generate.py: days and sets", "observation_end": last, "rows": rows,
                    "cases": [{"options": case, "expected": expected(rows, case, last, (first - 400, last + 1))} for case in cases]}
        (here / f"random_{seed}.json").write_text(json.dumps(document, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
