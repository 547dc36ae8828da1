"""Files that nobody knows: shown, described once by the owner, and read by that from then on."""

from datetime import date, time
from pathlib import Path

import pytest

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.measures import ColumnMap, MappedColumn, Metric, Role, RowKind
from smbsocial.domain.reports import Ask, Home, Report
from smbsocial.exchange.reports.headers import fingerprint
from smbsocial.exchange.reports.read import ReportReader

ROOT = Path(__file__).parents[3]
READER = ReportReader(ROOT / "resources" / "reports")


def written(folder: Path, text: str, name: str = "unknown.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def described(kind: RowKind, source: str, columns: dict[str, str], **rest: bool) -> ColumnMap:
    names = tuple(MappedColumn(header, means) for header, means in columns.items())
    return ColumnMap(fingerprint(tuple(columns)), source, kind, names, **rest)


def read(path: Path, known: ColumnMap) -> Report:
    (report,) = READER.read_file(path, maps={known.id: known}, home=Home("EUR"))
    return report


POSTS = "Beitrag;Tag;Aufrufe;Herzen\nhttps://x.example/1;3.11.2026;1.204;17\n"
POST_MAP = described(
    RowKind.POST,
    "mastodon",
    {
        "Beitrag": Role.LINK,
        "Tag": Role.DAY,
        "Aufrufe": Metric.VIEWS,
        "Herzen": Metric.LIKES,
    },
)


def test_a_file_that_nobody_knows_is_shown(tmp_path):
    (report,) = READER.read_file(written(tmp_path, POSTS))
    assert report.headers == ("Beitrag", "Tag", "Aufrufe", "Herzen")
    assert report.sample == (("https://x.example/1", "3.11.2026", "1.204", "17"),)
    assert [each.ask for each in report.questions] == [Ask.COLUMNS]
    assert report.needs_answer


def test_posts_as_their_owner_describes_them(tmp_path):
    (measure,) = read(written(tmp_path, POSTS), POST_MAP).measures
    assert (measure.source, measure.key, measure.link) == (
        "mastodon",
        "https://x.example/1",
        "https://x.example/1",
    )
    assert measure.day == date(2026, 11, 3)
    assert measure.figures == {Metric.VIEWS: 1204, Metric.LIKES: 17}


def test_the_next_file_of_the_kind_is_known_in_whatever_order_its_columns_stand(tmp_path):
    path = written(tmp_path, "Herzen;Aufrufe;Tag;Beitrag\n5;88;30.11.2026;https://x.example/2\n")
    (measure,) = read(path, POST_MAP).measures
    assert measure.figures == {Metric.VIEWS: 88, Metric.LIKES: 5}


def test_orders_of_an_unknown_till_add_up_by_order(tmp_path):
    path = written(
        tmp_path,
        'Bon,Datum,Netto,Stück,Aktion,Wer\n7,14.11.2026,"12,50",2,HERBST,Jana\n'
        '7,14.11.2026,"3,00",1,,Jana\n8,15.11.2026,"4,20",1,,Tom\n',
    )
    till = described(
        RowKind.SALE,
        "till",
        {
            "Bon": Role.ORDER,
            "Datum": Role.DAY,
            "Netto": Role.NET,
            "Stück": Role.UNITS,
            "Aktion": Role.CODE,
            "Wer": "",
        },
    )
    sales = read(path, till).sales
    assert [(s.key, s.day.day, s.net, s.units, s.code, s.currency) for s in sales] == [
        ("7", 14, 1550, 3, "HERBST", "EUR"),
        ("8", 15, 420, 1, "", "EUR"),
    ]
    assert "Jana" not in repr(sales)


def test_a_plan_of_ones_own(tmp_path):
    path = written(tmp_path, "Wann,Was,Wo\n2026-12-01 09:30,Adventskranz,Instagram\n,Idee,\n")
    plan = described(
        RowKind.PLANNED, "", {"Wann": Role.DAY, "Was": Role.TITLE, "Wo": Role.PLATFORM}
    )
    first, second = read(path, plan).entries
    assert (first.day, first.at, first.text, first.platform) == (
        date(2026, 12, 1),
        time(9, 30),
        "Adventskranz",
        "instagram",
    )
    assert (second.day, second.text) == (None, "Idee")


@pytest.mark.parametrize(("said", "day"), [(True, date(2026, 4, 3)), (False, date(2026, 3, 4))])
def test_the_order_of_days_is_what_the_owner_said(tmp_path, said, day):
    header = {"When": Role.DAY, "Views": Metric.VIEWS, "Id": Role.KEY}
    path = written(tmp_path, "When,Views,Id\n03/04/2026,5,a\n")
    known = described(RowKind.POST, "x", header, day_first=said)
    assert [each.day for each in read(path, known).measures] == [day]


def test_one_column_of_text_is_no_table(tmp_path):
    with pytest.raises(ExpectedError) as refused:
        READER.read_file(written(tmp_path, "just\nwords\nhere\n"))
    assert refused.value.code is Code.REPORT_UNKNOWN
