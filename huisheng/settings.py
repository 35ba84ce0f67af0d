"""One settings file. With nothing filled in it runs on SQLite beside the code, for one machine.

Environment: DATABASE_URL, HUISHENG_SECRET, HUISHENG_SEAL_KEYS, HUISHENG_HOSTS, HUISHENG_HTTPS, HUISHENG_PROXIES,
HUISHENG_DATA, HUISHENG_MEDIA, HUISHENG_ANCHORS, HUISHENG_PACE, HUISHENG_MFA, HUISHENG_IDLE, HUISHENG_LOGS, HUISHENG_METRICS_TOKEN,
HUISHENG_LANGUAGE (of the command line, echo/operators.py), HUISHENG_WEBHOOK_INSIDE, HUISHENG_TILES,
SMS_GATEWAY, SMS_TOKEN, WECOM_WEBHOOK, EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_FROM.
"""

import os
import secrets
import sys
from base64 import b64encode
from datetime import timedelta
from pathlib import Path

from huisheng.echo.environment import database, look_over, number, seal_keys, several, switched_on
from huisheng.echo.tiles import tiles_of
from huisheng.people.permissions.rules import Role

look_over(os.environ)
ROOT = Path(__file__).resolve().parent.parent
HTTPS = switched_on("HUISHENG_HTTPS")  # a server for everybody, behind a proxy that speaks HTTPS
DATA = Path(os.environ.get("HUISHENG_DATA", ROOT / "data"))


def _secret(name: str, kept_in: str, made: str) -> str:
    """From the environment; on one machine for oneself a random key beside the database, so that a restart changes
    nothing. A server for everybody does not start without one: who copies its disk must not be able to use it."""
    if given := os.environ.get(name):
        return given
    if HTTPS:
        sys.exit(f"HUISHENG_HTTPS=1 needs {name}, kept outside this folder.")
    kept = DATA / kept_in
    if not kept.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        kept.write_text(made)
        kept.chmod(0o600)
    return kept.read_text().strip()


SECRET_KEY = _secret("HUISHENG_SECRET", "secret", secrets.token_urlsafe(48))
# What opens sensitive words (echo/sealed): `name:base64,…`, the first seals. Without them they are lost for good.
SEAL_KEYS = seal_keys(
    _secret("HUISHENG_SEAL_KEYS", "seal-keys", f"1:{b64encode(secrets.token_bytes(32)).decode()}")
)
DEBUG = switched_on("HUISHENG_DEBUG")
ALLOWED_HOSTS = os.environ.get("HUISHENG_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and host != "*"]
# Whose word about the visitor's address is taken: the proxy's, on this machine or named here.
PROXIES = set(os.environ.get("HUISHENG_PROXIES", "127.0.0.1,::1").split(","))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_ENGINE = "huisheng.square.landing.sessions"
# A login ends when nobody touched it for so many minutes, and in any case after twelve hours.
SESSION_IDLE = timedelta(minutes=number("HUISHENG_IDLE", 120))
SESSION_LONGEST = timedelta(hours=12)
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_NAME = "huisheng"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
CSRF_COOKIE_HTTPONLY = True  # scripts take the token from the page
X_FRAME_OPTIONS = "DENY"
# What a page may load and run: its own files and nothing else, no word of script or style inside a page
# (square/safety/headers.py sends it). blob: is a photo or a recording that is looked at before it is sent.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "media-src": ["'self'", "blob:"],
        "object-src": ["'none'"],
        "frame-src": ["'none'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "upgrade-insecure-requests": HTTPS,
    }
}
PERMISSIONS_POLICY = "camera=(), geolocation=(), payment=(), usb=(), microphone=(self)"

# Pictures under the map of hot spots: address {z} {x} {y}, a space, whose they are. Without it the map has no ground.
TILES = tiles_of(os.environ.get("HUISHENG_TILES", ""))

INSTALLED_APPS = [
    "huisheng.people",
    "huisheng.echo",
    "huisheng.territory",
    "huisheng.alliance",
    "huisheng.collect",
    "huisheng.deliberate",
    "huisheng.resolve",
    "huisheng.square",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "leaflet",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]
MIDDLEWARE = [
    "huisheng.square.safety.headers.ProxyMiddleware",
    "huisheng.square.safety.headers.LettersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "huisheng.square.safety.headers.PolicyMiddleware",
    "huisheng.square.watching.counting.CountingMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "huisheng.square.landing.sessions.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "huisheng.square.middleware.RefusalMiddleware",
]
ROOT_URLCONF = "huisheng.urls"
# square/templatetags/i18n.py and static.py take the place of Django's, on purpose.
# The login form itself says that it is locked, so that axes needs no middleware.
SILENCED_SYSTEM_CHECKS = ["templates.W003", "axes.W002"]
WSGI_APPLICATION = "huisheng.wsgi.application"
FORM_RENDERER = "huisheng.echo.choosing.QuickRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "huisheng" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "huisheng.square.context.page",
            ],
            "libraries": {
                "i18n": "huisheng.square.templatetags.i18n",
                "static": "huisheng.square.templatetags.static",
            },
            "builtins": [
                "huisheng.square.templatetags.addresses",
                "huisheng.square.templatetags.csrf",
                "huisheng.square.templatetags.i18n",
                "huisheng.square.templatetags.static",
                "huisheng.square.templatetags.words",
            ],
        },
    }
]

DATABASES = {"default": database(f"sqlite:///{DATA / 'huisheng.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A write takes its lock at BEGIN, waits its turn, and is on the disk when it is acknowledged.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; "
        "PRAGMA mmap_size=1073741824; PRAGMA temp_store=MEMORY;",
    }
else:
    DATABASES["default"] |= {"ENGINE": "huisheng.echo.postgresql", "CONN_HEALTH_CHECKS": True}
    # What is sent again and again is planned once (echo/prepared.py), and stays planned: over twelve tables planning takes
    # longer than answering. Compiling plans to machine code never pays here; a page read at random costs little more than the
    # next one, in memory and on today's disks.
    DATABASES["default"]["OPTIONS"] = {
        "prepare_threshold": 3,
        "options": "-c jit=off -c plan_cache_mode=force_generic_plan -c random_page_cost=1.1",
        **DATABASES["default"].get("OPTIONS", {}),
    }
# Photos: where the environment says, else beside the database file, so that a throw-away one takes its photos along.
_file = DATABASES["default"]["NAME"] if DATABASES["default"]["ENGINE"].endswith("sqlite3") else ""
_beside = DATA if "HUISHENG_DATA" in os.environ or not _file else Path(_file).parent
MEDIA = Path(os.environ.get("HUISHENG_MEDIA") or _beside / "photos")
# The end of the security log, once a day (manage.py verify_audit); best on another machine's disk.
AUDIT_ANCHORS = os.environ.get("HUISHENG_ANCHORS") or DATA / f"{DATABASES['default']['NAME']}.anchors"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["huisheng.square.landing.backends.LockedDoor"]
# Five failures of a name from one address lock it for half an hour (square/landing/backends.py says so). What is kept
# of it is a digest of the name, and goes after a day (manage.py tick).
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "huisheng.square.landing.backends.digest"
AXES_CLIENT_IP_CALLABLE = "huisheng.square.landing.backends.address_of"
AXES_SENSITIVE_PARAMETERS = ["username", "password", "next", "csrfmiddlewaretoken"]
# How often a form that anybody may send is taken within PACE_SECONDS (0: always), from one address, about one place
# (echo/pace.py); counted by each process of the server.
PACE_SECONDS = number("HUISHENG_PACE", 600)
PACE_ADDRESS, PACE_PLACE = 30, 120
# Who must have a second lock beside the password: roles as in people/permissions/rules.py, HUISHENG_MFA=officer,clerk.
MFA_ROLES = several("HUISHENG_MFA", list(Role))
OTP_TOTP_ISSUER = "回声"
LOGIN_URL = "people:login"
LOGIN_REDIRECT_URL = "square:landing"
LOGOUT_REDIRECT_URL = "square:home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [ROOT / "huisheng" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "staticfiles"
STATICFILES_DIRS = [ROOT / "huisheng" / "static"]
WHITENOISE_USE_FINDERS = True

# A resident types a page of words at most; a register of a whole province comes by the command line.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
WEBHOOK_TIMEOUT = 5.0  # seconds a receiver has; slower ones are told later
WEBHOOK_INSIDE = switched_on("HUISHENG_WEBHOOK_INSIDE")  # receivers in the own network, http too
API_PER_MINUTE = 120  # how often one token may ask in a minute (square/tokens)

# Channels. Whatever is missing here is shown on the page of messages instead of sent (echo/notices/channels.py).
SMS_GATEWAY = os.environ.get("SMS_GATEWAY", "")
SMS_TOKEN = os.environ.get("SMS_TOKEN", "")
WECOM_WEBHOOK = os.environ.get("WECOM_WEBHOOK", "")
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = number("EMAIL_PORT", 25)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "huisheng@localhost")

# HUISHENG_LOGS=json: one JSON object a line, one line a request, without anything that people typed (watching/logs.py).
LOGS_JSON = os.environ.get("HUISHENG_LOGS") == "json"
# Who may read /metrics from elsewhere than this machine: Authorization: Bearer …
METRICS_TOKEN = os.environ.get("HUISHENG_METRICS_TOKEN", "")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "huisheng.square.watching.logs.JsonFormatter"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json" if LOGS_JSON else "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # axes would write addresses of people; the security log has what counts.
    "loggers": {"axes": {"level": "ERROR"}, "huisheng": {"level": "INFO" if LOGS_JSON else "WARNING"}},
}
