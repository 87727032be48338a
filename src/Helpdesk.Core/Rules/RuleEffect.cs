namespace Helpdesk.Core.Rules;

/// <summary>
/// What the world outside must do for a rule or a macro. Described, not done: the host commits it with the events. A closed family.
/// </summary>
/// <param name="Id">The idempotency key: the same firing computed again gives the same; no two effects share one.</param>
public abstract record RuleEffect(MessageId Id)
{
    /// <summary>Whether something leaves.</summary>
    internal bool Leaves => this is not Note;

    /// <summary>An automatic message.</summary>
    /// <param name="Id">The key.</param>
    /// <param name="Template">What it says.</param>
    /// <param name="To">Who gets it, each one a message of one's own.</param>
    public sealed record Notice(MessageId Id, string Template, IReadOnlyList<Address> To) : RuleEffect(Id);

    /// <summary>A public answer to the requester.</summary>
    /// <param name="Id">The id of the answer on the ticket.</param>
    /// <param name="Template">What it says.</param>
    /// <param name="To">The requester.</param>
    public sealed record Answer(MessageId Id, string Template, Address To) : RuleEffect(Id);

    /// <summary>An internal note; it does not leave.</summary>
    /// <param name="Id">The id of the note on the ticket.</param>
    /// <param name="Template">What it says.</param>
    public sealed record Note(MessageId Id, string Template) : RuleEffect(Id);

    /// <summary>Something that the host does.</summary>
    /// <param name="Id">The key.</param>
    /// <param name="Action">The name under which the host registered it.</param>
    /// <param name="With">What it is told.</param>
    /// <param name="Depth">How many automations lie behind it; commands that come of it carry it on.</param>
    public sealed record Call(MessageId Id, string Action, IReadOnlyDictionary<string, string> With, int Depth) : RuleEffect(Id);
}
