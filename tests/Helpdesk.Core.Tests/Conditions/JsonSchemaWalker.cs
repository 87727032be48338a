using System.Text.Json;

namespace Helpdesk.Core.Tests.Conditions;

/// <summary>As much of JSON Schema as the shipped one uses. A keyword that it does not know is an error, so that none is overlooked.</summary>
internal sealed class JsonSchemaWalker(JsonElement root)
{
    private static readonly string[] Notes = ["title", "description", "$schema", "$id", "default", "examples"];

    public bool Fits(JsonElement value, string pointer) => Fits(value, At(pointer));

    private bool Fits(JsonElement value, JsonElement schema)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return schema.ValueKind == JsonValueKind.True;
        }

        return schema.EnumerateObject().All(k => Notes.Contains(k.Name) || Keyword(k.Name, k.Value, value, schema));
    }

    private bool Keyword(string name, JsonElement wanted, JsonElement value, JsonElement schema) => name switch
    {
        "$ref" => Fits(value, At(wanted.GetString()!)),
        "oneOf" => wanted.EnumerateArray().Count(s => Fits(value, s)) == 1,
        "type" => IsA(value, wanted.GetString()!),
        "enum" => wanted.EnumerateArray().Any(e => JsonElement.DeepEquals(e, value)),
        "required" => value.ValueKind != JsonValueKind.Object || wanted.EnumerateArray().All(r => value.TryGetProperty(r.GetString()!, out _)),
        "properties" => value.ValueKind != JsonValueKind.Object
            || wanted.EnumerateObject().All(p => !value.TryGetProperty(p.Name, out var member) || Fits(member, p.Value)),
        "additionalProperties" => value.ValueKind != JsonValueKind.Object
            || value.EnumerateObject().All(m => schema.GetProperty("properties").TryGetProperty(m.Name, out _) || Fits(m.Value, wanted)),
        "items" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().All(i => Fits(i, wanted)),
        "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= wanted.GetInt32(),
        "maxItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= wanted.GetInt32(),
        "minLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= wanted.GetInt32(),
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= wanted.GetDouble(),
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() <= wanted.GetDouble(),
        _ => throw new NotSupportedException($"The walker does not know '{name}'."),
    };

    private static bool IsA(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && double.IsInteger(value.GetDouble()),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => throw new NotSupportedException($"The walker does not know the type '{type}'."),
    };

    private JsonElement At(string pointer) =>
        pointer.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(root, (at, step) => at.GetProperty(step));
}
