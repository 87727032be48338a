namespace Helpdesk.Core.Rules.Analysis;

/// <summary>What an action may do to its ticket.</summary>
/// <param name="Writes">What it lays down.</param>
/// <param name="Events">The kinds of events that it may cause.</param>
internal sealed record WriteSet(IReadOnlyList<RuleWrite> Writes, IReadOnlyList<string> Events)
{
    /// <summary>Fields that change along with what it writes.</summary>
    public IReadOnlyList<string> Along { get; init; } = [];

    public static WriteSet None { get; } = new([], []);
}
