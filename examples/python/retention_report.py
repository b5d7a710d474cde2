"""The Python twin of examples/cpp/retention_report.cpp: the same arguments, the same characters."""

import csv
import datetime
import sys

import numpy as np

import mainstay


def column(rows, name):
    """A column of a CSV file: whole numbers, numbers, days since 1970-01-01, or text; None where it is empty."""
    texts = [row[name] or None for row in rows]
    for read in (int, float, day_of):
        try:
            return [None if text is None else read(text) for text in texts]
        except ValueError:
            pass
    return texts


def day_of(text):
    return (datetime.date.fromisoformat(text) - datetime.date(1970, 1, 1)).days


def read(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: column(rows, name) for name in rows[0]}


def padded(form, row):
    """`form % row`, but texts are padded by their bytes, as printf of the twins does."""
    return (form.encode() % tuple(value.encode() if isinstance(value, str) else value for value in row)).decode()


def print_curve(table, label, value, lower, upper):
    for row in zip(label, table.time, value, lower, upper):
        print(padded("%-24s %8.0f %9.4f  [%.4f, %.4f]", row))


def print_survival(result):
    table = result.curve
    print_curve(table, table.group, table.survival, table.survival_lower, table.survival_upper)


def main(path, settings):
    people = read(path)
    horizons = [float(horizon) for horizon in settings["horizons"].split(",")]
    causes = None
    if "duration" in settings:
        duration, event = (np.array(people[settings[name]], dtype=float) for name in ("duration", "event"))
    else:
        reason = people[settings["reason"]] if "reason" in settings else None
        tenures = mainstay.data.spells(people[settings["hire"]], people[settings["exit"]], reason=reason, observation_end=day_of(settings["until"]),
                                       interval=settings.get("interval", "half_open"), zero_length="half_day")
        duration, event, causes = tenures.spells.duration, tenures.spells.event, reason and list(tenures.causes)
    here = np.asarray(event) == 0
    print(f"{len(here)} people, {len(here) - here.sum()} left, {here.sum()} still here")

    print("\nStill here after")
    print_survival(mainstay.survival.curve(duration, event, times=horizons))
    if "group" in settings:
        group = people[settings["group"]]
        print_survival(mainstay.survival.curve(duration, event, group=group, times=horizons))
        test = mainstay.survival.log_rank(duration, event, group)
        print("log-rank: chi-squared %.4f on %d degrees of freedom, p = %.4f" % (test.statistic, test.degrees_of_freedom, test.p_value))
    if causes:
        print("\nLeft by cause")
        table = mainstay.survival.curve(duration, tenures.spells.cause, causes=causes, times=horizons).incidence
        print_curve(table, table.cause, table.incidence, table.lower, table.upper)

    if "drivers" in settings:
        x = {name: people[name] for name in settings["drivers"].split(",")}
        fit = mainstay.survival.cox(x, duration, event)
        print("\nDrivers of leaving")
        table = fit.coefficients
        for row in zip(table.term, table.hazard_ratio, table.hazard_ratio_lower, table.hazard_ratio_upper, table.p_value):
            print(padded("%-32s hazard x %.4f  [%.4f, %.4f]  p = %.4f", row))
        print("concordance %.4f (standard error %.4f)" % (fit.concordance, fit.concordance_std_error))
        stays = fit.predict(x, times=horizons, tenure=duration, errors=False, beyond="carry").survival  # a ranking: everybody has a place
        reasons = fit.explain(x).reasons
        most = len(reasons) // len(here)
        print("\nStill here, most likely to leave, given the tenure reached (a ranking, not a decision)")
        rows = np.flatnonzero(here)
        for row in rows[np.argsort(stays[rows, -1], kind="stable")][:10]:
            print("row %-8d tenure %6.0f " % (row, duration[row]), end="")
            print("".join(" %.0f: %.4f" % pair for pair in zip(horizons, 1 - stays[row])), end=" because")
            pairs = zip(reasons.column[row * most:(row + 1) * most], reasons.factor[row * most:(row + 1) * most])
            print("".join(" %s x %.3f" % pair for pair in pairs))

    if "events" in settings:
        events = read(settings["events"])
        result = mainstay.funnel.window(
            events["person"], events["date"], events["event"], person_id=people["person"], exit_time=people[settings["exit"]],
            exit_reason=people[settings["reason"]] if "reason" in settings else None, stages=[{"name": name} for name in settings["stages"].split(",")],
            window=int(settings["window"]) if "window" in settings else None, follow_up_end=day_of(settings["until"]))
        print("\nFunnel")
        table = result.stages
        for row in zip(table.stage, table.reached, table.lost, table.still_inside, table.estimate_from_start, table.estimate_from_start_lower,
                       table.estimate_from_start_upper):
            print(padded("%-24s reached %8d  lost %8d  still inside %8d  from start %.4f  [%.4f, %.4f]", row))
        table = result.exits
        for row in zip(table.stage, table.kind, table.reason, table.count):
            print(padded("lost after %-24s %-20s %-24s %8d", row))


if __name__ == "__main__":
    main(sys.argv[1], dict(argument.split("=", 1) for argument in sys.argv[2:]))
