namespace Helpdesk.Core.Engine;

/// <summary>An address of ours.</summary>
/// <param name="Address">The address.</param>
/// <param name="Department">Where its messages go.</param>
public sealed record Mailbox(Address Address, DepartmentId Department)
{
    /// <summary>
    /// Whether its server delivers <c>support+anything@acme.example</c> to <c>support@acme.example</c> (RFC 5233), so that answers can be asked for
    /// at an address that names what they answer.
    /// </summary>
    public bool HasPlusAddress { get; init; } = true;
}
