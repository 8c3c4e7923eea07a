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
            parent TEXT,
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
            sequence INTEGER NOT NULL,
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
    (
        """
        CREATE TABLE workspace_fact (
            name TEXT NOT NULL PRIMARY KEY,
            content TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE person (
            id TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            email TEXT UNIQUE,
            role TEXT NOT NULL,
            language TEXT NOT NULL,
            password TEXT,
            subject TEXT UNIQUE,
            made_at TEXT NOT NULL,
            removed_at TEXT
        )
        """,
        """
        CREATE TABLE session (
            token TEXT NOT NULL PRIMARY KEY,
            person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
            made_at TEXT NOT NULL,
            used_at TEXT NOT NULL,
            expires_at TEXT NOT NULL
        )
        """,
        "CREATE INDEX session_of_person ON session (person)",
        """
        CREATE TABLE failed_try (
            subject TEXT NOT NULL PRIMARY KEY,
            tries INTEGER NOT NULL,
            last_at TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE invitation (
            id TEXT NOT NULL PRIMARY KEY,
            token TEXT NOT NULL UNIQUE,
            role TEXT NOT NULL,
            email TEXT,
            made_by TEXT NOT NULL REFERENCES person (id),
            made_at TEXT NOT NULL,
            expires_at TEXT NOT NULL,
            accepted_by TEXT REFERENCES person (id),
            accepted_at TEXT
        )
        """,
        """
        CREATE TABLE share_link (
            id TEXT NOT NULL PRIMARY KEY,
            token TEXT NOT NULL UNIQUE,
            map TEXT NOT NULL,
            label TEXT NOT NULL,
            language TEXT NOT NULL,
            password TEXT,
            has_comments INTEGER NOT NULL,
            has_figures INTEGER NOT NULL,
            has_quotes INTEGER NOT NULL,
            frames TEXT NOT NULL,
            made_by TEXT NOT NULL,
            made_at TEXT NOT NULL,
            expires_at TEXT,
            revoked_at TEXT,
            opened INTEGER NOT NULL,
            opened_at TEXT
        )
        """,
        "CREATE INDEX share_link_of_map ON share_link (map)",
        """
        CREATE TABLE audit (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            at TEXT NOT NULL,
            person TEXT,
            name TEXT NOT NULL,
            act TEXT NOT NULL,
            about TEXT NOT NULL,
            detail TEXT NOT NULL
        )
        """,
        """
        CREATE TRIGGER audit_keeps BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit log is append only'); END
        """,
        """
        CREATE TRIGGER audit_stays BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit log is append only'); END
        """,
    ),
    ("ALTER TABLE invitation ADD COLUMN person TEXT REFERENCES person (id)",),
)
