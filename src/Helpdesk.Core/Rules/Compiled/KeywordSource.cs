using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Compiled;

/// <summary>The keywords of a text field that rules look for; one pass over the text finds them all.</summary>
internal sealed class KeywordSource(Field field, int slot, int index) : TokenSource(field, LiteralKind.Keyword, slot, index)
{
    private readonly KeywordCollection _keywords = new();
    private KeywordAutomaton? _automaton;

    public override int Tokens => _keywords.Count;

    public override bool Learn(Condition.Comparison comparison) =>
        _keywords.TryAdd([.. comparison.Values.Select(v => ((FieldValue.Text)v).Value)], IsWord(comparison));

    public override void Freeze() => _automaton = KeywordAutomaton.Of(_keywords);

    public override void Mark(Condition.Comparison comparison, Span<bool> holds)
    {
        foreach (var value in comparison.Values)
        {
            holds[_keywords.IdOf(((FieldValue.Text)value).Value, IsWord(comparison))] = true;
        }
    }

    public override bool Read(FieldValue? value, TokenSet tokens)
    {
        if (value is null)
        {
            return true;
        }

        if (value is not FieldValue.Text text)
        {
            return false;
        }

        _automaton!.Find(ComparableText.Of(text.Value), tokens);
        return true;
    }

    private static bool IsWord(Condition.Comparison comparison) => comparison.Operator == Operator.ContainsWord;
}
