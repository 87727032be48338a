using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Runtime.Diagnostics;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Helpdesk.Core.Runtime.Tests;

/// <summary>What the use cases tell of themselves. In one class, so that what listens here does not listen to the measurement of allocations.</summary>
public sealed class TelemetryTests
{
    private const string Secret = "ann.person@customer.example";

    private static readonly TenantId Tenant = new("telemetry");
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 9, 0);

    private static readonly HelpdeskConfiguration Configuration = HelpdeskConfiguration.Parse(
        """
        {"version":1,"departments":[{"id":"support"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
         "agents":[{"id":"kim","address":"kim@acme.example","departments":["support"]}],
         "slaPolicies":[{"id":"p","firstReply":{"all":"PT4H"}}],
         "templates":{"ack":{"subject":"[{{ticket.reference}}]","text":"Thank you"}},"notices":{"acknowledgement":"ack"}}
        """).Require();

    [Fact]
    public async Task Everything_that_happens_is_measured_and_nothing_names_a_person()
    {
        var (measured, activities, logs) = await ListenAsync(WorkAsync);
        Assert.Equal(
            [
                "helpdesk.command.duration Reply Changed", "helpdesk.command.duration Reply NotFound", "helpdesk.command.duration Unmerge Refused", "helpdesk.delivery.duration mail Rejected",
                "helpdesk.intake.duration mail Duplicate", "helpdesk.intake.duration mail Opened", "helpdesk.intake.duration unreadable Quarantined",
                "helpdesk.timer.fired Sla", "helpdesk.timer.lag Sla",
            ],
            measured.Where(m => !m.EndsWith("ReportDelivery Changed", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));
        Assert.Superset(
            new HashSet<string> { "helpdesk.intake", "helpdesk.command", "helpdesk.timer", "helpdesk.delivery" },
            activities.Select(a => a.OperationName).ToHashSet(StringComparer.Ordinal));
        Assert.Contains(activities, a => a.OperationName == "helpdesk.intake" && a.GetTagItem("helpdesk.ticket") is string);
        Assert.Superset(new HashSet<int> { 1001, 1003, 1004, 1101, 1102, 1201, 1303 }, logs.Select(l => l.Id).ToHashSet());
        var told = string.Join('\n', measured.Concat(logs.Select(l => l.Text)).Concat(activities.SelectMany(a => a.TagObjects).Select(t => $"{t.Key}={t.Value}")));
        Assert.DoesNotContain("Ann", told, StringComparison.Ordinal);
        Assert.DoesNotContain("person", told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("acme", told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("printer", told, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_delivery_that_threw_is_an_activity_that_failed()
    {
        var (_, activities, _) = await ListenAsync(async _ =>
        {
            var store = new InMemoryStore();
            await new Intake(Configuration, store, Tenant).ReceiveAsync(SupportMail.Of("thrown@customer.example"), Start);
            var broken = InterceptedStore.Of(store, (method, _) =>
            {
                if (method == nameof(IHelpdeskStore.FindTicketOfAsync))
                {
                    throw new IOException("The database is away.");
                }
            });
            var desk = new TicketDesk(Configuration, broken, Tenant, new Clock(Start));
            await Assert.ThrowsAsync<AggregateException>(() => new Delivery(desk, broken, Tenant, new Clock(Start + Duration.FromDays(1)), []).RunAsync());
        });
        Assert.Contains(activities, a => a is { OperationName: "helpdesk.delivery", Status: ActivityStatusCode.Error } && a.GetTagItem("error.type") is "System.IO.IOException");
    }

    [Fact]
    public void Every_instrument_stands_in_the_documentation()
    {
        var documented = File.ReadLines(Document()).Select(l => l.Split('|')).Where(c => c.Length > 3 && (c[2].Trim() is "histogram" or "counter"))
            .Select(c => c[1].Trim(' ', '`')).Order(StringComparer.Ordinal);
        var published = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == HelpdeskTelemetry.Name)
            {
                published.Add(instrument.Name);
            }
        };
        System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(HelpdeskTelemetry).TypeHandle);
        listener.Start();
        Assert.Equal(documented, published.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void While_nobody_listens_nothing_is_allocated()
    {
        var taken = Internal<Action<long, string, string>>("Taken");
        var executed = Internal<Action<long, string, string>>("Executed");
        var handedOver = Internal<Action<long, string, string>>("HandedOver");
        var rang = Internal<Action<TimerKind, double>>("Rang");
        var conflicted = Internal<Action>("Conflicted");
        var start = Internal<Func<bool, long>>("Start");
        var activities = (ActivitySource)typeof(HelpdeskTelemetry).GetField("Activities", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;
        Tell();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            Tell();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Tell()
        {
            taken(start(false), "mail", "Opened");
            executed(0, "Reply", "Changed");
            handedOver(0, "mail", "Accepted");
            rang(TimerKind.Sla, 1);
            conflicted();
            activities.StartActivity("helpdesk.intake")?.Dispose();
        }
    }

    // One mail that opens a ticket, the same again, one that cannot be read; an answer, a refusal, a ticket that is not there; a breach; a message that nothing serves.
    private static async Task WorkAsync(ILoggerFactory loggers)
    {
        var store = new InMemoryStore();
        var intake = new Intake(Configuration, store, Tenant, loggers: loggers);
        var desk = new TicketDesk(Configuration, store, Tenant, new Clock(Start), loggers: loggers);
        var mail = SupportMail.Of("a") with { From = Address.Mail(Secret, "Ann") };
        var opened = Assert.IsType<IntakeResult.Opened>(await intake.ReceiveAsync(mail, Start));
        await intake.ReceiveAsync(mail, Start);
        await intake.TakeAsync(new Pickup.Unreadable(new Fault("too-large", "It is too large.")) { Place = "inbox/1", Raw = new byte[] { 1 } }, Start);
        await new DueWork(Configuration, store, Tenant, loggers: loggers).RunAsync(Start + Duration.FromHours(5));
        await desk.ReplyAsync(opened.Ticket, new AgentId("kim"), "Hello, Ann.");
        await desk.ReplyAsync(new TicketId(Guid.NewGuid()), new AgentId("kim"), "Hello.");
        await desk.ExecuteAsync(opened.Ticket, new TicketCommand.Unmerge(), new Actor.Agent(new AgentId("kim")));
        await new Delivery(desk, store, Tenant, new Clock(Start + Duration.FromDays(1)), [], loggers: loggers).RunAsync();
    }

    private static async Task<(IReadOnlyList<string> Measured, IReadOnlyList<Activity> Activities, IReadOnlyList<(int Id, string Text)> Logs)> ListenAsync(
        Func<ILoggerFactory, Task> work)
    {
        // Other tests run beside this one: what belongs to this one hangs below one activity, and is measured in its flow.
        var (measured, activities) = (new ConcurrentQueue<string>(), new ConcurrentQueue<Activity>());
        using var root = new Activity("test").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == HelpdeskTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> o) => o.Parent.TraceId == root.TraceId ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, m) =>
        {
            if (instrument.Meter.Name == HelpdeskTelemetry.Name)
            {
                m.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<double>((i, _, tags, _) => Note(i, tags));
        meters.SetMeasurementEventCallback<long>((i, _, tags, _) => Note(i, tags));
        meters.Start();
        using var logs = new ListLogs();
        await work(logs);
        return ([.. measured], [.. activities], [.. logs.Logged]);

        void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (Activity.Current?.TraceId == root.TraceId)
            {
                measured.Enqueue(string.Join(' ', tags.ToArray().Select(t => t.Value).Prepend(instrument.Name)));
            }
        }
    }

    private static T Internal<T>(string name)
        where T : Delegate => typeof(HelpdeskTelemetry).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.CreateDelegate<T>();

    private static string Document()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Helpdesk.Core.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return Path.Combine(folder, "docs", "telemetry.md");
    }
}
