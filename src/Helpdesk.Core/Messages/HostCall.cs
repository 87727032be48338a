namespace Helpdesk.Core.Messages;

/// <summary>Something that a rule or a macro has the host do.</summary>
/// <param name="Action">The name under which the host registered it.</param>
/// <param name="Ticket">For which ticket.</param>
/// <param name="Reference">The ticket's human number.</param>
/// <param name="With">What it is told.</param>
/// <param name="Depth">
/// How many automations lie behind it. Commands that come of it carry it on, so that a chain that goes round through the host ends.
/// </param>
public sealed record HostCall(
    string Action, TicketId Ticket, TicketReference Reference, IReadOnlyDictionary<string, string> With, int Depth)
{
    /// <summary>The name of the channel by which calls leave; its account is the name of the action.</summary>
    public const string Channel = "host";
}
