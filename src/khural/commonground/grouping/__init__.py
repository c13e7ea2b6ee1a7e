"""Whether votes bear groups: dimensions first, then classes against a continuum, then gaps between blocs.

A structure is shown only where the votes bear it; "no groups" is an answer, and the usual one.
"""
