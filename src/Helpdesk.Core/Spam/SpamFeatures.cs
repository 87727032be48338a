using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Spam;

/// <summary>
/// The distinct traits of one message, in the order in which they were first seen. Immutable; the same message gives the same
/// traits on every machine and in every culture.
/// </summary>
public sealed class SpamFeatures
{
    private SpamFeatures(IReadOnlyList<SpamFeature> all) => All = all;

    /// <summary>The traits, each once, at most 8,192.</summary>
    public IReadOnlyList<SpamFeature> All { get; }

    /// <summary>Reads the traits of a message: subject, text, HTML, links, sender and attachments. Linear in its length.</summary>
    public static SpamFeatures Of(InboundMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var collector = new FeatureCollector();
        MessageTokenizer.Read(message, collector);
        return new SpamFeatures(collector.Features);
    }

    /// <summary>Traits of which only the hashes were kept; they can be taught and taken back, not explained.</summary>
    public static SpamFeatures FromHashes(IEnumerable<ulong> hashes)
    {
        ArgumentNullException.ThrowIfNull(hashes);
        return new SpamFeatures([.. hashes.Distinct().Select(h => new SpamFeature(h, "", ""))]);
    }
}
