"""Reasons of leaving from what people write and say."""

# %% [markdown]
# # Stated and hidden reasons
#
# The form says 想换个环境. In the interview the same person says three times that the trainer scolds. A lexicon that can be read, a classifier that is learnt from one's own labels, and rules for what a form hides; no model is downloaded.

# %%
import tempfile

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import plotly.io as pio

import mainstay
from mainstay import reasons, sample
from mainstay.sample import postmortem

pio.renderers.default, pio.templates.default = "plotly_mimetype", "none"
folder = tempfile.mkdtemp()
sample.write("call-centre", folder, 600, 3, daily=False)
texts, checked = (pd.read_csv(f"{folder}/{name}.csv") for name in ("leaver_texts", "checked_texts"))
texts[["person", "source", "text"]].head(6)

# %% [markdown]
# ## The lexicon
# Negation, contrast (不是…而是), wishes, strengtheners and weakeners count within a clause; 想换个环境 and its like carry no weight. The call centre adds two phrases of its own.

# %%
lexicon = reasons.lexicon(**postmortem.LEXICON)
told = lexicon.read(text=["想换个环境", "讲师总是批评我，没有鼓励", "不是因为钱，是因为主管", "The pay is fine but there is no training", "主管没有骂过我"])
pd.DataFrame({"status": told.rows.status, "reason": pd.Series(told.rows.reason).fillna(""), "weight": told.rows.weight})

# %% [markdown]
# ## What the form hides
# `reasons.hidden`: a reason is hidden when at least two utterances speak for it, with twice the weight of every other reason, and the form does not state it.

# %%
told = lexicon.read(text=texts.text.to_numpy(object))
found = told.evidence
form = (texts.source == "form").astype(int).to_numpy()
result = reasons.hidden(person=texts.person.to_numpy(object), form=form, evidence_row=found.row, evidence_reason=found.reason, evidence_weight=found.weight)
p = result.people
print(f"{result.hidden} hidden, {result.agreeing} agreeing, {result.stated} stated, {result.undecided} undecided")
crossed = pd.crosstab(pd.Series(p.stated).fillna("nothing").rename("in the form"), pd.Series(p.reason).fillna("undecided").rename("concluded"))
crossed.where(crossed.eq(0) | crossed.ge(5), "<5")

# %%
counts = pd.DataFrame({"form": pd.Series(p.stated).value_counts(), "concluded": pd.Series(p.reason).value_counts()}).fillna(0).astype(int).sort_values("concluded")
go.Figure([go.Bar(x=counts[name], y=counts.index, orientation="h", name=name) for name in counts], {"title": "Leavers by reason", "barmode": "group", "height": 360, "margin": {"l": 110}})

# %% [markdown]
# ## A classifier of one's own labels, beside the lexicon
# Of some leavers somebody noted what was meant. `reasons.classifier` learns characters from these notes; each person is judged by a model that has not seen them. (The sample has few sentences, each said by many: on real interviews the classifier does worse. Its page
# says what it takes.)

# %%
spoken = texts.groupby("person").text.apply("\n".join)
fit = reasons.classifier(text=spoken.loc[checked.person].to_numpy(object), reason=checked.reason.to_numpy(object), person=checked.person.to_numpy(object))
held = fit.held_out
learnt = pd.Series(np.where(held.probability >= fit.least_probability, held.likeliest, None), index=checked.person.to_numpy()[held.row])
rules = pd.Series(p.reason, index=p.person)
meant = checked.set_index("person").reason
scores = pd.DataFrame({"noted": meant.value_counts()})
for name, said in (("lexicon", rules), ("classifier", learnt)):
    said = said.reindex(meant.index)
    scores[f"{name}: right of named"] = [f"{(said.eq(each) & meant.eq(each)).sum()}/{said.eq(each).sum()}" for each in scores.index]
    scores[f"{name}: found"] = [f"{(said.eq(each) & meant.eq(each)).sum()}/{meant.eq(each).sum()}" for each in scores.index]
print(f"log loss held out {fit.held_out_loss:.2f}, by the shares of the reasons alone {fit.held_out_base:.2f}")
scores

# %% [markdown]
# ## How many really left for that reason?
# Counting conclusions counts their errors too. `reasons.prevalence` corrects the shares by the checked sample, with intervals.

# %%
concluded = pd.Series(p.reason, index=p.person).fillna("undecided")
share = reasons.prevalence(predicted=list(concluded), checked_predicted=list(concluded.loc[checked.person]), checked_true=list(checked.reason))
q = share.reasons
shares = pd.DataFrame({"reason": q.reason, "counted": q.raw, "corrected": q.share, "lower": q.lower, "upper": q.upper}).sort_values("corrected", ascending=False).reset_index(drop=True)
shares.round(3)

# %% [markdown]
# ## Quotes that give nobody away
# Themes of fewer than five people are not told, nor what would give them away; quotes lose names, numbers and addresses first.

# %%
interview = texts[texts.source != "form"].drop_duplicates("text").head(400)
names = sorted(set(pd.read_csv(f"{folder}/class_staff.csv").trainer_name))
clean = reasons.scrub(text=interview.text.to_numpy(object), name=names)
changed = [(before, after) for before, after in zip(interview.text, clean.text) if before != after][:4]
pd.DataFrame(changed, columns=["said", "shown"])
