using NodaTime;

namespace Helpdesk.Core.Runtime.Tests;

/// <summary>A clock that stands still until it is set.</summary>
internal sealed class Clock(Instant now) : TimeProvider
{
    public Instant Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();
}
