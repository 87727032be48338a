using NodaTime;

namespace Helpdesk.Core.Runtime.Tests;

/// <summary>A clock that stands still.</summary>
internal sealed class Still(Instant now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now.ToDateTimeOffset();
}
