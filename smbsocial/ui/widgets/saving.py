"""Files written all or nothing, and pictures as the bytes of one."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSaveFile
from PySide6.QtGui import QImage

from smbsocial.domain.errors import Code, ExpectedError


def write_file(path: Path, data: bytes) -> None:
    """Write a file; raises ExpectedError(FILE_NOT_WRITTEN), then all is as before."""
    file = QSaveFile(str(path))
    written = file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(data) == len(data)
    if not (written and file.commit()):
        raise ExpectedError(Code.FILE_NOT_WRITTEN, path=str(path), reason=file.errorString())


def png_of(image: QImage) -> bytes:
    """An image as a PNG picture."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know only bytes
    buffer.close()
    return bytes(data.data())
