"""Which state or organisation an actor's name in event data stands for, on a given day."""

from khural.evidence.actors.resolution import RULES, Resolved, resolve

__all__ = ["RULES", "Resolved", "resolve"]
