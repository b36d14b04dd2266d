"""GraphML: a network of who acts with whom; parties are nodes, and each event is an edge from actor to recipient.

In: a ``View``. Out: bytes. Events of several parties give an edge for each pair; ``event`` tells which belong together.
Plans, rumours and denials are edges too: ``status`` tells them apart, and ``weight`` is the confidence, so filter
before you count.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from runut.publish.decisions import decisions_left_out
from runut.publish.made import Made, counted, note
from runut.publish.parties import Cast, Party
from runut.publish.sources import plain
from runut.publish.timeml import FORBIDDEN
from runut.publish.view import View
from runut.records import Cluster

__all__ = ["write"]

NODE = {"name": "string", "country": "string", "kind": "string", "sector": "string", "wikidata": "string"}
EDGE = {"event": "string", "date": "string", "type": "string", "mode": "string", "act": "string", "status": "string",
        "sources": "int", "weight": "double"}  # fmt: skip


def write(view: View) -> Made:
    """The network."""
    cast = Cast(view)
    nodes: dict[str, Party] = {}
    edges: list[tuple[str, str, Cluster]] = []
    alone = 0
    for cluster in view.clusters:
        pairs = cast.pairs(cluster)
        nodes |= {party.id: party for pair in pairs for party in pair if party and party.id not in nodes}
        joined = [(a.id, b.id, cluster) for a, b in pairs if a and b]
        alone += not joined
        edges += joined
    left_out = (
        *counted(alone, "event", "with a party on one side only (the party is a node)"),
        *decisions_left_out(view.clusters),
        "places, sentences, conflicts, reports",
    )
    return Made("\n".join(_lines(nodes, edges, note(left_out))).encode() + b"\n", left_out)


def _lines(nodes: dict[str, Party], edges: list[tuple[str, str, Cluster]], told: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for element, kinds in (("node", NODE), ("edge", EDGE)):
        for name, kind in kinds.items():
            yield f'  <key id="{element[0]}_{name}" for="{element}" attr.name="{name}" attr.type="{kind}"/>'
    yield '  <graph id="runut" edgedefault="directed">'
    yield f"    <desc>{_text(told)}</desc>"
    for party in nodes.values():
        yield f"    <node id={_quoted(party.id)}>{_data('n', _of_party(party))}</node>"
    for number, (source, target, cluster) in enumerate(edges):
        ends = f"source={_quoted(source)} target={_quoted(target)}"
        yield f'    <edge id="e{number}" {ends}>{_data("e", _of_event(cluster))}</edge>'
    yield "  </graph>"
    yield "</graphml>"


def _of_party(party: Party) -> dict[str, object]:
    return {name: getattr(party, name) for name in NODE}


def _of_event(cluster: Cluster) -> dict[str, object]:
    return {
        "event": cluster.id,
        "date": cluster.time.value if cluster.time else None,
        "type": cluster.type,
        "mode": cluster.mode,
        "act": cluster.act,
        "status": cluster.status,
        "sources": cluster.independent_sources,
        "weight": cluster.confidence,
    }


def _data(prefix: str, values: dict[str, object]) -> str:
    shown = ((name, value) for name, value in values.items() if value not in (None, ""))
    return "".join(f'<data key="{prefix}_{name}">{_text(str(value))}</data>' for name, value in shown)


def _text(text: str) -> str:
    return escape(FORBIDDEN.sub("\ufffd", plain(text)))


def _quoted(text: str) -> str:
    return quoteattr(FORBIDDEN.sub("\ufffd", plain(text)))
