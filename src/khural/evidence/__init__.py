"""Sourced facts of the field: dated, graded, each with the page it was read on.

`facts` reads the project's own copy of the field tables, `ties` and `attendance` derive what the first screen draws
from them, `sources` says where they come from, and `field_copy` makes the copy.
"""
