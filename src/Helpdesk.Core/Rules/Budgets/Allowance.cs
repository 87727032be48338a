using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Rules.Budgets;

/// <summary>What is left of the budgets while rules run: what a run granted counts for the rest of it.</summary>
internal sealed class Allowance(RuleBudgets budgets, Func<Address, IReadOnlyList<Instant>> sentTo)
{
    private readonly Dictionary<(AddressKind, string), List<Instant>> _granted = [];

    /// <summary>The budget that does not last for the effects of a rule; null when all do.</summary>
    public string? Missing(RuleId rule, Ticket ticket, IReadOnlyList<RuleEffect> effects, Instant at)
    {
        var more = effects.Count(e => e.Leaves);
        return more == 0 ? null
            : !SlidingWindow.Allows(budgets.PerTicket, ticket.Sendings.Select(s => (s.At, s.Count)), at, more) ? "ticket"
            : !SlidingWindow.Allows(budgets.PerRule, ticket.Sendings.Where(s => s.Rule == rule).Select(s => (s.At, s.Count)), at, more) ? "rule"
            : effects.SelectMany(Receivers).GroupBy(Key).Any(g => !Lasts(g.First(), at, g.Count())) ? "recipient"
            : null;
    }

    /// <summary>Whether the budget of an address lasts for some more messages.</summary>
    public bool Lasts(Address address, Instant at, int more) => SlidingWindow.Allows(
        budgets.PerRecipient, sentTo(address).Concat(_granted.GetValueOrDefault(Key(address), [])).Select(i => (i, 1)), at, more);

    /// <summary>Whether somebody may get one more acknowledgement.</summary>
    public bool LastsToAcknowledge(Address address, Instant at) =>
        Lasts(address, at, 1) && SlidingWindow.Allows(budgets.Acknowledgements, sentTo(address).Select(i => (i, 1)), at, 1);

    /// <summary>Counts what was granted.</summary>
    public void Grant(IEnumerable<RuleEffect> effects, Instant at)
    {
        foreach (var address in effects.SelectMany(Receivers))
        {
            Grant(address, at);
        }
    }

    /// <summary>Counts a message to an address.</summary>
    public void Grant(Address address, Instant at)
    {
        if (!_granted.TryGetValue(Key(address), out var times))
        {
            _granted[Key(address)] = times = [];
        }

        times.Add(at);
    }

    private static IEnumerable<Address> Receivers(RuleEffect effect) => effect switch
    {
        RuleEffect.Notice notice => notice.To,
        RuleEffect.Answer answer => [answer.To],
        _ => [],
    };

    private static (AddressKind, string) Key(Address address) => (address.Kind, address.Key);
}
