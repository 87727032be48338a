using System.Collections.Immutable;
using Helpdesk.Core.Spam.Features;

namespace Helpdesk.Core.Spam;

/// <summary>
/// The distinct features of one message as hashes, in the order in which they were first seen; no word of it is kept. Immutable; the
/// same message gives the same features on every machine and in every culture.
/// </summary>
public sealed class SpamFeatures
{
    private SpamFeatures(ImmutableArray<ulong> hashes) => Hashes = hashes;

    /// <summary>The hashes, each once, at most 8,192 of a message.</summary>
    public ImmutableArray<ulong> Hashes { get; }

    /// <summary>
    /// One number for all of them, in whatever order: whoever notes it beside a lesson can tell whether that lesson is the one that
    /// is to be taken back. It finds mistakes, not forgery.
    /// </summary>
    public long Digest
    {
        get
        {
            var sum = (ulong)Hashes.Length;
            foreach (var hash in Hashes)
            {
                sum += FeatureHash.Spread(hash);
            }

            return unchecked((long)sum);
        }
    }

    /// <summary>Reads the features of a message: sender, subject, text, HTML, links and attachments. Linear in its length.</summary>
    public static SpamFeatures Of(SpamContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Of(ContentScanner.Own.Read(content));
    }

    /// <summary>Features as a store kept them.</summary>
    public static SpamFeatures FromHashes(IEnumerable<ulong> hashes)
    {
        ArgumentNullException.ThrowIfNull(hashes);
        return new SpamFeatures([.. hashes.Distinct()]);
    }

    /// <summary>The lesson that teaches the message as a class. Teaching it twice counts twice.</summary>
    public SpamTraining Learn(SpamClass @class) => SpamTraining.Between(this, null, @class)!;

    /// <summary>The lesson that takes the message back, which was taught as a class.</summary>
    public SpamTraining Unlearn(SpamClass @class) => SpamTraining.Between(this, @class, null)!;

    internal static SpamFeatures Of(ReadOnlySpan<ulong> distinct) => new([.. distinct]);
}
