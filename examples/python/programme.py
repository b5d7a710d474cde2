"""A programme for leavers from exit to money: selected, how likely each is to return, called, cared for, placed, offered, paid for. The C++ and the C program print the same characters."""

import mainstay

# Those who left last month.
PEOPLE = ["Ann", "Bo", "Cy", "Di", "Ed", "Fay"]
EXIT = [20_400, 20_402, 20_405, 20_409, 20_411, 20_414]  # days since 1970-01-01
REASON = ["promotion", "pay", "promotion", "pay", "family", "promotion"]
CONSENT = [1, 1, 1, 0, 1, 1]
MEASURES = {"sales": [92.0, 55.0, 81.0, 90.0, 84.0, 95.0], "satisfaction": [93.0, 91.0, 95.0, 96.0, 88.0, 92.0], "contribution": [70.0, 62.0, 81.0, 80.0, 85.0, 77.0]}
VALUE, PAY = [1_890_000, 1_890_000, 3_025_000, 1_890_000, 1_890_000, 3_025_000], [520_000, 500_000, 610_000, 540_000, 500_000, 620_000]  # minor units
TODAY = 20_420

# Those who left earlier: the first 120 of 160 were called, the others held out.
EARLIER = range(160)
CALLED = [int(i < 120) for i in EARLIER]
WHY = [["promotion", "pay", "family", "promotion"][i % 4] for i in EARLIER]
BACK = [int(i % 11 == 0 or (i < 120 and i % 4 == 0 and i % 3 == 0)) for i in EARLIER]
AWAY = [40 + 37 * i % 300 if BACK[i] else 400 + i for i in EARLIER]

# Offers of earlier years: pay against the pay then (percent), and steps up.
OFFERS = range(90)
TERMS = {"pay_percent": [float(5 * i % 21) for i in OFFERS], "post_steps": [float(i % 2) for i in OFFERS]}
TAKEN = [int(29 * i % 31 < 5 + 5 * i % 21 // 2 + 6 * (i % 2)) for i in OFFERS]


def main():
    chosen = mainstay.returns.selection(
        PEOPLE, MEASURES, CONSENT, combine="at_least", least=2,
        rules=[{"name": "sales", "column": "sales", "compare": "at_least", "threshold": 80}, {"name": "satisfaction", "column": "satisfaction", "compare": "at_least", "threshold": 90},
               {"name": "contribution", "column": "contribution", "compare": "at_least", "threshold": 75}])
    for step, people in zip(chosen.steps.step, chosen.steps.people):
        print(f"{step}: {people}")
    rows = [row for row in range(len(PEOPLE)) if chosen.people.selected[row] == 1]
    contactable = chosen.people.contactable  # what every later step takes

    earlier = [i for i in EARLIER if CALLED[i]]
    chance = mainstay.returns.probability([AWAY[i] for i in earlier], ["returned" if BACK[i] else "open" for i in earlier], reason=[WHY[i] for i in earlier], horizons=[365]).groups
    for k in range(len(chance.people)):
        print(f"{chance.reason[k]}: {chance.posterior[k]:.4f} ({chance.posterior_lower[k]:.4f} to {chance.posterior_upper[k]:.4f})")
    of = {reason: k for k, reason in enumerate(chance.reason)}
    group = [of[REASON[row]] for row in rows]

    calls = mainstay.returns.calls(
        [PEOPLE[row] for row in rows], [contactable[row] for row in rows], probability=[chance.posterior[k] for k in group], lower=[chance.posterior_lower[k] for k in group], upper=[chance.posterior_upper[k] for k in group],
        value=[VALUE[row] for row in rows], cost_each=24_000, most=3, in_currency="CNY")
    print(calls.sentence)
    called = [rows[row] for row in calls.list.row]

    plan = mainstay.returns.care([PEOPLE[row] for row in called], [EXIT[row] for row in called], [contactable[row] for row in called], reason=[REASON[row] for row in called], change=["promotion rules"], change_reason=["promotion"],
                                 change_from=[20_390], today=TODAY, until=TODAY + 6)
    for person, sentence, sentence_zh in zip(plan.due.person, plan.due.sentence, plan.due.sentence_zh):
        print(f"{person} {sentence}")
        print(f"  {sentence_zh}")

    fits = {"north": [.9, .4, .8, .7, .5, .85], "south": [.6, .7, .75, .2, .9, .8]}
    placed = mainstay.competency.placement(person=[PEOPLE[row] for row in called], score={post: [scores[row] for row in called] for post, scores in fits.items()})
    pairs = [(called[row], post) for row, post in enumerate(placed.people.post) if post is not None]
    print(f"{placed.placed} placed, {placed.total:.4f} of at most {placed.bound:.4f}")

    paid, level = {"north": 560_000, "south": 600_000}, {"north": 0, "south": 1}
    offers = mainstay.returns.offers(
        [PEOPLE[row] for row, _ in pairs], [post for _, post in pairs], [contactable[row] for row, _ in pairs], wish={"pay": [PAY[row] + 60_000 for row, _ in pairs]}, offer={"pay": [paid[post] for _, post in pairs]},
        parts=[{"name": "pay", "rule": "at_least", "money": True}], x=TERMS, accepted=TAKEN,
        pair_x={"pay_percent": [100 * (paid[post] / PAY[row] - 1) for row, post in pairs], "post_steps": [float(level[post]) for _, post in pairs]},
        levers=[{"column": "pay_percent", "lower": 0, "upper": 20, "step": 1, "unit_cost": 5_600}], target=.5, in_currency="CNY")
    for person, sentence, sentence_zh in zip(offers.pairs.person, offers.sentence, offers.sentence_zh):
        print(f"{person}: {sentence}")
        print(f"  {sentence_zh}")
    print(offers.reading)

    money = mainstay.returns.money(
        list(EARLIER), [int(BACK[i] and AWAY[i] <= 365) for i in EARLIER], comparison=[1 - each for each in CALLED], contact_cost=[24_000 * each for each in CALLED], compared_with="hold_out", pay_each=560_000, pay_per="month",
        in_currency="CNY", parts=[{"name": "sourcing", "basis": "amount", "amount": 150_000}, {"name": "training", "basis": "amount", "amount": 300_000, "saved": .8}, {"name": "ramp-up", "basis": "months_of_pay", "quantity": 1.5}],
        costs=[{"name": "staff", "amount": 4_000_000}])
    print(money.sentence)
    for figure, formula, amount, ratio in zip(money.steps.figure, money.steps.formula, money.steps.amount, money.steps.ratio):
        print(f"  {figure}: {formula} = {amount if ratio != ratio else format(ratio, '.4f')}")


main()
