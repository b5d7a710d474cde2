"""Lengths of shortest and likeliest ways by networkx, on ladders drawn at random (some with moves that lead back), and which of them have cycles.

Usage: python generate.py   (numpy, networkx). Writes ways.json beside itself.
"""
import json
import math
from pathlib import Path

import networkx
import numpy as np

HERE = Path(__file__).parent
rng = np.random.default_rng(8)
ladders, expect = [], []
for case in range(40):
    posts = int(rng.integers(3, 12))
    pairs = [(a, b) for a in range(posts) for b in range(posts) if a != b and (a < b or case % 4 == 0) and rng.random() < 0.35] or [(0, 1)]
    moves = [{"from": a, "to": b, "months": int(rng.integers(0, 40)), "probability": round(float(rng.uniform(0.05, 1)), 3)} for a, b in pairs]
    graph = networkx.DiGraph()
    graph.add_nodes_from(range(posts))
    for move in moves:
        graph.add_edge(move["from"], move["to"], months=move["months"], unlikely=-math.log(move["probability"]))
    target = int(rng.integers(0, posts))
    back = graph.reverse()
    months = networkx.single_source_dijkstra_path_length(back, target, weight="months")
    unlikely = networkx.single_source_dijkstra_path_length(back, target, weight="unlikely")
    ladders.append({"posts": posts, "moves": moves, "target": target})
    expect.append({"cyclic": not networkx.is_directed_acyclic_graph(graph), "months": [months.get(j) for j in range(posts)], "probability": [math.exp(-unlikely[j]) if j in unlikely else None for j in range(posts)]})
document = {"source": f"networkx {networkx.__version__}", "data": {"ladders": ladders}, "expect": {"ways": expect}}
(HERE / "ways.json").write_text(json.dumps(document, separators=(",", ":")) + "\n")
