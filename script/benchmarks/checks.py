"""Recall and precision of the automatic checks against files with planted errors, on SQLite.

Each seed makes a file with errors, decoys that only look wrong, and the list of its errors. A finding counts
as right when its row, its rule and its amount to the penny are on the list. The last line printed is
{"rules": {"<code>": {"recall": x, "precision": x}}}; it fails below 1 and 0.98. The database is made afresh
in var/benchmark-checks/.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from referrals.hidas_generator.reference import Reference
    from referrals.models import Episode, Load

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "benchmark-checks"
SEEDS = (3, 11, 2009, 48_151, 623_420)
ROWS = 50_000

LOWEST_PRECISION = 0.98
YEAR = 2008
RECEIVED = dt.datetime(2009, 1, 5, 8, 40, tzinfo=dt.UTC)
"""After the final reconciliation of September, before those of October to December."""
Key = tuple[str, str, str, Decimal]

os.environ |= {
    "DJANGO_SETTINGS_MODULE": "daccom.settings",
    "VAR_DIR": str(FOLDER),
    "TODAY": "2009-01-05",
    "LOG_LEVEL": "ERROR",
}
os.environ.pop("DATABASE_URL", None)
os.environ.pop("REDIS_URL", None)
sys.path.insert(0, str(ROOT))


def prepare() -> Reference:
    """A database with one PCT whose group looks for everything, and what the files refer to."""
    import django
    from django.core.management import call_command

    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    django.setup()
    call_command("migrate", verbosity=0)
    from daccom.calendar import Month
    from practices.models import PCT
    from referrals.hidas_generator.reference import months_between
    from script.support.generated_reference import prepare_reference

    months = months_between(Month.parse("2008-10"), Month.parse("2008-12"))
    reference = prepare_reference(PCT.objects.create(ods_code="5P4", name="A PCT"), months)
    look_for_readmissions()
    return reference


def look_for_readmissions() -> None:
    """The one rule that is off in these years."""
    from practices.models import CommissioningGroup, User
    from referrals.models import CheckSetting

    CheckSetting.objects.create(
        group=CommissioningGroup.objects.get(),
        year=YEAR,
        rule="readmission",
        is_on=True,
        changed_at=RECEIVED,
        changed_by=User.objects.create_user("manager@example.test", None, name="Manager"),
    )


@dataclass
class Score:
    """For each rule: what was planted, what was found, and what of it was right."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def add(self, planted: set[Key], found: set[Key]) -> None:
        for counter, keys in ((self.planted, planted), (self.found, found), (self.right, planted & found)):
            counter.update(rule for _, _, rule, _ in keys)

    def of(self, rule: str) -> dict[str, float]:
        return {
            "recall": round(self.right[rule] / self.planted[rule], 4) if self.planted[rule] else 0.0,
            "precision": round(self.right[rule] / self.found[rule], 4) if self.found[rule] else 0.0,
        }


def run(seed: int, reference: Reference) -> tuple[set[Key], set[Key], float]:
    """One file from making it to its findings: what was planted, what was found, seconds of checking."""
    from daccom.calendar import Month
    from referrals.hidas_generator.files import Order, generate
    from referrals.hidas_generator.reference import months_between
    from referrals.models import Load
    from referrals.services.findings import check_load

    months = months_between(Month.parse("2008-10"), Month.parse("2008-12"))
    made = list(generate(Order(seed, ROWS, months, reference)))
    loads = stage(seed, (row for block in made for row in block.text.iter_rows(named=True)))
    began = time.monotonic()
    for load in Load.objects.filter(pk__in=loads).select_related("extract"):
        check_load(load=load, by=None)
    seconds = time.monotonic() - began
    planted = {
        (answer.provider, answer.episode_id, answer.rule, answer.amount)
        for block in made
        for answer in block.answers
    }
    return planted, findings(), seconds


def findings() -> set[Key]:
    from referrals.models import Finding

    rows = Finding.objects.current().order_by()
    return set(rows.values_list("episode__provider__ods_code", "episode__episode_id", "rule", "amount"))


def stage(seed: int, rows: Iterable[dict[str, Any]]) -> list[int]:
    """Write the rows as a new version of each provider's month; the loads."""
    from django.db import transaction

    from referrals.models import Episode, Extract, Load

    with transaction.atomic():
        extract = Extract.objects.create(
            pct_id=1,
            file_name=f"seed-{seed}.csv",
            sha256=f"{seed:064x}",
            size_bytes=1,
            status="loaded",
            received_at=RECEIVED,
            checked_at=RECEIVED,
            ended_at=RECEIVED,
        )
        Load.objects.filter(status="current").update(status="superseded")
        loads: dict[tuple[int, dt.date], Load] = {}
        Episode.every.bulk_create(episodes(rows, extract, loads), batch_size=500)
    return [load.pk for load in loads.values()]


def episodes(
    rows: Iterable[dict[str, Any]], extract: Any, loads: dict[tuple[int, dt.date], Load]
) -> Iterator[Episode]:
    """The file's rows as unsaved episodes; their loads are written when first needed."""
    from practices.models import Practice
    from referrals.models import Episode, Provider, Specialty

    practices = dict(Practice.objects.values_list("ods_code", "pk"))
    providers = dict(Provider.objects.values_list("ods_code", "pk"))
    specialties = dict(Specialty.objects.values_list("code", "pk"))
    for row in rows:
        text = {name: value or "" for name, value in row.items()}
        admitted = day(text["admission_date"])
        left = day(text["discharge_date"]) if text["discharge_date"] else None
        provider, month = providers[text["provider_code"]], (left or admitted).replace(day=1)
        if (provider, month) not in loads:
            loads[provider, month] = next_load(extract, provider, month)
        yield Episode(
            load=loads[provider, month],
            provider_id=provider,
            practice_id=practices[text["practice_code"]],
            specialty_id=specialties[text["specialty_code"]],
            month=month,
            admission_date=admitted,
            discharge_date=left,
            nhs_number=text["nhs_number"].replace(" ", ""),
            **{name: text[name] for name in AS_TEXT},
            **{name: int(text[name]) if text[name] else None for name in ("age", "length_of_stay")},
            excess_bed_days=int(text["excess_bed_days"] or 0),
            **{name: Decimal(text[name] or 0) for name in COSTS},
        )


def next_load(extract: Any, provider: int, month: dt.date) -> Load:
    """The version of the provider's month after those that are there."""
    from referrals.models import Load

    return Load.objects.create(
        extract=extract,
        pct_id=1,
        provider_id=provider,
        month=month,
        settles_in=month,
        status="current",
        version=1 + Load.objects.filter(provider=provider, month=month).count(),
        loaded_at=RECEIVED,
    )


AS_TEXT = ("spell_id", "episode_id", "sex", "pod", "admission_method", "patient_classification", "hrg")
COSTS = ("spell_cost", "excess_bed_day_cost", "total_cost")


def day(text: str) -> dt.date:
    """A date as 2008-06-20 or 20/06/2008."""
    if "/" in text:
        return dt.datetime.strptime(text, "%d/%m/%Y").date()
    return dt.date.fromisoformat(text)


def main() -> int:
    reference = prepare()
    from referrals.checks import RULES

    score, seconds = Score(), 0.0
    for seed in SEEDS:
        planted, found, spent = run(seed, reference)
        score.add(planted, found)
        seconds += spent
        print(f"seed {seed:>7}: {len(planted):,} planted, {len(found):,} found in {spent:.1f} s")
        for key in sorted(planted ^ found, key=str)[:20]:
            print("   ", "missed" if key in planted else "too many", *key)
    rules = {code: score.of(code) for code in RULES}
    print(f"{len(SEEDS) * ROWS:,} rows checked in {seconds:.1f} s")
    print(f"{'':<12} {'planted':>8} {'found':>8} {'recall':>8} {'precision':>10}")
    for code, ratios in rules.items():
        planted_n, found_n = score.planted[code], score.found[code]
        print(
            f"{code:<12} {planted_n:>8,} {found_n:>8,} {ratios['recall']:>8.4f} {ratios['precision']:>10.4f}"
        )
    print(json.dumps({"rules": rules}))
    good = all(one["recall"] == 1 and one["precision"] >= LOWEST_PRECISION for one in rules.values())
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
