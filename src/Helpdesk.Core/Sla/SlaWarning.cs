using NodaTime;

namespace Helpdesk.Core.Sla;

/// <summary>
/// A point on the way of a clock at which people are told, once a cycle: a level of escalation. There may be any number of
/// them. Immutable.
/// </summary>
/// <param name="Level">Its name, unique in its target.</param>
public sealed record SlaWarning(string Level)
{
    /// <summary>The part of the target that is used up then: 0.8 is after 80 %, 1.5 half a target late. Null when an offset says it.</summary>
    public double? Fraction { get; init; }

    /// <summary>
    /// How long before the target is used up, in the hours that count; negative for a time after it. Null when a fraction says it.
    /// </summary>
    public Duration? Before { get; init; }

    /// <summary>How much time is used up then; never less than nothing.</summary>
    /// <param name="target">The target.</param>
    internal Duration AmountOf(Duration target)
    {
        var amount = Before is { } before ? target - before : Duration.FromTicks((long)(target.TotalTicks * (Fraction ?? 1)));
        return amount < Duration.Zero ? Duration.Zero : amount;
    }
}
