extension Migration {
    /// All tables of the first version.
    ///
    /// Ids are our own texts, `team` with `week` (`2026-W43`) is a check-in, times are milliseconds of UTC. `sequence` is the order of arrival.
    /// Spans are UTF-8 byte offsets into `messages.text`, which with the chat that we serve and what is still to be sent is the only place of words.
    /// `is_head` marks the one row of a conversation whose turn it is, so that finding what is due looks at no row that has to wait.
    static let firstTables = Migration(
        name: "first tables",
        sql: """
            CREATE TABLE teams (
                team TEXT NOT NULL PRIMARY KEY,
                cursor TEXT NOT NULL CHECK (cursor GLOB '[0-9][0-9][0-9][0-9]-W[0-9][0-9]'),
                fingerprint INTEGER,
                retired_at INTEGER
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE team_versions (
                team TEXT NOT NULL REFERENCES teams (team),
                version INTEGER NOT NULL CHECK (version > 0),
                valid_from INTEGER NOT NULL,
                definition TEXT NOT NULL,
                PRIMARY KEY (team, version)
            ) STRICT;

            CREATE TABLE series (
                team TEXT NOT NULL REFERENCES teams (team),
                key_result TEXT NOT NULL,
                current_id TEXT NOT NULL,
                PRIMARY KEY (team, key_result)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE check_ins (
                team TEXT NOT NULL REFERENCES teams (team),
                week TEXT NOT NULL CHECK (week GLOB '[0-9][0-9][0-9][0-9]-W[0-9][0-9]'),
                state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'skipped')),
                asked TEXT CHECK (asked IN ('asked', 'asked_late')),
                skip_reason TEXT,
                due_at INTEGER NOT NULL,
                asked_at INTEGER,
                remind_at TEXT NOT NULL,
                closes_at INTEGER NOT NULL,
                closed_at INTEGER,
                revision INTEGER NOT NULL CHECK (revision >= 0),
                PRIMARY KEY (team, week),
                CHECK ((state = 'skipped') = (skip_reason IS NOT NULL)),
                CHECK ((state = 'skipped') = (asked IS NULL)),
                CHECK ((asked IS NULL) = (asked_at IS NULL)),
                CHECK ((state = 'closed') = (closed_at IS NOT NULL))
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX check_ins_open ON check_ins (team, week) WHERE state = 'open';

            CREATE TABLE snapshots (
                team TEXT NOT NULL,
                week TEXT NOT NULL,
                snapshot TEXT NOT NULL,
                PRIMARY KEY (team, week),
                FOREIGN KEY (team, week) REFERENCES check_ins (team, week)
            ) STRICT;

            CREATE TABLE reminders (
                team TEXT NOT NULL,
                week TEXT NOT NULL,
                reminder INTEGER NOT NULL CHECK (reminder >= 0),
                at INTEGER NOT NULL,
                PRIMARY KEY (team, week, reminder),
                FOREIGN KEY (team, week) REFERENCES check_ins (team, week)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE messages (
                sequence INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                account TEXT NOT NULL,
                conversation TEXT NOT NULL,
                platform_id TEXT NOT NULL,
                version TEXT NOT NULL,
                thread TEXT,
                team TEXT,
                week TEXT,
                author TEXT NOT NULL,
                author_name TEXT,
                text TEXT NOT NULL,
                markup TEXT NOT NULL,
                sent_at INTEGER NOT NULL,
                is_direct INTEGER NOT NULL CHECK (is_direct IN (0, 1)),
                reading TEXT,
                parser_version INTEGER,
                basis TEXT,
                removed_at INTEGER,
                UNIQUE (platform_id, account, conversation, version),
                FOREIGN KEY (team, week) REFERENCES check_ins (team, week),
                CHECK ((team IS NULL) = (week IS NULL)),
                CHECK (removed_at IS NULL OR text = '')
            ) STRICT;
            CREATE INDEX messages_check_in ON messages (team, week) WHERE team IS NOT NULL;
            CREATE INDEX messages_words ON messages (author, sent_at) WHERE removed_at IS NULL;

            CREATE TABLE updates (
                sequence INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                team TEXT NOT NULL,
                week TEXT NOT NULL,
                key_result TEXT NOT NULL,
                value REAL,
                status TEXT,
                confidence REAL CHECK (confidence BETWEEN 0 AND 1),
                note TEXT,
                said_at INTEGER NOT NULL,
                recorded_at INTEGER NOT NULL,
                author TEXT NOT NULL,
                said_for TEXT,
                source TEXT NOT NULL,
                late INTEGER NOT NULL CHECK (late IN (0, 1)),
                message TEXT REFERENCES messages (id),
                span_start INTEGER,
                span_end INTEGER,
                supersedes TEXT REFERENCES updates (id),
                state TEXT NOT NULL CHECK (state IN ('live', 'superseded', 'withdrawn')),
                reason TEXT,
                ended_at INTEGER,
                FOREIGN KEY (team, week) REFERENCES check_ins (team, week),
                FOREIGN KEY (team, key_result) REFERENCES series (team, key_result),
                CHECK ((message IS NULL) = (span_start IS NULL)),
                CHECK ((message IS NULL) = (span_end IS NULL)),
                CHECK (span_start BETWEEN 0 AND span_end),
                CHECK ((state = 'live') = (ended_at IS NULL))
            ) STRICT;
            CREATE INDEX updates_series ON updates (team, key_result, state, week, said_at);
            CREATE INDEX updates_check_in ON updates (team, week);
            CREATE INDEX updates_reparse ON updates (team, recorded_at) WHERE source = 'reparse';
            CREATE INDEX updates_message ON updates (message) WHERE message IS NOT NULL;

            CREATE TABLE outputs (
                sequence INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                team TEXT NOT NULL,
                week TEXT NOT NULL,
                initiative TEXT,
                author TEXT NOT NULL,
                said_at INTEGER NOT NULL,
                message TEXT NOT NULL REFERENCES messages (id),
                span_start INTEGER NOT NULL,
                span_end INTEGER NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('live', 'superseded', 'withdrawn')),
                ended_at INTEGER,
                FOREIGN KEY (team, week) REFERENCES check_ins (team, week),
                CHECK (span_start BETWEEN 0 AND span_end),
                CHECK ((state = 'live') = (ended_at IS NULL))
            ) STRICT;
            CREATE INDEX outputs_check_in ON outputs (team, week);
            CREATE INDEX outputs_message ON outputs (message);

            CREATE TABLE blockers (
                sequence INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                team TEXT NOT NULL,
                week TEXT NOT NULL,
                key_result TEXT,
                author TEXT NOT NULL,
                said_at INTEGER NOT NULL,
                message TEXT NOT NULL REFERENCES messages (id),
                span_start INTEGER NOT NULL,
                span_end INTEGER NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('live', 'superseded', 'withdrawn')),
                ended_at INTEGER,
                FOREIGN KEY (team, week) REFERENCES check_ins (team, week),
                CHECK (span_start BETWEEN 0 AND span_end),
                CHECK ((state = 'live') = (ended_at IS NULL))
            ) STRICT;
            CREATE INDEX blockers_check_in ON blockers (team, week);
            CREATE INDEX blockers_message ON blockers (message);

            CREATE TABLE skips (
                sequence INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                team TEXT NOT NULL,
                week TEXT NOT NULL,
                key_result TEXT,
                author TEXT NOT NULL,
                said_at INTEGER NOT NULL,
                message TEXT NOT NULL REFERENCES messages (id),
                state TEXT NOT NULL CHECK (state IN ('live', 'superseded', 'withdrawn')),
                ended_at INTEGER,
                FOREIGN KEY (team, week) REFERENCES check_ins (team, week),
                CHECK ((state = 'live') = (ended_at IS NULL))
            ) STRICT;
            CREATE INDEX skips_check_in ON skips (team, week);
            CREATE INDEX skips_message ON skips (message);

            CREATE TABLE questions (
                sequence INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                team TEXT,
                week TEXT,
                reason TEXT NOT NULL,
                candidates TEXT NOT NULL,
                teams TEXT NOT NULL,
                value REAL,
                author TEXT NOT NULL,
                message TEXT NOT NULL REFERENCES messages (id),
                span_start INTEGER NOT NULL,
                span_end INTEGER NOT NULL,
                asked_at INTEGER NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('waiting', 'asked', 'answered', 'overruled', 'expired', 'withdrawn')),
                FOREIGN KEY (team, week) REFERENCES check_ins (team, week),
                CHECK ((team IS NULL) = (week IS NULL)),
                CHECK (span_start BETWEEN 0 AND span_end)
            ) STRICT;
            CREATE INDEX questions_check_in ON questions (team, week) WHERE team IS NOT NULL;
            CREATE INDEX questions_message ON questions (message);
            CREATE INDEX questions_open ON questions (author, asked_at, sequence) WHERE state IN ('waiting', 'asked');

            CREATE TABLE inbox (
                sequence INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                account TEXT NOT NULL,
                event_id TEXT NOT NULL,
                conversation TEXT NOT NULL,
                message_id TEXT NOT NULL,
                version TEXT NOT NULL,
                change TEXT NOT NULL CHECK (change IN ('posted', 'edited', 'deleted')),
                thread TEXT,
                sender_id TEXT NOT NULL,
                sender_name TEXT,
                text TEXT NOT NULL,
                markup TEXT NOT NULL,
                sent_at INTEGER NOT NULL,
                is_direct INTEGER NOT NULL CHECK (is_direct IN (0, 1)),
                mentions_us INTEGER NOT NULL CHECK (mentions_us IN (0, 1)),
                is_thread_ours INTEGER NOT NULL CHECK (is_thread_ours IN (0, 1)),
                received_at INTEGER NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('waiting', 'processing', 'done', 'poison')),
                is_head INTEGER NOT NULL CHECK (is_head IN (0, 1)),
                due_at INTEGER NOT NULL,
                attempts INTEGER NOT NULL CHECK (attempts >= 0),
                owner TEXT,
                note TEXT,
                UNIQUE (event_id, account),
                UNIQUE (message_id, version, conversation, account),
                CHECK ((state = 'processing') = (owner IS NOT NULL)),
                CHECK (state <> 'processing' OR is_head = 1),
                CHECK (is_head = 0 OR state IN ('waiting', 'processing')),
                CHECK (state <> 'done' OR (text = '' AND sender_id = '' AND sender_name IS NULL))
            ) STRICT;
            CREATE UNIQUE INDEX inbox_head ON inbox (account, conversation) WHERE is_head = 1;
            CREATE INDEX inbox_due ON inbox (due_at, sequence) WHERE is_head = 1;
            CREATE INDEX inbox_behind ON inbox (account, conversation, sequence) WHERE state = 'waiting' AND is_head = 0;
            CREATE INDEX inbox_poison ON inbox (sequence) WHERE state = 'poison';

            CREATE TABLE records (
                id TEXT NOT NULL PRIMARY KEY,
                at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE accounts (
                account TEXT NOT NULL PRIMARY KEY,
                blocked_at INTEGER,
                failure_kind TEXT,
                failure_detail TEXT,
                CHECK ((blocked_at IS NULL) = (failure_kind IS NULL)),
                CHECK ((blocked_at IS NULL) = (failure_detail IS NULL))
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE conversations (
                account TEXT NOT NULL,
                conversation TEXT NOT NULL,
                last_sent_at INTEGER,
                blocked_at INTEGER,
                failure_kind TEXT,
                failure_detail TEXT,
                PRIMARY KEY (account, conversation),
                CHECK ((blocked_at IS NULL) = (failure_kind IS NULL)),
                CHECK ((blocked_at IS NULL) = (failure_detail IS NULL))
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX conversations_blocked ON conversations (account, conversation) WHERE blocked_at IS NOT NULL;

            CREATE TABLE outbox (
                sequence INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                kind TEXT NOT NULL,
                account TEXT NOT NULL REFERENCES accounts (account),
                conversation TEXT NOT NULL,
                team TEXT,
                week TEXT,
                focus TEXT,
                slot TEXT,
                root TEXT,
                under TEXT,
                text TEXT,
                mentions TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'delivered', 'dead', 'cancelled')),
                is_head INTEGER NOT NULL CHECK (is_head IN (0, 1)),
                due_at INTEGER NOT NULL,
                attempts INTEGER NOT NULL CHECK (attempts >= 0),
                owner TEXT,
                may_have_arrived INTEGER NOT NULL CHECK (may_have_arrived IN (0, 1)),
                thread TEXT,
                edits TEXT,
                delivered_at INTEGER,
                platform_id TEXT,
                failure_kind TEXT,
                failure_detail TEXT,
                FOREIGN KEY (team, week) REFERENCES check_ins (team, week),
                CHECK ((team IS NULL) = (week IS NULL)),
                CHECK (root IS NULL OR under IS NULL),
                CHECK ((state = 'sending') = (owner IS NOT NULL)),
                CHECK (state <> 'sending' OR is_head = 1),
                CHECK (is_head = 0 OR state IN ('pending', 'sending')),
                CHECK ((state = 'delivered') = (delivered_at IS NOT NULL)),
                CHECK ((state IN ('delivered', 'cancelled')) = (text IS NULL)),
                CHECK (platform_id IS NULL OR state = 'delivered')
            ) STRICT;
            CREATE UNIQUE INDEX outbox_head ON outbox (account, conversation) WHERE is_head = 1;
            CREATE INDEX outbox_due ON outbox (account, due_at, sequence) WHERE is_head = 1;
            CREATE INDEX outbox_behind ON outbox (account, conversation, sequence) WHERE state = 'pending' AND is_head = 0;
            CREATE INDEX outbox_slot ON outbox (slot, account, conversation, sequence) WHERE slot IS NOT NULL;
            CREATE INDEX outbox_check_in ON outbox (team, week) WHERE team IS NOT NULL;
            CREATE INDEX outbox_platform ON outbox (platform_id, account, conversation) WHERE platform_id IS NOT NULL;
            CREATE INDEX outbox_dead ON outbox (sequence) WHERE state = 'dead';

            CREATE TABLE chat_messages (
                number INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                channel TEXT NOT NULL,
                thread TEXT REFERENCES chat_messages (id),
                sender TEXT NOT NULL,
                text TEXT NOT NULL,
                at INTEGER NOT NULL,
                edited_at INTEGER,
                is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1)),
                sequence INTEGER NOT NULL UNIQUE,
                CHECK (is_deleted = 0 OR text = '')
            ) STRICT;
            CREATE INDEX chat_messages_channel ON chat_messages (channel, sequence);

            CREATE TABLE journal (
                sequence INTEGER PRIMARY KEY,
                at INTEGER NOT NULL,
                step TEXT NOT NULL,
                team TEXT,
                week TEXT,
                message TEXT,
                inbox TEXT,
                outbox TEXT,
                outcome TEXT NOT NULL,
                CHECK (week IS NULL OR team IS NOT NULL)
            ) STRICT;
            CREATE INDEX journal_check_in ON journal (team, week) WHERE team IS NOT NULL;
            CREATE INDEX journal_message ON journal (message) WHERE message IS NOT NULL;
            CREATE INDEX journal_inbox ON journal (inbox) WHERE inbox IS NOT NULL;
            CREATE INDEX journal_outbox ON journal (outbox) WHERE outbox IS NOT NULL;
            """)
}
