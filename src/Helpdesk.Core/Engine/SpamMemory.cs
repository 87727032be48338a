using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Engine;

/// <summary>What the filter was taught with a ticket's first message, so that it can be taken back exactly.</summary>
/// <param name="Trained">As what it counts in the model; null when it does not count.</param>
/// <param name="BeforeMark">As what it counted before it was marked as spam.</param>
public sealed record SpamMemory(SpamClass? Trained, SpamClass? BeforeMark)
{
    /// <summary>Nothing was taught.</summary>
    public static SpamMemory None { get; } = new(null, null);
}
