"""Figures as accessible SVG with a sentence above and a table beside; pure, and every word an argument."""

from khural.figures.agreement import agreement, agreement_by_basket
from khural.figures.agreement_words import AgreementWords, PartyLabel, StatementLabel, accepted_by_all_shown
from khural.figures.attendance import AttendanceWords, PartyAttendance, attendance_timeline
from khural.figures.density import DensityWords, density_map
from khural.figures.figure import Cell, Figure, Table
from khural.figures.headcount import EditionCount, HeadcountWords, headcount
from khural.figures.interval import share_mark
from khural.figures.parties import party_slots
from khural.figures.plane import PlanePoint, PlaneWords, plane
from khural.figures.presence import STATES, State
from khural.figures.relations import PartyTies, RelationWords, Tie, TieKind, relation_strip
from khural.figures.responses import ResponsePoint, ResponseWords, response_curve
from khural.figures.series import FanPoint, SeriesMark, SeriesPoint, SeriesWords, tension_series
from khural.figures.tie_years import PartyYears, TieYear, TieYearWords, tie_years

__all__ = [
    "STATES",
    "AgreementWords",
    "AttendanceWords",
    "Cell",
    "DensityWords",
    "EditionCount",
    "FanPoint",
    "Figure",
    "HeadcountWords",
    "PartyAttendance",
    "PartyLabel",
    "PartyTies",
    "PartyYears",
    "PlanePoint",
    "PlaneWords",
    "RelationWords",
    "ResponsePoint",
    "ResponseWords",
    "SeriesMark",
    "SeriesPoint",
    "SeriesWords",
    "State",
    "StatementLabel",
    "Table",
    "Tie",
    "TieKind",
    "TieYear",
    "TieYearWords",
    "accepted_by_all_shown",
    "agreement",
    "agreement_by_basket",
    "attendance_timeline",
    "density_map",
    "headcount",
    "party_slots",
    "plane",
    "relation_strip",
    "response_curve",
    "share_mark",
    "tension_series",
    "tie_years",
]
