namespace Helpdesk.Core.Email.Encodings;

/// <summary>Undoes a transfer encoding (RFC 2045) piece by piece, forgiving what real mail gets wrong. Not thread-safe.</summary>
internal abstract class ContentDecoder
{
    /// <summary>With so much room a decoder makes progress.</summary>
    public const int LeastRoom = 64;

    /// <summary>The decoder for an encoding; what nobody knows, or is misspelt, is taken as it is.</summary>
    /// <param name="encoding">The name in lower case.</param>
    public static ContentDecoder For(string encoding) => encoding switch
    {
        "base64" => new Base64Decoder(),
        "quoted-printable" => new QuotedPrintableDecoder(),
        "x-uuencode" or "uuencode" or "x-uue" or "uue" => new UuDecoder(),
        _ => new IdentityDecoder(),
    };

    /// <summary>Whether an encoding is one, or none at all.</summary>
    /// <param name="encoding">The name in lower case.</param>
    public static bool IsKnown(string encoding) => encoding is "" or "7bit" or "8bit" or "binary" || For(encoding) is not IdentityDecoder;

    /// <summary>All of it. What needs no decoding is not copied.</summary>
    public static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> raw, string encoding)
    {
        var decoder = For(encoding);
        if (decoder is IdentityDecoder || raw.IsEmpty)
        {
            return raw;
        }

        var result = new byte[decoder.RoomFor(raw.Length)];
        return result.AsMemory(0, decoder.Decode(raw.Span, result, out _));
    }

    /// <summary>Into so much room any content of that many bytes is decoded at once.</summary>
    public abstract int RoomFor(int encoded);

    /// <summary>Decodes as much as there is room for.</summary>
    /// <param name="source">What is left of the content, up to its end.</param>
    /// <param name="target">Where it goes; at least <see cref="LeastRoom"/> bytes.</param>
    /// <param name="read">How much of the source is done with: all of it, or less when the target is full.</param>
    /// <returns>How many bytes were written.</returns>
    public abstract int Decode(ReadOnlySpan<byte> source, Span<byte> target, out int read);
}
