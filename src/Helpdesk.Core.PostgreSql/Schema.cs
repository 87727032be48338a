using System.Globalization;
using System.Text.Json;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Spam;
using Npgsql;

namespace Helpdesk.Core.PostgreSql;

/// <summary>
/// The tables, as numbered steps in a schema of their own. Hosts that start at once wait for one another. A database of a newer program is
/// refused.
/// </summary>
internal static class Schema
{
    /// <summary>What a commit raises when somebody else changed a ticket.</summary>
    public const string Conflict = "HD001";

    /// <summary>What a lesson raises that takes back what was never taught.</summary>
    public const string NeverTaught = "HD002";

    // The first half of all advisory locks: "HDsk". The second says what is locked.
    public const int LockSpace = 0x4844736b;

    /// <summary>What a commit raises whose claim is void.</summary>
    public const string Late = "HD003";

    /// <summary>What a commit raises whose key is known by the digest that it had at first.</summary>
    public const string Known = "HD004";

    private const int MigrationLock = 0;

    // Tenant first in every key: ready to be distributed or partitioned by it. Texts are compared by their bytes.
    private static readonly string[] Steps =
    [
        """
        CREATE DOMAIN label AS text COLLATE "C";
        CREATE TABLE tickets(
          tenant label NOT NULL, id uuid NOT NULL, number bigint NOT NULL, reference label NOT NULL, version bigint NOT NULL,
          snapshot text NOT NULL, subject text NOT NULL, requester text NOT NULL, people text NOT NULL, department label NOT NULL,
          status label NOT NULL, category integer NOT NULL, priority integer NOT NULL, assignee label, next_target text NOT NULL,
          next_due bigint, PRIMARY KEY(tenant, id), CONSTRAINT tickets_reference UNIQUE(tenant, reference));
        CREATE INDEX tickets_number ON tickets(tenant, number);
        CREATE INDEX tickets_due ON tickets(tenant, next_due, reference);
        CREATE INDEX tickets_load ON tickets(tenant, assignee) WHERE assignee IS NOT NULL AND category IN (0, 1, 2);
        CREATE INDEX tickets_status ON tickets(tenant, department, status);
        CREATE TABLE events(
          tenant label NOT NULL, ticket uuid NOT NULL, version bigint NOT NULL, position bigint GENERATED ALWAYS AS IDENTITY,
          tells_of_sla boolean NOT NULL, body text NOT NULL, PRIMARY KEY(tenant, ticket, version));
        CREATE UNIQUE INDEX events_position ON events(tenant, position);
        CREATE INDEX events_sla ON events(tenant, ticket, version) WHERE tells_of_sla;
        CREATE TABLE messages(
          tenant label NOT NULL, id uuid NOT NULL, ticket uuid NOT NULL, sequence bigint GENERATED ALWAYS AS IDENTITY,
          sender text NOT NULL, body text NOT NULL, PRIMARY KEY(tenant, id));
        CREATE INDEX messages_ticket ON messages(tenant, ticket);
        CREATE TABLE blobs(hash bytea NOT NULL PRIMARY KEY, content bytea NOT NULL);
        CREATE TABLE attachments(
          tenant label NOT NULL, message uuid NOT NULL, position integer NOT NULL, name text NOT NULL, media_type text NOT NULL,
          hash bytea NOT NULL REFERENCES blobs(hash), PRIMARY KEY(tenant, message, position));
        CREATE INDEX attachments_hash ON attachments(hash);
        CREATE TABLE thread_ids(
          tenant label NOT NULL, external_id bytea NOT NULL, kind integer NOT NULL, message uuid NOT NULL,
          PRIMARY KEY(tenant, external_id, kind, message));
        CREATE TABLE timers(
          tenant label NOT NULL, ticket uuid NOT NULL, kind integer NOT NULL, at bigint NOT NULL, PRIMARY KEY(tenant, ticket, kind));
        CREATE INDEX timers_at ON timers(tenant, at, ticket, kind);
        CREATE TABLE outbox(
          tenant label NOT NULL, id uuid NOT NULL, sequence bigint GENERATED ALWAYS AS IDENTITY, body text NOT NULL, not_before bigint NOT NULL,
          token bigint NOT NULL DEFAULT 0, done boolean NOT NULL DEFAULT FALSE, failure text, PRIMARY KEY(tenant, id));
        CREATE INDEX outbox_waiting ON outbox(tenant, sequence) INCLUDE(not_before) WHERE NOT done;
        CREATE TABLE traces(
          tenant label NOT NULL, ticket uuid NOT NULL, sequence bigint GENERATED ALWAYS AS IDENTITY, body text NOT NULL,
          PRIMARY KEY(tenant, ticket, sequence));
        CREATE TABLE samples(tenant label NOT NULL, ticket uuid NOT NULL, hashes bytea NOT NULL, PRIMARY KEY(tenant, ticket));
        CREATE TABLE keys(tenant label NOT NULL, key bytea NOT NULL, CONSTRAINT keys_taken PRIMARY KEY(tenant, key));
        CREATE TABLE quarantine(
          tenant label NOT NULL, sequence bigint GENERATED ALWAYS AS IDENTITY, place text NOT NULL, reason text NOT NULL, at bigint NOT NULL,
          key text NOT NULL, raw bytea NOT NULL, trace text NOT NULL, PRIMARY KEY(tenant, sequence));
        CREATE TABLE leases(
          tenant label NOT NULL, ticket uuid NOT NULL, agent label NOT NULL, kind integer NOT NULL, since bigint NOT NULL, until bigint NOT NULL,
          PRIMARY KEY(tenant, ticket, agent));
        CREATE TABLE notices(
          tenant label NOT NULL, sequence bigint GENERATED ALWAYS AS IDENTITY, recipient bytea NOT NULL, at bigint NOT NULL,
          PRIMARY KEY(tenant, sequence));
        CREATE INDEX notices_recipient ON notices(tenant, recipient, at);
        CREATE INDEX notices_at ON notices(tenant, at);
        CREATE TABLE spam_models(
          tenant label NOT NULL PRIMARY KEY, features integer NOT NULL, version bigint NOT NULL,
          spam integer NOT NULL CHECK(spam >= 0), ham integer NOT NULL CHECK(ham >= 0));
        CREATE TABLE spam_counts(
          tenant label NOT NULL, hash bigint NOT NULL, spam integer NOT NULL CHECK(spam >= 0), ham integer NOT NULL CHECK(ham >= 0),
          version bigint NOT NULL, PRIMARY KEY(tenant, hash));
        CREATE INDEX spam_counts_version ON spam_counts(tenant, version);
        CREATE TABLE spam_taught(tenant label NOT NULL, key bytea NOT NULL, class integer NOT NULL, features bigint NOT NULL, PRIMARY KEY(tenant, key));
        CREATE FUNCTION demand(holds boolean, code text) RETURNS void LANGUAGE plpgsql AS
          'BEGIN IF NOT holds THEN RAISE EXCEPTION ''not as expected'' USING ERRCODE = code; END IF; END';
        """,

        // Which message came in under a key, and by which ways it came.
        """
        ALTER TABLE keys ADD COLUMN message uuid;
        CREATE TABLE deliveries(
          tenant label NOT NULL, message uuid NOT NULL, way bytea NOT NULL, sequence bigint GENERATED ALWAYS AS IDENTITY,
          channel text NOT NULL, account text NOT NULL, PRIMARY KEY(tenant, message, way));
        """,

        // What lists can ask for, and an index an order. The fields of the tickets that are there are filled in by FillFields.
        $"""
        ALTER TABLE tickets ADD COLUMN fields jsonb, ADD COLUMN created bigint NOT NULL DEFAULT 0;
        DROP INDEX tickets_due;
        CREATE INDEX tickets_due ON tickets(tenant, ({TicketOrder.SqlKey(TicketSort.NextDue)}), reference);
        CREATE INDEX tickets_newest ON tickets(tenant, ({TicketOrder.SqlKey(TicketSort.Newest)}), reference);
        CREATE INDEX tickets_priority ON tickets(tenant, ({TicketOrder.SqlKey(TicketSort.Priority)}), reference);
        """,

        // Who works on a timer, until when by the server's clock. Leases are counted apart from when something is to be done.
        """
        CREATE SEQUENCE claims;
        ALTER TABLE timers ADD COLUMN token bigint NOT NULL DEFAULT 0, ADD COLUMN leased_until timestamptz NOT NULL DEFAULT '-infinity';
        ALTER TABLE outbox ADD COLUMN leased_until timestamptz NOT NULL DEFAULT '-infinity';
        """,

        // Dead letters are few among all that ever left.
        """
        CREATE INDEX IF NOT EXISTS outbox_dead ON outbox(tenant, sequence) WHERE failure IS NOT NULL;
        """,

        // The order of all events. Numbers that a sequence gives are seen in another order than they were given, so an event has the number of its
        // transaction in front: what is below the oldest running one is decided. A database that was dumped and restored counts transactions
        // anew: 'epoch' makes the numbers go on, see KeepCounting.
        """
        ALTER TABLE helpdesk_schema ADD COLUMN epoch bigint NOT NULL DEFAULT 0;
        ALTER TABLE events ADD COLUMN moment bigint NOT NULL DEFAULT 0;
        ALTER TABLE events ALTER COLUMN moment DROP DEFAULT;
        DROP INDEX events_position;
        CREATE UNIQUE INDEX events_moment ON events(tenant, moment, position);
        """,

        // The words of messages: by themselves for rare ones, newest first for those that most messages have. The messages that are there are
        // filled in by FillSearch.
        """
        CREATE TABLE message_words(
          tenant label NOT NULL, sequence bigint NOT NULL, message uuid NOT NULL, words tsvector NOT NULL, PRIMARY KEY(tenant, sequence));
        CREATE INDEX message_words_words ON message_words USING gin(words);
        """,

        // Lessons that come from a store that did not note with which features they were taught.
        """
        ALTER TABLE spam_taught ALTER COLUMN features DROP NOT NULL;
        """,

        // What agents have to do, counted as it changes and not anew for each ticket that is to be given to somebody. Each change is a row of its own:
        // commits that counted in one row would wait for one another. The sum is the load; FoldLoads makes few rows of many. Hosts that are open already
        // wait, so that nothing changes between the count and the triggers.
        """
        LOCK TABLE tickets IN ACCESS EXCLUSIVE MODE;
        CREATE TABLE loads(tenant label NOT NULL, assignee label NOT NULL, change bigint NOT NULL);
        CREATE INDEX loads_assignee ON loads(tenant, assignee) INCLUDE(change);
        INSERT INTO loads SELECT tenant, assignee, count(*) FROM tickets WHERE assignee IS NOT NULL AND category IN (0, 1, 2) GROUP BY tenant, assignee;
        DROP INDEX tickets_load;
        CREATE FUNCTION count_load() RETURNS trigger LANGUAGE plpgsql AS
          'DECLARE
             change CONSTANT text := format(''INSERT INTO %I.loads VALUES($1, $2, $3)'', TG_TABLE_SCHEMA);
           BEGIN
             IF TG_OP <> ''INSERT'' AND OLD.assignee IS NOT NULL AND OLD.category IN (0, 1, 2) THEN
               EXECUTE change USING OLD.tenant, OLD.assignee, -1;
             END IF;
             IF TG_OP <> ''DELETE'' AND NEW.assignee IS NOT NULL AND NEW.category IN (0, 1, 2) THEN
               EXECUTE change USING NEW.tenant, NEW.assignee, 1;
             END IF;
             RETURN NULL;
           END';
        CREATE TRIGGER tickets_load_begun AFTER INSERT ON tickets FOR EACH ROW WHEN (NEW.assignee IS NOT NULL) EXECUTE FUNCTION count_load();
        CREATE TRIGGER tickets_load_changed AFTER UPDATE ON tickets FOR EACH ROW
          WHEN (OLD.tenant <> NEW.tenant OR OLD.assignee IS DISTINCT FROM NEW.assignee OR (OLD.category IN (0, 1, 2)) <> (NEW.category IN (0, 1, 2))) EXECUTE FUNCTION count_load();
        CREATE TRIGGER tickets_load_gone AFTER DELETE ON tickets FOR EACH ROW WHEN (OLD.assignee IS NOT NULL) EXECUTE FUNCTION count_load();
        """,
    ];

    /// <summary>Makes the tables, or brings them up.</summary>
    /// <exception cref="InvalidDataException">The schema is one of another or a newer program.</exception>
    public static void Prepare(NpgsqlConnection connection, string schema)
    {
        using var transaction = connection.BeginTransaction();
        Run(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({LockSpace}, {MigrationLock})"));
        Migrate(connection, schema);
        KeepCounting(connection);
        ForgetOldFeatures(connection);
        transaction.Commit();
    }

    private static void Migrate(NpgsqlConnection connection, string schema)
    {
        var quoted = '"' + schema.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
        if (Number(connection, "SELECT count(*) FROM pg_namespace WHERE nspname = $1", schema) == 0)
        {
            Run(connection, "CREATE SCHEMA " + quoted);
        }

        if (Number(connection, "SELECT count(*) FROM pg_tables WHERE schemaname = $1 AND tablename = 'helpdesk_schema'", schema) == 0)
        {
            if (Number(connection, "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1", schema) > 0)
            {
                throw new InvalidDataException($"The schema '{schema}' has tables of another program.");
            }

            Run(connection, "CREATE TABLE helpdesk_schema(version bigint NOT NULL); INSERT INTO helpdesk_schema VALUES(0)");
        }

        var version = Number(connection, "SELECT version FROM helpdesk_schema");
        if (version > Steps.Length)
        {
            throw new InvalidDataException($"Its schema {version} is newer than this program, which knows {Steps.Length}.");
        }

        var isSearched = Number(connection, "SELECT count(*) FROM pg_tables WHERE schemaname = $1 AND tablename = 'message_words'", schema) > 0;
        foreach (var step in Steps.Skip((int)version))
        {
            Run(connection, step);
        }

        if (!isSearched)
        {
            FillSearch(connection);
        }

        if (version < Steps.Length)
        {
            FillFields(connection);
            Run(connection, string.Create(CultureInfo.InvariantCulture, $"UPDATE helpdesk_schema SET version = {Steps.Length}"));
        }
    }

    // No event may have a moment that is still to come. Tenant by tenant, as the index is.
    private static void KeepCounting(NpgsqlConnection connection) => Run(
        connection,
        """
        WITH RECURSIVE tenants(tenant) AS (
          (SELECT tenant FROM events ORDER BY tenant LIMIT 1)
          UNION ALL SELECT (SELECT e.tenant FROM events e WHERE e.tenant > t.tenant ORDER BY e.tenant LIMIT 1) FROM tenants t WHERE t.tenant IS NOT NULL),
        newest AS (SELECT max((SELECT max(moment) FROM events e WHERE e.tenant = t.tenant)) AS moment FROM tenants t),
        next AS (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS transaction)
        UPDATE helpdesk_schema SET epoch = newest.moment + 1 - next.transaction FROM newest, next WHERE newest.moment >= next.transaction + epoch
        """);

    private static void FillFields(NpgsqlConnection connection)
    {
        foreach (var (tenant, id, snapshot) in Rows(
            connection, "SELECT tenant, id, snapshot FROM tickets WHERE fields IS NULL", r => (r.GetString(0), r.GetGuid(1), r.GetString(2))))
        {
            var events = Rows(
                connection,
                "SELECT body FROM events WHERE tenant = $1 AND ticket = $2 ORDER BY version",
                r => r.GetString(0),
                new RawText(tenant),
                id);
            var state = StoredSnapshot.Restore(new TicketId(id), snapshot, events);
            using var update = new NpgsqlCommand("UPDATE tickets SET fields = $3::jsonb, created = $4 WHERE tenant = $1 AND id = $2", connection);
            Values.Add(
                update.Parameters, new RawText(tenant), id, new RawText(StoredFields.Of(state).ToJson()), state.Ticket.CreatedAt.ToUnixTimeTicks());
            update.ExecuteNonQuery();
        }
    }

    // Page by page: messages may be many and large.
    private static void FillSearch(NpgsqlConnection connection)
    {
        var (tenant, id) = ("", Guid.Empty);
        while (true)
        {
            var page = Rows(
                connection,
                "SELECT tenant, id, body FROM messages WHERE (tenant, id) > ($1, $2) ORDER BY tenant, id LIMIT 50",
                r => (Tenant: r.GetString(0), Id: r.GetGuid(1), Body: r.GetString(2)),
                new RawText(tenant),
                id);
            if (page.Count == 0)
            {
                return;
            }

            foreach (var (of, message, body) in page)
            {
                var attachments = Rows(connection, SearchWords.NamesOf, SearchWords.Name, new RawText(of), message);
                var words = SearchWords.Of(of, JsonSerializer.Deserialize(body, HelpdeskJson.Default.TicketMessage)! with { Attachments = attachments });
                using var insert = new NpgsqlCommand(SearchWords.Store, connection);
                Values.Add(insert.Parameters, new RawText(of), message, new RawText(words));
                insert.ExecuteNonQuery();
            }

            (tenant, id, _) = page[^1];
        }
    }

    private static List<T> Rows<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, params object?[] values)
    {
        using var command = new NpgsqlCommand(sql, connection);
        Values.Add(command.Parameters, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    // Counts of features that messages no longer have would only be in the way. The filter begins anew, which its warm-up shows.
    private static void ForgetOldFeatures(NpgsqlConnection connection)
    {
        var stranger = string.Create(CultureInfo.InvariantCulture, $"SELECT count(*) FROM spam_models WHERE features <> {SpamModel.FeatureVersion}");
        if (Number(connection, stranger) > 0)
        {
            Run(connection, "DELETE FROM spam_models; DELETE FROM spam_counts; DELETE FROM spam_taught; DELETE FROM samples");
        }
    }

    // Several statements in one text, without values.
    private static void Run(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static long Number(NpgsqlConnection connection, string sql, params string[] values) =>
        Rows(connection, sql, r => r.GetInt64(0), [.. values.Select(v => new RawText(v))]).Single();
}
