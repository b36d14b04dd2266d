"""What axe-core finds wrong with the page that a tab shows.

In: a tab. Out: ``violations``, one line a fault; every rule of axe is asked, with those that are off by default
(sizes of targets) and those of good practice. What it cannot decide (words on a picture) it does not report.
"""

from __future__ import annotations

from typing import Any

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
