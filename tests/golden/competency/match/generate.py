"""Golden values of competency.match, restated plainly in numpy and scipy. Run: python generate.py (numpy, scipy).

score: the formulas of docs/competency/match.md written once more, person by person. change: the smallest change by linear programming
(power 1, HiGHS) and by sequential quadratic programming from many starts (other powers, soft floors).
"""
import json
from pathlib import Path

import numpy as np
import scipy
from scipy.optimize import linprog, minimize
from scipy.stats import chi2

HERE = Path(__file__).parent
GAPS = dict(zip(range(-4, 5), (1, 2, 3, 4, 5, 4.5, 3.5, 2.5, 1.5)))


def filled(d):
    full = {"weight": 1.0, "lower": 0.0, "upper": 10.0, "floor_rule": "cap", "surplus": "ignore", "surplus_change": 0.0, "indifference": 0.0, "preference": 0.0, **d}
    full.setdefault("zero", full["lower"])
    full["sign"] = 1.0 if full["target"] > full["zero"] else -1.0
    return full


def shares(profile):
    w = np.array([d["weight"] for d in profile["dimensions"]], float)
    return w / w.sum() if profile.get("weights") == "relative" else w


def unit(d, x):
    u = max(0.0, (x - d["zero"]) / (d["target"] - d["zero"]))
    if u <= 1:
        return u
    room = d["upper"] - d["target"] if d["sign"] > 0 else d["target"] - d["lower"]
    part = d["surplus_change"] * abs(x - d["target"]) / room if room > 0 else 0.0
    return {"ignore": 1.0, "bonus": 1 + part, "ideal": 1 - part}[d["surplus"]]


def mean(u, w, p):
    keep = w > 0
    u, w = u[keep], w[keep]
    if p == -np.inf:
        return float(u.min())
    if p <= 0 and (u == 0).any():
        return 0.0
    if p == 0:
        return float(np.exp((w * np.log(u)).sum()))
    return float(((w * u**p).sum()) ** (1 / p))


def core(profile, x):
    ds, w = [filled(d) for d in profile["dimensions"]], shares(profile)
    r = np.array([d["target"] for d in ds])
    width = np.array([d["upper"] - d["lower"] for d in ds])
    lower = np.array([d["lower"] for d in ds])
    sign = np.array([d["sign"] for d in ds])
    word = profile.get("aggregation", "power_mean")
    if word == "power_mean":
        return mean(np.array([unit(d, v) for d, v in zip(ds, x)]), w, profile.get("power", 1.0))
    if word == "conjunctive":
        return float((w * (sign * x >= sign * r)).sum())
    if word == "gap_table":
        return float((w * np.interp(sign * (x - r), list(GAPS), list(GAPS.values()))).sum() / 5)
    if word == "distance":
        far = np.maximum(lower + width - r, r - lower)
        return float(1 - np.sqrt((w * ((x - r) / width) ** 2).sum() / (w * (far / width) ** 2).sum()))
    if word == "level":
        p, q = (w * (x - lower) / width).sum(), (w * (r - lower) / width).sum()
        return float(1 - abs(p - q) / max(q, 1 - q))
    if word == "shape":
        p, q = (x - lower) / width, (r - lower) / width
        c = np.cov(p, q, aweights=w, ddof=0)
        return float((1 + c[0, 1] / np.sqrt(c[0, 0] * c[1, 1])) / 2)
    if word == "mahalanobis":
        s = np.array(profile["covariance"]).reshape(len(r), len(r))
        return float(chi2.sf((x - r) @ np.linalg.solve(s, x - r), len(r)))
    lack = sign * (r - x)
    q, t = np.array([d["indifference"] for d in ds]), np.array([d["preference"] for d in ds])
    c = np.where(lack <= q, 1.0, np.where(lack >= t, 0.0, (t - lack) / np.where(t > q, t - q, 1)))
    total = float((w * c).sum())
    credibility = total
    for d, gap in zip(ds, lack):
        if "veto" in d and total < 1:
            discordance = min(1.0, max(0.0, (gap - d["preference"]) / (d["veto"] - d["preference"])))
            if discordance > total:
                credibility *= (1 - discordance) / (1 - total)
    return credibility


def score(profile, x):
    base, ceiling, factor = core(profile, x), 1.0, 1.0
    if profile.get("aggregation") == "conjunctive":
        base = float(base >= profile.get("majority", 1.0) - 1e-12)
    for d, v in zip((filled(d) for d in profile["dimensions"]), x):
        if "floor" in d and d["sign"] * v < d["sign"] * d["floor"]:
            if d["floor_rule"] == "cap":
                ceiling = min(ceiling, profile.get("ceiling", 0.6))
            elif d["floor_rule"] == "veto":
                ceiling = 0.0
            else:
                factor *= max(0.0, (v - d["veto"]) / (d["floor"] - d["veto"]))
    return min(max(base * factor, 0.0), ceiling)


def random_profile(rng, word, power):
    k = int(rng.integers(2, 7))
    dimensions = []
    for j in range(k):
        lower, upper = (0.0, 10.0) if word == "gap_table" or rng.random() < 0.6 else (1.0, 5.0)
        down = word in ("power_mean", "gap_table", "electre", "conjunctive") and rng.random() < 0.2
        target = float(np.round(lower + (upper - lower) * (rng.uniform(0.1, 0.4) if down else rng.uniform(0.5, 0.9)), 1))
        d = {"name": f"d{j}", "target": target, "weight": float(np.round(rng.uniform(0.1, 3), 2)), "lower": lower, "upper": upper}
        if down:
            d["zero"] = upper
        if rng.random() < 0.4:
            d["floor"] = float(np.round(target + (upper - target if down else lower - target) * rng.uniform(0.2, 0.5), 1))
            d["floor_rule"] = str(rng.choice(["cap", "veto"] if word == "electre" else ["cap", "soft", "veto"]))
            if d["floor_rule"] == "soft":
                d["veto"] = float(upper if down else lower)
        if word == "power_mean" and rng.random() < 0.4 and d.get("floor") is None:
            d["surplus"] = str(rng.choice(["bonus", "ideal"]))
            room = (target - lower if down else upper - target) / abs(target - (upper if down else lower))
            d["surplus_change"] = float(np.round(min(0.2, 0.9 * room), 3))
        if word == "electre":
            d["indifference"], d["preference"] = 0.5, 1.5
            if d.get("floor") is None and rng.random() < 0.5:
                d["veto"] = 3.0
        dimensions.append(d)
    profile = {"dimensions": dimensions, "weights": "relative", "aggregation": word, "power": power, "majority": 0.6}
    if word == "mahalanobis":
        a = rng.normal(size=(k, k)) + 2 * np.eye(k)
        profile["covariance"] = np.round(a @ a.T, 3).ravel().tolist()
    return profile


def people(rng, profile, n):
    x = np.array([[rng.uniform(d["lower"], d["upper"]) for d in map(filled, profile["dimensions"])] for _ in range(n)])
    return np.round(x, 1)


def cheapest(profile, x, bar, cost, most, rng):
    """The least cost of raising x to the bar, and whether it can be reached."""
    ds, w, k = [filled(d) for d in profile["dimensions"]], shares(profile), len(x)
    end = np.array([(d["upper"] if d["sign"] > 0 else d["lower"]) if d["surplus"] == "bonus" else d["target"] for d in ds])
    sign = np.array([d["sign"] for d in ds])
    room = np.minimum(most, np.maximum(0, sign * (end - x)))
    must = np.zeros(k)
    for j, d in enumerate(ds):
        if "floor" in d and sign[j] * x[j] < sign[j] * d["floor"] and (d["floor_rule"] == "veto" or d["floor_rule"] == "cap" and bar > profile.get("ceiling", 0.6)):
            must[j] = abs(d["floor"] - x[j])
    if (must > room + 1e-12).any():
        return None
    if profile["power"] == 1.0 and not any(d.get("floor_rule") == "soft" and "floor" in d and d["sign"] * v < d["sign"] * d["floor"] for d, v in zip(ds, x)):
        # pieces before and beyond the target
        gain, price, low, high, base = [], [], [], [], 0.0
        for j, d in enumerate(ds):
            base += w[j] * unit(d, x[j])
            before = min(room[j], max(0.0, sign[j] * (d["target"] - x[j])))
            gain += [w[j] / abs(d["target"] - d["zero"])]
            price += [cost[j]]
            low += [must[j]]
            high += [before]
            if room[j] > before:
                gain += [w[j] * d["surplus_change"] / abs(end[j] - d["target"])]
                price += [cost[j]]
                low += [0.0]
                high += [room[j] - before]
        found = linprog(price, A_ub=[-np.array(gain)], b_ub=[base - bar], bounds=list(zip(low, high)), method="highs")
        return float(found.fun) if found.status == 0 else None
    best = None
    if score(profile, x + sign * room) < bar - 1e-9:
        return None
    for start in range(60):
        t0 = must + (room - must) * (1.0 if start == 0 else rng.uniform(0, 1, k))
        found = minimize(lambda t: cost @ t, t0, jac=lambda t: cost, bounds=list(zip(must, room)), method="SLSQP", options={"ftol": 1e-14, "maxiter": 500},
                         constraints=[{"type": "ineq", "fun": lambda t: score(profile, x + sign * t) - bar}])
        if score(profile, x + sign * found.x) >= bar - 1e-9 and (best is None or found.fun < best):
            best = float(found.fun)
    return best


def write(name, content):
    (HERE / f"{name}.json").write_text(json.dumps({"source": f"restated in numpy {np.__version__}, scipy {scipy.__version__}", **content}, allow_nan=False) + "\n")


def main():
    rng = np.random.default_rng(60)
    cases = []
    for word, power in [("power_mean", p) for p in (1.0, 0.5, 0.0, -1.0, -4.0, -np.inf)] + [(w, 1.0) for w in ("conjunctive", "gap_table", "distance", "level", "shape", "mahalanobis", "electre")]:
        for _ in range(3):
            profile = random_profile(rng, word, power)
            x = people(rng, profile, 12)
            cases.append({"profile": {**profile, "power": power if np.isfinite(power) else "-Infinity"}, "x": x.T.tolist(),
                          "core": [core(profile, row) for row in x], "score": [score(profile, row) for row in x]})
    write("scores", {"cases": cases})
    cases = []
    for power in (1.0, 1.0, 1.0, 0.5, 0.0, -1.0, -np.inf):
        for _ in range(4):
            while True:  # linear programming and descent know no flat stretches: nobody stands below a zero here
                profile = random_profile(rng, "power_mean", power)
                x = people(rng, profile, 6)
                if sum(d.get("floor_rule") == "soft" for d in profile["dimensions"]) <= 2:
                    break
            k = x.shape[1]
            cost, most, bar = rng.uniform(0.5, 3, k).round(2), rng.uniform(1, 8, k).round(1), float(rng.choice([0.5, 0.7, 0.85]))
            least = []
            for row in x:
                least.append(-1.0 if score(profile, row) >= bar else cheapest(profile, row, bar, cost, most, rng))
            cases.append({"profile": {**profile, "power": power if np.isfinite(power) else "-Infinity"}, "x": x.T.tolist(), "bar": bar, "cost": cost.tolist(), "most": most.tolist(), "least": least})
    write("changes", {"cases": cases})


main()
