using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Helpdesk.Core.Email.Headers;
using Helpdesk.Core.Email.Mime;

namespace Helpdesk.Core.Email.Tests.SharedData;

/// <summary>What we see in a mail, by the names that the shared data gives to facts.</summary>
internal sealed class MailFacts(ReadOnlyMemory<byte> raw)
{
    private readonly MimeMail _mail = MimeMail.Read(raw);

    public (bool IsRight, string Found) Look(string fact, JsonElement expected)
    {
        var attachments = _mail.Parts.Where(p => p.IsAttachment);
        return fact switch
        {
            "messageId" => Same(_mail.MessageId),
            "inReplyTo" => All(_mail.InReplyTo),
            "references" => All(_mail.References),
            "fromAddresses" => Addresses(_mail.From),
            "fromNames" => All(_mail.From.Select(m => m.Name)),
            "toAddresses" => Addresses(_mail.To),
            "toNames" => All(_mail.To.Select(m => m.Name)),
            "ccAddresses" => Addresses(_mail.Cc),
            "replyToAddresses" => Addresses(_mail.ReplyTo),
            "subject" => Same(_mail.Subject),
            "date" => expected.ValueKind == JsonValueKind.Null
                ? (_mail.Date is null, $"{_mail.Date}")
                : (_mail.Date?.ToUnixTimeSeconds() == expected.GetInt64(), $"{_mail.Date}"),
            "parts" => All(_mail.Parts.Select(p => p.MediaType).Where(t => !t.StartsWith("multipart/", StringComparison.Ordinal))),
            "attachmentNames" => All(attachments.Select(p => p.Name)),
            "attachmentTypes" => All(attachments.Select(p => p.MediaType)),
            "text" => Text(_mail.Text, expected),
            "html" => Text(_mail.Html, expected),
            "base64" => Base64(expected),
            _ => throw new ArgumentException($"'{fact}' is no fact.", nameof(fact)),
        };

        (bool, string) Same(string? found) => (found == expected.GetString(), $"'{found}'");

        (bool, string) Addresses(IEnumerable<Mailbox> found) => All(found.Select(m => m.Value.ToLowerInvariant()));

        (bool, string) All(IEnumerable<string?> found)
        {
            var list = found.ToList();
            return (list.SequenceEqual(expected.EnumerateArray().Select(e => e.GetString())), JsonSerializer.Serialize(list));
        }
    }

    private static (bool, string) Text(MimePart? part, JsonElement expected)
    {
        var found = part is null ? null : Plain(part.Text());
        return (expected.ValueKind switch
        {
            JsonValueKind.Null => found is null,
            JsonValueKind.String => found == expected.GetString(),
            _ => found is not null && Digest(Encoding.UTF8.GetBytes(found)) == expected.GetProperty("sha256").GetString(),
        }, found ?? "null");
    }

    private (bool, string) Base64(JsonElement expected)
    {
        var found = _mail.Parts.Where(p => p.TransferEncoding == "base64").Select(p => (p.MediaType, p.Content().Length, Digest(p.Content().Span))).ToList();
        var wanted = expected.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Array
            ? (e[0].GetString()!, e[1].GetInt32(), e[2].GetString()!)
            : (e.GetProperty("type").GetString()!, e.GetProperty("size").GetInt32(), e.GetProperty("sha256").GetString()!));
        return (found.SequenceEqual(wanted), string.Join(' ', found));
    }

    private static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    // As the shared data says: NFC, no byte order mark, no blanks at the ends of lines, no empty lines at the ends of the text.
    private static string Plain(string text)
    {
        var lines = text.Normalize(NormalizationForm.FormC).TrimStart('\ufeff').Split('\n').Select(l => l.TrimEnd(' ', '\t')).ToList();
        var from = lines.FindIndex(l => l.Length > 0);
        return from < 0 ? "" : string.Join('\n', lines[from..(lines.FindLastIndex(l => l.Length > 0) + 1)]);
    }
}
