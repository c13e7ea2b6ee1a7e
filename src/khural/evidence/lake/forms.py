"""Tables as their producers publish them, where the lake keeps them in another form.

Each form names the columns by which it is known (in any case), and how they become the columns that the lake keeps.
Layouts: ATOP 5.1 directed pairs by year; Correlates of War contdir 3.2, dyadic_formatv3 and state_year_formatv3 of IGO
3; V-Dem country-year files; UNVotes of Voeten, Strezhnev and Bailey; World Bank indicator files, years in columns.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from khural.evidence.table import EvidenceError

Frames = dict[str, pl.DataFrame]
VOTE = {"1": "yes", "2": "abstain", "3": "no"}


@dataclass(frozen=True)
class Form:
    """One layout of a producer: `known_by` are columns it must have, `kept` makes the files that the lake keeps."""

    known_by: tuple[str, ...]
    kept: Callable[[pl.DataFrame], Frames]


def converted(source: str, frame: pl.DataFrame, file: str) -> Frames | None:
    """The files that the lake keeps, from a frame of text in a producer's layout; None where no form fits it.

    EvidenceError where a form fits and a cell of its columns is no number or date.
    """
    lower = frame.rename({name: name.lower() for name in frame.columns})
    for form in FORMS.get(source, ()):
        if all(name in lower.columns for name in form.known_by):
            try:
                return form.kept(lower)
            except pl.exceptions.PolarsError as error:
                reason = str(error).split("\n", 1)[0]
                raise EvidenceError("evidence.bad_cell", file=file, reason=reason) from None
    return None


def _whole(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.Float64).cast(pl.Int64)


def _atop(frame: pl.DataFrame) -> Frames:
    kinds = [_whole(name).alias(f"atop_{name}") for name in ("defense", "offense", "neutral", "nonagg", "consul")]
    pairs = _whole("statea").alias("ccode1"), _whole("stateb").alias("ccode2")
    return {"atop_alliance.parquet": frame.select(*pairs, _whole("year"), *kinds)}


def _contdir(frame: pl.DataFrame) -> Frames:
    """Months as YYYYMM; the first day of the month stands for it, as in peacesciencer."""
    days = [
        (_whole(old).cast(pl.String) + "01").str.to_date("%Y%m%d").alias(new)
        for old, new in (("begin", "stdate"), ("end", "enddate"))
    ]
    pairs = _whole("statelno").alias("ccode1"), _whole("statehno").alias("ccode2")
    return {"cow_contdir.csv": frame.select(*pairs, _whole("conttype"), *days)}


def _igo_pairs(frame: pl.DataFrame) -> Frames:
    """One column per organisation from `aalco` on: 1 where both are members, below zero where it is not known."""
    names = frame.columns[frame.columns.index("aalco") :]
    shared = pl.sum_horizontal([pl.max_horizontal(_whole(name), 0) for name in names]).alias("dyadigos")
    return {"cow_igo_ndy.parquet": frame.select(_whole("ccode1"), _whole("ccode2"), _whole("year"), shared)}


def _igo_states(frame: pl.DataFrame) -> Frames:
    """One column per organisation from `aaaid` on: 1 full, 2 associate member, 3 observer."""
    names = frame.columns[frame.columns.index("aaaid") :]
    kinds = {"full": (1,), "associate": (2,), "observer": (3,), "anytype": (1, 2, 3)}
    sums = [
        pl.sum_horizontal([_whole(name).is_in(codes).cast(pl.Int64) for name in names]).alias(f"sum_igo_{kind}")
        for kind, codes in kinds.items()
    ]
    return {"cow_igo_sy.csv": frame.select(_whole("ccode"), _whole("year"), *sums)}


def _vdem(frame: pl.DataFrame) -> Frames:
    """V-Dem has no Polity: that column stays empty, as do the other scores."""
    empty = [pl.lit(None, pl.Float64).alias(name) for name in ("euds", "aeuds", "polity2")]
    score = pl.col("v2x_polyarchy").cast(pl.Float64)
    rows = frame.filter(pl.col("cowcode").is_not_null())
    return {"cw_democracy.csv": rows.select(_whole("cowcode").alias("ccode"), _whole("year"), *empty, score)}


def _un_votes(frame: pl.DataFrame) -> Frames:
    """Votes 1 yes, 2 abstain, 3 no; 8 absent and 9 no member are no votes."""
    code = _whole("vote").cast(pl.String)
    votes = frame.select(
        _whole("rcid"),
        pl.lit(None, pl.String).alias("country"),
        pl.lit(None, pl.String).alias("country_code"),
        code.replace_strict(VOTE, default=None, return_dtype=pl.String).alias("vote"),
        _whole("ccode"),
    ).drop_nulls("vote")
    empty = [pl.lit(None, pl.String).alias(name) for name in ("importantvote", "amend", "para", "short", "descr")]
    calls = frame.select(
        _whole("rcid"), _whole("session"), pl.col("date").str.slice(0, 10), pl.col("unres"), *empty
    ).unique("rcid")
    return {"un_votes.parquet": votes, "un_roll_calls.parquet": calls.sort("rcid")}


def _world_bank(frame: pl.DataFrame) -> Frames:
    years = [name for name in frame.columns if name.isdigit()]
    long = frame.unpivot(years, index=["country name", "country code"], variable_name="year", value_name="value")
    kept = long.filter(pl.col("value") != "").select(
        pl.col("country name").alias("Country Name"),
        pl.col("country code").alias("Country Code"),
        pl.col("year").cast(pl.Int64).alias("Year"),
        pl.col("value").cast(pl.Float64).alias("Value"),
    )
    return {"gdp.csv": kept.sort("Country Code", "Year")}


FORMS: dict[str, tuple[Form, ...]] = {
    "atop": (Form(("statea", "stateb", "year", "defense", "offense", "neutral", "nonagg", "consul"), _atop),),
    "cow_contiguity": (Form(("statelno", "statehno", "conttype", "begin", "end"), _contdir),),
    "cow_igo": (Form(("ccode1", "ccode2", "year", "aalco"), _igo_pairs),),
    "cow_igo_states": (Form(("ccode", "year", "aaaid"), _igo_states),),
    "isard_democracy": (Form(("cowcode", "year", "v2x_polyarchy"), _vdem),),
    "unvotes": (Form(("rcid", "ccode", "vote", "session", "date", "unres"), _un_votes),),
    "worldbank_gdp": (Form(("country name", "country code", "indicator code", "2000"), _world_bank),),
}
