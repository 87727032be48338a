using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Analysis;

/// <summary>One thing that an action lays down.</summary>
internal sealed record RuleWrite
{
    private const string Nothing = "nothing";
    private const string There = "there";
    private const string Gone = "gone";

    private RuleWrite(string field, string? value) => (Field, Value) = (field, value);

    /// <summary>The field, by its name in the catalogue.</summary>
    public string Field { get; }

    /// <summary>The member of a set that comes or goes; null for the whole field.</summary>
    public string? Member { get; private init; }

    /// <summary>What it is afterwards, to compare and to show; null where it depends on what it was, so that the order does not matter.</summary>
    public string? Value { get; }

    /// <summary>Two rules that write differently into one slot are at odds.</summary>
    public string Slot => Member is null ? Field : $"{Field} '{Member}'";

    /// <summary>The members that a set has from then on and no others; null where it is not laid down as a whole.</summary>
    public IReadOnlyCollection<string>? Members => Member is null && Held is FieldValue.TextSet set ? set.Values : null;

    /// <summary>Whether what stood there before may stay.</summary>
    public bool IsPerhaps { get; private init; }

    private FieldValue? Held { get; init; }

    private bool IsKnown { get; init; }

    /// <summary>The field holds this value from then on; null for none.</summary>
    public static RuleWrite Set(string field, FieldValue? value) => new(field, value?.Shown ?? Nothing) { Held = value, IsKnown = true };

    /// <summary>A set has a member from then on, or no longer.</summary>
    public static RuleWrite Has(string field, string member, bool isThere) =>
        new(field, isThere ? There : Gone) { Member = member, Held = new FieldValue.Flag(isThere), IsKnown = true };

    /// <summary>The field holds nothing from then on, unless something else that the action does was done already.</summary>
    public static RuleWrite PerhapsNothing(string field) => Set(field, null) with { IsPerhaps = true };

    /// <summary>The field changes in a way that has a name; what it holds then is known only at the time.</summary>
    public static RuleWrite Move(string field, string how) => new(field, how);

    /// <summary>The field changes from what it was, in whatever order by the same.</summary>
    public static RuleWrite Change(string field) => new(field, null);

    /// <summary>What holds once it is done; null where that is not known, or the field is not there.</summary>
    public (Condition Condition, bool Wanted)? Afterwards(FieldCatalogue catalogue)
    {
        if (!IsKnown || catalogue.Find(Field) is not { } field)
        {
            return null;
        }

        return (Member, Held, field.Type) switch
        {
            ({ } member, FieldValue.Flag there, FieldType.TextSet) =>
                (new Condition.Comparison(field, Operator.HasAny, [new FieldValue.Text(ComparableText.Of(member))]), there.Value),
            (null, null, _) => (new Condition.Comparison(field, Operator.IsSet, []), false),
            (null, FieldValue.Text text, FieldType.Choice or FieldType.Text) =>
                (new Condition.Comparison(field, Operator.Eq, [new FieldValue.Text(ComparableText.Of(text.Value))]), true),
            (null, FieldValue.Number, FieldType.Number) or (null, FieldValue.Flag, FieldType.Flag) =>
                (new Condition.Comparison(field, Operator.Eq, [Held]), true),
            _ => null,
        };
    }
}
