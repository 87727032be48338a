namespace Helpdesk.Core.Rules;

/// <summary>Who gets a notice. A closed family.</summary>
public abstract record NoticeRecipient
{
    private NoticeRecipient()
    {
    }

    /// <summary>Whether it is somebody outside, who may be a machine that answers.</summary>
    internal bool IsOutside => this is Requester or Person;

    /// <summary>The requester, by the channel of the customer's last message.</summary>
    public sealed record Requester : NoticeRecipient;

    /// <summary>The agent whose ticket it is, if there is one.</summary>
    public sealed record Assignee : NoticeRecipient;

    /// <summary>The agents who follow it.</summary>
    public sealed record Followers : NoticeRecipient;

    /// <summary>The agents of its department.</summary>
    public sealed record Department : NoticeRecipient;

    /// <summary>One agent.</summary>
    /// <param name="Id">Who.</param>
    public sealed record Agent(AgentId Id) : NoticeRecipient;

    /// <summary>Somebody by mail.</summary>
    /// <param name="Address">The address.</param>
    public sealed record Person(Address Address) : NoticeRecipient;
}
