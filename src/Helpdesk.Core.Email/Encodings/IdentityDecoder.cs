namespace Helpdesk.Core.Email.Encodings;

/// <summary>Content that stands as it is: 7bit, 8bit, binary.</summary>
internal sealed class IdentityDecoder : ContentDecoder
{
    public override int RoomFor(int encoded) => encoded;

    public override int Decode(ReadOnlySpan<byte> source, Span<byte> target, out int read)
    {
        read = Math.Min(source.Length, target.Length);
        source[..read].CopyTo(target);
        return read;
    }
}
