namespace Helpdesk.Core.Tickets;

/// <summary>
/// What an edit of a policy, its targets or its schedule does to clocks that are under way. Finished cycles stay as they are,
/// but for <see cref="Forced"/>. A change of the ticket itself (its priority, its department, the policy that fits) is no edit: it
/// always keeps what was used and takes the new target and hours from then on.
/// </summary>
public enum SlaEdit
{
    /// <summary>What was used stays; the new target and the new hours count from now on.</summary>
    Forward,

    /// <summary>The cycle ends under the target and the hours with which it goes.</summary>
    Keep,

    /// <summary>The new target and the new hours count from the beginning of the cycle.</summary>
    Retroactive,

    /// <summary>Everything is measured anew from the first event, finished cycles too: a repair, never done but by a command.</summary>
    Forced,
}
