"""The five questions as a row of the workbench asks them: hundreds of radios, drawn only once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from referrals.models import Answer
from referrals.models.episodes import QUESTIONS

PLACE = "episode-key"
"""Stands for the episode in what is drawn once."""


def questions_html(pk: int, answers: Mapping[str, str], *, editable: bool) -> SafeString:
    """All five questions about the episode `pk`; `answers` may lack some, which then stay open."""
    drawn = "".join(_question(name, answers.get(name, ""), editable) for name in QUESTIONS)
    return mark_safe(drawn.replace(PLACE, str(pk)))  # noqa: S308 - an integer in our own template


@cache
def _question(name: str, answer: str, editable: bool) -> str:
    context = {
        "place": PLACE,
        "name": name,
        "number": list(QUESTIONS).index(name) + 1,
        "words": QUESTIONS[name],
        "answer": answer if answer in Answer.values else "",
        "answers": Answer.choices,
        "editable": editable,
    }
    return render_to_string("referrals/episode_question.html", context)
