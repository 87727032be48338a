using System.Text.Json.Serialization;

namespace Helpdesk.Core.Runtime.Storage.Export;

/// <summary>The JSON of a file: as <see cref="HelpdeskJson"/>, and strict. Everything that is written must be there, and nothing else.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters =
    [
        typeof(InstantConverter), typeof(DurationConverter), typeof(TicketIdConverter), typeof(MessageIdConverter),
        typeof(AgentIdConverter), typeof(DepartmentIdConverter), typeof(TicketTypeIdConverter), typeof(StatusIdConverter), typeof(RuleIdConverter),
        typeof(SlaPolicyIdConverter), typeof(MacroIdConverter), typeof(TriggerIdConverter), typeof(TicketReferenceConverter),
        typeof(BlobHashConverter), typeof(SpamFeaturesConverter),
    ])]
[JsonSerializable(typeof(StoredRecord))]
[JsonSerializable(typeof(ExportHeader))]
[JsonSerializable(typeof(ExportEnd))]
internal sealed partial class ExportJson : JsonSerializerContext
{
}
