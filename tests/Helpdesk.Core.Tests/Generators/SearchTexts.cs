using FsCheck;
using FsCheck.Fluent;

namespace Helpdesk.Core.Tests.Generators;

/// <summary>Texts of messages and of searches, with all that may be taken for something else on the way.</summary>
internal static class SearchTexts
{
    private static readonly string[] Words =
    [
        "printer", "Printer", "PRINT", "print", "toner", "Straße", "STRASSE", "Müller", "Mu\u0308ller", "muller", "ﬁle", "file", "ς", "Σ", "İ", "ı", "i",
        "東京", "京", "東", "プリンター", "ﾌﾟﾘﾝﾀｰ", "프린터", "ภาษาไทย", "नमस्ते", "שָׁלוֹם", "\U00010428", "\U00010400", "\U00020000", "42", "٤٢", "3.14", "don't",
        "ann@customer.example", "HD-000123", "a", "NEAR", "OR", "AND", "NOT", "subject:printer", "words", "su\u00adpport", "support", "é", "e\u0301", "Ⅷ",
    ];

    private static readonly string[] Odd =
    [
        " ", " ", " ", "\n", "-", "\"", "'", "*", ":", "(", ")", "&", "|", "!", "<->", "\\", "^", "{", "}", "+", ",", ";", "--", "%", "_", "$1", "?1", "\0",
        "\u0001", "\u001a", "\ufffe", "\ud800", "\udc00", "\u200b", "\u0301", "\ufe0f", "\u3000", "。", "🖨", "👩\u200d💻", "´", "“",
    ];

    /// <summary>One word or a part of one.</summary>
    public static Gen<string> Word => Gen.Elements(Words);

    /// <summary>A text of a message.</summary>
    public static Gen<string> Text => Gen.Frequency((3, Word.Select(w => w + " ")), (1, Word), (1, Gen.Elements(Odd))).ListOf().Select(string.Concat);

    /// <summary>A text of a search: most find something now and then.</summary>
    public static Gen<string> Search => Gen.OneOf(
        Item.NonEmptyListOf().Select(w => string.Join(' ', w.Take(3))),
        from first in Word from second in Word select $"\"{first} {second}\"",
        from first in Word from second in Word select $"{first} -{second}",
        Text.Select(t => t[..Math.Min(t.Length, 40)]));

    private static Gen<string> Item =>
        from before in Gen.Elements("", "", "", "-", "\"", "-\"")
        from word in Word
        from after in Gen.Elements("", "", "*", "\"", "\" ", "*\"")
        select before + word + after;
}
