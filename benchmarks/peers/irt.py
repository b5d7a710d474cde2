"""Graded response and two-parameter models: Mainstay beside mirt and girth (PyPI), on the same answers; equal answers first, then times.

    python benchmarks/peers/irt.py [--people 20000] [--items 20] [--repeats 3] [--peer-python INTERPRETER]

The peers run in an interpreter of their own, one process each; the shortest of several repeats counts, without standard errors and item fit (which neither peer gives here).
Equal answers: discriminations within 1 % of each other, and our log-likelihood, summed by us at the peer's parameters, no lower than at theirs. Peers sum over 61 points
(girth: its own 41), Mainstay over as many as it takes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np


def answers(people: int, items: int, categories: int, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    ability, slope = rng.normal(size=people), rng.lognormal(0.2, 0.3, items)
    location = np.sort(rng.normal(size=(items, categories - 1)) * 1.2, axis=1) + 0.3 * np.arange(categories - 1)
    drawn = rng.random((people, items))
    table = np.empty((people, items), np.uint8)
    for j in range(items):
        table[:, j] = (drawn[:, j, None] < 1.0 / (1.0 + np.exp(-slope[j] * (ability[:, None] - location[j])))).sum(axis=1)
    return table


def log_likelihood(table: np.ndarray, slope: np.ndarray, location: list[np.ndarray]) -> float:
    """By the definition, over 241 points: the one measure for everybody's parameters."""
    ability = np.linspace(-8.0, 8.0, 241)
    logs = np.tile(-0.5 * ability**2 - 0.5 * np.log(2 * np.pi) + np.log(ability[1] - ability[0]), (len(table), 1))
    for j in range(table.shape[1]):
        above = np.vstack([np.ones_like(ability), *(1.0 / (1.0 + np.exp(-slope[j] * (ability - b))) for b in location[j]), np.zeros_like(ability)])
        logs += np.log(np.maximum(above[:-1] - above[1:], 1e-300))[table[:, j]]
    top = logs.max(axis=1)
    return float((top + np.log(np.exp(logs - top[:, None]).sum(axis=1))).sum())


def shortest(work: Any, repeats: int) -> tuple[float, Any]:
    best, result = np.inf, None
    for _ in range(repeats):
        start = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - start)
    return best, result


def run_mainstay(table: np.ndarray, repeats: int) -> dict[str, Any]:
    import mainstay

    seconds, fit = shortest(lambda: mainstay.competency.irt(table, std_errors="none", item_fit=False), repeats)
    with_errors, _ = shortest(lambda: mainstay.competency.irt(table), repeats)
    item, location = np.asarray(fit.steps.item), np.asarray(fit.steps.location)
    return {"seconds": seconds, "with_errors": with_errors, "slope": np.asarray(fit.items.discrimination).tolist(), "location": [location[item == name].tolist() for name in fit.items.item],
            "said": fit.log_likelihood}


def run_mirt(table: np.ndarray, repeats: int) -> dict[str, Any]:
    import mirt

    graded = table.max() > 1
    seconds, fit = shortest(lambda: mirt.fit_mirt(table.astype(int), model="GRM" if graded else "2PL", accelerate="squarem", n_quadpts=61, compute_standard_errors=False, tol=1e-5), repeats)
    parameters = fit.model.parameters
    slope = np.asarray(parameters["discrimination"]).ravel()
    location = np.asarray(parameters["thresholds"] if graded else parameters["difficulty"])
    return {"seconds": seconds, "slope": slope.tolist(), "location": [np.atleast_1d(row).tolist() for row in location.reshape(len(slope), -1)], "said": float(fit.log_likelihood)}


def run_girth(table: np.ndarray, repeats: int) -> dict[str, Any]:
    import girth

    graded = table.max() > 1
    data = np.ascontiguousarray(table.T.astype(int))
    seconds, fit = shortest((lambda: girth.grm_mml(data + 1)) if graded else (lambda: girth.twopl_mml(data)), repeats)
    return {"seconds": seconds, "slope": np.asarray(fit["Discrimination"]).tolist(), "location": [np.atleast_1d(row).tolist() for row in np.asarray(fit["Difficulty"])], "said": None}


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--people", type=int, default=20_000)
    options.add_argument("--items", type=int, default=20)
    options.add_argument("--repeats", type=int, default=3)
    options.add_argument("--peer-python", default=sys.executable)
    options.add_argument("--one", nargs=2, metavar=("PEER", "FILE"))
    given = options.parse_args()
    if given.one:
        print(json.dumps(globals()[f"run_{given.one[0]}"](np.load(given.one[1]), given.repeats)))
        return 0
    failed = False
    for categories in (5, 2):
        table = answers(given.people, given.items, categories)
        print(f"## {given.people} x {given.items}, {categories} answers\n\n| who | seconds | ratio | log-likelihood | largest difference of discriminations |\n|---|---|---|---|---|")
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "answers.npy"
            np.save(file, table)
            ours = None
            for peer, interpreter in (("mainstay", sys.executable), ("mirt", given.peer_python), ("girth", given.peer_python)):
                done = subprocess.run([interpreter, "-W", "ignore", __file__, "--one", peer, str(file), "--repeats", str(given.repeats)], capture_output=True, text=True)
                lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
                if not lines:
                    print(f"| {peer} | {(done.stderr.strip().splitlines() or ['failed'])[-1][:100]} | | | |")
                    continue
                found = json.loads(lines[-1])
                found["at"] = log_likelihood(table, np.asarray(found["slope"]), [np.asarray(row) for row in found["location"]])
                if ours is None:
                    ours = found
                    print(f"| mainstay | {found['seconds']:.3f} (with errors and item fit {found['with_errors']:.3f}) | 1 | {found['at']:.4f} | |")
                    continue
                apart = float(np.max(np.abs(np.asarray(found["slope"]) / np.asarray(ours["slope"]) - 1.0)))
                equal = apart < 0.01 and ours["at"] >= found["at"] - 1e-6 * abs(found["at"])
                failed |= not equal and peer == "mirt"
                print(f"| {peer} | {found['seconds']:.3f} | {found['seconds'] / ours['seconds']:.1f} | {found['at']:.4f} | {apart:.2e}{'' if equal else ': NOT EQUAL'} |")
        print()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
