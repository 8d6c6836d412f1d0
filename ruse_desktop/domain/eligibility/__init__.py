"""May this nomination go to the commission? All findings of the award's rules, with citations."""

from ruse_desktop.domain.eligibility import fields, nominee, proposal
from ruse_desktop.domain.eligibility.core import CHECKS, Context, NominationFacts, check

__all__ = ["CHECKS", "Context", "NominationFacts", "check", "fields", "nominee", "proposal"]
