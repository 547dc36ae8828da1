"""Run smbsocial from this checkout: python3 packaging/run.py [arguments of smbsocial …].

Makes .venv beside pyproject.toml, installs what is needed into it, sees to Qt's system libraries
on Debian and Ubuntu, and starts the app. The second start only starts the app.
"""

import os
import sys
from pathlib import Path

import environment as env

NO_SCREEN = (
    "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open; "
    "for pictures of every screen run: python3 packaging/run.py tour --to DIR"
)


def main() -> None:
    arguments = sys.argv[1:]
    env.with_right_python(Path(__file__).resolve())
    if env.opens_window(arguments) and not env.has_screen(sys.platform, dict(os.environ)):
        raise env.CannotGoOnError(NO_SCREEN)
    env.install()
    env.provide_qt_libraries()
    env.become([env.venv_program("python"), "-P", "-m", "smbsocial", *arguments])


if __name__ == "__main__":
    try:
        main()
    except env.CannotGoOnError as reason:
        env.say(str(reason))
        sys.exit(2)
    except KeyboardInterrupt:
        env.say("Stopped.")
        sys.exit(130)
