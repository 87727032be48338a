using Helpdesk.Core.Runtime;
using Helpdesk.Core.Tickets;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Helpdesk.Core.Sqlite.Tests;

/// <summary>Tickets whose time is over lose their people, and nothing else.</summary>
public sealed class RetentionTests
{
    private static readonly TenantId Tenant = new("default");

    [Fact]
    public async Task People_are_taken_out_of_tickets_whose_time_is_over_and_counts_stay()
    {
        using var desk = new Desk(options: o => o.Retention.Add(new RetentionRule(StatusCategory.Closed, 365)));
        var (old, open) = (await desk.OpenAsync(), await desk.OpenAsync());
        await desk.AnswerAsync(old);
        await desk.FireAsync(old, Triggers.Close);
        await desk.LaterAsync(Duration.FromDays(300));
        var young = await desk.OpenAsync();
        await desk.FireAsync(young, Triggers.Close);
        var retention = desk.Get<Retention>();
        Assert.Empty(await retention.RunAsync().ToListAsync());
        await desk.LaterAsync(Duration.FromDays(66));

        var counts = await desk.Store.CountAsync(Tenant);
        var events = (await desk.Store.ReadEventsAsync(Tenant, old)).Count;
        var told = Assert.Single(await retention.RunAsync(isDryRun: true).ToListAsync());
        Assert.Equal((old, StatusCategory.Closed, 1, 2), (told.Ticket, told.Category, told.People, told.Messages));
        Assert.Equal(Desk.Ann, (await desk.TicketAsync(old)).Requester);

        Assert.Equal(told, Assert.Single(await retention.RunAsync().ToListAsync()));
        Assert.False((await desk.TicketAsync(old)).Requester.IsSameAs(Desk.Ann));
        Assert.DoesNotContain(await desk.Store.ReadMessagesAsync(Tenant, old), m => m.Text.Contains("print", StringComparison.Ordinal) || m.From.IsSameAs(Desk.Ann));
        Assert.True((await desk.Store.ReadEventsAsync(Tenant, old)).Count > events);
        Assert.Equal(counts, await desk.Store.CountAsync(Tenant));
        Assert.All(new[] { open, young }, t => Assert.Equal(Desk.Ann, desk.TicketAsync(t).GetAwaiter().GetResult().Requester));
        Assert.Empty(await retention.RunAsync().ToListAsync());
    }

    [Fact]
    public async Task Rules_that_cannot_be_followed_are_refused_at_start_with_all_faults()
    {
        using var wrong = new Desk(options: o =>
        {
            o.Retention.Add(new RetentionRule(StatusCategory.Open, 30));
            o.Retention.Add(new RetentionRule(StatusCategory.Closed, 0));
            o.Retention.Add(new RetentionRule(StatusCategory.Closed, 30));
            o.Retention.Add(null!);
        });
        var faults = Assert.Throws<OptionsValidationException>(() => wrong.Get<Retention>()).Failures.ToList();
        Assert.Equal(4, faults.Count);
        Assert.All(faults, f => Assert.Contains("Retention", f, StringComparison.Ordinal));
        using var right = new Desk();
        Assert.Throws<ArgumentException>(() => new Retention(
            right.Get<TicketDesk>(), right.Store, Tenant, TimeProvider.System, [new RetentionRule(StatusCategory.Merged, 30)]));
        Assert.Empty(await right.Get<Retention>().RunAsync().ToListAsync());
    }
}
