using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tests.Conditions;
using NodaTime;

namespace Helpdesk.Core.Tests.Generators;

/// <summary>
/// Conditions over every field and operator of <see cref="FixedValues"/>, more often those that a rule index answers, and values
/// that meet them. Words in which case and normalisation matter.
/// </summary>
internal static class FieldConditions
{
    private static readonly string[] Words =
        ["a", "A", "ab", "b a", "é", "e\u0301", "i", "I", "İ", "ı", "ß", "ss", "ſ", "K", "\u212a", "\U00010428", "\U00010400", "z", "aba", "ba", "\ufffd", "ǆ", "Ǆ", "σ", "ς"];

    private static readonly string[] Ranks = ["low", "normal", "high"];

    private static readonly double[] Numbers = [-1, 0, 1, 1.5, 2, 1e300];

    private static readonly string[] People = ["a", "A", "b", "@actor", "@assignee", "@none"];

    /// <summary>One comparison.</summary>
    public static Gen<string> Leaf { get; } = Gen.Frequency((3, Indexed()), (1, ConditionLeaves.Of(FixedValues.Catalogue)));

    public static Gen<FixedValues> Values { get; } =
        from text in Maybe(Text)
        from earlier in Maybe(Text)
        from open in Maybe(Text)
        from rank in Maybe(Gen.Elements("low", "LOW", "normal", "high", "unheard", "", "h\u0131gh"))
        from number in Maybe(Gen.Elements(Numbers.Concat([double.NaN, -0.0, 0.5, double.PositiveInfinity, double.NegativeInfinity])))
        from actor in Maybe(Gen.Elements("a", "A", "b", "@none", ""))
        from assignee in Maybe(Gen.Elements("a", "b", "c"))
        from flag in Maybe(Gen.Elements("true", "false"))
        from hour in Maybe(Gen.Elements(7.0, 8, 9))
        from set in Maybe(Gen.Elements(Words.Append("").Append("\ud800")).ListOf())
        select Fill(text, earlier, open, rank, number, flag, hour, set, actor, assignee);

    private static Gen<string> Text => Gen.Elements(Words.Concat(["\ud800", "\udc28\ud801", " ", "-", ""])).ListOf().Select(string.Concat);

    public static Gen<string> Tree(int size) => size <= 0
        ? Leaf
        : Gen.Frequency(
            (3, Leaf),
            (1, Tree(size - 1).Select(t => $$"""{"not":{{t}}}""")),
            (4, from word in Gen.Elements("all", "any", "none")
                from parts in Tree(size - 2).ListOf()
                select $$"""{"{{word}}":[{{string.Join(',', parts.Take(5))}}]}"""));

    private static Gen<string> Indexed() => Gen.OneOf(
        Compare("text", ["eq", "in", "containsText", "containsWord", "startsWith", "endsWith", "changedTo", "changedFrom"], Gen.Elements(Words), many: true),
        Compare("text", ["containsText", "containsWord"], Gen.Elements(Words), many: true),
        Compare("open", ["eq", "in", "changedTo"], Gen.Elements(Words), many: true),
        Compare("rank", ["eq", "in", "lt", "le", "gt", "ge", "changedFrom"], Gen.Elements(Ranks), many: false),
        Compare("number", ["eq", "in", "lt", "le", "gt", "ge"], Gen.Elements(Numbers), many: false),
        Compare("length", ["eq", "in", "lt", "ge"], Gen.Choose(0, 4), many: false),
        Gen.Elements(Numbers).Two().Select(t => $$"""{"field":"number","op":"between","value":[{{Json(Math.Min(t.Item1, t.Item2))}},{{Json(Math.Max(t.Item1, t.Item2))}}]}"""),
        Compare("flag", ["eq"], Gen.Elements(true, false), many: false),
        Compare("set", ["hasAny", "hasAll", "hasOnly"], Gen.Elements(Words), many: true),
        Gen.Elements("event.actor", "ticket.assignee").SelectMany(f => Compare(f, ["eq", "in"], Gen.Elements(People), many: false)),
        Gen.Elements("text", "open", "rank", "number", "flag", "moment", "set", "length", "event.actor").SelectMany(
            f => Gen.Elements("isSet", "changed"), (f, op) => $$"""{"field":"{{f}}","op":"{{op}}"}"""));

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);

    private static Gen<T?> Maybe<T>(Gen<T> some) => Gen.Frequency((5, some.Select(x => (T?)x)), (1, Gen.Constant(default(T?))));

    private static Gen<string> Compare<T>(string field, string[] operators, Gen<T> value, bool many) =>
        from op in Gen.Elements(operators)
        from values in value.ListOf()
        from one in value
        let list = values.Take(3).Append(one).ToArray()
        select $$"""{"field":"{{field}}","op":"{{op}}","value":{{(op is "in" or "hasAll" or "changedFrom" || (many && op != "eq") ? Json(list) : Json(one))}}}""";

    private static FixedValues Fill(
        string? text, string? earlier, string? open, string? rank, double? number, string? flag, double? hour, List<string>? set,
        string? actor, string? assignee)
    {
        var values = new FixedValues();
        Put(values.Now, "text", text is null ? null : new FieldValue.Text(text));
        Put(values.Then, "text", earlier is null ? null : new FieldValue.Text(earlier));
        Put(values.Now, "open", open is null ? null : new FieldValue.Text(open));
        Put(values.Now, "rank", rank is null ? null : new FieldValue.Text(rank));
        Put(values.Now, "number", number is { } n ? new FieldValue.Number(n) : null);
        Put(values.Now, "flag", flag is null ? null : new FieldValue.Flag(flag == "true"));
        Put(values.Now, "moment", hour is { } h ? new FieldValue.Moment(Instant.FromUtc(2026, 3, 2, (int)h, 0)) : null);
        Put(values.Now, "set", set is null ? null : new FieldValue.TextSet(set));
        Put(values.Now, "event.actor", actor is null ? null : new FieldValue.Text(actor));
        Put(values.Now, "ticket.assignee", assignee is null ? null : new FieldValue.Text(assignee));
        return values;
    }

    private static void Put(Dictionary<string, FieldValue> to, string field, FieldValue? value)
    {
        if (value is not null)
        {
            to[field] = value;
        }
    }
}
