from django.apps import AppConfig


class HostingConfig(AppConfig):
    """Registers the worker's own rounds: long tasks, and the nightly clearing of freed pages."""

    name = "amparo.hosting"

    def ready(self) -> None:
        from amparo.hosting.working import (
            forget_finished_tasks,
            run_waiting_tasks,
            vacuum_nightly,
        )
        from amparo.lib import rounds

        rounds.register(rounds.Round("tasks", 1, run_waiting_tasks, is_long=True))
        rounds.register(rounds.Round("finished-tasks", 3600, forget_finished_tasks))
        rounds.register(rounds.Round("vacuum", 3600, vacuum_nightly, is_long=True))
