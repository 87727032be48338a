using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Conversations.Matching;

/// <summary>
/// Reads what our own mail server found out about the sender (Authentication-Results, RFC 8601). What other servers say counts for
/// nothing, in either direction: anybody can write such a header.
/// </summary>
internal static class SenderAuthentication
{
    private const string Name = "Authentication-Results";
    private const int MaxCharacters = 10_000;

    /// <summary>Whether the server named says that the mail is not from whom it says: <c>dmarc=fail</c> (RFC 7489).</summary>
    /// <param name="message">The message.</param>
    /// <param name="server">The name that our server gives itself there (authserv-id); empty when none is to be believed.</param>
    public static bool Failed(InboundMessage message, string server) => server.Length > 0 && message.Headers
        .Where(h => string.Equals(h.Name, Name, StringComparison.OrdinalIgnoreCase) && h.Value.Length <= MaxCharacters)
        .Select(h => Parts(h.Value))
        .Any(parts => IsOf(parts[0], server) && parts.Skip(1).Any(IsFailure));

    // Behind the name a version may stand.
    private static bool IsOf(string part, string server)
    {
        var name = part.Trim();
        var end = name.AsSpan().IndexOfAny(' ', '\t');
        return string.Equals(end < 0 ? name : name[..end], server, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsFailure(string part)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            return false;
        }

        var method = part[..equals].Split('/')[0].Trim();
        var result = part[(equals + 1)..].TrimStart();
        var end = result.AsSpan().IndexOfAny(' ', '\t');
        return method.Equals("dmarc", StringComparison.OrdinalIgnoreCase)
            && (end < 0 ? result : result[..end]).Equals("fail", StringComparison.OrdinalIgnoreCase);
    }

    // The parts between semicolons, without comments and with quotation marks taken off; at least one.
    private static List<string> Parts(string value)
    {
        var parts = new List<string>();
        var part = new System.Text.StringBuilder();
        var (depth, isQuoted) = (0, false);
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c == '\\' && (isQuoted || depth > 0))
            {
                i++;
                if (depth == 0 && i < value.Length)
                {
                    part.Append(value[i]);
                }
            }
            else if (c == '"' && depth == 0)
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && c is '(' or ')')
            {
                depth = Math.Max(0, depth + (c == '(' ? 1 : -1));
            }
            else if (c == ';' && !isQuoted && depth == 0)
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else if (depth == 0)
            {
                part.Append(c);
            }
        }

        parts.Add(part.ToString());
        return parts;
    }
}
