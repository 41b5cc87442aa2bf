"""The words for a plan's kinds and states."""

from flask_babel import lazy_gettext as _l

from supportapp.plans.models import PlanKind, PlanState

LABELS = {
    PlanKind.PARENT: _l("Support plan"),
    PlanKind.SPECIAL_GUARDIAN: _l("Special guardianship support plan"),
    PlanKind.KIN_CARER: _l("Kinship support plan"),
    PlanKind.PRE_BIRTH: _l("Plan before the birth"),
    PlanKind.OWN: _l("My own plan"),
    PlanState.DRAFT: _l("Not agreed yet"),
    PlanState.SHARED: _l("Ready for you to read"),
    PlanState.AGREED: _l("Agreed"),
    PlanState.REVIEW_DUE: _l("Time for a review"),
    PlanState.CLOSED: _l("Closed, and the door is open"),
}
