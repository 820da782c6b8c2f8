"""Tables whose rows are written once: the database itself refuses UPDATE and DELETE."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ACTIONS = ("UPDATE", "DELETE")


def sqlite_triggers(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are written once'); END"
        for action in ACTIONS
    ]


def postgresql_triggers(table: str) -> list[str]:
    return [
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'rows of % are written once', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    ]


def drop_statements(table: str, vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_no_{action.lower()}" for action in ACTIONS]
    return [f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}"]


def create_statements(table: str, vendor: str) -> list[str]:
    """The SQL that makes `table` append-only on the database vendor "sqlite" or "postgresql"."""
    return sqlite_triggers(table) if vendor == "sqlite" else postgresql_triggers(table)


def append_only(table: str) -> migrations.RunPython:
    """A migration operation after which the rows of `table` can only be added."""

    def forwards(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in create_statements(table, editor.connection.vendor):
            editor.execute(statement, params=None)

    def backwards(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in drop_statements(table, editor.connection.vendor):
            editor.execute(statement, params=None)

    return migrations.RunPython(forwards, backwards)
