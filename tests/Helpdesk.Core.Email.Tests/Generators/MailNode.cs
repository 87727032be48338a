namespace Helpdesk.Core.Email.Tests.Generators;

/// <summary>A part of a generated mail: a leaf or a multipart.</summary>
internal abstract record MailNode
{
    private MailNode()
    {
    }

    public sealed record Leaf(WrittenLeaf Is) : MailNode;

    /// <param name="Type">The media type.</param>
    /// <param name="IsOdd">Whether its boundary holds a blank and a colon.</param>
    /// <param name="Preamble">What stands before its first part.</param>
    /// <param name="Blanks">What stands behind a boundary on its line.</param>
    /// <param name="IsClosed">Whether its last boundary is there.</param>
    /// <param name="Children">Its parts, at least one.</param>
    public sealed record Branch(string Type, bool IsOdd, string Preamble, string Blanks, bool IsClosed, IReadOnlyList<MailNode> Children) : MailNode;
}
