"""Golden values of returns.selection: the salespeople of peopleanalyticsdata taken for leavers, the other half for staff. Cuts by numpy.quantile and pandas.Series.rank,
combinations by pandas.crosstab's counts. Run: python generate.py (needs numpy, pandas, peopleanalyticsdata)."""
import json
from pathlib import Path

import numpy as np
import pandas as pd
import peopleanalyticsdata


def main():
    everybody = peopleanalyticsdata.salespeople().dropna().reset_index(drop=True)
    leavers, staff = everybody.iloc[:150].reset_index(drop=True), everybody.iloc[150:].reset_index(drop=True)
    leavers["rating"], staff["rating"] = leavers["performance"].astype(int).astype(str), staff["performance"].astype(int).astype(str)
    met = pd.DataFrame({
        # the k-th from the top and all who tie with it: rank by the best place of a tie
        "sales": leavers["sales"].rank(ascending=False, method="min") <= np.floor(0.2 * len(leavers)),
        "rate": leavers["customer_rate"] > np.quantile(staff["customer_rate"], 0.75),
        "peers": [value >= staff.loc[staff["rating"] == rating, "sales"].sort_values(ascending=False).iloc[int(np.floor(0.4 * (staff["rating"] == rating).sum())) - 1]
                  for value, rating in zip(leavers["sales"], leavers["rating"])],
    })
    combinations = met.groupby(list(met.columns)).size()
    document = {
        "source": f"numpy {np.__version__}, pandas {pd.__version__}, peopleanalyticsdata",
        "data": {"sales": leavers["sales"].astype(float).tolist(), "rate": leavers["customer_rate"].tolist(), "rating": leavers["rating"].tolist(),
                 "staff_sales": staff["sales"].astype(float).tolist(), "staff_rate": staff["customer_rate"].tolist(), "staff_rating": staff["rating"].tolist()},
        "expect": {"met": met.astype(int).to_numpy().tolist(), "all": int(met.all(axis=1).sum()), "any": int(met.any(axis=1).sum()), "two": int((met.sum(axis=1) >= 2).sum()),
                   "rate_cut": float(np.quantile(staff["customer_rate"], 0.75)),
                   "combinations": {" + ".join(name for name, yes in zip(met.columns, pattern) if yes) or "none": int(count) for pattern, count in combinations.items()}},
    }
    (Path(__file__).parent / "salespeople.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


main()
