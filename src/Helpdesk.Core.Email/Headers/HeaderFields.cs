namespace Helpdesk.Core.Email.Headers;

/// <summary>The headers that have a form of their own, within limits; the first of each name counts.</summary>
internal sealed class HeaderFields(IReadOnlyList<MimeHeader> headers, MailLimits limits, ICollection<string> flags)
{
    public string? First(string name)
    {
        foreach (var header in headers)
        {
            if (header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return header.Value;
            }
        }

        return null;
    }

    public IReadOnlyList<Mailbox> Mailboxes(string name)
    {
        var all = MailAddresses.Read(First(name), limits.MaxAddresses + 1);
        if (all.Count > limits.MaxAddresses)
        {
            flags.Add(MailFlags.TooManyAddresses);
            all.RemoveAt(all.Count - 1);
        }

        return all;
    }

    /// <summary>The ids of all headers of that name: a long list is split over several.</summary>
    public IReadOnlyList<string> Ids(string name)
    {
        var all = new List<string>();
        foreach (var header in headers)
        {
            if (header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                MessageIds.Read(header.Value, all);
            }
        }

        if (all.Count > limits.MaxReferences)
        {
            flags.Add(MailFlags.TooManyReferences);
            all.RemoveRange(0, all.Count - limits.MaxReferences);
        }

        return all;
    }
}
