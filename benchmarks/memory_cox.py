"""Memory that a Cox fit needs beyond its input: n × 20 float64 from numpy. The limit is 1.3 times the input.

    python benchmarks/memory_cox.py [--rows 1000000] [--order F|C] [--times days|continuous] [--options plain|everything]

Each measurement runs in a process of its own: the peak resident size (VmHWM, reset after the input is made) minus the resident
size with the input in place. Exit status 1 above the limit.
"""

from __future__ import annotations

import argparse
import subprocess
import sys


def resident(key: str) -> int:
    with open("/proc/self/status", encoding="utf-8") as lines:
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(key))


def measure(rows: int, order: str, times: str, options: str) -> None:
    import mainstay
    import numpy as np

    random = np.random.default_rng(1)
    x = np.empty((rows, 20), order=order)
    for j in range(20):
        x[:, j] = random.standard_normal(rows)
    duration = random.integers(1, 366, size=rows).astype(np.float64) if times == "days" else 365.0 * random.random(rows)
    event = (random.random(rows) < 0.4).astype(np.float64)
    given = {"concordance": False, "baseline": False} if options == "plain" else {"robust": True}
    small = 2000  # what the library loads once is not what the fit needs
    mainstay.survival.cox(np.array(x[:small], order=order), duration[:small].copy(), event[:small].copy(), **given)
    with open("/proc/self/clear_refs", "w", encoding="utf-8") as file:
        file.write("5")  # VmHWM starts again from here
    before = resident("VmRSS")
    fit = mainstay.survival.cox(x, duration, event, **given)
    peak = resident("VmHWM")
    size = x.nbytes + duration.nbytes + event.nbytes
    beyond = (peak - before) / size
    print(f"{rows:,} × 20, order {order}, {times}, {options}: input {size / 1e6:.0f} MB, beyond it {(peak - before) / 1e6:.0f} MB = {beyond:.2f} × ({fit.status})")
    sys.exit(0 if beyond <= 1.3 else 1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--order", choices=["F", "C"])
    parser.add_argument("--times", choices=["days", "continuous"])
    parser.add_argument("--options", choices=["plain", "everything"])
    arguments = parser.parse_args()
    if arguments.order and arguments.times and arguments.options:
        measure(arguments.rows, arguments.order, arguments.times, arguments.options)
    worst = 0
    for order in [arguments.order] if arguments.order else ["F", "C"]:
        for times in [arguments.times] if arguments.times else ["days", "continuous"]:
            for options in [arguments.options] if arguments.options else ["plain", "everything"]:
                command = [sys.executable, __file__, "--rows", str(arguments.rows), "--order", order, "--times", times, "--options", options]
                worst = max(worst, subprocess.run(command).returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
