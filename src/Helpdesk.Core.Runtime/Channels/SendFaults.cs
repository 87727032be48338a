namespace Helpdesk.Core.Runtime.Channels;

/// <summary>The codes by which channels say why a message does not leave.</summary>
public static class SendFaults
{
    /// <summary>Nothing serves the channel.</summary>
    public const string NoChannel = "no-channel";

    /// <summary>The channel only takes messages in.</summary>
    public const string NotOutbound = "not-outbound";

    /// <summary>The time in which the customer may be written to is over.</summary>
    public const string WindowClosed = "window-closed";

    /// <summary>The channel has no templates.</summary>
    public const string NoTemplates = "no-templates";

    /// <summary>The channel does not carry such attachments, or not so many.</summary>
    public const string AttachmentRefused = "attachment-refused";

    /// <summary>The recipient is not there, or no longer.</summary>
    public const string RecipientGone = "recipient-gone";

    /// <summary>The recipient does not want to hear from us.</summary>
    public const string Blocked = "blocked";

    /// <summary>Too big for the channel.</summary>
    public const string TooLong = "too-long";

    /// <summary>We were not let in.</summary>
    public const string NotAllowed = "not-allowed";

    /// <summary>Too much at once.</summary>
    public const string Throttled = "throttled";

    /// <summary>The other side does not like what it says.</summary>
    public const string ContentRefused = "content-refused";

    /// <summary>The other side cannot be reached.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>It may have left; nobody knows.</summary>
    public const string Unsure = "unsure";
}
