"""The words and rules that travel with the package, and the two small things that whoever reads them needs.

In: phrases; out: one alternation. ``LOADER`` is how YAML is read, the fast way where it is there. It knows no file.

>>> either(["di", "dia"])
'dia|di'
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def either(phrases: Iterable[str]) -> str:
    """A regular expression for any of the phrases, longest first."""
    return "|".join(sorted((re.escape(phrase) for phrase in phrases), key=lambda phrase: (-len(phrase), phrase)))
