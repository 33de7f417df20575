"""The application as gunicorn serves it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nrem_portal.settings")

Application = Callable[[dict[str, Any], Callable], Iterable[bytes]]
BOUNDARY = re.compile(r"""boundary=("[^"]{1,70}"|[^\s;"]{1,70})""", re.IGNORECASE)


def utf8_only(application: Application) -> Application:
    """Read every request as UTF-8: of the type that it names, only the kind and the boundary are handed on.

    One with a charset or parameter that cannot be read fails in Django before any middleware, so without an error page.
    """

    def serve(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        environ["CONTENT_TYPE"] = plain_type(environ.get("CONTENT_TYPE", ""))
        return application(environ, start_response)

    return serve


def plain_type(given: str) -> str:
    """Return a content type without charset and other parameters."""
    kind, _semicolon, parameters = given.partition(";")
    boundary = BOUNDARY.search(parameters)
    return f"{kind}; {boundary[0]}" if boundary else kind


application = utf8_only(get_wsgi_application())
