"""Small files of events in the layouts of their producers."""

from __future__ import annotations

import zipfile
from pathlib import Path

from khural.evidence.events.layouts import ICEWS

POLECAT = (
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\t"
    "Actor COW\tPrimary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\tRecipient Name\t"
    "Recipient Country\tRecipient COW\tPrimary Recipient Sector\tRecipient Sectors\tRecipient Title\t"
    "Recipient Name Raw\tWikipedia Recipient ID\tPlacename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\t"
    "GeoNames ID\tRaw Placename\tFeature Type\tSource\tPublication Date\tStory People\tStory Organizations\t"
    "Story Locations\tLanguage\tVersion"
)
GDELT_ROWS = (
    ("1001", "20240101", "MNG", "PRK", "040", "1", "1.0"),
    ("1002", "20240101", "PRK", "MNG", "071", "2", "7.4"),
    ("1003", "20240102", "MNG", "PRK", "112", "3", "-2.0"),
    ("1004", "20240102", "USA", "PRK", "190", "4", "-10.0"),
    ("1005", "20240102", "USA", "USA", "010", "1", "0.0"),
    ("1006", "20240102", "", "PRK", "010", "1", "0.0"),
    ("1007", "20240102", "AFR", "PRK", "010", "1", "0.0"),
)


def gdelt_line(row: tuple[str, ...], width: int = 58) -> str:
    """One line of GDELT: event, day, two countries, CAMEO code, class and Goldstein score in their places.

    An eighth value is the day on which the event was added; it is the day of the event where there is none.
    """
    cells = [""] * width
    for place, value in zip((0, 1, 7, 17, 26, 29, 30), row[:7], strict=True):
        cells[place] = value
    added = row[7] if len(row) > 7 else row[1]
    cells[59 if width == 61 else min(56, width - 1)] = f"{added}001500" if width == 61 else added
    return "\t".join(cells) + "\n"


def gdelt_file(path: Path, rows: tuple[tuple[str, ...], ...] = GDELT_ROWS, width: int = 58) -> Path:
    """A file of GDELT, zipped if its name says so."""
    text = "".join(gdelt_line(row, width) for row in rows)
    if path.suffix != ".zip":
        path.write_text(text, "utf-8")
        return path
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(path.name.removesuffix(".zip"), text)
    return path


def icews_file(path: Path, rows: tuple[tuple[str, ...], ...] | None = None) -> Path:
    """A file of the ICEWS Dataverse: event, day, source and its country, code, intensity, target and its country."""
    given = rows or (
        ("1", "2018-03-01", "Kim Jong-Un", "North Korea", "040", "1.0", "Moon Jae-in", "South Korea"),
        ("2", "2018-03-01", "Citizen (South Korea)", "South Korea", "141", "-6.5", "North Korea", "North Korea"),
        ("3", "2018-03-02", "UN Security Council", "", "163", "-8.0", "North Korea", "North Korea"),
        ("4", "2018-03-02", "Mongolia", "Mongolia", "57", "8.0", "North Korea", "North Korea"),
    )
    lines = ["\t".join(ICEWS)]
    for event, day, source, origin, code, intensity, target, country in given:
        cells = [event, day, source, "Government", origin, "text", code, intensity, target, "", country]
        lines.append("\t".join([*cells, *[""] * (len(ICEWS) - len(cells))]))
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def polecat_file(path: Path) -> Path:
    """A file of POLECAT with three events, one of them without a single country."""
    header = POLECAT.split("\t")
    rows = (
        ("A1", "2023-05-01", "CONSULT", "VERBAL COOPERATION", "MNG", "PRK", "1.0"),
        ("A2", "2023-05-02", "ASSAULT", "MATERIAL CONFLICT", "PRK", "KOR", "-9.0"),
        ("A3", "2023-05-02", "ACCUSE", "VERBAL CONFLICT", "PRK; CHN", "KOR", "-2.0"),
    )
    lines = [POLECAT]
    for event, day, kind, quad, actor, recipient, intensity in rows:
        cells = dict.fromkeys(header, "")
        cells |= {"Event ID": event, "Event Date": day, "Event Type": kind, "Quad Code": quad, "Intensity": intensity}
        cells |= {"Actor Country": actor, "Recipient Country": recipient}
        lines.append("\t".join(cells.values()))
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path
