namespace Helpdesk.Core.Benchmarks.Tickets;

/// <summary>What the callbacks are told.</summary>
internal sealed record CallbackTransition<TState, TTrigger>(TState Source, TState Destination, TTrigger Trigger);
