"""Lists as pages show them: the page of records, the panel of facets, the filters in force and how to lift each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.http import urlencode

from documents.filters import RELEVANCE, AnyOf, ListFilter, Order, Plain, Year, facet_counts
from documents.formats import ATOM, FEED_LENGTH, Offer, offers_at
from documents.listing_parts import Applied, Chip, Facet, Option, OrderLink, Turned, YearField
from documents.search.cited import Citation
from documents.search.reading import Query
from documents.search.tree import Leaf

PER_PAGE = 20
UNSEEN = Order, Plain  # filters that leave out nothing by themselves
NOT_FOLLOWED = {"consultations", "tools", "numbers"}  # names of pages in addresses
PAGE_DIGITS = 6  # of a page number that are read; no list has more pages


class Rows:
    """The records of a filtered list as a paginator takes them: their number, and those from one place to another."""

    def __init__(self, filterset: ListFilter) -> None:
        self.filterset = filterset

    def __len__(self) -> int:
        return self.filterset.count

    def __getitem__(self, places: slice) -> Part:
        return Part(self.filterset, self.filterset.ids(places.start, places.stop))


class Part(Sequence[Any]):
    """The records of one page of a list: their ids, and themselves once they are asked for."""

    def __init__(self, filterset: ListFilter, ids: list[int]) -> None:
        self.filterset, self.ids = filterset, ids

    @cached_property
    def records(self) -> list[Any]:
        return self.filterset.fetched(self.ids)

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, place: Any) -> Any:
        return self.records[place]


class Listing:
    """A filtered list as a page shows it: the page of records, facets, applied filters and what was left out."""

    def __init__(self, request: HttpRequest, filter_class: type[ListFilter], queryset: QuerySet | None = None) -> None:
        self.path = request.path
        self.filterset = filter_class(request.GET, queryset)
        self.total = self.filterset.total
        self.page, self.page_numbers = paged(Rows(self.filterset), request.GET.get("page", ""))

    @property
    def ids(self) -> list[int]:
        """The ids of the records of the page, in their order."""
        part: Any = self.page.object_list
        return part.ids

    @property
    def ignored(self) -> list[str]:
        return self.filterset.unknown

    @property
    def has_text(self) -> bool:
        return "q" in self.filterset.filters

    @property
    def text(self) -> str:
        return self.filterset.data.get("q", "")

    @property
    def read(self) -> Query | None:
        """How the text was read; None where none is asked for, and where it cites a paragraph."""
        return None if self.citation and self.citation.paragraph else self.filterset.query

    @cached_property
    def citation(self) -> Citation | None:
        """The place in a source that the text cites, which may be what is sought."""
        return self.filterset.citation

    @property
    def words(self) -> Sequence[Leaf]:
        """The words to be marked where they stand in a row."""
        return self.read.words if self.read else ()

    @property
    def added(self) -> list[Chip]:
        """The words of the text that were widened, each with the address that takes it as it stands."""
        widened = self.read.widened if self.read else []
        pairs = self._pairs()
        return [
            Chip(one.words, ", ".join(one.also), self._with_plain([*pairs, ("plain", one.words)]), one.left_out)
            for one in widened
        ]

    @property
    def kept(self) -> list[Chip]:
        """The words of the text that are taken as they stand, each with the address that widens it."""
        kept = self.read.kept if self.read else []
        return [
            Chip(word, "", self._address([pair for pair in self._pairs() if pair != ("plain", word)])) for word in kept
        ]

    @property
    def literally(self) -> str:
        """The address of the list for the words of a text that cannot be read."""
        literal = self.read.literal if self.read and self.read.problem else ""
        return (
            self._address([(name, literal if name == "q" else value) for name, value in self._pairs()])
            if literal
            else ""
        )

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @property
    def years(self) -> list[YearField]:
        """The bounds in years that the list can be asked for."""
        return [
            YearField(name, str(declared.label), self.filterset.data.get(name, ""))
            for name, declared in self.filterset.filters.items()
            if isinstance(declared, Year)
        ]

    @property
    def turned(self) -> Turned | None:
        """The years asked for where the first is later than the last, with the address that turns them round."""
        first, last = (self.filterset.data.get(name, "") for name in ("year_from", "year_to"))
        if not last or first <= last:
            return None
        other = {"year_from": last, "year_to": first}
        return Turned(first, last, self._address([(name, other.get(name, value)) for name, value in self._pairs()]))

    @cached_property
    def facets(self) -> list[Facet]:
        """The groups of the panel; options that would leave nothing are out unless chosen."""
        counts = facet_counts(self.filterset)
        return [self._facet(name, counts[name]) for name in self.filterset.facet_names()]

    def _facet(self, name: str, counts: Counter[str]) -> Facet:
        declared = self.filterset.filters[name]
        chosen = self.filterset.data.getlist(name)
        options = [
            Option(value, label, counts[value], value in chosen)
            for value, label in self.filterset.choices[name].items()
            if counts[value] or value in chosen
        ]
        return Facet(name, str(declared.label), options, declared.as_select, declared.in_english)

    @cached_property
    def applied(self) -> list[Applied]:
        """Filters in force, each with the address that removes it; the order is none."""
        pairs = self._pairs()
        return [
            Applied(self._label(name, value), self._address([pair for pair in pairs if pair != (name, value)]))
            for name, value in pairs
            if not isinstance(self.filterset.filters[name], UNSEEN)
        ]

    @property
    def order(self) -> str:
        """The order asked for; empty for the usual one."""
        return self.filterset.data.get("order", "")

    @property
    def orders(self) -> list[OrderLink]:
        """The orders that the list can stand in, the usual one first."""
        usual = self.filterset.filters["order"].default
        pairs = [pair for pair in self._pairs() if pair[0] != "order"]
        return [
            OrderLink(
                label,
                self._address(pairs if value == usual else [*pairs, ("order", value)]),
                current=value == (self.order or usual),
            )
            for value, label in self.filterset.choices["order"].items()
            if value != RELEVANCE or self.text
        ]

    @property
    def query(self) -> str:
        """The filters as a query string for links to further pages: ends in `&`, or is empty."""
        return f"{urlencode(self._pairs())}&" if self._pairs() else ""

    @property
    def address(self) -> str:
        """The address of this list with its filters in their fixed order."""
        return self._address(self._pairs())

    def address_at(self, path: str) -> str:
        """Return the address of another page that obeys the same filters; the order is none."""
        pairs = [pair for pair in self._pairs() if pair[0] != "order"]
        return f"{path}?{urlencode(pairs)}" if pairs else path

    @property
    def name(self) -> str:
        """The name of the list in addresses: `mechanisms` of `/en/mechanisms/`."""
        return self.path.strip("/").rpartition("/")[2]

    @property
    def formats(self) -> list[Offer]:
        """The formats in which this very list, its filters kept, can be taken along."""
        return list(offers_at(self.address, self.filterset.formats.values()))

    @property
    def is_longer_than_feed(self) -> bool:
        """Whether its feed holds the newest alone."""
        return self.count > FEED_LENGTH

    @property
    def can_be_followed(self) -> bool:
        """Whether readers can be written to of what is new in it."""
        return self.name not in NOT_FOLLOWED

    @property
    def feed(self) -> str:
        """The address of the feed of this very list."""
        return next((one.address for one in self.formats if one.format is ATOM), "")

    def relaxed(self) -> list[tuple[Applied, int]]:
        """For an empty list: each group of filters in force, and how many records there are without it."""
        filters = self.filterset.filters
        names = dict.fromkeys(name for name, _value in self._pairs() if not isinstance(filters[name], UNSEEN))
        return [(self._lifted(name), self.filterset.bits(without=name).bit_count()) for name in names]

    def _lifted(self, name: str) -> Applied:
        declared, values = self.filterset.filters[name], self.filterset.data.getlist(name)
        label = self._label(name, values[0]) if len(values) == 1 else "…"
        label = f"{declared.label}: {label}" if isinstance(declared, AnyOf) else label
        return Applied(label, self._address([pair for pair in self._pairs() if pair[0] != name]))

    def _pairs(self) -> list[tuple[str, str]]:
        return [(name, value) for name in self.filterset.filters for value in self.filterset.data.getlist(name)]

    def _label(self, name: str, value: str) -> str:
        return self.filterset.filters[name].label_of(value, self.filterset.choices[name])

    def _with_plain(self, pairs: list[tuple[str, str]]) -> str:
        names = list(self.filterset.filters)
        return self._address(sorted(pairs, key=lambda pair: names.index(pair[0])))

    def _address(self, pairs: list[tuple[str, str]]) -> str:
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path


def without_empty_parameters(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Lead from an address whose parameters are all empty, as a form left untouched makes it, to the one without."""

    @wraps(view)
    def shown(request: HttpRequest) -> HttpResponse:
        is_untouched = request.GET and not any(value for _name, values in request.GET.lists() for value in values)
        return redirect(request.path) if is_untouched else view(request)

    return shown


def paged(records: Any, asked: str, per_page: int = PER_PAGE) -> tuple[Page, list[int | str]]:
    """Return one page of records and the page numbers to show below it, as components/pages.html takes them.

    It is the page asked for, the first one for what is no number, the last one beyond the end.
    """
    paginator = Paginator(records, per_page)
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= PAGE_DIGITS else 1
    page = paginator.page(min(max(number, 1), paginator.num_pages))
    return page, list(paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))
