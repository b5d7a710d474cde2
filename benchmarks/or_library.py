"""Assignment problems of the OR-Library (Beasley 1990) against their published optima.

    python benchmarks/or_library.py FOLDER

FOLDER holds assign100.txt … assign800.txt as the OR-Library distributes them: the size, then the costs row by row. They are not in this
repository. Fails when an optimum is missed or not proven.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import mainstay
import numpy as np

OPTIMA = {100: 305, 200: 475, 300: 626, 400: 804, 500: 991, 600: 1176, 700: 1362, 800: 1552}


def main(folder: Path) -> int:
    missed = 0
    print("| problem | optimum | ours | proven | time |\n|---|---|---|---|---|")
    for size, optimum in OPTIMA.items():
        numbers = np.array((folder / f"assign{size}.txt").read_text().split(), float)
        cost = numbers[1:].reshape(size, size)
        start = time.perf_counter()
        result = mainstay.competency.placement(score={f"post {j}": cost[:, j] for j in range(size)}, objective="lowest", unplaced="refused")
        seconds = time.perf_counter() - start
        proven = result.status == "optimal" and result.gap == 0.0
        missed += result.total != optimum or not proven
        print(f"| assign{size} | {optimum} | {result.total:g} | {'yes' if proven else 'no'} | {seconds * 1e3:.0f} ms |")
    return min(missed, 1)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
