"""Puts this folder on the import path, for ``making``; property tests give the same verdict on every machine.

They try the same examples each time and are never failed by the clock of a busy machine. ``RUNUT_FUZZ=1`` (by hand)
tries new ones; what it finds becomes a case.
"""

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("new", deadline=None)
settings.load_profile("new" if os.environ.get("RUNUT_FUZZ") else "same")
