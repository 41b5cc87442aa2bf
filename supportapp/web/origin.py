"""A write must come from our own pages: checked by where the browser says it comes from, beside the form's token."""

from flask import Flask, Request, abort, request

SAFE = {"GET", "HEAD", "OPTIONS"}


def init_app(app: Flask) -> None:
    """Refuse cross-site writes before anything else looks at them."""

    @app.before_request
    def check() -> None:
        if request.method not in SAFE and not is_ours(request):
            abort(403)


def is_ours(request: Request) -> bool:
    """Whether the browser says that this request was made by a page of this very site.

    `Sec-Fetch-Site` is believed where it is sent; older browsers send `Origin`; where neither is sent the
    form's own token decides.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or origin == request.host_url.rstrip("/")
