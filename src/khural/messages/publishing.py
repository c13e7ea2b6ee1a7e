"""What the room `publishing` says."""

from __future__ import annotations

from khural.messages.marking import gettext_noop

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
    "publishing.impossible": gettext_noop(
        "Statement %(statement)s: no answers of these voters give what is published."
    ),
    "publishing.missing_text": gettext_noop("The export lacks a text for %(key)s."),
    "publishing.most_withheld": gettext_noop(
        "%(shown)s of %(cells)s delegation results can be shown. The others are withheld: where a delegation is small, "
        "its result would tell how its members voted."
    ),
    "publishing.no_party_view": gettext_noop("Results by delegation are shown only if every delegation consents."),
    "publishing.not_a_result": gettext_noop("This is not a stored result: %(problem)s."),
    "publishing.policy_too_weak": gettext_noop("The gate publishes under its own rules only (%(rules)s)."),
    "publishing.total.about": gettext_noop("about %(about)s of %(of)s"),
    "publishing.total.already_published": gettext_noop("total withheld: already published once this edition"),
    "publishing.total.at_least": gettext_noop("%(about)s or more of about %(of)s"),
    "publishing.total.at_most": gettext_noop("%(about)s or fewer of about %(of)s"),
    "publishing.total.too_few_voters": gettext_noop("total withheld: fewer than 10 voters"),
    "publishing.total.would_disclose": gettext_noop("total withheld: beside the delegations shown it would tell votes"),
    "publishing.turnout.about": gettext_noop("about %(about)s of %(of)s delegates have voted"),
    "publishing.turnout.at_least": gettext_noop("%(about)s or more of %(of)s delegates have voted"),
    "publishing.turnout.too_few_voters": gettext_noop(
        "fewer than 10 of %(of)s delegates have voted, or no hour has passed"
    ),
}
