from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "nrem_portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from nrem_portal import checks  # noqa: F401 (registers them)
