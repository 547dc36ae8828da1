"""The architecture as sentences that fail: who may import whom, how long, and what is not said."""

import ast
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "smbsocial"
MODULES = sorted(HOUSE.rglob("*.py"))
MOST_LINES = 400
HEX_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
BANNED_NAMES = re.compile(r"(^|_)(utils?|helpers?|managers?|commons?|misc)(_|$)")
SIZE_SETTERS = frozenset(
    {"setFixedWidth", "setFixedHeight", "setFixedSize", "setContentsMargins", "setSpacing"}
)
PLACES = re.compile(r"%n|\{\w+\}")
SENTENCE = re.compile(r"[A-Z][a-z]+( [\w’'-]+){3,}[.!?]$")
BELOW_UI = ("domain", "usecases", "storage", "vault", "exchange", "library")
LATE = (
    "holidays", "icalendar", "recurring_ical_events", "caldav", "pyqtgraph", "numpy",
    "python_calamine", "xlsxwriter", "httpx2", "msgspec", "keyring", "secretstorage",
)  # fmt: skip


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), named(path))


def where(path: Path, node: ast.AST) -> str:
    return f"{named(path)}:{getattr(node, 'lineno', 0)}"


def calls(path: Path, name: str) -> Iterator[ast.Call]:
    """Calls of a function or method of that name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            called = node.func
            said = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
            if said == name:
                yield node


def docstrings(module: ast.Module) -> set[int]:
    """The nodes that are docstrings, of attributes too: a string that stands alone."""
    alone = [n.value for n in ast.walk(module) if isinstance(n, ast.Expr)]
    return {id(n) for n in alone if isinstance(n, ast.Constant)}


def strings(path: Path) -> Iterator[ast.Constant]:
    """Every string that is not a docstring."""
    module = tree(path)
    skipped = docstrings(module)
    for node in ast.walk(module):
        text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if text and id(node) not in skipped:
            yield node


def test_arrows_run_down_only() -> None:
    found = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert found.returncode == 0, found.stdout + found.stderr
    assert "0 broken" in found.stdout


def test_no_file_outgrows_its_room() -> None:
    lines = {named(p): len(p.read_text(encoding="utf-8").splitlines()) for p in MODULES}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_every_file_says_what_it_is_for() -> None:
    silent = [named(p) for p in MODULES if not ast.get_docstring(tree(p))]
    assert silent == []


def test_translations_can_be_extracted() -> None:
    """Extraction misses whatever is not a literal, and says nothing."""
    bad = []
    for path in MODULES:
        for call in calls(path, "translate"):
            first = call.args[:2]
            literal = all(isinstance(a, ast.Constant) and isinstance(a.value, str) for a in first)
            if len(first) < 2 or not literal or not all(a.value for a in first):
                bad.append(where(path, call))
    assert bad == []


def test_counted_texts_name_their_count() -> None:
    """`%n` without a number stays on the screen as it is."""
    bad = []
    for path in MODULES:
        for call in calls(path, "translate"):
            if len(call.args) > 1 and isinstance(call.args[1], ast.Constant):
                counted = "%n" in str(call.args[1].value) or "(s)" in str(call.args[1].value)
                if counted and len(call.args) < 4:
                    bad.append(where(path, call))
    assert bad == []


def test_counted_texts_have_their_forms_in_english(tmp_path: Path) -> None:
    """Without them the screen says "1 person(s) work(s) here"."""
    program = runpy.run_path(str(ROOT / "packaging" / "translations.py"))
    english = ROOT / "resources" / "translations" / "smbsocial_en.ts"
    known = program["known_messages"](english)
    wanted = set(program["counted_messages"](HOUSE))
    assert wanted, "nothing is counted: the collecting is broken"
    assert {key for key in wanted if not all(known.get(key, [""]))} == set()
    assert set(known) - wanted == set(), "nobody says these any more"
    unsaid = [
        form
        for (_context, text), forms in known.items()
        for form in forms
        if set(PLACES.findall(form)) != set(PLACES.findall(text)) or "(s)" in form
    ]
    assert unsaid == []
    program["compile_to"](english, tmp_path / "compiled.qm")
    kept = english.with_suffix(".qm").read_bytes()
    assert (tmp_path / "compiled.qm").read_bytes() == kept, "run packaging/translations.py"


def test_colours_live_in_the_theme() -> None:
    found = [
        where(path, node)
        for path in MODULES
        if path != HOUSE / "ui" / "theme.py" and path.is_relative_to(HOUSE / "ui")
        for node in strings(path)
        if HEX_COLOUR.search(node.value)
    ]
    assert found == []


def test_sizes_come_from_the_theme() -> None:
    """A margin or fixed size is a token, or a multiple of one; nought needs none."""
    found = []
    for path in (HOUSE / "ui").rglob("*.py"):
        for setter in SIZE_SETTERS:
            for call in calls(path, setter):
                numbers = [a.value for a in call.args if isinstance(a, ast.Constant)]
                if any(number not in {0} for number in numbers):
                    found.append(where(path, call))
    assert found == []


def test_no_sentence_below_the_ui() -> None:
    """Codes go up, words are found at the top; messages of bugs are for us, not for people."""
    found = []
    for room in BELOW_UI:
        for path in (HOUSE / room).rglob("*.py"):
            found += [
                where(path, node)
                for node in strings(path)
                if SENTENCE.match(node.value.strip()) and not _is_raised(path, node)
            ]
    assert found == []


def test_no_room_is_called_after_nothing() -> None:
    bad = [named(p) for p in MODULES if BANNED_NAMES.search(p.stem)]
    for path in MODULES:
        bad += [
            f"{where(path, node)} {node.name}"
            for node in ast.walk(tree(path))
            if isinstance(node, ast.ClassDef) and re.search(r"(Manager|Helper|Utils?)$", node.name)
        ]
    assert bad == []


def test_imports_are_absolute_and_nothing_is_passed_on() -> None:
    bad = []
    for path in MODULES:
        for node in ast.walk(tree(path)):
            relative = isinstance(node, ast.ImportFrom) and node.level
            if relative or (isinstance(node, ast.alias) and node.name == "*"):
                bad.append(where(path, node))
        if path.name == "__init__.py":
            passed = [n for n in tree(path).body if isinstance(n, (ast.Import, ast.ImportFrom))]
            bad += [where(path, node) for node in passed]
    assert bad == []


def test_no_promise_is_left_in_the_code() -> None:
    wanted = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    bad = [named(p) for p in MODULES if wanted.search(p.read_text(encoding="utf-8"))]
    assert bad == []


def test_every_wish_can_be_wished() -> None:
    """A use case that no screen and no command reaches is not a use case."""
    above = [p for room in ("ui", "app") for p in (HOUSE / room).rglob("*.py")]
    said = "\n".join(p.read_text(encoding="utf-8") for p in above)
    wishes = sorted((HOUSE / "usecases").rglob("*.py"))
    below = "\n".join(p.read_text(encoding="utf-8") for p in wishes)
    unreached = [
        f"{path.stem}.{node.name}"
        for path in wishes
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef)
        and _is_wish(node)
        and not re.search(rf"\b{node.name}\b", said)
        and len(re.findall(rf"\b{node.name}\(", below)) == 1
    ]
    assert unreached == []


def test_every_code_has_its_text(qapp: object) -> None:
    from smbsocial.domain.errors import Code, ExpectedError
    from smbsocial.ui.text.errors import sentence

    for code in Code:
        words = sentence(ExpectedError(code))
        assert words.strip().endswith((".", "?", "}", "…", "”")), code
        assert words[0].isupper() or words[0] in "“…" or words.startswith("smbsocial "), code


def test_every_action_has_its_name(qapp: object) -> None:
    from smbsocial.ui.text import names
    from smbsocial.usecases.changes import Action

    assert all(names.action(action) for action in Action)
    assert len({names.action(action) for action in Action}) == len(Action)


def test_a_start_brings_in_nothing_late() -> None:
    code = (
        "import sys; import smbsocial.app.main, smbsocial.ui.window, smbsocial.ui.week.page,"
        f" smbsocial.storage.store, smbsocial.library.loader;"
        f"print([name for name in {LATE!r} if name in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    assert found.stdout.strip() == "[]"


NOT_AT_THE_START = (
    "smbsocial.domain.access_log", "smbsocial.domain.accounts", "smbsocial.domain.answers",
    "smbsocial.domain.assessment", "smbsocial.domain.brief", "smbsocial.domain.briefing",
    "smbsocial.domain.custody", "smbsocial.domain.defaults", "smbsocial.domain.departures",
    "smbsocial.domain.observances", "smbsocial.domain.onetime", "smbsocial.domain.ownership",
    "smbsocial.domain.passwords", "smbsocial.domain.planning", "smbsocial.domain.playbook",
    "smbsocial.domain.rotation", "smbsocial.domain.vault", "smbsocial.library.custody_rows",
    "smbsocial.library.industry_rows", "smbsocial.storage.migrations", "smbsocial.ui.accounts",
    "smbsocial.ui.calendar", "smbsocial.ui.clipboard", "smbsocial.ui.people",
    "smbsocial.ui.post", "smbsocial.ui.printing", "smbsocial.ui.vault.auto_lock",
    "smbsocial.ui.vault.entrance", "smbsocial.ui.vault_lane", "smbsocial.ui.widgets.charts",
    "smbsocial.ui.wizard", "smbsocial.usecases.calendar_sheets", "smbsocial.usecases.care",
    "smbsocial.domain.counter", "smbsocial.domain.lift", "smbsocial.domain.matching",
    "smbsocial.domain.measures", "smbsocial.domain.reach_watch", "smbsocial.domain.reports",
    "smbsocial.domain.roi", "smbsocial.exchange",
    "smbsocial.storage.measures", "smbsocial.storage.orders", "smbsocial.storage.tallies",
    "smbsocial.ui.results", "smbsocial.ui.widgets.plot_view", "smbsocial.usecases.deciding",
    "smbsocial.usecases.importing", "smbsocial.usecases.results",
    "smbsocial.usecases.register", "smbsocial.usecases.registering", "smbsocial.usecases.setup",
    "smbsocial.usecases.steps", "smbsocial.usecases.vault", "smbsocial.vault",
    "smbsocial.domain.learning", "smbsocial.domain.reminders", "smbsocial.domain.review",
    "smbsocial.storage.reminder_book", "smbsocial.ui.reminders", "smbsocial.ui.review.frame",
    "smbsocial.ui.review.page", "smbsocial.ui.tray", "smbsocial.usecases.expecting",
    "smbsocial.usecases.learning",
    "smbsocial.usecases.reminding.due", "smbsocial.usecases.reviewing",
    "PySide6.QtDBus", "PySide6.QtNetwork", "PySide6.QtPrintSupport", "ctypes", "dateutil",
    "jeepney", "keyring", "logging.handlers", "nacl", "pyotp", "secretstorage", "segno",
    "sqlite_utils", "uuid", "xkcdpass", "zxcvbn", "zxingcpp",
)  # fmt: skip
"""Loaded by the first use of it: a start that brings one of them in has become slower."""

FILL = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from corner_cafe import cafe
from smbsocial.storage.store import open_store
store = open_store(Path(sys.argv[1]), create=True)
with store.transaction() as tx:
    for row in cafe():
        tx.put(row)
store.close()
"""
SHOW = """
import gc, sys
from datetime import UTC, datetime
from PySide6.QtWidgets import QApplication, QLabel
from smbsocial.app import clock
from smbsocial.app.main import main
def exec(app):
    window = next(w for w in app.topLevelWidgets() if w.isVisible())
    assert not window.grab().isNull() and window.findChild(QLabel, "week_subtitle")
    assert any(w.objectName().startswith("tick-") for w in app.allWidgets())
    loaded = sorted(sys.modules)
    app.processEvents()
    print(*loaded, "collecting" if gc.isenabled() else "", sep="\\n")
clock.SystemClock.now = lambda self: datetime(2027, 1, 13, 9, 30, tzinfo=UTC)
QApplication.exec = exec
main(["--data-dir", sys.argv[1]])
"""


def test_a_painted_week_has_loaded_only_what_it_shows(tmp_path: Path) -> None:
    """The real program on a real folder, up to its first painting."""
    place = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    surroundings = {**os.environ, **place, "QT_QPA_PLATFORM": "offscreen"}
    for code in (FILL, SHOW):
        ran = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "data"), str(ROOT / "tests")],
            cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
    loaded = ran.stdout.split()
    assert "smbsocial.ui.week.page" in loaded
    assert loaded[-1] == "collecting"
    assert [name for name in NOT_AT_THE_START if name in loaded] == []


@pytest.mark.parametrize("name", ["QMessageBox", "QSettings", "QThread"])
def test_what_has_its_room_stays_there(name: str) -> None:
    rooms = {"QMessageBox": "dialogs.py", "QSettings": "preferences.py", "QThread": "jobs.py"}
    used = [
        path.name
        for path in (HOUSE / "ui").rglob("*.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Name) and node.id == name
    ]
    assert set(used) <= {rooms[name]}


def _is_raised(path: Path, wanted: ast.Constant) -> bool:
    """Whether a string stands in a `raise`: the message of a bug."""
    return any(
        isinstance(inner, ast.Constant) and inner.value == wanted.value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Raise)
        for inner in ast.walk(node)
    )


def _is_wish(node: ast.FunctionDef) -> bool:
    first = node.args.args[0].arg if node.args.args else ""
    return not node.name.startswith("_") and first in {"tx", "reads", "vault"}
