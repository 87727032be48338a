using NodaTime;

namespace Helpdesk.Core.Runtime.Storage.Blobs;

/// <summary>A content that a blob store has.</summary>
/// <param name="Hash">Its name.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="LastPut">When it was last put.</param>
public sealed record StoredBlob(BlobHash Hash, long Length, Instant LastPut);
