"""Commands that show the screens: the window itself, and the tour in pictures."""

import argparse
import os

from smbsocial.app.commands.output import say
from smbsocial.domain.errors import Code, ExpectedError


def window(options: argparse.Namespace) -> int:
    """Without a command: open the window and stay until it is closed."""
    from smbsocial.app import desktop

    return desktop.run(options.data_dir)


def tour(options: argparse.Namespace) -> int:
    """`tour`: every screen of the example business as a numbered PNG, without a display."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from smbsocial.ui.tour import tour as walk

    try:
        options.to.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExpectedError(Code.FILE_NOT_WRITTEN, path=str(options.to), reason=reason) from error
    pictures = walk(to=options.to, theme=options.theme, scale=options.scale, size=options.size)
    for picture in pictures:
        say(str(picture))
    return 0
