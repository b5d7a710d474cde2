"""Contacts made so far, as what changes while somebody is away: a piece of time for each number of contacts. Sample phone-retail.

Every contact ends a piece of the person's time away and begins the next one, so that nobody counts as called before the call. Who returned soon was called seldom:
a table by the number of calls at the end would say that calls keep people away. The answer is an association; the hold-out (uplift.py) says what calls do.
"""
import csv
import tempfile
from pathlib import Path

import mainstay
import numpy as np
from mainstay import sample

with tempfile.TemporaryDirectory() as place:
    sample.write("phone-retail", Path(place) / "shop", 1_200, 4, daily=False)

    def table(name):
        with open(Path(place) / "shop" / f"{name}.csv", encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    leavers, contacts = table("returns_leavers"), table("returns_contacts")
day = lambda text: int(np.datetime64(text, "D").astype(int))
last_day = day("2025-12-31")
calls = {}
for contact in contacts:
    calls.setdefault(contact["person"], []).append(day(contact["day"]))
pieces = {name: [] for name in ("person", "exit", "entry", "duration", "end", "contacts")}
for leaver in leavers:
    if not leaver["arm"]:
        continue
    left, stop = day(leaver["exit"]), day(leaver["end_day"]) if leaver["end_day"] else last_day
    days = [0] + sorted(each - left for each in calls.get(leaver["person"], []) if left < each < stop) + [stop - left]
    for number, (begin, until) in enumerate(zip(days[:-1], days[1:])):
        if until > begin:
            for name, value in zip(pieces, (leaver["person"], left, begin, until, leaver["end"] or "open" if until == stop - left else "open", number)):
                pieces[name].append(value)
made = np.array(pieces.pop("contacts"))
print(f"{len(made)} pieces of {len(set(pieces['person']))} people who were to be called or held out")
word = np.array(["none yet", "one", "two or more"], object)[np.minimum(made, 2)]
groups = mainstay.returns.probability(pieces["duration"], pieces["end"], entry=pieces["entry"], situation=word, person=pieces["person"], exit=pieces["exit"], horizons=[90], waited=[0, 30, 90], pooling="none").groups
for k in range(len(groups.people)):
    if groups.people[k]:
        print(f"away for {groups.waited[k]:.0f} days, contacts {groups.situation[k]}: {groups.people[k]:.0f} people, {groups.returned[k]:.0f} back within 90 days while it stayed so, {groups.lower[k]:.1%} to {groups.upper[k]:.1%} ({groups.status[k]})")

reasons = {leaver["person"]: leaver["reason"] for leaver in leavers}
fit = mainstay.returns.prediction(pieces["duration"], pieces["end"], x={"contacts": made.astype(float)}, entry=pieces["entry"], reason=[reasons[who] for who in pieces["person"]], person=pieces["person"], horizons=[180], resamples=20)
found = fit.predict([30, 30, 30], [1, 1, 1], x={"contacts": [0, 1, 2]}, reason=["晋升受限"] * 3).people
for k in range(3):
    print(f"a month away, left for a post, {k} contacts: {found.probability[k]:.1%} ({found.lower[k]:.1%} to {found.upper[k]:.1%}) back within 180 days")
