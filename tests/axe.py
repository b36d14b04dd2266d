"""What axe-core finds wrong with the page that a tab shows.

In: a tab. Out: ``violations``, one line a fault, and ``faults``, those at every width in light and dark; every rule of
axe is asked, with those that are off by default (sizes of targets) and those of good practice. What it cannot decide
(words on a picture) it does not report.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

WIDTHS = (1280, 320)
LOOKS = ((1280, "light"), (320, "dark"))  # the colours are those of the scheme, at every width
RUN = """async () => {
  const found = await axe.run(document, {
    resultTypes: ["violations"], preload: false, rules: {"target-size": {enabled: true}},
  });
  return found.violations.flatMap((one) => one.nodes.map((node) =>
    `${one.id}: ${node.target.join(" ")}: ${(node.failureSummary ?? "").replaceAll("\\n", " ").slice(0, 300)}`));
}"""


def violations(tab: Any) -> list[str]:
    """The faults of the page as it is now."""
    from axe_playwright_python.base import AXE_SCRIPT

    if not tab.evaluate("'axe' in window"):
        tab.evaluate(AXE_SCRIPT)
    return list(tab.evaluate(RUN))


def faults(tab: Any, looks: Iterable[tuple[int, str]] = LOOKS) -> list[str]:
    """What is wrong with the page as it is now at each width and scheme: axe's faults, and words out of sight."""
    found: list[str] = []
    before = tab.viewport_size
    for width, scheme in looks:
        tab.set_viewport_size({"width": width, "height": before["height"]})
        tab.emulate_media(color_scheme=scheme)
        if tab.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{width}: the page is wider than the window")
        found += [f"{width} {scheme}: {fault}" for fault in violations(tab)]
    tab.set_viewport_size(before)
    tab.emulate_media(color_scheme="light")
    return found
