namespace Helpdesk.Core.Conditions.Terms;

/// <summary>
/// A number that waits to be compared. Every method throws an <see cref="ArgumentException"/> with the fault for what does not fit; numbers
/// are finite.
/// </summary>
public sealed class NumberTerm : FieldTerm
{
    internal NumberTerm(FieldCatalogue catalogue, string field)
        : base(catalogue, field)
    {
    }

    /// <summary>It is the value, or one of several.</summary>
    public Condition Is(params double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Build(values.Length == 1 ? Operator.Eq : Operator.In, w => List(w, values, w.WriteNumberValue));
    }

    /// <summary>It is less than the value.</summary>
    public Condition IsBelow(double value) => Build(Operator.Lt, w => w.WriteNumberValue(value));

    /// <summary>It is the value or less.</summary>
    public Condition IsAtMost(double value) => Build(Operator.Le, w => w.WriteNumberValue(value));

    /// <summary>It is greater than the value.</summary>
    public Condition IsAbove(double value) => Build(Operator.Gt, w => w.WriteNumberValue(value));

    /// <summary>It is the value or greater.</summary>
    public Condition IsAtLeast(double value) => Build(Operator.Ge, w => w.WriteNumberValue(value));

    /// <summary>It lies between the values, both included.</summary>
    public Condition IsBetween(double low, double high) => Build(Operator.Between, w => List(w, [low, high], w.WriteNumberValue));
}
