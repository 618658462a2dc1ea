"""The field catalogue: every register of the office, each field declared once."""

from models.measures import MEASURES
from models.registers import Field, Register
from models.rounding import ROUNDINGS

YEAR = Field("year", "Năm", "year", required=True, width=7)
MONTH = Field("month", "Tháng", "month", required=True, width=7)
AREA = Field("field", "Lĩnh vực", "area", required=True, width=26)

EQUIPMENT_TYPES = (
    "Camera", "Máy lấy số tự động", "Máy tính bảng", "Kiosk", "Máy tra cứu TTHC", "Máy vi tính", "Máy in", "Máy scan",
    "Máy photocopy", "Máy quét mã QR", "Đầu đọc CCCD", "Màn hình hiển thị", "Thiết bị đánh giá hài lòng",
    "Thiết bị ký số", "Thiết bị mạng", "Lưu điện (UPS)", "Điều hòa", "Ghế chờ, bàn viết", "Khác",
)  # fmt: skip
USERS = ("Công chức", "Người dân")
USABLE = "Hoạt động tốt"
DISPOSED = "Đã thanh lý"
TOPICS = (
    "CCHC", "Kiểm tra", "Tuyên truyền", "TTHC", "Thể chế", "Chuyển đổi số", "Thi đua", "Đào tạo", "Khác",
)  # fmt: skip
# Where a sentence on an indicator or a rate of the office's own may stand.
FIGURE_SECTIONS = ("I.2.c", "II.1", "II.2", "II.3", "II.4", "II.5", "II.6")
ROUNDING_CHOICES = ("Làm tròn", "Cắt bỏ phần sau", "Làm tròn nửa về số chẵn")
# Which of two numbers is printed: the one of the months, or the one that was published.
BOOK, PUBLISHED = "Sổ", "Công bố"
NARRATIVE_SECTIONS = (
    "I.1", "I.2.a", "I.2.b", "I.2.c", "I.2.d", "II.1", "II.2", "II.3", "II.4", "II.5", "II.6", "III.1", "III.2", "IV", "V",
)  # fmt: skip

PROFILE = Register(
    "profile", "Đơn vị", "thông tin đơn vị",
    (
        Field("code", "Mã đơn vị", required=True, help="Mã ngắn không dấu do cấp trên giao, dùng trong tên tệp gửi đi."),
        Field("name", "Tên đơn vị", required=True, width=32),
        Field("kind", "Loại đơn vị", help="Ví dụ: Phường, Xã, Đặc khu, Trung tâm Phục vụ hành chính công."),
        Field("superior", "Cấp trên trực tiếp", width=40),
        Field("addressee", "Kính gửi", "long_text", width=40, help="Để trống thì dùng cấp trên trực tiếp. Mỗi nơi một dòng."),
        Field("place", "Địa danh", help="Ghi trước ngày tháng năm của báo cáo."),
        Field("office_name", "Tên bộ phận", width=32, help="Ví dụ: Bộ phận Tiếp nhận và Trả kết quả."),
        Field("authority", "Thẩm quyền ký", "choice", choices=("TM.", "KT.", "TL.", "TUQ."), width=8),
        Field("signer_title", "Chức vụ người ký", width=24),
        Field("signer_name", "Họ tên người ký", width=24),
        Field("signs_for", "Ký thay cho chức vụ", width=24, help="Ví dụ CHỦ TỊCH, khi cấp phó ký thay."),
        Field("recipients", "Nơi nhận", "long_text", width=40, help="Mỗi nơi một dòng; dòng “Như trên” và “Lưu” tự thêm."),
        Field("drafter", "Đơn vị soạn thảo", help="Viết tắt, ghi sau “Lưu: VT,”."),
        Field("address", "Địa chỉ", width=40),
        Field("area", "Diện tích", "decimal", help="Mét vuông."),
        Field("waiting_area", "Diện tích chờ", "decimal", help="Mét vuông."),
        Field("counters", "Số quầy", "whole"),
        Field("hours", "Giờ làm việc", width=32),
        Field("hotline", "Đường dây nóng"),
        Field("quarters", "Số khu vực", "whole"),
        Field("population", "Dân số", "whole"),
        Field("established", "Ngày thành lập", "date", help="Các tháng trước ngày này không tính là thiếu số liệu."),
        Field("predecessors", "Đơn vị tiền thân", "long_text", width=32, help="Mỗi đơn vị một dòng."),
        Field("symbol", "Ký hiệu văn bản", help="Ví dụ BC-UBND, ghi sau số của báo cáo."),
    ),
    keys=(("code",),), vertical=True, title="name",
)  # fmt: skip

UNITS = Register(
    "units", "Danh sách đơn vị", "đơn vị",
    (
        Field("code", "Mã đơn vị", required=True, width=14),
        Field("name", "Tên đơn vị", required=True, width=28),
        Field("kind", "Loại đơn vị"),
        Field("valid_from", "Hiệu lực từ", "date", width=12),
        Field("valid_until", "Hiệu lực đến", "date", width=12),
        Field("successor", "Đơn vị kế thừa", "units", help="Mỗi đơn vị một dòng; đơn vị được chia tách thì ghi các đơn vị mới."),
        Field("aliases", "Tên gọi khác", "long_text", width=24, help="Mỗi tên một dòng."),
        Field("contact", "Người liên hệ", width=24, private=True),
    ),
    keys=(("code",),), scope="store", since="valid_from", until="valid_until", order=("code",), title="name",
)  # fmt: skip

FIELDS = Register(
    "fields", "Lĩnh vực", "lĩnh vực",
    (
        Field("name", "Tên lĩnh vực", required=True, width=32),
        Field("group", "Nhóm", width=24),
        Field("authority", "Thẩm quyền", "choice", choices=("Xã", "Ngành dọc", "Phi địa giới"), width=14),
        Field("aliases", "Tên gọi khác", "long_text", width=32, help="Mỗi tên một dòng; dùng để nhận ra lĩnh vực trong tệp nhập vào."),
        Field("in_use", "Đang dùng", "yes_no", width=10),
        Field("position", "Thứ tự", "whole", width=8, help="Thứ tự hiện trong bảng số liệu và biểu mẫu."),
    ),
    keys=(("name",),), scope="store", order=("position", "name"), folded_key=True,
)  # fmt: skip

STAFF = Register(
    "staff", "Nhân sự", "nhân sự",
    (
        Field("name", "Họ và tên", required=True, width=26, annex=42),
        Field("birth_date", "Ngày sinh", "date", width=12, private=True, table=False),
        Field("gender", "Giới tính", "choice", choices=("Nam", "Nữ"), width=9, table=False),
        Field("status", "Đối tượng", "choice", width=16, annex=24,
              choices=("Cán bộ", "Công chức", "Viên chức", "Không chuyên trách", "Hợp đồng", "Bưu chính", "Ngành dọc")),
        Field("position", "Chức vụ", width=22, annex=34),
        Field("duty", "Vị trí tại Một cửa", width=22, table=False),
        Field("fields_in_charge", "Lĩnh vực phụ trách", width=30, annex=40),
        Field("assignment", "Hình thức bố trí", "choice", required=True, width=14, annex=24,
              choices=("Chính thức", "Kiêm nhiệm", "Dự phòng", "Hỗ trợ")),
        Field("degree", "Trình độ chuyên môn", width=18, annex=26, short="Trình độ", table=False),
        Field("political_degree", "Trình độ lý luận chính trị", width=18, table=False),
        Field("from_date", "Từ ngày", "date", required=True, width=12, annex=23),
        Field("to_date", "Đến ngày", "date", width=12),
        Field("rotation_due", "Hạn chuyển đổi vị trí công tác", "date", width=14, short="Hạn chuyển đổi vị trí", table=False),
        Field("trained", "Tập huấn chuyển đổi số", "yes_no", width=12, annex=18, short="Tập huấn CĐS"),
        Field("digital_signature", "Chữ ký số", "yes_no", width=10, annex=16),
        Field("rating", "Xếp loại chất lượng năm", width=18, private=True, table=False),
        Field("phone", "Điện thoại", width=14, private=True, table=False),
    ),
    keys=(("name", "from_date"),), since="from_date", until="to_date", order=("name",), by_given_name=True,
)  # fmt: skip

EQUIPMENT = Register(
    "equipment", "Trang thiết bị", "thiết bị",
    (
        Field("asset_code", "Mã tài sản", width=14),
        Field("name", "Tên thiết bị", required=True, width=28, annex=52),
        Field("kind", "Loại", "choice", required=True, choices=EQUIPMENT_TYPES, width=20),
        Field("quantity", "Số lượng", "whole", required=True, width=9, annex=16),
        Field("condition", "Tình trạng", "choice", required=True, width=16, annex=28,
              choices=(USABLE, "Hỏng", "Đang sửa chữa", "Chờ thanh lý", DISPOSED)),
        Field("used_by", "Đối tượng sử dụng", "choice", choices=USERS, width=14, annex=26),
        Field("origin", "Nguồn gốc", "choice", choices=("Được trang bị", "Tự mua", "Được tặng", "Xã hội hóa"), width=14, annex=26),
        Field("used_from", "Ngày đưa vào sử dụng", "date", width=14, annex=24, short="Đưa vào sử dụng"),
        Field("used_until", "Ngày thôi sử dụng", "date", width=14, table=False),
        Field("cost", "Nguyên giá", "whole", width=14, table=False, help="Đồng."),
        Field("location", "Vị trí", width=18, annex=30, table=False),
    ),
    keys=(("asset_code",), ("name", "kind", "used_from")), since="used_from", until="used_until", order=("kind", "name"),
)  # fmt: skip

NORMS = Register(
    "norms", "Định mức thiết bị", "định mức",
    (
        Field("kind", "Loại", "choice", required=True, choices=EQUIPMENT_TYPES, width=22),
        Field("used_by", "Đối tượng sử dụng", "choice", choices=USERS, width=16),
        Field("norm", "Định mức", "whole", required=True, width=10),
        Field("basis", "Căn cứ", width=40),
    ),
    keys=(("kind", "used_by"),), order=("kind",),
)  # fmt: skip

SOFTWARE = Register(
    "software", "Phần mềm", "phần mềm",
    (
        Field("name", "Tên phần mềm", required=True, width=32),
        Field("field", "Lĩnh vực", width=22),
        Field("owner", "Cơ quan quản lý", width=24),
        Field("accounts", "Số tài khoản", "whole", width=10),
        Field("from_date", "Từ ngày", "date", width=12),
        Field("to_date", "Đến ngày", "date", width=12),
    ),
    keys=(("name",),), since="from_date", until="to_date", order=("name",),
)  # fmt: skip

INNOVATIONS = Register(
    "innovations", "Mô hình, sáng kiến", "mô hình, sáng kiến",
    (
        Field("name", "Tên", required=True, width=40, annex=70),
        Field("kind", "Loại", "choice", required=True, choices=("Mô hình", "Sáng kiến", "Giải pháp"), width=11, annex=22),
        Field("document", "Văn bản triển khai", width=24, annex=40),
        Field("started", "Ngày bắt đầu", "date", required=True, width=12, annex=24),
        Field("ended", "Ngày kết thúc", "date", width=12),
        Field("field", "Lĩnh vực", width=20, table=False),
        Field("lead", "Chủ trì", width=20, annex=32),
        Field("frequency", "Tần suất", width=14, table=False),
        Field("goal", "Chỉ tiêu", "long_text", width=24, table=False),
        Field("state", "Trạng thái", width=16),
        Field("result", "Kết quả", "long_text", width=36, annex=60, table=False),
    ),
    keys=(("name",),), since="started", until="ended", order=("started", "name"),
)  # fmt: skip

TASKS = Register(
    "tasks", "Nhiệm vụ CCHC", "nhiệm vụ",
    (
        Field("plan", "Thuộc kế hoạch", required=True, width=20, help="Số, ký hiệu của kế hoạch."),
        Field("number", "Số thứ tự", required=True, width=8, short="STT"),
        Field("content", "Nội dung", "long_text", required=True, width=44),
        Field("group", "Nhóm", width=18, table=False),
        Field("assigned_by", "Cơ quan giao", width=18, table=False),
        Field("lead", "Chủ trì", width=18),
        Field("due", "Thời hạn", "date", required=True, width=12),
        Field("remind_days", "Nhắc trước (ngày)", "whole", width=8, table=False),
        Field("done", "Ngày hoàn thành", "date", width=12),
        Field("product", "Sản phẩm", width=24, table=False),
    ),
    keys=(("plan", "number"),), order=("plan", "number"), title="content",
)  # fmt: skip

DOCUMENTS = Register(
    "documents", "Văn bản", "văn bản",
    (
        Field("symbol", "Số, ký hiệu", required=True, width=18),
        Field("issued", "Ngày ban hành", "date", required=True, width=12),
        Field("issuer", "Cơ quan ban hành", required=True, width=26),
        Field("kind", "Loại văn bản", width=14),
        Field("subject", "Trích yếu", "long_text", required=True, width=48),
        Field("topics", "Nội dung", "choices", choices=TOPICS, width=18),
    ),
    keys=(("symbol", "issued"),), order=("issued", "symbol"),
)  # fmt: skip

INSPECTIONS = Register(
    "inspections", "Kiểm tra", "cuộc kiểm tra",
    (
        Field("day", "Ngày", "date", required=True, width=12),
        Field("team", "Đoàn kiểm tra", required=True, width=28),
        Field("form", "Hình thức", "choice", choices=("Định kỳ", "Đột xuất", "Tự kiểm tra"), width=12),
        Field("document", "Văn bản", width=20),
        Field("inspected", "Đơn vị được kiểm tra", width=24),
        Field("times", "Số lượt", "whole", width=8),
        Field("result", "Kết quả", "long_text", width=36, table=False),
        Field("groups_at_fault", "Tập thể vi phạm", "whole", width=8, table=False),
        Field("persons_at_fault", "Cá nhân vi phạm", "whole", width=8, table=False),
        Field("recommendation", "Kiến nghị", "long_text", width=28, table=False),
        Field("remedy_due", "Hạn khắc phục", "date", width=12),
        Field("remedied", "Ngày khắc phục", "date", width=12),
    ),
    keys=(("day", "team"),), order=("day",), title="team",
)  # fmt: skip

ASSESSMENTS = Register(
    "assessments", "Đánh giá, xếp hạng", "kết quả đánh giá",
    (
        Field("kind", "Loại", "choice", required=True, width=18,
              choices=("Giải quyết TTHC", "Bộ chỉ số 766", "Chỉ số CCHC", "SIPAS", "Khác")),
        Field("period", "Kỳ", required=True, width=12, help="Ví dụ: 2024, 2024-Q2, 2024-H1."),
        Field("group", "Nhóm", width=24),
        Field("maximum", "Điểm tối đa", "decimal", width=10),
        Field("own_score", "Tự chấm", "decimal", width=10),
        Field("forecast", "Dự báo", "decimal", width=10, table=False),
        Field("score", "Điểm công bố", "decimal", width=10),
        Field("grade", "Xếp loại", width=12),
        Field("rank", "Thứ hạng", "whole", width=8),
        Field("ranked", "Tổng số xếp hạng", "whole", width=8, table=False),
        Field("deductions", "Lý do trừ điểm", "long_text", width=30, table=False),
    ),
    keys=(("kind", "period", "group"),), order=("period", "kind", "group"),
)  # fmt: skip

PROCEDURES = Register(
    "procedures", "Danh mục TTHC", "thủ tục hành chính",
    (
        Field("code", "Mã thủ tục", required=True, width=14),
        Field("name", "Tên thủ tục", "long_text", required=True, width=48),
        AREA,
        Field("authority", "Thẩm quyền", width=14),
        Field("online", "Dịch vụ công", "choice", choices=("Toàn trình", "Một phần", "Không"), width=12),
        Field("online_payment", "Thanh toán trực tuyến", "yes_no", width=10),
        Field("postal", "BCCI", "yes_no", width=8),
        Field("linked", "Liên thông", "yes_no", width=8),
        Field("valid_from", "Hiệu lực từ", "date", width=12, table=False),
        Field("valid_until", "Hiệu lực đến", "date", width=12, table=False),
    ),
    keys=(("code",),), since="valid_from", until="valid_until", order=("field", "code"), title="name",
)  # fmt: skip

TARGETS = Register(
    "targets", "Chỉ tiêu giao", "chỉ tiêu giao",
    (
        YEAR,
        Field("target", "Chỉ tiêu", required=True, width=32, help="Tên tỷ lệ, ví dụ: Tỷ lệ hồ sơ trực tuyến."),
        Field("level", "Mức", "decimal", required=True, width=10, help="Phần trăm."),
        Field("basis", "Mẫu số", width=20),
        Field("source", "Căn cứ", width=40),
    ),
    keys=(("year", "target"),), order=("year", "target"), title="target",
)  # fmt: skip

MONTHLY = Register(
    "monthly", "Chỉ tiêu tháng", "chỉ tiêu tháng",
    (
        YEAR,
        MONTH,
        Field("from_date", "Từ ngày", "date", width=12),
        Field("to_date", "Đến ngày", "date", width=12),
        Field("feedback_carried", "PAKN kỳ trước", "whole", width=10, flow="opening"),
        Field("feedback_received", "PAKN tiếp nhận", "whole", width=10, flow="flow"),
        Field("feedback_in_time", "PAKN đúng hạn", "whole", width=10, flow="flow"),
        Field("feedback_late", "PAKN quá hạn", "whole", width=10, flow="flow"),
        Field("feedback_pending", "PAKN đang xử lý", "whole", width=10, flow="closing"),
        Field("surveys", "Phiếu khảo sát", "whole", width=10, flow="flow"),
        Field("surveys_satisfied", "Phiếu hài lòng", "whole", width=10, flow="flow"),
        Field("news_items", "Tin bài tuyên truyền", "whole", width=10, flow="flow"),
        Field("inspections", "Cuộc kiểm tra", "whole", width=10, flow="flow"),
        Field("procedures_total", "Tổng số TTHC", "whole", width=10, flow="closing", shared=True),
        Field("services_full", "DVC toàn trình", "whole", width=10, flow="closing", shared=True),
        Field("services_partial", "DVC một phần", "whole", width=10, flow="closing", shared=True),
    ),
    keys=(("year", "month"),), order=("year", "month"),
)  # fmt: skip

INDICATORS = Register(
    "indicators", "Chỉ tiêu khác", "chỉ tiêu khác",
    (
        YEAR,
        MONTH,
        Field("code", "Mã chỉ tiêu", required=True, width=14),
        Field("name", "Tên chỉ tiêu", width=36),
        Field("measured_in", "Đơn vị tính", width=10),
        Field("kind", "Loại", "choice", choices=("Phát sinh", "Lũy kế", "Thời điểm"), width=10),
        Field("plan", "Kế hoạch", "decimal", width=10),
        Field("actual", "Thực hiện", "decimal", width=10),
        Field("numerator", "Tử số", "decimal", width=10),
        Field("denominator", "Mẫu số", "decimal", width=10),
        Field("estimate", "Ước", "yes_no", width=8),
        Field("section", "Mục báo cáo", "choice", choices=FIGURE_SECTIONS, width=10, help="Để trống: mục II.6."),
        Field("added_up", "Cộng các đơn vị", "yes_no", width=10, help="Để trống: có cộng."),
    ),
    keys=(("year", "month", "code"),), order=("year", "month", "code"), title="name",
)  # fmt: skip

LATE_DOSSIERS = Register(
    "late_dossiers", "Hồ sơ quá hạn", "nhóm hồ sơ quá hạn",
    (
        YEAR,
        MONTH,
        AREA,
        Field("cause", "Nguyên nhân", required=True, width=40),
        Field("dossiers", "Số hồ sơ", "whole", required=True, width=10),
        Field("responsible", "Đơn vị chịu trách nhiệm", width=28),
        Field("apologies", "Đã xin lỗi", "whole", width=10),
        Field("remedy", "Biện pháp", "long_text", width=36),
    ),
    keys=(("year", "month", "field", "cause"),), order=("year", "month", "field"), title="cause",
)  # fmt: skip

DOSSIERS = Register(
    "dossiers", "Hồ sơ", "số liệu hồ sơ",
    (
        YEAR,
        MONTH,
        AREA,
        Field("nil", "Không phát sinh", "yes_no", width=12),
        *(Field(m.name, m.label, "whole", width=12, short=m.short) for m in MEASURES.values()),
    ),
    keys=(("year", "month", "field"),), order=("year", "month", "field"), title="field",
)  # fmt: skip

BLOCKS = Register(
    "blocks", "Hồ sơ theo kỳ", "số liệu theo kỳ",
    (
        Field("period", "Kỳ", required=True, width=24, help="Tên kỳ, ví dụ: 2024-06-14, 2024-W23, 2024-Q2, 2024-9M."),
        AREA,
        Field("from_date", "Từ ngày", "date", width=12),
        Field("to_date", "Đến ngày", "date", width=12),
        Field("source", "Nguồn", width=24),
        Field("printed", "In theo", "choice", choices=(BOOK, PUBLISHED), width=10),
        Field("reason", "Lý do", "long_text", width=30),
        *(Field(m.name, m.label, "whole", width=12, short=m.short) for m in MEASURES.values()),
    ),
    keys=(("period", "field"),), order=("period", "field"), title="period",
)  # fmt: skip

RATES = Register(
    "rates", "Tỷ lệ", "tỷ lệ",
    (
        Field("code", "Mã", required=True, width=16),
        Field("name", "Tên", required=True, width=36),
        Field("numerator", "Tử số", required=True, width=30, help="Tên chỉ tiêu hồ sơ, nhiều chỉ tiêu nối bằng dấu +."),
        Field("denominator", "Mẫu số", required=True, width=30, help="Tên chỉ tiêu hồ sơ, nhiều chỉ tiêu nối bằng dấu +."),
        Field("scope", "Phạm vi", "long_text", width=24, help="Tất cả, một thẩm quyền, hoặc mỗi lĩnh vực một dòng."),
        Field("rounding", "Làm tròn", "choice", choices=ROUNDING_CHOICES, names=ROUNDINGS, width=16, help="Để trống: theo cài đặt."),
        Field("decimals", "Số chữ số thập phân", "whole", width=10, help="0 đến 2; để trống: theo cài đặt."),
        Field("section", "Mục báo cáo", "choice", choices=FIGURE_SECTIONS, width=10, help="Để trống: mục II.2."),
        Field("in_use", "Đang dùng", "yes_no", width=10),
    ),
    keys=(("code",),), scope="store", order=("code",), title="name", folded_key=True,
)  # fmt: skip

NARRATIVES = Register(
    "narratives", "Nội dung báo cáo", "nội dung báo cáo",
    (
        Field("period", "Kỳ", required=True, width=12, help="Ví dụ: 2024-06, 2024-Q2, 2024-H1."),
        Field("section", "Mục", "choice", required=True, choices=NARRATIVE_SECTIONS, width=8),
        Field("text", "Nội dung", "long_text", width=90),
        Field("nil", "Không phát sinh", "yes_no", width=12),
    ),
    keys=(("period", "section"),), order=("period", "section"), title="section",
)  # fmt: skip

# In the order of the workbook's sheets: what others refer to comes first.
REGISTERS: dict[str, Register] = {
    register.name: register
    for register in (
        PROFILE, UNITS, FIELDS, STAFF, EQUIPMENT, NORMS, SOFTWARE, INNOVATIONS, TASKS, DOCUMENTS, INSPECTIONS,
        ASSESSMENTS, PROCEDURES, RATES, TARGETS, MONTHLY, INDICATORS, LATE_DOSSIERS, DOSSIERS, BLOCKS, NARRATIVES,
    )
}  # fmt: skip
