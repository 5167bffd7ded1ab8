"""`make mutants`: change lib/sealing in some six hundred small ways; its tests have to notice.

What no test can notice, because the program does the same afterwards, stands in SAME with the
reason. mutmut changes what is inside functions; constants and decorated functions are held by the
kept envelopes of version 1 (tests/lib/sealing/test_vectors.py).
"""

import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

MUTMUT = Path(sys.executable).with_name("mutmut")
LEAST = 95  # percent
NOTICED = ("killed", "timeout", "caught by type check")
BIG_ENDIAN = "Python takes the large end first by itself since 3.11, the first that we run on"
SAME = {  # a piece of a line as it was changed -> why nothing changes
    "len(content).to_bytes(4, ), content": BIG_ENDIAN,
    "len(content).to_bytes(_LENGTH_BYTES, ) + ": BIG_ENDIAN,
    "int.from_bytes(padded[:_LENGTH_BYTES], )": BIG_ENDIAN,
    "int.from_bytes(hashlib.sha256(said).digest(), )": BIG_ENDIAN,
    "ensure_ascii=None, ": "None is as false as False to json",
    "allow_nan=None)": "None is as false as False to json",
    "HKDF(SHA256(), KEY_BYTES, info=frame(*labels))": "no salt is what comes without a word",
    "secrets.token_bytes(None)": "Python's own choice is 32 bytes too",
}


def main() -> int:
    shutil.rmtree("mutants", ignore_errors=True)  # mutmut hears of changed code, not of new tests
    subprocess.run([MUTMUT, "run", *sys.argv[1:]], check=True)
    told = dict(
        re.findall(r"^\s+(\S+__mutmut_\d+): (.+)$", _says("results", "--all", "true"), re.M)
    )
    left = {name: _changed(name) for name, state in told.items() if state not in NOTICED}
    same = Counter(filter(None, map(_reason, left.values())))
    counted = len(told) - same.total()
    score = 100 * (len(told) - len(left)) / counted
    for name, lines in left.items():
        if not _reason(lines):
            print(f"\n{told[name]}: {name}", *lines, sep="\n    ")
    for reason, count in same.items():
        print(f"{count} the same: {reason}")
    print(f"{score:.1f} % of {counted} changes noticed; at least {LEAST} have to be")
    return int(score < LEAST)


def _changed(name: str) -> list[str]:
    """What was there, and last what stands there instead."""
    return re.findall(r"^[-+](?![-+])\s*(.+)$", _says("show", name), re.M)


def _reason(lines: list[str]) -> str:
    """Why no test can notice this change; empty where one has to."""
    return next((why for piece, why in SAME.items() if piece in lines[-1]), "")


def _says(*words: str) -> str:
    return subprocess.run([MUTMUT, *words], capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())
