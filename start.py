"""Set Khural up and start it: `python3 start.py` shows the example case, `python3 start.py test` runs every test.

Standard library only. It finds or fetches uv, lets it build the locked environment in .venv, and runs Khural there.
This file must parse on Python 3.6, so that an old Python says in one sentence that it is too old.
"""

import argparse
import contextlib
import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

if sys.version_info < (3, 11):
    sys.exit(
        "Khural needs Python 3.11 or newer; this is Python %d.%d: start it with a newer one." % sys.version_info[:2]
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
PRIVATE_UV = ROOT / ".uv"
STAMP = VENV / "khural-setup"
LOG = ROOT / "start.log"
OLDEST_UV = (0, 5)

NO_NETWORK = (
    "error sending request",
    "dns error",
    "failed to lookup",
    "name resolution",
    "connection refused",
    "failed to establish a new connection",
    "timed out",
    "network connectivity is disabled",
    "network is unreachable",
    "from versions: none",
)
UNTRUSTED = (
    "Khural's parts could not be downloaded: the package index, or a proxy before it, shows a certificate that this "
    "computer does not trust; ask whoever runs your network to install theirs."
)


class StartError(Exception):
    """Why Khural cannot start, and what to do about it, in one sentence."""


class UntrustedError(StartError):
    """A download was refused because its certificate comes from an authority that uv does not bring along."""


def say(text: str) -> None:
    """Tell the person at the terminal what is going on."""
    print(text, flush=True)


def check_writable(folder: Path, advice: str) -> None:
    """Refuse a folder in which nothing can be written, before anything has been half done there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=str(folder)):
            pass
    except OSError as error:
        raise StartError(f"Nothing can be written in the folder {folder} ({error.strerror}): {advice}.") from error


def check_port(port: int) -> None:
    """Refuse a port on which another program listens."""
    with socket.socket() as probe:
        if os.name != "nt":  # on Windows the option would let us take a port in use
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise StartError(
                f"Port {port} cannot be used, perhaps because Khural or another program runs there already: "
                f"stop that one, or choose another port with --port {8001 if port == 8000 else 8000}."
            ) from error


def explain(output: str) -> str:
    """The one sentence behind what a failed installer printed."""
    lowered = output.lower()
    if any(words in lowered for words in NO_NETWORK):
        return "Khural's parts could not be downloaded: there is no network, or the package index does not answer."
    if "no space left" in lowered:
        return f"The disk is full: Khural's parts need about 1 GB in {VENV}."
    errors = [line.strip() for line in output.splitlines() if line.lower().lstrip().startswith(("error", "×"))]
    last = re.sub(r"^(error:|×)\s*", "", errors[-1], flags=re.IGNORECASE) if errors else "no reason was given"
    return f"Setting up failed ({last.rstrip('.')}): the whole output is in {LOG}."


def run_installer(words: "list[str]", environment: "dict[str, str]") -> None:
    """Run `words`, showing its progress without the list of packages; a failure becomes one sentence."""
    output = []
    with subprocess.Popen(
        words, env=environment, cwd=ROOT, text=True, errors="replace", stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            output.append(line)
            if re.match(r"(Downloading|Building|Resolved|Prepared|Installed|Creating)\b", line.strip()):
                say("  " + line.strip())
    if process.returncode:
        with contextlib.suppress(OSError):
            LOG.write_text("".join(output), encoding="utf-8")
        if "peer certificate" in "".join(output):
            raise UntrustedError(UNTRUSTED)
        raise StartError(explain("".join(output)))


def works(uv: "str | Path | None") -> bool:
    """True where `uv` runs and is young enough to read the lock file."""
    if uv is None:
        return False
    try:
        answer = subprocess.run([str(uv), "--version"], capture_output=True, text=True)
    except OSError:
        return False
    version = re.match(r"uv (\d+)\.(\d+)", answer.stdout)
    return version is not None and (int(version[1]), int(version[2])) >= OLDEST_UV


def private_uv() -> Path:
    """Where our own uv lies once it has been fetched."""
    return PRIVATE_UV / SCRIPTS / ("uv.exe" if os.name == "nt" else "uv")


def fetch_uv() -> Path:
    """Install uv in a folder of our own: in a virtual environment, or by pip alone where ensurepip is missing."""
    say("Fetching uv, which installs the other parts (first time only)")
    environment = dict(os.environ)
    has_venv = subprocess.run([sys.executable, "-m", "venv", str(PRIVATE_UV)], capture_output=True).returncode == 0
    if has_venv:
        pip = [str(PRIVATE_UV / SCRIPTS / "python"), "-m", "pip", "install"]
    elif subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True).returncode == 0:
        pip = [sys.executable, "-m", "pip", "install", "--target", str(PRIVATE_UV)]
    else:
        shutil.rmtree(PRIVATE_UV, ignore_errors=True)
        raise StartError("This Python has neither venv nor pip: on Debian and Ubuntu, run `apt install python3-venv`.")
    run_installer([*pip, "--quiet", "--disable-pip-version-check", "uv"], environment)
    return private_uv()


def fingerprint() -> str:
    """What the environment is made from: the locked parts, the place it stands in, and nothing else."""
    digest = hashlib.sha256(str(ROOT).encode())
    for name in ("uv.lock", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def is_ready(extent: str) -> bool:
    """True where the environment holds what `extent` asks for: "web", or "all" with the tools of the tests."""
    if not STAMP.is_file():
        return False
    return STAMP.read_text(encoding="utf-8") in {f"{fingerprint()} {extent}", f"{fingerprint()} all"}


def sync(words: "list[str]", environment: "dict[str, str]") -> None:
    """Let uv build the environment; behind a proxy with an authority of its own, with what this computer trusts."""
    try:
        run_installer(words, environment)
    except UntrustedError:
        say("  This network has a certificate authority of its own: trying those that this computer trusts")
        # Two names of one option: uv changed it, and any uv of the last years will do.
        run_installer(words, {**environment, "UV_NATIVE_TLS": "1", "UV_SYSTEM_CERTS": "1"})


def set_up(extent: str) -> None:
    """Build the environment that `extent` names, unless it stands already."""
    if is_ready(extent):
        return
    check_writable(ROOT, "copy Khural to a folder that you may write to")
    found = shutil.which("uv")
    uv = next((uv for uv in (found, private_uv()) if works(uv)), None) or fetch_uv()
    say(f"Setting up Khural in {VENV} (first time only, about a minute)")
    # Parts that a run of the tests brought stay: the demo does not mind them.
    served = ["--extra", "web", "--extra", "measure", "--no-default-groups"]
    chosen = ["--all-extras", "--all-groups"] if extent == "all" else served
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_PROJECT_ENVIRONMENT": str(VENV)}
    environment.pop("VIRTUAL_ENV", None)
    sync([str(uv), "sync", "--locked", "--inexact", "--python", sys.executable, *chosen], environment)
    STAMP.write_text(f"{fingerprint()} {extent}", encoding="utf-8")


def become(words: "list[str]") -> int:
    """Go on as `words`. On Windows a program cannot be replaced, so there we wait for it."""
    sys.stdout.flush()
    os.chdir(ROOT)
    if os.name != "nt":
        os.execv(words[0], words)
    with subprocess.Popen(words) as process:
        while True:
            with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C reaches the server too, which ends by itself
                return process.wait()


def show_demo(arguments: "list[str]") -> int:
    """Set up, and serve the example case."""
    parser = argparse.ArgumentParser(prog="start.py", description="Set Khural up and show the example case.")
    parser.epilog = "python3 start.py test [pytest arguments] sets up and runs every check and test."
    parser.add_argument("--port", type=int, default=8000, help="the port to serve on (default: 8000)")
    parser.add_argument("--data", type=Path, default=ROOT / "khural-data", help="the folder for the demo's databases")
    chosen = parser.parse_args(arguments)
    check_port(chosen.port)
    set_up("web")
    data = chosen.data.resolve()
    check_writable(data, "choose another one with --data FOLDER")
    say("Starting Khural")
    return become([str(VENV / SCRIPTS / "khural"), "demo", "--port", str(chosen.port), "--data", str(data)])


def run_tests(arguments: "list[str]") -> int:
    """Set up with the tools of the tests, and run every check and test."""
    set_up("all")
    return become([str(VENV / SCRIPTS / "python"), str(ROOT / "tests" / "everything.py"), *arguments])


def main(arguments: "list[str]") -> int:
    """Do what the command line says; a refusal is one sentence and exit code 1."""
    try:
        return run_tests(arguments[1:]) if arguments[:1] == ["test"] else show_demo(arguments)
    except StartError as refusal:
        say(str(refusal))
    except KeyboardInterrupt:
        say("Stopped.")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
