"""What is said when shipped content does not fit: always the file, and the id of the piece."""

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not a field we know",
}


class ContentRefused(Exception):
    """A file of content does not fit; the message names the file, the id and the field."""


def refusal(file: str, written: Any, error: ValidationError) -> ContentRefused:
    """The first thing wrong, e.g. "pathways/bp-x.yaml, step uc-journal: due.event: Input should be …"."""
    first = error.errors(include_url=False, include_context=False)[0]
    where: Sequence[int | str] = first["loc"]
    owner = _id_of(written, "no id")
    if len(where) > 1 and where[0] == "steps" and isinstance(where[1], int):
        owner = f"step {_id_of(written['steps'][where[1]], where[1])}"
        where = where[2:]
    field = ".".join(str(part) for part in where)
    said = WORDS.get(first["type"]) or first["msg"].removeprefix("Value error, ")
    if first["type"] not in {*WORDS, "value_error"}:
        said = f"{said}, not {first['input']!r}"
    return ContentRefused(f"{file}, {owner}: {field}: {said}" if field else f"{file}, {owner}: {said}")


def _id_of(written: Any, otherwise: object) -> object:
    return written.get("id", otherwise) if isinstance(written, dict) else otherwise
