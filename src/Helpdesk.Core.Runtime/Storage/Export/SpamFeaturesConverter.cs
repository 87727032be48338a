using System.Buffers.Binary;
using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Runtime.Storage.Export;

/// <summary>Features as Base64 of 8 bytes each, the lowest first.</summary>
internal sealed class SpamFeaturesConverter() : TextConverter<SpamFeatures>(Read, Write)
{
    private static SpamFeatures Read(string text)
    {
        var bytes = Convert.FromBase64String(text);
        if (bytes.Length % sizeof(ulong) != 0)
        {
            throw new FormatException();
        }

        return SpamFeatures.FromHashes(bytes.Chunk(sizeof(ulong)).Select(c => BinaryPrimitives.ReadUInt64LittleEndian(c)));
    }

    private static string Write(SpamFeatures features)
    {
        var bytes = new byte[features.Hashes.Length * sizeof(ulong)];
        for (var i = 0; i < features.Hashes.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * sizeof(ulong)), features.Hashes[i]);
        }

        return Convert.ToBase64String(bytes);
    }
}
