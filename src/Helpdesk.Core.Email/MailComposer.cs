using System.Globalization;
using System.Text;
using Helpdesk.Core.Messages;
using NodaTime;

namespace Helpdesk.Core.Email;

/// <summary>Writes mail (RFC 5322, MIME). Values can forge no headers: line ends and control characters become blanks. Thread-safe.</summary>
public static class MailComposer
{
    private const int MaxEncodedBytes = 42; // an encoded word has at most 75 characters

    /// <summary>Writes a mail in UTF-8, from the account of its channel.</summary>
    /// <param name="message">What to send.</param>
    /// <param name="at">The date that it carries.</param>
    public static byte[] Compose(OutboundMessage message, Instant at)
    {
        ArgumentNullException.ThrowIfNull(message);
        var mail = new StringBuilder();
        Header("Date", at.ToString("ddd, dd MMM uuuu HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        Header("From", Mailbox(Address.Mail(message.Channel.Account)));
        if (message.ReplyTo is { } replyTo)
        {
            Header("Reply-To", Mailbox(replyTo));
        }

        Header("To", string.Join(",\r\n ", message.To.Select(Mailbox)));
        Header("Subject", Words(Plain(message.Subject)));
        Header("Message-ID", $"<{Id(message.ExternalId)}>");
        string[] references = [.. message.References.Select(Id).Where(r => r.Length > 0)];
        if (references.Length > 0)
        {
            // The first four and the last six are what keeps long threads together.
            string[] kept = references.Length <= 10 ? references : [.. references[..4], .. references[^6..]];
            Header("In-Reply-To", $"<{kept[^1]}>");
            Header("References", string.Join("\r\n ", kept.Select(r => $"<{r}>")));
        }

        if (message.IsAutomatic)
        {
            Header("Auto-Submitted", "auto-replied");
            Header("X-Auto-Response-Suppress", "All");
        }

        Header("MIME-Version", "1.0");
        Header("Content-Type", "text/plain; charset=utf-8");
        Header("Content-Transfer-Encoding", "base64");
        var marked = message.Marker.Length == 0 ? message.Text : $"{message.Text}\n\n{Plain(message.Marker)}\n";
        var text = Encoding.UTF8.GetBytes(marked.ReplaceLineEndings("\r\n"));
        mail.Append("\r\n").Append(Convert.ToBase64String(text, Base64FormattingOptions.InsertLineBreaks)).Append("\r\n");
        return Encoding.ASCII.GetBytes(mail.ToString());

        void Header(string name, string value) => mail.Append(name).Append(": ").Append(value).Append("\r\n");
    }

    private static string Mailbox(Address address)
    {
        var value = new string([.. Plain(address.Value).Where(c => c is not (' ' or '<' or '>' or ',' or ';') && c < 127)]);
        return address.DisplayName.Length == 0 ? $"<{value}>" : $"{Words(Plain(address.DisplayName), isPhrase: true)} <{value}>";
    }

    private static string Id(string id) => new([.. id.Where(c => c is > ' ' and < (char)127 and not ('<' or '>'))]);

    private static string Plain(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);

    // Plain where it is safe; otherwise encoded words, each holding whole characters.
    private static string Words(string text, bool isPhrase = false)
    {
        var isSafe = text.Length <= 60 && text.All(c => c < 127 && (!isPhrase || char.IsAsciiLetterOrDigit(c) || c == ' '))
            && !text.Contains("=?", StringComparison.Ordinal) && text.Trim() == text;
        if (isSafe)
        {
            return text;
        }

        var words = new List<string>();
        var word = new List<byte>();
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
        return string.Join("\r\n ", words);

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
