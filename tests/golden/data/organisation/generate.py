"""Golden values of data.organisation: its definition restated chain by chain on random edges. Run: python generate.py (standard library only)."""
import json
import random
from pathlib import Path

OPEN, EVER = 2932896, 10**9


def rows_that_count(data, options, findings):
    """The rows as (node, parent, start, stop, row) with half-open days, at most one a node on any day."""

    def found(code):
        findings[code] = findings.get(code, 0) + 1

    edges = []
    for row, (node, parent, start, stop, recorded) in enumerate(zip(*(data[name] for name in ("node", "parent", "start", "stop", "recorded_at")))):
        if node is None:
            found("no_node")
            continue
        if recorded is None:
            found("no_recorded_at")
            continue
        if options["known_at"] is not None and recorded > options["known_at"]:
            found("recorded_later")
            continue
        if start is None:
            found("no_start")
            continue
        if start > options["as_of"][-1]:
            found("future_start")
            continue
        if stop == OPEN:
            found("open_end")
            stop = None
        stop = EVER if stop is None else stop + (options["interval"] == "closed")
        edges.append([node, None if parent in (None, "", "none") else parent, start, stop, recorded, row])
    kept = []
    for node in sorted({edge[0] for edge in edges}):
        mine = [edge for edge in edges if edge[0] == node]
        latest = {start: max(edge[4] for edge in mine if edge[2] == start) for start in {edge[2] for edge in mine}}
        for _ in [edge for edge in mine if edge[4] != latest[edge[2]]]:
            found("corrected")
        mine = sorted((edge for edge in mine if edge[4] == latest[edge[2]]), key=lambda edge: (edge[2], edge[5]))
        if options["interval"] == "start_only":
            for edge in mine:
                edge[3] = min([other[2] for other in mine if other[2] > edge[2]], default=EVER)
        before = None
        for edge in mine:
            if edge[3] < edge[2]:
                found("stop_before_start")
            elif edge[3] == edge[2]:
                found("zero_length")
            elif before is not None and edge[2] < before[3]:
                found("overlap" if edge[1] == before[1] else "several_parents")
            else:
                if edge[0] == edge[1]:
                    found("self_parent")
                if before is not None and edge[2] > before[3]:
                    found("gap")
                kept.append(edge)
                before = edge
    return kept


def organisation(data, options):
    findings = {}
    kept = rows_that_count(data, options, findings)
    nodes, closure, cycles, orphan_rows = [], [], [], set()
    for day in options["as_of"]:
        parent = {edge[0]: edge[1] for edge in kept if edge[2] <= day < edge[3]}
        row = {edge[0]: edge[5] for edge in kept if edge[2] <= day < edge[3]}

        def chain(node):
            """The node, its parent, … up to the head, and what the head is."""
            seen = [node]
            while True:
                up = parent[seen[-1]]
                if up is None:
                    return seen, "root"
                if up not in parent:
                    return seen, "orphan"
                if up in seen:
                    return seen, seen.index(up)  # from there on it goes round
                seen.append(up)

        round_trip = {node for node in parent if isinstance(chain(node)[1], int) and chain(node)[1] == 0}
        ways = {}
        for node in parent:
            way, end = chain(node)
            head = next((i for i, each in enumerate(way) if each in round_trip), len(way) - 1)
            ways[node] = way[: head + 1], "in_cycle" if isinstance(end, int) else end
        below = {node: 0 for node in parent}
        for node, (way, _) in ways.items():
            for each in way:
                below[each] += 1
        under = {"root": "placed", "orphan": "under_orphan", "in_cycle": "under_cycle"}
        for node in sorted(parent):
            way, end = ways[node]
            children = sum(up == node for up in parent.values())
            nodes.append([day, node, parent[node], way[-1], len(way) - 1, children, below[node], end if len(way) == 1 else under[end], row[node]])
            closure += [[day, each, node, depth] for depth, each in enumerate(way)]
            if end == "orphan" and len(way) == 1:
                orphan_rows.add(row[node])
        left, number = sorted(round_trip), 0
        while left:
            way, number = chain(left[0])[0], number + 1
            cycles += [[day, number, node, row[node]] for node in way]
            left = [node for node in left if node not in way]
    if orphan_rows:
        findings["orphan"] = len(orphan_rows)
    return {"nodes": nodes, "closure": closure, "cycles": cycles, "findings": findings}


def main():
    for seed in range(6):
        draw = random.Random(seed)
        labels = [f"u{i}" for i in range(12)]
        data = {name: [] for name in ("node", "parent", "start", "stop", "recorded_at")}
        for _ in range(60):
            start = draw.choice([draw.randrange(100, 200), draw.randrange(100, 200), None if draw.random() < 0.1 else 120])
            data["node"].append(None if draw.random() < 0.02 else draw.choice(labels))
            data["parent"].append(draw.choice([None, "", "none", "gone", *labels, *labels]) if draw.random() < 0.6 else draw.choice(labels[:4]))
            data["start"].append(start)
            data["stop"].append(draw.choice([None, OPEN, 130, 199, (start or 100) + draw.randrange(-3, 60), (start or 100) + draw.randrange(0, 60)]))
            data["recorded_at"].append(draw.choice([100, 110, 150, 190]) if draw.random() < 0.97 else None)
        if seed % 3 == 2:
            data["stop"] = [None] * 60
        options = {"as_of": [110, 125, 150, 180], "interval": ["closed", "half_open", "start_only"][seed % 3], "known_at": None if seed % 2 else 160}
        document = {"data": data, "options": options, "expected": organisation(data, options)}
        Path(__file__).with_name(f"random_{seed}.json").write_text(json.dumps(document, separators=(",", ":")) + "\n", encoding="utf-8")


main()
