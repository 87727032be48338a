using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Rules.Analysis;

/// <summary>
/// What may set off a run, with everything that rules can then make happen in it. Two rules meet in a run only if there is an
/// occasion that wakes both.
/// </summary>
internal sealed class Occasions
{
    // Kinds of events that one cause may have together; any other comes alone.
    private static readonly string[][] Together =
    [
        ["ticket.created", "message.received", "messages.taken", "links.changed"],
        ["message.received", "status.changed", "close.agreed", "tags.changed", "ticket.unassigned"],
        ["reply.sent", "status.changed", "close.agreed", "tags.changed", "ticket.unassigned"],
        ["ticket.transferred", "type.changed", "lifecycle.changed"],
        [
            "ticket.merged", "ticket.absorbed", "ticket.unmerged", "ticket.released", "ticket.split", "messages.taken", "status.changed",
            "links.changed", "tags.changed", "ticket.unassigned",
        ],
    ];

    private readonly UInt128[] _kinds;

    /// <summary>Follows what rules make happen, until nothing is added.</summary>
    public Occasions(IReadOnlyCollection<RuleProfile> rules)
    {
        _kinds = [.. Together.Concat(TicketEventKind.All.Select(k => new[] { k })).Select(EventSet.Of)];
        for (var i = 0; i < _kinds.Length; i++)
        {
            UInt128 before;
            do
            {
                before = _kinds[i];
                foreach (var rule in rules)
                {
                    _kinds[i] |= (rule.On & _kinds[i]) != 0 ? rule.Events : 0;
                }
            }
            while (_kinds[i] != before);
        }
    }

    /// <summary>The occasions that wake who is woken by these kinds, as bits.</summary>
    public UInt128 Waking(UInt128 on)
    {
        var waking = UInt128.Zero;
        for (var i = 0; i < _kinds.Length; i++)
        {
            waking |= (on & _kinds[i]) != 0 ? UInt128.One << i : 0;
        }

        return waking;
    }
}
