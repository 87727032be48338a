using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Spam;

/// <summary>
/// The header in which the mail server says what its own filter found. A signal beside the filter with a name of its own: it is
/// recorded and rules may ask for it (<c>message.serverVerdict</c>), and it never decides alone. Only the first header of the name
/// is read: the server that delivers writes above whatever the sender wrote.
/// </summary>
/// <param name="Header">The name of the header, such as <c>X-Spam-Flag</c>.</param>
/// <param name="Spam">How its value begins when it says spam; letter case does not count. Empty: never.</param>
/// <param name="Ham">How its value begins when it says ham. Empty: never.</param>
public sealed record ServerVerdict(string Header, string Spam, string Ham)
{
    /// <summary>What the server says of a message; null when it says nothing that is known.</summary>
    public SpamClass? Of(InboundMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var value = message.Header(Header)?.TrimStart();
        return value is null ? null
            : Begins(Spam) ? SpamClass.Spam
            : Begins(Ham) ? SpamClass.Ham
            : null;

        bool Begins(string with) => with.Length > 0 && value.StartsWith(with, StringComparison.OrdinalIgnoreCase);
    }
}
