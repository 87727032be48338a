using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Runtime;

/// <summary>
/// Takes what channels tell: messages, calls, ends of conversations, and what became of messages that left. In any order and as often as it
/// comes; each counts once. Safe for concurrent calls.
/// </summary>
public sealed class Reception
{
    private readonly Intake _intake;
    private readonly TicketDesk _desk;
    private readonly IHelpdeskStore _store;
    private readonly TenantId _tenant;

    /// <summary>Makes it by hand; <c>AddHelpdesk</c> does it for a host.</summary>
    /// <param name="intake">Takes messages in.</param>
    /// <param name="desk">Where it is recorded what became of messages.</param>
    /// <param name="store">Where everything is kept.</param>
    /// <param name="tenant">Whose data it is.</param>
    public Reception(Intake intake, TicketDesk desk, IHelpdeskStore store, TenantId tenant)
    {
        ArgumentNullException.ThrowIfNull(intake);
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(store);
        (_intake, _desk, _store, _tenant) = (intake, desk, store, tenant);
    }

    /// <summary>Takes what a channel tells.</summary>
    /// <param name="happened">What.</param>
    /// <param name="at">The moment at which it is taken.</param>
    /// <param name="cancellationToken">Cancels before the commit, never in it.</param>
    /// <exception cref="WriteRaceLostException">Other writers were faster again and again; nothing was stored.</exception>
    public Task<EventResult> TakeAsync(ChannelEvent happened, Instant at, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return happened switch
        {
            ChannelEvent.MessageReceived received => TakeAsync(received.Message, received, at, cancellationToken),
            ChannelEvent.CallChanged changed => TakeCallAsync(changed, at, cancellationToken),
            ChannelEvent.ConversationEnded ended => TakeAsync(Note(ended), ended, at, cancellationToken),
            ChannelEvent.DeliveryChanged changed => TakeAsync(changed, cancellationToken),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private async Task<EventResult> TakeAsync(InboundMessage message, ChannelEvent happened, Instant at, CancellationToken cancellationToken) =>
        new EventResult.Taken(await _intake.ReceiveAsync(message, at, happened.Channel.ToString(), happened.Raw, cancellationToken).ConfigureAwait(false));

    // A call that is over has been answered by talking, unless the ticket moved on meanwhile.
    private async Task<EventResult> TakeCallAsync(ChannelEvent.CallChanged changed, Instant at, CancellationToken cancellationToken)
    {
        var message = changed.Call.ToMessage(changed.Channel, changed.OccurredAt);
        if (!_intake.Opens(message))
        {
            return new EventResult.Nothing();
        }

        var result = await _intake.ReceiveAsync(message, at, changed.Channel.ToString(), changed.Raw, cancellationToken).ConfigureAwait(false);
        var ticket = result switch
        {
            IntakeResult.Opened opened => opened.Ticket,
            IntakeResult.Appended appended => appended.Ticket,
            _ => (TicketId?)null,
        };
        if (ticket is { } known && await _desk.SurvivorAsync(known, cancellationToken).ConfigureAwait(false) is { } home && IsSettled(home, changed.Call))
        {
            await _desk.ExecuteAsync(home.Id, new TicketCommand.Fire(Triggers.MarkAnswered), Actor.System, cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        return new EventResult.Taken(result);
    }

    private static bool IsSettled(Ticket home, PhoneCall call) => home.Category switch
    {
        StatusCategory.Live => call.State == CallState.Ended,
        StatusCategory.New => home.Messages is [{ Call: { IsAnswered: true, IsOver: true } }],
        _ => false,
    };

    private async Task<EventResult> TakeAsync(ChannelEvent.DeliveryChanged changed, CancellationToken cancellationToken)
    {
        if (!OutboundMessage.TryReadKey(changed.Key, out var message, out var part)
            || await _store.FindTicketOfAsync(_tenant, message, cancellationToken).ConfigureAwait(false) is not { } ticket)
        {
            return new EventResult.NotKnown();
        }

        var news = new DeliveryNews(message, changed.State)
        {
            Part = part, Parts = part + 1, Reason = changed.Reason, OccurredAt = changed.OccurredAt,
        };
        var outcome = await _desk.ReportAsync(ticket, news, cancellationToken).ConfigureAwait(false);
        return outcome is Engine.Outcome.Changed changedNow ? new EventResult.Recorded(changedNow.State.Id) : new EventResult.NotKnown();
    }

    private static InboundMessage Note(ChannelEvent.ConversationEnded ended) => new()
    {
        Channel = ended.Channel,
        DuplicateKey = string.Join('\n', "ended", ended.Channel.Channel, ended.Channel.Account, ended.Conversation),
        Conversation = ended.Conversation,
        References = [ended.Conversation],
        From = ended.By,
        Subject = "The conversation ended",
        Text = "The visitor left the conversation.",
        SentAt = ended.OccurredAt,
        Headers = [new MessageHeader("Auto-Submitted", "auto-generated")],
    };
}
