namespace Helpdesk.Core.TestSupport;

/// <summary>What happens in a story that fills a store with everything that stores keep.</summary>
public enum KeptStep
{
    New,
    NewWithFiles,
    Odd,
    Answer,
    Machine,
    Again,
    Reply,
    ReplyOnce,
    Note,
    Close,
    Spam,
    NotSpam,
    High,
    Postpone,
    Merge,
    Unmerge,
    Split,
    Erase,
    Teach,
    Unteach,
    Aside,
    Send,
    Stay,
    Hours,
    Days,
}
