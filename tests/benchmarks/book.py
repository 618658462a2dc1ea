"""A ward's book with enough for a report with four annexes of 50 rows and all its texts."""

from datetime import date, timedelta

from desktop.context import Context
from desktop.registers import save_many
from models.catalogue import EQUIPMENT_TYPES, NARRATIVE_SECTIONS
from models.periods import Month
from models.registers import Value
from tests.benchmarks.stores import UNIT, fields_of_work, fill_months

ROWS = 50
PERIOD = "2024-H1"
_START = date(2023, 1, 1)
_PARAGRAPH = (
    "Đơn vị tổ chức thực hiện các nhiệm vụ đã đề ra, phân công rõ người, rõ việc, rõ thời hạn; "
    "kết quả được theo dõi hằng tuần và báo cáo lãnh đạo để kịp thời xử lý "
    "những nội dung còn vướng mắc trong quá trình giải quyết hồ sơ."
)


def fill_book(context: Context) -> None:
    """Enter half a year of figures, 50 records for each annex, a paragraph for every section."""
    months = [Month(2024, month) for month in range(1, 7)]
    fill_months(context, fields_of_work(context, ROWS), months)
    for name, records in _records().items():
        context.do(save_many, name, UNIT, [(None, values) for values in records])


def _records() -> dict[str, list[dict[str, Value]]]:
    days = [_START + timedelta(days=3 * number) for number in range(ROWS)]
    return {
        "staff": [
            {
                "name": f"Cán bộ mẫu {number:02d}",
                "status": "Công chức",
                "position": "Công chức",
                "fields_in_charge": "Chứng thực; Hộ tịch",
                "assignment": "Chính thức",
                "degree": "Đại học",
                "from_date": day,
                "trained": number % 3 > 0,
                "digital_signature": True,
            }
            for number, day in enumerate(days)
        ],
        "equipment": [
            {
                "asset_code": f"TS-{number:03d}",
                "name": f"Thiết bị mẫu số {number:02d}",
                "kind": EQUIPMENT_TYPES[number // 10],
                "quantity": 1 + number % 3,
                "condition": "Hỏng" if number % 9 == 0 else "Hoạt động tốt",
                "used_by": "Công chức",
                "origin": "Được trang bị",
                "used_from": day,
            }
            for number, day in enumerate(days)
        ],
        "innovations": [
            {
                "name": f"Mô hình mẫu số {number:02d}",
                "kind": "Mô hình",
                "document": f"{number + 1}/KH-UBND",
                "started": day,
                "lead": "Một cửa",
                "result": "Giảm thời gian chờ.",
            }
            for number, day in enumerate(days)
        ],
        "documents": [
            {
                "symbol": f"{number + 1}/KH-UBND",
                "issued": date(2024, 1 + number % 6, 10),
                "issuer": "Ủy ban nhân dân phường",
                "kind": "Kế hoạch",
                "subject": "Thực hiện nhiệm vụ cải cách hành chính năm 2024",
                "topics": ("CCHC",),
            }
            for number in range(6)
        ],
        "narratives": [
            {"period": PERIOD, "section": section, "text": _PARAGRAPH}
            for section in NARRATIVE_SECTIONS
        ],
    }
