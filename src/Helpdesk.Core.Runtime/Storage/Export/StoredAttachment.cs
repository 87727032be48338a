using Helpdesk.Core.Runtime.Storage.Blobs;

namespace Helpdesk.Core.Runtime.Storage.Export;

/// <summary>An attachment by the name of its content.</summary>
/// <param name="Name">The file name as sent.</param>
/// <param name="MediaType">The media type.</param>
/// <param name="Content">The name of its content.</param>
public sealed record StoredAttachment(string Name, string MediaType, BlobHash Content);
