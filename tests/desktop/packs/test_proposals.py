"""A rate or target that no register would take is refused with its place, and nothing is kept."""

from pathlib import Path

import pytest

from desktop.context import Context
from desktop.messages import sentence
from desktop.packs.adding import add_pack
from desktop.packs.proposals import areas_of_office, usual_areas
from desktop.packs.shelf import check_pack, kept_packs
from desktop.registers import records, save
from models.errors import Refused
from models.registers import Values
from tests.desktop.commands.console import Console
from tests.desktop.packs.parts import parts_with, sound_parts, write_pack
from tests.helpers.office import new_office

TOP = 'numerator = "received_online"'
CODE = 'code = "ty_le_mau"'


@pytest.fixture
def office(tmp_path: Path) -> Context:
    return new_office(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            TOP,
            'numerator = "received_onlin + pending"',
            "Trong pack.toml, “rate ty_le_mau”: cột “Tử số”: “received_onlin” không",
        ),
        (TOP, 'numerator = "received_onlin"', "Gần giống: received_online, "),
        (TOP, 'numerator = "Tiep nhan trong ki"', "Gần giống: Tiếp nhận trong kỳ"),
        (TOP, 'numerator = "zzz"', "nối bằng dấu +. Bộ biểu mẫu chưa dùng được."),
        ('denominator = "received"', 'denominator = "resolvd"', "cột “Mẫu số”: “resolvd”"),
        (CODE, "code = 7", "“rate 7”: cột “Mã”: “7”"),
        (CODE, "", "“rate 1: code” còn thiếu"),
        (TOP, f'{TOP}\nscope = "Nghành dọc"', "cột “Phạm vi”: “Nghành dọc” không phải thẩm quyền"),
        (TOP, f'{TOP}\nscope = "Nghành dọc"', "Gần giống: Ngành dọc."),
        (TOP, f'{TOP}\nscope = "Hộ tịnh"', "Gần giống: Hộ tịch"),
        (TOP, f'{TOP}\nscope = "Chung toàn đơn vị"', "“Chung toàn đơn vị” không phải thẩm quyền"),
        (TOP, f"{TOP}\ndecimals = 5", "“rate ty_le_mau”: cột “Số chữ số thập phân”: “5”"),
        ("ty_le_mau", "ty le mau", "“rate ty le mau”: cột “Mã”: “ty le mau”"),
        ("ty_le_mau", "to_handle", "“to_handle” đã là tên của một số liệu khác"),
        (
            "[[target]]",
            f'[[rate]]\ncode = "TY_LE_MAU"\nname = "X"\n{TOP}\ndenominator = "due"\n[[target]]',
            "“rate TY_LE_MAU”: mục này ghi hai lần",
        ),
    ],
)
def test_what_a_register_would_refuse_is_named_with_its_place(
    office: Context, tmp_path: Path, old: str, new: str, said: str
) -> None:
    path = write_pack(tmp_path / "mau.smb", parts_with("pack.toml", old, new))
    for refuse in (
        lambda: check_pack(path, usual_areas()),
        lambda: check_pack(path, office.ask(areas_of_office)),
        lambda: office.do(add_pack, path),
    ):
        with pytest.raises(Refused) as caught:
            refuse()
        assert said in " ".join(sentence(problem) for problem in caught.value.problems)
    assert office.ask(kept_packs) == []
    assert office.ask(records, "rates", office.unit) == []


def test_a_rate_is_checked_although_the_office_has_one_of_its_code(
    office: Context, tmp_path: Path
) -> None:
    own: Values = {
        "code": "ty_le_mau", "name": "Của đơn vị", "numerator": "due", "denominator": "received",
    }  # fmt: skip
    office.do(save, "rates", office.unit, own)
    wrong = parts_with("pack.toml", TOP, 'numerator = "received_onlin"')
    with pytest.raises(Refused, match="pack_row"):
        office.do(add_pack, write_pack(tmp_path / "mau.smb", wrong))


def test_the_fields_of_the_office_count_and_their_other_names(
    office: Context, tmp_path: Path
) -> None:
    about = f'{TOP}\nscope = "Việc riêng của xã\\nNgành dọc"'
    path = write_pack(tmp_path / "mau.smb", parts_with("pack.toml", TOP, about))
    with pytest.raises(Refused, match="pack_row"):
        check_pack(path, usual_areas())
    with pytest.raises(Refused, match="pack_row"):
        office.do(add_pack, path)
    office.do(save, "fields", "", {"name": "Việc xã", "aliases": "Việc riêng của xã"})
    office.do(add_pack, path)
    assert office.ask(records, "rates", office.unit)[0]["scope"] == "Việc riêng của xã\nNgành dọc"


def test_every_command_refuses_it_and_writes_nothing(
    office: Context, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = parts_with("pack.toml", TOP, 'numerator = "received_onlin"')
    path, out = write_pack(tmp_path / "mau.smb", wrong), tmp_path / "out.smb"
    folder = tmp_path / "parts"
    folder.mkdir()
    for name, content in wrong.items():
        (folder / name).write_bytes(content)
    office.close()
    console = Console(office.path, capsys)
    for words in (("check", path), ("add", path), ("make", folder, "--out", out)):
        refused = console.json("pack", *words, status=1)
        assert refused["error"]["code"] == "pack_row"
        assert "received_online" in refused["error"]["message"]
    assert not out.exists()
    assert [pack["built_in"] for pack in console.json("pack", "list")["packs"]] == [True, True]


def test_a_pack_is_checked_where_there_is_no_store_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from desktop.commands.run import main

    nowhere = tmp_path / "none.sqlite"
    monkeypatch.setattr("desktop.commands.store.default_store", lambda: nowhere)
    assert main(["pack", "check", str(write_pack(tmp_path / "mau.smb", sound_parts()))]) == 0
    assert "dùng được" in capsys.readouterr().out
    assert not nowhere.exists()
