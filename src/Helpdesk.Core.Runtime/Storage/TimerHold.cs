using NodaTime;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>The claim under which a timer rings. What its commit sets anew stays claimed, as far as the worker is going to ring it too.</summary>
/// <param name="Token">The token of the claim.</param>
/// <param name="Until">The last instant that the worker lets ring; timers after it are free for everybody.</param>
/// <param name="Lease">For how long the others stay claimed.</param>
public sealed record TimerHold(long Token, Instant Until, Duration Lease);
