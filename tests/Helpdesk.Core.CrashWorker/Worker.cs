using System.Globalization;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.CrashWorker;

/// <summary>
/// A host under load that may be killed at any moment. What it began and was not told the end of, it does again under the same key when it
/// comes back; some of what it was told, too.
/// </summary>
internal sealed class Worker
{
    private const int Lanes = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly WorkerOptions _options;
    private readonly Journal _journal;
    private readonly FastClock _clock;
    private readonly IHelpdeskStore _store;
    private readonly Intake _intake;
    private readonly TicketDesk _desk;
    private readonly DueWork _dueWork;
    private readonly Delivery _delivery;
    private readonly Lock _lock = new();
    private readonly List<string> _tickets = [];
    private readonly List<string> _mails = [];
    private int _next;

    public Worker(WorkerOptions options, Journal journal)
    {
        (_options, _journal) = (options, journal);
        _clock = new FastClock(options.Began, options.Mode == "drain" ? Duration.FromDays(1) : Duration.Zero);
        _store = CrashWorld.Open(options.Database);
        _intake = new Intake(CrashWorld.Configuration, _store, CrashWorld.Tenant);
        _desk = new TicketDesk(CrashWorld.Configuration, _store, CrashWorld.Tenant, _clock);
        _dueWork = new DueWork(CrashWorld.Configuration, _store, CrashWorld.Tenant);
        _delivery = new Delivery(_desk, _store, CrashWorld.Tenant, TimeProvider.System, [new RecordingChannel(journal)]);
    }

    private Actor Kim { get; } = new Actor.Agent(new AgentId("kim"));

    public async Task<int> RunAsync()
    {
        var (unsure, known) = Remember();
        foreach (var call in unsure)
        {
            await UntilAnsweredAsync(call, "ack");
        }

        var random = new Random(_options.Seed);
        foreach (var call in Draw(known, random, 10))
        {
            await UntilAnsweredAsync(call, "again");
        }

        switch (_options.Mode)
        {
            case "finish":
                break;
            case "drain":
                await TriedAgainAsync(() => _dueWork.RunAsync(_clock.Now));
                while (await TriedAgainAsync(() => _delivery.RunAsync()) > 0)
                {
                    // What a slow batch left over comes next.
                }

                break;
            case "hot":
                _tickets.AddRange(await File.ReadAllLinesAsync(_options.Tickets));
                await Task.WhenAll(Enumerable.Range(0, Lanes).Select(l => Task.Run(() => LoadAsync(l, _options.Commands / Lanes))));
                break;
            default:
                await Task.WhenAll(
                    [
                        .. Enumerable.Range(0, Lanes).Select(l => Task.Run(() => LoadAsync(l, int.MaxValue))),
                        Task.Run(() => ForeverAsync(() => _dueWork.RunAsync(_clock.Now))),
                        Task.Run(() => ForeverAsync(() => _delivery.RunAsync())),
                    ]);
                break;
        }

        return 0;
    }

    // What the journal tells of the runs before.
    private (IReadOnlyList<Call> Unsure, IReadOnlyList<Call> Known) Remember()
    {
        var begun = new Dictionary<string, Call>(StringComparer.Ordinal);
        var known = new List<Call>();
        foreach (var line in Journal.Read(_options.Journal))
        {
            if (line.Word == "begin")
            {
                begun[line.Key] = new Call(line.Key, line.Detail);
                _next = Math.Max(_next, int.Parse(line.Key.AsSpan(line.Key.LastIndexOf('-') + 1), CultureInfo.InvariantCulture) + 1);
            }
            else if (line.Word == "ack" && begun.Remove(line.Key, out var call))
            {
                Learn(call, line.Detail);
                if (!line.Detail.StartsWith("refused", StringComparison.Ordinal))
                {
                    known.Add(call);
                }
            }
        }

        return ([.. begun.Values], known);
    }

    private static IEnumerable<Call> Draw(IReadOnlyList<Call> from, Random random, int count) =>
        from.Count == 0 ? [] : Enumerable.Range(0, count).Select(_ => from[random.Next(from.Count)]);

    private void Learn(Call call, string result)
    {
        lock (_lock)
        {
            if (call.Kind is CallKind.Open or CallKind.Answer)
            {
                _mails.Add(call.Key);
            }

            if (call.Kind == CallKind.Open && result.StartsWith("opened ", StringComparison.Ordinal))
            {
                _tickets.Add(result["opened ".Length..]);
            }
        }
    }

    private async Task LoadAsync(int lane, int count)
    {
        var random = new Random(HashCode.Combine(_options.Seed, lane));
        for (var i = 0; i < count; i++)
        {
            var call = Next(random);
            _journal.Write("begin", call.Key, call.Ticket);
            await UntilAnsweredAsync(call, "ack");
        }
    }

    private Call Next(Random random)
    {
        lock (_lock)
        {
            var key = Call.NewKey(random, _options.Mode == "hot", _options.Worker, _next++);
            var kind = new Call(key, "").Kind;
            if (kind == CallKind.Open || _tickets.Count < 3 || (kind == CallKind.Answer && _mails.Count == 0))
            {
                return new Call("open" + key[key.IndexOf('-', StringComparison.Ordinal)..], "");
            }

            // The last ones most: they are what is being worked on.
            var ticket = _tickets[^random.Next(1, _options.Mode == "hot" ? _tickets.Count + 1 : Math.Min(_tickets.Count, 40) + 1)];
            return kind switch
            {
                CallKind.Answer => new Call(key, _mails[^random.Next(1, Math.Min(_mails.Count, 40) + 1)]),
                CallKind.Merge => new Call(key, $"{ticket} {_tickets[^random.Next(1, Math.Min(_tickets.Count, 40) + 1)]}"),
                _ => new Call(key, ticket),
            };
        }
    }

    // The world may fail: then nobody knows whether it was done, and the same key asks again.
    private async Task UntilAnsweredAsync(Call call, string word)
    {
        while (true)
        {
            try
            {
                var result = await CallAsync(call);
                _journal.Write(word, call.Key, result);
                if (word == "ack")
                {
                    Learn(call, result);
                }

                return;
            }
            catch (Exception exception) when (exception is not InvalidOperationException)
            {
                _journal.Write("lost", call.Key, exception.GetType().Name);
                await Task.Delay(Pause);
            }
        }
    }

    private async Task<string> CallAsync(Call call)
    {
        var which = call.Ticket.Split(' ');
        return call.Kind switch
        {
            CallKind.Open or CallKind.Answer => Told(await _intake.ReceiveAsync(Mail(call), _clock.Now)),
            CallKind.Note => Told(await _desk.NoteAsync(Ticket(which[0]), new AgentId("lee"), "note " + call.Key, idempotencyKey: call.Key)),
            CallKind.Reply => Told(await _desk.ReplyAsync(Ticket(which[0]), new AgentId("kim"), "reply " + call.Key, idempotencyKey: call.Key)),
            CallKind.Merge => Told(await DoAsync(which[0], new TicketCommand.Merge(Ticket(which[1])), call.Key)),
            CallKind.Tag => Told(await DoAsync(which[0], new TicketCommand.AddTags([call.Key]), call.Key)),
            CallKind.Priority => Told(await DoAsync(which[0], new TicketCommand.SetPriority((Priority)(call.Key[^1] % 4)), call.Key)),
            CallKind.Postpone => Told(await DoAsync(which[0], new TicketCommand.Postpone(_clock.Now + Duration.FromMinutes(5 + (call.Key[^1] % 16))), call.Key)),
            CallKind.Resolve => Told(await DoAsync(which[0], new TicketCommand.Fire(Triggers.Resolve), call.Key)),
            _ => throw new InvalidOperationException($"Nobody knows how to do '{call.Key}'."),
        };
    }

    private Task<Outcome?> DoAsync(string ticket, TicketCommand command, string key) => _desk.ExecuteAsync(Ticket(ticket), command, Kim, idempotencyKey: key);

    private static TicketId Ticket(string id) => new(Guid.ParseExact(id, "N"));

    private static InboundMessage Mail(Call call) => new()
    {
        Channel = new ChannelAddress(ChannelAddress.Mail, "support@acme.example"),
        DuplicateKey = call.Key,
        ExternalId = Call.MailId(call.Key),
        InReplyTo = call.Kind == CallKind.Answer ? [Call.MailId(call.Ticket)] : [],
        From = Address.Mail($"customer{call.Key[^1]}@customer.example"),
        To = [Address.Mail("support@acme.example")],
        Subject = "About " + call.Key,
        Text = "mail " + call.Key,
        Attachments = call.Key[^1] == '7' ? [new Attachment("a.txt", "text/plain", System.Text.Encoding.UTF8.GetBytes("of " + call.Key[^2..]))] : [],
    };

    private static string Told(IntakeResult result) => result switch
    {
        IntakeResult.Opened opened => $"opened {opened.Ticket}",
        IntakeResult.Appended appended => $"appended {appended.Ticket}",
        IntakeResult.Duplicate => "repeated",
        _ => "refused " + result.GetType().Name,
    };

    private static string Told(Outcome? outcome) => outcome switch
    {
        Outcome.Changed { Events.Count: 0, Others.Count: 0 } => "refused nothing-new",
        Outcome.Changed => "done",
        Outcome.Refused { Reason.Code: "repeated" } => "repeated",
        Outcome.Refused refused => "refused " + refused.Reason.Code,
        _ => "refused",
    };

    private async Task ForeverAsync(Func<Task<int>> work)
    {
        while (true)
        {
            await TriedAgainAsync(work);
            await Task.Delay(Pause);
        }
    }

    private async Task<int> TriedAgainAsync(Func<Task<int>> work)
    {
        while (true)
        {
            try
            {
                return await work();
            }
            catch (Exception exception) when (exception is not InvalidOperationException)
            {
                _journal.Write("lost", "-", exception.GetType().Name);
                await Task.Delay(Pause);
            }
        }
    }
}
