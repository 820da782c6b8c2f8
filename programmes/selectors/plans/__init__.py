"""Questions about commissioning plans: what one holds, how far it is, who signs next."""

from programmes.selectors.plans.content import assemble, digest, section_content
from programmes.selectors.plans.progress import Line, SigningState, signing_state, to_complete
from programmes.selectors.plans.versions import VersionRow, current_version, version_rows

__all__ = [
    "Line",
    "SigningState",
    "VersionRow",
    "assemble",
    "current_version",
    "digest",
    "section_content",
    "signing_state",
    "to_complete",
    "version_rows",
]
