"""How often an answer in an open consultation would be proved, with the gate as it is and with each rule off.

    python -m benchmarks.publishing_open [CONSULTATIONS]

Consultations of one statement that grow in five batches, with up to three groups. The attacker knows the rules, who
answered before which batch and who is in which group; alone, or with four who tell their answers. Also printed: how
often a number is shown otherwise than it would be by rounding alone, and what the gate costs. "Groups known" is an
attacker who knows at each moment who of those who answered is in which group, while people move between them; "groups
each batch" is the same where groups change with each batch. "Own" are credentials of the attacker's that turn between
batches, with others who tell up to four in all. "Hidden" is a statement that is hidden in every other batch.
`tests/web/square/test_every_rule.py` does the same to a site, by its pages.
"""

from __future__ import annotations

import sys
import time

from benchmarks.parts.moving_crowds import is_proved, moving_crowd
from khural.publishing import OpenPolicy, publish_open
from khural.publishing.square import OpenTally
from khural.publishing.weakened import FIVE_OPEN_RULES, WeakenedOpenPolicy, open_without
from tests.publishing.crowds import Batch, crowd, hidden_crowd, proved, turning_crowd

OWN = (1, 2, 4, 5, 6, 8, 12)


def main(consultations: int) -> None:
    """Print one line for each set of rules."""
    rules = OpenPolicy()
    seeds = range(consultations)
    print(f"consultations with a proved answer, of {consultations}")
    for telling in (0, rules.telling):
        print(f"  all rules, {telling} tell:     {sum(bool(proved(crowd(rules, s), telling=telling)) for s in seeds)}")
    for name in ("telling", *FIVE_OPEN_RULES):
        policy = open_without(name)
        found = sum(bool(proved(crowd(policy, seed), telling=0)) for seed in seeds)
        print(f"  {'five rules, no step' if name == 'telling' else f'without {name}':22} {found}")
    _own_and_hidden(seeds, rules)
    often = WeakenedOpenPolicy(structure_share=1000)
    for name, policy in (("groups known", rules), ("groups each batch", often)):
        for telling in (0, rules.telling):
            moved = sum(is_proved(*moving_crowd(policy, seed), telling=telling) for seed in seeds)
            print(f"  {f'{name}, {telling} tell:':22} {moved}")
    _numbers([batch for seed in seeds for batch in crowd(rules, seed).batches], rules)


def _own_and_hidden(seeds: range, rules: OpenPolicy) -> None:
    for own in OWN:
        others = max(0, rules.telling - own)
        found = [
            sum(bool(proved(turning_crowd(policy, seed, own), telling=others)) for seed in seeds)
            for policy in (rules, open_without("telling"))
        ]
        print(f"  {f'{own} own turn:':22} {found[0]} (no step: {found[1]})")
    forgetting = WeakenedOpenPolicy(carried=False, telling=-1)
    hidden = sum(bool(proved(hidden_crowd(rules, seed), telling=rules.telling)) for seed in seeds)
    lost = sum(bool(proved(hidden_crowd(forgetting, seed), telling=0)) for seed in seeds)
    print(f"  {'hidden, 4 tell:':22} {hidden} (rows not carried: {lost})")


def _numbers(batches: list[Batch], rules: OpenPolicy) -> None:
    lower = shown = 0
    for batch in batches:
        plain = publish_open(batch.tally, open_without("telling"), batch.before, minute=batch.shown.minute)
        for one, other in zip(batch.shown.statements, plain.statements, strict=True):
            pairs = list(zip((one.everybody, *one.groups), (other.everybody, *other.groups), strict=True))
            lower += sum((a.agree != b.agree) + (a.disagree != b.disagree) for a, b in pairs)
            shown += sum(2 * a.is_shown for a, _ in pairs)
    print(f"numbers other than by rounding alone: {lower} of {shown}")
    tally = batches[0].tally
    many = OpenTally(tally.round, tally.voters, tally.statements * 400, groups=tally.groups)
    started = time.process_time()
    publish_open(many, rules, minute=1)
    print(f"one batch of 400 statements: {1e3 * (time.process_time() - started):.0f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
