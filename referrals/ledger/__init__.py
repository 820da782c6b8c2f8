"""Every total that referrals shows, counted once more from its rows; see daccom.ledger."""

from referrals.ledger import activity as activity
from referrals.ledger import challenges as challenges
from referrals.ledger import clinicians as clinicians
from referrals.ledger import completeness as completeness
from referrals.ledger import facts as facts
from referrals.ledger import findings as findings
from referrals.ledger import loads as loads
from referrals.ledger import measures as measures
from referrals.ledger import rates as rates
from referrals.ledger import returns as returns
from referrals.ledger import run_charts as run_charts
