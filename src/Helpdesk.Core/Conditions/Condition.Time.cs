using NodaTime;

namespace Helpdesk.Core.Conditions;

/// <content>When a condition holds that looks at the clock.</content>
public abstract partial record Condition
{
    // Bounds the work for conditions that alternate with a calendar.
    private const int MaxSteps = 4_096;

    /// <summary>
    /// The first instant at which the condition holds if nothing changes but the time: exact, by going from one boundary of a
    /// part that looks at the clock to the next. Between boundaries no answer changes.
    /// </summary>
    /// <param name="at">The fields as they are at an instant.</param>
    /// <param name="from">The earliest instant that counts.</param>
    /// <returns>Null when it never holds, or not within 4,096 boundaries.</returns>
    public Instant? NextHolds(Func<Instant, IFieldValues> at, Instant from)
    {
        ArgumentNullException.ThrowIfNull(at);
        var now = from;
        for (var step = 0; step < MaxSteps; step++)
        {
            var values = at(now);
            if (Evaluate(values))
            {
                return now;
            }

            if (NextChange(values, now) is not { } next)
            {
                return null;
            }

            now = next;
        }

        return null;
    }

    /// <summary>The comparisons that look at the clock, in the order of the tree.</summary>
    internal IEnumerable<Comparison> OnTheClock() => Comparisons().Where(ClockEdges.IsOnTheClock);

    /// <summary>All comparisons, in the order of the tree.</summary>
    internal IEnumerable<Comparison> Comparisons() => this switch
    {
        All all => all.Parts.SelectMany(p => p.Comparisons()),
        Any any => any.Parts.SelectMany(p => p.Comparisons()),
        None none => none.Parts.SelectMany(p => p.Comparisons()),
        Not not => not.Part.Comparisons(),
        Comparison comparison => [comparison],
        _ => [],
    };

    // The next instant after one at which a comparison with the clock may change its answer.
    private Instant? NextChange(IFieldValues values, Instant after)
    {
        Instant? next = null;
        foreach (var leaf in OnTheClock())
        {
            foreach (var edge in values.Current(leaf.Field.Name) is FieldValue.Moment { Value: var moment } ? ClockEdges.Of(leaf, moment, after) : [])
            {
                next = edge > after && (next is not { } known || edge < known) ? edge : next;
            }
        }

        return next;
    }
}
