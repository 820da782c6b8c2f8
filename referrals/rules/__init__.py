"""Who may do what with returns, and with challenges. Rows come from visible_to; these say whose job it is."""

from referrals.rules.returns import (
    REVIEWERS,
    can_answer_episodes,
    can_open_return,
    can_review_return,
    can_submit_return,
)

__all__ = [
    "REVIEWERS",
    "can_answer_episodes",
    "can_open_return",
    "can_review_return",
    "can_submit_return",
]
