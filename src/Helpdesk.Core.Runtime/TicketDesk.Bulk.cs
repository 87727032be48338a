using System.Runtime.CompilerServices;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Runtime;

public sealed partial class TicketDesk
{
    /// <summary>What a command or a macro would do, rules included. Nothing is stored and nothing leaves.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="command">The command, as for <see cref="ExecuteAsync"/>.</param>
    /// <param name="by">Who would give it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>As <see cref="ExecuteAsync"/>, with the events, messages, effects and the explanation; not committed.</returns>
    /// <exception cref="ArgumentException">The command has a method of its own.</exception>
    public Task<Outcome?> PreviewAsync(TicketId ticket, TicketCommand command, Actor by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        return RunAsync(ticket, new Order(Plain(command), by, "") { IsPreview = true }, cancellationToken);
    }

    /// <summary>
    /// Carries out a command or a macro on many tickets, one after the other, each in its own transaction: what one of them refuses holds no
    /// other back.
    /// </summary>
    /// <param name="tickets">Which tickets; each once.</param>
    /// <param name="command">The command, as for <see cref="ExecuteAsync"/>.</param>
    /// <param name="by">Who gives it.</param>
    /// <param name="onBehalfOf">For whom, when somebody acts for somebody else.</param>
    /// <param name="cancellationToken">Cancels between two tickets; those before are done.</param>
    /// <returns>A result a ticket, in the order of the tickets, each when it is done.</returns>
    /// <exception cref="ArgumentException">The command has a method of its own.</exception>
    public IAsyncEnumerable<BulkResult> ExecuteAllAsync(
        IEnumerable<TicketId> tickets, TicketCommand command, Actor by, Actor? onBehalfOf = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        return AllAsync(tickets, new Order(Plain(command), by, "", onBehalfOf), cancellationToken);
    }

    /// <summary>What a bulk command would do to each ticket. Nothing is stored and nothing leaves; each ticket is looked at by itself.</summary>
    /// <param name="tickets">Which tickets; each once.</param>
    /// <param name="command">The command, as for <see cref="ExecuteAsync"/>.</param>
    /// <param name="by">Who would give it.</param>
    /// <param name="cancellationToken">Cancels between two tickets.</param>
    /// <returns>A result a ticket, in the order of the tickets.</returns>
    /// <exception cref="ArgumentException">The command has a method of its own.</exception>
    public IAsyncEnumerable<BulkResult> PreviewAllAsync(
        IEnumerable<TicketId> tickets, TicketCommand command, Actor by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        return AllAsync(tickets, new Order(Plain(command), by, "") { IsPreview = true }, cancellationToken);
    }

    private async IAsyncEnumerable<BulkResult> AllAsync(
        IEnumerable<TicketId> tickets, Order order, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var ticket in tickets.Distinct())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new BulkResult(ticket, await RunAsync(ticket, order, cancellationToken).ConfigureAwait(false));
        }
    }

    private static TicketCommand Plain(TicketCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return command is TicketCommand.Receive or TicketCommand.Reply or TicketCommand.AddNote or TicketCommand.Split or TicketCommand.Erase
            or TicketCommand.Forward
            ? throw new ArgumentException("Messages, forwards, splits and erasures have methods of their own.", nameof(command))
            : command;
    }
}
