"""Recommendations, whom they address, and what became of them."""

from recommendations.models.follow_up import Bearing, FollowUp
from recommendations.models.recommendation import Addressee, Origin, Recommendation
from recommendations.models.status import Status

__all__ = ["Addressee", "Bearing", "FollowUp", "Origin", "Recommendation", "Status"]
