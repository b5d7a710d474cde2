"""Employment restated day by day, with nothing but sets and loops: what the golden values of attrition are made from.

A world is the answer to "who was where on this day", for every day; hires, moves and leavings are the differences of two days.
"""
import random
from datetime import date, timedelta

EPOCH = date(1970, 1, 1)


def day(text):
    return (date.fromisoformat(text) - EPOCH).days


def add_months(number, months):
    at = EPOCH + timedelta(days=number)
    months += at.year * 12 + at.month - 1
    year, month = divmod(months, 12)
    for last in (31, 30, 29, 28):
        try:
            return (date(year, month + 1, min(at.day, last)) - EPOCH).days
        except ValueError:
            continue


def random_rows(seed, people, first, last, spells=True, states=True, kinds=True, events=False):
    """Job histories: transfers, two jobs, leaves, gaps, rehires (also on the day after the exit), one-day and zero-day stays."""
    rng = random.Random(seed)
    rows = []
    for person in range(people):
        at, spell = rng.randrange(first - 200, last), 0
        for _ in range(rng.choice((1, 1, 1, 2, 3))):
            spell += 1
            length = rng.choice((0, 1, 2, 5, 30, 60, 90, 200, 400)) if rng.random() < 0.4 else rng.randrange(20, 500)
            cuts = sorted({at, at + length, *(at + rng.randrange(length + 1) for _ in range(rng.choice((0, 0, 1, 2))))}) if length else [at, at]
            pieces = list(zip(cuts, cuts[1:]))
            if length > 50 and len(pieces) > 2 and rng.random() < 0.3:
                del pieces[1]  # an interruption of the spell
            for i, (start, stop) in enumerate(pieces):
                final = i == len(pieces) - 1
                still = final and rng.random() < 0.3
                rows.append({
                    "person": f"p{person:02}", "start": start, "stop": None if still and not events else stop, "spell": spell,
                    "event": int(final and not still),
                    "fte": rng.choice((1.0, 1.0, 0.8, 0.5, 0.3333333)), "state": "on_leave" if states and rng.random() < 0.2 else "active",
                    "kind": rng.choice(("voluntary", "involuntary", "other", None)) if kinds and final and not still else None,
                    "regretted": rng.choice((0, 1, 1, None)) if final and not still else None,
                    "department": rng.choice(("sales", "care", "office", "lab", None)), "grade": rng.randrange(1, 12),
                })
                if still and events:
                    rows[-1]["stop"] = max(stop, last + 10)
                if rng.random() < 0.15 and length > 10:  # a second job beside the first
                    a, b = sorted(rng.sample(range(start - 3, stop + 4), 2))
                    rows.append({**rows[-1], "start": a, "stop": b, "kind": None, "regretted": None, "event": 0, "fte": 0.25,
                                 "state": rng.choice(("active", "on_leave")) if states else "active", "department": rng.choice(("sales", "care"))})
                if still:
                    break
            at += length + rng.choice((0, 0, 1, 10, 60))
            if still:
                break
    rng.shuffle(rows)
    return rows


def turning_days(rows, first, last, count):
    """Days on which somebody comes or goes, as boundaries: where rules that differ by a day show."""
    days = sorted({at for row in rows for at in (row["start"], row["stop"], (row["stop"] or 0) - 1) if at is not None and first < at < last})
    return sorted(random.Random(len(days)).sample(days, count))


class World:
    """`units(row, column, day)` names the values of a column under which a row counts on a day."""

    def __init__(self, rows, observation_end, columns, units, use_spell, use_event, horizon):
        self.end, self.columns, self.units = observation_end, columns, units
        self.first, self.last = horizon
        self.groups = {("total", "all")}
        self.present, self.on_leave, self.fte = {}, {}, {}  # (column, value, day) -> people / people on leave / sum
        self.fte_of_person = {}
        self.hires, self.ins, self.outs, self.leavings = [], [], [], []  # (column, value, person, day, …)
        self.runs = []  # of the company: person, first day, first day away or None, left, kind, regretted
        people = {}
        for row in rows:
            if row["start"] < observation_end:
                row = dict(row)
                if row["stop"] is not None and (row["stop"] > observation_end or (use_event and row["event"] == 0 and row["stop"] >= observation_end)):
                    row["stop"] = None
                people.setdefault(row["person"], []).append(row)
        for person, jobs in people.items():
            self.one(person, jobs, use_spell, use_event)

    @staticmethod
    def covers(job, when):
        return job["start"] <= when and (job["stop"] is None or when < job["stop"])

    def one(self, person, jobs, use_spell, use_event):
        first, last = min(job["start"] for job in jobs) - 1, max([self.last, *(job["stop"] or 0 for job in jobs)]) + 1
        # The company's breaks: between a day and the next nobody goes on and no spell goes on.
        def stays(when):
            """Whether employment of the day before `when` is the same as on `when`."""
            before = [job for job in jobs if self.covers(job, when - 1)]
            after = [job for job in jobs if self.covers(job, when) or job["start"] == job["stop"] == when]
            if not before or not after:
                return False
            if any(self.covers(job, when) for job in before):
                return True
            ending = [job for job in before if job["stop"] == when] + [job for job in after if job["start"] == job["stop"]]
            starting = [job for job in after if job["start"] == when]
            if use_spell:
                return bool({job["spell"] for job in before if job["stop"] == when} & {job["spell"] for job in starting})
            return not (use_event and any(job["event"] == 1 for job in before if job["stop"] == when))

        # Runs, day by day. Zero-day jobs that nothing touches are runs of their own.
        runs, when = [], first
        open_ended = any(job["stop"] is None for job in jobs)
        while when <= last:
            here = [job for job in jobs if self.covers(job, when)]
            if here and not (runs and runs[-1][1] is not None and runs[-1][1] > when) and not (runs and runs[-1][1] is None):
                at = when + 1
                while at <= last and any(self.covers(job, at) for job in jobs) and stays(at):
                    at += 1
                still = at > last and open_ended
                runs.append([when, None if still else at])
                if still:
                    break
                when = at
                continue
            when += 1
        members = [[job for job in jobs if job["start"] != job["stop"] and start <= job["start"] and (stop is None or (job["stop"] is not None and job["stop"] <= stop))]
                   for start, stop in runs]
        for job in jobs:
            if job["start"] != job["stop"]:
                continue
            at = job["start"]
            for run, inside in zip(runs, members):
                spells = lambda chosen: {each["spell"] for each in chosen}  # noqa: E731
                ending, beginning = [each for each in inside if each["stop"] == at], [each for each in inside if each["start"] == at]
                if run[1] is not None and run[0] == run[1]:
                    joins = run[0] == at and (job["spell"] in spells(inside) if use_spell else not use_event)
                elif run[0] < at and (run[1] is None or at < run[1]):
                    joins = True
                elif run[1] == at:
                    joins = job["spell"] in spells(ending) if use_spell else not (use_event and any(each["event"] == 1 for each in ending))
                elif run[0] == at:
                    joins = job["spell"] in spells(beginning) if use_spell else not (use_event and job["event"] == 1)
                else:
                    joins = False
                if joins:
                    inside.append(job)
                    break
            else:
                runs.append([at, at])
                members.append([job])
        hired = True
        for (start, stop), inside in sorted(zip(runs, members), key=lambda each: (each[0][0], each[0][1] if each[0][1] is not None else 10**9)):
            marks = {}
            for job in inside:
                for column in ("total", *self.columns):
                    for when in range(job["start"], job["start"] + 1 if job["stop"] == job["start"] else min(last, job["stop"] or last)):
                        for value in self.units(job, jobs, column, when) if column != "total" else ("all",):
                            marks.setdefault((column, value), {}).setdefault(when, []).append(job)
                            self.groups.add((column, value))
            ending = [job for job in inside if job["stop"] == stop] if stop is not None else []
            left = stop is not None
            if left and use_event:
                left = any(job["event"] == 1 for job in ending)
            elif left and use_spell:
                left = not any(job["start"] > stop and job["spell"] in {each["spell"] for each in ending} for job in jobs)
            kinds = sorted(job["kind"] for job in ending if job["kind"] is not None)
            flags = [job["regretted"] for job in ending if job["regretted"] is not None]
            run = {"person": person, "start": start, "stop": stop, "hired": hired, "left": left, "kind": kinds[0] if left and kinds else None,
                   "regretted": max(flags) if flags else None}
            self.runs.append(run)
            hired = left
            self.movements(person, run, marks, last)

    def movements(self, person, run, marks, last):
        stop = run["stop"] if run["stop"] is not None else last
        for (column, value), days in marks.items():
            if run["start"] == run["stop"]:
                if run["start"] in days:
                    self.arrive(column, value, person, run["start"], run, True)
                    self.depart(column, value, person, run["start"], run["start"], run)
                continue
            since = None
            for when in range(run["start"], stop + 1):
                zero = [job for job in days.get(when, []) if job["start"] == job["stop"]]
                here = when < stop and any(self.covers(job, when) for job in days.get(when, []))
                if here and since is None:
                    since = when
                    self.arrive(column, value, person, when, run, when == run["start"])
                elif not here and since is not None:
                    if run["stop"] is not None or when < stop:
                        self.depart(column, value, person, since, when, run)
                    since = None
                    continue
                if zero and since is None and not here and (when < stop or run["stop"] is not None) and column != "total":
                    self.arrive(column, value, person, when, run, when == run["start"])
                    self.depart(column, value, person, when, when, run)
            for when in range(max(run["start"], self.first), min(stop, self.last)):
                jobs = [job for job in days.get(when, []) if self.covers(job, when)]
                if jobs:
                    key = (column, value, when)
                    self.present.setdefault(key, set()).add(person)
                    if all(job["state"] == "on_leave" for job in jobs):
                        self.on_leave.setdefault(key, set()).add(person)
                    for apart in (False, True):
                        amount = sum(round(job["fte"] * 1e6) for job in jobs if not (apart and job["state"] == "on_leave"))
                        self.fte_of_person[(*key, person, apart)] = amount

    def arrive(self, column, value, person, when, run, at_start):
        (self.hires if run["hired"] and at_start else self.ins).append((column, value, person, when, run))

    def depart(self, column, value, person, since, when, run):
        if run["left"] and when == run["stop"]:
            self.leavings.append((column, value, person, since, when, run))
        else:
            self.outs.append((column, value, person, since, when, run))

    # ------------------------------------------------------------------------------------------------------- questions

    def dated(self, since, away, rule):
        """The day that decides the period of a leaving."""
        return away if rule == "first_day_away" else max(away - 1, since)

    def heads(self, group, when, apart):
        people = self.present.get((*group, when), set())
        return people - self.on_leave.get((*group, when), set()) if apart else people

    def at_close(self, group, boundary, rule):
        """People there when a period closes before `boundary`."""
        people = set(self.present.get((*group, boundary - 1), set()))
        if rule == "gone_at_close":
            people -= {person for column, value, person, since, away, _ in self.leavings if (column, value) == group and away == boundary}
        return people

    def closing(self, group, boundary, rule, apart):
        """(counted, on leave, fte in millionths)"""
        people = self.at_close(group, boundary, rule)
        leave = people & self.on_leave.get((*group, boundary - 1), set())
        fte = sum(self.fte_of_person[(*group, boundary - 1, person, apart)] for person in people)
        return len(people - leave if apart else people), len(leave), fte

    def leavers(self, group, start, stop, rule):
        return [run for column, value, _, since, away, run in self.leavings if (column, value) == group and start <= self.dated(since, away, rule) < stop]

    def sorted_groups(self, column_order):
        def key(group):
            value = group[1]
            return (column_order.index(group[0]), not value.lstrip("-").isdigit(), int(value) if value.lstrip("-").isdigit() else 0, value)

        return sorted(self.groups, key=key)
