using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Runtime.Storage.Export;

/// <summary>Reads the lines of a file one by one, and believes nothing.</summary>
internal sealed class ExportReader(Stream from, int maxLineBytes) : IDisposable
{
    private readonly IncrementalHash _sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>The number of the line that was read last.</summary>
    public long Line { get; private set; }

    public string Place => string.Create(CultureInfo.InvariantCulture, $"line {Line}");

    public void Dispose() => _sum.Dispose();

    public async Task<ExportHeader> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        var header = await NextAsync(cancellationToken).ConfigureAwait(false) is { } line ? HeaderOf(line) : null;
        return header is null ? throw Wrong("no-export", "It is no export of a help desk.") : header;
    }

    /// <summary>The records, which are known to be whole and sound only when the last one was followed by the end.</summary>
    /// <exception cref="InvalidRecordException">They are not.</exception>
    public async IAsyncEnumerable<StoredRecord> ReadAsync(ExportHeader header, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StoredRecord? before = null;
        var taught = new StoredRecord.SpamTotals(0, 0);
        while (true)
        {
            var (lines, sum) = (Line, _sum.GetCurrentHash());
            var line = await NextAsync(cancellationToken).ConfigureAwait(false) ?? throw Wrong("truncated", "The file ends before its end.");
            if (line.Span.StartsWith("{\"end\":"u8))
            {
                await EndAsync(Parse(line, ExportForm.End), lines, sum, cancellationToken).ConfigureAwait(false);
                yield break;
            }

            var record = Parse(line, ExportForm.Record);
            if (StoredOrder.FaultOf(before, record) is { } fault)
            {
                throw Wrong("out-of-order", fault);
            }

            if (record is StoredRecord.SpamCount count && (count.Spam > taught.Spam || count.Ham > taught.Ham))
            {
                throw Wrong("inconsistent", "A feature was in more messages than were taught.");
            }

            (before, taught) = (record, record as StoredRecord.SpamTotals ?? taught);
            if (header.SpamFeatures == SpamModel.FeatureVersion || !IsOfFeatures(record))
            {
                yield return record;
            }
        }
    }

    private static ExportHeader? HeaderOf(ReadOnlyMemory<byte> line)
    {
        try
        {
            // A newer header may have more in it.
            using var document = JsonDocument.Parse(line);
            if (document.RootElement is not { ValueKind: JsonValueKind.Object } root || !root.TryGetProperty("format", out var format)
                || format.ValueKind != JsonValueKind.String || format.GetString() != ExportHeader.Name)
            {
                return null;
            }

            if (root.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.Number
                && version.TryGetInt32(out var number) && number > ExportHeader.CurrentVersion)
            {
                throw Wrong("newer-version", $"The form of the file is {number}; this program reads up to {ExportHeader.CurrentVersion}.");
            }
        }
        catch (JsonException)
        {
            return null;
        }

        var header = Parse(line, ExportForm.Header);
        return header.Version == ExportHeader.CurrentVersion && !string.IsNullOrWhiteSpace(header.Tenant) ? header : null;
    }

    private async Task EndAsync(ExportEnd end, long lines, byte[] sum, CancellationToken cancellationToken)
    {
        if (end.End != lines || end.Sha256 != Convert.ToHexStringLower(sum))
        {
            throw Wrong("damaged", "The file is not as it was written.");
        }

        if (await NextAsync(cancellationToken).ConfigureAwait(false) is not null)
        {
            throw Wrong("damaged", "Something stands behind the end.");
        }
    }

    private static bool IsOfFeatures(StoredRecord record) =>
        record is StoredRecord.Sample or StoredRecord.SpamTotals or StoredRecord.SpamCount or StoredRecord.SpamLesson;

    private static T Parse<T>(ReadOnlyMemory<byte> line, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line.Span, type) ?? throw Wrong("bad-line", "It is no record.");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or ArgumentException or FormatException or OverflowException)
        {
            throw new InvalidRecordException(new Fault("bad-line", $"It is no record: {exception.Message}"), exception);
        }
    }

    // The bytes of a line hold until the next is read.
    private async Task<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellationToken)
    {
        var seen = _start;
        while (true)
        {
            var at = _buffer.AsSpan(seen, _end - seen).IndexOf((byte)'\n');
            if (at >= 0)
            {
                var line = _buffer.AsMemory(_start, seen + at - _start);
                Line++;
                if (line.Length > maxLineBytes)
                {
                    throw TooLong();
                }

                _sum.AppendData(_buffer.AsSpan(_start, line.Length + 1));
                _start += line.Length + 1;
                return line;
            }

            seen = _end;
            if (_end - _start > maxLineBytes)
            {
                Line++;
                throw TooLong();
            }

            if (_end == _buffer.Length)
            {
                seen -= MakeRoom();
            }

            var read = await from.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                Line += _end > _start ? 1 : 0;
                return _end > _start ? throw Wrong("truncated", "The file ends within a line.") : null;
            }

            _end += read;
        }
    }

    // By how much what is there moved to the front.
    private int MakeRoom()
    {
        var (moved, kept) = (_start, _end - _start);
        var room = kept > _buffer.Length / 2 ? new byte[(int)Math.Min(_buffer.Length * 2L, Array.MaxLength)] : _buffer;
        _buffer.AsSpan(_start, kept).CopyTo(room);
        (_buffer, _start, _end) = (room, 0, kept);
        return moved;
    }

    private InvalidRecordException TooLong() => Wrong("line-too-long", $"It has more than {maxLineBytes} bytes.");

    private static InvalidRecordException Wrong(string code, string sentence) => new(new Fault(code, sentence));
}
