using System.Runtime.InteropServices;

namespace Helpdesk.Core.Conversations.Replies;

/// <summary>The line, wrapped or not, by which a mail program introduces what it quotes.</summary>
/// <param name="Lines">How many lines it takes; 0 for none.</param>
/// <param name="IsCertain">Whether it is one even when what follows is not quoted with marks.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AttributionLine(int Lines, bool IsCertain)
{
    /// <summary>No such line.</summary>
    public static AttributionLine None => default;
}
