"""Processes that this one starts, and that never outlive it. On Linux they are forks, and share what is loaded.

Each stands in a process group of its own, so that Ctrl-C reaches the parent alone and each child ends in its turn.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import connection, get_context, parent_process
from pathlib import Path
from typing import Any

SHARES = sys.platform == "linux"
"""Whether a child is a fork. The libraries of macOS do not stand to be forked: a child begins afresh there."""

CONTEXT = get_context("fork") if SHARES else get_context("spawn")
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
GRACE_SECONDS = 15


class Child:
    """A process that runs one function, whose result is its exit code."""

    def __init__(self, name: str, work: Callable[..., int | None], *what: Any) -> None:
        # A signal that comes before the child has handlers of its own must neither be lost nor be its parent's.
        held = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        try:
            self._process = CONTEXT.Process(target=_live, args=(name, held, work, *what))
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, held)

    @property
    def pid(self) -> int:
        """Its id, and that of its process group."""
        return self._process.pid or 0

    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self._process.is_alive()

    def terminate(self) -> None:
        """Ask it to end what it has in hand."""
        self._process.terminate()

    def wait(self, seconds: float | None = None) -> int | None:
        """Its exit code, once it has ended; None when it has not ended in time."""
        self._process.join(seconds)
        return self._process.exitcode


def stop(running: list[Child]) -> None:
    """Ask every child to end, and insist after GRACE_SECONDS, or where one left others behind."""
    for child in running:
        child.terminate()
    until = time.monotonic() + GRACE_SECONDS
    for child in running:
        if child.wait(max(0.0, until - time.monotonic())) != 0:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _live(name: str, signals: set[signal.Signals], work: Callable[..., int | None], *what: Any) -> None:
    os.setpgrp()
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, signals)
    show_name(name)
    threading.Thread(target=_follow_parent, daemon=True).start()
    sys.exit(work(*what))


def show_name(name: str) -> None:
    """What `top` and `ps -o comm` call this process, where the system lets us say."""
    with suppress(OSError):
        Path("/proc/self/comm").write_text(f"rowan {name}")


def _follow_parent() -> None:
    # A parent that was killed could not ask: without it nobody would ever end this process, which holds the port.
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
