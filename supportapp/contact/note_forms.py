"""What people type about one date or one letter: a note, what is right about it, why they take it back."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, MultipleFileField, SelectMultipleField

from supportapp.contact.note_models import Lane, Mood, Note, Went
from supportapp.contact.note_service import NoteEntry
from supportapp.contact.note_subjects import Subject
from supportapp.contact.session_models import CalledOffBy, Reason
from supportapp.contact.words import CALLED_OFF, LANES, MOODS, REASONS, WENT
from supportapp.core import clock
from supportapp.web.forms import DateField, Form, choose, clean, line, offer, pick
from supportapp.web.forms import words as words_field
from supportapp.web.times import TimeField

LONG, SHORT = 20_000, 4_000
NOT_KNOWN = _l("I do not know")
ONE = timedelta(days=1)


def _moods(label: Any) -> SelectMultipleField:
    return SelectMultipleField(label, choices=offer((mood.value, said) for mood, said in MOODS.items()))


class WhyForm(Form):
    """Take a note back."""

    client_key = HiddenField()
    why = words_field(
        _l("Why do you take it back?"), needed=_l("Write why. A few words are enough."), most=SHORT
    )

    @property
    def key(self) -> UUID:
        """The key that the form was made with; a fresh one where somebody changed it to something else."""
        return read_key(self.client_key.data)


class WordsForm(Form):
    """What both a note and a correction of one may hold."""

    client_key = HiddenField()
    written_at = HiddenField()
    went = pick(
        _l("Did it go ahead?"),
        [(went.value, said) for went, said in WENT.items()],
        needed=_l("Choose if it went ahead."),
    )
    called_off_by = pick(
        _l("Who or what was it?"),
        [*((each.value, said) for each, said in CALLED_OFF.items()), ("", NOT_KNOWN)],
    )
    reason = choose(
        _l("Why?"),
        [("", _l("Choose one")), *((each.value, said) for each, said in REASONS.items())],
        default="",
    )
    seemed_after = _moods("")
    words = words_field(_l("What happened?"), most=LONG)
    happened_on = DateField(_l("Which day was it?"))
    happened_time = TimeField(_l("What time was it?"))
    is_about = BooleanField(_l("About then. I am not sure."))
    began = TimeField(_l("When did it really start?"))
    ended = TimeField(_l("When did it really end?"))
    present = line(_l("Who was there?"), most=500)
    seemed_before = _moods("")
    before = words_field(_l("How was the time before?"), most=SHORT)
    child_voice = words_field("", most=SHORT)
    strengths = words_field(_l("What went well?"), most=SHORT)
    worries = words_field(_l("Was anything a worry?"), most=SHORT)
    worries_done = words_field(_l("What was done about it?"), most=SHORT)
    after = words_field(_l("How was the time after?"), most=SHORT)
    recorded_by = line(_l("Whose words are these, if not yours?"))

    subject: Subject

    @property
    def key(self) -> UUID:
        """The key that the form was made with; a fresh one where somebody changed it to something else."""
        return read_key(self.client_key.data)

    def about(self, subject: Subject) -> None:
        """Fit the form to what it is about: a letter does not go ahead."""
        self.subject = subject
        for label, text in (
            (self.seemed_after, _l("How did %(name)s seem afterwards?", name=subject.children)),
            (self.seemed_before, _l("How did %(name)s seem before?", name=subject.children)),
            (self.child_voice, _l("What did %(name)s say or show?", name=subject.children)),
        ):
            label.label.text = text
        if subject.is_letter:
            del self.went, self.called_off_by, self.reason, self.began, self.ended

    def begin(self, *, planned: bool) -> None:
        """Give the form a fresh key, and where nothing is in it yet the moment that was planned."""
        self.client_key.data = str(uuid4())
        if not planned:
            return
        self.happened_on.process_data(self._planned.date())
        self.happened_time.process_data(self._planned.time())

    def validate(self, extra_validators: Any = None) -> bool:
        """There are words, the date is in the past, and the end comes after the start."""
        fine = bool(super().validate(extra_validators))
        if not self.words.data and self._went is not Went.NO:
            self.words.errors = [_l("Write what happened.")]
        began, ended = self._real_times
        if max(each for each in (self._happened, began, ended) if each) > clock.now():
            self.happened_on.errors = [_l("The date must be in the past.")]
        elif began and ended and ended <= began:
            self.ended.errors = [_l("The end must be after the start.")]
        return fine and not self.errors

    def entry(self, lane: Lane, *, photos: tuple[str, ...] = ()) -> NoteEntry:
        """The note as it was written, in one lane."""
        went = self._went
        is_other = went not in (None, Went.AS_PLANNED)
        began, ended = self._real_times
        texts = ("present", "before", "child_voice", "strengths", "worries", "worries_done", "after")
        return NoteEntry(
            lane,
            self._happened,
            words=self.words.data or None,
            went=went,
            called_off_by=CalledOffBy(self.called_off_by.data)
            if is_other and self.called_off_by.data
            else None,
            reason=Reason(self.reason.data) if is_other and self.reason.data else None,
            began_at=began,
            ended_at=ended,
            seemed_before=tuple(Mood(each) for each in self.seemed_before.data or ()),
            seemed_after=tuple(Mood(each) for each in self.seemed_after.data or ()),
            recorded_by=(self.recorded_by.data or None) if self.recorded_by else None,
            happened_zone=self.subject.zone,
            is_about=self.is_about.data,
            written_at=read_written(self.written_at.data),
            photos=photos,
            **{name: self[name].data or None for name in texts},
        )

    @property
    def _went(self) -> Went | None:
        data = self.went.data if self.went else None
        return Went(data) if data in set(Went) else None

    @property
    def _planned(self) -> datetime:
        return self.subject.planned.astimezone(ZoneInfo(self.subject.zone))

    @property
    def _happened(self) -> datetime:
        planned = self._planned
        day, at = self.happened_on.data or planned.date(), self.happened_time.data or planned.time()
        return datetime.combine(day, at, ZoneInfo(self.subject.zone))

    @property
    def _real_times(self) -> tuple[datetime | None, datetime | None]:
        if self.subject.is_letter:
            return None, None
        day, zone = self._happened.date(), ZoneInfo(self.subject.zone)
        began, ended = (
            datetime.combine(day, each.data, zone) if each.data else None for each in (self.began, self.ended)
        )
        if began and ended and ended <= began and self.subject.may_end_next_day:
            ended += ONE
        return began, ended


class NoteForm(WordsForm):
    """Write a note, and beside it something for one reader alone."""

    photos = MultipleFileField(_l("Photos"))
    lane = pick(
        _l("Who can read this?"),
        [(lane.value, said) for lane, said in LANES.items()],
        needed=_l("Choose who can read this."),
    )
    only_worker = words_field(_l("Something only for workers"), most=SHORT)
    only_me = words_field(_l("Something only for me"), most=SHORT)

    def validate(self, extra_validators: Any = None) -> bool:
        """Nothing stands twice in one lane."""
        fine = super().validate(extra_validators)
        for field, lane in ((self.only_worker, Lane.TO_WORKER), (self.only_me, Lane.PRIVATE)):
            if field.data and self.lane.data == lane:
                field.errors = [_l("The whole note has this reader. Write it all in the first box.")]
        return fine and not self.errors

    def entries(self, *, photos: tuple[str, ...]) -> list[NoteEntry]:
        """The note itself, then what was written for one reader alone."""
        first = self.entry(Lane(self.lane.data), photos=photos)
        beside = ((Lane.TO_WORKER, self.only_worker.data), (Lane.PRIVATE, self.only_me.data))
        more = [
            NoteEntry(
                lane,
                first.happened_at,
                words=text,
                happened_zone=first.happened_zone,
                is_about=first.is_about,
                written_at=first.written_at,
            )
            for lane, text in beside
            if text
        ]
        return [first, *more]


class CorrectionForm(WordsForm):
    """Say what is right about a note; in the same lane."""

    why = words_field(
        _l("What do you put right, and why?"), needed=_l("Write what you put right."), most=SHORT
    )

    def show(self, note: Note) -> None:
        """Fill the boxes from the note that is put right."""
        zone = ZoneInfo(note.happened_zone)
        at = note.happened_at.astimezone(zone)
        for name in (
            "words",
            "before",
            "child_voice",
            "strengths",
            "worries",
            "worries_done",
            "after",
            "present",
        ):
            self[name].data = getattr(note, name)
        for name in ("went", "called_off_by", "reason"):
            if self[name]:
                self[name].data = (getattr(note, name) or "") and getattr(note, name).value
        self.seemed_before.data, self.seemed_after.data = note.seemed_before, note.seemed_after
        self.happened_on.process_data(at.date())
        self.happened_time.process_data(at.time())
        self.is_about.data = note.is_about
        for field, moment in ((self.began, note.began_at), (self.ended, note.ended_at)):
            if field and moment:
                field.process_data(moment.astimezone(zone).time())


def read_key(typed: str | None) -> UUID:
    """The key of a form; a fresh one where there is none."""
    try:
        return UUID(typed or "")
    except ValueError:
        return uuid4()


def read_written(typed: str | None) -> datetime | None:
    """When the device says that it was written; None where it says nothing that makes sense."""
    try:
        moment = datetime.fromisoformat((typed or "")[:40])
    except ValueError:
        return None
    return moment if moment.tzinfo is not None and 2000 <= moment.year <= 2100 else None


def typed_fields(form: MultiDict[str, str], names: set[str]) -> dict[str, list[str]]:
    """All that was typed into the boxes called `names`, to be kept as a draft."""
    kept = {name: [clean(text) for text in form.getlist(name)] for name in names & set(form)}
    return {name: texts for name, texts in kept.items() if any(texts)}
