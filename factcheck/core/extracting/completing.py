"""What trafilatura's precise reading left out of an article, and what it let in, set right by the page's own template.

Pages are made from templates: the paragraphs of one article have the same tags and classes around them. A paragraph
that looks like most of those found is one of them, wherever the reading lost it (behind an advertisement, in a second
container). A paragraph that consists of links is none, wherever it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from factcheck.core.characters import one_line
from factcheck.core.extracting.asides import is_aside
from factcheck.core.extracting.cleaning import SENTENCE_END
from factcheck.core.extracting.dating import day_of

LEAVES = ("p", "li", "blockquote", "h2", "h3", "h4", "div", "td")
BLOCKS = frozenset(
    {"p", "li", "ul", "ol", "dl", "blockquote", "h1", "h2", "h3", "h4", "div", "section", "table", "figure"}
)
OUTSIDE = frozenset({"nav", "aside", "footer", "form", "figure", "figcaption", "button", "select", "table"})
NOT_LETTERS = re.compile(r"[\W_]+")
MIN_LETTERS = 12  # shorter lines are in no reading reliably told apart
SHARE = 0.25  # of the text found that must stand in one template for its other paragraphs to be taken
MAX_LINKED = 0.6  # share of a paragraph's letters that may be links
STANDFIRST = re.compile(
    r"stand-?first|\bdek\b|[_-]dek\b|sub-?title|sub-?head|excerpt|synopsis|article-?(?:summary|lead|intro)\b",
    re.IGNORECASE,
)
MAX_STANDFIRST = 600
PIECE = 30  # letters; as many in a row are the same text
MAX_PIECES = 10  # of a leaf that are looked for
MAX_LEAVES = 5_000  # a long live blog has 1,500
MIN_MISSED = 600  # letters, about a hundred words


@dataclass(frozen=True, slots=True)
class Leaf:
    """One block of a page that holds text and no further block."""

    element: HtmlElement
    text: str
    letters: str

    @property
    def template(self) -> tuple[str | None, ...]:
        """The tags and classes that the page puts around it."""
        element, parent = self.element, self.element.getparent()
        outer = parent.getparent() if parent is not None else None
        return (
            element.tag,
            element.get("class"),
            *((parent.tag, parent.get("class")) if parent is not None else ()),
            *((outer.tag,) if outer is not None else ()),
        )

    @property
    def linked(self) -> float:
        """The share of its letters that are links."""
        links = sum(len(_letters(link.text_content())) for link in self.element.iter("a"))
        return links / len(self.letters) if self.letters else 0.0


@dataclass(frozen=True, slots=True)
class Article:
    """An article as read: its paragraphs, and the leaves of the page that they come from."""

    blocks: list[str]
    leaves: list[Leaf]


def completed(leaves: list[Leaf], blocks: list[str], title: str, summary: str) -> Article:
    """The blocks with what belongs to them and without what does not. `summary` is the page's og:description."""
    places = _places(leaves, blocks)
    blocks = _as_printed(leaves, places, blocks)
    linked = {number for number, place in places.items() if _is_a_link(leaves[number], blocks[place])}
    lost = _lost(leaves, places)
    dropped = {places[number] for number in linked} | {place for place, block in enumerate(blocks) if is_aside(block)}
    result = [leaves[number].text for number in lost.get(-1, ())]
    for place, block in enumerate(blocks):
        result.extend([block] if place not in dropped else [])
        result.extend(leaves[number].text for number in lost.get(place, ()))
    first = _standfirst(leaves, places, result, title, summary)
    kept = (places.keys() - linked).union(*lost.values())
    return Article([leaf.text for leaf in first] + result, [leaves[number] for number in sorted(kept)])


def covers_too_little(leaves: list[Leaf], blocks: list[str]) -> bool:
    """Whether the page holds far more prose in one template than the reading found anywhere."""
    prose = _largest_template(leaves)
    return sum(len(leaf.letters) for leaf in prose) > max(MIN_MISSED, 3 * sum(len(_letters(block)) for block in blocks))


def made_of_links(tree: HtmlElement, blocks: list[str]) -> bool:
    """Whether most of the text found is that of links, one behind the other: a menu, a list of stories."""
    links = "".join(_letters(link.text_content()) for link in tree.iter("a"))
    found = [_letters(block) for block in blocks]
    return sum(len(letters) for letters in found if letters in links) > MAX_LINKED * sum(map(len, found))


def plain_reading(leaves: list[Leaf]) -> list[str]:
    """The prose of the page's largest template: what is left to take where every other reading fails."""
    return [leaf.text for leaf in _largest_template(leaves)]


def _largest_template(leaves: list[Leaf]) -> list[Leaf]:
    groups: dict[tuple[str | None, ...], list[Leaf]] = {}
    for leaf in leaves:
        if leaf.element.tag == "p" and _is_prose(leaf):
            groups.setdefault(leaf.template, []).append(leaf)
    return max(groups.values(), key=lambda group: sum(len(leaf.letters) for leaf in group), default=[])


def _letters(text: str) -> str:
    return NOT_LETTERS.sub("", text).casefold()


def leaves_of(tree: HtmlElement) -> list[Leaf]:
    """The page's leaves in reading order; none of a page that has more than any article."""
    leaves = list(islice(_leaves(tree), MAX_LEAVES + 1))
    return leaves if len(leaves) <= MAX_LEAVES else []


def _leaves(tree: HtmlElement) -> Iterator[Leaf]:
    for element in tree.iter(*LEAVES):
        if any(child.tag in BLOCKS for child in element):
            continue
        text = one_line(" ".join(element.itertext()) if element.find(".//br") is not None else element.text_content())
        letters = _letters(text)
        if len(letters) >= MIN_LETTERS:
            yield Leaf(element, text, letters)


def _places(leaves: list[Leaf], blocks: list[str]) -> dict[int, int]:
    """For each leaf whose text was found, the block that it stands in; reading order where a text occurs twice."""
    found, text = [_letters(block) for block in blocks], ""
    starts: list[int] = []
    for letters in found:
        starts.append(len(text))
        text += letters + "\n"
    position, places = 0, {}
    for number, leaf in enumerate(leaves):
        place = _place(text, leaf.letters, position)
        if place >= 0:
            position = max(position, place)
            places[number] = bisect_right(starts, place) - 1
    return places


def _as_printed(leaves: list[Leaf], places: dict[int, int], blocks: list[str]) -> list[str]:
    """The blocks with the blanks that the page has: readings lose some around links, and put some before commas."""
    printed = list(blocks)
    for number, place in places.items():
        leaf = leaves[number]
        if _letters(blocks[place]) == leaf.letters and leaf.element.find(".//br") is None:
            printed[place] = leaf.text
    return printed


def _place(text: str, letters: str, position: int) -> int:
    """Where a leaf stands in the text, most of it: a reading may drop a link or a note inside; -1 where it does not."""
    place = text.find(letters, position)
    if place < 0:
        place = text.find(letters)
    if place >= 0:
        return place
    pieces = [letters[start : start + PIECE] for start in range(0, len(letters), PIECE)][:MAX_PIECES]
    known = [where for where in (text.find(piece) for piece in pieces) if where >= 0]
    return known[0] if len(known) >= 0.5 * len(pieces) else -1


def _lost(leaves: list[Leaf], places: dict[int, int]) -> dict[int, list[int]]:
    """Leaves of the article's own template that were not found, by the block that they follow; -1 for none."""
    weights: Counter[tuple[str | None, ...]] = Counter()
    roots: Counter[HtmlElement | None] = Counter()
    for number in places:
        weights[leaves[number].template] += len(leaves[number].letters)
        roots[_root(leaves[number].element)] += len(leaves[number].letters)
    if not weights:
        return {}
    total, root = sum(weights.values()), roots.most_common(1)[0][0]
    own = {template for template, weight in weights.items() if weight >= SHARE * total}
    lost: dict[int, list[int]] = {}
    after = -1
    for number, leaf in enumerate(leaves):
        if number in places:
            after = places[number]
        elif leaf.template in own and _is_prose(leaf) and _root(leaf.element) is root:
            lost.setdefault(after, []).append(number)
    return lost


def _root(element: HtmlElement) -> HtmlElement | None:
    """The <article> that it stands in: a page may hold several."""
    return next(element.iterancestors("article"), None)


def _is_prose(leaf: Leaf) -> bool:
    return (
        leaf.element.tag in ("p", "div", "blockquote")
        and len(leaf.letters) >= 25
        and leaf.linked < MAX_LINKED
        and bool(SENTENCE_END.search(leaf.text))
        and "<" not in leaf.text
        and not _outside(leaf)
    )


def _is_a_link(leaf: Leaf, block: str) -> bool:
    """Whether a whole block is a link to somewhere else: "Read more: ..." in whatever language."""
    return (
        leaf.element.tag in ("p", "div")
        and not SENTENCE_END.search(block)
        and len(_letters(block)) == len(leaf.letters)
        and leaf.linked > MAX_LINKED
    )


def _standfirst(leaves: list[Leaf], places: dict[int, int], blocks: list[str], title: str, summary: str) -> list[Leaf]:
    """The lines under the headline that sum the article up, where the page shows them and the reading left them out."""
    first = min((number for number in places if places[number] == 0), default=0)
    start, known = _letters("".join(blocks[:3])), _letters(title)
    for leaf in leaves[:first]:
        if leaf.letters != known and _sums_up(leaf, _letters(summary)) and _place(start, leaf.letters, 0) < 0:
            return [leaf]
    return []


def _sums_up(leaf: Leaf, summary: str) -> bool:
    if not 30 <= len(leaf.letters) <= MAX_STANDFIRST or leaf.linked > 0.3:
        return False
    if leaf.text.endswith(("...", "…")) or day_of(leaf.text):  # cut short; a line of dates
        return False
    parent = leaf.element.getparent()
    classes = f"{leaf.element.get('class') or ''} {(parent.get('class') or '') if parent is not None else ''}"
    return (leaf.letters == summary or bool(STANDFIRST.search(classes))) and not _outside(leaf)


def _outside(leaf: Leaf) -> bool:
    """Whether it stands in a part of the page that holds no article text."""
    return any(ancestor.tag in OUTSIDE for ancestor in leaf.element.iterancestors())
