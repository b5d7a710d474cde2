"""Golden values of data.crosswalk: every pair of rows compared. Run: python generate.py (standard library only)."""
import json
import random
from pathlib import Path

OPEN = 2932896


def crosswalk(data, options):
    found = {}

    def note(code):
        found[code] = found.get(code, 0) + 1

    table = []
    for row in range(len(data["id"])):
        first, last = data["valid_from"][row], data["valid_until"][row]
        first = -10**9 if first is None else first
        last = 10**9 if last in (None, OPEN) else last + (options["interval"] == "closed")
        if last <= first:
            note("until_before_from")
        else:
            table.append({"row": row, "key": (data["source"][row], data["id"][row]), "person": data["person"][row], "from": first, "until": last})
    sound = []
    for each in table:
        if any(other["key"] == each["key"] and other["person"] != each["person"] and other["from"] < each["until"] and each["from"] < other["until"] for other in table):
            note("overlap")
        else:
            sound.append(each)
    sound.sort(key=lambda each: (each["from"], each["row"]))
    joined = []
    for each in sound:
        host = next((other for other in joined if other["key"] == each["key"] and other["person"] == each["person"] and other["from"] <= each["from"] < other["until"]), None)
        if host:
            note("repeated")
            host["until"] = max(host["until"], each["until"])
            host["rows"].append(each["row"])
        else:
            if any(other["key"] == each["key"] for other in joined) and next(other for other in joined if other["key"] == each["key"])["person"] != each["person"]:
                note("reused")
            joined.append({**each, "rows": [each["row"]]})
    seen = {}
    for each in sorted(sound, key=lambda each: (each["from"], each["key"][1])):
        if seen.setdefault((each["key"][0], each["person"]), each["key"][1]) != each["key"][1]:
            note("several_ids")
    bare = lambda text: "".join(text.split()).lower().lstrip("0")
    keys = sorted(set(zip(data["source"], data["id"])), key=lambda key: key[1])
    first = {}
    for source, name in keys:
        if first.setdefault((source, bare(name)), name) != name:
            note("alike_ids")
    person, used = [], set()
    for source, name, day in zip(data["record_source"], data["record_id"], data["record_day"]):
        person.append([None, -1])
        if name is None:
            note("record_without_id")
            continue
        mine = [each for each in joined if each["key"] == (source, name)]
        if not mine:
            if (source, name) in keys:
                note("record_outside")
            else:
                note("record_near_miss" if any(s == source and bare(other) == bare(name) for s, other in keys) else "record_unmatched")
            continue
        if day is None:
            if len({each["person"] for each in mine}) > 1:
                note("record_without_day")
                continue
            hit = mine[0]
        else:
            hits = [each for each in mine if each["from"] <= day < each["until"]]
            if not hits:
                note("record_outside")
                continue
            hit, = hits
        person[-1] = [hit["person"], hit["row"]]
        used.update(hit["rows"])
    unused = sorted(each["row"] for each in sound if each["row"] not in used)
    for _ in unused:
        note("unused")
    return {"person": person, "unused": unused, "findings": found}


def main():
    for seed, (m, n) in enumerate([(30, 60), (120, 200), (200, 300)]):
        dice = random.Random(seed)
        ids = ["007", "7", "A1", "a1", " a1", "b2", "c3", "04", "1000", "x y", "xy", "张三"] + [str(i) for i in range(20, 20 + 20 * seed)]
        some = lambda chance, make: make() if dice.random() < chance else None
        start = [some(0.9, lambda: dice.randrange(0, 300)) for _ in range(m)]
        data = {"id": [dice.choice(ids[:10] + ids[11:]) for _ in range(m)], "person": [dice.choice(["ann", "bob", "eve", "joe", "sue", "王五"]) for _ in range(m)],
                "source": [dice.choice(["hr", "crm"]) for _ in range(m)], "valid_from": start,
                "valid_until": [some(0.9, lambda: OPEN if dice.random() < 0.05 else (begin or 0) + dice.randrange(-2, [120, 25, 25][seed])) for begin in start],
                "record_id": [some(0.97, lambda: dice.choice(ids + ["0b2", "C3", "nobody"])) for _ in range(n)], "record_source": [dice.choice(["hr", "crm", "crm", "mail"]) for _ in range(n)],
                "record_day": [some(0.95, lambda: dice.randrange(0, 320)) for _ in range(n)]}
        options = {"interval": ["half_open", "closed"][seed % 2]}
        document = {"data": data, "options": options, "expected": crosswalk(data, options)}
        Path(__file__).with_name(f"random_{seed}.json").write_text(json.dumps(document, indent=None, ensure_ascii=False) + "\n", encoding="utf-8")
        print(document["expected"]["findings"])


main()
