"""Golden values of performance.forced_distribution: shares restated in Python with fractions. Run: python generate.py (standard library only)."""
import json
from fractions import Fraction
from pathlib import Path
from random import Random


def targets(shares, n):
    exact = [share * n for share in shares]
    counts = [int(value) for value in exact]
    for i in sorted(range(len(shares)), key=lambda i: (-(exact[i] - counts[i]), i))[: n - sum(counts)]:
        counts[i] += 1
    return counts


def graded(scores, shares, ties):
    """Grade of each score: cuts after so many people, moved to an end of equal scores."""
    rows = sorted(scores, reverse=True)
    grades, plain = {}, 0
    for k, count in enumerate(targets(shares, len(rows))):
        plain += count
        cut = plain
        if 0 < cut < len(rows) and rows[cut - 1] == rows[cut]:
            first, last = rows.index(rows[cut]), len(rows) - rows[::-1].index(rows[cut])
            cut = last if ties == "better" or ties == "nearest" and last - cut <= cut - first else first
        for value in rows[:cut] if k + 1 < len(shares) else rows:
            grades.setdefault(value, k)
    return [grades[value] for value in scores]


def main():
    dice = Random(5)
    cases = []
    for shares, n, most in (((20, 70, 10), 50, 12), ((10, 20, 40, 20, 10), 137, 400), ((1, 1, 1), 31, 6), ((15, 85), 12, 3), ((5, 25, 0, 70), 60, 30)):
        total = sum(shares)
        fractions = [Fraction(share, total) for share in shares]
        scores = [dice.randrange(most) for _ in range(n)]
        cases.append({"score": scores, "shares": [float(share) for share in fractions], "targets": targets(fractions, n),
                      "expected": {ties: graded(scores, fractions, ties) for ties in ("better", "worse", "nearest")}})
    Path(__file__).with_name("shares.json").write_text(json.dumps({"cases": cases}) + "\n", encoding="utf-8")


main()
