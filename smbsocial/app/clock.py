"""The machine's clock and new ids: the ports that know what time it is."""

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


class SystemClock:
    """The machine's clock, in whole seconds."""

    def now(self) -> datetime:
        """The instant, aware, UTC."""
        return datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 the one place that may ask

    def today(self, zone: str) -> date:
        """The local day in an IANA zone; raises ZoneInfoNotFoundError for a bad one."""
        return self.now().astimezone(ZoneInfo(zone)).date()


class RandomIds:
    """Random ids, short enough to be typed: 64 bits, one business never gives one twice."""

    def new(self) -> str:
        """An id that was never given before."""
        return os.urandom(8).hex()
