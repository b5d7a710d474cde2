"""Which attributes go with leaving sooner, and who is likely to leave in the next half year?"""

import mainstay

people = {
    "level": ["junior", "senior", "junior", "lead", "senior", "junior", "lead", "senior", "junior", "senior", "lead", "junior"],
    "commute_km": [32, 5, 18, 12, 28, 25, 9, 17, 8, 22, 30, 19],
    "tenure_months": [7, 31, 4, 44, 26, 12, 38, 36, 9, 35, 20, 15],
    "left": [1, 0, 1, 1, 1, 1, 0, 1, 1, 0, 1, 0],
}
model = mainstay.CoxPH(ridge=0.5).fit(people, duration_col="tenure_months", event_col="left")
print(model)

# People still here: the chance to stay six more months, given the tenure that each has reached.
here = [i for i, left in enumerate(people["left"]) if not left]
rows = {name: [people[name][i] for i in here] for name in ("level", "commute_km")}
tenure = [people["tenure_months"][i] for i in here]
curves = model.fit_.predict(rows, times=[6], tenure=tenure, beyond="missing")  # nothing is said about tenures that nobody has reached
reasons = model.fit_.explain(rows, most=1).reasons
print("\ntenure  stays 6 months (95 %)  main reason")
for i, months in enumerate(tenure):
    print(f"{months:6}  {curves.survival[i, 0]:.2f} ({curves.lower[i, 0]:.2f}–{curves.upper[i, 0]:.2f})        {reasons.column[i]} (hazard × {reasons.factor[i]:.2f})")
