"""The words of an article that claims borrow: what a pronoun or a short name stands for, and who their claimant is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from factcheck.core import marking
from factcheck.records import Claim


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a run, where it begins in the article, and the numbers of the claims that borrow it."""

    text: str
    at: int
    lent: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Words that the same claims rest on, in pieces by who borrows them."""

    claims: tuple[int, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: where it begins, its runs in order, and the claims whose first words stand in it."""

    start: int
    runs: tuple[Run, ...]
    claims: tuple[int, ...]


def paragraphs(text: str, claims: Iterable[Claim]) -> list[Paragraph]:
    """Cut a text into its paragraphs with the claims in it, and with the words that they borrow."""
    found = list(claims)
    resting = [(claim.id, claim.appearance.anchors) for claim in found]
    # As claims with numbers below zero, what is borrowed cuts the text at its edges and begins no note.
    lending = [(-claim.id, (*claim.appearance.antecedents, *claim.appearance.claimant_spans)) for claim in found]
    return [_paragraph(one) for one in marking.paragraphs(text, [*resting, *lending])]


def _paragraph(paragraph: marking.Paragraph) -> Paragraph:
    pieces, at = [], paragraph.span.start
    for stretch in paragraph.stretches:
        claims = tuple(number for number in stretch.claims if number > 0)
        pieces.append((claims, Piece(stretch.text, at, tuple(-number for number in stretch.claims if number < 0))))
        at += len(stretch.text)
    runs = tuple(
        Run(claims, tuple(piece for _, piece in together)) for claims, together in groupby(pieces, lambda pair: pair[0])
    )
    return Paragraph(paragraph.span.start, runs, tuple(number for number in paragraph.claims if number > 0))
