"""Who may do what on which route: one table, and nothing that is not in it.

An application whose routes and table differ is not made at all (`check`), and a route that slipped in later is
closed. Roles contain each other: an editor may do what a checker may, an administrator everything.
"""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from flask import Flask, current_app, flash, g, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from factcheck.desk import second_steps
from factcheck.errors import Forbidden
from factcheck.records import Person, Role
from factcheck.web import cookies, current

PUBLIC = None
"""Open to everybody, signed in or not."""

POLICY: dict[str, Role | None] = {
    "static": PUBLIC,
    "health.index": PUBLIC,
    "reader.index": PUBLIC,
    "reader.index_twin": PUBLIC,
    "reader.article": PUBLIC,
    "reader.article_twin": PUBLIC,
    "reader.claim": PUBLIC,
    "reader.claim_by_number": PUBLIC,
    "reader.claim_twin": PUBLIC,
    "reader.annotating.of_article": PUBLIC,
    "reader.datasets.claim_reviews": PUBLIC,
    "reader.datasets.table": PUBLIC,
    "reader.datasets.sitemap": PUBLIC,
    "reader.datasets.robots": PUBLIC,
    "reader.embedding.card": PUBLIC,
    "reader.embedding.oembed": PUBLIC,
    "reader.feeds.verdicts": PUBLIC,
    "reader.feeds.corrections": PUBLIC,
    "reader.feeds.claimant": PUBLIC,
    "reader.feeds.publisher": PUBLIC,
    "reader.feeds.topic": PUBLIC,
    "reader.letters.report_form": PUBLIC,
    "reader.letters.report": PUBLIC,
    "reader.letters.tip_form": PUBLIC,
    "reader.letters.tip": PUBLIC,
    "reader.letters.thanks": PUBLIC,
    "reader.method.page": PUBLIC,
    "reader.record.index": PUBLIC,
    "reader.record.claimants": PUBLIC,
    "reader.record.claimant": PUBLIC,
    "reader.record.publishers": PUBLIC,
    "reader.record.publisher": PUBLIC,
    "reader.record.topics": PUBLIC,
    "reader.record.topic": PUBLIC,
    "reader.record.corrections": PUBLIC,
    "account.sign_in": PUBLIC,
    "account.link": PUBLIC,
    "account.index": Role.CHECKER,
    "account.sign_out": Role.CHECKER,
    "account.change_password": Role.CHECKER,
    "account.end_session": Role.CHECKER,
    "second_step.show": PUBLIC,  # who has given the password is not signed in yet
    "second_step.index": Role.CHECKER,
    "second_step.set_up": Role.CHECKER,
    "second_step.renew_codes": Role.CHECKER,
    "second_step.remove": Role.CHECKER,
    "people.index": Role.ADMIN,
    "people.add": Role.ADMIN,
    "people.change_role": Role.ADMIN,
    "people.disable": Role.ADMIN,
    "people.enable": Role.ADMIN,
    "people.make_link": Role.ADMIN,
    "people.reset_second_step": Role.ADMIN,
    "people.readmit": Role.ADMIN,
    "desk.index": Role.CHECKER,
    "desk.log": Role.CHECKER,
    "desk.numbers": Role.CHECKER,
    "desk.adding.form": Role.CHECKER,
    "desk.adding.add": Role.CHECKER,
    "desk.adding.listed": Role.CHECKER,
    "desk.adding.job": Role.CHECKER,
    "desk.articles.index": Role.CHECKER,
    "desk.articles.page": Role.CHECKER,
    "desk.articles.change": Role.CHECKER,
    "desk.articles.publish": Role.EDITOR,
    "desk.articles.take_back": Role.EDITOR,
    "desk.articles.add_claim": Role.CHECKER,
    "desk.articles.undo": Role.CHECKER,
    "desk.articles.raw": Role.CHECKER,
    "desk.claims.page": Role.CHECKER,
    "desk.claims.elsewhere": Role.CHECKER,
    "desk.claims.add_elsewhere": Role.CHECKER,
    "desk.claims.edit": Role.CHECKER,
    "desk.claims.change": Role.CHECKER,
    "desk.claims.correct_place": Role.CHECKER,
    "desk.claims.parts": Role.CHECKER,
    "desk.claims.split": Role.CHECKER,
    "desk.claims.merging": Role.CHECKER,
    "desk.claims.merge": Role.CHECKER,
    "desk.claims.drop": Role.CHECKER,
    "desk.planning.form": Role.CHECKER,
    "desk.planning.save": Role.CHECKER,
    "desk.planning.take": Role.CHECKER,
    "desk.planning.comment": Role.CHECKER,
    "desk.planning.read": Role.CHECKER,
    "desk.planning.mine": Role.CHECKER,
    "desk.planning.several": Role.CHECKER,
    "desk.planning.undo": Role.CHECKER,
    "desk.planning.save_view": Role.CHECKER,
    "desk.planning.remove_view": Role.CHECKER,
    "desk.matches.confirm": Role.CHECKER,
    "desk.matches.reject": Role.CHECKER,
    "desk.matches.take_back": Role.CHECKER,
    "desk.matches.look_up": Role.CHECKER,
    "desk.matches.look_up_article": Role.CHECKER,
    "desk.matches.beside": Role.CHECKER,
    "desk.sources.index": Role.CHECKER,
    "desk.sources.page": Role.CHECKER,
    "desk.sources.attach": Role.CHECKER,
    "desk.sources.correct": Role.CHECKER,
    "desk.sources.take_over": Role.CHECKER,
    "desk.sources.undo": Role.CHECKER,
    "desk.sources.archive": Role.CHECKER,
    "desk.sources.raw": Role.CHECKER,
    "desk.sources.choose": Role.CHECKER,
    "desk.sources.add": Role.CHECKER,
    "desk.sources.add_chosen": Role.CHECKER,
    "desk.bundles.evidence": Role.CHECKER,
    "desk.evidence.change_stance": Role.CHECKER,
    "desk.evidence.remove": Role.CHECKER,
    "desk.evidence.put_back": Role.CHECKER,
    "desk.evidence.say": Role.CHECKER,
    "desk.evidence.move": Role.CHECKER,
    "desk.evidence.undo": Role.CHECKER,
    "desk.verdicts.form": Role.CHECKER,
    "desk.verdicts.give": Role.CHECKER,
    "desk.verdicts.publish": Role.EDITOR,
    "desk.verdicts.send_back": Role.CHECKER,
    "desk.verdicts.withdraw": Role.EDITOR,
    "desk.notices.index": Role.CHECKER,
    "desk.notices.page": Role.CHECKER,
    "desk.notices.keep": Role.CHECKER,
    "desk.notices.move": Role.CHECKER,
    "desk.notices.reopen": Role.CHECKER,
    "desk.notices.check": Role.CHECKER,
    "desk.letters.index": Role.CHECKER,
    "desk.letters.finish": Role.CHECKER,
    "desk.letters.policies_page": Role.ADMIN,
    "desk.letters.save_policy": Role.ADMIN,
    "desk.settings.index": Role.ADMIN,
    "desk.settings.set_rhythm": Role.ADMIN,
    "desk.settings.set_solo": Role.ADMIN,
    "desk.settings.set_site": Role.ADMIN,
    "desk.settings.set_second_step": Role.ADMIN,
}

RANK = {Role.CHECKER: 1, Role.EDITOR: 2, Role.ADMIN: 3}


def may(person: Person | None, role: Role | None) -> bool:
    """Say whether a person may do what a role may."""
    return role is PUBLIC or (person is not None and RANK[person.role] >= RANK[role])


def check(app: Flask) -> None:
    """Refuse to go on with an application whose routes are not exactly those of the table."""
    routes = {rule.endpoint for rule in app.url_map.iter_rules()}
    table = set(app.config["POLICY"])
    if routes != table:
        raise RuntimeError(
            f"not in POLICY: {sorted(routes - table)}; in POLICY without a route: {sorted(table - routes)}"
        )


def init_app(app: Flask) -> None:
    """Hold every request against the table before anything else is done with it."""
    app.config["POLICY"] = dict(POLICY)
    app.before_request(cookies.load_person)
    app.before_request(_apply)


def _apply() -> Response | None:
    """Let through, send to sign in, or refuse; an address without a route goes on to its 404."""
    if request.endpoint is None:
        return None
    policy: dict[str, Role | None] = current_app.config["POLICY"]
    if request.endpoint not in policy:
        raise Forbidden("This page is open to nobody.")
    role = policy[request.endpoint]
    if may(g.person, role):
        return None if role in (PUBLIC, Role.CHECKER) else _prove()
    if g.person is None and request.method in ("GET", "HEAD"):
        step = "second_step.show" if g.waiting else "account.sign_in"
        return redirect(url_for(step, next=request.full_path.rstrip("?")), 303)
    if g.person is None:
        raise Forbidden(
            "You are not signed in any more. Sign in in another tab, then go back: your browser still has the text."
        )
    raise Forbidden("Your role is %(role)s. This is for the role %(needed)s.", role=g.person.role, needed=role)


def _prove() -> Response | None:
    """Ask for more than a session before what only editors and administrators may do.

    With `required` on, a second step must be set up; and an act wants it, or the password, given lately.
    """
    database, reading = current.database(), request.method in ("GET", "HEAD")
    if second_steps.is_required(database) and not g.session.second_step_at:
        flash(gettext("Publishing and administration need a second step to sign in with. Set it up first."), "refused")
        return redirect(url_for("second_step.index"), 303)
    if reading or second_steps.is_fresh(g.session, g.person, now=current.now()):
        return None
    return ask_again()


def ask_again() -> Response:
    """Send to the page where a person shows again who they are, and from there back to the page at hand."""
    flash(gettext("Nothing was done yet: show that it is you, then press the button again."), "refused")
    return redirect(url_for("second_step.show", next=_page_at_hand()), 303)


def _page_at_hand() -> str:
    """The page of ours that a form was sent from, else the desk."""
    sent_from = urlsplit(request.referrer or "")
    here = sent_from.netloc == request.host
    return local(sent_from._replace(scheme="", netloc="").geturl() if here else None, otherwise=url_for("desk.index"))


def local(target: str | None, otherwise: str) -> str:
    """The target of a redirect, when it stays on this site for every browser; else the other one.

    It must be a path of ours as written and as decoded once more: browsers read a backslash as a slash, drop tabs
    and line feeds, and take `//host` for another site.
    """
    if target is None or len(target) > 2000 or not (_stays(target) and _stays(unquote(target))):
        return otherwise
    return target


def _stays(path: str) -> bool:
    if not path.startswith("/") or path.startswith("//") or "\\" in path:
        return False
    if any(ord(sign) < 33 or ord(sign) == 127 for sign in path.replace(" ", "")):
        return False
    try:
        parts = urlsplit(path)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc
