namespace Helpdesk.Core.Spam;

/// <summary>
/// What one lesson adds to a model: counts, positive when taught and negative when taken back. Lessons add up in any order, so a
/// store applies them as <c>count += delta</c>.
/// </summary>
public sealed record SpamTraining
{
    private SpamTraining(SpamFeatures features, SpamClass @class, int sign)
    {
        Hashes = [.. features.All.Select(f => f.Hash)];
        SpamMessages = @class == SpamClass.Spam ? sign : 0;
        HamMessages = @class == SpamClass.Ham ? sign : 0;
    }

    /// <summary>The hashes whose counts change by <see cref="SpamMessages"/> and <see cref="HamMessages"/>, each once.</summary>
    public IReadOnlyList<ulong> Hashes { get; }

    /// <summary>By how much the spam side changes: 1, -1 or 0.</summary>
    public int SpamMessages { get; }

    /// <summary>By how much the ham side changes: 1, -1 or 0.</summary>
    public int HamMessages { get; }

    /// <summary>Teaches a message as a class. Teaching it twice counts twice.</summary>
    public static SpamTraining Learn(SpamFeatures features, SpamClass @class)
    {
        ArgumentNullException.ThrowIfNull(features);
        return new SpamTraining(features, @class, 1);
    }

    /// <summary>Takes a message back that was taught as a class.</summary>
    public static SpamTraining Unlearn(SpamFeatures features, SpamClass @class)
    {
        ArgumentNullException.ThrowIfNull(features);
        return new SpamTraining(features, @class, -1);
    }
}
