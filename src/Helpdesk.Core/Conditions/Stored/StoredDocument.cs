using System.Text.Encodings.Web;
using System.Text.Json;

namespace Helpdesk.Core.Conditions.Stored;

/// <summary>
/// The fields of one thing as a store keeps them for conditions: texts and sets of texts under keys, as <see cref="StoredTest"/> asks for them.
/// Values that are not set, and empty texts, are not there.
/// </summary>
public sealed class StoredDocument
{
    private static readonly StoredForm[] Forms = [StoredForm.Folded, StoredForm.Plain, StoredForm.FoldedWords, StoredForm.PlainWords];

    private readonly SortedDictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, IReadOnlyList<string>> _sets = new(StringComparer.Ordinal);

    private StoredDocument()
    {
    }

    /// <summary>The document of some fields.</summary>
    /// <param name="values">The fields with what they hold; null for nothing.</param>
    public static StoredDocument Of(IEnumerable<(Field Field, FieldValue? Value)> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var document = new StoredDocument();
        foreach (var (field, value) in values)
        {
            document.Add(field, value);
        }

        return document;
    }

    /// <summary>The text under a key, or null.</summary>
    public string? Text(string key) => _texts.GetValueOrDefault(key);

    /// <summary>The members of the set under a key, each once, or null.</summary>
    public IReadOnlyList<string>? Members(string key) => _sets.GetValueOrDefault(key);

    /// <summary>One JSON object: a text or an array of texts under each key.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            foreach (var (key, text) in _texts)
            {
                writer.WriteString(key, text);
            }

            foreach (var (key, members) in _sets)
            {
                writer.WriteStartArray(key);
                foreach (var member in members)
                {
                    writer.WriteStringValue(member);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    private void Add(Field field, FieldValue? value)
    {
        switch (value)
        {
            case FieldValue.Text { Value.Length: > 0 } text when field.Type == FieldType.Text:
                var comparable = ComparableText.Of(text.Value);
                foreach (var form in Forms)
                {
                    _texts[StoredKey.Name(field.Name, form)] = StoredKey.Comparable(comparable, form);
                }

                break;
            case FieldValue.Text { Value.Length: > 0 } choice:
                _texts[field.Name] = StoredKey.Text(choice.Value, StoredForm.Folded);
                break;
            case FieldValue.Number number:
                _texts[field.Name] = StoredKey.Number(number.Value);
                break;
            case FieldValue.Flag flag:
                _texts[field.Name] = StoredKey.Flag(flag.Value);
                break;
            case FieldValue.Moment moment:
                _texts[field.Name] = StoredKey.Moment(moment.Value);
                break;
            case FieldValue.TextSet set:
                _sets[field.Name] = [.. set.Values.Select(v => StoredKey.Text(v, StoredForm.Folded)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
                break;
        }
    }
}
