"""Whatever happens to a backup's bytes, nothing of it is believed and nothing is extracted.

The numbers are those of the design's test catalogue.
"""

import hashlib
import json
import random
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from backup_making import (
    HEADER,
    NAME,
    OTHER_VAULT,
    PRIVATE,
    SCHEMA,
    VAULT,
    cuts,
    forge,
    make_backup,
    make_database,
    manifest_of,
    open_it,
    other_zip_of,
    zip_of,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Secret
from smbsocial.vault import backup_content
from smbsocial.vault.backup_file import open_backup, read_header
from smbsocial.vault.backup_header import Header

PART = 65_536 + 17


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of four parts; nobody changes it."""
    room = tmp_path_factory.mktemp("whole")
    database = make_database(room / "copy.db", posts=200, length=1000)
    return make_backup(room, database)


@pytest.fixture
def spoilt(tmp_path: Path) -> Iterator[Path]:
    """Where a spoilt one is put; afterwards nothing else is there."""
    yield tmp_path / NAME
    assert [path.name for path in tmp_path.iterdir()] in ([], [NAME])


def refused(path: Path, data: bytes) -> ExpectedError:
    """The error of opening these bytes; it names the file and nothing that is in it."""
    path.write_bytes(data)
    with pytest.raises(ExpectedError) as caught:
        open_it(path, path.parent / "side")
    assert not (path.parent / "side").exists()
    facts = dict(caught.value.facts)
    assert facts.pop("path") == str(path)
    assert set(facts) <= {"found", "known"}
    return caught.value


def with_header(data: bytes, **changes: object) -> bytes:
    """The same file with something else in its header, and the length to it."""
    length = int.from_bytes(data[8:12], "little")
    said = json.dumps(json.loads(data[12 : 12 + length]) | changes).encode()
    return data[:8] + len(said).to_bytes(4, "little") + said + data[12 + length :]


def test_15_one_bit_flipped_in_each_byte_before_the_parts(whole: Path, spoilt: Path) -> None:
    data = whole.read_bytes()
    newer = []
    for at in range(cuts(whole)["part 0"] + 20):
        for bit in range(8) if at < 12 else (at % 8, 7):
            flipped = bytearray(data)
            flipped[at] ^= 1 << bit
            error = refused(spoilt, flipped)
            if error.code is Code.BACKUP_NEWER:
                newer.append(at)
            else:
                assert error.code is Code.BACKUP_DAMAGED, (at, bit)
    length = int.from_bytes(data[8:12], "little")
    header = data[12 : 12 + length]
    numbers = {7, 12 + header.index(b'"v":') + 4, 12 + header.index(b'"schema":') + 9}
    assert set(newer) <= numbers


def test_15_one_bit_flipped_in_every_region_of_every_part(whole: Path, spoilt: Path) -> None:
    data = whole.read_bytes()
    chance = random.Random(15)
    places = cuts(whole)
    starts = [at for name, at in places.items() if name.startswith("part")] + [places["end"]]
    assert len(starts) == 5
    for start, end in pairwise(starts):
        # The sealed tag, the first and last of the text, the authentication tag at the end.
        edges = {start, start + 1, end - 18, end - 17, end - 16, end - 1}
        inside = {chance.randrange(start, end) for _ in range(40)}
        for at in edges | inside:
            flipped = bytearray(data)
            flipped[at] ^= 1 << chance.randrange(8)
            assert refused(spoilt, flipped).code is Code.BACKUP_DAMAGED, at


def test_49_cut_at_every_border_and_around_it(whole: Path, spoilt: Path) -> None:
    data = whole.read_bytes()
    places = cuts(whole)
    for name, at in places.items():
        for cut in range(max(0, at - 18), min(at + 19, len(data))):
            assert refused(spoilt, data[:cut]).code is Code.BACKUP_DAMAGED, (name, cut)


def test_49_cut_anywhere(whole: Path, spoilt: Path) -> None:
    data = whole.read_bytes()
    chance = random.Random(49)
    for cut in [*range(0, cuts(whole)["part 0"], 7), *chance.sample(range(len(data)), 100)]:
        assert refused(spoilt, data[:cut]).code is Code.BACKUP_DAMAGED, cut


def test_49_parts_left_out_doubled_swapped_and_put_at_the_end(whole: Path, spoilt: Path) -> None:
    data = whole.read_bytes()
    places = cuts(whole)
    first = places["part 0"]
    head, parts = data[:first], [data[at : at + PART] for at in range(first, len(data), PART)]
    orders = [
        [1, 0, 2, 3], [0, 2, 1, 3], [0, 1, 3], [0, 3], [3], [0, 0, 1, 2, 3], [0, 1, 2, 3, 3],
        [0, 1, 2, 2, 3], [0, 1, 2], [], [3, 2, 1, 0], [0, 1, 2, 3, 0],
    ]  # fmt: skip
    for order in orders:
        changed = head + b"".join(parts[number] for number in order)
        assert refused(spoilt, changed).code is Code.BACKUP_DAMAGED, order


def test_49_something_follows(whole: Path, spoilt: Path) -> None:
    data = whole.read_bytes()
    for more in (b"\0", b"\n", bytes(16), bytes(17), bytes(PART), data):
        assert refused(spoilt, data + more).code is Code.BACKUP_DAMAGED


def test_49_a_header_that_was_edited(whole: Path, spoilt: Path) -> None:
    data = whole.read_bytes()
    slot = json.loads(data[12 : cuts(whole)["sealed key"]])["recovery"]
    edits: list[dict[str, object]] = [
        {"vault": OTHER_VAULT.hex()},
        {"created": "2027-01-13T09:30:06Z"},
        {"created": "2027-01-13T09:30:05.250000+01:00"},
        {"app": "9.9.9"},
        {"schema": SCHEMA - 1},
        {"recovery": {**slot, "t": 4}},
        {"recovery": {**slot, "salt": "00" * 16}},
        {"recovery": {**slot, "box": "00" * 80}},
        {"more": 1},
        {},  # the same, written otherwise
    ]
    for edit in edits:
        changed = with_header(data, **edit)
        assert refused(spoilt, changed).code is Code.BACKUP_DAMAGED, edit
        read_header(spoilt)  # what is in the open can be read, and proves nothing


NO_HEADERS: list[dict[str, object]] = [
    {"v": 0}, {"v": "1"}, {"v": True}, {"v": None}, {"v": 1.0}, {"v": -1}, {"v": 2**40},
    {"vault": VAULT.hex().upper().replace("0", "A")}, {"vault": "00"}, {"vault": 7},
    {"vault": "0 " * 16}, {"vault": None},
    {"created": "2027-01-13T09:30:05"}, {"created": "yesterday"}, {"created": 5},
    {"created": "0001-01-01T00:00:00+14:00"},
    {"app": 1}, {"app": "a\n"}, {"app": "a" * 101},
    {"schema": -1}, {"schema": 2**31}, {"schema": None},
    {"recovery": None}, {"recovery": []}, {"recovery": {}},
    {"recovery": {"salt": "22" * 15, "m_kib": 1, "t": 1, "box": ""}},
    {"recovery": {"salt": "22" * 16, "m_kib": "1", "t": 1, "box": ""}},
]  # fmt: skip


@pytest.mark.parametrize("changes", NO_HEADERS, ids=str)
def test_49_a_header_that_is_none(whole: Path, spoilt: Path, changes: dict[str, object]) -> None:
    data = whole.read_bytes()
    error = refused(spoilt, with_header(data, **changes))
    assert error.code is Code.BACKUP_DAMAGED
    with pytest.raises(ExpectedError):
        read_header(spoilt)


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"[]", b"null", b"1", b'"v"', b"\xff\xfe", b"[" * 65_536, b"{}", b'{"v":1}',
     b'{"v":' + b"9" * 5000 + b"}", b"NaN", b'{"v":NaN}', b'{"v":1,"v":[]}'],
    ids=lambda text: repr(text[:12]),
)  # fmt: skip
def test_49_a_header_that_is_no_json_of_ours(whole: Path, spoilt: Path, text: bytes) -> None:
    rest = whole.read_bytes()[cuts(whole)["sealed key"] :]
    front = b"SMBBKUP1" + len(text).to_bytes(4, "little") + text
    assert refused(spoilt, front + rest).code is Code.BACKUP_DAMAGED


@pytest.mark.parametrize("length", [0, 1, 65_537, 2**31, 2**32 - 1])
def test_49_a_length_that_is_not_the_header_s(whole: Path, spoilt: Path, length: int) -> None:
    data = whole.read_bytes()
    changed = data[:8] + length.to_bytes(4, "little") + data[12:]
    assert refused(spoilt, changed).code is Code.BACKUP_DAMAGED


@pytest.mark.parametrize("magic", [b"SMBBKUP2", b"SMBBKUP9"])
def test_49_a_newer_format_is_called_newer(whole: Path, spoilt: Path, magic: bytes) -> None:
    error = refused(spoilt, magic + b"\xff" * 4 + b"unlike anything")
    assert error.code is Code.BACKUP_NEWER
    assert (error.facts["found"], error.facts["known"]) == (int(magic[7:]), 1)


def test_49_a_newer_version_or_schema_is_called_newer(whole: Path, spoilt: Path) -> None:
    data = whole.read_bytes()
    error = refused(spoilt, with_header(data, v=2, recovery="elsewhere"))
    assert error.code is Code.BACKUP_NEWER
    assert (error.facts["found"], error.facts["known"]) == (2, 1)
    error = refused(spoilt, with_header(data, schema=SCHEMA + 1))
    assert error.code is Code.BACKUP_NEWER
    assert (error.facts["found"], error.facts["known"]) == (SCHEMA + 1, SCHEMA)


@pytest.mark.parametrize(
    "data", [b"", b"SMBBKUP", b"SMBBKUP0", b"SMBBKUPx", b"smbbkup1", b"\0" * 5000, b"SQLite", b"PK"]
)
def test_49_something_else_altogether(spoilt: Path, data: bytes) -> None:
    assert refused(spoilt, data).code is Code.BACKUP_DAMAGED


def test_49_of_another_vault(whole: Path, spoilt: Path) -> None:
    """With another vault's key it cannot be told from a spoilt one; asked for, it is named."""
    spoilt.write_bytes(whole.read_bytes())
    side = spoilt.parent / "side"
    with pytest.raises(ExpectedError) as caught:
        open_backup(spoilt, Secret(bytes([7] * 32)), side, known_schema=SCHEMA)
    assert caught.value.code is Code.BACKUP_DAMAGED
    with pytest.raises(ExpectedError) as caught:
        open_backup(spoilt, PRIVATE, side, known_schema=SCHEMA, vault=OTHER_VAULT)
    assert caught.value.code is Code.BACKUP_OTHER_VAULT
    assert caught.value.facts == {"path": str(spoilt)}


def test_49_head_of_one_and_parts_of_another(
    whole: Path, spoilt: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    room = tmp_path_factory.mktemp("second")
    database = make_database(room / "copy.db", posts=200, length=1000)
    later: Header = replace(HEADER, created=HEADER.created.replace(day=14))
    one, two = whole.read_bytes(), make_backup(room, database, later).read_bytes()
    assert len(one) == len(two)
    for border in [at for name, at in cuts(whole).items() if name not in {"magic", "end"}]:
        if one[:border] != two[:border]:
            assert refused(spoilt, one[:border] + two[border:]).code is Code.BACKUP_DAMAGED


DB, SEALED = b"SQLite format 3\0" + bytes(500), b"{}"
GOOD = [("manifest.json", manifest_of(DB, SEALED)), ("planning.db", DB), ("secrets.json", SEALED)]
FACTS = {"size": len(DB), "sha256": hashlib.sha256(DB).hexdigest()}
KEY = f"{'0f' * 16}:{'a0' * 8}"


def _told(manifest: bytes) -> bytes:
    return zip_of([("manifest.json", manifest), *GOOD[1:]])


def _rows(rows: object) -> bytes:
    return _told(manifest_of(DB, SEALED, rows=rows))


def _said(**changes: object) -> bytes:
    files = json.loads(GOOD[0][1])["files"]
    return _told(manifest_of(DB, SEALED, files={**files, "planning.db": {**FACTS, **changes}}))


def _sealed(secrets: object) -> bytes:
    """With other secrets, and a manifest that fits."""
    told = secrets if isinstance(secrets, bytes) else json.dumps(secrets).encode()
    return zip_of(
        [("manifest.json", manifest_of(DB, told)), ("planning.db", DB), ("secrets.json", told)]
    )


FORGED: dict[str, bytes] = {
    "empty": b"",
    "garbage": b"garbage" * 1000,
    "only an end": zip_of([]),
    "another's": other_zip_of(GOOD, zipfile.ZIP_STORED),
    "packed": other_zip_of(GOOD, zipfile.ZIP_DEFLATED),
    "packed with lzma": other_zip_of(GOOD, zipfile.ZIP_LZMA),
    "one more": zip_of([*GOOD, ("readme.txt", b"")]),
    "one less": zip_of(GOOD[:2]),
    "another order": zip_of([GOOD[0], GOOD[2], GOOD[1]]),
    "outside": zip_of([GOOD[0], ("../planning.db", DB), GOOD[2]]),
    "outside too": zip_of([*GOOD, ("../../evil", b"x")]),
    "absolute": zip_of([GOOD[0], ("/planning.db", DB), GOOD[2]]),
    "twice": zip_of([*GOOD[:2], GOOD[1]]),
    "something follows": zip_of(GOOD) + b"\0",
    "a part follows": zip_of(GOOD) + bytes(70_000),
    "no end": zip_of(GOOD)[:-22],
    "another end": zip_of(GOOD)[:-1] + b"\1",
    "manifest: no json": _told(b"{"),
    "manifest: a list": _told(b"[]"),
    "manifest: deep": _told(b"[" * 60_000),
    "manifest: large": _told(GOOD[0][1] + b" " * 65_536),
    "rows: a list": _rows([1]),
    "rows: an empty list": _rows([]),
    "rows: a text": _rows({"post": "1"}),
    "rows: none": _rows(None),
    "files: none": _told(manifest_of(DB, SEALED, files={})),
    "size: less": _said(size=len(DB) - 1),
    "size: more": _said(size=2**60),
    "size: below nought": _said(size=-1),
    "size: yes": _said(size=True),
    "hash: another": _said(sha256="00" * 32),
    "hash: none": _said(sha256=None),
    "hash: no hex": _said(sha256="x"),
    "secrets: a list": _sealed([]),
    "secrets: no json": _sealed(b"\xff"),
    "secrets: deep": _sealed(b'{"a":' * 50_000),
    "secrets: bad key": _sealed({"../x:y": ["a"]}),
    "secrets: no list": _sealed({KEY: "a"}),
    "secrets: no part": _sealed({KEY: []}),
    "secrets: nine": _sealed({KEY: ["a"] * 9}),
    "secrets: long": _sealed({KEY: ["a" * 1280]}),
    "secrets: number": _sealed({KEY: [1]}),
    "secrets: letters": _sealed({KEY: ["ü"]}),
}


def test_49_what_somebody_else_sealed_well_is_taken_if_it_is_right(
    spoilt: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The rest of these tests would prove nothing if this one failed."""
    side = tmp_path_factory.mktemp("right") / "side"
    assert open_it(forge(spoilt, zip_of(GOOD)), side).database.read_bytes() == DB
    forge(spoilt, _sealed({KEY: ["a" * 1279] * 8}))
    assert open_it(spoilt, side.with_name("more")).secrets == {KEY: ("a" * 1279,) * 8}


@pytest.mark.parametrize("what", FORGED)
def test_49_what_somebody_else_sealed_well_is_not_believed(spoilt: Path, what: str) -> None:
    """Anybody's session can seal a backup: what is in it is as foreign as its outside."""
    assert refused(spoilt, forge(spoilt, FORGED[what]).read_bytes()).code is Code.BACKUP_DAMAGED


@pytest.mark.parametrize("name", ["manifest.json", "planning.db", "secrets.json"])
def test_49_more_than_may_be(spoilt: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    data = forge(spoilt, zip_of(GOOD)).read_bytes()
    monkeypatch.setitem(backup_content._MOST, name, 1)
    assert refused(spoilt, data).code is Code.BACKUP_DAMAGED


@settings(max_examples=400)
@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(1, 255)), max_size=4))
def test_49_a_zip_that_was_spoilt_before_it_was_sealed(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]]
) -> None:
    room = tmp_path_factory.getbasetemp() / "zips"
    room.mkdir(exist_ok=True)
    right = zip_of(GOOD)
    plain = bytearray(right)
    for at, value in changes:
        plain[-1 - at % len(plain)] ^= value
    data = forge(room / NAME, bytes(plain)).read_bytes()
    if plain == right:
        opened = open_it(room / NAME, room / "side")
        assert opened.database.read_bytes() == DB
        shutil.rmtree(room / "side")
    else:
        assert refused(room / NAME, data).code is Code.BACKUP_DAMAGED
