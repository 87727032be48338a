using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Helpdesk.Core.Runtime.Storage.Export;

/// <summary>Writes everything that a store keeps of a tenant as lines of JSON; <c>docs/export.md</c> describes them.</summary>
public static class HelpdeskExport
{
    private const int Chunk = 64 * 1024;

    /// <summary>
    /// Writes the tenant's data as they are at one moment, whatever others write meanwhile. Equal data give equal bytes, from whatever store. Needs
    /// memory for the largest record only, which is about that of the largest attachment.
    /// </summary>
    /// <param name="store">Where the data are.</param>
    /// <param name="tenant">Whose data.</param>
    /// <param name="to">Where they go. Without its last line the file is not whole, and no import takes it.</param>
    /// <param name="cancellationToken">Cancels between two records.</param>
    /// <returns>How many lines were written.</returns>
    public static async Task<long> WriteAsync(IHelpdeskStore store, TenantId tenant, Stream to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(to);
        using var lines = new Lines(to);
        await lines.WriteAsync(ExportHeader.Of(tenant), ExportForm.Header, cancellationToken).ConfigureAwait(false);
        await foreach (var record in store.ExportAsync(tenant, cancellationToken).ConfigureAwait(false))
        {
            await lines.WriteAsync(record, ExportForm.Record, cancellationToken).ConfigureAwait(false);
        }

        await lines.EndAsync(cancellationToken).ConfigureAwait(false);
        return lines.Count;
    }

    private sealed class Lines(Stream to) : IDisposable
    {
        private readonly ArrayBufferWriter<byte> _waiting = new(Chunk);
        private readonly IncrementalHash _sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public long Count { get; private set; }

        public async Task WriteAsync<T>(T line, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        {
            Add(line, type);
            if (_waiting.WrittenCount >= Chunk)
            {
                await SendAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        // The end speaks of all bytes before it.
        public async Task EndAsync(CancellationToken cancellationToken)
        {
            await SendAsync(cancellationToken).ConfigureAwait(false);
            Add(new ExportEnd(Count, Convert.ToHexStringLower(_sum.GetHashAndReset())), ExportForm.End);
            await SendAsync(cancellationToken).ConfigureAwait(false);
            await to.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        public void Dispose() => _sum.Dispose();

        private void Add<T>(T line, JsonTypeInfo<T> type)
        {
            using (var writer = new Utf8JsonWriter(_waiting, ExportForm.Writing))
            {
                JsonSerializer.Serialize(writer, line, type);
            }

            _waiting.Write("\n"u8);
            Count++;
        }

        private async Task SendAsync(CancellationToken cancellationToken)
        {
            _sum.AppendData(_waiting.WrittenSpan);
            await to.WriteAsync(_waiting.WrittenMemory, cancellationToken).ConfigureAwait(false);
            _waiting.ResetWrittenCount();
        }
    }
}
