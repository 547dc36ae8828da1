"""Make the kept file of today's schema anew, as long as nobody has a file of it yet.

Run from the checkout: `python tests/storage/keep_file.py`. Once a schema was released, its file
stays as it is for ever.
"""

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[1])]


def main() -> None:
    """A café's file, as a program that was closed leaves it."""
    from cafe import put_everything

    from smbsocial.storage import database
    from smbsocial.storage.store import open_store

    kept = HERE.parents[1] / "data" / "old" / f"schema-{database.SCHEMA}.db"
    with tempfile.TemporaryDirectory() as place:
        store = open_store(Path(place) / "data", create=True)
        with store.transaction() as tx:
            put_everything(tx)
        store.close()
        kept.write_bytes((Path(place) / "data" / "planning.db").read_bytes())
    print(f"{kept}: {kept.stat().st_size} bytes")


if __name__ == "__main__":
    main()
