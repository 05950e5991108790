"""The reader's pages."""

from __future__ import annotations

from flask import Blueprint, render_template

blueprint = Blueprint("reader", __name__)


@blueprint.get("/")
def index() -> str:
    """The start page."""
    return render_template("base.html")
