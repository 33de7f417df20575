"""Citations as reference managers read them: RIS, BibTeX, CSL-JSON; pure, over values that are told.

Zotero, EndNote and JabRef keep the symbol as the number of a report and the paragraph as its pages. What the record
does not know is left out: nothing is guessed, the publisher least of all.
"""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date
from typing import Any, NamedTuple

# What an issuing body is followed by: `Human Rights Council, twenty-ninth session, agenda item 3`.
MEETING = re.compile(r", (?=[\w-]+ session\b|agenda item\b).*")
CSL_TYPES = {"treaty": "treaty", "legislation": "legislation"}  # all other kinds are reports
LANGIDS = {
    "ar": "arabic",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "ru": "russian",
    "zh-hans": "chinese",
}
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
# BibTeX counts braces even behind a backslash, so that those of a text are written without any.
SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{char: f"\\{char}" for char in "&%$#_"},
    }
)


class Cited(NamedTuple):
    """What is cited: a document or a paragraph of it, at an address that stays, as read on a day.

    `place` is how the paragraph is named (`para. 45 (c)`), `gist` its gist where that was read and not its wording,
    `note` where it was read.
    """

    name: str
    kind: str
    genre: str
    title: str
    symbol: str
    dated: str
    issuing_body: str
    place: str
    gist: str
    note: str
    language: str
    address: str
    read: date

    @property
    def author(self) -> str:
        """The issuing body without its session, which is no part of its name."""
        return MEETING.sub("", self.issuing_body)

    @property
    def day(self) -> list[int]:
        """The date, as exact as it is known: year, month, day."""
        return [int(part) for part in self.dated.split("-")] if self.dated else []


def one_line(text: str) -> str:
    """Return a text as one line without control characters, which no format here can hold."""
    kept = "".join(char for char in " ".join(text.split()) if unicodedata.category(char) not in {"Cc", "Cs"})
    return " ".join(kept.split())


def ris(cited: Cited) -> str:
    """Return a RIS record: one line a field, each ended as the format asks."""
    fields = [
        ("TY", "RPRT"),
        ("ID", cited.name),
        ("TI", cited.title),
        ("AU", ris_author(cited.author)),
        ("SN", cited.symbol),
        ("SP", cited.place),
        ("M3", cited.genre),
        ("PY", cited.dated[:4]),
        ("DA", ris_date(cited.dated)),
        ("LA", cited.language),
        ("AB", cited.gist),
        ("N1", cited.note),
        ("UR", cited.address),
        ("Y2", ris_date(cited.read.isoformat())),
    ]
    lines = [f"{tag}  - {value}" for tag, text in fields if (value := one_line(text))]
    return "\r\n".join([*lines, "ER  - ", ""])


def ris_author(name: str) -> str:
    """Return the name of a body: a comma ends it, so that it is no person's; one inside would cut it in two."""
    return f"{name.replace(', ', ' – ').replace(',', ' – ')}," if name else ""


def ris_date(value: str) -> str:
    """Return a date as RIS has it, unknown parts left empty: `2014/05//`."""
    parts = [*value.split("-"), "", ""][:3]
    return "/".join([*parts, ""]) if value else ""


def bibtex(cited: Cited) -> str:
    """Return a BibTeX entry; `date`, `urldate` and `langid` are for BibLaTeX, which the others pass over."""
    month = MONTHS[cited.day[1] - 1] if len(cited.day) > 1 else ""
    fields = [
        ("title", doubly(cited.title)),
        ("author", doubly(cited.author)),
        ("institution", doubly(cited.author)),
        ("type", braced(cited.genre)),
        ("number", braced(cited.symbol)),
        ("pages", braced(cited.place)),
        ("year", braced(cited.dated[:4])),
        ("month", month),
        ("date", braced(cited.dated)),
        ("langid", braced(LANGIDS.get(cited.language, ""))),
        ("abstract", braced(cited.gist)),
        ("note", braced(cited.note)),
        ("url", f"{{{cited.address}}}"),  # taken as it stands, without escapes
        ("urldate", braced(cited.read.isoformat())),
    ]
    lines = [f"  {name} = {value},\n" for name, value in fields if value]
    return f"@techreport{{{cited.name},\n{''.join(lines)}}}\n"


def braced(text: str) -> str:
    """Return a value of BibTeX, its special characters escaped; nothing for nothing."""
    value = one_line(text).translate(SPECIAL)
    return f"{{{value}}}" if value else ""


def doubly(text: str) -> str:
    """Return a value that no style may write in small letters or take apart as a person's name."""
    value = braced(text)
    return f"{{{value}}}" if value else ""


def csl(cited: Cited) -> str:
    """Return a CSL-JSON list of the one item."""
    return json.dumps([csl_item(cited)], ensure_ascii=False, indent=2) + "\n"


def csl_item(cited: Cited) -> dict[str, Any]:
    """Return an item of CSL-JSON."""
    texts = {
        "title": cited.title,
        "genre": cited.genre,
        "number": cited.symbol,
        "page": cited.place,
        "language": cited.language,
        "abstract": cited.gist,
        "note": cited.note,
        "URL": cited.address,
    }
    item: dict[str, Any] = {"id": cited.name, "type": CSL_TYPES.get(cited.kind, "report")}
    item |= {name: value for name, text in texts.items() if (value := one_line(text))}
    if cited.author:
        item["author"] = [{"literal": one_line(cited.author)}]
    if cited.day:
        item["issued"] = {"date-parts": [cited.day]}
    item["accessed"] = {"date-parts": [[cited.read.year, cited.read.month, cited.read.day]]}
    return item
