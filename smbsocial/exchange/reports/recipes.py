"""All recipes of files. The first that fits is taken: the narrower stand before the wider."""

from smbsocial.exchange.reports.families import (
    analytics,
    calendars,
    facebook_insights,
    google,
    linkedin,
    mail,
    meta,
    meta_daily,
    pinterest,
    shops,
    tiktok,
    x,
    youtube,
)

RECIPES = (
    *meta.RECIPES,
    *meta_daily.RECIPES,
    *facebook_insights.RECIPES,
    *linkedin.RECIPES,
    *x.RECIPES,
    *tiktok.RECIPES,
    *youtube.RECIPES,
    *pinterest.RECIPES,
    *google.RECIPES,
    *analytics.RECIPES,
    *mail.RECIPES,
    *shops.RECIPES,
    *calendars.RECIPES,
)
"""In the order in which they are tried."""
