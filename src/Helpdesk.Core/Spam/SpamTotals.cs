using System.Runtime.InteropServices;

namespace Helpdesk.Core.Spam;

/// <summary>How much a model was taught.</summary>
/// <param name="SpamMessages">How many spam messages.</param>
/// <param name="HamMessages">How many ham messages.</param>
/// <param name="SpamFeatures">The sum over all spam messages of their distinct features.</param>
/// <param name="HamFeatures">The sum over all ham messages of their distinct features.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SpamTotals(int SpamMessages, int HamMessages, long SpamFeatures, long HamFeatures)
{
    internal SpamTotals? After(SpamTraining training)
    {
        long size = training.Hashes.Length;
        return Checked(
            (long)SpamMessages + training.SpamMessages,
            (long)HamMessages + training.HamMessages,
            SpamFeatures + (size * training.SpamMessages),
            HamFeatures + (size * training.HamMessages));
    }

    internal SpamTotals? Plus(in SpamTotals other, int sign) => Checked(
        SpamMessages + ((long)sign * other.SpamMessages),
        HamMessages + ((long)sign * other.HamMessages),
        SpamFeatures + (sign * other.SpamFeatures),
        HamFeatures + (sign * other.HamFeatures));

    private static SpamTotals? Checked(long spam, long ham, long spamFeatures, long hamFeatures) =>
        spam is < 0 or > int.MaxValue || ham is < 0 or > int.MaxValue || spamFeatures < 0 || hamFeatures < 0
            ? null
            : new SpamTotals((int)spam, (int)ham, spamFeatures, hamFeatures);
}
