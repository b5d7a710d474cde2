"""The problems: data made once from a seed, sizes, which answers must agree and how closely, and where the machine's limit lies."""

from __future__ import annotations

import numpy as np
import problems_leaving
import problems_texts
from problem import Data, Machine, Problem, one_narrow_read, one_read, size_of

__all__ = ["PROBLEMS", "Data", "Machine", "Problem"]


def leavers(n: int, seed: int, times: int, covariates: int) -> Data:
    """People with `covariates` attributes and whole-day durations: about 40 % leave, the others are still there."""
    random = np.random.default_rng(seed)
    x = np.asfortranarray(random.normal(size=(n, covariates)))
    effect = np.linspace(-0.3, 0.3, covariates)
    time = random.exponential(size=n) * np.exp(-(x @ effect)) * times
    end = random.uniform(0.1, 1.0, size=n) * times
    duration = np.maximum(np.ceil(np.minimum(time, end)), 1.0)
    return {"x": x, "duration": duration, "event": (time <= end).astype(np.float64)}


def make_cox(n: int) -> Data:
    return leavers(n, 11, 365, 20)


def make_aft(n: int) -> Data:
    """Weibull times with a scale of 0.7 and 20 attributes; about 60 % leave."""
    random = np.random.default_rng(21)
    x = np.asfortranarray(random.normal(size=(n, 20)))
    time = np.exp(4.0 + x @ np.linspace(-0.3, 0.3, 20) + 0.7 * np.log(random.exponential(size=n)))
    end = random.uniform(10.0, 200.0, size=n)
    return {"x": x, "duration": np.maximum(np.ceil(np.minimum(time, end)), 1.0), "event": (time <= end).astype(np.float64)}


def make_intervals(n: int) -> Data:
    """(start, stop] rows: each person's time cut at fixed days, with an attribute that changes at each cut."""
    people = max(n * 2 // 5, 10)
    base = leavers(people, 12, 365, 20)
    random = np.random.default_rng(13)
    cuts = np.array([0.0, 60.0, 120.0, 180.0, 240.0, 300.0])
    rows, entry, duration, event = [], [], [], []
    for k, start in enumerate(cuts):
        stop = cuts[k + 1] if k + 1 < len(cuts) else np.inf
        inside = np.flatnonzero(base["duration"] > start)
        rows.append(inside)
        entry.append(np.full(inside.size, start))
        duration.append(np.minimum(base["duration"][inside], stop))
        event.append(np.where(base["duration"][inside] <= stop, base["event"][inside], 0.0))
    person = np.concatenate(rows)
    order = np.argsort(person, kind="stable")[:n]
    x = np.asfortranarray(base["x"][person[order]])
    x[:, 0] = random.normal(size=order.size)
    return {"x": x, "entry": np.concatenate(entry)[order], "duration": np.concatenate(duration)[order], "event": np.concatenate(event)[order]}


def make_curve(n: int) -> Data:
    data = leavers(n, 14, 365, 1)
    return {"duration": data["duration"], "event": data["event"]}


def make_causes(n: int) -> Data:
    data = leavers(n, 15, 365, 1)
    random = np.random.default_rng(16)
    return {"duration": data["duration"], "cause": data["event"] * random.integers(1, 3, size=n)}


def _rivals(n: int, seed: int, covariates: int, step: float) -> Data:
    """Two causes with opposite effects of the attributes, about a third censored; times in steps, or distinct (step 0)."""
    random = np.random.default_rng(seed)
    x = np.asfortranarray(random.normal(size=(n, covariates)))
    effect = np.linspace(-0.5, 0.5, covariates)
    one, two = random.exponential(size=n) * np.exp(-(x @ effect)) * 400, random.exponential(size=n) * np.exp(x @ effect / 2) * 600
    end = random.uniform(0.1, 1.0, size=n) * 730
    duration = np.minimum(np.minimum(one, two), end)
    cause = np.where(duration == end, 0.0, np.where(duration == one, 1.0, 2.0))
    return {"x": x, "duration": np.maximum(np.ceil(duration / step) * step, step) if step else duration, "cause": cause}


def make_fine_gray(n: int) -> Data:
    return _rivals(n, 22, 5, 0.0)


def make_fine_gray_days(n: int) -> Data:
    return _rivals(n, 23, 5, 1.0)


def make_fine_gray_small(n: int) -> Data:
    return _rivals(n, 24, 3, 0.0)


def make_path(n: int) -> Data:
    """200 attributes of which 20 matter, distinct times, half of the people left; 60 penalties down to a fiftieth of the one that keeps everything out."""
    random = np.random.default_rng(31)
    x = np.asfortranarray(random.normal(size=(n, 200)))
    time = random.exponential(size=n) * np.exp(-(x[:, :20] @ np.linspace(-0.3, 0.3, 20)))
    end = random.exponential(size=n)
    duration, event = np.minimum(time, end), (time <= end).astype(np.float64)
    order = np.argsort(-duration)  # the slope at 0: who left, less the mean of those at risk
    mean = np.cumsum(x[order], axis=0)
    mean /= np.arange(1, n + 1)[:, None]
    slope = event[order] @ (x[order] - mean)
    return {"x": x, "duration": duration, "event": event, "penalties": np.abs(slope).max() / n * np.geomspace(0.999, 0.02, 60)}


def make_boosting(n: int) -> Data:
    """One cause, 20 attributes of which seven matter, some in pairs and bends; a quarter as many people to be judged on."""
    random = np.random.default_rng(32)
    people = n + n // 4
    x = random.normal(size=(people, 20))
    rate = np.exp(0.6 * x[:, 0] - 0.5 * np.abs(x[:, 1]) + 0.5 * x[:, 2] * x[:, 3] + 0.4 * np.sin(2 * x[:, 4]) + 0.3 * (x[:, 5] > 0.5) - 0.2 * x[:, 6] - 1.0)
    time, seen = (random.exponential(size=people) / rate) ** (1 / 1.3) * 300, random.uniform(30, 900, size=people)
    duration, event = np.maximum(np.ceil(np.minimum(time, seen)), 1.0), (time <= seen).astype(np.float64)
    return {"x": x[:n], "duration": duration[:n], "event": event[:n], "new_x": x[n:], "new_duration": duration[n:], "new_event": event[n:]}


def agreement(data: Data, score: np.ndarray) -> float:
    """Harrell's concordance of at most 4,000 of the people judged: the higher the score, the sooner they leave. Pair by pair."""
    duration, event, score = data["new_duration"][:4000], data["new_event"][:4000] > 0, np.asarray(score)[:4000]
    before = event[:, None] & ((duration[:, None] < duration[None, :]) | ((duration[:, None] == duration[None, :]) & ~event[None, :]))
    return float((((score[:, None] > score[None, :]) + 0.5 * (score[:, None] == score[None, :])) * before).sum() / before.sum())


PERIODS = 24


def make_hazard(n: int) -> Data:
    """Months 1 to 24, five attributes; a month is left with a probability whose log odds are linear."""
    random = np.random.default_rng(33)
    x = np.asfortranarray(random.normal(size=(n, 5)))
    base = -3.5 + 0.5 * np.sin(np.arange(PERIODS) / 4)
    leaves = random.random((n, PERIODS)) < 1 / (1 + np.exp(-(base[None, :] + (x @ np.linspace(-0.5, 0.5, 5))[:, None])))
    left = np.where(leaves.any(axis=1), leaves.argmax(axis=1) + 1, PERIODS + 1)
    seen = random.integers(3, PERIODS + 1, size=n)
    return {"x": x, "duration": np.minimum(left, seen).astype(np.float64), "event": (left <= seen).astype(np.float64)}


def make_states(n: int) -> Data:
    """n people in class, some of them posted, all may leave; days, half of those posted have a second row."""
    random = np.random.default_rng(34)
    posted, leaves, seen = (np.ceil(random.exponential(size=n) * scale) for scale in (80, 120, 300))
    first = np.minimum(np.minimum(posted, leaves), seen)
    moved = (posted < leaves) & (posted < seen)
    later = np.minimum(first + np.ceil(random.exponential(size=n) * 200), seen)
    person = np.concatenate([np.arange(n), np.flatnonzero(moved)])
    start, stop = np.concatenate([np.zeros(n), first[moved]]), np.concatenate([first, later[moved]])
    goes = np.concatenate([np.where(moved, 2, np.where((leaves <= seen) & (first == leaves), 3, 0)), np.where(later < seen, 3, 0)[moved]])  # 0: still there, 2 posted, 3 left
    return {"person": person.astype(np.float64), "start": start, "stop": stop, "state": np.concatenate([np.ones(n), np.full(int(moved.sum()), 2.0)]), "next_state": goes.astype(np.float64)}


def make_careers(n: int) -> Data:
    """n stays in five posts, months; up (cause = the next post), left (6) or still there (0); posts are 0 to 4."""
    random = np.random.default_rng(36)
    post = random.integers(0, 5, n)
    up, left, seen = (np.ceil(random.exponential(size=n) * scale) for scale in (30 + 8 * post, 45, 60))
    up = np.where(post == 4, np.inf, up)
    duration = np.minimum(np.minimum(up, left), seen)
    cause = np.where(duration == up, post + 1, np.where(duration == left, 6, 0))  # 6: left
    return {"duration": duration, "cause": cause.astype(np.float64), "group": post.astype(np.float64)}


def make_concordance(n: int) -> Data:
    """A prediction with as many values as rows, as a model gives it."""
    data = leavers(n, 17, 365, 3)
    return {"duration": data["duration"], "event": data["event"], "prediction": data["x"] @ np.array([-0.3, 0.0, 0.3]) + 1.0}


STAGES = ("hired", "trained", "first_contract", "confirmed")
OTHERS = ("absence", "training_day", "review", "transfer", "raise", "warning", "survey", "leave", "shift_change", "visit", "call", "ticket")


def make_funnel(n: int) -> Data:
    """n events of n / 10 people in order of person and day: four stages with 80, 70 and 60 % arriving, the rest other events."""
    random = np.random.default_rng(18)
    people = max(n // 10, 1)
    hired = random.integers(0, 1500, size=people)
    person, day, word = [np.arange(people)], [hired], [np.zeros(people, dtype=np.int8)]
    at, alive = hired, np.full(people, True)
    for stage, share in enumerate((0.8, 0.7, 0.6), start=1):
        alive = alive & (random.random(people) < share)
        at = at + np.ceil(random.gamma(2.0, 30.0, size=people)).astype(np.int64)
        person.append(np.flatnonzero(alive))
        day.append(at[alive])
        word.append(np.full(int(alive.sum()), stage, dtype=np.int8))
    rest = max(n - sum(part.size for part in person), 0)
    who = random.integers(0, people, size=rest)
    person.append(who)
    day.append(hired[who] + random.integers(0, 700, size=rest))
    word.append(random.integers(len(STAGES), len(STAGES) + len(OTHERS), size=rest).astype(np.int8))
    person, day, word = np.concatenate(person), np.concatenate(day), np.concatenate(word)
    order = np.lexsort((word, day, person))
    return {"person": person[order].astype(np.int64), "day": day[order].astype(np.int32), "word": word[order]}


WAY_WORDS = ("applied", "screened", "met", "trained", "examined", "failed", "certified", "posted", "left")


def make_ways(n: int) -> Data:
    """About n events in order of person and day, no two of one person on one day: nine states, some steps back and to itself, so that ways differ."""
    random = np.random.default_rng(37)
    people = max(n // 7, 1)
    at, day, alive = np.zeros(people, dtype=np.int8), random.integers(0, 1000, people), np.arange(people)
    person, days, word = [alive], [day.copy()], [at.copy()]
    while alive.size:
        here, chance = at[alive], random.random(alive.size)
        step = np.where(here == 5, 3, np.where(chance < 0.08, 8, np.where(chance < 0.14, np.maximum(here - 1, 0), np.where(chance < 0.16, here, np.where((here == 4) & (chance < 0.35), 5, np.where(here == 4, 6, here + 1))))))
        at[alive] = step
        day[alive] += random.integers(1, 30, alive.size)
        person.append(alive)
        days.append(day[alive])
        word.append(at[alive])
        alive = alive[step < 7]
    person, days, word = np.concatenate(person), np.concatenate(days), np.concatenate(word)
    order = np.lexsort((days, person))[:n]
    return {"person": person[order].astype(np.int64), "day": days[order].astype(np.int32), "word": word[order]}


def make_features(n: int) -> Data:
    """n records of n / 10 people: five features, entered up to 60 days late; no two of one person, feature and days. One row a person."""
    random = np.random.default_rng(19)
    people = max(n // 10, 1)
    records = np.column_stack([random.integers(0, people, n), random.integers(0, 5, n), random.integers(18000, 20000, n), random.integers(0, 60, n)])
    _, first = np.unique(records @ np.array([600_000, 120_000, 60, 1]), return_index=True)
    person, feature, effective, delay = records[np.sort(first)].T
    return {"person": person, "feature": feature.astype(np.int8), "effective": effective.astype(np.int32), "recorded": (effective + delay).astype(np.int32),
            "value": random.integers(0, 100, person.size).astype(np.float64), "row_person": np.arange(people), "cut": random.integers(19000, 20000, people).astype(np.int32)}


INDICATORS = ("sales", "quality", "new_customers", "repurchase", "overdue", "calls")
WINDOWS = (7, 30)


def make_rolling(n: int) -> Data:
    """A row for each of 365 days of n / 365 people, in order; six indicators, whole numbers."""
    random = np.random.default_rng(27)
    people = max(n // 365, 1)
    values = {f"x_{name}": random.integers(0, 1000, people * 365).astype(np.float64) for name in INDICATORS}
    return {"person": np.repeat(np.arange(people, dtype=np.int64), 365), "day": np.tile(np.arange(19_000, 19_365, dtype=np.int64), people), **values}


DEPARTMENTS = tuple(f"department {i:02}" for i in range(100))
FIRST_MONTH = 18_262  # 2020-01-01
MONTH_ENDS = tuple(int(day) for day in (np.arange("2020-02", "2025-02", dtype="datetime64[M]").astype("datetime64[D]").astype(np.int64) - 1))


def make_jobs(n: int) -> Data:
    """n job rows [start, stop) by person and start: up to five one after the other, a fifth of them after a gap."""
    random = np.random.default_rng(19)
    person = np.repeat(np.arange(n), random.integers(1, 6, size=n))[:n].astype(np.int32)
    first = np.flatnonzero(np.diff(person, prepend=-1))
    length = random.integers(30, 900, size=n)
    gap = np.where(random.random(n) < 0.2, random.integers(1, 200, size=n), 0)
    gap[first] = 0
    ends = np.cumsum(length + gap)
    hired = random.integers(FIRST_MONTH - 1500, FIRST_MONTH + 1800, size=first.size)
    base = np.repeat(hired - np.concatenate(([0], ends))[first], np.diff(np.append(first, n)))
    stop = (base + ends).astype(np.int32)
    return {"person": person, "start": (stop - length).astype(np.int32), "stop": stop, "department": random.integers(0, len(DEPARTMENTS), size=n).astype(np.int8)}


def make_two_jobs(n: int) -> Data:
    """The same, and every twentieth row stands for a second job beside the first: heads are people, not rows."""
    data = make_jobs(n)
    second = np.flatnonzero(np.diff(data["person"], prepend=-1) == 0)[::16]
    data["start"] = data["start"].copy()
    data["start"][second] -= 100
    return data


def make_forest(n: int) -> Data:
    """Two causes, 20 attributes of which seven matter, some in pairs and bends; a fifth as many people to be judged on, whom nobody trains on."""
    random = np.random.default_rng(23)
    people = n + n // 5
    x = random.normal(size=(people, 20))
    first = np.exp(0.6 * x[:, 0] - 0.5 * np.abs(x[:, 1]) + 0.5 * x[:, 2] * x[:, 3] - 1.0)
    second = np.exp(-0.5 * x[:, 0] + 0.6 * np.sin(2 * x[:, 4]) + 0.4 * np.round(x[:, 5]) + 0.4 * (x[:, 6] > 0) - 1.2)
    leaves = (random.exponential(size=people) / first) ** (1 / 1.4) * 300
    otherwise = (random.exponential(size=people) / second) ** (1 / 0.8) * 500
    seen = random.uniform(30, 900, size=people)
    time = np.minimum(np.minimum(leaves, otherwise), seen)
    cause = np.where(seen <= np.minimum(leaves, otherwise), 0, np.where(leaves <= otherwise, 1, 2)).astype(np.int64)
    duration = np.ceil(time)
    times = np.unique(np.quantile(duration[n:][cause[n:] > 0], np.linspace(0.05, 0.95, 30)))
    return {"x": np.asfortranarray(x[:n]), "duration": duration[:n], "cause": cause[:n], "new_x": np.asfortranarray(x[n:]), "new_duration": duration[n:], "new_cause": cause[n:], "times": times}


def integrated_brier(data: Data, incidence: np.ndarray) -> list[float]:
    """Of leaving at all and for each cause, by inverse probability of censoring; `incidence` is (causes, people, times)."""
    duration, cause, times = data["new_duration"], data["new_cause"], data["times"]
    at, index = np.unique(duration, return_inverse=True)
    censored, left = np.bincount(index, cause == 0), np.bincount(index, cause > 0)
    at_risk = duration.size - np.concatenate(([0.0], np.cumsum(censored + left)[:-1])) - left  # leaving comes first
    stay = np.cumprod(np.where(censored > 0, 1 - censored / np.maximum(at_risk, 1), 1.0))
    before = np.concatenate(([1.0], stay[:-1]))[index]
    scores = []
    for k in range(incidence.shape[0] + 1):
        predicted = incidence.sum(axis=0) if k == 0 else incidence[k - 1]
        score = []
        for t, time in enumerate(times):
            gone = (duration <= time) & (cause > 0)
            weight = np.where(gone, 1 / before, np.where(duration > time, 1 / stay[np.searchsorted(at, time, side="right") - 1], 0.0))
            happened = gone & ((cause == k) | (k == 0))
            score.append(float(np.mean(weight * (happened - predicted[:, t]) ** 2)))
        steps = np.diff(times)
        scores.append(float(np.sum(steps * (np.array(score[1:]) + np.array(score[:-1])) / 2) / steps.sum()))
    return scores


def forest_passes(data: Data, answer: dict[str, float], machine: "Machine") -> tuple[float, str]:
    n = data["x"].shape[0]
    return 50 * 0.632 * n * 8 * 5 * 1e-9, "each row drawn of 50 trees once for 8 levels and 5 columns, a nanosecond each, one thread"


def match_scores(people: int, posts: int, seed: int) -> np.ndarray:
    """Match scores as they are: a common ability makes everybody want the same people, and a must-have in the first dimension caps a score at 0.6."""
    rng = np.random.default_rng(seed)
    x = np.clip(6 + 1.5 * (0.6 * rng.normal(size=(people, 1)) + 0.8 * rng.normal(size=(people, 6))), 0, 10)
    target = np.clip(7 + 1.2 * (0.6 * rng.normal(size=(posts, 1)) + 0.8 * rng.normal(size=(posts, 6))), 3, 10)
    weight = rng.random((posts, 6)) + 0.2
    weight /= weight.sum(axis=1, keepdims=True)
    score = np.zeros((people, posts))
    for d in range(6):
        score += weight[:, d] * np.minimum(1, x[:, d, None] / target[:, d])
    return np.where(x[:, 0, None] < target[:, 0] - 2, np.minimum(score, 0.6), score)


def make_placement(n: int) -> Data:
    return {"score": match_scores(n, n, 31)}


def make_placement_random(n: int) -> Data:
    return {"score": np.random.default_rng(32).random((n, n))}


def make_placement_seats(n: int) -> Data:
    """A hundred people to each post, which has 90 seats."""
    return {"score": match_scores(n, n // 100, 33), "capacity": np.full(n // 100, 90)}


def make_search(n: int) -> Data:
    """n people's scores in six dimensions on 0 to 10, and 1,000 posts with targets, weights and a floor in a third of the dimensions."""
    random = np.random.default_rng(60)
    target = random.uniform(8, 10, (1000, 6))
    weight = (1 + random.multinomial(58, np.full(6, 1 / 6), 1000)) / 64
    return {"x": np.asfortranarray(random.uniform(0, 10, (n, 6))), "target": target, "weight": weight, "floor": np.where(random.random((1000, 6)) < 1 / 3, target / 2, np.nan)}


def make_answers(people: int, categories: int) -> Data:
    """Answers of people to 20 graded items."""
    rng = np.random.default_rng(1)
    items = 20
    ability, slope = rng.normal(size=people), rng.lognormal(0.2, 0.3, items)
    location = np.sort(rng.normal(size=(items, categories - 1)) * 1.2, axis=1) + 0.3 * np.arange(categories - 1)
    drawn = rng.random((people, items))
    table = np.empty((people, items), np.uint8, order="F")
    for j in range(items):
        table[:, j] = (drawn[:, j, None] < 1.0 / (1.0 + np.exp(-slope[j] * (ability[:, None] - location[j])))).sum(axis=1)
    return {"answers": table}


def make_irt(n: int) -> Data:
    return make_answers(n, 5)


def make_irt_right_or_wrong(n: int) -> Data:
    return make_answers(n, 2)


def log_likelihood(table: np.ndarray, slope: np.ndarray, location: list[np.ndarray]) -> float:
    """Of a graded response model, by the definition, over 241 points: the one measure for everybody's parameters."""
    ability = np.linspace(-8.0, 8.0, 241)
    logs = np.tile(-0.5 * ability**2 - 0.5 * np.log(2 * np.pi) + np.log(ability[1] - ability[0]), (len(table), 1))
    for j in range(table.shape[1]):
        above = np.vstack([np.ones_like(ability), *(1.0 / (1.0 + np.exp(-slope[j] * (ability - b))) for b in location[j]), np.zeros_like(ability)])
        logs += np.log(np.maximum(above[:-1] - above[1:], 1e-300))[table[:, j]]
    top = logs.max(axis=1)
    return float((top + np.log(np.exp(logs - top[:, None]).sum(axis=1))).sum())


def make_facets(n: int) -> Data:
    """n ratings from 0 to 4: 20 of each person, by raters drawn from 20, on five traits."""
    rng = np.random.default_rng(71)
    person, rater, item = np.arange(n) // 20, rng.integers(0, 20, n), np.arange(n) % 5
    eta = rng.normal(size=n // 20 + 1)[person] - rng.normal(0, 0.5, 20)[rater] - rng.normal(0, 0.5, 5)[item]
    share = np.exp(np.column_stack([np.zeros(n), np.cumsum(eta[:, None] - np.array([-1.5, -0.5, 0.5, 1.5]), axis=1)])).cumsum(axis=1)
    return {"person": person, "rater": rater, "item": item, "rating": (rng.random(n) * share[:, -1] > share.T).sum(axis=0)}


def make_differential(n: int) -> Data:
    """Right or wrong answers to 20 items of people in two groups, the second item harder for one of them."""
    rng = np.random.default_rng(72)
    group = (rng.random(n) < 0.4).astype(np.int8)
    ability = rng.normal(size=n) - 0.3 * group
    hard = rng.normal(size=20)
    answers = np.asfortranarray((ability[:, None] - hard - 0.6 * group[:, None] * (np.arange(20) == 1) > rng.logistic(size=(n, 20))).astype(np.uint8))
    return {"answers": answers, "group": group}


def make_stable_matching(n: int) -> Data:
    """n people with ten wishes each among n / 50 posts of 45 seats; merit and fame make lists alike. Ranks, 1 the best; no two are equal."""
    rng = np.random.default_rng(73)
    posts = max(12, n // 50)
    wanted = np.argsort(-(rng.normal(size=posts) + 1.5 * rng.gumbel(size=(n, posts))), axis=1)[:, :10]
    merit = rng.normal(size=n)[:, None] + rng.normal(size=(n, 10))
    person, post = np.repeat(np.arange(n), 10), wanted.ravel()
    order = np.lexsort((-merit.ravel(), post))
    first = np.searchsorted(post[order], np.arange(posts))
    rating = np.empty(10 * n)
    rating[order] = np.arange(10 * n) - first[post[order]] + 1
    return {"person": person, "post": post, "wish": np.tile(np.arange(1.0, 11.0), n), "rating": rating, "capacity": np.full(posts, 45)}


def make_growth(n: int) -> Data:
    """n assessments of three dimensions, ten of each person, in no order; a twentieth of the values missing."""
    rng = np.random.default_rng(74)
    order = rng.permutation(n)
    person, day = (np.arange(n) // 10)[order], (19_000 + 30 * (np.arange(n) % 10))[order]
    score = np.round(rng.normal(6, 1, (3, n)) + .002 * (day - 19_000), 2)
    score[rng.random((3, n)) < .05] = np.nan
    return {"person": person, "day": day, "score": score}


def make_promotion(n: int) -> Data:
    """n stays in four posts of 20 units, 2.5 a person: one after the other, the last one open; twelve quarters to be counted."""
    rng = np.random.default_rng(75)
    people = max(1, int(n / 2.5))
    person = np.sort(rng.integers(0, people, n))
    first = np.r_[True, person[1:] != person[:-1]]
    place = np.arange(n) - np.maximum.accumulate(np.where(first, np.arange(n), 0))
    long = rng.integers(30, 700, n)
    total = np.cumsum(long)
    before = total - long
    start = 18_000 + rng.integers(0, 900, people)[person] + before - np.maximum.accumulate(np.where(first, before, 0))
    last = np.r_[person[1:] != person[:-1], True]
    return {"person": person, "unit": rng.integers(0, 20, people)[person], "post": np.minimum(place, 3), "start": start, "stop": np.where(last, -1, start + long), "boundaries": 18_600 + 91 * np.arange(13)}


def make_decision(n: int) -> Data:
    """n alternatives, six criteria, every second one the less the better."""
    return {"x": np.asfortranarray(np.exp(np.random.default_rng(61).normal(3, 0.5, (n, 6))))}


def make_scorecard(n: int) -> Data:
    """n daily rows of n / 20 sellers in no order: three amounts, three ratios."""
    random = np.random.default_rng(62)
    leads = random.integers(1, 20, (3, n)).astype(float)
    return {"person": random.permutation(np.repeat(np.arange(max(1, n // 20)), 20)[:n]), "amount": random.integers(0, 10_000, (3, n)).astype(float), "above": np.floor(leads * random.uniform(0, 1, (3, n))), "below": leads}


def make_payout(n: int) -> Data:
    """n people with credited amounts, targets and points of a pool, in minor units."""
    random = np.random.default_rng(63)
    return {"amount": random.integers(0, 20_000_000, n), "target": random.integers(5_000_000, 15_000_000, n), "points": random.integers(1, 100, n)}
def make_alerts(n: int) -> Data:
    """100 days of people in classes of 50: calls and stress."""
    random = np.random.default_rng(71)
    people = n // 100
    return {"person": np.repeat(np.arange(people), 100), "day": np.tile(np.arange(20_000, 20_100, dtype=np.int32), people), "team": np.arange(people, dtype=np.int32) % max(1, people // 50),
            "calls": random.poisson(20, n).astype(float), "stress": random.integers(0, 11, n).astype(float)}
def make_raters(n: int) -> Data:
    """n ratings, ten a person, fifty a rater."""
    random = np.random.default_rng(62)
    person, rater = random.integers(0, n // 10, n), random.integers(0, n // 50, n)
    return {"rating": 5 + random.normal(size=n // 10)[person] + 0.7 * random.normal(size=n // 50)[rater] + random.normal(size=n), "person": person, "rater": rater}


def make_selection(n: int) -> Data:
    """n leavers of 30 sites with four measures in whole numbers, many of them equal; three of four agreed to be called."""
    random = np.random.default_rng(81)
    return {"sales": random.integers(0, 100_000, n).astype(float), "rate": random.integers(0, 101, n).astype(float), "service": random.integers(0, 4000, n).astype(float),
            "absence": random.integers(0, 40, n).astype(float), "site": random.integers(0, 30, n), "consent": (random.random(n) < 0.75).astype(np.int8)}


HORIZONS = (90, 180, 365)


def make_away(n: int) -> Data:
    """n leavers of twelve groups (reason and situation), whole days: came back (1), settled elsewhere (2) or not known yet (0)."""
    random = np.random.default_rng(82)
    group = random.integers(0, 12, n)
    comes, settles, seen = random.exponential(size=n) * (500 + 60 * group), random.exponential(size=n) * 400, random.uniform(30, 730, n)
    first = np.minimum(np.minimum(comes, settles), seen)
    return {"duration": np.ceil(first), "cause": np.where(first == seen, 0.0, np.where(first == comes, 1.0, 2.0)), "group": group.astype(np.float64)}


def make_calls_owners(n: int) -> Data:
    """n leavers of 50 recruiters who can call a third of theirs; money for a fifth of them."""
    random = np.random.default_rng(83)
    return {"probability": random.integers(1, 61, n) / 100, "value": 100 * random.integers(5_000, 45_000, n), "cost": random.integers(4_000, 34_000, n), "recruiter": random.integers(0, 50, n),
            "contactable": (random.random(n) < 0.875).astype(np.int8), "capacity": np.array([max(1, n // 150)]), "budget": np.array([n * 19_000 // 5])}


def make_calls_money(n: int) -> Data:
    """The same without recruiters: money alone."""
    data = make_calls_owners(n)
    del data["recruiter"], data["capacity"]
    return data


RESAMPLES = 500


def make_money(n: int) -> Data:
    """n people, a fifth of them held out, twenty levels of pay; what each contact and offer cost."""
    random = np.random.default_rng(84)
    comparison = (random.random(n) < 0.2).astype(np.int8)
    returned = (random.random(n) < np.where(comparison, 0.06, 0.1)).astype(np.int8)
    return {"comparison": comparison, "returned": returned, "contact": np.where(comparison, 0, random.integers(2_000, 7_000, n)), "offer": np.where(comparison | (returned == 0), 0, random.integers(0, 100_000, n)),
            "pay": 400_000 + 20_000 * random.integers(0, 20, n)}


TODAY = 20_500


def make_customers(n: int) -> Data:
    """Some n purchases of n / 4 customers, each of one of five products; 25 customers a leaver."""
    random = np.random.default_rng(85)
    customers = max(20, n // 4)
    product = random.integers(0, 5, customers)
    gap = np.ceil(random.weibull(1.5, (customers, 8)) * (120 + 60 * product)[:, None])
    day = (TODAY - random.integers(1, 1500, customers))[:, None] + np.cumsum(gap, axis=1) - gap[:, :1]
    who = np.broadcast_to(np.arange(customers)[:, None], day.shape)[day <= TODAY]
    order = random.permutation(who.size)
    return {"purchase_customer": who[order], "purchase_day": day[day <= TODAY].astype(np.int64)[order], "customer": np.arange(customers), "product": product}


def make_units(n: int) -> Data:
    """n units of 10 to 299 people whose true rates differ."""
    random = np.random.default_rng(86)
    total = random.integers(10, 300, n)
    return {"total": total, "count": random.binomial(total, random.beta(30, 70, n))}


def make_cohorts(n: int) -> Data:
    """n people who came within two years and stayed up to 500 days."""
    random = np.random.default_rng(87)
    entry = random.integers(20_000, 20_730, n)
    return {"entry": entry, "exit": entry + random.integers(1, 500, n)}


def make_ranking(n: int) -> Data:
    """n scores in whole numbers, 1,000 a group, some of them equal."""
    random = np.random.default_rng(88)
    return {"score": random.integers(0, 10_000, n).astype(float), "group": random.permutation(np.arange(n) // 1000)}


def make_shrinkage(n: int) -> Data:
    """n people with 1 to 40 calls each."""
    random = np.random.default_rng(89)
    volume = random.integers(1, 41, n)
    return {"value": random.binomial(volume, random.beta(6, 24, n)), "volume": volume}


def make_agreement(n: int) -> Data:
    """n ratings from 0 to 6, five raters a unit, a tenth missing: units x raters, NaN where missing."""
    random = np.random.default_rng(90)
    units = max(10, n // 5)
    rating = np.clip(np.rint(3 + random.normal(0, 1.2, (units, 1)) + random.normal(0, 0.9, (units, 5))), 0, 6)
    rating[random.random(rating.shape) < 0.1] = np.nan
    return {"rating": rating}


def newton(data: Data, answer: dict[str, float], machine: Machine) -> tuple[float, str]:
    n, p = data["x"].shape
    steps = max(float(np.atleast_1d(answer.get("iterations", 4))[0]), 1.0)
    seconds = (steps + 1) * max(n * p * (p + 1) / machine.flops, 8 * n * p / machine.read)
    return seconds, f"{steps:.0f} Newton steps and the beginning, each n·p·(p+1) flops or a read of x, one thread"


def path_reads(data: Data, answer: dict[str, float], machine: Machine) -> tuple[float, str]:
    return 2 * data["penalties"].size * data["x"].nbytes / machine.read, "x read twice for each penalty, one thread"


def boosting_passes(data: Data, answer: dict[str, float], machine: Machine) -> tuple[float, str]:
    n, p = data["x"].shape
    return 100 * 5 * 0.8 * n * p * 1e-9 / 2, "histograms of 100 trees of five levels, the smaller child only, a nanosecond for each cell, one thread"


def sorting(data: Data, answer: dict[str, float], machine: Machine) -> tuple[float, str]:
    n = data["duration"].size
    return (size_of(data) + 8 * 2 * 16 * n) / machine.read, "eight radix passes over (key, row)"


def windows_written(data: Data, answer: dict[str, float], machine: Machine) -> tuple[float, str]:
    written = 8 * data["person"].size * len(WINDOWS) * len(INDICATORS)
    return size_of(data) / machine.read + written / machine.write, "one read of the columns and one write of the sums into fresh memory, one thread"


def pairs(data: Data, answer: dict[str, float], machine: Machine) -> tuple[float, str]:
    steps = data["x"].shape[0] * data["target"].shape[0] * (2 * data["x"].shape[1] + 2)
    return steps / (2 * machine.flops), "two operations for each dimension of a pair and two for its floors, single precision, at twice the double-precision rate"


def answer_passes(data: Data, answer: dict[str, float], machine: Machine) -> tuple[float, str]:
    n, items = data["answers"].shape
    return 10 * n * (items / 2) * 16 * 2 * 2 / machine.flops, "ten passes over pairs of items, 16 points of ability, look-up and sum, one thread"


def rating_passes(data: Data, answer: dict[str, float], machine: Machine) -> tuple[float, str]:
    return 40 * data["rating"].size * 60 / machine.flops, "forty passes, 60 operations a rating, one thread"


def matrix_read(data: Data, answer: dict[str, float], machine: Machine) -> tuple[float, str]:
    return 2 * data["score"].nbytes / machine.read, "two reads of the scores: one to find, one to prove"


_early = {"lifelines": {"coef": 1e-4, "std_error": 1e-5, "loglik": 1e-8}, "scikit_survival": {"coef": 1e-5}}
_cox_peers = ("r", "rust_survival", "lifelines", "scikit_survival")
PROBLEMS = {
    problem.name: problem
    for problem in (
        Problem("cox", "Cox, Efron, 365 distinct times, p = 20", make_cox, 1_000_000, 100_000, _cox_peers, "30× R",
                {"coef": 1e-6, "loglik": 1e-8, "std_error": 1e-6}, newton,
                long={"scikit_survival": 100_000}, loose=_early, cost=(10_000, 100_000, 1_000_000, 10_000_000)),
        Problem("cox_intervals", "Cox, (start, stop] rows, p = 20", make_intervals, 190_000, 50_000, ("r", "rust_survival", "lifelines"), "20× R",
                {"coef": 1e-6, "loglik": 1e-8, "std_error": 1e-6}, newton,
                long={"lifelines": 100_000}, loose=_early, cost=(10_000, 100_000, 1_000_000)),
        Problem("aft", "Weibull accelerated failure time, p = 20", make_aft, 200_000, 20_000, ("r", "lifelines"), "10× R",
                {"coef": 1e-6, "loglik": 1e-8, "std_error": 1e-5}, newton, long={"lifelines": 20_000}, loose={"lifelines": {"coef": 1e-4, "loglik": 1e-8, "std_error": 1e-4}},
                cost=(10_000, 100_000, 1_000_000)),
        Problem("forest", "Survival forest, two causes, 50 trees, p = 20, leaves of 200 or more", make_forest, 100_000, 10_000, ("comprisk",), "3× comprisk",
                {"integrated_brier": 0.05}, forest_passes, cost=(10_000, 100_000, 1_000_000)),
        Problem("curve", "Kaplan–Meier with standard errors", make_curve, 1_000_000, 100_000, ("lifelines", "rust_survival", "scikit_survival", "r"), "100× lifelines",
                {"survival": 1e-9, "std_error": 1e-7}, one_narrow_read, cost=(10_000, 100_000, 1_000_000, 10_000_000)),
        Problem("causes", "Aalen–Johansen, two causes, with standard errors", make_causes, 1_000_000, 100_000, ("comprisk", "scikit_survival", "rust_survival", "lifelines", "r"), "50× comprisk",
                {"incidence": 1e-9}, one_narrow_read, long={"r": 200_000, "rust_survival": 200_000, "lifelines": 200_000},
                unlike={"lifelines": "jitters tied times"}, cost=(10_000, 100_000, 1_000_000, 10_000_000)),
        Problem("fine_gray", "Fine–Gray, distinct times, p = 5", make_fine_gray, 1_000_000, 100_000, ("comprisk",), "10× comprisk",
                {"coef": 1e-5, "loglik": 1e-9, "std_error": 1e-5}, newton, loose={"comprisk": {"coef": 1e-4, "loglik": 1e-9, "std_error": 1e-5}},
                cost=(10_000, 100_000, 1_000_000)),
        Problem("fine_gray_days", "Fine–Gray, 730 distinct times, p = 5", make_fine_gray_days, 1_000_000, 100_000, ("comprisk",), "10× comprisk",
                {"coef": 1e-5, "loglik": 1e-9, "std_error": 1e-5}, newton, loose={"comprisk": {"coef": 1e-4, "loglik": 1e-9, "std_error": 1e-5}},
                cost=(10_000, 100_000, 1_000_000)),
        Problem("fine_gray_small", "Fine–Gray, distinct times, p = 3", make_fine_gray_small, 20_000, 2_000, ("comprisk", "r"), "10× comprisk",
                {"coef": 1e-5, "loglik": 1e-9, "std_error": 1e-5}, newton, long={"r": 5_000}),
        Problem("path", "Cox lasso, p = 200, distinct times, 60 penalties", make_path, 100_000, 10_000, ("r", "scikit_survival"), "10× R",
                {"coef": 3e-3}, path_reads, cost=(10_000, 100_000)),
        Problem("boosting", "Boosted hazards with curves, 100 trees, p = 20", make_boosting, 80_000, 10_000, ("xgboost",), "0.5× XGBoost",
                {"concordance": 0.02}, boosting_passes, cost=(10_000, 100_000, 1_000_000)),
        Problem("hazard", "Logit hazard of 24 months, p = 5, a free baseline", make_hazard, 100_000, 10_000, ("r",), "10× R",
                {"coef": 1e-6, "std_error": 1e-6, "loglik": 1e-8}, newton, cost=(10_000, 100_000, 1_000_000)),
        Problem("states", "Aalen–Johansen of three states with errors", make_states, 10_000, 1_000, ("r",), "10× R",
                {"probability": 1e-9, "std_error": 1e-6}, one_read, cost=(10_000, 100_000)),
        Problem("moves", "Incidence of each move out of five posts with errors, by months in the post", make_careers, 100_000, 5_000, ("r",), "10× R",
                {"probability": 1e-9, "std_error": 1e-6}, one_read, cost=(10_000, 100_000, 1_000_000)),
        Problem("concordance", "Concordance, distinct predictions", make_concordance, 1_000_000, 50_000, ("r", "rust_survival", "lifelines", "scikit_survival", "comprisk"), "30× R",
                {"concordance": 1e-9, "std_error": 1e-7}, sorting,
                long={"scikit_survival": 20_000, "lifelines": 200_000, "comprisk": 20_000},
                unlike={"comprisk": "counts pairs of competing risks"}, cost=(10_000, 100_000, 1_000_000)),
        Problem("funnel", "Funnel of 4 steps, 180-day window, 10 events a person", make_funnel, 10_000_000, 1_000_000, ("duckdb", "clickhouse"), "3× duckdb",
                {"reached": 0.0}, one_read, cost=(100_000, 1_000_000, 10_000_000)),
        Problem("ways", "What follows what with mean times, and the ways with their people, 7 events a person", make_ways, 10_000_000, 300_000, ("polars", "pm4py"), "3× polars",
                {"count": 0.0, "mean": 1e-12, "people": 0.0, "distinct": 0.0}, one_read, long={"pm4py": 1_000_000}, cost=(100_000, 1_000_000, 10_000_000)),
        Problem("features", "Five features as known on a day of each person, 10 records a person", make_features, 10_000_000, 1_000_000, ("duckdb", "polars"), "2× duckdb",
                {"filled": 0.0, "total": 0.0}, one_read, cost=(100_000, 1_000_000, 10_000_000)),
        Problem("rolling", "Sums of six indicators over the last 7 and 30 days, as of every day of every person", make_rolling, 10_000_000, 1_000_000, ("polars", "duckdb"), "10× polars",
                {"total": 0.0, "last": 0.0}, windows_written, cost=(100_000, 1_000_000, 10_000_000)),
        Problem("headcount", "Headcount by department at 60 month ends, some people with two jobs", make_two_jobs, 10_000_000, 300_000, ("duckdb", "polars"), "10× polars",
                {"heads": 0.0}, one_read, long={"duckdb": 2_000_000}, cost=(100_000, 1_000_000, 10_000_000)),
        Problem("headcount_rows", "The same where nobody has two jobs, so that rows may be counted for people", make_jobs, 10_000_000, 300_000, ("duckdb", "polars"), "1× polars",
                {"heads": 0.0}, one_read, cost=(100_000, 1_000_000, 10_000_000)),
        Problem("search", "Match scores of 1,000 posts with must-haves, six dimensions, the best ten people for each", make_search, 100_000, 10_000, ("numpy",), "30× numpy",
                {"person": 0.0, "score": 1e-12}, pairs, cost=(10_000, 100_000, 1_000_000)),
        Problem("irt", "Graded response model, 20 items of five answers, without errors", make_irt, 20_000, 2_000, ("mirt", "girth"), "10× mirt",
                {"loglik": 1e-8, "slope": 1e-3}, answer_passes, loose={"girth": {"loglik": 3e-5, "slope": 0.01}}, cost=(2_000, 20_000, 200_000)),
        Problem("irt_right_or_wrong", "Two-parameter model, 20 items right or wrong, without errors", make_irt_right_or_wrong, 20_000, 2_000, ("mirt", "girth"), "10× mirt",
                {"loglik": 1e-8, "slope": 1e-3}, answer_passes, loose={"girth": {"loglik": 3e-5, "slope": 0.01}}, cost=(2_000, 20_000, 200_000)),
        Problem("facets", "Many-facet Rasch, 20 raters, five traits, 20 ratings a person", make_facets, 20_000, 2_000, ("r",), "30× R",
                {"severity": 1e-3, "step": 1e-3, "loglik": 1e-7}, rating_passes, long={"r": 4_000}, cost=(20_000, 200_000, 2_000_000)),
        Problem("differential", "Mantel–Haenszel and logistic regressions of 20 items between two groups", make_differential, 20_000, 2_000, ("r",), "30× R",
                {"odds_ratio": 1e-9, "statistic": 1e-9, "both": 1e-6}, one_read, cost=(20_000, 200_000, 1_000_000)),
        Problem("stable_matching", "Stable matching of people with ten wishes each to posts of 45 seats, best for people", make_stable_matching, 100_000, 2_000, ("matching",), "30× matching",
                {"post": 0.0}, one_read, long={"matching": 4_000}, cost=(2_000, 20_000, 200_000)),
        Problem("growth", "Change to the first assessment and trend of three dimensions, ten assessments a person", make_growth, 1_000_000, 100_000, ("polars",), "1× polars",
                {"change": 1e-9, "trend": 1e-6}, one_read, cost=(10_000, 100_000, 1_000_000)),
        Problem("promotion", "Heads, promotions and leavers of four posts in 20 units over twelve quarters", make_promotion, 1_000_000, 100_000, ("polars",), "1× polars",
                {"heads": 0.0, "promoted": 0.0, "left": 0.0}, one_read, cost=(10_000, 100_000, 1_000_000)),
        Problem("alerts", "Three days below the mean of the others of the class and stress above 8: person-days on which it holds, by day", make_alerts, 10_000_000, 1_000_000, ("polars", "duckdb"), "5× polars",
                {"held": 0.0}, one_read, cost=(100_000, 1_000_000, 10_000_000)),
        Problem("decision", "Entropy weights and TOPSIS, six criteria, with ranks", make_decision, 1_000_000, 100_000, ("scikit_criteria", "pymcdm"), "30× scikit-criteria",
                {"weight": 1e-10, "score": 1e-9}, one_read, cost=(10_000, 100_000, 1_000_000, 10_000_000)),
        Problem("scorecard", "Scorecards of six indicators from daily rows, three of them ratios", make_scorecard, 2_000_000, 100_000, ("polars",), "1× polars",
                {"score": 1e-12}, one_read, cost=(100_000, 1_000_000, 10_000_000)),
        Problem("payout", "Marginal commission in whole minor units and a pool shared to the last unit", make_payout, 1_000_000, 100_000, ("numpy",), "1× numpy",
                {"earned": 0.0}, one_read, cost=(100_000, 1_000_000, 10_000_000)),
        Problem("raters", "Persons and raters as crossed random effects, restricted maximum likelihood", make_raters, 50_000, 5_000, ("r",), "10× R",
                {"variance": 1e-4, "mean": 1e-6}, one_read, cost=(10_000, 100_000, 1_000_000, 10_000_000)),
        Problem("selection", "Five rules for leavers (a number, a median, shares from above and below, a quantile within the site), two to be met: counts; without sentences", make_selection, 1_000_000, 100_000, ("polars", "pandas"), "",
                {"met": 0.0, "chosen": 0.0, "selected": 0.0}, one_read, cost=(10_000, 100_000, 1_000_000)),
        Problem("return_probability", "Who comes back within three horizons, twelve groups, settling elsewhere competing", make_away, 1_000_000, 20_000, ("r", "lifelines"), "",
                {"probability": 1e-9}, one_narrow_read, long={"r": 200_000, "lifelines": 200_000}, unlike={"lifelines": "jitters tied times"}, cost=(10_000, 100_000, 1_000_000)),
        Problem("calls_owners", "Whom to call within a budget and the capacity of 50 recruiters, proven", make_calls_owners, 2_000, 500, ("scipy",), "", {"expected_value": 1e-12}, one_read, cost=(500, 2_000)),
        Problem("calls_money", "Whom to call within a budget, proven", make_calls_money, 10_000, 1_000, ("scipy",), "", {"expected_value": 1e-12}, one_read, cost=(1_000, 10_000, 100_000)),
        Problem("money", f"What a programme brought against a hold-out, {RESAMPLES} resamples of people for its limits", make_money, 100_000, 10_000, ("numpy",), "",
                {"net": 0.0, "limits": 0.05}, one_read, cost=(10_000, 100_000)),
        Problem("customers", "Which of n / 4 customers buy again within 30 days, five products, from n purchases", make_customers, 1_000_000, 40_000, ("lifelines",), "",
                {"renewals": 0.0, "median": 0.0, "probability": 1e-9}, one_read, cost=(10_000, 100_000, 1_000_000)),
        Problem("units", "Rates of n units: exact p-values, correction for many, beta-binomial estimates", make_units, 10_000, 1_000, ("scipy",), "",
                {"p_value": 1e-9, "adjusted_p": 1e-9, "estimate": 1e-4}, one_read, cost=(1_000, 10_000, 100_000)),
        Problem("cohorts", "Weekly cohorts of two years, who is still there at 52 ages", make_cohorts, 200_000, 20_000, ("polars",), "",
                {"observed": 0.0, "retained": 0.0}, one_read, cost=(10_000, 100_000, 1_000_000)),
        Problem("ranking", "Ranks and percentiles within groups of 1,000", make_ranking, 1_000_000, 100_000, ("polars",), "",
                {"rank": 0.0, "percentile": 1e-12}, one_read, cost=(10_000, 100_000, 1_000_000)),
        Problem("shrinkage", "Beta-binomial estimates of n rates with intervals", make_shrinkage, 100_000, 10_000, ("scipy",), "",
                {"mean": 1e-4, "strength": 1e-3, "estimate": 1e-4, "lower": 1e-3}, one_read, cost=(10_000, 100_000, 1_000_000)),
        Problem("agreement", "Krippendorff's alpha of n ratings, interval level, without limits", make_agreement, 1_000_000, 100_000, ("krippendorff",), "",
                {"alpha": 1e-10}, one_read, cost=(10_000, 100_000, 1_000_000)),
        Problem("placement", "Placement of people to as many posts by match scores, everyone wants the same people", make_placement, 5_000, 1_000, ("scipy", "lapx", "ortools"), "15× lapx lapjvs",
                {"total": 1e-10}, matrix_read, long={"ortools": 2_000}, loose={"ortools": {"total": 1e-6}}, cost=(1_000, 2_000, 5_000, 10_000)),
        Problem("placement_random", "The same with scores drawn at random", make_placement_random, 5_000, 1_000, ("scipy", "lapx", "ortools"), "15× lapx lapjvs",
                {"total": 1e-10}, matrix_read, long={"ortools": 2_000}, loose={"ortools": {"total": 1e-6}}, cost=(1_000, 2_000, 5_000)),
        Problem("placement_seats", "Placement of people to posts with 90 seats for each 100 people (peers: a column for each seat)", make_placement_seats, 5_000, 1_000, ("scipy", "lapx"), "15× scipy",
                {"total": 1e-10}, matrix_read, cost=(1_000, 10_000, 30_000)),
        *problems_leaving.PROBLEMS,
        *problems_texts.PROBLEMS,
    )
}
