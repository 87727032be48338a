using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime.Diagnostics;
using Helpdesk.Core.Runtime.Hosting;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace Helpdesk.Core.Runtime.Tests;

/// <summary>The configuration follows the options of the host, and what is wrong is told.</summary>
public sealed class ReloadTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 9, 0);

    [Fact]
    public async Task A_changed_configuration_is_used_by_the_next_message_and_stands_in_its_trace()
    {
        using var source = new Source();
        await using var services = Build(source);
        var reload = services.GetRequiredService<ConfigurationReload>();
        var before = await OpenAsync(services, "a");
        source.Change(With("sales"));
        var after = await OpenAsync(services, "b");
        Assert.Equal(["support", "sales"], [before.Department, after.Department]);

        Assert.Equal([Sha256(With("support")), Sha256(With("sales"))], [before.Fingerprint, after.Fingerprint]);
        Assert.Empty(reload.Faults);
        Assert.Same(reload.Active, services.GetRequiredService<ActiveConfiguration>());
    }

    [Fact]
    public async Task A_configuration_with_faults_is_refused_with_all_of_them_and_the_old_one_goes_on()
    {
        using var source = new Source();
        using var logs = new ListLogs();
        await using var services = Build(source, logs, new Clock(Start));
        var (reload, health) = (services.GetRequiredService<ConfigurationReload>(), services.GetRequiredService<HelpdeskHealthCheck>());
        await OpenAsync(services, "a");
        source.Change("""{"version":1,"departments":[],"mailboxes":[{"address":"support@acme.example","department":"nowhere"}],"agents":[]}""");
        Assert.Contains(reload.Faults, f => f.Contains("/mailboxes/0/department", StringComparison.Ordinal));
        Assert.Equal("support", (await OpenAsync(services, "b")).Department);
        Assert.Contains(1502, logs.Logged.Select(l => l.Id));
        Assert.Equal(["configuration-refused"], (await health.ReadAsync()).Faults.Select(f => f.Code));
        source.Change(With("sales"));
        Assert.Empty(reload.Faults);
        Assert.Equal("sales", (await OpenAsync(services, "c")).Department);
        Assert.Empty((await health.ReadAsync()).Faults);
    }

    [Fact]
    public async Task A_configuration_is_read_again_by_hand_too()
    {
        using var source = new Source();
        await using var services = Build(source);
        var reload = services.GetRequiredService<ConfigurationReload>();
        var first = reload.Active.Current;
        Assert.True(reload.Reload());
        Assert.Same(first, reload.Active.Current);
        source.Text = "{";
        Assert.False(reload.Reload());
        Assert.NotEmpty(reload.Faults);
        Assert.Same(first, reload.Active.Current);
    }

    [Fact]
    public async Task Health_tells_of_what_is_late_and_of_what_did_not_leave()
    {
        using var source = new Source();
        var clock = new Clock(Start);
        await using var services = Build(source, clock: clock);
        var health = services.GetRequiredService<HelpdeskHealthCheck>();
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(new HealthCheckContext())).Status);
        await OpenAsync(services, "a");
        clock.Now = Start + Duration.FromMinutes(15);
        Assert.Empty((await health.ReadAsync()).Faults);
        clock.Now += Duration.FromSeconds(1);
        Assert.Equal(["outbox-late"], (await health.ReadAsync()).Faults.Select(f => f.Code));
        clock.Now = Start + Duration.FromHours(5);
        var late = await health.ReadAsync();
        Assert.Equal(["timers-late", "outbox-late"], late.Faults.Select(f => f.Code));

        // A breach is the first tick at which more than the target has gone by.
        Assert.Equal((Duration.FromHours(1) - Duration.FromTicks(1), Duration.FromHours(5), 1L), (late.TimerLag, late.OutboxLag, late.Waiting));
        await services.GetRequiredService<DueWork>().RunAsync(clock.Now);
        await services.GetRequiredService<Delivery>().RunAsync();
        var result = await health.CheckHealthAsync(new HealthCheckContext());
        Assert.Equal(HealthStatus.Degraded, result.Status);
        Assert.Equal((0.0, 0.0, 0L, 1L), (result.Data["timerLagSeconds"], result.Data["outboxLagSeconds"], result.Data["waiting"], result.Data["deadLetters"]));
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_unhealthy_and_says_nothing_of_its_words()
    {
        var services = new ServiceCollection();
        await using var host = services.AddHelpdesk(o => o.Configuration = With("support"))
            .AddSingleton<IHelpdeskStore>(System.Reflection.DispatchProxy.Create<IHelpdeskStore, Dead>()).BuildServiceProvider();
        var result = await host.GetRequiredService<HelpdeskHealthCheck>().CheckHealthAsync(new HealthCheckContext());
        Assert.Equal((HealthStatus.Unhealthy, "The store did not answer: IOException."), (result.Status, result.Description));
    }

    private static string Sha256(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..16];

    private static string With(string department) =>
        """
        {"version":1,"departments":[{"id":"@"}],"mailboxes":[{"address":"support@acme.example","department":"@"}],
         "agents":[{"id":"kim","address":"kim@acme.example","departments":["@"]}],
         "slaPolicies":[{"id":"p","firstReply":{"all":"PT4H"}}],
         "templates":{"ack":{"subject":"[{{ticket.reference}}]","text":"Thank you"}},"notices":{"acknowledgement":"ack"}}
        """.Replace("\"@\"", $"\"{department}\"", StringComparison.Ordinal);

    private static ServiceProvider Build(Source source, ILoggerFactory? logs = null, TimeProvider? clock = null)
    {
        source.Text = With("support");
        var services = new ServiceCollection().AddSingleton(clock ?? TimeProvider.System).AddHelpdesk(o => o.Configuration = source.Text)
            .AddSingleton<IOptionsChangeTokenSource<HelpdeskOptions>>(source);
        return (logs is null ? services : services.AddSingleton(logs)).BuildServiceProvider();
    }

    private static async Task<(string Department, string Fingerprint)> OpenAsync(ServiceProvider services, string id)
    {
        var opened = (IntakeResult.Opened)await services.GetRequiredService<Intake>().ReceiveAsync(
            SupportMail.Of(id, id + "@customer.example"),
            Start);
        var (store, tenant) = (services.GetRequiredService<IHelpdeskStore>(), new TenantId("default"));
        var trace = Assert.Single(await store.ReadTracesAsync(tenant, opened.Ticket));
        return ((await store.LoadAsync(tenant, opened.Ticket))!.Ticket.Department.Value, trace.Facts.Single(f => f.Name == "configuration").Value);
    }

    private sealed class Source : IOptionsChangeTokenSource<HelpdeskOptions>, IDisposable
    {
        private CancellationTokenSource _change = new();

        public string Text { get; set; } = "";

        public string? Name => Options.DefaultName;

        public IChangeToken GetChangeToken() => new CancellationChangeToken(_change.Token);

        public void Dispose() => _change.Dispose();

        public void Change(string text)
        {
            Text = text;
            var old = _change;
            _change = new CancellationTokenSource();
            old.Cancel();
            old.Dispose();
        }
    }
}
