"""How to question an arrangement, by what it rests on: short, plain, and no legal advice.

From domain.md 3.4 (checked on 23 November 2026). In England and Wales a council may stop a child in care from seeing
a parent for 7 days at most where it is urgent, and then has to ask the court (Children Act 1989, section 34(6)).
What a court ordered, only the court changes. What people agreed is talked about, reviewed, and advised on.
"""

from datetime import date

from flask_babel import lazy_gettext as _l

from supportapp.contact.models import LegalBasis

CHECKED_ON = date(2026, 11, 23)
COURT_FIXED = _l("A court decided this plan. Only the court can change what the court decided.")
HOW = {
    LegalBasis.COURT_ORDER: (
        _l("Talk to your worker first. Tell them what you want to be different."),
        _l("Ask a solicitor or a free advice service. They know what the court can do."),
        _l("You can ask the court to look at the order again."),
    ),
    LegalBasis.CARE_PLAN: (
        _l("Talk to your worker. Ask for the reasons in writing."),
        _l("Ask for a review of the plan."),
        _l(
            "If it is urgent, a council in England or Wales can stop family time. That is for 7 days at most."
        ),
        _l("After that, the council has to ask the court."),
        _l("Ask a solicitor or a free advice service what you can do."),
    ),
    LegalBasis.SUPPORT_PLAN: (
        _l("Talk to your worker. Tell them what you want to be different."),
        _l("Ask for a review of the plan. You can ask at any time."),
        _l("A free advice service can help you write it down."),
    ),
    LegalBasis.AGREEMENT: (
        _l("Talk to your worker. An agreement can be talked about at any time."),
        _l("Ask for a review of the agreement."),
        _l("If you still do not agree, ask a free advice service."),
    ),
}
