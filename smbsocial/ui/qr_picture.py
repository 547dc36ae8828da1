"""Pictures of QR codes: drawn, or from a file or the clipboard as the pixels that are searched."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageReader, QPainter

from smbsocial.domain.errors import Code, ExpectedError, Wanted

MOST_BYTES = 64_000_000
MOST_PIXELS = 64_000_000
"""Larger than the photos of nearly every telephone; what is larger is not even opened."""
EDGE = 4
"""Squares of white around a code, as the standard wants them."""
LONGEST_SIDE = 4_096
"""Larger pictures are made smaller: a screen's width, so that a small code stays readable."""


def drawn(text: str, *, module: int, error: str = "m") -> QImage:
    """A text as a QR code with the white edge that readers need; `module` pixels a square.

    `error`: how much of it may be soiled ("l", "m", "q", "h"). A text that is too long for a code
    is a bug (ValueError).
    """
    import segno

    code = segno.make(text, error=error, micro=False)
    matrix = [list(line) for line in code.matrix_iter(border=EDGE)]
    side = len(matrix) * module
    picture = QImage(side, side, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    for y, line in enumerate(matrix):
        for x, dark in enumerate(line):
            if dark:
                painter.fillRect(x * module, y * module, module, module, Qt.GlobalColor.black)
    painter.end()
    return picture


def from_file(path: Path) -> QImage:
    """The picture in a file, upright; may run on any thread.

    Raises ExpectedError: FILE_MISSING, FILE_UNREADABLE (a folder, too large, not a picture).
    """
    try:
        if not path.exists():
            raise ExpectedError(Code.FILE_MISSING, path=str(path))
        if not path.is_file():
            raise ExpectedError(Code.FILE_UNREADABLE, path=str(path), reason=Wanted.FILE)
        bytes_there = path.stat().st_size
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ExpectedError(Code.FILE_UNREADABLE, path=str(path), reason=reason) from error
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if bytes_there > MOST_BYTES or size.width() * size.height() > MOST_PIXELS:
        raise ExpectedError(Code.FILE_UNREADABLE, path=str(path), reason=Wanted.SMALLER_FILE)
    image = reader.read()
    if image.isNull():
        raise ExpectedError(Code.FILE_UNREADABLE, path=str(path), reason=reader.errorString())
    return image


def from_clipboard() -> QImage:
    """The picture that was copied, or the copied file's; on the window's thread.

    Raises ExpectedError: NO_QR where no picture was copied, else as `from_file` does.
    """
    clipboard = QGuiApplication.clipboard()
    image = clipboard.image()
    if not image.isNull():
        return image
    copied: QMimeData | None = clipboard.mimeData()  # none at all when the clipboard is empty
    urls = copied.urls() if copied is not None else []
    files = [url.toLocalFile() for url in urls if url.isLocalFile()]
    if not files:
        raise ExpectedError(Code.NO_QR)
    return from_file(Path(files[0]))


def pixels(image: QImage) -> tuple[bytes, int, int]:
    """One byte a pixel, row by row without gaps; width and height, each `LONGEST_SIDE` at most.

    Raises ExpectedError NO_QR for an empty picture.
    """
    if image.isNull():
        raise ExpectedError(Code.NO_QR)
    gray = _flat(_bounded(image)).convertToFormat(QImage.Format.Format_Grayscale8)
    width, height, stride = gray.width(), gray.height(), gray.bytesPerLine()
    raw = bytes(gray.constBits())
    if stride != width:  # Qt begins each row at a multiple of four bytes
        raw = b"".join(raw[at : at + width] for at in range(0, stride * height, stride))
    return raw, width, height


def _bounded(image: QImage) -> QImage:
    if max(image.width(), image.height()) <= LONGEST_SIDE:
        return image
    box = QSize(LONGEST_SIDE, LONGEST_SIDE)
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaled(box, Qt.AspectRatioMode.KeepAspectRatio, smooth)


def _flat(image: QImage) -> QImage:
    """On white paper: what is transparent would come out black, like the code itself."""
    if not image.hasAlphaChannel():
        return image
    paper = QImage(image.size(), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(paper.rect(), image)
    painter.end()
    return paper
