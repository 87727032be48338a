using System.Data.Common;
using System.Globalization;
using Helpdesk.Core.CrashWorker;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using Microsoft.Data.Sqlite;
using NodaTime;
using Npgsql;

namespace Helpdesk.Core.Crash.Tests;

/// <summary>What is found in a database after workers died on it, held against their journals.</summary>
internal sealed class Verdict(IHelpdeskStore store, string database, IEnumerable<string> journals)
{
    // Rows that nothing refers to. Both databases have the same tables.
    private static readonly string[] Orphans =
    [
        "SELECT COUNT(*) FROM events e WHERE NOT EXISTS(SELECT 1 FROM tickets t WHERE t.tenant = e.tenant AND t.id = e.ticket)",
        "SELECT COUNT(*) FROM messages m WHERE NOT EXISTS(SELECT 1 FROM tickets t WHERE t.tenant = m.tenant AND t.id = m.ticket)",
        "SELECT COUNT(*) FROM timers x WHERE NOT EXISTS(SELECT 1 FROM tickets t WHERE t.tenant = x.tenant AND t.id = x.ticket)",
        "SELECT COUNT(*) FROM traces x WHERE NOT EXISTS(SELECT 1 FROM tickets t WHERE t.tenant = x.tenant AND t.id = x.ticket)",
        "SELECT COUNT(*) FROM samples x WHERE NOT EXISTS(SELECT 1 FROM tickets t WHERE t.tenant = x.tenant AND t.id = x.ticket)",
        "SELECT COUNT(*) FROM attachments a WHERE NOT EXISTS(SELECT 1 FROM messages m WHERE m.tenant = a.tenant AND m.id = a.message)",
        "SELECT COUNT(*) FROM blobs b WHERE NOT EXISTS(SELECT 1 FROM attachments a WHERE a.hash = b.hash)",
        "SELECT COUNT(*) FROM thread_ids x WHERE NOT EXISTS(SELECT 1 FROM messages m WHERE m.tenant = x.tenant AND m.id = x.message)",
        "SELECT COUNT(*) FROM outbox x WHERE NOT EXISTS(SELECT 1 FROM messages m WHERE m.tenant = x.tenant AND m.id = x.id)",
        "SELECT COUNT(*) FROM keys x WHERE message IS NOT NULL AND NOT EXISTS(SELECT 1 FROM messages m WHERE m.tenant = x.tenant AND m.id = x.message)",
        "SELECT COUNT(*) FROM keys x WHERE message IS NOT NULL AND NOT EXISTS(SELECT 1 FROM deliveries d WHERE d.tenant = x.tenant AND d.message = x.message)",
        "SELECT COUNT(*) FROM deliveries x WHERE NOT EXISTS(SELECT 1 FROM messages m WHERE m.tenant = x.tenant AND m.id = x.message)",
        """
        SELECT COUNT(*) FROM tickets t WHERE t.version <> (SELECT COUNT(*) FROM events e WHERE e.tenant = t.tenant AND e.ticket = t.id)
          OR t.version <> (SELECT MAX(e.version) FROM events e WHERE e.tenant = t.tenant AND e.ticket = t.id)
        """,
    ];

    private readonly List<JournalLine> _lines = [.. journals.SelectMany(Journal.Read)];
    private readonly List<string> _faults = [];
    private readonly HelpdeskEngine _engine = new(CrashWorld.Configuration);
    private readonly Dictionary<string, int> _effects = new(StringComparer.Ordinal);
    private readonly Dictionary<TicketId, TicketState> _states = [];
    private readonly HashSet<MessageId> _outbound = [];
    private readonly HashSet<MessageId> _named = [];
    private readonly HashSet<MessageId> _seen = [];

    public static async Task<IReadOnlyList<string>> ReachAsync(IHelpdeskStore store, CrashRun run)
    {
        var verdict = new Verdict(store, run.Database, run.Journals);
        await verdict.LookAsync();
        return [.. verdict._faults.Take(30), .. verdict._faults.Count == 0 ? [] : new[] { $"{verdict._faults.Count} faults, seed {run.Seed}" }];
    }

    public int Acknowledged => _lines.Count(l => l.Word == "ack");

    private async Task LookAsync()
    {
        Demand(Acknowledged > 0, "nothing was done");
        foreach (var sql in Orphans)
        {
            var count = Rows(sql, r => Convert.ToInt64(r.GetValue(0), CultureInfo.InvariantCulture)).Single();
            Demand(count == 0, $"{count} rows: {sql}");
        }

        var all = await TicketsAsync();
        foreach (var ticket in all)
        {
            await LookAtAsync(ticket);
        }

        foreach (var state in _states.Values)
        {
            LookAtMerges(state);
        }

        var stored = Rows("SELECT id FROM messages", r => new MessageId(Guid(r.GetValue(0))));
        Demand(stored.Count == _named.Count && _named.IsSupersetOf(stored), "there are messages that no stream names");
        LookAtCalls();
        LookAtOutbox();
    }

    private async Task<List<TicketId>> TicketsAsync()
    {
        var all = new List<TicketId>();
        while (await store.ReadTicketIdsAsync(CrashWorld.Tenant, all.Count == 0 ? null : all[^1], 1_000) is { Count: > 0 } page)
        {
            all.AddRange(page);
        }

        return all;
    }

    // The stream alone says what the ticket is; everything else must say the same.
    private async Task LookAtAsync(TicketId ticket)
    {
        var stream = await store.ReadEventsAsync(CrashWorld.Tenant, ticket);
        var replayed = Ticket.Replay(stream);
        var state = await store.LoadAsync(CrashWorld.Tenant, ticket) ?? throw new InvalidOperationException($"Ticket {ticket} is not there.");
        _states[ticket] = state;
        Demand(stream.Select((e, i) => e.Version == i + 1).All(x => x), $"{ticket}: its stream has gaps");
        var row = TicketRow.Of(new TicketState(ticket, replayed, state.Sla, state.Spam, state.Reply));
        var fields = StoredFields.Of(state).ToJson();
        Demand(_rows.Value.TryGetValue(ticket, out var stored) && stored == Texts(row, replayed, fields), $"{ticket}: its row is not what its stream says: {stored} for {Texts(row, replayed, fields)}");

        var timers = _engine.Renew(state, stream[^1].At, Surroundings.None).Timers.Select(t => $"{(int)t.Kind} {t.At.ToUnixTimeTicks()}").Order(StringComparer.Ordinal);
        Demand(timers.SequenceEqual(_timers.Value.GetValueOrDefault(ticket, []).Order(StringComparer.Ordinal)), $"{ticket}: other timers than its stream gives");
        LookAtTimersThatRang(ticket, stream);

        var messages = await store.ReadMessagesAsync(CrashWorld.Tenant, ticket);
        var (found, named) = (messages.Select(m => m.Id).ToHashSet(), replayed.Messages.Select(m => m.Message).ToHashSet());
        Demand(found.IsSupersetOf(named), $"{ticket}: its stream names messages that are not there");
        _named.UnionWith(named);

        // Of notices the stream does not speak: they are in the outbox.
        _named.UnionWith(messages.Where(m => m is { Direction: MessageDirection.Outbound, Author: not Actor.Agent }).Select(m => m.Id));
        foreach (var message in messages.Where(m => _seen.Add(m.Id)))
        {
            LookAtMessage(message);
        }

        foreach (var tag in stream.Select(e => e.Event).OfType<TicketEvent.Tagged>().SelectMany(t => t.Tags))
        {
            Count(tag);
        }
    }

    private void LookAtMessage(TicketMessage message)
    {
        if (message.Direction == MessageDirection.Outbound)
        {
            _outbound.Add(message.Id);
        }

        var words = message.Text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (words is ["mail" or "note" or "reply", var key, ..])
        {
            Count(key);
            Demand(words[0] != "mail" || message.ExternalId == Call.MailId(key), $"{key}: under another id");
            Demand(words[0] != "mail" || message.Attachments.Count == (key[^1] == '7' ? 1 : 0), $"{key}: its attachments");
        }
    }

    // A timer that rings twice at one instant leaves two causes of its kind there; a promise is missed or warned of once; who was put off comes
    // back at the very instant, unless something else moved the ticket before.
    private void LookAtTimersThatRang(TicketId ticket, IReadOnlyList<RecordedEvent> stream)
    {
        var rang = stream.Where(e => e.CausationId.StartsWith("timer:", StringComparison.Ordinal))
            .Select(e => (Kind: e.CausationId.Split(':')[1], e.At, e.CausationId)).Distinct().Where(r => r.Kind != nameof(TimerKind.Sla));
        Demand(rang.GroupBy(r => (r.Kind, r.At)).All(g => g.Count() == 1), $"{ticket}: a timer rang twice");
        var missed = stream.Select(e => e.Event).OfType<TicketEvent.SlaBreached>().GroupBy(b => (b.Metric, b.DueAt));
        Demand(missed.All(g => g.Count() == 1), $"{ticket}: a promise was missed twice");
        var warned = stream.Select(e => e.Event).OfType<TicketEvent.SlaWarned>().GroupBy(b => (b.Metric, b.Level, b.At));
        Demand(warned.All(g => g.Count() == 1), $"{ticket}: there was a warning twice");
        Instant? until = null;
        foreach (var recorded in stream)
        {
            if (until is { } due && recorded.Event is TicketEvent.StatusChanged)
            {
                Demand(!recorded.CausationId.StartsWith("timer:Wake", StringComparison.Ordinal) || recorded.At == due, $"{ticket}: woken at {recorded.At} for {due}");
            }

            until = recorded.Event switch
            {
                TicketEvent.StatusChanged { Until: var begun } => begun,
                TicketEvent.PostponementChanged moved => moved.Until,
                TicketEvent.MergedInto => null,
                _ => until,
            };
        }

        Demand(until is null, $"{ticket}: put off until {until}, and never back");
    }

    private void LookAtMerges(TicketState state)
    {
        if (state.Ticket.MergedInto?.Other is { } into)
        {
            Demand(_states[into].Ticket.Absorbed.Exists(a => a.Ticket == state.Id) || _states[into].Ticket.MergedInto is not null, $"{state.Id}: merged on one side");
        }

        Demand(state.Ticket.Absorbed.TrueForAll(a => _states[a.Ticket].Ticket.MergedInto is not null), $"{state.Id}: took in what was not merged");
    }

    // Whatever was acknowledged is there, once; what was refused is not; and nothing came of a call that was done again.
    private void LookAtCalls()
    {
        var told = _lines.Where(l => l.Word == "ack").ToLookup(l => l.Key, l => l.Detail, StringComparer.Ordinal);
        foreach (var key in _lines.Where(l => l.Word == "begin").Select(l => l.Key))
        {
            Demand(told[key].Count() == 1, $"{key}: acknowledged {told[key].Count()} times");
            if (new Call(key, "").Kind is not (CallKind.Open or CallKind.Answer or CallKind.Note or CallKind.Reply or CallKind.Tag))
            {
                continue;
            }

            var wanted = told[key].All(d => d.StartsWith("refused", StringComparison.Ordinal)) ? 0 : 1;
            Demand(_effects.GetValueOrDefault(key) == wanted, $"{key}: {_effects.GetValueOrDefault(key)} effects, told '{string.Join(' ', told[key])}'");
        }

        foreach (var again in _lines.Where(l => l.Word == "again" && l.Detail != "repeated"))
        {
            Demand(false, $"{again.Key}: done again, and '{again.Detail}'");
        }
    }

    // What is to leave is in the outbox, has left, and was with its channel.
    private void LookAtOutbox()
    {
        var waiting = Rows("SELECT id, done, failure FROM outbox", r => (Id: Guid(r.GetValue(0)), IsDone: Convert.ToBoolean(r.GetValue(1), CultureInfo.InvariantCulture), HasFailed: !r.IsDBNull(2)));
        var sent = _lines.Where(l => l.Word == "sent").Select(l => l.Key).ToHashSet(StringComparer.Ordinal);
        Demand(waiting.Select(w => w.Id).ToHashSet().SetEquals(_outbound.Select(m => m.Value)), "the outbox has other messages than those that are to leave");
        foreach (var (id, isDone, hasFailed) in waiting)
        {
            Demand(isDone && !hasFailed, $"{id:N}: it has not left");
            Demand(sent.Contains(id.ToString("N")), $"{id:N}: it left and no channel had it");
        }
    }

    private readonly Lazy<Dictionary<TicketId, string>> _rows = new(() => Read(
        database,
        """
        SELECT id, reference, subject, department, status, category, priority, assignee, next_target, next_due, created, fields, version FROM tickets
        """,
        r => (Ticket: new TicketId(Guid(r.GetValue(0))), Text: string.Join('|', Enumerable.Range(1, 12).Select(i => i == 11
            ? Sorted(r.GetString(i)) : Convert.ToString(r.GetValue(i), CultureInfo.InvariantCulture))))).ToDictionary(r => r.Ticket, r => r.Text));

    private readonly Lazy<Dictionary<TicketId, List<string>>> _timers = new(() => Read(
            database, "SELECT ticket, kind, at FROM timers", r => (Ticket: new TicketId(Guid(r.GetValue(0))), Text: $"{r.GetValue(1)} {r.GetValue(2)}"))
        .GroupBy(t => t.Ticket).ToDictionary(g => g.Key, g => g.Select(t => t.Text).ToList()));

    private static string Texts(TicketRow row, Ticket ticket, string fields) => string.Join(
        '|',
        row.Reference.Value,
        row.Subject,
        row.Department.Value,
        row.Status.Value,
        (int)row.Category,
        (int)row.Priority,
        row.Assignee?.Value,
        row.NextTarget,
        row.NextDue?.ToUnixTimeTicks(),
        ticket.CreatedAt.ToUnixTimeTicks(),
        Sorted(fields),
        ticket.Version);

    // A database may keep the members of an object in another order.
    private static string Sorted(string json)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);
        return string.Join(',', document.RootElement.EnumerateObject().Select(p => p.Name + ":" + p.Value.GetRawText().Replace(" ", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private static Guid Guid(object id) => id is Guid guid ? guid : System.Guid.ParseExact((string)id, "N");

    private List<T> Rows<T>(string sql, Func<DbDataReader, T> read) => Read(database, sql, read);

    private static List<T> Read<T>(string database, string sql, Func<DbDataReader, T> read)
    {
        using DbConnection connection = CrashWorld.IsServer(database)
            ? new NpgsqlConnection(database) : new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constant SQL of this file
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private void Count(string key) => _effects[key] = _effects.GetValueOrDefault(key) + 1;

    private void Demand(bool holds, string fault)
    {
        if (!holds)
        {
            _faults.Add(fault);
        }
    }
}
