"""What a page is made of: few blocks, each one that a tired reader can use and a copier print."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

PLAIN = ["bold", "italic", "link", "ol", "ul"]


class PhotoBlock(blocks.StructBlock):
    photograph = ImageChooserBlock(label=_("photograph"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Photograph")
        template = "pages/blocks/photo.html"


class QuoteBlock(blocks.StructBlock):
    words = blocks.TextBlock(label=_("words"))
    who = blocks.CharBlock(label=_("who said it"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "pages/blocks/quote.html"


class CalloutBlock(blocks.StructBlock):
    """What to do, in a frame: a telephone, a link, a warning."""

    title = blocks.CharBlock(label=_("title"), max_length=80)
    words = blocks.RichTextBlock(label=_("words"), features=PLAIN)
    link = blocks.CharBlock(
        label=_("address of the button"),
        required=False,
        max_length=250,
        help_text="/es/…, https://",
    )
    button = blocks.CharBlock(label=_("what the button says"), required=False, max_length=40)

    class Meta:
        icon = "warning"
        label = _("To do")
        template = "pages/blocks/callout.html"


class BodyBlock(blocks.StreamBlock):
    paragraph = blocks.RichTextBlock(
        label=_("Text"), features=PLAIN, template="pages/blocks/paragraph.html"
    )
    heading = blocks.CharBlock(
        label=_("Heading"), max_length=120, icon="h2", template="pages/blocks/heading.html"
    )
    photo = PhotoBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()

    class Meta:
        block_counts: dict[str, Any] = {}


class ContactBlock(blocks.StructBlock):
    """Whom a journalist calls: an office, never somebody's own telephone."""

    name = blocks.CharBlock(label=_("name"), max_length=120)
    role = blocks.CharBlock(label=_("what they do"), required=False, max_length=120)
    phone = blocks.CharBlock(
        label=_("telephone"),
        required=False,
        max_length=20,
        help_text=_("The coalition's own line, as in the settings."),
    )
    email = blocks.EmailBlock(label=_("e-mail"), required=False)

    class Meta:
        icon = "user"
        label = _("Contact")


class ContactsBlock(blocks.StreamBlock):
    contact = ContactBlock()


class QuotationBlock(blocks.StructBlock):
    """What somebody said, and that they agreed to be quoted so. A first name is enough."""

    words = blocks.TextBlock(label=_("words"), max_length=1500)
    who = blocks.CharBlock(
        label=_("who said it"),
        max_length=120,
        help_text=_("As they want it: a first name is enough."),
    )
    role = blocks.CharBlock(label=_("what they do"), required=False, max_length=160)
    agreed_on = blocks.DateBlock(label=_("agreed on"))
    agreed_how = blocks.ChoiceBlock(
        label=_("agreed how"),
        choices=[
            ("aloud", _("aloud")),
            ("writing", _("in writing")),
            ("said", _("said in public")),
        ],
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")


class QuotationsBlock(blocks.StreamBlock):
    quotation = QuotationBlock()


class KitBlock(blocks.StreamBlock):
    photo = PhotoBlock()
