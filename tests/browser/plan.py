"""What is voted on in the story, and how everybody will vote; what may be shown of it follows from this alone."""

from __future__ import annotations

from collections.abc import Sequence

from tests.browser.expectations import AGREE, DISAGREE, PASS, Votes

SEATS = {"Eastshore": 5, "Westshore": 6, "Northshore": 2}
TEXTS = {
    1: "The gauge at pier 1 should be read every day.",
    2: "Fishing stops in May.",
    3: "Both shores publish their catch.",
    4: "The ferry sails in winter too.",
    5: "Both shores read the gauge together.",
}
KOREAN = {2: "오월에는 고기를 잡지 않는다."}
NUMBERS = {text: number for texts in (TEXTS, KOREAN) for number, text in texts.items()}
OFFERED = {
    "en": TEXTS[5],
    "ko": "두 연안은 서로를 믿어야 하고 배도 사야 한다.",
    "plain": "The harbour stays open on Sundays.",
}
REASON = "It holds more than one idea."
# Statement -> party -> the answers of its seats in the order of their sheets; None: not answered. In this order every
# rule of the gate is at work: both large delegations shown, one withheld to protect the small one, too few for a total.
PLAN: dict[int, dict[str, Sequence[int | None]]] = {
    1: {"Eastshore": [AGREE] * 5, "Westshore": [AGREE] * 5 + [DISAGREE], "Northshore": [None] * 2},
    2: {"Eastshore": [AGREE] * 5, "Westshore": [DISAGREE] * 6, "Northshore": [None] * 2},
    3: {
        "Eastshore": [AGREE, AGREE, DISAGREE, AGREE, DISAGREE],
        "Westshore": [PASS, AGREE, DISAGREE, AGREE, DISAGREE, PASS],
        "Northshore": [AGREE, DISAGREE],
    },
    4: {"Eastshore": [AGREE, AGREE, None, None, None], "Westshore": [PASS] + [None] * 5, "Northshore": [None] * 2},
    5: {"Eastshore": [AGREE] * 5, "Westshore": [AGREE] * 6, "Northshore": [None] * 2},
}
VOTES: dict[int, Votes] = {
    number: {party: [answer for answer in answers if answer is not None] for party, answers in parties.items()}
    for number, parties in PLAN.items()
}


def answers_of(party: str, seat: int) -> dict[str, int]:
    """Wording -> the answer of one seat, for the statements that it answers."""
    planned = {TEXTS[number]: parties[party][seat] for number, parties in PLAN.items()}
    return {text: answer for text, answer in planned.items() if answer is not None}
