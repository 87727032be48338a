using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Helpdesk.Core.Runtime.Storage.Export;

/// <summary>How lines are written and read.</summary>
internal static class ExportForm
{
    // Explanations may be as deep as a store can keep them, and stand a little deeper here.
    private const int MaxDepth = 128;

    private static readonly JsonSerializerOptions Strict = new(ExportJson.Default.Options) { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    public static JsonWriterOptions Writing { get; } = new() { Encoder = Letters(), MaxDepth = MaxDepth };

    public static JsonTypeInfo<StoredRecord> Record { get; } = Of<StoredRecord>();

    public static JsonTypeInfo<ExportHeader> Header { get; } = Of<ExportHeader>();

    public static JsonTypeInfo<ExportEnd> End { get; } = Of<ExportEnd>();

    private static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Strict.GetTypeInfo(typeof(T));

    // Texts of all languages stay readable. Half of a surrogate pair is written as U+FFFD, so U+FFFD is written the same way.
    private static JavaScriptEncoder Letters()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.All);
        settings.ForbidCharacter('\ufffd');
        return JavaScriptEncoder.Create(settings);
    }
}
