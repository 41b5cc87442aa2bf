"""What a default install takes while nobody uses it: memory and CPU of every process that Rowan starts."""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bench.pages import Sizes
from bench.rounds import clean
from bench.stores import ROOT
from bench.table import Line
from supportapp.background import BEAT_FILE

PROC = Path("/proc")
MOST_MB, MOST_CPU = 180, 1.0
# Two web workers on every machine, so that the target means the same on all.
SERVE = "import os, sys; os.cpu_count = lambda: 2; from supportapp import serve; sys.exit(serve.main())"
# The control and its child: each holds more than the target, and neither ever rests.
GREEDY = "import os; os.fork(); held = b'x' * 200_000_000\nwhile True: pass"
START_SECONDS = 120
SETTLE_SECONDS = 2  # what still has to be read or set up after the first answers is not idling
VISITS = 40


def idle(sizes: Sizes) -> list[Line]:
    """Memory and CPU of the whole tree over some idle seconds after each web worker has answered."""
    if not (PROC / "self" / "smaps_rollup").exists():
        reason = "no /proc to read on this system"
        return [Line("idle install", reason, f"<= {MOST_MB} MB, <= {MOST_CPU:.0f} % CPU", None)]
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        settings = clean(ROWAN_DATA=folder, ROWAN_PORT=str(port), PYTHONPATH=str(ROOT))
        with running(SERVE, folder, settings) as root:
            wait_for(lambda: get(port, "/healthz"))
            visit(port)
            wait_for((Path(folder) / BEAT_FILE).stat)
            time.sleep(SETTLE_SECONDS)
            lines = over(root, sizes.idle_seconds, "two web workers and the background worker")
    with running(GREEDY, ".", clean()) as root:
        time.sleep(1)
        return [*lines, *over(root, 1.0, "two processes that hold 200 MB and never rest", is_control=True)]


@contextmanager
def running(code: str, folder: str, settings: dict[str, str]) -> Iterator[int]:
    """Run `code` with Python in `folder`; gives the process's id, and ends it and all that it started."""
    started = subprocess.Popen(
        (sys.executable, "-c", code),
        cwd=folder,
        env=settings,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield started.pid
    finally:
        family = tree(started.pid)
        started.terminate()
        try:
            started.wait(20)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()
        for pid in family[1:]:
            end(pid)


def end(pid: int) -> None:
    """End a process, should it still be there."""
    with suppress(ProcessLookupError):
        os.kill(pid, 9)


def over(root: int, seconds: float, who: str, *, is_control: bool = False) -> list[Line]:
    """What a tree takes over some seconds, beside the targets."""
    before, began = ticks(root), time.monotonic()
    time.sleep(seconds)
    spent = (ticks(root) - before) / os.sysconf("SC_CLK_TCK") / (time.monotonic() - began) * 100
    held = memory(root) / 1000
    when = f"over {seconds:.0f} s"
    return [
        Line(f"idle memory, {who}", f"{held:.0f} MB PSS", f"<= {MOST_MB} MB", held <= MOST_MB, is_control),
        Line(
            f"idle CPU {when}, {who}", f"{spent:.2f} %", f"<= {MOST_CPU:.0f} %", spent <= MOST_CPU, is_control
        ),
    ]


def tree(root: int) -> list[int]:
    """The process and all that came from it."""
    parents = {}
    for path in PROC.glob("[0-9]*/stat"):
        if facts := stat(int(path.parent.name)):
            parents[int(path.parent.name)] = int(facts[1])
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the state on; none where the process is gone."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def ticks(root: int) -> int:
    """User and system time of a tree so far."""
    return sum(int(facts[11]) + int(facts[12]) for pid in tree(root) if (facts := stat(pid)))


def memory(root: int) -> int:
    """The proportional set size of a tree in kB: what is shared counts in parts."""
    return sum(share(pid) for pid in tree(root))


def share(pid: int) -> int:
    """One process's part."""
    lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(sign: Callable[[], object]) -> None:
    """Wait until `sign` raises no OSError. Raises TimeoutError after START_SECONDS."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            sign()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server or its worker did not start")


def visit(port: int) -> None:
    """Ask often enough, each time on a new connection, that every worker has answered."""
    for _ in range(VISITS):
        get(port, "/sign-in")


def get(port: int, path: str) -> None:
    """One GET on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", path)
    connection.getresponse().read()
    connection.close()
