"""The desk's pages: what fact-checkers see and do, one noun a module."""

from __future__ import annotations

from flask import Blueprint

from factcheck.web.desk import (
    adding,
    articles,
    bundles,
    claims,
    evidence,
    findings,
    letters,
    log,
    matches,
    notices,
    numbers,
    planning,
    queue,
    settings,
    sources,
    telling,
    verdicts,
)

blueprint = Blueprint("desk", __name__, url_prefix="/desk")
blueprint.add_url_rule("/", "index", queue.index)
blueprint.add_url_rule("/log", "log", log.index)
blueprint.add_url_rule("/numbers", "numbers", numbers.index)
blueprint.add_app_template_filter(findings.groups, "set_out")
blueprint.add_app_template_filter(telling.ago)
blueprint.add_app_template_filter(telling.did)
blueprint.add_app_template_filter(telling.tell)
blueprint.add_app_template_filter(matches.apart)
blueprint.add_app_template_filter(telling.why)
blueprint.add_app_template_filter(telling.why_not)
blueprint.add_app_template_global(telling.erased)
blueprint.add_app_template_global(notices.live)
blueprint.add_app_template_global(notices.whereabouts)
blueprint.add_app_template_global(telling.named)
blueprint.add_app_template_global(letters.waiting_count, "letters_waiting")
for module in (
    adding,
    articles,
    bundles,
    claims,
    evidence,
    letters,
    matches,
    notices,
    planning,
    settings,
    sources,
    verdicts,
):
    blueprint.register_blueprint(module.blueprint)
