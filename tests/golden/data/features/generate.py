"""Golden values of data.features: its definition restated cell by cell on random records. Run: python generate.py (standard library only)."""
import json
import random
from pathlib import Path


def features(data, options):
    findings = {}

    def found(code):
        findings[code] = findings.get(code, 0) + 1

    names = options["features"] or sorted(set(data["feature"]))
    asked = set(data["for_person"])
    kept, seen = [], {}
    for row, (person, feature, value, effective, recorded) in enumerate(zip(*(data[name] for name in ("person", "feature", "value", "effective", "recorded_at")))):
        if effective is None:
            found("no_effective")
        elif recorded is None:
            found("no_recorded_at")
        elif value is None:
            found("no_value")
        elif feature not in names:
            found("other_feature")
        elif person not in asked:
            found("not_asked")
        elif (person, feature, effective, recorded) in seen:
            found("duplicate" if seen[person, feature, effective, recorded] == value else "two_values")
        else:
            seen[person, feature, effective, recorded] = value
            kept.append((person, feature, value, effective, recorded, row))
    rows = list(zip(data["for_person"], data["cut"]))
    late = {name: 0 for name in names}
    for person, feature, _, effective, recorded, _ in kept:
        if all(effective > cut for who, cut in rows if who == person):
            found("after_cut")
        if any(effective <= cut < recorded for who, cut in rows if who == person):
            found("known_late")
            late[feature] += 1
    value, known_at, stale = [], [], {name: 0 for name in names}
    for person, cut in rows:
        for name in names:
            may = [record for record in kept if record[0] == person and record[1] == name]
            if options["by"] != "latest":
                may = [record for record in may if record[3] <= cut]
            if options["by"] == "known":
                may = [record for record in may if record[4] <= cut]
            best = max(may, key=lambda record: record[3:5], default=None)
            if best is not None and options["max_age_days"] is not None and cut - best[3] > options["max_age_days"]:
                stale[name] += 1
                best = None
            value.append(best and best[2])
            known_at.append(best and max(best[3], best[4]))
    return {"feature": names, "value": value, "known_at": known_at, "known_late": list(late.values()), "stale": list(stale.values()), "findings": findings}


def main():
    for seed in range(6):
        draw = random.Random(seed)
        people, columns = [f"p{i}" for i in range(8)], ["grade", "mood", "pay", "reviews"]
        data = {name: [] for name in ("person", "feature", "value", "effective", "recorded_at", "for_person", "cut")}
        for _ in range(150):
            effective = draw.randrange(100, 200)
            data["person"].append(draw.choice(people))
            data["feature"].append(draw.choice(columns))
            data["value"].append(None if draw.random() < 0.03 else draw.randrange(1, 6))
            data["effective"].append(None if draw.random() < 0.02 else effective)
            data["recorded_at"].append(None if draw.random() < 0.02 else effective + draw.choice([-20, 0, 0, 3, 60]))
        for i in range(10):  # again, the same or another value
            for name in ("person", "feature", "effective", "recorded_at"):
                data[name].append(data[name][i])
            data["value"].append(data["value"][i] if i % 2 else 9)
        for _ in range(20):
            data["for_person"].append(draw.choice([*people[:6], "stranger"]))
            data["cut"].append(draw.randrange(90, 210))
        options = {"by": ["known", "effective", "latest"][seed % 3], "features": None if seed < 3 else ["pay", "absent", "mood"], "max_age_days": None if seed % 2 else 40}
        document = {"data": data, "options": options, "expected": features(data, options)}
        Path(__file__).with_name(f"random_{seed}.json").write_text(json.dumps(document, separators=(",", ":")) + "\n", encoding="utf-8")


main()
