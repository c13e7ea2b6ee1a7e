"""Every check and every test: the web's tests on PostgreSQL first, then all of them on SQLite with the browser.

`python3 start.py test` runs this. With arguments, they go to one run of pytest on SQLite, and nothing else runs.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import cluster, machine  # noqa: E402 - this file is started by its path, so the folder is added first

ACCEPTANCE = "ballots on postgresql reveal the order of votes until publication"
BALLOTS_IN_A_FILE = {"KHURAL_BALLOTS_URL": ""}
WORKERS = ["-n", "2", "--dist", "worksteal"]


def run_pytest(*arguments: str, **environment: str) -> int:
    """Run pytest in the repository and return its exit code."""
    words = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(words, cwd=ROOT, env={**os.environ, **environment}).returncode


def run_on_postgres() -> tuple[int, str]:
    """Run the web's tests on a throw-away PostgreSQL: the exit code, and one sentence for the summary.

    First as most servers are set up, with the ballots in their SQLite file; then, where ballots are kept and counted,
    with the ballots on PostgreSQL too, as an operator may accept in writing.
    """
    if machine.postgres() is None:
        return int(machine.in_ci()), "The web's tests did not run on PostgreSQL: it was not found on this machine."
    with cluster.running() as url:
        print("The web's tests on PostgreSQL", flush=True)
        # The demonstration keeps its data in SQLite files, whatever DATABASE_URL says.
        folders = ["tests/web", "--ignore=tests/web/demo", "-m", "not browser"]
        code = run_pytest(*folders, *WORKERS, DATABASE_URL=url, **BALLOTS_IN_A_FILE)
        print("The tests of ballots with the ballots on PostgreSQL too", flush=True)
        accepted = {"KHURAL_BALLOTS_URL": url, "KHURAL_BALLOTS_ACCEPTED": ACCEPTANCE}
        ballots = run_pytest("tests/web/ballots", "tests/web/core", *WORKERS, DATABASE_URL=url, **accepted)
    if code or ballots:
        failed = " and ".join(name for name, bad in (("with", code), ("without", ballots)) if bad)
        return 1, f"The web's tests on PostgreSQL failed {failed} a ballot file: see above."
    return 0, "The web's tests on PostgreSQL passed, with a ballot file and without."


def main(arguments: list[str]) -> int:
    """Install what is missing, run everything, and answer 0 only where nothing failed."""
    machine.provide()
    if arguments:
        return run_pytest(*arguments)
    on_postgres, sentence = run_on_postgres()
    print("Every check and test, on SQLite", flush=True)
    on_sqlite = run_pytest(*WORKERS, KHURAL_EARLIER_RUN=sentence, DATABASE_URL="", **BALLOTS_IN_A_FILE)
    return on_sqlite or on_postgres


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
