from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountConfig(AppConfig):
    name = "nrem_portal.account"
    label = "portal_account"
    verbose_name = _("Signing in")
