using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Npgsql;

namespace MailToTickets;

/// <summary>What the command line asks for.</summary>
internal sealed record Arguments(
    string Mail, string Database, string Configuration, Instant Now, string? Explain, string? Search, bool Json, string? TrainSpam, string? TrainHam)
{
    // The week of the sample mailbox is over: everything in it has had its time.
    private static readonly Instant SampleNow = Instant.FromUtc(2026, 10, 12, 6, 0);

    /// <summary>Whether the database is a PostgreSQL server.</summary>
    public bool IsServer => NamesServer(Database);

    /// <summary>Whether only what is there is asked about.</summary>
    public bool IsQuestion => Explain is not null || Search is not null;

    /// <summary>What leaves is written there: beside the file, or in the folder for temporary files.</summary>
    public string Outbox => IsServer ? Temporary(Mail) + ".outbox" : Database + ".outbox";

    /// <summary>The database as it may be shown.</summary>
    public string ShownDatabase => IsServer ? new NpgsqlConnectionStringBuilder(Database) { Password = null }.ToString() : Database;

    public static bool NamesServer(string database) => database.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    public static RootCommand Command(Func<Arguments, CancellationToken, Task<int>> run)
    {
        var mail = new Option<string?>("--mail") { Description = "An mbox file, a Maildir, a file or folder of .eml files, or - for standard input. Default: the sample mailbox." };
        var db = new Option<string?>("--db") { Description = "The SQLite file, or a connection string of PostgreSQL like Host=localhost;Database=tickets. Default: a file in the folder for temporary files." };
        var config = new Option<string?>("--config") { Description = "The configuration. Default: the sample's helpdesk.json." };
        var now = new Option<string?>("--now") { Description = "The instant to work at, like 2026-10-12T06:00:00Z. Default: now; for the sample mailbox the Monday after it." };
        var explain = new Option<string?>("--explain") { Description = "Print the trace of every decision about the ticket with this reference." };
        var search = new Option<string?>("--search") { Description = "Print the newest messages that have these words: \"a phrase\", -without, begin*." };
        var json = new Option<bool>("--json") { Description = "Print JSON instead of tables." };
        var spam = new Option<string?>("--train-spam") { Description = "Mail to teach the filter as spam first; each mail counts once." };
        var ham = new Option<string?>("--train-ham") { Description = "Mail to teach the filter as wanted first." };
        var root = new RootCommand("Turns a mailbox into worked tickets in SQLite or PostgreSQL.") { mail, db, config, now, explain, search, json, spam, ham };
        now.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !InstantPattern.ExtendedIso.Parse(text).Success)
            {
                result.AddError($"--now '{text}' is no instant like 2026-10-12T06:00:00Z.");
            }
        });
        root.SetAction((parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(mail);
            var time = parsed.GetValue(now) is { } text ? InstantPattern.ExtendedIso.Parse(text).Value
                : path is null ? SampleNow : SystemClock.Instance.GetCurrentInstant();
            return run(
                new Arguments(
                    path ?? Beside("mail/inbox.mbox"),
                    parsed.GetValue(db) ?? Temporary(path),
                    parsed.GetValue(config) ?? Beside("helpdesk.json"),
                    time,
                    parsed.GetValue(explain),
                    parsed.GetValue(search),
                    parsed.GetValue(json),
                    parsed.GetValue(spam) ?? (path is null ? Beside("mail/training-spam.mbox") : null),
                    parsed.GetValue(ham) ?? (path is null ? Beside("mail/training-ham.mbox") : null)),
                cancellationToken);
        });
        return root;
    }

    private static string Beside(string name) => Path.Combine(AppContext.BaseDirectory, name);

    // One database a mailbox, so that two mailboxes do not mix.
    private static string Temporary(string? mail)
    {
        var name = mail is null
            ? "sample"
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(mail))))[..12];
        return Path.Combine(Path.GetTempPath(), $"helpdesk-core-{name}.db");
    }
}
