"""The database: connections, tables, statements, migrations and errors of both kinds of server."""
