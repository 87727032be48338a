namespace Helpdesk.Core.Conditions.Terms;

/// <summary>A set that waits to be compared. Every method throws an <see cref="ArgumentException"/> with the fault for what does not fit.</summary>
public sealed class SetTerm : FieldTerm
{
    internal SetTerm(FieldCatalogue catalogue, string field)
        : base(catalogue, field)
    {
    }

    /// <summary>It has one of the values.</summary>
    public Condition HasAny(params string[] values) => Build(Operator.HasAny, values);

    /// <summary>It has all of the values.</summary>
    public Condition HasAll(params string[] values) => Build(Operator.HasAll, values);

    /// <summary>It has members and none beside the values.</summary>
    public Condition HasOnly(params string[] values) => Build(Operator.HasOnly, values);

    /// <summary>It has at least so many members, from 1 to 1,000,000.</summary>
    public Condition HasAtLeast(int count) => Build(Operator.HasAtLeast, w => w.WriteNumberValue(count));

    /// <summary>It has at most so many members, from 0 to 1,000,000.</summary>
    public Condition HasAtMost(int count) => Build(Operator.HasAtMost, w => w.WriteNumberValue(count));
}
