using System.Text.Json;

namespace Helpdesk.Core.Evaluation.Threads;

/// <summary>What came of a step, by the names of the scenario file.</summary>
internal sealed class ScenarioFacts : Dictionary<string, object?>
{
    public ScenarioFacts()
        : base(StringComparer.Ordinal)
    {
    }

    /// <summary>The facts that came otherwise than expected. Of flags at least the expected ones must be there.</summary>
    public IEnumerable<Deviation> Against(JsonElement expected, int step)
    {
        foreach (var fact in expected.EnumerateObject())
        {
            var wanted = fact.Value.GetRawText();
            var came = fact.Name switch
            {
                "flags" => JsonSerializer.Serialize(Strings(fact.Value).Intersect(this.GetValueOrDefault("flags") as string[] ?? [], StringComparer.Ordinal)),
                "bodyContains" => (this.GetValueOrDefault("body") as string ?? "").Contains(fact.Value.GetString()!, StringComparison.Ordinal) ? wanted : "false",
                "outcomes" => JsonSerializer.Serialize(this.GetValueOrDefault("outcomes")),
                _ => JsonSerializer.Serialize(this.GetValueOrDefault(fact.Name)),
            };
            if (JsonSerializer.Serialize(fact.Value) != came && wanted != came)
            {
                yield return new Deviation(step, fact.Name, wanted, came);
            }
        }
    }

    /// <summary>A word of the library's in the scenario's spelling: <c>auto-reply</c> and <c>AutoReply</c> become <c>autoReply</c>.</summary>
    public static string Camel(string word)
    {
        var joined = string.Concat(word.Split('-').Select((w, i) => i == 0 ? w : char.ToUpperInvariant(w[0]) + w[1..]));
        return JsonNamingPolicy.CamelCase.ConvertName(joined);
    }

    /// <summary>A flag in the scenario's words.</summary>
    public static string Flag(string flag) => flag switch
    {
        "sender-authentication-failed" => "senderAuthFailed",
        "agent-token-mismatch" => "agentTokenSenderMismatch",
        _ => Camel(flag),
    };

    private static IEnumerable<string> Strings(JsonElement list) => list.EnumerateArray().Select(e => e.GetString()!);
}
