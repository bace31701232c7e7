"""Is the desk well? Each check says what it looked at, what it found, and what to do."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fram.terms.errors import Refused
from fram.web.operate.start import is_empty, missing_steps, set_up_django
from fram.web.site.environment import hosts
from fram.web.site.home import SECRET_FILE, home, prepare


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at. `is_well` False needs the remedy; a note may stand beside what is well."""

    name: str
    is_well: bool
    found: str
    remedy: str = ""


def checks() -> list[Check]:
    """Return the checks of the desk, in the order in which they depend on each other."""
    looks: list[Callable[[], Check]] = [
        _home, _settings, _secret, _database, _static, _words, _mail, _sign_in, _people, _door, _worker
    ]  # fmt: skip
    found: list[Check] = []
    for look in looks:
        try:
            found.append(look())
        except Refused as refused:
            problem = refused.problem
            found.append(Check(name=_name(look), is_well=False, found=str(problem), remedy=problem.remedy))
            break  # what follows stands on what is missing here
    return found


def _name(look: Callable[[], Check]) -> str:
    return look.__name__[1:].replace("_", "-")


def _home() -> Check:
    folder = prepare(home())
    return Check(name="home", is_well=True, found=f"{folder} can be written")


def _settings() -> Check:
    set_up_django()  # what the environment says and cannot be meant is refused here
    return Check(name="settings", is_well=True, found="what the environment says can be meant")


def _secret() -> Check:
    file = home() / SECRET_FILE
    if not file.is_file():
        return Check(name="secret", is_well=False, found=f"{file} is gone", remedy="start `fram serve` anew")
    mode = stat.S_IMODE(file.stat().st_mode)
    return Check(
        name="secret", is_well=not mode & 0o077, found=f"{SECRET_FILE} has mode {mode:o}",
        remedy=f"chmod 600 {file}" if mode & 0o077 else "",
    )  # fmt: skip


def _database() -> Check:
    from django.db import DatabaseError, connection

    try:
        missing, was_used = missing_steps(), not is_empty()
    except DatabaseError as error:
        return Check(
            name="database", is_well=False, found=str(error).strip().splitlines()[0],
            remedy="is the database of DATABASE_URL running, or the file in FRAM_HOME readable?",
        )  # fmt: skip
    finally:
        _let_go()
    if missing and not was_used:
        return Check(
            name="database", is_well=True, found=f"{connection.vendor}, empty: `fram serve` fills it"
        )
    return Check(
        name="database", is_well=not missing,
        found=f"{connection.vendor}, " + (f"{len(missing)} steps behind" if missing else "up to date"),
        remedy="run `fram migrate`, or `fram serve`, which does it by itself" if missing else "",
    )  # fmt: skip


def _static() -> Check:
    from django.contrib.staticfiles import finders

    from fram.web.ui.look import DESIGN, OWN, PLAIN

    missing = [sheet for sheet in (OWN, PLAIN) if not finders.find(sheet)]
    plain = not all(finders.find(sheet) for sheet in DESIGN)
    note = (
        "plain style: Designsystemet was not fetched (`make assets`)"
        if plain
        else "all style sheets are there"
    )
    return Check(
        name="static", is_well=not missing, found=f"missing: {', '.join(missing)}" if missing else note,
        remedy="install Fram again" if missing else "",
    )  # fmt: skip


def _words() -> Check:
    from django.conf import settings

    compiled = sorted(path.parent.parent.name for path in settings.LOCALE_PATHS[0].glob("*/LC_MESSAGES/*.mo"))
    return Check(
        name="words", is_well=bool(compiled), found=f"English, and {', '.join(compiled) or 'nothing else'}",
        remedy="" if compiled else "install Fram again",
    )  # fmt: skip


def _mail() -> Check:
    from django.conf import settings

    if settings.EMAIL_BACKEND.endswith(".smtp.EmailBackend"):
        found = f"goes out by {settings.EMAIL_HOST}:{settings.EMAIL_PORT}; whether it takes it was not tried"
    else:
        found = "is not sent but laid down in the folder `outbox`; FRAM_MAIL names a server"
    return Check(name="mail", is_well=True, found=found)


def _sign_in() -> Check:
    from django.conf import settings

    providers: Any = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    named = ", ".join(str(provider["provider_id"]) for provider in providers)
    bare = [str(provider["provider_id"]) for provider in providers if not provider["secret"]]
    return Check(
        name="sign-in", is_well=True,
        found=f"with e-mail and password{', and by ' + named if named else ''}"
        + (f"; public, without a secret: {', '.join(bare)}" if bare else ""),
    )  # fmt: skip


def _people() -> Check:
    from django.db import DatabaseError

    from fram.web.accounts.signing_in.first_person import first_person_path

    found = "not looked for: the database comes first"
    try:
        if not missing_steps():
            path = first_person_path()
            first = f"nobody can sign in yet: the first person signs up at the desk's address with {path}"
            found = first if path else "somebody can sign in"
    except DatabaseError:
        pass
    finally:
        _let_go()
    return Check(name="people", is_well=True, found=found)


def _door() -> Check:
    from django.conf import settings

    others = hosts(os.environ)
    if not others:
        return Check(name="door", is_well=True, found="answers to this machine only")
    return Check(
        name="door", is_well=bool(settings.HTTPS), found=f"answers to {', '.join(others)}"
        + ("" if settings.HTTPS else ", and passwords travel in the clear"),
        remedy="" if settings.HTTPS else "put a server with TLS before it, and set FRAM_HTTPS=1",
    )  # fmt: skip


def _worker() -> Check:
    from django.db import DatabaseError
    from django.utils import timezone

    from fram.web.jobs import queries

    try:
        if missing_steps():
            return Check(name="worker", is_well=True, found="not looked for: the database comes first")
        health = queries.health(now=timezone.now())
    except DatabaseError:
        return Check(name="worker", is_well=True, found="not looked for: the database comes first")
    finally:
        _let_go()
    seen = f"last seen {timezone.localtime(health.seen_at):%Y-%m-%d %H:%M}" if health.seen_at else "not seen"
    left = f"{health.waiting} waiting, {health.dead_letters} given up"
    is_stuck = health.waiting > 0 and not health.is_alive
    return Check(
        name="worker", is_well=not is_stuck,
        found=f"{'at work' if health.is_alive else 'not at work'}, {seen}; {left}",
        remedy="start `fram serve`, or `fram worker` beside it" if is_stuck else "",
    )  # fmt: skip


def _let_go() -> None:
    from django.db import connection

    if not connection.in_atomic_block:  # a test's transaction is the test's to end
        connection.close()
