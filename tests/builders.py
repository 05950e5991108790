"""What tests are about, built as the desk builds it: through its verbs."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from factcheck.core.extracting import extract
from factcheck.desk import articles, claims, evidence, intake, people, verdicts
from factcheck.records import ClaimDraft, Correction, Person, Role, Span, Splitting, Stance
from factcheck.store import people as stored_people
from factcheck.store import verdicts as stored_verdicts

NOW = "2026-02-03T10:00:00.000000Z"

TEXT = (
    "The city’s water is the cleanest in the country, Mayor Dana Reed told the council on Tuesday. "
    "The waterworks has 212 employees.\n\n"
    "“We have replaced every lead pipe,” Reed said. The vote was put off to February."
)
SOURCE = "All values are yearly means. The city ranked twelfth of forty for nitrate. The register is kept since 1990."


def person(database: Database, handle: str, role: Role = Role.EDITOR) -> Person:
    """Somebody of the desk; the same one when asked for again. Their name is the handle with a capital."""
    known = [one for one in stored_people.everyone(database) if one.handle == handle]
    return known[0] if known else people.add_person(database, handle, handle.capitalize(), role, now=NOW, actor=None)


def draft(text: str, words: str, claim: str, claimant: str | None = None) -> ClaimDraft:
    """A claim that rests on words of a text."""
    start = text.index(words)
    return ClaimDraft(claim, (Span(start, start + len(words)),), claimant=claimant)


def drafts(text: str = TEXT) -> tuple[ClaimDraft, ...]:
    """The three claims of `TEXT`."""
    return (
        draft(text, "city’s water is the cleanest in the country", "Harbour’s water is the cleanest.", "Dana Reed"),
        draft(text, "has 212 employees", "The waterworks of Harbour has 212 employees."),
        draft(text, "replaced every lead pipe", "Harbour has replaced every lead pipe.", "Dana Reed"),
    )


def article(
    database: Database,
    text: str = TEXT,
    found: Sequence[ClaimDraft] | None = None,
    *,
    title: str = "City’s water is the cleanest, mayor says",
    publisher: str = "The Harbour Post",
    byline: str = "Joan Field",
    published_on: str = "2026-01-11",
    url: str = "https://post.example/water",
    language: str = "en",
    public: bool = False,
    now: str = NOW,
) -> int:
    """Store an article with its claims; give its number."""
    document = intake.read_text(text, extract=extract, url=url)
    details = intake.Details(title, publisher, byline, published_on, url)
    splitting = Splitting("hand", "1", language, tuple(drafts(text) if found is None else found))
    by = person(database, "ada", Role.CHECKER)
    number = intake.add_article(database, document, details, splitting, by=by, now=now)
    if public:
        articles.publish(database, number, by=person(database, "bo"), now=now)
    return number


def elsewhere(
    database: Database,
    text: str = "The port handles a third of all trade.",
    claimant: str = "Lena Ortiz",
    *,
    place: str = "Radio Harbour, morning news",
    url: str = "https://radio.example/news",
    now: str = NOW,
) -> int:
    """Add a claim that was made outside of any article; give its number."""
    words = claims.Words(text, claimant)
    by = person(database, "ada", Role.CHECKER)
    number, _ = claims.add_elsewhere(database, words, place=place, said_on="2026-01-30", url=url, by=by, now=now)
    return number


def attach(
    database: Database,
    claim: int,
    passage: str = "The city ranked twelfth of forty for nitrate.",
    stance: Stance = Stance.REFUTES,
    *,
    text: str = SOURCE,
    title: str = "Register of Drinking Water",
    url: str = "https://register.example/2025",
    primary: bool = True,
    now: str = NOW,
) -> int:
    """Keep a source and attach a passage of it to a claim; give the evidence's number."""
    by = person(database, "ada", Role.CHECKER)
    document = intake.read_text(text, extract=extract, url=url)
    details = intake.Details(title, "Environment Agency", "", "2026-01-05", url)
    source = evidence.add_source(database, document, evidence.Citing(details, primary), by=by, now=now)
    return evidence.attach(database, claim, source, passage, stance, by=by, now=now)


def record(
    database: Database,
    claim: int,
    rating: str = "false",
    reason: str = "Eleven of forty cities had lower values.",
    explanation: str = "",
    *,
    correction: Correction | None = None,
    note: str = "",
    now: str = NOW,
) -> int:
    """Give a verdict on a claim and put it up for review; give the number of its row."""
    newest = max((one.number for one in stored_verdicts.of_claim(database, claim)), default=0)
    typed = verdicts.Typed(rating, reason, explanation, correction, note, newest)
    version = claims.existing(database, claim).version
    return verdicts.record(database, claim, version, typed, by=person(database, "ada", Role.CHECKER), now=now)


def publish(database: Database, claim: int, *, now: str = NOW) -> None:
    """Let the second person publish the verdict that waits, with its article."""
    waiting = verdicts.waiting(database, claims.existing(database, claim))
    assert waiting is not None
    verdicts.publish(database, claim, waiting.number, with_article=True, by=person(database, "bo"), now=now)


def verdict(database: Database, claim: int, rating: str = "false", **more: object) -> None:
    """Attach evidence to a claim, give a verdict on it and publish it, with its article."""
    attach(database, claim)
    record(database, claim, rating, **more)
    publish(database, claim)
