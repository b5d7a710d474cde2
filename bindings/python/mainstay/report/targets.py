"""The target tree: the section `targets` in dataset.json. Every figure of a node is the sum of those below it; what is out of reach is named, not lowered."""

from __future__ import annotations

from typing import Any

from .. import performance as _performance
from .loading import InputError, Limits, Spells, number_or_none, section_table, texts

ROLES = ("history", "volume", "capacity", "floor", "cap", "reachable", "actual", "previous")


def targets(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    """All nodes above the lowest, and of these the ones that are out of reach; none of them are named when nobody is to be listed."""
    found = section_table(spells, "targets", ("node", "parent"))
    if found is None:
        return None
    asked, table = found
    if "total" not in asked:
        raise InputError("targets in dataset.json has no total")
    given: dict[str, Any] = {role: table.columns[asked[role]] for role in ROLES if asked.get(role)}
    options: dict[str, Any] = {name: asked[name] for name in ("step", "shrinkage", "keep", "most_stretch", "elapsed", "ramp") if asked.get(name) is not None}
    result = _performance.targets(texts(table.columns[asked.get("node", "node")]), texts(table.columns[asked.get("parent", "parent")]), total=int(asked["total"]), **given, **options)
    nodes, digits = result.nodes, 10.0 ** int(asked.get("minor_digits", 2))
    above = {str(each) for each in nodes.parent if each is not None}
    reasons = {str(node): str(rule) for node, rule in zip(result.unreachable.node, result.unreachable.rule)}

    def row(k: int) -> dict[str, Any]:
        return {"node": str(nodes.node[k]), "parent": None if nodes.parent[k] is None else str(nodes.parent[k]), "level": int(nodes.level[k]), "people": int(nodes.leaves[k]), "target": float(nodes.target[k]) / digits,
                "actual": float(nodes.actual[k]) / digits, "unreported": int(nodes.unreported[k]), "unreachable": reasons.get(str(nodes.node[k])),
                **{name: number_or_none(getattr(nodes, name)[k]) for name in ("stretch", "achievement", "pace", "credibility")},
                "expected": None if nodes.expected[k] != nodes.expected[k] else float(nodes.expected[k]) / digits}

    children: dict[str, list[int]] = {}
    root = 0
    for k in range(len(nodes.node)):
        if nodes.parent[k] is None:
            root = k
        else:
            children.setdefault(str(nodes.parent[k]), []).append(k)
    order, open_ = [], [root]
    while open_:
        k = open_.pop()
        order.append(k)
        open_ += reversed(children.get(str(nodes.node[k]), []))
    lowest = [k for k in range(len(nodes.node)) if str(nodes.node[k]) not in above]
    sentences = {str(node): {"en": en, "zh": zh} for node, en, zh in zip(result.unreachable.node, result.sentence, result.sentence_zh)}
    out = sorted((k for k in lowest if str(nodes.node[k]) in reasons), key=lambda k: (-(number_or_none(nodes.stretch[k]) or 0.0), k))
    return {"status": str(result.status), "total": float(result.total) / digits, "currency": str(asked.get("currency", "")), "people": len(lowest), "elapsed": asked.get("elapsed"), "shrinkage": float(asked.get("shrinkage", 0)),
            "stretch": asked.get("most_stretch"), "step": int(asked.get("step", 1)) / digits, "achievement": number_or_none(nodes.achievement[root]), "pace": number_or_none(nodes.pace[root]), "unreachable": len(out),
            "nodes": [row(k) for k in order if str(nodes.node[k]) in above], "rows": [{**row(k), "sentence": sentences[str(nodes.node[k])]} for k in out[:limits.people]]}
