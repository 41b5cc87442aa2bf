"""Measures one page of one app inside this process: no server, no socket, CPU time per call."""

import io
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from wsgiref.types import WSGIApplication, WSGIEnvironment

from werkzeug.test import EnvironBuilder

ADDRESS = "https://bench.example"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one page took: CPU and median wall time in microseconds a call, and its bytes as sent."""

    cpu: float
    wall: float
    size: int
    statements: Sequence[int] = ()


def environ(path: str, *, cookie: str = "", accepts: str = "gzip") -> WSGIEnvironment:
    """A browser's GET of `path`."""
    headers = {"Accept-Encoding": accepts, "User-Agent": "bench"} | ({"Cookie": cookie} if cookie else {})
    return EnvironBuilder(path=path, base_url=ADDRESS, headers=headers).get_environ()


def call(app: WSGIApplication, request: WSGIEnvironment) -> tuple[bytes, dict[str, str]]:
    """The body and the headers of one answer. Raises RuntimeError unless its status is 200."""
    told: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
        told.append((status, headers))

    answer = app({**request, "wsgi.input": io.BytesIO()}, start)
    body = b"".join(answer)
    getattr(answer, "close", lambda: None)()
    status, headers = told[-1]
    if not status.startswith("200"):
        raise RuntimeError(f"{request['PATH_INFO']} answered {status}")
    return body, dict(headers)


def measure(app: WSGIApplication, request: WSGIEnvironment, *, calls: int, warm_up: int) -> Reading:
    """Call `calls` times after `warm_up` calls that do not count."""
    for _ in range(warm_up):
        call(app, request)
    body, _ = call(app, request)
    walls = []
    before = time.process_time()
    for _ in range(calls):
        began = time.perf_counter()
        call(app, request)
        walls.append(time.perf_counter() - began)
    cpu = time.process_time() - before
    median = sorted(walls)[len(walls) // 2] if walls else 0.0
    return Reading(cpu / max(1, calls) * 1e6, median * 1e6, len(body))


def tell(reading: Reading) -> None:
    """Hand a reading to the process that asked for it."""
    sys.stdout.write(json.dumps(asdict(reading)))
