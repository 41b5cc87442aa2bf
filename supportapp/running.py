"""Prepares the data, then keeps the web server and the worker going.

The app is loaded once, in here, and every other process is forked from this one; see ADR 007. Either of the two
that dies takes the other down, so that whatever watches this process starts both anew.
"""

import http.client
import signal
import time
from importlib import import_module
from typing import Protocol

import click
from flask import Flask

from supportapp import background, webserver
from supportapp.app import create_app
from supportapp.core import processes
from supportapp.core.errors import SettingsRefused
from supportapp.core.processes import Child
from supportapp.core.settings import Settings

LOOK_SECONDS = 0.2


class Wanted(Protocol):
    """Whether somebody asked for the end."""

    end: bool


def run(settings: Settings, wanted: Wanted) -> int:
    """Prepare, start, wait, stop. The exit code: 0 when asked to end, 1 when a part did not start or died."""
    if Child("prepare", _prepare).wait():
        return 1
    return 0 if wanted.end else keep_going(settings, wanted)


def keep_going(settings: Settings, wanted: Wanted) -> int:
    """Run both children until the end is asked for or one of them dies; then stop both."""
    app = webserver.load(settings) if processes.SHARES else None
    running = [Child("server", webserver.run, settings, app)]
    try:
        if is_up(settings, running, wanted):
            click.echo(f"\nRowan is at {settings.address} (Ctrl-C stops it)")
            # Not before: somebody waits for the page, and nobody yet for the worker.
            running.append(Child("worker", _work, settings, app))
        while _all_well(running, wanted):
            time.sleep(LOOK_SECONDS)
    finally:
        processes.stop(running)
    if not wanted.end:
        click.echo("Rowan stopped, because a part of it stopped by itself; see the lines above.", err=True)
    return 0 if wanted.end else 1


def is_up(settings: Settings, running: list[Child], wanted: Wanted) -> bool:
    """Wait for the first answer; False when a child died or the end was asked for before."""
    while _all_well(running, wanted):
        try:
            connection = http.client.HTTPConnection(settings.host, settings.port, timeout=2)
            connection.request("GET", "/healthz")
            connection.getresponse()
            connection.close()
            return True
        except OSError:
            time.sleep(LOOK_SECONDS / 4)
    return False


def _all_well(running: list[Child], wanted: Wanted) -> bool:
    return not wanted.end and all(child.is_alive() for child in running)


def _prepare() -> int:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a migration is never left half way
    # Loaded by the child alone: what migrations and the demo world need is given back with it.
    return int(import_module("supportapp.prepare").main())


def _work(settings: Settings, app: Flask | None) -> int:
    try:
        background.run(app or create_app(settings))
    except SettingsRefused as refused:
        click.echo(f"The worker cannot start. {refused}", err=True)
        return 1
    return 0
