namespace Helpdesk.Core.Rules.Compiled;

/// <summary>
/// A condition whose complements stand at its leaves only, flattened, its constants folded: an <see cref="All"/> or
/// <see cref="Any"/> of no parts stands only at the top. A closed family.
/// </summary>
internal abstract record Formula
{
    private Formula()
    {
    }

    /// <summary>Holds always.</summary>
    public static Formula True { get; } = new All([]);

    /// <summary>Holds never.</summary>
    public static Formula False { get; } = new Any([]);

    /// <summary>A comparison or its complement.</summary>
    /// <param name="What">Which.</param>
    public sealed record Leaf(Literal What) : Formula;

    /// <summary>Holds when all parts do.</summary>
    /// <param name="Parts">The parts; none is an <see cref="All"/>.</param>
    public sealed record All(IReadOnlyList<Formula> Parts) : Formula;

    /// <summary>Holds when some part does.</summary>
    /// <param name="Parts">The parts; none is an <see cref="Any"/>.</param>
    public sealed record Any(IReadOnlyList<Formula> Parts) : Formula;
}
