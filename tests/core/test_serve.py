"""`make run` starts everything with one command, says in a line why it cannot, and stops cleanly."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


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
    _, err = server.communicate(timeout=60)
    return server.returncode, err


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


def test_when_the_worker_dies_the_web_server_is_stopped_too(serve):
    server = serve()
    until_it_answers(server)
    until(lambda: any("worker run" in command for command in children_of(server.pid).values()))
    children = children_of(server.pid)
    worker = next(pid for pid, command in children.items() if "worker run" in command)
    os.kill(worker, signal.SIGKILL)
    assert "a part of it stopped" in server.communicate(timeout=60)[1]
    assert server.returncode == 1
    assert not any(is_alive(pid) for pid in children)


def children_of(parent):
    """Command by process id."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split(maxsplit=2) for line in listed.splitlines()]
    return {int(pid): command for pid, above, command in rows if int(above) == parent}


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
