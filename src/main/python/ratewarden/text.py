"""Untrusted text made safe to show. Ids and names come from strangers."""

from __future__ import annotations

import unicodedata

_INVISIBLE_CATEGORIES = {"Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn"}
# Hangul fillers and the braille blank are letters and symbols that show nothing.
_INVISIBLE = {0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800}
_SHOWN = 40
_NAME_GRAPHEMES = 32


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in _INVISIBLE_CATEGORIES or ord(char) in _INVISIBLE


def visible(text: str) -> str:
    """The text with control, bidi, zero-width and other invisible characters written as ``\\u{…}``."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"\\u{{{ord(c):x}}}" if _is_invisible(c) else c for c in text)


def quote(text: object) -> str:
    """The input in quotes, shortened, with everything that could forge a line or hide itself escaped."""
    words = text if isinstance(text, str) else repr(text)
    return '"' + visible(words[:_SHOWN] + "…" if len(words) > _SHOWN else words) + '"'


def display_name(name: str) -> str:
    """A display name as it is kept: invisible characters stripped, trimmed, at most 32 characters as people count them."""
    kept = "".join(c for c in name if not _is_invisible(c)).strip()
    if kept.isascii():
        return kept[:_NAME_GRAPHEMES].strip()
    clipped: list[str] = []
    count = 0
    for char in kept:
        if not clipped or not _extends(char):
            count += 1
            if count > _NAME_GRAPHEMES:
                break
        clipped.append(char)
    return "".join(clipped).strip()


def _extends(char: str) -> bool:
    """Whether it belongs to the character before it: combining marks, variation selectors, skin tones."""
    return unicodedata.category(char) in ("Mn", "Me", "Mc") or 0x1F3FB <= ord(char) <= 0x1F3FF
