"""Which services answer which need: told by the shelf it stands on and by its tags, or by hand."""

from supportapp.content.models import Group, Need, Service

BY_GROUP: dict[Group, tuple[Need, ...]] = {
    Group.SAFETY: (Need.SAFE,),
    Group.KINSHIP: (Need.RAISING,),
    Group.PARENTS_APART: (Need.REACHING,),
    Group.LEGAL: (Need.RIGHTS,),
    Group.HOUSING: (Need.HOME,),
    Group.MONEY: (Need.MONEY,),
    Group.WELLBEING: (Need.HEALTH,),
    Group.WORKERS: (Need.RAISING,),
}

BY_TAG: dict[str, tuple[Need, ...]] = {
    "adoption": (Need.REACHING,),
    "benefits": (Need.MONEY,),
    "carers": (Need.RAISING,),
    "contact": (Need.REACHING,),
    "crisis": (Need.TALK,),
    "debt": (Need.MONEY,),
    "grief": (Need.TALK,),
    "housing": (Need.HOME,),
    "identity": (Need.REACHING,),
    "legal": (Need.RIGHTS,),
    "mental health": (Need.TALK,),
    "safeguarding": (Need.SAFE,),
    "savings": (Need.MONEY, Need.RAISING),
}

BY_HAND: dict[str, tuple[Need, ...]] = {
    "emergency-999": (Need.SAFE,),
    "nhs-111": (Need.TALK, Need.HEALTH),
    "lifeline-ni": (Need.TALK, Need.HEALTH),
    "samaritans": (Need.TALK, Need.HEALTH),
    "pause": (Need.TALK, Need.REACHING),
    "pac-uk": (Need.TALK, Need.REACHING),
    "match": (Need.TALK, Need.REACHING),
    "family-lives": (Need.TALK, Need.HEALTH, Need.RAISING),
    "children-first": (Need.TALK, Need.RAISING),
    "childline": (Need.TALK,),
}


def needs_of(service: Service) -> tuple[Need, ...]:
    """The needs that a service answers, in the order of `Need`; one without any is refused on reading."""
    if service.id in BY_HAND:
        return BY_HAND[service.id]
    found = set(BY_GROUP.get(service.group, ()))
    found.update(need for tag in service.tags for need in BY_TAG.get(tag, ()))
    return tuple(need for need in Need if need in found)
