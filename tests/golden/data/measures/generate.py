"""Golden values of data.measures: its definition restated with lists and sets. Run: python generate.py (standard library only)."""
import json
import random
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

EPOCH = date(1970, 1, 1)


def period(day, every):
    on = EPOCH + timedelta(days=day)
    return {"day": day, "week": (day + 3) // 7, "month": on.year * 12 + on.month, "quarter": on.year * 4 + (on.month - 1) // 3, "year": on.year}[every]


def measures(data, options):
    found = {}

    def note(code, times=1):
        if times:
            found[code] = found.get(code, 0) + times

    rules = options["indicators"]
    names = [rule["indicator"] for rule in rules]
    rows = []
    for row in range(len(data["person"])):
        each = {name: data[name][row] for name in ("person", "date", "indicator", "value", "weight", "unit", "currency", "recorded_at")}
        each["row"] = row
        if each["recorded_at"] is not None and each["recorded_at"] > options["known_at"]:
            note("recorded_later")
        elif each["date"] > options["known_at"]:
            note("future")
        elif each["indicator"] not in names:
            note("unknown_indicator")
        elif each["value"] is None:
            note("not_finite")
        else:
            rule = rules[names.index(each["indicator"])]
            if rule["lowest"] is not None and each["value"] < rule["lowest"] or rule["highest"] is not None and each["value"] > rule["highest"]:
                note("out_of_range")
            else:
                rows.append(each)

    def most(indicator, name):
        count = Counter(each[name] for each in rows if each["indicator"] == indicator)
        return min(count, key=lambda label: (-count[label], label is not None, label or "")) if count else None

    units = {rule["indicator"]: rule["unit"] or most(rule["indicator"], "unit") for rule in rules}
    moneys = {name: most(name, "currency") for name in names}
    sound = []
    for each in rows:
        name = each["indicator"]
        if each["unit"] != units[name]:
            note("mixed_unit")
            continue
        if options["currency"] and moneys[name] and each["currency"]:
            if each["currency"] != options["currency"]:
                rate = [r["rate"] for r in options["rates"] if r["currency"] == each["currency"] and (r["valid_from"] is None or r["valid_from"] <= each["date"])
                        and (r["valid_until"] is None or each["date"] < r["valid_until"])]
                if not rate:
                    note("no_rate")
                    continue
                each = {**each, "value": each["value"] * rate[0]}
        elif each["currency"] != moneys[name]:
            note("mixed_currency")
            continue
        sound.append(each)
    values = []
    for key in sorted({(each["person"], names.index(each["indicator"]), each["date"]) for each in sound}):
        same = [each for each in sound if (each["person"], names.index(each["indicator"]), each["date"]) == key]
        recorded = lambda each: each["date"] if each["recorded_at"] is None else each["recorded_at"]
        newest = max(recorded(each) for each in same)
        note("corrected", sum(recorded(each) < newest for each in same))
        same = sorted((each for each in same if recorded(each) == newest), key=lambda each: each["row"])
        alike = [each for each in same[1:] if (each["value"], each["weight"]) == (same[0]["value"], same[0]["weight"])]
        note("duplicate", len(alike))
        if len(alike) < len(same) - 1:
            note("two_values", len(same) - len(alike))
        else:
            values.append(same[0])
    gaps = []
    for before, after in zip(values, values[1:]):
        rule = rules[names.index(before["indicator"])]
        if (before["person"], before["indicator"]) == (after["person"], after["indicator"]) and rule["every"] != "any":
            hit = {period(day, rule["every"]) for day in range(before["date"], after["date"] + 1)}
            missing = len(hit) - len({period(before["date"], rule["every"]), period(after["date"], rule["every"])})
            if missing:
                note("missing_period")
                gaps.append([before["row"], names.index(before["indicator"]), missing])
    answers = []
    for person, day in zip(data["query_person"], data["query_day"]):
        if person not in data["person"]:
            note("unknown_query_person")
        for name in names:
            mine = [each for each in values if each["person"] == person and each["indicator"] == name and each["date"] <= day]
            window = [each for each in mine if each["date"] > day - options["window_days"]]
            weight = sum(each["weight"] for each in window)
            answers.append([mine[-1]["value"] if mine else None, day - mine[-1]["date"] if mine else None, mine[-1]["row"] if mine else None, len(window),
                            sum(each["value"] for each in window), sum(each["weight"] * each["value"] for each in window) / weight if weight else None])
    return {"values": [[each["row"], names.index(each["indicator"]), each["date"], each["value"]] for each in values], "gaps": gaps, "answers": answers, "findings": found}


def main():
    for seed, n in enumerate([100, 500, 800]):
        dice = random.Random(seed)
        people = [4, 15, 20][seed]
        maybe = lambda chance, value: value if dice.random() < chance else None
        indicator = [dice.choice(["pay", "pay", "sales", "score", "mood"]) for _ in range(n)]
        data = {"person": [dice.randrange(people) for _ in range(n)], "date": [19000 + dice.randrange(300) for _ in range(n)], "indicator": indicator,
                "value": [maybe(0.97, dice.randrange(-5, 101)) for _ in range(n)], "weight": [dice.randrange(3) for _ in range(n)],
                "unit": [{"pay": "month", "sales": dice.choice(["piece"] * 9 + ["box"]), "score": maybe(0.95, "point"), "mood": None}[name] for name in indicator],
                "currency": [dice.choice(["CNY"] * 6 + ["EUR", "USD"]) if name == "pay" else None if name != "sales" else maybe(0.1, "CNY") for name in indicator],
                "recorded_at": [maybe(0.3, 19000 + dice.randrange(330)) for _ in range(n)],
                "query_person": [dice.randrange(people + 1) for _ in range(40)], "query_day": [18990 + dice.randrange(330) for _ in range(40)]}
        options = {"known_at": 19290, "window_days": [30, 90, 1][seed], "currency": ["", "CNY", "EUR"][seed], "rates": [] if seed == 0 else [
            {"currency": "EUR" if seed == 1 else "CNY", "valid_from": None, "valid_until": 19150, "rate": 7.5}, {"currency": "EUR" if seed == 1 else "CNY", "valid_from": 19150, "valid_until": None, "rate": 8.0},
            {"currency": "USD", "valid_from": 19050, "valid_until": 19250, "rate": 7.0}],
                   "indicators": [{"indicator": "score", "unit": "point", "every": ["week", "month", "quarter"][seed], "lowest": 0, "highest": 95},
                                  {"indicator": "pay", "unit": "", "every": "month", "lowest": None, "highest": None},
                                  {"indicator": "sales", "unit": "", "every": ["any", "day", "year"][seed], "lowest": None, "highest": None}]}
        document = {"data": data, "options": options, "expected": measures(data, options)}
        Path(__file__).with_name(f"random_{seed}.json").write_text(json.dumps(document, indent=None) + "\n", encoding="utf-8")
        print(document["expected"]["findings"])


main()
