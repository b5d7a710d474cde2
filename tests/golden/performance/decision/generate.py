"""Rewrites the JSON files beside it: python tests/golden/performance/decision/generate.py

Values of pymcdm (weights, TOPSIS, VIKOR, WSM, WPM, PROMETHEE II with each of its preference functions) and of scikit-criteria (entropy, TOPSIS, VIKOR) on drawn tables.
pymcdm adds nothing to the entropy of a column with a zero in it, so there are none in these tables.
"""
import json
import os
from importlib.metadata import version
from pathlib import Path

import numpy as np
import skcriteria
from pymcdm import methods, normalizations, weights
from skcriteria.agg import topsis, vikor
from skcriteria.preprocessing import weighters

here = Path(__file__).resolve().parent
FRESH = 1000003 * int(os.environ.get("MAINSTAY_FRESH", "0"))
for old in here.glob("*.json"):
    old.unlink()
source = f"pymcdm {version('pymcdm')}, scikit-criteria {version('scikit-criteria')}"


def numbers(values):
    return np.asarray(values, dtype=float).tolist()


for name, (rows, columns, seed) in {"small": (6, 3, 1), "square": (12, 5, 2), "long": (60, 4, 3), "coarse": (40, 3, 4)}.items():
    rng = np.random.default_rng(seed + FRESH)
    x = np.exp(rng.normal(0, 0.5, (rows, columns))) * 10.0 ** rng.integers(-1, 4, columns)
    if name == "coarse":
        x = rng.integers(1, 6, (rows, columns)).astype(float)
    types = rng.choice([1, -1], columns)
    types[:2] = 1, -1
    w = rng.dirichlet(np.ones(columns))
    spread = np.std(x, axis=0)
    q, p = 0.2 * spread, 1.1 * spread
    dm = skcriteria.mkdm(x, types.tolist(), weights=w.tolist())
    again = topsis.TOPSIS().evaluate(skcriteria.mkdm(x / np.sqrt((x**2).sum(axis=0)), types.tolist(), weights=w.tolist()))
    other = vikor.VIKOR(use_compromise_set=False).evaluate(dm)
    promethee = {"usual": methods.PROMETHEE_II("usual"), "quasi": methods.PROMETHEE_II("ushape", q=q), "linear": methods.PROMETHEE_II("vshape_2", p=p, q=q), "level": methods.PROMETHEE_II("level", p=p, q=q)}
    flows = {}
    for shape, method in promethee.items():
        *_, over, under, net = method._method(x, w, types)
        flows[shape] = {"preferred": numbers(over), "preferred_to_it": numbers(under), "score": numbers(net)}
    expect = {
        "weights": {
            "entropy": numbers(weights.entropy_weights(x)), "critic": numbers(weights.critic_weights(x * types)), "merec": numbers(weights.merec_weights(x, types)),
            "standard_deviation": numbers(weights.standard_deviation_weights(np.column_stack([normalizations.minmax_normalization(c) for c in x.T]))),
            "scikit_entropy": numbers(weighters.EntropyWeighter().transform(dm).weights),
        },
        "topsis": {"vector": numbers(methods.TOPSIS(normalizations.vector_normalization)(x, w, types)), "minimum_maximum": numbers(methods.TOPSIS()(x, w, types)), "scikit_vector": numbers(again.e_.similarity)},
        "vikor": {"compromise": numbers(methods.VIKOR()(x, w, types)), "group_regret": numbers(other.e_.s_k), "largest_regret": numbers(other.e_.r_k), "scikit_compromise": numbers(other.e_.q_k)},
        "weighted_sum": {"minimum_maximum": numbers(methods.WSM(normalizations.minmax_normalization)(x, w, types)), "maximum": numbers(methods.WSM(normalizations.linear_normalization)(x, w, types))},
        "weighted_product": {"maximum": numbers(methods.WPM(normalizations.linear_normalization)(x, w, types))},
        "promethee": flows,
    }
    document = {"source": source, "call": "methods of pymcdm and skcriteria.agg on data.x (rows), data.types (1 higher, -1 lower), data.weights", "data": {"x": x.tolist(), "types": types.tolist(), "weights": w.tolist(), "indifference": q.tolist(), "strict": p.tolist()}, "expect": expect}
    (here / f"{name}.json").write_text(json.dumps(document, indent=None, separators=(", ", ": ")) + "\n")
