"""`make run` starts everything with one command, says in a line why it cannot, and stops cleanly."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from supportapp import webserver
from supportapp.core import processes

ROOT = Path(__file__).parent.parent.parent
where_it_forks = pytest.mark.skipif(not processes.SHARES, reason="processes have no names of ours here")


@pytest.fixture
def serve(tmp_path):
    """Starts a server in `tmp_path` with some settings; it is stopped at the end, come what may."""
    started: list[subprocess.Popen[str]] = []

    def start(**environment: str) -> subprocess.Popen[str]:
        plain = {name: value for name, value in os.environ.items() if not name.startswith("ROWAN_")}
        plain |= {
            "ROWAN_DATA": str(tmp_path / "data"),
            "ROWAN_PORT": str(free_port()),
            "PYTHONUNBUFFERED": "1",
        }
        server = subprocess.Popen(
            [sys.executable, "-m", "supportapp.serve"],
            cwd=ROOT,
            env=plain | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(server)
        return server

    yield start
    for server in started:
        server.terminate()
        server.communicate(timeout=60)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def until_it_answers(server):
    """What the server said until it was up."""
    said = []
    assert server.stdout is not None
    for line in server.stdout:
        said.append(line)
        if line.startswith("Rowan is at "):
            return "".join(said)
    raise AssertionError("".join(said) + server.stderr.read())


def until(holds):
    """Wait for something that comes soon."""
    last = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < last
        time.sleep(0.05)


def stopped_with(server, number):
    """The exit code and the complaints of a server after a signal."""
    server.send_signal(number)
    out, err = server.communicate(timeout=60)
    # Granian complains on standard output, with "[WARNING]" or the like in front.
    return server.returncode, "\n".join([line for line in out.splitlines() if line.startswith("[")] + [err])


def refusal(server):
    """What a server says that does not start: one line, and exit code 1."""
    out, err = server.communicate(timeout=60)
    assert server.returncode == 1
    assert (out, err.count("\n")) == ("", 1), out + err
    return err


def test_it_starts_with_a_demo_world_and_stops_without_a_murmur_and_starts_again(serve, tmp_path):
    server = serve()
    said = until_it_answers(server)
    assert "dani" in said
    assert "four quiet rowan trees" in said
    until(lambda: (tmp_path / "data" / "worker.beat").exists())
    files = [path for path in (tmp_path / "data").iterdir() if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stopped_with(server, signal.SIGINT) == (0, "")
    again = serve()
    assert "dani" in until_it_answers(again)
    assert stopped_with(again, signal.SIGTERM) == (0, "")


WHOLE = b"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
HALVES = {
    "nothing": b"",
    "one letter": b"G",
    "half a header": b"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\n",
    "half a form": b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\nnickname=",
    "another protocol": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
}


def test_whoever_sends_half_a_request_does_not_hold_up_a_stop(serve):
    port = free_port()
    server = serve(ROWAN_PORT=str(port))
    until_it_answers(server)
    with ExitStack() as opened:
        kept = opened.enter_context(sent(port, WHOLE))
        assert kept.recv(12) == b"HTTP/1.1 200"
        for words in HALVES.values():
            opened.enter_context(sent(port, words))
        time.sleep(0.5)
        began = time.monotonic()
        assert stopped_with(server, signal.SIGTERM) == (0, "")
        assert time.monotonic() - began < webserver.GRACE_SECONDS + 5


def sent(port, words):
    """A connection on which some words were sent, and that stays open."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=20)
    connection.sendall(words)
    return connection


@pytest.mark.parametrize("seconds", [0.5, 1.0, 1.5, 2.0])
def test_it_may_be_asked_to_end_while_it_starts(serve, tmp_path, seconds):
    server = serve()
    until((tmp_path / "data").exists)
    time.sleep(seconds)
    assert stopped_with(server, signal.SIGINT) == (0, "")


@where_it_forks
def test_when_the_worker_dies_the_web_server_is_stopped_too(serve):
    server = serve()
    until_it_answers(server)
    until(lambda: named("worker", family_of(server.pid)))
    family = family_of(server.pid)
    os.kill(named("worker", family)[0], signal.SIGKILL)
    assert "a part of it stopped" in server.communicate(timeout=60)[1]
    assert server.returncode == 1
    assert not any(is_alive(pid) for pid in family)


@where_it_forks
def test_when_the_server_dies_its_processes_and_the_worker_are_stopped_too(serve):
    server = serve()
    until_it_answers(server)
    until(lambda: named("worker", family_of(server.pid)))
    family = family_of(server.pid)
    os.kill(named("server", family)[0], signal.SIGKILL)
    assert "a part of it stopped" in server.communicate(timeout=60)[1]
    until(lambda: not any(is_alive(pid) for pid in family))


@where_it_forks
def test_a_web_process_that_dies_is_replaced(serve):
    port = free_port()
    server = serve(ROWAN_PORT=str(port))
    until_it_answers(server)
    old = named("web", family_of(server.pid))
    os.kill(old[0], signal.SIGKILL)
    until(lambda: len(set(named("web", family_of(server.pid))) - {old[0]}) == len(old))
    with sent(port, WHOLE) as connection:
        assert connection.recv(12) == b"HTTP/1.1 200"
    assert stopped_with(server, signal.SIGTERM)[0] == 0


@where_it_forks
def test_nothing_outlives_a_server_that_was_killed(serve):
    server = serve()
    until_it_answers(server)
    until(lambda: named("worker", family_of(server.pid)))
    family = family_of(server.pid)
    server.kill()
    server.communicate(timeout=60)
    until(lambda: not any(is_alive(pid) for pid in family))


def family_of(root):
    """The name of each process below this one, by its id."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,comm="], capture_output=True, text=True, check=True
    ).stdout
    rows = [(int(pid), int(above), name) for pid, above, name in map(three, listed.splitlines())]
    found = {root: ""}
    for _ in range(3):
        found |= {pid: name for pid, above, name in rows if above in found}
    return {pid: name for pid, name in found.items() if pid != root}


def three(line):
    return line.split(maxsplit=2)


def named(part, family):
    """The ids of the processes that bear the name."""
    return [pid for pid, name in family.items() if name == f"rowan {part}"]


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_taken_port_is_said_in_a_line(serve):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        assert f"Port {port} is taken" in refusal(serve(ROWAN_PORT=port))


def test_a_folder_that_cannot_be_written_is_said_in_a_line(serve, tmp_path):
    (tmp_path / "file").touch()
    assert "ROWAN_DATA" in refusal(serve(ROWAN_DATA=str(tmp_path / "file" / "data")))


def test_settings_that_are_refused_are_said_in_a_line(serve):
    assert "ROWAN_BASE_URL" in refusal(
        serve(ROWAN_ENV="production", ROWAN_SECRET_KEY="kS9-2bq7Zr1_uWc5XtLh8mYvN4dGfJ6a")
    )


def test_a_database_that_does_not_answer_is_said_in_a_line(serve):
    address = f"postgresql+psycopg://nobody@127.0.0.1:{free_port()}/none?connect_timeout=2"
    assert "The database does not answer" in refusal(serve(ROWAN_DATABASE_URL=address))


LOADED = """
import os, threading
from supportapp import webserver
from supportapp.core import processes
from supportapp.core.db import db
from supportapp.core.settings import Settings
app = webserver.load(Settings.from_env())
with app.app_context():
    print(threading.active_count(), len(os.listdir("/proc/self/task")), db.engine.pool.checkedin())
"""


@where_it_forks
def test_what_is_forked_has_one_thread_and_no_connection(tmp_path):
    environment = os.environ | {"ROWAN_DATA": str(tmp_path)}
    command = [sys.executable, "-c", LOADED]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "1", "0"]
