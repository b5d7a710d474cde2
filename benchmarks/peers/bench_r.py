"""R's package survival through Rscript: data goes over as binary columns, the time is taken inside R."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
from harness import load


def main() -> None:
    problem, folder, repeats = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    out: dict[str, object] = {"peer": "r"}
    if shutil.which("Rscript") is None:
        out["missing"] = "not installed (Rscript)"
    else:
        data = load(folder)
        exchange = folder / "r"
        exchange.mkdir(exist_ok=True)
        for name, column in data.items():
            np.asfortranarray(column, dtype=np.float64).ravel(order="F").tofile(exchange / f"{name}.f64")
        done = subprocess.run(["Rscript", "--vanilla", str(Path(__file__).with_name("bench_r.R")), problem, str(exchange), repeats],
                              capture_output=True, text=True)
        lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
        if lines:
            out.update(json.loads(lines[-1]))
        else:
            out["missing"] = "failed: " + (done.stderr.strip().splitlines() or ["no output"])[-1][:160]
    print("\n" + json.dumps(out))


if __name__ == "__main__":
    main()
