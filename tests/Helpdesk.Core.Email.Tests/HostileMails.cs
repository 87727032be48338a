using System.Text;

namespace Helpdesk.Core.Email.Tests;

/// <summary>Mails that were written to exhaust a reader.</summary>
internal static class HostileMails
{
    private const string Head = "From: a@x.example\nMessage-ID: <1@x>\n";
    private const int Million = 1_000_000;

    public static readonly string[] Names =
    [
        "nesting", "nesting in one boundary", "a million parts", "parts with long headers", "a header of 50 MB", "many headers", "headers without values",
        "encoded words that never close", "encoded words that begin nothing", "addresses", "commas", "parameters", "references", "comments",
        "dashes", "boundaries that are none", "open tags", "nested tags", "entities", "base64 noise", "base64 in one line", "soft breaks",
        "a long text", "a long text in quoted-printable", "a long text without id", "line ends", "empty lines", "nothing but zeros", "uuencoded",
    ];

    public static byte[] Of(string name) => Encoding.Latin1.GetBytes(name switch
    {
        "nesting" => Head + "Content-Type: multipart/mixed; boundary=b0\n\n"
            + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"--b{i}\nContent-Type: multipart/mixed; boundary=b{i + 1}\n\n")),
        "nesting in one boundary" => Head + "Content-Type: multipart/mixed; boundary=b\n\n"
            + Repeat("--b\nContent-Type: multipart/mixed; boundary=b\n\n", 100_000),
        "a million parts" => Head + "Content-Type: multipart/mixed; boundary=b\n\n" + Repeat("--b\n\nx\n", Million),
        "parts with long headers" => Head + "Content-Type: multipart/mixed; boundary=b\n\n"
            + Repeat($"--b\nContent-Type: text/plain; name=\"{new string('a', 20_000)}\"\n\n", 1_000),
        "a header of 50 MB" => Head + "Subject: " + new string('s', 50 * Million) + "\n\n",
        "many headers" => Head + Repeat("X-Header: value\n", Million) + "\ntext",
        "headers without values" => Head + Repeat("a:\n", 5 * Million) + "\ntext",
        "encoded words that never close" => Head + "Subject: " + Repeat("=?utf-8?q?a", 90_000) + "\n\n",
        "encoded words that begin nothing" => Head + "Subject: " + Repeat("=?", 500_000) + "?=\n\n",
        "addresses" => Head + "To: " + Repeat("a@b,", 250_000) + "\n\n",
        "commas" => Head + "To: " + Repeat(",", Million) + "\nCc: " + Repeat("a,", 500_000) + "\n\n",
        "parameters" => Head + "Content-Type: text/plain" + Repeat(";a*0*=\"'\"", 100_000) + Repeat(" b=\"c\"", 100_000) + "\n\ntext",
        "references" => Head + "References: " + Repeat("<a@b>", 200_000) + "\nIn-Reply-To: " + Repeat("<", Million) + "\n\n",
        "comments" => "From: " + Repeat("(", Million) + " a@x.example\n\n",
        "dashes" => Head + "Content-Type: multipart/mixed; boundary=b\n\n" + Repeat("-", 20 * Million),
        "boundaries that are none" => Head + "Content-Type: multipart/mixed; boundary=b\n\n" + Repeat("--a\n", 5 * Million),
        "open tags" => Head + "Content-Type: text/html\n\n" + Repeat("<", 20 * Million),
        "nested tags" => Head + "Content-Type: text/html\n\n" + Repeat("<div><b><table>", Million),
        "entities" => Head + "Content-Type: text/html\n\n" + Repeat("&amp;&#x", 2 * Million),
        "base64 noise" => Head + "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n" + Repeat("AAAA!", 4 * Million),
        "base64 in one line" => Head + "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n" + Repeat("AAAA", 5 * Million),
        "soft breaks" => Head + "Content-Type: image/png\nContent-Transfer-Encoding: quoted-printable\n\n" + Repeat("=  ", 7 * Million),
        "a long text" => Head + "\n" + Repeat("Twenty bytes a line\r\n", Million),
        "a long text in quoted-printable" => Head + "Content-Transfer-Encoding: quoted-printable\n\n" + Repeat("Twenty =3D bytes a =\n", Million),
        "a long text without id" => "From: a@x.example\n\n" + Repeat("Twenty bytes a line\n", Million),
        "line ends" => Head + "\n" + Repeat("\r", 20 * Million),
        "empty lines" => Repeat("\n", 20 * Million) + Head,
        "nothing but zeros" => new string('\0', 20 * Million),
        "uuencoded" => Head + "Content-Type: image/png\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n" + Repeat("M\n", 5 * Million),
        _ => throw new ArgumentException($"There is no mail '{name}'.", nameof(name)),
    });

    private static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();
}
