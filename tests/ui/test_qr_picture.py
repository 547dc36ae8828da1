"""Pictures of QR codes as people have them: files, copies, turned, small, photographed, broken."""

import io
import random
import struct
import zlib
from pathlib import Path

import pytest
import segno
from PySide6.QtCore import QMimeData, QPoint, QUrl
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QLinearGradient,
    QPainter,
    QPolygonF,
    QTransform,
)
from PySide6.QtWidgets import QApplication

from smbsocial.domain.errors import Code, ExpectedError, Wanted
from smbsocial.ui.qr_picture import LONGEST_SIDE, MOST_BYTES, from_clipboard, from_file, pixels
from smbsocial.vault.qr import read_qr

LINK = "otpauth://totp/Corner:rosa?secret=JBSWY3DPEHPK3PXP&issuer=Corner"


def drawn(*, scale: int = 6, light: str | None = "white") -> QImage:
    file = io.BytesIO()
    segno.make(LINK, error="m", micro=False).save(file, kind="png", scale=scale, light=light)
    image = QImage.fromData(file.getvalue())
    assert not image.isNull()
    return image


def saved(image: QImage, path: Path) -> Path:
    assert image.save(str(path))
    return path


def text_in(image: QImage) -> str:
    gray, width, height = pixels(image)
    assert len(gray) == width * height
    return read_qr(gray, width, height).reveal()


def photographed(code: QImage) -> QImage:
    """A screen from the side: askew, unevenly lit, noisy."""
    chance = random.Random(43)
    photo = QImage(1_203, 901, QImage.Format.Format_RGB32)
    photo.fill(0xFF38424A)
    side = float(code.width())
    flat = QPolygonF([QPoint(0, 0), QPoint(side, 0), QPoint(side, side), QPoint(0, side)])
    askew = QPolygonF([QPoint(340, 160), QPoint(850, 220), QPoint(800, 720), QPoint(300, 640)])
    view = QTransform()
    assert QTransform.quadToQuad(flat, askew, view)
    painter = QPainter(photo)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setTransform(view)
    painter.drawImage(0, 0, code)
    painter.resetTransform()
    shadow = QLinearGradient(0, 0, 1_200, 900)
    shadow.setColorAt(0, "#00000000")
    shadow.setColorAt(1, "#b0000000")
    painter.fillRect(photo.rect(), shadow)
    for _ in range(60_000):
        level = chance.randrange(256)
        painter.setPen(f"#40{level:02x}{level:02x}{level:02x}")
        painter.drawPoint(chance.randrange(1_203), chance.randrange(901))
    painter.end()
    return photo


def refusal(path: Path) -> ExpectedError:
    with pytest.raises(ExpectedError) as caught:
        from_file(path)
    assert caught.value.facts["path"] == str(path)
    return caught.value


@pytest.mark.parametrize("name", ["code.png", "code.bmp", "code.jpg", "code.without.an.ending"])
def test_a_code_in_a_file_is_read(themed: QApplication, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if path.suffix in {".png", ".bmp", ".jpg"}:
        saved(drawn(), path)
    else:
        path.write_bytes(saved(drawn(), tmp_path / "code.png").read_bytes())
    assert text_in(from_file(path)) == LINK


@pytest.mark.parametrize("degrees", [90, 180, 270, 17, 45])
def test_a_turned_code_is_read(themed: QApplication, tmp_path: Path, degrees: int) -> None:
    turned = drawn().transformed(QTransform().rotate(degrees))
    assert text_in(from_file(saved(turned, tmp_path / "turned.png"))) == LINK


def test_a_small_code_on_a_large_screen_is_read(themed: QApplication) -> None:
    screen = QImage(5_120, 2_880, QImage.Format.Format_RGB32)
    screen.fill(0xFFFFFFFF)
    painter = QPainter(screen)
    painter.drawImage(4_000, 1_777, drawn(scale=4))
    painter.end()
    gray, width, height = pixels(screen)
    assert (width, height) == (LONGEST_SIDE, 2_304)
    assert read_qr(gray, width, height).reveal() == LINK


def test_a_photo_of_a_code_is_read(themed: QApplication, tmp_path: Path) -> None:
    photo = photographed(drawn(scale=12))
    assert text_in(from_file(saved(photo, tmp_path / "photo.jpg"))) == LINK


@pytest.mark.parametrize(
    "kind",
    [
        QImage.Format.Format_Mono,
        QImage.Format.Format_Indexed8,
        QImage.Format.Format_RGB888,
        QImage.Format.Format_ARGB32,
        QImage.Format.Format_Grayscale16,
        QImage.Format.Format_RGBA64_Premultiplied,
    ],
)
def test_every_depth_of_colour_is_read(themed: QApplication, kind: QImage.Format) -> None:
    assert text_in(drawn().convertToFormat(kind)) == LINK


def test_a_code_on_transparent_paper_is_read(themed: QApplication) -> None:
    assert text_in(drawn(light=None)) == LINK


@pytest.mark.parametrize("width", [1, 2, 3, 4, 5, 4_097])
def test_rows_stand_without_gaps(themed: QApplication, width: int) -> None:
    image = QImage(width, 3, QImage.Format.Format_Grayscale8)
    image.fill(255)
    for row in range(3):
        image.setPixelColor(0, row, "black")
    gray, found_width, height = pixels(image)
    assert found_width == min(width, LONGEST_SIDE)
    assert len(gray) == found_width * height
    if width < LONGEST_SIDE:
        assert [gray[row * width] for row in range(3)] == [0, 0, 0]
        assert gray.count(0) == 3


@pytest.mark.parametrize(("width", "height"), [(9_000, 20), (20, 9_000)])
def test_a_huge_picture_is_made_smaller(themed: QApplication, width: int, height: int) -> None:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    gray, *size = pixels(image)
    assert max(size) == LONGEST_SIDE
    assert len(gray) == size[0] * size[1]


def test_a_picture_without_a_code_says_so(themed: QApplication) -> None:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(0xFF88AA66)
    with pytest.raises(ExpectedError) as caught:
        text_in(image)
    assert caught.value.code is Code.NO_QR
    with pytest.raises(ExpectedError) as caught:
        pixels(QImage())
    assert caught.value.code is Code.NO_QR


def test_a_file_that_is_not_there_or_a_folder(themed: QApplication, tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere.png").code is Code.FILE_MISSING
    error = refusal(tmp_path)
    assert (error.code, error.facts["reason"]) == (Code.FILE_UNREADABLE, Wanted.FILE)
    assert refusal(Path("no\x00thing.png")).code in {Code.FILE_UNREADABLE, Code.FILE_MISSING}
    assert refusal(tmp_path / ("x" * 5_000)).code is Code.FILE_UNREADABLE


@pytest.mark.parametrize(
    "content", [b"", b"not a picture at all", b"\x89PNG\r\n\x1a\n" + bytes(99)]
)
def test_a_file_that_is_no_picture(
    themed: QApplication, tmp_path: Path, content: bytes, qtlog: object
) -> None:
    path = tmp_path / "code.png"
    path.write_bytes(content)
    error = refusal(path)
    assert error.code is Code.FILE_UNREADABLE
    assert error.facts["reason"]


@pytest.mark.qt_log_ignore("Corrupt JPEG data", extend=True)
@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("ending", ["png", "jpg", "bmp"])
def test_a_cut_file_is_refused_or_read_as_far_as_it_goes(
    themed: QApplication, tmp_path: Path, kept: float, ending: str
) -> None:
    whole = saved(drawn(), tmp_path / f"whole.{ending}").read_bytes()
    path = tmp_path / f"cut.{ending}"
    path.write_bytes(whole[: int(len(whole) * kept)])
    try:
        found = text_in(from_file(path))
    except ExpectedError as error:
        found = error.code.value
    assert found in {LINK, Code.FILE_UNREADABLE.value, Code.NO_QR.value}


def png_that_claims(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1_000))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize("size", [(100_000, 100_000), (1_000_000, 65), (8_001, 8_001)])
def test_an_enormous_picture_is_not_opened(
    themed: QApplication, tmp_path: Path, size: tuple[int, int]
) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(png_that_claims(*size))
    error = refusal(path)
    assert (error.code, error.facts["reason"]) == (Code.FILE_UNREADABLE, Wanted.SMALLER_FILE)


def test_an_enormous_file_is_not_opened(themed: QApplication, tmp_path: Path) -> None:
    path = saved(drawn(), tmp_path / "code.png")
    with path.open("r+b") as file:
        file.truncate(MOST_BYTES + 1)
    assert refusal(path).facts["reason"] is Wanted.SMALLER_FILE


def test_a_copied_picture_or_file_is_taken_from_the_clipboard(
    themed: QApplication, tmp_path: Path
) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setImage(drawn())
    assert text_in(from_clipboard()) == LINK
    copied = QMimeData()
    path = saved(drawn(), tmp_path / "code.png")
    copied.setUrls([QUrl("https://example.org/code.png"), QUrl.fromLocalFile(str(path))])
    clipboard.setMimeData(copied)
    assert text_in(from_clipboard()) == LINK
    clipboard.setText("otpauth is not a picture")
    with pytest.raises(ExpectedError) as caught:
        from_clipboard()
    assert caught.value.code is Code.NO_QR
    clipboard.clear()
    with pytest.raises(ExpectedError):
        from_clipboard()
