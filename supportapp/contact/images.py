"""Pictures people add: only the picture itself is kept, and every byte of it is written anew.

A photo tells where it was taken, when, and with which phone; a file can also be two things at once. So each
container is first cut down to the parts that make the picture, and the library that decodes is shown nothing else;
then only pixels go on.
"""

import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from itertools import islice

from PIL import Image

LARGEST = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000  # up to 400 MB of memory while it is read
MOST_PIXELS_WEBP = 20_000_000  # its decoder makes room three times over
LONGEST_SIDE = 2048
MOST_PARTS = 20_000  # of one file; one written by a camera or a phone has fewer than 2,000
MOST_SCANS = 100  # a progressive JPEG has about ten; a made-up one could keep a processor busy for minutes

JPEG_HEAD, PNG_HEAD = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
JPEG_MARKER = re.compile(rb"\xff([\x02-\xcf\xd9-\xfe])")
JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
JPEG_END, JPEG_SCAN, JPEG_APP1 = 0xD9, 0xDA, 0xE1
# 0xE0 and 0xEE, JFIF and Adobe, tell how the colours are meant; the others that bear words or other pictures go.
JPEG_KEPT = frozenset({*range(0xC0, 0xD0), JPEG_END, JPEG_SCAN, 0xDB, 0xDD, 0xE0, 0xEE})
PNG_KEPT = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"})
WEBP_TOLD = 0x20 | 0x08 | 0x04  # of VP8X: a colour profile, EXIF and XMP are here
EXIF_HEAD = b"Exif\0\0"
ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class Reason(StrEnum):
    """Why a file is not taken."""

    NOT_A_PICTURE = "not_a_picture"
    TOO_BIG = "too_big"
    TOO_MANY_PIXELS = "too_many_pixels"
    BROKEN = "broken"


class Unfit(ValueError):
    """A file that is not taken, and why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that may be shown. `media_type` is image/jpeg or image/png; `width` and `height` are in pixels."""

    body: bytes
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Bare:
    """A file without all that is not the picture; `exif` is only read for which way up it is."""

    kind: str
    body: bytes
    width: int
    height: int
    exif: bytes


def reencode(body: bytes) -> Picture:
    """The picture in `body` (JPEG, PNG or WebP; the first one if it moves), upright, without anything else.

    At most 2048 pixels long, smaller pictures as they are. PNG where something can be seen through, else JPEG.
    Colours are taken as sRGB: a profile is dropped unread, for it can say whose camera it was, and whoever made it
    chooses its bytes.
    Raises Unfit: over 10 MB, over 40 million pixels (WebP: 20) by its own head, before anything is decoded, not one
    of the three kinds by its first bytes, or broken.
    """
    if len(body) > LARGEST:
        raise Unfit(Reason.TOO_BIG)
    cut = _cutter_for(body)
    try:
        bare = cut(body)
        _allow(bare.width, bare.height)
        return _encoded(_turned(_decoded(bare), _orientation(bare.exif)))
    except Unfit:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unfit(Reason.TOO_MANY_PIXELS) from None
    except Exception:  # whoever made the bytes chooses what a decoder trips over: OSError, SyntaxError, …
        raise Unfit(Reason.BROKEN) from None


def _cutter_for(body: bytes) -> Callable[[bytes], Bare]:
    if body.startswith(JPEG_HEAD):
        return _bare_jpeg
    if body.startswith(PNG_HEAD):
        return _bare_png
    if body.startswith(b"RIFF") and body[8:12] == b"WEBP":
        return _bare_webp
    raise Unfit(Reason.NOT_A_PICTURE)


def _allow(width: int, height: int, most: int = MOST_PIXELS) -> None:
    if width * height > most:
        raise Unfit(Reason.TOO_MANY_PIXELS)


def _bare_jpeg(body: bytes) -> Bare:
    kept, exif, scans = [body[:2]], b"", 0
    sizes: list[tuple[int, int]] = []
    for marker, before, segment in islice(_segments(body), MOST_PARTS):
        scans += marker == JPEG_SCAN
        if scans > MOST_SCANS:
            raise Unfit(Reason.BROKEN)
        kept.append(before)
        if marker in JPEG_KEPT:
            kept.append(segment)
        if marker in JPEG_SIZES:
            sizes.append(struct.unpack(">HH", segment[5:9]))
        elif marker == JPEG_APP1 and segment[4:10] == EXIF_HEAD:
            exif = exif or segment[10:]
    height, width = max(sizes)
    return Bare("JPEG", b"".join(kept), width, height, exif)


def _segments(body: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Each marker, what a scan drew before it, and the segment it begins; nothing after the end of the picture."""
    at = 2
    while found := JPEG_MARKER.search(body, at):
        marker, end = found[1][0], found.end()
        if marker != JPEG_END:
            end += int.from_bytes(body[end : end + 2])
        yield marker, body[at : found.start()], body[found.start() : end]
        if marker == JPEG_END:
            return
        at = end
    yield 0, body[at:], b""


def _bare_png(body: bytes) -> Bare:
    kept, exif = [PNG_HEAD], b""
    for kind, chunk in islice(_chunks(body, at=8), MOST_PARTS):
        if kind in PNG_KEPT:
            kept.append(chunk)
        elif kind == b"eXIf":
            exif = exif or chunk[8:-4]
        if kind == b"IEND":
            break
    first, width, height = struct.unpack_from(">4x4sII", kept[1])
    if first != b"IHDR":
        raise Unfit(Reason.BROKEN)
    return Bare("PNG", b"".join(kept), width, height, exif)


def _chunks(body: bytes, *, at: int) -> Iterator[tuple[bytes, bytes]]:
    while at < len(body):
        end = at + 12 + int.from_bytes(body[at : at + 4])
        yield body[at + 4 : at + 8], body[at:end]
        at = end


def _bare_webp(body: bytes) -> Bare:
    kept, exif = [], b""
    for kind, chunk in islice(_riff_chunks(body), MOST_PARTS):
        if kind == b"VP8X":
            kept.append(chunk[:8] + bytes([chunk[8] & ~WEBP_TOLD]) + chunk[9:])
        elif kind in WEBP_KEPT:
            kept.append(chunk)
        elif kind == b"EXIF":
            exif = exif or chunk[8:].removeprefix(EXIF_HEAD)
    width, height = _webp_size(kept[0])
    _allow(width, height, MOST_PIXELS_WEBP)
    content = b"WEBP" + b"".join(kept)
    return Bare("WEBP", b"RIFF" + struct.pack("<I", len(content)) + content, width, height, exif)


def _riff_chunks(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, last = 12, min(len(body), 8 + int.from_bytes(body[4:8], "little"))
    while at < last:
        size = int.from_bytes(body[at + 4 : at + 8], "little")
        end = at + 8 + size + size % 2
        yield body[at : at + 4], body[at:end]
        at = end


def _webp_size(chunk: bytes) -> tuple[int, int]:
    """The size that the first chunk tells: the decoder makes room for it before anybody can ask for it."""
    if chunk.startswith(b"VP8X"):
        return int.from_bytes(chunk[12:15], "little") + 1, int.from_bytes(chunk[15:18], "little") + 1
    if chunk.startswith(b"VP8L"):
        bits = int.from_bytes(chunk[9:13], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return int.from_bytes(chunk[14:16], "little") & 0x3FFF, int.from_bytes(chunk[16:18], "little") & 0x3FFF


def _orientation(exif: bytes) -> int:
    """1 to 8, which way the camera was held; 1, upright, where EXIF does not say or cannot be read."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None:
        return 1
    try:
        (start,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, start)
        for at in range(start + 2, start + 2 + 12 * count, 12):
            tag, value = struct.unpack_from(f"{order}H6xH", exif, at)
            if tag == ORIENTATION:
                return int(value)
    except struct.error:
        return 1
    return 1


def _decoded(bare: Bare) -> Image.Image:
    """The first picture as RGB or RGBA, at most 2048 pixels long."""
    with Image.open(BytesIO(bare.body), formats=[bare.kind]) as image:
        _allow(*image.size)
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is then decoded smaller, in less memory
        image.load()
        plain = _plain(image)
        plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return plain


def _plain(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        # Grey with 16 bits; convert() alone would cut it at 255, and all would be white.
        image = image.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    return image if image.mode == mode else image.convert(mode)


def _turned(image: Image.Image, orientation: int) -> Image.Image:
    how = UPRIGHT.get(orientation)
    return image if how is None else image.transpose(how)


def _encoded(image: Image.Image) -> Picture:
    is_clear = image.mode == "RGBA" and image.getchannel("A").getextrema() != (255, 255)
    if is_clear:
        # What was rubbed out in a drawing program often still has its colours, only nobody sees them.
        image = image.convert("RGBa").convert("RGBA")
    fresh = Image.new("RGBA" if is_clear else "RGB", image.size)
    fresh.paste(image)  # pixels only: whatever else the library remembers of the file stays behind
    out = BytesIO()
    fresh.save(out, format="PNG" if is_clear else "JPEG", quality=85)
    return Picture(out.getvalue(), "image/png" if is_clear else "image/jpeg", *fresh.size)
