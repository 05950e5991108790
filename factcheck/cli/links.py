"""One-time links as addresses."""

from __future__ import annotations

import os


def link(token: str, port: int) -> str:
    """The address of a one-time link; `FACTCHECK_URL` says where the desk is for those outside this machine."""
    base = os.environ.get("FACTCHECK_URL", "").rstrip("/") or f"http://127.0.0.1:{port}"
    return f"{base}/account/link/{token}"
