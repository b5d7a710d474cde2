"""Which customers of a leaver will soon buy again? A reason to call, and the theme of the call. Sample phone-retail."""
import csv
import tempfile
from pathlib import Path

import mainstay
import numpy as np
from mainstay import sample

with tempfile.TemporaryDirectory() as place:
    sample.write("phone-retail", Path(place) / "shop", 1_200, 4, daily=False)

    def table(name):
        with open(Path(place) / "shop" / f"{name}.csv", encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        return {head: [row[head] for row in rows] for head in rows[0]}

    leavers, customers, purchases = table("returns_leavers"), table("returns_customers"), table("returns_purchases")
day = lambda texts: np.array(texts, "datetime64[D]").astype(np.int64)
today = int(day(["2025-12-31"])[0])
# Customers of leavers who are still away; consent of both is needed.
away = [row for row in range(len(leavers["person"])) if leavers["end"][row] == ""]
contactable = [int(leavers["consent"][row] == "1" and not leavers["do_not_contact_from"][row]) for row in away]
still = {leavers["person"][row] for row in away}
served = [row for row in range(len(customers["person"])) if customers["person"][row] in still]
of = lambda name: [customers[name][row] for row in served]
found = mainstay.returns.customers(of("person"), of("customer"), [int(each) for each in of("consent")], [leavers["person"][row] for row in away], contactable, purchases["customer"], day(purchases["day"]), product=of("product"),
                                   purchase_product=purchases["product"], value=[int(each) for each in of("value_fen")], currency=["CNY"] * len(served), today=today, horizon_days=30, need_at=0.15)
print(f"{int(found.customers.need.sum())} customers have a need, {int(found.customers.listed.sum())} may be named")
for k in range(len(found.products.product)):
    print(f"{found.products.product[k]}: half have bought again after {found.products.median_days[k]:.0f} days ({found.products.renewals[k]} renewals seen, {found.products.open[k]} open)")
first = [row for row in range(len(found.customers.rank)) if found.customers.rank[row] == 1][:3]
for row in first:
    print(f"{found.customers.person[row]}, {found.customers.customer[row]}: {found.customers.sentence[row]}")

# The number of customers with a need goes to the care plan, as the theme of a call.
recent = [k for k, row in enumerate(away) if day([leavers["exit"][row]])[0] >= today - 20]
plan = mainstay.returns.care([leavers["person"][away[k]] for k in recent], day([leavers["exit"][away[k]] for k in recent]), [contactable[k] for k in recent], customers=found.people.customers[recent], today=today + 1, until=today + 14,
                             stages=[{"name": "week", "opens_days": 3, "due_days": 7, "closes_days": 30, "theme": "thanks"}], themes=[{"name": "old customers ask", "customers": 1}])
for k in range(len(plan.due.row)):
    print(f"{np.datetime64(int(plan.due.day[k]), 'D')} {plan.due.person[k]}: {plan.due.theme[k]}")
