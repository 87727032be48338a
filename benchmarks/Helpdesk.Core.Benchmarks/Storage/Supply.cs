using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Benchmarks.Storage;

/// <summary>Commits as a help desk makes them: a customer's message opens a ticket and is acknowledged, and an agent answers it.</summary>
internal static class Supply
{
    public static readonly TenantId Tenant = new("bench");

    public static readonly HelpdeskConfiguration Configuration = HelpdeskConfiguration.Parse(
        """
        {"version":1,"departments":[{"id":"support"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
         "agents":[{"id":"kim","address":"kim@acme.example","departments":["support"],"capacity":1000000}],
         "slaPolicies":[{"id":"s","firstReply":{"all":"PT4H"},"resolution":{"all":"P2D"}}],
         "templates":{"ack":{"subject":"[{{ticket.reference}}]","text":"Thank you, we shall answer soon."}},"notices":{"acknowledgement":"ack"}}
        """).Require();

    private static readonly HelpdeskEngine Engine = new(Configuration);

    private static readonly SpamModel Model = World.Model(50);
    private static readonly InboundMessage[] Letters = World.Messages(200);
    private static long _number;

    /// <summary>So many commits, two a ticket; each call gives other tickets.</summary>
    public static IEnumerable<Commit> Commits(int count)
    {
        for (var i = 0; i < count; i += 2)
        {
            var opened = Open(Interlocked.Increment(ref _number));
            yield return opened;
            yield return Answer(opened.Outcome.State);
        }
    }

    /// <summary>A message that opens a ticket.</summary>
    public static InboundMessage Letter(long number) => Letters[number % Letters.Length] with
    {
        DuplicateKey = $"key{number}",
        ExternalId = $"{number}@customer.example",
        InReplyTo = [],
        References = [],
        From = Address.Mail($"customer{number}@customer.example"),
        ReplyTo = [],
    };

    private static Commit Open(long number)
    {
        var message = Letter(number);
        var id = new MessageId(Guid.CreateVersion7());
        var outcome = (Outcome.Changed)Engine.Receive(World.Arrival(message, Model) with
        {
            Spam = new SpamKnowledge(SpamModel.Empty),
            NewTicket = new TicketId(Guid.CreateVersion7()),
            NewMessage = id,
            NewReference = TicketReference.Format("HD-", number),
        });
        return new Commit(outcome, message.DuplicateKey) { Message = id, Unseen = [message.ExternalId] };
    }

    private static Commit Answer(TicketState state) => new((Outcome.Changed)Engine.Execute(new Request
    {
        State = state,
        Command = new TicketCommand.Reply(new MessageId(Guid.CreateVersion7())),
        By = new Actor.Agent(new AgentId("kim")),
        At = World.Now + Duration.FromHours(1),
        CausationId = "answer",
        Text = "Please try the other cable first, and tell us whether the lamp is green then.",
    }));
}
