using System.Runtime.InteropServices;

namespace Helpdesk.Core.Search;

/// <summary>A word in the form in which words are compared, and the stretch of the text in which it stands.</summary>
/// <param name="Text">The word.</param>
/// <param name="Start">Where the stretch begins.</param>
/// <param name="End">Where it ends.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SearchWord(string Text, int Start, int End);
