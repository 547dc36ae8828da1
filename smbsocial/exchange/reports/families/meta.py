"""Meta Business Suite: posts of Facebook and Instagram."""

from smbsocial.domain.measures import MeasureKind, Metric
from smbsocial.exchange.reports.tables import Table, table_recipe

FACEBOOK_POSTS = Table(
    format="meta_fb_content",
    source="facebook_page",
    kind=MeasureKind.POST,
    needs=frozenset({"post id", "page id", "reactions, comments and shares"}),
    day="publish time",
    day_usual=False,
    decimal_usual=".",
    key=("post id", "permalink"),
    account="page id",
    title=("title", "description"),
    link="permalink",
    figures={
        "views": Metric.VIEWS,
        "impressions": Metric.VIEWS,
        "reach": Metric.REACH,
        "reactions, comments and shares": Metric.INTERACTIONS,
        "reactions": Metric.LIKES,
        "comments": Metric.COMMENTS,
        "shares": Metric.SHARES,
        "total clicks": Metric.CLICKS,
        "link clicks": Metric.LINK_CLICKS,
        "seconds viewed": Metric.WATCH_SECONDS,
    },
)

RECIPES = (table_recipe(FACEBOOK_POSTS),)
