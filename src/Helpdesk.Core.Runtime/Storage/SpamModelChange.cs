using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>How a stored spam model differs from an earlier version of it.</summary>
/// <param name="Version">The version that it leads to.</param>
/// <param name="SpamMessages">How many spam messages it was taught by then.</param>
/// <param name="HamMessages">How many ham messages it was taught by then.</param>
/// <param name="Counts">The counts that changed, as they are by then; zeros where a feature is gone.</param>
public sealed record SpamModelChange(
    long Version, int SpamMessages, int HamMessages, IReadOnlyList<(ulong Hash, int Spam, int Ham)> Counts)
{
    /// <summary>The model after the change.</summary>
    /// <param name="known">The model at the version that was asked from; <see cref="SpamModel.Empty"/> for version 0.</param>
    public SpamModel Over(SpamModel known)
    {
        ArgumentNullException.ThrowIfNull(known);
        return known.WithCounts(SpamMessages, HamMessages, Counts);
    }
}
