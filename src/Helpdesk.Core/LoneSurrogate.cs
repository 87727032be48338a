using System.Globalization;

namespace Helpdesk.Core;

/// <summary>
/// Finds half of a surrogate pair in the text of a JSON document: JSON cannot be read beyond it. A backslash stands in nothing but texts.
/// </summary>
internal static class LoneSurrogate
{
    /// <summary>The place of the first half, written out or escaped; null where there is none.</summary>
    public static int? In(string json)
    {
        if (!json.AsSpan().ContainsAnyInRange('\ud800', '\udfff') && !json.Contains("\\u", StringComparison.Ordinal))
        {
            return null;
        }

        for (var i = 0; i < json.Length; i++)
        {
            var at = i;
            var first = Unit(json, ref i);
            if (char.IsHighSurrogate(first) && i + 1 < json.Length)
            {
                var isEscaped = i > at;
                var second = ++i;
                if (char.IsLowSurrogate(Unit(json, ref i)) && i > second == isEscaped)
                {
                    continue;
                }
            }

            if (char.IsSurrogate(first))
            {
                return at;
            }
        }

        return null;
    }

    // The UTF-16 unit at a place, which it leaves at the unit's last character.
    private static char Unit(string json, ref int at)
    {
        if (json[at] != '\\' || at + 1 >= json.Length || char.IsSurrogate(json[at + 1]))
        {
            return json[at];
        }

        at++;
        if (json[at] != 'u' || at + 4 >= json.Length || !ushort.TryParse(json.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            return ' '; // some other escape
        }

        at += 4;
        return (char)unit;
    }
}
