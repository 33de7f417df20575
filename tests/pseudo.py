"""A made-up language, to see that every word of a page can be translated, and that English data are marked as such."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import polib
from django.apps import apps
from django.db import models

CODE = "fr"  # a language of the list that no test needs for itself
BRACKETED = re.compile(r"⟦[^⟦⟧]*⟧")
WORD = re.compile(r"[A-Za-z]{2,}")
SPOKEN = {"aria-label", "placeholder", "alt"}
APART = {"title", "bdi", "code", "text", "script"}  # `text` is the code on a tile, `script` data for programs
BETWEEN = "\0"  # stands between the texts of two elements
VOID = {"meta", "link", "input", "br", "img", "hr", "path", "rect"}


def bracketed(text: str) -> str:
    return f"⟦{text}⟧"


def write_catalogue(known: Path, folder: Path) -> None:
    """Write a compiled catalogue that puts every message of a known one in brackets."""
    made = polib.POFile()
    made.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=2; plural=(n != 1);"}
    for entry in polib.pofile(str(known)):
        made.append(translated(entry))
    target = folder / CODE / "LC_MESSAGES"
    target.mkdir(parents=True)
    made.save_as_mofile(str(target / "django.mo"))


def translated(entry: polib.POEntry) -> polib.POEntry:
    """Return an entry with its own words in brackets as translation."""
    given = {"msgid": entry.msgid, "msgctxt": entry.msgctxt}
    if not entry.msgid_plural:
        return polib.POEntry(**given, msgstr=bracketed(entry.msgid))
    forms = {0: bracketed(entry.msgid), 1: bracketed(entry.msgid_plural)}
    return polib.POEntry(**given, msgid_plural=entry.msgid_plural, msgstr_plural=forms)


def name_everything() -> None:
    """Give every text that the database holds by language one in the made-up language."""
    for model in apps.get_models():
        fields = [one.name for one in model._meta.concrete_fields if isinstance(one, models.JSONField)]
        for record in model._default_manager.all() if fields else []:
            held = {name: getattr(record, name) for name in fields}
            by_language = {name: value for name, value in held.items() if isinstance(value, dict) and "en" in value}
            for value in by_language.values():
                value[CODE] = bracketed(value["en"]) if isinstance(value["en"], str) else value["en"]
            if by_language:
                record.save(update_fields=by_language)


class Unmarked(HTMLParser):
    """The words of a page that are neither translated nor marked as being of another language."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.open: list[tuple[str, bool]] = []
        self.feed(html)
        self.found = [" ".join(part.split()) for part in outside_brackets("".join(self.text)) if WORD.search(part)]

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.text += [f"{BETWEEN}{given[name]}{BETWEEN}" for name in SPOKEN & given.keys()]
        if tag not in VOID:
            self.open.append((tag, tag in APART or (tag != "html" and is_apart(given))))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not any(apart for _tag, apart in self.open):
            self.text.append(f"{BETWEEN}{data}")


def is_apart(given: dict[str, str | None]) -> bool:
    """Tell whether an element says its language, is an address, or is hidden from those who hear the page."""
    return "lang" in given or given.get("dir") == "ltr" or given.get("aria-hidden") == "true"


def outside_brackets(text: str) -> list[str]:
    """Return the pieces of a text that stand outside brackets, which may stand in one another."""
    while BRACKETED.search(text):
        text = BRACKETED.sub("", text)
    return text.split(BETWEEN)
