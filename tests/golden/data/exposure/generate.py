"""Golden values of data.exposure: every row walked day by day. Run: python generate.py (standard library only)."""
import json
import random
from pathlib import Path


def exposure(data, options):
    found, pieces, cells, outside = {}, [], {}, 0

    def note(code):
        found[code] = found.get(code, 0) + 1

    stays = []
    for row in range(len(data["start"])):
        start, stop, event, origin, watched, person, group = (data[name][row] for name in ("start", "stop", "event", "origin", "observed_from", "person", "group"))
        end = options["observation_end"]
        stop = end if stop is None else stop + (options["interval"] == "closed")
        is_open = data["stop"][row] is None
        if not is_open and stop < start:
            note("stop_before_start")
        elif start >= end:
            note("future_start")
        else:
            if stop > end:
                note("future_stop")
                stop, is_open = end, True
            if stop == start:
                note("zero_length")
            elif start < origin:
                note("start_before_origin")
            else:
                if watched is not None and watched > start:
                    if watched >= stop:
                        note("observed_after_stop")
                        continue
                    note("observed_late")
                    start = watched
                stays.append((start, row, stop, 0 if is_open else event, origin, person, group))
    kept = []
    for person in sorted({stay[5] for stay in stays}):
        until = None
        for stay in sorted(stay for stay in stays if stay[5] == person):
            if until is not None and stay[0] < until:
                note("overlap")
                continue
            until = stay[2]
            kept.append(stay)
    for start, row, stop, event, origin, _, group in sorted(kept, key=lambda stay: stay[1]):
        inside = 0
        for day in range(start, stop):
            period = sum(day >= bound for bound in options["boundaries"]) - 1
            if period < 0 or period == len(options["boundaries"]) - 1:
                continue
            inside += 1
            band = sum(day - origin >= bound for bound in options["bands"])
            if pieces and pieces[-1]["row"] == row and pieces[-1]["period"] == period and pieces[-1]["band"] == band:
                pieces[-1]["stop"] = day + 1
            else:
                pieces.append({"row": row, "period": period, "band": band, "start": day, "stop": day + 1, "event": 0, "entry": day - origin})
            cell = cells.setdefault(f"{group} {period} {band}", [0, 0])
            cell[0] += 1
            if day == stop - 1:
                pieces[-1]["event"] = event
                cell[1] += event > 0
        if inside == 0:
            note("no_days")
        else:
            outside += stop - start - inside
            if inside < stop - start:
                note("outside_periods")
    return {"pieces": pieces, "cells": cells, "days_outside": outside, "findings": found}


def main():
    for seed, n in enumerate([60, 200, 300]):
        dice = random.Random(seed)
        start = [dice.randrange(0, 1000) for _ in range(n)]
        data = {"start": start, "stop": [None if dice.random() < 0.2 else day + dice.randrange(-2, 500) for day in start],
                "event": [dice.randrange(0, 4) for _ in range(n)], "origin": [day - max(0, dice.randrange(-300, 300)) + (dice.random() < 0.02) for day in start],
                "observed_from": [dice.randrange(0, 1200) if dice.random() < 0.2 else None for _ in range(n)], "person": [dice.randrange(n) for _ in range(n)],
                "group": [dice.choice(["north", "south"]) for _ in range(n)]}
        options = {"boundaries": [[100, 131, 400, 401, 900], list(range(0, 1081, 30)), [0, 2000]][seed], "bands": [[30, 90, 365], [], [1, 2, 3, 100]][seed],
                   "observation_end": [1000, 1050, 1300][seed], "interval": ["half_open", "closed"][seed % 2]}
        document = {"data": data, "options": options, "expected": exposure(data, options)}
        Path(__file__).with_name(f"random_{seed}.json").write_text(json.dumps(document, indent=None) + "\n", encoding="utf-8")


main()
