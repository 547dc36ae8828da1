"""What each page does with clicks, and what is kept of it; the plan with its tick boxes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from smbsocial.domain.answers import Answers, BusinessAnswers, Page
from smbsocial.domain.business import Role
from smbsocial.domain.goals import Period
from smbsocial.domain.ids import IndustryKey
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.wizard.preview_model import MINUTES, WHAT
from smbsocial.ui.wizard.rhythm import RhythmPage
from smbsocial.ui.wizard.window import Wizard
from smbsocial.usecases import plans, setup
from smbsocial.usecases.changes import Action


@pytest.fixture
def wizard(empty_bridge: Bridge, qtbot: QtBot) -> Wizard:
    name = BusinessAnswers(name="Corner Café", industry=IndustryKey("cafe"), country="GB")
    empty_bridge.do(Action.SAVE_ANSWERS, setup.save_page, name, done=True)
    made = Wizard(empty_bridge)
    qtbot.addWidget(made)
    made.resize(1280, 820)
    made.show()
    return made


def answers(bridge: Bridge) -> Answers:
    return bridge.read(setup.read_answers)


def tick(wizard: Wizard, name: str) -> None:
    wizard._pages[wizard.page].findChild(QCheckBox, name).click()  # type: ignore[index]


def choose(wizard: Wizard, name: str, text: str) -> None:
    box = wizard._pages[wizard.page].findChild(QComboBox, name)  # type: ignore[index]
    at = box.findText(text)
    assert at >= 0, text
    box.setCurrentIndex(at)
    box.activated.emit(at)


def test_the_country_brings_its_own_money_and_week(wizard: Wizard, empty_bridge: Bridge) -> None:
    wizard.open_at(Page.BUSINESS)
    choose(wizard, "country", "United States")
    page = wizard._pages[Page.BUSINESS]
    assert page.findChild(QComboBox, "currency").currentText().startswith("USD")
    assert page.findChild(QComboBox, "first_weekday").currentText() == "Sunday"
    kept = answers(empty_bridge).business
    assert (kept.country, kept.currency, kept.zone) == ("US", None, None)


def test_closed_days_and_slow_months_are_kept(wizard: Wizard, empty_bridge: Bridge) -> None:
    wizard.open_at(Page.BUSINESS)
    page = wizard._pages[Page.BUSINESS]
    page._weekdays.button(6).click()  # type: ignore[attr-defined]
    page._months.button(2).click()  # type: ignore[attr-defined]
    page.findChild(QPushButton, "add_closed_day").click()
    kept = answers(empty_bridge).business
    assert 6 in (kept.closed_weekdays or ())
    assert 2 in (kept.slow_months or ())
    assert len(kept.closed_days) == 1


def test_goals_are_chosen_ordered_and_given_a_target(
    wizard: Wizard, empty_bridge: Bridge, qtbot: QtBot
) -> None:
    wizard.open_at(Page.GOALS)
    tick(wizard, "choose_repeat_customers")
    assert [g.kind for g in answers(empty_bridge).goals.goals] == [
        "foot_traffic",
        "repeat_customers",
    ]
    page = wizard._pages[Page.GOALS]
    page._rows[1].main_wanted.emit("repeat_customers")  # type: ignore[attr-defined]
    main = page._rows[0]  # type: ignore[attr-defined]
    qtbot.keyClicks(main.findChild(QLineEdit, "target"), "25")
    period = main.findChild(QComboBox, "period")
    period.setCurrentIndex(list(Period).index(Period.WEEK))
    period.activated.emit(period.currentIndex())
    goal = answers(empty_bridge).goals.goals[0]
    assert (goal.kind, goal.target, goal.period) == ("repeat_customers", 25, Period.WEEK)


def test_a_fourth_goal_is_refused_in_words(wizard: Wizard, empty_bridge: Bridge) -> None:
    wizard.open_at(Page.GOALS)
    for kind in ("repeat_customers", "local_awareness", "event_attendance"):
        tick(wizard, f"choose_{kind}")
    assert len(answers(empty_bridge).goals.goals) == 3
    page = wizard._pages[Page.GOALS]
    assert not page.findChild(QCheckBox, "choose_event_attendance").isChecked()
    assert page._error.text()


def test_the_last_goal_cannot_be_taken_off(wizard: Wizard) -> None:
    wizard.open_at(Page.GOALS)
    tick(wizard, "choose_foot_traffic")
    assert wizard._pages[Page.GOALS].findChild(QCheckBox, "choose_foot_traffic").isChecked()


def test_measures_are_proposed_and_can_be_changed(
    wizard: Wizard, empty_bridge: Bridge, qtbot: QtBot
) -> None:
    wizard.open_at(Page.MEASURE)
    page = wizard._pages[Page.MEASURE]
    proposed = [a.kind for a in page._chosen]  # type: ignore[attr-defined]
    assert 3 <= len(proposed) <= 5
    card = page._cards[proposed[1]]  # type: ignore[attr-defined]
    qtbot.keyClicks(card.field.editor, "12")
    card.main_wanted.emit()
    kept = answers(empty_bridge).measure.kpis or ()
    assert (kept[0].kind, kept[0].target) == (proposed[1], 12)
    tick(wizard, f"choose_{proposed[2]}")
    kinds = [a.kind for a in answers(empty_bridge).measure.kpis or ()]
    assert proposed[2] not in kinds
    assert len(kinds) == len(proposed) - 1


def test_more_than_five_measures_are_refused(wizard: Wizard, empty_bridge: Bridge) -> None:
    wizard.open_at(Page.MEASURE)
    page = wizard._pages[Page.MEASURE]
    for key in [k for k, c in page._cards.items() if not c.chosen]:  # type: ignore[attr-defined]
        tick(wizard, f"choose_{key}")
    assert len(answers(empty_bridge).measure.kpis or ()) == 5
    assert page._error.text()


def test_platforms_come_with_reasons_and_many_are_discouraged(
    wizard: Wizard, empty_bridge: Bridge
) -> None:
    wizard.open_at(Page.PLATFORMS)
    page = wizard._pages[Page.PLATFORMS]
    assert 1 <= len(page._chosen) <= 2  # type: ignore[attr-defined]
    before = page._words.text()  # type: ignore[attr-defined]
    for key in ("facebook_page", "tiktok"):
        tick(wizard, f"choose_{key}")
    assert len(answers(empty_bridge).platforms.platforms or ()) == 4
    assert page._words.text() != before  # type: ignore[attr-defined]
    assert page._count.property("tone") == "caution"  # type: ignore[attr-defined]
    page._cards["tiktok"].main_wanted.emit()  # type: ignore[attr-defined]
    assert (answers(empty_bridge).platforms.platforms or ())[0] == "tiktok"


def test_communities_are_changed_added_and_taken_away(
    wizard: Wizard, empty_bridge: Bridge, qtbot: QtBot
) -> None:
    wizard.open_at(Page.COMMUNITIES)
    page = wizard._pages[Page.COMMUNITIES]
    rows = page._rows  # type: ignore[attr-defined]
    first = rows.rows[0]
    first.name.editor.clear()
    qtbot.keyClicks(first.name.editor, "Office lunch crowd")
    rows.rows[1].remove_wanted.emit()
    page.findChild(QPushButton, "add_row").click()
    qtbot.keyClicks(rows.rows[-1].name.editor, "Young parents")
    qtbot.keyClicks(rows.rows[-1].where.editor, "playground")
    assert wizard.flush()
    kept = answers(empty_bridge).communities.communities or ()
    assert kept[0].name == "Office lunch crowd"
    assert (kept[-1].name, kept[-1].where) == ("Young parents", "playground")


def test_the_rhythm_shows_the_first_weeks(wizard: Wizard, empty_bridge: Bridge) -> None:
    wizard.open_at(Page.RHYTHM)
    page = wizard._pages[Page.RHYTHM]
    assert isinstance(page, RhythmPage)
    brief = setup.make_brief_from(answers(empty_bridge), empty_bridge.ports)
    planned = empty_bridge.read(plans.draft, brief=brief)
    text = {label.text() for label in page._weeks.findChildren(type(page._error))}
    assert any(planned.posts[0].title.startswith(t.rstrip("…")) for t in text if len(t) > 8)
    page._days.button(0).click()
    page._more.click()
    page._at.setTime(page._at.time().addSecs(3600))
    assert wizard.flush()
    kept = answers(empty_bridge).rhythm
    assert kept.weekdays is not None
    assert 0 in kept.weekdays
    assert kept.more
    assert kept.at is not None


def test_without_any_pillar_it_says_so(wizard: Wizard, empty_bridge: Bridge) -> None:
    wizard.open_at(Page.RHYTHM)
    page = wizard._pages[Page.RHYTHM]
    for box in page._ticks.values():  # type: ignore[attr-defined]
        box.click()
    assert page.fields["pillars"].error
    assert len(answers(empty_bridge).rhythm.pillars or ()) == 1


def test_accounts_and_people_are_short(wizard: Wizard, empty_bridge: Bridge, qtbot: QtBot) -> None:
    wizard.open_at(Page.ACCOUNTS)
    card = next(iter(wizard._pages[Page.ACCOUNTS]._cards.values()))  # type: ignore[attr-defined]
    qtbot.keyClicks(card.handle.editor, "@corner")
    card.exists.click()
    account = answers(empty_bridge).accounts.accounts[0]
    assert (account.handle, account.exists) == ("@corner", True)
    wizard.open_at(Page.PEOPLE)
    page = wizard._pages[Page.PEOPLE]
    rows = page._rows  # type: ignore[attr-defined]
    qtbot.keyClicks(rows.rows[0].name.editor, "Sam")
    page.findChild(QPushButton, "add_row").click()
    qtbot.keyClicks(rows.rows[1].name.editor, "Maya")
    rows.rows[1].posts.click()
    assert wizard.flush()
    kept = answers(empty_bridge).people.people
    assert [(p.name, p.role, p.posts) for p in kept] == [
        ("Sam", Role.OWNER, True),
        ("Maya", Role.STAFF, True),
    ]


def preview(wizard: Wizard, qtbot: QtBot) -> None:
    wizard.open_at(Page.GOALS)
    while wizard.page is not None:
        qtbot.mouseClick(wizard.findChild(QPushButton, "next"), Qt.MouseButton.LeftButton)


def test_weeks_and_posts_can_be_unticked(
    wizard: Wizard, empty_bridge: Bridge, qtbot: QtBot
) -> None:
    preview(wizard, qtbot)
    shown = wizard._preview
    assert shown is not None
    assert shown.draft is not None
    model = shown.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.QtTest)
    assert model.rowCount() == 13
    every = {post.id for post in shown.draft.posts}
    assert shown.chosen() == every
    week = model.index(1, WHAT)
    spent = model.index(1, MINUTES).data()
    model.setData(week, Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    gone = every - shown.chosen()
    assert len(gone) == model.rowCount(week) > 0
    assert model.index(1, MINUTES).data() != spent
    post = model.index(0, WHAT, model.index(0, WHAT))
    model.setData(post, Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert len(every - shown.chosen()) == len(gone) + 1
    model.setData(week, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    left = shown.chosen()
    with qtbot.waitSignal(wizard.finished):
        wizard.findChild(QPushButton, "next").click()
    assert len(empty_bridge.read(plans.quarter)[1]) == len(left) == len(every) - 1


def test_with_nothing_ticked_there_is_nothing_to_put(wizard: Wizard, qtbot: QtBot) -> None:
    preview(wizard, qtbot)
    assert wizard._preview is not None
    model = wizard._preview.model
    for row in range(model.rowCount()):
        index = model.index(row, WHAT)
        model.setData(index, Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert not wizard.findChild(QPushButton, "next").isEnabled()
