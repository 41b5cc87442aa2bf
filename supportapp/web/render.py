"""One template, whole or in part: the page for a browser, one block of it for htmx."""

from flask import Response, make_response, redirect, render_template
from htmx_flask import request
from jinja2_fragments.flask import render_block

VARY = ("HX-Request", "HX-Target")


def page(template: str, *, fragments: tuple[str, ...] = (), status: int = 200, **context: object) -> Response:
    """Render `template`, or the one block that htmx asked for.

    The target's id names the block: `id="task-list"` is the block `task_list`. Only a name listed in
    `fragments` is ever served alone, so a visitor cannot pick a block out of its surrounding test.
    """
    block = (request.htmx.target or "").replace("-", "_") if _wants_part() else ""
    is_part = block in fragments
    body = render_block(template, block, **context) if is_part else render_template(template, **context)
    return _varied(make_response(body, status))


def part(template: str, block: str, whole: str, **context: object) -> Response:
    """After a small change: the block alone for htmx; a browser without it is sent to `whole` instead."""
    if not _wants_part():
        return saved(whole)
    return _varied(make_response(render_block(template, block, **context)))


def saved(url: str, said: str = "") -> Response:
    """Answer a write: go and see the result at `url`. `said` names one of the shell's fixed sentences."""
    return _varied(make_response(redirect(f"{url}?said={said}" if said else url, 303)))


def _wants_part() -> bool:
    return bool(request.htmx) and not request.htmx.boosted and not request.htmx.history_restore_request


def _varied(response: Response) -> Response:
    response.vary.update(VARY)
    return response
