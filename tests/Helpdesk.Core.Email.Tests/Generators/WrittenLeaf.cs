namespace Helpdesk.Core.Email.Tests.Generators;

/// <summary>A part that a generated mail holds.</summary>
/// <param name="Type">Its media type.</param>
/// <param name="Name">Its file name; null for none.</param>
/// <param name="Encoding">Its transfer encoding; empty for none.</param>
/// <param name="Content">What it decodes to, each character a byte. Line ends of a text are LF.</param>
internal sealed record WrittenLeaf(string Type, string? Name, string Encoding, string Content);
