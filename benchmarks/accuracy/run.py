"""How well do the learners predict people they have not seen, ours beside the peers'?

    pip install . -r benchmarks/accuracy/requirements.txt
    python benchmarks/accuracy/run.py                # all data, five splits; an hour or more
    python benchmarks/accuracy/run.py --quick        # at most 1,000 rows of each, two splits, some minutes

For every problem and split 70 % of the rows (as many leavers of each cause in proportion) are learnt from and the rest is judged; every learner has the same rows and its own defaults, nothing is
tuned. Scores: the integrated Brier score between the times by which 10 % and 90 % of the judged leavers had left, with weights for censoring (survival.brier; by cause where there are several: the mean),
and Uno's concordance (survival.discrimination) of the probability of having left at those three quarters of the way and at the end. Prints tables in Markdown.
"""

from __future__ import annotations

import argparse
import json
import time
import warnings
from pathlib import Path
from typing import Any

import numpy as np

import mainstay
from learners import Preparation, Rows, all_learners
from problems import Problem, problems


def split(problem: Problem, seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    judged = np.zeros(len(problem.event), dtype=bool)
    for cause in range(problem.causes + 1):
        rows = np.flatnonzero(problem.event == cause)
        judged[rng.permutation(rows)[: round(0.3 * len(rows))]] = True
    return np.flatnonzero(~judged), np.flatnonzero(judged)


def judge(incidence: np.ndarray, rows: Rows, times: np.ndarray) -> dict[str, float]:
    incidence = np.clip(incidence, 0.0, 1.0)
    causes = incidence.shape[0]
    brier, concordance, late = [], [], []
    for cause in range(causes):
        named: dict[str, Any] = {"cause": cause + 1} if causes > 1 else {}
        found = mainstay.survival.brier(incidence[cause], rows.duration, rows.event, times=times, predicted="incidence", **named)
        brier.append(found.integrated)
        for place, kept in ((3 * len(times) // 4, concordance), (len(times) - 1, late)):
            kept.append(mainstay.survival.discrimination(incidence[cause][:, place].copy(), rows.duration, rows.event, horizon=float(times[place]), **named).uno)
    return {"brier": float(np.mean(brier)), "concordance": float(np.mean(concordance)), "late": float(np.mean(late))}


def run(args: argparse.Namespace) -> list[dict[str, Any]]:
    learners = {name: fit for name, fit in all_learners().items() if not args.learners or any(word in name for word in args.learners)}
    rows: list[dict[str, Any]] = []
    for problem in problems(args.problems, args.most_rows):
        for seed in range(args.splits):
            learnt, judged = split(problem, seed)
            prepared = Preparation(problem.x.iloc[learnt])
            train, test = (prepared(problem.x.iloc[part], problem.duration[part], problem.event[part]) for part in (learnt, judged))
            left = test.duration[test.event > 0]
            first, last = np.quantile(left, [0.1, 0.9])
            times = np.unique(np.linspace(max(first, np.min(left[left > 0])), min(last, np.max(test.duration) * 0.999), 25))
            if len(times) < 2:
                continue
            for name, fit in learners.items():
                began = time.perf_counter()
                try:
                    with warnings.catch_warnings():
                        warnings.simplefilter("ignore")
                        incidence = fit(train, times)(test)
                    scores = judge(incidence, test, times) if len(incidence) == problem.causes or problem.causes == 1 else {"brier": np.nan, "concordance": np.nan, "late": np.nan, "note": "no causes"}
                except Exception as error:  # a learner that fails is a row of the table, not the end of it
                    scores = {"brier": np.nan, "concordance": np.nan, "late": np.nan, "note": f"{type(error).__name__}: {str(error)[:100]}"}
                rows.append({"problem": problem.name, "n": len(problem.event), "causes": problem.causes, "split": seed, "learner": name, "seconds": time.perf_counter() - began, **scores})
                print(f"<!-- {json.dumps(rows[-1])} -->", flush=True)
    return rows


def table(rows: list[dict[str, Any]]) -> str:
    """Mean scores by problem, then ranks over the problems and the differences from the best peer."""
    names = list(dict.fromkeys(row["learner"] for row in rows))
    found = list(dict.fromkeys(row["problem"] for row in rows))
    cell = {(row["problem"], row["learner"], row["split"]): row for row in rows}
    splits = 1 + max(row["split"] for row in rows)

    def mean(problem: str, name: str, what: str) -> float:
        values = [cell[problem, name, k][what] for k in range(splits) if (problem, name, k) in cell]
        return float(np.mean(values)) if values else float("nan")

    out = []
    for what, title in (("brier", "Integrated Brier score (lower is better), mean over the splits"), ("concordance", "Uno's concordance at three quarters of the times")):
        out += [f"\n**{title}**\n", "| problem | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
        best = min if what == "brier" else max
        for problem in found:
            values = [mean(problem, name, what) for name in names]
            known = [value for value in values if not np.isnan(value)]
            out.append(f"| {problem} | " + " | ".join("–" if np.isnan(v) else f"**{v:.4f}**" if v == best(known) else f"{v:.4f}" for v in values) + " |")
    out += ["\n**Over the problems that every learner took**\n", "| learner | mean rank by Brier | mean rank by concordance | mean skill against one curve | seconds, sum |", "|---|---|---|---|---|"]
    whole = [p for p in found if all(not np.isnan(mean(p, n, "brier")) and not np.isnan(mean(p, n, "concordance")) for n in names)]
    curve = next((n for n in names if n.endswith(" curve")), None)
    for name in names:
        if not whole:
            break
        rank = np.mean([1 + sum(mean(p, other, "brier") < mean(p, name, "brier") for other in names) for p in whole])
        order = np.mean([1 + sum(mean(p, other, "concordance") > mean(p, name, "concordance") for other in names) for p in whole])
        skill = np.mean([1 - mean(p, name, "brier") / mean(p, curve, "brier") for p in whole]) if curve else float("nan")
        seconds = sum(cell[key]["seconds"] for key in cell if key[1] == name)
        out.append(f"| {name} | {rank:.2f} | {order:.2f} | {100 * skill:.1f} % | {seconds:.1f} |")
    peers = [n for n in names if not n.startswith("mainstay")]
    out += ["\n**Ours against each peer**: problems won by Brier score of those that both took, and the median difference in 1e-4 (below 0 is better)\n", "| learner | " + " | ".join(peers) + " |", "|---|" + "---|" * len(peers)]
    for name in (n for n in names if n.startswith("mainstay")):
        cells = []
        for peer in peers:
            apart = np.array([mean(p, name, "brier") - mean(p, peer, "brier") for p in found])
            apart = apart[~np.isnan(apart)]
            cells.append(f"{(apart < 0).sum()} of {len(apart)}, {1e4 * np.median(apart):+.1f}" if len(apart) else "–")
        out.append(f"| {name} | " + " | ".join(cells) + " |")
    out += ["\n**Brier score of ours less that of the best peer of the problem** (standard error over the splits; below 0 is better)\n", "| problem | best peer | " + " | ".join(n for n in names if n.startswith("mainstay c")) + " |", "|---|---|" + "---|" * sum(n.startswith("mainstay c") for n in names)]
    for problem in found:
        known = {p: mean(problem, p, "brier") for p in peers if not np.isnan(mean(problem, p, "brier"))}
        if not known:
            continue
        peer = min(known, key=known.__getitem__)
        cells = []
        for name in (n for n in names if n.startswith("mainstay c")):
            differences = np.array([cell[problem, name, k]["brier"] - cell[problem, peer, k]["brier"] for k in range(splits) if (problem, name, k) in cell])
            error = differences.std(ddof=1) / np.sqrt(len(differences)) if len(differences) > 1 else float("nan")
            cells.append("–" if np.isnan(differences).any() else f"{differences.mean():+.4f} ({error:.4f})")
        out.append(f"| {problem} | {peer} | " + " | ".join(cells) + " |")
    return "\n".join(out)


def main() -> None:
    parser = argparse.ArgumentParser(description="Accuracy of ours and the peers' learners on data they have not seen.")
    parser.add_argument("problems", nargs="*", help="names of problems; all when none is given")
    parser.add_argument("--quick", action="store_true", help="at most 1,000 rows of each problem, two splits")
    parser.add_argument("--splits", type=int, default=5)
    parser.add_argument("--most-rows", type=int, default=20_000)
    parser.add_argument("--learners", nargs="*", help="parts of the names of the learners to run")
    parser.add_argument("--json", type=Path, help="also write every score here")
    parser.add_argument("--add", type=Path, nargs="*", default=[], help="scores of earlier runs with the same splits and rows, written by --json: for learners that take hours")
    args = parser.parse_args()
    if args.quick:
        args.splits, args.most_rows = 2, 1_000
    rows = run(args)
    if args.json:
        args.json.write_text(json.dumps(rows))
    print(table([row for earlier in args.add for row in json.loads(earlier.read_text())] + rows))


if __name__ == "__main__":
    main()
