"""Names of kinds of files and of the figures in them."""

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.measures import Metric

translate = QCoreApplication.translate


def formats() -> dict[str, str]:
    """Kinds of files by the id of the collected formats."""
    return {**_social(), **_videos(), **_others(), **_shops(), **_calendars()}


def metrics() -> dict[Metric, str]:
    """What each figure counts."""
    return {**_of_posts(), **_of_people(), **_of_visits()}


def _social() -> dict[str, str]:
    posts = translate("Import", "Facebook posts")
    return {
        "meta_fb_content": posts,
        "meta_fb_video": translate("Import", "Facebook videos"),
        "meta_ig_content": translate("Import", "Instagram posts"),
        "meta_ig_stories": translate("Import", "Instagram stories"),
        "meta_daily_series": translate("Import", "Facebook or Instagram by day"),
        "meta_audience": translate("Import", "Facebook and Instagram audience"),
        "meta_ads": translate("Import", "Facebook and Instagram advertisements"),
        "fb_insights_post_csv": posts,
        "fb_insights_post_spreadsheetml": posts,
        "fb_insights_page_csv": translate("Import", "Facebook page by day"),
        "linkedin_visitors_xls": translate("Import", "LinkedIn visitors by day"),
        "linkedin_updates_xls": translate("Import", "LinkedIn posts"),
        "linkedin_content_xls": translate("Import", "LinkedIn posts and days"),
        "linkedin_followers_xls": translate("Import", "LinkedIn followers by day"),
        "linkedin_profile_xlsx": translate("Import", "LinkedIn profile"),
        "twitter_tweet_activity": translate("Import", "X posts"),
        "twitter_daily_activity": translate("Import", "X by day"),
        "x_content": translate("Import", "X posts"),
        "x_account_overview": translate("Import", "X by day"),
        "pinterest_overview": translate("Import", "Pinterest by day"),
    }


def _videos() -> dict[str, str]:
    days = translate("Import", "TikTok by day")
    followers = translate("Import", "TikTok followers")
    videos = translate("Import", "TikTok videos")
    return {
        "tiktok_overview": days,
        "tiktok_business_overview": days,
        "tiktok_business_audience": followers,
        "tiktok_viewers": translate("Import", "TikTok viewers"),
        "tiktok_follower_history": followers,
        "tiktok_follower_gender": followers,
        "tiktok_follower_territories": followers,
        "tiktok_follower_activity": followers,
        "tiktok_content": videos,
        "tiktok_business_video": videos,
        "youtube_table": translate("Import", "YouTube videos"),
        "youtube_studio_zip": translate("Import", "YouTube videos and days"),
    }


def _others() -> dict[str, str]:
    return {
        "gbp_insights": translate("Import", "Google Business Profile"),
        "ga4_report": translate("Import", "Google Analytics: website"),
        "ga4_snapshot": translate("Import", "Google Analytics: website at a glance"),
        "ga4_exploration": translate("Import", "Google Analytics: exploration"),
        "ua_report": translate("Import", "Google Analytics before 2023"),
        "mailchimp_campaigns": translate("Import", "Mailchimp mailings"),
        "mailchimp_report": translate("Import", "Mailchimp mailing"),
        "mapped": translate("Import", "File that you described"),
    }


def _shops() -> dict[str, str]:
    return {
        "shopify_orders": translate("Import", "Shopify orders"),
        "square_transactions": translate("Import", "Square sales"),
        "square_items": translate("Import", "Square sales by item"),
        "woocommerce_orders": translate("Import", "WooCommerce orders"),
        "etsy_sold_orders": translate("Import", "Etsy orders"),
        "etsy_sold_order_items": translate("Import", "Etsy orders by item"),
        "etsy_statement": translate("Import", "Etsy statement"),
        "loyverse_receipts": translate("Import", "Loyverse receipts"),
    }


def _calendars() -> dict[str, str]:
    plan = translate("Import", "Planned posts")
    return {
        "cal_buffer_bulk": plan,
        "cal_google_csv": translate("Import", "Calendar"),
        "cal_hootsuite_bulk": plan,
        "cal_later": plan,
        "cal_metricool": plan,
        "cal_notion_csv": plan,
        "cal_outlook_csv": translate("Import", "Calendar"),
        "cal_publer": plan,
        "cal_social_planner": plan,
        "cal_trello_csv": plan,
        "trello_json": plan,
        "ics": translate("Import", "Calendar"),
    }


def _of_posts() -> dict[Metric, str]:
    return {
        Metric.VIEWS: translate("Import", "Views"),
        Metric.REACH: translate("Import", "Reach"),
        Metric.INTERACTIONS: translate("Import", "Interactions"),
        Metric.LIKES: translate("Import", "Likes"),
        Metric.COMMENTS: translate("Import", "Comments"),
        Metric.SHARES: translate("Import", "Shares"),
        Metric.SAVES: translate("Import", "Saves"),
        Metric.CLICKS: translate("Import", "Clicks"),
        Metric.LINK_CLICKS: translate("Import", "Clicks on links"),
        Metric.WATCH_SECONDS: translate("Import", "Seconds watched"),
        Metric.POSTS: translate("Import", "Posts"),
    }


def _of_people() -> dict[Metric, str]:
    return {
        Metric.FOLLOWERS: translate("Import", "Followers"),
        Metric.NEW_FOLLOWERS: translate("Import", "New followers"),
        Metric.LOST_FOLLOWERS: translate("Import", "Followers lost"),
        Metric.NET_FOLLOWERS: translate("Import", "Change of followers"),
        Metric.SUBSCRIBERS: translate("Import", "People on the mailing list"),
        Metric.DELIVERED: translate("Import", "Mails delivered"),
        Metric.OPENS: translate("Import", "People who opened"),
        Metric.MAIL_CLICKS: translate("Import", "People who clicked"),
        Metric.UNSUBSCRIBES: translate("Import", "People who left the list"),
        Metric.MESSAGES: translate("Import", "Messages"),
        Metric.CALLS: translate("Import", "Calls"),
        Metric.DIRECTIONS: translate("Import", "Requests for directions"),
        Metric.BOOKINGS: translate("Import", "Bookings"),
    }


def _of_visits() -> dict[Metric, str]:
    return {
        Metric.PROFILE_VISITS: translate("Import", "Visits to the profile"),
        Metric.WEBSITE_CLICKS: translate("Import", "Clicks to the website"),
        Metric.SESSIONS: translate("Import", "Visits to the website"),
        Metric.SOCIAL_SESSIONS: translate("Import", "Visits from social media"),
        Metric.USERS: translate("Import", "Visitors"),
        Metric.PAGEVIEWS: translate("Import", "Pages seen"),
        Metric.CONVERSIONS: translate("Import", "Key events"),
        Metric.ORDERS: translate("Import", "Orders"),
        Metric.REVENUE: translate("Import", "Revenue"),
    }
