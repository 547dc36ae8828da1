"""Reading the QR code that a platform shows when the second factor is turned on."""

from typing import Any

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Secret

_SEED = "otpauth://"


def read_qr(gray: bytes, width: int, height: int) -> Secret[str]:
    """The text of the code in a picture, of several the one that is a seed, else the first.

    `gray` holds one byte a pixel, row by row without gaps; other sizes raise ValueError. Raises
    ExpectedError NO_QR.
    """
    import zxingcpp

    if min(width, height) < 1 or len(gray) != width * height:
        raise ValueError("the picture has another size than it says")
    pixels: Any = gray  # the library's stub says numpy array; any buffer will do
    view = zxingcpp.ImageView(pixels, width, height, zxingcpp.ImageFormat.Lum)
    codes = zxingcpp.read_barcodes(
        view,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        text_mode=zxingcpp.TextMode.Plain,
    )
    texts = [code.text for code in codes if code.text]
    if not texts:
        raise ExpectedError(Code.NO_QR)
    return Secret(next((text for text in texts if text.lower().startswith(_SEED)), texts[0]))
