namespace Helpdesk.Core.Spam.Signals;

/// <summary>
/// An entry of a sender list: an address (<c>jane@acme.example</c>), a domain (<c>acme.example</c>), all domains below one
/// (<c>*.acme.example</c>), or an address with wildcards (<c>news-*@acme.example</c>). Letter case does not count.
/// </summary>
internal sealed record SenderPattern
{
    private const int MaxLength = 320;

    private SenderPattern(string text, int rank) => (Text, Rank) = (text, rank);

    /// <summary>The pattern in lower case; a domain without the @ before it.</summary>
    public string Text { get; }

    /// <summary>What it is: 3 an address, 2 an address with wildcards, 1 a domain, 0 domains below one.</summary>
    public int Rank { get; }

    /// <summary>Reads an entry; null when it is none.</summary>
    public static SenderPattern? Parse(string text)
    {
        var lower = text.Trim().ToLowerInvariant();
        if (lower.Length is 0 or > MaxLength || lower.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            return null;
        }

        var at = lower.LastIndexOf('@');
        if (at > 0)
        {
            return at == lower.Length - 1 ? null : new SenderPattern(lower, lower.Contains('*', StringComparison.Ordinal) ? 2 : 3);
        }

        var domain = lower[(at + 1)..];
        var isBelow = domain.StartsWith("*.", StringComparison.Ordinal);
        var rest = isBelow ? domain[2..] : domain;
        return rest.Length == 0 || rest.AsSpan().ContainsAny('*', '@') || rest[0] == '.' ? null : new SenderPattern(domain, isBelow ? 0 : 1);
    }

    /// <summary>Whether an address in lower case is meant. Linear in pattern times address at worst.</summary>
    public bool Matches(ReadOnlySpan<char> address)
    {
        var domain = address[(address.LastIndexOf('@') + 1)..];
        return Rank switch
        {
            3 => address.SequenceEqual(Text),
            2 => MatchesWildcards(Text, address),
            1 => domain.SequenceEqual(Text),
            _ => domain.EndsWith(Text.AsSpan(1), StringComparison.Ordinal),
        };
    }

    // The greedy walk: only the last wildcard is ever tried again.
    private static bool MatchesWildcards(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (p, t, star, mark) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, mark) = (p++, t);
            }
            else if (p < pattern.Length && pattern[p] == text[t])
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                (p, t) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }
}
