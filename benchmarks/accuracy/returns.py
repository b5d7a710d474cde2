"""How often do the intervals of the room returns hold what was planted, and are its predictions calibrated out of time?

    python benchmarks/accuracy/returns.py                # twenty seeds of the sample phone-retail, some minutes
    python benchmarks/accuracy/returns.py --seeds 40

For every seed a company is drawn whose leavers return by known hazards. The truth is that of the very people in each figure: the mean of their own probabilities under the planted hazards, called or not. Counted is how many 95 %
intervals hold it; beside the share its own interval (Wilson, figures of one seed taken as independent). Prints tables in Markdown.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import numpy as np

import mainstay
from mainstay import sample
from mainstay.sample import planting, returning as planted

sys.path.append(str(Path(__file__).resolve().parents[2] / "tests" / "python"))
from written import days, table  # noqa: E402

END = np.datetime64("2025-12-31")
HORIZONS = (90, 180, 365)
PEOPLE = 1_200


class Count:
    """Intervals that hold the truth."""

    def __init__(self) -> None:
        self.all: dict[str, int] = defaultdict(int)
        self.within: dict[str, int] = defaultdict(int)
        self.width: dict[str, float] = defaultdict(float)

    def add(self, name: str, lower: float, truth: float, upper: float) -> None:
        if not (np.isfinite(lower) and np.isfinite(upper)):
            return
        self.all[name] += 1
        self.within[name] += bool(lower <= truth <= upper)
        self.width[name] += upper - lower

    def show(self) -> None:
        print("| figure | intervals | hold the truth | of the share | mean width |\n|---|---|---|---|---|")
        for name, n in self.all.items():
            p, z = self.within[name] / n, 1.959963984540054
            middle, reach = (p + z * z / 2 / n) / (1 + z * z / n), z / (1 + z * z / n) * np.sqrt(p * (1 - p) / n + z * z / 4 / n / n)
            print(f"| {name} | {n} | {100 * p:.1f} % | {100 * (middle - reach):.1f} to {100 * (middle + reach):.1f} % | {self.width[name] / n:.3g} |")


class Leavers:
    def __init__(self, folder: Path) -> None:
        self.read = read = table(folder, "returns_leavers")
        self.exit, self.ended = days(read["exit"]), days(read["end_day"])
        self.duration = (np.where(np.isnat(self.ended), END, self.ended) - self.exit).astype(float)
        self.end = np.where(read["end"] == "", "open", read["end"]).astype(object)
        self.reason, self.situation = read["reason"].astype(object), read["situation"].astype(object)
        self.called, self.asked = read["arm"] == "call", read["arm"] != ""
        self.sales = read["sales_index"].astype(float)
        self.people = {"reason": np.array([list(planted.REASONS).index(each) for each in read["reason"]]), "promoted": read["promoted"].astype(int), "paid_below": read["paid_below"].astype(int), "sales_index": self.sales}

    def truth(self, rows: np.ndarray, called: np.ndarray | bool, horizon: int) -> np.ndarray:
        """The probability of each of these to have returned by then."""
        found = np.empty(len(rows))
        arms = np.broadcast_to(np.asarray(called, bool), len(rows))
        chosen = {name: values[rows] for name, values in self.people.items()}
        eta = planting.linear_predictors(planted.ENDS, planted._terms(chosen, arms), len(rows))
        shapes, which = np.unique(np.round(eta, 9), axis=1, return_inverse=True)
        for k in range(shapes.shape[1]):
            found[which.ravel() == k] = planting.expected_incidence(planted.ENDS, shapes[:, k:k + 1], [horizon])[str(horizon)]["returned"]
        return found


def probabilities(people: Leavers, count: Count) -> None:
    for name, here in (("called", people.called), ("not called", ~people.called)):
        rows = np.flatnonzero(here)
        groups = mainstay.returns.probability(people.duration[rows], people.end[rows], reason=people.reason[rows], situation=people.situation[rows], horizons=list(HORIZONS)).groups
        for k in range(len(groups.people)):
            cell = rows[(people.reason[rows] == groups.reason[k]) & (people.situation[rows] == groups.situation[k])]
            true = float(people.truth(cell, here[cell] & people.called[cell], int(groups.horizon[k])).mean())
            count.add("probability of return by reason and situation", groups.lower[k], true, groups.upper[k])
            count.add("the same, groups informing each other", groups.posterior_lower[k], true, groups.posterior_upper[k])


def effects(people: Leavers, count: Count) -> None:
    rows = np.flatnonzero(people.asked)
    returned = (people.end[rows] == "returned").astype(int)
    seen = np.where(returned == 1, people.duration[rows], (END - people.exit[rows]).astype(float))
    adds = people.truth(rows, True, 365) - people.truth(rows, False, 365)
    group = np.array([f"{a} {b}" for a, b in zip(people.reason, people.situation)], object)
    fit = mainstay.returns.uplift(people.called[rows].astype(int), returned, x={"group": group[rows], "sales_index": people.sales[rows]}, duration=seen, horizon=365.0, strata=people.reason[rows], resamples=60)
    table_of = fit.effects
    for k, stratum in enumerate(table_of.stratum):
        if stratum in ("total", "stratified"):
            count.add(f"effect of a call, {stratum}", table_of.lower[k], float(adds.mean()), table_of.upper[k])
        else:
            count.add("effect of a call by reason", table_of.lower[k], float(adds[people.reason[rows] == stratum].mean()), table_of.upper[k])
    told = fit.predict({"group": group[rows], "sales_index": people.sales[rows]}, np.ones(len(rows)))
    cells = group[rows]
    for name in np.unique(cells.astype(str)):  # of each group the person in the middle
        of = np.flatnonzero(cells == name)
        one = of[np.argsort(people.sales[rows][of])[len(of) // 2]]
        count.add("uplift of a person", told.lower[one], float(adds[one]), told.upper[one])


def money(people: Leavers, count: Count) -> None:
    rows = np.flatnonzero(people.asked & (people.exit + 365 <= END))
    called = people.called[rows]
    returned = ((people.end[rows] == "returned") & (people.duration[rows] <= 365)).astype(int)
    post = people.read["post"][rows].astype(object)
    costs = {name: planted.replacement_cost(k) for k, name in enumerate(planted.POSTS)}
    result = mainstay.returns.money(np.arange(len(rows)), returned, comparison=(~called).astype(int), compared_with="hold_out", role=post, contact_cost=np.where(called, 3 * planted.CONTACT, 0),
                                    parts=[{"name": "all", "role": name, "basis": "amount", "amount": cost} for name, cost in costs.items()], resamples=1_000)
    adds = people.truth(rows, True, 365) - people.truth(rows, False, 365)
    worth = np.array([costs[str(each)] for each in post], float)
    count.add("returns that calls brought (money page)", result.excess_lower, float(adds[called].sum()), result.excess_upper)
    saved = float((adds * worth)[called].sum())
    count.add("saved", result.saved_lower, saved, result.saved_upper)
    count.add("net", result.net_lower, saved - result.cost, result.net_upper)
    count.add("return on investment", result.roi_lower, saved / result.cost - 1, result.roi_upper)


def spells(folder: Path, count: Count) -> None:
    read = table(folder, "returns_spells")
    exits, hire = days(read["exit"]), days(read["hire"])
    duration = (np.where(np.isnat(exits), END, exits) - hire).astype(float)
    kept = duration > 0
    again = read["returner"] == "1"
    years = np.where(again, read["first_tenure_days"].astype(float) / 365, np.nan)
    sold = np.array([float(each) if each else np.nan for each in read["sales_first_half_year"].tolist()])
    found = mainstay.returns.second_spells(read["person"][kept], read["spell"][kept].astype(int), duration[kept], (~np.isnat(exits))[kept].astype(int), x={"sales_index": read["sales_index"][kept].astype(float)},
                                           history={"first_years": years[kept]}, performance=sold[kept], horizons=[180, 365], until=365)
    truth, terms = planted.LEAVES_AGAIN.log_hazard_ratio, found.terms
    for k in range(len(terms.term)):
        if terms.comparison[k] == "with_history":
            name = str(terms.term[k]).removeprefix("history.")
            true = truth[name] + (truth["first_years"] * terms.centre[list(terms.term).index("history.first_years")] if name == "returner" else 0.0)
            count.add(f"second spells: log hazard ratio of {name}", terms.lower[k], float(true), terms.upper[k])
    count.add("second spells: performance at equal attributes", found.performance.lower[1], planted.PERFORMS["returner"], found.performance.upper[1])


def offers(folder: Path, count: Count) -> None:
    read = table(folder, "returns_offers")
    x = {name: read[name].astype(float) for name in ("pay_percent", "post_steps", "distance_km")}
    result = mainstay.returns.offers(["Li"], ["V"], [1], x=x, accepted=read["taken"].astype(int), pair_x={"pay_percent": [5.0], "post_steps": [0.0], "distance_km": [8.0]})
    for k, term in enumerate(result.terms.term):
        count.add("offers: coefficients", result.terms.lower[k], planted.TAKEN["intercept" if term == "(intercept)" else str(term)], result.terms.upper[k])
    odds = planted.TAKEN["intercept"] + 5 * planted.TAKEN["pay_percent"] + 8 * planted.TAKEN["distance_km"]
    count.add("offers: share of such offers that are taken", result.pairs.lower[0], 1 / (1 + np.exp(-odds)), result.pairs.upper[0])


def out_of_time(people: Leavers, count: Count, told: dict[str, list[float]]) -> None:
    """Frozen two years before the end, by months: everybody away then or leaving later is predicted, and judged by what came."""
    frozen = END - np.timedelta64(730, "D")
    x = {"sales_index": people.sales, "called": np.where(people.called, "yes", "no").astype(object)}
    away = np.maximum(people.duration, 1.0)
    known = np.minimum(away, (frozen - people.exit).astype(float))
    seen = known > 0
    end = np.where(away > known, "open", people.end).astype(object)
    by = {"reason": people.reason, "situation": people.situation}
    fit = mainstay.returns.prediction(np.ceil(known[seen] / 30.0), end[seen], x={name: values[seen] for name, values in x.items()}, **{name: values[seen] for name, values in by.items()}, horizons=[6, 12], resamples=25)
    waited = np.maximum((frozen - people.exit).astype(float), 0)
    rest = away > waited
    asked = {"x": {name: values[rest] for name, values in x.items()}, **{name: values[rest] for name, values in by.items()}}
    judged = fit.judge(np.floor(waited[rest] / 30.0), np.ceil((away - waited)[rest] / 30.0), people.end[rest], **asked, bands=4)
    h = judged.horizons
    for t, months in enumerate((6, 12)):
        # Of this one model, learnt from about as many returns as it is judged by: right would be 1 plus its own error, so that 1 lies within in 83 % at best.
        count.add(f"out of time, {months} months: observed over predicted, beside 1", h.ratio_lower[t], 1.0, h.ratio_upper[t])
        count.add(f"out of time, {months} months: calibration slope, beside 1", h.slope_lower[t], 1.0, h.slope_upper[t])
        told[f"observed over predicted, {months} months"].append(float(h.ratio[t]))
        told[f"calibration slope, {months} months"].append(float(h.slope[t]))
        told[f"Brier score over that of one set of curves, {months} months"].append(float(h.brier[t] / h.curve_brier[t]))
        told[f"concordance (AUC), {months} months"].append(float(h.auc[t]))
    new = np.flatnonzero(people.exit >= frozen)  # predicted at their exit: the truth is known
    found = fit.predict(np.zeros(len(new)), np.ones(len(new)), x={name: values[new] for name, values in x.items()}, **{name: values[new] for name, values in by.items()}, horizons=[12]).people
    true = people.truth(new, people.called[new], 360)
    later = fit.judge(np.zeros(len(new)), np.ceil(away[new] / 30.0), people.end[new], x={name: values[new] for name, values in x.items()}, **{name: values[new] for name, values in by.items()}, horizons=[12], bands=4)
    count.add("out of time: share observed of who left later", later.horizons.observed_lower[0], float(true.mean()), later.horizons.observed_upper[0])
    bands = later.bands
    for g in range(len(bands.rows)):
        of = (found.probability >= bands.lowest[g]) & (found.probability <= bands.highest[g])
        count.add("out of time: share observed of a band of predictions", bands.lower[g], float(true[of].mean()), bands.upper[g])
    for k in range(0, len(new), 7):
        count.add("probability of return of a person, predicted at the exit", found.lower[k], float(true[k]), found.upper[k])


def counted(seeds: list[int]) -> tuple[Count, dict[str, list[float]]]:
    count, told = Count(), defaultdict(list)
    for seed in seeds:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "phone-retail"
            sample.write("phone-retail", folder, PEOPLE, seed, daily=False)
            people = Leavers(folder)
            probabilities(people, count)
            effects(people, count)
            money(people, count)
            spells(folder, count)
            offers(folder, count)
            out_of_time(people, count, told)
    return count, told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=20)
    asked = parser.parse_args()
    count, told = counted(list(range(1, asked.seeds + 1)))
    print(f"{asked.seeds} seeds of 1,600 leavers:\n")
    count.show()
    print("\n| out of time | mean over seeds | lowest | highest |\n|---|---|---|---|")
    for name, values in told.items():
        print(f"| {name} | {np.mean(values):.3f} | {min(values):.3f} | {max(values):.3f} |")


if __name__ == "__main__":
    main()
