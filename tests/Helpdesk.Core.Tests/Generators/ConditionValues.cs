using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tests.Conditions;
using NodaTime;
using NodaTime.Text;

namespace Helpdesk.Core.Tests.Generators;

/// <summary>Values of the fields of a catalogue, absent ones often, odd ones sometimes.</summary>
internal static class ConditionValues
{
    private static readonly string[] Odd = ["", "\ud800", "\ud800a", "\ufffe", "a\u0301\u0323", "ab", "B", "I", "a\tb"];

    private static readonly Instant[] Moments =
    [
        .. ConditionLeaves.Moments.Select(m => InstantPattern.ExtendedIso.Parse(m).Value)
            .SelectMany(m => new[] { m, m + Duration.Epsilon, m - Duration.FromHours(8), m + Duration.FromHours(1) }),
        Instant.MinValue, Instant.MaxValue,
    ];

    public static Gen<FixedValues> Of(FieldCatalogue catalogue) =>
        from at in Gen.Elements(Moments[..^2])
        from now in Values(catalogue)
        from before in Values(catalogue)
        from same in Gen.Elements(true, false)
        select Fill(at, now, same ? now : before);

    private static Gen<List<(string Name, FieldValue? Value)>> Values(FieldCatalogue catalogue) => catalogue.Fields
        .Where(f => f.Accessor is null)
        .Aggregate(Gen.Constant(new List<(string, FieldValue?)>()), (all, field) =>
            from sofar in all
            from value in Gen.Frequency((1, Gen.Constant<FieldValue?>(null)), (2, Of(field)))
            select new List<(string, FieldValue?)>(sofar) { (field.Name, value) });

    private static Gen<FieldValue?> Of(Field field) => field.Type switch
    {
        FieldType.Number => Gen.Elements(-2, -1, 0, 1, 1.5, 2, 3, 5, double.NaN, double.PositiveInfinity).Select(n => (FieldValue?)new FieldValue.Number(n)),
        FieldType.Flag => Gen.Elements(true, false).Select(f => (FieldValue?)new FieldValue.Flag(f)),
        FieldType.Moment => Gen.Elements(Moments).Select(m => (FieldValue?)new FieldValue.Moment(m)),
        FieldType.TextSet => Gen.Choose(0, 3).SelectMany(n => Text(field).ListOf(n)).Select(t => (FieldValue?)new FieldValue.TextSet([.. t])),
        _ => Text(field).Select(t => (FieldValue?)new FieldValue.Text(t)),
    };

    private static Gen<string> Text(Field field) => Gen.Elements([.. field.Choices ?? ConditionLeaves.Words, .. Odd]);

    private static FixedValues Fill(Instant at, List<(string Name, FieldValue? Value)> now, List<(string Name, FieldValue? Value)> before)
    {
        var values = new FixedValues { At = at };
        foreach (var (name, value) in now.Where(v => v.Value is not null))
        {
            values.Now[name] = value!;
        }

        foreach (var (name, value) in before.Where(v => v.Value is not null))
        {
            values.Then[name] = value!;
        }

        return values;
    }
}
