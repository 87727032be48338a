namespace Helpdesk.Core;

/// <summary>A named value that a decision looked at.</summary>
/// <param name="Name">What was looked at, such as a field or a header.</param>
/// <param name="Value">What it held, in invariant form; empty when it was missing.</param>
public sealed record TraceFact(string Name, string Value);
