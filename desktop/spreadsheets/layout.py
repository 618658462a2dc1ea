"""What the writer and the reader of the workbook must agree on."""

from models.catalogue import BLOCKS, DOSSIERS, REGISTERS, UNITS
from models.kinds import kind_of
from models.registers import Field, Register

GUIDE_SHEET = "Hướng dẫn"
LISTS_SHEET = "Danh sách chọn"
ITEM, ITEM_VALUE = "Mục", "Giá trị"

# Far more than an office ever keeps, far less than a machine chokes on.
MAX_ROWS = 20_000
MAX_COLUMNS = 200


def sheets_for(role: str) -> list[Register]:
    """Return the registers of an office's workbook, in their order."""
    found = list(REGISTERS.values())
    # Only a receiving office keeps the list of units.
    if role != "district":
        found.remove(UNITS)
    return found


def key_fields(register: Register) -> set[str]:
    """Return the names of the fields by which rows are matched."""
    return {name for names in register.keys for name in names}


def takes_whole_unit(register: Register, field: Field) -> bool:
    """Say whether the column accepts "Chung toàn đơn vị" beside the fields of work."""
    return register in (DOSSIERS, BLOCKS) and kind_of(field).reference == "fields"
