"""The shape of the house: small files that say what they are, locked packages, vendored files untouched."""

import ast
import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
MOST_LINES = 300
SOURCES = ("supportapp", "tests", "bench", "migrations", ".ci")
LOOSE = ("Makefile", "wsgi.py", "pyproject.toml", "babel.cfg", "README.md")
WRITTEN_BY_HAND = {".py", ".js", ".css", ".html", ".sh", ".md", ".toml", ".yaml", ".mako", ".cfg", ".ini", ""}
NO_NAMES = re.compile(r"(^|_)(utils?|helpers?|managers?|common|misc)(_|$)")
MACHINE = re.compile(r"(?<![\w.])/(?:" + "|".join(("root", "work", "Users", r"home/\w+")) + r")/")


def written() -> list[Path]:
    """Every file that a person wrote: nothing vendored, generated, compiled or binary."""
    found = [ROOT / name for name in LOOSE if (ROOT / name).exists()]
    for top in (*SOURCES, "docs"):
        found += [path for path in (ROOT / top).rglob("*") if path.is_file()]
    out = ("__pycache__", "vendor", "fonts", "versions")
    return sorted(path for path in found if path.suffix in WRITTEN_BY_HAND and not set(path.parts) & set(out))


PYTHON = [path for path in written() if path.suffix == ".py"]


def named(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def test_no_file_of_code_is_longer_than_300_lines():
    code = [path for path in written() if path.suffix in {".py", ".js", ".html", ".sh"}]
    assert len(code) > 50
    assert named([path for path in code if len(path.read_text().splitlines()) > MOST_LINES]) == []


def test_every_module_begins_with_a_sentence_on_what_lives_here():
    silent = [
        path for path in PYTHON if path.stat().st_size and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert named(silent) == []


def test_every_function_is_shorter_than_25_lines():
    long = []
    for path in PYTHON:
        if "supportapp" not in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and _lines(node) > 25:
                long.append(f"{path.relative_to(ROOT)}: {node.name} has {_lines(node)}")
    assert long == []


def _lines(function: ast.FunctionDef) -> int:
    """How many lines the work takes; what is asked for, said about it, or defined inside does not count."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    inside = [node for node in body if isinstance(node, ast.FunctionDef)]
    return sum(_height(node) for node in body) - sum(_height(node) for node in inside)


def _height(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_module_is_named_after_nothing():
    assert named([path for path in PYTHON if NO_NAMES.search(path.stem)]) == []


def test_no_file_names_a_place_on_somebodys_machine():
    hits = [path for path in written() if MACHINE.search(path.read_text())]
    assert named(hits) == []


def test_the_import_contracts_hold():
    tool = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([tool, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_file_holds_hashes_and_no_address(name):
    text = (ROOT / name).read_text()
    packages = re.findall(r"^([\w.\[\]-]+)==(\S+)", text, re.MULTILINE)
    blocks = re.split(r"^(?=\w)", text, flags=re.MULTILINE)
    bare = [block.split("=")[0] for block in blocks if "==" in block and "--hash=sha256:" not in block]
    assert len(packages) > 40
    assert bare == []
    assert "://" not in text
    assert "--index" not in text


def test_what_runs_is_a_part_of_what_is_tested():
    """One version of each package: the lock of the server and that of the tests agree."""
    locks = [
        dict(re.findall(r"^([\w.\[\]-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE)) for name in LOCKS
    ]
    assert locks[0].items() <= locks[1].items()


LOCKS = ("requirements.txt", "requirements-dev.txt")


def test_vendored_files_are_as_they_came():
    folder = ROOT / "supportapp" / "static" / "vendor"
    listed = dict(line.split()[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    present = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    del present["SHA256SUMS"]
    assert listed == present
