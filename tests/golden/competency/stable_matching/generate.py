"""Stable matchings by the Python package matching (HospitalResident), best for residents and best for hospitals.

Usage: python generate.py   (numpy, matching). Writes *.json beside itself.
"""
import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
from matching.games import HospitalResident

HERE = Path(__file__).parent


def solve(people, posts, capacity, optimal):
    game = HospitalResident.create_from_dictionaries({k: list(v) for k, v in people.items() if v}, {k: list(v) for k, v in posts.items() if v}, {k: capacity[k] for k, v in posts.items() if v})
    return {player.name: post.name for post, players in game.solve(optimal=optimal).items() for player in players}


def write(name, people, posts, capacity):
    """people, posts: lists of names, the best first."""
    wish = [[list(wanted).index(p) + 1 if p in wanted else None for p in posts] for wanted in people.values()]
    rating = [[list(posts[p]).index(person) + 1 if person in posts[p] else None for p in posts] for person in people]
    names = list(posts)
    expect = {}
    for side, optimal in (("people", "resident"), ("posts", "hospital")):
        matched = solve(people, posts, capacity, optimal)
        expect[side] = [names.index(matched[person]) if person in matched else -1 for person in people]
    document = {"source": f"matching {version('matching')}", "data": {"wish": wish, "rating": rating, "capacity": [capacity[p] for p in posts]}, "expect": expect}
    (HERE / f"{name}.json").write_text(json.dumps(document, separators=(",", ":")) + "\n")


def drawn(seed, residents, hospitals, seats, share):
    rng = np.random.default_rng(seed)
    merit = rng.normal(size=residents)
    fame = rng.normal(size=hospitals)
    both = rng.random((residents, hospitals)) < share
    people = {f"r{i}": [f"h{j}" for j in np.argsort(-(fame + rng.normal(size=hospitals))) if both[i, j]] for i in range(residents)}
    posts = {f"h{j}": [f"r{i}" for i in np.argsort(-(merit + rng.normal(size=residents))) if both[i, j]] for j in range(hospitals)}
    return people, posts, {f"h{j}": int(s) for j, s in enumerate(rng.integers(1, seats + 1, hospitals))}


for case, (residents, hospitals, seats, share) in {"few_seats": (60, 8, 6, 0.7), "many_seats": (40, 12, 9, 0.8), "one_each": (50, 50, 1, 1.0), "sparse": (80, 25, 4, 0.2)}.items():
    write(case, *drawn(len(case), residents, hospitals, seats, share))
