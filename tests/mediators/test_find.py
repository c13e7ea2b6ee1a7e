"""`find` and `explain` on the evidence that ships with the package."""

from __future__ import annotations

from datetime import date

import pytest

from khural.evidence.store import Evidence, open_evidence
from khural.mediators import EnteredTie, Finding, Interval, RankInterval, explain, find, settings_for
from khural.mediators.assets import KINDS
from khural.mediators.checks import FindError
from khural.mediators.document import plain
from khural.mediators.why import profile

TWO, FOUR = ("PRK", "KOR"), ("USA", "CHN", "JPN", "RUS")
DAY = date(2015, 1, 1)


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return open_evidence(DAY)


@pytest.fixture(scope="module")
def korea(evidence: Evidence) -> Finding:
    return find(TWO, FOUR, evidence, settings_for(evidence))


@pytest.mark.parametrize(
    ("years", "rank", "by_volume", "score", "first"),
    [
        ((2002, 2005), 1, 4, 0.945, "MNG THA EGY UKR IND"),
        ((2006, 2009), 1, 5, 0.962, "MNG SGP VNM ETH EGY"),
        ((2010, 2014), 1, 1, 0.962, "MNG SGP IDN IND ETH"),
    ],
)
def test_the_shipped_figures_give_the_table_of_the_specification(
    years: tuple[int, int], rank: int, by_volume: int, score: float, first: str, evidence: Evidence
) -> None:
    window = (date(years[0], 1, 1), date(years[1], 12, 31))
    found = find(TWO, FOUR, evidence, settings_for(evidence, window=window))
    mongolia = found.candidate("MNG")
    assert (mongolia.rank, mongolia.volume_rank) == (rank, by_volume)
    assert mongolia.suitability == pytest.approx(score, abs=0.001)
    assert " ".join(candidate.state for candidate in found.candidates[:5]) == first


def test_the_window_ends_before_the_day_whatever_the_day() -> None:
    for day in (date(2004, 6, 1), date(2010, 12, 31), date(2012, 1, 1), date(2030, 1, 1)):
        then = open_evidence(day)
        settings = settings_for(then)
        assert settings.last < day
        assert all(tie.last < day for c in find(TWO, (), then, settings).candidates for tie in c.ties)


def test_a_later_day_changes_nothing_about_an_earlier_window(korea: Finding) -> None:
    later = open_evidence(date(2016, 3, 1))
    window = (korea.settings.first, korea.settings.last)
    again = find(TWO, FOUR, later, settings_for(later, window=window))
    assert [(c.state, c.rank, c.suitability) for c in again.of("ranked")] == [
        (c.state, c.rank, c.suitability) for c in korea.of("ranked")
    ]


def test_states_that_the_source_lacks_stand_apart(korea: Finding) -> None:
    missing = korea.of("missing")
    assert missing
    assert all(candidate.rank is None and candidate.suitability is None for candidate in missing)
    assert not {"PRK", "KOR", *FOUR} & {candidate.state for candidate in korea.candidates}


def test_stakes_come_with_the_year_of_the_evidence(korea: Finding) -> None:
    pact = {f.party: f for f in korea.candidate("GBR").flags if f.kind == "defence_pact"}
    assert (pact["USA"].value, pact["USA"].year, pact["USA"].source) == ("yes", 2014, "atop")
    assert pact["PRK"].value == "no"
    kinds = {flag.kind for flag in korea.candidate("MNG").flags}
    assert kinds == {"party", "defence_pact", "rivalry", "dispute", "sanctions", "troops", "trade_dependence"}
    assert {f.value for f in korea.candidate("MNG").flags if f.kind == "troops"} == {"unknown"}


def test_sources_are_named_with_age_and_what_they_lack(korea: Finding) -> None:
    first = korea.sources[0]
    assert (first.name, first.age_years) == ("icews_dyad_year", pytest.approx(0, abs=0.01))
    assert 0 < first.share_missing < 0.4
    assert len(first.sha256) == 64
    assert {source.name for source in korea.sources} >= {"atop", "gml_mid", "cow_contiguity"}


def test_first_is_never_said_without_the_worst_rank(korea: Finding) -> None:
    said = next(message for message in korea.messages if message.code == "mediators.first_only")
    assert said.params["state"] == "MNG"
    assert int(said.params["worst"]) > 1
    assert korea.messages[0].params["date"] == "2014-12-31"


def test_the_why_of_a_candidate_covers_everything(korea: Finding, evidence: Evidence) -> None:
    why = explain(korea, evidence, "MNG")
    assert {a.what for a in why.ablations} == {*TWO, *FOUR, "verbal", "material"}
    assert next(a for a in why.ablations if a.what == "verbal").rank == 18
    assert why.change is not None
    assert why.contrary
    assert {like.party for like in why.likeness} == {*TWO, *FOUR}
    assert [s.first.year for s in why.profile.standing] == list(range(2002, 2015))
    assert [s.hosted for s in why.profile.standing][-2:] == [0, 3]
    assert {s.hosted for s in explain(korea, evidence, "BRA").profile.standing} == {None}
    assert why.profile.diversity is not None
    assert why.profile.diversity.neighbours is not None
    assert {row.party for row in why.venue if row.kind == "distance" and row.value} == {*TWO, *FOUR}


def test_every_state_has_rows_or_no_data_for_every_kind_of_asset(korea: Finding, evidence: Evidence) -> None:
    for candidate in korea.candidates[::30]:
        found = profile(evidence, candidate.state, korea)
        assert {asset.kind for asset in found.assets} | set(found.no_data) == set(KINDS)
        assert not {asset.kind for asset in found.assets} & set(found.no_data)
        assert all(asset.as_of and asset.source and asset.grade and asset.risk.code for asset in found.assets)


def test_the_same_question_gives_the_same_document(korea: Finding, evidence: Evidence) -> None:
    assert plain(find(TWO, FOUR, evidence, settings_for(evidence))) == plain(korea)


@pytest.mark.parametrize(
    ("parties", "moved", "code"),
    [
        (("PRK", "ZZZ"), {}, "mediators.unknown_state"),
        (("PRK", "SSD"), {"day": date(2010, 1, 1)}, "mediators.not_a_state_then"),
        (("PRK", "prk"), {}, "mediators.not_a_code"),
        (("PRK", "PRK"), {}, "mediators.state_twice"),
        (("PRK",), {}, "mediators.too_few_parties"),
        (("PRK", "KOR"), {"without": ("KOR",)}, "mediators.own_mediator"),
        (("PRK", "AND"), {}, "mediators.party_not_covered"),
        (("PRK", "KOR"), {"window": (date(2014, 1, 1), date(2013, 12, 31))}, "mediators.window_order"),
        (("PRK", "KOR"), {"window": (date(2014, 1, 1), date(2015, 12, 31))}, "mediators.window_late"),
        (("PRK", "KOR"), {"window": (date(1990, 1, 1), date(1995, 12, 31))}, "mediators.window_outside"),
        (("PRK", "KOR"), {"draws": 10}, "mediators.setting_low"),
        (("PRK", "KOR"), {"view": "best"}, "mediators.view_unknown"),
    ],
)
def test_what_has_no_sense_is_refused(parties: tuple[str, ...], moved: dict[str, object], code: str) -> None:
    then = open_evidence(moved.pop("day", DAY))  # type: ignore[arg-type]
    with pytest.raises(FindError) as refusal:
        find(parties, (), then, settings_for(then, **moved))  # type: ignore[arg-type]
    assert refusal.value.message.code == code


def test_somebody_at_the_table_has_no_why(korea: Finding, evidence: Evidence) -> None:
    with pytest.raises(FindError, match="its own mediator"):
        explain(korea, evidence, "KOR")
    with pytest.raises(FindError, match="not among the candidates"):
        explain(korea, evidence, "ZZZ")


def test_an_armed_group_may_be_the_other_party(evidence: Evidence) -> None:
    url = "https://example.org/report"
    ties = [
        EnteredTie(state, "A front", "armed_group", good, bad, "2012", "2014", "a report", url, None)
        for state, good, bad in (("DZA", 30, 2), ("BFA", 20, 9), ("FRA", 1, 60))
    ]
    found = find(["MLI"], [], evidence, settings_for(evidence), entered=ties)
    marked = {c.state: c.marked_rank for c in found.candidates if c.marked_rank is not None}
    assert found.entered_parties == ("A front",)
    assert marked["DZA"] < marked["FRA"]
    assert set(marked) <= {"DZA", "BFA", "FRA"}
    assert "mediators.entered_beside" in [message.code for message in found.messages]
    assert found.candidate("DZA").balance is None
    assert find(["MLI", "FRA"], [], evidence, settings_for(evidence)).entered_parties == ()


def test_the_order_in_which_parties_are_named_changes_nothing(korea: Finding, evidence: Evidence) -> None:
    turned = find(TWO[::-1], FOUR[::-1], evidence, settings_for(evidence))

    def ranked(finding: Finding) -> list[tuple[str, int | None, RankInterval | None, Interval | None]]:
        return [(c.state, c.rank, c.rank_interval, c.interval) for c in finding.candidates]

    assert ranked(turned) == ranked(korea)


def test_insiders_sit_at_the_table_next_door_or_have_a_stake_in_a_party(korea: Finding) -> None:
    inside = {insider.state for insider in korea.insiders}
    assert inside <= {*FOUR, *(c.state for c in korea.candidates if any(f.party in TWO for f in c.stakes))}
    assert inside
    assert "COL" not in inside, "a pact with somebody else at the table does not put a state inside"
