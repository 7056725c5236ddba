"""Roles: which phrase around a predicate is actor, target or place of it.

A verb takes its subject and object from its clause, a verbal noun its genitive and what stands right after it;
prepositional phrases go to the nearest predicate before them whose frame has the slot (frames are data).
"""

from __future__ import annotations

from marsad.lexicon.lexicon import Lexicon
from marsad.reader.roles.idioms import Idioms
from marsad.reader.roles.nouns import NounRoles
from marsad.reader.roles.objects import Objects
from marsad.reader.roles.prepositions import Prepositions
from marsad.reader.roles.pronouns import Pronouns
from marsad.reader.roles.valency import Valency
from marsad.reader.roles.verbs import VerbRoles


class Roles:
    """What fills the roles of drafts, by what the draft's predicate is; holds only the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        idioms = Idioms(lexicon)
        pronouns = Pronouns(lexicon)
        self.valency = Valency(lexicon)
        self.prepositions = Prepositions(lexicon)
        self.objects = Objects(lexicon, idioms, pronouns)
        self.verbs = VerbRoles(lexicon, idioms, self.objects, pronouns, self.prepositions)
        self.nouns = NounRoles(lexicon, idioms, self.prepositions)
