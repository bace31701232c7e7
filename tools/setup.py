"""Make the working environment: uv in `.tools`, the locked packages in `.venv`, Fram itself, the web files.

    python3 tools/setup.py [--lock dev|core|all]

Uses only the standard library, so that a machine with python3 and make is enough. Every package is
checked against the hash recorded in `requirements/`; no address is recorded, so the package index that
this machine is set up with is the one that is used.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
UV = TOOLS / "bin" / "uv"
PYTHON = ROOT / ".venv" / "bin" / "python"
LOCKS = ROOT / "requirements"
BEAT_SECONDS = 10
STARTED = time.monotonic()


class Failed(Exception):
    """A step did not work; the message says which, why, and what to do."""


def say(text: str) -> None:
    """Print a line with the seconds since the start."""
    print(f"[{time.monotonic() - STARTED:5.1f} s] {text}", flush=True)


def run(command: list[str], *, doing: str, remedy: str) -> None:
    """Run a command quietly, with a sign of life every ten seconds; raises `Failed` with its last words."""
    say(doing)
    env = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    env.pop("VIRTUAL_ENV", None)
    with subprocess.Popen(
        command, cwd=ROOT, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        words = _wait_for(process)
    if process.returncode != 0:
        last = "\n  ".join(words.strip().splitlines()[-8:])
        raise Failed(f"{doing}: did not work.\n  {last}\n{remedy}")


def _wait_for(process: subprocess.Popen[str]) -> str:
    while True:
        try:
            return process.communicate(timeout=BEAT_SECONDS)[0]
        except subprocess.TimeoutExpired:
            say("  … still at it")


def bootstrap_uv() -> None:
    """Install the locked uv below `.tools`, with venv where it works and pip where it does not."""
    if UV.is_file() and _runs(UV, "--version"):
        return
    say("installing uv, the package installer, into .tools")
    options = ["--quiet", "--require-hashes", "-r", str(LOCKS / "uv.txt")]
    python = sys.executable
    with_venv = [[python, "-m", "venv", str(TOOLS)], [str(TOOLS / "bin" / "pip"), "install", *options]]
    # Debian's python3 has no ensurepip without python3-venv, and refuses a plain `pip install`.
    with_pip = [[python, "-m", "pip", "install", "--target", str(TOOLS), *options]]
    words: list[str] = []
    for commands in (with_venv, with_pip):
        shutil.rmtree(TOOLS, ignore_errors=True)
        if all(_works(command, words) for command in commands) and UV.is_file():
            return
    raise Failed(
        "uv could not be installed.\n  " + "\n  ".join(words[-6:]) + "\n"
        "Fram needs python3 with venv or pip (on Debian: apt install python3-venv) and a package index."
    )


def make_venv() -> None:
    """Make `.venv`, unless there is one that runs."""
    if PYTHON.is_file() and _runs(PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"):
        return
    run(
        [str(UV), "venv", "--quiet", "--clear", "--python", sys.executable, ".venv"],
        doing=f"making .venv with Python {sys.version.split()[0]}",
        remedy="Is this folder writable?",
    )


def install_lock(lock: Path) -> None:
    """Bring `.venv` to exactly what the lock says; packages are never built here, but for pyspark."""
    count = lock.read_text(encoding="utf-8").count("==")
    command = [str(UV), "pip", "sync", "--quiet", "--python", str(PYTHON), "--require-hashes"]
    run(
        [*command, "--only-binary", ":all:", "--no-binary", "pyspark", str(lock)],
        doing=f"installing {count} packages, hashes checked",
        remedy="Is a package index within reach? Running `make setup` again goes on where this stopped.",
    )


def install_fram(*, isolated: bool) -> None:
    """Install Fram itself so that changes in `src` count at once."""
    build = [] if isolated else ["--no-build-isolation"]
    run(
        [str(UV), "pip", "install", "--quiet", "--python", str(PYTHON), "--no-deps", *build, "-e", "."],
        doing="installing fram",
        remedy="Please report this with the lines above.",
    )


def fetch_assets() -> None:
    """Fetch the web files; those that cannot be had are only warned of."""
    say("fetching map and styles")
    done = subprocess.run([str(PYTHON), str(ROOT / "tools" / "assets.py"), "--optional"], cwd=ROOT)
    if done.returncode != 0:
        raise Failed("A web file is not the one that was recorded; see the line above.")


def compile_ahead() -> None:
    """Compile the simulation and the modules once, so that the first plan does not wait for it."""
    code = "import compileall, fram; from fram.decide.model.kernel import warm; warm(); "
    code += "from fram.decide.sequence.chosen import warm; warm(); "
    code += "compileall.compile_dir(fram.__path__[0], quiet=1)"
    run(
        [str(PYTHON), "-c", code],
        doing="compiling the simulation",
        remedy="Please report this with the lines above.",
    )


def _runs(program: Path, *arguments: str) -> bool:
    return _works([str(program), *arguments], [])


def _works(command: list[str], words: list[str]) -> bool:
    """Whether the command succeeds; what it printed is added to `words`."""
    try:
        done = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except OSError as error:
        words.append(str(error))
        return False
    words.extend(done.stdout.strip().splitlines())
    return done.returncode == 0


def main() -> int:
    """The command line of this tool."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--lock", choices=["dev", "core", "all"], default="dev")
    lock = parser.parse_args().lock
    try:
        bootstrap_uv()
        make_venv()
        install_lock(LOCKS / f"{lock}.txt")
        # The lock of the core holds no build backend; the others do.
        install_fram(isolated=lock == "core")
        fetch_assets()
        compile_ahead()
    except Failed as failed:
        print(f"\nsetup stopped: {failed}", file=sys.stderr)
        return 1
    say("ready: .venv/bin/fram")
    return 0


if __name__ == "__main__":
    sys.exit(main())
