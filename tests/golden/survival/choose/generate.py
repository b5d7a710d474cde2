"""A forward split restated with loops: what one curve for everybody, learnt at each cut, scores on those who were there. Run in this folder: python generate.py"""
import json
import random


def step(times, values, t, first):
    value = first
    for time, each in zip(times, values):
        if time <= t:
            value = each
    return value


def incidence(rows, cause, since, until):
    """Aalen-Johansen of the rows (duration, event) from `since` on."""
    staying, left = 1.0, 0.0
    for t in sorted({d for d, e in rows if e and since < d <= until}):
        risk = sum(d >= t for d, _ in rows)
        left += staying * sum(d == t and e == cause for d, e in rows) / risk
        staying *= 1 - sum(d == t and e > 0 for d, e in rows) / risk
    return left


def integrated_brier(judged, cause, times):
    """judged: (duration, event, predicted incidence at each time). Weights by Kaplan-Meier of being censored, leaving before censoring at ties."""
    known, g, values = sorted({d for d, _, _ in judged}), 1.0, []
    for t in known:
        at_risk = sum(d > t or (d == t and e == 0) for d, e, _ in judged)
        gone = sum(d == t and e == 0 for d, e, _ in judged)
        if at_risk:
            g *= 1 - gone / at_risk
        values.append(g)
    before = lambda t: step([k for k in known if k < t], values, t, 1.0)  # noqa: E731
    upto = lambda t: step(known, values, t, 1.0)  # noqa: E731
    scores = []
    for k, t in enumerate(times):
        total = 0.0
        for d, e, predicted in judged:
            if d <= t and e > 0:
                total += ((e == cause) - predicted[k]) ** 2 / before(d)
            elif d > t:
                total += predicted[k] ** 2 / upto(t)
        scores.append(total / len(judged))
    area = sum((times[k + 1] - times[k]) * (scores[k] + scores[k + 1]) / 2 for k in range(len(times) - 1))
    return area / (times[-1] - times[0])


for seed in range(1, 4):
    rng = random.Random(seed)
    rows = []
    for _ in range(90):
        leaves, ends = 1 + int(rng.expovariate(1 / 30)), rng.randrange(5, 80)
        rows.append({"day": rng.randrange(0, 60), "duration": min(leaves, ends), "event": rng.choice((1, 2)) if leaves <= ends else 0})
    cuts, times = [30, 45], [4, 8, 16]
    parts = []
    for cut in cuts:
        learnt, judged = [], []
        for row in rows:
            tenure = cut - row["day"]
            if tenure > 0:
                learnt.append((min(row["duration"], tenure), row["event"] if row["duration"] <= tenure else 0))
            if 0 <= tenure < row["duration"]:
                judged.append((tenure, row["duration"] - tenure, row["event"]))
        scores = []
        for cause in (1, 2):
            predicted = [(d, e, [incidence(learnt, cause, tenure, tenure + t) for t in times]) for tenure, d, e in judged]
            scores.append(integrated_brier(predicted, cause, times))
        parts.append({"rows": len(judged), "integrated_brier": sum(scores) / 2})
    with open(f"forward_{seed:02}.json", "w", encoding="utf-8") as out:
        json.dump({"rows": rows, "cuts": cuts, "times": times, "parts": parts}, out)
