namespace Helpdesk.Core.Conditions.Terms;

/// <summary>A flag that waits to be compared.</summary>
public sealed class FlagTerm : FieldTerm
{
    internal FlagTerm(FieldCatalogue catalogue, string field)
        : base(catalogue, field)
    {
    }

    /// <summary>It is true; a missing one is not.</summary>
    public Condition IsTrue() => Build(Operator.Eq, w => w.WriteBooleanValue(true));

    /// <summary>It is false; a missing one is not.</summary>
    public Condition IsFalse() => Build(Operator.Eq, w => w.WriteBooleanValue(false));
}
