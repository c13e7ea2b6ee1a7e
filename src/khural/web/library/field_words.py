"""The words of the field figures in the language of the page."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from khural.figures import STATES, AttendanceWords, HeadcountWords, RelationWords, State
from khural.figures.relations import TieKind
from khural.web.people.models import Attendance


def states() -> dict[State, str]:
    """Every attendance state, and "not held"."""
    words: dict[State, str] = {value: str(Attendance(value).label) for value in STATES if value != "not_held"}
    return words | {"not_held": pgettext("edition", "not held")}


def kinds(host: str) -> dict[TieKind, str]:
    """The kinds of ties that the strip draws."""
    return {
        "relations": _("diplomatic relations"),
        "partnership": _("agreed level of partnership"),
        "embassy_there": _("embassy of %(host)s there") % {"host": host},
        "embassy_here": _("embassy in %(host)s") % {"host": host},
        "visit_there": _("visit from %(host)s") % {"host": host},
        "visit_here": _("visit to %(host)s") % {"host": host},
    }


def evidence_kinds() -> dict[str, str]:
    """The kinds of rows in the table of relations, for lists of sources."""
    return {
        "ambassador": _("ambassador"),
        "contact": _("contact"),
        "diplomatic_relations": _("diplomatic relations"),
        "embassy": _("embassy"),
        "embassy_listed": _("embassy, without a date"),
        "embassy_working": _("embassy, without a date"),
        "embassy_working_after_covid": _("embassy, without a date"),
        "invitation_unanswered": _("invitation without an answer"),
        "letter": _("letter"),
        "no_diplomatic_relations": _("no diplomatic relations"),
        "partnership": _("agreed level of partnership"),
        "sanctions_behaviour": _("sanctions applied"),
        "visit": _("visit"),
    }


def relation_words(host: str, youngest: str, year: int, parties: int) -> RelationWords:
    """The words of the strip of ties; `youngest` is the party with the youngest dated relations."""
    return RelationWords(
        title=_("Ties of %(host)s to each party, as far as sources date them") % {"host": host},
        sentence=_(
            "Sources date relations of %(host)s with all %(parties)d parties and stakeholders; the youngest, with"
            " %(party)s, began in %(year)d."
        )
        % {"host": host, "parties": parties, "party": youngest, "year": year},
        party=_("Party"),
        tie=_("Tie"),
        start=_("From"),
        end=_("Until"),
        what=_("What"),
        source=_("Source"),
        open_end=_("no end found"),
        unknown=pgettext("evidence", "unknown"),
        kinds=kinds(host),
        notes=(
            _("◆ and line: diplomatic relations; thick bar: agreed level of partnership."),
            _("Filled bar: embassy of %(host)s there; outlined bar: embassy in %(host)s.") % {"host": host},
            _("▲ visit from %(host)s; ○ visit to %(host)s.") % {"host": host},
            _("A tie is not yet acceptance: whether a party would come is another question."),
            _("Visits are those that sources name, not all there were."),
            _("Hatched: no usable source."),
        ),
    )


def headcount_words(core: str, last_seen: int) -> HeadcountWords:
    """The words of the head count above the seat of the party `core`."""
    return HeadcountWords(
        title=_("Head count, and the seat of %(party)s") % {"party": core},
        sentence=_("More people came; no source shows %(party)s in its seat since %(year)d.")
        % {"party": core, "year": last_seen},
        edition=_("Edition"),
        people=_("People"),
        counted=_("Counted"),
        party=core,
        not_held=pgettext("edition", "not held"),
        unknown_edition=pgettext("edition", "not found"),
        no_count=_("no count"),
        more_than="> %(low)s",
        between="%(low)s–%(high)s",
        states=states() | {"no_show": pgettext("attendance in one word", "no-show")},
        notes=(
            _("More people is not more trust."),
            _("Reported counts under different rules; the rules stand in the table."),
            _("Filled: attended. Ring: stayed away. Hatched: unknown, neither present nor absent."),
        ),
    )


def attendance_words(title: str) -> AttendanceWords:
    """The words of the matrix of editions and parties."""
    return AttendanceWords(
        title=title,
        sentence=_("Lists of those who came are mostly incomplete: who is on none is unknown, not absent."),
        party=_("Party"),
        states=states(),
        notes=(_("Filled: attended. Ring: stayed away. Hatched: unknown, neither present nor absent."),),
    )
