"""The same problem given to Mainstay and to its peers, answers checked first, times as ratios.

    python benchmarks/peers/run.py [--quick] [--full] [--repeats 3] [--size N] [--python PEER=INTERPRETER] [problem …]

Prints Markdown. Exit status 1 when an answer differs.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import limits  # noqa: E402
from problems import PROBLEMS, Data, Problem  # noqa: E402


def store(data: Data, folder: Path) -> None:
    for name, column in data.items():
        np.save(folder / f"{name}.npy", column)


def give(peer: str, problem: Problem, folder: Path, arguments: argparse.Namespace, threads: int | None = None, repeats: int | None = None) -> dict[str, Any]:
    interpreter = arguments.interpreters.get(peer, sys.executable)
    environment = dict(os.environ)
    environment.pop("OPENBLAS_NUM_THREADS", None)  # peers use what they use
    environment.pop("MAINSTAY_THREADS", None)
    environment.setdefault("OMP_WAIT_POLICY", "passive")  # else peers wait for themselves on a busy machine
    if threads is not None:
        environment["MAINSTAY_THREADS"] = str(threads)
    command = [interpreter, "-W", "ignore", str(HERE / f"bench_{peer}.py"), problem.name, str(folder), str(repeats or arguments.repeats)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=arguments.timeout)
    except subprocess.TimeoutExpired:
        return {"peer": peer, "missing": f"not done in {arguments.timeout} s"}
    except OSError as error:
        return {"peer": peer, "missing": f"not installed ({error})"}
    if arguments.verbose and done.stderr:
        print(done.stderr, file=sys.stderr)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        return {"peer": peer, "missing": f"failed with status {done.returncode}: {(done.stderr.strip().splitlines() or [''])[-1][:120]}"}
    return json.loads(lines[-1])


def differences(problem: Problem, peer: str, ours: dict[str, Any], theirs: dict[str, Any]) -> tuple[bool, str]:
    """Whether the answers agree, and a sentence that says how closely."""
    agree, said, compared = True, [], 0
    for name, tolerance in {**problem.tolerance, **problem.loose.get(peer, {})}.items():
        if name not in ours or name not in theirs:
            continue
        a, b = np.array(ours[name], dtype=float), np.array(theirs[name], dtype=float)
        if a.shape != b.shape:
            return False, f"{name}: {a.size} values against {b.size}"
        both = np.isfinite(a) & np.isfinite(b)
        if not both.any():
            return False, f"{name}: nothing to compare"
        worst = float(np.max(np.abs(a - b)[both]) / max(float(np.max(np.abs(b[both]))), 1e-300))
        compared += 1
        agree = agree and worst <= tolerance
        said.append(f"{name} {worst:.0e}" + ("" if worst <= tolerance else f" (limit {tolerance:.0e})"))
    if not compared:
        return False, "no answer in common"
    return agree, ", ".join(said)


def seconds_text(value: float) -> str:
    return f"{value:.2f} s" if value >= 1 else f"{value * 1e3:.1f} ms" if value >= 1e-3 else f"{value * 1e6:.0f} µs"


def compare(problem: Problem, machine: limits.Machine, arguments: argparse.Namespace) -> tuple[list[list[str]], bool]:
    size = arguments.size or (problem.quick if arguments.quick else problem.size)
    data = problem.make(size)
    rows: list[list[str]] = []
    agreed = True
    with tempfile.TemporaryDirectory(prefix="mainstay-peers-") as name:
        folder = Path(name)
        store(data, folder)
        ours = give("mainstay", problem, folder, arguments, repeats=max(5, arguments.repeats))
        single = give("mainstay", problem, folder, arguments, threads=1, repeats=max(5, arguments.repeats)) if "seconds" in ours else ours
        if "answer" in ours and "answer" in single and ours["answer"] != single["answer"]:
            agreed = False
            print(f"{problem.name}: answers of one thread and of all threads differ", file=sys.stderr)
        own = min(ours["seconds"]) if "seconds" in ours else None
        own_processor = min(ours["processor"]) if "seconds" in ours else None
        alone = min(single["seconds"]) if "seconds" in single else None
        limit, what = problem.limit(data, ours.get("answer", {}), machine)
        own_text = f"{seconds_text(own)} ({seconds_text(alone)} on one thread)" if own and alone else ours.get("missing", "?")
        limit_text = f"{seconds_text(limit)} ({what})"
        title = f"{problem.title}, n = {data[next(iter(data))].shape[0]:,}"
        reference, reference_name = ours.get("answer"), "Mainstay"  # without Mainstay, peers are compared with the first of them
        if "missing" in ours:
            agreed = False
        for peer in problem.peers:
            if arguments.peers and peer not in arguments.peers:
                continue
            if not arguments.full and size > problem.long.get(peer, size):
                rows.append([title, own_text, f"{peer}: left out above n = {problem.long[peer]:,} without --full", "", "", "", limit_text])
                continue
            theirs = give(peer, problem, folder, arguments)
            label = f"{peer.replace('_', '-')} {theirs.get('version', '')}".strip()
            if "missing" in theirs:
                rows.append([title, own_text, f"{label}: {theirs['missing']}", "", "", "", limit_text])
                continue
            time = min(theirs["seconds"])
            ratio, processor_ratio, answer = "", "", ""
            if reference is None:
                reference, reference_name = theirs["answer"], peer
            else:
                same, answer = differences(problem, peer, reference, theirs["answer"])
                if not same and peer in problem.unlike:
                    ratio, answer = f"({time / own:.1f}×)" if own is not None else "", f"{problem.unlike[peer]}: {answer}"
                elif not same:
                    agreed = False
                    answer = "**answers differ**: " + answer
                elif own is not None:
                    ratio = f"{time / own:.1f}×"
                    if own_processor:
                        processor_ratio = f"{min(theirs['processor']) / own_processor:.1f}×"
                if reference_name != "Mainstay":
                    answer += f" from {reference_name}"
            rows.append([title, own_text, f"{label}: {seconds_text(time)}", ratio, processor_ratio, answer, limit_text])
    return rows, agreed


def cost_per_row(problem: Problem, arguments: argparse.Namespace) -> list[str]:
    cells, measured = [problem.title], []
    for size in problem.cost:
        if (arguments.quick and size > problem.quick) or (size > problem.size and not arguments.full):
            cells.append(f"{size:.0e}: –")
            continue
        with tempfile.TemporaryDirectory(prefix="mainstay-peers-") as name:
            data = problem.make(size)
            store(data, Path(name))
            rows = data[next(iter(data))].shape[0]
            done = give("mainstay", problem, Path(name), arguments, repeats=5)
        if "seconds" not in done:
            cells.append(f"{rows:,}: {done.get('missing')}")
            continue
        wall, processor = min(done["seconds"]), min(done["processor"])
        cells.append(f"{rows:,}: {wall / rows * 1e9:.2f} ns ({processor / rows * 1e9:.2f})")
        measured.append((rows, processor))
    slope = [f"{np.log(b[1] / a[1]) / np.log(b[0] / a[0]):.2f}" for a, b in zip(measured, measured[1:], strict=False)]
    return [cells[0], "; ".join(cells[1:]), ", ".join(slope)]


def table(head: list[str], rows: list[list[str]]) -> str:
    return "\n".join(["| " + " | ".join(head) + " |", "|" + "---|" * len(head)] + ["| " + " | ".join(row) + " |" for row in rows])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("problems", nargs="*", metavar="problem", help=", ".join(PROBLEMS))
    parser.add_argument("--quick", action="store_true", help="small sizes: a minute in all")
    parser.add_argument("--full", action="store_true", help="also the peers that take minutes")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--size", type=int, help="rows, instead of the problem's own size")
    parser.add_argument("--timeout", type=int, default=600, help="seconds for one peer")
    parser.add_argument("--peers", type=lambda text: text.split(","), default=None, help="only these, by commas")
    parser.add_argument("--python", action="append", default=[], metavar="PEER=INTERPRETER", help="interpreter of a peer that has an environment of its own")
    parser.add_argument("--no-cost", action="store_true", help="without the table of cost per row")
    parser.add_argument("--verbose", action="store_true", help="show what peers print")
    arguments = parser.parse_args()
    arguments.interpreters = dict(item.split("=", 1) for item in arguments.python)
    unknown = [name for name in arguments.problems if name not in PROBLEMS]
    if unknown:
        parser.error(f"unknown problem {unknown[0]}; there are {', '.join(PROBLEMS)}")
    if shutil.which("Rscript") is None:
        print("Rscript is not installed: R will be reported as missing", file=sys.stderr)
    chosen = [PROBLEMS[name] for name in (arguments.problems or PROBLEMS)]
    print(f"`python benchmarks/peers/run.py {' '.join(item for item in sys.argv[1:] if not item.startswith('--python') and '=' not in item)}`  ")
    print(f"{limits.describe()}  ")
    machine = limits.measure()
    print(f"One thread reads {machine.read / 1e9:.1f} GB/s and writes {machine.write / 1e9:.1f} GB/s into fresh memory, does {machine.flops / 1e9:.1f} GFLOP/s of a Gram product (p = 20) with numpy.\n", flush=True)
    agreed = True
    rows: list[list[str]] = []
    for problem in chosen:
        print(f"{problem.name} …", file=sys.stderr, flush=True)
        new, same = compare(problem, machine, arguments)
        rows += [[*row[:5], problem.aim if row[2].split()[0].rstrip(":") == problem.aim.partition("×")[2].strip().lower() else "", *row[5:]] for row in new]
        agreed = agreed and same
    print(table(["problem", "Mainstay", "peer", "ratio", "ratio of processor time", "aim", "largest difference of the answers", "machine limit"], rows) + "\n")
    if not arguments.no_cost:
        print("Cost per row as n grows (all threads):\n")
        print(table(["problem", "rows: nanoseconds a row (of processor time)", "slope of processor time from size to size (1 is linear)"], [cost_per_row(problem, arguments) for problem in chosen if problem.cost]))
    return 0 if agreed else 1


if __name__ == "__main__":
    sys.exit(main())
