"""Photos that come with a form: read and drawn anew before anything is locked, then kept with their row."""

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from threading import BoundedSemaphore
from uuid import UUID, uuid4

from flask import request
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from supportapp.contact import files
from supportapp.contact.images import LARGEST, Picture, Reason, Unfit, reencode
from supportapp.contact.note_models import Note, Photo
from supportapp.contact.own_models import Fare
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import scoped
from supportapp.web.language import gettext

MOST_PHOTOS = 4
TAKEN = "image/jpeg,image/png,image/webp"  # asked for so, a phone makes a JPEG of its own kind of picture
_PROBLEMS = {
    Reason.NOT_A_PICTURE: _l("Photo %(number)d is not a JPG, PNG or WebP picture. Choose another one."),
    Reason.TOO_BIG: _l("Photo %(number)d is bigger than 10 MB. Choose a smaller one."),
    Reason.TOO_MANY_PIXELS: _l("Photo %(number)d is too large to open. Choose a smaller one."),
    Reason.BROKEN: _l("We cannot open photo %(number)d. Choose another one."),
}
_one_at_a_time = BoundedSemaphore(1)  # a large picture needs 200 MB while it is drawn


@dataclass(frozen=True, slots=True)
class Sent:
    """What came with a form: pictures drawn anew, a sign of what was sent, or what is wrong with it in words."""

    pictures: tuple[Picture, ...] = ()
    signs: tuple[str, ...] = ()
    problem: str = ""
    count: int = 0


def reader(name: str, *, most: int = MOST_PHOTOS) -> Callable[[], Sent]:
    """What `takes_files` has to run for the form's field `name`."""
    return lambda: _read([file for file in request.files.getlist(name) if file.filename], most)


def _read(sent: Sequence[FileStorage], most: int) -> Sent:
    if len(sent) > most:
        return Sent(problem=gettext("Choose %(most)d photos or fewer.", most=most), count=len(sent))
    pictures, signs = [], []
    for number, file in enumerate(sent, 1):
        body = file.stream.read(LARGEST + 1)
        try:
            with _one_at_a_time:
                pictures.append(reencode(body))
        except Unfit as unfit:
            return Sent(problem=str(_PROBLEMS[unfit.reason]) % {"number": number}, count=len(sent))
        signs.append(hashlib.sha256(body).hexdigest())
    return Sent(tuple(pictures), tuple(signs), count=len(sent))


def keep_photos(note: Note, pictures: Sequence[Picture]) -> None:
    """Keep pictures with a note that was just written. Their files stay unseen until the note is kept."""
    for picture in pictures:
        photo_id = uuid4()
        files.keep(photo_id, picture.body)
        db.session.add(
            Photo(
                id=photo_id,
                note_id=note.id,
                media_type=picture.media_type,
                width=picture.width,
                height=picture.height,
                digest=hashlib.sha256(picture.body).hexdigest(),
                added_at=clock.now(),
            )
        )
    db.session.flush()


def remove_lost(whose: str) -> int:
    """Remove the files of photos and receipts whose row never came. For the nightly job, which names itself."""

    def known(ids: Collection[UUID]) -> set[UUID]:
        photos = db.session.scalars(scoped(select(Photo.id).where(Photo.id.in_(ids)), whose)).all()
        with_receipt = select(Fare.id).where(Fare.id.in_(ids), Fare.receipt_type.is_not(None))
        return {*photos, *db.session.scalars(scoped(with_receipt, whose)).all()}

    return files.remove_lost(known)
