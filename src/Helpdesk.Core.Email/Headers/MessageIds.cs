namespace Helpdesk.Core.Email.Headers;

/// <summary>Reads Message-ID, In-Reply-To and References (RFC 5322, 3.6.4), with whatever people and programs write beside the ids.</summary>
internal static class MessageIds
{
    private const int MaxIdCharacters = 998;

    /// <summary>Adds every <c>&lt;…&gt;</c> in order, blanks removed.</summary>
    public static void Read(string field, List<string> ids)
    {
        var at = 0;
        while ((at = field.IndexOf('<', at)) >= 0)
        {
            var end = field.IndexOf('>', at);
            if (end < 0)
            {
                break;
            }

            var id = WithoutBlanks(field.AsSpan(at + 1, end - at - 1));
            if (id.Length is > 0 and <= MaxIdCharacters)
            {
                ids.Add(id);
            }

            at = end;
        }
    }

    private static string WithoutBlanks(ReadOnlySpan<char> text) =>
        text.IndexOfAny(" \t\r\n") < 0 ? text.ToString() : new string([.. text.ToArray().Where(c => !char.IsWhiteSpace(c))]);
}
