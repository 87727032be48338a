using System.Diagnostics;
using NodaTime;

namespace Helpdesk.Core.Conditions.Stored;

/// <summary>Turns a condition into a test of stored documents, and names what cannot be turned.</summary>
internal sealed class StoredTranslation(Func<string, bool> isStored, Instant now)
{
    private static readonly StoredTest Yes = new StoredTest.Constant(true);
    private static readonly StoredTest No = new StoredTest.Constant(false);

    // What is no number is greater in the order of the keys, and greater than nothing in conditions.
    private static readonly string Highest = StoredKey.Number(double.PositiveInfinity);

    private readonly List<Fault> _faults = [];

    public IReadOnlyList<Fault> Faults => _faults;

    public StoredTest Of(Condition condition, string place) => condition switch
    {
        Condition.All all => Every(Parts(all.Parts, place + "/all")),
        Condition.Any any => Some(Parts(any.Parts, place + "/any")),
        Condition.None none => Negated(Some(Parts(none.Parts, place + "/none"))),
        Condition.Not not => Negated(Of(not.Part, place + "/not")),
        Condition.Comparison comparison => Comparison(comparison, place),
        _ => throw new UnreachableException(),
    };

    private StoredTest[] Parts(IReadOnlyList<Condition> parts, string place) =>
        [.. parts.Select((p, i) => Of(p, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{place}/{i}")))];

    private StoredTest Comparison(Condition.Comparison comparison, string place)
    {
        var name = comparison.Field.Name;
        if (name == ClockEdges.Now && !comparison.IsChange)
        {
            return new StoredTest.Constant(Comparer.Satisfies(new FieldValue.Moment(now), comparison, new Moment(now)));
        }

        if (comparison.IsChange || comparison.Field.Accessor is not null || !isStored(name))
        {
            return Refuse("not-stored", $"'{name}' {(comparison.IsChange ? "with " + comparison.Operator + " " : "")}is not stored with a ticket, so no list can ask for it.", place);
        }

        return comparison.Field.Type switch
        {
            FieldType.Text => OfText(comparison, place),
            FieldType.Choice => OfChoice(comparison, place),
            FieldType.Number => OfNumber(comparison),
            FieldType.Flag => comparison.Operator == Operator.IsSet ? new StoredTest.Present(name)
                : new StoredTest.Equal(name, [.. comparison.Values.Select(v => StoredKey.Flag(((FieldValue.Flag)v).Value))]),
            FieldType.Moment => OfMoment(comparison, place),
            FieldType.TextSet => OfSet(comparison),
            _ => throw new UnreachableException(),
        };
    }

    private StoredTest OfText(Condition.Comparison comparison, string place)
    {
        var (form, words) = comparison.IsCaseSensitive ? (StoredForm.Plain, StoredForm.PlainWords) : (StoredForm.Folded, StoredForm.FoldedWords);
        var key = StoredKey.Name(comparison.Field.Name, form);
        return comparison.Operator switch
        {
            Operator.IsSet => new StoredTest.Present(key),
            Operator.Eq or Operator.In => new StoredTest.Equal(key, Texts(comparison, form)),
            Operator.ContainsText => Some([.. Texts(comparison, form).Select(t => new StoredTest.Contains(key, t))]),
            Operator.StartsWith => Some([.. Texts(comparison, form).Select(t => new StoredTest.Starts(key, t))]),
            Operator.EndsWith => Some([.. Texts(comparison, form).Select(t => new StoredTest.Ends(key, t))]),
            Operator.ContainsWord => Some(
                [.. Texts(comparison, words).Select(t => new StoredTest.Contains(StoredKey.Name(comparison.Field.Name, words), t))]),
            _ => Untranslatable(comparison, place),
        };
    }

    private StoredTest OfChoice(Condition.Comparison comparison, string place)
    {
        var name = comparison.Field.Name;
        switch (comparison.Operator)
        {
            case Operator.IsSet:
                return new StoredTest.Present(name);
            case Operator.Eq or Operator.In when !comparison.IsRelative:
                return new StoredTest.Equal(name, Texts(comparison, StoredForm.Folded));
            case Operator.Eq or Operator.In:
                return Some([.. comparison.Values.Select(v => Somebody(name, ((FieldValue.Text)v).Value, place))]);
            default:
                return ByRank(comparison);
        }
    }

    // Nobody, somebody whom another field holds, or an agent by name.
    private StoredTest Somebody(string name, string who, string place) =>
        !RelativeValue.Is(who) ? new StoredTest.Equal(name, [StoredKey.Text(who, StoredForm.Folded)])
        : RelativeValue.FieldOf(who) is not { } other ? Negated(new StoredTest.Present(name))
        : isStored(other) ? new StoredTest.Same(name, other)
        : Refuse("not-stored", $"'{who}' stands for whoever acts, and nobody does when a list is asked for.", place);

    // The names that have the rank; a name that the field does not know has none. Of names that are the same the first one counts.
    private static StoredTest ByRank(Condition.Comparison comparison)
    {
        var choices = (comparison.Field.Choices ?? []).Select(c => StoredKey.Text(c, StoredForm.Folded)).ToList();
        var wanted = choices.IndexOf(StoredKey.Text(((FieldValue.Text)comparison.Values[0]).Value, StoredForm.Folded));
        string[] fitting = wanted < 0 ? [] :
        [
            .. choices.Where((c, rank) => choices.IndexOf(c) == rank && comparison.Operator switch
            {
                Operator.Lt => rank < wanted,
                Operator.Le => rank <= wanted,
                Operator.Gt => rank > wanted,
                _ => rank >= wanted,
            }),
        ];
        return fitting.Length == 0 ? No : new StoredTest.Equal(comparison.Field.Name, fitting);
    }

    private static StoredTest OfNumber(Condition.Comparison comparison)
    {
        var name = comparison.Field.Name;
        string[] values = [.. comparison.Values.Select(v => StoredKey.Number(((FieldValue.Number)v).Value))];
        return comparison.Operator switch
        {
            Operator.IsSet => new StoredTest.Present(name),
            Operator.Eq or Operator.In => new StoredTest.Equal(name, values),
            Operator.Between => new StoredTest.All([new StoredTest.AtLeast(name, values[0]), new StoredTest.AtMost(name, values[1])]),
            Operator.Ge => new StoredTest.All([new StoredTest.AtLeast(name, values[0]), new StoredTest.AtMost(name, Highest)]),
            Operator.Le => new StoredTest.AtMost(name, values[0]),
            Operator.Gt => new StoredTest.All([Beyond(name, new StoredTest.AtMost(name, values[0])), new StoredTest.AtMost(name, Highest)]),
            _ => Beyond(name, new StoredTest.AtLeast(name, values[0])),
        };
    }

    private StoredTest OfMoment(Condition.Comparison comparison, string place)
    {
        var name = comparison.Field.Name;
        return comparison.Operator switch
        {
            Operator.IsSet => new StoredTest.Present(name),
            Operator.Before => Beyond(name, new StoredTest.AtLeast(name, Wanted(0))),
            Operator.After => Beyond(name, new StoredTest.AtMost(name, Wanted(0))),
            Operator.Between => new StoredTest.All([new StoredTest.AtLeast(name, Wanted(0)), new StoredTest.AtMost(name, Wanted(1))]),
            Operator.OlderThan or Operator.OverdueBy => Past(comparison),
            Operator.YoungerThan => Beyond(name, Past(comparison)),
            Operator.DueWithin => Ahead(comparison),
            _ => Untranslatable(comparison, place),
        };

        string Wanted(int index) => StoredKey.Moment(((FieldValue.Moment)comparison.Values[index]).Value);
    }

    // The instants from which at least the span has passed: all up to the latest of them.
    private StoredTest Past(Condition.Comparison comparison)
    {
        var latest = comparison.Schedule is { } hours ? hours.Add(now, -comparison.Span)
            : comparison.Span > now - Instant.MinValue ? null
            : now - comparison.Span;
        return latest is { } at ? new StoredTest.AtMost(comparison.Field.Name, StoredKey.Moment(Instant.Min(at, now))) : No;
    }

    // The instants until which at most the span passes: all from now to the last of them. Closed time after the span counts for nothing.
    private StoredTest Ahead(Condition.Comparison comparison)
    {
        var name = comparison.Field.Name;
        var fromNow = new StoredTest.AtLeast(name, StoredKey.Moment(now));
        var last = comparison.Schedule is { } hours ? Last(hours, comparison.Span)
            : comparison.Span > Instant.MaxValue - now ? null
            : now + comparison.Span;
        return last is { } at ? new StoredTest.All([fromNow, new StoredTest.AtMost(name, StoredKey.Moment(at))]) : fromNow;
    }

    private Instant? Last(BusinessTime.Schedule hours, Duration span) =>
        hours.Add(now, span) is not { } reached ? null : hours.IsOpen(reached) ? reached : hours.NextOpen(reached);

    private static StoredTest OfSet(Condition.Comparison comparison)
    {
        var name = comparison.Field.Name;
        return comparison.Operator switch
        {
            Operator.IsSet => new StoredTest.Counts(name, 1, int.MaxValue),
            Operator.HasAtLeast => new StoredTest.Counts(name, Count(), int.MaxValue),
            Operator.HasAtMost => new StoredTest.Counts(name, 0, Count()),
            Operator.HasOnly => new StoredTest.All(
                [new StoredTest.Counts(name, 1, int.MaxValue), new StoredTest.Only(name, [.. Texts(comparison, StoredForm.Folded).Distinct(StringComparer.Ordinal)])]),
            Operator.HasAny => Some([.. Texts(comparison, StoredForm.Folded).Select(t => new StoredTest.Has(name, t))]),
            _ => Every([.. Texts(comparison, StoredForm.Folded).Select(t => new StoredTest.Has(name, t))]),
        };

        int Count() => (int)((FieldValue.Number)comparison.Values[0]).Value;
    }

    private static string[] Texts(Condition.Comparison comparison, StoredForm form) =>
        [.. comparison.Values.Select(v => StoredKey.Text(((FieldValue.Text)v).Value, form))];

    // There is a value, and it is not that far.
    private static StoredTest Beyond(string name, StoredTest far) => Every([new StoredTest.Present(name), Negated(far)]);

    private static StoredTest Every(StoredTest[] parts) => parts.Length switch { 0 => Yes, 1 => parts[0], _ => new StoredTest.All(parts) };

    private static StoredTest Some(StoredTest[] parts) => parts.Length switch { 0 => No, 1 => parts[0], _ => new StoredTest.Any(parts) };

    private static StoredTest Negated(StoredTest part) => part switch
    {
        StoredTest.Not not => not.Part,
        StoredTest.Constant constant => constant.Value ? No : Yes,
        _ => new StoredTest.Not(part),
    };

    private StoredTest Untranslatable(Condition.Comparison comparison, string place) => Refuse(
        "not-translatable", $"'{comparison.Operator}' on '{comparison.Field.Name}' cannot be put to a database.", place);

    private StoredTest Refuse(string code, string sentence, string place)
    {
        _faults.Add(new Fault(code, sentence, place));
        return No;
    }

    private sealed class Moment(Instant now) : IFieldValues
    {
        public Instant Now { get; } = now;

        public FieldValue? Current(string field) => field == ClockEdges.Now ? new FieldValue.Moment(Now) : null;

        public FieldValue? Before(string field) => null;
    }
}
