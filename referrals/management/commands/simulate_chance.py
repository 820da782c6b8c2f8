"""`manage.py simulate_chance`: how often chance alone is flagged, beside what theory says."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Simulate practices that differ by chance alone; print the share flagged and what theory expects."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--years", type=int, default=1000, help="Years of 19 practices (1,000).")
        parser.add_argument("--seed", type=int, default=2008)

    def handle(self, *args: Any, **options: Any) -> None:
        from referrals.calculations.chance import EXPECTED, exact_trend, simulate

        years, seed = options["years"], options["seed"]
        if years < 1 or seed < 0:
            raise CommandError("--years is 1 or more, --seed 0 or more.")
        shares = simulate(years, seed)
        self.stdout.write(f"{years:,} years of {len(EXPECTED)} practices, by chance alone (seed {seed})")
        self.stdout.write(f"{'':<26}{'found':>9}{'theory':>9}{'within':>10}{'limits known':>14}")
        for one in shares:
            known = "" if one.textbook is None else f"{one.textbook:.3%}"
            band = f"±{one.band:.3%}"
            row = f"{one.name:<26}{one.found:>9.3%}{one.theory:>9.3%}{band:>10}{known:>14}"
            self.stdout.write(row if one.agrees else f"{row}  NOT WHERE THEORY SAYS")
        self.stdout.write(f"Trends by exact reasoning, whatever rule goes before: {exact_trend():.4%}")
        if wrong := [one.name for one in shares if not one.agrees]:
            raise CommandError(f"Not where theory says: {', '.join(wrong)}")
        self.stdout.write("All where theory says.")
