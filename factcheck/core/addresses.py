"""Web addresses: which may be fetched at all, and by which form an article's address is recognised again."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import idna

from factcheck.errors import Invalid

DEFAULT_PORTS = {"http": 80, "https": 443}
# The longest address that common browsers and servers agree on is about 8,000 characters; articles stay under 500.
MAX_LENGTH = 4_000
MAX_NAME_LENGTH = 253

# Names that never lead to a public site: RFC 6761, 6762, 7686 and 8375, and what inner networks use besides.
PRIVATE_ENDINGS = (
    *(".localhost", ".localdomain", ".local", ".internal", ".home.arpa", ".onion", ".invalid"),
    *(".lan", ".corp", ".home", ".intranet", ".svc"),
)

# The IANA special-purpose registries as of 2026 and the addresses that clouds keep for themselves. Written out
# because `ipaddress.is_global` passes multicast, 6to4, NAT64 and 168.63.129.16, and differs between versions.
CLOSED_V4 = tuple(
    ipaddress.IPv4Network(net)
    for net in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
    )
)
OPEN_V6 = ipaddress.IPv6Network("2000::/3")  # the only block from which public addresses are given out
CLOSED_V6 = tuple(
    ipaddress.IPv6Network(net)
    for net in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3ffe::/16", "3fff::/20")
)

# What campaigns and share buttons append, and what no site needs to find its page.
TRACKING = re.compile(
    r"(?:utm_\w*|ga_(?:source|medium|campaign|content|term)|pk_\w+|mtm_\w+|at_(?:medium|campaign|link_\w+|ptr_name|bbc_team|format|custom\w*)"
    r"|hsa_\w+|__hs\w+|guce_\w+|ns_(?:campaign|mchannel|source|linkname|fee)"
    r"|fbclid|fb_(?:action_\w+|source|ref)|gclid|gclsrc|dclid|gbraid|wbraid|gad_\w+|msclkid|yclid|twclid|ttclid|igshid|igsh"
    r"|mc_[ce]id|_ga|_gl|_hsenc|_hsmi|hsctatracking|mkt_tok|li_fat_id|oly_(?:anon|enc)_id|vero_\w+|wickedid|s_cid|cmpid|cmp"
    r"|ocid|smid|smtyp|ref_src|ref_url|xtor|ftag|guccounter|spm|sr_share|taid|ncid|cndid|__twitter_impression)",
    re.IGNORECASE,
)

_SHAPE = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*):(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_AFTER_SCHEME = re.compile(r"//(?P<authority>[^/?#]*)(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?:#.*)?", re.DOTALL)
_AUTHORITY = re.compile(r"(?P<host>\[[0-9a-f:.]+\]|[^\[\]:]+)(?::(?P<port>[0-9]{0,5}))?", re.IGNORECASE)
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\\\ud800-\udfff]")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_QUAD = re.compile(r"(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}")
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An http or https address in parts: `host` in lower-case ASCII without a final dot, IPv6 without brackets."""

    scheme: str
    host: str
    port: int
    path: str
    query: str | None = None

    def __str__(self) -> str:
        name = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == DEFAULT_PORTS[self.scheme] else f":{self.port}"
        query = "" if self.query is None else f"?{self.query}"
        return f"{self.scheme}://{name}{port}{self.path}{query}"

    @property
    def literal(self) -> str | None:
        """The host where it is written as a number, or None where it is a name."""
        return self.host if ":" in self.host or _QUAD.fullmatch(self.host) else None


def parse(url: str) -> WebAddress:
    """Take an address apart, or raise Invalid with the reason.

    Stricter than browsers on purpose: where they repair (backslashes, `http:/x`, tabs, octal numbers), two programs
    may repair differently and one be led to a host that the other did not check. What is accepted here has the
    host that the WHATWG URL standard gives it.
    """
    text = url.strip(" \t\r\n")
    if not text:
        raise Invalid("Give an address.")
    if len(text) > MAX_LENGTH:
        raise Invalid("The address is longer than %(most)d characters.", most=MAX_LENGTH)
    if _FORBIDDEN.search(text):
        raise Invalid("The address holds characters that no address may hold.")
    scheme, rest = _scheme(text)
    parts = _AFTER_SCHEME.fullmatch(rest)
    if parts is None:
        raise Invalid("After %(scheme)s: an address needs two slashes and the name of a site.", scheme=scheme)
    host, port = _host_and_port(parts["authority"], scheme)
    query = parts["query"]
    return WebAddress(scheme, host, port, _escaped(parts["path"]) or "/", None if query is None else _escaped(query))


def normalise(url: str) -> str:
    """The form of an address by which duplicates of an article are recognised; raises Invalid where there is none.

    Scheme and host in lower case and ASCII, no default port, no fragment, dot segments resolved, escapes in one
    form, the parameters of campaigns and share buttons dropped. The order of the other parameters is kept.
    """
    address = parse(url)
    query = _without_tracking(address.query or "") or None
    path = _without_dots(_one_form(address.path))
    return str(WebAddress(address.scheme, address.host, address.port, path, query and _one_form(query)))


def same_site(one: str, other: str) -> bool:
    """Whether two addresses lie on one site: the same host, or one below the other ("news.example.com")."""
    try:
        hosts = [(urlsplit(url).hostname or "").removeprefix("www.") for url in (one, other)]
    except ValueError:
        return False
    first, second = sorted(hosts, key=len)
    return bool(first) and (first == second or second.endswith(f".{first}"))


def is_public(address: str) -> bool:
    """Whether an IP address, written as a number, is one of the public internet."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return not any(ip in net for net in CLOSED_V4)
    return ip.scope_id is None and ip in OPEN_V6 and not any(ip in net for net in CLOSED_V6)


def _scheme(text: str) -> tuple[str, str]:
    shape = _SHAPE.fullmatch(text)
    if shape is None or "." in shape["scheme"]:
        raise Invalid("Write the whole address, beginning with https:// or http://.")
    scheme = shape["scheme"].lower()
    if scheme not in DEFAULT_PORTS:
        raise Invalid("Only http and https addresses can be fetched, not %(scheme)s.", scheme=scheme)
    return scheme, shape["rest"]


def _host_and_port(authority: str, scheme: str) -> tuple[str, int]:
    if "@" in authority:
        raise Invalid("An address with a user name or password in it is not fetched.")
    parts = _AUTHORITY.fullmatch(authority)
    if parts is None:
        raise Invalid("The address names no site.")
    port = int(parts["port"] or DEFAULT_PORTS[scheme])
    if not 0 < port < 65_536:
        raise Invalid("There is no port %(port)d.", port=port)
    raw = parts["host"]
    return (_version_6(raw[1:-1]) if raw.startswith("[") else _name_or_version_4(raw)), port


def _version_6(text: str) -> str:
    try:
        return ipaddress.IPv6Address(text).compressed
    except ValueError:
        raise Invalid("The number %(host)s is no address of a site.", host=text) from None


def _name_or_version_4(raw: str) -> str:
    host = _ascii(raw).removesuffix(".")
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        if not _QUAD.fullmatch(host) or any(int(label) > 255 for label in labels):
            raise Invalid("The number %(host)s is no address of a site.", host=host)
        return host
    if len(host) > MAX_NAME_LENGTH or not all(_LABEL.fullmatch(label) for label in labels):
        raise Invalid("%(host)s is not a name that a site can have.", host=raw[:100])
    return host


def _ascii(raw: str) -> str:
    lower = raw.lower()
    if lower.isascii() and "xn--" not in lower:
        return lower
    try:
        return idna.encode(lower, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise Invalid("%(host)s is not a name that a site can have.", host=raw[:100]) from None


def _escaped(text: str) -> str:
    return (
        quote(text, safe="!\"$%&'()*+,/:;<=>?@[]^`{|}~-._").replace('"', "%22").replace("<", "%3C").replace(">", "%3E")
    )


def _one_form(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        char = chr(int(match[1], 16))
        return char if char in _UNRESERVED else match[0].upper()

    return _ESCAPE.sub(one, text)


def _without_dots(path: str) -> str:
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _without_tracking(query: str) -> str:
    pairs = [pair for pair in query.split("&") if pair]
    return "&".join(pair for pair in pairs if not TRACKING.fullmatch(pair.partition("=")[0]))
