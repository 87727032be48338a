using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tests.Conditions;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;

namespace Helpdesk.Core.Tests.Tickets.Lifecycles;

/// <summary>Asking allocates nothing, whatever the answer.</summary>
public sealed class LifecycleAllocationTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);

    private static readonly Lifecycle Mine = new LifecycleBuilder("mine", Lifecycle.Default)
        .Trigger("own", "Own")
        .Guard("important", Condition.Always) // what a host's condition allocates is the condition's own affair
        .On(new("own"), t => t.From(StatusCategory.New).To("open").By(ActorKind.Agent).As("lead", "chief").If("important"))
        .Build().Require();

    private static readonly TransitionContext Agent = new(ActorKind.Agent, Now, TicketPolicy.Default, Now) { IsOwner = true, Roles = ["x", "lead"] };

    private static readonly FixedValues High = FixedValues.With("ticket.tier", new FieldValue.Number(3));

    public static TheoryData<string, string, TransitionContext, TransitionKind, string> Questions { get; } = new()
    {
        { "open", "resolve", Agent, TransitionKind.Moved, "" },
        { "spam", "not-spam", Agent with { ReturnTo = new StatusId("pending") }, TransitionKind.Moved, "" },
        { "new", "own", Agent with { Values = High }, TransitionKind.Moved, "" },
        { "new", "customer-message", Agent, TransitionKind.Stayed, "" },
        { "deleted", "customer-message", Agent, TransitionKind.FollowUp, "" },
        { "closed", "agent-reply", Agent, TransitionKind.Refused, "not-permitted" },
        { "new", "mark-spam", Agent with { Actor = ActorKind.Customer }, TransitionKind.Refused, "actor-not-allowed" },
        { "new", "own", Agent with { Roles = ["x"] }, TransitionKind.Refused, "actor-not-allowed" },
        { "new", "own", Agent with { Roles = null }, TransitionKind.Refused, "actor-not-allowed" },
        { "new", "own", Agent, TransitionKind.Refused, "guard-failed" },
        { "open", "close", Agent with { OpenChildren = 1 }, TransitionKind.Refused, "guard-failed" },
        { "spam", "not-spam", Agent, TransitionKind.Refused, "nothing-to-return-to" },
        { "no-such-status", "close", Agent, TransitionKind.Refused, "unknown-status" },
        { "new", "no-such-trigger", Agent, TransitionKind.Refused, "unknown-trigger" },
    };

    [Theory]
    [MemberData(nameof(Questions), DisableDiscoveryEnumeration = true)]
    public void Asking_allocates_nothing(string status, string trigger, TransitionContext context, TransitionKind kind, string code)
    {
        var (s, t) = (new StatusId(status), new TriggerId(trigger));
        var outcome = Mine.Fire(s, t, context);
        Assert.Equal((kind, code), (outcome.Kind, outcome.Code));
        Assert.Equal(0, Allocated(() => Mine.Fire(s, t, context).IsPermitted ? 1 : 0));
        Assert.Equal(0, Allocated(() => Mine.CanFire(s, t, context) ? 1 : 0));
        Assert.Equal(0, Allocated(() => Mine.Permitted(s, context).Count));
        Assert.Equal(0, Allocated(() => Mine.Permitted(s, context).Contains(t) ? 1 : 0));
        Assert.Equal(0, Allocated(() =>
        {
            var length = 0;
            foreach (var permitted in Mine.Permitted(s, context))
            {
                length += permitted.Value.Length;
            }

            return length;
        }));
    }

    private static long Allocated(Func<int> ask)
    {
        var sum = ask() + ask();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 200; i++)
        {
            sum += ask();
        }

        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(sum >= 0);
        return bytes;
    }
}
