using System.Text;
using System.Text.Unicode;

namespace Helpdesk.Core.Email.Encodings;

/// <summary>Bytes to text, by the name that a mail gives or without one.</summary>
internal static class Charsets
{
    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Text of which a mail says that it has this charset.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, string? charset)
    {
        if (Ascii.IsValid(bytes) && !bytes.ContainsAny((byte)0x1B, (byte)'~') && !IsWide(charset))
        {
            return Encoding.ASCII.GetString(bytes);
        }

        var name = Clean(charset);

        // A Western label on what is valid UTF-8 with several bytes a character is wrong: chance does not write that.
        if (IsVague(name) && TryUtf8(bytes) is { } text)
        {
            return text;
        }

        return WithoutMark(Find(name) ?? Western, bytes);
    }

    /// <summary>Text of a header that says no charset.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes) => TryUtf8(bytes) ?? Western.GetString(bytes);

    /// <summary>Whether the charset of that name is known; none at all is fine.</summary>
    public static bool IsKnown(string? charset) => Clean(charset) is var name && (name.Length == 0 || Find(name) is not null);

    /// <summary>Whether ASCII takes several bytes a character in it.</summary>
    public static bool IsWide(string? charset) => charset is not null && Clean(charset) is var name
        && (name.StartsWith("utf-16", StringComparison.Ordinal) || name.StartsWith("utf-32", StringComparison.Ordinal)
            || name is "utf16" or "utf32" or "unicode" or "ucs-2" or "iso-10646-ucs-2");

    private static string Clean(string? charset) => (charset ?? "").Trim().Trim('"', '\'').ToLowerInvariant();

    private static bool IsVague(string name) =>
        name.Length == 0 || name is "us-ascii" or "ascii" or "unknown-8bit" or "x-unknown" or "utf-8" or "utf8" or "default" or "latin1"
        || name.StartsWith("iso-8859-", StringComparison.Ordinal) || name.StartsWith("windows-125", StringComparison.Ordinal);

    private static string? TryUtf8(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) ? WithoutMark(Encoding.UTF8, bytes) : null;

    private static string WithoutMark(Encoding encoding, ReadOnlySpan<byte> bytes) =>
        encoding.GetString(bytes.StartsWith(encoding.Preamble) ? bytes[encoding.Preamble.Length..] : bytes);

    private static Encoding? Find(string name)
    {
        var known = name switch
        {
            "utf-7" or "unicode-1-1-utf-7" or "x-unicode-2-0-utf-7" => "windows-1252", // never decoded: it hides markup
            "utf8" => "utf-8",
            "iso-8859-1" or "iso8859-1" or "latin1" or "us-ascii" or "ascii" or "" or "unknown-8bit" or "x-unknown" or "default" => "windows-1252",
            "iso-8859-9" => "windows-1254",
            "iso-8859-11" or "tis-620" => "windows-874",
            "gb2312" or "gbk" or "x-gbk" or "cp936" or "gb_2312-80" => "gb18030",
            "ks_c_5601-1987" or "ks_c_5601" or "ksc5601" or "cp949" or "euc-kr" => "ks_c_5601-1987",
            "x-sjis" or "sjis" or "shift-jis" or "cp932" or "windows-31j" => "shift_jis",
            "iso-2022-jp-ms" or "iso-2022-jp-1" or "iso-2022-jp-2" => "iso-2022-jp",
            "unicode" or "ucs-2" or "utf16" => "utf-16",
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
