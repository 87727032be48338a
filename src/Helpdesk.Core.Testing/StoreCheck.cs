using Helpdesk.Core.Runtime.Storage;

namespace Helpdesk.Core.Testing;

/// <summary>One promise of a store.</summary>
/// <param name="Name">What is promised, as a sentence.</param>
/// <param name="RunAsync">Proves it on an empty store; throws <see cref="ConformanceException"/> when it is broken.</param>
public sealed record StoreCheck(string Name, Func<IHelpdeskStore, Task> RunAsync);
