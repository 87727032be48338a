using FsCheck;
using FsCheck.Fluent;

namespace Helpdesk.Core.Email.Tests.Generators;

/// <summary>Mails that hold parts in parts, as programs write them and some write them wrong.</summary>
internal static class WrittenMails
{
    // Lines that look like something else: boundaries, headers, an mbox line, padding.
    private static readonly string[] Lines =
        ["Hello", "", "--", "-- ", "--=", "--==b", "From: x", "From me", ">From you", "Gr\u00fc\u00dfe", "a = b", "AA==", "=3D", "  ", "."];

    private static Gen<string> Text { get; } = Gen.Elements(Lines).ListOf().Select(l => string.Join('\n', l));

    private static Gen<string> Bytes { get; } = Gen.Choose(0, 255).ListOf().Select(b => new string([.. b.Select(i => (char)i)]));

    private static Gen<MailNode> Leaf { get; } =
        from encoding in Gen.Elements("", "7bit", "8bit", "binary", "base64", "base64", "quoted-printable", "quoted-printable")
        from content in encoding is "base64" or "quoted-printable" ? Bytes : Text
        from type in Gen.Elements("text/plain", "text/plain", "text/html", "image/png", "application/pdf", "message/rfc822")
        from name in Gen.Elements(null, null, "a.png", "b;c.pdf", "d \\\"e\\\".txt")
        select (MailNode)new MailNode.Leaf(new WrittenLeaf(type, name, encoding, content));

    public static Gen<WrittenMail> All { get; } = Node(3).Select(WrittenMail.Of);

    private static Gen<MailNode> Node(int depth) => depth == 0 ? Leaf : Gen.Frequency((1, Leaf), (3, Branch(depth)));

    private static Gen<MailNode> Branch(int depth) =>
        from type in Gen.Elements("multipart/mixed", "multipart/alternative", "multipart/related", "Multipart/Report")
        from isOdd in Gen.Elements(true, false)
        from preamble in Gen.Elements("", "This is a message in parts.\n", "\n\n")
        from blanks in Gen.Elements("", "", " ", "\t ")
        from isClosed in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
        from first in Node(depth - 1)
        from more in Node(depth - 1).ListOf().Select(n => n.Take(3).ToList())
        select (MailNode)new MailNode.Branch(type, isOdd, preamble, blanks, isClosed, [first, .. more]);
}
