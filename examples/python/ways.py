"""A year of training classes: which ways trainees take, what goes with coming through, and whether any province is worse than chance."""

import numpy as np

import mainstay

# Ten provinces that are all alike; referred trainees pass more often, and whoever fails the exam is trained again.
random = np.random.default_rng(2025)
PROVINCES = ["Anhui", "Fujian", "Gansu", "Hebei", "Henan", "Hubei", "Hunan", "Jilin", "Shanxi", "Sichuan"]
trainees = [(f"{province} {number:02}", province, random.choice(["agency", "campus", "referral"]), int(random.integers(19, 33))) for province in PROVINCES for number in range(60)]
person, day, event, outcome = [], [], [], []
for name, _, channel, _ in trainees:
    today, state = int(random.integers(0, 300)), "hired"
    while True:
        person.append(name), day.append(today), event.append(state)
        if state in ("posted", "left") or today > 330:
            break
        today += int(random.integers(2, 9))
        if random.random() < (0.08 if channel == "referral" else 0.2):
            state = "left"
        else:
            state = {"hired": "training", "training": "exam", "exam": "certified" if random.random() < 0.7 else "training", "certified": "posted"}[state]
    outcome.append({"posted": "completed", "left": "left"}.get(event[-1], "still_inside"))

ways = mainstay.funnel.transitions(person, day, event, end_events=["posted", "left"], target="posted")
print(f"{ways.people} trainees, {ways.distinct_ways} ways, {ways.still_inside} still inside, {ways.returning_people} came to something twice")
for row, way in enumerate(ways.variants.way[:4]):
    print(f"{ways.variants.share[row]:4.0%} {way}, {ways.variants.mean_days[row]:.0f} days")
for row in range(len(ways.edges.count)):
    if ways.edges.from_event[row] == "exam":
        print(f"exam -> {ways.edges.to_event[row]}: {ways.edges.known_share[row]:.0%} ({ways.edges.known_share_lower[row]:.0%} to {ways.edges.known_share_upper[row]:.0%})")

_, province, channel, age = zip(*trainees)
drivers = mainstay.funnel.drivers({"channel": np.array(channel), "province": np.array(province), "age": np.array(age)}, np.array(outcome))
print(drivers.sentence)

lost = np.array([how == "left" for how in outcome])
known = np.array([how != "still_inside" for how in outcome])
units = mainstay.funnel.units(np.array(province)[known], lost[known].astype(int), stratum=np.array(channel)[known], better="lower")
print(units.sentence)
print(units.sentence_zh)
best, worst = np.argmin(units.units.rate), np.argmax(units.units.rate)
for row in (best, worst):
    u = units.units
    print(f"{u.unit[row]:8} lost {u.rate[row]:.0%} ({u.rate_lower[row]:.0%} to {u.rate_upper[row]:.0%}), estimate {u.estimate[row]:.0%}, rank {u.rank_lower[row]:.0f} to {u.rank_upper[row]:.0f}")
