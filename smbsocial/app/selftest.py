"""`--self-test`: starts every part for real, says what works and what does not, and quits."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from smbsocial.app import vaulttest, wiring
from smbsocial.app.commands.output import explain, say
from smbsocial.app.paths import resources_folder
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import IndustryKey
from smbsocial.usecases import plans, setup, week
from smbsocial.usecases.changes import Action
from smbsocial.usecases.example.making import make_example

INDUSTRY = IndustryKey("cafe")
_WITHOUT_VAULT = frozenset({Code.NO_STORE, Code.STORE_LOCKED, Code.STORE_SILENT})


def self_test() -> int:
    """One line for each part; returns 0 when all of them work, else 1.

    A system without a keyring has no vault, and everything else works: that is told, and no fault.
    """
    with tempfile.TemporaryDirectory(prefix="smbsocial-") as name:
        folder = Path(name)
        parts: tuple[tuple[str, Callable[[Path], str]], ...] = (
            ("library", _library),
            ("store", _store),
            ("assessment", _assessment),
            ("plan and week", _plan),
            ("window", _window),
            ("printing", _printing),
            ("cryptography", vaulttest.cryptography),
            ("keyring", vaulttest.keyring),
            ("backup and restore", vaulttest.backup),
        )
        results = [_try(name, part, folder) for name, part in parts]
    return 0 if all(results) else 1


def _try(name: str, part: Callable[[Path], str], folder: Path) -> bool:
    try:
        say(f"{name}: works ({part(folder)})")
    except ExpectedError as error:
        if error.code in _WITHOUT_VAULT:
            say(f"{name}: off: {explain(error)}")
            return True
        say(f"{name}: does not work: {explain(error)}")
        return False
    except Exception as error:  # noqa: BLE001 whatever it is, it is what was asked for
        say(f"{name}: does not work: {type(error).__name__}: {error}")
        return False
    return True


def _library(folder: Path) -> str:  # noqa: ARG001 each part is handed the folder
    library = wiring.make_ports().library
    industries = [library.industry(brief.key) for brief in library.industries()]
    return (
        f"{len(industries)} industries, {len(library.goals())} goals, {len(library.kpis())} KPIs, "
        f"{len(library.platforms())} platforms, {len(library.observances())} observances"
    )


def _store(folder: Path) -> str:
    with wiring.opened(folder, create=True) as house:
        house.changes.do(Action.APPLY_PLAN, make_example, industry=INDUSTRY)
    with wiring.opened(folder, create=False) as house:
        plan, posts = plans.quarter(house.store, house.ports)
    return f"written, closed, opened again: {len(posts)} posts from {plan.starts.isoformat()} on"


def _assessment(folder: Path) -> str:
    with wiring.opened(folder, create=False) as house:
        answers = setup.read_answers(house.store)
        found = setup.assess_answers(answers, house.ports)
        again = setup.assess_answers(answers, house.ports)
    if found != again:
        raise RuntimeError("the same answers gave two assessments")
    return f"{found.verdict.value}, {found.chance_percent} %, twice the same"


def _plan(folder: Path) -> str:
    with wiring.opened(folder, create=False) as house:
        sheet = week.week_sheet(house.store, house.ports)
        brief = setup.make_brief_from(setup.read_answers(house.store), house.ports)
        draft = plans.draft(house.store, house.ports, brief=brief)
    tasks = (*sheet.missed, *sheet.earlier, *sheet.today_tasks, *sheet.later, *sheet.done)
    return f"{len(draft.posts)} posts drafted, {len(tasks)} tasks this week"


def _window(folder: Path) -> str:
    _without_display()
    from smbsocial.app import desktop
    from smbsocial.ui import theme
    from smbsocial.ui.bridge import Bridge
    from smbsocial.ui.preferences import Preferences
    from smbsocial.ui.window import MainWindow

    app = desktop.make_application(["smbsocial"], theme.Scheme.LIGHT)
    with wiring.opened(folder, create=False) as house:
        bridge = Bridge(house.store, house.ports, resources_folder())
        window = MainWindow(bridge, Preferences(), folder=str(folder))
        window.start()
        window.show()
        app.processEvents()
        picture = window.grab()
        window.close()
    if picture.isNull():
        raise RuntimeError("nothing was painted")
    return f"{app.platformName()}, {picture.width()} x {picture.height()}"


def _printing(folder: Path) -> str:
    _without_display()
    from smbsocial.ui import printing

    target = folder / "week.pdf"
    with wiring.opened(folder, create=False) as house:
        printing.week_pdf(week.week_sheet(house.store, house.ports), target)
    if not target.read_bytes().startswith(b"%PDF"):
        raise RuntimeError("no PDF came out")
    return f"PDF of {target.stat().st_size} bytes"


def _without_display() -> None:
    from smbsocial.app import desktop

    if not desktop.has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
