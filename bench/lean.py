"""What Amparo's signing is measured against: the least that a Django view with a database can do.

No middleware, no form, no CSRF, no session: one view, one row, one durable commit.
`python -m bench.lean` makes its table.
"""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.urls import path

from amparo import env

if not settings.configured:
    settings.configure(
        SECRET_KEY=os.environ["SECRET_KEY"],
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="bench.lean",
        DATABASES={
            "default": env.database(
                "DATABASE_URL", file=Path(os.environ["DATA_DIR"]) / "lean.sqlite3", journal="wal"
            )
        },
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
    )
    django.setup()


class Name(models.Model):
    name = models.CharField(max_length=200)
    email = models.CharField(max_length=200)
    note = models.TextField()

    class Meta:
        app_label = "lean"

    def __str__(self) -> str:
        return f"Name {self.pk}"


def sign(request: HttpRequest) -> HttpResponse:
    Name.objects.create(
        name=request.POST["name"], email=request.POST["email"], note=request.POST.get("comment", "")
    )
    response = HttpResponse(status=303)
    response["Location"] = "/thanks/"
    return response


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse("nothing")


urlpatterns = [path("sign/", sign), path("nothing/", nothing)]
application = get_wsgi_application()

if __name__ == "__main__":
    with connection.schema_editor() as editor:
        editor.create_model(Name)
