"""`make run`: everything on one machine. Prepares the data, then keeps the web server and the worker going.

Either of the two that dies takes the other down, so that whatever watches this process starts both anew.
"""

import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import click

from supportapp.core.errors import SettingsRefused
from supportapp.core.settings import Settings

MOST_WORKERS = 4
GRACE_SECONDS = 15
LOOK_SECONDS = 0.2
WEB = (
    *("--interface", "wsgi", "--blocking-threads", "1", "--no-ws", "--respawn-failed-workers"),
    *("--workers-kill-timeout", "5", "--log-level", "warning", "--no-access-log"),
)
Children = list[subprocess.Popen[bytes]]


class Wanted:
    """Whether somebody asked for the end: Ctrl-C, a supervisor's SIGTERM, or a terminal that was closed."""

    def __init__(self) -> None:
        self.end = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)

    def _on_signal(self, _number: int, _frame: object) -> None:
        self.end = True


def main() -> int:
    """Prepare, start, wait, stop. Exit code: 0 when asked to end, 1 when a part did not start or died."""
    os.umask(0o077)  # what people write is for this account's eyes alone
    wanted = Wanted()
    try:
        settings = Settings.from_env()
        check_folder(settings.data)
        check_port(settings.host, settings.port)
    except SettingsRefused as refused:
        click.echo(f"Rowan cannot start. {refused}", err=True)
        return 1
    if _begin("supportapp.prepare").wait():
        return 1
    return 0 if wanted.end else keep_going(settings, wanted)


def check_folder(folder: Path) -> None:
    """Raises SettingsRefused unless files can be made in `folder`, which is made if absent."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe.{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise SettingsRefused(
            f"The data folder {folder} cannot be used ({error.strerror}). "
            "Set ROWAN_DATA to a folder you can write to."
        ) from None


def check_port(host: str, port: int) -> None:
    """Raises SettingsRefused when nothing new can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise SettingsRefused(
                f"Port {port} is taken. Stop what uses it, or choose another: ROWAN_PORT=8001 make run"
            ) from None
        raise SettingsRefused(
            f"ROWAN_HOST, ROWAN_PORT: {host}:{port} cannot be used ({error.strerror})"
        ) from None


def keep_going(settings: Settings, wanted: Wanted) -> int:
    """Run both children until the end is asked for or one of them dies; then stop both."""
    children = [start_web(settings)]
    try:
        if is_up(settings, children, wanted):
            click.echo(f"\nRowan is at {settings.address} (Ctrl-C stops it)")
            # Not before: somebody waits for the page, and nobody yet for the worker.
            children.append(_begin("flask", "--app", "wsgi", "worker", "run"))
        while _all_well(children, wanted):
            time.sleep(LOOK_SECONDS)
    finally:
        stop(children)
    if not wanted.end:
        click.echo("Rowan stopped, because a part of it stopped by itself; see the lines above.", err=True)
    return 0 if wanted.end else 1


def start_web(settings: Settings) -> subprocess.Popen[bytes]:
    """The web server: a process for each core, at most MOST_WORKERS."""
    workers = str(min(os.cpu_count() or 1, MOST_WORKERS))
    where = ("--host", settings.host, "--port", str(settings.port), "--workers", workers)
    return _begin("granian", *WEB, *where, "wsgi:app")


def is_up(settings: Settings, children: Children, wanted: Wanted) -> bool:
    """Wait for the first answer; False when a child died or the end was asked for before."""
    while _all_well(children, wanted):
        try:
            connection = http.client.HTTPConnection(settings.host, settings.port, timeout=2)
            connection.request("GET", "/healthz")
            connection.getresponse()
            connection.close()
            return True
        except OSError:
            time.sleep(LOOK_SECONDS / 4)
    return False


def stop(children: Children) -> None:
    """Ask every child to end what it has in hand, and insist after GRACE_SECONDS."""
    for child in children:
        child.terminate()
    until = time.monotonic() + GRACE_SECONDS
    for child in children:
        try:
            child.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _all_well(children: Children, wanted: Wanted) -> bool:
    return not wanted.end and all(child.poll() is None for child in children)


def _begin(module: str, *words: str) -> subprocess.Popen[bytes]:
    # In a process group of its own: Ctrl-C reaches this process alone, and each child ends in its turn.
    return subprocess.Popen((sys.executable, "-m", module, *words), process_group=0)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
