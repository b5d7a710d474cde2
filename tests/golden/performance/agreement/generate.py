"""Rewrites alpha_*.json beside it: python tests/golden/performance/agreement/generate.py

Krippendorff's alpha of the package krippendorff, on drawn ratings with missing ones.
"""
import json
import os
from importlib.metadata import version
from pathlib import Path

import krippendorff
import numpy as np

here = Path(__file__).resolve().parent
FRESH = 1000003 * int(os.environ.get("MAINSTAY_FRESH", "0"))
for old in here.glob("alpha_*.json"):
    old.unlink()
for name, (raters, units, values, missing, seed) in {"few": (3, 15, 4, 0.2, 1), "many": (8, 60, 7, 0.5, 2), "zeros": (4, 30, 3, 0.1, 3), "sparse": (12, 40, 5, 0.85, 4)}.items():
    rng = np.random.default_rng(seed + FRESH)
    true = rng.integers(0, values, units)
    table = np.clip(true + rng.choice([-1, 0, 0, 1], (raters, units)), 0, values).astype(float)
    if name != "zeros":
        table += 1
    table[rng.random(table.shape) < missing] = np.nan
    rows = [(f"u{u:02}", f"r{r:02}", float(table[r, u])) for r in range(raters) for u in range(units) if table[r, u] == table[r, u]]
    expect = {level: float(krippendorff.alpha(reliability_data=table, level_of_measurement=level)) for level in ("nominal", "ordinal", "interval", "ratio")}
    document = {"source": f"krippendorff {version('krippendorff')}", "call": "krippendorff.alpha(table, level_of_measurement=level)",
                "data": {"unit": [r[0] for r in rows], "rater": [r[1] for r in rows], "rating": [r[2] for r in rows]}, "expect": expect}
    (here / f"alpha_{name}.json").write_text(json.dumps(document, separators=(", ", ": ")) + "\n")
