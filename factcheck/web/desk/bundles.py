"""A claim's evidence as a file to keep, and to hand on."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile

from flask import Blueprint, send_file
from werkzeug.wrappers import Response

from factcheck.desk import bundling
from factcheck.web import current

blueprint = Blueprint("bundles", __name__)

IN_MEMORY = 10_000_000
"""Bytes of a bundle that are kept in memory while it is packed; a larger one goes to a file that nobody sees."""


@blueprint.get("/claims/<int:claim_id>/evidence.zip")
def evidence(claim_id: int) -> Response:
    """The bundle of a claim's evidence, as a download."""
    packed = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (closed by the server when it is sent)
    bundling.bundle(current.database(), claim_id, packed)
    packed.seek(0)
    name = f"{bundling.name_of(claim_id)}.zip"
    return send_file(packed, mimetype="application/zip", as_attachment=True, download_name=name)
