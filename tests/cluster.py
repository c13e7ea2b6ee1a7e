"""A throw-away PostgreSQL server for the tests: its own folder, its own socket, nobody else's databases."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from tests.machine import postgres


@dataclass(frozen=True)
class Server:
    """Where the programs lie, where the data lies, and the account they run as (None: our own)."""

    programs: Path
    folder: Path
    account: str | None

    def run(self, program: str, *words: str) -> None:
        """Run one of PostgreSQL's own programs to its end; what it printed is part of the error."""
        log = self.folder / f"{program}.log"
        # A file and not a pipe: the server inherits it from pg_ctl and would keep a pipe open for ever.
        with log.open("wb") as out:
            code = subprocess.run(
                [str(self.programs / program), *words], stdout=out, stderr=out, user=self.account, cwd=self.folder
            ).returncode
        if code:
            raise RuntimeError(f"{program} ended with {code}:\n{log.read_text(errors='replace')}")


def _account() -> str | None:
    """PostgreSQL refuses to run as root, so root lends it to another account."""
    if os.name == "nt" or os.geteuid() != 0:
        return None
    import pwd  # absent on Windows

    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _address(folder: Path) -> tuple[str, str]:
    """The server's options, and the URL under which it is reached: a socket in its folder, loopback on Windows."""
    speed = "-c fsync=off -c full_page_writes=off -c max_connections=60 -c shared_buffers=64MB"
    if os.name == "nt":
        port = _free_port()
        return f"{speed} -c listen_addresses=127.0.0.1 -p {port}", f"postgresql://khural@127.0.0.1:{port}/khural"
    return (
        f"{speed} -c listen_addresses= -k {folder}",
        f"postgresql://khural@/khural?host={quote(str(folder), safe='')}",
    )


def crash(url: str) -> None:
    """Stop the server behind this URL as a power cut would, its memory lost, and start it again. On a Unix only."""
    initdb = postgres()
    assert initdb is not None
    folder = Path(unquote(url.partition("host=")[2]))
    server = Server(initdb.parent, folder, _account())
    words = ["-D", str(folder / "data"), "-m", "immediate", "-w", "-t", "60", "-l", str(folder / "server.log")]
    server.run("pg_ctl", *words, "-o", _address(folder)[0], "restart")


@contextmanager
def running() -> Iterator[str]:
    """Start a server of its own and give its DATABASE_URL; afterwards stop it and delete its folder."""
    initdb = postgres()
    if initdb is None:
        raise RuntimeError("PostgreSQL is not on this machine")
    folder = Path(tempfile.mkdtemp(prefix="khural-pg-"))
    server = Server(initdb.parent, folder, _account())
    if server.account:
        shutil.chown(folder, server.account)
    data = str(folder / "data")
    options, url = _address(folder)
    try:
        server.run("initdb", "-D", data, "-U", "khural", "-E", "UTF8", "--no-locale", "--no-sync", "-A", "trust")
        server.run("pg_ctl", "-D", data, "-w", "-t", "60", "-l", str(folder / "server.log"), "-o", options, "start")
        where = (
            ["-h", "127.0.0.1", "-p", url.rsplit(":", 1)[1].split("/")[0]] if os.name == "nt" else ["-h", str(folder)]
        )
        server.run("createdb", *where, "-U", "khural", "khural")
        yield url
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            server.run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)
