"""Every change to what supporters left here, gathered from the modules of this folder."""

from amparo.supporters.operations.agekeys import age_key_of, forget_age_key, set_age_key
from amparo.supporters.operations.answering import (
    Answer,
    CannotAnswer,
    confirm,
    set_visibility,
    withdraw,
)
from amparo.supporters.operations.codes import (
    close_action,
    drop_codes_of_closed,
    has_stale_cards,
    remake_codes,
    stale_cards,
)
from amparo.supporters.operations.finding import send_own_links
from amparo.supporters.operations.importing import (
    CannotImport,
    begin_import,
    forget_old_imports,
    import_portion,
    undo_import,
    why_not_undone,
)
from amparo.supporters.operations.keeping import (
    apply_removals,
    cards_to_renew,
    drop_old_epochs,
    drop_unconfirmed,
    erase_deleted,
    renew_list,
)
from amparo.supporters.operations.keyspaces import (
    CannotShred,
    Certificate,
    hold,
    make_keyspace,
    release_hold,
    set_shred_date,
    shred,
    shred_what_is_due,
    the_list,
)
from amparo.supporters.operations.lost import (
    forget_all_lost,
    forget_lost,
    lost_letters,
    note_lost,
    write_again,
)
from amparo.supporters.operations.merging import CannotMerge, can_merge, merge_by_word
from amparo.supporters.operations.moderating import (
    CannotModerate,
    confirm_by_word,
    hide_name,
    publish_comment,
    refuse_comment,
    withdraw_by_word,
)
from amparo.supporters.operations.receiving import CannotReceive, Submission, receive
from amparo.supporters.operations.removing import remove_card
from amparo.supporters.operations.tallying import note_paper_count, refresh_tallies
from amparo.supporters.operations.topics import CannotAdd, save_topic
from amparo.supporters.operations.wishing import (
    drop_address,
    household_of,
    leave,
    may_move,
    set_wishes,
)

__all__ = [
    "Answer",
    "CannotAdd",
    "CannotAnswer",
    "CannotImport",
    "CannotMerge",
    "CannotModerate",
    "CannotReceive",
    "CannotShred",
    "Certificate",
    "Submission",
    "age_key_of",
    "apply_removals",
    "begin_import",
    "can_merge",
    "cards_to_renew",
    "close_action",
    "confirm",
    "confirm_by_word",
    "drop_address",
    "drop_codes_of_closed",
    "drop_old_epochs",
    "drop_unconfirmed",
    "erase_deleted",
    "forget_age_key",
    "forget_all_lost",
    "forget_lost",
    "forget_old_imports",
    "has_stale_cards",
    "hide_name",
    "hold",
    "household_of",
    "import_portion",
    "leave",
    "lost_letters",
    "make_keyspace",
    "may_move",
    "merge_by_word",
    "note_lost",
    "note_paper_count",
    "publish_comment",
    "receive",
    "refresh_tallies",
    "refuse_comment",
    "release_hold",
    "remake_codes",
    "remove_card",
    "renew_list",
    "save_topic",
    "send_own_links",
    "set_age_key",
    "set_shred_date",
    "set_visibility",
    "set_wishes",
    "shred",
    "shred_what_is_due",
    "stale_cards",
    "the_list",
    "undo_import",
    "why_not_undone",
    "withdraw",
    "withdraw_by_word",
    "write_again",
]
