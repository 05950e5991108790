"""What readers and other programs are told of the desk itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """The desk as a publisher: its name, and the address of its site without a slash at the end.

    `names` says whether readers are told who gave and who published a verdict, or only that the desk did. `whole` says
    whether articles are shown whole, or only the sentences that claims rest on, with a link to the rest.
    `topics` are those of the desk's topics that readers may see.
    """

    name: str = "Factcheck"
    url: str = "http://127.0.0.1:8000"
    names: bool = True
    whole: bool = True
    topics: tuple[str, ...] = ()
