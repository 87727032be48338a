using System.Diagnostics;
using System.Security.Cryptography;
using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Runtime.Contacts;
using Helpdesk.Core.Runtime.Diagnostics;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Spam;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Helpdesk.Core.Runtime;

/// <summary>
/// Takes messages in: read what the engine needs, let it decide, commit. Taking the same message twice changes nothing, also
/// after a crash. Safe for concurrent calls.
/// </summary>
public sealed class Intake
{
    private readonly Toolbox _tools;
    private readonly IHelpdeskStore _store;
    private readonly TenantId _tenant;
    private readonly SpamModelCache _model;
    private readonly SpamShare? _sharedSpam;
    private readonly ILogger _log;

    /// <summary>Makes an intake by hand; <c>AddHelpdesk</c> does it for a host.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="store">Where everything is kept.</param>
    /// <param name="tenant">Whose data it is.</param>
    /// <param name="contacts">What the host knows of people; null for nothing.</param>
    /// <param name="ratings">Puts links to rate it under each answer that an agent gives by mail; null for none.</param>
    /// <param name="sharedSpam">A spam model to judge by beside the tenant's own; null for none.</param>
    /// <param name="tokens">Signs what is sent, so that answers find their ticket; null for nothing.</param>
    /// <param name="loggers">Takes what is logged; null for nobody.</param>
    public Intake(
        ActiveConfiguration configuration,
        IHelpdeskStore store,
        TenantId tenant,
        IContactDirectory? contacts = null,
        RatingInvitation? ratings = null,
        SpamShare? sharedSpam = null,
        MessageTokens? tokens = null,
        ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(store);
        _tools = new Toolbox(configuration, store, tenant, contacts, ratings, tokens);
        _store = store;
        _tenant = tenant;
        _model = new SpamModelCache(store, tenant);
        _sharedSpam = sharedSpam;
        _log = Log.For(loggers, nameof(Intake));
    }

    /// <summary>Takes what a source picked up; what is no message is put aside whole.</summary>
    /// <param name="pickup">What was picked up.</param>
    /// <param name="at">The moment at which it is taken.</param>
    /// <param name="cancellationToken">Cancels before the commit, never in it.</param>
    public async Task<IntakeResult> TakeAsync(Pickup pickup, Instant at, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pickup);
        if (pickup is Pickup.Readable readable)
        {
            return await ReceiveAsync(readable.Message, at, readable.Place, readable.Raw, cancellationToken).ConfigureAwait(false);
        }

        var start = HelpdeskTelemetry.Start(HelpdeskTelemetry.MeasuresIntake);
        var result = await QuarantineAsync(
            ((Pickup.Unreadable)pickup).Reason, Digest(pickup.Raw), at, pickup.Place, pickup.Raw, null, cancellationToken).ConfigureAwait(false);
        return Told(start, null, "unreadable", result);
    }

    /// <summary>Takes a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="at">The moment at which it is taken.</param>
    /// <param name="place">Where it was taken from, for people, should it be put aside.</param>
    /// <param name="raw">The bytes, should it be put aside.</param>
    /// <param name="cancellationToken">Cancels before the commit, never in it.</param>
    /// <exception cref="WriteRaceLostException">Other writers were faster again and again; nothing was stored.</exception>
    public async Task<IntakeResult> ReceiveAsync(
        InboundMessage message,
        Instant at,
        string place = "",
        ReadOnlyMemory<byte> raw = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var start = HelpdeskTelemetry.Start(HelpdeskTelemetry.MeasuresIntake);
        using var activity = HelpdeskTelemetry.Activities.StartActivity("helpdesk.intake", ActivityKind.Consumer);
        try
        {
            var result = await _store.IsKnownAsync(_tenant, message.DuplicateKey, cancellationToken).ConfigureAwait(false)
                ? await RedeliveredAsync(message.DuplicateKey, message.Channel, cancellationToken).ConfigureAwait(false)
                : await WriteRace.RunAsync(i => AttemptAsync(message, at, place, raw, i > 0, cancellationToken)).ConfigureAwait(false);
            return Told(start, activity, message.Channel.Channel, result);
        }
        catch (Exception exception) when (HelpdeskTelemetry.Failed(activity, exception))
        {
            throw;
        }
    }

    private IntakeResult Told(long start, Activity? activity, string channel, IntakeResult taken)
    {
        var (result, ticket) = Log.Taken(_log, taken);
        HelpdeskTelemetry.Taken(start, channel, result);
        activity?.SetTag("helpdesk.channel", channel).SetTag("helpdesk.result", result).SetTag("helpdesk.ticket", ticket?.ToString());
        return taken;
    }

    /// <summary>Whether a call may begin a ticket, by the department that it is for.</summary>
    internal bool Opens(InboundMessage message) => _tools.Current.Engine.Opens(message);

    private async Task<(CommitResult, IntakeResult)> AttemptAsync(
        InboundMessage message, Instant at, string place, ReadOnlyMemory<byte> raw, bool isRetry, CancellationToken cancellationToken)
    {
        var tools = _tools.Current;
        var lookUps = tools.Engine.LookUps(message);
        var arrival = await ReadAsync(tools, message, lookUps, at, isRetry, cancellationToken).ConfigureAwait(false);
        switch (tools.Engine.Receive(arrival))
        {
            case Outcome.Changed changed:
                var commit = new Commit(changed, message.DuplicateKey)
                {
                    Message = changed.Messages.Any(m => m.Id == arrival.NewMessage) ? arrival.NewMessage
                        : changed.Events.Select(e => e.Event).OfType<Tickets.TicketEvent.CallChanged>().Select(c => (MessageId?)c.Message).FirstOrDefault(),
                    Unseen = changed.ExpectedVersion == 0 ? [.. lookUps.ThreadIds.Except(arrival.Evidence.Select(e => e.Value), StringComparer.Ordinal)] : [],
                };
                var result = await _store.CommitAsync(_tenant, commit, CancellationToken.None).ConfigureAwait(false);
                var ticket = changed.State.Ticket;
                var taken = result == CommitResult.Duplicate
                    ? await RedeliveredAsync(message.DuplicateKey, message.Channel, CancellationToken.None).ConfigureAwait(false)
                    : changed.ExpectedVersion == 0
                        ? new IntakeResult.Opened(changed.State.Id, ticket.Reference, ticket.Category == Tickets.StatusCategory.Spam)
                        : new IntakeResult.Appended(changed.State.Id, ticket.Reference);
                return (result, taken);
            case Outcome.Quarantined aside:
                return (CommitResult.Committed, await QuarantineAsync(
                    aside.Reason, message.DuplicateKey, at, place, raw, aside.Trace, cancellationToken).ConfigureAwait(false));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<Arrival> ReadAsync(
        Tools tools, InboundMessage message, ThreadLookUps lookUps, Instant at, bool isRetry, CancellationToken cancellationToken)
    {
        var evidence = await _store.FindThreadsAsync(_tenant, lookUps, cancellationToken).ConfigureAwait(false);
        var ticket = new TicketId(StableId.Of(at, "ticket:" + message.DuplicateKey));
        return new Arrival
        {
            Message = message,
            At = at,
            Evidence = evidence,
            Around = await tools.Neighbourhood.ReadAsync(evidence.Select(e => e.Candidate.Ticket), message.From, at, cancellationToken).ConfigureAwait(false),
            Spam = new SpamKnowledge(await _model.GetAsync(cancellationToken).ConfigureAwait(false), _sharedSpam),
            NewTicket = ticket,
            NewReference = await tools.References.MakeAsync(ticket, isRetry, cancellationToken).ConfigureAwait(false),
            NewMessage = new MessageId(StableId.Of(at, "message:" + message.DuplicateKey)),
        };
    }

    /// <summary>
    /// Has a message that is no ticket count in the spam filter as a class from now on, however often it is said: mark it as spam, as
    /// wanted, or take it back.
    /// </summary>
    /// <param name="message">The message; the same one each time.</param>
    /// <param name="as">As what it is to count; null takes it back.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <returns>False when it counts so already.</returns>
    /// <exception cref="InvalidOperationException">What is to be taken back was taught with other text. Nothing has changed.</exception>
    public async Task<bool> TeachAsync(InboundMessage message, SpamClass? @as, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var withHeaders = _tools.Current.Configuration.Spam.ReadsHeaders;
        try
        {
            return await TeachAsync(message, @as, withHeaders, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException)
        {
            // It was taught before headers began to count, or after they ceased to: taking it back means as it was taught.
            return await TeachAsync(message, @as, !withHeaders, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>How much the filter has been taught of what it needs before it acts, such as <c>18 of 24 taught</c>.</summary>
    /// <param name="cancellationToken">Cancels waiting.</param>
    public async Task<string> ReadSpamProgressAsync(CancellationToken cancellationToken = default)
    {
        var knowledge = new SpamKnowledge(await _model.GetAsync(cancellationToken).ConfigureAwait(false), _sharedSpam);
        return _tools.Current.Configuration.Spam.Thresholds.Progress(knowledge);
    }

    private async Task<bool> TeachAsync(InboundMessage message, SpamClass? @as, bool withHeaders, CancellationToken cancellationToken)
    {
        var features = SpamFeatures.Of(SpamContent.Of(message, withHeaders));
        return await _store.TeachAsync(_tenant, message.DuplicateKey, features, @as, cancellationToken).ConfigureAwait(false)
            == CommitResult.Committed;
    }

    private async Task<IntakeResult> RedeliveredAsync(string key, ChannelAddress by, CancellationToken cancellationToken)
    {
        var known = await _store.RedeliverAsync(_tenant, key, by, cancellationToken).ConfigureAwait(false);
        return new IntakeResult.Duplicate(known?.Ticket, known?.By.Count ?? 0);
    }

    private async Task<IntakeResult> QuarantineAsync(
        Fault reason, string key, Instant at, string place, ReadOnlyMemory<byte> raw, Trace? trace, CancellationToken cancellationToken)
    {
        var entry = new QuarantineEntry(
            place, reason, at, key, raw, trace ?? new Trace("intake", reason.Code, reason.Sentence));
        var result = await _store.QuarantineAsync(_tenant, entry, cancellationToken).ConfigureAwait(false);
        return result == CommitResult.Duplicate ? new IntakeResult.Duplicate(null, 0) : new IntakeResult.Quarantined(reason);
    }

    private static string Digest(ReadOnlyMemory<byte> raw) => "raw:" + Convert.ToHexStringLower(SHA256.HashData(raw.Span));
}
