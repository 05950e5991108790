"""What kind of thing a name is: "the helicopter", "the orchestra" and "the country" can be said of whom or what."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from factcheck.core.wording import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.core.names import Name
    from factcheck.core.syntax import Sentence, Word

#: Countries by their names in English, in one word each: the last word where the name has several.
_COUNTRIES = vocabulary(
    "afghanistan albania algeria andorra angola argentina armenia australia austria azerbaijan bahamas bahrain "
    "bangladesh barbados belarus belgium belize benin bhutan bolivia bosnia botswana brazil britain brunei bulgaria "
    "burundi cambodia cameroon canada chad chile china colombia congo croatia cuba cyprus denmark djibouti ecuador "
    "egypt eritrea estonia ethiopia fiji finland france gabon gambia germany ghana greece grenada guatemala guinea "
    "guyana haiti honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica japan jordan "
    "kazakhstan kenya kiribati kosovo kuwait kyrgyzstan laos latvia lebanon lesotho liberia libya liechtenstein "
    "lithuania luxembourg madagascar malawi malaysia maldives mali malta mauritania mauritius mexico moldova monaco "
    "mongolia montenegro morocco mozambique myanmar namibia nauru nepal netherlands nicaragua niger nigeria norway "
    "oman pakistan palau panama paraguay peru philippines poland portugal qatar romania russia rwanda samoa senegal "
    "serbia seychelles singapore slovakia slovenia somalia spain sudan suriname sweden switzerland syria taiwan "
    "tajikistan tanzania thailand togo tonga tunisia turkey turkmenistan tuvalu uganda ukraine uruguay uzbekistan "
    "vanuatu venezuela vietnam yemen zambia zimbabwe korea zealand salvador lanka leone kingdom arabia emirates "
    "u.s. us u.k. uk usa scotland wales"
)

#: States of the United States that are not also cities or first names.
_STATES = vocabulary(
    "alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana "
    "iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana "
    "nebraska nevada hampshire jersey carolina dakota ohio oklahoma oregon pennsylvania tennessee texas utah "
    "vermont virginia wisconsin wyoming"
)

_KINDS = {"country": "country", "nation": "country", "state": "state", "city": "city", "town": "city"}

#: "The country" is the one that was spoken of within so many sentences, and no other.
WINDOW = 3

#: Only so many of the last mentions are weighed: the cost stays linear.
MOST_WEIGHED = 20


class Kinds:
    """Reads the names of an article in order and tells which one is meant by its kind."""

    def __init__(self, names: dict[int, Name]) -> None:
        self._names = names
        self._known: dict[str, list[tuple[float, Word]]] = defaultdict(list)

    def read(self, number: float, sentence: Sentence) -> None:
        """Remember the kinds of what the sentence names."""
        for word in sentence.words:
            if word.is_name and word.index in self._names and word.dep != "compound":
                for kind in self._kinds(word):
                    self._known[kind].append((number, word))

    def meant(self, kind: str, number: float) -> Word | None:
        """The thing of this kind that the article is about there; None where there are several."""
        known = self._known.get(_KINDS.get(kind, kind), [])
        near = {self._names[word.index].full.text: word for at, word in known[-MOST_WEIGHED:] if number - at <= WINDOW}
        if len(near) != 1:
            return None
        [(text, word)] = near.items()
        if kind not in _KINDS or word.dep in ("nsubj", "nsubjpass", "poss"):
            return word
        return (
            word if sum(self._names[other.index].full.text == text for _, other in known[-MOST_WEIGHED:]) > 1 else None
        )

    def _kinds(self, word: Word) -> Iterator[str]:
        name = self._names[word.index]
        if word.entity == "GPE":
            yield "state" if word.lower in _STATES else "country" if word.lower in _COUNTRIES else "city"
            return
        if name.person or word.child("poss") is not None:
            return
        for noun in (*word.all("compound", "appos"), *([word.head] if word.dep == "appos" else [])):
            if noun.tag == "NN":
                yield noun.lemma.lower()
