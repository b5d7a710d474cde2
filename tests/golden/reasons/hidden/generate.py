"""Rewrites the JSON file beside it: python tests/golden/reasons/hidden/generate.py (pandas). The rule of reasons.hidden restated on data frames, on drawn evidence."""
import json
from pathlib import Path

import numpy as np
import pandas as pd

here = Path(__file__).resolve().parent
rng = np.random.default_rng(4)
people, rows, pieces = 60, 300, 500
statement = pd.DataFrame({"person": rng.integers(0, people, rows), "form": 0})
statement.loc[statement.drop_duplicates("person").index, "form"] = 1
evidence = pd.DataFrame({"row": rng.integers(0, rows, pieces), "reason": rng.choice(["pay", "leadership", "training", "workload"], pieces, p=[0.5, 0.3, 0.1, 0.1]), "weight": rng.choice([0.0, 0.5, 0.7, 1.0, 1.5, 3.0], pieces)})
options = {"least_utterances": 2, "least_weight": 1.5, "utterance_cap": 2.0, "margin": 1.5}
cap = options["utterance_cap"]
joined = evidence[evidence.weight > 0].merge(statement, left_on="row", right_index=True)
spoken = joined[joined.form == 0].groupby(["person", "reason", "row"]).weight.sum().clip(upper=cap).groupby(["person", "reason"])
table = pd.DataFrame({"weight": spoken.sum(), "utterances": spoken.size(), "form": joined[joined.form == 1].groupby(["person", "reason"]).weight.sum().clip(upper=cap)}).fillna(0.0)
expect = {"person": [], "status": [], "reason": []}


def only(column):
    """The reason whose value is greatest and alone in it."""
    best = column.max() if len(column) else 0
    return column.idxmax() if best > 0 and (column > best - 1e-9).sum() == 1 else None


for person in sorted(statement.person.unique()):
    mine = table.loc[person] if person in table.index.get_level_values(0) else table.iloc[:0].droplevel(0)
    stated, leading = only(mine.form), only(mine.weight)
    enough = mine[(mine.utterances >= options["least_utterances"]) & (mine.weight >= options["least_weight"] - 1e-9)].index
    others = (mine.weight + mine.form).drop(index=leading) if leading else mine.weight + mine.form
    firm = leading is not None and leading in enough and mine.weight[leading] >= options["margin"] * (others.max() if len(others) else 0) - 1e-9
    if firm:
        status, reason = ("agreeing" if leading == stated else "hidden"), leading
    elif stated is not None and not set(enough) - {stated}:
        status, reason = "stated", stated
    else:
        status, reason = "undecided", None
    expect["person"].append(int(person))
    expect["status"].append(status)
    expect["reason"].append(reason or "")
document = {"source": f"pandas {pd.__version__}", "call": "the rule on data frames", "options": options, "data": {"person": statement.person.tolist(), "form": statement.form.tolist(), "row": evidence.row.tolist(), "reason": evidence.reason.tolist(), "weight": evidence.weight.tolist()}, "expect": expect}
(here / "drawn.json").write_text(json.dumps(document) + "\n")
print(pd.Series(expect["status"]).value_counts().to_dict())
