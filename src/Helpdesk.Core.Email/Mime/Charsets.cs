using System.Text;

namespace Helpdesk.Core.Email.Mime;

/// <summary>Bytes to text, by the name that a mail gives or without one.</summary>
internal static class Charsets
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static string Decode(ReadOnlySpan<byte> bytes, string? charset)
    {
        var name = (charset ?? "").Trim().Trim('"', '\'').ToLowerInvariant();
        var isVague = name.Length == 0 || name is "us-ascii" or "ascii" or "unknown-8bit" or "utf-8" or "utf8" or "default"
            || name.StartsWith("iso-8859-", StringComparison.Ordinal) || name.StartsWith("windows-125", StringComparison.Ordinal);

        // A Western label on what is valid UTF-8 with several bytes a character is wrong: chance does not write that.
        if (isVague && TryUtf8(bytes) is { } text)
        {
            return text;
        }

        return (Find(name) ?? Western).GetString(bytes);
    }

    /// <summary>Text of a header that says no charset.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes) => TryUtf8(bytes) ?? Western.GetString(bytes);

    private static string? TryUtf8(ReadOnlySpan<byte> bytes)
    {
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return null;
        }

        var text = StrictUtf8.GetString(bytes);
        return text.StartsWith('\ufeff') ? text[1..] : text;
    }

    private static Encoding? Find(string name)
    {
        var known = name switch
        {
            "utf-7" or "unicode-1-1-utf-7" or "x-unicode-2-0-utf-7" => "windows-1252", // never decoded: it hides markup
            "utf-8" or "utf8" => "windows-1252", // it was tried and is none
            "iso-8859-1" or "latin1" or "us-ascii" or "ascii" or "" or "unknown-8bit" => "windows-1252",
            "iso-8859-9" => "windows-1254",
            "iso-8859-11" or "tis-620" => "windows-874",
            "gb2312" or "gbk" or "x-gbk" or "cp936" => "gb18030",
            "ks_c_5601-1987" or "ks_c_5601" or "ksc5601" or "cp949" or "euc-kr" => "ks_c_5601-1987",
            "x-sjis" or "sjis" or "shift-jis" or "cp932" or "windows-31j" => "shift_jis",
            "iso-2022-jp-ms" or "iso-2022-jp-1" or "iso-2022-jp-2" => "iso-2022-jp",
            _ when name.StartsWith("cp125", StringComparison.Ordinal) => "windows-" + name[2..],
            _ => name,
        };
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(known) ?? Encoding.GetEncoding(known);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
