using Helpdesk.Core.Engine;
using Helpdesk.Core.PostgreSql;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Sqlite;

namespace Helpdesk.Core.CrashWorker;

/// <summary>What the workers and those who check them share.</summary>
public static class CrashWorld
{
    public static readonly TenantId Tenant = new("crash");

    // Short promises: on the workers' clock an hour is six seconds.
    public static readonly HelpdeskConfiguration Configuration = HelpdeskConfiguration.Parse(
        """
        {"version":1,
         "departments":[{"id":"support","autoCloseAfter":"PT3H","warnBeforeClosing":"PT1H"}],
         "mailboxes":[{"address":"support@acme.example","department":"support"}],
         "agents":[{"id":"kim","address":"kim@acme.example","departments":["support"]},{"id":"lee","address":"lee@acme.example","departments":["support"]}],
         "slaPolicies":[{"id":"p","firstReply":{"all":"PT40M"},"resolution":{"all":"PT4H"}}],
         "templates":{"ack":{"subject":"[{{ticket.reference}}]","text":"Thank you"},"closing":{"subject":"[{{ticket.reference}}]","text":"Soon closed"}},
         "notices":{"acknowledgement":"ack","closingWarning":"closing"}}
        """).Require();

    /// <summary>Opens the store that a text names: <c>Host=…</c> for PostgreSQL, else a file.</summary>
    public static IHelpdeskStore Open(string database) => IsServer(database) ? PostgreSqlStore.Open(database) : SqliteStore.Open(database);

    /// <summary>Whether a text names a PostgreSQL server.</summary>
    public static bool IsServer(string database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return database.StartsWith("Host=", StringComparison.OrdinalIgnoreCase);
    }
}
