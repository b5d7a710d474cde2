"""Golden values of data.spells: its definition restated row by row on random tables. Run: python generate.py (standard library only)."""
import json
import random
from pathlib import Path

OPEN = 2932896


def spells(data, options):
    findings = {}

    def found(code):
        findings[code] = findings.get(code, 0) + 1

    kept = []
    for row, (start, stop, reason, person, watched) in enumerate(zip(*(data[name] for name in ("start", "stop", "reason", "person", "observed_from")))):
        if start is None:
            found("no_start")
            continue
        if stop in options["open_ends"]:
            found("open_end")
            stop = None
        if stop is not None and options["interval"] == "closed":
            stop += 1
        if stop is not None and stop < start:
            found("stop_before_start")
            continue
        if start >= options["observation_end"]:
            found("future_start")
            continue
        if stop is not None and stop > options["observation_end"]:
            found("future_stop")
            stop = None
        left = stop is not None
        stop = stop if left else options["observation_end"]
        if start == stop:
            found("zero_length")
            if options["zero_length"] == "leave_out":
                continue
        since = start
        if options["observation_start"] is not None:
            if stop <= options["observation_start"]:
                found("ended_before_observation")
                continue
            since = max(since, options["observation_start"])
        if watched is not None and watched > since:
            if watched >= stop:
                found("observed_after_stop")
                continue
            since = watched
        if since > start:
            found("observed_late")
        if reason is not None and not left:
            found("reason_of_present")
        if reason is None and left:
            found("no_reason")
        kept.append({"row": row, "person": person, "start": start, "stop": stop, "duration": stop - start or 0.5, "entry": since - start,
                     "event": int(left), "reason": reason if left else None})
    for person in {each["person"] for each in kept}:
        last, number = None, 0
        for each in sorted((each for each in kept if each["person"] == person), key=lambda each: (each["start"], each["row"])):
            if last is not None and each["start"] < last["stop"]:
                found("overlap")
                each["spell"] = None
                continue
            number += 1
            if number > 1:
                found("several_spells")
            each["spell"], last = number, each
    kept = [each for each in kept if each["spell"] is not None]
    causes = sorted({each["reason"] for each in kept if each["reason"] is not None})
    if any(each["event"] and each["reason"] is None for each in kept):
        causes.append("unstated")
    for each in kept:
        each["cause"] = 0 if not each["event"] else causes.index(each["reason"] or "unstated") + 1
    columns = {name: [each[name] for each in kept] for name in ("row", "spell", "duration", "entry", "event", "cause")}
    return {**columns, "causes": causes, "findings": findings}


def main():
    for seed, (n, people) in enumerate([(60, 50), (300, 80), (300, 400), (40, 3)]):
        dice = random.Random(seed)
        some = lambda chance, make: [make() if dice.random() < chance else None for _ in range(n)]
        start = some(0.97, lambda: dice.randrange(0, 1100))
        stop = [None if dice.random() < 0.3 else OPEN if dice.random() < 0.1 else (begin or 0) + dice.randrange(-3, 300) for begin in start]
        data = {"start": start, "stop": stop, "reason": some(0.7, lambda: dice.choice(["pay", "boss", "moved"])),
                "person": [dice.randrange(people) for _ in range(n)], "observed_from": some(0.2, lambda: dice.randrange(0, 1100))}
        options = {"observation_end": 1000, "observation_start": [None, 400][seed % 2], "interval": ["half_open", "closed"][seed // 2],
                   "open_ends": [OPEN], "zero_length": ["leave_out", "half_day"][seed % 2]}
        document = {"data": data, "options": options, "expected": spells(data, options)}
        Path(__file__).with_name(f"random_{seed}.json").write_text(json.dumps(document, indent=None) + "\n", encoding="utf-8")


main()
