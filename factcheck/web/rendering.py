"""How things are said on pages: dates, addresses, Markdown, status words, and the language of the reader."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import nh3
from flask import Flask, current_app, g, request, url_for
from flask_babel import Babel, format_date, format_datetime, format_decimal, get_locale, gettext, lazy_gettext
from markdown_it import MarkdownIt
from markupsafe import Markup

from factcheck.errors import FactcheckError
from factcheck.records import Verdict
from factcheck.store.pages import PublicClaim
from factcheck.web import current, navigation
from factcheck.web.stored import stored

LONGEST_MARKDOWN = 50_000
"""Eight times the longest explanation seen on a fact-checking site; the sanitiser is quadratic in nesting."""

LOCALES = ["en"]
"""The languages that are shipped. A directory in factcheck/translations and a line here add one."""

_markdown = MarkdownIt("commonmark", {"html": False}).disable(["image", "heading", "lheading", "html_inline"])

_TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr"}

STATUS_WORDS = {
    "not checked": lazy_gettext("Not checked"),
    "new": lazy_gettext("New"),
    "in work": lazy_gettext("In work"),
    "in review": lazy_gettext("In review"),
    "published": lazy_gettext("Published"),
    "corrected": lazy_gettext("Corrected"),
    "withdrawn": lazy_gettext("Withdrawn"),
    "closed": lazy_gettext("Closed"),
    "dropped": lazy_gettext("Dropped"),
    "not checkable": lazy_gettext("Not checkable"),
    "duplicate": lazy_gettext("Duplicate"),
    "not relevant": lazy_gettext("Not relevant"),
    "claim withdrawn": lazy_gettext("Withdrawn by its claimant"),
    "check-worthiness": lazy_gettext("check-worthiness"),
    "reach": lazy_gettext("reach"),
    "harm": lazy_gettext("harm"),
    "recurrence": lazy_gettext("recurrence"),
    "age": lazy_gettext("age"),
    "suggested": lazy_gettext("Suggested"),
    "confirmed": lazy_gettext("The same, a person said"),
    "split": lazy_gettext("Split"),
    "merged": lazy_gettext("Merged"),
    "supports": lazy_gettext("Supports"),
    "refutes": lazy_gettext("Refutes"),
    "context": lazy_gettext("Gives context"),
    "fact": lazy_gettext("Fact"),
    "quantity": lazy_gettext("Quantity"),
    "quotation": lazy_gettext("Quotation"),
    "prediction": lazy_gettext("Prediction"),
    "opinion": lazy_gettext("Opinion"),
    "minor": lazy_gettext("Minor correction"),
    "update": lazy_gettext("Update"),
    "substantial": lazy_gettext("Substantial correction"),
    "off": lazy_gettext("Off"),
    "daily": lazy_gettext("Daily"),
    "weekly": lazy_gettext("Weekly"),
    "unchanged": lazy_gettext("Unchanged"),
    "changed": lazy_gettext("Changed elsewhere"),
    "passage changed": lazy_gettext("Passage changed"),
    "gone": lazy_gettext("Gone"),
    "unreachable": lazy_gettext("Unreachable"),
    "checker": lazy_gettext("Checker"),
    "editor": lazy_gettext("Editor"),
    "admin": lazy_gettext("Administrator"),
}
RATING_WORDS = {
    "true": lazy_gettext("True"),
    "mostly-true": lazy_gettext("Mostly true"),
    "half-true": lazy_gettext("Half true"),
    "mostly-false": lazy_gettext("Mostly false"),
    "false": lazy_gettext("False"),
    "unproven": lazy_gettext("Unproven"),
    "missing-context": lazy_gettext("Missing context"),
}


def init_app(app: Flask) -> None:
    """Give templates their filters and globals."""
    app.config["LOCALES"] = LOCALES
    Babel(app, default_locale="en", default_timezone="UTC", locale_selector=locale)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        safe_url=safe_url,
        host=host,
        day=day,
        moment=moment,
        markdown=markdown,
        slug=slug,
        word=word,
        rating=rating_word,
        stored=stored,
        absolute=absolute,
        claim_address=claim_address,
        public_state=public_state,
        public_state_of=public_state_of,
        language_name=language_name,
    )
    app.jinja_env.globals.update(
        asset=asset,
        navigation=navigation.entries,
        first_invalid=first_invalid,
        get_locale=get_locale,
        site=current.site,
    )
    app.context_processor(_around)


def _around() -> dict[str, object]:
    """What every page knows: who is signed in, whether it is a demo, and whether the page is one for readers."""
    for_readers = "reader" in request.blueprints or not request.blueprints
    return {"person": g.get("person"), "demo": current_app.config["DEMO"], "for_readers": for_readers}


def locale() -> str:
    """The shipped language that the browser would rather read."""
    return request.accept_languages.best_match(LOCALES) or "en"


def translated(error: FactcheckError) -> str:
    """An error's sentence in the reader's language."""
    parts = {name: format_decimal(part) if error.is_amount(name) else part for name, part in error.parts.items()}
    return str(gettext(error.template, **parts))


def safe_url(url: str | None) -> str:
    """The address when it is a plain http or https one, else nothing: the one way a foreign address gets on a page."""
    if not url or any(sign <= " " or sign == "\\" or sign == "\x7f" for sign in url):
        return ""
    try:
        parts = urlsplit(url)
        allowed = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
    except ValueError:
        return ""
    return url if allowed else ""


def host(url: str | None) -> str:
    """The name of the site of an address, as a reader knows it."""
    return (urlsplit(safe_url(url)).hostname or "").removeprefix("www.")


def day(value: str | date | None) -> str:
    """A date as a reader says it: 11 January 2023."""
    if not value:
        return ""
    found = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return str(format_date(found, "d MMMM y"))


def moment(value: str | None) -> str:
    """A stored moment to the minute: 11 January 2023, 14:05 UTC."""
    return f"{format_datetime(datetime.fromisoformat(value), 'd MMMM y, HH:mm')} UTC" if value else ""


def markdown(text: str | None) -> Markup:
    """A person's Markdown as safe HTML: paragraphs, lists, quotations, emphasis, links to http and https.

    Written HTML stays text, headings and pictures are not made, and past `LONGEST_MARKDOWN` nothing is read.
    """
    rendered = _markdown.render((text or "")[:LONGEST_MARKDOWN])
    return Markup(  # noqa: S704 (nh3 has cleaned it)
        nh3.clean(
            rendered,
            tags=_TAGS,
            attributes={"a": {"href"}},
            attribute_filter=lambda tag, name, value: value if name == "rel" else safe_url(value) or None,
            url_schemes={"http", "https"},
            link_rel="nofollow noopener",
        )
    )


def slug(text: str, most: int = 60) -> str:
    """A few words of a text for an address: small letters, digits and hyphens, cut between words."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    return words if len(words) <= most else words[: most + 1].rsplit("-", 1)[0][:most]


def claim_address(verdict: Verdict) -> str:
    """The canonical address of the page of a published verdict."""
    return url_for("reader.claim", number=verdict.claim_id, words=slug(verdict.claim_text) or "claim")


def absolute(path: str) -> str:
    """The whole address of a page of ours, where the operator said under which one others find it; else the path."""
    return str(current_app.config["PUBLIC_URL"]) + path


def public_state(verdict: Verdict | None) -> str:
    """What readers see of a claim on which this verdict stands: published, corrected, or not checked."""
    if verdict is None:
        return "not checked"
    return "corrected" if verdict.correction else "published"


def public_state_of(claim: PublicClaim) -> str:
    """What readers see of a claim in its article."""
    return "withdrawn" if claim.withdrawn else public_state(claim.verdict)


def language_name(code: str) -> str:
    """The name of a language, in the reader's language: "Japanese"; an unknown code stands for itself."""
    return str(get_locale().languages.get(code.split("-")[0].lower(), code))


def word(status: str) -> str:
    """The word that readers and checkers see for a state, stance, kind or role."""
    return str(STATUS_WORDS.get(str(status), status))


def rating_word(rating: str, label: str = "") -> str:
    """A rating's word in the reader's language; a scale of the desk's own keeps its label."""
    return str(RATING_WORDS.get(rating, label or rating))


def asset(name: str) -> str:
    """The address of one of our files with its content's hash, so that it can be kept for a year."""
    kept: dict[str, str] = current_app.extensions.setdefault("factcheck-assets", {})
    if name not in kept or current_app.debug:
        content = Path(str(current_app.static_folder), name).read_bytes()
        kept[name] = hashlib.sha256(content).hexdigest()[:12]
    return url_for("static", filename=name, v=kept[name])


def first_invalid(form: object) -> str:
    """The name of the first field with an error: the one that the eye, and so the focus, goes to."""
    errors = getattr(form, "errors", {})
    return next((name for name in getattr(form, "_fields", {}) if name in errors), "")
