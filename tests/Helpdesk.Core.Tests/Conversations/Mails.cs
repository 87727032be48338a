using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Tests.Conversations;

/// <summary>Makes the messages that these tests speak of.</summary>
internal static class Mails
{
    public static readonly Address Support = Address.Mail("support@acme.example");
    public static readonly Address Ann = Address.Mail("ann@customer.example", "Ann");
    public static readonly Address Kim = Address.Mail("kim@acme.example");
    public static readonly Address Eve = Address.Mail("eve@elsewhere.example");

    public static InboundMessage From(Address from, params (string Name, string Value)[] headers) => new()
    {
        Channel = new ChannelAddress(ChannelAddress.Mail, Support.Value),
        DuplicateKey = "key",
        From = from,
        To = [Support],
        Subject = headers.FirstOrDefault(h => h.Name == "Subject").Value ?? "Printer",
        Headers = [.. headers.Select(h => new MessageHeader(h.Name, h.Value))],
    };
}
