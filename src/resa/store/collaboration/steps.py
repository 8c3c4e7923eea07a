"""The schema of `workspace.sqlite`, as the steps that lead from nothing to today.

A step, once released, is never changed: a new idea is a new step at the end. Each is a tuple of statements; all steps
that a file lacks are carried out in one transaction. The tables that the code uses stand in the modules beside this
one, and a test holds that the steps lead to exactly these.
"""

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE document_update (
            document TEXT NOT NULL,
            sequence INTEGER NOT NULL,
            content BLOB NOT NULL,
            person TEXT,
            at TEXT NOT NULL,
            PRIMARY KEY (document, sequence)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE document_snapshot (
            document TEXT NOT NULL PRIMARY KEY,
            sequence INTEGER NOT NULL,
            content BLOB NOT NULL,
            at TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE map (
            id TEXT NOT NULL PRIMARY KEY,
            title TEXT NOT NULL,
            form TEXT NOT NULL,
            status TEXT NOT NULL,
            status_by TEXT,
            status_at TEXT,
            status_note TEXT,
            live_version INTEGER,
            parent TEXT REFERENCES map (id) ON DELETE SET NULL,
            as_is TEXT,
            language TEXT NOT NULL,
            approvers TEXT NOT NULL,
            made_by TEXT,
            made_at TEXT NOT NULL,
            updated_by TEXT,
            updated_at TEXT NOT NULL,
            archived_at TEXT,
            source TEXT UNIQUE
        )
        """,
        """
        CREATE TABLE map_version (
            map TEXT NOT NULL REFERENCES map (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            label TEXT,
            reason TEXT NOT NULL,
            content BLOB NOT NULL,
            made_by TEXT,
            made_at TEXT NOT NULL,
            PRIMARY KEY (map, number)
        )
        """,
        """
        CREATE TABLE picture (
            id TEXT NOT NULL PRIMARY KEY,
            form TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            made_by TEXT,
            made_at TEXT NOT NULL
        )
        """,
    ),
)
