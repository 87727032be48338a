using System.Buffers;
using System.Text;

namespace Helpdesk.Core.Conversations.Replies;

/// <summary>
/// Finds the lines by which mail programs introduce what they quote: "On … wrote:", "Am … schrieb …:", "… пише:", "在 … 写道：" and those without
/// a verb ("2026-11-28 10:00 Ann &lt;ann@x.example&gt;:"). A sentence that begins alike is none: it takes a closing colon, and a date or an
/// address.
/// </summary>
internal static class AttributionLines
{
    private const int MaxLines = 6;
    private const int MaxBlanks = 2;
    private const int MaxLength = 400;
    private const int MaxWeekday = 16;
    private const int MaxGap = 20;
    private const int MaxDate = 60;

    private static readonly string[] Openers =
    [
        "On", "At", "Am", "Den", "Le", "El", "La", "Il", "Op", "På", "Em", "No dia", "Dnia", "W dniu", "Dne", "Dňa", "Vào", "Lúc", "Pada", "În", "Pe", "Στις",
        "Tinggal", "Kl.", "Di", "Lø", "Ma", "Ti", "To", "Fr", "Pt", "Wt", "Pn", "Wed", "Mon", "Tue", "Thu", "Fri", "Sat", "Sun", "Ter", "Qua",
    ];

    private static readonly SearchValues<string> Verbs = SearchValues.Create(
        [
            // en, de, nl, sv, da, no, fi, is
            "wrote", "writes", "sent", "schrieb", "geschrieben", "schreef", "geschreven", "skrev", "skreiv", "kirjoitti", "skrifaði",
            // fr, es, pt, it, ca, ro
            "a écrit", "écrivait", "escribió", "escribio", "escreveu", "ha scritto", "scrive", "va escriure", "a scris",
            // pl, cs, sk, hu, hr, sl, sr
            "napisał", "pisze", "napsal", "napísal", "írta", "napisao", "napisala", "je pisal", "piše",
            // lt, lv, et
            "rašė", "rakstīja", "kirjutas",
            // ru, uk, bg, el, tr
            "написал", "пишет", "пише", "написав", "написа", "έγραψε", "yazdı", "şunu yazdı",
            // vi, id, zh, ja, ko, he, ar, th, fa
            "đã viết", "viết", "menulis", "写道", "寫道", "写信", "のメール", "wrote", "さんは書きました", "작성", "님이", "כתב", "כתבה", "مأت", "كتب", "نوشت", "เขียน",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Looks at one place.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="at">Where it would begin.</param>
    public static AttributionLine At(ReplyLines lines, int at)
    {
        var first = Undecorated(lines[at]);
        if (first.IsEmpty || first.Length > MaxLength || !(CanBegin(first) || Ends(lines[at])))
        {
            return AttributionLine.None;
        }

        var length = 0;
        var blanks = 0;
        for (var count = 1; count <= MaxLines && at + count <= lines.Count; count++)
        {
            var line = lines[at + count - 1];
            length += line.Length + 1;
            blanks += line.IsEmpty ? 1 : 0;
            if (length > MaxLength || blanks > MaxBlanks || (count > 1 && lines.IsQuoted(at + count - 1) && line.IndexOf(':') < 0))
            {
                break;
            }

            if (line.Length > 0 && (Ends(line) || (count == 1 && line[^1] == '>')))
            {
                var whole = Join(lines, at, count);
                if (IsAttribution(whole, out var isCertain))
                {
                    return new AttributionLine(count, isCertain);
                }

                if (Ends(line))
                {
                    break;
                }
            }

            if (count == 1 && !CanWrap(first))
            {
                break;
            }
        }

        return AttributionLine.None;
    }

    private static bool IsAttribution(string text, out bool isCertain)
    {
        var line = Undecorated(text);
        var isFramed = text is ['-', '-', ..] && text[^1] == '-';
        var hasColon = line is [.., ':' or '：'];
        var address = line.IndexOf('@') is var at and > 0 && at + 1 < line.Length && !char.IsWhiteSpace(line[at - 1]) && !char.IsWhiteSpace(line[at + 1]);
        var date = LineDates.Find(line);
        var beginsAsOne = char.IsAsciiDigit(line[0]) || BeginsWithOpener(line);
        isCertain = false;
        if (HasVerb(line) && (hasColon || isFramed))
        {
            // Without an opener only a name with its address says whose words follow, not a sentence about them.
            var named = address && EndsNamed(line, date.HasTime);
            isCertain = isFramed || named || (beginsAsOne && (address || date.HasTime));
            return isFramed || named || (beginsAsOne && (address || date.HasDay || date.HasTime)) || (date.HasDay && line.IndexOf(',') is > 0 and < MaxWeekday);
        }

        var inAngles = line is [.., '>'] or [.., '>', ':' or '：'] or [.., ')', ':' or '：'];
        isCertain = address && inAngles && (date.HasTime || date.IsIso) && (hasColon || (date.IsIso && char.IsAsciiDigit(line[0])));
        return isCertain || (address && inAngles && date.IsIso && char.IsAsciiDigit(line[0]));
    }

    // "Ann <ann@x.example> wrote:", "Ann <ann@x.example> schrieb am Sa., 28. Nov. 2026 um 10:00:"
    private static bool EndsNamed(ReadOnlySpan<char> line, bool hasTime)
    {
        var close = line.IndexOf('>') is var angle and > 0 ? angle : line.LastIndexOf(')');
        return close > 0 && line.Length <= MaxLength / 2 && line[..close].IndexOfAny('<', '(') >= 0
            && line[(close + 1)..].IndexOfAny(Verbs) is var verb and >= 0 && verb <= (hasTime ? MaxDate : MaxGap);
    }

    private static bool HasVerb(ReadOnlySpan<char> line)
    {
        var from = 0;
        while (line[from..].IndexOfAny(Verbs) is var found and >= 0)
        {
            var at = from + found;
            if (at == 0 || !char.IsLetter(line[at - 1]) || line[at] > '\u0590')
            {
                return true;
            }

            from = at + 1;
        }

        return false;
    }

    private static bool CanBegin(ReadOnlySpan<char> first) =>
        first[0] is not ('>' or '|') && (first.ContainsAnyInRange('0', '9') || first.IndexOfAny('<', '@') >= 0);

    private static bool CanWrap(ReadOnlySpan<char> first) =>
        first.ContainsAnyInRange('0', '9') && (char.IsAsciiDigit(first[0]) || BeginsWithOpener(first) || first.IndexOf('<') >= 0 || first.IndexOf(',') >= 0);

    private static bool BeginsWithOpener(ReadOnlySpan<char> line)
    {
        foreach (var opener in Openers)
        {
            if (line.Length > opener.Length && line.StartsWith(opener, StringComparison.Ordinal) && line[opener.Length] is ' ' or ',' or '.')
            {
                return true;
            }
        }

        return line[0] is '在' or '于';
    }

    private static bool Ends(ReadOnlySpan<char> line) => line[^1] is ':' or '：' || line is [.., '-', '-'];

    private static ReadOnlySpan<char> Undecorated(ReadOnlySpan<char> line) => line.Trim("-*_ \u202a\u202b\u202c\u200e\u200f");

    private static string Join(ReplyLines lines, int at, int count)
    {
        var joined = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            var line = lines[at + i];
            if (line.Length > 0)
            {
                joined.Append(joined.Length > 0 ? " " : "").Append(line);
            }
        }

        return joined.ToString();
    }
}
