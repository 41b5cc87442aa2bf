"""The blueprint of tasks and pathways, apart from its routes so that they may stand in several files."""

from flask import Blueprint

from supportapp.tasks.words import pathway_title, what_happened

bp = Blueprint("tasks", __name__)
bp.add_app_template_filter(what_happened)
bp.add_app_template_filter(pathway_title)
FAMILY_PLAN = "/families/<uuid:circle_id>/plan/<uuid:plan_id>"
