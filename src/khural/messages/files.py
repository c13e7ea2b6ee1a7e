"""What the room `files` says."""

from __future__ import annotations

from khural.messages.marking import gettext_noop

FILES: dict[str, str] = {
    "files.bom": gettext_noop("%(file)s starts with a byte order mark, which was passed over."),
    "files.column_twice": gettext_noop("%(file)s, line 1: the column “%(column)s” stands there twice."),
    "files.column_unnamed": gettext_noop("%(file)s, line 1: column number %(place)d has no name."),
    "files.delimiter": gettext_noop("%(file)s separates its fields by a %(delimiter)s and was read that way."),
    "files.delimiter_look_alike": gettext_noop(
        "%(file)s, line %(row)d: fields are separated by “%(found)s”, which looks like a comma or semicolon "
        "and is none; save the file as CSV again."
    ),
    "files.empty": gettext_noop("%(file)s is empty."),
    "files.encoding_unknown": gettext_noop("%(file)s cannot be read: no encoding is called “%(encoding)s”."),
    "files.encoding_wrong": gettext_noop("%(file)s, line %(row)d: the bytes there are not text in %(encoding)s."),
    "files.ending_unknown": gettext_noop(
        "%(file)s has the ending “%(ending)s”: tables are read from .csv, .tsv, .txt and .parquet files."
    ),
    "files.field_long": gettext_noop(
        "%(file)s, line %(row)d: a field holds more than %(limit)d characters; is a quotation mark left open?"
    ),
    "files.is_folder": gettext_noop("%(file)s is a folder; name a file in it."),
    "files.missing": gettext_noop("%(file)s does not exist."),
    "files.not_a_table": gettext_noop("%(file)s is not a table: it is a document or an archive with another ending."),
    "files.not_utf8": gettext_noop(
        "%(file)s, line %(row)d: the text is not UTF-8. It could be %(proposals)s; name the encoding that "
        "reads right, or save the file as CSV in UTF-8."
    ),
    "files.not_writable": gettext_noop("%(file)s cannot be written: the folder is missing or may not be written to."),
    "files.nul": gettext_noop("%(file)s, line %(row)d: a NUL character stands in the text."),
    "files.parquet_broken": gettext_noop("%(file)s ends like a Parquet file and cannot be read as one."),
    "files.parquet_misnamed": gettext_noop("%(file)s is a Parquet file with another ending; rename it to .parquet."),
    "files.quote_open": gettext_noop(
        "%(file)s, line %(row)d: a quotation mark opened there is not closed as CSV demands."
    ),
    "files.row_width": gettext_noop("%(file)s, line %(row)d: %(found)d fields where the header has %(wanted)d."),
    "files.spreadsheet": gettext_noop(
        "%(file)s is a spreadsheet or an office document; save the sheet as CSV in UTF-8."
    ),
    "files.unreadable": gettext_noop("%(file)s cannot be opened for reading."),
    "files.utf16": gettext_noop(
        "%(file)s is UTF-16, the “Unicode text” of spreadsheets; name utf-16 as its encoding, or save it as "
        "CSV in UTF-8."
    ),
    "files.zipped": gettext_noop("%(file)s is a zip file; unpack it and name the table in it."),
}
