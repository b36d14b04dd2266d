"""Where an export goes: to the screen or, whole or not at all, to a file.

In: a format's name, a view and a file name. Out: the file. The formats themselves are ``runut.publish``'s.
"""

from __future__ import annotations
