"""Pictures on disk: in the data folder, outside the web root, named by the id of their row and by nothing else."""

import os
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from uuid import UUID, uuid4

from flask import current_app

DAY = 86_400  # seconds; a row that belongs to a younger file may still be on its way


def keep(picture_id: UUID, body: bytes) -> None:
    """Write a picture so that its name is never there without all of it."""
    place = path_of(picture_id)
    for folder in (place.parent.parent, place.parent):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = place.with_name(f".{place.name}.{uuid4().hex}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(place)


def read(picture_id: UUID) -> bytes | None:
    """A picture; None where it is not there."""
    try:
        return path_of(picture_id).read_bytes()
    except FileNotFoundError:
        return None


def path_of(picture_id: UUID) -> Path:
    """Where a picture is, or would be."""
    return _folder() / picture_id.hex[:2] / str(picture_id)


def remove_lost(known: Callable[[Collection[UUID]], Collection[UUID]]) -> int:
    """Remove pictures of a day ago and older whose row never came; gives how many.

    `known` tells which of some ids have a row. Drafts that a stopped server left behind go as well.
    """
    removed = 0
    for shelf in sorted(_folder().glob("??")):
        old = dict(_old_files(shelf))
        lost = set(old.values()) - {None} - set(known([each for each in old.values() if each]))
        for path, picture_id in old.items():
            if picture_id is None or picture_id in lost:
                path.unlink(missing_ok=True)
                removed += 1
    return removed


def _old_files(shelf: Path) -> Iterator[tuple[Path, UUID | None]]:
    for path in shelf.iterdir():
        if path.is_file() and path.stat().st_mtime < time.time() - DAY:
            yield path, None if path.name.startswith(".") else UUID(path.name)


def _folder() -> Path:
    data: Path = current_app.config["ROWAN"].data
    return data / "pictures"
