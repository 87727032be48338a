namespace Helpdesk.Core.Rules.Compiled;

/// <summary>The tokens of one field at one evaluation, each once. Used by one thread at a time.</summary>
internal sealed class TokenSet(int tokens)
{
    private readonly ulong[] _has = new ulong[(tokens + 63) / 64];
    private readonly int[] _list = new int[tokens];
    private int _count;

    public ReadOnlySpan<int> All => _list.AsSpan(0, _count);

    public bool Has(int token) => BitWords.Has(_has, token);

    public void Add(int token)
    {
        if (Has(token))
        {
            return;
        }

        BitWords.Set(_has, token);
        _list[_count++] = token;
    }

    public void Clear()
    {
        foreach (var token in All)
        {
            _has[token >> 6] = 0;
        }

        _count = 0;
    }
}
