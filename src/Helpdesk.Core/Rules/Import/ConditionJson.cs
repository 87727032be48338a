using System.Text.Json.Nodes;

namespace Helpdesk.Core.Rules.Import;

/// <summary>The JSON forms of conditions, as <c>docs/conditions.md</c> has them.</summary>
internal static class ConditionJson
{
    public static JsonObject Compare(string field, string op, JsonNode? value = null, string? hours = null)
    {
        var comparison = new JsonObject { ["field"] = field, ["op"] = op };
        if (value is not null)
        {
            comparison["value"] = value;
        }

        if (hours is not null)
        {
            comparison["hours"] = hours;
        }

        return comparison;
    }

    public static JsonObject All(params IEnumerable<JsonObject> parts) => Group("all", parts);

    public static JsonObject Any(params IEnumerable<JsonObject> parts) => Group("any", parts);

    public static JsonObject Not(JsonObject part) => new() { ["not"] = part };

    public static JsonObject NotIf(bool negated, JsonObject part) => negated ? Not(part) : part;

    public static JsonObject IsSet(string field) => Compare(field, "isSet");

    public static JsonArray List(params IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode)t)];

    /// <summary>Whether a part of the condition looks at the clock, as a rule that the clock wakes needs.</summary>
    public static bool IsOnTheClock(JsonObject condition) => condition.Any(member => member.Value switch
    {
        JsonArray parts when member.Key is "all" or "any" or "none" => parts.OfType<JsonObject>().Any(IsOnTheClock),
        JsonObject part => IsOnTheClock(part),
        JsonValue op when member.Key == "op" => op.GetValue<string>() is "olderThan" or "youngerThan" or "overdueBy" or "dueWithin" or "inBusinessHours",
        _ => false,
    });

    /// <summary>How many nodes the condition has.</summary>
    public static int Nodes(JsonObject condition) => 1 + condition.Sum(member => member.Value switch
    {
        JsonArray { Count: > 0 } parts when member.Key is "all" or "any" or "none" => parts.OfType<JsonObject>().Sum(Nodes),
        JsonObject part => Nodes(part),
        _ => 0,
    });

    private static JsonObject Group(string name, IEnumerable<JsonObject> parts) => new() { [name] = new JsonArray([.. parts]) };
}
