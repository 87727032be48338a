namespace Helpdesk.Core.Runtime.Hosting;

/// <summary>How the background workers of a host go about. Checked at start.</summary>
public sealed class HelpdeskWorkerOptions
{
    /// <summary>Whether this host lets timers ring.</summary>
    /// <value>Default: true.</value>
    public bool RunDueWork { get; set; } = true;

    /// <summary>Whether this host hands messages to channels.</summary>
    /// <value>Default: true.</value>
    public bool RunDelivery { get; set; } = true;

    /// <summary>Whether this host follows <see cref="HelpdeskOptions.Retention"/>, once a day and when it starts.</summary>
    /// <value>Default: true.</value>
    public bool RunRetention { get; set; } = true;

    /// <summary>
    /// How long a worker waits at most before it looks again: a timer that another host set rings so much late at most, and a message that
    /// nobody told of leaves so much late at most.
    /// </summary>
    /// <value>Default: 5 seconds. 10 milliseconds to 1 hour.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);
}
