"""Training losses of two years: what changed, who came in, whose it is by the company's own table."""

import numpy as np

import mainstay

# A row a trainee: period, last stage reached, how it ended, after how many days, why, and how they were recruited.
GROUPS = [
    # period, channel, people, (stage, reason, day, lost) ...
    ("2024", "agency", 120, [("week 1", "not as told", 4, 24), ("week 2", "certificate", 12, 40), ("week 2", "pressure", 13, 20)]),
    ("2024", "referral", 60, [("week 1", "not as told", 5, 4), ("week 2", "certificate", 12, 16), ("week 2", "pressure", 13, 6)]),
    ("2025", "agency", 60, [("week 1", "not as told", 4, 12), ("week 2", "certificate", 12, 8), ("week 2", "pressure", 13, 8)]),
    ("2025", "referral", 120, [("week 1", "not as told", 5, 6), ("week 2", "certificate", 12, 14), ("week 2", "pressure", 13, 12)]),
]
rows = []
for period, channel, people, lost in GROUPS:
    for stage, reason, day, count in lost:
        rows += [(period, stage, "left", day, reason, channel)] * count
    rows += [(period, "posted", "completed", 28, None, channel)] * (people - sum(count for *_, count in lost))
period, stage, outcome, days, reason, channel = (np.array(column, dtype=object) for column in zip(*rows))

result = mainstay.funnel.change(
    period, stage, outcome, days.astype(int), reason=reason, stratum=channel, stages=["week 1", "week 2", "posted"],
    owners=[{"reason": "certificate", "owner": "training"}, {"reason": "pressure", "owner": "training", "share": 0.5}, {"reason": "not as told", "owner": "recruiting"}],
)  # fmt: skip
print(result.sentence)
print(result.sentence_zh)
for row in range(len(result.causes.stage)):
    c = result.causes
    print(f"{c.stage[row]:7} {c.reason[row]:12} {c.before[row]:5.1%} -> {c.after[row]:5.1%}: {100 * c.change[row]:+5.1f} points ({100 * c.change_lower[row]:+.1f} to {100 * c.change_upper[row]:+.1f})")
for row, owner in enumerate(result.owners.owner):
    o = result.owners
    print(f"{owner:12} {o.share_before[row]:.0%} of the losses before, {o.share_after[row]:.0%} ({o.share_after_lower[row]:.0%} to {o.share_after_upper[row]:.0%}) after")
