"""Golden values of data.milestones: for each person and milestone the events that count, listed. Run: python generate.py (standard library only)."""
import json
import random
from pathlib import Path


def milestones(data, options):
    found = {}

    def note(code):
        found[code] = found.get(code, 0) + 1

    rules = options["milestones"]
    words = {word for rule in rules for word in rule["events"] or [rule["name"]]}
    for _ in words - set(data["event"]):
        note("absent_word")
    kept = []
    for row, person in enumerate(data["person"]):
        time, word, recorded = data["time"][row], data["event"][row], data["recorded_at"][row]
        if recorded is not None and recorded > options["known_at"]:
            note("recorded_later")
        elif time > options["known_at"]:
            note("future_event")
        elif person not in data["person_id"]:
            note("unknown_person")
        elif word not in words:
            note("other_event")
        else:
            place = data["person_id"].index(person)
            if time < data["origin"][place]:
                note("before_origin")
            elif data["exit_time"][place] is not None and time >= data["exit_time"][place]:
                note("after_exit")
            elif (place, time, data["sequence"][row], word) in [each[:4] for each in kept]:
                note("duplicate")
            else:
                kept.append((place, time, data["sequence"][row], word, row))
    value, tenure, hits = [], [], []
    for place, origin in enumerate(data["origin"]):
        value.append([])
        tenure.append([])
        for m, rule in enumerate(rules):
            mine = sorted((time, sequence, row) for p, time, sequence, word, row in kept if p == place and word in (rule["events"] or [rule["name"]])
                          and (rule["after_days"] is None or time - origin >= rule["after_days"]) and (rule["within_days"] is None or time - origin <= rule["within_days"]))
            told = None
            if mine and rule["which"] != "count":
                moment = mine[0][:2] if rule["which"] == "first" else mine[-1][:2]
                tied = [each for each in mine if each[:2] == moment]
                if len(tied) > 1:
                    note("tie")
                told = tied[0]
            elif mine:
                told = min(mine)
            value[-1].append(len(mine) if rule["which"] == "count" else told and told[0])
            tenure[-1].append(told[0] - origin if told and rule["which"] != "count" else None)
            if mine:
                hits.append([place, m, told[2], told[0], len(mine)])
    return {"value": value, "tenure": tenure, "hits": hits, "findings": found}


def main():
    for seed, n in enumerate([80, 400, 600]):
        dice = random.Random(seed)
        people = [5, 30, 40][seed]
        ids = list(range(100, 100 + people))
        dice.shuffle(ids)
        origin = [dice.randrange(0, 60) for _ in ids]
        data = {"person": [dice.choice(ids + [7]) for _ in range(n)], "time": [5 * dice.randrange(0, 26) for _ in range(n)],
                "event": [dice.choice(["train", "certify", "call", "call", "call", "badge", "gossip"]) for _ in range(n)],
                "sequence": [dice.randrange(2) for _ in range(n)], "recorded_at": [dice.randrange(0, 140) if dice.random() < 0.3 else None for _ in range(n)],
                "person_id": ids, "origin": origin, "exit_time": [day + dice.randrange(1, 120) if dice.random() < 0.3 else None for day in origin]}
        options = {"known_at": 120, "milestones": [
            {"name": "certify", "events": [], "which": "first", "after_days": None, "within_days": None},
            {"name": "touched", "events": ["call", "badge", "never"], "which": "last", "after_days": None, "within_days": 40},
            {"name": "calls", "events": ["call"], "which": "count", "after_days": 10, "within_days": 70},
            {"name": "ready", "events": ["train", "certify", "badge"], "which": "first", "after_days": 5, "within_days": None}]}
        document = {"data": data, "options": options, "expected": milestones(data, options)}
        Path(__file__).with_name(f"random_{seed}.json").write_text(json.dumps(document, indent=None) + "\n", encoding="utf-8")
        print(document["expected"]["findings"])


main()
