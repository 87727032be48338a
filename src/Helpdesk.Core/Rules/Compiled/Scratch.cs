using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Compiled;

/// <summary>The working memory of one evaluation, used again and again: each field is read and each text passed over at most once.</summary>
internal sealed class Scratch
{
    private readonly FieldValue?[] _values;
    private readonly bool[] _isRead;
    private readonly TokenSet?[] _tokens;
    private readonly int[] _cells;
    private readonly bool[] _isKnown;
    private IFieldValues? _fields;

    public Scratch(int words, int slots, IReadOnlyList<TokenSource> sources)
    {
        (Candidates, Group) = (new ulong[words], new ulong[words]);
        (_values, _isRead) = (new FieldValue?[slots], new bool[slots]);
        _tokens = [.. sources.Select(s => s is CellSource ? null : new TokenSet(s.Tokens))];
        _cells = new int[sources.Count];
        _isKnown = new bool[sources.Count];
    }

    /// <summary>The rules that are not excluded yet.</summary>
    public ulong[] Candidates { get; }

    /// <summary>Room for the rules of which a group holds.</summary>
    public ulong[] Group { get; }

    /// <summary>What is evaluated.</summary>
    public IFieldValues Fields => _fields!;

    /// <summary>Whether a field held something that its source does not understand; then only the interpreter answers.</summary>
    public bool IsOdd { get; private set; }

    public void Begin(IFieldValues fields) => (_fields, IsOdd) = (fields, false);

    /// <summary>The cell of a field at this evaluation; <see cref="CellSource.Odd"/> when it has none.</summary>
    public int Cell(CellSource source)
    {
        if (!_isKnown[source.Index])
        {
            _isKnown[source.Index] = true;
            var cell = _cells[source.Index] = source.CellOf(Value(source));
            IsOdd |= cell == CellSource.Odd;
        }

        return _cells[source.Index];
    }

    /// <summary>The tokens of a field at this evaluation.</summary>
    public TokenSet Tokens(TokenSource source)
    {
        var tokens = _tokens[source.Index]!;
        if (!_isKnown[source.Index])
        {
            _isKnown[source.Index] = true;
            IsOdd |= !source.Read(Value(source), tokens);
        }

        return tokens;
    }

    /// <summary>Forgets the evaluation, so that nothing of it is kept alive.</summary>
    public void End()
    {
        for (var i = 0; i < _isKnown.Length; i++)
        {
            if (_isKnown[i])
            {
                _tokens[i]?.Clear();
            }
        }

        Array.Clear(_isKnown);
        Array.Clear(_values);
        Array.Clear(_isRead);
        _fields = null;
    }

    private FieldValue? Value(TokenSource source)
    {
        if (!_isRead[source.Slot])
        {
            _isRead[source.Slot] = true;
            _values[source.Slot] = source.Field.Current(Fields);
        }

        return _values[source.Slot];
    }
}
