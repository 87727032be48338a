using System.Buffers;

namespace Helpdesk.Core.Spam.Features;

/// <summary>Finds links and takes them apart. They are never fetched.</summary>
internal sealed class UrlScanner
{
    private const int MaxUrls = 64;
    private const int MaxUrl = 2_000;
    private const int MaxPieces = 40;
    private const int MaxSuffixes = 8;

    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n\f\v\u00a0<>\"'");
    private static readonly SearchValues<string> Marks = SearchValues.Create(["://", "www."], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<char> Numeric = SearchValues.Create("0123456789.");
    private static readonly SearchValues<char> Pieces = SearchValues.Create("/?&=.-_#%+;:,~");

    private readonly CharBuffer _lower = new();

    /// <summary>How many links the message has; those beyond the limit are counted and not read.</summary>
    public int Count { get; private set; }

    public void Begin() => Count = 0;

    /// <summary>Whether a link may begin with this letter.</summary>
    public static bool MayBegin(char c) => (c | 0x20) is 'h' or 'w' or 'f';

    /// <summary>Whether a link begins here: a scheme of letters with <c>://</c>, or <c>www.</c></summary>
    public static bool Begins(ReadOnlySpan<char> text) => !text.IsEmpty && (text[0] | 0x20) switch
    {
        'h' => text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase),
        'w' => text.StartsWith("www.", StringComparison.OrdinalIgnoreCase),
        'f' => text.StartsWith("ftp://", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    /// <summary>Up to where a link goes that begins here.</summary>
    public static int LengthOf(ReadOnlySpan<char> text)
    {
        var near = text[..Math.Min(text.Length, MaxUrl)];
        var end = near.IndexOfAny(Ends);
        return end < 0 ? near.Length : end;
    }

    /// <summary>Finds and reads the links of a text.</summary>
    public void Find(ReadOnlySpan<char> text, FeatureSink sink)
    {
        var at = 0;
        while (true)
        {
            var found = text[at..].IndexOfAny(Marks);
            if (found < 0)
            {
                return;
            }

            at += found;
            var start = Start(text, at);
            if (start < 0)
            {
                at++;
                continue;
            }

            var length = LengthOf(text[start..]);
            Read(text.Slice(start, length), sink);
            at = Math.Max(at + 1, start + length);
        }
    }

    /// <summary>Reads one link: scheme, host with every suffix, address and network, pieces of the path.</summary>
    public void Read(ReadOnlySpan<char> url, FeatureSink sink)
    {
        if (++Count > MaxUrls)
        {
            return;
        }

        _lower.Filled(url.ToLowerInvariant(_lower.Room(url.Length)));
        ReadOnlySpan<char> rest = _lower.Text;
        var scheme = rest.IndexOf("://");
        if (scheme >= 0)
        {
            sink.Add(FeatureKind.UrlScheme, rest[..scheme]);
            rest = rest[(scheme + 3)..];
        }

        var slash = rest.IndexOfAny('/', '?', '#');
        var host = slash < 0 ? rest : rest[..slash];
        host = host[(host.LastIndexOf('@') + 1)..];
        var port = host.IndexOf(':');
        Host((port < 0 ? host : host[..port]).TrimEnd("."), sink);
        if (slash >= 0)
        {
            Path(rest[slash..], sink);
        }
    }

    /// <summary>Every suffix of a host name: <c>a.b.example</c>, <c>b.example</c>, <c>example</c>.</summary>
    public static void Suffixes(FeatureKind kind, ReadOnlySpan<char> host, FeatureSink sink)
    {
        for (var left = MaxSuffixes; host.Length > 0 && left > 0; left--)
        {
            sink.Add(kind, host);
            var dot = host.IndexOf('.');
            host = dot < 0 ? default : host[(dot + 1)..];
        }
    }

    // Where the link begins of which this mark is a part; -1 when it is none.
    private static int Start(ReadOnlySpan<char> text, int at)
    {
        if (text[at] == ':')
        {
            var start = at;
            while (start > 0 && at - start < 10 && char.IsAsciiLetter(text[start - 1]))
            {
                start--;
            }

            return start < at ? start : -1;
        }

        return at == 0 || CharClass.Of(text[at - 1]) == CharClass.Gap ? at : -1;
    }

    private static void Host(ReadOnlySpan<char> host, FeatureSink sink)
    {
        if (host.Length > 0 && !host.ContainsAnyExcept(Numeric))
        {
            sink.Add(FeatureKind.UrlNet, "ip");
            sink.Add(FeatureKind.UrlNet, host[..Math.Max(0, host.LastIndexOf('.'))]);
            return;
        }

        Suffixes(FeatureKind.UrlHost, host, sink);
    }

    private static void Path(ReadOnlySpan<char> path, FeatureSink sink)
    {
        for (var left = MaxPieces; path.Length > 0 && left > 0; left--)
        {
            var end = path.IndexOfAny(Pieces);
            var piece = end < 0 ? path : path[..end];
            if (piece.Length is >= 2 and <= 20)
            {
                sink.Add(FeatureKind.UrlPath, piece);
            }

            path = end < 0 ? default : path[(end + 1)..];
        }
    }
}
