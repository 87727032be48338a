using System.Runtime.InteropServices;

namespace Helpdesk.Core.Rules.Compiled;

/// <summary>What ends in a state of a <see cref="KeywordAutomaton"/>.</summary>
/// <param name="Length">Units of the keyword.</param>
/// <param name="Text">The id of the keyword that is looked for anywhere; -1 for none.</param>
/// <param name="Word">The id of the keyword that is looked for as a word; -1 for none.</param>
/// <param name="Shorter">The place of the longest shorter keyword that ends here too; -1 for none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct KeywordEnd(int Length, int Text, int Word, int Shorter);
