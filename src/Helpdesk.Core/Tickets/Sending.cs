using NodaTime;

namespace Helpdesk.Core.Tickets;

/// <summary>A rule sent something for a ticket.</summary>
/// <param name="Rule">Which rule.</param>
/// <param name="At">When.</param>
/// <param name="Count">How much.</param>
public sealed record Sending(RuleId Rule, Instant At, int Count);
