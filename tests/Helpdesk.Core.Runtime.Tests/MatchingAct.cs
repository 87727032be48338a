namespace Helpdesk.Core.Runtime.Tests;

/// <summary>What happens in a story about finding tickets.</summary>
internal enum MatchingAct
{
    /// <summary>Nothing.</summary>
    Pause,

    /// <summary>A mail about something new.</summary>
    Fresh,

    /// <summary>A mail that answers a known mail of a customer.</summary>
    AnswerKnown,

    /// <summary>A mail that answers what we sent; a stranger has only a forged token of it.</summary>
    AnswerSent,

    /// <summary>A mail that prints a reference.</summary>
    Reference,

    /// <summary>A mail that shares an ancestor.</summary>
    Ancestor,

    /// <summary>An agent answers.</summary>
    Reply,

    /// <summary>An agent writes a note that mentions another one.</summary>
    Note,
}
