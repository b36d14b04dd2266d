"""A message with its parts, as mail and MHTML have it; nested only as deep as real ones are.

In: bytes. Out: the parsed message and its parts. The parser's time grows with the square of the nesting, so that a
small file of nothing but boundaries would hold it for minutes.

>>> [part.get_content_type() for part in parts_of(parse(b"Content-Type: text/html\\n\\n<p>"))]
['text/html']
"""

from __future__ import annotations

import email
import email.policy
import re
from email.errors import MessageError
from email.message import Message

_NESTS = re.compile(rb"\bboundary\s{0,9}[=*]|\bmessage/", re.IGNORECASE)
_MAX_NESTS, _MAX_PARTS = 200, 2000

HTML = ("text/html", "application/xhtml+xml")
# What the parser and the decoders of headers and bodies raise on odd bytes.
ERRORS = (ValueError, LookupError, RecursionError, TypeError, AttributeError, AssertionError, MessageError)


def parse(data: bytes) -> Message:
    """The message.

    :raises ValueError: more of it announces parts inside of parts than any real message does.
    """
    if len(_NESTS.findall(data)) > _MAX_NESTS:
        raise ValueError(f"more than {_MAX_NESTS} parts inside of parts")
    return email.message_from_bytes(data, policy=email.policy.compat32)


def parts_of(message: Message) -> list[Message]:
    """The message itself and its parts, the first few thousand."""
    return [part for _, part in zip(range(_MAX_PARTS), message.walk(), strict=False)]
