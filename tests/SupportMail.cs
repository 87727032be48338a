using Helpdesk.Core.Messages;

namespace Helpdesk.Core.TestSupport;

/// <summary>Mail to the mailbox of the tests' help desk.</summary>
internal static class SupportMail
{
    public static InboundMessage Of(string id, string from = "ann@customer.example") => new()
    {
        Channel = new ChannelAddress(ChannelAddress.Mail, "support@acme.example"),
        DuplicateKey = id,
        ExternalId = id,
        From = Address.Mail(from),
        To = [Address.Mail("support@acme.example")],
        Subject = "Printer",
        Text = "Broken.",
    };
}
