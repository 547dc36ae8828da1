"""What packaging/environment.py decides before anything is installed."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUN = ROOT / "packaging" / "run.py"


@pytest.fixture
def env(tmp_path, monkeypatch):
    """Load the module afresh, with its .venv in an empty folder."""
    source = ROOT / "packaging" / "environment.py"
    spec = importlib.util.spec_from_file_location("packaging_environment", source)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMPS", tmp_path / ".venv" / "stamps")
    monkeypatch.setattr(module, "MADE_FOR", tmp_path / ".venv" / "made-for")
    return module


@pytest.fixture
def commands(env, monkeypatch):
    """Record what would be run, as root, on a machine with apt-get, and let it go well."""
    run = []
    monkeypatch.setattr(env.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(env.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(env, "succeeds", lambda command, *more: run.append(command) or True)
    return run


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["--data-dir", "here"], True),
        (["--data-dir=here"], True),
        (["--data-dir"], True),
        (["--version"], False),
        (["--self-test", "--data-dir", "here"], False),
        (["week", "--json"], False),
        (["--data-dir", "here", "week"], False),
        (["tour", "--to", "there"], False),
        (["week", "--help"], False),
    ],
)
def test_which_arguments_open_a_window(env, arguments, window):
    assert env.opens_window(arguments) is window


@pytest.mark.parametrize(
    ("platform", "variables", "screen"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "vnc"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_where_a_window_can_show(env, platform, variables, screen):
    assert env.has_screen(platform, variables) is screen


def run_without_screen(*arguments):
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    variables = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [sys.executable, RUN, *arguments],
        check=False,
        env=variables,
        capture_output=True,
        text=True,
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there a screen can lack")
def test_no_screen_is_one_sentence_that_offers_the_tour():
    answer = run_without_screen()
    assert (answer.returncode, answer.stdout) == (2, "")
    assert len(answer.stderr.splitlines()) == 1
    assert "python3 packaging/run.py tour --to DIR" in answer.stderr


@pytest.mark.parametrize(
    ("version", "right"),
    [((3, 9), False), ((3, 11), True), ((3, 14), True), ((3, 15), False), ((2, 7), False)],
)
def test_which_python_is_right(env, version, right):
    assert env.is_right(version) is right


def test_a_wrong_python_hands_over_to_a_right_one(env, monkeypatch):
    become = []
    monkeypatch.setattr(env.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(env.sys, "argv", ["run.py", "week"])
    monkeypatch.setattr(env, "other_python", lambda: "/usr/bin/python3.12")
    monkeypatch.setattr(env, "become", become.append)
    env.with_right_python(RUN)
    assert become == [["/usr/bin/python3.12", str(RUN), "week"]]


def test_a_wrong_python_alone_says_which_is_needed(env, monkeypatch):
    monkeypatch.setattr(env.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(env, "other_python", lambda: None)
    with pytest.raises(env.CannotGoOnError, match=r"This is Python 3\.9; .* 3\.11 to 3\.14\."):
        env.with_right_python(RUN)


def test_a_python_that_does_not_start_is_passed_over(env, monkeypatch):
    monkeypatch.setattr(env.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(env, "succeeds", lambda command: command[0].endswith("3.12"))
    assert env.other_python() == "/usr/bin/python3.12"


def test_root_installs_what_is_missing(env, commands):
    assert env.install_debian(["libegl1"], "that Qt needs")
    (command,) = commands
    assert command[0] == "env"
    assert command[-3:] == ["--yes", "--no-install-recommends", "libegl1"]


def test_passwordless_sudo_installs_too(env, commands, monkeypatch):
    monkeypatch.setattr(env.os, "geteuid", lambda: 1000)
    assert env.install_debian(["libegl1"], "that Qt needs")
    assert commands[0] == ["sudo", "-n", "true"]
    assert commands[1][:3] == ["sudo", "-n", "env"]


def test_old_package_lists_are_fetched_anew(env, commands, monkeypatch):
    answers = iter([False, True, True])
    monkeypatch.setattr(env, "succeeds", lambda command: commands.append(command) or next(answers))
    assert env.install_debian(["libegl1"], "that Qt needs")
    assert [command[4] for command in commands] == ["install", "update", "install"]


def test_whoever_may_not_install_is_told_the_exact_line(env, commands, monkeypatch, capsys):
    monkeypatch.setattr(env.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(env, "succeeds", lambda command: False)
    assert not env.install_debian(["libegl1", "libgl1"], "that Qt needs")
    line = "sudo apt-get install --no-install-recommends libegl1 libgl1"
    assert capsys.readouterr().err.rstrip().endswith(line)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Qt's libraries on Linux")
def test_missing_libraries_become_their_packages(env, commands, monkeypatch):
    wanted = {"libsmbsocial-absent.so.7": "libabsent7", "libc.so.6": "libc6"}
    monkeypatch.setattr(env, "QT_LIBRARIES", wanted)
    env.provide_qt_libraries()
    assert [command[-1] for command in commands] == ["libabsent7"]
    assert not env.stamp_of("qt-libraries").exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Qt's libraries on Linux")
def test_libraries_that_are_there_are_not_looked_for_again(env, commands, monkeypatch):
    env.VENV.mkdir()
    monkeypatch.setattr(env, "QT_LIBRARIES", {"libc.so.6": "libc6"})
    env.provide_qt_libraries()
    monkeypatch.setattr(env, "missing_libraries", pytest.fail)
    env.provide_qt_libraries()
    assert commands == []


@pytest.mark.parametrize(
    ("output", "start"),
    [
        ("Temporary failure in name resolution\nERROR: …", "pip could not fetch the packages"),
        ("ERROR: No matching distribution (from versions: none)", "pip could not fetch"),
        (
            "ERROR: Could not install: No space left on device.\n",
            "pip could not install the packages (Could not install: No space left on device)",
        ),
        (
            "  error: subprocess-exited-with-error\n  ERROR: No room\n",
            "pip could not install the packages (subprocess-exited-with-error)",
        ),
        ("", "pip could not install the packages (it gave no reason)"),
    ],
)
def test_pip_failing_is_one_sentence(env, output, start):
    sentence = env.pip_failure(output)
    assert sentence.startswith(start)
    assert "\n" not in sentence


def make_python(env):
    program = Path(env.venv_program("python"))
    program.parent.mkdir(parents=True)
    program.touch()
    env.STAMPS.mkdir()


def test_an_environment_for_the_tests_serves_for_running_but_not_the_reverse(env):
    make_python(env)
    env.stamp_of("test").write_text("now")
    assert env.is_installed("", "now")
    env.stamp_of("test").unlink()
    env.stamp_of("").write_text("now")
    assert env.is_installed("", "now")
    assert not env.is_installed("test", "now")


def test_a_changed_project_is_installed_anew(env):
    make_python(env)
    env.stamp_of("").write_text("before")
    assert not env.is_installed("", "now")


def test_an_environment_without_its_python_is_not_installed(env):
    env.STAMPS.mkdir(parents=True)
    env.stamp_of("").write_text("now")
    assert not env.is_installed("", "now")


def test_without_venv_pip_fetches_virtualenv(env, monkeypatch):
    tried = []
    for means in ("by_venv", "by_virtualenv", "by_fetched_virtualenv", "by_debian_venv"):
        works = means == "by_fetched_virtualenv"
        monkeypatch.setattr(env, means, lambda m=means, w=works: tried.append(m) or w)
    monkeypatch.setattr(env, "has_pip", lambda: env.VENV.mkdir() is None)
    env.make_venv()
    assert tried == ["by_venv", "by_virtualenv", "by_fetched_virtualenv"]
    assert env.MADE_FOR.read_text("utf-8") == env.made_for()


def test_without_any_means_it_says_so(env, monkeypatch):
    for means in ("by_venv", "by_virtualenv", "by_fetched_virtualenv", "by_debian_venv"):
        monkeypatch.setattr(env, means, lambda: False)
    with pytest.raises(env.CannotGoOnError, match="venv is missing, and pip could not"):
        env.make_venv()
