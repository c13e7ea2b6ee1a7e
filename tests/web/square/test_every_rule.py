"""Each rule of open consultations is taken away from a real site: then an answer is proved from what it serves.

The attacker holds up to four credentials and changes their answers, knows who came and answered before which batch and
who is of which camp, keeps every file, page, header and tag, and reckons exactly. With every rule in force nothing is
proved; with the other rules, but for the step that reckons with those who tell, nothing is proved either, so that it is
the one rule that stands between. The rule that groups change when one in ten is new is not here: it keeps groups from
changing with each batch, and what it keeps from whoever knows who is in which group is counted in
`benchmarks/publishing_open.py`.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khural.publishing import OpenPolicy
from khural.publishing.weakened import FIVE_OPEN_RULES, WeakenedOpenPolicy, open_without
from tests.publishing.crowds import AGREE, DISAGREE
from tests.web.square.watching import Watched, watched

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

Story = Callable[[Watched], None]


def one_comes_alone(made: Watched) -> None:
    """A minute after everybody else one comes, and the attacker brings one more credential: a batch is due."""
    made.come(21, {0: AGREE})
    made.come(8, {0: DISAGREE})
    own = made.come(2, {0: DISAGREE}, own=True)
    made.say(own[0], 0, AGREE)
    made.minute()
    made.come(1, {0: AGREE})
    made.come(1, {0: DISAGREE}, own=True)
    made.minute()
    made.come(6, {0: AGREE})
    made.come(5, {0: DISAGREE})
    made.minute()


def one_of_twelve_answers(made: Watched) -> None:
    """Twelve come, so that a batch is due; the first statement is answered by one of them."""
    made.come(22, {0: AGREE, 1: AGREE})
    made.come(9, {0: DISAGREE, 1: DISAGREE})
    made.minute()
    made.come(1, {0: AGREE, 1: AGREE})
    made.come(11, {1: DISAGREE})
    made.minute()


def hidden_and_shown_again(made: Watched) -> None:
    """The coordinator hides a statement while a batch is made and shows it again before the next: one more agrees."""
    made.come(22, {0: AGREE, 1: AGREE})
    made.come(9, {0: DISAGREE, 1: DISAGREE})
    made.minute()
    made.moderate("statements/1/", hide="1", written="It names somebody.")
    made.come(12, {1: AGREE})
    made.minute()
    made.moderate("statements/1/show/")
    made.come(1, {0: AGREE, 1: AGREE})
    made.come(14, {1: DISAGREE})
    made.minute()


def six_of_another_camp(made: Watched) -> None:
    """Of the smaller camp six answer: the total less the larger camp is theirs."""
    lines = [{place: (AGREE, DISAGREE)[(place + camp) % 2] for place in range(1, 8)} for camp in range(2)]
    made.come(22, {0: AGREE, **lines[0]}, camp=0)
    made.come(13, {0: DISAGREE, **lines[0]}, camp=0)
    made.come(6, {0: AGREE, **lines[1]}, camp=1)
    made.come(6, lines[1], camp=1)
    made.minute()


def all_of_one_mind(made: Watched) -> None:
    """Twenty-eight answer and agree, four of them the attacker's own."""
    made.come(24, {0: AGREE})
    made.come(4, {0: AGREE}, own=True)
    made.minute()


def eight_and_own_who_turn(made: Watched) -> None:
    """Eight come, with two of the attacker's; two more of the attacker's have agreed and now disagree."""
    made.come(18, {0: AGREE})
    made.come(11, {0: DISAGREE})
    own = made.come(2, {0: AGREE}, own=True)
    made.minute()
    made.come(8, {0: AGREE})
    made.come(2, {0: DISAGREE}, own=True)
    for one in own:
        made.say(one, 0, DISAGREE)
    made.minute()


def six_among_own(made: Watched) -> None:
    """Ten come, four of whom are the attacker's own and disagree."""
    made.come(22, {0: AGREE})
    made.come(10, {0: DISAGREE})
    made.minute()
    made.come(6, {0: AGREE})
    made.come(4, {0: DISAGREE}, own=True)
    made.minute()


def ten_and_four_who_turn(made: Watched) -> None:
    """Ten come and agree, while four of the attacker's own, who had agreed, turn."""
    made.come(18, {0: AGREE})
    made.come(10, {0: DISAGREE})
    own = made.come(4, {0: AGREE}, own=True)
    made.minute()
    made.come(10, {0: AGREE})
    for one in own:
        made.say(one, 0, DISAGREE)
    made.minute()


def fifteen_and_one_who_turns(made: Watched) -> None:
    """Fifteen come and disagree, while one credential of the attacker's turns: fewer agree now than had to before."""
    made.come(22, {0: DISAGREE})
    made.come(17, {0: AGREE})
    own = made.come(1, {0: AGREE}, own=True)
    made.minute()
    made.come(15, {0: DISAGREE})
    made.say(own[0], 0, DISAGREE)
    made.minute()


STATEMENTS: dict[Story, int] = {one_of_twelve_answers: 2, hidden_and_shown_again: 2, six_of_another_camp: 8}
AGAINST: list[tuple[str, Story]] = [
    ("batch", one_comes_alone),
    ("carried", one_of_twelve_answers),
    ("carried", hidden_and_shown_again),
    ("complementary", six_of_another_camp),
    ("edge", all_of_one_mind),
    ("floor", six_of_another_camp),
    ("rounding", eight_and_own_who_turn),
    ("telling", six_among_own),
    ("telling", ten_and_four_who_turn),
    ("telling", fifteen_and_one_who_turns),
]
STORIES = list(dict.fromkeys(story for _, story in AGAINST))


def without(rule: str) -> OpenPolicy:
    """All rules but one, and nobody who tells is reckoned with."""
    return WeakenedOpenPolicy(carried=False, telling=-1) if rule == "carried" else open_without(rule)


def told(monkeypatch: pytest.MonkeyPatch, policy: OpenPolicy, story: Story, *, telling: bool = False) -> bool:
    """Whether somebody's answer is proved on a site under `policy`; to others who tell as well, four in all."""
    with watched(monkeypatch, policy, statements=STATEMENTS.get(story, 1)) as made:
        story(made)
        own = sum(one.is_own for one in made.people)
        return bool(made.proved() or (telling and made.proved(telling=OpenPolicy().telling - own)))


@pytest.mark.parametrize("story", STORIES)
def test_under_the_rules_no_answer_is_proved(monkeypatch: pytest.MonkeyPatch, story: Story) -> None:
    assert not told(monkeypatch, OpenPolicy(), story, telling=True)


@pytest.mark.parametrize(("rule", "story"), AGAINST)
def test_without_one_rule_an_answer_is_proved(monkeypatch: pytest.MonkeyPatch, rule: str, story: Story) -> None:
    assert told(monkeypatch, without(rule), story)


@pytest.mark.parametrize("story", list(dict.fromkeys(story for rule, story in AGAINST if rule != "telling")))
def test_it_is_the_one_rule_that_stood_between(monkeypatch: pytest.MonkeyPatch, story: Story) -> None:
    assert not told(monkeypatch, without("telling"), story)


def test_every_rule_is_attacked() -> None:
    rules = vars(OpenPolicy())
    assert {rule for rule, _ in AGAINST} == {*FIVE_OPEN_RULES, "carried", "telling"}
    off = {name for rule, _ in AGAINST for name, value in vars(without(rule)).items() if value != rules[name]}
    assert off == set(rules) - {"structure_share"}
