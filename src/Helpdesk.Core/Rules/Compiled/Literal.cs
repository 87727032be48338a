using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Compiled;

/// <summary>A comparison or its complement.</summary>
/// <param name="Comparison">What is compared.</param>
/// <param name="IsPositive">Whether it must hold; otherwise it must not.</param>
/// <param name="Kind">How it is answered.</param>
internal readonly record struct Literal(Condition.Comparison Comparison, bool IsPositive, LiteralKind Kind);
