"""PLOVER JSON: the records of PLOVER's own gold standard, one object an event, in one list.

In: a ``View``. Out: bytes. Future and negated acts are folded as PLOVER does; ``comment`` then names the act and its
status before. Events only rumoured, denied or conditional, for which PLOVER has no type, stand in a list of
their own, ``uncertain``, with their unfolded type. ``textInfo`` has the place of the sentence; ``text`` the sentence,
where the export is made with text.
"""

from __future__ import annotations

import orjson

from runut import __version__
from runut.publish.codes import Coded, coded, contexts, in_manual
from runut.publish.decisions import decisions_left_out
from runut.publish.formats.acts import day_of
from runut.publish.formats.polecat import actor_country
from runut.publish.made import Made, counted, note
from runut.publish.parties import Cast, Party
from runut.publish.phrasing import lead_report
from runut.publish.sources import Sources, plain
from runut.publish.textless import sentences_left_out
from runut.publish.view import View
from runut.records import Cluster

__all__ = ["write"]

AUXILIARY = {"planned": "future", "conditional": "hypothetical", "negated": "negation"}


def write(view: View) -> Made:
    """The document."""
    cast, sources = Cast(view), Sources(view)
    events: list[dict[str, object]] = []
    uncertain: list[dict[str, object]] = []
    for cluster in view.clusters:
        code = coded(cluster)
        plain_code = Coded(cluster.type, cluster.mode, cluster.cameo, folded=False)
        (uncertain if code is None else events).append(_event(cluster, code or plain_code, cast, sources))
    kept = [code for code in map(coded, view.clusters) if code is not None]
    left_out = (
        *counted(len(uncertain), "event", "only rumoured, denied or conditional, or of no PLOVER type (listed apart)"),
        *counted(sum(not in_manual(c.type, c.mode) for c in kept), "mode", "that the manual does not have"),
        *decisions_left_out(view.clusters),
        *sentences_left_out(view, "all sentences of an event but one"),
        "conflicts, quantities",
    )
    document = {"note": note(left_out), "version": f"runut {__version__}", "events": events, "uncertain": uncertain}
    return Made(orjson.dumps(document, option=orjson.OPT_INDENT_2) + b"\n", left_out)


def _event(cluster: Cluster, code: Coded, cast: Cast, sources: Sources) -> dict[str, object]:
    lead = lead_report(cluster)
    source = sources.of(lead) if lead else None
    day = day_of(cluster)
    before = f"{cluster.type}{'/' + cluster.mode if cluster.mode else ''}"
    return {
        "id": cluster.id,
        "date": day.isoformat() if day else None,
        "dateEDTF": cluster.time.value if cluster.time else None,
        "source": [_party(one) for one in cast.side(cluster, cluster.actors)],
        "target": [_party(one) for one in cast.side(cluster, cluster.targets)],
        "event": code.type,
        "eventText": lead.event.trigger.text if lead else "",
        "mode": code.mode if code.mode and in_manual(code.type, code.mode) else "",
        "auxiliary": AUXILIARY.get(cluster.status, ""),
        "status": cluster.status,
        "context": [one for one in cluster.contexts if one in contexts()],
        "text": lead.event.evidence.text if lead else "",
        "textInfo": {"start": lead.event.evidence.start, "end": lead.event.evidence.end, "sha256": source.sha256,
                     "address": source.address or source.name} if lead and source else {},
        "language": source.language if source else "",
        "publication": source.outlet if source else "",
        "coder": "runut",
        "version": __version__,
        "comment": f"folded from {before}, {cluster.status}" if code.folded else "",
    }  # fmt: skip


def _party(party: Party) -> dict[str, str]:
    return {
        "actorText": party.raw or plain(party.name),
        "name": party.name,
        "code": actor_country(party),
        "sector": party.sector,
    }
