using Helpdesk.Core.Engine;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>Everything that one outcome changes: stored in one transaction, or not at all.</summary>
/// <param name="Outcome">What the engine gave.</param>
/// <param name="DuplicateKey">The key under which the cause would come again; null when it cannot.</param>
public sealed record Commit(Outcome.Changed Outcome, string? DuplicateKey = null);
