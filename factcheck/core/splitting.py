"""Article text → claims: what an engine is, which one is taken, and the contract that every engine is held to."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from factcheck.core.contract import Ground, broken_rule
from factcheck.core.language import language_of
from factcheck.errors import BrokenEngine, FactcheckError
from factcheck.records import ArticleText, ClaimDraft, Drafts, Kind, QuotationDraft, Rejection, Span, Splitting

#: Languages that the clauses engine has a parser for.
PARSED_LANGUAGES = frozenset({"en"})


@runtime_checkable
class Splitter(Protocol):
    """An engine: the same article gives the same drafts, on any thread."""

    @property
    def name(self) -> str:
        """What is stored with every claim that the engine made."""

    @property
    def version(self) -> str:
        """Changes whenever the same article may give other drafts."""

    def split(self, article: ArticleText, /) -> Drafts | Sequence[ClaimDraft]:
        """The claims of the article in reading order, with its quotations where the engine knows them."""


@dataclasses.dataclass(frozen=True, slots=True)
class ByLanguage:
    """Stands for the best engine that an article's language has; `split` asks it to choose."""

    name: str = "default"
    version: str = "1"

    def choose(self, language: str) -> Splitter:
        """The clauses engine where there is a parser for the language, else whole sentences."""
        return default_engine(language)

    def split(self, article: ArticleText, /) -> Drafts | Sequence[ClaimDraft]:
        """What the chosen engine finds."""
        return self.choose(language_of(article)).split(article)


def default_engine(language: str | None = None) -> Splitter:
    """The engine for a language; without one, an engine that follows each article's own. Parsers load at first use."""
    from factcheck.core.engines.clauses import Clauses
    from factcheck.core.engines.sentences import Sentences

    if language is None:
        return ByLanguage()
    return Clauses() if language in PARSED_LANGUAGES else Sentences()


def split(article: ArticleText, engine: Splitter) -> Splitting:
    """The claims that the engine finds and the contract accepts, and those it refuses, each with its reason.

    Raises BrokenEngine only when the engine raises or answers in a form that is not the contract's.
    """
    language = language_of(article)
    notes: list[str] = []
    if isinstance(engine, ByLanguage):
        engine = engine.choose(language)
        if language not in PARSED_LANGUAGES:
            notes.append(f"This article is split into sentences, since its language ('{language}') has no parser here.")
    drafts = _drafts_of(engine, article)
    accepted, rejected = _judged(drafts.claims, Ground.of(article.text, article.title))
    return Splitting(
        engine=engine.name,
        engine_version=engine.version,
        language=language,
        claims=accepted,
        rejected=rejected,
        quotations=_sound_quotations(drafts.quotations, article.text),
        notes=(*notes, *drafts.notes),
    )


def _drafts_of(engine: Splitter, article: ArticleText) -> Drafts:
    try:
        answer = engine.split(article)
    except FactcheckError:  # an engine that knows what is in the way says itself what to do
        raise
    except Exception as error:  # an engine may raise anything; the caller is told which engine it was
        raise BrokenEngine(
            "The engine '%(engine)s' failed on this text: %(error)s", engine=engine.name, error=repr(error)
        ) from error
    drafts = answer if isinstance(answer, Drafts) else _drafts_from(answer)
    if drafts is None or not all(map(_well_formed, drafts.claims)) or not all(map(_well_formed, drafts.quotations)):
        raise BrokenEngine(
            "The engine '%(engine)s' answered in a form that is not a list of claims.", engine=engine.name
        )
    return drafts


def _drafts_from(answer: object) -> Drafts | None:
    if isinstance(answer, Sequence) and not isinstance(answer, str | bytes):
        return Drafts(tuple(answer))
    return None


def _well_formed(draft: object) -> bool:
    """Are the fields of the record of the types that it promises?"""
    if isinstance(draft, QuotationDraft):
        return _is_span(draft.span) and isinstance(draft.speaker, str | None)
    return (
        isinstance(draft, ClaimDraft)
        and isinstance(draft.text, str)
        and all(
            isinstance(spans, tuple) and all(map(_is_span, spans))
            for spans in (draft.spans, draft.antecedents, draft.claimant_spans)
        )
        and isinstance(draft.claimant, str | None)
        and (draft.quotation is None or _is_span(draft.quotation))
        and isinstance(draft.kind, Kind)
        and isinstance(draft.score, float | int)
    )


def _is_span(span: object) -> bool:
    return isinstance(span, Span) and all(type(edge) is int for edge in span)


def _judged(drafts: tuple[ClaimDraft, ...], ground: Ground) -> tuple[tuple[ClaimDraft, ...], tuple[Rejection, ...]]:
    accepted: list[ClaimDraft] = []
    rejected: list[Rejection] = []
    seen: set[tuple[str, str]] = set()
    for draft in drafts:
        likeness = (_plain(draft.text), _plain(draft.claimant or ""))
        reason = broken_rule(draft, ground) or ("The same claim stands here already." if likeness in seen else None)
        if reason:
            rejected.append(Rejection(draft, reason))
        else:
            seen.add(likeness)
            accepted.append(draft)
    return tuple(accepted), tuple(rejected)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def _sound_quotations(quotations: tuple[QuotationDraft, ...], text: str) -> tuple[QuotationDraft, ...]:
    """Those that lie in the text, in reading order, each place once."""
    sound: list[QuotationDraft] = []
    for quotation in sorted(quotations, key=lambda one: one.span):
        at = sound[-1].span.end if sound else 0
        if at <= quotation.span.start < quotation.span.end <= len(text):
            sound.append(quotation)
    return tuple(sound)
