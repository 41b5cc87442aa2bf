"""Files that are not taken: not a picture, too big, too many pixels, broken; and none that costs the server much."""

import random
import struct
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from supportapp.contact import images
from supportapp.contact.images import Reason, Unfit, reencode
from tests.contact.pictures import (
    CANARY,
    FORMATS,
    PNG_HEAD,
    chunk,
    drawn,
    jpeg_of,
    opened,
    png_of,
    saved,
    telling,
    webp_of,
    zipped,
)


def why_not(body: bytes) -> Reason:
    with pytest.raises(Unfit) as refused:
        reencode(body)
    return refused.value.reason


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
        png_of(2**16, 0),
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
        webp_of(5_000, 4_001, "VP8L"),
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


TELLING = {kind: telling(kind, drawn((24, 16))) for kind in FORMATS}


@given(
    st.sampled_from(FORMATS),
    st.lists(st.tuples(st.integers(0, 2**16), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_a_file_with_changed_bytes_is_a_picture_or_unfit_and_never_tells(kind, changes):
    body = bytearray(TELLING[kind])
    for place, byte in changes:
        body[place % len(body)] = byte
    try:
        out = reencode(bytes(body))
    except Unfit:
        return
    assert CANARY not in out.body
    assert opened(out.body).size == (out.width, out.height)
