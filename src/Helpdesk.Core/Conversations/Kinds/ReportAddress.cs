namespace Helpdesk.Core.Conversations.Kinds;

/// <summary>Addresses as reports write them: <c>rfc822; ann@x.example</c>.</summary>
internal static class ReportAddress
{
    /// <summary>Reads one; null when there is none.</summary>
    public static Address? Read(string value)
    {
        var type = value.IndexOf(';', StringComparison.Ordinal);
        var text = (type < 0 ? value : value[(type + 1)..]).Trim();
        var open = text.LastIndexOf('<');
        var close = open < 0 ? -1 : text.IndexOf('>', open);
        text = (close > open ? text[(open + 1)..close] : text).Trim().Trim('<', '>').Trim();
        text = text is ['"', .., '"'] ? text[1..^1] : text;
        return text.Length is 0 or > 320 ? null : Address.Mail(text);
    }
}
