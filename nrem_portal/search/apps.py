from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "nrem_portal.search"
    label = "search"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from documents.publication import published
        from nrem_portal.search.index import refresh

        published.connect(refresh, dispatch_uid="search-index")
