using System.Globalization;
using System.Text;

namespace Helpdesk.Core.Email.Tests.Generators;

/// <summary>A mail of which is known what it holds.</summary>
/// <param name="Text">The mail with LF as line end, each character a byte.</param>
/// <param name="Leaves">Its parts, depth first.</param>
/// <param name="IsClosed">Whether it is a multipart with its closing boundary.</param>
internal sealed record WrittenMail(string Text, IReadOnlyList<WrittenLeaf> Leaves, bool IsClosed)
{
    public byte[] Lf => Mails.Bytes(Text);

    /// <summary>The same with CRLF.</summary>
    public byte[] CrLf => Mails.Bytes(Text.Replace("\n", "\r\n", StringComparison.Ordinal));

    public override string ToString() => Text;

    /// <summary>Writes a tree. Boundaries begin alike, for one may be the beginning of another.</summary>
    public static WrittenMail Of(MailNode root)
    {
        var text = new StringBuilder("From: Ann <ann@x.example>\nSubject: s\nMIME-Version: 1.0\n");
        var leaves = new List<WrittenLeaf>();
        var count = 0;
        Write(root);
        return new WrittenMail(text.ToString(), leaves, root is MailNode.Branch { IsClosed: true });

        void Write(MailNode node)
        {
            if (node is MailNode.Leaf { Is: var leaf })
            {
                leaves.Add(leaf);
                text.Append(CultureInfo.InvariantCulture, $"Content-Type: {leaf.Type}{(leaf.Name is null ? "" : $";\n name=\"{leaf.Name}\"")}\n");
                text.Append(leaf.Encoding.Length == 0 ? "\n" : $"Content-Transfer-Encoding: {leaf.Encoding}\n\n").Append(Encoded(leaf));
                return;
            }

            var branch = (MailNode.Branch)node;
            var boundary = new string('=', 1 + (count++ % 7)) + (branch.IsOdd ? " b:" : "b") + count;
            text.Append(CultureInfo.InvariantCulture, $"Content-Type: {branch.Type}; boundary=\"{boundary}\"\n\n{branch.Preamble}");
            foreach (var child in branch.Children)
            {
                text.Append(text[^1] == '\n' && child == branch.Children[0] ? "" : "\n").Append(CultureInfo.InvariantCulture, $"--{boundary}{branch.Blanks}\n");
                Write(child);
            }

            if (branch.IsClosed)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n--{boundary}--\n");
            }
        }
    }

    private static string Encoded(WrittenLeaf leaf) => leaf.Encoding switch
    {
        "base64" => Convert.ToBase64String(Mails.Bytes(leaf.Content), Base64FormattingOptions.InsertLineBreaks).Replace("\r\n", "\n", StringComparison.Ordinal),
        "quoted-printable" => QuotedPrintable(leaf.Content),
        _ => leaf.Content,
    };

    // Every third character, and what must be, as digits; lines of up to 30 characters.
    private static string QuotedPrintable(string content)
    {
        var text = new StringBuilder();
        for (var i = 0; i < content.Length; i++)
        {
            text.Append(i % 30 == 29 ? "=\n" : "");
            text.Append(content[i] is > ' ' and < (char)127 and not '=' && i % 3 != 0 ? $"{content[i]}" : $"={(int)content[i]:X2}");
        }

        return text.ToString();
    }
}
