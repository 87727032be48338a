using System.Collections.Frozen;
using System.Text;

namespace Helpdesk.Core.Conversations;

/// <summary>
/// The reply and forward prefixes of mail programs. A closed list, never "two letters and a colon": IT:, HR:, SAP:, VAT: and DE: are what
/// people write about.
/// </summary>
internal static class SubjectPrefixes
{
    private static readonly string[] Replies =
    [
        // en and what all programs understand; full-width from Japanese and Chinese keyboards
        "re", "ｒｅ",
        // de, nl
        "aw", "antw", "antwort",
        // sv, da, no, fi, is
        "sv", "vs",
        // fr, it, es, pt, ca, ro
        "rép", "r", "rif", "res", "resp", "răsp",
        // pl, cs, sk, hu, hr, sr, sl
        "odp", "odpověď", "odpoveď", "vá", "odg",
        // lt, lv
        "ats", "atb",
        // ru, uk, bg, el, tr
        "отв", "ответ", "на", "відп", "отг", "απ", "σχετ", "ynt", "yan",
        // vi, id
        "tl", "trả lời", "bls",
        // zh, ja, ko
        "回复", "答复", "回覆", "返信", "답장", "회신",
        // he, ar, th
        "השב", "תגובה", "رد", "ตอบ",
    ];

    private static readonly string[] Forwards =
    [
        "fw", "fwd", "ｆｗ", "ｆｗｄ",
        // de, nl
        "wg", "doorst",
        // sv, da, no, fi, et
        "vb", "vl", "ed",
        // fr, it, es, pt
        "tr", "i", "enc", "rv", "reenv",
        // pl, cs, hu, hr
        "pd", "přep", "továbbítás", "proslj",
        // lt, lv
        "persl", "pārsūt",
        // ru, el, tr
        "пересл", "πρθ", "ilt", "İlt",
        // vi, id
        "ct", "chuyển tiếp", "trs",
        // zh, ja, ko
        "转发", "轉寄", "轉發", "転送", "전달",
        // he, ar, th
        "הועבר", "إعادة توجيه", "ส่งต่อ",
    ];

    private static readonly FrozenDictionary<string, SubjectPrefix>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Forms(Replies, SubjectPrefix.Reply).Concat(Forms(Forwards, SubjectPrefix.Forward))
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What a prefix says, without colon, counter and full stop.</summary>
    public static SubjectPrefix Find(ReadOnlySpan<char> name) => Lookup.TryGetValue(name, out var found) ? found : SubjectPrefix.None;

    // Mail comes composed and decomposed; both forms are listed, so that what is looked up needs no normalisation, which
    // refuses broken surrogates.
    private static IEnumerable<KeyValuePair<string, SubjectPrefix>> Forms(string[] names, SubjectPrefix prefix) => names
        .Concat(names.Select(n => n.Normalize(NormalizationForm.FormD)))
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .Select(n => KeyValuePair.Create(n, prefix));
}
