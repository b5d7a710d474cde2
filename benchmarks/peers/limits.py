"""What this machine can do on one thread: bytes read a second, flops of a matrix product a second."""

from __future__ import annotations

import os
import time

from problems import Machine


def measure() -> Machine:
    import numpy as np

    column = np.ones(20_000_000)
    column.sum()
    read = 0.0
    for _ in range(5):
        start = time.perf_counter()
        column.sum()
        read = max(read, column.nbytes / (time.perf_counter() - start))
    a = np.ones((20, 200_000))
    flops = 0.0
    for _ in range(5):
        start = time.perf_counter()
        a @ a.T  # a symmetric product: n·p·(p+1) flops
        flops = max(flops, 200_000 * 20 * 21 / (time.perf_counter() - start))
    write = 0.0
    for _ in range(5):
        start = time.perf_counter()
        fresh = np.empty(20_000_000)  # pages that the system hands out on the first touch
        fresh.fill(1.0)
        write = max(write, fresh.nbytes / (time.perf_counter() - start))
        del fresh
    return Machine(read, flops, write)


def describe() -> str:
    model = "unknown processor"
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            model = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
        with open("/proc/meminfo", encoding="utf-8") as lines:
            memory = int(next(lines).split()[1]) / 2**20
    except (OSError, StopIteration):
        memory = 0.0
    load = os.getloadavg()
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB; load average {load[0]:.1f} at the start"


if __name__ == "__main__":
    print(describe())
    machine = measure()
    print(f"read {machine.read / 1e9:.1f} GB/s, Gram product {machine.flops / 1e9:.1f} GFLOP/s, one thread")
