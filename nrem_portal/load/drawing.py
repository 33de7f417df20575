"""Drawing made-up recommendations by lot, in the proportions of a large human rights index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from random import Random
from typing import NamedTuple, TypeVar

from directory.models import Country
from documents.models import Theme
from nrem_portal.load.words import Language, sentences
from recommendations.models import Status
from recommendations.models.follow_up import BearingKind
from recommendations.models.recommendation import AddresseeGroup, RecommendationKind, Strength
from recommendations.models.status import DECIDABLE, Moved, compute_status

T = TypeVar("T")

FIRST_YEAR, LAST_YEAR = 2006, 2025
FOLLOWED = 0.12  # of the recommendations
REPLACED = 0.004  # by a later one


class Source(NamedTuple):
    """One made-up report: its name in addresses, its date, whose recommendations it prints, and how many."""

    slug: str
    date: str
    kind: RecommendationKind
    size: int


def sources(number: int) -> list[Source]:
    """Return two reports a year, newest first, that hold so many recommendations in all, later ones more."""
    dates = [f"{year}-{month}" for year in range(FIRST_YEAR, LAST_YEAR + 1) for month in ("03", "09")]
    ends = list(accumulate(20 + rank for rank in range(len(dates))))
    shares = [number * end // ends[-1] for end in ends]
    sizes = [share - before for share, before in zip(shares, [0, *shares], strict=False)]
    kinds = [RecommendationKind.RAPPORTEUR, RecommendationKind.OUTCOME] * len(dates)
    made = zip(dates, kinds, sizes, strict=False)
    return [Source(f"load-{date}", date, kind, size) for date, kind, size in made if size][::-1]


class Follow(NamedTuple):
    """What a made-up entry says of one recommendation."""

    entry: int  # its place among the entries of a batch
    kind: BearingKind
    decided: str


class Entry(NamedTuple):
    """One made-up follow-up entry: its date or period."""

    date: str
    period_end: str

    @property
    def latest(self) -> str:
        return self.period_end or self.date


class Drawn(NamedTuple):
    """One made-up recommendation, with all that hangs on it."""

    title: str
    summary: str
    strength: str
    themes: list[Theme]
    groups: list[str]
    countries: list[Country]
    follows: list[Follow]
    is_replaced: bool

    @property
    def gist(self) -> str:
        """The first sentence, as the gist of the paragraph."""
        return self.summary.partition(".")[0] + "."

    def status(self, entries: Sequence[Entry]) -> tuple[Status, str]:
        """Return the status that the entries of its batch give it, and since when."""
        moving = (follow for follow in self.follows if follow.kind != BearingKind.STATEMENT)
        moved = [Moved(entries[follow.entry].latest, follow.decided) for follow in moving]
        return compute_status(superseded=self.is_replaced, moved=moved)


class Lots:
    """Everything that is drawn by lot, from one seed: the same seed gives the same recommendations."""

    def __init__(self, seed: int, themes: Iterable[Theme], countries: Iterable[Country]) -> None:
        self.random = Random(seed)  # noqa: S311 - no secret hangs on it
        self.language = Language(self.random)
        self.themes, self.countries = list(themes), list(countries)
        self.random.shuffle(self.countries)

    def skewed(self, things: Sequence[T], most: int) -> list[T]:
        """Return one to `most` different things, those that stand first more often than the rest."""
        number = 1 + int(most * self.random.random() ** 2)
        places = (int(len(things) * self.random.random() ** 1.7) for _ in range(number))
        return [things[place] for place in dict.fromkeys(places)]

    def batch(self, source: Source, size: int, *, replaced: float) -> tuple[list[Entry], list[Drawn]]:
        """Return recommendations of one report, this share of them replaced, and the entries that bear on them."""
        entries = [self.entry(int(source.date[:4])) for _ in range(1 + int(size * FOLLOWED / 2))]
        return entries, [self.recommendation(len(entries), replaced) for _ in range(size)]

    def entry(self, year: int) -> Entry:
        """Return an entry of this year or a later one."""
        start = self.random.randint(year, LAST_YEAR)
        if self.random.random() < 1 / 4:
            return Entry(str(start), str(start + 1))
        return Entry(self.random.choice([str(start), f"{start}-05", f"{start}-11-20"]), "")

    def recommendation(self, entries: int, replaced: float) -> Drawn:
        chance = self.random.random
        return Drawn(
            title=sentences(self.language.passage(self.random.randint(6, 9))).replace(".", ""),
            summary=sentences(self.language.passage(self.random.randint(24, 50))),
            strength=self.random.choices(Strength.values, [15, 60, 20, 5])[0],
            themes=self.skewed(self.themes, 3),
            groups=self.skewed(AddresseeGroup.values, 3),
            countries=self.skewed(self.countries, 2) if chance() < 9 / 10 else [],
            follows=list(self.follows(entries)) if chance() < FOLLOWED else [],
            is_replaced=chance() < replaced,
        )

    def follows(self, entries: int) -> Iterator[Follow]:
        """Yield what one to three entries of the batch say: most a step, every second of them with a decision."""
        for place in self.random.sample(range(entries), min(entries, self.random.randint(1, 3))):
            kind = self.random.choices(list(BearingKind), [60, 15, 25])[0]
            is_decided = kind != BearingKind.STATEMENT and self.random.random() < 1 / 2
            yield Follow(place, kind, self.random.choice(DECIDABLE) if is_decided else "")
