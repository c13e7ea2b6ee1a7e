"""Names of actors to states and organisations of states, by rules in a fixed order, with the rule that decided.

The rules follow how event coders write actors (ICEWS, CAMEO dictionaries): a role with its country in parentheses, a
country's name, a person or body of a dated table, a name that begins with the adjective of a country. A name that no
rule knows stays unresolved: it is never guessed. An office at an organisation of states outranks nationality for as
long as it lasts, and a person whose dated rows do not hold on the day is unresolved.
"""

from __future__ import annotations

import csv
import functools
import re
from dataclasses import dataclass
from datetime import date
from importlib import resources

RULES = ("parentheses", "state", "table", "adjective", "unresolved")
TABLES_VERSION = "2026-11"
_PARENTHESES = re.compile(r"\(([^()]*)\)\s*$")
_ADJECTIVES = {
    "Afghan": "AFG", "Albanian": "ALB", "American": "USA", "Armenian": "ARM", "Australian": "AUS", "Azerbaijani": "AZE",
    "Bangladeshi": "BGD", "Belgian": "BEL", "Brazilian": "BRA", "British": "GBR", "Bulgarian": "BGR", "Canadian": "CAN",
    "Chinese": "CHN", "Colombian": "COL", "Cuban": "CUB", "Danish": "DNK", "Dutch": "NLD", "Egyptian": "EGY",
    "Estonian": "EST", "Ethiopian": "ETH", "Finnish": "FIN", "French": "FRA", "Georgian": "GEO", "German": "DEU",
    "Greek": "GRC", "Hungarian": "HUN", "Indian": "IND", "Indonesian": "IDN", "Iranian": "IRN", "Iraqi": "IRQ",
    "Irish": "IRL", "Israeli": "ISR", "Italian": "ITA", "Japanese": "JPN", "Jordanian": "JOR", "Kazakh": "KAZ",
    "Kenyan": "KEN", "Kuwaiti": "KWT", "Latvian": "LVA", "Lebanese": "LBN", "Libyan": "LBY", "Lithuanian": "LTU",
    "Malaysian": "MYS", "Mexican": "MEX", "Mongolian": "MNG", "Moroccan": "MAR", "Nepalese": "NPL", "Nigerian": "NGA",
    "Norwegian": "NOR", "Pakistani": "PAK", "Palestinian": "PSE", "Philippine": "PHL", "Polish": "POL",
    "Portuguese": "PRT", "Romanian": "ROU", "Russian": "RUS", "Rwandan": "RWA", "Saudi": "SAU", "Serbian": "SRB",
    "Slovak": "SVK", "Somali": "SOM", "Spanish": "ESP", "Sudanese": "SDN", "Swedish": "SWE", "Swiss": "CHE",
    "Syrian": "SYR", "Thai": "THA", "Tunisian": "TUN", "Turkish": "TUR", "Ugandan": "UGA", "Ukrainian": "UKR",
    "Venezuelan": "VEN", "Vietnamese": "VNM", "Yemeni": "YEM", "Zimbabwean": "ZWE",
}  # fmt: skip
_BODY = re.compile(
    r"\b(?:Army|Armed Forces|Air Force|Navy|Parliament|Government|Police|Ministry|Congress|Senate|Supreme Court|"
    r"Military|Coast Guard|Embassy|National Guard|Defen[cs]e Forces|Cabinet)\b"
)


@dataclass(frozen=True)
class Resolved:
    """What a name stands for on a day.

    `code` is an ISO 3166-1 alpha-3 code, "IGO:" and a short name for an organisation of states, or None. `kind` is
    state, person, body, group (armed or ethnic group within the state), organisation, none (certainly no state's: a
    region, a news agency) or unknown. `rule` is one of RULES, `tables` the edition of the tables behind it.
    """

    code: str | None
    kind: str
    rule: str
    tables: str = TABLES_VERSION


@dataclass(frozen=True)
class _Entry:
    code: str | None
    kind: str
    first: date
    last: date


def resolve(name: str, on: date) -> Resolved:
    """What `name` stands for on the day `on`."""
    words = " ".join(name.split())
    if (inside := _PARENTHESES.search(words)) is not None:
        return _within(inside.group(1), on)
    if (state := _state(words, on)) is not None:
        return Resolved(state, "state", "state")
    if (entry := _entry(words, on)) is not None:
        return Resolved(entry.code, entry.kind, "table")
    first, _space, rest = words.partition(" ")
    if not _is_known(words) and first in _ADJECTIVES and _BODY.search(rest):
        return Resolved(_ADJECTIVES[first], "body", "adjective")
    return Resolved(None, "unknown", "unresolved")


def _within(inside: str, on: date) -> Resolved:
    """A role in parentheses: of a country, or of a body or group that the table knows."""
    if (state := _state(inside, on)) is not None:
        return Resolved(state, "body", "parentheses")
    if (entry := _entry(inside, on)) is not None:
        return Resolved(entry.code, entry.kind, "parentheses")
    return Resolved(None, "unknown", "unresolved")


def _state(name: str, on: date) -> str | None:
    return next((entry.code for entry in _states().get(name.casefold(), ()) if entry.first <= on <= entry.last), None)


def _entry(name: str, on: date) -> _Entry | None:
    return next((entry for entry in _names().get(name.casefold(), ()) if entry.first <= on <= entry.last), None)


def _is_known(name: str) -> bool:
    return name.casefold() in _names()


@functools.cache
def _states() -> dict[str, tuple[_Entry, ...]]:
    return _table("states.csv")


@functools.cache
def _names() -> dict[str, tuple[_Entry, ...]]:
    return _table("names.csv")


def _table(file: str) -> dict[str, tuple[_Entry, ...]]:
    text = (resources.files("khural.evidence.actors") / file).read_text(encoding="utf-8")
    table: dict[str, tuple[_Entry, ...]] = {}
    for row in csv.DictReader(text.splitlines()):
        key = row["name"].casefold()
        table[key] = (*table.get(key, ()), _read(row))
    return table


def _read(row: dict[str, str]) -> _Entry:
    return _Entry(
        code=row["code"] or None,
        kind=row.get("kind") or "state",
        first=date.fromisoformat(row["from"]) if row["from"] else date.min,
        last=date.fromisoformat(row["to"]) if row["to"] else date.max,
    )
