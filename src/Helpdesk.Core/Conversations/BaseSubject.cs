using System.Buffers;
using System.Text;

namespace Helpdesk.Core.Conversations;

/// <summary>
/// What a subject is about, without what mail programs put around it: the base subject of RFC 5256 §2.1, with the reply and
/// forward prefixes of some 35 languages.
/// </summary>
/// <param name="Text">The base subject; empty when nothing but prefixes was there.</param>
/// <param name="IsReply">Whether a reply prefix was taken off.</param>
/// <param name="IsForward">
/// Whether a forward prefix was taken off. Some prefixes mean reply in one language and forward in another (<c>VS:</c> in Finnish and
/// Norwegian); they count as replies.
/// </param>
public sealed record BaseSubject(string Text, bool IsReply, bool IsForward)
{
    private static readonly SearchValues<char> Colons = SearchValues.Create(":：﹕∶");

    // Right-to-left mail programs wrap prefixes in marks that nobody sees.
    private static readonly SearchValues<char> Marks = SearchValues.Create("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff");

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
    public static BaseSubject Of(string subject, ReferenceScheme? references = null)
    {
        ArgumentNullException.ThrowIfNull(subject);

        var scheme = references ?? ReferenceScheme.Default;
        var collapsed = Collapse(subject);
        var rest = collapsed.AsSpan();
        var (isReply, isForward) = (false, false);
        while (TryStrip(rest, scheme, out var shorter, out var found))
        {
            rest = shorter.Trim();
            isReply |= found == SubjectPrefix.Reply;
            isForward |= found == SubjectPrefix.Forward;
        }

        return new BaseSubject(rest.Length == collapsed.Length ? collapsed : rest.ToString(), isReply, isForward);
    }

    private static bool TryStrip(ReadOnlySpan<char> text, ReferenceScheme references, out ReadOnlySpan<char> rest, out SubjectPrefix found)
    {
        if (TryStripPrefix(text, out rest, out found))
        {
            return true;
        }

        found = SubjectPrefix.Forward;
        if (TryStripForwardWrapper(text, out rest) || TryStripTrailer(text, out rest))
        {
            return true;
        }

        found = SubjectPrefix.None;
        return TryStripReference(text, references, out rest);
    }

    private static bool TryStripPrefix(ReadOnlySpan<char> text, out ReadOnlySpan<char> rest, out SubjectPrefix found)
    {
        rest = text;
        found = SubjectPrefix.None;
        var colon = text[..Math.Min(text.Length, MaxPrefixLength)].IndexOfAny(Colons);
        if (colon <= 0)
        {
            return false;
        }

        var name = WithoutCounter(WithoutMarks(text[..colon]));
        if (name is [.., '.'])
        {
            name = name[..^1];
        }

        found = SubjectPrefixes.Find(name);
        if (found == SubjectPrefix.None)
        {
            return false;
        }

        rest = text[(colon + 1)..];
        return true;
    }

    private static ReadOnlySpan<char> WithoutMarks(ReadOnlySpan<char> name)
    {
        var first = name.IndexOfAnyExcept(Marks);
        return first < 0 ? name : name[first..(name.LastIndexOfAnyExcept(Marks) + 1)].Trim();
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
