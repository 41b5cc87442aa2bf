"""Small pictures drawn by the server, each drawn once: icons, and the track from a first number to the latest."""

from collections.abc import Callable
from functools import cache

from markupsafe import Markup

ICON = Markup('<svg class="i" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>')
TRACK = Markup(
    '<svg class="track{}" viewBox="0 0 112 20" aria-hidden="true" focusable="false"><path class="rail" d="M6 10H106"/>'
    '<path class="run" d="M{} 10H{}"/><circle class="from" cx="{}" cy="10" r="4"/>'
    '<circle class="to" cx="{}" cy="10" r="6"/></svg>'
)


def icons(sprite: str) -> Callable[[str], Markup]:
    """The function `icon(name)`: one picture of the sheet of pictures at `sprite`, always beside a word."""
    return cache(lambda name: ICON.format(sprite, name))


@cache
def track(first: int, last: int) -> Markup:
    """From the first number to the latest on the whole way from 0 to 10, always beside the numbers themselves."""
    start, end = 6 + 10 * first, 6 + 10 * last
    return TRACK.format(" down" if last < first else "", start, end, start, end)


def initials(name: str) -> str:
    """ "PS" for "Priya Shah": of the first two words of a name."""
    return "".join(word[0] for word in name.split()[:2])
