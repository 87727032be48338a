using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Rules.Analysis;

/// <summary>Kinds of events as bits, to compare many rules quickly.</summary>
internal static class EventSet
{
    private static readonly Dictionary<string, UInt128> Bits =
        TicketEventKind.All.Select((kind, i) => (kind, i)).ToDictionary(k => k.kind, k => UInt128.One << k.i, StringComparer.Ordinal);

    public static UInt128 Of(IEnumerable<string> kinds) =>
        kinds.Aggregate(UInt128.Zero, (all, kind) => all | Bits.GetValueOrDefault(kind));

    public static IEnumerable<string> Names(UInt128 set) => TicketEventKind.All.Where(k => (set & Bits[k]) != 0);
}
