"""Every message of the libraries: a code, parameters, and the English text. The web translates them by their text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | int | float


@dataclass(frozen=True)
class Message:
    """One thing a reader must be told. `params` fill the placeholders of the text that belongs to `code`."""

    code: str
    params: Mapping[str, Value] = field(default_factory=dict)


class KhuralError(Exception):
    """A refusal that names what is wrong, where, and what to do; it carries a Message and never a traceback to a user."""

    def __init__(self, code: str, **params: Value) -> None:
        self.message = Message(code, params)
        super().__init__(english(self.message))


def gettext_noop(text: str) -> str:
    """Mark `text` for extraction into the catalogues without importing a translation framework."""
    return text


def english(message: Message) -> str:
    """The English sentence of `message`."""
    return MESSAGES[message.code] % message.params


COMMONGROUND: dict[str, str] = {}

CREDENTIALS: dict[str, str] = {}

FILES: dict[str, str] = {}

EVIDENCE: dict[str, str] = {
    "evidence.attribution": gettext_noop("The facts belong to the sources named beside them."),
    "evidence.column_count": gettext_noop("%(file)s: the column %(column)s must be there once, found %(count)d times."),
    "evidence.copied": gettext_noop("Copied on %(date)s: %(kept)d rows kept, %(dropped)d left out without a source."),
    "evidence.empty_cell": gettext_noop("%(file)s, row %(row)d, column %(column)s: the cell is empty and must not be."),
    "evidence.licence": gettext_noop("The wording of these tables stands under the licence of Khural."),
    "evidence.no_file": gettext_noop("%(file)s is missing from the folder of field tables, or cannot be read."),
    "evidence.no_source": gettext_noop("%(file)s, row %(row)d, column %(column)s: this grade needs a source address."),
    "evidence.not_a_date": gettext_noop(
        "%(file)s, row %(row)d, column %(column)s: “%(value)s” is not a year, month or day such as 2014-06-17."
    ),
    "evidence.not_a_number": gettext_noop("%(file)s, row %(row)d, column %(column)s: “%(value)s” is not a number."),
    "evidence.not_csv": gettext_noop("%(file)s is not a readable CSV table."),
    "evidence.not_utf8": gettext_noop("%(file)s is not UTF-8 text."),
    "evidence.ragged_row": gettext_noop("%(file)s, row %(row)d: %(found)d cells where the header has %(wanted)d."),
    "evidence.terms_unreviewed": gettext_noop("Terms in other languages than English have not been reviewed."),
    "evidence.unknown_column": gettext_noop("%(file)s: the column “%(column)s” is not known."),
    "evidence.unknown_grade": gettext_noop(
        "%(file)s, row %(row)d, column %(column)s: “%(value)s” is not a grade that may be shown (S, D, X or NF)."
    ),
    "evidence.unknown_value": gettext_noop("%(file)s, row %(row)d, column %(column)s: unknown value “%(value)s”."),
}

PUBLISHING: dict[str, str] = {
    "publishing.audit_failed": gettext_noop("Statement %(statement)s would prove a vote; nothing was published."),
    "publishing.bad_tally": gettext_noop("The counts cannot be right (%(where)s): %(problem)s."),
    "publishing.cell.already_published": gettext_noop("already published once this edition"),
    "publishing.cell.mixed": gettext_noop("mixed"),
    "publishing.cell.mostly_agree": gettext_noop("mostly agree"),
    "publishing.cell.mostly_disagree": gettext_noop("mostly disagree"),
    "publishing.cell.no_consent": gettext_noop("no consent"),
    "publishing.cell.not_enough_votes": gettext_noop("withheld: fewer than 5 votes"),
    "publishing.cell.withheld": gettext_noop("withheld to protect another delegation"),
    "publishing.impossible": gettext_noop("Statement %(statement)s: no answers of these voters give what is published."),
    "publishing.missing_text": gettext_noop("The export lacks a text for %(key)s."),
    "publishing.most_withheld": gettext_noop(
        "%(shown)s of %(cells)s delegation results can be shown. The others are withheld: where a delegation is small, "
        "its result would tell how its members voted."
    ),
    "publishing.no_party_view": gettext_noop("Results by delegation are shown only if every delegation consents."),
    "publishing.not_a_result": gettext_noop("This is not a stored result: %(problem)s."),
    "publishing.policy_too_weak": gettext_noop("The gate does not publish under weaker rules than its own (%(rules)s)."),
    "publishing.total.about": gettext_noop("about %(about)s of %(of)s"),
    "publishing.total.already_published": gettext_noop("total withheld: already published once this edition"),
    "publishing.total.at_least": gettext_noop("%(about)s or more of about %(of)s"),
    "publishing.total.at_most": gettext_noop("%(about)s or fewer of about %(of)s"),
    "publishing.total.too_few_voters": gettext_noop("total withheld: fewer than 10 voters"),
    "publishing.total.would_disclose": gettext_noop("total withheld: beside the delegations shown it would tell votes"),
    "publishing.turnout.about": gettext_noop("about %(about)s of %(of)s delegates have voted"),
    "publishing.turnout.at_least": gettext_noop("%(about)s or more of %(of)s delegates have voted"),
    "publishing.turnout.too_few_voters": gettext_noop("fewer than 10 of %(of)s delegates have voted, or no hour has passed"),
}

MESSAGES: dict[str, str] = {**COMMONGROUND, **CREDENTIALS, **EVIDENCE, **FILES, **PUBLISHING}
