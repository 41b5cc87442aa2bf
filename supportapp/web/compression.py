"""Pages travel compressed: 2 to 6 kB instead of 17, on a phone with little data."""

import gzip

from flask import Flask, Response, request

SMALLEST = 500
LEVEL = 6


def init_app(app: Flask) -> None:
    """Gzip every page of more than SMALLEST bytes where the browser takes it."""

    @app.after_request
    def squeeze(response: Response) -> Response:
        response.vary.add("Accept-Encoding")
        if (
            response.mimetype == "text/html"
            and not response.direct_passthrough
            and "Content-Encoding" not in response.headers
            and request.accept_encodings["gzip"] > 0
        ):
            body = response.get_data()
            if len(body) > SMALLEST:
                response.set_data(gzip.compress(body, LEVEL, mtime=0))
                response.headers["Content-Encoding"] = "gzip"
        return response
