"""Golden values of competency.profile: weights as shares, zeros and floors filled in, restated in plain Python. Run: python generate.py."""
import json
from pathlib import Path

profiles = {
    "lender": {
        "name": "loan seller", "version": "1", "weights": "shares",
        "dimensions": [
            {"name": name, "target": target, "weight": weight, **({"floor": 6.0} if name == "stress" else {})}
            for name, target, weight in (("stress", 8, 0.25), ("need", 7.5, 0.15), ("objection", 8, 0.2), ("goal", 8, 0.2), ("affinity", 7, 0.1), ("sixth", 7, 0.1))
        ],
    },
    "relative": {
        "name": "call centre", "version": "2026-03", "weights": "relative",
        "dimensions": [{"name": "overdue", "target": 1.0, "weight": 3.0, "zero": 8.0, "floor": 5.0}, {"name": "sales", "target": 4.0, "weight": 1.0, "zero": 1.0, "lower": 1.0, "upper": 5.0}],
    },
}
for name, profile in profiles.items():
    total = sum(dimension["weight"] for dimension in profile["dimensions"])
    rows = profile["dimensions"]
    golden = {
        "source": "weights over their sum, left-out fields filled in",
        "options": profile,
        "result": {
            "share": [row["weight"] / (total if profile["weights"] == "relative" else 1) for row in rows],
            "zero": [row.get("zero", row.get("lower", 0.0)) for row in rows],
            "floor": [row.get("floor") for row in rows],
        },
    }
    Path(__file__).with_name(f"{name}.json").write_text(json.dumps(golden, indent=1) + "\n")
