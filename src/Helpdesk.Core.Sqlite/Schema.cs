using System.Globalization;
using System.Text.Json;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Search;
using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Sqlite;

/// <summary>The tables, as numbered steps. A database of a newer program is refused.</summary>
internal static class Schema
{
    // SQLite's own field for the format of an application's file; "HDsk".
    private const int ApplicationId = 0x4844736b;

    /// <summary>Which events tell how SLA promises were kept; the condition of a partial index, so word for word the same.</summary>
    public const string TellsOfSla = "body ->> '$.event.event' IN ('sla-breached', 'sla-fulfilled', 'sla-reviewed')";

    private static readonly string[] Steps =
    [
        """
        CREATE TABLE tickets(
          tenant TEXT NOT NULL, id TEXT NOT NULL, number INTEGER NOT NULL, reference TEXT NOT NULL, version INTEGER NOT NULL,
          snapshot TEXT NOT NULL, subject TEXT NOT NULL, requester TEXT NOT NULL, people TEXT NOT NULL, department TEXT NOT NULL,
          status TEXT NOT NULL, category INTEGER NOT NULL, priority INTEGER NOT NULL, assignee TEXT, next_target TEXT NOT NULL,
          next_due INTEGER, PRIMARY KEY(tenant, id), UNIQUE(tenant, reference), UNIQUE(tenant, number)) WITHOUT ROWID;
        CREATE INDEX tickets_due ON tickets(tenant, next_due);
        CREATE INDEX tickets_load ON tickets(tenant, assignee) WHERE assignee IS NOT NULL AND category IN (0, 1, 2);
        CREATE TABLE events(
          tenant TEXT NOT NULL, ticket TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL,
          PRIMARY KEY(tenant, ticket, version)) WITHOUT ROWID;
        CREATE TABLE messages(
          sequence INTEGER PRIMARY KEY, tenant TEXT NOT NULL, ticket TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
          UNIQUE(tenant, id));
        CREATE INDEX messages_ticket ON messages(tenant, ticket);
        CREATE TABLE blobs(hash BLOB NOT NULL PRIMARY KEY, content BLOB NOT NULL);
        CREATE TABLE attachments(
          tenant TEXT NOT NULL, message TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, media_type TEXT NOT NULL,
          hash BLOB NOT NULL REFERENCES blobs(hash), PRIMARY KEY(tenant, message, position)) WITHOUT ROWID;
        CREATE TABLE threads(
          tenant TEXT NOT NULL, external_id TEXT NOT NULL, kind INTEGER NOT NULL, ticket TEXT NOT NULL,
          PRIMARY KEY(tenant, external_id, kind, ticket)) WITHOUT ROWID;
        CREATE TABLE timers(
          tenant TEXT NOT NULL, ticket TEXT NOT NULL, kind INTEGER NOT NULL, at INTEGER NOT NULL,
          PRIMARY KEY(tenant, ticket, kind)) WITHOUT ROWID;
        CREATE INDEX timers_at ON timers(tenant, at, ticket, kind);
        CREATE TABLE outbox(
          sequence INTEGER PRIMARY KEY, tenant TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, not_before INTEGER NOT NULL,
          token INTEGER NOT NULL DEFAULT 0, done INTEGER NOT NULL DEFAULT 0, failure TEXT, UNIQUE(tenant, id));
        CREATE INDEX outbox_waiting ON outbox(tenant, not_before) WHERE done = 0;
        CREATE TABLE traces(sequence INTEGER PRIMARY KEY, tenant TEXT NOT NULL, ticket TEXT NOT NULL, body TEXT NOT NULL);
        CREATE INDEX traces_ticket ON traces(tenant, ticket);
        CREATE TABLE samples(
          tenant TEXT NOT NULL, ticket TEXT NOT NULL, hashes BLOB NOT NULL, PRIMARY KEY(tenant, ticket)) WITHOUT ROWID;
        CREATE TABLE keys(tenant TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY(tenant, key)) WITHOUT ROWID;
        CREATE TABLE quarantine(
          sequence INTEGER PRIMARY KEY, tenant TEXT NOT NULL, place TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL,
          key TEXT NOT NULL, raw BLOB NOT NULL, trace TEXT NOT NULL);
        CREATE TABLE spam_models(
          tenant TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, spam INTEGER NOT NULL, ham INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE spam_counts(
          tenant TEXT NOT NULL, hash INTEGER NOT NULL, spam INTEGER NOT NULL CHECK(spam >= 0), ham INTEGER NOT NULL CHECK(ham >= 0),
          PRIMARY KEY(tenant, hash)) WITHOUT ROWID;
        """,

        // Messages move between tickets, so a thread is found by its messages; keys name senders, so their digests do.
        """
        CREATE TABLE thread_ids(
          tenant TEXT NOT NULL, external_id TEXT NOT NULL, kind INTEGER NOT NULL, message TEXT NOT NULL,
          PRIMARY KEY(tenant, external_id, kind, message)) WITHOUT ROWID;
        INSERT OR IGNORE INTO thread_ids SELECT tenant, body ->> '$.externalId', 2, id FROM messages WHERE body ->> '$.externalId' <> '';
        INSERT OR IGNORE INTO thread_ids SELECT m.tenant, r.value, 0, m.id FROM messages m, json_each(m.body, '$.references') r WHERE r.value <> '';
        DROP TABLE threads;
        CREATE TABLE leases(
          tenant TEXT NOT NULL, ticket TEXT NOT NULL, agent TEXT NOT NULL, kind INTEGER NOT NULL, since INTEGER NOT NULL,
          until INTEGER NOT NULL, PRIMARY KEY(tenant, ticket, agent)) WITHOUT ROWID;
        UPDATE keys SET key = digest(key);
        """,

        // One timer for all clocks of a ticket, and metrics by their names.
        $"""
        CREATE INDEX IF NOT EXISTS events_sla ON events(tenant, ticket, version) WHERE {TellsOfSla};
        UPDATE events SET body = replace(replace(body, '"metric":"first-reply"', '"metric":"firstReply"'), '"metric":"FirstReply"', '"metric":"firstReply"')
          WHERE {TellsOfSla};
        INSERT OR REPLACE INTO timers SELECT tenant, ticket, 0, MIN(at) FROM timers WHERE kind IN (0, 1) GROUP BY tenant, ticket;
        DELETE FROM timers WHERE kind = 1;
        UPDATE tickets SET next_target = CASE next_target WHEN 'first-reply' THEN 'firstReply' ELSE next_target END,
          snapshot = replace(replace(snapshot, '"metric":"FirstReply"', '"metric":"firstReply"'), '"metric":"Resolution"', '"metric":"resolution"');
        """,

        // When whom automatic messages went to lately, for the budgets of rules.
        """
        CREATE TABLE notices(sequence INTEGER PRIMARY KEY, tenant TEXT NOT NULL, recipient TEXT NOT NULL, at INTEGER NOT NULL);
        CREATE INDEX notices_recipient ON notices(tenant, recipient, at);
        CREATE INDEX notices_at ON notices(tenant, at);
        """,

        // Counts of the spam filter with the version at which they last changed, and which messages outside of tickets count. What was
        // taught under another way of reading messages cannot be used any more.
        """
        DROP TABLE spam_models;
        DROP TABLE spam_counts;
        DELETE FROM samples;
        CREATE TABLE spam_models(
          tenant TEXT NOT NULL PRIMARY KEY, features INTEGER NOT NULL, version INTEGER NOT NULL,
          spam INTEGER NOT NULL CHECK(spam >= 0), ham INTEGER NOT NULL CHECK(ham >= 0)) WITHOUT ROWID;
        CREATE TABLE spam_counts(
          tenant TEXT NOT NULL, hash INTEGER NOT NULL, spam INTEGER NOT NULL CHECK(spam >= 0), ham INTEGER NOT NULL CHECK(ham >= 0),
          version INTEGER NOT NULL, PRIMARY KEY(tenant, hash)) WITHOUT ROWID;
        CREATE INDEX spam_counts_version ON spam_counts(tenant, version);
        CREATE TABLE spam_taught(tenant TEXT NOT NULL, key TEXT NOT NULL, class INTEGER NOT NULL, PRIMARY KEY(tenant, key)) WITHOUT ROWID;
        """,

        // Which message came in under a key, and by which ways it came.
        """
        ALTER TABLE keys ADD COLUMN message TEXT;
        CREATE TABLE deliveries(
          sequence INTEGER PRIMARY KEY, tenant TEXT NOT NULL, message TEXT NOT NULL, channel TEXT NOT NULL, account TEXT NOT NULL,
          UNIQUE(tenant, message, channel, account));
        """,

        // With which features a message was taught, for those taught from now on: others are not taken back for it.
        """
        ALTER TABLE spam_taught ADD COLUMN features INTEGER;
        """,

        // What lists can ask for, and an index an order. The fields of the tickets that are there are filled in by FillFields.
        $"""
        ALTER TABLE tickets ADD COLUMN fields TEXT;
        ALTER TABLE tickets ADD COLUMN created INTEGER NOT NULL DEFAULT 0;
        DROP INDEX IF EXISTS tickets_due;
        CREATE INDEX tickets_due ON tickets(tenant, {TicketOrder.SqlKey(TicketSort.NextDue)}, reference);
        CREATE INDEX tickets_newest ON tickets(tenant, {TicketOrder.SqlKey(TicketSort.Newest)}, reference);
        CREATE INDEX tickets_priority ON tickets(tenant, {TicketOrder.SqlKey(TicketSort.Priority)}, reference);
        """,

        // Who works on a timer, until when. Leases are counted apart from when something is to be done. What was claimed is free.
        """
        ALTER TABLE timers ADD COLUMN token INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE timers ADD COLUMN leased_until INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE outbox ADD COLUMN leased_until INTEGER NOT NULL DEFAULT 0;
        """,

        // Dead letters are few among all that ever left.
        """
        CREATE INDEX IF NOT EXISTS outbox_dead ON outbox(tenant, sequence) WHERE failure IS NOT NULL;
        """,

        // The order of all events. Transactions that write come one after the other, so it is that of their commits.
        """
        ALTER TABLE events ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
        UPDATE events SET position = o.position FROM (
          SELECT tenant, ticket, version, ROW_NUMBER() OVER (PARTITION BY tenant ORDER BY ticket, version) AS position FROM events) o
        WHERE events.tenant = o.tenant AND events.ticket = o.ticket AND events.version = o.version;
        CREATE UNIQUE INDEX events_position ON events(tenant, position);
        """,

        // The words of messages, by their sequence. Only the index, no text; what is taken out of it is overwritten. The messages that are there
        // are filled in by FillSearch.
        """
        CREATE VIRTUAL TABLE search USING fts5(words, content='', columnsize=0, tokenize='ascii');
        INSERT INTO search(search, rank) VALUES('secure-delete', 1);
        """,

        // SQLite goes to the place of a row's values in an index of columns, but not in one of expressions, which it read from its beginning.
        $"""
        DROP INDEX tickets_due; DROP INDEX tickets_newest; DROP INDEX tickets_priority;
        ALTER TABLE tickets ADD COLUMN due_number INTEGER GENERATED ALWAYS AS ({TicketOrder.SqlKey(TicketSort.NextDue)}) VIRTUAL;
        ALTER TABLE tickets ADD COLUMN newest_number INTEGER GENERATED ALWAYS AS ({TicketOrder.SqlKey(TicketSort.Newest)}) VIRTUAL;
        ALTER TABLE tickets ADD COLUMN priority_number INTEGER GENERATED ALWAYS AS ({TicketOrder.SqlKey(TicketSort.Priority)}) VIRTUAL;
        CREATE INDEX tickets_due ON tickets(tenant, due_number, reference);
        CREATE INDEX tickets_newest ON tickets(tenant, newest_number, reference);
        CREATE INDEX tickets_priority ON tickets(tenant, priority_number, reference);
        """,

        // In the order in which they leave, so that a claim need not sort all that wait, and with the time before which they stay.
        """
        DROP INDEX outbox_waiting;
        CREATE INDEX outbox_waiting ON outbox(tenant, sequence, not_before) WHERE done = 0;
        """,

        // What agents have to do, counted as it changes and not anew for each ticket that is to be given to somebody.
        """
        CREATE TABLE loads(tenant TEXT NOT NULL, assignee TEXT NOT NULL, load INTEGER NOT NULL, PRIMARY KEY(tenant, assignee)) WITHOUT ROWID;
        INSERT INTO loads SELECT tenant, assignee, COUNT(*) FROM tickets WHERE assignee IS NOT NULL AND category IN (0, 1, 2) GROUP BY tenant, assignee;
        DROP INDEX tickets_load;
        CREATE TRIGGER tickets_load_begun AFTER INSERT ON tickets WHEN NEW.assignee IS NOT NULL AND NEW.category IN (0, 1, 2) BEGIN
          INSERT INTO loads VALUES(NEW.tenant, NEW.assignee, 1) ON CONFLICT(tenant, assignee) DO UPDATE SET load = load + 1;
        END;
        CREATE TRIGGER tickets_load_changed AFTER UPDATE ON tickets
          WHEN OLD.tenant <> NEW.tenant OR (OLD.assignee IS NOT NEW.assignee) OR (OLD.category IN (0, 1, 2)) <> (NEW.category IN (0, 1, 2)) BEGIN
          UPDATE loads SET load = load - 1 WHERE tenant = OLD.tenant AND assignee = OLD.assignee AND OLD.category IN (0, 1, 2);
          INSERT INTO loads SELECT NEW.tenant, NEW.assignee, 1 WHERE NEW.assignee IS NOT NULL AND NEW.category IN (0, 1, 2)
            ON CONFLICT(tenant, assignee) DO UPDATE SET load = load + 1;
        END;
        CREATE TRIGGER tickets_load_gone AFTER DELETE ON tickets WHEN OLD.category IN (0, 1, 2) BEGIN
          UPDATE loads SET load = load - 1 WHERE tenant = OLD.tenant AND assignee = OLD.assignee;
        END;
        """,
    ];

    /// <summary>The column that has the number of a ticket in an order (<see cref="TicketOrder.SqlKey"/>).</summary>
    public static string NumberOf(TicketSort sort) => sort switch
    {
        TicketSort.NextDue => "due_number",
        TicketSort.Newest => "newest_number",
        TicketSort.Priority => "priority_number",
        _ => TicketOrder.SqlKey(sort),
    };

    public static void Prepare(Session db)
    {
        // Always overwriting: a page that was split before an erasure would else keep what was on it.
        db.Run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=8000; PRAGMA secure_delete=ON;");
        db.Define("digest", Digest);
        if (Number(db, "PRAGMA user_version") != Steps.Length || Number(db, "PRAGMA application_id") != ApplicationId)
        {
            Migrate(db);
        }

        ForgetOldFeatures(db);
    }

    private static void Migrate(Session db)
    {
        db.Run("BEGIN IMMEDIATE");
        var version = Number(db, "PRAGMA user_version");
        var application = Number(db, "PRAGMA application_id");
        var isEmpty = Number(db, "SELECT COUNT(*) FROM sqlite_master") == 0;
        if (!isEmpty && application != ApplicationId)
        {
            throw new InvalidDataException("It is a SQLite database of another program.");
        }

        if (version > Steps.Length)
        {
            throw new InvalidDataException($"Its schema {version} is newer than this program, which knows {Steps.Length}.");
        }

        var isSearched = Number(db, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'search'") > 0;
        foreach (var step in Steps.Skip((int)version))
        {
            db.Run(step);
        }

        FillFields(db);
        if (!isSearched)
        {
            FillSearch(db);
        }

        db.Run(string.Create(
            CultureInfo.InvariantCulture, $"PRAGMA application_id={ApplicationId}; PRAGMA user_version={Steps.Length}"));
        db.Run("COMMIT");
    }

    private static void FillFields(Session db)
    {
        foreach (var (tenant, id, snapshot) in db.Rows(
            "SELECT tenant, id, snapshot FROM tickets WHERE fields IS NULL", r => (r.GetString(0), r.GetString(1), r.GetString(2))))
        {
            var events = db.Rows(
                "SELECT body FROM events WHERE tenant = ?1 AND ticket = ?2 ORDER BY version", r => r.GetString(0), tenant, id);
            var state = StoredSnapshot.Restore(new TicketId(Guid.ParseExact(id, "N")), snapshot, events);
            db.Run(
                "UPDATE tickets SET fields = ?3, created = ?4 WHERE tenant = ?1 AND id = ?2",
                tenant,
                id,
                StoredFields.Of(state).ToJson(),
                state.Ticket.CreatedAt.ToUnixTimeTicks());
        }
    }

    // Page by page: messages may be many and large.
    private static void FillSearch(Session db)
    {
        List<(long Sequence, string Tenant, string Id, string Body)> page;
        for (var last = long.MinValue; (page = Page(db, last)).Count > 0; last = page[^1].Sequence)
        {
            foreach (var (sequence, tenant, id, body) in page)
            {
                var message = JsonSerializer.Deserialize(body, HelpdeskJson.Default.TicketMessage)!;
                var words = MessageWords.Of(message with { Attachments = Names(db, tenant, id) });
                db.Run("INSERT INTO search(rowid, words) VALUES(?1, ?2)", sequence, SearchIndex.Text(tenant, words));
            }
        }
    }

    private static List<(long Sequence, string Tenant, string Id, string Body)> Page(Session db, long last) => db.Rows(
        "SELECT sequence, tenant, id, body FROM messages WHERE sequence > ?1 ORDER BY sequence LIMIT 50",
        r => (r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetString(3)),
        last);

    /// <summary>The attachments of a message with nothing but their names.</summary>
    public static IReadOnlyList<Attachment> Names(Session db, string tenant, string message) => db.Rows(
        "SELECT name FROM attachments WHERE tenant = ?1 AND message = ?2 ORDER BY position",
        r => new Attachment(r.GetString(0), "", ReadOnlyMemory<byte>.Empty),
        tenant,
        message);

    // Counts of features that messages no longer have would only be in the way. The filter begins anew, which its warm-up shows.
    private static void ForgetOldFeatures(Session db)
    {
        var stranger = string.Create(CultureInfo.InvariantCulture, $"SELECT COUNT(*) FROM spam_models WHERE features <> {SpamModel.FeatureVersion}");
        if (Number(db, stranger) == 0)
        {
            return;
        }

        db.Run("BEGIN IMMEDIATE");
        if (Number(db, stranger) > 0)
        {
            db.Run("DELETE FROM spam_models; DELETE FROM spam_counts; DELETE FROM spam_taught; DELETE FROM samples;");
        }

        db.Run("COMMIT");
    }

    /// <summary>SHA-256 of a text in UTF-8, as hexadecimal digits.</summary>
    public static string Digest(string text) => Convert.ToHexStringLower(KeyDigest.FormerOf(text));

    private static long Number(Session db, string sql) => db.Rows(sql, r => r.GetInt64(0)).Single();
}
