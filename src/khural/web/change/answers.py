"""An answer to an aim with its reasons, each a code with parameters, so that it can be said in every language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext, gettext_noop

from khural.messages import MESSAGES
from khural.web.change.words import Answer

REASONS = {
    "no_survey": gettext_noop("not measured: no survey was held"),
    "no_commitments": gettext_noop("not measured: no commitments were entered"),
    "no_edition": gettext_noop("no edition was held between registration and the day of reading"),
    "seat_unknown": gettext_noop("no source shows whether %(party)s came to %(edition)s"),
    "seat": gettext_noop("%(party)s at %(edition)s: %(state)s"),
    "no_repeat": gettext_noop("no statement was voted on in two editions with the same wording"),
    "statements": gettext_noop("%(now)d of %(of)d repeated statements, before: %(then)d"),
    "no_states": gettext_noop("the two sides are no states of the event data"),
}


@dataclass(frozen=True)
class Reason:
    """A code of REASONS or of the libraries' messages, with what fills it."""

    code: str
    params: Mapping[str, str | int | float] = field(default_factory=dict)

    def __str__(self) -> str:
        text = REASONS.get(self.code) or MESSAGES[self.code]
        return gettext(text) % self.params


@dataclass(frozen=True)
class Read:
    """An answer with its reasons."""

    answer: Answer
    reasons: tuple[Reason, ...]
