namespace Helpdesk.Core.Testing;

/// <summary>One promise that every channel must keep.</summary>
/// <param name="Name">The promise, in a sentence.</param>
/// <param name="RunAsync">Tries it on a channel of its own; throws <see cref="ConformanceException"/> when it is broken.</param>
public sealed record ChannelCheck(string Name, Func<IChannelRig, Task> RunAsync);
