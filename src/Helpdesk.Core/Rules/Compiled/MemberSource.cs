using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Compiled;

/// <summary>The members of a set that rules mention, and one token that says that the set has members.</summary>
internal sealed class MemberSource(Field field, int slot, int index) : TokenSource(field, LiteralKind.Member, slot, index)
{
    private const int Some = 0;

    private readonly Dictionary<string, int> _members = new(StringComparer.OrdinalIgnoreCase);

    public override int Tokens => 1 + _members.Count;

    public override bool Learn(Condition.Comparison comparison)
    {
        foreach (var value in comparison.Values)
        {
            _members.TryAdd(((FieldValue.Text)value).Value, 1 + _members.Count);
        }

        return true;
    }

    public override void Freeze()
    {
    }

    public override void Mark(Condition.Comparison comparison, Span<bool> holds)
    {
        holds[Some] |= comparison.Operator == Operator.IsSet;
        foreach (var value in comparison.Values)
        {
            holds[_members[((FieldValue.Text)value).Value]] = true;
        }
    }

    public override bool Read(FieldValue? value, TokenSet tokens)
    {
        if (value is null)
        {
            return true;
        }

        if (value is not FieldValue.TextSet { Values: var members })
        {
            return false;
        }

        if (members.Count > 0)
        {
            tokens.Add(Some);
        }

        if (members is IReadOnlyList<string> list)
        {
            // An enumerator of an interface would be allocated.
            for (var i = 0; i < list.Count; i++)
            {
                Add(list[i], tokens);
            }

            return true;
        }

        foreach (var member in members)
        {
            Add(member, tokens);
        }

        return true;
    }

    private void Add(string member, TokenSet tokens)
    {
        if (_members.TryGetValue(ComparableText.Of(member), out var token))
        {
            tokens.Add(token);
        }
    }
}
