"""Static files under names that hold their own hash, so that a browser may keep them for a year.

At start each file is copied to the data folder under its hashed name, with a brotli and a gzip copy beside
it; WhiteNoise serves them. A changed file has a new name, so nobody ever sees an old one. The style sheets
in `css/` travel as one file, `app.css`, joined in the order of their names.
"""

import gzip
import hashlib
import os
import re
from pathlib import Path

import brotli
from flask import Flask
from whitenoise import WhiteNoise

from supportapp.web import pictures

SQUEEZED = {".js", ".svg", ".css"}
SERVED = {".js", ".svg", ".woff2"}
PREFIX = "/static/"
SOURCE = Path(__file__).parent.parent / "static"


def init_app(app: Flask, folder: Path) -> None:
    """Publish SOURCE through `folder`, and give templates `asset(name)`."""
    names = publish(SOURCE, folder)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app, root=str(folder), prefix=PREFIX, immutable_file_test=lambda _path, _url: True
    )
    app.jinja_env.globals["asset"] = lambda name: PREFIX + names[name]
    app.jinja_env.globals["icon"] = pictures.icons(PREFIX + names["icons/sprite.svg"])


def publish(source: Path, target: Path) -> dict[str, str]:
    """Write hashed and squeezed copies of every file in `source`; give name -> hashed name.

    The style sheet comes last: the files it names are renamed inside it.
    """
    sheets = sorted((source / "css").glob("*.css"))
    names: dict[str, str] = {}
    for path in sorted(path for path in source.rglob("*") if path.suffix in SERVED):
        name = path.relative_to(source).as_posix()
        names[name] = _place(target, name, path.read_bytes())
    css = "".join(path.read_text(encoding="utf-8") for path in sheets)
    names["app.css"] = _place(target, "app.css", _slim(_renamed(css, names)).encode())
    return names


def _renamed(css: str, names: dict[str, str]) -> str:
    return re.sub(r"url\(([\w./-]+)\)", lambda found: f"url({names[found[1]]})", css)


def _slim(css: str) -> str:
    """Without comments and the white space that only people need."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r" ?([{};]) ?", r"\1", css).replace(": ", ":")


def _place(target: Path, name: str, content: bytes) -> str:
    """Write `content` under its hashed name, unless it is there already; give that name."""
    digest = hashlib.sha256(content).hexdigest()[:12]
    stem, dot, ending = name.rpartition(".")
    hashed = f"{stem}.{digest}{dot}{ending}"
    path = target / hashed
    squeezed = f".{ending}" in SQUEEZED
    if path.exists() and (not squeezed or path.with_name(f"{path.name}.br").exists()):
        return hashed
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, content)
    if squeezed:
        _write(path.with_name(f"{path.name}.gz"), gzip.compress(content, 9, mtime=0))
        _write(path.with_name(f"{path.name}.br"), brotli.compress(content, quality=11))
    return hashed


def _write(path: Path, content: bytes) -> None:
    # Two servers may start at once: each writes its own draft, and the last one in place is as good as the first.
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(path)
