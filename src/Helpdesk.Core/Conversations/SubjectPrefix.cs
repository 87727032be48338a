namespace Helpdesk.Core.Conversations;

/// <summary>What the words before the colon of a subject say.</summary>
internal enum SubjectPrefix
{
    /// <summary>Nothing: they belong to the subject.</summary>
    None,

    /// <summary>That the mail answers another.</summary>
    Reply,

    /// <summary>That the mail hands on another.</summary>
    Forward,
}
