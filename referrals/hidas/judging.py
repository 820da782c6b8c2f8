"""Judges a table of text a column at a time: which rows can be loaded, what is wrong with the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl

from referrals.hidas import dates
from referrals.hidas.layout import NAMES
from referrals.hidas.reading import FIELDS, LINE
from referrals.hidas.values import TAKEN, Reason

DAYS = ("admission_date", "discharge_date")
CODES = ("provider_code", "practice_code", "pod", "diagnosis", "procedure", "hrg")
NUMBERS = {"age": pl.Int16, "length_of_stay": pl.Int16, "excess_bed_days": pl.Int16}
COSTS = ("spell_cost", "excess_bed_day_cost")
SEX_NOT_SPECIFIED = "9"
LONGEST_VALUE = 60

NO_CREDIT = Reason("negative", "", "is negative, and the total cost of the row is not")
UNKNOWN_PRACTICE = Reason("unknown-practice", "", "is the code of no practice that we know")
TWICE = Reason("twice", "", "comes twice in this file: see the row above with the same provider")
WHOLE_ROW, ONCE = "whole row", "once"


@dataclass(frozen=True)
class Fault:
    """One value of one row that will not do, in the words of the report."""

    line: int
    column: str
    value: str
    rule: str
    words: str


@dataclass(frozen=True)
class Judged:
    """A table after judgement, without its blank rows.

    `rows` has LINE and, as the database takes them, the columns of the layout, `practice` (the id), `month`
    and `pence`; what a bad row has there means nothing. `text` are the same rows as they were written, and
    `flags` say for each of NAMES, for WHOLE_ROW and for ONCE whether it is as it should be.
    """

    rows: pl.DataFrame
    text: pl.DataFrame
    flags: pl.DataFrame

    @property
    def is_good(self) -> pl.Series:
        """Which rows can be loaded."""
        return self.flags.select(pl.all_horizontal(pl.all())).to_series()

    def once(self, twins: pl.Series) -> Judged:
        """The same, but with the rows marked in `twins` turned down."""
        return replace(self, flags=self.flags.with_columns((self.flags[ONCE] & ~twins).alias(ONCE)))


class Judge:
    """Knows what a value may be: `width` values to a row, `practices` by code to id, and the day it is."""

    def __init__(self, *, width: int, practices: Mapping[str, int], today: dt.date) -> None:
        self._width, self._practices, self._today = width, practices, today

    def judge(self, rows: pl.DataFrame) -> Judged:
        """Decide about every row of a table, see Judged."""
        text = _without_blank(rows.with_columns(pl.col(NAMES).str.strip_chars()))
        flags = text.select(pl.col(name).str.contains(rf"\A(?:{TAKEN[name].pattern})\z") for name in NAMES)
        typed = _typed(text).with_columns(pl.Series(name, dates.day_of(text[name]), pl.Date) for name in DAYS)
        typed = typed.with_columns(
            self._practice_ids(), dates.activity_day().dt.truncate("1mo").alias("month")
        )
        flags = flags.with_columns(
            *self._further(text, typed, flags),
            (text[FIELDS] == self._width).alias(WHOLE_ROW),
            pl.lit(True).alias(ONCE),
        )
        return Judged(typed, text, flags)

    def _practice_ids(self) -> pl.Expr:
        codes = pl.col("practice_code")
        ids = codes.replace_strict(self._practices, default=None, return_dtype=pl.Int64)
        return ids.alias("practice")

    def _further(self, text: pl.DataFrame, typed: pl.DataFrame, flags: pl.DataFrame) -> list[pl.Series]:
        """What a pattern cannot say: days that exist and are past, known practices, parts of credits."""
        admitted = dates.is_possible(typed["admission_date"], self._today)
        left = dates.is_possible(typed["discharge_date"], self._today) | (text["discharge_date"] == "")
        early = (typed["month"] < dates.FIRST_ACTIVITY).fill_null(False)
        attended = typed["pod"].is_in(dates.ATTENDED) | (text["discharge_date"] == "")
        credit = text["total_cost"].str.starts_with("-")
        return [
            flags["admission_date"] & admitted & ~(early & attended),
            flags["discharge_date"] & left & ~(early & ~attended),
            flags["practice_code"] & typed["practice"].is_not_null(),
            *(flags[name] & (credit | ~text[name].str.starts_with("-")) for name in COSTS),
        ]

    def faults(self, judged: Judged) -> Iterator[Fault]:
        """Everything that is wrong with the bad rows, row by row and column by column."""
        bad = ~judged.is_good
        texts = judged.text.filter(bad).iter_rows(named=True)
        for text, flags in zip(texts, judged.flags.filter(bad).iter_rows(named=True), strict=True):
            line = text[LINE]
            if not flags[WHOLE_ROW]:
                words = f"has {text[FIELDS]:,} values; the header row has {self._width:,}"
                yield Fault(line, WHOLE_ROW, "", "columns", words)
                continue
            for name in NAMES:
                if not flags[name]:
                    reason = self._reason(name, text[name])
                    yield Fault(line, name, text[name][:LONGEST_VALUE], reason.rule, reason.words)
            if not flags[ONCE]:
                yield Fault(line, "episode_id", text["episode_id"][:LONGEST_VALUE], TWICE.rule, TWICE.words)

    def _reason(self, name: str, text: str) -> Reason:
        taken = TAKEN[name]
        if not pl.Series([text]).str.contains(rf"\A(?:{taken.pattern})\z").item():
            return taken.why_not(text)
        if name in COSTS:
            return NO_CREDIT
        return UNKNOWN_PRACTICE if name == "practice_code" else dates.why_not(text, self._today)


def _without_blank(text: pl.DataFrame) -> pl.DataFrame:
    """Spreadsheets leave rows without a single value, most often at the end."""
    if not (text["spell_id"] == "").any():
        return text
    return text.filter(~pl.all_horizontal(pl.col(NAMES) == ""))


def _typed(text: pl.DataFrame) -> pl.DataFrame:
    """The values as the database takes them, but for days; nonsense where the text is not taken."""
    return text.select(
        LINE,
        *(name for name in ("spell_id", "episode_id", "specialty_code", *DAYS)),
        *(name for name in ("admission_method", "source_of_referral", "patient_classification")),
        *(pl.col(name).str.to_uppercase() for name in CODES),
        pl.col("nhs_number").str.replace_all("[ -]", ""),
        pl.when(pl.col("sex") == "").then(pl.lit(SEX_NOT_SPECIFIED)).otherwise("sex").alias("sex"),
        *(pl.col(name).cast(kind, strict=False) for name, kind in NUMBERS.items()),
        *(pl.when(pl.col(name) == "").then(pl.lit("0")).otherwise(name).alias(name) for name in COSTS),
        "total_cost",
        (pl.col("total_cost").cast(pl.Float64, strict=False) * 100)
        .round()
        .cast(pl.Int64, strict=False)
        .alias("pence"),
    )
