"""What the room `evidence` says."""

from __future__ import annotations

from khural.messages.marking import gettext_noop

EVIDENCE: dict[str, str] = {
    "evidence.attribution": gettext_noop("The facts belong to the sources named beside them."),
    "evidence.column_count": gettext_noop("%(file)s: the column %(column)s must be there once, found %(count)d times."),
    "evidence.copied": gettext_noop("Copied on %(date)s: %(kept)d rows kept, %(dropped)d left out without a source."),
    "evidence.empty_cell": gettext_noop("%(file)s, row %(row)d, column %(column)s: the cell is empty and must not be."),
    "evidence.fetch_checksum": gettext_noop(
        "%(file)s does not match the checksum that the producer published. It was deleted."
    ),
    "evidence.fetch_refused": gettext_noop(
        "The server answered %(status)d for %(url)s. What is whole is kept; try again later."
    ),
    "evidence.fetch_span": gettext_noop(
        "There is nothing to fetch from %(first)s to %(last)s: give a first day before the last, in the past."
    ),
    "evidence.fetch_unreachable": gettext_noop(
        "%(url)s could not be reached: %(reason)s. What is whole is kept; the rest resumes."
    ),
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
