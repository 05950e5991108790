"""`split`: the claims of one file, without storing anything."""

from __future__ import annotations

import json

import click

from factcheck.cli.engines import engine_option
from factcheck.cli.lines import claim_fields
from factcheck.cli.opening import tools
from factcheck.cli.reading import document_of
from factcheck.desk import intake
from factcheck.records import ClaimDraft, Splitting


@click.command()
@click.argument("name", metavar="FILE_OR_URL")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, as `batch split` writes it.")
@engine_option
def split(name: str, as_json: bool, engine_name: str) -> None:
    """Show the claims of an article without storing it."""
    equipment = tools(engine_name)
    document = document_of(name, equipment)
    splitting = intake.split_document(document, intake.Details(), split=equipment.split)
    text = document.snapshot.text
    if as_json:
        answer = {"text": text, "claims": [claim_fields(claim) for claim in splitting.claims]}
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        click.echo(_readable(text, splitting))
    for note in splitting.notes:
        click.echo(note, err=True)


def _readable(text: str, splitting: Splitting) -> str:
    lines = [line for number, claim in enumerate(splitting.claims, 1) for line in _lines(number, claim, text)]
    lines += [f"Refused: {one.draft.text} ({one.reason})" for one in splitting.rejected]
    lines.append(f"{len(splitting.claims)} claims by the engine {splitting.engine} {splitting.engine_version}.")
    return "\n".join(lines)


def _lines(number: int, claim: ClaimDraft, text: str) -> list[str]:
    """A claim, who makes it, and the exact words that it rests on."""
    marks = [claim.kind, *(["quoted"] if claim.quoted else []), *(["refers elsewhere"] if claim.open_reference else [])]
    words = " … ".join(" ".join(text[span.start : span.end].split()) for span in claim.spans)
    claimant = f"{claim.claimant}: " if claim.claimant else ""
    return [f"{number:3}. {claimant}{claim.text}", f"     [{', '.join(marks)}] “{words}”"]
