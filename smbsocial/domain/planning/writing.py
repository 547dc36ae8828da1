"""Filling a plan's weeks: which day, platform, pillar, idea and format each post gets."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from smbsocial.domain.business import Business
from smbsocial.domain.content import Format, Pillar
from smbsocial.domain.planning.feasts import Feast, first_line, headline
from smbsocial.domain.planning.formats import choices, is_film_first
from smbsocial.domain.planning.seasons import CALLING, Season, Window
from smbsocial.domain.planning.slots import open_days, spread
from smbsocial.domain.planning.turns import Turns
from smbsocial.domain.playbook import IdeaFacts

REST_DAYS = 56
"""An idea rests for more than so many days (eight weeks) before it may come back."""

LEAD = 2
"""By so many posts the pillars that bring people may run ahead before a season."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a plan is made of; platforms are named by their place in the brief."""

    pillars: tuple[tuple[Pillar, tuple[IdeaFacts, ...]], ...]  # ideas in the order to be used
    platforms: tuple[frozenset[Format], ...]  # what each takes
    weights: tuple[int, ...]  # how often each is served
    minutes: Mapping[Format, int]
    films_a_week: Fraction
    used: Mapping[str, date]  # ideas and the last day each ran before the plan

    @property
    def ideas_a_week(self) -> Fraction:
        """How many ideas a week come to light again after their rest; no plan goes faster."""
        return Fraction(7 * sum(len(ideas) for _, ideas in self.pillars), REST_DAYS + 1)

    def cheapest(self, platform: int) -> int:
        """The fewest minutes a post takes there; stories count only where nothing else goes."""
        lasting = self.platforms[platform] - {Format.STORY}
        return min(self.minutes[f] for f in lasting or self.platforms[platform])


@dataclass(frozen=True, slots=True)
class Week:
    """One week to fill: its posts, the minutes left for them, and the feast it may hold."""

    first: date
    posts: int
    minutes: int
    feast: Feast | None = None


@dataclass(frozen=True, slots=True)
class Sketch:
    """A post before it has a community, a goal and an id."""

    week: date
    day: date
    platform: int
    pillar: Pillar
    format: Format
    minutes: int
    title: str
    text: str
    idea: str
    feast: Feast | None = None
    season: Season | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """An idea in the format it will have."""

    pillar: int
    idea: IdeaFacts
    format: Format


@dataclass(slots=True)
class Pen:
    """Writes the sketches of one plan from the first week to the last; used once."""

    material: Material
    business: Business
    weekdays: Sequence[int]
    windows: Sequence[Window]
    extras: Mapping[Window, date]  # quiet seasons and the week with one post more for them
    sketches: list[Sketch] = field(default_factory=list)
    missing: dict[date, int] = field(default_factory=dict)  # posts without an idea, by week
    unaffordable: int = 0  # posts for which the minutes did not reach
    _platforms: Turns = field(init=False)
    _last: dict[str, date] = field(init=False)
    _ideas: list[int] = field(init=False)
    _feasts: list[int] = field(init=False)
    _stories: bool = False  # stories are gone in a day: only where nothing else fits
    _films: int = 0
    _allowed_films: int = 0
    _told: set[Window] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._platforms = Turns(self.material.weights)
        self._last = dict(self.material.used)
        self._ideas = [0] * len(self.material.pillars)
        self._feasts = [0] * len(self.material.pillars)

    def write(self, weeks: Sequence[Week]) -> None:
        """Fill the weeks in order."""
        for number, week in enumerate(weeks, start=1):
            self._allowed_films = -int(-self.material.films_a_week * number // 1)
            self._fill(week)

    def _fill(self, week: Week) -> None:
        days = open_days(week.first, self.business)
        slots = spread(days, self.weekdays, posts=week.posts, turn=len(self.sketches))
        if week.feast and slots:
            slots = _with(slots, week.feast.day)
        left = week.minutes
        for place, day in enumerate(slots):
            later = len(slots) - place - 1
            kept = later * min(self.material.cheapest(0), left // (later + 1))
            feast = week.feast if week.feast and week.feast.day == day else None
            sketch = self._sketch(week, day, feast, left - kept)
            if sketch is None:
                self._miss(week, day)
                continue
            self.sketches.append(sketch)
            left -= sketch.minutes

    def _miss(self, week: Week, day: date) -> None:
        """Note why a post stays out: the minutes if any number of them would have made one."""
        if self._choose(0, day, sys.maxsize):
            self.unaffordable += 1
        else:
            self.missing[week.first] = self.missing.get(week.first, 0) + 1

    def _sketch(self, week: Week, day: date, feast: Feast | None, left: int) -> Sketch | None:
        """The platform whose turn it is, else the next where something lasting fits."""
        for self._stories in (False, True):
            for platform in self._platforms.order():
                if feast and (kept := self._feast(week, feast, platform, left)):
                    return kept
                chosen = self._choose(platform, day, left)
                if chosen:
                    return self._idea(week, day, platform, chosen)
        return None

    def _feast(self, week: Week, feast: Feast, platform: int, left: int) -> Sketch | None:
        form = self._format(Format.PHOTO, platform, left)
        if form is None:
            return None
        pillar = min(range(len(self._feasts)), key=lambda i: (self._feasts[i], self._ideas[i], i))
        self._feasts[pillar] += 1
        self._take(platform, form)
        observance = feast.occurrence.observance
        return Sketch(
            week=week.first,
            day=feast.day,
            platform=platform,
            pillar=self.material.pillars[pillar][0],
            format=form,
            minutes=self.material.minutes[form],
            title=headline(observance),
            text=first_line(observance),
            idea=feast.idea,
            feast=feast,
        )

    def _idea(self, week: Week, day: date, platform: int, chosen: Chosen) -> Sketch:
        self._ideas[chosen.pillar] += 1
        self._last[chosen.idea.key] = day
        self._take(platform, chosen.format)
        return Sketch(
            week=week.first,
            day=day,
            platform=platform,
            pillar=self.material.pillars[chosen.pillar][0],
            format=chosen.format,
            minutes=self.material.minutes[chosen.format],
            title=chosen.idea.title,
            text=chosen.idea.first_line,
            idea=chosen.idea.key,
            season=self._season(week, day),
        )

    def _take(self, platform: int, form: Format) -> None:
        self._platforms.serve(platform)
        self._films += form is Format.SHORT_VIDEO

    def _choose(self, platform: int, day: date, left: int) -> Chosen | None:
        """The idea of the pillar whose turn it is; before a season, of those that bring people.

        Before a season the richest idea that the minutes allow goes first.
        """
        preparing = any(window.holds(day) for window in self.windows)
        turn = sorted(
            range(len(self._ideas)),
            key=lambda i: (self._ideas[i] - self._lead(i, preparing=preparing), i),
        )
        for pillar in turn:
            fitting = list(self._fitting(pillar, platform, day, left))
            if fitting:
                return min(fitting, key=lambda c: self._claim(c, richest=preparing))
        return None

    def _lead(self, pillar: int, *, preparing: bool) -> int:
        calling = self.material.pillars[pillar][0].purpose in CALLING
        return LEAD if preparing and calling else 0

    def _fitting(self, pillar: int, platform: int, day: date, left: int) -> Iterator[Chosen]:
        for idea in self.material.pillars[pillar][1]:
            last = self._last.get(idea.key)
            if last is not None and (day - last).days <= REST_DAYS:
                continue
            form = self._format(idea.format, platform, left)
            if form:
                yield Chosen(pillar, idea, form)

    def _claim(self, chosen: Chosen, *, richest: bool) -> tuple[int, date, bool]:
        minutes = -self.material.minutes[chosen.format] if richest else 0
        last = self._last.get(chosen.idea.key, date.min)
        return minutes, last, chosen.format is not chosen.idea.format

    def _format(self, wanted: Format, platform: int, left: int) -> Format | None:
        taken = self.material.platforms[platform]
        films = is_film_first(taken) or self._films < self._allowed_films
        for form in choices(wanted, taken):
            allowed = {Format.SHORT_VIDEO: films, Format.STORY: self._stories}.get(form, True)
            if allowed and self.material.minutes[form] <= left:
                return form
        return None

    def _season(self, week: Week, day: date) -> Season | None:
        """The season this post prepares: one post for each, for a quiet one the extra post."""
        for window in self.windows:
            if window in self._told or not window.holds(day):
                continue
            if week.first >= self.extras.get(window, week.first):
                self._told.add(window)
                return window.season
        return None


def _with(slots: Sequence[date], day: date) -> tuple[date, ...]:
    """The slots with the one nearest to `day` moved onto it."""
    if day in slots:
        return tuple(slots)
    nearest = min(slots, key=lambda slot: (abs(slot - day), slot))
    return tuple(sorted(day if slot == nearest else slot for slot in slots))
