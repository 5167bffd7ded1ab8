"""Static files, gathered, named by their content and compressed once.

Brotli's last two steps take twenty times as long as the rest and win a few hundred bytes; a
newcomer waits for them at the first start, with all of Wagtail's files.
"""

import brotli
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

QUALITY = 9  # of 11


class QuickCompressor(Compressor):
    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        return bytes(brotli.compress(data, quality=QUALITY))


class GatheredStatic(CompressedManifestStaticFilesStorage):
    def create_compressor(self, **kwargs: object) -> Compressor:
        return QuickCompressor(**kwargs)
