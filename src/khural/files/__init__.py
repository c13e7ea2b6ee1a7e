"""Reading and writing files: every bad input is met here and answered by one sentence that names the place."""

from khural.files.errors import FileError
from khural.files.source import Kind, open_source
from khural.files.table import Table, read_table
from khural.files.text import decode, read_text
from khural.files.writing import write_whole

__all__ = ["FileError", "Kind", "Table", "decode", "open_source", "read_table", "read_text", "write_whole"]
