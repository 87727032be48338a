namespace Helpdesk.Core.Rules.Analysis;

/// <summary>Words for the sentences of findings.</summary>
internal static class RuleText
{
    private const int Most = 8;

    /// <summary>The names, quoted, in a list for people that does not grow without end.</summary>
    public static string List(IReadOnlyCollection<string> names)
    {
        string[] shown = [.. names.Take(Most).Select(n => $"'{n}'")];
        var rest = names.Count - shown.Length;
        return rest > 0 ? $"{string.Join(", ", shown)} and {rest} more"
            : shown.Length < 2 ? string.Concat(shown)
            : $"{string.Join(", ", shown[..^1])} and {shown[^1]}";
    }

    public static string List(IEnumerable<RuleProfile> rules) => List([.. rules.Select(r => r.Rule.Id.Value)]);
}
