using System.Globalization;
using System.Text;
using Helpdesk.Core.Email.Sending;
using NodaTime;

namespace Helpdesk.Core.Email.Writing;

/// <summary>
/// What may stand in a header field. Every way to make one leaves no line end but that of a fold, no control character, and no line
/// longer than 998 octets (RFC 5322, 2.1.1): a value that could add a field cannot be made.
/// </summary>
internal readonly record struct HeaderValue
{
    private const string Fold = "\r\n ";
    private const int MaxPlain = 60; // what stays on one line behind the longest name of a field
    private const int MaxEncodedBytes = 42; // an encoded word has at most 75 characters (RFC 2047, 2)
    private const int MaxIdLength = 250;
    private const int MaxTextLength = 4_000; // servers refuse mail whose headers grow beyond some 100 KB

    private readonly string? _value;

    private HeaderValue(string value) => _value = value;

    private const int MaxFileNameLength = 255; // no file system takes more

    /// <summary>Text as it is where every reader takes it for itself, else encoded words; cut off after 4,000 characters.</summary>
    public static HeaderValue Text(string text) => new(Words(Plain(text), isPhrase: false));

    /// <summary>A word of ours.</summary>
    public static HeaderValue Constant(string value) =>
        value.All(c => c is >= ' ' and < (char)127) ? new(value) : throw new ArgumentException("A constant is plain text on one line.", nameof(value));

    /// <summary>A moment (RFC 5322, 3.3).</summary>
    public static HeaderValue Date(Instant at) => new(at.ToString("ddd, dd MMM uuuu HH:mm:ss '+0000'", CultureInfo.InvariantCulture));

    /// <summary>Addresses with the names beside them.</summary>
    public static HeaderValue Mailboxes(IEnumerable<(string Name, MailPath Path)> mailboxes) => new(string.Join("," + Fold, mailboxes.Select(m =>
        Plain(m.Name) is { Length: > 0 } name ? $"{Words(name, isPhrase: true)}{Fold}<{m.Path.Value}>" : $"<{m.Path.Value}>")));

    /// <summary>Ids of messages; those that cannot be written are left out.</summary>
    public static HeaderValue Ids(IEnumerable<string> ids) => new(string.Join(Fold, ids.Where(IsId).Select(i => $"<{i}>")));

    /// <summary>Whether an id can be written: visible ASCII characters, none of the brackets, not too many.</summary>
    public static bool IsId(string id) => id.Length is > 0 and <= MaxIdLength && id.All(c => c is > ' ' and < (char)127 and not ('<' or '>'));

    /// <summary>A disposition with the name of a file in it, in the extended form (RFC 2231) where it is not plain.</summary>
    public static HeaderValue Attachment(string fileName)
    {
        var name = Plain(fileName, MaxFileNameLength);
        if (name.Length == 0)
        {
            return new("attachment");
        }

        if (name.Length <= MaxPlain && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ' '))
        {
            return new($"attachment;{Fold}filename=\"{name}\"");
        }

        // Each piece has whole characters, so that readers may decode piece by piece.
        var value = new StringBuilder("attachment");
        var piece = new StringBuilder("UTF-8''");
        var number = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            var encoded = rune.IsAscii && char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '.' or '-' or '_'
                ? rune.ToString()
                : string.Concat(Encoding.UTF8.GetBytes(rune.ToString()).Select(b => $"%{b:X2}"));
            if (piece.Length + encoded.Length > MaxPlain)
            {
                Close();
            }

            piece.Append(encoded);
        }

        Close();
        return new(value.ToString());

        void Close()
        {
            value.Append(CultureInfo.InvariantCulture, $";{Fold}filename*{number++}*={piece}");
            piece.Clear();
        }
    }

    public override string ToString() => _value ?? "";

    // Control characters and the line ends of Unicode become blanks.
    private static string Plain(string text, int maxLength = MaxTextLength)
    {
        var end = Math.Min(text.Length, maxLength);
        end -= end > 0 && end < text.Length && char.IsHighSurrogate(text[end - 1]) ? 1 : 0;
        return string.Create(end, text, (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(from[i]) || from[i] is '\u2028' or '\u2029' ? ' ' : from[i];
            }
        });
    }

    // Plain where it is safe; otherwise encoded words, each holding whole characters.
    private static string Words(string text, bool isPhrase)
    {
        var isSafe = text.Length <= MaxPlain && text.All(c => c is >= ' ' and < (char)127 && (!isPhrase || char.IsAsciiLetterOrDigit(c) || c == ' '))
            && !text.Contains("=?", StringComparison.Ordinal) && text.Trim() == text;
        if (isSafe)
        {
            return text;
        }

        var words = new List<string>();
        var word = new List<byte>(MaxEncodedBytes);
        foreach (var rune in text.EnumerateRunes())
        {
            var bytes = Encoding.UTF8.GetBytes(rune.ToString());
            if (word.Count + bytes.Length > MaxEncodedBytes)
            {
                Close();
            }

            word.AddRange(bytes);
        }

        Close();
        return string.Join(Fold, words);

        void Close()
        {
            if (word.Count > 0)
            {
                words.Add($"=?utf-8?B?{Convert.ToBase64String([.. word])}?=");
                word.Clear();
            }
        }
    }
}
