"""What may be shown of votes, written down from the rules on the findings page: a second implementation of the gate.

It knows only the votes that the test itself cast. Bands are computed; of totals it is said whether they may stand.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

AGREE, PASS, DISAGREE = 1, 0, -1
# Party -> the answers of its members to one statement; who did not answer is not in it.
Votes = Mapping[str, Sequence[int]]

MOST = {"agree": 0, "mixed": 1, "disagree": 2}
TOTAL = re.compile(r"(?:about (?P<about>\d+)|(?P<end>\d+) or (?P<way>more|fewer)) of (?:about )?(?P<of>\d+)")


def bands(votes: Votes) -> dict[str, str]:
    """Party -> the word in its cell."""
    words = {party: _band(answers) if len(answers) >= 5 else "too few votes" for party, answers in votes.items()}
    while shown := sorted((len(votes[party]), party) for party, word in words.items() if word in MOST):
        hidden = [len(votes[party]) for party, word in words.items() if word not in MOST and votes[party]]
        if not hidden or (len(hidden) >= 2 and sum(hidden) >= 5):
            break
        words[shown[0][1]] = "withheld"
    return words


def _band(answers: Sequence[int]) -> str:
    most = math.ceil(len(answers) * 3 / 5)
    if answers.count(AGREE) >= most:
        return "agree"
    return "disagree" if answers.count(DISAGREE) >= most else "mixed"


def order(statements: Mapping[int, Votes]) -> list[int]:
    """The numbers of the statements that show a delegation, by the least favourable one, ties by number."""
    worst = {
        number: max((MOST[word] for word in bands(votes).values() if word in MOST), default=None)
        for number, votes in statements.items()
    }
    return sorted((n for n, band in worst.items() if band is not None), key=lambda n: (worst[n], n))


def check_total(text: str, votes: Votes, answer: int) -> None:
    """Fail unless `text` is true of how many gave `answer`, rounded to five, and vague where all could have."""
    given = [one for answers in votes.values() for one in answers]
    voters, count = len(given), given.count(answer)
    if voters < 10:
        assert text == "total withheld: fewer than 10 voters"
        return
    if text == "total withheld: beside the delegations shown it would tell votes":
        return
    found = TOTAL.fullmatch(text)
    assert found, text
    shown = int(found["about"] or found["end"])
    assert shown % 5 == 0
    assert int(found["of"]) == _rounded(voters)
    low, high = _meant(found["way"], shown, voters)
    assert low <= count <= high, f"{text}, and there were {count}"
    assert high < voters or low <= voters - 5, f"{text} tells how everybody voted"


def _meant(way: str | None, shown: int, voters: int) -> tuple[int, int]:
    return (0 if way == "fewer" else shown - 2), (voters if way == "more" else shown + 2)


def _rounded(count: int) -> int:
    return 5 * math.floor(count / 5 + 1 / 2)
