"""POLECAT: 40 columns, tab-separated with a header line, one pair of actor and recipient a line.

In: a ``View``. Out: bytes. POLECAT has no column for status, so PLOVER's foldings hold. Its columns have no place for a
sentence either: ``Event ID`` finds it in the chronicle. Countries are ISO 3166-1 alpha-3 or PLOVER's codes for what is
no state (IGO, UNO, EUR, NGO, KOS); empty cells say that the article does not tell.
"""

from __future__ import annotations

from runut import __version__
from runut.publish.codes import columns, contexts, countries, intensity, quad
from runut.publish.formats.acts import Act, Acts
from runut.publish.formats.rows import Value, tsv
from runut.publish.made import Made
from runut.publish.parties import Party
from runut.publish.view import View
from runut.publish.wording import country_name
from runut.records import Article

__all__ = ["actor_country", "write"]

JOINT = ";"
OWN = {"UN": "UNO", "UNSC": "UNO", "UNGA": "UNO", "EU": "EUR"}
LANGUAGES = {"id": "Indonesian", "ms": "Malay", "en": "English"}
EMPTY_COLUMNS = "City, District, Province, GeoNames ID, Feature Type and the Wikipedia ids, which no article gives"


def write(view: View) -> Made:
    """The table."""
    acts = Acts(view, cameo=False)
    stories = {article.document.id: _story(article) for article in view.articles}
    rows = [_row(act) | stories.get(act.lead.article, {}) for act in acts]
    return Made(tsv(columns("POLECAT_weekly_txt"), rows, header=True), (*acts.left_out(), EMPTY_COLUMNS))


def actor_country(party: Party) -> str:
    """The country of a party, or PLOVER's code for what has none."""
    code = "KOS" if party.country == "XKX" else party.country
    return code or OWN.get(party.id, party.agent if party.agent in ("IGO", "NGO") else "")


def _row(act: Act) -> dict[str, Value]:
    cluster, code, place = act.cluster, act.code, act.cluster.place
    return {
        "Event ID": act.id,
        "Event Date": act.day.isoformat() if act.day else None,
        "Event Type": code.type,
        "Event Mode": code.mode,
        "Intensity": intensity(code.type, code.mode),
        "Quad Code": quad(code.type).name,
        "Contexts": JOINT.join(one for one in cluster.contexts if one in contexts()),
        **(_party(act.actor, "Actor") if act.actor else {}),
        **(_party(act.target, "Recipient") if act.target else {}),
        "Placename": place.name if place else None,
        "Country": place.country if place else None,
        "Latitude": place.lat if place else None,
        "Longitude": place.lon if place else None,
        "Raw Placename": place.mention.text if place and place.mention else None,
        "Source": act.source.outlet or act.source.name,
        "Publication Date": act.source.published.value,
        "Language": LANGUAGES.get(act.source.language, act.source.language),
        "Version": f"runut {__version__}",
    }


def _party(party: Party, role: str) -> dict[str, Value]:
    known = countries().get(party.country)
    name = country_name(party.country, "en") if party.kind == "state" else None
    return {
        f"{role} Name": name or party.name,
        f"{role} Country": actor_country(party),
        f"{role} COW": known.cow if known else None,
        f"Primary {role} Sector": party.sector,
        f"{role} Sectors": party.sector,
        f"{role} Title": party.title,
        f"{role} Name Raw": party.raw,
    }


def _story(article: Article) -> dict[str, Value]:
    """Everybody and everything that the article names, by kind."""
    kinds = {"People": ("person",), "Organizations": ("organisation",), "Locations": ("state", "place")}
    named = {
        what: dict.fromkeys(one.name.replace(JOINT, ",") for one in article.entities if one.kind in kind)
        for what, kind in kinds.items()
    }
    return {f"Story {what}": JOINT.join(names) for what, names in named.items()}
