using Helpdesk.Core;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;

namespace MailToTickets;

/// <summary>What there is to show at the end, read from the store.</summary>
internal sealed record Report(
    Counts Run,
    string Database,
    string SpamFilter,
    IReadOnlyList<TicketCount> ByDepartment,
    IReadOnlyList<TicketRow> MostUrgent,
    IReadOnlyList<SpamRow> Spam,
    IReadOnlyList<QuarantineEntry> Quarantine)
{
    private const int Urgent = 10;
    private const int Shown = 50;

    private static readonly StatusCategory[] Working =
    [
        StatusCategory.New, StatusCategory.Open, StatusCategory.Live, StatusCategory.OnHold, StatusCategory.Postponed, StatusCategory.WaitingOnCustomer,
    ];

    public static async Task<Report> ReadAsync(IHelpdeskStore store, TenantId tenant, Counts run, string database, string spamFilter)
    {
        var spam = new List<SpamRow>();
        foreach (var row in await store.ListAsync(tenant, [StatusCategory.Spam], TicketSort.Reference, Shown))
        {
            var verdict = (await store.ReadTracesAsync(tenant, row.Id)).SelectMany(t => t.Steps).FirstOrDefault(s => s.Area == "spam");
            spam.Add(new SpamRow(
                row,
                verdict?.Facts.FirstOrDefault(f => f.Name == "probability")?.Value ?? "",
                [.. (verdict?.Facts ?? []).Where(f => f.Name.Contains(':', StringComparison.Ordinal)).Take(5).Select(f => $"{f.Name} {f.Value}")]));
        }

        return new Report(
            run,
            database,
            spamFilter,
            await store.CountAsync(tenant),
            await store.ListAsync(tenant, Working, TicketSort.NextDue, Urgent),
            spam,
            await store.ReadQuarantineAsync(tenant, Shown));
    }
}
