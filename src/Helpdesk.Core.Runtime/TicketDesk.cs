using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Runtime.Contacts;
using Helpdesk.Core.Runtime.Diagnostics;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Relations;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Helpdesk.Core.Runtime;

/// <summary>Where people work on tickets: load, let the engine decide, commit. Safe for concurrent calls.</summary>
public sealed partial class TicketDesk
{
    // A command that is made of what the ticket has, such as a split: told by no name of its own.
    private const string OfTheTicket = "Composed";

    private readonly Toolbox _tools;
    private readonly IHelpdeskStore _store;
    private readonly TenantId _tenant;
    private readonly TimeProvider _time;
    private readonly RatingInvitation? _ratings;
    private readonly IContactDirectory _contacts;
    private readonly Dictionary<string, IOutboundChannel> _channels;
    private readonly ILogger _log;

    /// <summary>Makes a desk by hand; <c>AddHelpdesk</c> does it for a host.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="store">Where everything is kept.</param>
    /// <param name="tenant">Whose data it is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="contacts">What the host knows of people; null for nothing.</param>
    /// <param name="ratings">Puts links to rate it under each answer, and reads them; null for none.</param>
    /// <param name="tokens">Signs what is sent, so that answers find their ticket; null for nothing.</param>
    /// <param name="channels">
    /// What takes messages: asked whether it can before an answer is stored. An answer by a channel that is not among them is asked about only when
    /// it is about to leave. Null for none.
    /// </param>
    /// <param name="loggers">Takes what is logged; null for nobody.</param>
    /// <exception cref="ArgumentException">Two channels have the same name.</exception>
    public TicketDesk(
        ActiveConfiguration configuration,
        IHelpdeskStore store,
        TenantId tenant,
        TimeProvider time,
        IContactDirectory? contacts = null,
        RatingInvitation? ratings = null,
        MessageTokens? tokens = null,
        IEnumerable<IOutboundChannel>? channels = null,
        ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        _tools = new Toolbox(configuration, store, tenant, contacts, ratings, tokens);
        _store = store;
        _tenant = tenant;
        _time = time;
        _ratings = ratings;
        _contacts = contacts ?? new NoContacts();
        _channels = (channels ?? []).ToDictionary(c => c.Channel, StringComparer.Ordinal);
        _log = Log.For(loggers, nameof(TicketDesk));
    }

    /// <summary>Answers the requester in public; the answer leaves by the channel of the customer's last message.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="agent">Who answers. The agent's lease to reply ends.</param>
    /// <param name="text">The answer.</param>
    /// <param name="then">A trigger to fire with it, such as <see cref="Triggers.Resolve"/>; null for "answered".</param>
    /// <param name="lastSeen">
    /// The last message that the agent has seen: refused with <c>unseen-message</c> when others wrote since. Null to answer
    /// whatever was written.
    /// </param>
    /// <param name="idempotencyKey">
    /// The caller's own name for this very command. Given again after a lost answer, the command is not carried out again but refused with
    /// <c>repeated</c>. Null for none.
    /// </param>
    /// <param name="cancellationToken">Cancels before the commit, never in it.</param>
    /// <returns>As <see cref="ExecuteAsync"/>.</returns>
    public Task<Outcome?> ReplyAsync(
        TicketId ticket,
        AgentId agent,
        string text,
        TriggerId? then = null,
        MessageId? lastSeen = null,
        string? idempotencyKey = null,
        CancellationToken cancellationToken = default) =>
        ReplyAsync(ticket, agent, new ReplyDraft(text) { Then = then, LastSeen = lastSeen }, idempotencyKey, cancellationToken);

    /// <summary>
    /// Answers in public, with attachments, by a template of the channel, or by another way than where the customer last wrote. What the channel
    /// cannot take is refused before anything is stored.
    /// </summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="agent">Who answers. The agent's lease to reply ends.</param>
    /// <param name="draft">The answer.</param>
    /// <param name="idempotencyKey">
    /// The caller's own name for this very command. Given again after a lost answer, the command is not carried out again but refused with
    /// <c>repeated</c>. Null for none.
    /// </param>
    /// <param name="cancellationToken">Cancels before the commit, never in it.</param>
    /// <returns>
    /// As <see cref="ExecuteAsync"/>; refused too with the codes of <see cref="SendFaults"/> that <see cref="ChannelCapabilities.Refusal(OutboundMessage, Instant)"/> gives.
    /// </returns>
    public async Task<Outcome?> ReplyAsync(
        TicketId ticket, AgentId agent, ReplyDraft draft, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentException.ThrowIfNullOrWhiteSpace(draft.Text, nameof(draft));
        var command = new TicketCommand.Reply(NewMessage(), draft.Then, draft.LastSeen);
        var order = new Order(command, new Actor.Agent(agent), draft.Text) { Draft = draft, Key = idempotencyKey };
        var outcome = await RunAsync(ticket, order, cancellationToken).ConfigureAwait(false);
        if (outcome is Outcome.Changed)
        {
            await LeaveAsync(ticket, agent, CancellationToken.None).ConfigureAwait(false);
        }

        return outcome;
    }

    /// <summary>Writes an internal note; no customer ever sees it.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="agent">Who writes.</param>
    /// <param name="text">The note.</param>
    /// <param name="mentions">The agents that it mentions; they follow the ticket from then on.</param>
    /// <param name="idempotencyKey">
    /// The caller's own name for this very command. Given again after a lost answer, the command is not carried out again but refused with
    /// <c>repeated</c>. Null for none.
    /// </param>
    /// <param name="cancellationToken">Cancels before the commit, never in it.</param>
    /// <returns>As <see cref="ExecuteAsync"/>.</returns>
    public Task<Outcome?> NoteAsync(
        TicketId ticket,
        AgentId agent,
        string text,
        IReadOnlyList<AgentId>? mentions = null,
        string? idempotencyKey = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        var command = new TicketCommand.AddNote(NewMessage()) { Mentions = mentions ?? [] };
        return RunAsync(ticket, new Order(command, new Actor.Agent(agent), text) { Key = idempotencyKey }, cancellationToken);
    }

    /// <summary>
    /// Asks somebody outside by mail, such as a supplier. No customer ever sees it, and what comes back by it is a note.
    /// </summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="agent">Who asks.</param>
    /// <param name="to">Whom: 1 to 20 mail addresses, nobody who takes part in the ticket.</param>
    /// <param name="text">The question.</param>
    /// <param name="original">A message of the ticket to hand on below, with its attachments; never a note. Null for none.</param>
    /// <param name="cancellationToken">Cancels before the commit, never in it.</param>
    /// <returns>As <see cref="ExecuteAsync"/>.</returns>
    public Task<Outcome?> ForwardAsync(
        TicketId ticket, AgentId agent, IReadOnlyList<Address> to, string text, MessageId? original = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return RunAsync(ticket, new Order(new TicketCommand.Forward(NewMessage(), to, original), new Actor.Agent(agent), text), cancellationToken);
    }

    /// <summary>Carries out any other command.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="command">The command; messages, splits and erasures have methods of their own.</param>
    /// <param name="by">Who gives it.</param>
    /// <param name="onBehalfOf">For whom, when somebody acts for somebody else; recorded with every event.</param>
    /// <param name="depth">
    /// How many automations lie behind it: that of the <see cref="HostCall"/> that it comes of, 0 for what people do. Chains of automations end at
    /// the depth that the configuration sets.
    /// </param>
    /// <param name="idempotencyKey">
    /// The caller's own name for this very command. Given again after a lost answer, the command is not carried out again but refused with
    /// <c>repeated</c>. Null for none.
    /// </param>
    /// <param name="cancellationToken">Cancels before the commit, never in it.</param>
    /// <returns>
    /// The outcome, committed where it is <see cref="Outcome.Changed"/>, with the tickets that it concerns; null when there is no such
    /// ticket. Refused with <c>too-many-related</c> beside the codes of the engine when more than 1,000 others would have to be looked at.
    /// </returns>
    /// <exception cref="ArgumentException">The command has a method of its own.</exception>
    /// <exception cref="WriteRaceLostException">Other writers were faster again and again; nothing was stored.</exception>
    public Task<Outcome?> ExecuteAsync(
        TicketId ticket,
        TicketCommand command,
        Actor by,
        Actor? onBehalfOf = null,
        int depth = 0,
        string? idempotencyKey = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentOutOfRangeException.ThrowIfNegative(depth);
        return RunAsync(ticket, new Order(Plain(command), by, "", onBehalfOf) { Depth = depth, Key = idempotencyKey }, cancellationToken);
    }

    /// <summary>Makes a new linked ticket of some messages.</summary>
    /// <param name="ticket">The ticket that they are in.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="subject">What the new ticket is about.</param>
    /// <param name="which">Which messages: asked for each that the ticket has, notes included.</param>
    /// <param name="copy">Whether they stay where they are and are copied; otherwise they move.</param>
    /// <param name="cancellationToken">Cancels before the commit, never in it.</param>
    /// <returns>As <see cref="ExecuteAsync"/>; the new ticket is the first of the others that begins.</returns>
    public Task<Outcome?> SplitAsync(
        TicketId ticket, Actor by, string subject, Func<TicketMessage, bool> which, bool copy = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentException.ThrowIfNullOrWhiteSpace(subject);
        ArgumentNullException.ThrowIfNull(which);
        var fresh = new TicketId(NewId());
        return RunAsync(ticket, new Order(null, by, ""), async (state, isRetry) =>
        {
            var known = state.Ticket.Messages.Select(m => m.Message).ToHashSet();
            var messages = await _store.ReadMessagesAsync(_tenant, ticket, cancellationToken).ConfigureAwait(false);
            TicketMessage[] taken = [.. messages.Where(m => known.Contains(m.Id) && which(m))];
            var reference = await _tools.Current.References.MakeAsync(fresh, isRetry, cancellationToken).ConfigureAwait(false);
            SplitMessage[] wanted = [.. taken.Select(m => new SplitMessage(m.Id, copy ? NewMessage() : null))];
            return (new TicketCommand.Split(fresh, reference, subject, wanted), copy ? taken : []);
        }, cancellationToken);
    }

    private MessageId NewMessage() => new(NewId());

    private Guid NewId() => Guid.CreateVersion7(_time.GetUtcNow());

    private Instant Now() => Instant.FromDateTimeOffset(_time.GetUtcNow());

    // Who leaves may be the one to whom answers go: the messages tell who wrote before.
    private Task<Outcome?> RunAsync(TicketId ticket, Order order, CancellationToken cancellationToken) => RunAsync(
        ticket,
        order,
        async (_, _) => (order.Command!, order.Command is TicketCommand.RemoveParticipant or TicketCommand.Forward { Original: not null } || order.Draft?.Via is not null
            ? await _store.ReadMessagesAsync(_tenant, ticket, cancellationToken).ConfigureAwait(false) : []),
        cancellationToken);

    private async Task<Outcome?> RunAsync(
        TicketId ticket,
        Order order,
        Func<TicketState, bool, Task<(TicketCommand Command, IReadOnlyList<TicketMessage> Messages)>> make,
        CancellationToken cancellationToken)
    {
        if (order.IsPreview)
        {
            return await AttemptAsync(ticket, order, make, cancellationToken).ConfigureAwait(false);
        }

        var start = HelpdeskTelemetry.Start(HelpdeskTelemetry.MeasuresCommands);
        using var activity = HelpdeskTelemetry.Activities.StartActivity("helpdesk.command");
        try
        {
            var name = order.Command?.GetType().Name ?? OfTheTicket;
            var outcome = await AttemptAsync(ticket, order, make, cancellationToken).ConfigureAwait(false);
            var result = Log.Executed(_log, ticket, name, outcome);
            HelpdeskTelemetry.Executed(start, name, result);
            activity?.SetTag("helpdesk.command", name).SetTag("helpdesk.result", result).SetTag("helpdesk.ticket", ticket.ToString());
            return outcome;
        }
        catch (Exception exception) when (HelpdeskTelemetry.Failed(activity, exception))
        {
            throw;
        }
    }

    private Task<Outcome?> AttemptAsync(
        TicketId ticket,
        Order order,
        Func<TicketState, bool, Task<(TicketCommand Command, IReadOnlyList<TicketMessage> Messages)>> make,
        CancellationToken cancellationToken)
    {
        var cause = order.Cause ?? $"command:{NewId():N}";
        return WriteRace.RunAsync<Outcome?>(async attempt =>
        {
            if (await _store.LoadAsync(_tenant, ticket, cancellationToken).ConfigureAwait(false) is not { } state)
            {
                return (CommitResult.Committed, null);
            }

            // After the ticket was read: were it the other way round, the command could be judged by what it did itself.
            var key = order.Key is { } own ? "command\n" + own : null;
            if (key is not null && await _store.IsKnownAsync(_tenant, key, cancellationToken).ConfigureAwait(false))
            {
                return (CommitResult.Duplicate, Repeated());
            }

            var (command, messages) = await make(state, attempt > 0).ConfigureAwait(false);
            var (now, tools) = (Now(), _tools.Current);
            if (await tools.Neighbourhood.ReadAsync(state, command, now, cancellationToken).ConfigureAwait(false) is not { } around)
            {
                return (CommitResult.Committed, TooManyRelated());
            }

            var outcome = tools.Engine.Execute(new Request
            {
                State = state,
                Command = command,
                By = order.By,
                OnBehalfOf = order.OnBehalfOf,
                At = now,
                CausationId = cause,
                Depth = order.Depth,
                Text = order.Text,
                Attachments = order.Draft?.Attachments ?? [],
                Template = order.Draft?.Template ?? "",
                Via = order.Draft?.Via,
                Around = around with { Messages = messages },
                Sample = await _store.LoadSampleAsync(_tenant, ticket, cancellationToken).ConfigureAwait(false),
            });
            if (order.IsLetter && outcome is Outcome.Changed { Effects: var leaving } && await RefusalAsync(leaving, now, cancellationToken).ConfigureAwait(false) is { } no)
            {
                return (CommitResult.Committed, Outcome.Refuse(no));
            }

            if (order.IsPreview || outcome is not Outcome.Changed changed || (changed.Events.Count == 0 && changed.Others.Count == 0))
            {
                return (CommitResult.Committed, outcome);
            }

            var result = await _store.CommitAsync(_tenant, new Commit(changed, key), CancellationToken.None).ConfigureAwait(false);
            return (result, result == CommitResult.Duplicate ? Repeated() : outcome);
        });
    }

    private static Outcome.Refused TooManyRelated() =>
        Outcome.Refuse(new Fault("too-many-related", "The ticket is tied to too many others to look at them all."));

    private static Outcome.Refused Repeated() => Outcome.Refuse(new Fault("repeated", "This command was carried out before."));

    // The command is null where it depends on the ticket.
    private sealed record Order(TicketCommand? Command, Actor By, string Text, Actor? OnBehalfOf = null)
    {
        public int Depth { get; init; }

        public string? Cause { get; init; }

        public string? Key { get; init; }

        public bool IsPreview { get; init; }

        public ReplyDraft? Draft { get; init; }

        public bool IsLetter => Draft is not null || Command is TicketCommand.Forward;
    }
}
