using System.Text.Json;
using FsCheck.Fluent;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.TestSupport;
using NodaTime;

namespace Helpdesk.Core.Tests.Conditions;

public sealed class ConditionProperties
{
    private static readonly string?[] Texts = [null, "", "a", "A", "e\u0301", "é", "\ud800", "\ufffe", "a b", "İ", "ß"];

    private static FsCheck.Gen<string> Leaf { get; } = Gen.OneOf(
        from op in Gen.Elements("eq", "containsText", "containsWord", "startsWith", "endsWith", "changedTo", "changedFrom")
        from value in Gen.Elements("a", "é", "b", "ß")
        select $$"""{"field":"text","op":"{{op}}","value":{{JsonSerializer.Serialize(value)}}}""",
        Gen.Elements(
            """{"field":"text","op":"isSet"}""",
            """{"field":"text","op":"changed"}""",
            """{"field":"number","op":"lt","value":1}""",
            """{"field":"number","op":"ge","value":1}""",
            """{"field":"set","op":"hasAny","value":["a","b"]}""",
            """{"field":"set","op":"hasAll","value":["a","b"]}""",
            """{"field":"moment","op":"olderThan","value":"PT1H"}"""));

    private static FsCheck.Gen<FixedValues> Values { get; } =
        from now in Gen.Elements(Texts)
        from before in Gen.Elements(Texts)
        from number in Gen.Elements<double?>(null, 0, 1, double.NaN)
        from set in Gen.Elements<string[]?>(null, [], ["a"], ["A", "b"])
        from hour in Gen.Elements<int?>(null, 7, 8, 9)
        select Fill(now, before, number, set, hour);

    // Law: not is the exact complement, missing values included.
    [Fact]
    public void Not_is_the_exact_complement() => Holds((json, values) =>
        Read(json).Evaluate(values) != Read($$"""{"not":{{json}}}""").Evaluate(values));

    // Law: none(x) = not(any(x)), and De Morgan.
    [Fact]
    public void None_is_the_complement_of_any_and_all_of_some_not() => Holds((json, values) =>
    {
        var other = """{"field":"text","op":"isSet"}""";
        return Read($$"""{"none":[{{json}},{{other}}]}""").Evaluate(values) == !Read($$"""{"any":[{{json}},{{other}}]}""").Evaluate(values)
            && Read($$"""{"all":[{{json}},{{other}}]}""").Evaluate(values)
            == !Read($$"""{"any":[{"not":{{json}}},{"not":{{other}}}]}""").Evaluate(values);
    });

    // Law: explaining and evaluating agree, at every node.
    [Fact]
    public void Explain_agrees_with_evaluate() => Holds((json, values) =>
    {
        var condition = Read(json);
        var (holds, trace) = condition.Explain(values);
        return holds == condition.Evaluate(values) && Agrees(condition, trace, values);
    });

    private static bool Agrees(Condition condition, Trace trace, IFieldValues values)
    {
        IReadOnlyList<Condition> parts = condition switch
        {
            Condition.All all => all.Parts,
            Condition.Any any => any.Parts,
            Condition.None none => none.Parts,
            Condition.Not not => [not.Part],
            _ => [],
        };
        return trace.Code == (condition.Evaluate(values) ? "holds" : "fails")
            && parts.Count == trace.Steps.Count
            && parts.Zip(trace.Steps).All(p => Agrees(p.First, p.Second, values));
    }

    private static FsCheck.Gen<string> Tree(int size) => size <= 0
        ? Leaf
        : Gen.Frequency(
            (2, Leaf),
            (1, Tree(size - 1).Select(t => $$"""{"not":{{t}}}""")),
            (3, from word in Gen.Elements("all", "any", "none")
                from parts in Tree(size - 2).ListOf()
                select $$"""{"{{word}}":[{{string.Join(',', parts.Take(4))}}]}"""));

    private static void Holds(Func<string, FixedValues, bool> law) => Properties.Holds(
        Prop.ForAll((from tree in Tree(6) from values in Values select (tree, values)).ToArbitrary(), x => law(x.tree, x.values)), 500);

    private static FixedValues Fill(string? now, string? before, double? number, string[]? set, int? hour)
    {
        var values = FixedValues.With("text", now is null ? null : new FieldValue.Text(now), before is null ? null : new FieldValue.Text(before));
        if (number is { } n)
        {
            values.Now["number"] = new FieldValue.Number(n);
        }

        if (set is not null)
        {
            values.Now["set"] = new FieldValue.TextSet(set);
        }

        if (hour is { } h)
        {
            values.Now["moment"] = new FieldValue.Moment(Instant.FromUtc(2026, 3, 2, h, 0));
        }

        return values;
    }

    private static Condition Read(string json) => Condition.Parse(json, FixedValues.Catalogue).Require();
}
