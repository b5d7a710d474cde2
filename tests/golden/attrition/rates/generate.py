"""Golden values of attrition.rates: headcounts day by day, definitions as written, intervals by bisection. Run: python generate.py (standard library only)."""
import json
import math
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from people import EPOCH, World, add_months, day, random_rows, turning_days  # noqa: E402

from datetime import timedelta  # noqa: E402

DEFINITIONS = ("mid", "monthly_average_12", "monthly_average_13", "crude_wastage", "opening", "leavers_plus_closing", "exposure", "jolts")


def root(function, low, high):
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) > 0 else (low, middle)
    return (low + high) / 2


def poisson(count, level):
    tail = (1 - level) / 2
    cdf = lambda k, mean: math.fsum(math.exp(i * math.log(mean) - mean - math.lgamma(i + 1)) for i in range(k + 1))  # noqa: E731
    upper = root(lambda mean: cdf(count, mean) - tail, 1e-12, 3 * count + 50)
    lower = 0.0 if count == 0 else root(lambda mean: tail - (1 - cdf(count - 1, mean)), 1e-12, count + 1)
    return lower, upper


def wilson(count, trials, z):
    p, q = count / trials, 1 - count / trials
    half = z * math.sqrt(p * q / trials + z * z / (4 * trials * trials))
    scale = 1 + z * z / trials
    centre = p + z * z / (2 * trials)
    return 0.0 if count == 0 else (centre - half) / scale, 1.0 if count == trials else (centre + half) / scale


def figures(world, group, start, stop, rule, apart):
    """The denominators of one period, None where the period lacks the months."""
    h0, h1 = (world.closing(group, at, rule, apart)[0] for at in (start, stop))
    left = len(world.leavers(group, start, stop, rule))
    person_days = sum(len(world.heads(group, when, apart)) for when in range(start, stop))
    months = next((m for m in range(1, 40) if add_months(start, m) == stop), 0)
    ends = [world.closing(group, add_months(start, m), rule, apart)[0] for m in range(1, months + 1)]
    first = (EPOCH + timedelta(days=start)).day == 1
    twelfths = [len(world.heads(group, add_months(start, m) + 11, apart)) for m in range(months)] if first else []
    years = months / 12 if months else (stop - start) / 365.25
    return left, years, {
        "mid": (h0 + h1) / 2, "opening": h0, "leavers_plus_closing": left + h1, "exposure": person_days / 365.25, "crude_wastage": person_days / (stop - start),
        "monthly_average_12": sum(ends) / months if months else None, "monthly_average_13": (h0 + sum(ends)) / (months + 1) if months else None,
        "jolts": sum(twelfths) if twelfths else None,
    }


def interval(definition, count, denominator, level, z):
    if definition == "leavers_plus_closing":
        return wilson(count, denominator, z)
    return tuple(limit / denominator for limit in poisson(count, level))


def to_period(definition, rate, years):
    return rate * {"exposure": years, "jolts": years * 12}.get(definition, 1)


def to_year(definition, how, rate, years):
    if definition == "exposure":
        return rate if how == "simple" else 1 - math.exp(-rate)
    times = 12 if definition == "jolts" else 1 / years
    return rate * times if how == "simple" else None if rate > 1 else 1 - (1 - rate) ** times


def expected(rows, case, observation_end, horizon):
    label = lambda value: "missing" if value is None else str(value)  # noqa: E731
    world = World(rows, observation_end, ["department"], lambda job, jobs, column, when: {label(job[column])}, True, False, horizon)
    level, z = case["confidence_level"], case["z"]
    rates, definitions = [], []
    for start, stop in zip(case["boundaries"], case["boundaries"][1:]):
        for group in world.sorted_groups(["total", "department"]):
            left, years, denominators = figures(world, group, start, stop, case["last_day_rule"], case["on_leave"] == "apart")
            kinds = [run["kind"] or "unclassified" for run in world.leavers(group, start, stop, case["last_day_rule"])]
            declared = case["definition"]
            for part in ("total", *sorted(set(kinds), key=lambda kind: (kind == "unclassified", kind))):
                count, denominator = left if part == "total" else kinds.count(part), denominators[declared]
                row = [start, stop, *group, part, count, denominator, None, None, None, None, None, None]
                if denominator:
                    values = [count / denominator, *interval(declared, count, denominator, level, z)]
                    row[7:] = values + [to_year(declared, case["annualise"], value, years) for value in values]
                rates.append(row)
            bounds = None
            if denominators[declared]:
                bounds = [to_period(declared, limit, years) for limit in interval(declared, left, denominators[declared], level, z)]
            for definition in DEFINITIONS:
                denominator = denominators[definition]
                row = [start, stop, *group, definition, denominator, None, None, None, None, 0]
                if denominator:
                    rate = left / denominator
                    row[6:10] = [rate, *interval(definition, left, denominator, level, z), to_period(definition, rate, years)]
                    row[10] = int(definition != declared and bounds is not None and not bounds[0] <= row[9] <= bounds[1])
                definitions.append(row)
    return {"rates": rates, "definitions": definitions}


def main():
    here = Path(__file__).parent
    first, last = day("2022-11-01"), day("2024-07-15")
    year = [day("2023-01-01"), day("2024-01-01")]
    months = [day(text) for text in ("2023-02-01", "2023-03-01", "2023-06-01", "2023-06-16", "2023-07-16")]
    z95, z80 = 1.959963984540054, 1.2815515655446004
    base = {"last_day_rule": "gone_at_close", "on_leave": "counted", "annualise": "simple", "confidence_level": 0.95, "z": z95}
    cases = [{**base, "definition": definition, "boundaries": boundaries, "annualise": "simple" if i % 2 else "compound",
              "last_day_rule": ("employed", "gone_at_close", "first_day_away")[i % 3], "on_leave": "apart" if i % 4 == 1 else "counted",
              "confidence_level": 0.8 if i % 5 == 4 else 0.95, "z": z80 if i % 5 == 4 else z95}
             for i, (definition, boundaries) in enumerate((definition, boundaries) for boundaries in (year, months) for definition in DEFINITIONS)]
    for seed in (21,):
        rows = random_rows(seed, 50, first, last)
        for case in cases[8:]:
            case["boundaries"] = sorted({*case["boundaries"][:2], *turning_days(rows, case["boundaries"][1], last, 2)})
        document = {"source": "generate.py: days and sets", "observation_end": last, "rows": rows,
                    "cases": [{"options": case, "expected": expected(rows, case, last, (first, last + 1))} for case in cases]}
        (here / f"random_{seed}.json").write_text(json.dumps(document, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
