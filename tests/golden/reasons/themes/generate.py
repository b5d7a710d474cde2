"""Rewrites the JSON file beside it: python tests/golden/reasons/themes/generate.py (networkx). Bridges of the graph of cells kept back, on drawn tables."""
import json
from pathlib import Path

import networkx as nx
import numpy as np

here = Path(__file__).resolve().parent
rng = np.random.default_rng(6)
expect = []
for _ in range(150):
    rows, columns = (int(n) for n in rng.integers(2, 9, 2))
    status = (rng.random((rows, columns)) < rng.uniform(0.1, 0.7)).astype(int)
    graph = nx.Graph((("row", int(i)), ("column", int(j))) for i, j in zip(*np.nonzero(status)))
    cells = []
    for a, b in nx.bridges(graph):
        ends = dict((a, b))
        cells.append(ends["row"] * columns + ends["column"])
    expect.append({"rows": rows, "columns": columns, "status": status.ravel().tolist(), "bridges": sorted(cells)})
(here / "bridges.json").write_text(json.dumps({"source": f"networkx {nx.__version__}", "call": "bridges(Graph(rows and columns joined by cells kept back))", "expect": expect}) + "\n")
