namespace Helpdesk.Core.Conditions.Stored;

/// <summary>In which form a text is kept, so that a database compares as conditions do by comparing bytes.</summary>
public enum StoredForm
{
    /// <summary>In Unicode normalisation form C, in simple upper case: for comparisons without regard to case, and for names.</summary>
    Folded,

    /// <summary>In Unicode normalisation form C.</summary>
    Plain,

    /// <summary><see cref="Folded"/> with the places marked where a word may begin or end.</summary>
    FoldedWords,

    /// <summary><see cref="Plain"/> with the places marked where a word may begin or end.</summary>
    PlainWords,
}
