using NodaTime;

namespace Channels;

/// <summary>The clock of the sample: it goes on when the story does.</summary>
internal sealed class Clock : TimeProvider
{
    public Instant Now { get; private set; } = Instant.FromUtc(2026, 3, 2, 9, 0);

    public void Wait(Duration duration) => Now += duration;

    public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();
}
