using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Compiled;

/// <summary>A comparison or its complement; a class, as generic code over it is then compiled already.</summary>
/// <param name="comparison">What is compared.</param>
/// <param name="isPositive">Whether it must hold; otherwise it must not.</param>
/// <param name="source">What answers it; null where the interpreter does.</param>
internal sealed class Literal(Condition.Comparison comparison, bool isPositive, TokenSource? source)
{
    public Condition.Comparison Comparison { get; } = comparison;

    public bool IsPositive { get; } = isPositive;

    public TokenSource? Source { get; } = source;

    /// <summary>How it is answered.</summary>
    public LiteralKind Kind => Source?.Kind ?? LiteralKind.Residue;
}
