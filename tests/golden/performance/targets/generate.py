"""Rewrites the JSON files beside it: python tests/golden/performance/targets/generate.py

Trees drawn at random, split in exact fractions: parts clamp(l * weight, floor, cap) with l between the two breakpoints where the sum meets the amount, then whole steps and largest remainder. networkx says what is a tree.
"""

import json
import random
from fractions import Fraction as F
from pathlib import Path

import networkx

HERE = Path(__file__).parent


def split(weight, lower, upper, amount, step):
    """Exact parts, and whole ones; upper None: no cap."""
    def at(level, who):
        return {i: max(F(lower[i]), level * weight[i] if upper[i] is None else min(F(upper[i]), level * weight[i])) for i in who}

    with_weight = [i for i in weight if weight[i] > 0]
    fixed = sum(lower[i] for i in weight if weight[i] == 0)
    points = sorted({F(bound) / weight[i] for i in with_weight for bound in (lower[i], upper[i]) if bound is not None})
    exact = {i: F(lower[i]) for i in weight}
    need = F(amount - fixed)
    below = [point for point in points if sum(at(point, with_weight).values()) <= need]
    low = max(below) if below else F(0)
    free = [i for i in with_weight if low * weight[i] >= lower[i] and (upper[i] is None or low * weight[i] < upper[i])]
    now = sum(at(low, with_weight).values())
    level = low + (need - now) / sum(weight[i] for i in free) if free and need > now else low
    exact.update(at(level, with_weight))
    assert sum(exact.values()) == amount, (sum(exact.values()), amount)
    whole = {i: max(lower[i], exact[i] // step * step) for i in exact}
    left = amount - sum(whole.values())
    while left:
        for i in sorted(exact, key=lambda i: (whole[i] - exact[i], i)):
            more = min([step, left] + ([] if upper[i] is None else [upper[i] - whole[i]]))
            whole[i] += more
            left -= more
    return exact, whole


def tree(draw, depth, fan):
    rows, waiting = [("top", None)], [("top", 0)]
    while waiting:
        name, level = waiting.pop(0)
        if level == depth or (level and draw.random() < .2):
            continue
        for k in range(draw.randint(1, fan)):
            child = f"{name}.{k}"
            rows.append((child, name))
            waiting.append((child, level + 1))
    return rows


def make(path, seed, depth, fan, step, shrinkage):
    draw = random.Random(seed)
    rows = tree(draw, depth, fan)
    graph = networkx.DiGraph([(parent, name) for name, parent in rows if parent])
    assert networkx.is_arborescence(graph)
    children = {name: sorted(graph.successors(name)) for name, _ in rows}
    leaves = [name for name, _ in rows if not children[name]]
    below = {name: [leaf for leaf in leaves if leaf == name or leaf in networkx.descendants(graph, name)] for name, _ in rows}
    history = {leaf: None if draw.random() < .15 else draw.randint(0, 90_000) for leaf in leaves}
    volume = {leaf: None if history[leaf] is None else draw.randint(1, 12) for leaf in leaves}
    capacity = {leaf: draw.choice([0, 1, 2, 3, 3, 3]) for leaf in leaves}
    total = 1_000 * len(leaves) * draw.randint(20, 60)
    floor, cap = {}, {}
    for leaf in leaves:
        if draw.random() < .3:
            floor[leaf] = draw.randint(0, 8_000)
        if draw.random() < .3:
            cap[leaf] = max(floor.get(leaf, 0), draw.randint(20_000, 60_000))
    h = {name: sum(history[leaf] or 0 for leaf in below[name]) for name in below}
    v = {name: sum(volume[leaf] or 0 for leaf in below[name]) for name in below}
    c = {name: sum(capacity[leaf] for leaf in below[name]) for name in below}
    lower, upper = {}, {}
    for name in sorted(below, key=lambda name: -name.count(".")):
        own_low, own_high = floor.get(name, 0), cap.get(name)
        if not children[name]:
            lower[name], upper[name] = own_low, own_low if capacity[name] == 0 else own_high
        else:
            lower[name] = max(own_low, sum(lower[child] for child in children[name]))
            upper[name] = None if any(upper[child] is None for child in children[name]) else sum(upper[child] for child in children[name])
    if upper["top"] is not None:
        total = min(total, upper["top"])
    target, exact = {"top": total}, {"top": F(total)}
    for name in sorted(below, key=lambda name: name.count(".")):
        if not children[name]:
            continue
        hh, vv = sum(h[child] for child in children[name]), sum(v[child] for child in children[name])
        weight = {}
        for child in children[name]:
            trust = F(v[child]) / (v[child] + shrinkage) if v[child] else F(0)
            rate = (trust * F(h[child], v[child]) if v[child] else 0) + (1 - trust) * F(hh, vv) if vv else F(1)
            weight[child] = rate * c[child]
        parts, whole = split(weight, lower, upper, target[name], step)
        exact.update({child: parts[child] for child in parts})
        target.update(whole)
    order = list(range(len(rows)))
    draw.shuffle(order)
    given = [rows[k] for k in order]
    pick = lambda values: [values.get(name) for name, _ in given]
    (HERE / path).write_text(json.dumps({
        "source": f"Python fractions, networkx {networkx.__version__}", "call": "generate.py: exact fractions", "options": {"total": total, "step": step, "shrinkage": shrinkage},
        "data": {"node": [name for name, _ in given], "parent": [parent for _, parent in given], "history": pick(history), "volume": pick(volume), "capacity": pick(capacity), "floor": pick(floor), "cap": pick(cap)},
        "expect": {"target": {name: int(value) for name, value in target.items()}, "exact": {name: float(value) for name, value in exact.items()}}}, indent=1) + "\n", encoding="utf-8")


make("small.json", 11, 2, 4, 1, 0)
make("steps.json", 12, 3, 5, 100, 6)
make("deep.json", 3, 5, 3, 1, 3)
make("wide.json", 4, 2, 20, 1000, 12)
