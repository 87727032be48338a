using System.Buffers;
using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Spam.Features;

/// <summary>Words of headers under the name of their header.</summary>
internal sealed class HeaderScanner(TextCleaner cleaner)
{
    private const int MaxHeaders = 100;
    private const int MaxValue = 1_000;
    private const int MaxName = 40;

    private static readonly SearchValues<char> Around = SearchValues.Create(" \t<>()[]\"',;=");

    private readonly CharBuffer _name = new();
    private readonly CharBuffer _value = new();
    private readonly CharBuffer _both = new();

    public void Read(IReadOnlyList<MessageHeader> headers, FeatureSink sink)
    {
        for (var i = 0; i < headers.Count && i < MaxHeaders; i++)
        {
            cleaner.Clean(Cut(headers[i].Name, MaxName), _name);
            if (!IsReadElsewhere(_name.Text) && !IsVerdict(_name.Text))
            {
                cleaner.Clean(Cut(headers[i].Value, MaxValue), _value);
                Words(sink);
            }
        }
    }

    private void Words(FeatureSink sink)
    {
        var rest = _value.Text;
        while (rest.IndexOfAnyExcept(Around) is var start and >= 0)
        {
            rest = rest[start..];
            var end = rest.IndexOfAny(Around);
            var word = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[end..];
            if (word.Length <= MaxName)
            {
                _both.Clear();
                _both.Append(_name.Text);
                _both.Append(':');
                _both.Append(word);
                sink.Add(FeatureKind.Header, _both.Text);
            }
        }
    }

    private static bool IsReadElsewhere(ReadOnlySpan<char> name) => name is "from" or "reply-to" or "subject";

    private static bool IsVerdict(ReadOnlySpan<char> name) =>
        name.StartsWith("x-spam") || name.StartsWith("x-bogosity") || name.StartsWith("x-dspam") || name.StartsWith("x-rspamd")
            || name.Contains("spam", StringComparison.Ordinal) || name is "x-virus-scanned" or "x-scanned-by";

    private static ReadOnlySpan<char> Cut(string text, int length) => text.AsSpan(0, Math.Min(text.Length, length));
}
