from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Each part says what it has for the start page."""

    name = "amparo.desk"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_out

        from amparo.accounts import groups
        from amparo.desk import (
            announcing,
            archive,
            bills,
            callins,
            clinics,
            committees,
            embeds,
            evidence,
            gatherings,
            keys,
            mailouts,
            news,
            outbox,
            people,
            petitions,
            pledges,
            policies,
            press,
            sightings,
            signons,
            today,
            unlocked,
        )
        from amparo.desk.campaigns import overview
        from amparo.desk.supporters import comments, imported, keyspaces, lostletters, upkeep
        from amparo.desk.trees import open_trees

        groups.register(open_trees)
        today.register(people.todos)
        today.register(news.overview.todos)
        today.register(keys.waiting_for_keys)
        today.register(overview.todos)
        today.register(outbox.uncertain_letters)
        today.register(comments.todos)
        today.register(imported.todos)
        today.register(keyspaces.todos)
        today.register(upkeep.todos)
        today.register(lostletters.todos)
        sightings.register()
        for part in (
            *(petitions, signons, callins, gatherings, clinics, pledges, committees),
            policies,
            *(evidence, press, announcing, mailouts, embeds, archive, bills),
        ):
            part.register()
        user_logged_out.connect(unlocked.lock_at_logout, dispatch_uid="desk")
