using Helpdesk.Core.Runtime.Storage.Blobs;

namespace Helpdesk.Core.Testing;

/// <summary>One promise of a store of contents.</summary>
/// <param name="Name">What is promised, as a sentence.</param>
/// <param name="RunAsync">Proves it on an empty store; throws <see cref="ConformanceException"/> when it is broken.</param>
public sealed record BlobCheck(string Name, Func<IBlobStore, Task> RunAsync);
