"""The desk's forms."""

from __future__ import annotations

from factcheck.web.desk.forms.claims import Elsewhere, Merged, Parts, Place, Words
from factcheck.web.desk.forms.documents import ArticleDetails, NewArticle, NewSource, SourceDetails
from factcheck.web.desk.forms.fields import rebase
from factcheck.web.desk.forms.planning import Comment, Plan, people_choices
from factcheck.web.desk.forms.verdicts import Note, NotShown, Passage, Verdict

__all__ = [
    "ArticleDetails",
    "Comment",
    "Elsewhere",
    "Merged",
    "NewArticle",
    "NewSource",
    "NotShown",
    "Note",
    "Parts",
    "Passage",
    "Place",
    "Plan",
    "SourceDetails",
    "Verdict",
    "Words",
    "people_choices",
    "rebase",
]
