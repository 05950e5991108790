"""After signing in, nobody is sent to another site."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest
from flask.testing import FlaskClient
from sqlite_utils import Database

from factcheck.clock import utc_now
from factcheck.desk import people
from factcheck.web.access import local
from factcheck.web.rendering import safe_url
from tests.conftest import SHARED

HOME = "http://desk.example/"
PASSWORD = "my aunt sells blue umbrellas"


def where_a_browser_goes(target: str) -> str:
    """The host that a browser opens for a Location: control signs dropped, backslashes read as slashes (WHATWG)."""
    target = re.sub(r"[\t\r\n]", "", target.strip("".join(map(chr, range(33))))).replace("\\", "/")
    target = re.sub(r"^(https?):/*", r"\1://", target, flags=re.I)
    target = re.sub(r"^//+", "//", target)
    try:
        parts = urlsplit(urljoin(HOME, target))
    except ValueError:
        return "no host"
    return parts.hostname if parts.scheme in ("http", "https") else f"{parts.scheme}:"


def hostile() -> list[str]:
    folder = SHARED / "hostile"
    if not folder.exists():
        pytest.skip("the hostile sets are not here")
    found = json.loads((folder / "redirect-django" / "urls.json").read_text())["bad"]
    for file in sorted((folder / "redirect-patt").glob("*.txt")):
        found += [] if file.name == "README.txt" else file.read_text(errors="replace").splitlines()
    for name in ("inj-crlf", "inj-traversal"):
        for file in sorted((folder / name).glob("*.txt")):
            found += [] if file.name == "README.txt" else file.read_text(errors="replace").splitlines()
    return [line for line in found if line.strip()]


def test_no_hostile_target_leads_off_the_site_and_unchecked_many_do() -> None:
    targets = hostile()
    targets += ["/" + target for target in targets if not target.startswith("/")]
    assert len(targets) > 3000
    led_off = [target for target in targets if where_a_browser_goes(target) != "desk.example"]
    assert len(led_off) > 200, "without the check these would leave; if none does, the test proves nothing"
    assert [target for target in targets if where_a_browser_goes(local(target, "/")) != "desk.example"] == []


def test_targets_of_our_own_are_kept() -> None:
    for target in ["/desk/", "/desk/?q=a%20b&state=new", "/desk/claims/1#v", "/view/?param=http://example.com", "/ä"]:
        assert local(target, "/") == target


@pytest.mark.parametrize(
    "target", [None, "", "desk", "//x", "/\\x", "/%5cx", "/%2fx", "/%09/x", "/a\nb", "/" + "a" * 2001]
)
def test_what_is_not_a_plain_path_falls_back(target: str | None) -> None:
    assert local(target, "/home") == "/home"


def test_signing_in_with_a_hostile_target_leads_to_the_desk(
    client: FlaskClient, database: Database, post: object
) -> None:
    now = utc_now()
    token = people.make_set_up_link(database, now=now)
    people.set_up(database, token, "ada", "Ada", PASSWORD, device="", now=now)
    for target, expected in [
        ("//evil.example/desk", "/desk/"),
        ("/\\evil.example", "/desk/"),
        ("/desk/?q=1\r\nSet-Cookie: a=b", "/desk/"),
        ("/account/?a=1", "/account/?a=1"),
    ]:
        address = f"/account/sign-in?next={quote(target)}"
        answer = post(client, address, {"handle": "ada", "password": PASSWORD})
        assert (answer.status_code, answer.location) == (303, expected)
        assert all("a=b" not in cookie for cookie in answer.headers.getlist("Set-Cookie"))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "//example.org",
        "/path",
        "http:example.org",
        "http://",
        "http://user:pw@example.org/",
        "http://[::1",
        "https:\\\\example.org",
        "https://example.org/\x00",
        "ftp://example.org/",
        "",
        None,
    ],
)
def test_only_plain_http_addresses_become_links(url: str | None) -> None:
    assert safe_url(url) == ""
    assert safe_url("https://example.org/a?b=c#d") == "https://example.org/a?b=c#d"


def test_no_traversal_gets_out_of_the_folder_of_our_files(client: FlaskClient) -> None:
    lines = [line for line in hostile() if ".." in line or "%2e" in line.lower()]
    lines = [line.replace("{FILE}", "etc/passwd") for line in lines][::4]
    assert len(lines) > 500
    static = Path(client.application.static_folder)
    joined = sum(
        not (static / unquote(line)).resolve().is_relative_to(static) for line in lines if "\0" not in unquote(line)
    )
    assert joined > 200, "joined without a check these would leave the folder"
    for line in lines:
        answer = client.get("/static/" + line.lstrip("/"))
        assert answer.status_code in (404, 400, 308, 303), line
        assert b"root:" not in answer.data
