"""Texts folded by the database itself, so that it finds and orders them as `normalise.fold` would, on either engine."""

from __future__ import annotations

from typing import Any

from django.db.models import Func, TextField

from documents.normalise import FOLDED, fold

SQLITE_NAME = "portal_fold"
# Of the marks that `fold` takes away: Latin and Greek ones, those of Hebrew and of Arabic.
MARKS = "[\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670]"
LETTERS = {chr(letter): into for letter, into in FOLDED.items() if into}
DROPPED = "".join(chr(letter) for letter, into in FOLDED.items() if not into)
LONG = {"ß": "ss"}  # what becomes several letters


class Folded(Func):
    """A text without case, marks and variants of letters and digits."""

    arity = 1
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **kwargs: Any) -> Any:
        teach(connection)
        return self.as_sql(compiler, connection, function=SQLITE_NAME, **kwargs)

    def as_postgresql(self, compiler: Any, connection: Any, **kwargs: Any) -> Any:
        bare = f"lower(regexp_replace(normalize(%(expressions)s, NFKD), '{MARKS}', '', 'g'))"
        for letter, letters in LONG.items():
            bare = f"replace({bare}, '{letter}', '{letters}')"
        given, into = quoted("".join(LETTERS) + DROPPED), quoted("".join(LETTERS.values()))
        return self.as_sql(compiler, connection, template=f"translate({bare}, {given}, {into})", **kwargs)


def quoted(text: str) -> str:
    """Return a text as SQL has it."""
    return "'" + text.replace("'", "''") + "'"


def teach(connection: Any) -> None:
    """Give an SQLite connection the function, once: while something is read it takes none."""
    connection.ensure_connection()
    if getattr(connection, "taught_to_fold", None) is not connection.connection:
        connection.connection.create_function(SQLITE_NAME, 1, folded, deterministic=True)
        connection.taught_to_fold = connection.connection


def folded(text: str | None) -> str | None:
    return text if text is None else fold(str(text))
