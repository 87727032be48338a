using System.Collections.Frozen;
using System.Text;

namespace Helpdesk.Core.Conversations;

/// <summary>
/// What a subject is about, without what mail programs put around it: the base subject of RFC 5256 §2.1, with the reply and
/// forward prefixes of some 25 languages. Thread-safe.
/// </summary>
public static class BaseSubject
{
    // A closed list, never "two letters and a colon": IT:, HR:, SAP:, VAT: and DE: are what people write about. Some mean
    // reply in one language and forward in another (VS: in Finnish and Norwegian); either way they only go.
    private static readonly string[] PrefixNames =
    [
        // en and what all programs understand
        "re", "fw", "fwd",
        // de, nl
        "aw", "antw", "antwort", "wg", "doorst",
        // sv, da, no, is, fi, et
        "sv", "vb", "vs", "vl", "ed",
        // fr, it, es, pt, ca, ro
        "rép", "tr", "r", "rif", "i", "res", "resp", "enc", "rv", "reenv", "răsp",
        // pl, cs, sk, hu, hr, sl
        "odp", "pd", "odpověď", "odpoveď", "přep", "vá", "továbbítás", "odg", "proslj",
        // lt, lv
        "ats", "persl", "atb", "pārsūt",
        // ru, uk, bg, el, tr
        "отв", "ответ", "на", "пересл", "відп", "отг", "απ", "σχετ", "πρθ", "ynt", "ilt", "İlt",
        // vi, id
        "tl", "trả lời", "ct", "chuyển tiếp", "bls", "trs",
        // zh, ja, ko
        "回复", "答复", "转发", "回覆", "轉寄", "轉發", "返信", "転送", "답장", "전달", "회신",
        // he, ar, th
        "השב", "תגובה", "הועבר", "رد", "إعادة توجيه", "ตอบ", "ส่งต่อ",
    ];

    // Mail comes composed and decomposed; both forms are listed, so that what is looked up needs no normalisation, which
    // refuses broken surrogates.
    private static readonly FrozenSet<string> Prefixes = PrefixNames
        .Concat(PrefixNames.Select(name => name.Normalize(NormalizationForm.FormD)))
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> PrefixLookup =
        Prefixes.GetAlternateLookup<ReadOnlySpan<char>>();

    // The longest prefix with a counter and blanks around it is far shorter.
    private const int MaxPrefixLength = 32;

    /// <summary>
    /// Strips reply and forward prefixes with their counters (<c>Re[2]:</c>, <c>Re(2):</c>, <c>Re^2:</c>), <c>[Fwd: …]</c>,
    /// <c>(fwd)</c> and our own reference in brackets at either end, again and again until none is left. White space is
    /// collapsed; list tags such as <c>[users]</c> stay. Idempotent; linear in the length of the subject.
    /// </summary>
    /// <param name="subject">A decoded subject.</param>
    /// <param name="references">
    /// How the host's references look; null for <see cref="ReferenceScheme.Default"/>. Only valid ones go: with a wrong check
    /// digit it is not ours.
    /// </param>
    /// <returns>The base subject; empty when nothing but prefixes was there.</returns>
    public static string Of(string subject, ReferenceScheme? references = null)
    {
        ArgumentNullException.ThrowIfNull(subject);

        var scheme = references ?? ReferenceScheme.Default;
        var collapsed = Collapse(subject);
        var rest = collapsed.AsSpan();
        while (TryStrip(rest, scheme, out var shorter))
        {
            rest = shorter.Trim();
        }

        return rest.Length == collapsed.Length ? collapsed : rest.ToString();
    }

    private static bool TryStrip(ReadOnlySpan<char> text, ReferenceScheme references, out ReadOnlySpan<char> rest) =>
        TryStripPrefix(text, out rest)
        || TryStripForwardWrapper(text, out rest)
        || TryStripTrailer(text, out rest)
        || TryStripReference(text, references, out rest);

    private static bool TryStripPrefix(ReadOnlySpan<char> text, out ReadOnlySpan<char> rest)
    {
        rest = text;
        var colon = text[..Math.Min(text.Length, MaxPrefixLength)].IndexOfAny(':', '：');
        if (colon <= 0)
        {
            return false;
        }

        var name = WithoutCounter(text[..colon].TrimEnd());
        if (name is [.., '.'])
        {
            name = name[..^1];
        }

        if (!PrefixLookup.Contains(name))
        {
            return false;
        }

        rest = text[(colon + 1)..];
        return true;
    }

    // "Re[2]", "Re (2)", "Re^2", "Re *2" → "Re"; anything else comes back as it was.
    private static ReadOnlySpan<char> WithoutCounter(ReadOnlySpan<char> name)
    {
        var body = name;
        var close = body is [.., ']' or ')'] ? body[^1] : '\0';
        if (close != '\0')
        {
            body = body[..^1];
        }

        var digits = body.Length;
        while (digits > 0 && char.IsAsciiDigit(body[digits - 1]))
        {
            digits--;
        }

        if (digits == body.Length || digits == 0)
        {
            return name;
        }

        var matches = (close, body[digits - 1]) is (']', '[') or (')', '(') or ('\0', '^' or '*');
        return matches ? body[..(digits - 1)].TrimEnd() : name;
    }

    private static bool TryStripForwardWrapper(ReadOnlySpan<char> text, out ReadOnlySpan<char> rest)
    {
        const string open = "[fwd:";
        var wrapped = text.StartsWith(open, StringComparison.OrdinalIgnoreCase) && text[^1] == ']';
        rest = wrapped ? text[open.Length..^1] : text;
        return wrapped;
    }

    private static bool TryStripTrailer(ReadOnlySpan<char> text, out ReadOnlySpan<char> rest)
    {
        const string trailer = "(fwd)";
        var ends = text.EndsWith(trailer, StringComparison.OrdinalIgnoreCase);
        rest = ends ? text[..^trailer.Length] : text;
        return ends;
    }

    private static bool TryStripReference(ReadOnlySpan<char> text, ReferenceScheme references, out ReadOnlySpan<char> rest)
    {
        // Looking no further than the longest reference keeps the whole linear.
        const int longest = ReferenceScheme.MaxLength + 2;
        rest = text;
        if (text is ['[', ..])
        {
            var close = text[..Math.Min(text.Length, longest)].IndexOf(']');
            if (close > 0 && IsReference(text[1..close], references))
            {
                rest = text[(close + 1)..];
                return true;
            }
        }

        if (text is [.., ']'])
        {
            var tail = text[Math.Max(0, text.Length - longest)..];
            var open = tail.LastIndexOf('[');
            if (open >= 0 && IsReference(tail[(open + 1)..^1], references))
            {
                rest = text[..(text.Length - tail.Length + open)];
                return true;
            }
        }

        return false;
    }

    private static bool IsReference(ReadOnlySpan<char> inside, ReferenceScheme references)
    {
        var found = references.Find(inside.ToString());
        return found.Count == 1 && found[0].Value.Length == inside.Length;
    }

    private static string Collapse(string subject)
    {
        var collapsed = new StringBuilder(subject.Length);
        var blank = false;
        foreach (var c in subject)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                blank = collapsed.Length > 0;
                continue;
            }

            if (blank)
            {
                collapsed.Append(' ');
                blank = false;
            }

            collapsed.Append(c);
        }

        return collapsed.ToString();
    }
}
