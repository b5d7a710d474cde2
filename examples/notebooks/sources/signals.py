"""Alerts that explain themselves, and whether they are any good."""

# %% [markdown]
# # Early warning that can be trusted
#
# Rules over daily rows, in JSON with a version: who needs attention today, why, what helps, to whom it goes, what clears it. Then the question that most systems leave out: are the alerts any good?

# %%
import json
import tempfile

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import plotly.io as pio

import mainstay
from mainstay import sample, signals

pio.renderers.default, pio.templates.default = "plotly_mimetype", "none"
folder = tempfile.mkdtemp()
sample.write("call-centre", folder, 480, 3)
read = lambda name: pd.read_csv(f"{folder}/{name}.csv")
days = lambda column: pd.to_datetime(column).to_numpy().astype("datetime64[D]").astype("int64")
people, daily, exams, events, staff = read("people"), read("daily"), read("exams"), read("events"), read("class_staff")
rules = json.load(open(f"{folder}/dataset.json", encoding="utf-8"))["alerts"]["rules"]
print(json.dumps(rules[-1], indent=1, ensure_ascii=False))

# %% [markdown]
# ## Alerts
# Daily progress and mood, exams, certificates and postings as events. The rules run for the first 28 days of each trainee; working days are a table of the company.

# %%
TRAINING = 28
end = int(np.datetime64("2025-12-31").astype("int64"))
words = {"enrolled": "training", "certified": "certificate", "posted": "posted"}
noted = events[events.event.isin(list(words))]
hire = days(people.hire)
last = np.where(people.exit.isna(), end + 1, np.where(people.exit.isna(), 0, days(people.exit.fillna("1970-01-01"))))
watched = np.minimum(last, hire + TRAINING)
size = [len(daily), len(exams), len(noted)]
empty = [np.full(each, np.nan) for each in size]
by_class = staff.set_index("class").loc[people["class"]]
given = dict(
    person=np.concatenate([daily.person, exams.person, noted.person]).astype(object), day=np.concatenate([days(daily.date), days(exams.date), days(noted.date)]),
    x={"progress": np.concatenate([daily.progress, empty[1], empty[2]]), "mood": np.concatenate([daily.mood, empty[1], empty[2]]), "exam": np.concatenate([empty[0], exams.score, empty[2]])},
    event=np.array([None] * (size[0] + size[1]) + [words[each] for each in noted.event], dtype=object), person_id=people.person.to_numpy(object), start=hire, stop=watched.astype(float),
    owners={"trainer": by_class.trainer_name.to_numpy(object), "recruiter": by_class.recruiter.to_numpy(object)}, working_day=days(read("working_days").day), calendar_first=int(days(read("working_days").day).min()),
    calendar_last=end, rules=rules, grows=["progress"], last_day=end,
)
raised = signals.alerts(**given)
a = raised.alerts
alerts = pd.DataFrame({"day": a.day.astype("datetime64[D]"), "person": a.person, "rule": a.rule, "severity": a.severity, "status": a.status})
alerts.groupby(["rule", "severity"]).size().rename("alerts").reset_index()

# %% [markdown]
# Each alert says what it rests on and what clears it, in English and 中文:

# %%
low = np.flatnonzero(a.rule == "low mood")[0]
print(raised.sentence[low])
print(raised.sentence_zh[low])

# %% [markdown]
# Replay is safe: the same rows give the same ids, and an id depends on rule, version, person and day only.

# %%
again = signals.alerts(**given)
print(len(a.id), "alerts, the same ids in a second run:", bool(np.array_equal(a.id, again.alerts.id)))

# %% [markdown]
# ## Are they any good?
# `signals.quality`: an alert is in time when it comes 2 to 14 days before the leaving. Precision by Kaplan–Meier, so that people not yet followed are neither right nor wrong; recall over leavings that could be warned of; load; and the base
# rate, which is what alerting everybody would reach. A rule whose interval does not lie above it is a reminder at best.

# %%
until = np.minimum(last, watched + 14)
left = ((last <= end) & (last == until)).astype(int)
judged = signals.quality(
    person_id=people.person.to_numpy(object), start=hire, until=until, left=left, watched_until=watched, alert_person=a.person, alert_rule=a.rule, alert_day=a.day, alert_cleared=a.cleared,
    lead_days=2, horizon_days=14, draws=200,
)
r = judged.rules
table = pd.DataFrame({"rule": r.rule, "alerts": r.alerts, "precision": r.precision, "lower": r.precision_lower, "upper": r.precision_upper, "recall": r.recall, "for one hit": r.needed_to_act, "lead, days": r.median_lead_days, "per 100 weeks": r.per_100_person_weeks})
print(f"base rate {judged.base_rate:.3f}")
table.round(3)

# %%
go.Figure(
    go.Scatter(x=table["precision"], y=table["rule"], mode="markers", error_x={"array": table["upper"] - table["precision"], "arrayminus": table["precision"] - table["lower"]}),
    {"title": "Alerts followed by a leaving in time; dotted, alerting everybody", "height": 340, "margin": {"l": 150}, "xaxis": {"tickformat": ".0%", "rangemode": "tozero"},
     "shapes": [{"type": "line", "x0": judged.base_rate, "x1": judged.base_rate, "y0": 0, "y1": 1, "yref": "paper", "line": {"dash": "dot"}}]},
)  # fmt: skip

# %% [markdown]
# Every rule lies above the line, and that proves little: a reminder of the certificate goes to everybody without one in the week in which most leave. Whoever knows only the week does as well. So each rule is compared with everybody who was
# watched at the tenures at which it spoke:

# %%
table["everybody at that tenure"], table["times"], table["at least"], table["at most"] = r.base_rate_at_tenure, r.lift_at_tenure, r.lift_at_tenure_lower, r.lift_at_tenure_upper
table["knows more"] = np.where(table["at least"] > 1, "yes", "not shown")
table[["rule", "precision", "everybody at that tenure", "times", "at least", "at most", "knows more"]].round(3)

# %% [markdown]
# What was planted: mood falls in the last five days of those who leave under pressure; a late certificate goes with a low score of learning, on which leaving for the certificate depends. The reminder was planted to tell nothing.
#
# ## What to do on Monday
# The alerts that are open on the first Monday of a class's second week, the most urgent first, with the role that each goes to:

# %%
monday = int(np.datetime64("2025-03-03").astype("int64"))
stood = signals.alerts(**{**given, "last_day": monday})
t, sent = stood.alerts, stood.deliveries
rows = [
    {"person": t.person[row], "rule": t.rule[row], "severity": t.severity[row], "since": str(t.day[row].astype("datetime64[D]")), "do": t.intervention[row], "to": ", ".join(sorted(f"{sent.role[k]} {sent.owner[k]}" for k in np.flatnonzero(sent.alert == row)))}
    for row in np.flatnonzero(t.status == "open")
]
pd.DataFrame(rows, columns=["person", "rule", "severity", "since", "do", "to"]).sort_values(["severity", "since", "person"], ascending=[False, True, True]).head(8).reset_index(drop=True)
