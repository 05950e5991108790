"""The desk's pages: what fact-checkers see and do, one noun a module."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from factcheck.errors import NotFound
from factcheck.web.desk import adding, articles, claims, evidence, queue, settings, sources, telling, verdicts

blueprint = Blueprint("desk", __name__, url_prefix="/desk")
blueprint.add_url_rule("/", "index", queue.index)
blueprint.add_app_template_filter(telling.ago)
blueprint.add_app_template_filter(telling.tell)
blueprint.add_app_template_global(telling.named)
for module in (adding, articles, claims, evidence, settings, sources, verdicts):
    blueprint.register_blueprint(module.blueprint)

LARGEST_NUMBER = 2**63 - 1
"""SQLite counts no further."""


@blueprint.url_value_preprocessor
def know_no_larger_number(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Answer an address with a number that no row can have as one of which there is nothing."""
    if any(isinstance(value, int) and value > LARGEST_NUMBER for value in (values or {}).values()):
        raise NotFound("There is nothing with this number.")
