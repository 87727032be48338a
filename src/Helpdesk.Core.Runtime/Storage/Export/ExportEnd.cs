namespace Helpdesk.Core.Runtime.Storage.Export;

/// <summary>The last line of a file: without it, or with another, the file is not whole.</summary>
/// <param name="End">How many lines stand before it.</param>
/// <param name="Sha256">The SHA-256 of all bytes before it.</param>
internal sealed record ExportEnd(long End, string Sha256);
