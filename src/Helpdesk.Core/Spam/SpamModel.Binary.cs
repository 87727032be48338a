using Helpdesk.Core.Spam.Model;

namespace Helpdesk.Core.Spam;

public sealed partial class SpamModel
{
    /// <summary>
    /// The model as bytes: the same for equal models, about nine for a feature. <c>docs/spam.md</c> describes them.
    /// </summary>
    public byte[] ToBytes() => ModelBytes.Write(this);

    /// <summary>Reads a model from its bytes.</summary>
    /// <returns>
    /// The model, or a fault: <c>not-a-model</c>, <c>other-format</c>, <c>other-features</c> (made under another
    /// <see cref="FeatureVersion"/>), <c>damaged</c>.
    /// </returns>
    public static Parsed<SpamModel> Parse(ReadOnlySpan<byte> bytes) => ModelBytes.Read(bytes);

    /// <summary>The model as JSON, for people and other programs; the same for equal models.</summary>
    public string ToJson() => ModelJson.Write(this);

    /// <summary>Reads a model from JSON.</summary>
    /// <returns>The model, or everything that is wrong with it; code <c>other-features</c> for another <see cref="FeatureVersion"/>.</returns>
    public static Parsed<SpamModel> Parse(string json) => ModelJson.Read(json);
}
