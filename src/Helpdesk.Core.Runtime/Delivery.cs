using System.Diagnostics;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Runtime.Diagnostics;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Helpdesk.Core.Runtime;

/// <summary>
/// Hands waiting messages to their channels, at least once each, and records on the ticket how far they got. A message is claimed for
/// a lease; one whose worker died is given out again when the lease ends. What may have left is never sent again by itself, unless its
/// channel takes a key once. Safe for concurrent calls.
/// </summary>
public sealed class Delivery
{
    private const int Batch = 50;
    private const int MaxAttempts = 20;

    private static readonly Duration Lease = Duration.FromMinutes(5);
    private static readonly Duration FirstPause = Duration.FromSeconds(30);

    private readonly IHelpdeskStore _store;
    private readonly TenantId _tenant;
    private readonly TimeProvider _time;
    private readonly TicketDesk _desk;
    private readonly ILogger _log;
    private readonly Dictionary<string, IOutboundChannel> _channels;
    private readonly Dictionary<string, IHostAction> _actions;

    /// <summary>Makes the worker by hand; <c>AddHelpdesk</c> does it for a host.</summary>
    /// <param name="desk">Where it is recorded what became of messages.</param>
    /// <param name="store">Where the messages wait.</param>
    /// <param name="tenant">Whose they are.</param>
    /// <param name="time">The clock.</param>
    /// <param name="channels">What takes messages.</param>
    /// <param name="actions">What the host does itself for rules and macros; null for nothing.</param>
    /// <param name="loggers">Takes what is logged; null for nobody.</param>
    /// <exception cref="ArgumentException">Two channels or two actions have the same name.</exception>
    public Delivery(
        TicketDesk desk,
        IHelpdeskStore store,
        TenantId tenant,
        TimeProvider time,
        IEnumerable<IOutboundChannel> channels,
        IEnumerable<IHostAction>? actions = null,
        ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        _desk = desk;
        _log = Log.For(loggers, nameof(Delivery));
        _store = store;
        _tenant = tenant;
        _time = time;
        _channels = channels.ToDictionary(c => c.Channel, StringComparer.Ordinal);
        _actions = (actions ?? []).ToDictionary(a => a.Name, StringComparer.Ordinal);
    }

    /// <summary>Hands over everything that waits now.</summary>
    /// <param name="cancellationToken">
    /// Stops between two messages; those that are left are given back. One that is being handed over is not cut off: nobody would know whether it left.
    /// </param>
    /// <returns>How many messages left, and calls of the host were done.</returns>
    /// <exception cref="AggregateException">
    /// Something threw for some messages. All others were handed over; these are tried again by the first call after their lease of five minutes.
    /// </exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken = default)
    {
        var sent = 0;
        var failures = new List<Exception>();
        while (true)
        {
            var start = Now();
            var claimed = await _store.ClaimOutboxAsync(_tenant, start, Lease, Batch, cancellationToken).ConfigureAwait(false);
            if (claimed.Count == 0)
            {
                return failures.Count == 0 ? sent : throw new AggregateException($"{failures.Count} messages failed; {sent} others have left.", failures);
            }

            foreach (var item in claimed)
            {
                // What a slow channel leaves over is given back before the lease ends under somebody's hands.
                if (cancellationToken.IsCancellationRequested || Now() - start >= Lease / 2)
                {
                    await _store.RetryOutboxAsync(_tenant, item.Message.Id, item.Token, Instant.MinValue, CancellationToken.None).ConfigureAwait(false);
                    continue;
                }

                sent += await TrySendAsync(item, failures).ConfigureAwait(false) ? 1 : 0;
            }
        }
    }

    /// <summary>The messages that did not leave: refused, given up, or such as may have left. Oldest first, at most so many.</summary>
    public Task<IReadOnlyList<DeadLetter>> ReadDeadLettersAsync(int limit, CancellationToken cancellationToken = default) =>
        _store.ReadDeadLettersAsync(_tenant, limit, cancellationToken);

    /// <summary>Has one of them sent again, once; parts of it that have left do not leave again.</summary>
    /// <returns>False when there is none of that message.</returns>
    public Task<bool> ReviveAsync(MessageId message, CancellationToken cancellationToken = default) =>
        _store.ReviveAsync(_tenant, message, cancellationToken);

    // One message whose channel or ticket fails does not keep the others here.
    private async Task<bool> TrySendAsync(OutboxItem item, List<Exception> failures)
    {
        using var activity = HelpdeskTelemetry.Activities.StartActivity("helpdesk.delivery", ActivityKind.Producer);
        try
        {
            return await SendAsync(item, activity).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            HelpdeskTelemetry.Failed(activity, exception);
            failures.Add(exception);
            return false;
        }
    }

    private async Task<bool> SendAsync(OutboxItem item, Activity? activity)
    {
        var message = item.Message;
        var start = HelpdeskTelemetry.Start(HelpdeskTelemetry.MeasuresDelivery);
        var handed = await HandOverAsync(message).ConfigureAwait(false);
        var channel = message.Call is null ? message.Channel.Channel : "host";
        var result = handed.GetType().Name;
        HelpdeskTelemetry.HandedOver(start, channel, result);
        activity?.SetTag("helpdesk.channel", channel).SetTag("helpdesk.result", result).SetTag("helpdesk.message", message.Id.ToString());
        return await SettleAsync(item, handed).ConfigureAwait(false);
    }

    private async Task<bool> SettleAsync(OutboxItem item, SendResult result)
    {
        var message = item.Message;
        switch (result)
        {
            case SendResult.Accepted:
                Log.Left(_log, message.Id);
                await _store.CompleteOutboxAsync(_tenant, message.Id, item.Token, null, CancellationToken.None).ConfigureAwait(false);
                return true;
            case SendResult.Deferred deferred when item.Attempts < MaxAttempts:
                Log.Deferred(_log, message.Id, item.Attempts, deferred.Reason.Code);
                var pause = FirstPause * Math.Min(1 << Math.Min(item.Attempts, 10), 480);
                await _store.RetryOutboxAsync(
                    _tenant, message.Id, item.Token, Now() + Duration.Max(deferred.RetryAfter, pause), CancellationToken.None).ConfigureAwait(false);
                return false;
            case SendResult.Deferred tired:
                await GiveUpAsync(item, DeliveryState.Failed, tired.Reason).ConfigureAwait(false);
                return false;
            case SendResult.Unknown unknown:
                await GiveUpAsync(item, DeliveryState.Unsure, unknown.Reason).ConfigureAwait(false);
                return false;
            case SendResult.Rejected rejected:
                await GiveUpAsync(item, DeliveryState.Failed, rejected.Reason).ConfigureAwait(false);
                return false;
            default:
                throw new UnreachableException();
        }
    }

    // The stream keeps the code and our own sentence for it: what servers say often names people.
    private async Task GiveUpAsync(OutboxItem item, DeliveryState state, Fault reason)
    {
        var message = item.Message;
        Log.GivenUp(_log, message.Id, state, reason.Code);
        if (message.Call is null && await HomeAsync(message.Id).ConfigureAwait(false) is { Ticket: var home })
        {
            var sentence = state == DeliveryState.Unsure ? "It may have left; nobody knows." : "It did not leave.";
            await RecordAsync(
                home, new DeliveryNews(message.Id, state) { Reason = new Fault(reason.Code, sentence), OccurredAt = Now() }).ConfigureAwait(false);
        }

        await _store.CompleteOutboxAsync(_tenant, message.Id, item.Token, reason, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task<SendResult> HandOverAsync(OutboundMessage message)
    {
        if (message.Call is { } call)
        {
            return _actions.TryGetValue(call.Action, out var action)
                ? await action.RunAsync(message.Id, call, CancellationToken.None).ConfigureAwait(false)
                : new SendResult.Rejected(new Fault("no-action", $"The host does not know how to do '{call.Action}'."));
        }

        return _channels.TryGetValue(message.Channel.Channel, out var channel)
            ? await HandOverAsync(message, channel).ConfigureAwait(false)
            : new SendResult.Rejected(new Fault(SendFaults.NoChannel, $"Nothing serves the channel '{message.Channel.Channel}'."));
    }

    // Part by part; those that left before a crash or a refusal do not leave again.
    private async Task<SendResult> HandOverAsync(OutboundMessage message, IOutboundChannel channel)
    {
        var state = await HomeAsync(message.Id).ConfigureAwait(false);
        var home = state?.Ticket;
        var destination = new Destination(message.Channel, message.To, message.Conversation, HeardAt(message, state));
        var can = await channel.AskAsync(destination, Now(), CancellationToken.None).ConfigureAwait(false);
        if (message.HasAttachments)
        {
            message = message with { Attachments = await AttachmentsAsync(message, home).ConfigureAwait(false) };
        }

        if (can.Refusal(message, Now()) is { } refusal)
        {
            return new SendResult.Rejected(refusal);
        }

        var parts = can.PartsOf(message.Text);
        for (var i = 0; i < parts.Count; i++)
        {
            if (home?.DeliveryOf(message.Id)[i].HasLeft == true)
            {
                continue;
            }

            var result = await SendPartAsync(
                message with { Text = parts[i], Part = i, Parts = parts.Count, Attachments = i == 0 ? message.Attachments : [], HasAttachments = i == 0 && message.HasAttachments }, channel).ConfigureAwait(false);
            if (result is not SendResult.Accepted accepted)
            {
                return result is SendResult.Unknown unknown && can.IsIdempotent ? new SendResult.Deferred(Duration.Zero, unknown.Reason) : result;
            }

            if (home is not null)
            {
                await RecordAsync(home, new DeliveryNews(message.Id, DeliveryState.Sent)
                {
                    Part = i,
                    Parts = parts.Count,
                    Channel = message.Channel,
                    ExternalIds = accepted.ExternalIds,
                    OccurredAt = Now(),
                }).ConfigureAwait(false);
            }
        }

        return new SendResult.Accepted();
    }

    // They stand with the message of the ticket, once however often it is tried; an erased one has none.
    private async Task<IReadOnlyList<Attachment>> AttachmentsAsync(OutboundMessage message, Ticket? home) =>
        home is null ? []
            : (await _store.ReadMessagesAsync(_tenant, home.Id, CancellationToken.None).ConfigureAwait(false)).FirstOrDefault(m => m.Id == message.Id)?.Attachments ?? [];

    private static async Task<SendResult> SendPartAsync(OutboundMessage part, IOutboundChannel channel)
    {
        try
        {
            return await channel.SendAsync(part, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Whatever went wrong in a channel, the other messages leave; this one may have.
            return new SendResult.Unknown(new Fault(SendFaults.Unsure, $"The channel failed: {exception.GetType().Name}: {exception.Message}"));
        }
    }

    private async Task RecordAsync(Ticket home, DeliveryNews news)
    {
        // It has left, whether or not that can be written down: it must not leave again for a lost race.
        try
        {
            await _desk.ReportAsync(home.Id, news, CancellationToken.None).ConfigureAwait(false);
        }
        catch (WriteRaceLostException)
        {
            // Reports that come later tell the same.
        }
    }

    // The customer may have written there since.
    private static Instant? HeardAt(OutboundMessage message, TicketState? home) =>
        home is null || home.Reply.Channel != message.Channel || home.Reply.Conversation != message.Conversation ? message.HeardAt
        : message.HeardAt is { } before && home.Reply.HeardAt is { } since ? Instant.Max(before, since)
        : home.Reply.HeardAt ?? message.HeardAt;

    private async Task<TicketState?> HomeAsync(MessageId message) =>
        await _store.FindTicketOfAsync(_tenant, message, CancellationToken.None).ConfigureAwait(false) is { } ticket
            ? await _desk.SurvivorStateAsync(ticket, CancellationToken.None).ConfigureAwait(false)
            : null;

    private Instant Now() => Instant.FromDateTimeOffset(_time.GetUtcNow());
}
