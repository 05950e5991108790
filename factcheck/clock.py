"""The one place that reads the clock. Everywhere else time is an argument."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> str:
    """Give the present moment as it is stored: UTC, ISO 8601 to the microsecond, which sorts as text."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
