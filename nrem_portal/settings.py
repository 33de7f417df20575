"""Settings: one file, read from the environment, safe by default.

| variable        | meaning                                                                          | default        |
| DATABASE_URL    | where the data lie, e.g. postgres://user:password@host:5432/name                 | SQLite in VAR  |
| VAR             | folder of everything made at run time: database, secret key, accounts, static    | var/           |
| SECRET_KEY      | signs sessions and links                                                         | made, in VAR   |
| ALLOWED_HOSTS   | names the portal answers to, separated by commas                                 | loopback       |
| ORIGINS         | https addresses that forms may come from, separated by commas                    | none           |
| LANGUAGES_ON    | languages switched on, separated by commas: en always, of ar zh-hans fr ru es    | ar,en          |
| LOCAL           | 1 on a person's own machine: no redirect to https. Refused off loopback          | 0              |
| PLAIN_COOKIES   | 1 for browsers that refuse Secure cookies on loopback http                       | 0              |
| DEBUG           | 1 to see errors in the browser; never on a public machine                        | 0              |
| API_PER_MINUTE  | requests to the API answered to one address each minute, by each process; 0: all | 120            |
| PAGES_KEPT      | megabytes of pages that each process keeps in memory; 0: none                    | 16             |
| CONTACT_EMAIL   | the secretariat's public address, shown on pages and in security.txt             | none           |
| EMAIL_URL       | the mail server, e.g. smtp+tls://user:password@host:587                          | files in VAR   |
| MAIL_FROM       | the address that letters come from                                               | CONTACT_EMAIL  |
| PORTAL_URL      | the portal's own address, to which letters lead                                  | ALLOWED_HOSTS  |
"""

import tempfile
from pathlib import Path
from urllib.parse import quote

import django
import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.management.utils import get_random_secret_key
from django.core.validators import validate_email

from nrem_portal.account.conf import *  # noqa: F403
from nrem_portal.api.conf import REST_FRAMEWORK, SPECTACULAR_SETTINGS  # noqa: F401

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

VAR = Path(env.str("VAR", default=str(BASE_DIR / "var")))
try:
    VAR.mkdir(parents=True, exist_ok=True)
    tempfile.TemporaryFile(dir=VAR).close()
except OSError as error:
    raise SystemExit(f"Nothing can be written to {VAR} ({error.strerror}). Name another folder: VAR=/path") from None


def kept_secret(path: Path) -> str:
    """Return the secret kept in this file, made on first use and readable by its owner alone."""
    if not path.exists() or not path.read_text().strip():
        new = path.with_suffix(".new")  # moved into place whole, so that a full disk leaves no half secret
        new.touch(mode=0o600)
        new.write_text(get_random_secret_key())
        new.replace(path)
    return path.read_text().strip()


def listed(name: str, default: list[str]) -> list[str]:
    """Return what a variable lists, separated by commas, with or without spaces."""
    return [word.strip() for word in env.list(name, default=default) if word.strip()]


def email_of(name: str) -> str:
    """Return the e-mail address that a variable holds, if any."""
    address = env.str(name, default="").strip()
    try:
        if address:
            validate_email(address)
    except ValidationError:
        raise SystemExit(f"{name}={address} is no e-mail address. Correct it or leave it out.") from None
    return address


def own_address(hosts: list[str]) -> str:
    """Return the address of the portal: its first host that is not this machine's own, else where it is served here."""
    others = [host for host in hosts if host not in LOOPBACK and host[:1] not in "*."]
    here = f"{env.str('HOST', default='127.0.0.1')}:{env.str('PORT', default='8000')}"
    return f"https://{others[0]}" if others else f"http://{here}"


LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}
DEBUG = env.bool("DEBUG", default=False)
LOCAL = env.bool("LOCAL", default=False)
PLAIN_COOKIES = env.bool("PLAIN_COOKIES", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret(VAR / "secret-key")
ALLOWED_HOSTS = listed("ALLOWED_HOSTS", sorted(LOOPBACK))
if LOCAL and not set(ALLOWED_HOSTS) <= LOOPBACK:
    raise ImproperlyConfigured("LOCAL=1 is refused: ALLOWED_HOSTS names more than this machine. Unset one of them.")
CSRF_TRUSTED_ORIGINS = listed("ORIGINS", [])
PAGES_KEPT = env.int("PAGES_KEPT", default=16)
API_PER_MINUTE = env.int("API_PER_MINUTE", default=120)
CONTACT_EMAIL = email_of("CONTACT_EMAIL")

# Letters wait in the outbox until send_letters hands them over; without a mail server, into files in VAR/mail.
EMAIL_URL = env.str("EMAIL_URL", default="") or f"filemail:///{quote(str(VAR / 'mail'))}"
try:
    mail = environ.Env.email_url_config(EMAIL_URL)
except (ImproperlyConfigured, ValueError):
    raise SystemExit("EMAIL_URL names no way to send letters: smtp+tls://user:password@host:587") from None
EMAIL_BACKEND, EMAIL_FILE_PATH = mail["EMAIL_BACKEND"], mail["EMAIL_FILE_PATH"]
EMAIL_HOST, EMAIL_PORT = mail["EMAIL_HOST"] or "localhost", mail["EMAIL_PORT"] or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail["EMAIL_HOST_USER"] or "", mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = mail.get("EMAIL_USE_TLS", False), mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = email_of("MAIL_FROM") or CONTACT_EMAIL or "nrem-portal@localhost"
PORTAL_URL = env.str("PORTAL_URL", default="").rstrip("/") or own_address(ALLOWED_HOSTS)

INSTALLED_APPS = [
    "nrem_portal",
    "nrem_portal.search",
    "nrem_portal.alerts",
    "nrem_portal.account",
    "desk",
    "recommendations",
    "consultations",
    "directory",
    "documents",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "nrem_portal.security.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "nrem_portal.kept.KeptPagesMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "nrem_portal.account.second_step.SecondStepMiddleware",
    "nrem_portal.errors.GoneMiddleware",
]
if django.VERSION >= (6, 0):  # it sends SECURE_CSP itself
    MIDDLEWARE.insert(0, "django.middleware.csp.ContentSecurityPolicyMiddleware")

ROOT_URLCONF = "nrem_portal.urls"
WSGI_APPLICATION = "nrem_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "nrem_portal.frame.frame",
            ],
            "libraries": {"linked": "nrem_portal.outlets.linked"},
        },
    },
]

DATABASE_URL = env.str("DATABASE_URL", default="") or f"sqlite:///{VAR / 'portal.sqlite3'}"
DATABASES = {"default": environ.Env.db_url_config(DATABASE_URL)}
ENGINES = {"django.db.backends.sqlite3", "django.db.backends.postgresql"}
if DATABASES["default"].get("ENGINE") not in ENGINES:
    raise SystemExit("DATABASE_URL names no database that the portal knows: postgres://user:password@host:port/name")
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers and one writer at a time do not stand in each other's way. Each thread has pages of its own in memory,
    # 4 MB of them; the system holds the file.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-4000;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DATABASES["default"]["CONN_MAX_AGE"] = 60  # seconds; to open a connection costs more than a page that is kept
IN_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "tries"},  # all processes count
    "throttle": {"BACKEND": IN_MEMORY, "LOCATION": "throttle", "OPTIONS": {"MAX_ENTRIES": 10_000}},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Names as each language calls itself, in the order of the United Nations.
ALL_LANGUAGES = [
    ("ar", "العربية"),
    ("zh-hans", "中文"),
    ("en", "English"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("es", "Español"),
]
LANGUAGES_ON = listed("LANGUAGES_ON", ["ar", "en"])
if unknown := ", ".join(code for code in LANGUAGES_ON if code not in dict(ALL_LANGUAGES)):
    known = ", ".join(dict(ALL_LANGUAGES))
    raise SystemExit(f"LANGUAGES_ON names a language that the portal does not know ({unknown}). It knows {known}.")
if "en" not in LANGUAGES_ON:
    raise SystemExit("LANGUAGES_ON lacks en, the language of the record, which is always on. Add it.")
LANGUAGES = [(code, name) for code, name in ALL_LANGUAGES if code in LANGUAGES_ON]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL  # passkeys on http://localhost

DATA_UPLOAD_MAX_NUMBER_FIELDS = 8_000  # the form of a consultation with everyone who took part has thousands

FIXTURES = BASE_DIR / "fixtures"

# Cookies are Secure and bound to the host; Chromium and Firefox accept that on loopback http.
COOKIE_PREFIX = "" if PLAIN_COOKIES else "__Host-"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
SESSION_COOKIE_SECURE = not PLAIN_COOKIES
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
CSRF_COOKIE_SECURE = not PLAIN_COOKIES
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "nrem_portal.errors.csrf_failure"

# Behind a front server, gunicorn's forwarded_allow_ips decides whose word on the scheme is taken.
SECURE_SSL_REDIRECT = not LOCAL
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 0 if LOCAL else 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
# What browsers shall refuse to every page; signing in by passkey and copying stay as they are.
FEATURES_OFF = [
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"one_line": {"()": "nrem_portal.security.OneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.security.DisallowedHost": {"filters": ["one_line"]}},  # anyone can send any Host header
}
