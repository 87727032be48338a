using System.Globalization;

namespace Helpdesk.Core.CrashWorker;

/// <summary>A call by its key: the same key is the same call, in whichever run of the worker.</summary>
/// <param name="Key">The key: kind, worker and number.</param>
/// <param name="Ticket">What it is about: a ticket, the mail that is answered, two tickets to merge, or nothing.</param>
public sealed record Call(string Key, string Ticket)
{
    private static readonly CallKind[] Mixed =
    [
        CallKind.Open, CallKind.Open, CallKind.Open, CallKind.Open, CallKind.Answer, CallKind.Answer, CallKind.Answer, CallKind.Note, CallKind.Note,
        CallKind.Note, CallKind.Reply, CallKind.Reply, CallKind.Reply, CallKind.Tag, CallKind.Tag, CallKind.Priority, CallKind.Postpone,
        CallKind.Postpone, CallKind.Resolve, CallKind.Merge,
    ];

    private static readonly CallKind[] OnHotTickets = [CallKind.Note, CallKind.Note, CallKind.Reply, CallKind.Tag, CallKind.Priority, CallKind.Postpone];

    public CallKind Kind => Enum.Parse<CallKind>(Key.AsSpan(0, Key.IndexOf('-', StringComparison.Ordinal)), ignoreCase: true);

    /// <summary>The id that a mail of this key has outside.</summary>
    public static string MailId(string key) => key + "@customer.example";

    public static string NewKey(Random random, bool isHot, int worker, int number)
    {
        var kinds = isHot ? OnHotTickets : Mixed;
        return string.Create(CultureInfo.InvariantCulture, $"{kinds[random.Next(kinds.Length)]}-{worker}-{number}").ToLowerInvariant();
    }
}
