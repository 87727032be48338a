using System.Diagnostics;
using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Rules;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Relations;
using NodaTime;

namespace Helpdesk.Core.Engine;

/// <summary>
/// What all tickets of one outcome share: the cause, the surroundings, and the work on each of them. Lives as long as one call
/// of the engine.
/// </summary>
internal sealed class WorkPlace
{
    private readonly Dictionary<TicketId, Work> _works = [];
    private readonly Dictionary<AgentId, int> _given = [];
    private readonly List<(Address Person, ContactCard Card)> _contacts = [];
    private readonly List<Fault> _misfits = [];
    private readonly List<(Address To, Instant At)> _sent = [];

    public WorkPlace(HelpdeskConfiguration configuration, Surroundings around)
    {
        Configuration = configuration;
        Around = around;
        foreach (var (person, known) in around.Contacts)
        {
            var (card, faults) = configuration.Fields.Fitting(known);
            _contacts.Add((person, card));
            _misfits.AddRange(faults);
        }
    }

    public HelpdeskConfiguration Configuration { get; }

    public required Instant At { get; init; }

    public required string Cause { get; init; }

    public Actor? OnBehalfOf { get; init; }

    /// <summary>Signs what is sent; null for nothing.</summary>
    public MessageTokens? Tokens { get; init; }

    public Surroundings Around { get; }

    /// <summary>How many automations lie behind the cause.</summary>
    public int Depth { get; init; }

    public bool MayAnswer { get; init; } = true;

    /// <summary>How much of the rules is explained.</summary>
    public RuleRunDetail Detail { get; init; }

    /// <summary>The work on a ticket; begun when it is first asked for.</summary>
    /// <param name="id">The ticket.</param>
    /// <param name="before">Its state; null for one of the surroundings, or for one that begins.</param>
    public Work On(TicketId id, TicketState? before = null)
    {
        if (!_works.TryGetValue(id, out var work))
        {
            _works[id] = work = new Work(this, id, before ?? Around.Related.GetValueOrDefault(id));
        }

        return work;
    }

    /// <summary>What a decision on a ticket looks at; null when the ticket obeys a lifecycle that is not there.</summary>
    public DecisionContext? ContextOf(Ticket ticket, Actor by) =>
        Configuration.Lifecycles.Find(ticket.LifecycleVersion) is not { } lifecycle ? null
        : new DecisionContext(lifecycle, Configuration.PolicyOf(ticket), by, At)
        {
            Roles = by is Actor.Agent agent ? Configuration.Agents.FirstOrDefault(a => a.Id == agent.Id)?.Roles ?? [] : [],
            Fields = Configuration.Fields,
            Contact = ContactOf(ticket),
            Lifecycles = Configuration.Lifecycles,
            Related = new RelatedTickets(Present()),
            ForOther = other => ContextOf(other, by),
        };

    /// <summary>What the host knows of a ticket's requester, as far as it fits the schema.</summary>
    public ContactCard? ContactOf(Ticket ticket) => _contacts.Find(c => c.Person.IsSameAs(ticket.Requester)).Card;

    /// <summary>The agents as they stand, what this outcome gave them included.</summary>
    public AgentStanding[] Standings() =>
    [
        .. Configuration.Agents.Select(a => new AgentStanding(
            a.Id, a.Departments, a.IsAvailable, a.Capacity, Around.Loads.GetValueOrDefault(a.Id) + _given.GetValueOrDefault(a.Id))),
    ];

    /// <summary>The addresses of those who get a notice.</summary>
    public IReadOnlyList<Address> RecipientsOf(Ticket ticket, NoticeRecipient recipient) => recipient switch
    {
        NoticeRecipient.Requester => [ticket.Requester],
        NoticeRecipient.Person person => [person.Address],
        NoticeRecipient.Assignee => AddressesOf(a => a.Id == ticket.Assignee),
        NoticeRecipient.Followers => AddressesOf(a => ticket.Followers.Any(f => f.Agent == a.Id)),
        NoticeRecipient.Department => AddressesOf(a => a.Departments.Contains(ticket.Department)),
        NoticeRecipient.Agent agent => AddressesOf(a => a.Id == agent.Id),
        _ => throw new UnreachableException(),
    };

    /// <summary>When an address got automatic messages lately, those of this outcome included.</summary>
    public IReadOnlyList<Instant> SentTo(Address address) =>
        [.. Around.SentTo.Where(s => s.Key.IsSameAs(address)).SelectMany(s => s.Value), .. _sent.Where(s => s.To.IsSameAs(address)).Select(s => s.At)];

    /// <summary>Counts an automatic message.</summary>
    public void Sent(Address address) => _sent.Add((address, At));

    public void Given(AgentId agent) => _given[agent] = _given.GetValueOrDefault(agent) + 1;

    /// <summary>Closes the outcome of a ticket, with those of all others that were worked on.</summary>
    public Outcome.Changed Finish(Work main, string code, string sentence)
    {
        if (_misfits.Count > 0)
        {
            main.Explain(new Trace("contact", "misfits", "Some of what the host knows of the requester does not fit its own schema and is left out.")
            {
                Facts = [.. _misfits.Select(f => new TraceFact(f.Place, f.Code))],
            });
        }

        var outcome = main.Finish(code, sentence);
        Outcome.Changed[] others =
        [
            .. _works.Values.Where(w => w != main)
                .Select(w => w.Finish("concerned", $"{main.Ticket!.Reference}: {sentence}"))
                .Where(o => o.Events.Count > 0),
        ];
        HashSet<TicketId> changed = [outcome.State.Id, .. others.Select(o => o.State.Id)];
        return outcome with
        {
            Others = others,
            LookedAt = Around.Related.Values.Where(s => !changed.Contains(s.Id)).ToDictionary(s => s.Id, s => s.Ticket.Version),
        };
    }

    private Address[] AddressesOf(Func<AgentProfile, bool> which) => [.. Configuration.Agents.Where(which).Select(a => a.Address)];

    private Dictionary<TicketId, Ticket> Present()
    {
        var present = Around.Related.ToDictionary(r => r.Key, r => r.Value.Ticket);
        foreach (var (id, work) in _works)
        {
            if (work.Ticket is { } ticket)
            {
                present[id] = ticket;
            }
        }

        return present;
    }
}
