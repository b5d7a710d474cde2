"""Who could go where, who chooses whom, and who is ready for what: the sections of `placement`, `stable_matching` and `ladder` in dataset.json. Numbers and codes; the sentences are the library's own."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import competency as _competency
from .loading import Limits, Spells, number_or_none, numbers, section_table

MONTH = 30.436875  # days


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


def stable_matching(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    """Both sides choose: posts with whom they got, people with why there."""
    found = section_table(spells, "stable_matching", ("person", "post", "wish", "rating"))
    if found is None:
        return None
    asked, table = found
    roles = {role: str(asked.get(role, role)) for role in ("person", "post", "wish", "rating")}
    values = numbers(table, [roles["wish"], roles["rating"]], "stable_matching")
    rank = values[roles["wish"]]  # 1 is the first choice
    seats = {str(post): int(count) for post, count in (asked.get("capacity") or {}).items()}
    person, post = (table.columns[roles[role]].astype(str).astype(object) for role in ("person", "post"))
    posts = list(dict.fromkeys([*seats, *post.tolist()]))
    ties: Any = asked.get("ties", "lottery")
    proposer: Any = asked.get("proposer", "people")
    result = _competency.stable_matching(pair_person=person, pair_post=post, pair_wish=-rank, pair_rating=values[roles["rating"]], post=np.array(posts, object),
                                         capacity=np.array([seats.get(each, 1) for each in posts]), ties=ties, proposer=proposer)
    people, table_ = result.people, result.posts
    rows = [{"person": str(people.person[row]), "post": None if people.post[row] is None else str(people.post[row]), "choice": int(people.choice[row]), "sentence": {"en": result.sentence[row], "zh": result.sentence_zh[row]}}
            for row in np.lexsort((np.arange(len(people.choice)), -np.asarray(people.choice), np.asarray(people.choice) > 0))[:limits.people]]
    return {"status": str(result.status), "people": len(people.choice), "matched": int(result.matched), "first": int((np.asarray(people.choice) == 1).sum()), "seats": int(result.seats), "blocking": int(result.blocking_pairs),
            "proposer": proposer, "rows": rows,
            "posts": [{"post": str(table_.post[row]), "seats": int(table_.capacity[row]), "filled": int(table_.filled[row]), "first_choices": int(table_.first_choices[row]), "acceptable": int(table_.acceptable[row]),
                       "lowest": number_or_none(table_.lowest_rating[row])} for row in range(len(table_.filled))]}


def _bench(spells: Spells, result: Any, posts: list[str], person: Any, post: Any, months: Any) -> dict[str, Any]:
    """Whether there is somebody for every post, on the last day of the records."""
    today = np.datetime64(str(spells.observation_end), "D").astype(np.int64)
    here = np.isin(post.astype(str), posts)
    since = today - np.round(np.nan_to_num(np.asarray(months, float)[here]) * MONTH).astype(np.int64)
    who = result.succession
    found = _competency.promotion(person[here], post[here], since, np.full(int(here.sum()), np.datetime64("NaT", "D")), posts=posts, boundaries=[int(today), int(today) + 1],
                                  candidate=who.person, candidate_post=who.post, ready=who.ready, lacking=who.lacking, months_to_go=who.months_to_go)
    table, cover = found.succession, found.cover
    return {"posts": int(cover.posts[0]) if len(cover.posts) else 0, "at_once": int(cover.at_once[0]) if len(cover.posts) else 0,
            "rows": [{"post": str(table.post[row]), "people": int(table.heads[row]), "now": int(table.ready_now[row]), "soon": int(table.ready_soon[row]), "strength": number_or_none(table.bench_strength[row]),
                      "without": bool(table.without_successor[row])} for row in range(len(table.heads)) if str(table.post[row]) != posts[0]]}


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
                                achieved={name: table.columns[name] for name in names if name in table.columns}, posts=asked.get("posts") or [], target=asked.get("target", ""), most_successors=0)
    posts, lacking = result.posts, result.lacking
    short = {(str(to), str(name)): 0 for to, name in zip(lacking.to_post, lacking.requirement)}
    for to, name in zip(lacking.to_post, lacking.requirement):
        short[str(to), str(name)] += 1
    readiness = result.readiness
    order = np.lexsort((np.arange(len(readiness.share)), -np.asarray(readiness.share), -np.asarray(readiness.ready)))
    rows = [{"person": str(readiness.person[row]), "from": str(readiness.from_post[row]), "to": str(readiness.to_post[row]), "ready": bool(readiness.ready[row]),
             "share": float(readiness.share[row]), "sentence": {"en": result.sentence[row], "zh": result.sentence_zh[row]}} for row in order[:limits.people]]
    order_of_posts = [str(each) for each in asked.get("posts") or []]
    bench = _bench(spells, result, order_of_posts, person.astype(str).astype(object), post.astype(str).astype(object), months) if len(order_of_posts) > 1 else None
    return {"people": int(result.people), "outside": int(result.outside), "bench": bench, "ready": int(result.ready), "target": asked.get("target", ""), "names": names, "rows": rows,
            "posts": [{"post": str(posts.post[j]), "people": int(posts.people[j]), "ready_out": int(posts.ready_out[j]), "ready_in": int(posts.ready_in[j]), "next": None if posts.shortest_next[j] is None else str(posts.shortest_next[j]),
                       "months": number_or_none(posts.shortest_months[j]), "probability": number_or_none(posts.likeliest_probability[j])} for j in range(len(posts.people))],
            "lacking": [{"to": to, "requirement": name, "people": count} for (to, name), count in sorted(short.items(), key=lambda each: (-each[1], each[0]))[:10]]}
