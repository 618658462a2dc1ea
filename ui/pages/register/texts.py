"""What an empty register says: what belongs there, in one or two sentences."""

from typing import Final

EMPTY: Final = {
    "staff": (
        "Ghi từng người làm việc tại Bộ phận Một cửa: bố trí chính thức, kiêm nhiệm, dự phòng, "
        "từ ngày nào. Báo cáo lấy số người và phụ lục danh sách từ đây."
    ),
    "equipment": (
        "Ghi từng loại máy móc, thiết bị đang dùng, số lượng và tình trạng. "
        "Trang định mức so sánh với sổ này để biết còn thiếu, đang hỏng gì."
    ),
    "norms": "Ghi số lượng từng loại thiết bị mà Bộ phận Một cửa phải có, kèm căn cứ.",
    "software": "Ghi các phần mềm đang dùng để giải quyết thủ tục và số tài khoản được cấp.",
    "innovations": (
        "Ghi các mô hình, sáng kiến, giải pháp cải cách hành chính đang làm; "
        "báo cáo lấy danh sách từ đây."
    ),
    "tasks": "Ghi từng nhiệm vụ theo kế hoạch cải cách hành chính, thời hạn và ngày hoàn thành.",
    "documents": (
        "Ghi các văn bản chỉ đạo, triển khai đã ban hành; báo cáo đếm và dẫn theo sổ này."
    ),
    "inspections": "Ghi các cuộc kiểm tra đã có tại đơn vị và việc khắc phục.",
    "assessments": "Ghi kết quả đánh giá, chỉ số, xếp hạng của đơn vị qua từng kỳ.",
    "fields": "Danh sách lĩnh vực dùng cho bảng hồ sơ tháng và biểu mẫu.",
    "procedures": "Ghi các thủ tục hành chính đang tiếp nhận, theo lĩnh vực.",
    "rates": (
        "Thêm tỷ lệ riêng của đơn vị, hoặc ghi lại một tỷ lệ có sẵn theo mã của nó. "
        "Tỷ lệ ở đây có trong báo cáo, so sánh, xếp hạng và chỉ tiêu giao."
    ),
    "targets": ("Ghi chỉ tiêu tỷ lệ được giao trong năm; trang Tổng quan so kết quả với chỉ tiêu."),
    "units": "Ghi các đơn vị gửi báo cáo, thời gian hiệu lực và đơn vị kế thừa khi sáp nhập.",
    "indicators": (
        "Ghi các chỉ tiêu khác của tháng ngoài số liệu hồ sơ. "
        "Có thể bắt đầu từ danh mục có sẵn rồi chỉ điền số."
    ),
    "late_dossiers": (
        "Ghi nguyên nhân của từng nhóm hồ sơ quá hạn trong tháng, số lần xin lỗi và biện pháp."
    ),
}
