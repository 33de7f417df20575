"""Words that mean the same: those below, and synonyms of themes. A query that holds one is widened to the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import get_language

from documents.fields import in_language
from documents.models import Theme
from documents.publication import current_version
from documents.search.tree import And, Leaf, Node, Not, Or, both, either
from documents.search.wording import stemmed

# Each line: names of one thing. A query with any of them finds the others too. Published on the
# search page by the widening it shows; a line goes in where readers of the field use the names for each other.
GROUPS = [
    ["NREM", "national rapporteur", "equivalent mechanism"],
    ["rapporteur national", "mécanisme équivalent"],
    ["relator nacional", "mecanismo equivalente"],
    ["национальный докладчик", "аналогичный механизм"],
    ["المقرر الوطني", "الآلية المماثلة"],
    ["国家报告员", "同等机制"],
    ["CSO", "NGO", "civil society", "non-governmental organization"],
    ["ONG", "société civile", "sociedad civil"],
    ["MoU", "memorandum of understanding"],
    ["SOP", "standard operating procedure"],
    ["NAP", "national action plan", "national plan of action"],
    ["NRM", "national referral mechanism"],
    ["NHRI", "national human rights institution"],
    ["THB", "trafficking in human beings", "human trafficking", "trafficking in persons"],
    ["traite des personnes", "traite des êtres humains"],
    ["trata de personas", "trata de seres humanos"],
    ["贩运人口", "人口贩运"],
    ["subregional", "sub-regional"],
    ["cooperation", "co-operation"],
    ["coordination", "co-ordination"],
    ["coordinator", "co-ordinator"],
    ["EU", "European Union"],
    ["UNODC", "United Nations Office on Drugs and Crime"],
    ["OHCHR", "Office of the United Nations High Commissioner for Human Rights"],
    ["UNHCR", "United Nations High Commissioner for Refugees"],
    ["ILO", "International Labour Organization"],
    ["IOM", "International Organization for Migration"],
    ["OSCE", "Organization for Security and Co-operation in Europe"],
    ["ECOWAS", "Economic Community of West African States"],
    ["ASEAN", "Association of Southeast Asian Nations"],
    ["CBSS", "Council of the Baltic Sea States"],
    ["HRC", "Human Rights Council"],
    ["UNTOC", "Convention against Transnational Organized Crime"],
]
# Most of the record is in English: these names in other languages find the English one too, which finds none of them.
IN_ENGLISH = {
    "national rapporteur": [
        "rapporteur national",
        "relator nacional",
        "национальный докладчик",
        "المقرر الوطني",
        "国家报告员",
    ],
    "trafficking in persons": [
        "traite des personnes",
        "traite des êtres humains",
        "trata de personas",
        "trata de seres humanos",
        "торговля людьми",
        "الاتجار بالأشخاص",
        "贩运人口",
        "人口贩运",
    ],
}
Stems = tuple[str, ...]


class Other(NamedTuple):
    """Another name of what a query asks for: how it is shown, and what looks for it."""

    label: str
    node: Leaf


class Widened(NamedTuple):
    """A word or several of a query that were widened, and the names added; `left_out` if they are not to be there."""

    words: str
    also: tuple[str, ...]
    left_out: bool = False


@lru_cache(maxsize=1 << 13)
def key(name: str) -> Stems:
    """Return a name as it is looked up: the stems that it asks for; nothing where it has no letters."""
    return next((leaf.words for leaf in stemmed(name)), ())


def vocabulary() -> dict[Stems, list[Other]]:
    """Return what each name is widened to, in the reader's language."""
    return vocabulary_of(current_version(), get_language())


@lru_cache(maxsize=12)
def vocabulary_of(version: int, language: str | None) -> dict[Stems, list[Other]]:
    """Return what each name is widened to: the others of its line, and the themes that it is a synonym of.

    It is read once for each data version and language.
    """
    found: dict[Stems, list[Other]] = defaultdict(list)
    for group in GROUPS:
        for name in group:
            found[key(name)] += [Other(other, stemmed(other)[0]) for other in group if other != name]
    for english, abroad in IN_ENGLISH.items():
        for name in abroad:
            found[key(name)].append(Other(english, stemmed(english)[0]))
    for names, synonyms in Theme.objects.published().values_list("names", "synonyms"):
        for stems in {key(one) for own in synonyms.values() for one in own}:
            found[stems] += named(stems, names)
    return found


def named(name: Stems, names: dict[str, str]) -> Iterator[Other]:
    """Yield the name of a theme, unless it holds the word already."""
    held = f" {' '.join(stem for one in names.values() for stem in key(one))} "
    target = stemmed(names["en"])
    if target and name and f" {' '.join(name)} " not in held:
        yield Other(in_language(names), target[0])


class Widening:
    """Widens a query: words as typed that have synonyms find these too, but those to be taken plainly."""

    def __init__(self, plain: Collection[str], runs: list[list[tuple[Leaf, str]]]) -> None:
        self.vocabulary = vocabulary()
        self.typed = {leaf: word for run in runs for leaf, word in run}
        self.beside = {(one, other) for run in runs for (one, _), (other, _) in pairwise(run)}
        self.plain = {key(one) for one in plain}
        self.left_out = False
        self.done: dict[str, Widened] = {}
        self.kept: list[str] = []

    def of(self, node: Node) -> Node:
        """Return a query with its synonyms; what is in quotation marks stays as it is."""
        match node:
            case Leaf():
                return self.of_run([node])
            case And(parts):
                return both(list(self.of_parts(list(parts))))
            case Or(parts):
                return either([self.of(part) for part in parts])
            case Not(part):
                self.left_out = not self.left_out
                widened = Not(self.of(part))
                self.left_out = not self.left_out
                return widened

    def of_parts(self, parts: list[Node]) -> Iterator[Node]:
        """Yield the parts of an And: the longest runs of words that have synonyms, widened, and the rest."""
        while parts:
            run = self.longest(parts)
            yield self.of_run(run) if run else self.of(parts[0])
            parts = parts[len(run) or 1 :]

    def longest(self, parts: list[Node]) -> list[Leaf]:
        """Return the longest run of words that parts begin with and that has synonyms."""
        run: list[Leaf] = []
        for part in parts:
            if not isinstance(part, Leaf) or part not in self.typed or (run and (run[-1], part) not in self.beside):
                break
            run.append(part)
        return next((run[:end] for end in range(len(run), 0, -1) if stems_of(run[:end]) in self.vocabulary), [])

    def of_run(self, run: list[Leaf]) -> Node:
        """Return words with their synonyms, and remember which."""
        own, stems = both(list(run)), stems_of(run)
        others = self.vocabulary.get(stems, []) if all(leaf in self.typed for leaf in run) else []
        if not others:
            return own
        words = " ".join(self.typed[leaf] for leaf in run)
        if stems in self.plain:
            self.kept.append(words)
            return own
        self.done[words] = Widened(words, tuple(dict.fromkeys(other.label for other in others)), self.left_out)
        return either([own, *(other.node for other in others)])


def stems_of(run: list[Leaf]) -> Stems:
    """Return the stems of words in a row."""
    return tuple(stem for leaf in run for stem in leaf.words)
