"""X, and Twitter as it was until 2024: by post and by day."""

from smbsocial.domain.measures import MeasureKind, Metric
from smbsocial.exchange.reports.several import tables_recipe
from smbsocial.exchange.reports.tables import Table

_INTERACTIONS = {
    Metric.INTERACTIONS: (Metric.LIKES, Metric.COMMENTS, Metric.SHARES, Metric.SAVES),
}
_OLD = {
    "impressions": Metric.VIEWS,
    "likes": Metric.LIKES,
    "favorites": Metric.LIKES,
    "replies": Metric.COMMENTS,
    "retweets": Metric.SHARES,
    "url clicks": Metric.LINK_CLICKS,
    "user profile clicks": Metric.PROFILE_VISITS,
    "follows": Metric.NEW_FOLLOWERS,
}
"""What was not paid for; the columns "promoted …" are beside it."""

_NEW = {
    "impressions": Metric.VIEWS,
    "likes": Metric.LIKES,
    "replies": Metric.COMMENTS,
    "reposts": Metric.SHARES,
    "bookmarks": Metric.SAVES,
    "profile visits": Metric.PROFILE_VISITS,
    "new follows": Metric.NEW_FOLLOWERS,
}

TWEETS = Table(
    format="twitter_tweet_activity",
    source="x",
    kind=MeasureKind.POST,
    needs=frozenset({"tweet id", "tweet permalink", "time", "impressions"}),
    day="time",
    decimal_usual=".",
    key=("tweet id", "tweet permalink"),
    title=("tweet text",),
    link="tweet permalink",
    figures=_OLD,
    sums=_INTERACTIONS,
    replies="@",
)
TWITTER_DAYS = Table(
    format="twitter_daily_activity",
    source="x",
    kind=MeasureKind.DAY,
    needs=frozenset({"date", "tweets published", "impressions"}),
    day="date",
    decimal_usual=".",
    figures={**_OLD, "tweets published": Metric.POSTS},
    sums=_INTERACTIONS,
)
POSTS = Table(
    format="x_content",
    source="x",
    kind=MeasureKind.POST,
    needs=frozenset({"post id", "post link", "date", "impressions", "url clicks"}),
    day="date",
    decimal_usual=".",
    key=("post id", "post link"),
    title=("post text",),
    link="post link",
    figures={**_NEW, "url clicks": Metric.LINK_CLICKS},
    sums=_INTERACTIONS,
    replies="@",
)
DAYS = Table(
    format="x_account_overview",
    source="x",
    kind=MeasureKind.DAY,
    needs=frozenset({"date", "impressions", "new follows", "create post"}),
    day="date",
    decimal_usual=".",
    figures={**_NEW, "unfollows": Metric.LOST_FOLLOWERS, "create post": Metric.POSTS},
    sums=_INTERACTIONS,
)

RECIPES = tuple(tables_recipe(table) for table in (TWEETS, TWITTER_DAYS, POSTS, DAYS))
