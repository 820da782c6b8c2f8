"""How the automatic checks read on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from referrals.checks.definitions import Definition, definition_of
from referrals.forms.checks import in_words
from referrals.models import Rule
from referrals.selectors.check_settings import Setting
from referrals.selectors.check_sums import Sums, YearOfChecks


@dataclass(frozen=True)
class Panel:
    """One rule on the page: its name, how it is set, what it found, its definition."""

    code: str
    name: str
    words: str
    tag: dict[str, str]
    years: str
    is_off: bool
    parameters: list[tuple[str, str]]
    changed: Any
    sums: Sums
    definition: Definition
    version: str

    @property
    def summary(self) -> str:
        """What opens the definition."""
        return f"How “{self.name}” is defined"


def rule_panels(checks: YearOfChecks) -> list[Panel]:
    """A panel for each rule, in the order of the rules."""
    return [rule_panel(one.setting, one.sums) for one in checks.rules]


def rule_panel(setting: Setting, sums: Sums | None = None) -> Panel:
    """One rule; without `sums` for a page that does not show them."""
    rule = setting.rule
    return Panel(
        code=rule.code,
        name=Rule(rule.code).label,
        words=rule.words,
        tag={"text": "On", "colour": "green"} if setting.is_on else {"text": "Off", "colour": "grey"},
        years=rule.years_in_words,
        is_off=not setting.is_on,
        parameters=parameter_rows(setting),
        changed=setting.stored,
        sums=sums or Sums(),
        definition=definition_of(rule.code),
        version=rule.version,
    )


def parameter_rows(setting: Setting) -> list[tuple[str, str]]:
    """Each parameter's label and value in words."""
    return [(one.label, in_words(one, setting.values[one.name])) for one in setting.rule.parameters]
