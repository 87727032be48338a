namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>What a transition does beside changing the status: data, carried out by the engine. A closed family.</summary>
public abstract record TransitionEffect
{
    private TransitionEffect()
    {
    }

    /// <summary>Send a template to the requester as an automatic message, unless the cause was a machine's message.</summary>
    /// <param name="Template">The name of the template in the configuration.</param>
    public sealed record Notify(string Template) : TransitionEffect;

    /// <summary>Add tags.</summary>
    /// <param name="Tags">Compared ordinally.</param>
    public sealed record AddTags(IReadOnlyList<string> Tags) : TransitionEffect;

    /// <summary>Take the ticket from its agent, so that it is distributed again.</summary>
    public sealed record Unassign : TransitionEffect;
}
