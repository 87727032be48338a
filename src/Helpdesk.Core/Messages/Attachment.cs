namespace Helpdesk.Core.Messages;

/// <summary>Something that came with a message.</summary>
/// <param name="Name">The file name as sent, decoded and not made safe for any file system; empty when there is none.</param>
/// <param name="MediaType">The media type in lower case, such as <c>image/png</c>.</param>
/// <param name="Content">The decoded bytes.</param>
public sealed record Attachment(string Name, string MediaType, ReadOnlyMemory<byte> Content);
