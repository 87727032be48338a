namespace Helpdesk.Core.BusinessTime;

/// <summary>
/// A set of whole seconds on one line of time: that of the wall clock, or that of instants (seconds since 1970-01-01T00:00 on
/// either). Immutable; safe from any number of threads.
/// </summary>
internal abstract class OpenSet
{
    /// <summary>Adds the stretches that are open in [from, to), clipped to it and moved by a shift.</summary>
    public abstract void Fill(long from, long to, long shift, StretchBuffer into);

    /// <summary>
    /// True when all of [from, to) is known to be open, false when none of it is, null when only <see cref="Fill"/> can tell.
    /// </summary>
    public abstract bool? Known(long from, long to);

    /// <summary>Whether nothing but the week decides in [from, to).</summary>
    public abstract bool IsWeekly(long from, long to);
}
