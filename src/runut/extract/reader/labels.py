"""The labels of the reader's heads, in the order of its outputs. Training and reading share them."""

from __future__ import annotations

from runut.records import Status

# The sixteen types of PLOVER; output 0 of the head is "no act".
TYPES = (
    "ACCUSE AGREE AID ASSAULT COERCE CONCEDE CONSULT COOPERATE MOBILIZE PROTEST REJECT REQUEST RETREAT SANCTION "
    "SUPPORT THREATEN"
).split()
STATUSES: tuple[Status, ...] = ("actual", "planned", "rumoured", "conditional", "denied", "negated")
# Output 0 of the head is "no role".
ROLES = ("actor", "target", "place", "time", "said_by", "object")
NAMES = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
# Universal Dependencies.
WORDS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
# The longest sentence in pieces; what stands behind is read by the rules alone.
PIECES = 256
