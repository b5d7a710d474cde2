"""How a peer is measured: in a process of its own, on data read from files, the shortest of several repeats.

An adapter file bench_<peer>.py has one function for each problem: it takes the data, prepares what the peer wants as input
(not timed) and returns two functions, the work (timed) and how to read the answer out of what the work returned.
"""

from __future__ import annotations

import gc
import json
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

Adapter = Callable[[dict[str, np.ndarray]], tuple[Callable[[], Any], Callable[[Any], dict[str, Any]]]]


def load(folder: Path) -> dict[str, np.ndarray]:
    return {path.stem: np.load(path) for path in sorted(folder.glob("*.npy"))}


def plain(answer: dict[str, Any]) -> dict[str, list[float]]:
    return {name: np.atleast_1d(np.asarray(value, dtype=float)).ravel().tolist() for name, value in answer.items()}


def measure(work: Callable[[], Any], repeats: int, patience: float = 60.0) -> tuple[list[float], list[float], Any]:
    """Seconds by the clock and of the processors (all threads). Repeats at least `repeats` times, more when the work is short, fewer when it takes longer than `patience`."""
    seconds: list[float] = []
    processor: list[float] = []
    began = time.perf_counter()
    gc.collect()
    gc.disable()
    try:
        while len(seconds) < repeats or (sum(seconds) < 0.2 and len(seconds) < 50):
            used, start = time.process_time(), time.perf_counter()
            result = work()
            seconds.append(time.perf_counter() - start)
            processor.append(time.process_time() - used)
            if time.perf_counter() - began > patience:
                break
    finally:
        gc.enable()
    return seconds, processor, result


def main(name: str, version: Callable[[], str], adapters: dict[str, Adapter]) -> None:
    """bench_<peer>.py PROBLEM FOLDER REPEATS → one line of JSON."""
    problem, folder, repeats = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    out: dict[str, Any] = {"peer": name}
    try:
        out["version"] = version()
        if problem not in adapters:
            out["missing"] = "has no such analysis"
        else:
            work, read = adapters[problem](load(folder))
            out["seconds"], out["processor"], result = measure(work, repeats)
            out["answer"] = plain(read(result))
    except ImportError as error:
        out["missing"] = f"not installed ({error})"
    except MemoryError as error:
        out["missing"] = f"out of memory ({error})"
    except Exception as error:
        out["missing"] = f"failed: {type(error).__name__}: {str(error).splitlines()[0][:120] if str(error) else ''}"
        traceback.print_exc()
    print("\n" + json.dumps(out))
