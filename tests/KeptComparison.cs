using System.Text.Json;
using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Runtime.Storage.Export;
using Helpdesk.Core.Search;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.TestSupport;

/// <summary>Asks two stores everything that can be asked without changing them.</summary>
internal static class KeptComparison
{
    private static readonly TenantId Tenant = KeptStory.Tenant;

    /// <summary>What is wrong with moving a story from one store to another; null when the law holds.</summary>
    public static async Task<string?> BrokenLawAsync(IHelpdeskStore from, IHelpdeskStore to, KeptStep[] steps)
    {
        var story = await KeptStory.PlayAsync(from, steps);
        var first = await KeptStory.ExportAsync(from);
        if (await KeptStory.ImportAsync(to, first) is not ImportResult.Imported imported)
        {
            return "it was not imported: " + await KeptStory.ImportAsync(to, first);
        }

        var second = await KeptStory.ExportAsync(to);
        return !first.AsSpan().SequenceEqual(second) ? "another file"
            : imported.Lines != first.Count(b => b == (byte)'\n') ? "other lines"
            : await DifferenceAsync(from, to, story.Keys) is { } difference ? "another answer: " + difference
            : null;
    }

    /// <summary>What the two answer differently; null for nothing.</summary>
    public static async Task<string?> DifferenceAsync(IHelpdeskStore a, IHelpdeskStore b, IEnumerable<string> keys)
    {
        if (!Same(await FeedAsync(a), await FeedAsync(b)))
        {
            return "the feed of events";
        }

        var tickets = await a.ReadTicketIdsAsync(Tenant, null, 1000);
        if (!tickets.SequenceEqual(await b.ReadTicketIdsAsync(Tenant, null, 1000)))
        {
            return "the tickets";
        }

        foreach (var ticket in tickets)
        {
            if (await DifferenceAsync(a, b, ticket) is { } difference)
            {
                return difference;
            }
        }

        var forever = Instant.FromUtc(2100, 1, 1, 0, 0);
        return await a.NextNumberAsync(Tenant) != await b.NextNumberAsync(Tenant) ? "the next number"
            : !(await a.DueTimersAsync(Tenant, forever, 1000)).Select(t => t with { Timer = t.Timer with { At = Ticks(t.Timer.At) } })
                .SequenceEqual(await b.DueTimersAsync(Tenant, forever, 1000)) ? "timers"
            : !Same(await KeysAsync(a, keys), await KeysAsync(b, keys)) ? "keys"
            : !Same(await ModelAsync(a), await ModelAsync(b)) ? "the spam model"
            : !(await a.CountAsync(Tenant)).SequenceEqual(await b.CountAsync(Tenant)) ? "counts"
            : !(await a.LoadsAsync(Tenant)).OrderBy(l => l.Key.Value).SequenceEqual((await b.LoadsAsync(Tenant)).OrderBy(l => l.Key.Value)) ? "loads"
            : !(await RowsAsync(a)).SequenceEqual(await RowsAsync(b)) ? "lists"
            : !Same(await FoundAsync(a), await FoundAsync(b)) ? "what is searched"
            : !Same((await a.ReadDeadLettersAsync(Tenant, 99)).Select(d => d.Message.Id + d.Reason.Code), (await b.ReadDeadLettersAsync(Tenant, 99)).Select(d => d.Message.Id + d.Reason.Code)) ? "dead letters"
            : !Same((await a.ReadQuarantineAsync(Tenant, 99)).Select(q => q.Place + Convert.ToHexString(q.Raw.Span)), (await b.ReadQuarantineAsync(Tenant, 99)).Select(q => q.Place + Convert.ToHexString(q.Raw.Span))) ? "quarantine"
            : null;
    }

    private static async Task<string?> DifferenceAsync(IHelpdeskStore a, IHelpdeskStore b, TicketId ticket)
    {
        var (one, other) = ((await a.LoadAsync(Tenant, ticket))!, (await b.LoadAsync(Tenant, ticket))!);
        var messages = await a.ReadMessagesAsync(Tenant, ticket);
        var look = new ThreadLookUps
        {
            ThreadIds = [.. messages.Select(m => m.ExternalId).Concat(Enumerable.Range(0, 99).Select(i => $"given{i}@relay.example")).Append("root1@x").Where(i => i.Length > 0).Distinct()],
            Messages = [.. messages.Select(m => m.Id)],
            References = [one.Ticket.Reference],
        };
        return Json(one) != Json(other) || one.Ticket.Reference != other.Ticket.Reference ? "a snapshot"
            : !Same(messages.Select(Shown), (await b.ReadMessagesAsync(Tenant, ticket)).Select(Shown)) ? "messages"
            : !Same((await a.ReadTracesAsync(Tenant, ticket)).Select(Json), (await b.ReadTracesAsync(Tenant, ticket)).Select(Json)) ? "explanations"
            : (await a.LoadSampleAsync(Tenant, ticket))?.Digest != (await b.LoadSampleAsync(Tenant, ticket))?.Digest ? "a sample"
            : !Same(await ThreadsAsync(a, look), await ThreadsAsync(b, look)) ? "threads"
            : !(await a.ReadNoticesAsync(Tenant, [one.Ticket.Requester], Instant.MinValue)).SelectMany(n => n.Value).Select(Ticks).SequenceEqual(
                (await b.ReadNoticesAsync(Tenant, [one.Ticket.Requester], Instant.FromUtc(2000, 1, 1, 0, 0))).SelectMany(n => n.Value)) ? "notices"
            : null;
    }

    // The feed may be a little late while anybody on a server writes.
    private static async Task<IEnumerable<string>> FeedAsync(IHelpdeskStore store)
    {
        var all = 0L;
        foreach (var ticket in await store.ReadTicketIdsAsync(Tenant, null, 1000))
        {
            all += (await store.LoadAsync(Tenant, ticket))!.Ticket.Version;
        }

        var feed = await store.ReadEventsAsync(Tenant, null, int.MaxValue);
        for (var i = 0; i < 300 && feed.Count < all; i++)
        {
            await Task.Delay(100);
            feed = await store.ReadEventsAsync(Tenant, null, int.MaxValue);
        }

        return feed.Select(e => Json(e.Event.Recorded));
    }

    private static async Task<IEnumerable<string>> ThreadsAsync(IHelpdeskStore store, ThreadLookUps look) =>
        (await store.FindThreadsAsync(Tenant, look)).Select(e => $"{e.Kind} {e.Value} {e.Candidate.Ticket} {e.Item?.Message}").Order(StringComparer.Ordinal);

    private static async Task<IEnumerable<string>> KeysAsync(IHelpdeskStore store, IEnumerable<string> keys)
    {
        var known = new List<string>();
        foreach (var key in keys)
        {
            known.Add($"{key} {await store.IsKnownAsync(Tenant, key)}");
        }

        return known;
    }

    private static async Task<IEnumerable<string>> ModelAsync(IHelpdeskStore store) =>
        await store.ReadSpamModelAsync(Tenant) is { } change ? [.. change.Counts.Where(c => c.Spam + c.Ham > 0).OrderBy(c => c.Hash).Select(c => c.ToString()), $"{change.SpamMessages} {change.HamMessages}"] : ["0 0"];

    private static async Task<IEnumerable<string>> FoundAsync(IHelpdeskStore store)
    {
        var found = new List<string>();
        foreach (var words in (string[])["broken", "again", "bin", "note -again", "\"try again\""])
        {
            var page = await store.SearchAsync(Tenant, new MessageSearch(SearchQuery.Parse(words).Require(), 1000, Everywhere: true));
            found.AddRange(page.Hits.Select(h => $"{words} {h.Ticket.Id} {h.Message} {h.Excerpt}"));
        }

        return found;
    }

    private static async Task<IReadOnlyList<TicketRow>> RowsAsync(IHelpdeskStore store) =>
        [.. (await store.ListAsync(Tenant, Enum.GetValues<StatusCategory>(), TicketSort.Reference, 1000)).Select(r => r with { NextDue = r.NextDue is { } due ? Ticks(due) : null })];

    private static string Shown(Messages.TicketMessage message) => JsonSerializer.Serialize(message, HelpdeskJson.Default.TicketMessage);

    private static string Json(RecordedEvent recorded) => JsonSerializer.Serialize(recorded, HelpdeskJson.Default.RecordedEvent);

    private static string Json(Trace trace) => JsonSerializer.Serialize(trace, HelpdeskJson.Default.Trace);

    private static string Json(Engine.TicketState state) => JsonSerializer.Serialize(StoredSnapshot.Of(state), HelpdeskJson.Default.StoredSnapshot);

    private static Instant Ticks(Instant at) => Instant.FromUnixTimeTicks(at.ToUnixTimeTicks());

    private static bool Same(IEnumerable<string> a, IEnumerable<string> b) => a.SequenceEqual(b);
}
