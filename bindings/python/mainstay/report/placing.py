"""Who could go where, and who is ready for what: the sections of `placement` and `ladder` in dataset.json. Numbers and codes; the sentences are the library's own."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import competency as _competency
from .loading import Limits, Spells, number_or_none, section_table


def placement(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    """All posts at once; people placed by score, then those whom least kept out. None are named when nobody is to be listed."""
    found = section_table(spells, "placement", ("person", "post", "score"))
    if found is None:
        return None
    asked, table = found
    person, post, score = (table.columns[asked.get(role, role)] for role in ("person", "post", "score"))
    result = _competency.placement(pair_person=person.astype(str).astype(object), pair_post=post.astype(str).astype(object), pair_score=score,
                                   unplaced_value=float(asked.get("unplaced_value", 0)))
    people, posts = result.people, result.posts
    score, lacking = np.asarray(people.score), np.asarray(people.lacking)
    placed = ~np.isnan(score)
    order = np.lexsort((np.arange(len(score)), np.where(placed, -score, np.where(np.isnan(lacking), np.inf, lacking)), ~placed))
    rows = [{"person": str(people.person[row]), "post": str(people.post[row]) if placed[row] else None, "score": number_or_none(score[row]), "reason": str(people.reason[row]),
             "sentence": {"en": result.sentence[row], "zh": result.sentence_zh[row]}} for row in order[:2 * limits.people] if placed[row] or not np.isnan(lacking[row])]
    wanted = sorted(range(len(posts.price)), key=lambda j: (-posts.price[j], j))[:10]
    return {"status": str(result.status), "people": len(score), "placed": int(result.placed), "seats": int(result.seats), "total": float(result.total), "bound": float(result.bound),
            "first": int((np.asarray([str(each) for each in people.reason]) == "first_choice").sum()), "unplaced_value": float(asked.get("unplaced_value", 0)), "rows": rows,
            "posts": [{"post": str(posts.post[j]), "eligible": int(posts.eligible[j]), "first_choices": int(posts.first_choices[j]), "price": float(posts.price[j]), "filled": int(posts.filled[j])} for j in wanted]}


def ladder(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    """The steps with who is ready, and what keeps people back."""
    found = section_table(spells, "ladder", ("person", "post", "months"))
    if found is None:
        return None
    asked, table = found
    person, post, months = (table.columns[asked.get(role, role)] for role in ("person", "post", "months"))
    moves = asked.get("moves") or []
    names = list(dict.fromkeys(str(each["name"]) for move in moves for each in move.get("requirements", ())))
    result = _competency.ladder(post.astype(str).astype(object), moves, person=person.astype(str).astype(object), months=months,
                                achieved={name: table.columns[name] for name in names if name in table.columns}, posts=asked.get("posts") or [], target=asked.get("target", ""))
    posts, lacking = result.posts, result.lacking
    short = {(str(to), str(name)): 0 for to, name in zip(lacking.to_post, lacking.requirement)}
    for to, name in zip(lacking.to_post, lacking.requirement):
        short[str(to), str(name)] += 1
    readiness = result.readiness
    order = np.lexsort((np.arange(len(readiness.share)), -np.asarray(readiness.share), -np.asarray(readiness.ready)))
    rows = [{"person": str(readiness.person[row]), "from": str(readiness.from_post[row]), "to": str(readiness.to_post[row]), "ready": bool(readiness.ready[row]),
             "share": float(readiness.share[row]), "sentence": {"en": result.sentence[row], "zh": result.sentence_zh[row]}} for row in order[:limits.people]]
    return {"people": int(result.people), "outside": int(result.outside), "ready": int(result.ready), "target": asked.get("target", ""), "names": names, "rows": rows,
            "posts": [{"post": str(posts.post[j]), "people": int(posts.people[j]), "ready_out": int(posts.ready_out[j]), "ready_in": int(posts.ready_in[j]), "next": None if posts.shortest_next[j] is None else str(posts.shortest_next[j]),
                       "months": number_or_none(posts.shortest_months[j]), "probability": number_or_none(posts.likeliest_probability[j])} for j in range(len(posts.people))],
            "lacking": [{"to": to, "requirement": name, "people": count} for (to, name), count in sorted(short.items(), key=lambda each: (-each[1], each[0]))[:10]]}
