namespace Helpdesk.Core.Engine;

/// <summary>An address of ours.</summary>
/// <param name="Address">The address.</param>
/// <param name="Department">Where its messages go.</param>
public sealed record Mailbox(Address Address, DepartmentId Department);
