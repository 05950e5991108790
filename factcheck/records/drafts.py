"""What comes in and what is made of it before anything is stored: documents, texts, drafts of claims."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What sort of statement a claim is."""

    FACT = "fact"
    QUANTITY = "quantity"
    QUOTATION = "quotation"
    PREDICTION = "prediction"
    OPINION = "opinion"


class Span(NamedTuple):
    """`[start, end)` in code points of a snapshot's text, as a Python slice."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a source bears on a claim, in code points of the source's text; a higher score bears on it more."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class ArticleText:
    """What an engine splits. `text` excludes the title; `published` is an ISO date when known."""

    text: str
    title: str = ""
    published: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """One claim as an engine proposes it.

    `spans` lie in reading order and do not overlap; `antecedents` are where the words come from that replace a
    pronoun or a short reference, and `claimant_spans` where the claimant is named. `quotation` is the span of the
    whole quotation that the claim was made in, marks included. `score` is its check-worthiness, 0 to 1, `reasons` says
    why in words.
    """

    text: str
    spans: tuple[Span, ...]
    antecedents: tuple[Span, ...] = ()
    claimant: str | None = None
    claimant_spans: tuple[Span, ...] = ()
    quoted: bool = False
    quotation: Span | None = None
    kind: Kind = Kind.FACT
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    open_reference: bool = False


@dataclass(frozen=True, slots=True)
class QuotationDraft:
    """Quoted words, whole: the span from the opening to the closing mark, and who says them."""

    span: Span
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Drafts:
    """All that an engine finds in one article: claims and quotations, each in reading order, and what it notes."""

    claims: tuple[ClaimDraft, ...]
    quotations: tuple[QuotationDraft, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejection:
    """A draft that the contract refused, and why in one sentence."""

    draft: ClaimDraft
    reason: str


@dataclass(frozen=True, slots=True)
class Splitting:
    """The result of `core.splitting.split`: what was accepted, and what was not, by which engine."""

    engine: str
    engine_version: str
    language: str
    claims: tuple[ClaimDraft, ...]
    rejected: tuple[Rejection, ...] = ()
    quotations: tuple[QuotationDraft, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutgoingLink:
    """A link of a document: its address, the words that carry it, and where these stand in the document's text.

    `span` is none where the text has not these words: in a list of sources below the article.
    """

    url: str
    words: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """What extraction found in a document. `published` is an ISO date (YYYY-MM-DD); empty means not found."""

    text: str
    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: str = ""
    links: tuple[OutgoingLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Fetched:
    """The answer to one request. `body` is inflated; `headers` are those of the last response, lower-case names.

    `status` is 304, and the body empty, where the site says that the page is the one that `Validators` told of.
    """

    url: str
    final_url: str
    status: int
    media_type: str
    charset: str
    body: bytes = field(repr=False)
    headers: tuple[tuple[str, str], ...] = ()


class Validators(NamedTuple):
    """What a site gave with a page so that it can be asked whether the page changed; `url` is where it answered."""

    url: str = ""
    etag: str = ""
    modified: str = ""
