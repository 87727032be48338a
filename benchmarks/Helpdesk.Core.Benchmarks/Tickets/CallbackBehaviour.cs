namespace Helpdesk.Core.Benchmarks.Tickets;

/// <summary>What one trigger does in one state, if its guards are met.</summary>
/// <param name="Destination">Where it leads.</param>
/// <param name="Internal">What it does instead of leading somewhere.</param>
/// <param name="Guards">With the description that a refusal names.</param>
internal sealed record CallbackBehaviour<TState>(
    Func<object?[], TState> Destination,
    Action<object?[]>? Internal,
    List<(Func<object?[], bool> IsMet, string Description)> Guards)
{
    public List<string> Unmet(object?[] arguments) =>
        Guards.Where(g => !g.IsMet(arguments)).Select(g => g.Description).ToList();
}
