namespace Helpdesk.Core.Tickets;

/// <summary>What may move a ticket from status to status; the shipped ones stand in <see cref="Triggers"/>.</summary>
/// <param name="Value">Kebab-case name.</param>
public readonly record struct TriggerId(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value ?? "";
}
