"""Statements for many rows."""

from __future__ import annotations

from sqlalchemy import Column, Integer, MetaData, Table, Text, create_engine, select

from serums_desktop.store.statements import Insertion

_tables = MetaData()
note = Table("note", _tables, Column("number", Integer, primary_key=True), Column("text", Text))


def test_more_rows_than_fit_into_one_statement_and_none() -> None:
    rows = [(number, f"{number}?") for number in range(501)]
    engine = create_engine("sqlite://")
    with engine.begin() as transaction:
        _tables.create_all(transaction)
        Insertion(note).run(transaction, rows)
        Insertion(note).run(transaction, [])
        assert [tuple(row) for row in transaction.execute(select(note))] == rows
    engine.dispose()
