"""Web pages into blocks: the text that a reader sees, without the site around it, and the notes; pure."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from documents.intake.blocks import MARK, Block, Blocks, mark
from documents.intake.gather import Gatherer
from documents.intake.limits import TAG, Watch, seen
from documents.intake.parsed import IntakeError
from documents.intake.web_lists import Attributes, WebList, typed
from documents.intake.web_notes import CALL, Call, Trail, with_notes
from documents.intake.web_pieces import pieces

HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Elements that part blocks. Those that hold several are followed, to know which blocks belong to a note.
CONTAINERS = {"li", "div", "section", "aside"}
PARTS = {"p", "blockquote", "dt", "dd", "pre", "figure", "figcaption", "address", "main", "article", "header", "footer"}
OTHERS = {"caption", "table", "tr", "td", "th", "ul", "ol", "dl", "hr", "form", "fieldset", "center", "body", "summary"}
BLOCKS = CONTAINERS | PARTS | OTHERS | HEADINGS.keys()
EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
NO_WORDS = {
    "template",
    "noscript",
    "svg",
    "canvas",
    "iframe",
    "object",
    "select",
    "textarea",
    "button",
    "audio",
    "video",
}
SITE_PARTS = {"nav", "title"}
ROLES = {"navigation", "banner", "contentinfo", "search"}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SPACE = re.compile(r"[ \t\r\n\f]+")


def read(text: str, watch: Watch) -> Blocks:
    """Return the blocks, notes and left-out words of a web page."""
    page = Page(watch)
    for piece in pieces(text):
        watch.look()
        page.feed(piece)
        # Without a limit, a tag that never ends would be read again with each piece.
        if len(page.rawdata) > TAG:
            raise IntakeError(_("This web page is damaged: a tag in it never ends. Save it anew or paste its text."))
    page.close()
    return page.blocks()


class Container(NamedTuple):
    """An element that may hold several blocks, and the first of them."""

    tag: str
    id: str
    first: int


class Page(HTMLParser):
    """Reads a page tag by tag. End tags may lack, as they do on many pages."""

    def __init__(self, watch: Watch) -> None:
        super().__init__(convert_charrefs=True)
        self.gatherer = Gatherer(watch)
        self.trail = Trail()
        self.parts: list[str] = []
        self.ids: list[str] = []
        self.level = 0
        self.number = ""  # of the item that has begun, until its first block
        self.lists: list[WebList] = []
        self.tables: list[int] = []  # rows that were open where each table began
        self.containers: list[Container] = []
        self.open: Counter[str] = Counter()  # how often each element stands around this place
        self.link: tuple[int, str, str] | None = None  # where it began in `parts`, where it leads, its class
        self.raised_at: int | None = None
        self.aside = ""  # the element around words that are no text, how often it stands in itself, the words
        self.aside_depth = 0
        self.aside_words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in reversed(attrs)}
        if self.aside == "p" and tag in BLOCKS:
            self.end_aside()
        if self.aside:
            self.aside_depth += tag == self.aside
            return
        if tag in EMPTY:
            self.empty(tag, attributes)
        elif self.is_aside(tag, attributes):
            self.flush_if(tag)
            self.aside, self.aside_depth = tag, 1
        else:
            self.open[tag] += 1
            self.flush_if(tag)
            self.ids += [value for name in ("id", "name") if (value := attributes.get(name))]
            self.begin(tag, attributes)

    def empty(self, tag: str, attributes: Attributes) -> None:
        self.flush_if(tag)
        if tag == "br":
            self.parts.append("\n")
        elif tag == "img":
            self.gatherer.leave_out(attributes.get("alt", ""))

    def is_aside(self, tag: str, attributes: Attributes) -> bool:
        """Tell whether an element is hidden or part of the site: headers inside of an article are its own."""
        is_site = tag in ("header", "footer") and not (self.open["article"] or self.open["main"])
        is_hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
        return (
            tag in NO_WORDS | SITE_PARTS
            or is_site
            or is_hidden
            or attributes.get("role", "") in ROLES
            or bool(HIDDEN.search(attributes.get("style", "")))
        )

    def end_aside(self) -> None:
        if self.aside not in NO_WORDS:
            self.gatherer.leave_out(" ".join(self.aside_words))
        self.aside, self.aside_words = "", []

    def begin(self, tag: str, attributes: Attributes) -> None:
        if tag in CONTAINERS:
            self.containers.append(Container(tag, attributes.get("id", ""), len(self.gatherer.found.blocks)))
        if tag in BLOCKS:
            self.level = HEADINGS.get(tag, self.level if tag == "div" else 0)
        if tag in ("ol", "ul"):
            self.lists.append(WebList.of(tag, attributes))
        elif tag == "li":
            self.begin_item(attributes)
        elif tag == "table":
            self.tables.append(len(self.gatherer.rows))
        elif tag == "tr":
            self.close_rows()
            self.gatherer.open_row()
        elif tag in ("td", "th"):
            self.gatherer.open_cell()
        elif tag == "a" and "#" in attributes.get("href", ""):
            target = attributes["href"].rpartition("#")[2]
            self.link = (len(self.parts), target, f"{attributes.get('class', '')} {attributes.get('role', '')}")
        elif tag == "sup":
            self.raised_at = len(self.parts)

    def begin_item(self, attributes: Attributes) -> None:
        if not self.lists:
            return
        if self.lists[-1].is_open:
            self.number = ""
        number = self.lists[-1].item(attributes)
        if self.number and number:
            self.parts.append(f"{number} ")  # 4. (a) on one line
        else:
            self.number = self.number or number

    def handle_endtag(self, tag: str) -> None:
        if self.aside:
            self.aside_depth -= tag == self.aside
            if not self.aside_depth:
                self.end_aside()
            return
        if tag == "a":
            self.end_link()
        elif tag == "sup":
            self.end_raised()
        self.flush_if(tag)
        if self.open[tag]:
            self.open[tag] -= 1
            self.finish(tag)

    def finish(self, tag: str) -> None:
        if tag in HEADINGS:
            self.level = 0
        elif tag == "li":
            self.number = ""
            if self.lists:
                self.lists[-1].is_open = False
        elif tag in ("ol", "ul") and self.lists:
            self.lists.pop()
        elif tag in ("tr", "table"):
            self.close_rows()
            if tag == "table":
                self.tables.pop()
        if tag in CONTAINERS:
            self.end_container(tag)

    def close_rows(self) -> None:
        """End the row that is open in the table around this place; that of an outer table goes on."""
        while len(self.gatherer.rows) > (self.tables[-1] if self.tables else 0):
            self.gatherer.close_row()
        self.settle()

    def end_container(self, tag: str) -> None:
        """End an element, and those inside it that have no end of their own."""
        while self.containers:
            one = self.containers.pop()
            end = len(self.gatherer.found.blocks)
            if one.id:
                self.trail.spans.setdefault(one.id, end)
            if one.tag == "li":
                self.trail.items.setdefault(one.first, end)
            if one.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        if self.aside:
            if self.aside not in NO_WORDS:
                self.aside_words.append(data)
        else:
            self.parts.append(seen(data) if self.open["pre"] else SPACE.sub(" ", seen(data)))

    def end_link(self) -> None:
        """Take a link for the call of a note where it has the look of one."""
        if self.link is None:
            return
        (start, target, kind), self.link = self.link, None
        text = "".join(self.parts[start:])
        is_raised = self.raised_at is not None or "note" in kind
        if MARK.fullmatch(text):  # <a><sup>1</sup></a>: taken already
            self.trail.calls[-1].target = target
        elif CALL.fullmatch(text.strip()):
            self.take(start, Call(text, target, is_raised))

    def end_raised(self) -> None:
        """Take a raised figure for the call of a note."""
        if self.raised_at is None:
            return
        start, self.raised_at = self.raised_at, None
        text = "".join(self.parts[start:])
        if CALL.fullmatch(text.strip()) and not text.strip().isalpha():
            self.take(start, Call(text, "", True))

    def take(self, start: int, call: Call) -> None:
        self.parts[start:] = [mark(str(len(self.trail.calls)))]
        self.trail.calls.append(call)

    def flush_if(self, tag: str) -> None:
        if tag in BLOCKS:
            self.flush()

    def flush(self) -> None:
        """End a block: what was read since the last."""
        text = re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", "".join(self.parts))).strip()
        self.parts, self.link, self.raised_at = [], None, None
        if text:
            number = "" if typed(text, self.number) else self.number
            self.number = ""
            self.gatherer.add(Block(text, self.level, number))
            self.settle()

    def settle(self) -> None:
        """Give the ids read since the last block to the block that is new."""
        at = len(self.gatherer.found.blocks)
        first = self.trail.settled
        if at > first:
            for one in self.ids:
                self.trail.places.setdefault(one, first)
            self.ids, self.trail.settled = [], at

    def blocks(self) -> Blocks:
        """Return what was found, when all is read."""
        self.flush()
        if self.aside:
            self.end_aside()
        found = self.gatherer.close()
        self.settle()
        with_notes(found, self.trail)
        return found
