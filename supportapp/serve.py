"""`make run`: everything on one machine. Looks whether it can run here, then runs it until it is asked to end."""

import errno
import os
import signal
import socket
import sys
from importlib import import_module
from pathlib import Path

import click

from supportapp.core.errors import SettingsRefused
from supportapp.core.processes import SIGNALS
from supportapp.core.settings import Settings


class Wanted:
    """Whether somebody asked for the end: Ctrl-C, a supervisor's SIGTERM, or a terminal that was closed."""

    def __init__(self) -> None:
        self.end = False
        for number in SIGNALS:
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
    # Loaded only now: a second goes by, in which Ctrl-C is heard already and a refusal was said.
    return int(import_module("supportapp.running").run(settings, wanted))


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


if __name__ == "__main__":
    sys.exit(main())
