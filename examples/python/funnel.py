"""Where on the way from application to hiring is a cohort lost?"""

import mainstay

events = [
    ("ann", 1, "applied"), ("ann", 9, "interview"), ("ann", 30, "hired"),
    ("bob", 2, "applied"), ("bob", 20, "interview"),
    ("cui", 3, "applied"), ("cui", 8, "interview"), ("cui", 20, "hired"),
    ("dan", 5, "applied"),
    ("eve", 55, "applied"),
]  # fmt: skip
person, day, word = zip(*events)
stages = [{"name": "applied"}, {"name": "interview", "within_days": 21}, {"name": "hired", "within_days": 30}]
result = mainstay.funnel.window(person, day, word, stages=stages, follow_up_end=60)

stage = result.stages
for i in range(len(stage)):
    print(f"{stage.stage[i]:10} reached {stage.reached[i]}, lost {stage.lost[i]}, still on their way {stage.still_inside[i]}")
print("estimated share hired, those on their way counted fairly:", round(float(stage.estimate_from_start[-1]), 3))
for name, days in zip(result.steps.stage, result.steps.mean_days):
    print(f"{name:10} after {days:.1f} days on average")
