"""Expected errors: a code and facts. The sentences for people stand in `ui/text.py`."""

from enum import Enum


class Code(Enum):
    """What can go wrong in the normal life of the app; every code has its text."""

    # What somebody typed or a file said
    EMPTY = "empty"
    TOO_LONG = "too_long"
    BAD_TEXT = "bad_text"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    DATE_PAST = "date_past"
    DATE_TOO_FAR = "date_too_far"
    UNKNOWN_KEY = "unknown_key"
    UNKNOWN_CHOICE = "unknown_choice"
    WRONG_TYPE = "wrong_type"
    TOO_MANY = "too_many"
    # The main job
    NOT_SET_UP = "not_set_up"
    ALREADY_SET_UP = "already_set_up"
    NO_PLAN = "no_plan"
    NOT_FOUND = "not_found"
    CLOSED_DAY = "closed_day"
    ALREADY_DONE = "already_done"
    CHANGED_SINCE = "changed_since"
    NAME_TAKEN = "name_taken"
    NO_OWNER_LEFT = "no_owner_left"
    CODE_TAKEN = "code_taken"
    NOT_A_WEB_ADDRESS = "not_a_web_address"
    # Files, folders and the database
    FILE_MISSING = "file_missing"
    FILE_UNREADABLE = "file_unreadable"
    FILE_NOT_WRITTEN = "file_not_written"
    NOT_TOML = "not_toml"
    FOLDER_GONE = "folder_gone"
    FOLDER_READ_ONLY = "folder_read_only"
    FOLDER_SYNCED = "folder_synced"
    FOLDER_NOT_EMPTY = "folder_not_empty"
    DISK_FULL = "disk_full"
    DATABASE_READ_ONLY = "database_read_only"
    DATABASE_DAMAGED = "database_damaged"
    DATABASE_MISSING = "database_missing"
    DATABASE_FOREIGN = "database_foreign"
    DATABASE_NEWER = "database_newer"
    DATABASE_BUSY = "database_busy"
    ALREADY_RUNNING = "already_running"
    # The vault and the system's keyring
    NO_STORE = "no_store"
    STORE_LOCKED = "store_locked"
    STORE_SILENT = "store_silent"
    STORE_REFUSED = "store_refused"
    STORE_OTHER = "store_other"
    SECRET_MISSING = "secret_missing"
    SECRET_DAMAGED = "secret_damaged"
    SECRET_TOO_NEW = "secret_too_new"
    SECRET_TOO_LARGE = "secret_too_large"
    WRONG_KEY = "wrong_key"
    NO_MEMORY = "no_memory"
    VAULT_NOT_SET_UP = "vault_not_set_up"
    VAULT_SET_UP_ALREADY = "vault_set_up_already"
    VAULT_LOCKED = "vault_locked"
    NOT_ALLOWED = "not_allowed"
    WAIT = "wait"
    PASSPHRASE_SHORT = "passphrase_short"
    PASSPHRASE_LONG = "passphrase_long"
    PASSPHRASE_WEAK = "passphrase_weak"
    CODE_TYPO = "code_typo"
    NO_QR = "no_qr"
    NOT_A_SEED = "not_a_seed"
    LOG_BROKEN = "log_broken"
    LOG_NOT_WRITTEN = "log_not_written"
    BACKUP_DAMAGED = "backup_damaged"
    BACKUP_NEWER = "backup_newer"
    BACKUP_OTHER_VAULT = "backup_other_vault"
    NO_BACKUP_FOLDER = "no_backup_folder"
    STEPS_OPEN = "steps_open"
    LAST_OWNER = "last_owner"
    ROLE_IN_VAULT = "role_in_vault"
    ACCOUNT_IN_VAULT = "account_in_vault"
    ACCOUNT_IN_DEPARTURE = "account_in_departure"
    # Files of platforms, websites, mailings and tills
    REPORT_EMPTY = "report_empty"
    REPORT_WEB_PAGE = "report_web_page"
    REPORT_TOO_LARGE = "report_too_large"
    REPORT_ENDLESS_LINE = "report_endless_line"
    REPORT_DAMAGED = "report_damaged"
    REPORT_LOCKED = "report_locked"
    REPORT_HEADER_ONLY = "report_header_only"
    REPORT_NO_ROWS = "report_no_rows"
    REPORT_UNKNOWN = "report_unknown"
    REPORT_STOPPED = "report_stopped"
    # The outside world
    NO_DISPLAY = "no_display"
    NO_PRINTER = "no_printer"
    NO_BROWSER = "no_browser"
    CLOCK_NO_ANSWER = "clock_no_answer"
    CLOCK_FAR_OFF = "clock_far_off"


class Wanted(Enum):
    """What should have stood there: the fact `expected` (and, of files, `reason`)."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE_NUMBER = "whole_number"
    YES_NO = "yes_no"
    DAY = "day"
    TIME = "time"
    LIST = "list"
    TABLE = "table"
    RANGE = "range"  # three numbers: low, typical, high
    FILE = "file"  # not a folder or a device
    SMALLER_FILE = "smaller_file"
    UTF8 = "utf8"


class Why(Enum):
    """Why, where a code alone says too little: `why` of SECRET_DAMAGED and NOT_ALLOWED."""

    BACKUP_KEY = "backup_key"  # not an account's entry, but the key that backups are sealed with
    LEAVING = "leaving"
    ONESELF = "oneself"  # another owner has to do it
    OWNERS_ONLY = "owners_only"


class ExpectedError(Exception):
    """Something that can happen and has its sentence and its way on.

    `facts` are plain values (str, int, Decimal, date, Wanted, Why) that the sentence names;
    `field` is the field of the form or file where it happened, if there is one.
    """

    def __init__(self, code: Code, *, field: str | None = None, **facts: object) -> None:
        self.code = code
        self.field = field
        self.facts = facts
        where = f" at {field}" if field else ""
        super().__init__(f"{code.value}{where}")
