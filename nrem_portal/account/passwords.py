"""What a password must have, told in words that the portal's catalogue has in every language."""

from __future__ import annotations

from django.contrib.auth import password_validation
from django.utils.translation import gettext as _


class MinimumLengthValidator(password_validation.MinimumLengthValidator):
    """A password has so many characters at the least."""

    def get_error_message(self) -> str:
        return _("This password is too short. Number of characters needed: %(number)s.") % {"number": self.min_length}

    def get_help_text(self) -> str:
        return _("Number of characters needed, at the least: %(number)s.") % {"number": self.min_length}


class UserAttributeSimilarityValidator(password_validation.UserAttributeSimilarityValidator):
    """A password is not like the name or the address of its account."""

    def get_error_message(self) -> str:
        return _("This password is too much like your name, your user name or your e-mail address.")
