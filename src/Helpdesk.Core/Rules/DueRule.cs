using NodaTime;

namespace Helpdesk.Core.Rules;

/// <summary>A time rule that comes due.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="At">The first instant at which its condition holds.</param>
/// <param name="Episode">The moments that the condition counts from: the rule fires once for them.</param>
public sealed record DueRule(RuleId Rule, Instant At, string Episode);
