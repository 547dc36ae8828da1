"""Commands that show the screens: the window itself, and the tour in pictures."""

import argparse
import gc
import os

from smbsocial.app.commands.output import as_json, say
from smbsocial.domain.errors import Code, ExpectedError


def window(options: argparse.Namespace) -> int:
    """Without a command: open the window and stay until it is closed."""
    # A start makes what stays: looking for garbage in it takes a tenth of its time.
    gc.disable()
    from smbsocial.app import desktop

    return desktop.run(options.data_dir, options.open or "")


def tour(options: argparse.Namespace) -> int:
    """`tour`: every screen of the example business as a numbered PNG, without a display."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    from PySide6.QtCore import QSize

    from smbsocial.app.touring import make_stage
    from smbsocial.ui.theme import Scheme
    from smbsocial.ui.tour.drawing import run_tour

    try:
        options.to.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExpectedError(Code.FILE_NOT_WRITTEN, path=str(options.to), reason=reason) from error
    scheme, size = Scheme(options.theme), QSize(*options.size)
    pictures = run_tour(options.to, stage=make_stage(), scheme=scheme, size=size)
    if options.json:
        as_json([str(picture) for picture in pictures])
    else:
        for picture in pictures:
            say(str(picture))
    return 0
