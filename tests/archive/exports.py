"""Exports as WordPress writes them, of invented posts, for the tests."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from xml.sax.saxutils import escape

from PIL import Image

HOST = "https://old.example.org"


@dataclass
class Post:
    title: str
    body: str
    on: date = date(2011, 8, 9)
    slug: str = ""
    number: int = 0
    kind: str = "post"
    status: str = "publish"
    labels: Sequence[str] = ()
    author: str = "alma"
    password: str = ""
    comments: int = 0
    thumbnail: int = 0
    attachment: str = ""
    more: str = field(default="", repr=False)


def wxr(*posts: Post, head: str = '<?xml version="1.0" encoding="UTF-8" ?>') -> bytes:
    """A file of WXR 1.2 with these posts, in their order."""
    items = "".join(_item(at, post) for at, post in enumerate(posts, 1))
    return f"""{head}
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>No Fear Committee</title><link>{HOST}</link>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>{HOST}</wp:base_site_url>
<wp:base_blog_url>{HOST}</wp:base_blog_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login>alma</wp:author_login>
<wp:author_email>alma.secret@example.org</wp:author_email>
<wp:author_display_name><![CDATA[Alma P.]]></wp:author_display_name></wp:author>
{items}</channel></rss>""".encode()


def link_of(post: Post) -> str:
    return f"{HOST}/{post.on:%Y/%m/%d}/{post.slug}/"


def picture(color: str = "teal", size: tuple[int, int] = (640, 480)) -> bytes:
    """A photograph that tells where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Telephone of Rosa"
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, "JPEG", exif=exif)
    return out.getvalue()


def _item(at: int, post: Post) -> str:
    number = post.number or at
    slug = post.slug or f"post-{number}"
    post.slug = slug
    labels = "".join(
        f'<category domain="post_tag" nicename="x"><![CDATA[{label}]]></category>'
        for label in post.labels
    )
    comment = (
        "<wp:comment><wp:comment_author_email>reader.secret@example.org</wp:comment_author_email>"
        "<wp:comment_content><![CDATA[I know where he lives]]></wp:comment_content></wp:comment>"
    )
    meta = (
        f"<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key>"
        f"<wp:meta_value>{post.thumbnail}</wp:meta_value></wp:postmeta>"
    )
    return f"""<item><title>{escape(post.title)}</title><link>{link_of(post)}</link>
<dc:creator><![CDATA[{post.author}]]></dc:creator>
<guid isPermaLink="false">{HOST}/?p={number}</guid><description></description>
<content:encoded><![CDATA[{post.body}]]></content:encoded>
<excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_id>{number}</wp:post_id>
<wp:post_date>{post.on} 12:00:00</wp:post_date><wp:post_name>{slug}</wp:post_name>
<wp:status>{post.status}</wp:status><wp:post_type>{post.kind}</wp:post_type>
<wp:post_password>{post.password}</wp:post_password>
<wp:attachment_url>{post.attachment}</wp:attachment_url>
{labels}{meta if post.thumbnail else ""}{comment * post.comments}{post.more}</item>
"""
