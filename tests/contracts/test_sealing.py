"""The contract of Sealing: of the app's cryptography, and of the quick one that tests hand in."""

from collections.abc import Callable

import pytest
from vault.quick_sealing import QuickSealing

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Key, Record, Secret
from smbsocial.domain.vault import Checkpoint, SealedSlot
from smbsocial.usecases.vault.ports import Sealing
from smbsocial.vault.sealing import SodiumSealing

VAULT, PERSON, ACCOUNT, OTHER = (bytes([n]) * 16 for n in (1, 2, 3, 9))
REF = b"\x04" * 8
DEVICE, KEY, OTHER_KEY = (Secret(bytes([n]) * 32) for n in (5, 6, 7))
PASSPHRASE = Secret("dear old green baker's bicycle")


def refusal(attempt: Callable[[], object]) -> Code:
    with pytest.raises(ExpectedError) as caught:
        attempt()
    return caught.value.code


class SealingContract:
    @pytest.fixture
    def sealing(self) -> Sealing:
        raise NotImplementedError

    def test_random_bytes_are_as_many_as_wanted_and_new(self, sealing: Sealing) -> None:
        assert [len(sealing.random(length)) for length in (0, 8, 16)] == [0, 8, 16]
        assert len({sealing.random(16) for _ in range(100)}) == 100

    def test_a_key_is_32_bytes_and_new(self, sealing: Sealing) -> None:
        keys = {sealing.new_key().reveal() for _ in range(100)}
        assert len(keys) == 100
        assert {len(key) for key in keys} == {32}

    def test_a_device_key_has_a_name_of_its_own(self, sealing: Sealing) -> None:
        name = sealing.device_id(DEVICE)
        assert len(name) == 8
        assert set(name) <= set("0123456789abcdef")
        assert sealing.device_id(DEVICE) == name != sealing.device_id(OTHER_KEY)
        assert name not in DEVICE.reveal().hex()

    def test_a_slot_opens_with_all_that_made_it(self, sealing: Sealing) -> None:
        slot = sealing.make_slot(PASSPHRASE, DEVICE, vault=VAULT, person=PERSON, key=KEY)
        assert len(slot.salt) == 16

        def opened(
            passphrase: Secret[str] = PASSPHRASE, device: Key = DEVICE, person: bytes = PERSON
        ) -> Key:
            return sealing.open_slot(passphrase, device, vault=VAULT, person=person, slot=slot)

        assert opened() == KEY
        assert refusal(lambda: opened(passphrase=Secret("another passphrase"))) is Code.WRONG_KEY
        assert refusal(lambda: opened(device=OTHER_KEY)) is Code.WRONG_KEY
        assert refusal(lambda: opened(person=OTHER)) is Code.WRONG_KEY

    def test_no_two_slots_are_alike(self, sealing: Sealing) -> None:
        one, other = (
            sealing.make_slot(PASSPHRASE, DEVICE, vault=VAULT, person=PERSON, key=KEY)
            for _ in range(2)
        )
        assert one.salt != other.salt
        assert one.box[32:] != other.box[32:]

    def test_a_slot_of_a_login_opens_without_a_passphrase(self, sealing: Sealing) -> None:
        slot = sealing.make_login_slot(DEVICE, vault=VAULT, person=PERSON, key=KEY)
        assert (slot.salt, slot.m_kib, slot.t) == (b"", 0, 0)

        def opened(device: Key = DEVICE, vault: bytes = VAULT, person: bytes = PERSON) -> Key:
            return sealing.open_login_slot(device, vault=vault, person=person, slot=slot)

        assert opened() == KEY
        assert refusal(lambda: opened(device=OTHER_KEY)) is Code.WRONG_KEY
        assert refusal(lambda: opened(vault=OTHER)) is Code.WRONG_KEY
        assert refusal(lambda: opened(person=OTHER)) is Code.WRONG_KEY

    def test_the_kinds_of_slots_are_not_mixed(self, sealing: Sealing) -> None:
        login = sealing.make_login_slot(DEVICE, vault=VAULT, person=PERSON, key=KEY)
        typed = sealing.make_slot(PASSPHRASE, DEVICE, vault=VAULT, person=PERSON, key=KEY)
        here = {"vault": VAULT, "person": PERSON}
        for attempt in (
            lambda: sealing.open_slot(PASSPHRASE, DEVICE, slot=login, **here),
            lambda: sealing.open_login_slot(DEVICE, slot=typed, **here),
            lambda: sealing.open_recovery(Secret(bytes(16)), vault=VAULT, slot=login),
        ):
            assert refusal(attempt) is Code.SECRET_DAMAGED

    def test_a_recovery_slot_opens_with_its_code(self, sealing: Sealing) -> None:
        code = Secret(sealing.random(16))
        slot = sealing.make_recovery(code, vault=VAULT, key=KEY)
        typed = sealing.read_code(sealing.code_text(code).reveal())
        assert sealing.open_recovery(typed, vault=VAULT, slot=slot) == KEY
        assert refusal(lambda: sealing.open_recovery(code, vault=OTHER, slot=slot)) is (
            Code.WRONG_KEY
        )

    def test_a_damaged_slot_is_told_from_a_wrong_passphrase(self, sealing: Sealing) -> None:
        good = sealing.make_slot(PASSPHRASE, DEVICE, vault=VAULT, person=PERSON, key=KEY)
        wanted = {
            SealedSlot(good.salt, good.m_kib, good.t, good.box[:-1]): Code.SECRET_DAMAGED,
            SealedSlot(good.salt, 1, good.t, good.box): Code.SECRET_DAMAGED,
            SealedSlot(good.salt, good.m_kib, good.t, b"SMB2 new"): Code.SECRET_TOO_NEW,
        }
        for slot, code in wanted.items():
            found = refusal(
                lambda slot=slot: sealing.open_slot(
                    PASSPHRASE, DEVICE, vault=VAULT, person=PERSON, slot=slot
                )
            )
            assert found is code

    @pytest.mark.parametrize("person", [None, PERSON])
    def test_an_accounts_key_is_wrapped_for_one_holder(
        self, sealing: Sealing, person: bytes | None
    ) -> None:
        box = sealing.wrap_account(KEY, OTHER_KEY, vault=VAULT, account=ACCOUNT, person=person)

        def opened(outer: Key, account: bytes, holder: bytes | None) -> Key:
            return sealing.unwrap_account(outer, box, vault=VAULT, account=account, person=holder)

        assert opened(KEY, ACCOUNT, person) == OTHER_KEY
        assert refusal(lambda: opened(DEVICE, ACCOUNT, person)) is Code.SECRET_DAMAGED
        assert refusal(lambda: opened(KEY, OTHER, person)) is Code.SECRET_DAMAGED
        assert refusal(lambda: opened(KEY, ACCOUNT, OTHER)) is Code.SECRET_DAMAGED

    def test_a_persons_key_is_wrapped_for_the_owners(self, sealing: Sealing) -> None:
        box = sealing.wrap_person(KEY, OTHER_KEY, vault=VAULT, person=PERSON)
        assert sealing.unwrap_person(KEY, box, vault=VAULT, person=PERSON) == OTHER_KEY
        assert (
            refusal(lambda: sealing.unwrap_person(KEY, box, vault=VAULT, person=OTHER))
            is Code.SECRET_DAMAGED
        )

    def test_a_record_is_kept_whole_for_its_account_and_reference(self, sealing: Sealing) -> None:
        record = Record(
            login="rosa@bakery.example", password="Käse 東京", totp="JBSWY3DPEHPK3PXP",  # noqa: S106
            codes=("a1", "b2"), note="two\nlines", used=("a1",), extra={"new": {"deep": [1]}},
        )  # fmt: skip
        box = sealing.seal_record(KEY, record, vault=VAULT, account=ACCOUNT, ref=REF)
        for secret in ("rosa", "Käse", "JBSWY"):
            assert secret.encode() not in box

        def opened(key: Key = KEY, account: bytes = ACCOUNT, ref: bytes = REF) -> Record:
            return sealing.open_record(key, box, vault=VAULT, account=account, ref=ref)

        assert opened() == record
        assert refusal(lambda: opened(key=OTHER_KEY)) is Code.SECRET_DAMAGED
        assert refusal(lambda: opened(account=OTHER)) is Code.SECRET_DAMAGED
        assert refusal(lambda: opened(ref=bytes(8))) is Code.SECRET_DAMAGED

    def test_the_same_record_is_never_the_same_box(self, sealing: Sealing) -> None:
        boxes = {
            sealing.seal_record(KEY, Record(), vault=VAULT, account=ACCOUNT, ref=REF)
            for _ in range(100)
        }
        assert len(boxes) == 100
        assert len({box[8:32] for box in boxes}) == 100

    def test_a_checkpoint_is_an_owners_word(self, sealing: Sealing) -> None:
        point = Checkpoint(2**63, b"\xab" * 32, 1_800_000_000_123)
        box = sealing.seal_checkpoint(KEY, point, vault=VAULT)
        assert sealing.open_checkpoint(KEY, box, vault=VAULT) == point
        assert refusal(lambda: sealing.open_checkpoint(OTHER_KEY, box, vault=VAULT)) is (
            Code.SECRET_DAMAGED
        )

    def test_the_backup_key_is_the_masters_own(self, sealing: Sealing) -> None:
        public = sealing.backup_public(KEY)
        assert len(public) == 32
        assert sealing.backup_public(KEY) == public != sealing.backup_public(OTHER_KEY)
        assert public != KEY.reveal()

    def test_a_mistyped_code_is_a_typo(self, sealing: Sealing) -> None:
        text = sealing.code_text(Secret(bytes(16))).reveal()
        assert refusal(lambda: sealing.read_code(text[:-1])) is Code.CODE_TYPO


def typed(sealing: SodiumSealing) -> Sealing:
    """For mypy: the app's cryptography has every call of the port as the port says it."""
    return sealing


class TestSodiumSealing(SealingContract):
    @pytest.fixture
    def sealing(self) -> Sealing:
        return typed(SodiumSealing())

    def test_new_slots_have_the_figures_of_the_design(self, sealing: Sealing) -> None:
        slot = sealing.make_recovery(Secret(bytes(16)), vault=VAULT, key=KEY)
        assert (slot.m_kib, slot.t) == (131_072, 3)


class TestQuickSealing(SealingContract):
    @pytest.fixture
    def sealing(self) -> Sealing:
        return QuickSealing()
