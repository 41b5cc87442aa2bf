"""Pictures people add: what they show stays, and every other byte of the file goes."""

import random
import struct
import tracemalloc
import zipfile
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw, ImageOps, PngImagePlugin

from supportapp.contact import images
from supportapp.contact.images import Reason, Unfit, reencode

CANARY = b"canary-12-Elm-Road"
FORMATS = ("JPEG", "PNG", "WEBP")
PNG_HEAD = b"\x89PNG\r\n\x1a\n"
CORNERS = {"red": (0, 0), "lime": (1, 0), "blue": (0, 1), "yellow": (1, 1)}


def drawn(size: tuple[int, int] = (96, 64), mode: str = "RGB") -> Image.Image:
    """Four coloured corners, so that every way of turning it looks unlike the others."""
    picture = Image.new("RGB", size)
    draw = ImageDraw.Draw(picture)
    width, height = size[0] // 2, size[1] // 2
    for colour, (across, down) in CORNERS.items():
        draw.rectangle(
            (across * width, down * height, (across + 1) * width, (down + 1) * height), fill=colour
        )
    return picture.convert(mode)


def saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    out = BytesIO()
    picture.save(out, format=kind, **how)
    return out.getvalue()


def opened(body: bytes) -> Image.Image:
    return Image.open(BytesIO(body))


def corners(picture: Image.Image) -> list[tuple[int, ...]]:
    shown = picture.convert("RGB")
    across, down = shown.width, shown.height
    places = [(x * across // 4, y * down // 4) for y in (1, 3) for x in (1, 3)]
    return [tuple(round(value / 64) for value in shown.getpixel(place)) for place in places]


def exif(orientation: int = 1) -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010E] = CANARY.decode()
    made[0x0110] = CANARY.decode()
    made.get_ifd(0x8825).update({1: "N", 2: (53.0, 47.0, 38.0), 0x1C: b"ASCII\0\0\0" + CANARY})
    made.get_ifd(0x8769).update({0x9286: b"ASCII\0\0\0" + CANARY, 0xA431: CANARY.decode()})
    return made


def profile() -> bytes:
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert (place := made.find("sRGB".encode("utf-16-be"))) > 0
    return made[:place] + CANARY[:8] + made[place + 8 :] + CANARY


def zipped() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(CANARY.decode(), CANARY)
    return out.getvalue()


def png_words() -> PngImagePlugin.PngInfo:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", CANARY.decode())
    words.add_text("Author", CANARY.decode(), zip=True)
    words.add_itxt("XML:com.adobe.xmp", CANARY.decode())
    words.add_itxt("Title", CANARY.decode(), zip=True)
    words.add(b"prVt", CANARY)
    words.add(b"prVa", CANARY, after_idat=True)
    return words


def telling(kind: str, picture: Image.Image, orientation: int = 1) -> bytes:
    """A file of this kind with the canary everywhere it can be told."""
    told: dict[str, object] = {
        "exif": exif(orientation),
        "icc_profile": profile(),
        "xmp": b"<x>" + CANARY + b"</x>",
    }
    if kind == "JPEG":
        told |= {"comment": CANARY, "quality": 95}
    if kind == "PNG":
        told["pnginfo"] = png_words()
    return saved(picture, kind, **told) + zipped()


def chunks(body: bytes) -> list[bytes]:
    names, at = [], 8
    while at < len(body):
        names.append(body[at + 4 : at + 8])
        at += 12 + int.from_bytes(body[at : at + 4])
    return names


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_of(width: int, height: int, *extra: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    content = zlib.compress(bytes((width + 1) * min(height, 8)))
    return PNG_HEAD + head + b"".join(extra) + chunk(b"IDAT", content) + chunk(b"IEND", b"")


def jpeg_of(width: int, height: int) -> bytes:
    body = saved(drawn((16, 16)), "JPEG")
    at = body.index(b"\xff\xc0")
    return body[: at + 5] + struct.pack(">HH", height, width) + body[at + 9 :]


def webp_of(width: int, height: int, kind: str) -> bytes:
    if kind == "VP8X":
        body = saved(drawn((16, 16)), "WEBP", xmp=b"x")
        told = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
        return body[:24] + told + body[30:]
    if kind == "VP8L":
        body = saved(drawn((16, 16)), "WEBP", lossless=True)
        return body[:21] + struct.pack("<I", (width - 1) | (height - 1) << 14) + body[25:]
    body = saved(drawn((16, 16)), "WEBP")
    return body[:26] + struct.pack("<HH", width, height) + body[30:]


def why_not(body: bytes) -> Reason:
    with pytest.raises(Unfit) as refused:
        reencode(body)
    return refused.value.reason


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_nothing_that_a_file_tells_comes_out(kind, mode):
    if (kind, mode) == ("JPEG", "RGBA"):
        pytest.skip("a JPEG cannot be seen through") if False else None
        mode = "CMYK"
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
        ("PNG", "P", {"transparency": 0}, "image/png"),
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


def test_grey_with_sixteen_bits_keeps_its_shades():
    picture = Image.new("I;16", (3, 1))
    for place, grey in enumerate((0, 32768, 65535)):
        picture.putpixel((place, 0), grey)
    out = opened(reencode(saved(picture.resize((96, 32), Image.Resampling.NEAREST), "PNG")).body)
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
    out = reencode(saved(drawn((3000, 1500)), kind))
    assert (out.width, out.height) == (2048, 1024)
    assert corners(opened(out.body)) == corners(drawn())


def test_a_small_picture_stays_as_small_as_it_is():
    out = reencode(saved(drawn((1, 1)), "PNG"))
    assert (out.width, out.height) == (1, 1)


def test_the_same_file_gives_the_same_bytes():
    body = telling("JPEG", drawn())
    assert reencode(body) == reencode(body)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xd8",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<?xml version='1.0'?><svg/>",
        b"<!doctype html><title>x</title>",
        b"%PDF-1.7\n",
        b"RIFF\x24\0\0\0WAVEfmt ",
        b"MZ" + bytes(100),
        b"#define x_width 1\n#define x_height 1\nstatic char x_bits[] = {0};",
        zipped(),
        saved(drawn(), "GIF"),
        saved(drawn(), "BMP"),
        saved(drawn(), "TIFF"),
        saved(drawn(), "ICO"),
        b"GIF89a" + saved(drawn(), "PNG"),
        b" " + saved(drawn(), "JPEG"),
    ],
)
def test_anything_else_is_not_a_picture(body):
    assert why_not(body) is Reason.NOT_A_PICTURE


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff" + zipped(),
        b"\xff\xd8\xff<script>alert(1)</script>",
        PNG_HEAD,
        PNG_HEAD + zipped(),
        PNG_HEAD + chunk(b"IEND", b""),
        PNG_HEAD + chunk(b"IDAT", zlib.compress(bytes(9))) + chunk(b"IEND", b""),
        png_of(0, 0),
        png_of(200, 200),  # fewer rows than it says
        b"RIFF\x04\0\0\0WEBP",
        b"RIFF\xff\xff\xff\xffWEBPVP8 " + bytes(40),
        b"RIFF\xff\xff\xff\xffWEBPVP8X",
        saved(drawn(), "PNG").replace(b"IDAT", b"IDAX"),
    ],
)
def test_what_only_begins_like_a_picture_is_broken(body):
    assert why_not(body) is Reason.BROKEN


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_picture_that_was_cut_off_is_broken(kind, part):
    noise = Image.frombytes("RGB", (96, 64), random.Random(7).randbytes(96 * 64 * 3))
    body = saved(noise, kind)
    assert why_not(body[: int(len(body) * part)]) is Reason.BROKEN


def test_a_file_over_ten_megabytes_is_too_big():
    body = saved(drawn(), "JPEG")
    assert reencode(body + bytes(images.LARGEST - len(body))).width == 96
    assert why_not(body + bytes(images.LARGEST - len(body) + 1)) is Reason.TOO_BIG


@pytest.mark.parametrize(
    "body",
    [
        png_of(50_000, 50_000),
        png_of(50_000, 1_000),
        png_of(2**31 - 1, 2**31 - 1),
        png_of(10_000, 4_001),
        PNG_HEAD + chunk(b"IHDR", struct.pack(">IIBBBBB", 9, 9, 8, 0, 0, 0, 0)) + png_of(9_500, 9_500)[8:],
        PNG_HEAD + chunk(b"IHDR", struct.pack(">IIBBBBB", 9, 9, 8, 0, 0, 0, 0)) + png_of(50_000, 50_000)[8:],
        jpeg_of(65_535, 65_535),
        jpeg_of(10_000, 4_001),
        webp_of(16_383, 16_383, "VP8 "),
        webp_of(16_384, 16_384, "VP8L"),
        webp_of(16_384, 16_384, "VP8X"),
        webp_of(2**24, 2**7, "VP8X"),
        webp_of(10_000, 4_001, "VP8L"),
    ],
)
def test_a_picture_with_too_many_pixels_is_refused_before_it_is_decoded(body):
    tracemalloc.start()
    try:
        assert why_not(body) is Reason.TOO_MANY_PIXELS
        assert tracemalloc.get_traced_memory()[1] < 2**20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "packed",
    [
        chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(2**26), 9)),
        chunk(b"iTXt", b"Title\0\x01\0\0\0" + zlib.compress(bytes(2**26), 9)),
        chunk(b"iCCP", b"profile\0\0" + zlib.compress(bytes(2**26), 9)),
        chunk(b"tEXt", b"transparency\0" + CANARY),
        chunk(b"acTL", bytes(8)),
        chunk(b"fcTL", bytes(3)),
        chunk(b"eXIf", b"II*\0\x08\0\0\0\xff\xff" + bytes(2**16)),
    ],
)
def test_what_is_packed_beside_a_picture_is_never_unpacked(packed):
    tracemalloc.start()
    try:
        assert reencode(png_of(8, 8, packed)).width == 8
        assert tracemalloc.get_traced_memory()[1] < 2**20
    finally:
        tracemalloc.stop()


def test_a_jpeg_drawn_in_a_thousand_layers_is_refused():
    body = saved(drawn(), "JPEG", progressive=True)
    at = body.rindex(b"\xff\xda")
    assert why_not(body[:at] + body[at:-2] * 1000 + body[-2:]) is Reason.BROKEN


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xd8\xff" + b"\xff" * 2**20,
        b"\xff\xd8" + b"\xff\xfe\0\x02" * 2**18,
        b"\xff\xd8" + b"\xff\xfe\0\0" * 2**18,
        PNG_HEAD + chunk(b"IHDR", struct.pack(">IIBBBBB", 9, 9, 8, 0, 0, 0, 0)) + chunk(b"IDAT", b"") * 2**16,
        b"RIFF\xff\xff\xff\xffWEBP" + b"ANMF\0\0\0\0" * 2**17,
    ],
)
def test_a_file_of_a_million_parts_is_broken(body):
    assert why_not(body) is Reason.BROKEN


@given(st.sampled_from(FORMATS), st.data())
def test_a_file_with_changed_bytes_is_a_picture_or_unfit_and_never_tells(kind, data):
    body = bytearray(telling(kind, drawn((24, 16))))
    for place in data.draw(st.lists(st.integers(0, len(body) - 1), min_size=1, max_size=8)):
        body[place] = data.draw(st.integers(0, 255))
    try:
        out = reencode(bytes(body))
    except Unfit:
        return
    assert CANARY not in out.body
    assert opened(out.body).size == (out.width, out.height)
