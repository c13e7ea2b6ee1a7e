"""What an open consultation bears on this machine: phones, batches, pages, and what each vote and person costs.

    python -m benchmarks.square --quick     about eight minutes
    python -m benchmarks.square --full      longer runs, more batches
    python -m benchmarks.square --costs     the unit costs alone

Everything is real and on one machine: a PostgreSQL server that writes to disk what it acknowledges, two web processes
of eight threads (gunicorn, KHURAL_SERVES=open), one `khural worker`, and the phones themselves in a process of their
own. They share the processor, so that the phones take part of what they measure. The bare endpoint is Django without
middleware and one view that inserts one row; it runs under the same server, in turns with ours.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.parts import square_site as site
from tests.machine import ROOT

if TYPE_CHECKING:
    from khural.web.square.models import Consultation
    from tests.square import Square

PHONES = ROOT / "benchmarks" / "parts" / "square_phones.py"
THINK = (4.0, 12.0)
AT_ONCE = 16
PEOPLE, STATEMENTS, EACH = 20_000, 400, 40


def heading(text: str) -> None:
    print(f"\n{text}\n{'-' * len(text)}", flush=True)


def row(what: str, measured: str, wanted: str = "") -> None:
    print(f"{what:66} {measured:>16}   {wanted}", flush=True)


def phones(**job: Any) -> dict[str, Any]:
    """What the phones saw."""
    run = subprocess.run([sys.executable, PHONES, json.dumps(job)], capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def quantile(seconds: list[float], share: float) -> float:
    return sorted(seconds)[min(len(seconds) - 1, int(share * len(seconds)))] if seconds else float("nan")


class Machine:
    """The installation, and the consultations that are made in it."""

    def __init__(self, place: Path, url: str) -> None:
        self.place, self.url = place, url
        site.installed(place, url)
        os.environ |= {"KHURAL_DATA": str(place), "DATABASE_URL": url, "KHURAL_HTTPS": "no"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "khural.web.settings.server"
        import django

        django.setup()
        from tests.cast import assemble

        self.cast = assemble()

    def environment(self, **more: str) -> dict[str, str]:
        return site.settings(self.place, self.url, DJANGO_SETTINGS_MODULE="khural.web.settings.server", **more)

    def log(self, name: str) -> Path:
        return self.place / f"{name}.log"

    def consultation(self, name: str, statements: int) -> Square:
        """One that is open, its link without a limit that phones could meet."""
        from tests.square import open_square

        made = open_square(self.cast, statements=statements, name=name)
        made.link.per_hour = 1_000_000
        made.link.save()
        return made

    def crowd(self, square: Square, people: int, each: int, seed: int = 0) -> int:
        """Votes of people with leanings, `each` on average, written in one piece; how many votes."""
        import numpy as np
        from django.db import connection

        from benchmarks.parts.votes_made import make

        consultation = square.consultation
        consultation.refresh_from_db()
        rows, columns, sides = make(people, len(square.versions), people * each, seed)
        pairs = np.unique(np.stack([rows, columns]), axis=1, return_index=True)[1]
        voters, versions = [secrets.randbits(63) for _ in range(people)], square.versions
        fields = "round_id, version_id, voter, answer, batch"
        with connection.cursor() as cursor:
            with cursor.copy(f"COPY openballots_openballot ({fields}) FROM STDIN") as copy:
                for i in np.sort(pairs).tolist():
                    vote = (versions[columns[i]], voters[rows[i]], 4 + int(sides[i]), consultation.batch)
                    copy.write_row((consultation.round_id, *vote))
            with cursor.copy("COPY openballots_participant (hash, round_id, is_revoked) FROM STDIN") as copy:
                for _ in range(people):
                    copy.write_row((secrets.token_hex(32), consultation.round_id, False))
            cursor.execute("ANALYZE openballots_openballot")
        return len(pairs)

    def take_back(self, square: Square, answers: int) -> int:
        """So many answers are taken back, by whoever gave them; how many."""
        from khural.web.ballots.square import store

        consultation = square.consultation
        consultation.refresh_from_db()
        given = store.answers(consultation.round_id)
        pairs = list(zip(given.voters, given.versions, strict=True))[:: max(len(given.voters) // answers, 1)]
        changes = [store.Change(voter, version, None) for voter, version in pairs]
        store.rehearse(consultation.round_id, changes, batch=consultation.batch)
        return len(changes)


def until_published(consultation: Consultation, after: int, patience: float = 300) -> tuple[float, float]:
    """Wait for the worker: seconds from the batch being asked for to being readable, and how long it computed."""
    from django_tasks_db.models import DBTaskResult

    end = time.monotonic() + patience
    while consultation.publication <= after:
        if time.monotonic() > end:
            raise SystemExit("the worker published nothing")
        time.sleep(0.05)
        consultation.refresh_from_db()
    made = consultation.publications.get().made_at
    mine = [t for t in DBTaskResult.objects.all() if t.args_kwargs["args"] == [consultation.pk]]
    task = max((t for t in mine if t.enqueued_at <= made), key=lambda t: t.enqueued_at)
    assert task.started_at is not None
    return (made - task.enqueued_at).total_seconds(), (made - task.started_at).total_seconds()


def batch_of(square: Square, what: str) -> float:
    """The batch that is due now: seconds until it is published."""
    due, computing = until_published(square.consultation, square.consultation.publication)
    row(f"{what}: s until published", f"{due:.2f}", f"{computing:.2f} computing")
    return due


def on_phones(machine: Machine, port: int, pid: int, count: int, seconds: int) -> None:
    heading(f"{count:,} phones, {THINK[0]:.0f} to {THINK[1]:.0f} s of thought between two votes, drawn evenly")
    square = machine.consultation("Phones", 100)
    before = site.processor_seconds(pid)
    found = phones(
        mode="phones", port=port, slug=square.consultation.slug, key=square.link.key, phones=count, think=THINK,
        seconds=seconds, ramp=40,
    )  # fmt: skip
    after, votes = site.processor_seconds(pid), found["seconds"]["vote"]
    row("requests that failed", str(len(found["errors"])), "0")
    for error in found["errors"][:3]:
        print(f"    {error}")
    offered = count / statistics.mean(THINK)
    row(f"votes a second, of {offered:.0f} that such phones offer", f"{found['votes'] / seconds:.0f}", ">= 100")
    row("vote: p50, p99, ms", f"{quantile(votes, 0.5) * 1e3:.0f}, {quantile(votes, 0.99) * 1e3:.0f}", "p99 <= 1000")
    for kind in ("results",):
        took = found["seconds"].get(kind, [])
        row(f"{kind}: p50, p99, ms", f"{quantile(took, 0.5) * 1e3:.0f}, {quantile(took, 0.99) * 1e3:.0f}")
    from khural.web.ballots.square import store

    kept = sum(1 for change in store.changes(square.consultation.round_id) if change.answer is not None)
    row("answers acknowledged and not on disk", str(found["acknowledged"] - kept), "0")
    if before is not None and after is not None:
        row("processor time of both web processes, share of one core", f"{(after - before) / (seconds + 40):.2f}")
    row("processor time of the phones, share of one core", f"{found['cpu'] / (seconds + 40):.2f}")


def beside_bare(machine: Machine, port: int, pid: int, seconds: int, turns: int) -> None:
    heading(f"As fast as it goes: {AT_ONCE} phones that do not think, and the bare endpoint in turns")
    square = machine.consultation("Haste", 100)
    environment = machine.environment()
    subprocess.run([sys.executable, "-m", "benchmarks.parts.square_bare"], env=environment, cwd=ROOT, check=True)
    speeds: dict[str, list[float]] = {"ours": [], "bare": []}
    costs: dict[str, list[float]] = {"ours": [], "bare": []}
    late: list[float] = []
    with site.gunicorn("benchmarks.parts.square_bare", environment, machine.log("bare")) as (bare_port, bare_pid):
        for turn in range(turns + 1):
            for name, process, job in (
                ("ours", pid, {"mode": "closed", "port": port, "slug": square.consultation.slug}),
                ("bare", bare_pid, {"mode": "bare", "port": bare_port}),
            ):
                before = site.processor_seconds(process) or 0
                found = phones(**job, key=square.link.key, phones=AT_ONCE, seconds=seconds if turn else 3, ramp=1)
                used = (site.processor_seconds(process) or 0) - before
                for error in found["errors"][:3]:
                    print(f"        {error}")
                if not turn:
                    # Both have loaded what they need; this turn does not count.
                    continue
                row(f"    {name}: votes a second, web ms of processor time a vote",
                    f"{found['votes'] / seconds:.0f}, {1e3 * used / max(found['votes'], 1):.2f}",
                    f"{len(found['errors'])} errors")  # fmt: skip
                speeds[name].append(found["votes"] / seconds)
                costs[name].append(used / max(found["votes"], 1))
                if name == "ours":
                    late += found["seconds"]["vote"]
    ours, plain = (statistics.median(speeds[name]) for name in ("ours", "bare"))
    row("ours: votes a second (median of the turns)", f"{ours:.0f}", ">= 100")
    row("ours: p99, ms", f"{quantile(late, 0.99) * 1e3:.0f}", "<= 1000")
    row("votes a second, ours / bare", f"{ours / plain:.2f}", ">= 0.5")
    spent = statistics.median(costs["bare"]) / max(statistics.median(costs["ours"]), 1e-9)
    row("processor time of the web processes a vote, bare / ours", f"{spent:.2f}")


def batches(machine: Machine, worker: int, count: int) -> dict[str, float]:
    heading(f"A consultation of {PEOPLE:,} people and {STATEMENTS} statements")
    square = machine.consultation("Batches", STATEMENTS)
    start = time.perf_counter()
    votes = machine.crowd(square, PEOPLE, EACH)
    row("answers written", f"{votes:,}", f"{time.perf_counter() - start:.1f} s")
    first, computing = until_published(square.consultation, 0)
    row("first batch, the worker knows nothing yet: s until published", f"{first:.2f}", f"{computing:.2f} computing")
    waits = [first]
    for number in range(1, count + 1):
        more = machine.crowd(square, 300, EACH, seed=number)
        waits.append(batch_of(square, f"batch of 300 people, {more:,} answers"))
    gone = machine.take_back(square, 1_000)
    machine.crowd(square, 300, EACH, seed=count + 1)
    waits.append(batch_of(square, f"batch of 300 people and of {gone:,} answers that were taken back"))
    machine.crowd(square, PEOPLE // 8, EACH, seed=count + 2)
    waits.append(batch_of(square, f"batch of {PEOPLE // 8:,} people, with groups and line looked for anew"))
    row("the slowest of them", f"{max(waits):.2f}", "<= 2")
    peak = site.resident_mb(worker, "VmHWM")
    row("most memory of the worker, MB", f"{max(peak, default=0):.0f}")
    return {"votes": votes, "first": first}


def reading(machine: Machine, port: int, times: int) -> None:
    heading("The results of 500 statements, for readers who have nothing of it yet")
    square = machine.consultation("Reading", 500)
    machine.crowd(square, 3_000, 60)
    until_published(square.consultation, 0)
    path = f"/open/{square.consultation.slug}/results/"
    cold = phones(mode="pages", port=port, path=path, phones=1, times=1)
    row("the first reader, ms (one in each process, language and batch)", f"{cold['seconds']['page'][0] * 1e3:.0f}")
    found = phones(mode="pages", port=port, path=path, phones=8, times=times)
    took = found["seconds"]["page"]
    row("failed", str(len(found["errors"])), "0")
    row(f"{len(took)} readings, 8 at once: p50, p95, ms",
        f"{quantile(took, 0.5) * 1e3:.0f}, {quantile(took, 0.95) * 1e3:.0f}", "p95 <= 1000")  # fmt: skip


def costs(pid: int, worker: int) -> None:
    heading("Unit costs")
    from django.db import connection

    with connection.cursor() as cursor:
        for table, what in (("openballots_openballot", "answer"), ("openballots_participant", "participant")):
            cursor.execute(f"VACUUM {table}")
            cursor.execute(
                f"SELECT count(*), pg_table_size('{table}'), pg_indexes_size('{table}'), "
                f"(SELECT pg_size_pretty(pg_database_size(current_database()))) FROM {table}"
            )
            rows, heap, indexes, _whole = cursor.fetchone()
            row(f"bytes on disk an {what}, of it indexes ({rows:,} rows)",
                f"{(heap + indexes) / rows:.0f}, {indexes / rows:.0f}")  # fmt: skip
    every = site.resident_mb(pid)[1:]
    row("memory of a web process, MB", f"{max(every, default=0):.0f}")
    row("memory of the worker now, and at most, MB",
        f"{sum(site.resident_mb(worker)):.0f}, {max(site.resident_mb(worker, 'VmHWM'), default=0):.0f}")  # fmt: skip


def main() -> None:
    """Print all parts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    how = parser.add_mutually_exclusive_group(required=True)
    for name in ("quick", "full", "costs"):
        how.add_argument(f"--{name}", action="store_true")
    parser.add_argument("--only", choices=("phones", "bare", "batches", "reading"), help="one part alone")
    chosen = parser.parse_args()
    print(f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores, ", end="")
    print(f"Python {platform.python_version()}, load when it began {os.getloadavg()[0]:.1f}")

    def wanted(part: str) -> bool:
        return chosen.only == part or (chosen.only is None and (not chosen.costs or part == "batches"))

    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "khural"
        machine = Machine(place, stack.enter_context(site.durable()))
        pool = site.gunicorn("khural.web.wsgi", machine.environment(KHURAL_SERVES="open"), machine.log("pool"))
        port, pid = stack.enter_context(pool)
        worker = stack.enter_context(
            site.worker(place, machine.environment(KHURAL_SERVES="open"), machine.log("worker"))
        )
        if wanted("phones"):
            on_phones(machine, port, pid, 1_000, 120 if chosen.full else 60)
        if wanted("bare"):
            beside_bare(machine, port, pid, 20 if chosen.full else 10, 4 if chosen.full else 2)
        if wanted("batches"):
            batches(machine, worker, 6 if chosen.full else 3)
        if wanted("reading"):
            reading(machine, port, 100 if chosen.full else 25)
        costs(pid, worker)
        for name in ("pool", "worker", "bare"):
            if machine.log(name).exists() and "rror" in (said := machine.log(name).read_text()):
                print(f"\n{name} said:\n{said[-2000:]}")


if __name__ == "__main__":
    main()
