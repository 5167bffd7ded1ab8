from django.apps import AppConfig
from django.conf import settings


class DemoConfig(AppConfig):
    """Registers the banner that says on every page that these people are invented."""

    name = "amparo.demo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from amparo.demo.banner import banner
        from amparo.web.panels import register_panel

        if settings.IS_DEMO:
            register_panel("banner", 10, banner)
