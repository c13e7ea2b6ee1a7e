"""Forms of invitations and of joining."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordMixin
from django.contrib.auth.models import User
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from khural.web.staff.models import Role
from khural.web.text import CleanCharField


class InvitationForm(forms.Form):
    """Whom to invite."""

    role = forms.ChoiceField(label=_("Role"), choices=Role, widget=forms.RadioSelect)


class CodeForm(forms.Form):
    """The code of an invitation, for somebody who has an account."""

    code = CleanCharField(label=_("Code of the invitation"), max_length=60)


class JoinForm(SetPasswordMixin, CodeForm):  # type: ignore[type-arg]  # generic in the stubs alone
    """The code of an invitation and the account to make."""

    username = CleanCharField(label=_("Username"), max_length=150, validators=[UnicodeUsernameValidator()], strip=True)
    password1, password2 = SetPasswordMixin.create_password_fields()

    def clean(self) -> dict[str, Any]:
        self.validate_passwords()
        self.validate_password_for_user(User(username=self.cleaned_data.get("username", "")))
        return super().clean() or {}
