using Helpdesk.Core.Conditions;
using Helpdesk.Core.Rules;

namespace Helpdesk.Core.Benchmarks.Rules;

/// <summary>
/// Rules and tickets, the same for a seed. Flat: an event kind and one of department (50), requester domain (200), tag (100),
/// channel (6), and one of priority, status, keyword in the subject (100), message count. Nested: an event kind, some of two or
/// three of these, and none of two statuses.
/// </summary>
internal sealed class RuleGenerator(int seed)
{
    public static readonly string[] Priorities = ["low", "normal", "high", "urgent"];

    public static readonly FieldCatalogue Catalogue = new(
    [
        new("department", FieldType.Choice), new("domain", FieldType.Text), new("tags", FieldType.TextSet), new("channel", FieldType.Choice),
        new("priority", FieldType.Choice, Priorities), new("status", FieldType.Choice), new("subject", FieldType.Text), new("count", FieldType.Number),
    ]);

    private static readonly string[] Events =
        ["ticket.created", "message.received", "reply.sent", "note.added", "status.changed", "priority.changed"];

    private static readonly string[] Statuses = ["new", "open", "pending", "on-hold", "resolved", "closed"];

    private static readonly string[] Keywords = Words(100, 99);

    private readonly Random _random = new(seed);

    /// <summary>Parts of conditions: field, operator, value.</summary>
    internal readonly record struct Part(string Field, string Op, string Text, int Number);

    /// <summary>A generated rule.</summary>
    internal sealed record Sketch(string Event, Part[] All, Part[] Some, string[] NoStatus);

    public static string[] Words(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count * 2).Select(_ => Word(random)).Distinct(StringComparer.Ordinal).Take(count)];
    }

    public static string Word(Random random) =>
        string.Create(random.Next(5, 11), random, static (word, r) =>
        {
            for (var i = 0; i < word.Length; i++)
            {
                word[i] = (char)('a' + r.Next(26));
            }
        });

    public Sketch[] Flat(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new Sketch(Any(Events), [Where(), What()], [], []))];

    public Sketch[] Nested(int count) =>
    [
        .. Enumerable.Range(0, count).Select(_ => new Sketch(
            Any(Events),
            [],
            [.. Enumerable.Range(0, _random.Next(2, 4)).Select(_ => _random.Next(3) == 0 ? new Part("subject", "containsText", Any(Keywords), 0) : Where())],
            [Any(Statuses), Any(Statuses)])),
    ];

    public RuleTicket[] Tickets(int count) => [.. Enumerable.Range(0, count).Select(_ => Ticket())];

    public RuleTicket Ticket() => new(
        Any(Events),
        $"d{_random.Next(50)}",
        $"c{_random.Next(200)}.example",
        [.. Enumerable.Range(0, _random.Next(4)).Select(_ => $"t{_random.Next(100)}").Distinct()],
        $"ch{_random.Next(6)}",
        _random.Next(4),
        Any(Statuses),
        $"{Word(_random)} {Any(Keywords)} {Word(_random)} {Word(_random)} {Word(_random)}",
        _random.Next(30));

    public static string Json(Sketch[] rules)
    {
        var texts = new string[rules.Length];
        for (var i = 0; i < rules.Length; i++)
        {
            var rule = rules[i];
            var parts = rule.All.Select(Json).ToList();
            if (rule.Some.Length > 0)
            {
                parts.Add($$"""{"any":[{{string.Join(',', rule.Some.Select(Json))}}]}""");
            }

            if (rule.NoStatus.Length > 0)
            {
                parts.Add($$"""{"none":[{{string.Join(',', rule.NoStatus.Select(s => Json(new Part("status", "eq", s, 0))))}}]}""");
            }

            texts[i] =
                $$"""{"id":"r{{i:d5}}","on":["{{rule.Event}}"],"when":{"all":[{{string.Join(',', parts)}}]},"then":[{"do":"addTags","tags":["x"]}]}""";
        }

        return $"[{string.Join(',', texts)}]";
    }

    public static RuleSet Read(string json) => RuleSet.Parse(json, Catalogue, new RuleReferences([], [], [])).Require();

    private static string Json(Part part) => part.Text.Length > 0
        ? $$"""{"field":"{{part.Field}}","op":"{{part.Op}}","value":{{(part.Op == "hasAny" ? $"[\"{part.Text}\"]" : $"\"{part.Text}\"")}}}"""
        : $$"""{"field":"{{part.Field}}","op":"{{part.Op}}","value":{{part.Number}}}""";

    private Part Where() => _random.Next(4) switch
    {
        0 => new Part("department", "eq", $"d{_random.Next(50)}", 0),
        1 => new Part("domain", "eq", $"c{_random.Next(200)}.example", 0),
        2 => new Part("tags", "hasAny", $"t{_random.Next(100)}", 0),
        _ => new Part("channel", "eq", $"ch{_random.Next(6)}", 0),
    };

    private Part What()
    {
        switch (_random.Next(4))
        {
            case 0:
                var priority = _random.Next(1, 4);
                return new Part("priority", "ge", Priorities[priority], priority);
            case 1:
                return new Part("status", "eq", Any(Statuses), 0);
            case 2:
                return new Part("subject", "containsText", Any(Keywords), 0);
            default:
                return new Part("count", "le", "", _random.Next(30));
        }
    }

    private T Any<T>(T[] some) => some[_random.Next(some.Length)];
}
