"""The name that the admin goes by."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

admin.site.site_header = admin.site.site_title = _("NREM Portal")
admin.site.index_title = _("Vocabularies and people")
