"""The type of a column of text that others wrote.

In: text, which may hold any character. Out: the same text from the database, whichever it is.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Text, TypeDecorator

__all__ = ["Words"]

_ESCAPE, _NUL, _ITSELF = "\ufdd0", "\ufdd00", "\ufdd01"  # a code point that is no character and never will be


class Words(TypeDecorator[str]):
    """Text as others wrote it. A server keeps none with a NUL character in it; it gets another in its place."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        """As it is kept."""
        if value is None or dialect.name == "sqlite" or ("\0" not in value and _ESCAPE not in value):
            return value
        return value.replace(_ESCAPE, _ITSELF).replace("\0", _NUL)

    def process_result_value(self, value: str | None, dialect: Any) -> str | None:
        """As it was."""
        if value is None or dialect.name == "sqlite" or _ESCAPE not in value:
            return value
        return value.replace(_NUL, "\0").replace(_ITSELF, _ESCAPE)
