"""Bring an installation up to date: database, record, index, messages, static files, local accounts."""

from __future__ import annotations

import hashlib
import inspect
import os
import secrets
from importlib.metadata import version
from pathlib import Path

from django import get_version
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from documents import normalise, stems
from documents.models import SearchEntry
from documents.search import normalising, postgresql, sqlite, tree
from nrem_portal.account.invitations import give_roles
from nrem_portal.locks import one_at_a_time
from nrem_portal.management.commands.compile_messages import outdated
from nrem_portal.record import is_loaded
from nrem_portal.roles import ADMINISTRATOR, EDITOR, REVIEWER, set_up_roles
from nrem_portal.search import found, index, paragraphs, places, recommendations, sources

ACCOUNTS = settings.VAR / "local-accounts"  # a name and its password a line; made on the first run
LOCAL_ACCOUNTS = {"editor": EDITOR, "reviewer": REVIEWER, "reviewer-2": REVIEWER, "administrator": ADMINISTRATOR}
# What decides what the search index holds.
INDEXERS = (
    *(normalise, stems, tree, normalising, sqlite, postgresql),
    *(places, found, recommendations, paragraphs, sources, index),
)


def digest_of(folders: list[Path]) -> str:
    """Return a digest of the names and sizes and times of all files in these folders."""
    digest = hashlib.sha256()
    for path in sorted(path for folder in folders for path in Path(folder).rglob("*") if path.is_file()):
        stat = path.stat()
        digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}".encode())
    return digest.hexdigest()


class Command(BaseCommand):
    help = "Do whatever of this is not done yet: compile messages, migrate, load the record, index, collect files."

    def handle(self, *args, **options):
        with one_at_a_time("set_up"):
            self.set_up()

    def set_up(self) -> None:
        if any(outdated()):
            call_command("compile_messages", stdout=self.stdout)  # first: the index holds words of each language
        self.migrate()
        set_up_roles()
        was_empty = not SearchEntry.objects.exists()
        if not is_loaded(settings.FIXTURES):
            self.say("Loading the record …")
            call_command("load_record", stdout=self.stdout)
        self.index(built_now=was_empty and SearchEntry.objects.exists())  # a first load builds it
        self.collect_static()
        self.greet()

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def migrate(self) -> None:
        try:
            executor = MigrationExecutor(connection)
            pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        except DatabaseError as error:
            raise CommandError(self.out_of_reach(error)) from None
        if pending:
            self.say("Preparing the database …")
            call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)

    def out_of_reach(self, error: DatabaseError) -> str:
        database = settings.DATABASES["default"]
        place = f"{database.get('HOST') or 'this machine'}:{database.get('PORT') or 5432}"
        where = database["NAME"] if connection.vendor == "sqlite" else f"“{database['NAME']}” at {place}"
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        return f"The database {where} is out of reach ({reason}). Start it, or correct DATABASE_URL."

    def index(self, *, built_now: bool) -> None:
        """Build the search index where it is empty, lacks a language, or was last built by other code or words."""
        stamp = settings.STATIC_ROOT.parent / "index-digest"
        made_of = [*map(inspect.getsource, INDEXERS), str(settings.LANGUAGES), digest_of(settings.LOCALE_PATHS)]
        current = hashlib.sha256("".join(made_of).encode()).hexdigest()
        if index.is_built() and stamp.exists() and stamp.read_text() == current:
            return
        if not built_now:
            call_command("reindex", stdout=self.stdout)
        stamp.write_text(current)

    def collect_static(self) -> None:
        stamp = settings.STATIC_ROOT.parent / "static-digest"
        current = f"{digest_of(settings.STATICFILES_DIRS)} {get_version()} {version('django-allauth')}"  # theirs too
        if stamp.exists() and stamp.read_text() == current and settings.STATIC_ROOT.exists():
            return
        self.say("Collecting static files …")
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(current)

    def greet(self) -> None:
        """Print the address; on a person's own machine also how to sign in."""
        host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        self.say(f"The portal is at {address}/")
        if settings.LOCAL:
            self.say(f"Sign in at {address}/en/account/login/ (passwords are kept in {ACCOUNTS}):")
            for name, password in self.local_accounts():
                self.say(f"  {name:<14} {password}")
        else:
            names = ", ".join(settings.ALLOWED_HOSTS)
            self.say(f"It answers to the names in ALLOWED_HOSTS ({names}), behind a server that ends TLS.")

    def local_accounts(self) -> list[tuple[str, str]]:
        """Return name and password of one local account a role, made where there is none, and see that they work."""
        lines = [line.split() for line in ACCOUNTS.read_text().splitlines()] if ACCOUNTS.exists() else []
        kept = {line[0]: line[1] for line in lines if len(line) == 2}
        found = [(name, kept.get(name) or secrets.token_urlsafe(12)) for name in LOCAL_ACCOUNTS]
        if dict(found) != kept:
            ACCOUNTS.touch(mode=0o600)
            ACCOUNTS.write_text("".join(f"{name} {password}\n" for name, password in found))
        for name, password in found:
            self.see_that_it_works(name, password)
        return found

    def see_that_it_works(self, name: str, password: str) -> None:
        user = User.objects.filter(username=name).first()
        if user is None:
            user = User.objects.create_user(name, f"{name}@example.org", first_name=name.capitalize())
            give_roles(account=user, roles=Group.objects.filter(name=LOCAL_ACCOUNTS[name]))
        if not user.check_password(password):
            user.set_password(password)
            user.save()
