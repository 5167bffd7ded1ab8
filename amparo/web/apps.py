from django.apps import AppConfig


class WebConfig(AppConfig):
    """What is left empty is asked for in one sentence; the search keeps in step."""

    name = "amparo.web"

    def ready(self) -> None:
        from django.forms import Field

        from amparo.lib.rounds import register
        from amparo.web.forms import FILL_IN
        from amparo.web.searchindex import ROUND

        register(ROUND)
        Field.default_error_messages["required"] = FILL_IN
