namespace Helpdesk.Core.Email.Mime;

/// <summary>Which parts of a mail are its text: those that are meant to be read in place.</summary>
internal sealed class MailBody
{
    private const int MaxJoinedBytes = 256 * 1024;

    public MailBody(IReadOnlyList<MimePart> parts)
    {
        Texts = InPlace(parts, "text/plain");
        Htmls = InPlace(parts, "text/html");
        if (Texts.Count + Htmls.Count == 0)
        {
            Texts = [.. parts.Where(p => p.MediaType.StartsWith("multipart/", StringComparison.Ordinal))];
        }
    }

    /// <summary>
    /// The plain texts: one of each multipart/alternative, and those behind attachments. When there is nothing else to read: what a
    /// multipart without parts holds.
    /// </summary>
    public IReadOnlyList<MimePart> Texts { get; }

    /// <summary>The HTML texts, likewise.</summary>
    public IReadOnlyList<MimePart> Htmls { get; }

    /// <summary>
    /// The plain texts that are shown as one: the first, and what follows it, such as a list's footer, as long as it is short. The
    /// others stay attachments.
    /// </summary>
    public IEnumerable<MimePart> Joined()
    {
        var room = MaxJoinedBytes;
        return Texts.Where((part, i) => i == 0 || (room -= part.Raw.Length) >= 0);
    }

    private static List<MimePart> InPlace(IReadOnlyList<MimePart> parts, string mediaType)
    {
        var found = new List<MimePart>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var part in parts)
        {
            if (!part.IsAttachment && part.MediaType == mediaType && (part.Alternative is not { } alternative || seen.Add(alternative)))
            {
                found.Add(part);
            }
        }

        return found;
    }
}
