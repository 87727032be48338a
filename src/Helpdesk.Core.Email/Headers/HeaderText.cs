using System.Buffers;
using Helpdesk.Core.Email.Encodings;

namespace Helpdesk.Core.Email.Headers;

/// <summary>The bytes of a header as text.</summary>
internal static class HeaderText
{
    private static readonly SearchValues<byte> LineBreaks = SearchValues.Create("\r\n"u8);

    /// <summary>Takes the line breaks of folds away; the blanks behind them stay.</summary>
    public static string Unfold(ReadOnlySpan<byte> raw)
    {
        var trimmed = raw.Trim(" \t\r\n"u8);
        if (!trimmed.ContainsAny(LineBreaks))
        {
            return Charsets.Decode(trimmed);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(trimmed.Length);
        var length = 0;
        while (!trimmed.IsEmpty)
        {
            var end = trimmed.IndexOfAny(LineBreaks);
            var piece = end < 0 ? trimmed : trimmed[..end];
            piece.CopyTo(buffer.AsSpan(length));
            length += piece.Length;
            trimmed = end < 0 ? [] : trimmed[(end + 1)..];
        }

        var text = Charsets.Decode(buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
        return text;
    }
}
