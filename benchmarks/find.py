"""How long a ranking takes, and the Korean case in every window, for the six and for the two.

    python benchmarks/find.py [--data FOLDER]

FOLDER is a lake made by `khural data`; with `icews18` in it the months of 2018 before the summit are printed as well.
The ranking is timed apart from reading: scores, 1,000 resamplings, grid and views. CPU time, best of five.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from khural.evidence.store import Evidence, open_evidence
from khural.mediators import Finding, Settings, explain, find
from khural.mediators.find import finding_of, read
from khural.mediators.gather import PREFERRED

TWO = ("PRK", "KOR")
SIX = ("USA", "CHN", "JPN", "RUS")
HOST = "MNG"
WINDOWS = ((2002, 2005), (2006, 2009), (2010, 2014))
SUMMIT = Settings(date(2018, 5, 1), date(2018, 1, 1), date(2018, 4, 30), "icews18")
"""The months of 2018 before the summit was announced: hosts are in the news afterwards."""


def line(finding: Finding, window: str) -> str:
    """One row of the table: the host's place by share and by share times volume, and the first five."""
    host = finding.candidate(HOST)
    first = " ".join(candidate.state for candidate in finding.of("ranked")[:5])
    at_table = "two" if not finding.stakeholders else "six"
    if host.rank is None or host.rank_interval is None or host.volume_rank_interval is None or host.grid is None:
        return f"{window:<12} {at_table:<4} {'cannot be ranked: ' + ' '.join(host.thin):<60} {first}"
    share = f"{host.rank} [{host.rank_interval.low},{host.rank_interval.high}]"
    volume = f"{host.volume_rank} [{host.volume_rank_interval.low},{host.volume_rank_interval.high}]"
    grid = f"{host.grid.low}-{host.grid.high} ({host.unrankable} none of {len(finding.grid)})"
    return f"{window:<12} {at_table:<4} {host.suitability:.3f} {share:<10} {volume:<10} {grid:<22} {first}"


def case(evidence: Evidence, settings: Settings, window: str) -> None:
    """Print the six and the two in one window."""
    for stakeholders in (SIX, ()):
        print(line(find(TWO, stakeholders, evidence, settings), window))


def quickest(work: Callable[[], object], times: int = 5) -> float:
    """Milliseconds of CPU time of the quickest of several runs."""
    found = []
    for _ in range(times):
        before = time.process_time()
        work()
        found.append(time.process_time() - before)
    return 1000 * min(found)


def main() -> None:
    """Print tables and times."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path)
    folder = parser.parse_args().data
    evidence = open_evidence(date(2015, 1, 1), folder)
    print(f"{HOST} between {' and '.join(TWO)}: rank by share [90 %], by share x volume, over the grid, first five")
    for first, last in WINDOWS:
        settings = Settings(date(2015, 1, 1), date(first, 1, 1), date(last, 12, 31), PREFERRED)
        case(evidence, settings, f"{first}-{last}")
    if folder is not None:
        lake = open_evidence(SUMMIT.as_of, folder)
        if SUMMIT.source in {note.name for note in lake.sources()}:
            case(lake, SUMMIT, "2018-01..04")
    timed(evidence)


def timed(evidence: Evidence) -> None:
    """Print what reading, ranking and explaining cost."""
    settings = Settings(date(2015, 1, 1), date(2010, 1, 1), date(2014, 12, 31), PREFERRED)
    reading = read(TWO, SIX, evidence, settings)
    finding = finding_of(TWO, SIX, evidence, settings, reading, ())
    print(f"\n{len(finding.candidates)} candidates, {settings.draws} draws, {len(finding.grid)} settings of the grid")
    print(f"reading  {quickest(lambda: read(TWO, SIX, evidence, settings)):7.0f} ms")
    print(f"ranking  {quickest(lambda: finding_of(TWO, SIX, evidence, settings, reading, ())):7.0f} ms (goal: 300)")
    print(f"one why  {quickest(lambda: explain(finding, evidence, HOST)):7.0f} ms")


if __name__ == "__main__":
    main()
