"""Static files under names that hold their own hash, so that a browser may keep them for a year.

At start each file is copied to the data folder under its hashed name, with a brotli and a gzip copy beside
it; WhiteNoise serves them. A changed file has a new name, so nobody ever sees an old one.
"""

import gzip
import hashlib
import os
import re
from pathlib import Path

import brotli
from flask import Flask
from whitenoise import WhiteNoise

SQUEEZED = {".css", ".js", ".svg"}
PREFIX = "/static/"
SOURCE = Path(__file__).parent.parent / "static"


def init_app(app: Flask, folder: Path) -> None:
    """Publish SOURCE through `folder`, and give templates `asset(name)`."""
    names = publish(SOURCE, folder)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app, root=str(folder), prefix=PREFIX, immutable_file_test=lambda _path, _url: True
    )
    app.jinja_env.globals["asset"] = lambda name: PREFIX + names[name]


def publish(source: Path, target: Path) -> dict[str, str]:
    """Write hashed and squeezed copies of every file in `source`; give name -> hashed name.

    Style sheets come last: the files they name are renamed inside them.
    """
    files = sorted((path for path in source.rglob("*") if path.is_file()), key=lambda path: path.suffix == ".css")
    names: dict[str, str] = {}
    for path in files:
        name = path.relative_to(source).as_posix()
        content = path.read_bytes()
        if path.suffix == ".css":
            content = _renamed(content, names)
        digest = hashlib.sha256(content).hexdigest()[:12]
        names[name] = path.relative_to(source).with_suffix(f".{digest}{path.suffix}").as_posix()
        _place(target / names[name], content)
    return names


def _renamed(css: bytes, names: dict[str, str]) -> bytes:
    def new_name(found: re.Match[str]) -> str:
        return f"url({names.get(found[1], found[1])})"

    return re.sub(r"url\(([\w./-]+)\)", new_name, css.decode()).encode()


def _place(path: Path, content: bytes) -> None:
    squeezed = path.suffix in SQUEEZED
    if path.exists() and (not squeezed or path.with_name(f"{path.name}.br").exists()):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, content)
    if squeezed:
        _write(path.with_name(f"{path.name}.gz"), gzip.compress(content, 9, mtime=0))
        _write(path.with_name(f"{path.name}.br"), brotli.compress(content, quality=11))


def _write(path: Path, content: bytes) -> None:
    # Two servers may start at once: each writes its own draft, and the last one in place is as good as the first.
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(path)
