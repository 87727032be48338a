namespace Helpdesk.Core.Engine;

/// <summary>
/// The configuration in use, shared by everything that works with it. Another one takes its place by one write of a reference: what began
/// before goes on with the one it began with, and nothing ever sees a mix. Thread-safe.
/// </summary>
/// <param name="configuration">The configuration to begin with.</param>
public sealed class ActiveConfiguration(HelpdeskConfiguration configuration)
{
    private volatile HelpdeskConfiguration _current = configuration ?? throw new ArgumentNullException(nameof(configuration));

    /// <summary>The configuration in use. Read it once for each piece of work.</summary>
    public HelpdeskConfiguration Current => _current;

    /// <summary>A configuration that stays.</summary>
    public static implicit operator ActiveConfiguration(HelpdeskConfiguration configuration) => new(configuration);

    /// <summary>
    /// Puts another configuration in its place. Rules that the clock wakes, lifecycles and policies set other timers: let
    /// <c>DueWork.RenewAsync</c> follow, or they come with the next event of each ticket.
    /// </summary>
    public void Use(HelpdeskConfiguration next)
    {
        ArgumentNullException.ThrowIfNull(next);
        _current = next;
    }
}
