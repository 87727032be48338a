// One small converter an id, so that JSON shows plain texts; one closed family, read together.
#pragma warning disable MA0048 // File name must match type name: a family of one-line types
using System.Text.Json;
using System.Text.Json.Serialization;
using Helpdesk.Core.Tickets;
using NodaTime;
using NodaTime.Text;

namespace Helpdesk.Core.Runtime.Storage;

internal abstract class TextConverter<T>(Func<string, T> read, Func<T, string> write) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString() ?? throw new JsonException($"A {typeof(T).Name} is a text.");
        try
        {
            return read(text);
        }
        catch (Exception exception) when (exception is FormatException or UnparsableValueException)
        {
            throw new JsonException($"'{text}' is no {typeof(T).Name}.", exception);
        }
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));
}

internal sealed class InstantConverter() : TextConverter<Instant>(
    t => InstantPattern.ExtendedIso.Parse(t).Value, v => InstantPattern.ExtendedIso.Format(v));

internal sealed class DurationConverter() : TextConverter<Duration>(
    t => DurationPattern.JsonRoundtrip.Parse(t).Value, v => DurationPattern.JsonRoundtrip.Format(v));

internal sealed class TicketIdConverter() : TextConverter<TicketId>(t => new(Guid.ParseExact(t, "N")), v => v.ToString());

internal sealed class MessageIdConverter() : TextConverter<MessageId>(t => new(Guid.ParseExact(t, "N")), v => v.ToString());

internal sealed class AgentIdConverter() : TextConverter<AgentId>(t => new(t), v => v.Value);

internal sealed class DepartmentIdConverter() : TextConverter<DepartmentId>(t => new(t), v => v.Value);

internal sealed class TicketTypeIdConverter() : TextConverter<TicketTypeId>(t => new(t), v => v.Value);

// There are few of these, and lifecycles look interned names up by reference.
internal sealed class StatusIdConverter() : TextConverter<StatusId>(t => new(string.Intern(t)), v => v.Value);

internal sealed class RuleIdConverter() : TextConverter<RuleId>(t => new(t), v => v.Value);

internal sealed class MacroIdConverter() : TextConverter<MacroId>(t => new(t), v => v.Value);

internal sealed class SlaPolicyIdConverter() : TextConverter<SlaPolicyId>(t => new(t), v => v.Value);

internal sealed class TriggerIdConverter() : TextConverter<TriggerId>(t => new(string.Intern(t)), v => v.Value);

internal sealed class TicketReferenceConverter() : TextConverter<TicketReference>(t => new(t), v => v.Value);
