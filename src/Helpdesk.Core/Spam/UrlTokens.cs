namespace Helpdesk.Core.Spam;

/// <summary>Finds links and takes them apart. They are never fetched.</summary>
internal static class UrlTokens
{
    private const int MaxUrl = 2_000;
    private const int MaxFound = 1_000;

    public static void Find(string text, List<string> urls)
    {
        var at = 0;
        while (urls.Count < MaxFound && (at = text.IndexOf("://", at, StringComparison.Ordinal)) >= 0)
        {
            var start = at;
            while (start > 0 && at - start < 10 && char.IsAsciiLetter(text[start - 1]))
            {
                start--;
            }

            var end = at + 3;
            while (end < text.Length && end - start < MaxUrl && !char.IsWhiteSpace(text[end]) && text[end] is not ('<' or '>' or '"' or '\''))
            {
                end++;
            }

            if (start < at)
            {
                urls.Add(text[start..end]);
            }

            at = end;
        }
    }

    public static void Read(string url, FeatureCollector features)
    {
        var lower = url.ToLowerInvariant();
        var scheme = lower.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return;
        }

        features.Add("url-scheme", lower[..scheme]);
        var rest = lower[(scheme + 3)..];
        var slash = rest.IndexOfAny(['/', '?', '#']);
        var host = slash < 0 ? rest : rest[..slash];
        host = host[(host.LastIndexOf('@') + 1)..].Split(':')[0];
        if (host.Length > 0 && host.All(c => char.IsAsciiDigit(c) || c == '.'))
        {
            features.Add("url", "ip");
            features.Add("url-net", host[..Math.Max(0, host.LastIndexOf('.'))]);
        }
        else
        {
            Suffixes("url-host", host, features);
        }

        foreach (var piece in (slash < 0 ? "" : rest[slash..]).Split(['/', '?', '&', '=', '.', '-', '_', '#', '%'], 40))
        {
            if (piece.Length is >= 2 and <= 20)
            {
                features.Add("url-path", piece);
            }
        }
    }

    /// <summary>Every suffix of a host name: <c>a.b.example</c>, <c>b.example</c>, <c>example</c>.</summary>
    public static void Suffixes(string kind, string host, FeatureCollector features)
    {
        for (var (at, left) = (0, 8); at >= 0 && at < host.Length && left > 0; left--)
        {
            features.Add(kind, host[at..]);
            var dot = host.IndexOf('.', at);
            at = dot < 0 ? -1 : dot + 1;
        }
    }
}
