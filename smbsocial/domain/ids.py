"""One type per id, so that a post's id is never passed where a person's is wanted."""

from typing import NewType

BusinessId = NewType("BusinessId", str)
PersonId = NewType("PersonId", str)
GoalId = NewType("GoalId", str)
KpiId = NewType("KpiId", str)
AccountId = NewType("AccountId", str)
CommunityId = NewType("CommunityId", str)
PillarId = NewType("PillarId", str)
PlanId = NewType("PlanId", str)
DutyId = NewType("DutyId", str)
PostId = NewType("PostId", str)
TickId = NewType("TickId", str)
DecisionId = NewType("DecisionId", str)
ReadingId = NewType("ReadingId", str)
DepartureId = NewType("DepartureId", str)
ImportId = NewType("ImportId", str)
CouponId = NewType("CouponId", str)
ReviewId = NewType("ReviewId", str)

TaskId = NewType("TaskId", str)
"""A post's id, or `<duty id>@<ISO day>`: tasks are derived, their ids are stable."""

# Keys of the library (resources/library), not of rows.
IndustryKey = NewType("IndustryKey", str)
GoalKey = NewType("GoalKey", str)
KpiKey = NewType("KpiKey", str)
PlatformKey = NewType("PlatformKey", str)
ObservanceKey = NewType("ObservanceKey", str)
