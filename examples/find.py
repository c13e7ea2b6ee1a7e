# %% [markdown]
# # Who can mediate on the Korean Peninsula?
#
# The figures come with the package; nothing is fetched. Two scores are kept apart: *suitability* (could everybody
# accept this one?) is computed here, *propensity* (whom would history ask?) is not computed yet.

# %%
from datetime import date

from khural.evidence.store import open_evidence
from khural.mediators import explain, find, learn, settings_for
from khural.messages import english

evidence = open_evidence(date(2015, 1, 1))
settings = settings_for(evidence, window=(date(2010, 1, 1), date(2014, 12, 31)))
finding = find(["PRK", "KOR"], ["USA", "CHN", "JPN", "RUS"], evidence, settings)
for message in finding.messages:
    print("-", english(message))

# %% [markdown]
# ## The ranking
#
# A state is as suitable as its *weakest* tie. The interval is of 90 %; "over the grid" is the best and worst rank when
# one setting at a time is moved.

# %%
for candidate in finding.of("ranked")[:8]:
    interval, grid = candidate.rank_interval, candidate.grid
    print(
        f"{candidate.rank:>2} [{interval.low}-{interval.high}]  {candidate.state}  {candidate.suitability:.3f}"
        f"  weakest tie {candidate.weakest}  over the grid {grid.low}-{grid.high}"
    )

# %% [markdown]
# ## What one rank rests on
#
# Each party and each class of events is taken away once; the interval is over paired draws.

# %%
why = explain(finding, evidence, "MNG")
for found in why.ablations:
    if found.rank is None:
        print(f"without {found.what:<9} cannot be ranked")
    elif found.interval is not None:
        print(
            f"without {found.what:<9} rank {found.rank:>2}, change {found.interval.low:+d} to {found.interval.high:+d}"
        )
print(f"{why.change.conflict} more conflict events with {why.change.party} would move it out of the first ten")

# %% [markdown]
# ## What speaks against

# %%
for found in why.contrary:
    print("-", found.when or "", english(found.sentence))

# %% [markdown]
# ## Who else, and what would have to be learned
#
# Without the present host, and the questions whose answers could move a rank most. Such a list says whom a host
# thinks of: keep it private.

# %%
others = find(
    finding.parties,
    finding.stakeholders,
    evidence,
    settings_for(evidence, window=(settings.first, settings.last), without=("MNG",)),
)
print("first without Mongolia:", *(candidate.state for candidate in others.of("ranked")[:5]))
for question in learn(finding)[:3]:
    print(f"{question.state} {question.best}-{question.worst}: {english(question.question)}")
