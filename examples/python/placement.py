"""Four people, two posts with a seat each, all looked at together. The C++ and the C program print the same characters."""

import mainstay

PEOPLE = ("Ann", "Bo", "Cy", "Di")
scores = {"north": [0.90, 0.80, 0.50, 0.45], "south": [0.80, 0.20, 0.40, None]}  # Di may not go south

result = mainstay.competency.placement(person=PEOPLE, score=scores)
print(f"{result.placed} placed, {result.total:.4f} of at most {result.bound:.4f}")
for row, name in enumerate(PEOPLE):
    print(f"{name}: {result.sentence[row]}")
    print(f"  {result.sentence_zh[row]}")
print("a seat is worth:", " ".join(f"{price:.4f}" for price in result.posts.price))
