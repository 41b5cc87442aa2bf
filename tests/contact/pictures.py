"""Made-up pictures for the tests: with everything that a file can tell, and with everything that can be wrong."""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

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
    place = made.index("sRGB".encode("utf-16-be"))
    dated = made[:24] + bytes(12) + made[36:place]  # without the moment it was made: the same bytes each time
    return dated + CANARY[:8] + made[place + 8 :] + CANARY


def zipped() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo(CANARY.decode()), CANARY)
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


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_of(width: int, height: int, *extra: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    content = zlib.compress(bytes(min((width + 1) * height, 4096)))
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
