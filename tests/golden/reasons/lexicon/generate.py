"""Rewrites the JSON files beside it: python tests/golden/reasons/lexicon/generate.py (ahocorasick_rs).

Words drawn from a small alphabet, many of them inside each other, and texts over it: what the leftmost-longest automaton of ahocorasick_rs finds.
"""
import json
import random
from importlib.metadata import version
from pathlib import Path

import ahocorasick_rs as ac

here = Path(__file__).resolve().parent
for old in here.glob("*.json"):
    old.unlink()
for name, (alphabet, words, longest, texts, length, seed) in {"dense": ("主管批评我没有", 60, 5, 40, 80, 1), "wide": ("".join(chr(0x4E00 + 7 * i) for i in range(300)), 900, 3, 20, 400, 2), "emoji": ("薪😀领💼加班", 40, 4, 40, 60, 3)}.items():
    draw = random.Random(seed)
    found = sorted({"".join(draw.choice(alphabet) for _ in range(draw.randint(1, longest))) for _ in range(words)})
    lines = ["".join(draw.choice(alphabet) for _ in range(draw.randint(1, length))) for _ in range(texts)]
    finder = ac.AhoCorasick(found, matchkind=ac.MatchKind.LeftmostLongest)
    expect = [[[found[word], start, end] for word, start, end in finder.find_matches_as_indexes(text)] for text in lines]
    document = {"source": f"ahocorasick_rs {version('ahocorasick_rs')}", "call": "AhoCorasick(words, matchkind=LeftmostLongest).find_matches_as_indexes(text): word, start, end", "data": {"words": found, "text": lines}, "expect": {"matches": expect}}
    (here / f"{name}.json").write_text(json.dumps(document, ensure_ascii=False) + "\n", encoding="utf-8")
