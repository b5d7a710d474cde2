"""Golden values of data.history: its definition restated day by day on random, messy tables. Run: python generate.py (standard library only)."""
import json
import random
from pathlib import Path

OPEN_END = 2932896
NEVER = 10**9
STATES = {"A": "active", "L": "on_leave", "C": "excluded", "T": "ended", "R": "ended"}


def known_rows(data, options, found):
    """The rows that stand, with converted days."""
    rows = []
    for row in range(len(data["person"])):
        one = {name: column[row] for name, column in data.items()}
        one["row"] = row
        if options["known_at"] is not None:
            if one["recorded_at"] is None:
                found("not_recorded")
                continue
            if one["recorded_at"] > options["known_at"]:
                found("recorded_later")
                continue
        if one["revoked_at"] is not None and (options["known_at"] is None or one["revoked_at"] <= options["known_at"]):
            found("revoked")
            continue
        if one["person"] is None:
            found("no_person")
            continue
        if one["status"] is None or one["status"] not in STATES:
            found("no_status" if one["status"] is None else "unknown_status")
            continue
        one["state"] = STATES[one["status"]]
        if one["effective"] is None:
            found("no_effective")
            if one["state"] == "ended":
                rows.append(one)
            continue
        if one["effective"] > options["observation_end"]:
            found("future_row")
            continue
        stop = one.get("stop")
        if stop == OPEN_END:
            found("open_end")
            stop = None
        if stop is not None and options["interval"] == "closed":
            stop += 1
        if stop is not None and stop < one["effective"]:
            found("stop_before_effective")
            continue
        one["until"] = NEVER if stop is None else stop
        if one["recorded_at"] is not None and one["recorded_at"] > one["effective"]:
            found("backdated")
        rows.append(one)
    return rows


def standing(rows, options, found):
    """Of one record: one row for each day and sequence, in order; and whether it has an ended row without a day."""
    dated = [row for row in rows if row["effective"] is not None]
    places = {}
    for row in dated:
        places.setdefault((row["effective"], row["sequence"]), []).append(row)
    result = []
    for place in sorted(places):
        entered = lambda row: -NEVER if row["recorded_at"] is None else row["recorded_at"]
        last = max(map(entered, places[place]))
        found("superseded", sum(entered(row) < last for row in places[place]))
        latest = [row for row in places[place] if entered(row) == last]
        found("tie", len(latest) - 1)
        result += latest if options["ties"] == "row_order" else latest[-1:]
    return result, len(dated) < len(rows)


def stays_of(rows, unknown_end, options, found):
    """One record's stays: first day, day after the last, how and with which row it ended, and the row of each day."""
    end, last_day = options["observation_end"], options["ending_day"] == "last_day"
    found("future_row", sum(row["effective"] == end and (row["state"] != "ended" or last_day) for row in rows))
    for row, after in zip(rows, rows[1:]):
        if row["state"] in ("active", "on_leave") and row["effective"] < end:
            agreed = after["effective"] + (last_day and after["state"] == "ended")
            in_effect = after["effective"] < end or (after["state"] == "ended" and not last_day)
            if row["until"] < after["effective"] and in_effect:
                found("gap")
            if options["interval"] != "start_only" and row["effective"] < after["effective"] < end and row["until"] > agreed:
                found("overlap")
    stays, stay, holding = [], None, None

    def close(day, how, ending):
        nonlocal stay, holding
        stays.append({**stay, "stop": day, "how": how, "ending": ending, "row": holding["row"]})
        stay = holding = None

    for day in range(-5, end + 1):
        today = [row for row in rows if row["effective"] == day]
        if stay is not None and holding["until"] <= day and not today:
            later = [row for row in rows if row["effective"] > day]
            in_effect = later and (later[0]["effective"] < end or not last_day)
            if in_effect and later[0]["state"] == "ended":
                close(day, "ended", later[0])
            else:
                close(day, "by_stop", holding)
        if stay is not None and unknown_end and day == rows[-1]["effective"] + 1 and holding["until"] == NEVER and holding is rows[-1]:
            found("unknown_end")
            close(day, "excluded", None)
        for place, row in enumerate(today):
            if day == end and (row["state"] != "ended" or last_day):
                if stay is not None and row["state"] != "ended":
                    close(day, "open", None)  # whatever happens on that day is not in effect yet
                    break
                continue
            if row["state"] == "ended":
                if stay is not None:
                    back = any(later["state"] != "ended" for later in today[place + 1:])
                    if last_day and not back:
                        stay["days"].append((day, holding))
                        close(day + 1, "ended", row)
                    else:
                        close(day, "ended", row)
            elif row["state"] == "excluded":
                if stay is not None:
                    close(day, "excluded", None)
            else:
                if stay is None:
                    stay = {"start": day, "days": []}
                holding = row
                if row["until"] == day and place + 1 == len(today):
                    later = [each for each in rows if each["effective"] > day]
                    in_effect = later and (later[0]["effective"] < end or (later[0]["effective"] == end and not last_day))
                    if in_effect and later[0]["state"] == "ended":
                        close(day, "ended", later[0])
                    else:
                        close(day, "by_stop", row)
        if stay is not None:
            if day == end:
                close(day, "open", None)
            else:
                stay["days"].append((day, holding))
    # A stay whose whole length is one excluded or replaced day holds nothing.
    return [stay for stay in stays if stay["start"] < stay["stop"] or stay["how"] in ("ended", "by_stop")]


def history(data, options):
    findings = {}

    def found(code, count=1):
        if count:
            findings[code] = findings.get(code, 0) + count

    rows = known_rows(data, options, found)
    end, begin = options["observation_end"], -NEVER if options["observation_start"] is None else options["observation_start"]
    spells, intervals = [], []
    for person in sorted({row["person"] for row in rows}):
        mine = [row for row in rows if row["person"] == person]
        person_row = mine[0]["row"]
        stays = []
        for record in sorted({row["job_record"] for row in mine}):
            stays += [{**stay, "record": record}
                      for stay in stays_of(*standing([row for row in mine if row["job_record"] == record], options, found), options, found)]
        # Employed while any record is: stays that share a day are one.
        runs = []
        for stay in sorted(stays, key=lambda each: (each["start"], -each["stop"], each["record"])):
            if runs and stay["start"] < runs[-1]["stop"]:
                runs[-1]["parts"].append(stay)
                runs[-1]["stop"] = max(runs[-1]["stop"], stay["stop"])
            else:
                runs.append({"start": stay["start"], "stop": stay["stop"], "parts": [stay]})
        kept = []
        for run in runs:
            if run["start"] == run["stop"]:
                found("zero_length")
                if options["zero_length"] == "leave_out":
                    continue
            rank = ["by_stop", "ended", "excluded", "open"]
            begun = lambda stay: next((day for day, row in stay["days"] if row is stay["days"][-1][1]), stay["start"]) if stay["days"] else stay["start"]
            run["last"] = max((part for part in run["parts"] if part["stop"] == run["stop"]),
                              key=lambda part: (rank.index(part["how"]), begun(part), part["record"]))
            kept.append(run)
        groups = []
        for run in kept:
            if groups:
                away = run["start"] - groups[-1][-1]["stop"]
                reused = options["reuse_after_days"] is not None and away > options["reuse_after_days"]
                found("id_reuse", int(reused))
                anew = reused or options["rehire"] == "new_spell" or (options["rehire"] == "after" and away > options["rehire_gap_days"])
                found("rehired" if anew else "continued")
            else:
                anew = True
            if anew:
                groups.append([])
            groups[-1].append(run)
        mine_intervals = []
        for number, group in enumerate(groups, 1):
            begun, stop, last = group[0]["start"], group[-1]["stop"], group[-1]["last"]
            left = last["how"] in ("ended", "by_stop")
            reason = last["ending"]["reason"] if last["how"] == "ended" else None
            half = 0.5 if options["zero_length"] == "half_day" and group[-1]["start"] == stop else 0
            held = []
            for run in group:
                pieces = []  # record, row, first day, day after the last, whether the spell ends with it
                if run["start"] == run["stop"]:
                    part = run["last"]
                    pieces.append([part["record"], part["row"], run["start"], run["stop"], run is group[-1]])
                elif options["job_records"] == "all":
                    for part in run["parts"]:
                        for day, row in part["days"]:
                            if pieces and pieces[-1][:2] == [part["record"], row["row"]] and pieces[-1][3] == day:
                                pieces[-1][3] = day + 1
                            else:
                                pieces.append([part["record"], row["row"], day, day + 1, False])
                        if part is last and part["days"]:
                            pieces[-1][4] = run is group[-1]
                else:
                    for day in range(run["start"], run["stop"]):
                        holders = [(not row["primary"], part["start"], part["record"], row["row"]) for part in run["parts"] for at, row in part["days"] if at == day]
                        row = min(holders)[3]
                        if pieces and pieces[-1][1] == row and pieces[-1][3] == day:
                            pieces[-1][3] = day + 1
                        else:
                            pieces.append([0, row, day, day + 1, False])
                    pieces[-1][4] = run is group[-1]
                held += sorted(pieces, key=lambda piece: (piece[2], -piece[3], piece[0]))
            pieces = held
            start, hired = begun, data["hired"][pieces[0][1]]
            before = groups[number - 2][-1]["stop"] if number > 1 else -NEVER
            if hired is not None and before <= hired < begun:
                start = hired
            state = {row["row"]: row["state"] for row in mine if "state" in row}
            days = {day for piece in pieces for day in range(piece[2], piece[3])}
            active = {day for run in group for part in run["parts"] for day, row in part["days"] if row["state"] == "active"}
            within = [piece for piece in pieces if piece[3] > begin] if stop > begin else []
            dropped = {piece[1] for piece in pieces} - {piece[1] for piece in within}
            found("before_observation", len(dropped))
            if not within:
                continue
            ends = next(piece for piece in pieces if piece[4])
            within = [[record, row, max(first, begin), after, ending] for record, row, first, after, ending in within]
            found("observed_late", int(within[0][2] > start))
            found("begins_late", int(start < begun))
            found("hired_later", int(hired is not None and hired > begun))
            found("no_reason", int(left and reason is None))
            spells.append({"row": pieces[0][1], "last_row": ends[1], "end_row": last["ending"]["row"] if left else -1, "person_row": person_row,
                           "spell": number, "start": start, "stop": stop, "duration": stop - start + half, "entry": within[0][2] - start, "event": int(left),
                           "reason": reason, "days_on_leave": len(days - active), "days_away": stop - begun - len(days), "rows": len(within)})
            for record, row, first, after, ending in within:
                mine_intervals.append({"record": record, "row": row, "person_row": person_row, "spell": number, "start": first, "stop": after, "entry": first - start,
                                       "duration": after - start + (half if first == after else 0), "event": int(left and ending),
                                       "reason": reason if left and ending else None, "state": int(state[row] == "on_leave")})
        for each in mine_intervals:
            same = [other for other in mine_intervals if options["job_records"] == "primary" or other["record"] == each["record"]]
            each["last_row"] = same[-1]["row"]
        intervals += mine_intervals
    causes = sorted({spell["reason"] for spell in spells if spell["event"] and spell["reason"] is not None})
    if any(spell["event"] and spell["reason"] is None for spell in spells):
        causes.append("unstated")
    for each in spells + intervals:
        each["cause"] = causes.index(each["reason"] or "unstated") + 1 if each["event"] else 0
    table = lambda records, names: {name: [record[name] for record in records] for name in names}
    return {
        "spells": table(spells, ("row", "last_row", "end_row", "person_row", "spell", "start", "stop", "duration", "entry", "event", "cause", "days_on_leave", "days_away", "rows")),
        "intervals": table(intervals, ("row", "last_row", "person_row", "spell", "start", "stop", "entry", "duration", "event", "cause", "state")),
        "causes": causes, "findings": findings}


def random_case(seed, n=90, people=18):
    dice = random.Random(seed)
    interval = dice.choice(["closed", "half_open", "start_only"])
    options = {"observation_end": 100, "observation_start": dice.choice([None, None, 30]), "known_at": dice.choice([None, None, 105]), "interval": interval,
               "ending_day": dice.choice(["first_day_away", "last_day"]), "rehire": dice.choice(["new_spell", "continued", "after"]), "rehire_gap_days": None,
               "reuse_after_days": dice.choice([None, 40]), "job_records": dice.choice(["all", "primary"]), "ties": dice.choice(["conflict", "row_order"]),
               "zero_length": dice.choice(["leave_out", "half_day"])}
    if options["rehire"] == "after":
        options["rehire_gap_days"] = dice.choice([0, 3, 20])
    jobs = dice.choice([1, 1, 3])
    if jobs > 1:
        options["zero_length"] = "leave_out"  # which of several jobs on a day without length comes first is not said by days
    table = []
    for person in range(people):
        for job in range(dice.randint(1, jobs)):
            day = dice.randrange(-3, 60)
            count = dice.randrange(1, max(2, 2 * n // people))
            for place in range(count):
                after = day + dice.choice([0, 0, 1, 1, 2, 5, 10, 30, 60])
                stop = dice.choice([after - (interval == "closed")] * 8 + [None, OPEN_END, after + 3, day - 2, after - 2, day])
                table.append({"person": person if dice.random() < 0.98 else None, "effective": day if dice.random() < 0.97 else None, "stop": stop,
                              "sequence": dice.choice([place, place, place, 0]), "job_record": job, "primary": int(dice.random() < (0.7 if job == 0 else 0.3)),
                              "status": dice.choice("AAAAAALCTTR") if dice.random() < 0.97 else dice.choice(["X", None]),
                              "reason": dice.choice(["pay", "boss", "moved", None]),
                              "recorded_at": dice.choice([day, day, day, day + 2, day - 5, 110, None]) if dice.random() < 0.9 else 120,
                              "revoked_at": dice.choice([None] * 12 + [50, 108]),
                              "hired": dice.choice([None, None, None, day, day - 20, day + 4])})
                day = after
    dice.shuffle(table)
    data = {name: [row[name] for row in table] for name in table[0]}
    if interval == "start_only":
        del data["stop"]
    return {"data": data, "options": options}


def main():
    for seed in range(16):
        case = random_case(seed)
        case["expected"] = history(case["data"], case["options"])
        Path(__file__).with_name(f"random_{seed}.json").write_text(json.dumps(case, indent=None) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
