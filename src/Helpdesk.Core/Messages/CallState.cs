namespace Helpdesk.Core.Messages;

/// <summary>How far a phone call is.</summary>
public enum CallState
{
    /// <summary>It rings. That alone is no request.</summary>
    Ringing,

    /// <summary>Somebody here talks with the caller.</summary>
    Answered,

    /// <summary>It is over.</summary>
    Ended,

    /// <summary>It is over, and nobody here talked with the caller.</summary>
    Missed,
}
