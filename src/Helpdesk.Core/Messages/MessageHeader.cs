namespace Helpdesk.Core.Messages;

/// <summary>A header of a message, decoded and unfolded.</summary>
/// <param name="Name">The name as written.</param>
/// <param name="Value">The value, trimmed.</param>
public sealed record MessageHeader(string Name, string Value);
