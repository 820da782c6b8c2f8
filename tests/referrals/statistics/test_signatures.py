"""The functions as analysts call them: names, arguments and defaults as agreed, no Django behind them."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

from referrals import statistics

SIGNATURES = {
    "poisson_interval": "(observed: 'int', confidence: 'float' = 0.95)",
    "standardised_ratio": "(observed, populations, reference_events, reference_populations, confidence=0.95)",
    "funnel_limits": "(expected: 'float', confidence: 'float')",
    "funnel_verdict": "(observed, expected)",
    "overdispersion": "(observed, expected, trim=0.1)",
    "xmr": "(values, target=None, improvement='neutral', baseline=None, minimum=13)",
    "nhs_number_is_valid": "(text)",
}


def plain(signature: inspect.Signature) -> list[tuple[str, object]]:
    return [(name, one.default) for name, one in signature.parameters.items()]


@pytest.mark.parametrize("name", SIGNATURES)
def test_a_signature_is_as_agreed(name):
    """Source: the formulas paper, "referrals/statistics.py"."""
    agreed: dict[str, object] = {}
    exec(f"def agreed{SIGNATURES[name]}: ...", agreed)  # noqa: S102
    assert plain(inspect.signature(getattr(statistics, name))) == plain(inspect.signature(agreed["agreed"]))


@pytest.mark.parametrize("name", statistics.__all__)
def test_everything_offered_says_what_it_is(name):
    assert (getattr(statistics, name).__doc__ or "").strip()


def test_no_django_is_needed():
    code = "import sys, referrals.statistics; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
