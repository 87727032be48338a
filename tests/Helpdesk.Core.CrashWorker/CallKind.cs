namespace Helpdesk.Core.CrashWorker;

/// <summary>What a call does.</summary>
public enum CallKind
{
    /// <summary>A mail that begins a ticket.</summary>
    Open,

    /// <summary>A mail that answers one.</summary>
    Answer,

    /// <summary>A note.</summary>
    Note,

    /// <summary>An answer of an agent.</summary>
    Reply,

    /// <summary>A tag that nothing else sets.</summary>
    Tag,

    /// <summary>Another priority.</summary>
    Priority,

    /// <summary>The ticket is put off.</summary>
    Postpone,

    /// <summary>The ticket is resolved.</summary>
    Resolve,

    /// <summary>Two tickets become one.</summary>
    Merge,
}
