"""The forms of signing in, in plain words; and the form by which an administrator invites."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _

Words = Any  # text, or text in the language of the reader
PASSWORD = _("Password")
STRONG = _("At least 12 characters, nothing common. Words that do not belong together are easily kept in mind.")
NEW = _("New password"), STRONG

AGAIN = _("The new password again"), ""
CODE = _("Code"), _("The six figures that your app shows now, or one of your recovery codes.")
KEY_NAME = _("Name"), _("To tell it apart from others: the telephone, computer or key that it lies on.")


class Worded(forms.Form):
    """A form whose labels and explanations are the portal's own, and that says all that is wrong itself."""

    use_required_attribute = False
    words: ClassVar[dict[str, tuple[Words, Words]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]


class SignInForm(Worded, account.LoginForm):
    words = {"login": (_("User name or e-mail address"), ""), "password": (PASSWORD, "")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "dir": "ltr", "maxlength": 254}


class PasswordAgainForm(Worded, account.ReauthenticateForm):
    words = {"password": (PASSWORD, "")}


class NewPasswordForm(Worded, account.ChangePasswordForm):
    words = {"oldpassword": (_("Present password"), ""), "password1": NEW, "password2": AGAIN}


class FirstPasswordForm(Worded, account.SetPasswordForm):
    words = {"password1": NEW, "password2": AGAIN}


class ForgottenForm(Worded, account.ResetPasswordForm):
    words = {"email": (_("Your e-mail address"), "")}


class ForgottenPasswordForm(Worded, account.ResetPasswordKeyForm):
    words = {"password1": NEW, "password2": AGAIN}


class InvitedForm(Worded, SetPasswordForm):
    """The first password of somebody invited."""

    words = {"new_password1": NEW, "new_password2": AGAIN}

    def validate_password_for_user(self, user: Any, password_field_name: str = "") -> None:
        """Say what is wrong with the password where it is typed first; Django says it where it is typed again."""
        super().validate_password_for_user(user, "new_password1")


class CodeForm(Worded, mfa.AuthenticateForm):
    words = {"code": CODE}


class CodeAgainForm(Worded, mfa.ReauthenticateForm):
    words = {"code": CODE}


class FirstCodeForm(Worded, ActivateTOTPForm):
    words = {"code": (_("Code"), _("The six figures that the app shows now."))}


class PasskeyForm(Worded, AddWebAuthnForm):
    words = {
        "name": KEY_NAME,
        "passwordless": (
            _("Sign in with it alone, without name and password"),
            _("It then asks for your finger, face or PIN each time."),
        ),
    }


class PasskeyNameForm(Worded, EditWebAuthnForm):
    words = {"name": KEY_NAME}
