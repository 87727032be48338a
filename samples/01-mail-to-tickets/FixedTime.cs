using NodaTime;

namespace MailToTickets;

/// <summary>A clock that stands still at the instant to work at.</summary>
internal sealed class FixedTime(Instant now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now.ToDateTimeOffset();
}
