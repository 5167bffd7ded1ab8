"""Paper: Typst in, tagged PDF or PNG out, by a child process that lives for one document.

What is to be printed travels as data and is never pasted into Typst source, so nothing that people
type can run there. A template begins with `#import "design.typ": *` and finds what it was given in
`data`. Files (a QR code, a mark) are handed over by name and exist in memory only.
"""

from amparo.lib.typesetting.setting import CannotTypeset, typeset, typeset_png

__all__ = ["CannotTypeset", "typeset", "typeset_png"]
