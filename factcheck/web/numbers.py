"""Numbers of rows in addresses: one that no row can have is an address at which there is nothing."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**63 - 1
"""SQLite counts no further."""


class RowNumber(IntegerConverter):
    """`<int:...>` in a route, bounded by what a row's number can be."""

    def __init__(self, map: Map, **options: Any) -> None:
        super().__init__(map, **{"max": LARGEST, **options})


def init_app(app: Flask) -> None:
    """Read every number in an address so. To be called before routes are added."""
    app.url_map.converters["int"] = RowNumber
