using System.Text.Json;
using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Email;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Evaluation.Threads;

/// <summary>Plays one scenario, step by step, through the doors that a host uses, and holds what comes against what is expected.</summary>
internal sealed class ScenarioPlay
{
    private readonly ScenarioWorld _world;
    private readonly ScenarioNames _names = new();
    private readonly List<TicketId> _tickets = [];
    private readonly Dictionary<string, (MessageId Message, TicketId Ticket)> _saved = new(StringComparer.Ordinal);

    private ScenarioPlay(JsonElement given) => _world = new ScenarioWorld(given);

    public static async Task<IReadOnlyList<Deviation>> RunAsync(JsonElement scenario)
    {
        var play = new ScenarioPlay(scenario.GetProperty("given"));
        var deviations = new List<Deviation>();
        var number = 0;
        foreach (var step in scenario.GetProperty("steps").EnumerateArray())
        {
            try
            {
                var came = await play.StepAsync(step);
                if (step.TryGetProperty("expect", out var expected) && expected.ValueKind == JsonValueKind.Object)
                {
                    deviations.AddRange(came.Against(expected, number));
                }
            }
            catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or ArgumentException or NotSupportedException)
            {
                deviations.Add(new Deviation(number, "step", "", exception.Message));
            }

            number++;
        }

        return deviations;
    }

    private async Task<ScenarioFacts> StepAsync(JsonElement step)
    {
        if (step.TryGetProperty("at", out var at))
        {
            _world.Now = ScenarioWorld.InstantOf(at);
        }

        return step.TryGetProperty("parallel", out var parallel) ? await ParallelAsync(parallel)
            : step.TryGetProperty("send", out _) ? await ReplyAsync(step)
            : step.TryGetProperty("do", out var what) ? await DoAsync(what.GetString()!, step)
            : step.GetProperty("receive").GetString() switch
            {
                "email" or "message" => await ReceiveAsync(step),
                "status" => await ReportedAsync(step),
                "call" => await CalledAsync(step),
                var other => throw new NotSupportedException($"'{other}' cannot be received yet."),
            };
    }

    private async Task<ScenarioFacts> ReceiveAsync(JsonElement step)
    {
        var message = MessageOf(step);
        var before = await CountAsync();
        var states = new Dictionary<TicketId, Ticket>();
        foreach (var known in _tickets)
        {
            states[known] = await TicketAsync(known);
        }

        var result = await _world.Intake.ReceiveAsync(message, _world.Now);
        var ticket = result switch
        {
            IntakeResult.Opened opened => opened.Ticket,
            IntakeResult.Appended appended => appended.Ticket,
            IntakeResult.Duplicate duplicate => duplicate.Ticket,
            _ => null,
        };
        var facts = new ScenarioFacts { ["outcome"] = await OutcomeAsync(result) };
        if (ticket is { } id)
        {
            await KnowAsync(id);
            await AboutAsync(facts, id, states.GetValueOrDefault(id), message, result);
        }
        else
        {
            var aside = (await _world.Store.ReadQuarantineAsync(ScenarioWorld.Tenant, int.MaxValue))[^1];
            facts["kind"] = aside.Reason.Code == "own-loop" ? "ownLoop" : ScenarioFacts.Camel(aside.Trace.Steps[0].Code);
            facts["flags"] = aside.Trace.Steps.SelectMany(s => s.Facts).Where(f => f.Name == "flag").Select(f => ScenarioFacts.Flag(f.Value)).ToArray();
        }

        var after = await CountAsync();
        facts["autoResponse"] = after.Automatic > before.Automatic;
        facts["sentToCustomer"] = after.Outbound > before.Outbound;
        if (step.TryGetProperty("save", out var save) && ticket is { } of)
        {
            _saved[save.GetString()!] = ((await _world.Store.ReadMessagesAsync(ScenarioWorld.Tenant, of))[^1].Id, of);
        }

        return facts;
    }

    private async Task AboutAsync(ScenarioFacts facts, TicketId id, Ticket? before, InboundMessage message, IntakeResult result)
    {
        var ticket = await TicketAsync(id);
        var stored = (await _world.Store.ReadMessagesAsync(ScenarioWorld.Tenant, id)).Last(m => m.ExternalId == message.ExternalId && m.From.IsSameAs(message.From));
        facts["ticket"] = Label(id);
        facts["requester"] = ticket.Requester.Key.Length == 0 ? null : ticket.Requester.Key;
        facts["visibility"] = stored.Direction == MessageDirection.Note ? "internal" : "public";
        facts["kind"] = ScenarioFacts.Camel(stored.Kind.ToString());
        facts["title"] = ticket.Subject;
        facts["priority"] = ScenarioFacts.Camel(ticket.Priority.ToString());
        facts["authorRole"] = stored.Author is Actor.Agent ? "agent" : "customer";
        facts["body"] = stored.Text;
        facts["items"] = ticket.Messages.Count(m => m.Direction == MessageDirection.Inbound);
        facts["flags"] = stored.Flags.Select(ScenarioFacts.Flag).Append(ScenarioFacts.Camel(stored.Kind.ToString())).ToArray();
        facts["linkedTo"] = ticket.Links is [var link, ..] ? Label(link.Other) : null;
        facts["participantsAddedTo"] = before is null ? [] : ticket.Participants.Except(before.Participants).Select(p => p.Key).ToArray();
        facts["reopened"] = before is not null && IsDone(before.Category) && !IsDone(ticket.Category);
        facts["countsAsCustomerReply"] = before is not null && ticket.Messages[^1] is { Direction: MessageDirection.Inbound, Kind: MessageKind.Human };
        if (stored.Kind == MessageKind.Bounce)
        {
            await AboutReportAsync(facts, ticket);
        }

        if (result is IntakeResult.Duplicate duplicate)
        {
            facts["deliveries"] = duplicate.Deliveries;
        }
        else if ((await _world.Store.ReadTracesAsync(ScenarioWorld.Tenant, id))[^1].Steps.FirstOrDefault(s => s.Area == "threading") is { } trace
            && trace.Code.StartsWith("append-by-", StringComparison.Ordinal))
        {
            facts["by"] = ScenarioFacts.Camel(trace.Code["append-by-".Length..]);
        }
    }

    // A report of ours that failed for good stands on the ticket; a delay only in the trace of the report.
    private async Task AboutReportAsync(ScenarioFacts facts, Ticket ticket)
    {
        var steps = (await _world.Store.ReadTracesAsync(ScenarioWorld.Tenant, ticket.Id))[^1].Steps;
        var report = steps.First(s => s.Area == "delivery-report");
        var about = report.Facts.First(f => f.Name == "message").Value;
        var of = (await _world.Store.ReadMessagesAsync(ScenarioWorld.Tenant, ticket.Id)).First(m => m.ExternalId == about).Id;
        var failed = ticket.DeliveryOf(of).State == DeliveryState.Failed;
        facts["outcome"] = "bounce";
        facts["message"] = _saved.First(s => s.Value.Message == of).Key;
        facts["permanent"] = failed;
        facts["deliveryStatus"] = failed ? "failed" : ScenarioFacts.Camel(report.Facts.First(f => f.Name == "recipient").Value.Split(' ')[0]);
    }

    private async Task<ScenarioFacts> ParallelAsync(JsonElement steps)
    {
        InboundMessage[] messages = [.. steps.EnumerateArray().Select(MessageOf)];
        var now = _world.Now;
        var results = await Task.WhenAll(messages.Select(m => Task.Run(() => _world.Intake.ReceiveAsync(m, now))));
        var outcomes = new List<string>();
        foreach (var result in results)
        {
            outcomes.Add(await OutcomeAsync(result));
        }

        var count = await CountAsync();
        return new ScenarioFacts
        {
            ["outcomes"] = outcomes.Order(StringComparer.Ordinal).ToArray(),
            ["tickets"] = (await _world.Store.ReadTicketIdsAsync(ScenarioWorld.Tenant, null, int.MaxValue)).Count,
            ["messages"] = count.Inbound,
            ["autoResponses"] = count.Automatic,
        };
    }

    private async Task<ScenarioFacts> ReplyAsync(JsonElement step)
    {
        var ticket = TicketOf(step, "ticket");
        var draft = new ReplyDraft(step.GetProperty("body").GetString()!) { Template = step.TryGetProperty("template", out var template) ? template.GetString()! : "" };
        var outcome = await _world.Desk.ReplyAsync(ticket, AgentOf(step), draft);
        if (outcome is Outcome.Refused refused)
        {
            return await AboutRefusalAsync(refused, ticket);
        }

        var sent = Sent(outcome)[^1];
        Save(step, sent, ticket);
        if (step.TryGetProperty("providerId", out var given))
        {
            await _world.Desk.ReportAsync(ticket, new DeliveryNews(sent.Id, DeliveryState.Sent)
            {
                Channel = sent.Channel,
                ExternalIds = [given.GetString()!],
            });
        }

        var facts = new ScenarioFacts
        {
            ["channel"] = NameOf(sent.Channel),
            ["to"] = sent.To.Select(t => t.Key).ToArray(),
        };
        if (step.TryGetProperty("expect", out var expected) && expected.TryGetProperty("parts", out _))
        {
            await LeaveAsync(facts, sent);
        }

        return facts;
    }

    // What the desk says no to, and what it offers instead: a template of the channel, or another way to the customer.
    private async Task<ScenarioFacts> AboutRefusalAsync(Outcome.Refused refused, TicketId ticket)
    {
        var ways = await _world.Desk.ReadWaysAsync(ticket);
        IEnumerable<string> templates = ways[0].Can is { HasTemplates: true } ? ["template"] : [];
        return new ScenarioFacts
        {
            ["blocked"] = refused.Reason.Code == SendFaults.WindowClosed ? "messagingWindowClosed" : refused.Reason.Code,
            ["alternatives"] = templates.Concat(ways.Skip(1).Where(w => w.Refusal is null).Select(w => NameOf(w.Way.Point.Channel))).ToArray(),
        };
    }

    // In what parts it really leaves: in order, whole, each with an id of its own outside.
    private async Task LeaveAsync(ScenarioFacts facts, OutboundMessage sent)
    {
        await _world.Delivery.RunAsync();
        OutboundMessage[] parts = [.. _world.Left.Where(m => m.Id == sent.Id)];
        var isWhole = string.Concat(parts.Select(p => p.Text)) == sent.Text && parts.Select(p => p.Part).SequenceEqual(Enumerable.Range(0, parts.Length));
        var found = await _world.Store.FindThreadsAsync(
            ScenarioWorld.Tenant, new ThreadLookUps { ThreadIds = [.. parts.Select(p => ThreadIds.Of(p.Channel, p.IdempotencyKey))] });
        facts["parts"] = isWhole && found.Count == parts.Length ? parts.Length : null;
        facts["maxPart"] = parts.Max(p => p.Text.Length);
    }

    private static string NameOf(ChannelAddress channel) => channel.Channel == ChannelAddress.Mail ? "email" : $"{channel.Channel}:{channel.Account}";

    // The events of a telephone system by the names of Zammad's interface: newCall, answer, hangup with its cause.
    private async Task<ScenarioFacts> CalledAsync(JsonElement step)
    {
        var state = step.GetProperty("event").GetString() switch
        {
            "newCall" => CallState.Ringing,
            "answer" => CallState.Answered,
            "hangup" when step.TryGetProperty("cause", out var cause) && cause.GetString() == "noAnswer" => CallState.Missed,
            "hangup" => CallState.Ended,
            var other => throw new NotSupportedException($"'{other}' does not happen to calls."),
        };
        var call = new PhoneCall(step.GetProperty("callId").GetString()!, state, Text("from"), Text("to"));
        var happened = new PhoneCalls(ChannelOf(step).Account).Happened(call, _world.Now);
        var result = await _world.Reception.TakeAsync(happened, _world.Now) is EventResult.Taken taken ? taken.Result : null;
        var id = result switch
        {
            IntakeResult.Opened opened => opened.Ticket,
            IntakeResult.Appended appended => appended.Ticket,
            _ => throw new InvalidOperationException("Nothing follows from the call."),
        };
        await KnowAsync(id);
        var ticket = await TicketAsync(id);
        return new ScenarioFacts
        {
            ["outcome"] = await OutcomeAsync(result),
            ["ticket"] = Label(id),
            ["requester"] = ticket.Requester.IsAnonymous ? null : ticket.Requester.Key,
            ["items"] = (await _world.Store.ReadMessagesAsync(ScenarioWorld.Tenant, id)).Count,
            ["callState"] = ScenarioFacts.Camel(ticket.Messages[^1].Call!.State.ToString()),
        };

        string Text(string name) => step.TryGetProperty(name, out var value) ? value.GetString()! : "";
    }

    private async Task<ScenarioFacts> ReportedAsync(JsonElement step)
    {
        var id = ThreadIds.Of(ChannelOf(step), step.GetProperty("externalId").GetString()!);
        var found = await _world.Store.FindThreadsAsync(ScenarioWorld.Tenant, new ThreadLookUps { ThreadIds = [id] });
        var (ticket, message) = (found[0].Candidate.Ticket, found[0].Item!.Message);
        var state = Enum.Parse<DeliveryState>(step.GetProperty("status").GetString()!, ignoreCase: true);
        await _world.Desk.ReportAsync(ticket, new DeliveryNews(message, state) { OccurredAt = _world.Now });
        return new ScenarioFacts
        {
            ["message"] = _saved.First(s => s.Value.Message == message).Key,
            ["deliveryStatus"] = ScenarioFacts.Camel((await TicketAsync(ticket)).DeliveryOf(message).State.ToString()),
        };
    }

    private async Task<ScenarioFacts> DoAsync(string what, JsonElement step)
    {
        switch (what)
        {
            case "merge":
                Done(await _world.Desk.ExecuteAsync(TicketOf(step, "source"), new TicketCommand.Merge(TicketOf(step, "into")), Agent()));
                break;
            case "close":
                Done(await _world.Desk.ExecuteAsync(TicketOf(step, "ticket"), new TicketCommand.Fire(Triggers.Close), Agent()));
                break;
            case "note":
                AgentId[] mentions = [.. step.GetProperty("notify").EnumerateArray().Select(n => new AgentId(n.GetString()!))];
                var noted = await _world.Desk.NoteAsync(TicketOf(step, "ticket"), AgentOf(step), step.GetProperty("body").GetString()!, mentions);
                foreach (var agent in mentions)
                {
                    var notice = Sent(noted).Single(s => s.To[0].Key == _world.Agents[agent.Value]);
                    _names[$"{step.GetProperty("save").GetString()}.notify.{agent}.messageId"] = notice.ExternalId;
                }

                break;
            case "forward":
                var first = (await TicketAsync(TicketOf(step, "ticket"))).Messages[0].Message;
                Address[] to = [.. step.GetProperty("to").EnumerateArray().Select(t => Address.Mail(t.GetString()!))];
                Save(step, Sent(await _world.Desk.ForwardAsync(TicketOf(step, "ticket"), AgentOf(step), to, step.GetProperty("body").GetString()!, first))[^1], TicketOf(step, "ticket"));
                break;
            case "linkIdentity":
                var person = Address.Mail(step.GetProperty("address").GetString()!);
                Done(await _world.Desk.ExecuteAsync(TicketOf(step, "ticket"), new TicketCommand.AddParticipant(person), Agent()));
                break;
            default:
                throw new NotSupportedException($"'{what}' cannot be done yet.");
        }

        return [];
    }

    private InboundMessage MessageOf(JsonElement step)
    {
        if (step.GetProperty("receive").GetString() == "email")
        {
            var mail = MailReader.Read(ScenarioMail.Write(step, _names), new ChannelAddress(ChannelAddress.Mail, step.GetProperty("mailbox").GetString()!));
            return mail is Pickup.Readable readable ? readable.Message : throw new InvalidOperationException(((Pickup.Unreadable)mail).Reason.Sentence);
        }

        var channel = ChannelOf(step);
        var sender = step.GetProperty("sender");
        var id = step.GetProperty("externalId").GetString()!;
        var kind = channel.Channel is "whatsapp" or "sms" ? AddressKind.Phone : AddressKind.Handle;
        return new InboundMessage
        {
            Channel = channel,
            DuplicateKey = ThreadIds.Of(channel, id),
            ExternalId = id,
            Conversation = step.GetProperty("conversation").GetString()!,
            Claims = sender.TryGetProperty("email", out var email)
                ? [new IdentityClaim(Address.Mail(email.GetString()!), sender.TryGetProperty("verified", out var sure) && sure.GetBoolean() ? "channel" : "")]
                : [],
            From = new Address(kind, sender.GetProperty("id").GetString()!, sender.TryGetProperty("name", out var shown) ? shown.GetString()! : ""),
            Text = step.GetProperty("text").GetString()!,
        };
    }

    private async Task<string> OutcomeAsync(IntakeResult result) => result switch
    {
        IntakeResult.Opened opened => (await TicketAsync(opened.Ticket)).Links.Count > 0 ? "createdLinked" : "created",
        IntakeResult.Appended => "appended",
        IntakeResult.Duplicate => "duplicate",
        IntakeResult.Quarantined { Reason.Code: "agent-token-mismatch" } => "rejected",
        _ => "ignored",
    };

    private async Task KnowAsync(TicketId id)
    {
        if (_tickets.Contains(id))
        {
            return;
        }

        _tickets.Add(id);
        var ticket = await TicketAsync(id);
        _names[$"{Label(id)}.ref"] = ticket.Reference.Value;
        _names[$"{Label(id)}.emailReplyTo"] = _world.Tokens
            .AddressFor(Address.Mail(_world.Mailboxes[0]), TokenPurpose.ReplyAddress, ticket.Messages[0].Message)!.Value;
    }

    private void Save(JsonElement step, OutboundMessage sent, TicketId ticket)
    {
        var name = step.GetProperty("save").GetString()!;
        _saved[name] = (sent.Id, ticket);
        _names[$"{name}.messageId"] = sent.ExternalId;
        if (sent.ReplyTo is { } replyTo)
        {
            _names[$"{name}.replyTo"] = replyTo.Value;
        }
    }

    private async Task<(int Inbound, int Outbound, int Automatic)> CountAsync()
    {
        var (inbound, outbound, automatic) = (0, 0, 0);
        foreach (var id in await _world.Store.ReadTicketIdsAsync(ScenarioWorld.Tenant, null, int.MaxValue))
        {
            if ((await TicketAsync(id)).MergedInto is null)
            {
                var messages = await _world.Store.ReadMessagesAsync(ScenarioWorld.Tenant, id);
                inbound += messages.Count(m => m.Direction == MessageDirection.Inbound);
                outbound += messages.Count(m => m.Direction == MessageDirection.Outbound);
                automatic += messages.Count(m => m is { Direction: MessageDirection.Outbound, Kind: not MessageKind.Human });
            }
        }

        return (inbound, outbound, automatic);
    }

    private async Task<Ticket> TicketAsync(TicketId id) => (await _world.Store.LoadAsync(ScenarioWorld.Tenant, id))!.Ticket;

    private TicketId TicketOf(JsonElement step, string member) => _tickets[step.GetProperty(member).GetString()![0] - 'A'];

    private string Label(TicketId ticket) => ((char)('A' + _tickets.IndexOf(ticket))).ToString();

    private static ChannelAddress ChannelOf(JsonElement step) =>
        step.GetProperty("channel").GetString()!.Split(':') is [var name, var account] ? new ChannelAddress(name, account) : throw new KeyNotFoundException("channel");

    private Actor.Agent Agent() => new(new AgentId(_world.Agents.Keys.First()));

    private static AgentId AgentOf(JsonElement step) => new(step.GetProperty("agent").GetString()!);

    private static bool IsDone(StatusCategory category) => category is StatusCategory.Resolved or StatusCategory.Closed;

    private static IReadOnlyList<OutboundMessage> Sent(Outcome? outcome) => Done(outcome).Effects;

    private static Outcome.Changed Done(Outcome? outcome) => outcome as Outcome.Changed
        ?? throw new InvalidOperationException(outcome is Outcome.Refused no ? no.Reason.ToString() : "There is no such ticket.");
}
