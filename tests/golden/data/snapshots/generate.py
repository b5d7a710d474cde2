"""Golden values of data.snapshots: its definition restated person by person on random rosters. Run: python generate.py (standard library only)."""
import json
import random
from pathlib import Path

OPEN = 2932896
STATES = {"A": "active", "L": "on_leave", "X": "excluded", "T": "ended"}


def snapshots(rows, options):
    """rows: list of dicts with row, person, snapshot, status, start, stop, reason, recorded_at."""
    found = {}

    def note(code):
        found[code] = found.get(code, 0) + 1

    def holds(code):
        note(code)
        return options["contradictions"] == "stated"

    first_row = {}
    for each in rows:
        first_row.setdefault(each["person"], each["row"])
    used = []
    for each in rows:
        recorded = each["snapshot"] if each["recorded_at"] is None else each["recorded_at"]
        if options["known_at"] is not None and recorded > options["known_at"]:
            note("recorded_later")
        elif options["observation_start"] is not None and each["snapshot"] < options["observation_start"]:
            note("before_observation")
        elif options["observation_end"] is not None and each["snapshot"] >= options["observation_end"]:
            note("after_observation")
        else:
            used.append({**each, "recorded": recorded})
    met = sorted({each["snapshot"] for each in used})
    whole = [day for day in met if not options["expected"] or day in options["expected"]]
    for day in options["expected"]:
        inside = (options["observation_start"] is None or day >= options["observation_start"]) and (
            options["observation_end"] is None or day < options["observation_end"]) and (options["known_at"] is None or day <= options["known_at"])
        if inside and day not in met:
            note("missing_roster")
    if not met:
        return {"spells": [], "intervals": [], "findings": found}
    begin = met[0]
    end = met[-1] + 1 if options["observation_end"] is None else min(options["observation_end"], met[-1] + 1)

    # What each row says: employed, gone, unclear, or nothing at all.
    says = []
    for each in used:
        day, state = each["snapshot"], None
        if day not in whole:
            note("unexpected_roster")
        stop = None if each["stop"] in (None, *options["open_ends"]) else each["stop"] + (options["interval"] == "closed")
        start, what = each["start"], "employed"
        if options["statuses"]:
            state = STATES.get(each["status"])
        if options["statuses"] and state is None:
            note("unknown_status")
            what = "unclear"
        elif state == "excluded":
            note("excluded")
            what = None
        elif start is not None and stop is not None and stop < start:
            note("stop_before_start")
            what = "unclear"
        elif start is not None and stop == start:
            note("zero_length")
            what = None
        elif start is not None and start > day:
            note("not_yet_started")
            what = None
        elif state == "ended":
            what = "gone"
            if stop is not None and stop > day:
                if holds("ended_before_stop"):
                    what = "employed"
                else:
                    stop = None
        elif state is None and stop is not None and stop <= day:
            what = "gone"
        says.append({**each, "start": start, "stop": stop, "what": what, "leave": state == "on_leave"})

    spells, intervals = [], []
    for person in sorted(first_row):
        mine = [each for each in says if each["person"] == person]
        statements = []
        for day in met:
            today = [each for each in mine if each["snapshot"] == day]
            last = max((each["recorded"] for each in today if True), default=None)
            keep = []
            for each in sorted(today, key=lambda each: each["row"]):
                if each["recorded"] < last:
                    note("corrected")
                    continue
                twin = False
                if each["what"] in ("employed", "gone"):
                    for other in keep:
                        if other["what"] != each["what"]:
                            continue
                        same = all(other[name] == each[name] for name in ("start", "stop", "reason", "leave"))
                        if same or each["what"] == "employed":
                            note("duplicate" if same else "two_rows")
                            twin = True
                            break
                if not twin:
                    keep.append(each)
            rank = {"gone": 0, "unclear": 1, "employed": 2}
            keep = [each for each in keep if each["what"]]
            keep.sort(key=lambda each: (rank[each["what"]], tuple((each[name] is not None, each[name] or 0) for name in ("stop", "start")) + ((each["reason"] or ""), each["leave"])
                                    if each["what"] == "gone" else (), each["row"]))
            statements += keep
        unclear = {each["snapshot"] for each in statements if each["what"] == "unclear"}

        runs, sightings = [], 0

        def lacking(after, before):
            """Whole rosters strictly between two days that show the person gone."""
            return [day for day in whole if after < day < before and day not in unclear]

        def say_gone(each):
            day = each["snapshot"]
            if not runs:
                if each["start"] is None:
                    note("unseen_leaver")
                else:
                    never(each)
                return
            run = runs[-1]
            seen = bool(run["seen"])
            if each["stop"] is not None:
                if run["start"] is not None:
                    if each["stop"] <= run["start"]:
                        return
                elif len(runs) > 1 and seen and each["stop"] <= run["seen"][0]["snapshot"]:
                    return
            if seen and run["missing"] is None:
                run["missing"] = (lacking(run["seen"][-1]["snapshot"], day) or [day])[0]
            over = run["stop"] if run["ended"] and run["stop"] is not None else run["seen"][-1]["snapshot"] + 1 if seen else run["start"] + 1
            if each["start"] is not None and each["start"] != run["start"] and each["start"] >= over:
                run["missing"] = min(run["missing"], each["start"])
                never(each)
                return
            if each["stop"] is not None:
                if run["stop"] is not None and run["stop"] != each["stop"]:
                    note("stop_changed")
                run["stop"] = each["stop"]
            run["reason"] = each["reason"] or run["reason"]
            run["ended"], run["gone"] = True, day

        def never(each):
            note("never_seen")
            runs.append({"seen": [], "row": each["row"], "last": each["row"], "leaver": each, "after": None, "missing": each["snapshot"], "start": each["start"],
                         "stop": each["stop"], "reason": each["reason"], "ended": True, "gone": each["snapshot"]})

        def begin_run(each, after):
            runs.append({"seen": [each], "row": each["row"], "last": each["row"], "after": after, "missing": None, "start": each["start"], "stop": each["stop"],
                         "reason": each["reason"], "ended": False, "gone": None})

        def extend(each):
            run = runs[-1]
            run["seen"].append(each)
            run["last"], run["missing"], run["ended"] = each["row"], None, False
            if each["start"] is not None:
                if run["start"] not in (None, each["start"]):
                    note("start_changed")
                run["start"] = each["start"]
            if run["stop"] is not None and run["stop"] != each["stop"]:
                note("stop_changed")
            run["stop"] = each["stop"]
            run["reason"] = each["reason"] or run["reason"]

        for each in statements:
            day = each["snapshot"]
            if each["what"] == "gone":
                say_gone(each)
            if each["what"] != "employed":
                continue
            if each["stop"] is not None and each["stop"] <= day:
                if holds("seen_after_stop"):
                    say_gone(each)
                    continue
                each = {**each, "stop": None}
            sightings += 1
            absent = [w for w in whole if w < day]
            while absent and absent[-1] in unclear:
                absent.pop()
            after = absent[-1] if absent else None
            if not runs or not runs[-1]["seen"]:
                begin_run(each, after)
                continue
            run = runs[-1]
            last = run["seen"][-1]["snapshot"]
            if run["missing"] is None and lacking(last, day):
                run["missing"] = lacking(last, day)[0]
            if run["missing"] is None:
                if each["start"] is None or each["start"] <= last:
                    extend(each)
                else:
                    note("back_between")
                    run["missing"] = each["start"]
                    begin_run(each, last)
                continue
            note("gap_and_return")
            if each["start"] is not None and each["start"] <= last:
                if holds("missed_in_between"):
                    extend(each)
                    continue
                each = {**each, "start": None}
            since = max(last, after if after is not None else last)
            if run["gone"] is not None and run["gone"] < day:
                since = max(since, run["gone"])
            begin_run(each, since)
        if runs and runs[-1]["seen"] and runs[-1]["missing"] is None:
            later = lacking(runs[-1]["seen"][-1]["snapshot"], 10**9)
            if later:
                runs[-1]["missing"] = later[0]
        if sightings == 1 and len(statements) == 1:
            seen = [run for run in runs if run["seen"]]
            if seen and whole and seen[0]["seen"][0]["snapshot"] < whole[-1]:
                note("seen_once")

        for run in runs:
            start = run["start"]
            if run["seen"]:
                sighted = run["seen"][0]["snapshot"]
                if start is not None and start > sighted and not holds("seen_before_start"):
                    start = None
                if start is not None and run["after"] is not None and start <= run["after"] and not holds("listed_late"):
                    start = None
                if start is None:
                    note("unknown_start")
            if start is not None:
                run["from"], run["start_from"] = start, "stated"
            elif run["after"] is None:
                run["from"], run["start_from"] = sighted, "before_first_roster"
            else:
                possible = list(range(run["after"] + 1, sighted + 1))
                run["from"] = {"first_seen": possible[-1], "after_previous": possible[0], "midpoint": possible[(len(possible) - 1) // 2]}[options["start_rule"]]
                run["start_from"] = "start_rule"
        kept = []
        for i, run in enumerate(runs):
            stop, last = run["stop"], run["seen"][-1]["snapshot"] if run["seen"] else run["start"]
            if run["missing"] is None:
                if stop is not None and stop <= end:
                    run["until"], run["stop_from"] = stop, "stated"
                else:
                    if stop is not None:
                        note("future_stop")
                    run["until"], run["stop_from"] = min(last + 1, end), "still_here"
            else:
                if stop is not None and run["seen"] and stop <= last:
                    if not holds("seen_after_stop") or stop <= run["from"]:
                        stop = None
                elif stop is not None and stop > run["missing"] and not holds("missed_before_stop"):
                    stop = None
                if stop is None:
                    note("unknown_stop")
                    high = run["missing"]
                    if i + 1 < len(runs) and runs[i + 1]["from"] > last:
                        high = min(high, runs[i + 1]["from"])
                    possible = list(range(last + 1, max(high, last + 1) + 1))
                    run["until"] = {"last_seen": possible[0], "first_missing": possible[-1], "midpoint": possible[(len(possible) - 1) // 2]}[options["stop_rule"]]
                    run["stop_from"] = "stop_rule"
                elif stop > end:
                    note("future_stop")
                    run["until"], run["stop_from"] = end, "still_here"
                else:
                    run["until"], run["stop_from"] = stop, "stated"
            if run["until"] <= run["from"]:
                note("zero_length")
            elif run["until"] <= begin:
                note("ended_before_observation")
            else:
                kept.append(run)
        kept.sort(key=lambda run: run["from"])
        apart = []
        for run in kept:
            if apart and run["from"] < apart[-1]["until"]:
                note("overlap")
            else:
                apart.append(run)
        joined = []
        for run in apart:
            gap = run["from"] - joined[-1][-1]["until"] if joined else None
            if joined and (options["rehire"] == "continued" or options["rehire"] == "after" and gap <= options["rehire_gap_days"]):
                joined[-1].append(run)
            else:
                joined.append([run])
        for number, group in enumerate(joined, 1):
            first, last = group[0], group[-1]
            if number > 1:
                note("several_spells")
            seen = [each["snapshot"] for run in group for each in run["seen"]]
            left = last["stop_from"] != "still_here"
            since = begin if options["leavers_listed"] or not first["seen"] else first["seen"][0]["snapshot"]
            length = last["until"] - first["from"]
            entry = max(0, since - first["from"])
            if entry >= length:
                entry = max(0, begin - first["from"])
            if left and last["reason"] is None:
                note("no_reason")
            if not left and last["reason"] is not None:
                note("reason_of_present")
            spells.append({"row": first["row"], "last_row": last["last"], "person_row": first_row[person], "spell": number, "entered_after": first["after"],
                           "first_seen": seen[0] if seen else None, "last_seen": seen[-1] if seen else None, "first_missing": last["missing"],
                           "start": first["from"], "stop": last["until"], "start_from": first["start_from"], "stop_from": last["stop_from"],
                           "duration": length, "entry": entry, "event": int(left),
                           "days_away": sum(b["from"] - a["until"] for a, b in zip(group, group[1:])), "reason": last["reason"] if left else None})
            # Day by day: which row holds.
            holding = {}
            for run in group:
                for i, each in enumerate(run["seen"] or [run["leaver"]]):
                    on = run["from"] if i == 0 else each["snapshot"]
                    for day in range(max(on, first["from"], begin), last["until"]):
                        holding[day] = each
            days = sorted(holding)
            for day in days:
                if day == days[0] or holding[day]["row"] != holding[day - 1]["row"]:
                    intervals.append({"row": holding[day]["row"], "last_row": apart[-1]["last"], "spell": number, "start": day, "stop": day + 1,
                                      "state": "on_leave" if holding[day]["leave"] else "active", "event": 0})
                else:
                    intervals[-1]["stop"] = day + 1
            intervals[-1]["event"] = int(left)
    return {"spells": spells, "intervals": intervals, "findings": found}


def table(dice, people, days, noise):
    """Rosters of random careers, with some of the mistakes that rosters have."""
    rows = []
    for person in range(people):
        day, careers = dice.randrange(-60, 200), []
        for _ in range(dice.choice([1, 1, 1, 2, 3])):
            length = dice.randrange(1, 260)
            careers.append((day, day + length))
            day += length + dice.choice([0, 1, 20, 90])
        states_dates = dice.random() < 0.6
        for roster in days:
            for hired, gone in careers:
                told = {"person": person, "snapshot": roster, "status": dice.choice("AAAAL"), "start": hired if states_dates else None, "stop": None, "reason": None,
                        "recorded_at": None}
                if hired <= roster < gone:
                    if gone - roster < 20 and states_dates and dice.random() < 0.6:
                        told["stop"] = gone
                        told["reason"] = dice.choice(["pay", "boss", None])
                elif gone <= roster < gone + 60 and person % 3 == 0:
                    told.update(status="T", stop=gone if dice.random() < 0.8 else None, reason=dice.choice(["pay", "boss", None]))
                elif roster < hired < roster + 20 and dice.random() < 0.3:
                    told["status"] = "A"
                else:
                    continue
                if dice.random() < noise:
                    what = dice.randrange(9)
                    if what == 0:
                        continue
                    if what == 1:
                        told["status"] = dice.choice(["X", "?", None])
                    if what == 2:
                        told["start"] = dice.randrange(-60, 400)
                    if what == 3:
                        told["stop"] = dice.randrange(-60, 400)
                    if what == 4:
                        rows.append(dict(told))
                    if what == 5:
                        rows.append({**told, "start": dice.randrange(-60, roster + 1)})
                    if what == 6:
                        rows.append({**told, "recorded_at": roster + dice.randrange(0, 60)})
                    if what == 7:
                        told["stop"] = OPEN
                    if what == 8:
                        told["start"] = told["stop"] = roster - dice.randrange(0, 9)
                rows.append(told)
    dice.shuffle(rows)
    for row, each in enumerate(rows):
        each["row"] = row
    return rows


def main():
    days = [31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365]
    for seed in range(8):
        dice = random.Random(seed)
        rosters = [day for day in days if not (seed % 2 and day in (151, 304))] + ([100, 200] if seed % 2 else [])
        rows = table(dice, [12, 40, 40, 25][seed % 4], sorted(rosters), [0.0, 0.1, 0.3, 0.5][(seed // 2) % 4])
        options = {"expected": days if seed % 2 else [], "observation_start": 40 if seed == 5 else None, "observation_end": 330 if seed in (2, 5) else None,
                   "known_at": 345 if seed in (3, 6) else None, "interval": ["half_open", "closed"][seed // 3 % 2], "open_ends": [OPEN], "statuses": seed != 4,
                   "start_rule": ["first_seen", "after_previous", "midpoint"][seed % 3], "stop_rule": ["first_missing", "midpoint", "last_seen"][seed % 3],
                   "contradictions": ["stated", "seen"][seed // 2 % 2], "leavers_listed": seed in (1, 6), "rehire": ["new_spell", "after", "continued"][seed % 3],
                   "rehire_gap_days": 10}
        document = {"data": {name: [each[name] for each in rows] for name in ("person", "snapshot", "status", "start", "stop", "reason", "recorded_at")},
                    "options": options, "expected": snapshots(rows, options)}
        Path(__file__).with_name(f"random_{seed}.json").write_text(json.dumps(document, indent=None) + "\n", encoding="utf-8")
        print(seed, len(rows), document["expected"]["findings"])


if __name__ == "__main__":
    main()
