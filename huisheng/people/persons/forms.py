"""The login form, in words a tired clerk can use."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _


class LoginForm(AuthenticationForm):
    """Login name and password. A locked door says so itself (the roof's back end raises the sentence)."""

    error_messages = {
        "invalid_login": _("登录名或密码不对。请看看大小写；忘了密码，请上一级替您重设。"),
        "inactive": _("登录名或密码不对。请看看大小写；忘了密码，请上一级替您重设。"),
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["username"].label = _("登录名")
        self.fields["password"].label = _("密码")
        self.fields["username"].widget.attrs["autocomplete"] = "username"


class NewLoginForm(forms.Form):
    """A login for somebody who holds a post; the password is told to them in person and changed by them."""

    login = forms.CharField(label=_("登录名"), min_length=2, max_length=60)
    password = forms.CharField(
        label=_("新密码"),
        min_length=8,
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        validators=[validate_password],
        help_text=_("至少 8 个字，当面告诉本人。"),
    )
    lost = forms.BooleanField(
        label=_("本人的手机和备用码都丢了，第二道锁也去掉，让本人重新设"), required=False
    )
