"""What tests of counts share with those of facts."""

from tests.referrals.facts.conftest import facts_agree as facts_agree
