"""The readers' site as files: the same bytes that are served, for any web server, with every link in them checked."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from lxml import etree

from factcheck.errors import Refused

MANIFEST = ".factcheck-export.json"
"""What was written, with hashes: a later export takes away of that what is there no more, and nothing else."""

SEEDS = ("/", "/robots.txt", "/sitemap.xml", "/index.json")

NEEDS_THE_DESK = ("/desk", "/account", "/people", "/oembed", "/report", "/tip")
"""Paths that only the running desk answers."""

LINK = re.compile(r'\b(?:href|src)="([^"]*)"')
ANCHOR = re.compile(r'\bid="([^"]+)"')
SITEMAP_PLACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"

MOVED = (
    '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={0}">'
    '<link rel="canonical" href="{0}"><a href="{0}">{0}</a>'
)
"""What stands at an address that leads to another: a file server cannot say 301."""


@dataclass(frozen=True, slots=True)
class Written:
    """What an export wrote: the files, and the links in them that lead nowhere, as pairs of page and address."""

    files: tuple[str, ...]
    broken: tuple[tuple[str, str], ...]


def export(app: Flask, folder: Path) -> Written:
    """Write everything that readers can get to into a folder, over what an earlier export wrote there.

    Raises `Refused` where the folder has other things in it.
    """
    before = _written_before(folder)
    crawled = _crawl(app)
    bodies = {path: body for path, body in crawled.items() if body}
    for path, body in bodies.items():
        _write(folder, file_of(path), body)
    _write(folder, "404.html", app.test_client().get("/404").data)
    files = sorted([*map(file_of, bodies), "404.html"])
    for gone in set(before) - set(files):
        (folder / gone).unlink(missing_ok=True)
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files}
    _write(folder, MANIFEST, json.dumps(hashes, indent=0).encode())
    return Written(tuple(files), tuple(_broken(bodies, str(app.config["PUBLIC_URL"]))))


def file_of(path: str) -> str:
    """The file that a plain web server answers a path with: a page is a folder with an index, the rest is as named."""
    name = unquote(path).strip("/")
    if not name:
        return "index.html"
    return name if re.search(r"\.[a-z]{2,5}$", name) else f"{name}/index.html"


def _written_before(folder: Path) -> list[str]:
    if not folder.exists() or not any(folder.iterdir()):
        return []
    try:
        return list(json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        raise Refused("The folder %(folder)s has other things in it. Name an empty one.", folder=folder) from None


def _crawl(app: Flask) -> dict[str, bytes]:
    """The bodies of all pages that can be reached without asking for anything, by their path.

    Where a person wrote the address of a page of ours that is not there, its body is empty.
    """
    client, found, waiting = app.test_client(), dict[str, bytes](), list(SEEDS)
    own = str(app.config["PUBLIC_URL"])
    while waiting:
        path = waiting.pop()
        if path not in found:
            found[path], links = _page(client, path, own)
            waiting += [link for link in links if link not in found]
    return found


def _page(client: FlaskClient, path: str, own: str) -> tuple[bytes, set[str]]:
    """The body at a path and the paths that it leads to on this site; where it leads on, a page that says so."""
    answer = client.get(path)
    if answer.location:
        return MOVED.format(answer.location).encode(), {answer.location}
    if answer.status_code not in (200, 410):
        return b"", set()
    if answer.mimetype == "text/html":
        return answer.data, {_path(link, own) for link in _links(answer.text)} - {""}
    if path == "/sitemap.xml":
        places = etree.fromstring(answer.data).iter(SITEMAP_PLACE)
        return answer.data, {_path(str(place.text), own) for place in places} - {""}
    return answer.data, set()


def _links(html: str) -> Iterator[str]:
    for link in LINK.findall(html):
        yield unescape(link)


def _path(link: str, own: str) -> str:
    """The path of a link on this site that needs no running desk; empty for any other."""
    link = link.removeprefix(own)
    path = urlsplit(link).path
    outside = not link.startswith("/") or link.startswith("//") or (urlsplit(link).query and "/static/" not in link)
    return "" if outside or path.startswith(NEEDS_THE_DESK) else path


def _write(folder: Path, name: str, body: bytes) -> None:
    """Write a file whole: who reads it meanwhile gets the old or the new one."""
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}.part")
    half.write_bytes(body)
    os.replace(half, target)


def _broken(bodies: dict[str, bytes], own: str) -> Iterator[tuple[str, str]]:
    """The links of pages to pages, or to parts of pages, that are not there."""
    ids = {path: set(ANCHOR.findall(body.decode())) for path, body in bodies.items() if b"<html" in body[:200]}
    for path in ids:
        for link in _links(bodies[path].decode()):
            leads_to, part = _path(link, own), urlsplit(link).fragment
            target = path if link.startswith("#") else leads_to
            if (leads_to and leads_to not in bodies) or (part and target in ids and part not in ids[target]):
                yield path, link
