"""The answers of the API: lists in pages, records, paragraphs, the schema; read only and open to any site."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from documents.filters import readable
from documents.models import Paragraph
from documents.publication import open_to_all
from nrem_portal.api import objects
from nrem_portal.api.answers import SCHEMA, Pages, kept, list_meta, meta, without_own
from nrem_portal.api.documents import ParagraphWhole
from nrem_portal.api.errors import Refused
from nrem_portal.api.kinds import KINDS, Kind
from nrem_portal.api.throttles import ByAddress
from recommendations.models import Origin

# Any site may read, as any person may; search engines are to find the pages instead.
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
    "X-Robots-Tag": "noindex",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class Answer(APIView):
    """One address that answers in JSON, in the language of `?lang=`."""

    throttle_classes = [ByAddress]
    kind: Kind = KINDS["recommendations"]
    own: tuple[str, ...] = ("lang",)  # parameters that it takes besides filters

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with override(self.language(request)):
            response = super().dispatch(request, *args, **kwargs)
            response.headers["Content-Language"] = get_language() or "en"
        return response

    def language(self, request: HttpRequest) -> str:
        """Return the language asked for, English for one that there is not; `initial` refuses it."""
        try:
            asked = request.GET.get("lang", "")
        except SuspiciousOperation:  # more parameters than are read: told so as soon as they are read again
            return "en"
        return asked if asked in dict(settings.LANGUAGES) else "en"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        asked = request.GET.get("lang", "")
        if "lang" in self.own and asked and asked not in dict(settings.LANGUAGES):
            words = _("“%(given)s” is no language of this portal. It has: %(languages)s.")
            languages = ", ".join(code for code, _name in settings.LANGUAGES)
            raise Refused("lang", words % {"given": readable(asked)[:40], "languages": languages})

    def check_throttles(self, request: Request) -> None:
        if request.method != "OPTIONS":  # a browser that only asks whether it may ask
            super().check_throttles(request)

    def left_out(self, request: Request) -> list[str]:
        """Return the parameters that an answer without filters does not know."""
        return [name for name in map(readable, without_own(request.GET, self.own)) if name]

    def options(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        """Tell what may be done here: to browsers that ask before they read for another site, and to people."""
        return HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS", **PREFLIGHT})

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in OPEN.items():
            response.headers[name] = value
        return response


class ListAnswer(Answer):
    """A filtered list, in pages."""

    @kept
    def get(self, request: Request) -> Response:
        pages = Pages(request._request, self.kind)
        results = objects.objects(request._request, self.kind, pages.records)
        told = {"meta": list_meta(pages.found), "links": pages.links, "results": results}
        return Response(told, headers={"Link": pages.link_header})


class RecordAnswer(Answer):
    """One record."""

    @kept
    def get(self, request: Request, **parts: str) -> Response:
        record = self.kind.record(**parts)
        return Response(objects.answer(request._request, self.kind, record, self.left_out(request)))


class OfOrigin(Answer):
    """All recommendations made at one origin: leads to the list filtered by it."""

    target = "api-recommendations"

    def get(self, request: Request, origin: str) -> HttpResponse:
        get_object_or_404(Origin, slug=origin)
        asked = request.GET.copy()
        asked["source"] = origin
        return HttpResponseRedirect(f"{reverse(self.target)}?{asked.urlencode()}", content_type="application/json")


class ParagraphAnswer(Answer):
    """One paragraph of a document."""

    kind = KINDS["documents"]

    @kept
    def get(self, request: Request, key: str, anchor: str) -> Response:
        one = get_object_or_404(Paragraph.objects.readable().with_box(), document__key=key, anchor=anchor)
        open_to_all(one.document)
        told = ParagraphWhole(one, context={"request": request._request}).data
        return Response({"meta": meta(self.left_out(request)), **told})


class Contents(Answer):
    """What the API holds: the address of each list, of the schema and of its description for people."""

    @kept
    def get(self, request: Request) -> Response:
        lists = {one.name: one for one in KINDS.values()}
        addresses = {name: request.build_absolute_uri(reverse(f"api-{name}")) for name in lists}
        return Response(
            {
                "meta": meta(self.left_out(request)),
                "lists": [{"name": name, "address": addresses[name], "holds": one.says} for name, one in lists.items()],
                "schema": request.build_absolute_uri(reverse("api-schema")),
                "docs": request.build_absolute_uri(reverse("api-docs")),
            }
        )


class Schema(Answer):
    """The description of the API for programs, as committed."""

    @kept
    def get(self, request: Request) -> HttpResponse:
        return HttpResponse(SCHEMA.read_bytes(), content_type="application/vnd.oai.openapi+json")


class Missing(Answer):
    """An address of the API that leads nowhere."""

    def get(self, request: Request, **parts: str) -> Response:
        raise Http404
