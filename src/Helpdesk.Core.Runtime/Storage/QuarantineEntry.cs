using NodaTime;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>Input that became no ticket, kept whole with the reason.</summary>
/// <param name="Place">Where it was taken from.</param>
/// <param name="Reason">Why it was put aside.</param>
/// <param name="At">When.</param>
/// <param name="DuplicateKey">The key under which it would come again.</param>
/// <param name="Raw">The bytes as they were found.</param>
/// <param name="Trace">The explanation.</param>
public sealed record QuarantineEntry(
    string Place, Fault Reason, Instant At, string DuplicateKey, ReadOnlyMemory<byte> Raw, Trace Trace);
