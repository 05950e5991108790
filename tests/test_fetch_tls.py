"""Certificates: a good one is taken, and whatever is wrong with the others is named."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest
import requests.adapters

from factcheck.errors import FetchFailed
from tests.loopback import fetcher, response, saying, serving

needs_openssl = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="there is no openssl to make certificates with"
)
ADDRESS = "https://news.example.com/story"
PAGE = b"<html><p>Hello</p></html>"


class Authority:
    """A certificate authority that exists for one test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bundle = folder / "authority.pem"
        self._openssl(
            "req", "-x509", *self._key("authority"), "-subj", "/CN=Authority", "-out", "authority.pem", "-days", "2"
        )

    def context(self, host: str, days: int = 2, trusted: bool = True) -> ssl.SSLContext:
        """A server's side of TLS with a certificate for the host."""
        if trusted:
            (self.folder / "names").write_text(f"subjectAltName=DNS:{host}\n")
            self._openssl("req", "-new", *self._key("leaf"), "-subj", f"/CN={host}", "-out", "leaf.csr")
            signer = ("-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial")
            self._openssl(
                "x509", "-req", "-in", "leaf.csr", *signer, "-extfile", "names", "-days", str(days), "-out", "leaf.pem"
            )
        else:
            name = ("-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}")
            self._openssl("req", "-x509", *self._key("leaf"), *name, "-out", "leaf.pem", "-days", "2")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / "leaf.pem", self.folder / "leaf.key")
        return context

    def _key(self, name: str) -> tuple[str, ...]:
        return ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{name}.key")

    def _openssl(self, *words: str) -> None:
        subprocess.run(["openssl", *words], cwd=self.folder, check=True, capture_output=True)


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """An authority that stands in for the public ones."""
    made = Authority(tmp_path)
    monkeypatch.setattr(requests.adapters, "DEFAULT_CA_BUNDLE_PATH", str(made.bundle))
    return made


@needs_openssl
def test_a_page_behind_a_good_certificate_is_fetched(authority: Authority) -> None:
    with serving(saying(response(PAGE)), authority.context("news.example.com")) as port:
        assert fetcher(port).fetch(ADDRESS).body == PAGE


@needs_openssl
@pytest.mark.parametrize(
    ("host", "days", "trusted", "reason"),
    [
        ("news.example.com", 2, False, "self-signed certificate"),
        ("news.example.com", -1, True, "certificate has expired"),
        ("other.example.com", 2, True, "Hostname mismatch"),
    ],
)
def test_what_is_wrong_with_a_certificate_is_named(
    authority: Authority, host: str, days: int, trusted: bool, reason: str
) -> None:
    context = authority.context(host, days, trusted)
    with serving(saying(response(PAGE)), context) as port, pytest.raises(FetchFailed) as caught:
        fetcher(port).fetch(ADDRESS)
    assert str(caught.value).startswith(f"The site's certificate cannot be trusted: {reason}")


@needs_openssl
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_old_versions_of_tls_are_refused(authority: Authority) -> None:
    context = authority.context("news.example.com")
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    with (
        serving(saying(response(PAGE)), context) as port,
        pytest.raises(FetchFailed, match=r"^No secure connection to the site could be made\.$"),
    ):
        fetcher(port).fetch(ADDRESS)


@needs_openssl
def test_a_server_that_never_finishes_its_greeting_is_given_up(authority: Authority) -> None:
    with (
        serving(lambda connection, head: None) as port,
        pytest.raises(FetchFailed, match=r"No secure connection|took longer"),
    ):
        fetcher(port, total_s=1.0).fetch(ADDRESS)
