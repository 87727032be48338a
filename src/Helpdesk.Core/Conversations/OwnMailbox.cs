namespace Helpdesk.Core.Conversations;

/// <summary>Recognises our own addresses, with or without a detail part.</summary>
internal static class OwnMailbox
{
    /// <summary>
    /// Whether the address is one of the mailboxes, or one of them with a detail: <c>support+x@acme.example</c> is delivered
    /// to <c>support@acme.example</c> (RFC 5233).
    /// </summary>
    public static bool IsAmong(IReadOnlyCollection<Address> mailboxes, Address address)
    {
        if (mailboxes.Count == 0)
        {
            return false;
        }

        var plain = WithoutDetail(address);
        return mailboxes.Any(mailbox => mailbox.IsSameAs(address) || (plain is not null && mailbox.IsSameAs(plain)));
    }

    private static Address? WithoutDetail(Address address)
    {
        var at = address.Kind == AddressKind.Mail ? address.Value.LastIndexOf('@') : -1;
        var plus = at > 0 ? address.Value.IndexOf('+', 0, at) : -1;
        return plus > 0 ? Address.Mail(address.Value[..plus] + address.Value[at..]) : null;
    }
}
