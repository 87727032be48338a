using System.Buffers;

namespace Helpdesk.Core.Spam.Features;

/// <summary>Addresses as they stand in a header: each address whole, its user, its domain with every suffix, and the words beside it.</summary>
internal sealed class SenderScanner
{
    private const int MaxAddresses = 5;

    private static readonly SearchValues<char> Around = SearchValues.Create(" \t\r\n<>()[]\"',;:");

    private readonly CharBuffer _name = new();

    /// <param name="text">Cleaned text, such as <c>jane doe &lt;jane@acme.example&gt;</c>.</param>
    /// <param name="first">The first of four kinds in a row: address, user, domain, name.</param>
    /// <param name="sink">Where they go.</param>
    public void Read(ReadOnlySpan<char> text, FeatureKind first, FeatureSink sink)
    {
        _name.Clear();
        var left = MaxAddresses;
        while (text.Length > 0)
        {
            var start = text.IndexOfAnyExcept(Around);
            if (start < 0)
            {
                break;
            }

            text = text[start..];
            var end = text.IndexOfAny(Around);
            var piece = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[end..];
            var at = piece.LastIndexOf('@');
            if (at < 0)
            {
                _name.Append(piece);
                _name.Append(' ');
            }
            else if (--left >= 0)
            {
                sink.Add(first, piece);
                sink.Add(first + 1, piece[..at]);
                UrlScanner.Suffixes(first + 2, piece[(at + 1)..], sink);
            }
        }

        WordScanner.Read(_name.Text, first + 3, null, sink);
    }
}
