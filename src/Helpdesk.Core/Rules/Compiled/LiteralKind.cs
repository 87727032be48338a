namespace Helpdesk.Core.Rules.Compiled;

/// <summary>How a comparison is answered in the compiled form.</summary>
internal enum LiteralKind
{
    /// <summary>By the cell in which the value of its field lies.</summary>
    Cell,

    /// <summary>By the members of a set.</summary>
    Member,

    /// <summary>By the keywords that one pass over a text finds.</summary>
    Keyword,

    /// <summary>By the interpreter, after everything else.</summary>
    Residue,
}
