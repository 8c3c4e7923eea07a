-- workspace.sqlite as version 1 wrote it. Never changed: every later version must be able to open this.
PRAGMA application_id = 1380275009;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE document_snapshot (
            document TEXT NOT NULL PRIMARY KEY,
            sequence INTEGER NOT NULL,
            content BLOB NOT NULL,
            at TEXT NOT NULL
        );
INSERT INTO "document_snapshot" VALUES('map:m1',2,X'0001','2026-03-01T12:00:00.000000+00:00');
CREATE TABLE document_update (
            document TEXT NOT NULL,
            sequence INTEGER NOT NULL,
            content BLOB NOT NULL,
            person TEXT,
            at TEXT NOT NULL,
            PRIMARY KEY (document, sequence)
        ) WITHOUT ROWID
        ;
INSERT INTO "document_update" VALUES('map:m1',3,X'02','p1','2026-03-01T12:00:00.000000+00:00');
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
        );
INSERT INTO "map" VALUES('m1','Flytta hem','current_state','live',NULL,NULL,NULL,1,NULL,NULL,'sv','["p2"]','p1','2026-03-01T12:00:00.000000+00:00','p1','2026-03-01T12:00:00.000000+00:00',NULL,NULL);
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
        );
INSERT INTO "map_version" VALUES('m1',1,'Våren','live',2,X'789C6360040000030002','p1','2026-03-01T12:00:00.000000+00:00');
CREATE TABLE picture (
            id TEXT NOT NULL PRIMARY KEY,
            form TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            made_by TEXT,
            made_at TEXT NOT NULL
        );
INSERT INTO "picture" VALUES('a4ebc5f66162847b445559c37cdf009b','image/gif',6,'p1','2026-03-01T12:00:00.000000+00:00');
COMMIT;
