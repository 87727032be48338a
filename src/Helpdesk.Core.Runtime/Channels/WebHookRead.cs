namespace Helpdesk.Core.Runtime.Channels;

/// <summary>What a web hook said. A closed family.</summary>
public abstract record WebHookRead
{
    private WebHookRead()
    {
    }

    /// <summary>Something happened. Answer 2xx when it was taken, 5xx when it was not: it then comes again.</summary>
    /// <param name="Event">What.</param>
    public sealed record Happened(ChannelEvent Event) : WebHookRead;

    /// <summary>It is not from whom it says: answer 401 and keep nothing.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Refused(Fault Reason) : WebHookRead;

    /// <summary>It is genuine and says nothing that can be used: put it aside and answer 2xx, for it will not get better.</summary>
    /// <param name="Input">The body with the reason.</param>
    public sealed record Unreadable(Pickup.Unreadable Input) : WebHookRead;
}
