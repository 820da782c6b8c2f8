"""The ledger: what is registered is run, and one wrong figure is enough."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from daccom import ledger
from daccom.ledger import Discrepancy, Figure


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch, db: None) -> dict:
    """A ledger of one's own."""
    own: dict = {}
    monkeypatch.setattr(ledger, "_checks", own)
    return own


def reconcile() -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("reconcile", stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_an_empty_ledger_does_not_pass(checks):
    with pytest.raises(CommandError, match="nothing was proved"):
        reconcile()


def test_it_says_how_much_it_compared(checks):
    ledger.register("sums of pots")(lambda: [Figure("red", 3, 3), Figure("blue", 4, 4)])
    said, _ = reconcile()
    assert "OK  sums of pots: 2 figures compared" in said
    assert "2 figures of 1 check equal their rows." in said


def test_a_wrong_figure_is_named_with_both_values(checks):
    ledger.register("sums of pots")(lambda: iter([Figure("red", 3, 3), Figure("blue", 4, 5)]))
    ledger.register("sums of pans")(list)
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match="1 figure not equal") as refused:
        call_command("reconcile", stdout=out, stderr=err)
    assert refused.value.returncode == 1
    assert "sums of pots: blue: shown 4, counted 5" in err.getvalue()
    assert "NOT sums of pots: 2 figures compared, 1 wrong" in out.getvalue()
    assert "OK  sums of pans: 0 figures compared" in out.getvalue()


def test_a_discrepancy_is_wrong_by_its_name(checks):
    ledger.register("sums of pots")(lambda: [Discrepancy("red", None, None)])
    assert ledger.run("sums of pots").discrepancies


def test_a_name_is_given_once(checks):
    ledger.register("sums of pots")(list)
    with pytest.raises(ValueError, match="registered already"):
        ledger.register("sums of pots")(list)


@pytest.mark.django_db(transaction=True)
def test_all_checks_see_one_state(monkeypatch):
    monkeypatch.setattr(ledger, "_checks", {"sums of pots": lambda: [Figure("red", 1, 1)]})
    assert ledger.run_all()[0].compared == 1
