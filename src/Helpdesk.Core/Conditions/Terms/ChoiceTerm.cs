namespace Helpdesk.Core.Conditions.Terms;

/// <summary>
/// A choice that waits to be compared; where it holds agents, with <c>@actor</c>, <c>@assignee</c> and <c>@none</c> too. Every method
/// throws an <see cref="ArgumentException"/> with the fault for what does not fit.
/// </summary>
public sealed class ChoiceTerm : FieldTerm
{
    internal ChoiceTerm(FieldCatalogue catalogue, string field)
        : base(catalogue, field)
    {
    }

    /// <summary>It is the value, or one of several.</summary>
    public Condition Is(params string[] values) => Build(values?.Length == 1 ? Operator.Eq : Operator.In, values!);

    /// <summary>Its rank is below that of the value.</summary>
    public Condition IsBelow(string value) => Build(Operator.Lt, value);

    /// <summary>Its rank is that of the value or below.</summary>
    public Condition IsAtMost(string value) => Build(Operator.Le, value);

    /// <summary>Its rank is above that of the value.</summary>
    public Condition IsAbove(string value) => Build(Operator.Gt, value);

    /// <summary>Its rank is that of the value or above.</summary>
    public Condition IsAtLeast(string value) => Build(Operator.Ge, value);

    /// <summary>It changed and is now one of the values.</summary>
    public Condition HasChangedTo(params string[] values) => Build(Operator.ChangedTo, values);

    /// <summary>It changed and was one of the values.</summary>
    public Condition HasChangedFrom(params string[] values) => Build(Operator.ChangedFrom, values);
}
