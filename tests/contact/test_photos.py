"""Photos: only the picture is kept, only its note's readers get it, and a file that is none is refused whole."""

import os
import stat
import time
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from supportapp.contact import files, photos
from supportapp.contact.images import LARGEST
from supportapp.contact.note_models import Note, Photo
from supportapp.contact.own_models import Fare
from supportapp.core.db import db
from supportapp.core.protect import scoped, system
from supportapp.web import uploads
from tests.walker import Walker

WHERE = b"zqgpscanary"
GPS, GPS_AREA = 0x8825, 28


def picture(kind: str = "JPEG", *, size: tuple[int, int] = (64, 48)) -> bytes:
    """A picture as a phone makes it: with the place where it was taken, and a comment."""
    image, out = Image.effect_noise(size, 80).convert("RGB"), BytesIO()
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = WHERE.decode()
    exif.get_ifd(GPS)[GPS_AREA] = WHERE
    image.save(out, kind, exif=exif, **({"comment": WHERE} if kind == "JPEG" else {}))
    assert WHERE in out.getvalue()
    return out.getvalue()


def zip_of_pictures() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("photo.jpg", picture())
    return out.getvalue()


def wide_png() -> bytes:
    """A small file whose picture would be 50,000 pixels wide and high."""
    out = BytesIO()
    Image.new("1", (8, 8)).save(out, "PNG")
    head = out.getvalue()
    size = (50_000).to_bytes(4, "big") * 2
    chunk = b"IHDR" + size + head[24:29]
    return head[:12] + chunk + zlib.crc32(chunk).to_bytes(4, "big") + head[33:]


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
BAD: dict[str, tuple[bytes, str]] = {
    "svg": (SVG, "Photo %(number)d is not a JPG, PNG or WebP picture."),
    "html": (
        b"<!doctype html><script>alert(1)</script>",
        "Photo %(number)d is not a JPG, PNG or WebP picture.",
    ),
    "zip": (zip_of_pictures(), "Photo %(number)d is not a JPG, PNG or WebP picture."),
    "empty": (b"", "Photo %(number)d is not a JPG, PNG or WebP picture."),
    "wide": (wide_png(), "Photo %(number)d is too large to open."),
    "big": (picture() + b"\0" * LARGEST, "Photo %(number)d is bigger than 10 MB."),
    "cut": (picture()[:300], "We cannot open photo %(number)d."),
}


def send(walker: Walker, who: str, *sent: tuple[bytes, str], **more: Any) -> TestResponse:
    body = {
        "went": "as_planned",
        "lane": "shared",
        "words": "zqkept words",
        "client_key": str(uuid4()),
        **more,
    }
    body["photos"] = [(BytesIO(content), name) for content, name in sent]
    return post(walker, who, f"/family-time/{walker.world.contact.past}/note", body)


def post(walker: Walker, who: str, url: str, body: dict[str, Any]) -> TestResponse:
    answer = walker.post(who, url, body)
    answer.request.environ["wsgi.input"].close()  # the test's own browser leaves a large body open
    return answer


def kept(app: Flask) -> list[Photo]:
    with app.app_context():
        return list(db.session.scalars(scoped(select(Photo).order_by(Photo.added_at), "test")))


def stored(app: Flask) -> list[Path]:
    folder: Path = app.config["ROWAN"].data / "pictures"
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture(autouse=True)
def empty_shelves(app: Flask) -> None:
    for path in stored(app):
        path.unlink()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_without_where_and_when_it_was_taken(app: Flask, kind: str) -> None:
    walker = Walker(app)
    answer = send(walker, "carer", (picture(kind), "Mia at 12 Oak Street.jpg"))
    assert answer.status_code == 303
    (photo,), (path,) = kept(app), stored(app)
    assert path.name == str(photo.id)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.is_relative_to(app.config["ROWAN"].data)
    shown = walker.get("parent", f"/photos/{photo.id}")
    assert shown.status_code == 200
    for content in (path.read_bytes(), shown.data, str(shown.headers).encode()):
        assert WHERE not in content
        assert b"Exif" not in content
        assert b"Oak Street" not in content
    with Image.open(BytesIO(shown.data)) as image:
        assert image.size == (photo.width, photo.height) == (64, 48)
    page = walker.get("parent", answer.headers["Location"]).get_data(as_text=True)
    assert f'<img src="/photos/{photo.id}" width="64" height="48"' in page
    assert "Oak Street" not in page


def test_a_photo_answers_with_neutral_headers(app: Flask) -> None:
    walker = Walker(app)
    send(walker, "carer", (picture(), "x.jpg"))
    headers = walker.get("carer", f"/photos/{kept(app)[0].id}").headers
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["Content-Disposition"] == 'inline; filename="photo.jpg"'
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "default-src 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("lane", "readers"),
    [
        ("shared", {"carer", "parent", "worker"}),
        ("to_worker", {"carer", "worker"}),
        ("private", {"carer"}),
    ],
)
def test_a_photo_is_for_the_readers_of_its_note(app: Flask, lane: str, readers: set[str]) -> None:
    walker = Walker(app)
    send(walker, "carer", (picture(), "x.jpg"), lane=lane)
    url = f"/photos/{kept(app)[0].id}"
    absent = walker.get("parent", f"/photos/{uuid4()}")
    for who in (
        "carer",
        "parent",
        "worker",
        "other_parent",
        "former_member",
        "idle_worker",
        "manager",
        "admin",
    ):
        answer = walker.get(who, url)
        assert answer.status_code == (200 if who in readers else 404), who
        if who not in readers and who == "parent":
            assert answer.data == absent.data
    assert walker.get("nobody", url).status_code == 303


def test_photos_are_in_the_note_itself_and_not_in_what_is_for_one_reader(app: Flask) -> None:
    walker = Walker(app)
    answer = send(walker, "carer", (picture(), "a.jpg"), (picture("PNG"), "b.png"), only_me="mine")
    note = UUID(answer.headers["Location"].partition("?")[0].split("/")[-1])
    assert {photo.note_id for photo in kept(app)} == {note}
    assert len(stored(app)) == 2


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_fit_picture_gets_a_message_and_nothing_is_stored(app: Flask, name: str) -> None:
    walker = Walker(app)
    content, message = BAD[name]
    with app.app_context():
        before = len(db.session.scalars(scoped(select(Note), "test")).all())
    for sent in (((content, "x.jpg"),), ((picture(), "fine.jpg"), (content, "x.jpg"))):
        answer = send(walker, "carer", *sent)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert message % {"number": len(sent)} in page
        assert 'id="photos-err"' in page
        assert "zqkept words" in page
        assert "Photos have to be chosen again." in page
        with app.app_context():
            assert len(db.session.scalars(scoped(select(Note), "test")).all()) == before
        assert (kept(app), stored(app)) == ([], [])


def test_a_fifth_photo_is_refused(app: Flask) -> None:
    walker = Walker(app)
    answer = send(walker, "carer", *[(picture(), f"{number}.jpg") for number in range(5)])
    assert answer.status_code == 422
    assert b"Choose 4 photos or fewer." in answer.data
    assert (kept(app), stored(app)) == ([], [])


def test_a_form_that_needs_mending_keeps_no_photo_and_says_so(app: Flask) -> None:
    walker = Walker(app)
    answer = send(walker, "carer", (picture(), "x.jpg"), words="", strengths="zqkept strengths")
    assert answer.status_code == 422
    assert b"Photos have to be chosen again." in answer.data
    assert b"zqkept strengths" in answer.data
    assert (kept(app), stored(app)) == ([], [])


def test_photos_sent_twice_are_kept_once_and_other_photos_are_another_note(app: Flask) -> None:
    walker, key, first = Walker(app), str(uuid4()), picture()
    for _ in range(2):
        assert send(walker, "carer", (first, "x.jpg"), client_key=key).status_code == 303
    assert len(kept(app)) == len(stored(app)) == 1
    assert send(walker, "carer", (picture(), "x.jpg"), client_key=key).status_code == 409
    assert len(kept(app)) == len(stored(app)) == 1


def test_a_draft_leaves_its_photos_behind(app: Flask) -> None:
    walker = Walker(app)
    body = {"words": "later", "photos": [(BytesIO(picture(size=(1500, 1500))), "x.jpg")]}
    assert post(walker, "carer", f"/family-time/{walker.world.contact.past}/draft", body).status_code == 303
    assert (kept(app), stored(app)) == ([], [])


def test_only_forms_that_take_files_may_be_large_and_only_for_people_who_are_signed_in(app: Flask) -> None:
    walker = Walker(app)
    large = picture(size=(1200, 1200))
    assert len(large) > 300 * 1024
    assert send(walker, "carer", (large, "x.jpg")).status_code == 303
    assert send(walker, "nobody", (large, "x.jpg")).status_code == 413
    body = {"file": (BytesIO(large), "x.jpg")}
    assert post(walker, "carer", "/me/look", body).status_code == 413


def test_a_form_over_the_largest_limit_is_told_what_is_lost(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_BYTES", 400_000)
    answer = send(Walker(app), "carer", (picture(size=(1500, 1500)), "x.jpg"))
    assert answer.status_code == 413
    assert b"your words are still there" in answer.data
    assert b"Photos have to be chosen again" in answer.data
    assert stored(app) == []


def test_a_file_without_its_row_is_removed_after_a_day(app: Flask) -> None:
    walker = Walker(app)
    send(walker, "carer", (picture(), "x.jpg"))
    (mine,) = stored(app)
    with app.app_context(), system("test"):
        fare = db.session.scalars(scoped(select(Fare), "test")).one()
        fare.receipt_type = "image/jpeg"
        db.session.commit()
        receipt, lost, fresh = fare.id, uuid4(), uuid4()
        for picture_id in (receipt, lost, fresh):
            files.keep(picture_id, b"x")
        half = files.path_of(lost).with_name(f".{lost}.half")
        half.write_bytes(b"x")
        old = time.time() - 2 * 86_400
        for path in (mine, files.path_of(receipt), files.path_of(lost), half):
            os.utime(path, (old, old))
        assert photos.remove_lost("system:test") == 2
        assert photos.remove_lost("system:test") == 0
    assert {path.name for path in stored(app)} == {mine.name, str(receipt), str(fresh)}
