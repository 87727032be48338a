namespace Helpdesk.Core.Testing;

/// <summary>What the outside does to the next messages of a channel that is tried.</summary>
public enum ChannelTrouble
{
    /// <summary>It takes them.</summary>
    None,

    /// <summary>It has no time now.</summary>
    Busy,

    /// <summary>It does not want them.</summary>
    Refuses,

    /// <summary>It takes them, and the line breaks before it can say so.</summary>
    BreaksAfterTaking,
}
