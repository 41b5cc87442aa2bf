"""A photo, for whoever may read the note it is in."""

from flask import Response

from supportapp.access.actor import Actor
from supportapp.access.policy import Permission
from supportapp.contact import files, note_queries
from supportapp.contact.blueprint import bp
from supportapp.contact.note_queries import HeldPhoto
from supportapp.core.errors import NotFound
from supportapp.web.guard import guard

READ = Permission.NOTE_READ
ENDINGS = {"image/jpeg": "jpg", "image/png": "png"}


@bp.get("/photos/<uuid:photo_id>")
@guard(READ, note_queries.photo, read=READ)
def show_photo(_actor: Actor, found: HeldPhoto) -> Response:
    """The picture itself, under a name that says nothing."""
    return picture(files.read(found.photo.id), found.photo.media_type)


def picture(body: bytes | None, media_type: str) -> Response:
    """An answer that is a picture and nothing else. Raises NotFound where its file is not there."""
    if body is None or media_type not in ENDINGS:
        raise NotFound
    answer = Response(body, mimetype=media_type)
    answer.headers["Content-Disposition"] = f'inline; filename="photo.{ENDINGS[media_type]}"'
    return answer
