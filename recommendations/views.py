"""Pages of recommendations, their follow-up and their themes."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from documents.catalogue import catalogue
from documents.formats import offers
from documents.listing import Listing, paged, without_empty_parameters
from documents.models import Paragraph, Theme
from documents.publication import DataVersion, of_today
from documents.spreadsheets import csv_file, streamed_csv_file
from documents.templatetags.nrem import official
from recommendations.alike import alike, by_origin
from recommendations.filters import FollowUpFilter, RecommendationFilter
from recommendations.models import Origin, Recommendation
from recommendations.numbers import FIRST, PLOTS, Numbers
from recommendations.of_origin import ROWS, OfOrigin, address_of_filtered, by_heading
from recommendations.shelf import Shelf, shelf_of
from recommendations.themes import grouped, neighbours
from recommendations.thread import thread_of
from recommendations.thread_table import thread_table
from recommendations.timeline import timeline

ALIKE = 5  # recommendations of other sources on the same themes that a recommendation shows


@without_empty_parameters
def recommendations(request: HttpRequest) -> HttpResponse:
    """Show all recommendations, filtered; with one theme chosen, point to its thread."""
    listing = Listing(request, RecommendationFilter)
    context: dict[str, Any] = {"listing": listing, "numbers_address": listing.address_at(reverse("numbers"))}
    themes_chosen = listing.filterset.data.getlist("theme")
    if len(themes_chosen) == 1:
        context["theme"] = themes_chosen[0]
        context["counts"] = by_origin(listing.filterset.catalogue, themes_chosen[0])
    return render(request, "recommendations/recommendations.html", context)


@without_empty_parameters
def numbers(request: HttpRequest) -> HttpResponse:
    """Show the recommendations that the filters of the list leave, counted two ways at a time."""
    listing = Listing(request, RecommendationFilter)
    context = {
        "listing": listing,
        "figures": Numbers(listing.filterset).figures if listing.count else [],
        "list_address": listing.address_at(reverse("recommendations")),
        "file_address": reverse("numbers-file"),
        "permanent": request.build_absolute_uri(listing.address),
        **of_today(),
    }
    return render(request, "recommendations/numbers.html", context)


@csrf_exempt  # so that a form sent here is told that the method is wrong, not that its token is missing
@require_safe
def numbers_file(request: HttpRequest) -> HttpResponse:
    """The table of one plot, with the same filters, as a file."""
    plot = PLOTS.get(request.GET.get("plot") or FIRST)
    if plot is None:
        raise Http404
    figure = Numbers(RecommendationFilter(request.GET)).figure(plot)
    list_address = request.build_absolute_uri(reverse("recommendations"))
    return csv_file(f"recommendations-{plot.name}", figure.table(list_address))


def recommendations_of(request: HttpRequest, origin: str) -> HttpResponse:
    """Show the recommendations made at one consultation or in one report, under their headings."""
    made_in = get_object_or_404(Origin.objects.select_related("consultation", "document"), slug=origin)
    if filtered := address_of_filtered(origin, request.GET):
        return redirect(filtered)
    made = OfOrigin(origin)
    page, page_numbers = paged(made, request.GET.get("page", ""), ROWS)
    rows = list(page.object_list)
    context = {
        "origin": made_in,
        "page": page,
        "page_numbers": page_numbers,
        "rows": rows,
        "headings": by_heading(rows),
        "statuses": made.statuses,
        "source": rows[0].paragraph.open_source if rows else None,
    }
    return render(request, "recommendations/of_origin.html", context)


def recommendation(request: HttpRequest, origin: str, slug: str) -> HttpResponse:
    """Show one recommendation in its source, with what became of it."""
    found = Recommendation.objects.with_section().prefetch_related("addressees")
    record = found.published_or_gone(origin__slug=origin, slug=slug)
    held = catalogue(RecommendationFilter)
    context = in_source(record, shelf_of(held)) | {
        "timeline": timeline(record, record.bearings.accepted().with_entry().newest_first()),
        "formats": list(offers("recommendation", origin, slug)),
        "permanent": request.build_absolute_uri(reverse("permanent-recommendation", args=[origin, slug])),
        **of_today(DataVersion(number=held.version)),
    }
    context["thread"] = alike(held, record, context["themes"], ALIKE)
    return render(request, "recommendations/recommendation.html", context)


def in_source(record: Recommendation, shelf: Shelf) -> dict[str, Any]:
    """Return a recommendation with what it names: its source, the paragraphs around it, themes and countries."""
    shelf.put(record)
    published = Paragraph.objects.of_published()
    paragraphs = published.around(record.paragraph).in_box()
    related = list(published.filter(related_recommendations=record).select_related("section"))
    for one in [*paragraphs, *related]:
        shelf.put_paragraph(one)
    return {
        "recommendation": record,
        "source": record.paragraph.open_source,
        "paragraphs": paragraphs,
        "is_gist": not any(official(one) for one in paragraphs if one == record.paragraph),
        "related": related,
        "themes": shelf.themes_of(record),
        "countries": shelf.countries_of(record),
    }


@without_empty_parameters
def follow_up(request: HttpRequest) -> HttpResponse:
    """Show the latest follow-up entries, filtered, and the recommendations they bear on."""
    listing = Listing(request, FollowUpFilter)
    borne = Recommendation.objects.published().borne_by(listing.filterset.qs)
    return render(request, "recommendations/follow_up.html", {"listing": listing, "followed_up": borne.count()})


def themes(request: HttpRequest) -> HttpResponse:
    """Show the twenty themes in their groups, with what is recorded under each."""
    return render(request, "recommendations/themes.html", {"groups": grouped()})


def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the thread of one theme: what each source says on it, in date order, and what followed."""
    chosen = Theme.objects.published_or_gone(slug=slug)
    context = {
        "theme": chosen,
        "thread": thread_of(chosen),
        "around": neighbours(chosen),
    }
    return render(request, "recommendations/theme.html", context)


@csrf_exempt
@require_safe
def theme_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The thread of one theme as a file, a line for each thing that stands on it."""
    chosen = Theme.objects.published_or_gone(slug=slug)
    return streamed_csv_file(f"thread-{chosen.slug}", thread_table(chosen, request.build_absolute_uri))
