"""One throw-away PostgreSQL for a whole test run: on a socket in a folder of its own, gone at the end."""

import glob
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

ADDRESS = "TEST_POSTGRES"
"""The environment variable through which the run's processes learn the server's address."""
OLDEST = 15
QUICK = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=60",
    "listen_addresses=''",
)


def find() -> Path | None:
    """The folder with the programs of PostgreSQL 15 or newer, if there is one."""
    for tool in [
        shutil.which("pg_ctl"),
        *sorted(glob.glob("/usr/lib/postgresql/*/bin/pg_ctl"), reverse=True),
    ]:
        if tool and _major(tool) >= OLDEST:
            return Path(tool).resolve().parent
    return None


def _major(tool: str) -> int:
    said = subprocess.run([tool, "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"\d+", said)
    return int(number[0]) if number else 0


class Cluster:
    """A running server. Not for root: it then runs as `postgres`, or as `nobody`."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="rowan-pg-"))
        self._as = _somebody()
        if self._as:
            shutil.chown(self._folder, self._as["user"], self._as["group"])
        self._run("initdb", "-U", "rowan", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C")
        self._run(
            "pg_ctl",
            "start",
            "-w",
            "-l",
            f"{self._folder}/log",
            "-o",
            f"-k {self._folder} " + " ".join(f"-c {it}" for it in QUICK),
        )
        self.address = f"postgresql+psycopg://rowan@/postgres?host={self._folder}"

    def stop(self) -> None:
        """Stop the server and delete its folder; a second call does nothing."""
        if self._folder.exists():
            self._run("pg_ctl", "stop", "-w", "-m", "immediate")
            shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, program: str, *words: str) -> None:
        command = [str(self._programs / program), "-D", f"{self._folder}/data", *words]
        # Its output goes to a file: a server that is left with a pipe of ours would keep us waiting.
        with (self._folder / f"{program}.out").open("w") as out:
            done = subprocess.run(
                command, stdout=out, stderr=out, cwd=self._folder, env=_plain(), check=False, **self._as
            )
        if done.returncode:
            raise RuntimeError(f"{program}: {(self._folder / f'{program}.out').read_text()}")


def _somebody() -> dict[str, int]:
    if os.geteuid():
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _plain() -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC"}
