"""What time it is elsewhere, as a web server says in the field Date of its answer.

RFC 9110, section 6.6.1; what a cache kept for a while says so in Age (RFC 9111, section 5.1).
"""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from ssl import SSLCertVerificationError
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from smbsocial.domain.errors import Code, ExpectedError

PATIENCE = 5
"""Seconds for each step of asking."""
_EXPIRED, _NOT_YET_VALID = 10, 9
"""X509_V_ERR_CERT_HAS_EXPIRED and X509_V_ERR_CERT_NOT_YET_VALID of OpenSSL."""


def time_at(page: str) -> datetime:
    """The instant that the server of a web page names, in whole seconds.

    The page itself is not fetched. Raises ExpectedError: CLOCK_NO_ANSWER, CLOCK_FAR_OFF where the
    server's certificate is not valid on the day that this computer believes it is.
    """
    parts = urlsplit(page)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ExpectedError(Code.CLOCK_NO_ANSWER, host=page)
    asked = Request(page, method="HEAD", headers={"Cache-Control": "no-cache"})  # noqa: S310
    try:
        with urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310 - http or https
            headers = answer.headers
    except HTTPError as refusal:  # it does not like to be asked so: it says the time all the same
        headers = refusal.headers
        refusal.close()
    except URLError as error:
        raise ExpectedError(_why(error.reason), host=parts.hostname) from None
    except (OSError, HTTPException, ValueError):
        raise ExpectedError(Code.CLOCK_NO_ANSWER, host=parts.hostname) from None
    return _instant(headers.get("Date", ""), headers.get("Age", "0"), parts.hostname)


def _why(reason: object) -> Code:
    dated = {_EXPIRED, _NOT_YET_VALID}
    if isinstance(reason, SSLCertVerificationError) and reason.verify_code in dated:
        return Code.CLOCK_FAR_OFF
    return Code.CLOCK_NO_ANSWER


def _instant(date: str, age: str, host: str) -> datetime:
    kept = int(age) if age.isascii() and age.isdigit() and len(age) < 10 else 0
    try:
        said = parsedate_to_datetime(date)
        if said.tzinfo is None:  # "-0000": UTC, from nowhere in particular
            said = said.replace(tzinfo=UTC)
        return said.astimezone(UTC) + timedelta(seconds=kept)
    except (ValueError, OverflowError):  # none, or one that no calendar has
        raise ExpectedError(Code.CLOCK_NO_ANSWER, host=host) from None
