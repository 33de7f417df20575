"""The layers: relations and imports go down only."""

from __future__ import annotations

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from importlinter.cli import lint_imports

LAYERS = ["documents", "directory", "consultations", "recommendations", "desk", "alerts"]


def rank(model: type[models.Model]) -> int:
    """Return the height of a model's layer; what is Django's own lies below them all."""
    app = model._meta.app_label
    return LAYERS.index(app) if app in LAYERS else -1


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if rank(model) >= 0]


def test_every_app_has_a_layer():
    foreign = ("django.", "allauth.")
    own = {model._meta.app_label for model in apps.get_models() if not model.__module__.startswith(foreign)}
    assert own == set(LAYERS)


def test_relations_point_to_the_same_or_a_lower_layer():
    forward = [(model, f) for model in own_models() for f in model._meta.get_fields() if f.is_relation and f.concrete]
    upward = [str(f) for model, f in forward if rank(f.related_model) > rank(model)]
    assert len(forward) > 100
    assert upward == []


def test_no_generic_relations():
    generic = [
        f"{model._meta.label}.{f.name}"
        for model in own_models()
        for f in [*model._meta.get_fields(), *model._meta.private_fields]
        if f in model._meta.private_fields or getattr(f, "related_model", None) is ContentType
    ]
    assert generic == []


def test_imports_go_down_only():
    assert lint_imports(no_cache=True) == 0
