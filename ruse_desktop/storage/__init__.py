"""Tables, engine, unit of work, backups: everything that touches the database file."""
