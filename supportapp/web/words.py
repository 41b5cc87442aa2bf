"""The words for our own choices (areas, nations, states …), taught by whoever owns the choice."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from flask_babel import lazy_gettext as _l

from supportapp.content.models import Area, ForRole, Nation
from supportapp.web.forms import offer

AREA_ICONS = {
    Area.HOUSING: "house-line",
    Area.BENEFITS: "hand-coins",
    Area.HEALTH: "heartbeat",
    Area.LEGAL: "scales",
    Area.CONTACT: "users-three",
    Area.SCHOOL: "graduation-cap",
    Area.WELLBEING: "heart",
    Area.IDENTITY: "file-text",
}


_labels: dict[tuple[type[Enum], str], Any] = {}


def teach(labels: Mapping[Any, Any]) -> None:
    """Give choices their words; a feature calls this once, where it defines its forms."""
    # Under kind and value: two kinds may share a value, and a StrEnum of one equals that of the other.
    _labels.update({(type(choice), choice.value): words for choice, words in labels.items()})


def label(choice: Enum) -> str:
    """The words for one choice, in the reader's language."""
    return str(_labels[type(choice), choice.value])


def choices(*kinds: Enum) -> list[Any]:
    """Value and words for a radio group or a select."""
    return offer((str(choice.value), _labels[type(choice), choice.value]) for choice in kinds)


teach(
    {
        Nation.ENGLAND: _l("England"),
        Nation.WALES: _l("Wales"),
        Nation.SCOTLAND: _l("Scotland"),
        Nation.NI: _l("Northern Ireland"),
        Area.HOUSING: _l("Home"),
        Area.BENEFITS: _l("Money"),
        Area.HEALTH: _l("Health"),
        Area.LEGAL: _l("Legal"),
        Area.CONTACT: _l("Family time"),
        Area.SCHOOL: _l("School"),
        Area.WELLBEING: _l("Wellbeing"),
        Area.IDENTITY: _l("Life story"),
        ForRole.PARENT: _l("Parent"),
        ForRole.KIN_CARER: _l("Family or friend carer"),
        ForRole.SPECIAL_GUARDIAN: _l("Special guardian"),
    }
)
