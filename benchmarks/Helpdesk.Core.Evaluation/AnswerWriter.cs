using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Helpdesk.Core.Evaluation;

/// <summary>Writes answer lines, many at a time. Not safe for several threads.</summary>
internal sealed class AnswerWriter(Stream output) : IDisposable
{
    private const int FullBytes = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _buffer = new(2 * FullBytes);
    private readonly Utf8JsonWriter _json = new(
        Stream.Null,
        new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    public void Dispose() => _json.Dispose();

    /// <summary>Begins a line without an id, up to its first member; <see cref="End"/> ends it.</summary>
    public Utf8JsonWriter Line()
    {
        _json.Reset(_buffer);
        _json.WriteStartObject();
        return _json;
    }

    /// <summary>Begins the line that answers a question, up to its value; <see cref="End"/> ends it.</summary>
    /// <param name="id">The raw JSON of the question's id; empty for none.</param>
    public Utf8JsonWriter Value(ReadOnlySpan<byte> id)
    {
        Begin(id);
        _json.WritePropertyName("value"u8);
        return _json;
    }

    /// <summary>Writes the line of a question or statement that is not understood.</summary>
    /// <inheritdoc cref="Value"/>
    public void Error(ReadOnlySpan<byte> id, string sentence)
    {
        Begin(id);
        _json.WriteString("error"u8, sentence);
        End();
    }

    /// <summary>Ends a line.</summary>
    public void End()
    {
        _json.WriteEndObject();
        _json.Flush();
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= FullBytes)
        {
            Flush();
        }
    }

    /// <summary>Hands over every line that has ended.</summary>
    public void Flush()
    {
        if (_buffer.WrittenCount > 0)
        {
            output.Write(_buffer.WrittenSpan);
            output.Flush();
            _buffer.ResetWrittenCount();
        }
    }

    private void Begin(ReadOnlySpan<byte> id)
    {
        Line().WritePropertyName("id"u8);
        if (id.IsEmpty)
        {
            _json.WriteNullValue();
        }
        else
        {
            _json.WriteRawValue(id, skipInputValidation: true);
        }
    }
}
