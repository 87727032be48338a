using System.Text.Json.Nodes;
using FsCheck.Fluent;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets.Lifecycles;

namespace Helpdesk.Core.Tests.Tickets.Lifecycles;

/// <summary>One thing wrong in a valid text is found where it is; rubbish is refused; nothing throws.</summary>
public sealed class LifecycleMutationProperties
{
    // What an object may not be without, by what else it has.
    private static readonly string[] Needed =
    [
        "format", "version", "statuses", "transitions", "id", "label", "category", "agentLabel", "customerLabel", "trigger", "actors",
        "to", "go", "status", "after", "fire", "field", "op",
    ];

    // Members whose text is one of a few words.
    private static readonly string[] Words = ["category", "go", "op", "field"];

    [Fact]
    public void A_member_that_nobody_knows_is_named() => OneMutation<JsonObject>(
        (at, pointer) => !IsDictionary(pointer),
        at => at["no-such-member"] = 1,
        (pointer, fault) => fault.Code == "unknown-member" && fault.Place == pointer + "/no-such-member");

    [Fact]
    public void A_missing_member_is_named_in_its_object() => OneMutation<JsonObject>(
        (at, pointer) => !IsDictionary(pointer) && at.Any(m => Needed.Contains(m.Key)),
        at => at.Remove(at.First(m => Needed.Contains(m.Key)).Key),
        (pointer, fault) => fault.Code == "missing" && fault.Place == pointer);

    [Fact]
    public void A_number_in_place_of_a_text_is_found_there() => OneMutation<JsonValue>(
        (at, _) => at.GetValueKind() == System.Text.Json.JsonValueKind.String,
        at => at.ReplaceWith(17),
        (pointer, fault) => fault.Code is "wrong-type" && fault.Place == pointer);

    [Fact]
    public void A_list_in_place_of_an_object_is_found_there() => OneMutation<JsonObject>(
        (_, pointer) => pointer.Length > 0,
        at => at.ReplaceWith(new JsonArray()),
        (pointer, fault) => fault.Code == "wrong-type" && fault.Place == pointer);

    [Fact]
    public void Null_is_found_where_it_is() => OneMutation<JsonNode>(
        (_, pointer) => pointer.Length > 0,
        Nullify,
        (pointer, fault) => fault.Code is "wrong-type" && fault.Place == pointer);

    [Fact]
    public void A_word_that_is_none_is_found_there() => OneMutation<JsonValue>(
        (_, pointer) => Words.Any(w => pointer.EndsWith("/" + w, StringComparison.Ordinal)) || pointer.Contains("/actors/", StringComparison.Ordinal),
        at => at.ReplaceWith("no-such-word"),
        (pointer, fault) => fault.Code is "unknown-value" or "unknown-field" && fault.Place == pointer);

    [Fact]
    public void Another_format_is_refused() => OneMutation<JsonObject>(
        (_, pointer) => pointer.Length == 0,
        at => at["format"] = 2,
        (_, fault) => fault is { Code: "out-of-range", Place: "/format" });

    [Fact]
    public void A_bad_length_of_time_is_found_there() => OneMutation<JsonValue>(
        (_, pointer) => pointer.EndsWith("/after", StringComparison.Ordinal),
        at => at.ReplaceWith("P1M"),
        (pointer, fault) => fault.Code == "bad-duration" && fault.Place == pointer);

    // A valid text with a few characters changed, cut or doubled, and rubbish.
    [Fact]
    public void Rubbish_is_refused_and_throws_nothing()
    {
        var texts =
            from d in LifecycleQuestions.Definitions
            let json = Lifecycle.Create(d).Require().ToJson()
            from at in Gen.Choose(0, json.Length)
            from length in Gen.Choose(0, 9)
            from put in Gen.OneOf(
                Gen.Elements("", "\"", "{", "}", "[", "]", ",", ":", "null", "0", "-1e999", "\\", "\\u0000", "//", "\0", "\uFFFE", "é", "{}", "[[["),
                Gen.Choose(1, 0xD7FF).Select(c => ((char)c).ToString()))
            from keep in Gen.Elements(true, true, false)
            select keep ? json[..at] + put + json[Math.Min(json.Length, at + length)..] : put + json[at..Math.Min(json.Length, at + length)];
        Properties.Holds(Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var parsed = Lifecycle.Parse(text);
            return parsed.IsValid == (parsed.Faults.Count == 0)
                && parsed.Faults.All(f => f.Code.Length > 0 && f.Sentence.Length > 0 && (f.Place.Length == 0 || f.Place[0] == '/'));
        }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"format\":1,\"format\":1}")]
    [InlineData("{\"format\":1,}")]
    [InlineData("{/**/}")]
    [InlineData("\uD800")]
    public void What_is_no_lifecycle_is_refused(string json) => Assert.NotEmpty(Lifecycle.Parse(json).Faults);

    private static bool IsDictionary(string pointer) =>
        pointer == "/guards" || (pointer.StartsWith("/maps/", StringComparison.Ordinal) && pointer.EndsWith("/statuses", StringComparison.Ordinal));

    private static void Nullify(JsonNode at)
    {
        if (at.Parent is JsonObject parent)
        {
            parent[at.GetPropertyName()] = null;
        }
        else
        {
            at.Parent!.AsArray()[at.GetElementIndex()] = null;
        }
    }

    private static void OneMutation<TNode>(Func<TNode, string, bool> fits, Action<TNode> mutate, Func<string, Fault, bool> found)
        where TNode : JsonNode
    {
        var cases =
            from d in LifecycleQuestions.Definitions
            from pick in Gen.Choose(0, int.MaxValue)
            select (Json: Lifecycle.Create(d).Require().ToJson(), Pick: pick);
        Properties.Holds(
            Prop.ForAll(cases.ToArbitrary(), x =>
            {
                var root = JsonNode.Parse(x.Json)!;
                (TNode Node, string Pointer)[] places =
                    [.. Walk(root, "").Where(n => n.Node is TNode node && fits(node, n.Pointer)).Select(n => ((TNode)n.Node, n.Pointer))];
                if (places.Length == 0)
                {
                    return true;
                }

                var (at, pointer) = places[x.Pick % places.Length];
                mutate(at);
                var parsed = Lifecycle.Parse(root.ToJsonString());
                return !parsed.IsValid && parsed.Value is null && parsed.Faults.Any(f => found(pointer, f));
            }),
            100);
    }

    private static IEnumerable<(JsonNode Node, string Pointer)> Walk(JsonNode node, string pointer)
    {
        IEnumerable<(JsonNode? Node, string Pointer)> below = node switch
        {
            JsonObject o => o.Select(m => (m.Value, $"{pointer}/{m.Key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}")),
            JsonArray a => a.Select((v, i) => (v, $"{pointer}/{i}")),
            _ => [],
        };
        return below.Where(b => b.Node is not null).SelectMany(b => Walk(b.Node!, b.Pointer)).Prepend((node, pointer));
    }
}
