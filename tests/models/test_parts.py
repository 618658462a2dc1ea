"""The parts that a store is asked for when it is opened."""

from models.tables import all_tables, columns_by_table


def test_the_names_of_the_schema_are_those_of_its_tables() -> None:
    tables = all_tables().tables.values()
    made = {table.name: {column.name for column in table.columns} for table in tables}
    assert {name: set(names) for name, names in columns_by_table().items()} == made
