"""Supporters at the desk: lists that stay sealed until somebody unlocks, and what they allow.

One module a page or two; their addresses meet in `urlpatterns`.
"""

from amparo.desk.supporters import (
    agekeys,
    cards,
    comments,
    exports,
    imported,
    imports,
    keyspaces,
    lists,
    lostletters,
    merging,
    topics,
    upkeep,
)

urlpatterns = [
    *agekeys.urlpatterns,
    *imports.urlpatterns,
    *imported.urlpatterns,
    *topics.urlpatterns,
    *lists.urlpatterns,
    *cards.urlpatterns,
    *merging.urlpatterns,
    *comments.urlpatterns,
    *exports.urlpatterns,
    *keyspaces.urlpatterns,
    *lostletters.urlpatterns,
    *upkeep.urlpatterns,
]
