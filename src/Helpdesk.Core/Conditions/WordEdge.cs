using System.Text;

namespace Helpdesk.Core.Conditions;

/// <summary>Where words begin and end: beside what is neither a letter nor a digit. Looks at whole characters.</summary>
internal static class WordEdge
{
    /// <summary>Whether no word goes on to the left of a place.</summary>
    public static bool IsBefore(ReadOnlySpan<char> text, int at)
    {
        _ = Rune.DecodeLastFromUtf16(text[..at], out var left, out _);
        return !Rune.IsLetterOrDigit(left);
    }

    /// <summary>Whether no word goes on to the right of a place.</summary>
    public static bool IsAfter(ReadOnlySpan<char> text, int at)
    {
        _ = Rune.DecodeFromUtf16(text[at..], out var right, out _);
        return !Rune.IsLetterOrDigit(right);
    }
}
