using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Tests.Generators;

/// <summary>Comparisons in JSON that fit a catalogue, over every field and every operator that fits it.</summary>
internal static class ConditionLeaves
{
    // Few values, so that they meet; Turkish i, combining marks, sharp s, right to left.
    public static readonly string[] Words = ["a", "A", "b", "a b", "é", "e\u0301", "i", "İ", "ı", "ß", "שלום", "x.y"];

    // Around the nights in which Berlin's clocks change, and the edges of the office's day.
    public static readonly string[] Moments =
    [
        "2026-03-02T09:00:00Z", "2026-03-02T08:00:00Z", "2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z", "2026-10-25T00:30:00Z",
        "2026-10-25T01:30:00Z", "2026-02-28T23:00:00Z", "2026-03-01T12:00:00Z",
    ];

    private static readonly string[] Days = ["monday", "saturday", "sunday"];

    /// <summary>A comparison of one of the catalogue's fields.</summary>
    public static Gen<string> Of(FieldCatalogue catalogue) => Gen.Elements(catalogue.Fields.ToArray()).SelectMany(f => Of(f, catalogue));

    /// <summary>A comparison of the field, with any operator that fits.</summary>
    public static Gen<string> Of(Field field, FieldCatalogue catalogue) =>
        from op in Gen.Elements(Enum.GetValues<Operator>().Where(o => Fits(o, field, catalogue)).ToArray())
        from value in Value(op, field, catalogue)
        from option in Option(op, field, catalogue)
        select $$"""{"field":"{{field.Name}}","op":"{{Name(op)}}"{{value}}{{option}}}""";

    private static string Name(Operator op) => JsonNamingPolicy.CamelCase.ConvertName(op.ToString());

    // What fits is asked of the reader's refusal, which the operators' own tests pin down.
    private static bool Fits(Operator op, Field field, FieldCatalogue catalogue)
    {
        var faults = Condition.Parse($$"""{"field":"{{field.Name}}","op":"{{Name(op)}}"}""", catalogue).Faults;
        return faults.All(f => f.Code != "operator-does-not-fit") && (op != Operator.InBusinessHours || catalogue.Schedules.Any());
    }

    private static Gen<string> Value(Operator op, Field field, FieldCatalogue catalogue) => op switch
    {
        Operator.IsSet or Operator.Changed => Gen.Constant(""),
        Operator.OlderThan or Operator.YoungerThan or Operator.DueWithin or Operator.OverdueBy => Gen.Elements("PT1S", "PT1H", "PT8H", "P1D", "P30D").Select(Text),
        Operator.HasAtLeast => Gen.Choose(1, 3).Select(n => $",\"value\":{n}"),
        Operator.HasAtMost => Gen.Choose(0, 3).Select(n => $",\"value\":{n}"),
        Operator.OnDay => List(Gen.Elements(Days)),
        Operator.InBusinessHours => Gen.Elements(catalogue.Schedules.ToArray()).Select(Text),
        Operator.Matches => Gen.Elements("^a", "a|b$", "[é-ı]", "(a+)+$").Select(Text),
        Operator.Between when field.Type == FieldType.Number => from low in Gen.Choose(-2, 3) from more in Gen.Choose(0, 3) select $",\"value\":[{low},{low + more}]",
        Operator.Between => from two in Gen.Two(Gen.Elements(Moments))
                            let ordered = new[] { two.Item1, two.Item2 }.Order(StringComparer.Ordinal)
                            select $",\"value\":{JsonSerializer.Serialize(ordered)}",
        _ when field.Type == FieldType.Number => op == Operator.In ? Gen.Choose(-2, 5).Two().Select(p => $",\"value\":[{p.Item1},{p.Item2}]") : Gen.Choose(-2, 5).Select(n => $",\"value\":{n}"),
        _ when field.Type == FieldType.Flag => Gen.Elements(",\"value\":true", ",\"value\":false"),
        _ when field.Type == FieldType.Moment => Gen.Elements(Moments).Select(Text),
        Operator.Eq or Operator.Lt or Operator.Le or Operator.Gt or Operator.Ge => Names(op, field).Select(Text),
        _ => List(Names(op, field)),
    };

    private static Gen<string> Names(Operator op, Field field) => field.HoldsAgents && op is not (Operator.Lt or Operator.Le or Operator.Gt or Operator.Ge)
        ? Gen.Elements("@actor", "@assignee", "@none", "a", "b")
        : Gen.Elements(field.Choices?.ToArray() ?? Words);

    private static Gen<string> Option(Operator op, Field field, FieldCatalogue catalogue) => op switch
    {
        Operator.OnDay => catalogue.Schedules.Any() ? Gen.Elements(",\"zone\":\"Europe/Berlin\"", ",\"hours\":\"office\"") : Gen.Constant(",\"zone\":\"Europe/Berlin\""),
        Operator.OlderThan or Operator.YoungerThan or Operator.DueWithin or Operator.OverdueBy when catalogue.Schedules.Any() => Gen.Elements("", ",\"hours\":\"office\""),
        Operator.IsSet => Gen.Constant(""),
        _ when field.Type == FieldType.Text => Gen.Elements("", "", ",\"caseSensitive\":true"),
        _ => Gen.Constant(""),
    };

    private static Gen<string> List(Gen<string> values) =>
        from count in Gen.Choose(1, 3)
        from all in values.ListOf(count)
        select all.Count == 1 ? Text(all[0]) : $",\"value\":{JsonSerializer.Serialize(all)}";

    private static string Text(string value) => $",\"value\":{JsonSerializer.Serialize(value)}";
}
