namespace Helpdesk.Core.Email.Mime;

/// <summary>A header, unfolded but not decoded.</summary>
/// <param name="Name">The name as written.</param>
/// <param name="Value">The value as text; bytes that are no UTF-8 read as Windows-1252.</param>
internal sealed record RawHeader(string Name, string Value);
