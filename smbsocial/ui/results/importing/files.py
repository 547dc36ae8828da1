"""The files of an import as far as they are known: what was read, asked, answered and left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.measures import ColumnMap
from smbsocial.domain.periods import Span
from smbsocial.domain.reports import Ask, Question, Report
from smbsocial.ui.results.importing.cards import Shown
from smbsocial.ui.results.importing.questions import Asking
from smbsocial.ui.results.importing.reading import FileAsked, FileTold
from smbsocial.ui.text import import_preview as preview

translate = QCoreApplication.translate


@dataclass(slots=True)
class _File:
    path: str
    answers: dict[Ask, str]
    spans: Mapping[str, Span]
    told: FileTold | None = None


class Files:
    """`keys` tell the tables apart that files hold: "0-0" is the first of the first file.

    A question that was answered stays, so that the answer can be changed.
    """

    def __init__(self, paths: Sequence[str], today: date, platforms: Sequence[str]) -> None:
        self._files = [_File(path, {}, {}) for path in dict.fromkeys(paths)]
        self._questions: dict[str, dict[Ask, Question]] = {}
        self._unknown: dict[str, Report] = {}
        self._left_out: set[str] = set()
        self._today = today
        self._platforms = tuple(platforms)

    def __len__(self) -> int:
        """How many files there are."""
        return len(self._files)

    def all(self) -> tuple[FileAsked, ...]:
        """All of them, to be read."""
        return tuple(self._asked(file) for file in self._files)

    def of(self, key: str) -> tuple[FileAsked, ...]:
        """The file of a table, to be read again."""
        return (self._asked(self._files[_place(key)]),)

    def take(self, told: FileTold) -> int:
        """Keep what a file says; its place among them."""
        at = next(n for n, file in enumerate(self._files) if file.path == told.asked.path)
        file = self._files[at]
        file.told, file.spans = told, told.spans
        for n, report in enumerate(told.reports):
            key = f"{at}-{n}"
            asked = self._questions.setdefault(key, {})
            asked.update({question.ask: question for question in report.questions})
            if Ask.COLUMNS in asked and report.headers:
                self._unknown[key] = report
        return at

    def answer(self, key: str, ask: Ask, value: str) -> None:
        """Keep an answer; the file is to be read again."""
        self._files[_place(key)].answers[ask] = value

    def leave_out(self, key: str, *, out: bool) -> None:
        """Take a table in or not."""
        (self._left_out.add if out else self._left_out.discard)(key)

    def unknown(self, key: str) -> Report | None:
        """The first rows of a file that is to be described."""
        return self._unknown.get(key)

    def shown(self, at: int) -> tuple[Shown, ...]:
        """The tables of a file as its cards show them."""
        file = self._files[at]
        if file.told is None:
            return ()
        name = file.told.asked.name
        if file.told.error is not None:
            key = f"{at}-0"
            known = key in self._unknown
            return (Shown(key, name, error=file.told.error, describable=known),)
        return tuple(
            Shown(
                key,
                _named(name, report.name),
                report,
                asked=tuple(self._asking(key, report, file)),
                describable=key in self._unknown,
                taken=key not in self._left_out,
            )
            for key, report in self._tables(at)
        )

    def taken(self) -> dict[str, Report]:
        """Every table that is to be taken in, by its key, whether it can be or not."""
        return {
            key: report
            for at in range(len(self._files))
            for key, report in self._tables(at)
            if key not in self._left_out
        }

    def described(self, maps: Mapping[str, ColumnMap], found: Mapping[str, str]) -> list[ColumnMap]:
        """Maps to be remembered; `found`: the id of the map by key. Answers about days go along."""
        known = dict(maps)
        for key, id in found.items():
            said = self._files[_place(key)].answers.get(Ask.DAY_FIRST)
            if said is not None and id in known:
                known[id] = replace(known[id], day_first=said == "yes")
        return list(known.values())

    def _tables(self, at: int) -> Iterator[tuple[str, Report]]:
        told = self._files[at].told
        for n, report in enumerate(told.reports if told else ()):
            yield f"{at}-{n}", report

    def _asked(self, file: _File) -> FileAsked:
        return FileAsked(file.path, dict(file.answers), file.spans)

    def _asking(self, key: str, report: Report, file: _File) -> Iterator[Asking]:
        for ask, question in self._questions.get(key, {}).items():
            if ask is Ask.COLUMNS and not any(q.ask is ask for q in report.questions):
                continue
            yield Asking(
                question,
                file.answers.get(ask),
                self._today,
                file.spans,
                self._platforms,
                preview.samples(report) if ask is Ask.ENCODING else (),
            )


def _named(file: str, table: str) -> str:
    """A table of a file; most files have only one, of their own name."""
    if not table or table == file:
        return file
    return translate("Import", "{file}: {table}").format(file=file, table=table)


def _place(key: str) -> int:
    return int(key.partition("-")[0])
