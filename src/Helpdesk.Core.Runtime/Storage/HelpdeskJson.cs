using System.Text.Json.Serialization;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>The JSON form in which stores keep what they do not query: source-generated, no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters =
    [
        typeof(InstantConverter), typeof(DurationConverter), typeof(TicketIdConverter), typeof(MessageIdConverter),
        typeof(AgentIdConverter), typeof(DepartmentIdConverter), typeof(TicketTypeIdConverter), typeof(StatusIdConverter), typeof(RuleIdConverter),
        typeof(SlaPolicyIdConverter), typeof(MacroIdConverter), typeof(TriggerIdConverter), typeof(TicketReferenceConverter),
    ])]
[JsonSerializable(typeof(RecordedEvent))]
[JsonSerializable(typeof(StoredSnapshot))]
[JsonSerializable(typeof(TicketMessage))]
[JsonSerializable(typeof(OutboundMessage))]
[JsonSerializable(typeof(Trace))]
[JsonSerializable(typeof(Fault))]
[JsonSerializable(typeof(Address[]))]
[JsonSerializable(typeof(string[]))]
public sealed partial class HelpdeskJson : JsonSerializerContext
{
}
