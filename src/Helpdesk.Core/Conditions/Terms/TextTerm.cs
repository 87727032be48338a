using System.Text.Json;

namespace Helpdesk.Core.Conditions.Terms;

/// <summary>A text that waits to be compared. Every method throws an <see cref="ArgumentException"/> with the fault for what does not fit.</summary>
public sealed class TextTerm : FieldTerm
{
    private readonly bool _isCaseSensitive;

    internal TextTerm(FieldCatalogue catalogue, string field, bool isCaseSensitive = false)
        : base(catalogue, field) => _isCaseSensitive = isCaseSensitive;

    /// <summary>The same with regard to case.</summary>
    public TextTerm WithCase() => new(Catalogue, Field, isCaseSensitive: true);

    /// <summary>It is the value, or one of several.</summary>
    public Condition Is(params string[] values) => Build(values?.Length == 1 ? Operator.Eq : Operator.In, values!);

    /// <summary>It contains one of the values.</summary>
    public Condition Contains(params string[] values) => Build(Operator.ContainsText, values);

    /// <summary>It contains one of the values as a whole word.</summary>
    public Condition ContainsWord(params string[] values) => Build(Operator.ContainsWord, values);

    /// <summary>It starts with one of the values.</summary>
    public Condition StartsWith(params string[] values) => Build(Operator.StartsWith, values);

    /// <summary>It ends with one of the values.</summary>
    public Condition EndsWith(params string[] values) => Build(Operator.EndsWith, values);

    /// <summary>It matches a regular expression that can be found in linear time.</summary>
    public Condition Matches(string pattern) => Build(Operator.Matches, pattern);

    /// <summary>It changed and is now one of the values.</summary>
    public Condition HasChangedTo(params string[] values) => Build(Operator.ChangedTo, values);

    /// <summary>It changed and was one of the values.</summary>
    public Condition HasChangedFrom(params string[] values) => Build(Operator.ChangedFrom, values);

    private protected override void Options(Utf8JsonWriter writer)
    {
        if (_isCaseSensitive)
        {
            writer.WriteBoolean("caseSensitive", true);
        }
    }
}
