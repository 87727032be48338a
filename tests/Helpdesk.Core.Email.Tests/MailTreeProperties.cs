using FsCheck.Fluent;
using Helpdesk.Core.Email.Mime;
using Helpdesk.Core.Email.Tests.Generators;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Email.Tests;

public sealed class MailTreeProperties
{
    // Law: the parts that are read are those that were written, in order, byte for byte.
    [Fact]
    public void Parts_are_read_as_they_were_written() => Properties.Holds(Prop.ForAll(WrittenMails.All.ToArbitrary(), mail =>
        MimeMail.Read(mail.Lf).Parts.Select(Seen).SequenceEqual(mail.Leaves.Select(Written))), 500);

    // Law: LF or CRLF changes nothing but the line ends of what was not encoded.
    [Fact]
    public void The_form_of_line_ends_changes_nothing() => Properties.Holds(Prop.ForAll(WrittenMails.All.ToArbitrary(), mail =>
        MimeMail.Read(mail.CrLf).Parts
            .Select(p => p.TransferEncoding is "base64" or "quoted-printable" ? Seen(p) : Seen(p) with { Content = Seen(p).Content.Replace("\r\n", "\n", StringComparison.Ordinal) })
            .SequenceEqual(mail.Leaves.Select(Written))), 500);

    // Law: what stands behind the closing boundary changes no part.
    [Fact]
    public void What_follows_the_end_is_no_part() => Properties.Holds(Prop.ForAll(
        (from mail in WrittenMails.All from tail in Gen.Elements("", "--", "--=b1\n", "\n--==b2--\n", "Content-Type: text/plain\n\nx", "\0\u00ff") select (mail, tail)).ToArbitrary(),
        x => !x.mail.IsClosed || MimeMail.Read(Mails.Bytes(x.mail.Text + x.tail)).Parts.Select(Seen).SequenceEqual(x.mail.Leaves.Select(Written))), 500);

    // Law: whatever the limits and wherever the mail was damaged, reading does not throw, gives the same again, and what it gives are
    // pieces of the mail that do not overlap, in order; more than a limit allows is never there, and is never silent.
    [Fact]
    public void Damaged_mails_are_read_within_limits_and_parts_are_pieces_of_them() => Properties.Holds(Prop.ForAll(
        (from mail in WrittenMails.All
         from damages in (from at in Gen.Choose(0, mail.Text.Length - 1) from with in Gen.Elements("", "\n", "\r", "--", "\"", "=?", "\0", ":", "\u00ff") select (at, with)).ListOf()
         from length in Gen.Choose(0, mail.Text.Length)
         from parts in Gen.Choose(1, 5)
         from depth in Gen.Choose(0, 3)
         from header in Gen.Choose(1, 40)
         select (Text: damages.Aggregate(mail.Text[..length], (text, d) => Damage(text, d.at, d.with)), parts, depth, header)).ToArbitrary(),
        x =>
        {
            var raw = Mails.Bytes(x.Text);
            var limits = new MailLimits { MaxParts = x.parts, MaxDepth = x.depth, MaxHeaderBytes = x.header };
            var mail = MimeMail.Read(raw, limits);
            return Covers(raw, mail)
                && mail.Parts.Count <= x.parts
                && mail.Headers.All(h => h.Raw.Length <= x.header)
                && mail.Parts.Select(Seen).SequenceEqual(MimeMail.Read(raw, limits).Parts.Select(Seen))
                && MimeMail.Read(raw) is var all && Covers(raw, all)
                && (all.Parts.Count <= x.parts || mail.Flags.Count > 0);
        }), 1_000);

    // Law: every part is either the text, the HTML, or an attachment; none is lost on the way to the desk.
    [Fact]
    public void Every_part_reaches_the_desk() => Properties.Holds(Prop.ForAll(WrittenMails.All.ToArbitrary(), mail =>
    {
        var message = ((Pickup.Readable)MailReader.Read(mail.Lf, Mails.Channel)).Message;
        var shown = mail.Leaves.Count(l => l.Name is null && l.Type is "text/plain" or "text/html");
        return message.Attachments.Count >= mail.Leaves.Count - shown
            && mail.Leaves.Where(l => l.Name is not null || !l.Type.StartsWith("text/", StringComparison.Ordinal))
                .All(l => message.Attachments.Any(a => Mails.Latin(a.Content.Span) == l.Content && a.MediaType == l.Type))
            && mail.Leaves.Where(l => l.Name is null && l.Type == "text/html").Take(1).All(l => message.Html.Length > 0 || l.Content.Length == 0);
    }), 500);

    // Law: a part that is read in pieces of any size is what it is read at once.
    [Fact]
    public void A_stream_gives_what_the_content_is() => Properties.Holds(Prop.ForAll(
        (from mail in WrittenMails.All from size in Gen.Choose(1, 100) from damage in Gen.Elements("=", "!", "AB=", "\n") select (mail, size, damage)).ToArbitrary(),
        x => MimeMail.Read(Mails.Bytes(x.mail.Text + x.damage)).Parts.All(p => Streamed(p, x.size) == Mails.Latin(p.Content().Span))), 500);

    // One character becomes something else.
    private static string Damage(string text, int at, string with) => at >= text.Length ? text : text[..at] + with + text[(at + 1)..];

    private static string Streamed(MimePart part, int size)
    {
        using var stream = part.Open();
        using var all = new MemoryStream();
        var buffer = new byte[size];
        while (stream.Read(buffer) is var read and > 0)
        {
            all.Write(buffer, 0, read);
        }

        return Mails.Latin(all.ToArray());
    }

    private static WrittenLeaf Seen(MimePart part) => new(part.MediaType, part.Name, part.TransferEncoding, Mails.Latin(part.Content().Span));

    private static WrittenLeaf Written(WrittenLeaf leaf) => leaf with { Name = leaf.Name?.Replace("\\", "", StringComparison.Ordinal) };

    private static bool Covers(byte[] raw, MimeMail mail)
    {
        var at = 0;
        foreach (var part in mail.Parts)
        {
            if (!System.Runtime.InteropServices.MemoryMarshal.TryGetArray(part.Raw, out var piece) || piece.Array != raw || piece.Offset < at)
            {
                return part.Raw.IsEmpty;
            }

            at = piece.Offset + piece.Count;
        }

        return at <= raw.Length;
    }
}
