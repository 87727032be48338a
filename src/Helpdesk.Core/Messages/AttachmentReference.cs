namespace Helpdesk.Core.Messages;

/// <summary>A stored attachment: what it was called and under which digest its bytes are found.</summary>
/// <param name="Name">The file name as sent, not made safe for any file system.</param>
/// <param name="MediaType">The media type in lower case.</param>
/// <param name="Length">The number of bytes.</param>
/// <param name="Digest">SHA-256 of the bytes in lower-case hexadecimal: the key of the blob.</param>
public sealed record AttachmentReference(string Name, string MediaType, long Length, string Digest);
