using NodaTime;

namespace Helpdesk.Core.Conditions;

/// <summary>Values with which comparisons of a field are tried: one at least for every combination of answers.</summary>
internal static class ContradictionCandidates
{
    // Sets are tried in all combinations of up to so many members that are named, with up to so many others.
    private const int MaxMembers = 8;
    private const int MaxOthers = 20;

    /// <summary>The moment at which ages are tried; any would do.</summary>
    public static readonly Instant Now = Instant.FromUtc(2026, 1, 1, 0, 0);

    /// <summary>Candidates of a choice, a number, a flag or a set; null where there are too many.</summary>
    public static IReadOnlyList<FieldValue?>? Of(Field field, IReadOnlyList<Condition.Comparison> comparisons) => field.Type switch
    {
        FieldType.Flag => [null, new FieldValue.Flag(true), new FieldValue.Flag(false)],
        FieldType.Number => Numbers(comparisons),
        FieldType.Choice => [null, .. Texts(comparisons).Concat(field.Choices ?? []).Append("").Append("\0").Distinct().Select(t => new FieldValue.Text(t))],
        FieldType.TextSet => Sets(comparisons),
        _ => null,
    };

    /// <summary>Every instant that is named, with its neighbours, and some other.</summary>
    public static IReadOnlyList<FieldValue?> Instants(IEnumerable<Condition.Comparison> comparisons) =>
        [null, new FieldValue.Moment(Now), .. comparisons.SelectMany(c => c.Values).OfType<FieldValue.Moment>().SelectMany(m => Around(m.Value))];

    /// <summary>Every age and distance that is named, with its neighbours, and now.</summary>
    public static IReadOnlyList<FieldValue?> Ages(IEnumerable<Condition.Comparison> comparisons) =>
        [null, .. Around(Now), .. comparisons.SelectMany(c => Around(Now - c.Span).Concat(Around(Now + c.Span)))];

    /// <summary>All days of a week, wherever the zone lies.</summary>
    public static IReadOnlyList<FieldValue?> Days(IEnumerable<Condition.Comparison> comparisons) =>
        [null, .. Enumerable.Range(0, 36).Select(i => new FieldValue.Moment(Now + Duration.FromHours(i * 6)))];

    private static IEnumerable<FieldValue.Moment> Around(Instant at)
    {
        if (at > Instant.MinValue)
        {
            yield return new FieldValue.Moment(at - Duration.Epsilon);
        }

        yield return new FieldValue.Moment(at);
        if (at < Instant.MaxValue)
        {
            yield return new FieldValue.Moment(at + Duration.Epsilon);
        }
    }

    private static List<FieldValue?> Numbers(IReadOnlyList<Condition.Comparison> comparisons)
    {
        var named = comparisons.SelectMany(c => c.Values).OfType<FieldValue.Number>().Select(n => n.Value);
        return
        [
            null, new FieldValue.Number(double.NaN),
            .. named.SelectMany(n => new[] { Math.BitDecrement(n), n, Math.BitIncrement(n) }).Distinct().Select(n => new FieldValue.Number(n)),
        ];
    }

    private static List<FieldValue?>? Sets(IReadOnlyList<Condition.Comparison> comparisons)
    {
        string[] named = [.. Texts(comparisons).Distinct(StringComparer.OrdinalIgnoreCase)];
        var most = comparisons.SelectMany(c => c.Values).OfType<FieldValue.Number>().Select(n => n.Value).DefaultIfEmpty().Max() + 1;
        if (named.Length > MaxMembers || most > MaxOthers)
        {
            return null;
        }

        var sets = new List<FieldValue?> { null };
        for (var bits = 0; bits < 1 << named.Length; bits++)
        {
            for (var others = 0; others <= most; others++)
            {
                sets.Add(new FieldValue.TextSet(
                    [.. named.Where((_, i) => (bits & (1 << i)) != 0), .. Enumerable.Range(0, others).Select(i => new string('\0', i + 1))]));
            }
        }

        return sets;
    }

    private static IEnumerable<string> Texts(IEnumerable<Condition.Comparison> comparisons) =>
        comparisons.SelectMany(c => c.Values).OfType<FieldValue.Text>().Select(t => t.Value);
}
