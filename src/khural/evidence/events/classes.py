"""The four classes of events, from the codes that producers use."""

from __future__ import annotations

import polars as pl

QUAD = {"VERBAL COOPERATION": 1, "MATERIAL COOPERATION": 2, "VERBAL CONFLICT": 3, "MATERIAL CONFLICT": 4}
"""POLECAT's names of the classes. GDELT numbers them 1 to 4 in the same order."""

SCHEMA = {
    "day": pl.Date,
    "a": pl.String,
    "b": pl.String,
    "kind": pl.Int8,
    "intensity": pl.Float32,
    "code": pl.String,
}
"""The neutral form: day, acting state, state acted upon (null: no state), class 1 to 4, intensity -10 to 10, code."""


def from_cameo(code: pl.Expr) -> pl.Expr:
    """Class 1 to 4 of a CAMEO code: roots 01-05, 06-08, 09-13, 14-20; null for anything else."""
    root = code.str.slice(0, 2).cast(pl.Int8, strict=False)
    return (
        pl.when(root.is_between(1, 5)).then(1)
        .when(root.is_between(6, 8)).then(2)
        .when(root.is_between(9, 13)).then(3)
        .when(root.is_between(14, 20)).then(4)
        .cast(pl.Int8)
    )  # fmt: skip
