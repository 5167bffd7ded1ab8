"""Who may come in where: the one table that the proof of access holds every address to.

The rooms that came later keep theirs in policies/, one file a room, each with its POLICY. A
newcomer's mistake: adding an address and copying its neighbour's line. Ask who needs it.
"""

from importlib import import_module
from pathlib import Path

from tests.proofs.rules import (
    CAMPAIGN_CHANGED,
    CAMPAIGN_SEEN,
    EVERYBODY,
    FORM,
    HELPERS,
    HOLDERS,
    IN_MID_LOGIN,
    NOBODY,
    ORGANIZERS,
    OWN_ACCOUNT,
    OWN_SECOND_STEP,
    PUBLIC_PAGE,
    Rule,
    ask_rules,
)

POLICY: dict[str, Rule] = {
    # the public
    "web:challenge": PUBLIC_PAGE,
    "web:robots": PUBLIC_PAGE,
    "web:media": Rule(EVERYBODY, EVERYBODY, may_be_absent=True),
    "pages:search": PUBLIC_PAGE,
    "campaigns:list": PUBLIC_PAGE,
    "campaigns:page": PUBLIC_PAGE,
    "campaigns:partners": PUBLIC_PAGE,
    "campaigns:take-down": FORM,
    "campaigns:taken-down": PUBLIC_PAGE,
    "petitions:petition": FORM,
    "petitions:thanks": PUBLIC_PAGE,
    "petitions:names": PUBLIC_PAGE,
    "petitions:sheet": PUBLIC_PAGE,
    "supporters:join": FORM,
    "supporters:join_thanks": PUBLIC_PAGE,
    "supporters:gone": PUBLIC_PAGE,
    # whoever holds the link of a letter: nobody needs to log in, and nobody else's link will do
    "supporters:confirm": FORM,
    "supporters:yours": FORM,
    "supporters:name": FORM,
    "supporters:letters": FORM,
    "supporters:address": FORM,
    "supporters:withdraw": FORM,
    "supporters:leave": FORM,
    # accounts
    "account_login": FORM,
    "account_logout": PUBLIC_PAGE,
    "account_inactive": PUBLIC_PAGE,
    "account_reset_password": FORM,
    "account_reset_password_done": PUBLIC_PAGE,
    "account_reset_password_from_key": FORM,
    "account_reset_password_from_key_done": PUBLIC_PAGE,
    "accounts:invitation": FORM,
    "mfa_authenticate": IN_MID_LOGIN,
    "mfa_login_webauthn": IN_MID_LOGIN,
    "accounts:index": OWN_ACCOUNT,
    "accounts:end_other_sessions": OWN_ACCOUNT,
    "accounts:end_session": NOBODY,  # tried with a session that is not hers
    "account_reauthenticate": OWN_ACCOUNT,
    "account_change_password": OWN_ACCOUNT,
    "account_set_password": OWN_ACCOUNT,
    "mfa_index": OWN_ACCOUNT,
    "mfa_reauthenticate": OWN_SECOND_STEP,
    "mfa_activate_totp": OWN_ACCOUNT,
    "mfa_deactivate_totp": OWN_SECOND_STEP,
    "mfa_view_recovery_codes": OWN_SECOND_STEP,
    "mfa_generate_recovery_codes": OWN_SECOND_STEP,
    "mfa_download_recovery_codes": OWN_SECOND_STEP,
    "mfa_list_webauthn": OWN_ACCOUNT,
    "mfa_add_webauthn": OWN_ACCOUNT,
    "mfa_reauthenticate_webauthn": OWN_SECOND_STEP,
    "mfa_remove_webauthn": OWN_SECOND_STEP,
    "mfa_edit_webauthn": OWN_SECOND_STEP,
    # the desk: what a volunteer helps with
    "desk:campaigns": HELPERS,
    "desk:supporters": HELPERS,
    "desk:comments": HELPERS,
    **ask_rules("petition", "petitions"),
    "desk:campaign": CAMPAIGN_SEEN,
    "desk:petition-paper": CAMPAIGN_SEEN,
    "desk:signatures": CAMPAIGN_SEEN,
    # ... what only an organizer of the campaign does
    "desk:campaign-open": CAMPAIGN_CHANGED,
    "desk:campaign-close": CAMPAIGN_CHANGED,
    "desk:campaign-edit": CAMPAIGN_CHANGED,
    "desk:campaign-target": CAMPAIGN_CHANGED,
    "desk:campaign-partner": CAMPAIGN_CHANGED,
    "desk:campaign-role": CAMPAIGN_CHANGED,
    "desk:campaign-milestone-new": CAMPAIGN_CHANGED,
    "desk:campaign-milestone": CAMPAIGN_CHANGED,
    "desk:campaign-reached": CAMPAIGN_CHANGED,
    "desk:campaign-part-first": CAMPAIGN_CHANGED,
    "desk:campaign-case-first": CAMPAIGN_CHANGED,
    "desk:campaign-part-out": CAMPAIGN_CHANGED,
    "desk:campaign-consent": CAMPAIGN_CHANGED,
    "desk:campaign-statement": CAMPAIGN_CHANGED,
    "desk:campaign-take-down": CAMPAIGN_CHANGED,
    "desk:paper-remove": CAMPAIGN_CHANGED,
    "desk:petition-packet": CAMPAIGN_CHANGED,
    "desk:signature": CAMPAIGN_CHANGED,
    "desk:signature-count": CAMPAIGN_CHANGED,
    "desk:signature-hide": CAMPAIGN_CHANGED,
    "desk:signature-take-out": CAMPAIGN_CHANGED,
    "desk:comment-judge": CAMPAIGN_CHANGED,
    "desk:export": CAMPAIGN_CHANGED,
    "desk:keyspace-hold": CAMPAIGN_CHANGED,
    "desk:keyspace-release": CAMPAIGN_CHANGED,
    "desk:keyspace-shred": CAMPAIGN_CHANGED,
    # ... what any organizer does
    "desk:campaign-new": ORGANIZERS,
    "desk:standing-list": ORGANIZERS,
    "desk:keyspaces": ORGANIZERS,
    "desk:renew-list": ORGANIZERS,
    "desk:settings": ORGANIZERS,
    "desk:audit": ORGANIZERS,
    "desk:outbox": ORGANIZERS,
    "desk:outbox-decide": ORGANIZERS,
    "desk:posts": ORGANIZERS,
    "desk:post": ORGANIZERS,
    "desk:languages": ORGANIZERS,
    "desk:officials": ORGANIZERS,
    "desk:office-new": ORGANIZERS,
    "desk:office": ORGANIZERS,
    "desk:office-remove": ORGANIZERS,
    "desk:official-new": ORGANIZERS,
    "desk:official": ORGANIZERS,
    "desk:official-remove": ORGANIZERS,
    "desk:organizations": ORGANIZERS,
    "desk:organization-new": ORGANIZERS,
    "desk:organization": ORGANIZERS,
    "desk:organization-remove": ORGANIZERS,
    "desk:organization-join": ORGANIZERS,
    "desk:membership-remove": ORGANIZERS,
    "desk:people": ORGANIZERS,
    "desk:invite": ORGANIZERS,
    "desk:invitation-withdraw": ORGANIZERS,
    "desk:person-role": ORGANIZERS,
    "desk:person-close": ORGANIZERS,
    "desk:person-log-out": ORGANIZERS,
    # ... keys, of whoever may hold one
    "desk:keys": HOLDERS,
    "desk:unlock": HOLDERS,
    "desk:lock": HOLDERS,
    "desk:key-make": HOLDERS,
    "desk:key-recover": HOLDERS,
    "desk:key-renew": HOLDERS,
    "desk:key-grant": HOLDERS,
    "desk:key-take": ORGANIZERS,
    "desk:key-kit": ORGANIZERS,
    "desk:key-kit-replace": ORGANIZERS,
    "desk:key-begin-anew": ORGANIZERS,
    "desk:lost-letters": HOLDERS,
    "desk:remake-codes": Rule("AO", "AO", may_be_absent=True),  # done, it leads to the start
}
for each in sorted((Path(__file__).parent / "policies").glob("[a-z]*.py")):
    POLICY |= import_module(f"tests.proofs.policies.{each.stem}").POLICY

# Wagtail's own addresses, roughly: what the public gets of it, and what everybody gets who logs in
# (its frame, and addresses that show no page or are refused inside); nobody gets the rest, because
# this house does it in another way or not at all.
WAGTAIL = (
    "wagtail_serve",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
    # these lead to our own pages
    "wagtailadmin_account",
    "wagtailcore_login",
)
VOLUNTEERS_IN_WAGTAIL = (
    *("wagtailadmin_home", "wagtailadmin_logout", "wagtailadmin_dismissibles"),
    *("wagtailadmin_error_test", "wagtailadmin_tag_autocomplete"),
    "wagtailadmin_reports:site_history",  # of pages that they may edit: none
    # choosers list what is published
    *("wagtailadmin_api:", "wagtailadmin_choose_page", "wagtaildocs_chooser:"),
    "wagtailimages_chooser:",
    # a POST does these; a GET is sent away inside, or has nothing to show
    *("wagtailadmin_editing_sessions:", "wagtailadmin_pages:choose_parent"),
    *("wagtailadmin_pages:confirm_workflow_cancellation", "wagtailadmin_pages:lock"),
    *("wagtailadmin_pages:unlock", "wagtailadmin_pages:move_confirm"),
    *("wagtailadmin_pages:revisions_index", "wagtailadmin_pages:set_page_position"),
    *("wagtailadmin_workflows:enable", "wagtailadmin_workflows:remove"),
    *("wagtailadmin_workflows:task_cho", "wagtailimages:create_multiple", "wagtailimages:delete_"),
    *("wagtailimages:edit_multiple", "wagtaildocs:create_multiple", "wagtaildocs:delete_"),
    "wagtaildocs:edit_multiple",
)
NOBODY_IN_WAGTAIL = ("wagtailusers_", "wagtailsites", "wagtaillocales")
