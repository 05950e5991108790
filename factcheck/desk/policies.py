"""How the desk works, in its own words: the texts of the method page."""

from __future__ import annotations

import hashlib

from sqlite_utils import Database

from factcheck.core.characters import visible
from factcheck.desk.intake import clean_day
from factcheck.errors import Conflict, Invalid
from factcheck.records import Person
from factcheck.records.letters import Policy
from factcheck.store import events, policies
from factcheck.store.connection import writing

TEXT_MAX = 20_000
"""Characters of one text: ten pages, more than readers will."""


def save(database: Database, typed: Policy, *, by: Person, now: str) -> None:
    """Save a text over the version that the person saw; raises `Conflict` where somebody saved first."""
    text, review_on = visible(typed.text).strip(), clean_day(typed.review_on or "", "review_on")
    if len(text) > TEXT_MAX:
        raise Invalid("The text may have %(most)s characters.", "text", most=TEXT_MAX)
    with writing(database):
        [stands] = [one for one in policies.every(database) if one.name == typed.name]
        if (stands.text, stands.review_on) == (text, review_on):
            return
        if not policies.save(database, Policy(typed.name, text, review_on, version=typed.version), now):
            sentence = "Somebody saved this text while you wrote yours."
            raise Conflict(sentence, {"text": text}, {"text": stands.text}, stands.version)
        payload = {
            "text_hash": hashlib.sha256(text.encode()).hexdigest(),
            "before": {"text": stands.text, "review_on": stands.review_on},
            "changed": {"text": text, "review_on": review_on},
        }
        events.append(
            database, now=now, actor=by.id, verb="changed policy", subject=f"policy {typed.name}", payload=payload
        )
