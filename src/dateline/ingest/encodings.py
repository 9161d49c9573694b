"""Bytes → text, or the reason why not."""

import re
from dataclasses import dataclass

from dateline.text import SkipReason

_DECLARED = re.compile(rb"""(?:charset=["']?|encoding=["'])([A-Za-z0-9_\-]+)""")
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x9f]")
_MOST_CONTROLS = 0.01  # share of control characters above which it is no text


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text, or None with the reason."""

    text: str | None
    fault: SkipReason | None = None
    detail: str = ""


def decode(body: bytes) -> Decoded:
    """UTF-8, a byte order mark, the page's own declaration, or Windows-1252 where that gives plain text."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _try(body, "utf-16")
    if b"\0" in body[:4096] and body[:4096].count(b"\0") > 1:
        return Decoded(text=None, fault="binary", detail="not a text: it holds zero bytes")
    for encoding in ("utf-8-sig", *(m.decode() for m in _DECLARED.findall(body[:2048]))):
        found = _try(body, encoding)
        if found.text is not None or found.fault == "binary":
            return found
    found = _try(body, "cp1252")
    if found.text is not None and not _looks_like_words(found.text):
        return Decoded(text=None, fault="undecodable", detail="neither UTF-8 nor Windows-1252; save it as UTF-8")
    return (
        found
        if found.text is not None
        else Decoded(text=None, fault="undecodable", detail="neither UTF-8 nor Windows-1252; save it as UTF-8")
    )


def _try(body: bytes, encoding: str) -> Decoded:
    try:
        text = body.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return Decoded(text=None, fault="undecodable", detail=f"not {encoding}; save it as UTF-8")
    controls = len(_CONTROLS.findall(text[:4096]))
    if controls > _MOST_CONTROLS * max(len(text[:4096]), 1):
        return Decoded(text=None, fault="binary", detail="not a text: it holds control characters")
    return Decoded(text=text)


def _looks_like_words(text: str) -> bool:
    """Windows-1252 gives some letter to nearly every byte; English has few letters above ASCII."""
    sample = text[:4096]
    return sum(ord(c) > 127 for c in sample) <= 0.1 * len(sample)
