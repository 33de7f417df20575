"""Settings of the test suite: the portal's own, on loopback, with a quick password hasher."""

import os

os.environ["LOCAL"] = "1"
os.environ.setdefault("SECRET_KEY", "tests-only")
os.environ.setdefault("LANGUAGES_ON", "en,ar")

from nrem_portal.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
