using System.Text;
using Helpdesk.Core.Email;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Spam;
using NodaTime;

namespace Helpdesk.Core.Benchmarks;

/// <summary>Fixed data for all benchmarks.</summary>
internal static class World
{
    public static readonly ChannelAddress Channel = new(ChannelAddress.Mail, "support@acme.example");
    public static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);

    public const string Configuration =
        """
        {"version":1,"departments":[{"id":"support"},{"id":"billing"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
         "agents":[{"id":"kim","address":"kim@acme.example","departments":["support"],"capacity":100000}],
         "slaPolicies":[{"id":"s","firstReply":{"normal":"PT4H"},"resolution":{"normal":"P2D"}}],
         "rules":[{"id":"a","on":["ticket.created"],"when":{"field":"message.text","op":"containsWord","value":["outage"]},"then":[{"do":"setPriority","value":"urgent"}]},
                  {"id":"b","on":["ticket.created"],"when":{"field":"ticket.subject","op":"containsText","value":["invoice"]},"then":[{"do":"transfer","department":"billing"}]}]}
        """;

    /// <summary>The raw mails of a generated mailbox.</summary>
    public static ReadOnlyMemory<byte>[] Mails(int count) =>
    [
        .. Encoding.UTF8.GetString(MailGenerator.Mailbox.Write(count)).Split("\n\nFrom ").Select((m, i) => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(i == 0 ? m : "From " + m)),
    ];

    public static InboundMessage[] Messages(int count) =>
        [.. Mails(count).Select(m => MailReader.Read(m, Channel)).OfType<Pickup.Readable>().Select(p => p.Message)];

    public static SpamModel Model(int each)
    {
        var messages = Messages(each * 2);
        var model = SpamModel.Empty;
        for (var i = 0; i < messages.Length; i++)
        {
            model = model.Apply(SpamFeatures.Of(SpamContent.Of(messages[i], false)).Learn(i % 2 == 0 ? SpamClass.Spam : SpamClass.Ham))!;
        }

        return model;
    }

    public static Arrival Arrival(InboundMessage message, SpamModel model) => new()
    {
        Message = message,
        At = Now,
        Evidence = [],
        Around = Surroundings.None,
        Spam = new SpamKnowledge(model),
        NewTicket = new TicketId(new Guid(1, 2, 3, new byte[8])),
        NewMessage = new MessageId(new Guid(4, 5, 6, new byte[8])),
        NewReference = TicketReference.Format("HD-", 1),
    };
}
