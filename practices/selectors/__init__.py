"""Questions that pages ask about practices, groups and people."""
