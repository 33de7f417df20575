"""How the API is set up: read only, JSON only, for everyone; and what is told of it as a whole."""

from __future__ import annotations

from typing import Any

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
    "EXCEPTION_HANDLER": "nrem_portal.api.errors.told",
    "DEFAULT_SCHEMA_CLASS": "nrem_portal.api.description.Described",
}

# Read by `manage.py describe_api` alone; nothing of it is needed to serve.
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "NREM Portal",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "DESCRIPTION": (
        "The published record of the NREM Portal, read only: mechanisms against trafficking in persons, consultations, "
        "recommendations, their follow-up, and the paragraphs that every statement rests on. No key is needed."
    ),
    "LICENSE": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "POSTPROCESSING_HOOKS": [
        "nrem_portal.api.description.plain",
        "nrem_portal.api.description.said_once",
    ],
    "PREPROCESSING_HOOKS": ["nrem_portal.api.description.own_addresses"],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SORT_OPERATIONS": False,
}
