"""From the click to the page of candidate mediators, through the whole web application, cold and warm.

    .venv/bin/python -m benchmarks.find_page [--rounds 5]

A demonstration is loaded into a folder of its own. "First" is a process that has not computed anything yet; "other
settings" computes a ranking that nobody asked for before; "again" is the same page a second time. CPU seconds beside
wall seconds: on a machine that others use, only the former mean something.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

GOAL = 2.0
CASE = "/cases/korean-peninsula/"
FIND = f"{CASE}mediators/"
STATES = ("sgp", "idn", "ind", "vnm", "che", "fin", "swe", "cub")


@dataclass(frozen=True)
class Timed:
    """One request."""

    seconds: float
    cpu: float
    size: int


def timed(client: Any, path: str) -> Timed:
    """Ask for a page; it must be there."""
    wall, cpu = time.perf_counter(), time.process_time()
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return Timed(time.perf_counter() - wall, time.process_time() - cpu, len(answer.content))


def prepare(folder: Path) -> Any:
    """A demonstration in `folder`, and a browser at the mediator's desk."""
    os.environ.update(DJANGO_SETTINGS_MODULE="khural.web.demo.settings", KHURAL_DATA=str(folder))
    import django

    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client

    for database in ("default", "ballots"):
        call_command("migrate", database=database, verbosity=0)
    from khural.web.demo import loader

    loader.load()
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(username="demo-mediator"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def report(name: str, found: list[Timed]) -> None:
    """One line: medians and the worst."""
    wall, cpu = [one.seconds for one in found], [one.cpu for one in found]
    size = found[0].size / 1024
    print(f"{name:<44} {median(wall):7.3f} {max(wall):7.3f} {median(cpu):7.3f} {size:8.0f} kB  n = {len(found)}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        client = prepare(Path(folder))
        print(f"{'page':<44} {'median':>7} {'worst':>7} {'CPU':>7} {'size':>8}")
        report("ranking, first in this process", [timed(client, FIND)])
        others = [timed(client, f"{FIND}?floor={floor}") for floor in range(6, 6 + rounds)]
        report("ranking, other settings", others)
        report("ranking, again", [timed(client, FIND) for _ in range(rounds)])
        why = [timed(client, f"{FIND}{state}/") for state in STATES[:rounds]]
        report("why, another candidate", why)
        report("why, again", [timed(client, f"{FIND}sgp/") for _ in range(rounds)])
        report("profile of a state, another", [timed(client, f"{CASE}states/{state}/") for state in STATES[:rounds]])
        report("two side by side", [timed(client, f"{FIND}compare/?a=mng&b={state}") for state in STATES[:rounds]])
        report("brief, again", [timed(client, f"{FIND}sgp/brief/") for _ in range(rounds)])
        report("claims, first", [timed(client, f"{CASE}claims/")])
        report("claims, again", [timed(client, f"{CASE}claims/") for _ in range(rounds)])
        slowest = max(median(one.cpu for one in found) for found in (others, why))
        print(f"goal: a page in < {GOAL:g} s warm; slowest warm page takes {slowest:.2f} s of CPU")


if __name__ == "__main__":
    main()
