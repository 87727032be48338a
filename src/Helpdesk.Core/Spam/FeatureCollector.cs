namespace Helpdesk.Core.Spam;

/// <summary>Gathers traits, each once, up to the limit.</summary>
internal sealed class FeatureCollector
{
    private const int MaxFeatures = 8_192;

    private readonly HashSet<ulong> _seen = [];
    private readonly List<SpamFeature> _features = [];

    public IReadOnlyList<SpamFeature> Features => _features;

    public void Add(string kind, string text)
    {
        var hash = Hash(kind, text);
        if (_features.Count < MaxFeatures && _seen.Add(hash))
        {
            _features.Add(new SpamFeature(hash, kind, text));
        }
    }

    // FNV-1a over UTF-16 units (Fowler, Noll, Vo), closed with the finalizer of MurmurHash3 (Appleby) to spread its low bits.
    private static ulong Hash(string kind, string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in kind)
        {
            hash = (hash ^ unit) * 1099511628211UL;
        }

        hash = (hash ^ 0xFFFF_FFFF) * 1099511628211UL;
        foreach (var unit in text)
        {
            hash = (hash ^ unit) * 1099511628211UL;
        }

        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL;
        return hash ^ (hash >> 33);
    }
}
