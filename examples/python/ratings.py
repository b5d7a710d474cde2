"""Do the managers' ratings follow the sales? Table `employee_performance` of the package peopleanalyticsdata: 366 sellers, four regions.

Sellers are ranked within their region by sales and new customers between stated anchors, so that no colleague changes anybody's score; then the rating is held
against the tercile of that score. Who sells like the best third and is rated 1 deserves a second look, not a formula.
"""
import mainstay
import numpy as np
from peopleanalyticsdata import employee_performance

people = employee_performance()
criteria = [{"name": "sales", "weight": 0.6, "zero": 0, "full": 16}, {"name": "new_customers", "weight": 0.4, "zero": 0, "full": 20}]
score = mainstay.performance.decision(people[["sales", "new_customers"]], criteria).score
ranks = mainstay.performance.ranking(score, group=people["region"], ties="mid")
third = np.minimum((np.asarray(ranks.percentile) * 3).astype(int), 2)
for rating in sorted(people["rating"].unique()):
    of = third[people["rating"] == rating]
    print(f"rated {rating}: {len(of):3} people; lowest, middle, highest third of their region: " + ", ".join(f"{np.mean(of == part):.0%}" for part in range(3)))
agreement = mainstay.performance.agreement(np.tile(np.arange(len(people)), 2), np.repeat(["manager", "sales"], len(people)), rating=np.concatenate([people["rating"], third + 1]), level="ordinal")
print(f"agreement of rating and third of the region (Krippendorff, ordinal): {agreement.alpha:.2f} ({agreement.alpha_lower:.2f} to {agreement.alpha_upper:.2f})")
for place in range(len(ranks.groups.group)):
    print(f"{ranks.groups.group[place]}: {ranks.groups.ranked[place]} ranked, {ranks.groups.tied[place]} share their score with somebody")
