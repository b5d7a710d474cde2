"""Two candidates of a lender against one role profile. The C++ and the C program print the same characters."""

import mainstay

NAMES = ("stress", "need", "objection", "goal", "affinity", "sixth")
TARGETS = (8, 7.5, 8, 8, 7, 7)
WEIGHTS = (0.25, 0.15, 0.2, 0.2, 0.1, 0.1)
SCORES = ((8.5, 5.0), (6.0, 7.5), (7.2, 7.5), (5.2, 7.5), (4.9, 9.0), (4.9, 7.5))

profile = {"name": "loan seller", "version": "1", "dimensions": [{"name": name, "target": target, "weight": weight} for name, target, weight in zip(NAMES, TARGETS, WEIGHTS)]}
profile["dimensions"][0]["floor"] = 6
candidates = dict(zip(NAMES, SCORES))
errors = {"stress": (0.8, 0.8)}

result = mainstay.competency.match(candidates, profile, std_error=errors, bar=0.85)
for row, name in enumerate("AB"):
    print(f"{name}: {result.people.score[row]:.4f} (core {result.people.core[row]:.4f}, ceiling {result.people.ceiling[row]:.2f}), must-haves met with probability {result.people.must_have_probability[row]:.4f}")
    print("  " + " ".join(f"{dimension} {result.contribution[row, place]:.4f}" for place, dimension in enumerate(NAMES)))
    print(f"  {result.sentence[row]}")
    print(f"  {result.sentence_zh[row]}")
found = mainstay.competency.search(candidates, profile, must_haves="score")
print("best first:", " ".join("AB"[row] for row in found.by_post.person_row))
