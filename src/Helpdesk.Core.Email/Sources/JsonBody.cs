using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Helpdesk.Core.Runtime.Channels;

namespace Helpdesk.Core.Email.Sources;

/// <summary>Looks into JSON that came from outside; nothing in it is where it should be for sure.</summary>
internal static class JsonBody
{
    public static bool TryParse(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out JsonDocument? document, [NotNullWhen(false)] out Fault? fault)
    {
        try
        {
            document = JsonDocument.Parse(json);
            fault = document.RootElement.ValueKind == JsonValueKind.Object ? null : new Fault("not-json", "The body is no JSON object.");
        }
        catch (JsonException exception)
        {
            (document, fault) = (null, new Fault("not-json", $"The body is no JSON: {exception.Message}"));
        }

        if (fault is not null)
        {
            document?.Dispose();
            document = null;
        }

        return document is not null && fault is null;
    }

    public static Pickup Unreadable(Fault fault, ReadOnlyMemory<byte> json) => new Pickup.Unreadable(fault) { Place = fault.Place, Raw = json };

    /// <summary>A member that is a text which holds no half of a surrogate pair; null for anything else.</summary>
    public static string? Text(JsonElement of, string member)
    {
        try
        {
            return of.ValueKind == JsonValueKind.Object && of.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The elements of a member that is a list; none for anything else.</summary>
    public static IEnumerable<JsonElement> List(JsonElement of, string member) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : [];

    public static ReadOnlyMemory<byte> Base64(JsonElement of, string member) =>
        Text(of, member) is { } text ? Encodings.ContentDecoder.Decode(System.Text.Encoding.UTF8.GetBytes(text), "base64") : default;
}
