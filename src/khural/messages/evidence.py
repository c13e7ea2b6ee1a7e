"""What the room `evidence` says."""

from __future__ import annotations

from khural.messages.marking import gettext_noop

EVIDENCE: dict[str, str] = {
    "evidence.attribution": gettext_noop("The facts belong to the sources named beside them."),
    "evidence.bad_cell": gettext_noop("%(file)s: a cell is not what it should be (%(reason)s)."),
    "evidence.cannot_read": gettext_noop("%(file)s cannot be read."),
    "evidence.cannot_write": gettext_noop("%(file)s cannot be written."),
    "evidence.code_not_then": gettext_noop("%(name)s means no state in %(system)s on %(date)s; it did in %(spans)s."),
    "evidence.code_unknown": gettext_noop("No state has the code “%(name)s” in %(system)s."),
    "evidence.column_count": gettext_noop("%(file)s: the column %(column)s must be there once, found %(count)d times."),
    "evidence.copied": gettext_noop("Copied on %(date)s: %(kept)d rows kept, %(dropped)d left out without a source."),
    "evidence.cut_off": gettext_noop("%(file)s is cut off or damaged: its end is missing."),
    "evidence.dropped_before": gettext_noop("outside the years of the table"),
    "evidence.dropped_name": gettext_noop("no single state is named"),
    "evidence.dropped_no_class": gettext_noop("its code belongs to no class"),
    "evidence.dropped_no_day": gettext_noop("it has no day"),
    "evidence.dropped_no_source_state": gettext_noop("who acted is no state"),
    "evidence.dropped_no_state": gettext_noop("no state of that code existed then"),
    "evidence.dropped_no_target_state": gettext_noop("who was acted upon is no state"),
    "evidence.dropped_no_value": gettext_noop("no value"),
    "evidence.dropped_not_covered": gettext_noop("of a day that no file covers"),
    "evidence.dropped_not_hostile": gettext_noop("no hostile act"),
    "evidence.dropped_same_state": gettext_noop("both ends are one state"),
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
    "evidence.fewer_rows": gettext_noop(
        "%(file)s has %(found)d rows; the edition that Khural was checked with has %(wanted)d. If that is "
        "right, say --fewer."
    ),
    "evidence.file_changed": gettext_noop("%(file)s is not the file that was added."),
    "evidence.file_lacking": gettext_noop("%(source)s needs more files before it can be built: %(files)s."),
    "evidence.is_folder": gettext_noop("%(file)s is a folder; a file is wanted."),
    "evidence.lake_empty": gettext_noop("%(folder)s holds no source yet; add one with “khural data add”."),
    "evidence.licence": gettext_noop("The wording of these tables stands under the licence of Khural."),
    "evidence.needs_data": gettext_noop('This needs the additional part for data: pip install "khural[data]".'),
    "evidence.no_days": gettext_noop("%(source)s has no row with a day."),
    "evidence.no_file": gettext_noop("%(file)s is missing from the folder of field tables, or cannot be read."),
    "evidence.no_rows": gettext_noop("%(file)s has no rows."),
    "evidence.no_source": gettext_noop("%(file)s, row %(row)d, column %(column)s: this grade needs a source address."),
    "evidence.no_such_measure": gettext_noop("There is no measure “%(measure)s”; measures are %(measures)s."),
    "evidence.no_such_table": gettext_noop("The evidence has no %(kind)s called “%(name)s”; it has %(have)s."),
    "evidence.no_such_variable": gettext_noop("There is no variable “%(name)s”; variables are %(have)s."),
    "evidence.no_tables": gettext_noop("%(folder)s holds no tables; run “khural data build” first."),
    "evidence.not_a_date": gettext_noop(
        "%(file)s, row %(row)d, column %(column)s: “%(value)s” is not a year, month or day such as 2014-06-17."
    ),
    "evidence.not_a_number": gettext_noop("%(file)s, row %(row)d, column %(column)s: “%(value)s” is not a number."),
    "evidence.not_csv": gettext_noop("%(file)s is not a readable CSV table."),
    "evidence.not_utf8": gettext_noop("%(file)s is not UTF-8 text."),
    "evidence.nothing_yet": gettext_noop("%(variable)s begins on %(first)s: nothing of it was over before %(date)s."),
    "evidence.other_checksum": gettext_noop(
        "%(file)s has the checksum %(found)s, not %(wanted)s: it is not the file that its producer announces."
    ),
    "evidence.other_columns": gettext_noop(
        "%(file)s does not have the columns it should have: %(wanted)s. It begins with %(found)s."
    ),
    "evidence.other_edition": gettext_noop(
        "%(file)s is not the edition that Khural was checked with (SHA-256 %(sha256)s). To load it all the "
        "same, name its edition with --version."
    ),
    "evidence.other_suffix": gettext_noop("%(file)s: the suffix says how to write; it can be %(suffixes)s."),
    "evidence.other_width": gettext_noop("%(file)s has rows of %(found)d cells; %(wanted)s are wanted."),
    "evidence.other_writer": gettext_noop(
        "The tables were written by %(then)s and made again by %(now)s: their bytes cannot be compared."
    ),
    "evidence.pack_lacks": gettext_noop(
        "The pack needs these sources, whole and in the editions that were checked: %(sources)s."
    ),
    "evidence.period_finer": gettext_noop(
        "%(source)s has periods of one %(finest)s; a series by %(period)s cannot be made of it."
    ),
    "evidence.ragged_row": gettext_noop("%(file)s, row %(row)d: %(found)d cells where the header has %(wanted)d."),
    "evidence.record_broken": gettext_noop("%(file)s, the record of what was added, cannot be read."),
    "evidence.row_not_utf8": gettext_noop("%(file)s, row %(row)d: this is not UTF-8 text."),
    "evidence.rows_twice": gettext_noop("%(file)s: %(rows)d rows stand twice (by %(columns)s)."),
    "evidence.source_unknown": gettext_noop("There is no source “%(source)s”; sources are %(sources)s."),
    "evidence.state_ambiguous": gettext_noop("%(name)s is ambiguous in %(system)s: %(meanings)s. Give a date."),
    "evidence.state_not_covered": gettext_noop("%(source)s does not cover %(state)s: it is missing there, not zero."),
    "evidence.state_without_code": gettext_noop("%(state)s has no code in %(system)s."),
    "evidence.system_unknown": gettext_noop("There is no system of codes “%(system)s”; systems are %(systems)s."),
    "evidence.table_changed": gettext_noop(
        "%(file)s is not the file that its manifest names: its checksum or its rows differ."
    ),
    "evidence.table_differs": gettext_noop(
        "The table %(table)s does not follow from the files of the lake; build again."
    ),
    "evidence.table_missing": gettext_noop("%(file)s is named in the manifest and cannot be read."),
    "evidence.terms_unreviewed": gettext_noop("Terms in other languages than English have not been reviewed."),
    "evidence.there_already": gettext_noop("%(file)s is already there, as %(name)s: its events would count twice."),
    "evidence.unknown_column": gettext_noop("%(file)s: the column “%(column)s” is not known."),
    "evidence.unknown_grade": gettext_noop(
        "%(file)s, row %(row)d, column %(column)s: “%(value)s” is not a grade that may be shown (S, D, X or NF)."
    ),
    "evidence.unknown_value": gettext_noop("%(file)s, row %(row)d, column %(column)s: unknown value “%(value)s”."),
    "evidence.which_file": gettext_noop("%(file)s: which file of %(source)s is this? Name it as one of %(files)s."),
    "evidence.window_cuts": gettext_noop(
        "%(source)s counts by %(period)s: the window %(first)s to %(last)s cuts one in two."
    ),
    "evidence.window_late": gettext_noop("The window ends on %(last)s; as of %(as_of)s only days before can be read."),
    "evidence.window_order": gettext_noop("The window ends on %(last)s, before its start on %(first)s."),
    "evidence.window_outside": gettext_noop(
        "%(source)s reaches from %(from_day)s to %(to_day)s; the window %(first)s to %(last)s is not inside."
    ),
    "evidence.years_wrong": gettext_noop(
        "%(first)d to %(last)d are no years of a panel: from 1816 to 2100, the first before the last."
    ),
    "evidence.zip_content": gettext_noop(
        "%(file)s should hold one file; it holds %(found)d, or one that is too large."
    ),
}
