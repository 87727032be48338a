using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Conversations.Kinds;

/// <summary>The message, or its head, that came back with a report.</summary>
internal static class ReturnedMessage
{
    private const int MaxText = 256 * 1024;

    private static readonly string[] Types = ["message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global", "message/global-headers", "message/partial"];

    /// <summary>The head of it; null when none came back as a part.</summary>
    public static ReportFields? HeadIn(InboundMessage message)
    {
        foreach (var part in message.Attachments.Where(a => Types.Contains(a.MediaType, StringComparer.OrdinalIgnoreCase)))
        {
            if (ReportFields.Read(part.Content) is [var head, ..])
            {
                return head;
            }
        }

        return null;
    }

    /// <summary>The Message-ID of it, from the head or from the text below the report; empty when there is none.</summary>
    public static string IdIn(InboundMessage message)
    {
        if (HeadIn(message) is { } head && Id(head["Message-ID"]) is { Length: > 0 } id)
        {
            return id;
        }

        foreach (var line in message.Text.AsSpan(0, Math.Min(message.Text.Length, MaxText)).EnumerateLines())
        {
            var text = line.TrimStart(" \t>|");
            if (text.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase))
            {
                return Id(text["Message-ID:".Length..].ToString());
            }
        }

        return "";
    }

    /// <summary>The id between brackets, or the bare value.</summary>
    public static string Id(string value)
    {
        var open = value.IndexOf('<', StringComparison.Ordinal);
        var close = open < 0 ? -1 : value.IndexOf('>', open);
        return (close > open ? value[(open + 1)..close] : value).Trim();
    }
}
