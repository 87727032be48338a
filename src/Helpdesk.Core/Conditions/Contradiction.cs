using NodaTime;

namespace Helpdesk.Core.Conditions;

/// <summary>
/// Whether answers to comparisons exclude one another. Each field is tried with candidates among which there is one for every
/// combination of answers that some value gives; where there is no such list, nothing is concluded. Sound, not complete.
/// </summary>
internal static class Contradiction
{
    // Trying more than that is not worth the time; a configuration may be hostile.
    private const long MaxTries = 200_000;

    public static bool Is(IReadOnlyList<(Condition.Comparison Comparison, bool Wanted)> literals) =>
        literals.Count > 0 && (HasOpposites(literals) || literals.GroupBy(l => l.Comparison.Field.Name, StringComparer.Ordinal).Any(g => IsOfField([.. g])));

    private static bool HasOpposites(IReadOnlyList<(Condition.Comparison Comparison, bool Wanted)> literals)
    {
        if (literals.Count == 1)
        {
            return false;
        }

        var answers = new Dictionary<string, bool>(StringComparer.Ordinal);
        return literals.Any(l => !answers.TryAdd(l.Comparison.ToJson(), l.Wanted) && answers[l.Comparison.ToJson()] != l.Wanted);
    }

    private static bool IsOfField((Condition.Comparison Comparison, bool Wanted)[] literals)
    {
        (Condition.Comparison Comparison, bool Wanted)[] plain = [.. literals.Where(l => l.Comparison is { IsChange: false, IsRelative: false, Pattern: null })];
        if (plain.Length == 0)
        {
            return false;
        }

        return plain[0].Comparison.Field.Type switch
        {
            FieldType.Moment => OfMoments(plain),
            FieldType.Text => OfTexts(plain),
            _ => Excludes(plain, ContradictionCandidates.Of(plain[0].Comparison.Field, [.. plain.Select(l => l.Comparison)])),
        };
    }

    // Instants, ages and weekdays are three questions: the clock may stand anywhere.
    private static bool OfMoments((Condition.Comparison Comparison, bool Wanted)[] literals) =>
        Excludes(Only(literals, c => c.Operator is Operator.Before or Operator.After or Operator.Between), ContradictionCandidates.Instants)
        || Excludes(Only(literals, c => OperatorTable.TakesLength(c.Operator) && c.Hours is null), ContradictionCandidates.Ages)
        || literals.Where(l => l.Comparison.Operator == Operator.OnDay).GroupBy(l => l.Comparison.TimeZone!.Id, StringComparer.Ordinal)
            .Any(zone => Excludes(Only(literals, c => c.Operator == Operator.OnDay && c.TimeZone!.Id == zone.Key), ContradictionCandidates.Days));

    // A text that has to equal something is tried with that. Where a comparison without regard to case lays it down, those with
    // regard to case stay open.
    private static bool OfTexts((Condition.Comparison Comparison, bool Wanted)[] literals)
    {
        var fixedBy = literals.Where(l => l.Wanted && l.Comparison.Operator is Operator.Eq or Operator.In)
            .OrderByDescending(l => l.Comparison.IsCaseSensitive).Select(l => l.Comparison).FirstOrDefault();
        if (fixedBy is null)
        {
            return literals.Any(l => l is { Wanted: true, Comparison.Operator: not Operator.IsSet })
                && literals.Any(l => l is { Wanted: false, Comparison.Operator: Operator.IsSet });
        }

        return Excludes([.. literals.Where(l => fixedBy.IsCaseSensitive || !l.Comparison.IsCaseSensitive)], [.. fixedBy.Values]);
    }

    private static (Condition.Comparison Comparison, bool Wanted)[] Only(
        (Condition.Comparison Comparison, bool Wanted)[] literals, Func<Condition.Comparison, bool> which) =>
        [.. literals.Where(l => l.Comparison.Operator == Operator.IsSet || which(l.Comparison))];

    private static bool Excludes(
        (Condition.Comparison Comparison, bool Wanted)[] literals, Func<IEnumerable<Condition.Comparison>, IReadOnlyList<FieldValue?>> candidates) =>
        Excludes(literals, candidates(literals.Select(l => l.Comparison)));

    private static bool Excludes((Condition.Comparison Comparison, bool Wanted)[] literals, IReadOnlyList<FieldValue?>? candidates) =>
        candidates is not null && literals.Length > 0
        && (long)candidates.Count * literals.Sum(l => l.Comparison.Values.Count + 1L) <= MaxTries
        && !candidates.Any(c => literals.All(l => Comparer.Satisfies(c, l.Comparison, Moment.Instance) == l.Wanted));

    private sealed class Moment : IFieldValues
    {
        public static readonly Moment Instance = new();

        public Instant Now => ContradictionCandidates.Now;

        public FieldValue? Current(string field) => null;

        public FieldValue? Before(string field) => null;
    }
}
