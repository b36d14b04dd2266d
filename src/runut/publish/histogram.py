"""The strip of events by month as an inline SVG.

In: events. Out: SVG text. Only years that have events are drawn; a gap between them is marked, not drawn to scale.
Events whose month is unknown are a pale band over their whole year, undated events a group of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from runut.publish.dates import month_text
from runut.publish.wording import LANGUAGES, Language, wording
from runut.records import Cluster

HEIGHT, FLOOR, TOP = 96, 74, 8
WIDEST, NARROWEST, TARGET = 15.0, 4.0, 980.0
BARE, GAP = 28.0, 14.0  # the width of a year without known months, and of a mark for years left out
UNDATED = "?"


@dataclass(frozen=True, slots=True)
class Bin:
    """A month ("2020-05"), a year without month ("2020") or "?", with its events: happened and not."""

    key: str
    happened: int
    other: int

    @property
    def total(self) -> int:
        """All events of the bin."""
        return self.happened + self.other


def bin_key(cluster: Cluster) -> str:
    """The bin of an event: its month where both ends of its time lie in one, else its first year."""
    time = cluster.time
    if time is None or time.earliest is None:
        return UNDATED
    month = time.earliest.isoformat()[:7]
    return month if time.latest and time.latest.isoformat()[:7] == month else month[:4]


def bins(clusters: Iterable[Cluster]) -> tuple[Bin, ...]:
    """All bins, in order."""
    happened: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for cluster in clusters:
        key = bin_key(cluster)
        total[key] += 1
        happened[key] += cluster.status == "actual"
    return tuple(Bin(key, happened[key], total[key] - happened[key]) for key in sorted(total))


def histogram(clusters: Sequence[Cluster]) -> str:
    """The strip of a report: its bins are buttons, labelled in both languages; "" where there is nothing to draw."""
    return strip(bins(clusters), _button)


def strip(found: Sequence[Bin], group: Callable[[Bin, str], str], title: str = "strip-title") -> str:
    """The whole SVG; ``group`` makes an element of a bin and its shape, ``title`` is the id of the words above it."""
    if not found:
        return ""
    months = {one.key: one for one in found if len(one.key) == 7}
    years = sorted({one.key[:4] for one in found if one.key != UNDATED})
    loose = {one.key: one for one in found if len(one.key) != 7}
    full = {key[:4] for key in months}
    room = TARGET - BARE * (len(years) - len(full))
    slot = max(NARROWEST, min(WIDEST, room / (13 * max(1, len(full)))))
    # Undated events would dwarf the rest: their bar stops at the top and carries its number.
    scale = (FLOOR - TOP) / max((one.total for one in found if one.key != UNDATED), default=found[0].total)
    parts, left = [], 2.0
    for number, year in enumerate(years):
        if number and int(year) - int(years[number - 1]) > 1:
            parts.append(f'<text class="gap" x="{left - slot / 2:.1f}" y="{FLOOR}">⋯</text>')
            left += GAP
        width = 12 * slot if year in full else BARE
        parts.append(_year(year, months, loose.get(year), _Frame(left, slot, scale, width, group)))
        left += width + slot
    if UNDATED in loose:
        parts.append(_undated(loose[UNDATED], left + slot, scale, group))
        left += slot + BARE
    width = round(left + 4)
    return (
        f'<svg class="strip" width="{width}" height="{HEIGHT}" viewBox="0 0 {width} {HEIGHT}" role="group" '
        f'aria-labelledby="{title}">{"".join(parts)}</svg>'
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where to draw: left edge, width of a month, height of one event, width of the year; and how a bin is made."""

    left: float
    slot: float
    scale: float
    width: float
    group: Callable[[Bin, str], str]


def _year(year: str, months: Mapping[str, Bin], loose: Bin | None, frame: _Frame) -> str:
    width = frame.width
    parts = [f'<line class="base" x1="{frame.left:.1f}" x2="{frame.left + width:.1f}" y1="{FLOOR}.5" y2="{FLOOR}.5"/>']
    if loose:
        height = max(3.0, loose.total * frame.scale)
        shape = (
            f'<rect class="loose" x="{frame.left:.1f}" y="{FLOOR - height:.1f}" width="{width:.1f}" '
            f'height="{height:.1f}"/>'
        )
        parts.append(frame.group(loose, shape))
    for month in range(1, 13):
        one = months.get(f"{year}-{month:02}")
        if one:
            parts.append(_bar(one, replace(frame, left=frame.left + (month - 1) * frame.slot)))
    parts.append(f'<text class="year" x="{frame.left:.1f}" y="{HEIGHT - 8}">{year}</text>')
    return "".join(parts)


def _undated(one: Bin, left: float, scale: float, group: Callable[[Bin, str], str]) -> str:
    fit = min(scale, (FLOOR - TOP - 14) / one.total)
    top = FLOOR - one.total * fit - 4
    middle = f'x="{left + BARE / 2:.1f}" text-anchor="middle"'
    marks = f'<text class="year" {middle} y="{HEIGHT - 8}">?</text>'
    marks += f'<text class="count" {middle} y="{top:.1f}">{one.total}</text>'
    return _bar(one, _Frame(left, BARE, fit, BARE, group)) + marks


def _bar(one: Bin, frame: _Frame) -> str:
    width, x = frame.slot - 1.5, frame.left + 0.75
    solid, pale = (max(3.0 if count else 0.0, count * frame.scale) for count in (one.happened, one.other))
    shape = (
        f'<rect class="hit" x="{frame.left:.1f}" y="0" width="{frame.slot:.1f}" height="{FLOOR}"/>'
        f'<rect class="other" x="{x:.1f}" y="{FLOOR - solid - pale:.1f}" width="{width:.1f}" height="{pale:.1f}"/>'
        f'<rect class="bar" x="{x:.1f}" y="{FLOOR - solid:.1f}" width="{width:.1f}" height="{solid:.1f}"/>'
    )
    return frame.group(one, shape)


def _button(one: Bin, shape: str) -> str:
    labels = [label(one, language) for language in LANGUAGES]
    both = " ".join(f'data-{language}="{escape(label)}"' for language, label in zip(LANGUAGES, labels, strict=True))
    return (
        f'<g class="bin" role="button" tabindex="-1" aria-pressed="false" data-bin="{one.key}" '
        f'aria-label="{escape(labels[0])}" {both}><title>{escape(labels[0])}</title>{shape}</g>'
    )


def label(one: Bin, language: Language) -> str:
    """When, and how many: "Mei 2020: 3 peristiwa"."""
    texts = wording()["interface"]
    if one.key == UNDATED:
        when = texts["undated"][language]
    elif len(one.key) == 7:
        when = month_text(int(one.key[:4]), int(one.key[5:]), language)
    else:
        when = f"{one.key}, {texts['month_unknown'][language]}"
    return f"{when}: {one.total} {texts['events'][language]}"
