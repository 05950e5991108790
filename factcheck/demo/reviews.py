"""The reviews of the demo: which words of the article, on which passages of which sources, with which verdicts.

Town, newspaper, people and figures are invented. A claim is named by the exact words that it rests on, never by its
number, so that the demo does not depend on what an engine makes of the text.
"""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.desk.intake import Details
from factcheck.desk.verdicts import Typed
from factcheck.records import Correction, Kind, Stance


@dataclass(frozen=True, slots=True)
class Given:
    """A source: its file in documents/, what is said of it, and for a transcription what was typed out."""

    file: str
    details: Details
    primary: bool = False
    what: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a source, as it stands there, with its stance."""

    source: str
    words: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class Step:
    """One round of work on a claim: passages, then perhaps a verdict, then perhaps its publication."""

    passages: tuple[Passage, ...]
    verdict: Typed | None = None
    published: bool = True


@dataclass(frozen=True, slots=True)
class Review:
    """A claim by its exact words in the article, how the checker words it, and the work on it."""

    pieces: tuple[str, ...]
    text: str
    steps: tuple[Step, ...]
    claimant: str = ""
    kind: Kind = Kind.FACT


ARTICLE = Given(
    "article.html",
    Details(url="https://www.coastline-ledger.example/2026/03/saltmere-norvane-flood-pact"),
)

SOURCES = {
    "transcript": Given(
        "transcript.txt",
        Details(
            title="Press conference on the coast agreement, transcript",
            publisher="Town of Saltmere",
            published_on="2026-03-11",
            url="https://town.saltmere.example/press/2026-03-11-transcript",
        ),
        primary=True,
    ),
    "statement": Given(
        "statement.txt",
        Details(
            title="Joint statement of the towns of Saltmere and Norvane",
            publisher="Town of Norvane",
            published_on="2026-03-11",
            url="https://www.norvane.example/council/joint-statement-2026-03-11",
        ),
    ),
    "figures": Given("figures.html", Details(url="https://statistics.ostrey.example/insurance-and-sea-walls-2025")),
    "call": Given(
        "telephone.txt",
        Details(title="Deputy chief Dagny Moor on the trial of the barriers", published_on="2026-03-18"),
        what="telephone call with the Saltmere fire brigade, 18 March 2026",
    ),
}

_MONEY = (
    "We spend 6 million euros a year on sea defences today. Under the programme that I presented to the council on "
    "17 February, that doubles, to 12 million euros a year by 2029."
)
_BARRIERS = "The supplier tells us that a trained crew puts one up in 20 minutes."

REVIEWS = (
    Review(
        ("Saltmere will quadruple its spending on sea defences to 12 million euros a year by 2029",),
        "Saltmere will quadruple its spending on sea defences to 12 million euros a year by 2029.",
        (
            Step(
                (Passage("transcript", _MONEY, Stance.REFUTES),),
                Typed(
                    "mostly-false",
                    "The sum of 12 million euros by 2029 is right. It is twice what Saltmere spends today, not four "
                    "times.",
                    "Saltmere spends **6 million euros** a year now. The programme raises that to 12 million, which "
                    "the mayor herself called doubling. Four times would be 24 million.",
                ),
            ),
        ),
        kind=Kind.QUANTITY,
    ),
    Review(
        ("We believe that the sea is the biggest common danger that our two towns have ever faced",),
        "Mayor Ilse Varnholt said: “We believe that the sea is the biggest common danger that our two towns have ever "
        "faced.”",
        (
            Step(
                (
                    Passage(
                        "transcript",
                        "We see the sea as the greatest shared risk that our two towns face.",
                        Stance.REFUTES,
                    ),
                ),
                Typed(
                    "half-true",
                    "She said something close to it, but these are not her words: a “shared risk” became a “common "
                    "danger”, and “ever” was added.",
                    "The transcript has: “We see the sea as the greatest shared risk that our two towns face.” Marks "
                    "of quotation promise the words themselves. *Have ever faced* also makes a comparison with the "
                    "past that she did not make.",
                ),
            ),
        ),
        kind=Kind.QUOTATION,
    ),
    Review(
        ("the sea wall programme that Saltmere announced earlier this month",),
        "Saltmere announced the sea wall programme in March 2026.",
        (
            Step(
                (Passage("transcript", _MONEY, Stance.REFUTES),),
                Typed(
                    "false",
                    "The programme was presented on 17 February. The article contradicts itself: further down it says "
                    "“last month”.",
                ),
            ),
        ),
    ),
    Review(
        ("The council unveiled the programme last month",),
        "The council unveiled the sea wall programme in February 2026.",
        (
            Step(
                (Passage("transcript", _MONEY, Stance.SUPPORTS),),
                Typed("true", "The mayor presented the programme to the council on 17 February 2026."),
            ),
        ),
    ),
    Review(
        ("eight mobile barriers, which can be put up in 20 minutes",),
        "The mobile barriers can be put up in 20 minutes.",
        (
            Step(
                (Passage("transcript", _BARRIERS, Stance.SUPPORTS),),
                Typed("mostly-true", "The mayor gave this figure, and named the supplier as its origin."),
            ),
            Step(
                (
                    Passage(
                        "call",
                        "We tried two of them in Quay Street on 7 March, with a trained crew of six. The first was up "
                        "after 44 minutes, the second after 51.",
                        Stance.REFUTES,
                    ),
                ),
                Typed(
                    "mostly-false",
                    "The figure is the supplier’s, for a flat yard. In the one trial in a street of Saltmere it took "
                    "44 and 51 minutes.",
                    "Our first verdict rested on what the mayor was told by the supplier. The fire brigade has since "
                    "described its own trial of 7 March to us.",
                    Correction.SUBSTANTIAL,
                    "We had rated this “Mostly true” on the supplier’s figure alone. The fire brigade’s trial took "
                    "more than twice as long.",
                    based_on=1,
                ),
            ),
        ),
        kind=Kind.QUANTITY,
    ),
    Review(
        ("Each station moves 900 litres of water a second",),
        "Each mobile pumping station moves 900 litres of water a second.",
        (
            Step(
                (Passage("transcript", "Each moves 450 litres a second.", Stance.REFUTES),),
                Typed("false", "Each station moves 450 litres a second; 900 is what the two move together."),
            ),
        ),
        kind=Kind.QUANTITY,
    ),
    Review(
        ("Saltmere keeps its staff of 31",),
        "Saltmere keeps its staff of 31 harbour wardens.",
        (
            Step(
                (
                    Passage(
                        "transcript",
                        "There are 31 posts in Saltmere today and there will be 31 posts under the agreement.",
                        Stance.SUPPORTS,
                    ),
                    Passage("statement", "Each harbour keeps its own command and its own staff.", Stance.SUPPORTS),
                ),
                Typed("true", "The harbour master gave this number, and the joint statement agrees in substance."),
            ),
        ),
    ),
    Review(
        ("You will not find one person at the fish market who is against the wall",),
        "Mayor Ilse Varnholt said: “You will not find one person at the fish market who is against the wall.”",
        (
            Step(
                (
                    Passage(
                        "transcript",
                        "That I have read it, and that we will hold two open evenings in May. Nobody has to like the "
                        "wall. Everybody should have seen the drawings.",
                        Stance.CONTEXT,
                    ),
                ),
                Typed(
                    "unproven",
                    "These words are not in the transcript, where she answers the same question differently. She may "
                    "have said them elsewhere; the Ledger did not tell us where.",
                ),
            ),
        ),
        kind=Kind.QUOTATION,
    ),
    Review(
        ("Flood insurance in the town has become 8 percent cheaper since last year",),
        "Flood insurance in Saltmere has become 8 percent cheaper since last year.",
        (
            Step(
                (
                    Passage(
                        "figures",
                        "It fell by 8 percent in the last year, after it had risen by 52 percent in the year before.",
                        Stance.CONTEXT,
                    ),
                ),
                Typed(
                    "missing-context",
                    "The premium did fall by 8 percent in 2025. In the year before it had risen by 52 percent, which "
                    "the article leaves out.",
                    "The average premium was\n\n- 410 euros in 2023,\n- 624 euros in 2024,\n- 574 euros in 2025.\n\n"
                    "A house in Saltmere costs 40 percent more to insure than two years ago.",
                ),
            ),
        ),
        claimant="the Ostrey Statistics Office",
        kind=Kind.QUANTITY,
    ),
    Review(
        ("Saltmere has the longest sea wall on the coast, at 6.4 kilometres",),
        "Saltmere has the longest sea wall on the coast, at 6.4 kilometres.",
        (
            Step(
                (
                    Passage(
                        "figures",
                        "The sea wall of Norvane is 7.1 kilometres long and the longest on the coast. The wall of "
                        "Saltmere follows with 6.4 kilometres",
                        Stance.REFUTES,
                    ),
                ),
                Typed("false", "The length is right, the rank is not: Norvane’s wall has 7.1 kilometres."),
            ),
        ),
        kind=Kind.QUANTITY,
    ),
    Review(
        ("The storm of October 2025 damaged 214 houses in Saltmere",),
        "The storm of October 2025 damaged 214 houses in Saltmere.",
        (
            Step(
                (Passage("statement", "In Saltmere 214 houses were damaged, in Norvane 57.", Stance.SUPPORTS),),
                Typed("true", "Both towns give this number in their joint statement."),
                published=False,
            ),
        ),
        kind=Kind.QUANTITY,
    ),
    Review(
        ("the mutual aid treaty of the two towns would also cover power cuts from April",),
        "The mutual aid treaty of the two towns covers power cuts from April 2026.",
        (
            Step(
                (
                    Passage(
                        "statement",
                        "The treaty on mutual aid of 1998 is extended to failures of the power supply.",
                        Stance.SUPPORTS,
                    ),
                ),
            ),
        ),
        claimant="Mayor Ilse Varnholt",
    ),
)
