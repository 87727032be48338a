namespace Helpdesk.Core.Engine.Simulation;

/// <summary>What two configurations make of one ticket's past.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Reference">Its human number.</param>
/// <param name="Before">Under the first.</param>
/// <param name="After">Under the second.</param>
public sealed record TicketComparison(TicketId Ticket, TicketReference Reference, SimulatedTicket Before, SimulatedTicket After)
{
    /// <summary>Whether nothing differs but the rules that fired without an effect.</summary>
    public bool IsSame => Fields.Count == 0 && SentOnlyBefore.Count == 0 && SentOnlyAfter.Count == 0
        && Before.Assignments.SequenceEqual(After.Assignments) && Before.Breaches.SequenceEqual(After.Breaches, StringComparer.Ordinal);

    /// <summary>The fields that end up different, by name.</summary>
    public IReadOnlyList<FieldDifference> Fields =>
    [
        .. Before.Fields.Keys.Union(After.Fields.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(f => new FieldDifference(f, Before.Fields.GetValueOrDefault(f, ""), After.Fields.GetValueOrDefault(f, "")))
            .Where(f => f.Before != f.After),
    ];

    /// <summary>The rules that fired a different number of times, by id.</summary>
    public IReadOnlyList<FiringDifference> Fired =>
    [
        .. Before.Firings.Concat(After.Firings).Select(f => f.Rule).DistinctBy(r => r.Value).OrderBy(r => r.Value, StringComparer.Ordinal)
            .Select(r => new FiringDifference(r, Before.Firings.Count(f => f.Rule == r), After.Firings.Count(f => f.Rule == r)))
            .Where(f => f.Before != f.After),
    ];

    /// <summary>What leaves only under the first.</summary>
    public IReadOnlyList<SimulatedSending> SentOnlyBefore => Without(Before.Sent, After.Sent);

    /// <summary>What leaves only under the second.</summary>
    public IReadOnlyList<SimulatedSending> SentOnlyAfter => Without(After.Sent, Before.Sent);

    private static List<SimulatedSending> Without(IReadOnlyList<SimulatedSending> all, IReadOnlyList<SimulatedSending> others)
    {
        var left = others.GroupBy(s => s).ToDictionary(g => g.Key, g => g.Count());
        return [.. all.Where(s => (left[s] = left.GetValueOrDefault(s) - 1) < 0)];
    }
}
