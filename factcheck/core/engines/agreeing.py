"""Words that agree with a name that took a pronoun's place: verbs, contractions and articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.core.engines.pieces import Piece
from factcheck.core.engines.verbs import third_person

if TYPE_CHECKING:
    pass


def agreeing(pieces: list[Piece], renamed: set[int]) -> list[Piece]:
    """The pieces with all that has to agree; `renamed` are the heads of which a name replaced "I"."""
    return _in_third_person(_with_fitting_articles(pieces), renamed)


def _with_fitting_articles(pieces: list[Piece]) -> list[Piece]:
    """ "an HSB ruling" → "a Harbour Safety Board ruling": the article goes with the word that now follows it."""
    fitting = list(pieces)
    article: int | None = None
    for place, one in enumerate(pieces):
        if not one.text:
            continue
        if article is not None and one.antecedent:
            wanted = "an" if one.text[0].lower() in "aeiou" else "a"
            given = pieces[article].text
            fitting[article] = Piece(wanted.capitalize() if given[0].isupper() else wanted, pieces[article].word)
        article = place if one.text.lower() in ("a", "an") and not one.antecedent else None
    return fitting


def _in_third_person(pieces: list[Piece], renamed: set[int]) -> list[Piece]:
    """The verbs of these heads as they follow a name: "I have" → "Smith has"."""
    if not renamed:
        return pieces
    return [
        Piece(third_person(one.word), one.word)
        if one.word is not None
        and not one.antecedent
        and (one.word.index in renamed or (one.word.dep in ("aux", "auxpass") and one.word.head.index in renamed))
        and one.text == one.word.text
        else one
        for one in pieces
    ]
