"""The desk's pages."""

from __future__ import annotations

from flask import Blueprint, render_template

blueprint = Blueprint("desk", __name__, url_prefix="/desk")


@blueprint.get("/")
def index() -> str:
    """The desk's start page."""
    return render_template("base.html")
