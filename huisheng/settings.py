"""One settings file. With nothing filled in it runs on SQLite beside the code, for one machine.

Environment: DATABASE_URL, HUISHENG_SECRET, HUISHENG_HOSTS, HUISHENG_HTTPS, HUISHENG_DATA, HUISHENG_MEDIA, HUISHENG_ANCHORS,
HUISHENG_LANGUAGE (of the command line, echo/operators.py), HUISHENG_WEBHOOK_INSIDE,
SMS_GATEWAY, SMS_TOKEN, WECOM_WEBHOOK, EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_FROM.
"""

import os
import secrets
from pathlib import Path

import dj_database_url

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("HUISHENG_DATA", ROOT / "data"))
MEDIA = Path(os.environ.get("HUISHENG_MEDIA", DATA / "photos"))  # photos, beside the database file


def _secret() -> str:
    """From the environment, else a random key kept beside the database, so that a restart logs nobody out."""
    if given := os.environ.get("HUISHENG_SECRET"):
        return given
    kept = DATA / "secret"
    if not kept.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        kept.write_text(secrets.token_urlsafe(48))
        kept.chmod(0o600)
    return kept.read_text().strip()


SECRET_KEY = _secret()
DEBUG = os.environ.get("HUISHENG_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("HUISHENG_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
HTTPS = os.environ.get("HUISHENG_HTTPS") == "1"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and host != "*"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_ENGINE = "huisheng.square.landing.sessions"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_NAME = "huisheng"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

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
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
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
# square/templatetags/i18n.py takes the place of Django's, on purpose.
SILENCED_SYSTEM_CHECKS = ["templates.W003"]
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
            "libraries": {"i18n": "huisheng.square.templatetags.i18n"},
            "builtins": [
                "huisheng.square.templatetags.addresses",
                "huisheng.square.templatetags.i18n",
                "django.templatetags.static",
                "huisheng.square.templatetags.words",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{DATA / 'huisheng.sqlite3'}", conn_max_age=None, conn_health_checks=False
    )
}
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
    # longer than answering. Compiling plans to machine code never pays here.
    DATABASES["default"]["OPTIONS"] = {
        "prepare_threshold": 3,
        "options": "-c jit=off -c plan_cache_mode=force_generic_plan",
        **DATABASES["default"].get("OPTIONS", {}),
    }
# The end of the security log, once a day (manage.py verify_audit); best on another machine's disk.
AUDIT_ANCHORS = os.environ.get("HUISHENG_ANCHORS") or DATA / f"{DATABASES['default']['NAME']}.anchors"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["huisheng.square.landing.backends.LockedDoor"]
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
WEBHOOK_INSIDE = os.environ.get("HUISHENG_WEBHOOK_INSIDE") == "1"  # receivers in the own network, http too
API_PER_MINUTE = 120  # how often one token may ask in a minute (square/tokens)

# Channels. Whatever is missing here is shown on the page of messages instead of sent (echo/notices/channels.py).
SMS_GATEWAY = os.environ.get("SMS_GATEWAY", "")
SMS_TOKEN = os.environ.get("SMS_TOKEN", "")
WECOM_WEBHOOK = os.environ.get("WECOM_WEBHOOK", "")
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "huisheng@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
