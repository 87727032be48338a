namespace Helpdesk.Core.Runtime.Storage;

/// <summary>How many tickets a department has in a status.</summary>
/// <param name="Department">The department.</param>
/// <param name="Status">The status.</param>
/// <param name="Count">How many.</param>
public sealed record TicketCount(DepartmentId Department, StatusId Status, long Count);
