using System.Buffers;
using System.Collections.Frozen;

namespace Helpdesk.Core.Email.Html;

/// <summary>Picks the declarations of a style that only change how text looks: nothing is moved, hidden, covered or loaded.</summary>
internal static class SafeStyle
{
    private const int MaxDeclarations = 30;

    private static readonly FrozenSet<string> Properties = FrozenSet.Create(
        "background-color", "color", "font-family", "font-style", "font-weight", "text-align", "text-decoration", "vertical-align");

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 #.,%-'()");

    public static string Of(string style, ICollection<string> removed)
    {
        if (style.Contains("url(", StringComparison.OrdinalIgnoreCase))
        {
            removed.Add(SafeHtml.RemoteContent);
        }

        var kept = new List<string>();
        foreach (var declaration in style.Split(';', MaxDeclarations))
        {
            var colon = declaration.IndexOf(':', StringComparison.Ordinal);
            var name = colon < 0 ? "" : declaration[..colon].Trim().ToLowerInvariant();
            var value = declaration[(colon + 1)..].Trim();
            if (Properties.Contains(name) && value.Length is > 0 and <= 100 && !value.AsSpan().ContainsAnyExcept(Allowed)
                && (!value.Contains('(', StringComparison.Ordinal) || value.StartsWith("rgb", StringComparison.OrdinalIgnoreCase)))
            {
                kept.Add($"{name}: {value}");
            }
        }

        return string.Join("; ", kept);
    }
}
