# %% [markdown]
# # What did North and South Korea say and do to each other, and what followed the dialogue?
#
# The figures come with the package; nothing is fetched. Everything here is association: what goes with what.

# %%
from datetime import date

from khural.evidence.store import open_evidence
from khural.messages import english
from khural.tension.aims import visible
from khural.tension.measure import measure

measured = measure(open_evidence(date(2023, 1, 1)), "PRK", "KOR")
for note in measured.notes:
    print("-", english(note))

# %% [markdown]
# ## Five constructs, never summed
#
# Trust is not measured by counting people in a room, nor by counting events.

# %%
for construct in measured.constructs:
    reasons = " ".join(english(reason) for reason in construct.answer.reasons)
    print(f"{construct.construct:<14} {construct.answer.verdict:<13} {reasons}")

# %% [markdown]
# ## Frozen?
#
# States of the weekly net score (signed logarithm; above zero cooperation outweighs). Each change comes with the
# stretch that holds it with 90 %.

# %%
for states in measured.states:
    for state in states.states:
        print(f"{state.start} to {state.end}: {state.mean:5.1f}")
    for change in states.changes:
        print(f"change between {change.low} and {change.high}, probability {change.probability:.2f}")

# %% [markdown]
# ## After each edition of the Ulaanbaatar Dialogue
#
# Three outcomes, kept apart. "Cannot tell" always says why.

# %%
for outcome in measured.outcomes:
    if outcome.act.kind == "talks.edition":
        reasons = " ".join(english(reason) for reason in outcome.answer.reasons)
        print(f"{outcome.act.start} {outcome.outcome:<10} {outcome.weeks or '':>3} {outcome.answer.verdict}: {reasons}")

# %% [markdown]
# ## What may come, and how good such forecasts were
#
# The fan after the last week, and the record of every model by rolling origin (lower CRPS is better).

# %%
forecast = measured.forecasts[0]
for period in forecast.fan[::5]:
    print(period.start, " ".join(f"{probability:.0%}: {value:5.1f}" for probability, value in period.quantiles))
for score in forecast.scores:
    print(f"{score.months} months {score.model:<12} CRPS {score.crps:.2f}, inside 90 %: {score.coverage:.0%}")

# %% [markdown]
# ## What change could be seen at all?
#
# Asked before an aim is registered: the smallest reduction that the rules would see within half a year, from the
# series' own past.

# %%
found = visible(open_evidence(date(2023, 1, 1)), "PRK", "KOR", read_on=date(2023, 7, 1))
assert found is not None
print(
    "none, however large"
    if found.reduction is None
    else f"a fall of {found.reduction:.0%} in the share of hostile weeks"
)
print("falsely seen:", f"{found.false_alarms:.0%}")
