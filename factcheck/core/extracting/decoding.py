"""Bytes → characters: which encoding a document is really in."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
XML = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
DECLARED_IN = 8_192  # bytes in which a declaration is looked for; the standard says 1,024, pages do not keep to it
GUESSED_FROM = 65_536  # bytes that the guess looks at

# What browsers read under these names is the larger set (WHATWG Encoding); Python reads the smaller.
WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# Encodings in which markup hides from whoever looks at the bytes, or that decode no text.
REFUSED = frozenset(
    {
        "utf-7",
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
        "undefined",
        "mbcs",
        "oem",
        "palmos",
        "hz",
        "cp037",
    }
)


def decode(raw: bytes, charset: str = "", declared: bool = True) -> str:
    """The characters, never failing: a byte order mark decides, then UTF-8 where it fits, then what is declared.

    UTF-8 goes before the declaration since long text that is valid UTF-8 is nothing else, whatever its label says.
    `declared` says whether a declaration inside the document counts. What cannot be decoded becomes U+FFFD.
    """
    for bom, name in BOMS:
        if raw.startswith(bom):
            return raw[len(bom) :].decode(name, "replace")
    wide = _wide(raw[:DECLARED_IN])
    if wide:
        return raw.decode(wide, "replace")
    labels = [charset, *(_declarations(raw) if declared else ())]
    candidates = [known for known in map(_known, labels) if known and not _contradicted(known, raw)]
    if not any(name.startswith("iso2022") for name in candidates):
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            pass
    for name in candidates:
        text = raw.decode(name, "replace")
        if name != "utf-8" or text.count("\ufffd") < max(3, len(text) // 1_000):
            return text
    return _guessed(raw)


def _declarations(raw: bytes) -> list[str]:
    start = raw[:DECLARED_IN]
    return [found[1].decode("ascii") for found in (META.search(start), XML.search(start)) if found]


def _known(label: str) -> str:
    """Python's name for a label, or "" where it names no encoding of text that may be used."""
    try:
        info = codecs.lookup(label.strip().lower()) if label else None
    except (LookupError, ValueError):
        return ""
    if info is None or info.name in REFUSED or not info._is_text_encoding:
        return ""
    return WIDER.get(info.name, info.name)


def _contradicted(name: str, raw: bytes) -> bool:
    """UTF-16 and UTF-32 text in Latin script is full of NULs; a page without any is not in them."""
    return name.startswith(("utf-16", "utf-32")) and b"\x00" not in raw[:DECLARED_IN]


def _wide(start: bytes) -> str:
    """UTF-16 by its looks: in Latin script every other byte is NUL."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) < 0.3 * len(start) / 2 or min(even, odd) > 0.02 * len(start):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _guessed(raw: bytes) -> str:
    best = from_bytes(raw[:GUESSED_FROM]).best()
    name = _known(best.encoding) if best else ""
    return raw.decode(name or "cp1252", "replace")
