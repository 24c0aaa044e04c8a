-- A store as the first version of the schema wrote it. Such files are out there: never change it.
PRAGMA application_id = 1667328370;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE device (
  number        INTEGER PRIMARY KEY,  -- 1 is the device of this file
  id            BLOB NOT NULL UNIQUE CHECK (length(id) = 8),
  last_sequence INTEGER NOT NULL DEFAULT 0,
  events        INTEGER NOT NULL DEFAULT 0  -- in this file; a loss of pages shows by it
) STRICT;
INSERT INTO device VALUES(1,X'2245bd5fbb686f68',4,4);
INSERT INTO device VALUES(2,X'0000000000000001',7,1);
CREATE TABLE event (
  row        INTEGER PRIMARY KEY,  -- the order of arrival in this file: 1, 2, 3 without a gap
  id         BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  device     INTEGER NOT NULL REFERENCES device,
  sequence   INTEGER NOT NULL CHECK (sequence > 0),
  at         INTEGER NOT NULL,     -- seconds since 1970-01-01T00:00:00Z
  offset     INTEGER NOT NULL CHECK (abs(offset) < 1440),  -- local time minus UTC, minutes
  kind       TEXT NOT NULL CHECK (kind <> ''),
  ids        TEXT CHECK (ids <> ''),         -- blank-separated
  also_known TEXT CHECK (also_known <> ''),  -- blank-separated
  minutes    INTEGER CHECK (minutes >= 0),
  day        INTEGER,                        -- days since 1970-01-01
  note       TEXT CHECK (note <> ''),
  undoes     BLOB CHECK (length(undoes) = 16),
  extra      TEXT CHECK (extra <> ''),       -- a JSON object of fields unknown to the writer
  checksum   INTEGER NOT NULL                -- see record.h
) STRICT;
INSERT INTO event VALUES(1,X'22eb92502318fa4e7382d1e77ae6459a',1,1,1767265200,60,'know','python sql',NULL,NULL,18017,NULL,NULL,NULL,3419714194);
INSERT INTO event VALUES(2,X'0561d8057935c08e59d47572ecfc6738',1,2,1767265260,60,'done','postgresql c++','sql',2400,NULL,'a plan''s scan, naïve',NULL,NULL,4032686398);
INSERT INTO event VALUES(3,X'e94ec2d2b993684978833635915bd1b4',1,3,1767265320,60,'goal-set','senior',NULL,NULL,NULL,NULL,NULL,NULL,2156878086);
INSERT INTO event VALUES(4,X'130d84f91bf14b0991e180b364f46100',1,4,1767265380,60,'undo',NULL,NULL,NULL,NULL,NULL,X'22eb92502318fa4e7382d1e77ae6459a',NULL,898494229);
INSERT INTO event VALUES(5,X'00000000000000000000000000000007',2,7,1767265620,60,'mastered','go',NULL,NULL,NULL,NULL,NULL,'{"stars":5.0}',3636108004);
CREATE TRIGGER event_stays_as_it_is BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
CREATE TRIGGER event_is_not_replaced BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM event WHERE id = NEW.id OR row = NEW.row)
BEGIN SELECT RAISE(ABORT, 'events are never replaced'); END;
CREATE TRIGGER event_is_counted AFTER INSERT ON event
BEGIN
  UPDATE device SET events = events + 1, last_sequence = max(last_sequence, NEW.sequence)
  WHERE number = NEW.device;
END;
COMMIT;
