"""Settings, all of them read from the environment. README.md lists the variables."""

from pathlib import Path

import environ
from celery.schedules import crontab

from daccom.logs import logging_settings
from daccom.secrets import checked_secret_key
from daccom.security import CONTENT_SECURITY_POLICY as CONTENT_SECURITY_POLICY

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

PRODUCTION = env("ENVIRONMENT", default="development") == "production"
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = checked_secret_key(env("SECRET_KEY", default=""), production=PRODUCTION)
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]", "testserver"]
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
TODAY = env("TODAY", default="")
"""An ISO date at which the business calendar stands still; empty: the real date."""
SEAL_KEY = env("SEAL_KEY", default="")
SEAL_CERTIFICATE = env("SEAL_CERTIFICATE", default="")
"""PEM files that seal signed plans; outside production an own pair is made below VAR_DIR."""

INSTALLED_APPS = [
    "programmes",
    "budgets",
    "referrals",
    "practices",
    "daccom",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "daccom.staticfiles.CollectedFiles",
    "allauth",
    "allauth.account",
    "auditlog",
    "csp",
    "crispy_forms",
    "django_tables2",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "daccom.security.SecureHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "daccom.refusals.RefusedMiddleware",
]

ROOT_URLCONF = "daccom.urls"
WSGI_APPLICATION = "daccom.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
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
                "daccom.context.site",
            ],
        },
    },
]

# Databases: PostgreSQL in production, SQLite (WAL, foreign keys on) as the embedded default.
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'daccom.sqlite3'}")}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": VAR_DIR / "cache",
            # Three years of dashboards have some thousand pictures; 300 would throw them out again.
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    }

# Accounts
AUTH_USER_MODEL = "practices.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "practices.accounts.Adapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # the message would invite them to sign up
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/key,20/15m/ip"}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "daccom.views.errors.csrf_failure"

# Headers
SECURE_SSL_REDIRECT = PRODUCTION and env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Language and time
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True

# Static files: ours, and the NHS.UK front end that npm brings.
STATIC_URL = "/static/"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("nhsuk", BASE_DIR / "node_modules" / "nhsuk-frontend" / "dist" / "nhsuk"),
]
COLLECTED_STATIC = env.bool("COLLECTED_STATIC", default=PRODUCTION)
WHITENOISE_USE_FINDERS = not COLLECTED_STATIC
if COLLECTED_STATIC:  # what `manage.py collectstatic` wrote, compressed and named by content
    STATIC_ROOT = VAR_DIR / "static"
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

# Forms and tables
CRISPY_ALLOWED_TEMPLATE_PACKS = "nhsuk"
CRISPY_TEMPLATE_PACK = "nhsuk"
CRISPY_FAIL_SILENTLY = False
DJANGO_TABLES2_TEMPLATE = "django_tables2/nhsuk.html"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Mail
vars().update(env.email("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 10  # seconds that a page waits for the mail server
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="daccom@localhost")

# Celery: Redis when there is one, else files below VAR_DIR.
CELERY_BROKER_URL = REDIS_URL or "filesystem://"
if not REDIS_URL:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR_DIR / "broker" / "queue"),
        "data_folder_out": str(VAR_DIR / "broker" / "queue"),
        "control_folder": str(VAR_DIR / "broker" / "control"),
        "store_processed": False,
    }
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 15 * 60
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_IMPORTS = ["referrals.notice_tasks"]
CELERY_BEAT_SCHEDULE = {
    "lapse-overdue-challenges": {
        "task": "referrals.tasks.lapse_overdue_challenges",
        "schedule": crontab(hour=1, minute=10),
    },
    "remove-old-identifiers": {
        "task": "referrals.tasks.remove_old_identifiers",
        "schedule": crontab(day_of_month="1", hour=2, minute=0),
    },
    "send-return-reminders": {
        "task": "referrals.notice_tasks.send_return_reminders",
        "schedule": crontab(hour=7, minute=30),
    },
    "send-return-digests": {
        "task": "referrals.notice_tasks.send_return_digests",
        "schedule": crontab(hour=7, minute=40),
    },
    "take-snapshots": {
        "task": "programmes.tasks.take_snapshots",
        "schedule": crontab(hour=2, minute=30),
    },
    "record-forecasts": {
        "task": "budgets.tasks.record_forecasts",
        "schedule": crontab(hour=2, minute=15),
    },
    "draw-pictures": {"task": "programmes.tasks.draw_pictures", "schedule": crontab(hour=5, minute=30)},
    "requeue-lost-jobs": {"task": "daccom.tasks.requeue_lost_jobs", "schedule": 60.0},
}

RETENTION_MONTHS = env.int("RETENTION_MONTHS", default=36)
"""After so many months what identifies patients is removed; see ADR 0054."""

# Reminders of a return: so many working days before it is due, that day, and then every so many days.
REMINDER_WORKING_DAYS_BEFORE = env.int("REMINDER_WORKING_DAYS_BEFORE", default=3)
REMINDER_EVERY_DAYS = env.int("REMINDER_EVERY_DAYS", default=7)

LOGGING = logging_settings(env("LOG_LEVEL", default="INFO"))
