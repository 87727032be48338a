using System.Buffers;
using System.Security.Cryptography;

namespace Helpdesk.Core.Spam.Model;

/// <summary>
/// The bytes of a model: "HDSM", format, feature version, messages of both classes, number of features; then for each feature, by
/// hash, the distance to the one before and its counts, all as variable-length integers; at the end eight bytes of the SHA-256 of
/// everything before. The digest finds damage, not forgery.
/// </summary>
internal static class ModelBytes
{
    private const byte Format = 1;
    private const int DigestLength = 8;

    private static ReadOnlySpan<byte> Magic => "HDSM"u8;

    public static byte[] Write(SpamModel model)
    {
        var all = model.All().ToArray();
        Array.Sort(all, (a, b) => a.Hash.CompareTo(b.Hash));
        var bytes = new ArrayBufferWriter<byte>(64 + (all.Length * 10));
        bytes.Write(Magic);
        bytes.Write([Format]);
        Write(bytes, SpamModel.FeatureVersion);
        Write(bytes, (ulong)model.Totals.SpamMessages);
        Write(bytes, (ulong)model.Totals.HamMessages);
        Write(bytes, (ulong)all.Length);
        var last = 0UL;
        foreach (var (hash, count) in all)
        {
            Write(bytes, hash - last);
            Write(bytes, (ulong)count.Spam);
            Write(bytes, (ulong)count.Ham);
            last = hash;
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.WrittenSpan, digest);
        bytes.Write(digest[..DigestLength]);
        return bytes.WrittenSpan.ToArray();
    }

    public static Parsed<SpamModel> Read(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(Magic) || bytes.Length < Magic.Length + 1 + DigestLength)
        {
            return Bad("not-a-model", "These are not the bytes of a spam model.");
        }

        if (bytes[Magic.Length] != Format)
        {
            return Bad("other-format", $"The model has format {bytes[Magic.Length]}; this program reads {Format}.");
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..^DigestLength], digest);
        if (!bytes[^DigestLength..].SequenceEqual(digest[..DigestLength]))
        {
            return Bad("damaged", "The model is damaged: its digest is not that of its bytes.");
        }

        var rest = bytes[(Magic.Length + 1)..^DigestLength];
        if (!Read(ref rest, int.MaxValue, out var version))
        {
            return Damaged();
        }

        if (version != SpamModel.FeatureVersion)
        {
            return Bad("other-features", $"The model counts features of version {version}; this program reads messages as version {SpamModel.FeatureVersion}.");
        }

        return Counts(rest) is { } model ? new Parsed<SpamModel>(model, []) : Damaged();
    }

    private static SpamModel? Counts(ReadOnlySpan<byte> rest)
    {
        if (!Read(ref rest, int.MaxValue, out var spamMessages) || !Read(ref rest, int.MaxValue, out var hamMessages)
            || !Read(ref rest, int.MaxValue, out var size))
        {
            return null;
        }

        var builder = new SpamModelBuilder();
        builder.Begin((int)spamMessages, (int)hamMessages);
        var hash = 0UL;
        for (var i = 0UL; i < size; i++)
        {
            if (!Read(ref rest, ulong.MaxValue, out var distance) || distance > ulong.MaxValue - hash || (distance == 0 && i > 0)
                || !Read(ref rest, spamMessages, out var spam) || !Read(ref rest, hamMessages, out var ham) || spam + ham == 0)
            {
                return null;
            }

            hash += distance;
            builder.Put(hash, new FeatureCount((int)spam, (int)ham));
        }

        return rest.IsEmpty ? builder.ToModel() : null;
    }

    private static Parsed<SpamModel> Damaged() => Bad("damaged", "The model is damaged: its counts do not add up.");

    private static Parsed<SpamModel> Bad(string code, string sentence) => new(null, [new Fault(code, sentence)]);

    // Seven bits a byte, the lowest first; the eighth says that more follow. The shortest form is the only one.
    private static void Write(ArrayBufferWriter<byte> bytes, ulong value)
    {
        var span = bytes.GetSpan(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            span[length++] = (byte)(value | 0x80);
        }

        span[length++] = (byte)value;
        bytes.Advance(length);
    }

    private static bool Read(ref ReadOnlySpan<byte> bytes, ulong most, out ulong value)
    {
        value = 0;
        for (var i = 0; i < 10 && i < bytes.Length; i++)
        {
            var part = (ulong)(bytes[i] & 0x7f);
            if (i == 9 && part > 1)
            {
                return false;
            }

            value |= part << (7 * i);
            if (bytes[i] < 0x80)
            {
                var isShortest = i == 0 || bytes[i] != 0;
                bytes = bytes[(i + 1)..];
                return isShortest && value <= most;
            }
        }

        return false;
    }
}
