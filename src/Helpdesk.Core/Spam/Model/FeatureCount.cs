using System.Runtime.InteropServices;

namespace Helpdesk.Core.Spam.Model;

/// <summary>In how many spam and ham messages a feature was seen.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FeatureCount(int Spam, int Ham)
{
    public bool IsNone => Spam == 0 && Ham == 0;

    /// <summary>The sum; null when a side would fall below zero or grow too large.</summary>
    public FeatureCount? Plus(int spam, int ham)
    {
        var (a, b) = ((long)Spam + spam, (long)Ham + ham);
        return a is < 0 or > int.MaxValue || b is < 0 or > int.MaxValue ? null : new FeatureCount((int)a, (int)b);
    }
}
