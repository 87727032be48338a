using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Evaluation.Spam;

/// <summary>
/// Reads a message from a JSON object: <c>id</c>, <c>label</c>, <c>from</c>, <c>replyTo</c>, <c>subject</c>, <c>text</c>,
/// <c>html</c>, <c>attachments</c> and, when asked for, <c>headers</c>. What is missing is empty; a step is the text <c>train</c> or
/// <c>classify</c> in any other member, or a member of that name that holds the message.
/// </summary>
internal static class MailLineReader
{
    private static readonly string[] OfTheMessage = ["id", "label", "set", "from", "replyTo", "to", "subject", "date", "text", "html"];

    /// <exception cref="JsonException">The line is no JSON object.</exception>
    public static MailLine Read(ReadOnlyMemory<byte> line, bool withHeaders)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("The line is no JSON object.");
        }

        MailStep? step = null;
        var message = root;
        foreach (var member in root.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.String && !OfTheMessage.Contains(member.Name))
            {
                step ??= StepOf(member.Value.GetString()!);
            }
            else if (member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.True && StepOf(member.Name) is { } named)
            {
                (step, message) = (named, member.Value.ValueKind == JsonValueKind.Object ? member.Value : root);
            }
        }

        return new MailLine(
            Bytes(message, "id"),
            (Text(message, "label") is { Length: > 0 } own ? own : Text(root, "label")).ToLowerInvariant() switch { "spam" => SpamClass.Spam, "ham" => SpamClass.Ham, _ => null },
            step,
            new SpamContent
            {
                From = Text(message, "from"),
                ReplyTo = Text(message, "replyTo"),
                Subject = Text(message, "subject"),
                Text = Text(message, "text"),
                Html = Text(message, "html"),
                Attachments = [.. Items(message, "attachments").Select(Attachment)],
                Headers = withHeaders ? [.. Items(message, "headers").Select(Header).OfType<MessageHeader>()] : [],
            });
    }

    /// <summary>Reads a file of such lines, packed with gzip.</summary>
    public static IEnumerable<MailLine> ReadFile(string path, bool withHeaders)
    {
        using var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var reader = new StreamReader(file, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            yield return Read(Encoding.UTF8.GetBytes(line), withHeaders);
        }
    }

    private static MailStep? StepOf(string text) => text switch { "train" => MailStep.Train, "classify" => MailStep.Classify, _ => null };

    private static byte[] Bytes(JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) ? Encoding.UTF8.GetBytes(value.GetRawText()) : [];

    private static string Text(JsonElement message, string name) =>
        message.ValueKind == JsonValueKind.Object && message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static JsonElement.ArrayEnumerator Items(JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : default;

    private static Attachment Attachment(JsonElement item) => new(Text(item, "name"), Text(item, "type"), default);

    private static MessageHeader? Header(JsonElement item) =>
        item.ValueKind == JsonValueKind.Array && item.GetArrayLength() == 2
            && item[0].ValueKind == JsonValueKind.String && item[1].ValueKind == JsonValueKind.String
            ? new MessageHeader(item[0].GetString()!, item[1].GetString()!) : null;
}
