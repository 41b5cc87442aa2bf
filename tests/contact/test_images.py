"""Pictures people add: what they show stays, and every other byte of the file goes."""

import pytest
from PIL import Image, ImageOps

from supportapp.contact import images
from supportapp.contact.images import reencode
from tests.contact.pictures import CANARY, FORMATS, corners, drawn, exif, opened, saved, telling


def chunks(body: bytes) -> list[bytes]:
    names, at = [], 8
    while at < len(body):
        names.append(body[at + 4 : at + 8])
        at += 12 + int.from_bytes(body[at : at + 4])
    return names


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "RGB"), ("JPEG", "CMYK"), ("PNG", "RGB"), ("PNG", "RGBA"), ("WEBP", "RGB"), ("WEBP", "RGBA")],
)
def test_nothing_that_a_file_tells_comes_out(kind, mode):
    picture = drawn(mode=mode)
    if mode == "RGBA":
        picture.putpixel((0, 0), (1, 2, 3, 0))
    body = telling(kind, picture)
    assert body.count(CANARY) >= 5
    out = reencode(body).body
    for canary in (
        CANARY,
        CANARY[:8],
        CANARY.decode().encode("utf-16-be"),
        b"Exif",
        b"ICC",
        b"<x>",
        b"PK\x03\x04",
    ):
        assert canary not in out
    assert not opened(out).getexif()
    assert set(opened(out).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_png_has_only_the_chunks_that_make_a_picture():
    out = reencode(telling("PNG", drawn(mode="RGBA").resize((96, 64)).rotate(30)))
    assert out.media_type == "image/png"
    assert set(chunks(out.body)) == {b"IHDR", b"IDAT", b"IEND"}


def test_a_jpeg_has_only_the_segments_that_make_a_picture():
    out = reencode(telling("JPEG", drawn())).body
    markers = [marker for marker, _, _ in images._segments(out)]
    assert set(markers) == {0xE0, 0xDB, 0xC0, 0xC4, 0xDA, 0xD9}
    assert out.endswith(b"\xff\xd9")


@pytest.mark.parametrize("kind", FORMATS)
def test_the_decoder_is_shown_nothing_but_the_picture(kind):
    bare = images._cutter_for(body := telling(kind, drawn(), orientation=6))(body)
    assert CANARY not in bare.body
    assert CANARY in bare.exif
    assert corners(opened(bare.body)) == corners(drawn())
    assert set(opened(bare.body).info) <= {
        "jfif", "jfif_version", "jfif_unit", "jfif_density", "loop", "background", "interlace",
    }  # fmt: skip


def test_what_was_rubbed_out_of_a_drawing_is_gone():
    picture = Image.new("RGBA", (40, 40), (200, 100, 50, 255))
    picture.paste((11, 22, 33, 0), (0, 0, 20, 20))
    picture.paste((111, 122, 133, 128), (20, 20, 40, 40))
    out = opened(reencode(saved(picture, "PNG")).body)
    assert out.getpixel((5, 5)) == (0, 0, 0, 0)
    assert out.getpixel((30, 5)) == (200, 100, 50, 255)
    assert all(abs(a - b) <= 1 for a, b in zip(out.getpixel((30, 30)), (111, 122, 133, 128), strict=True))


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_upright_however_the_phone_was_held(kind, orientation):
    body = saved(drawn(), kind, exif=exif(orientation))
    out = reencode(body)
    expected = ImageOps.exif_transpose(opened(body))
    assert (out.width, out.height) == expected.size == opened(out.body).size
    assert corners(opened(out.body)) == corners(expected)


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"II*\0",
        b"II*\0\xff\xff\xff\xff",
        b"II*\0\x08\0\0\0\xff\xff",
        b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x09\0\0",
        b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0",
        b"nonsense" * 9,
    ],
)
@pytest.mark.parametrize("kind", FORMATS)
def test_words_about_the_camera_that_cannot_be_read_do_not_cost_the_picture(broken, kind):
    out = reencode(saved(drawn(), kind, exif=b"Exif\0\0" + broken))
    assert corners(opened(out.body)) == corners(drawn())


@pytest.mark.parametrize(
    ("kind", "mode", "how", "expected"),
    [
        ("JPEG", "RGB", {}, "image/jpeg"),
        ("JPEG", "RGB", {"progressive": True}, "image/jpeg"),
        ("JPEG", "L", {}, "image/jpeg"),
        ("JPEG", "CMYK", {}, "image/jpeg"),
        ("PNG", "RGB", {}, "image/jpeg"),
        ("PNG", "1", {}, "image/jpeg"),
        ("PNG", "L", {}, "image/jpeg"),
        ("PNG", "P", {}, "image/jpeg"),
        ("PNG", "P", {"transparency": bytes(256)}, "image/png"),
        ("PNG", "L", {"transparency": 0}, "image/jpeg"),  # no dot has that grey
        ("PNG", "RGBA", {}, "image/jpeg"),  # a screenshot: the room for it is there, nothing is seen through
        ("WEBP", "RGB", {}, "image/jpeg"),
        ("WEBP", "RGB", {"lossless": True}, "image/jpeg"),
        ("WEBP", "RGBA", {"lossless": True}, "image/jpeg"),
    ],
)
def test_every_way_to_write_a_picture_is_read(kind, mode, how, expected):
    picture = drawn(mode=mode)
    body = saved(picture, kind, **how)
    out = reencode(body)
    assert (out.media_type, out.width, out.height) == (expected, 96, 64)
    assert opened(out.body).format == expected.removeprefix("image/").upper()
    if expected == "image/jpeg":
        assert corners(opened(out.body)) == corners(picture)


def test_a_webp_that_can_be_seen_through_becomes_a_png():
    picture = drawn(mode="RGBA")
    picture.putalpha(100)
    assert reencode(saved(picture, "WEBP")).media_type == "image/png"


@pytest.mark.parametrize("how", [{}, {"transparency": 9}])
def test_grey_with_sixteen_bits_keeps_its_shades(how):
    picture = Image.new("I;16", (3, 1))
    for place, grey in enumerate((0, 32768, 65535)):
        picture.putpixel((place, 0), grey)
    body = saved(picture.resize((96, 32), Image.Resampling.NEAREST), "PNG", **how)
    out = opened(reencode(body).body)
    greys = [out.getpixel((x, 16))[0] for x in (10, 48, 86)]
    assert all(abs(a - b) < 6 for a, b in zip(greys, (0, 128, 255), strict=True))


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_a_moving_picture_the_first_one_is_kept(kind):
    frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "lime", "blue")]
    body = saved(frames[0], kind, save_all=True, append_images=frames[1:])
    assert opened(body).n_frames == 3
    out = opened(reencode(body).body)
    assert getattr(out, "n_frames", 1) == 1
    assert corners(out) == corners(frames[0])


def test_of_a_photo_with_a_second_picture_inside_the_first_one_is_kept():
    body = saved(drawn(), "MPO", save_all=True, append_images=[Image.new("RGB", (96, 64), "black")])
    out = reencode(body)
    assert corners(opened(out.body)) == corners(drawn())


@pytest.mark.parametrize("kind", FORMATS)
def test_a_long_picture_becomes_2048_pixels_long(kind):
    out = reencode(saved(drawn((2100, 1050)), kind))
    assert (out.width, out.height) == (2048, 1024)
    assert corners(opened(out.body)) == corners(drawn())


def test_a_small_picture_stays_as_small_as_it_is():
    out = reencode(saved(drawn((1, 1)), "PNG"))
    assert (out.width, out.height) == (1, 1)


def test_the_same_file_gives_the_same_bytes():
    body = telling("JPEG", drawn())
    assert reencode(body) == reencode(body)
