namespace Helpdesk.Core.Benchmarks.Storage;

/// <summary>One statement of a hand-written loop, with its values.</summary>
internal sealed record Step(string Sql, params object?[] Values);
