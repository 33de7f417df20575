"""Settings of the test suite: the portal's own, on loopback, with a quick password hasher."""

import os

os.environ["LOCAL"] = "1"
os.environ.setdefault("SECRET_KEY", "tests-only")

from nrem_portal.settings import *  # noqa: F403

# Tests need no collected files; the folder is there so that none of them warns of it.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405

API_PER_MINUTE = 0  # a suite asks more than a reader does

PAGES_KEPT = 0  # tests change data without publishing them
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
