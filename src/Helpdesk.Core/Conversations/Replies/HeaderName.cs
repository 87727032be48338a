namespace Helpdesk.Core.Conversations.Replies;

/// <summary>What a line says that stands above an older message.</summary>
internal enum HeaderName
{
    /// <summary>It is no such line.</summary>
    None,

    /// <summary>Who wrote it.</summary>
    From,

    /// <summary>When.</summary>
    Date,

    /// <summary>To whom.</summary>
    To,

    /// <summary>Who got a copy.</summary>
    Cc,

    /// <summary>Where answers were to go.</summary>
    ReplyTo,

    /// <summary>What it was about.</summary>
    Subject,

    /// <summary>What came with it, or how pressing it was.</summary>
    Other,
}
