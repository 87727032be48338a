using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Helpdesk.Core.Spam.Model;

/// <summary>A model as JSON, with features in the order of their hashes: <c>"00c0ffee00c0ffee": [spam, ham]</c>.</summary>
internal static class ModelJson
{
    public static string Write(SpamModel model)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("featureVersion"u8, SpamModel.FeatureVersion);
            json.WriteNumber("spamMessages"u8, model.Totals.SpamMessages);
            json.WriteNumber("hamMessages"u8, model.Totals.HamMessages);
            json.WriteStartObject("features"u8);
            foreach (var (hash, count) in model.All().OrderBy(c => c.Hash))
            {
                json.WriteStartArray(hash.ToString("x16", CultureInfo.InvariantCulture));
                json.WriteNumberValue(count.Spam);
                json.WriteNumberValue(count.Ham);
                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static Parsed<SpamModel> Read(string json) => JsonSection.Read(json, Model);

    private static SpamModel? Model(JsonSection root)
    {
        if (!root.IsObject())
        {
            return null;
        }

        if (root.Required("featureVersion") is { } place && place.Integer(0, int.MaxValue) is { } version && version != SpamModel.FeatureVersion)
        {
            place.Fault("other-features", $"The model counts features of version {version}; this program reads messages as version {SpamModel.FeatureVersion}.");
        }

        var spamMessages = root.Required("spamMessages")?.Integer(0, int.MaxValue) ?? 0;
        var hamMessages = root.Required("hamMessages")?.Integer(0, int.MaxValue) ?? 0;
        var builder = new SpamModelBuilder();
        builder.Begin(spamMessages, hamMessages);
        foreach (var (name, section) in root.Required("features")?.Members() ?? [])
        {
            if (name.Length != 16 || !ulong.TryParse(name, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hash) || name.Any(char.IsUpper))
            {
                section.Fault("bad-hash", $"'{name}' is no hash of sixteen hexadecimal digits.");
                continue;
            }

            if (section.Items(2).ToList() is [var a, var b] && a.Integer(0, spamMessages) is { } spam && b.Integer(0, hamMessages) is { } ham && spam + ham > 0)
            {
                builder.Put(hash, new FeatureCount(spam, ham));
            }
            else
            {
                section.Fault("bad-count", "A feature has two counts, [spam, ham], not both 0 and none more than its messages.");
            }
        }

        root.NothingElse();
        return builder.ToModel();
    }
}
