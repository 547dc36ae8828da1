"""The files of each platform, website, mailing and till, one module a family.

The first recipe that fits is taken: the narrower stand before the wider.
"""

from smbsocial.exchange.reports.families import analytics, google, mail, meta

RECIPES = (
    *meta.RECIPES,
    *google.RECIPES,
    *analytics.RECIPES,
    *mail.RECIPES,
)
"""All recipes, in the order in which they are tried."""
