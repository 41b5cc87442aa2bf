"""Letters: write one, send it to the letterbox team, pass it on, say that it came."""

from flask import Response, request

from supportapp.access.actor import Actor, Role
from supportapp.access.policy import Permission
from supportapp.contact import letter_checks, letter_queries, letter_service, note_queries
from supportapp.contact.blueprint import bp
from supportapp.contact.letter_forms import LEAVE_OUT, PROMPTS, GiveBackForm, LetterForm, PassOnForm
from supportapp.contact.letter_models import LetterState
from supportapp.contact.letter_queries import WITH_ITS_WRITER, HeldLetter, ShownLetter
from supportapp.core import clock
from supportapp.core.errors import Refused, Stale
from supportapp.people import queries as people
from supportapp.web.dates import day
from supportapp.web.forms import Form, read_version
from supportapp.web.guard import guard, guard_screen
from supportapp.web.language import gettext
from supportapp.web.render import page, saved
from supportapp.web.viewed import note_view

READ, WRITE, WORK = Permission.LETTER_READ, Permission.LETTER_WRITE, Permission.CONTACT_WRITE
ONE = "/letters/<uuid:letter_id>"


@bp.get("/letters")
@guard_screen(Permission.FAMILY_TIME)
def letters(actor: Actor) -> Response:
    """All one's own letters, or those of one's families: first what is to be done."""
    found = letter_queries.letters(actor)
    return page(
        "contact/letters.html", here="/family-time", groups=_groups(actor, found), today=clock.today()
    )


@bp.get(ONE)
@guard(READ, letter_queries.letter, read=READ)
def letter(actor: Actor, found: HeldLetter) -> Response:
    """One letter, as far as it is the actor's to read."""
    return _letter(actor, found)


@bp.post(f"{ONE}/words")
@guard(WRITE, letter_queries.letter, read=READ)
def write_letter(actor: Actor, found: HeldLetter) -> Response:
    """Keep the words; say that it is finished; or choose paper, or not."""
    _only_by_its_writers(actor, found)
    form, wish = LetterForm(), request.form.get("do", "")
    if not form.validate() or (wish == "finish" and not form.need_words()):
        return _letter(actor, found, status=422, form=form)
    try:
        is_on_paper = wish == "paper"
        letter_service.write(
            actor, found, form.words.data, version=form.seen_version, is_on_paper=is_on_paper
        )
    except Stale:
        return _changed(actor, found, form)
    if wish == "finish":
        letter_service.finish(actor, found)
    return _saved(found, {"finish": "letter-written", "paper": "letter-paper"}.get(wish, "letter-kept"))


@bp.post(f"{ONE}/send")
@guard(WRITE, letter_queries.letter, read=READ)
def send_letter(actor: Actor, found: HeldLetter) -> Response:
    """Send it to the letterbox team; what could tell where somebody lives is shown first."""
    _only_by_its_writers(actor, found)
    form, one = LetterForm(), found.letter
    if one.state not in WITH_ITS_WRITER and (one.is_on_paper or form.words.data == one.words):
        return _saved(found, "letter-sent")  # a second tap
    if not _may_be_sent(form, found):
        return _letter(actor, found, status=422, form=form)
    clues = [] if one.is_on_paper else letter_checks.for_writer(actor, found, form.words.data or "")
    if clues and form.anyway.data != letter_checks.sign_of(clues):
        return _letter(actor, found, status=422, form=form, clues=clues, sign=letter_checks.sign_of(clues))
    try:
        letter_service.write(
            actor, found, form.words.data, version=form.seen_version, is_on_paper=one.is_on_paper
        )
    except Stale:
        return _changed(actor, found, form)
    letter_service.send(actor, found)
    return _saved(found, "letter-sent")


@bp.post(f"{ONE}/take-back")
@guard(WRITE, letter_queries.letter, read=READ)
def take_letter_back(actor: Actor, found: HeldLetter) -> Response:
    """Take one's own letter back, while it was not passed on."""
    _only_by_its_writers(actor, found)
    letter_service.take_back(actor, found)
    return _saved(found, "letter-back")


@bp.post(f"{ONE}/give-back")
@guard(WORK, letter_queries.letter, read=READ)
def give_letter_back(actor: Actor, found: HeldLetter) -> Response:
    """Ask the writer to change something."""
    form = GiveBackForm()
    if not form.validate():
        return _letter(actor, found, status=422, back_form=form)
    letter_service.give_back(actor, found, form.why.data or "", version=read_version(form.version.data))
    return _saved(found, "letter-given-back")


@bp.post(f"{ONE}/arrived")
@guard(WORK, letter_queries.letter, read=READ)
def letter_arrived(actor: Actor, found: HeldLetter) -> Response:
    """A paper letter came by post."""
    letter_service.arrive(actor, found, version=read_version(request.form.get("version")))
    return _saved(found, "letter-here")


@bp.post(f"{ONE}/pass-on")
@guard(WORK, letter_queries.letter, read=READ)
def pass_letter_on(actor: Actor, found: HeldLetter) -> Response:
    """Pass it on to those it is for, once somebody has looked at it."""
    form = PassOnForm()
    if not form.validate():
        return _letter(actor, found, status=422, pass_form=form)
    letter_service.pass_on(actor, found, version=read_version(form.version.data))
    return _saved(found, "letter-passed-on")


@bp.post(f"{ONE}/received")
@guard(READ, letter_queries.letter, read=READ)
def letter_received(actor: Actor, found: HeldLetter) -> Response:
    """Those it is for, or a worker, say that it came."""
    if found.is_written_by(actor):
        raise Refused
    letter_service.receive(actor, found)
    return _saved(found, "letter-received")


def _only_by_its_writers(actor: Actor, found: HeldLetter) -> None:
    # Those who get a letter hold it as well once it was passed on: it is theirs to read, not to change.
    if not found.is_written_by(actor):
        raise Refused


def _may_be_sent(form: LetterForm, found: HeldLetter) -> bool:
    if not form.validate():
        return False
    if found.letter.opens_on > clock.today():
        opens = day(found.letter.opens_on)
        form.words.errors = [gettext("You can send it from %(day)s. Save it for later.", day=opens)]
        return False
    return found.letter.is_on_paper or form.need_words()


def _saved(found: HeldLetter, said: str) -> Response:
    return saved(f"/letters/{found.letter.id}", said)


def _changed(actor: Actor, found: HeldLetter, form: LetterForm) -> Response:
    """Somebody else in the same home changed it meanwhile: both texts, and nothing is lost."""
    form.version.data = str(found.letter.version)
    return _letter(actor, found, status=409, form=form, theirs=letter_queries.shown(actor, found))


def _letter(
    actor: Actor,
    found: HeldLetter,
    *,
    status: int = 200,
    form: LetterForm | None = None,
    pass_form: Form | None = None,
    back_form: Form | None = None,
    **context: object,
) -> Response:
    note_view(actor, "letter", found.letter.id, found.letter.circle_id)
    one = letter_queries.shown(actor, found)
    clues = letter_checks.for_worker(actor, found)
    words = one.words if one.is_mine else None
    facts: dict[str, object] = {
        "letter": one,
        "form": form or LetterForm(formdata=None, words=words, version=one.version),
        "pass_form": pass_form or PassOnForm(formdata=None, version=one.version),
        "back_form": back_form or GiveBackForm(formdata=None, version=one.version),
        "steps": letter_queries.steps(actor, found),
        "notes": note_queries.notes_on(actor, letter_id=one.id),
        "marked": letter_checks.pieces(one.words, clues) if one.words else [],
        "found_clues": clues,
        "readers": [worker.known_as for _, worker in people.workers(actor, found.letter.circle_id)],
        "today": clock.today(),
        "prompts": PROMPTS,
        "leave_out": LEAVE_OUT,
    }
    return page("contact/letter.html", fragments=(), status=status, **facts, **context)


def _groups(actor: Actor, found: list[ShownLetter]) -> dict[str, list[ShownLetter]]:
    """The letters by what they ask of the reader."""
    groups: dict[str, list[ShownLetter]] = {"first": [], "open": [], "on_way": [], "done": []}
    for one in found:
        groups[_group_of(actor, one)].append(one)
    return groups


def _group_of(actor: Actor, one: ShownLetter) -> str:
    if one.state in WITH_ITS_WRITER:
        return "open"
    if one.state is LetterState.WITH_AGENCY:
        return "first" if actor.role is Role.WORKER else "on_way"
    return "first" if one.is_for_me and one.state is LetterState.PASSED_ON else "done"
