"""What leavers wrote and what they said: hidden reasons, themes that give nobody away, quotes without personal data."""

import mainstay

FORM, SAID = 1, 0
SCOLDED, PAY, PHONE = "主管总是批评我，没有鼓励", "隔壁店底薪高八百，这里工资太低", "有事请打我电话13800001234，找王小明"
rows = [("Li", FORM, "想换个环境"), ("Li", SAID, SCOLDED), ("Li", SAID, "我说过了，主管批评人从来不讲道理"), ("Li", SAID, PHONE),
        ("Wu", FORM, "工资太低"), ("Wu", SAID, "主管有点严，没骂过我"), ("Wu", SAID, "The pay is low, I can earn more next door")]  # fmt: skip
rows += [(f"p{k}", FORM, "个人原因") for k in range(6)] + [(f"p{k}", SAID, SCOLDED) for k in range(6) for _ in range(2)]
rows += [(f"q{k}", FORM, "工资低") for k in range(9)] + [(f"q{k}", SAID, PAY) for k in range(9)]
rows += [(f"r{k}", FORM, "通勤太远") for k in range(2)]
person, form, text = map(list, zip(*rows))

told = mainstay.reasons.lexicon(version="2026-03").read(text=text)
found = told.evidence
result = mainstay.reasons.hidden(person=person, form=form, evidence_row=found.row, evidence_reason=found.reason, evidence_weight=found.weight)
people = result.people
for row in range(2):
    print(f"{people.person[row]}: form {people.stated[row]}, concluded {people.reason[row]} ({people.status[row]}, {people.utterances[row]} utterances)")
print(f"hidden {result.hidden}, agreeing {result.agreeing}, stated {result.stated}, undecided {result.undecided}")

known = [row for row, reason in enumerate(people.reason) if reason is not None]
themes = mainstay.reasons.themes(person=people.person[known], theme=people.reason[known])
for theme, count, status in zip(themes.cells.theme, themes.cells.people, themes.cells.status):
    print(f"{theme or 'all':11} {'-' if count != count else int(count):>2} {status}")  # one small number is not told, and none from which it follows
print(mainstay.reasons.scrub(text=[PHONE], name=["王小明"]).text[0])
