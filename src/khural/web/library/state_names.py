"""Names of states in the six languages of the pages.

From the Unicode Common Locale Data Repository (as Babel 2.18 carries it, Unicode License v3), English ones by
the short form used at the United Nations where the two differ. A state that others contest has no name here and stands
by its code; a dialogue may replace any name by its own list.
"""

from __future__ import annotations

import csv
import functools
from importlib import resources

FILE = "state_names.csv"


@functools.cache
def state_names() -> dict[str, dict[str, str]]:
    """ISO 3166-1 alpha-3 code -> language -> name."""
    text = (resources.files("khural.web.library") / FILE).read_text(encoding="utf-8")
    return {row.pop("iso3"): row for row in csv.DictReader(text.splitlines())}
