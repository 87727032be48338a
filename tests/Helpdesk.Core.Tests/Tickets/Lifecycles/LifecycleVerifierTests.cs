using System.Text.Json.Nodes;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;

namespace Helpdesk.Core.Tests.Tickets.Lifecycles;

/// <summary>Each fault, made alone in a valid lifecycle, is found alone and in its place.</summary>
public sealed class LifecycleVerifierTests
{
    private static readonly TransitionTarget ToClosed = new TransitionTarget.To(new("closed"));

    // new, live and spam lead to closed; open hangs between new and closed.
    private static readonly LifecycleDefinition Sound = new(
        "sound",
        [
            Of("new", StatusCategory.New), Of("live", StatusCategory.Live), Of("spam", StatusCategory.Spam), Of("open", StatusCategory.Open),
            Of("closed", StatusCategory.Closed),
        ],
        [
            Branch(Triggers.Start, new TransitionTarget.To(new("open"))) with { From = [StatusCategory.New] },
            Branch(Triggers.Close, ToClosed) with { From = [StatusCategory.New, StatusCategory.Live, StatusCategory.Spam, StatusCategory.Open] },
        ]);

    public static TheoryData<string, string, Func<LifecycleDefinition, LifecycleDefinition>> Faults { get; } = new()
    {
        { "bad-version", "/version", d => d with { Version = " " } },
        { "bad-version", "/version", d => d with { Version = new string('v', 101) } },
        { "blank", "/statuses/5", d => d with { Statuses = [.. d.Statuses, Of(" ", StatusCategory.Closed)], Transitions = [.. d.Transitions, Branch(Triggers.Hold, new TransitionTarget.To(new(" "))) with { From = [StatusCategory.Open] }] } },
        { "blank", "/statuses/3", d => d with { Statuses = [.. d.Statuses.Select(s => s.Id.Value == "open" ? s with { AgentLabel = "" } : s)] } },
        { "blank", "/statuses/3", d => d with { Statuses = [.. d.Statuses.Select(s => s.Id.Value == "open" ? s with { CustomerLabel = "\t" } : s)] } },
        { "duplicate-status", "/statuses/5", d => d with { Statuses = [.. d.Statuses, Of("open", StatusCategory.Open)] } },
        { "two-defaults", "/statuses", d => d with { Statuses = [.. d.Statuses.Select(s => s with { IsDefault = true }), Of("calling", StatusCategory.Live) with { IsDefault = true }] } },
        { "missing-category", "/statuses", d => d with { Statuses = [.. d.Statuses.Where(s => s.Id.Value != "live")] } },
        { "duplicate-trigger", "/triggers/0", d => d with { Triggers = [new(Triggers.Close, "Close")] } },
        { "duplicate-trigger", "/triggers/1", d => d with { Triggers = [new(new("own"), "Own"), new(new("own"), "Own")] } },
        { "blank", "/triggers/0", d => d with { Triggers = [new(new("own"), "")] } },
        { "too-many", "/triggers", d => d with { Triggers = [.. Enumerable.Range(0, 110).Select(i => new LifecycleTrigger(new($"t{i}"), "T"))] } },
        { "too-many", "/statuses", d => d with { Statuses = [.. Enumerable.Range(0, 201).Select(i => Of($"s{i}", StatusCategory.Live))] } },
        { "too-many", "/transitions", d => d with { Transitions = [.. Enumerable.Repeat(d.Transitions[0], 2_001)] } },
        { "bad-guard", "/guards/close-policy", d => d with { Guards = Guards("close-policy") } },
        { "bad-guard", "/guards/ ", d => d with { Guards = Guards(" ") } },
        { "ill-formed", "/version", d => d with { Version = "v\uD800" } },
        { "ill-formed", "/statuses/3", d => d with { Statuses = [.. d.Statuses.Select(s => s.Id.Value == "open" ? s with { AgentLabel = "\uDC00 open" } : s)] } },
        { "ill-formed", "/triggers/0", d => d with { Triggers = [new(new("own\uD83D"), "Own")] } },
        { "ill-formed", "/guards/a~1b~0\uD800", d => d with { Guards = Guards("a/b~\uD800") } },
        { "ill-formed", "/transitions/2", d => Add(d, Branch(Triggers.Hold, ToClosed) with { From = [StatusCategory.New], Roles = ["\uD800\uD800"] }) },
        { "ill-formed", "/transitions/2", d => Add(d, Branch(Triggers.Hold, ToClosed) with { From = [StatusCategory.New], Effects = [new TransitionEffect.Notify("\uD800")] }) },
        { "ill-formed", "/maps/0", d => d with { Maps = [new("old", new Dictionary<StatusId, StatusId> { [new("\uD800")] = new("new") })] } },
        { "blank", "/transitions/2", d => Add(d, Branch(Triggers.Hold, ToClosed) with { From = [StatusCategory.New], Roles = [" "] }) },
        { "blank", "/transitions/2", d => Add(d, Branch(Triggers.Hold, ToClosed) with { From = [StatusCategory.New], Effects = [new TransitionEffect.Notify("")] }) },
        { "blank", "/transitions/2", d => Add(d, Branch(Triggers.Hold, ToClosed) with { From = [StatusCategory.New], Effects = [new TransitionEffect.AddTags([])] }) },
        { "blank", "/transitions/2", d => Add(d, Branch(Triggers.Hold, ToClosed) with { From = [StatusCategory.New], Effects = [new TransitionEffect.AddTags(["a", " "])] }) },
        { "unknown-trigger", "/transitions/2", d => Add(d, Branch(new("own"), ToClosed) with { From = [StatusCategory.New] }) },
        { "empty", "/transitions/2", d => Add(d, Branch(Triggers.Hold, ToClosed)) },
        { "no-actor", "/transitions/2", d => Add(d, Branch(Triggers.Hold, ToClosed) with { From = [StatusCategory.New], Actors = ActorKind.None }) },
        { "no-actor", "/transitions/2", d => Add(d, Branch(Triggers.Hold, ToClosed) with { From = [StatusCategory.New], Actors = (ActorKind)33 }) },
        { "roles-without-agent", "/transitions/2", d => Add(d, Branch(Triggers.Hold, ToClosed) with { From = [StatusCategory.New], Actors = ActorKind.Rule, Roles = ["lead"] }) },
        { "effect-without-move", "/transitions/2", d => Add(d, Branch(Triggers.Hold, TransitionTarget.Stay) with { From = [StatusCategory.New], Effects = [new TransitionEffect.Unassign()] }) },
        { "unknown-status", "/transitions/2", d => Add(d, Branch(Triggers.Hold, new TransitionTarget.To(new("nowhere"))) with { From = [StatusCategory.New] }) },
        { "unknown-status", "/transitions/2", d => Add(d, Branch(Triggers.Hold, ToClosed) with { FromStatuses = [new("nowhere")] }) },
        { "unknown-guard", "/transitions/2", d => Add(d, Branch(Triggers.Hold, ToClosed) with { From = [StatusCategory.New], Guards = ["no-such-guard"] }) },
        { "dead-branch", "/transitions/2", d => Add(d, Branch(Triggers.Close, ToClosed) with { From = [StatusCategory.New], Guards = ["open-children"] }) },
        { "dead-branch", "/transitions/2", d => Add(d, d.Transitions[0]) },
        { "dead-branch", "/transitions/2", d => Add(d, Branch(Triggers.Hold, TransitionTarget.Back) with { From = [StatusCategory.Open] }) },
        { "overlap", "/transitions/2", d => Add(d, Branch(Triggers.Close, ToClosed) with { From = [StatusCategory.New], Actors = ActorKind.Anyone }) },
        { "overlap", "/transitions/3", d => Add(d, Branch(Triggers.Hold, ToClosed) with { From = [StatusCategory.New], Actors = ActorKind.Customer }, Branch(Triggers.Hold, TransitionTarget.Forbid) with { From = [StatusCategory.New], Actors = ActorKind.Agent }) },
        { "unreachable", "/statuses/5", d => d with { Statuses = [.. d.Statuses, Of("closed-2", StatusCategory.Closed)] } },
        { "trap", "/statuses/3", d => d with { Transitions = [d.Transitions[0], d.Transitions[1] with { From = [StatusCategory.New, StatusCategory.Live, StatusCategory.Spam] }] } },
        { "unknown-status", "/timers/0", d => Timer(d, "nowhere", Duration.FromDays(1), Triggers.Close) },
        { "two-timers", "/timers/1", d => d with { Timers = [new(new("new"), Duration.FromDays(1), Triggers.Close), new(new("new"), Duration.FromDays(2), Triggers.Close)] } },
        { "bad-duration", "/timers/0", d => Timer(d, "new", Duration.Zero, Triggers.Close) },
        { "bad-duration", "/timers/0", d => Timer(d, "new", Duration.FromDays(10_000) + Duration.Epsilon, Triggers.Close) },
        { "trigger-needs-more", "/timers/0", d => Timer(Add(d, Branch(Triggers.Postpone, ToClosed) with { From = [StatusCategory.New] }), "new", Duration.FromDays(1), Triggers.Postpone) },
        { "dead-timer", "/timers/0", d => Timer(d, "new", Duration.FromDays(1), Triggers.Hold) },
        { "dead-timer", "/timers/0", d => Timer(Add(d, Branch(Triggers.Hold, ToClosed) with { From = [StatusCategory.New], Actors = ActorKind.Agent }), "new", Duration.FromDays(1), Triggers.Hold) },
        { "bad-map", "/maps/0", d => d with { Maps = [new("sound", new Dictionary<StatusId, StatusId>())] } },
        { "bad-map", "/maps/0", d => d with { Maps = [new(" ", new Dictionary<StatusId, StatusId>())] } },
        { "bad-map", "/maps/1", d => d with { Maps = [new("old", new Dictionary<StatusId, StatusId>()), new("old", new Dictionary<StatusId, StatusId>())] } },
        { "unknown-status", "/maps/0", d => d with { Maps = [new("old", new Dictionary<StatusId, StatusId> { [new("x")] = new("nowhere") })] } },
    };

    [Fact]
    public void The_sound_one_is_sound() => Assert.Empty(Lifecycle.Create(Sound).Faults);

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public void One_fault_is_found_alone_in_its_place(string code, string place, Func<LifecycleDefinition, LifecycleDefinition> breaking)
    {
        var made = Lifecycle.Create(breaking(Sound));
        Assert.Equal([(code, place)], made.Faults.Select(f => (f.Code, f.Place)));
        Assert.False(string.IsNullOrWhiteSpace(made.Faults[0].Sentence));
        Assert.Null(made.Value);
    }

    [Fact]
    public void Timers_that_run_in_a_circle_are_named_each()
    {
        var made = Lifecycle.Create(Add(Sound, Branch(Triggers.Reopen, new TransitionTarget.To(new("new"))) with { From = [StatusCategory.Open] }) with
        {
            Timers =
            [
                new(new("spam"), Duration.FromDays(1), Triggers.Close), new(new("new"), Duration.FromDays(1), Triggers.Start),
                new(new("open"), Duration.FromDays(1), Triggers.Reopen),
            ],
        });
        Assert.Equal([("timer-cycle", "/timers/1"), ("timer-cycle", "/timers/2")], made.Faults.Select(f => (f.Code, f.Place)));
    }

    [Fact]
    public void A_hundred_and_twenty_eight_triggers_are_allowed()
    {
        var own = Enumerable.Range(0, Lifecycle.MaxTriggers - Triggers.All.Count).Select(i => new LifecycleTrigger(new($"own-{i}"), "Own")).ToArray();
        var last = own[^1].Id;
        var lifecycle = Lifecycle.Create(Add(Sound, Branch(last, ToClosed) with { From = [StatusCategory.New] }) with { Triggers = own }).Require();
        var context = new TransitionContext(ActorKind.Agent, default, TicketPolicy.Default, default);
        Assert.Equal([Triggers.Start, Triggers.Close, last], lifecycle.Permitted(new("new"), context));
    }

    // Too many to look at: said once, without looking.
    [Fact]
    public void Too_much_of_everything_is_named_at_once() => Assert.Equal(
        ["/statuses", "/triggers", "/transitions"],
        Lifecycle.Create(new LifecycleDefinition(
            "v", [.. Enumerable.Repeat(Of("new", StatusCategory.New), 5_000)], [.. Enumerable.Repeat(Branch(Triggers.Close, ToClosed), 5_000)])
        {
            Triggers = [.. Enumerable.Repeat(new LifecycleTrigger(new("own"), "Own"), 5_000)],
        }).Faults.Select(f => f.Place));

    [Fact]
    public void Everything_that_is_wrong_in_a_text_is_named_at_once()
    {
        const string Json =
            """
            {
              "format": 2, "version": "v", "colour": "red",
              "guards": { "x": { "field": "nope", "op": "eq", "value": 1 } },
              "statuses": [
                { "id": "new", "category": "new", "agentLabel": "N", "customerLabel": "N", "icon": "!" },
                { "id": "live", "category": "live", "agentLabel": "L", "customerLabel": "L" },
                { "id": "spam", "category": "spam", "agentLabel": "S", "customerLabel": "S" },
                { "id": "closed", "category": "closed", "agentLabel": "C", "customerLabel": "C" }
              ],
              "transitions": [
                { "trigger": "close", "from": ["new", "live"], "to": "closed", "actors": ["agent"], "guards": ["x", "y"] },
                { "trigger": "shut", "from": ["new"], "to": "gone", "actors": ["agent"] }
              ],
              "timers": [{ "status": "live", "after": "P1D", "fire": "close" }],
              "maps": [{ "from": "v", "statuses": {} }]
            }
            """;
        Assert.Equal(
            [
                ("bad-map", "/maps/0"), ("dead-timer", "/timers/0"), ("out-of-range", "/format"), ("trap", "/statuses/2"),
                ("unknown-field", "/guards/x/field"), ("unknown-guard", "/transitions/0"), ("unknown-member", "/colour"),
                ("unknown-member", "/statuses/0/icon"), ("unknown-status", "/transitions/1"), ("unknown-trigger", "/transitions/1"),
            ],
            Lifecycle.Parse(Json).Faults.Select(f => (f.Code, f.Place)).Order());
    }

    [Fact]
    public void A_fault_in_a_text_has_the_pointer_of_the_text()
    {
        var json = JsonNode.Parse(Lifecycle.Create(Sound).Require().ToJson())!;
        json["guards"] = JsonNode.Parse("""{"a/b~c":{"field":"nope","op":"eq","value":1}}""");
        Assert.Equal([("unknown-field", "/guards/a~1b~0c/field")], Lifecycle.Parse(json.ToJsonString()).Faults.Select(f => (f.Code, f.Place)));
    }

    private static Status Of(string id, StatusCategory category) => new(new(id), category, "Agent", "Customer");

    private static Transition Branch(TriggerId trigger, TransitionTarget target) =>
        new([], trigger, target, ActorKind.Agent | ActorKind.System, []);

    private static LifecycleDefinition Add(LifecycleDefinition definition, params Transition[] more) =>
        definition with { Transitions = [.. definition.Transitions, .. more] };

    private static LifecycleDefinition Timer(LifecycleDefinition definition, string status, Duration after, TriggerId fire) =>
        definition with { Timers = [new(new(status), after, fire)] };

    private static Dictionary<string, Condition> Guards(string name) => new() { [name] = Condition.Always };
}
