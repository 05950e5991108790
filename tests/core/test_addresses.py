"""Addresses: what may be fetched, and the form by which an article is recognised again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.core.addresses import DEFAULT_PORTS, is_public, normalise, parse
from factcheck.errors import Invalid

SHARED = Path(__file__).resolve().parents[3] / "shared"
CASES = SHARED / "hostile" / "url-wpt" / "urltestdata.json"


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("HTTPS://News.Example.COM", "https://news.example.com/"),
        (" https://news.example.com:443/a#comments ", "https://news.example.com/a"),
        ("http://news.example.com.:80/a", "http://news.example.com/a"),
        ("https://bücher.example/ä ö", "https://xn--bcher-kva.example/%C3%A4%20%C3%B6"),
        ("https://news.example.com/a/./b/../c%7e", "https://news.example.com/a/c~"),
        ("https://news.example.com/a?utm_source=x&id=7&fbclid=y&UTM_medium=z", "https://news.example.com/a?id=7"),
        ("https://news.example.com/a?utm_source=x", "https://news.example.com/a"),
        ("https://news.example.com/a?b=2&a=1", "https://news.example.com/a?b=2&a=1"),
        ("https://news.example.com/a%2fb", "https://news.example.com/a%2Fb"),
        ("https://news.example.com/a?at_medium=RSS&page=2", "https://news.example.com/a?page=2"),
    ],
)
def test_addresses_of_one_article_have_one_form(written: str, form: str) -> None:
    assert normalise(written) == form


@pytest.mark.parametrize(
    "written",
    [
        "",
        "news.example.com",
        "mailto:a@example.com",
        "http://",
        "http:///a",
        "http://a b.example/",
        "http://0x7f.1/",
        "http://1.2.3/",
        "http://example.com\\@a.example/",
        "http://exa\tmple.com/",
        "http://[::1",
        "http://[fe80::1%25eth0]/",
        "http://a..example/",
        "http://example.com:99999/",
        "http://u:p@example.com/",
        "http://%31.example/",
        "http://-.example/",
        "https:example.com",
    ],
)
def test_what_browsers_would_repair_is_refused(written: str) -> None:
    with pytest.raises(Invalid, match=r"\.$"):
        parse(written)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.31.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "168.63.129.16",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "198.18.0.1",
        "192.88.99.1",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "fe80::1",
        "fc00::1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::1",
        "2001:0:7f00:1::",
        "2001:db8::1",
        "ff02::1",
        "fec0::1",
        "2001:4860::1%eth0",
        "localhost",
        "",
        "1.2.3",
    ],
)
def test_what_is_not_of_the_public_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "2a00:1450:4001::200e"]
)
def test_what_is_of_the_public_internet(address: str) -> None:
    assert is_public(address)


@pytest.mark.skipif(not CASES.exists(), reason="the cases of the URL standard are not here")
def test_every_accepted_address_has_the_host_and_port_that_browsers_see() -> None:
    accepted = 0
    for case in json.loads(CASES.read_text()):
        if isinstance(case, str):
            continue
        try:
            address, form = parse(case["input"]), normalise(case["input"])
        except Invalid:
            continue
        accepted += 1
        assert not case.get("failure"), case["input"]
        assert address.host == case["hostname"].strip("[]").removesuffix("."), case["input"]
        assert case["port"] == ("" if address.port == DEFAULT_PORTS[address.scheme] else str(address.port)), case[
            "input"
        ]
        assert normalise(form) == form
    assert accepted > 50


@given(st.text() | st.text(alphabet="htps:/.@[]%?#&=\\ 0x1a\t\u3002\uff0e").map(lambda tail: "http://" + tail))
def test_no_text_makes_it_fail_in_any_other_way(text: str) -> None:
    try:
        form = normalise(text)
    except Invalid:
        return
    assert normalise(form) == form
    assert form.isascii()
