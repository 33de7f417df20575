"""Settings of signing in: who is let in, by what, how often one may try, and how long it lasts (django-allauth)."""

from __future__ import annotations

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "nrem_portal.account.passwords.UserAttributeSimilarityValidator"},
    {"NAME": "nrem_portal.account.passwords.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["nrem_portal.account.backend.OneCheckBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account-home"
LOGOUT_REDIRECT_URL = "home"
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60  # seconds
SESSION_COOKIE_AGE = 14 * 60 * 60  # seconds: a working day, and the session ends with the browser
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie besides the two

ACCOUNT_ADAPTER = "nrem_portal.account.adapter.Adapter"
ACCOUNT_SIGNUP_ENABLED = False
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "none"  # administrators give the addresses, and invitations prove them
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGOUT_REDIRECT_URL
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # the other sessions end
ACCOUNT_RATE_LIMITS = {
    "login": "40/m/ip",  # answers of the page
    "login_failed": "49/10m/ip,9/10m/key",  # the tenth try on one account, and the fiftieth of one address, must wait
    "reset_password": "20/10m/ip,3/10m/key",
}
ACCOUNT_FORMS = {
    "login": "nrem_portal.account.forms.SignInForm",
    "reauthenticate": "nrem_portal.account.forms.PasswordAgainForm",
    "change_password": "nrem_portal.account.forms.NewPasswordForm",
    "set_password": "nrem_portal.account.forms.FirstPasswordForm",
    "reset_password": "nrem_portal.account.forms.ForgottenForm",
    "reset_password_from_key": "nrem_portal.account.forms.ForgottenPasswordForm",
}

USERSESSIONS_ADAPTER = "nrem_portal.account.sessions.Adapter"

MFA_ADAPTER = "nrem_portal.account.second_step.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "NREM Portal"
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds that a telephone's clock may be off
MFA_FORMS = {
    "authenticate": "nrem_portal.account.forms.CodeForm",
    "reauthenticate": "nrem_portal.account.forms.CodeAgainForm",
    "activate_totp": "nrem_portal.account.forms.FirstCodeForm",
    "add_webauthn": "nrem_portal.account.forms.PasskeyForm",
    "edit_webauthn": "nrem_portal.account.forms.PasskeyNameForm",
}
