"""The one settings file. What may differ between installations is read by env.py; nothing else is.

A newcomer's mistake: adding a default that is convenient and unsafe. Defaults here are those of a
live server; `amparo demo` and the tests set what they need through the environment.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from amparo import env

PACKAGE = Path(__file__).resolve().parent

# Where things are kept

DATA_DIR = env.path("DATA_DIR", default="var")
env.read_file(DATA_DIR / "amparo.env")
RUNTIME_DIR = env.path("RUNTIME_DIR", default="/run/amparo")  # in RAM; see docs/threat-model.md
RUNTIME_URL = env.valkey("RUNTIME_URL")  # where several machines forget together
ALLOW_DISK_RUNTIME = env.flag("ALLOW_DISK_RUNTIME", default=False)
ALLOW_PLAIN_SWAP = env.flag("ALLOW_PLAIN_SWAP", default=False)  # memory may reach a disk in clear
IS_DEMO = env.flag("IS_DEMO", default=False)  # invented people; the demo's mail can be read

# The front door

DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.secret("SECRET_KEY", file=DATA_DIR / "secret_key")
SITE_URL = env.text("SITE_URL", default="http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", default="localhost,127.0.0.1,[::1]")
TRUST_PROXY = env.flag("TRUST_PROXY", default=False)  # believe X-Forwarded-* of the local proxy
IS_HTTPS = SITE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
ROOT_URLCONF = "amparo.urls"
WSGI_APPLICATION = "amparo.web.wsgi.application"
ADMINS: list[str] = []  # no mail about errors: a traceback may hold what a person typed

INSTALLED_APPS = [
    "amparo.demo",
    "amparo.hosting",
    "amparo.desk",
    "amparo.api",
    "amparo.archive",
    "amparo.pages",
    "amparo.mailouts",
    "amparo.petitions",
    "amparo.clinics",
    "amparo.signons",
    "amparo.callins",
    "amparo.gatherings",
    "amparo.pledges",
    "amparo.committees",
    "amparo.campaigns",
    "amparo.policies",
    "amparo.sightings",
    "amparo.bills",
    "amparo.evidence",
    "amparo.announcing",
    "amparo.supporters",
    "amparo.officials",
    "amparo.web",
    "amparo.outbox",
    "amparo.organizations",
    "amparo.places",
    "amparo.accounts",
    "amparo.keyring",
    "amparo.audit",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.redirects",
    "wagtail.locales",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django_htmx",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "amparo.web.headers.SafeHeaders",
    "amparo.web.headers.PolicyByPlace",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "amparo.web.languages.LanguageOfAddress",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "amparo.accounts.middleware.PreferredLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "amparo.web.errors.AnswerUnavailable",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "amparo.web.templatetags.web"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "amparo.web.context.site",
            ],
        },
    },
]

# Databases: supporters' cards in one file, keys in another (docs/threat-model.md)

DATABASES = {
    "default": env.database("DATABASE_URL", file=DATA_DIR / "amparo.sqlite3", journal="wal"),
    "keyring": env.database(
        "KEYRING_URL", file=DATA_DIR / "keyring" / "keyring.sqlite3", journal="delete"
    ),
}
DATABASE_ROUTERS = ["amparo.keyring.router.KeyringRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Languages

LANGUAGE_NAMES = {"en": _("English"), "es": _("Spanish"), "so": _("Somali"), "hmn": _("Hmong")}
SITE_LANGUAGES = env.words("SITE_LANGUAGES", default="en,es")
LANGUAGES = [(code, LANGUAGE_NAMES.get(code, code)) for code in SITE_LANGUAGES]
LANGUAGE_CODE = SITE_LANGUAGES[0]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
LOCALE_PATHS = [DATA_DIR / "locale"]  # a coalition's own catalogs, for a language that we lack
USE_I18N = WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = env.text("TIME_ZONE", default="America/Chicago")

# Files

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(DATA_DIR / "static"))
GENERATED_STATIC = DATA_DIR / "generated"  # the fonts, cut to our letters when first looked for
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "amparo.web.fonts.FontFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env.text("STATIC_STORAGE", default="amparo.web.storage.GatheredStatic")
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # bytes
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024  # bytes; above it Django writes to disk

# Mail

# Where bills are looked for (amparo/bills/feeds.py); a feed whose key is empty is not asked
LEGISCAN_KEY = env.text("LEGISCAN_KEY", default="")
OPENSTATES_KEY = env.text("OPENSTATES_KEY", default="")
BILL_FEEDS = {
    "legiscan": env.text("LEGISCAN_URL", default="https://api.legiscan.com/"),
    "openstates": env.text("OPENSTATES_URL", default="https://v3.openstates.org"),
    "revisor": env.text("REVISOR_URL", default="https://api.revisor.mn.gov/bills/v1"),
}

EMAIL_BACKEND = env.text("EMAIL_BACKEND", default="django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = env.text("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.number("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=False)  # from the second command on: port 587
EMAIL_USE_SSL = env.flag("EMAIL_USE_SSL", default=False)  # from the first byte on: port 465
EMAIL_FILE_PATH = env.text("EMAIL_FILE_PATH", default="")  # the demo's mail, in RAM
EMAIL_TIMEOUT = 20  # seconds
MAIL_PER_MINUTE = env.number("MAIL_PER_MINUTE", default=0)  # of letters to many; 0: as each says
DKIM_SELECTOR = env.text("DKIM_SELECTOR", default="")  # by which the mail server signs
DEFAULT_FROM_EMAIL = env.text("FROM_EMAIL", default="coalition@localhost")
# A mailbox of its own for letters to many that come back, read by IMAP; see docs/self-hosting.md
BOUNCES_EMAIL = env.text("BOUNCES_EMAIL", default="")
BOUNCES_HOST = env.text("BOUNCES_HOST", default="")
BOUNCES_PORT = env.number("BOUNCES_PORT", default=993)
BOUNCES_USER = env.text("BOUNCES_USER", default="")
BOUNCES_PASSWORD = env.text("BOUNCES_PASSWORD", default="")

# Accounts: people who log in. Supporters never do.

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
SESSION_ENGINE = "amparo.accounts.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600  # seconds
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["full_name", "email"]},
    },
]
ACCOUNT_ADAPTER = "amparo.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # people come by invitation, sent to that very address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_FORMS = {
    "login": "amparo.accounts.forms.LoginForm",
    "change_password": "amparo.accounts.forms.ChangePasswordForm",
    "set_password": "amparo.accounts.forms.SetPasswordForm",
    "reset_password": "amparo.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "amparo.accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "amparo.accounts.forms.ReauthenticateForm",
}
ACCOUNT_RATE_LIMITS = {"login_failed": None}  # accounts.lockout counts these, in RAM
MFA_ADAPTER = "amparo.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "amparo.accounts.forms.AuthenticateForm",
    "reauthenticate": "amparo.accounts.forms.ReauthenticateCodeForm",
    "activate_totp": "amparo.accounts.forms.ActivateAppForm",
    "add_webauthn": "amparo.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "amparo.accounts.forms.RenamePasskeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True

# The policy of every page: nothing from elsewhere

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # not "no-referrer": browsers would then send Origin: null
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "amparo.web.errors.forbidden"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000  # Wagtail's longer pages

# Wagtail: quiet, and silent toward the outside

WAGTAIL_SITE_NAME = "Amparo"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILIMAGES_IMAGE_MODEL = "pages.Photograph"
WAGTAILDOCS_EXTENSIONS = ["pdf"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# Logs: no addresses of visitors, nothing that a person typed

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"redact": {"()": "amparo.web.redaction.Redact"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["redact"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "amparo": {"level": "INFO"},
        "django": {"handlers": [], "propagate": True, "level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
