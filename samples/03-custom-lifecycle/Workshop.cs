using Helpdesk.Core;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;
using static Helpdesk.Core.Tickets.StatusCategory;

namespace CustomLifecycle;

/// <summary>The lifecycle of a repair shop, made from the default one.</summary>
internal static class Workshop
{
    public static readonly TriggerId WaitForParts = new("wait-for-parts");
    public static readonly TriggerId Approve = new("approve");

    public static LifecycleBuilder WithoutMap() => new LifecycleBuilder("workshop-1", like: Lifecycle.Default)
        .Rename("in-progress", "On the bench", "Being repaired")
        .WithoutStatus("calling")
        .Status("waiting-for-parts", OnHold, "Waiting for parts", "We wait for a part")
        .Trigger("wait-for-parts", "Order a part")
        .On(WaitForParts, t => t.From(New, Open).To("waiting-for-parts").Then(new TransitionEffect.AddTags(["parts"])))
        .After("waiting-for-parts", Duration.FromDays(7), fire: Triggers.Reopen)
        .Status("approved", Open, "Approved", "Being repaired")
        .Trigger("approve", "Approve the repair")
        .Guard("has-quote", HasQuote)
        .On(Approve, t => t.From(Open).To("approved").By(ActorKind.Agent).As("manager").If("has-quote"));

    public static LifecycleBuilder Builder() => WithoutMap()
        .Map("default-1", ("calling", "chatting"));

    /// <summary>The same shop with three mistakes.</summary>
    public static Parsed<Lifecycle> Broken() => Builder()
        .On(Triggers.Hold, t => t.From(Resolved).To("on-the-shelf").If("has-shelf"))
        .On(Triggers.Hold, t => t.From(Live).To("on-hold"))
        .Build();

    private static Condition HasQuote => Condition.Parse(
        """{"field":"ticket.tags","op":"hasAny","value":["quoted"]}""", TicketFields.Catalogue).Require();
}
