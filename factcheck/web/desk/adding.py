"""Adding articles: an address, files or pasted text become jobs, and a page that says how far each is."""

from __future__ import annotations

import time

from flask import Blueprint, current_app, redirect, render_template, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from factcheck import jobs as work
from factcheck.core.characters import one_line
from factcheck.desk import intake
from factcheck.errors import Invalid, NotFound
from factcheck.records import Job
from factcheck.store import jobs
from factcheck.web import current
from factcheck.web.desk import forms
from factcheck.web.desk.answering import View, by, go, wake_worker
from factcheck.web.forms import blame

blueprint = Blueprint("adding", __name__)

FILE_MOST = 10_000_000
"""Bytes of a file at most, as the forms say; as many as a fetched page may have."""

PATIENCE_S = 1.0
"""So long the answer waits for the work: most pasted articles are done by then, and nobody has to look at progress."""

LOOK_S = 0.02

Given = tuple[str, bytes | None]
"""A file's name and bytes; pasted text has no name, an address alone no bytes either."""


@blueprint.get("/add")
def form() -> str:
    """The page on which an article is added."""
    return render_template("desk/add.html", form=forms.NewArticle(formdata=None))


@blueprint.post("/add")
def add() -> View:
    """Queue what was given, and go to where its progress is told."""
    typed = forms.NewArticle()
    if typed.validate():
        try:
            given, details = given_in(typed), details_in(typed)
        except Invalid as error:
            blame(typed, error)
        else:
            engine = typed.engine.data if typed.engine else ""
            return progress(
                [
                    work.add_article(current.database(), details, name=name, content=content, engine=engine, **by())
                    for name, content in given
                ]
            )
    return render_template("desk/add.html", form=typed), 422


def progress(numbers: list[int]) -> Response:
    """Wake the worker and go to the page of the job, or of all of them."""
    wake_worker()
    if len(numbers) == 1:
        job = settled(numbers[0])
        return go(address_of(job) if job.state == "done" else url_for("desk.adding.job", job_id=job.id))
    return go(url_for("desk.adding.listed"))


def settled(number: int) -> Job:
    """The job when it is done, or as it stands after `PATIENCE_S`; at once where no worker runs in this process."""
    database = current.database()
    end = time.monotonic() + (PATIENCE_S if "factcheck.worker" in current_app.extensions else 0)
    while True:
        job = jobs.get(database, number)
        assert job is not None  # it was added just now, and jobs are never deleted
        if job.state in ("done", "failed") or time.monotonic() >= end:
            return job
        time.sleep(LOOK_S)


def uploads(typed: forms.NewArticle | forms.NewSource) -> list[FileStorage]:
    """The files that were chosen; a browser sends an empty one where none was."""
    return [file for file in typed.files.data or [] if isinstance(file, FileStorage) and file.filename]


def pasted(typed: forms.NewArticle | forms.NewSource) -> str:
    """The pasted text with the line ends that it had before the form changed them."""
    return (typed.text.data or "").replace("\r\n", "\n")


def given_in(typed: forms.NewArticle | forms.NewSource) -> list[Given]:
    """What a form gives, in which of the three ways."""
    files, text = uploads(typed), pasted(typed)
    if files and text.strip():
        raise Invalid("Give a file or text, not both: add one, then the other.", "text")
    if text.strip():
        return [("", text.encode("utf-8", "replace"))]
    if files:
        return [(one_line(file.filename or "") or "file", _content(file)) for file in files]
    if not (typed.url.data or "").strip():
        raise Invalid("Give an address, a file or the text.", "url")
    return [("", None)]


def _content(file: FileStorage) -> bytes:
    content: bytes = file.read(FILE_MOST + 1)
    if len(content) > FILE_MOST:
        raise Invalid("A file may have 10 MB: “%(name)s” is larger.", "files", name=file.filename)
    return content


def details_in(typed: forms.NewArticle | forms.NewSource) -> intake.Details:
    """What a form says of the document."""
    intake.clean_day(typed.published_on.data or "")
    return intake.Details(
        title=typed.title.data or "",
        publisher=typed.publisher.data or "",
        byline=typed.byline.data or "",
        published_on=typed.published_on.data or "",
        url=(typed.url.data or "").strip(),
    )


@blueprint.get("/jobs")
def listed() -> str:
    """What was given to the desk lately, and what came of it."""
    return render_template("desk/jobs.html", jobs=jobs.listed(current.database()), address_of=address_of)


@blueprint.get("/jobs/<int:job_id>")
def job(job_id: int) -> View:
    """How far a job is; its result when it is done, what can be done when it failed."""
    database = current.database()
    found = jobs.get(database, job_id)
    if found is None:
        raise NotFound("There is no such job.")
    if found.state == "done":
        return redirect(address_of(found), 303)
    form = retry(found, jobs.content(database, job_id)) if found.state == "failed" else None
    ahead = jobs.ahead(database, job_id)
    return render_template("desk/job.html", job=found, ahead=ahead, form=form, there=address_of(found))


def address_of(found: Job) -> str:
    """Where the thing is that a job made or met; empty where there is none."""
    outcome = found.outcome or {}
    if "article" in outcome:
        return url_for("desk.articles.page", article_id=outcome["article"])
    if "source" in outcome:
        return url_for("desk.sources.page", source_id=outcome["source"], claim=found.task["claim"])
    return ""


def retry(found: Job, content: bytes) -> forms.NewArticle | forms.NewSource:
    """The form of a job that failed, with what was typed into it."""
    text = "" if found.task["name"] else content.decode("utf-8", "replace")
    data = {**found.task["details"], "text": text, "is_primary": found.task.get("primary", False)}
    data.update({name: found.task.get(name, "") for name in ("origin", "interest", "engine")})
    kind = forms.NewSource if "claim" in found.task else forms.NewArticle
    return kind(formdata=None, data=data)
