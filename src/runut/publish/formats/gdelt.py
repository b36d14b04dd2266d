"""GDELT 2.0: the 61 columns of its event files, tab-separated without a header line, one pair of parties a line.

In: a ``View``. Out: bytes. A date that is not a day fills only the columns that it is exact enough for: ``MonthYear``
and ``Year``. ``DATEADDED`` is the first day of report. ``SOURCEURL`` is the article's address with the characters of
the sentence, or the file's name with them.
"""

from __future__ import annotations

from datetime import date

from runut.publish.codes import columns, countries, goldstein, quad_of_cameo
from runut.publish.formats.acts import Act, Acts
from runut.publish.formats.rows import Value, tsv
from runut.publish.made import Made
from runut.publish.parties import Party
from runut.publish.view import View
from runut.publish.wording import country_name
from runut.records import Cluster, Place

__all__ = ["write"]

GEO_COUNTRY = 1
EMPTY_COLUMNS = "AvgTone, IsRootEvent, ethnic, religion and group codes, regions and feature ids, places of the parties"


def write(view: View) -> Made:
    """The table."""
    acts = Acts(view, cameo=True)
    rows = [_row(act) for act in acts]
    return Made(tsv(columns("GDELT2_events"), rows, header=False), (*acts.left_out(), EMPTY_COLUMNS))


def _row(act: Act) -> dict[str, Value]:
    cluster, code = act.cluster, act.code.cameo or ""
    return {
        "GLOBALEVENTID": act.integer,
        **_dates(cluster, act.day),
        **_party(act.actor, "Actor1"),
        **_party(act.target, "Actor2"),
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": quad_of_cameo(code),
        "GoldsteinScale": goldstein(code),
        "NumMentions": sum(1 + len(report.event.also) for report in cluster.reports),
        "NumSources": cluster.independent_sources,
        "NumArticles": len({report.article for report in cluster.reports}),
        **_place(cluster.place),
        "DATEADDED": _added(cluster),
        "SOURCEURL": act.source.place(act.lead.event.evidence),
    }


def _dates(cluster: Cluster, day: date | None) -> dict[str, Value]:
    time = cluster.time
    if time is None or time.earliest is None or time.latest is None or time.earliest.year != time.latest.year:
        return {}
    first, year = time.earliest, {"Year": time.earliest.year}
    if first.month != time.latest.month:
        return {**year}
    month = {"MonthYear": first.year * 100 + first.month}
    if day is None:
        return {**month, **year}
    # GDELT's own rounding: the fraction of a year of twelve months of thirty days.
    fraction = first.year + (first.month * 30 - 30 + first.day) / 365
    return {"SQLDATE": int(f"{first:%Y%m%d}"), **month, **year, "FractionDate": round(fraction, 4)}


def _party(party: Party | None, column: str) -> dict[str, Value]:
    if party is None:
        return {}
    return {
        f"{column}Code": (party.country + party.agent) or None,
        f"{column}Name": (country_name(party.country, "en") if party.kind == "state" else None) or party.name,
        f"{column}CountryCode": party.country,
        f"{column}Type1Code": party.agent,
    }


def _place(place: Place | None) -> dict[str, Value]:
    if place is None:
        return {}
    known = countries().get(place.country or "")
    whole = place.name == country_name(place.country, "id")
    return {
        "ActionGeo_Type": GEO_COUNTRY if whole else None,
        "ActionGeo_FullName": place.name,
        "ActionGeo_CountryCode": known.fips if known else None,
        "ActionGeo_Lat": place.lat,
        "ActionGeo_Long": place.lon,
    }


def _added(cluster: Cluster) -> int | None:
    days = [report.published.earliest for report in cluster.reports if report.published.earliest]
    return int(f"{min(days):%Y%m%d}000000") if days else None
