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

    /// <summary>A guard over the one argument of a trigger with a parameter.</summary>
    public static (Func<object?[], bool> IsMet, string Description) Guard<TArgument>(Func<TArgument, bool> isMet, string description) =>
        (arguments => isMet(Unpack<TArgument>(arguments, 0)), description);

    private static TArgument Unpack<TArgument>(object?[] arguments, int index)
    {
        if (index >= arguments.Length)
        {
            throw new ArgumentException($"An argument of type {typeof(TArgument)} is required in position {index}.", nameof(arguments));
        }

        var argument = arguments[index];
        return argument is null || typeof(TArgument).IsInstanceOfType(argument)
            ? (TArgument)argument!
            : throw new ArgumentException(
                $"The argument in position {index} is of type {argument.GetType()} but must be of type {typeof(TArgument)}.", nameof(arguments));
    }
}
