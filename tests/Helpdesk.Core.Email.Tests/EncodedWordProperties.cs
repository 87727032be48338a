using System.Globalization;
using System.Text;
using FsCheck.Fluent;
using Helpdesk.Core.Email.Mime;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Email.Tests;

public sealed class EncodedWordProperties
{
    private static readonly string[] Pieces = ["a", "Z", " ", "?", "=", "_", "é", "ß", "日", "本", "語", "😀", "Ж", "=?", "?=", "%", "'", "\"", ";", "\\", "*"];

    private static FsCheck.Gen<string> Text { get; } = Gen.Elements(Pieces).NonEmptyListOf().Select(string.Concat)
        .Select(t => string.Join(' ', $"{t}.".Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    private static FsCheck.Gen<List<int>> Cuts { get; } = Gen.Choose(1, 9).NonEmptyListOf().Select(c => c.ToList());

    // Law: what was written as encoded words, cut anywhere, also within characters, is read back.
    [Fact]
    public void Words_cut_anywhere_are_joined_again() => Properties.Holds(Prop.ForAll(
        (from text in Text from cuts in Cuts from isBase64 in Gen.Elements(true, false) from between in Gen.Elements(" ", "\n ", "\n\t ") select (text, cuts, isBase64, between)).ToArbitrary(),
        x => Mails.With("Subject: " + string.Join(x.between, Cut(Encoding.UTF8.GetBytes(x.text), x.cuts).Select(w => Word(w, x.isBase64)))).Subject == x.text), 500);

    // Law: a file name written by RFC 2231, cut anywhere, its pieces in any order, is read back.
    [Fact]
    public void Names_cut_anywhere_are_joined_again() => Properties.Holds(Prop.ForAll(
        (from text in Text from cuts in Cuts from turn in Gen.Choose(0, 9) select (text, cuts, turn)).ToArbitrary(),
        x =>
        {
            var pieces = Cut(Encoding.UTF8.GetBytes(x.text), x.cuts)
                .Select((p, i) => $"filename*{i}*={(i == 0 ? "utf-8'en'" : "")}{string.Concat(p.Select(b => $"%{b:x2}"))}").ToList();
            var turned = pieces.Skip(x.turn % pieces.Count).Concat(pieces.Take(x.turn % pieces.Count));
            var mail = MimeMail.Read(Mails.Bytes($"Content-Disposition: attachment;\n {string.Join(";\n ", turned)}; filename=plain\n\n"));
            return mail.Parts[0].Name == x.text;
        }), 500);

    // Law: any text is read without a line end or another control character of a fold in it.
    [Fact]
    public void No_line_end_comes_out_of_a_word() => Properties.Holds(Prop.ForAll(
        Gen.Elements("=?utf-8?q?", "=?utf-8?b?", "?=", "=0D=0A", "DQo=", "a", " ", "=?", "x-evil: 1").ListOf().Select(string.Concat).ToArbitrary(),
        text => !Mails.With("Subject: " + text).Subject.AsSpan().ContainsAny("\r\n")), 500);

    private static List<byte[]> Cut(byte[] bytes, List<int> cuts)
    {
        var pieces = new List<byte[]>();
        for (int at = 0, i = 0; at < bytes.Length; at += cuts[i % cuts.Count], i++)
        {
            pieces.Add(bytes[at..Math.Min(bytes.Length, at + cuts[i % cuts.Count])]);
        }

        return pieces;
    }

    private static string Word(byte[] bytes, bool isBase64) => isBase64
        ? $"=?utf-8?B?{Convert.ToBase64String(bytes)}?="
        : string.Create(CultureInfo.InvariantCulture, $"=?UTF-8?q?{string.Concat(bytes.Select(b => $"={b:X2}"))}?=");
}
