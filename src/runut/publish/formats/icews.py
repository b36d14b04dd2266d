"""ICEWS: the 20 columns of its Dataverse files, tab-separated with a header line, one pair of parties a line.

In: a ``View``. Out: bytes. ``Story ID`` is the beginning of the hash of the article's bytes and the characters of the
sentence. ``Intensity`` is the Goldstein value of the CAMEO code. CAMEO has no column for status: planned acts are its
"express intent" and "threaten", refusals its "reject".
"""

from __future__ import annotations

from runut.publish.codes import cameo_name, columns, goldstein
from runut.publish.formats.acts import Act, Acts
from runut.publish.formats.rows import Value, tsv
from runut.publish.made import Made
from runut.publish.parties import Party
from runut.publish.view import View
from runut.publish.wording import country_name

__all__ = ["write"]

# What ICEWS calls the sectors that CAMEO's agent codes stand for.
SECTORS = {
    "GOV": "Government", "MIL": "Military", "COP": "Police", "LEG": "Legislative / Parliamentary", "JUD": "Judicial",
    "REB": "Rebel", "OPP": "Opposition", "CVL": "General Population / Civilian / Social", "MED": "News",
    "BUS": "Business", "PTY": "Parties", "IGO": "International Government Organization",
    "NGO": "Nongovernmental Organization / Activism", "SET": "General Population / Civilian / Social",
    "REL": "Religious",
}  # fmt: skip
EMPTY_COLUMNS = "Sentence Number, City, District and Province (Story ID has the characters of the sentence)"


def write(view: View) -> Made:
    """The table."""
    acts = Acts(view, cameo=True)
    rows = [_row(act) for act in acts]
    return Made(tsv(columns("ICEWS_dataverse"), rows, header=True), (*acts.left_out(), EMPTY_COLUMNS))


def _row(act: Act) -> dict[str, Value]:
    place, span, code = act.cluster.place, act.lead.event.evidence, act.code.cameo or ""
    return {
        "Event ID": act.integer,
        "Event Date": act.day.isoformat() if act.day else None,
        **_party(act.actor, "Source"),
        "Event Text": cameo_name(code),
        "CAMEO Code": code,
        "Intensity": goldstein(code),
        **_party(act.target, "Target"),
        "Story ID": f"{act.source.id}#char={span.start},{span.end}",
        "Publisher": act.source.outlet or act.source.name,
        "Country": country_name(place.country, "en") if place else None,
        "Latitude": place.lat if place else None,
        "Longitude": place.lon if place else None,
    }


def _party(party: Party | None, role: str) -> dict[str, Value]:
    if party is None:
        return {}
    country = country_name(party.country, "en")
    return {
        f"{role} Name": (country if party.kind == "state" else None) or party.name,
        f"{role} Sectors": SECTORS.get(party.agent, ""),
        f"{role} Country": country,
    }
