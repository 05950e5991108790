"""Every error that this program raises on purpose.

Each carries one sentence in words that the person can act on. The sentence is kept as a template with
its parts apart, so that an edge (web, command line) can translate it; `str()` gives the English.
"""

from __future__ import annotations

AMOUNTS = ("least", "limit", "most")
"""What sentences call how much there may be of something."""


class FactcheckError(Exception):
    """The root: whatever is raised on purpose is one of these; anything else is a bug."""

    def __init__(self, template: str, **parts: object) -> None:
        super().__init__(template, parts)
        self.template = template
        self.parts = parts

    def __str__(self) -> str:
        parts = {name: f"{part:,}" if self.is_amount(name) else part for name, part in self.parts.items()}
        return self.template % parts if parts else self.template

    def is_amount(self, name: str) -> bool:
        """Say whether a part of the sentence is an amount, written with its thousands apart; a port is none."""
        return name in AMOUNTS and type(self.parts[name]) is int and f"%({name})s" in self.template


class Refused(FactcheckError):
    """A rule of the house forbids it; the sentence says which, and what would be allowed."""


class Invalid(Refused):
    """What was typed cannot be taken; `field` names the input that it stands in."""

    def __init__(self, template: str, field: str = "", **parts: object) -> None:
        super().__init__(template, **parts)
        self.field = field


class Forbidden(FactcheckError):
    """This person may not do this."""


class NotFound(FactcheckError):
    """There is no such thing, or none that this person may know of."""


class AlreadyThere(Refused):
    """The same thing is stored already; `kind` and `number` say where. The number is a part of the sentence too."""

    def __init__(self, template: str, kind: str, number: int, **parts: object) -> None:
        super().__init__(template, number=number, **parts)
        self.kind = kind
        self.number = number


class Conflict(FactcheckError):
    """Somebody saved first. `mine` and `theirs` map field names to the two texts."""

    def __init__(
        self, template: str, mine: dict[str, str], theirs: dict[str, str], version: int, **parts: object
    ) -> None:
        super().__init__(template, **parts)
        self.mine = mine
        self.theirs = theirs
        self.version = version


class FetchFailed(FactcheckError):
    """A page could not be had from the network; nothing was stored."""


class ExtractionFailed(FactcheckError):
    """No article text could be had from these bytes; nothing was stored."""


class BrokenEngine(FactcheckError):
    """A splitting engine raised or answered in a form that is not the contract's."""


class Unavailable(FactcheckError):
    """The database or a service that is needed cannot be used at this moment; nothing was saved."""


class Damaged(FactcheckError):
    """The database does not verify: a hash, the event chain or a file is not what was stored."""
