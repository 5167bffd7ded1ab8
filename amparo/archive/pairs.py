"""Which items are proposed as twins of each other, from what lib.oldsites.pairing sees in them.

A newcomer's mistake: pairing by itself. A proposal stands at both items, and a person says yes.
"""

import re
from uuid import UUID

from amparo.archive.models import Item
from amparo.lib.oldsites.pairing import Side, propose, stated_in

_LINK = re.compile(r'href="([^"]+)"')


def propose_pairs() -> None:
    """Look at all that are in one language and in no pair, and propose anew."""
    items = [each for each in Item.objects.open().prefetch_related("pieces") if _is_alone(each)]
    by_key = {each.pk: each for each in items}
    Item.objects.open().update(proposed=None)
    for left, right in propose([_side(each) for each in items]):
        Item.objects.filter(pk=left).update(proposed=by_key[right])
        Item.objects.filter(pk=right).update(proposed=by_key[left])


def _is_alone(item: Item) -> bool:
    in_group = Item.objects.filter(group=item.group).exclude(pk=item.pk)
    return len(item.languages) == 1 and not in_group.exists()


def _side(item: Item) -> Side[UUID]:
    language = item.languages[0]
    markup = " ".join(str(each.get("value", "")) for each in item.blocks)
    sources = (each.get("photo", {}).get("src", "") for each in item.blocks)
    return Side(
        key=item.pk,
        language=language,
        posted_on=item.posted_on,
        path=item.path,
        links=frozenset(_LINK.findall(markup)),
        pictures=frozenset(source for source in sources if source),
        stated=stated_in(f"{item.title}\n{item.words_in(language)}", language),
    )
