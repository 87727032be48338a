using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Engine;

/// <summary>Tells where the answer to a message goes on.</summary>
internal sealed class ReplyPoints(HelpdeskConfiguration configuration)
{
    private const int MaxReferences = 20;

    /// <summary>Answers leave by the mailbox that was written to, or the first one.</summary>
    public ReplyPoint Of(InboundMessage message, Instant at) =>
        Of(message.Channel, [.. message.To, .. message.Cc], message.From, [.. message.References, message.ExternalId]) with { HeardAt = at };

    /// <summary>
    /// Where customers of a ticket have written, those who still take part: the last one first, each conversation once, mail once a writer.
    /// </summary>
    public IEnumerable<ReplyPoint> Of(Ticket ticket, IReadOnlyList<TicketMessage> messages) => messages
        .Where(m => m is { Direction: MessageDirection.Inbound, Kind: MessageKind.Human } && ticket.IsParticipant(m.From))
        .Reverse()
        .Select(m => Of(m.Channel, [.. m.To, .. m.Cc], m.From, [.. m.References, m.ExternalId]) with { HeardAt = m.At })
        .DistinctBy(KeyOf);

    /// <summary>What tells two ways apart: the conversation, or who writes where there is none.</summary>
    public static (string Channel, string Account, string Who) KeyOf(ReplyPoint point) => point.Conversation.Length > 0
        ? (point.Channel.Channel, point.Channel.Account, point.Conversation)
        : (point.Channel.Channel, "", point.Writer?.Key ?? "");

    /// <summary>The mailbox that a message names decides, in the order of the message; failing that the account it came by.</summary>
    public DepartmentId DepartmentOf(IEnumerable<Address> recipients, ChannelAddress channel)
    {
        var named = recipients.Select(a => configuration.Mailboxes.FirstOrDefault(m => m.Address.IsSameAs(a))).FirstOrDefault(m => m is not null);
        return named?.Department
            ?? configuration.Mailboxes.FirstOrDefault(m => m.Address.IsSameAs(Address.Mail(channel.Account)))?.Department
            ?? configuration.Departments[0].Id;
    }

    private ReplyPoint Of(ChannelAddress came, Address[] recipients, Address from, string[] ids)
    {
        var mailboxes = configuration.Mailboxes;
        var named = recipients.FirstOrDefault(a => mailboxes.Any(m => m.Address.IsSameAs(a)));
        var channel = Back(came, recipients, from);
        var account = channel.Channel != ChannelAddress.Mail ? channel.Account
            : named?.Key ?? (channel.Account.Length > 0 ? channel.Account : mailboxes[0].Address.Value);
        return new ReplyPoint(channel with { Account = account }, [.. ids.Where(id => id.Length > 0).TakeLast(MaxReferences)]) { Writer = from };
    }

    // A form has no way back: who leaves a mail address there is answered by mail, from the form's own mailbox if it has one.
    private ChannelAddress Back(ChannelAddress came, Address[] recipients, Address from)
    {
        if (came.Channel != ChannelAddress.Form || from.Kind != AddressKind.Mail)
        {
            return came;
        }

        var mailboxes = configuration.Mailboxes;
        var department = DepartmentOf(recipients, came);
        var own = mailboxes.FirstOrDefault(m => m.Address.IsSameAs(Address.Mail(came.Account)))
            ?? mailboxes.FirstOrDefault(m => m.Department == department)
            ?? mailboxes[0];
        return new ChannelAddress(ChannelAddress.Mail, own.Address.Value);
    }
}
