"""The shapes of this layer's records."""

from __future__ import annotations

from documents.shapes import Shape
from recommendations.models import Addressee, Bearing, FollowUp, Origin, Recommendation

ORIGIN = Shape("origin", Origin, number=2)
RECOMMENDATION = Shape("recommendation", Recommendation, rows=(Shape("addressees", Addressee),))
FOLLOW_UP = Shape("follow-up", FollowUp, rows=(Shape("bearings", Bearing),))
