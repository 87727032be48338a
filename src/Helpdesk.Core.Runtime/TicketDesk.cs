using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Runtime;

/// <summary>Where people work on tickets: load, let the engine decide, commit. Safe for concurrent calls.</summary>
public sealed class TicketDesk
{
    private readonly HelpdeskEngine _engine;
    private readonly IHelpdeskStore _store;
    private readonly TenantId _tenant;
    private readonly TimeProvider _time;

    /// <summary>Makes a desk by hand; <c>AddHelpdesk</c> does it for a host.</summary>
    public TicketDesk(HelpdeskConfiguration configuration, IHelpdeskStore store, TenantId tenant, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        _engine = new HelpdeskEngine(configuration);
        _store = store;
        _tenant = tenant;
        _time = time;
    }

    /// <summary>Answers the requester in public; the answer leaves by the channel of the customer's last message.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="agent">Who answers.</param>
    /// <param name="text">The answer.</param>
    /// <param name="then">A trigger to fire with it, such as <see cref="Triggers.Resolve"/>; null for "answered".</param>
    /// <param name="cancellationToken">Cancels before the commit, never in it.</param>
    /// <returns>As <see cref="ExecuteAsync"/>.</returns>
    public Task<Outcome?> ReplyAsync(
        TicketId ticket, AgentId agent, string text, TriggerId? then = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        var command = new TicketCommand.Reply(NewMessage(), then);
        return RunAsync(ticket, command, new Actor.Agent(agent), text, cancellationToken);
    }

    /// <summary>Writes an internal note; no customer ever sees it.</summary>
    /// <returns>As <see cref="ExecuteAsync"/>.</returns>
    public Task<Outcome?> NoteAsync(TicketId ticket, AgentId agent, string text, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return RunAsync(ticket, new TicketCommand.AddNote(NewMessage()), new Actor.Agent(agent), text, cancellationToken);
    }

    /// <summary>Carries out any other command.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="command">The command; messages have methods of their own.</param>
    /// <param name="by">Who gives it.</param>
    /// <param name="cancellationToken">Cancels before the commit, never in it.</param>
    /// <returns>The outcome, committed where it is <see cref="Outcome.Changed"/>; null when there is no such ticket.</returns>
    /// <exception cref="ArgumentException">The command brings a message.</exception>
    /// <exception cref="WriteRaceLostException">Other writers were faster again and again; nothing was stored.</exception>
    public Task<Outcome?> ExecuteAsync(TicketId ticket, TicketCommand command, Actor by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(by);
        return command is TicketCommand.Receive or TicketCommand.Reply or TicketCommand.AddNote
            ? throw new ArgumentException("Messages come by Intake, ReplyAsync and NoteAsync.", nameof(command))
            : RunAsync(ticket, command, by, "", cancellationToken);
    }

    /// <summary>The ticket as it was at an instant; null when there is none or it had not begun.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="at">The instant; what happened at it counts.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<Ticket?> AtAsync(TicketId ticket, Instant at, CancellationToken cancellationToken = default) =>
        Ticket.At(await _store.ReadEventsAsync(_tenant, ticket, cancellationToken).ConfigureAwait(false), at);

    private MessageId NewMessage() => new(Guid.CreateVersion7(_time.GetUtcNow()));

    private Task<Outcome?> RunAsync(
        TicketId ticket, TicketCommand command, Actor who, string text, CancellationToken cancellationToken)
    {
        var cause = $"command:{Guid.CreateVersion7(_time.GetUtcNow()):N}";
        return WriteRace.RunAsync<Outcome?>(async () =>
        {
            if (await _store.LoadAsync(_tenant, ticket, cancellationToken).ConfigureAwait(false) is not { } state)
            {
                return (CommitResult.Committed, null);
            }

            var outcome = _engine.Execute(new Request
            {
                State = state,
                Command = command,
                By = who,
                At = Instant.FromDateTimeOffset(_time.GetUtcNow()),
                CausationId = cause,
                Text = text,
                Loads = await _store.LoadsAsync(_tenant, cancellationToken).ConfigureAwait(false),
                Sample = await _store.LoadSampleAsync(_tenant, ticket, cancellationToken).ConfigureAwait(false),
            });
            return outcome is Outcome.Changed { Events.Count: > 0 } changed
                ? (await _store.CommitAsync(_tenant, new Commit(changed), CancellationToken.None).ConfigureAwait(false), outcome)
                : (CommitResult.Committed, outcome);
        });
    }
}
