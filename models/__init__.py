"""What the office knows: values, measures, periods, registers, rules, queries and the store.

Glossary (one English word per Vietnamese term):

    unit            đơn vị (phường, xã, cơ quan)      register     sổ, danh mục theo dõi
    area (of work)  lĩnh vực                          dossier      hồ sơ
    one-stop unit   Bộ phận Một cửa                   procedure    thủ tục hành chính (TTHC)
    measure         chỉ tiêu số liệu hồ sơ            nil          không phát sinh
    carried over    kỳ trước chuyển sang              pending      đang giải quyết
    month, window   tháng, khoảng ngày của tháng      close        chốt số liệu
    finding         điểm cần xem                      reason       lý do, giải trình
    staff           nhân sự                           equipment    trang thiết bị
    norm            định mức                          innovation   mô hình, sáng kiến, giải pháp
    task            nhiệm vụ CCHC                     document     văn bản
    inspection      cuộc kiểm tra                     assessment   đánh giá, xếp hạng
    target          chỉ tiêu giao                     indicator    chỉ tiêu khác
    late dossier    hồ sơ quá hạn                     apology      văn bản xin lỗi
    superior body   cấp trên trực tiếp                signing authority  thẩm quyền ký
"""
