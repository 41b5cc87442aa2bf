"""Loads the demo world into an empty database: six households, their workers, and one full caseload."""

from flask import current_app
from sqlalchemy import select

from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.protect import scoped, system
from supportapp.core.settings import Settings
from supportapp.core.sqlite import WRITE
from supportapp.demo import cast, more
from supportapp.demo.contact_story import read_family_time
from supportapp.demo.family import add_family
from supportapp.demo.moments import History
from supportapp.demo.story import read_households
from supportapp.people.models import Organisation
from supportapp.tasks.models import TaskEvent

PASSPHRASE = "four quiet rowan trees"  # noqa: S105 - printed for all to see; the demo world is refused in production

SIGN_INS: tuple[tuple[str, str], ...] = (
    ("dani", "mum of Micah, 6, who lives with a foster carer"),
    ("joan", "grandmother and special guardian of Ava and Noah, with Trevor"),
    ("trevor", "grandfather and special guardian, shares his plan with Joan"),
    ("kelly", "mum of Ava and Noah, with a plan of her own"),
    ("tom", "dad who writes to his adopted daughter"),
    ("imran", "uncle who cares for Zara, 3, with Callum (Wales)"),
    ("callum", "carer for Zara, shares his plan with Imran"),
    ("sana", "mum of Zara, with a plan of her own"),
    ("morven", "big sister who cares for Finlay, 13 (Scotland)"),
    ("eilidh", "mum of Morven and Finlay, with a plan of her own"),
    ("chantelle", "mum who expects a baby"),
    ("beverley", "aunt and special guardian of Jayden and Skye"),
    ("priya", "support worker with a full list, Dani's lead"),
    ("martin", "social worker beside Dani"),
    ("grace", "support worker of Joan, Trevor and Kelly"),
    ("nia", "support worker of Tom"),
    ("tomos", "support worker of Imran, Callum and Sana"),
    ("rhian", "social worker beside Imran, Callum and Sana"),
    ("iain", "support worker of Morven and Eilidh"),
    ("ellen", "support worker of Chantelle and Beverley"),
    ("yusuf", "social worker beside Chantelle and Beverley"),
    ("rosa", "support worker with no family yet"),
    ("maya", "manager"),
    ("olu", "admin of the organisation"),
    ("pat", "privacy lead"),
    ("stan", "manager of another organisation"),
)


class DemoRefused(Exception):
    """The demo world may not be loaded here; the message says why in a sentence."""


def load_demo() -> None:
    """Load the whole demo world and commit it. Its dates count from today. Needs an app context.

    Raises DemoRefused in production, and where an organisation exists already.
    """
    settings: Settings = current_app.config["ROWAN"]
    if settings.is_production:
        raise DemoRefused("The demo world is not for production: its passphrase is known to all.")
    if not db.session().in_transaction():
        db.session.connection(execution_options=WRITE)
    if db.session.scalar(select(Organisation.id).limit(1)) is not None:
        raise DemoRefused(
            "The demo world needs an empty database, and this one holds an organisation already."
        )
    with system("demo") as whose:
        _fill(whose)
    db.session.commit()


def _fill(whose: str) -> None:
    households = read_households(clock.today())
    staff, history = cast.add_staff(households.values()), History()
    everybody = dict(staff)
    for stem, household in households.items():
        family_time = read_family_time(stem, clock.today())
        everybody |= add_family(household, staff, history, family_time)
    more.add_families(staff["priya"], history)
    cast.open_accounts({nickname: everybody[nickname] for nickname, _ in SIGN_INS}, PASSPHRASE)
    _date_history(history, whose)


def _date_history(history: History, whose: str) -> None:
    """Give the tasks' history its moments in the story. The audit keeps the true moment of loading."""
    db.session.flush()
    for event in db.session.scalars(scoped(select(TaskEvent), whose)):
        moments = history.made if event.what == "add" else history.changed
        event.at = moments[event.task_id]
    db.session.flush()
