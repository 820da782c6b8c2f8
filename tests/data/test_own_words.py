"""Facts and figures may be carried over from the source documents; sentences may not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest

from tests.data.facts import FILES, SHARED, facts, strings

SEEDS = SHARED / "seeds"
RUN = 8
# Names, titles and postal addresses are facts: they stay as they are.
NAMES = {"title", "listed_priority", "lead", "name", "responsibilities", "roles", "post"}
WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
SENTENCE_ENDS = re.compile(r"\n|(?<=[.?!]) ")


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of eight words, in lower case, without markup."""
    plain = unescape(re.sub(r"<[^>]+>", " ", text)).lower().replace("’", "'")
    found = WORD.findall(plain)
    return (tuple(found[start : start + RUN]) for start in range(len(found) - RUN + 1))


@pytest.fixture(scope="module")
def source_runs() -> set[tuple[str, ...]]:
    if not SEEDS.is_dir():
        pytest.skip("the source documents are not beside this checkout")
    return {run for path in SEEDS.glob("*.txt") for run in runs(path.read_text(encoding="utf-8"))}


def test_a_copied_sentence_would_be_seen():
    copied = set(runs("<p>Funds are held by the Trust, and it pays us monthly.</p>"))
    assert copied & set(runs("So: funds are held by the trust and it pays"))


def test_seven_words_in_common_are_no_copy():
    assert not set(runs("Payment follows within six weeks of invoice"))


@pytest.mark.parametrize("path", FILES)
def test_prose_is_our_own(path, source_runs):
    record = facts(path.rpartition("/")[2].removesuffix(".json"))
    prose = (text for key, text in strings(record) if key not in NAMES)
    parts = (part for text in prose for part in SENTENCE_ENDS.split(text))
    assert [part for part in parts if source_runs & set(runs(part))] == []
