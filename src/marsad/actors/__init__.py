"""Actors: the registry of states' bodies, armed groups, organisations and media, and what a generic name means."""

from marsad.actors.registry import Actor, Registry, default, lookup

__all__ = ["Actor", "Registry", "default", "lookup"]
