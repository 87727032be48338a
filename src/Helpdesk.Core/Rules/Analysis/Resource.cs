using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Analysis;

/// <summary>
/// What one rule touches and another watches, as names: a field, one member of a set field, or anything at all. Rules have to do
/// with one another where the names meet.
/// </summary>
internal static class Resource
{
    private const string Anything = "*";

    /// <summary>What a comparison looks at.</summary>
    public static IEnumerable<string> WatchedBy(Condition.Comparison comparison)
    {
        var field = comparison.Field;
        var isOfMembers = comparison.Operator is Operator.HasAny or Operator.HasAll;
        return (field.Name, isOfMembers) switch
        {
            _ when field.Accessor is not null => [Anything], // who knows what the host works it out from
            ("event.changed", true) => comparison.Values.Select(v => v.Shown),
            ("event.changed", false) => [Anything],
            (_, true) => [.. comparison.Values.Select(v => MemberOf(field.Name, v.Shown)), MemberOf(field.Name, Anything)],
            _ => [field.Name, .. comparison.Values.Where(_ => comparison.IsRelative).Select(v => RelativeValue.FieldOf(v.Shown)).OfType<string>()],
        };
    }

    /// <summary>What an action changes.</summary>
    public static IEnumerable<string> TouchedBy(WriteSet done) =>
        done.Writes.Count + done.Along.Count == 0
            ? []
            : [Anything, .. done.Along, .. done.Writes.SelectMany(w => new[] { w.Field, MemberOf(w.Field, w.Member ?? Anything) })];

    // Conditions take no notice of case and normalisation.
    private static string MemberOf(string field, string member) => $"{field}={ComparableText.Of(member).ToUpperInvariant()}";
}
