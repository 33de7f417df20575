"""What programs leave in plain text: Markdown, tags, bracketed notes, names of pictures; taken out or turned; pure."""

from __future__ import annotations

import re

from documents.intake.blocks import CLOSE, OPEN, RawNote, mark

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# Characters that show nothing: soft hyphens, marks of byte order and of joining, and controls but tab and line ends.
NOTHING = re.compile(rf"[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1f\x7f{OPEN}{CLOSE}]")
LINE_END = re.compile(r"\r\n?|\x0b|\x85|\u2028|\u2029")
# “14”, “th” and “session” on three lines, as copies of raised letters come out.
ORDINAL = re.compile(r"(?<=\d)[ \t]*\n\s*(st|nd|rd|th)[ \t]*\n(?=\S)|(?<=\d) (st|nd|rd|th)(?= [a-z])")
PICTURE = re.compile(r"\[image:[^\]\n]*\]|!\[[^\[\]\n]*\]\([^)\n]*\)")
CALL = re.compile(r"\[footnoteRef:(\w+|\*+)\]|\[\^(\w+)\](?!:)")
BRACKETED = re.compile(r"\[(\w+|\*+):\s((?:[^\[\]]|\[[^\[\]]*\])*)\]")
# [1] at the beginning of a line, and [1] after a word: the same note, begun and called.
BEGUN = re.compile(r"^[ \t]*\[(\d{1,3})\][ \t]+(?=\S)", re.MULTILINE)
CALLED = re.compile(r"(?<=\S)\[(\d{1,3})\]")
RAISED = re.compile(r"<sup>\s*(\d+)\s*</sup>", re.IGNORECASE)
TAG = re.compile(r"</?(?:i|b|u|em|strong|sup|sub|span|br|p|small)(?:\s[^<>\n]*)?/?>", re.IGNORECASE)
STRONG = re.compile(r"(?<!\*)\*\*(?!\*)|\*\*\*|(?<![\w_])__(?=[^\s_])|(?<=[^\s_])__(?![\w_])")
EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])((?:[^*\n]|\n(?!\s*\n))+?)(?<=[^\s*])\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_\n]+?)(?<=[^\s_])_(?![\w_])"
)
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!-])")
LINK = re.compile(r"\[([^\[\]\n]+)\]\((?:https?://|mailto:|#)[^)\s]*\)")


def clean(text: str) -> tuple[str, list[RawNote], list[str]]:
    """Return a text without residue, the notes that stood in brackets, and what is no text of the document."""
    text = NOTHING.sub("", LINE_END.sub("\n", text)).replace("\u00a0", " ").replace("\u202f", " ")
    text = ORDINAL.sub(lambda match: f"{match[1] or match[2]}{' ' if match[1] else ''}", text)
    left_out = PICTURE.findall(text)
    text, notes = without_notes(PICTURE.sub(" ", text))
    return raised(unmarked(text)), notes, left_out


def raised(text: str) -> str:
    """Return a text in which “[1]” that calls a note, and “[1]” that begins it, are raised figures."""
    both = {match[1] for match in BEGUN.finditer(text)} & {match[1] for match in CALLED.finditer(text)}

    def figure(match: re.Match[str]) -> str:
        return match[1].translate(SUPERSCRIPTS) if match[1] in both else match[0]

    return CALLED.sub(figure, BEGUN.sub(lambda match: f"{figure(match)} " if match[1] in both else match[0], text))


def without_notes(text: str) -> tuple[str, list[RawNote]]:
    """Return a text with each call in brackets as a mark, and the notes in brackets that are called."""
    called = {match[1] or match[2] for match in CALL.finditer(text)}
    notes: list[RawNote] = []

    def take(match: re.Match[str]) -> str:
        if match[1] not in called:
            return match[0]
        notes.append(RawNote(match[1], " ".join(match[2].split())))
        return ""

    text = BRACKETED.sub(take, text)
    return CALL.sub(lambda match: mark(match[1] or match[2]), text), notes


def unmarked(text: str) -> str:
    """Return a text without Markdown and tags; raised digits stand as superscripts."""
    text = RAISED.sub(lambda match: match[1].translate(SUPERSCRIPTS), text)
    text = LINK.sub(r"\1", TAG.sub("", text))
    text = "\n\n".join(without_pairs(paragraph) for paragraph in text.split("\n\n"))
    text = EMPHASIS.sub(lambda match: match[1] or match[2], text)
    return ESCAPED.sub(r"\1", text)


def without_pairs(text: str) -> str:
    """Return a paragraph without the signs that make words bold; a sign that nothing closes stays: it calls a note."""
    signs = list(STRONG.finditer(text))
    gone: list[re.Match[str]] = []
    opened: re.Match[str] | None = None
    for sign in signs:
        if opened and opened[0] == sign[0] and not text[sign.start() - 1].isspace():
            gone += [opened, sign]
            opened = None
        elif not text[sign.end() : sign.end() + 1].isspace():
            opened = sign
    kept, end = [], 0
    for sign in sorted(gone, key=lambda match: match.start()):
        kept.append(text[end : sign.start()])
        end = sign.end()
    return "".join([*kept, text[end:]])
